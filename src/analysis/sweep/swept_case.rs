//! The case that is swept, with the two ways to a total at other weights: by the ordinary engine under an overlay, and
//! from traced rows where there are thousands of weights to look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::step_curves::StepCurves;
use super::{Reach, Reached, SweepRequest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::evaluation::{Evaluation, FixedRow, Program, Response, Total};
use crate::numeric::{Number, NumberError, Weight};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::{Indicator, Scheme, WeightGrid, WeightMode, WeightRequest, WholeSteps};

/// All weights of a scheme by id.
pub(super) type Weights = BTreeMap<String, Weight>;

/// A case on the case.
pub(super) struct SweptCase<'a> {
    pub scheme: &'a Scheme,
    /// The total over all weights, with the rows scored once.
    pub response: Response<'a>,
    pub total: Total,
    mode: WeightMode,
    pub locked: BTreeSet<String>,
    /// The steps of the scheme's weights.
    pub grid: Option<Weight>,
    /// How many jumps of rounded numbers may be looked at for one row.
    pub jumps: usize,
    /// How many steps of the grid may be looked at on one side of one row.
    pub steps: usize,
    /// The curves of the rows on the steps on which the others make room, made when they are first asked for.
    step_curves: OnceLock<Option<StepCurves>>,
}

/// How many jumps of rounded numbers one sweep looks at, for all rows together.
const MOST_JUMPS: usize = 30_000;
/// How many steps of the grid are looked at on one side, for all rows together and for one.
const MOST_STEPS: (usize, usize) = (40_000, 400);

impl<'a> SweptCase<'a> {
    pub fn new(
        scheme: &'a Scheme,
        rules: &RuleSet,
        report: &'a Report,
        request: &SweepRequest,
    ) -> Result<Warned<Self>, Diagnostics> {
        let program = Program::compile(scheme.clone(), rules.clone())?;
        let mut warnings = program.warnings().clone();
        let response = program.response(report);
        warnings.extend(response.evaluation().diagnostics.clone());
        let Some(total) = response.evaluation().total.clone() else { return Err(warnings) };
        let (mode, locked) = (request.mode.clone(), request.locked.clone());
        let grid = walked_grid(scheme)?;
        let jumps = MOST_JUMPS.checked_div(scheme.indicators().len()).unwrap_or(MOST_JUMPS);
        let (of_all, of_one) = MOST_STEPS;
        let steps = of_all.checked_div(scheme.indicators().len()).map_or(of_one, |steps| steps.min(of_one));
        let step_curves = OnceLock::new();
        let value = Self { scheme, response, total, mode, locked, grid, jumps, steps, step_curves };
        Ok(Warned { value, warnings })
    }

    /// All weights where the row `id` is worth `weight`, as the mode shares the rest.
    pub fn weights(&self, id: &str, weight: &Number, grid: WeightGrid) -> Result<Weights, Diagnostics> {
        let Some(weight) = Weight::new(weight.clone()) else {
            return Err(Diagnostic::new(Code::NumberRange).fact("value", weight).fact("bounds", "≥ 0").into());
        };
        let set = BTreeMap::from([(id.to_owned(), weight)]);
        let request = WeightRequest { set, grid, ..self.request() };
        Ok(self.scheme.renormalised(&request)?.weights())
    }

    /// How the others make room, whatever is set.
    fn request(&self) -> WeightRequest {
        WeightRequest { mode: self.mode.clone(), locked: self.locked.clone(), ..WeightRequest::default() }
    }

    /// How the others make room on the scheme's steps for the row `id`, in whole numbers where those say it.
    pub fn whole_steps(&self, id: &str) -> Option<WholeSteps> {
        WholeSteps::new(self.scheme, id, self.request())
    }

    /// The total where the rows share the steps so and `weight` is what the moved one is worth; `None` where whole numbers do
    /// not tell it.
    pub fn total_on_steps(&self, steps: &WholeSteps, weight: &Number) -> Option<Total> {
        let curves = self.step_curves.get_or_init(|| StepCurves::new(self.scheme, &self.response, steps.step()));
        self.response.total_of_points(&curves.as_ref()?.sum(&steps.at(weight)?)?)
    }

    /// The step on which the others make room where weights are not fractions.
    pub fn shared_step(&self) -> Result<Number, NumberError> {
        Ok(WeightRequest::default().step(self.scheme)?.unwrap_or_else(Number::zero))
    }

    /// Whether a total has the grade that there is.
    pub fn keeps_grade(&self, total: &Total) -> bool {
        total.grade == self.total.grade
    }

    /// The evaluation as it is.
    pub fn evaluation(&self) -> &Evaluation {
        self.response.evaluation()
    }

    /// What the total becomes where the row `id` is worth `weight`, as a what-if gives it.
    pub fn reach(&self, id: &str, weight: &Number) -> Result<Reach, Diagnostics> {
        // Off the step of the weights they are fractions.
        let weights = self.weights(id, weight, WeightGrid::Scheme);
        let weights = weights.or_else(|_| self.weights(id, weight, WeightGrid::Exact));
        let total = |weights: Weights| {
            let is_permitted = !self.response.refuses(&weights);
            let traced = is_permitted.then(|| self.response.total_on_curves(&weights)).flatten();
            traced.map_or_else(|| self.response.total_under(&weights, &BTreeMap::new()), Ok)
        };
        self.reached(weight, weights.and_then(total))
    }

    /// What the total becomes without a row: its weight falls to 0 and is shared as the mode says. Its rule is not asked
    /// what it makes of a weight of 0; it may divide by it.
    pub fn without(&self, row: &Indicator) -> Result<Reach, Diagnostics> {
        let zero = Number::zero();
        let total = self.weights(&row.id, &zero, WeightGrid::Exact).and_then(|weights| {
            let given = weights.get(&row.id).map(|weight| FixedRow { weight: weight.clone(), points: zero.clone() });
            self.response.total_under(&weights, &given.map(|given| (row.id.clone(), given)).into_iter().collect())
        });
        self.reached(&zero, total)
    }

    fn reached(&self, weight: &Number, total: Result<Total, Diagnostics>) -> Result<Reach, Diagnostics> {
        match total {
            Ok(total) => Ok(Reach::Reached(Reached {
                weight: weight.clone(),
                change: total.points.number().subtract(self.total.points.number())?,
                total: total.points.number().clone(),
                unrounded: total.unrounded,
                grade: total.grade,
            })),
            Err(problems) => first_error(problems).map(Reach::Refused),
        }
    }
}

/// The first problem that refuses; problems without one are handed on.
pub(super) fn first_error(problems: Diagnostics) -> Result<Diagnostic, Diagnostics> {
    let found = problems.iter().find(|problem| problem.severity() == Severity::Error).cloned();
    found.ok_or(problems)
}

/// The step in which a weight is followed: the scheme's, or the finest decimal place of its weights. The others make room
/// on the step of every what-if.
fn walked_grid(scheme: &Scheme) -> Result<Option<Weight>, NumberError> {
    if scheme.weight_grid.is_some() {
        return Ok(scheme.weight_grid.clone());
    }
    let places = scheme.indicators().into_iter().filter_map(|row| row.weight.number().decimals()).max();
    Number::last_place(places.unwrap_or(0)).map(Weight::new)
}
