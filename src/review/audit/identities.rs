//! The identities that the accounts declare.

use super::constraint::Constraint;
use super::planned_comparison::PlannedComparison;
use crate::review::accounts::{Accounts, Identity, IdentityForm};

/// What the declared identities compare.
pub(super) fn comparisons(accounts: &Accounts) -> Vec<PlannedComparison> {
    accounts.identities.iter().flat_map(|identity| laws(identity, accounts)).collect()
}

fn laws(identity: &Identity, accounts: &Accounts) -> Vec<PlannedComparison> {
    let named = |constraint: Constraint, about: Option<&str>| {
        let check = identity.check.as_ref().unwrap_or(&identity.id);
        let about = about.and_then(|id| accounts.figures.get(id)).map(|figure| figure.name.clone());
        let comparison = PlannedComparison::of(check, constraint).at(identity.place.clone());
        PlannedComparison { name: Some(identity.name.clone()), about, ..comparison }
    };
    let quotient = |part: &String, whole: &String, is_growth: bool, is: &String| Constraint::Quotient {
        part: part.clone(),
        whole: whole.clone(),
        is_growth,
        is: is.clone(),
    };
    match &identity.form {
        IdentityForm::Sum { parts, is } => vec![named(Constraint::sum(parts.iter().cloned(), is), None)],
        IdentityForm::Difference { from, less, is } => {
            let parts = std::iter::once((true, from.clone())).chain(less.iter().map(|part| (false, part.clone())));
            vec![named(Constraint::Sum { parts: parts.collect(), is: is.clone(), missing: None }, None)]
        }
        IdentityForm::Ratio { part, whole, is } => vec![named(quotient(part, whole, false, is), None)],
        IdentityForm::Growth { now, base, is } => vec![named(quotient(now, base, true, is), None)],
        IdentityForm::NotAbove { figure, limit } => {
            vec![named(Constraint::NotAbove { figure: figure.clone(), limit: vec![limit.clone()] }, None)]
        }
        IdentityForm::Parts { parts, whole, shares } => {
            let mut comparisons = vec![named(Constraint::sum(parts.iter().cloned(), whole), Some(whole))];
            for (part, share) in parts.iter().zip(shares) {
                comparisons.push(named(quotient(part, whole, false, share), Some(share)));
            }
            if !shares.is_empty() {
                comparisons.push(named(Constraint::Whole { shares: shares.clone() }, None));
            }
            comparisons
        }
    }
}
