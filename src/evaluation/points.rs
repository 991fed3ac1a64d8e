//! The order of a row, written once: rule, modifiers, manual deduction, bounds, policies, vetoes, rounding.
//!
//! It is generic over the kind of quantity, so the same lines score a report, follow a row over its weight and ask what a
//! row would be worth under other circumstances.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{CompiledRow, CompiledUse};
use super::gathered::{Gathered, GivenInputs};
use super::row_stop::RowStop;
use super::{Role, RowPolicy, RowStep};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::numeric::{Number, Rounding};
use crate::report::RowNote;
use crate::rule::{
    Arguments, Award, AwardTrees, Call, CountedIn, Hosted, Quantity, QuantityError, RowSetting, ScriptRule, Stop, Value,
};
use crate::scheme::{MissingPolicy, NotApplicablePolicy, Scheme};

/// What the points of a row depend on besides its weight.
pub(crate) struct RowInputs<'a, Q = Number> {
    pub target: &'a Value,
    pub setting: RowSetting,
    /// The rule, then the modifiers.
    pub uses: Vec<UseInputs<'a, Q>>,
    /// Points that a person took away.
    pub deduction: Option<&'a Number>,
    /// The weight at which the scripts run, where a person entered points for it: what they come to keeps its share.
    pub entered_for: Option<Number>,
}

/// A script with its inputs.
pub(crate) struct UseInputs<'a, Q = Number> {
    pub rule: &'a ScriptRule,
    pub params: Cow<'a, BTreeMap<String, Value>>,
    /// The parameters that hold points and follow the weight.
    pub following: &'a [String],
    pub fixed: Option<Arc<Arguments<Q>>>,
    /// What answers in place of the script, where it can.
    pub known: Option<KnownAwards<'a, Q>>,
    /// The inputs by name; an error where one is lacking.
    pub inputs: Result<Vec<(&'a str, &'a Value)>, RowStop>,
}

/// Decision trees of a script, and how they are asked.
pub(crate) type KnownAwards<'a, Q> = (&'a AwardTrees, fn(&AwardTrees, &ScriptRule, &Call<'_, Q>) -> Option<Award<Q>>);

impl<Q: Hosted> UseInputs<'_, Q> {
    /// The award of the script, from its decision tree where there is one.
    fn award(&self, call: &Call<'_, Q>) -> Result<Award<Q>, Stop> {
        let known = self.known.and_then(|(trees, ask)| ask(trees, self.rule, call));
        known.map_or_else(|| self.rule.score(call), Ok)
    }
}

/// How points came about: what each script awarded, and each step after the rule.
#[derive(Clone, Debug)]
pub(crate) struct Course<Q> {
    pub awards: Vec<Award<Q>>,
    pub steps: Vec<RowStep>,
}

impl<Q> Default for Course<Q> {
    fn default() -> Self {
        Self { awards: Vec::new(), steps: Vec::new() }
    }
}

impl<'a> RowInputs<'a> {
    /// What scheme and report say of a row.
    pub(super) fn new(row: &'a CompiledRow, note: Option<&'a RowNote>, gathered: &'a Gathered) -> Self {
        let is_fed = row.uses().any(|used| used.is_given_points);
        let mut given = row.uses().zip(gathered.uses(row));
        let has_entered = is_fed && given.any(|(used, given)| has_entered_points(used, &given));
        let entered_for = has_entered.then(|| {
            let stated = note.and_then(|note| note.points_of.as_ref());
            stated.unwrap_or(&row.indicator.entered_weight).number()
        });
        let entered_for = entered_for.filter(|weight| !weight.is_zero());
        let own = row.weight.number();
        let uses = row.uses().zip(gathered.uses(row)).map(|(used, given)| {
            let params = given.params.unwrap_or(&used.params);
            let entered = entered_for.filter(|weight| *weight != own).map(|weight| used.params_at(params, own, weight));
            let is_own = given.params.is_none() && entered.is_none();
            let (params, inputs) = match entered {
                None => (Cow::Borrowed(params), given.inputs),
                Some(Ok(params)) => (Cow::Owned(params), given.inputs),
                Some(Err(error)) => (Cow::Borrowed(params), Err(RowStop::Failed(error.into()))),
            };
            UseInputs {
                rule: &used.rule,
                params,
                following: if entered_for.is_some() { &[] } else { &used.following },
                fixed: is_own.then(|| Arc::clone(&used.fixed)),
                known: used.trees.as_deref().filter(|_| is_own).map(|trees| (trees, AwardTrees::award as _)),
                inputs,
            }
        });
        let deduction = note.and_then(|note| note.deduction.as_ref()).map(|(points, _)| points);
        let (target, setting, uses) = (&*row.target, row.rule.setting, uses.collect());
        Self { target, setting, uses, deduction, entered_for: entered_for.cloned() }
    }

    /// The same for weights of another kind: the points in the parameters, which stand for a weight of `at`, follow them
    /// where they are not fixed.
    pub fn of_kind<Q: Quantity>(self) -> RowInputs<'a, Q> {
        let (target, setting) = (self.target, self.setting);
        let uses = self.uses.into_iter().map(|used| UseInputs {
            rule: used.rule,
            fixed: Some(Arc::new(Arguments::fixed(target, setting, &used.params))),
            known: None,
            params: used.params,
            following: used.following,
            inputs: used.inputs,
        });
        let (deduction, entered_for) = (self.deduction, self.entered_for);
        RowInputs { target, setting, uses: uses.collect(), deduction, entered_for }
    }
}

impl<Q: Quantity> RowInputs<'_, Q> {
    /// The same with the points of the parameters, which stand for a weight of `at`, at another one.
    ///
    /// # Errors
    /// Numbers too large to be held; with a symbol also what is not linear in the weight.
    pub fn at_weight(&self, weight: &Q, at: &Number) -> Result<Option<RowInputs<'_, Q>>, QuantityError> {
        if self.uses.iter().all(|used| used.following.is_empty()) {
            return Ok(None);
        }
        let uses = self.uses.iter().map(|used| {
            let fixed = Arguments::fixed(self.target, self.setting, &used.params);
            let fixed = fixed.following(&used.params, used.following, weight, at)?;
            Ok(UseInputs {
                rule: used.rule,
                params: Cow::Borrowed(&*used.params),
                following: used.following,
                fixed: Some(Arc::new(fixed)),
                known: None,
                inputs: used.inputs.clone(),
            })
        });
        let uses = uses.collect::<Result<_, QuantityError>>()?;
        let entered_for = self.entered_for.clone();
        Ok(Some(RowInputs { target: self.target, setting: self.setting, uses, deduction: self.deduction, entered_for }))
    }
}

/// Rule, modifiers, deduction, bounds: the points within 0 and the weight, before rounding.
///
/// # Errors
/// Why there are no points.
pub(crate) fn points<Q: Hosted>(inputs: &RowInputs<'_, Q>, weight: &Q, course: &mut Course<Q>) -> Result<Q, RowStop> {
    let mut points = Q::zero();
    let entered_for = inputs.entered_for.clone().map(Q::exactly);
    // Rows are kept by the thousand: there is room for what they have and no more.
    course.awards.reserve_exact(inputs.uses.len());
    for (at, used) in inputs.uses.iter().enumerate() {
        let given = used.inputs.as_ref().map_err(Clone::clone)?;
        let call = Call {
            weight: entered_for.as_ref().unwrap_or(weight),
            before: (at > 0).then_some(&points),
            target: inputs.target,
            setting: inputs.setting,
            params: &used.params,
            inputs: given.clone(),
            fixed: used.fixed.as_deref(),
        };
        let award = used.award(&call)?;
        let (before, after) = (points.now(), award.points.now());
        if let Some(modifier) = at.checked_sub(1).filter(|_| before != after) {
            course.steps.push(RowStep::Modified { modifier, before: before.clone(), after: after.clone() });
        }
        points = award.points.clone();
        course.awards.push(award);
    }
    bounded(points, inputs, weight, &mut course.steps).map_err(|error| match inputs.uses.first() {
        Some(used) if Q::IS_SYMBOL => RowStop::Opaque(used.rule.opaque(error.reason())),
        _ => RowStop::Failed(Diagnostic::new(Code::ScriptLimit).said("detail", error.reason())),
    })
}

/// Whether a person entered points in what a script is given.
fn has_entered_points(used: &CompiledUse, given: &GivenInputs<'_>) -> bool {
    let cards = &used.rule.metadata().inputs;
    let is_points = |name: &str| cards.get(name).is_some_and(|card| card.unit == CountedIn::Points);
    let mut given = given.inputs.iter().flatten();
    given.any(|(name, value)| is_points(name) && !matches!(value, Value::Missing))
}

/// Points that were entered for one weight at another one, deduction and bounds.
fn bounded<Q: Quantity>(
    mut points: Q,
    inputs: &RowInputs<'_, Q>,
    weight: &Q,
    steps: &mut Vec<RowStep>,
) -> Result<Q, QuantityError> {
    if let Some(at) = &inputs.entered_for {
        let after = points.times(weight)?.divided_by(&Q::exactly(at.clone()))?;
        if after.now() != points.now() {
            let (before, after) = (points.now().clone(), after.now().clone());
            steps.push(RowStep::Converted { weight: at.clone(), before, after });
        }
        points = after;
    }
    if let Some(deduction) = inputs.deduction {
        let after = points.minus(&Q::exactly(deduction.clone()))?;
        steps.push(RowStep::Deducted { before: points.now().clone(), after: after.now().clone() });
        points = after;
    }
    let within = points.within(weight)?;
    if within.now() != points.now() {
        steps.push(RowStep::Clamped { before: points.now().clone(), after: within.now().clone() });
    }
    Ok(within)
}

/// What a scheme says of rows without points, and of the rounding of all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowRules {
    pub not_applicable: NotApplicablePolicy,
    pub missing: MissingPolicy,
    pub rounding: Option<Rounding>,
    pub role: Role,
    /// Whether a veto takes the points of the row.
    pub is_struck: bool,
}

impl RowRules {
    /// The rules of a scheme for one row.
    pub fn of(scheme: &Scheme, row: &CompiledRow, is_struck: bool) -> Self {
        Self {
            not_applicable: scheme.not_applicable,
            missing: row.indicator.missing.unwrap_or(scheme.missing),
            rounding: scheme.roundings.indicator,
            role: row.role,
            is_struck,
        }
    }
}

/// A row with its points, or the state in which it has none.
pub(crate) struct ScoredRow<Q> {
    pub outcome: RowOutcome<Q>,
    pub course: Course<Q>,
    /// Why a policy gave the points.
    pub reason: Option<Bilingual>,
    /// What is to be said of a row that could not be scored, or of the policy that scored it.
    pub problem: Option<Diagnostic>,
}

/// What becomes of a row.
pub(crate) enum RowOutcome<Q> {
    /// Points before and after rounding.
    Scored {
        unrounded: Q,
        points: Q,
    },
    NotApplicable(Bilingual),
    Missing(Bilingual),
    Failed,
}

/// The whole order of a row.
///
/// # Errors
/// Only with a symbol: the points are not linear in the weight, and where.
pub(crate) fn score_row<Q: Hosted>(
    inputs: &RowInputs<'_, Q>,
    weight: &Q,
    not_applicable: Option<&str>,
    rules: RowRules,
) -> Result<ScoredRow<Q>, Diagnostic> {
    let mut row = ScoredRow { outcome: RowOutcome::Failed, course: Course::default(), reason: None, problem: None };
    let found = match not_applicable {
        Some(reason) => Err(RowStop::NotApplicable(Bilingual::same(reason))),
        None => points(inputs, weight, &mut row.course),
    };
    if let (Err(RowStop::NotApplicable(reason)), Some(_)) = (&found, inputs.deduction) {
        row.problem = Some(Diagnostic::new(Code::DeductionNotApplicable).said("reason", reason.clone()));
        return Ok(row);
    }
    let unrounded = match found {
        Ok(points) => points,
        // What is no part of the full score adds nothing and takes nothing off.
        Err(RowStop::NotApplicable(reason)) if rules.role != Role::Weighted => {
            row.by_policy(RowPolicy::Nothing, Q::zero(), reason)
        }
        Err(RowStop::NotApplicable(reason)) if rules.not_applicable == NotApplicablePolicy::Full => {
            row.by_policy(RowPolicy::Full, weight.clone(), reason)
        }
        // What a veto strikes stays in the full score and gets nothing, whether it applies or not.
        Err(RowStop::NotApplicable(_)) if rules.is_struck && rules.not_applicable == NotApplicablePolicy::Rescale => {
            Q::zero()
        }
        // A figure that nobody reports never makes a penalty smaller.
        Err(RowStop::Missing(reason, problem))
            if rules.missing == MissingPolicy::Zero && rules.role != Role::Penalty =>
        {
            row.problem = Some(scored_zero(&reason, problem));
            let points = row.by_policy(RowPolicy::Zero, Q::zero(), reason);
            let bounded = bounded(points, inputs, weight, &mut row.course.steps);
            bounded.map_err(|error| Diagnostic::new(Code::RuleOpaque).said("reason", error.reason()))?
        }
        Err(RowStop::NotApplicable(reason)) => {
            row.outcome = RowOutcome::NotApplicable(reason);
            return Ok(row);
        }
        Err(RowStop::Missing(reason, problem)) => {
            row.problem = Some(problem);
            row.outcome = RowOutcome::Missing(reason);
            return Ok(row);
        }
        Err(RowStop::Failed(problem)) => {
            row.problem = Some(problem);
            return Ok(row);
        }
        Err(RowStop::Opaque(problem)) => return Err(problem),
    };
    let finished = row.finish(unrounded, weight, rules);
    row.outcome = finished.map_err(|error| Diagnostic::new(Code::RuleOpaque).said("reason", error.reason()))?;
    Ok(row)
}

/// The warning that a policy scored a missing figure with zero.
fn scored_zero(reason: &Bilingual, problem: Diagnostic) -> Diagnostic {
    let metric = problem.get("metric").cloned().unwrap_or_default();
    let warning = Diagnostic::new(Code::ScoredZero).said("metric", metric).said("reason", reason.clone());
    problem.place.into_iter().fold(warning, Diagnostic::at)
}

impl<Q: Quantity> ScoredRow<Q> {
    /// A row whose points before rounding are given.
    pub fn given(unrounded: Q, weight: &Q, rules: RowRules) -> Result<Self, QuantityError> {
        let mut row = Self { outcome: RowOutcome::Failed, course: Course::default(), reason: None, problem: None };
        row.outcome = row.finish(unrounded, weight, rules)?;
        Ok(row)
    }

    /// Whether a veto took its points.
    pub fn is_struck(&self) -> bool {
        self.course.steps.iter().any(|step| matches!(step, RowStep::Policy { policy: RowPolicy::Veto, .. }))
    }

    fn by_policy(&mut self, policy: RowPolicy, points: Q, reason: Bilingual) -> Q {
        self.reason = Some(reason);
        self.course.steps.push(RowStep::Policy { policy, after: points.now().clone() });
        points
    }

    /// Rounding, which lifts nothing above the weight, and the veto that takes what is left.
    fn finish(&mut self, unrounded: Q, weight: &Q, rules: RowRules) -> Result<RowOutcome<Q>, QuantityError> {
        let mut points = unrounded.clone();
        if let Some(rounding) = rules.rounding {
            let rounded = unrounded.rounded(rounding)?;
            points = if rounded.compare(weight, &[Ordering::Greater])? { weight.clone() } else { rounded };
            if points.now() != unrounded.now() {
                let (before, after) = (unrounded.now().clone(), points.now().clone());
                self.course.steps.push(RowStep::Rounded { before, after });
            }
        }
        if rules.is_struck {
            self.course.steps.push(RowStep::Policy { policy: RowPolicy::Veto, after: Number::zero() });
            return Ok(RowOutcome::Scored { unrounded: Q::zero(), points: Q::zero() });
        }
        Ok(RowOutcome::Scored { unrounded, points })
    }
}
