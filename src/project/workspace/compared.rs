//! What the organisation that is looked at is compared with: itself as it was, another one, another case.

use std::collections::BTreeMap;

use super::{OpenWorkspace, none_at};
use crate::analysis::robust::{BOX, DRAWS, RobustRequest, Robustness, SEED, WeightUncertainty};
use crate::analysis::sweep::{Step, Sweep, SweepRequest, sweep};
use crate::analysis::whatif::{ChangeTrial, Subject, TrialRequest};
use crate::comparison::compare::{Compared, Comparison, Side, SideNames, compare};
use crate::diagnostic::Diagnostics;
use crate::evaluation::Evaluation;
use crate::messages::phrase;
use crate::numeric::Number;
use crate::project::open_case::OpenCase;
use crate::report::Report;

/// With what an organisation is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedWith {
    /// With itself, as it is without the change.
    Before,
    /// With another organisation under the change, by its position.
    Organisation(usize),
    /// With the case that was named for it, such as that of the year before.
    Case,
}

impl OpenWorkspace {
    /// The same with a case to compare organisations with.
    #[must_use]
    pub fn beside(mut self, case: OpenCase) -> Self {
        self.beside = Some(case.into());
        self
    }

    /// The report of the case that organisations can be compared with.
    #[must_use]
    pub fn report_beside(&self) -> Option<&Report> {
        self.beside.as_ref().map(|case| &case.case.report)
    }

    /// Why the organisation that is looked at has another total under the change than what it is compared with.
    ///
    /// # Errors
    /// Those of [`Self::answer`] and of [`compare`]; a position of none, a case that was not named.
    pub fn compare(&self, request: &TrialRequest, with: ComparedWith) -> Result<Comparison, Diagnostics> {
        let (trial, one) = self.tried(request)?;
        let rules = self.program.rules();
        let own = Side::new(trial.after.scheme(), rules, one.report())?.value;
        let pair = |from: &Side<'_>, to: &Side<'_>| compare(from, to, &BTreeMap::new());
        match with {
            ComparedWith::Before => {
                let from = Side::new(trial.before.scheme(), rules, &one.before)?.value;
                let (from_name, to_name) = (phrase("page-untried", &[]), phrase("page-tried", &[]));
                let names = SideNames { compared: Compared::Schemes, from: from_name, to: to_name, is_quoted: true };
                Ok(Comparison { names, ..pair(&from, &own)? })
            }
            ComparedWith::Organisation(other) => {
                let read = self.reports.get(other).ok_or_else(|| none_at(other))?;
                let two = self.subject(read, trial.for_others().as_ref())?;
                let to = Side::new(trial.after.scheme(), rules, two.report())?.value;
                Ok(pair(&own, &to)?.named(&one.report().organisation, &two.report().organisation))
            }
            ComparedWith::Case => {
                let case = self.beside.as_ref().ok_or_else(|| none_at(0))?;
                let from = Side::new(&case.case.scheme, &case.rules, &case.case.report)?.value;
                pair(&from, &own)
            }
        }
    }

    /// How far the total of the organisation that is looked at moves with each weight by a point, and between which weights
    /// its grade holds; the evaluation that this starts from.
    ///
    /// # Errors
    /// Those of [`Self::answer`] and [`sweep`].
    pub fn sensitivity(&self, request: &TrialRequest) -> Result<(Sweep, Evaluation), Diagnostics> {
        let (trial, subject) = self.tried(request)?;
        let asked = SweepRequest {
            mode: trial.request.mode.clone(),
            locked: trial.request.locked.clone(),
            steps: vec![Step::Points(Number::from(1))],
            places: trial.request.places.clone(),
        };
        let found = sweep(trial.after.scheme(), trial.after.rules(), subject.report(), &asked)?;
        Ok((found.value, trial.after.evaluate(subject.report())))
    }

    /// How sure the grade of the organisation that is looked at is: what `robust` says of it alone, under the change.
    ///
    /// # Errors
    /// Those of [`Self::answer`] and [`Robustness::new`].
    pub fn robustness(&self, request: &TrialRequest) -> Result<Robustness, Diagnostics> {
        let (trial, subject) = self.tried(request)?;
        let asked = RobustRequest {
            uncertainty: WeightUncertainty::Box(Number::from(BOX)),
            draws: DRAWS,
            seed: SEED,
            locked: trial.request.locked.clone(),
            places: trial.request.places.clone(),
        };
        let report = (subject.file.clone(), subject.report().clone());
        Robustness::new(&trial.after, &[report], Vec::new(), asked)
    }

    /// The change, and the organisation that is looked at under it.
    pub(super) fn tried(&self, request: &TrialRequest) -> Result<(ChangeTrial, Subject), Diagnostics> {
        let trial = ChangeTrial::new(&self.program, &self.base, &request.change)?;
        let read = self.reports.get(request.organisation).ok_or_else(|| none_at(request.organisation))?;
        let subject = self.subject(read, trial.variant.as_ref())?;
        Ok((trial, subject))
    }
}
