//! Weights that change and still add up: who makes room when some weights are set.
//!
//! [`Scheme::renormalised`] answers a [`WeightRequest`] with all weights of the scheme: those that were set keep their
//! value, locks and bounds hold, everything lies on the grid, and the sum is the full score exactly. A request that
//! cannot be met is refused with the numbers that stand against it; nothing is rescaled in silence.

mod dimensions;
mod request;
mod share;
mod whole_steps;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::dimensions::RowRequest;
use self::share::{Allotment, Unallotted, Way, allot, snap};
use super::{Indicator, Scheme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::{listed, phrase};
use crate::numeric::{Number, Weight};

use request::places_beyond;
pub use request::{WeightGrid, WeightMode, WeightRequest};
pub(crate) use whole_steps::WholeSteps;

/// All weights of a scheme after some were set, in the order of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renormalised {
    /// Every weighted row.
    pub rows: Vec<RowWeight>,
    /// The step that the weights lie on; none where fractions were asked for.
    pub grid: Option<Weight>,
    /// The points that whole steps left over: among all rows or, where nothing was left over there, within a dimension that
    /// was set.
    pub residual: Weight,
    /// The row that took them beyond its own share; none where nothing was left over.
    pub rest: Option<String>,
    /// A step that would leave less over, where more than one step is left.
    pub finer: Option<Weight>,
}

/// One row's weight, before and after (一项分值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowWeight {
    /// The indicator's id (编号).
    pub id: String,
    /// Why it is worth what it is (由来).
    pub role: WeightRole,
    /// What it was worth (之前).
    pub before: Weight,
    /// What the mode gives it before it is set to whole steps (取整前).
    pub ideal: Weight,
    /// What it is worth (之后).
    pub after: Weight,
}

/// Why a row is worth what it is (分值的由来).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum WeightRole {
    /// Its weight was asked for.
    Set,
    /// It was locked.
    Locked,
    /// It was free to move, as a consequence of what was asked for.
    Free,
    /// The mode leaves it alone.
    Kept,
}

impl Renormalised {
    /// The row that whole steps set apart from others with the same share, and by how much: the one that takes what steps
    /// leave over may get a step that they do not get, or go without theirs, even where nothing is left over.
    #[must_use]
    pub fn apart(&self) -> Option<(&RowWeight, Number)> {
        let free = || self.rows.iter().filter(|row| row.role == WeightRole::Free);
        let parted = free().filter_map(|row| {
            let mut equals = free().filter(|other| other.id != row.id && other.ideal == row.ideal);
            let first = equals.next().filter(|first| first.after != row.after)?;
            equals.all(|other| other.after == first.after).then_some(())?;
            let by = row.after.number().subtract(first.after.number()).ok()?;
            Some((row, by.absolute()))
        });
        // Of two rows the one that is worth more.
        parted.max_by_key(|(row, _)| &row.after)
    }

    /// The weights by id, as [`Scheme::reweighted`] takes them.
    #[must_use]
    pub fn weights(&self) -> BTreeMap<String, Weight> {
        self.rows.iter().map(|row| (row.id.clone(), row.after.clone())).collect()
    }
}

impl Scheme {
    /// All weights after `request`: set weights keep their value, locks and bounds hold, everything lies on the grid,
    /// and the sum is the full score exactly. [`Scheme::reweighted`] makes a scheme of them. What is asked of a dimension
    /// its rows share in proportion.
    ///
    /// Where nothing has to move, nothing does.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`]; contradictions of the request with itself ([`Code::LockedAndSet`],
    /// [`Code::BoundsReversed`], [`Code::ModeNamesFixed`], [`Code::OutsideBounds`], [`Code::OffGrid`]); a scheme
    /// without an entry for the mode `policy` ([`Code::NoReceiver`]); and requests without an answer:
    /// [`Code::WeightsUnreachable`], [`Code::DimensionUnreachable`], [`Code::ShiftBelowZero`], under `as-entered` [`Code::WeightSum`].
    ///
    /// # Example: what one row gains, the others lose in proportion, in half points
    /// ```
    /// use jixiao::{Number, Source, Weight, WeightGrid, WeightRequest};
    /// let text = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
    ///     grades: [{ grade: 全部, from: 0 }]\nmetrics: { a: { unit: \"%\" }, b: { unit: \"%\" }, c: { unit: \"%\" } }\n\
    ///     dimensions:\n    - { id: d, name: 产出, weight: 100, indicators: [\n\
    ///         { id: a, name: 甲, weight: 40, rule: done }, { id: b, name: 乙, weight: 30, rule: done },\n\
    ///         { id: c, name: 丙, weight: 30, rule: done }] }\n";
    /// let scheme = jixiao::project::read_scheme_text(&Source::new("scheme.yaml", text)).unwrap();
    /// let weight = |text: &str| Weight::new(Number::parse(text).unwrap()).unwrap();
    /// let mut request = WeightRequest::default();
    /// request.set.insert("a".into(), weight("45"));
    /// request.grid = WeightGrid::Step(weight("0.5"));
    /// let answer = scheme.renormalised(&request).unwrap();
    /// let after: Vec<String> = answer.rows.iter().map(|row| row.after.to_string()).collect();
    /// assert_eq!(after, ["45", "27.5", "27.5"]);
    /// ```
    pub fn renormalised(&self, request: &WeightRequest) -> Result<Renormalised, Diagnostics> {
        let step = request.step(self)?;
        request.contradictions(self, step.as_ref())?.into_result()?;
        let RowRequest { request, ideal, leftover } = RowRequest::new(request.holding(self), self, step.as_ref())?;
        let request = &request;
        let task = RenormalisationTask { scheme: self, request, step, rows: self.indicators(), ideal };
        let mut answer = match &request.mode {
            WeightMode::Proportional => task.shared(Way::Proportional)?,
            WeightMode::EqualShift => task.shared(Way::EqualShift)?,
            WeightMode::Transfer(from) => task.passed_on(&task.all_to(from)?)?,
            WeightMode::Policy => task.passed_on(&task.by_policy()?)?,
            WeightMode::AsEntered => task.passed_on(&BTreeMap::new())?,
        };
        if answer.rest.is_none()
            && let Some((row, points)) = leftover
        {
            (answer.rest, answer.residual) = (Some(row), Weight::new(points).unwrap_or(answer.residual));
        }
        task.check(answer)
    }
}

/// A request without contradictions, on its way to an answer.
struct RenormalisationTask<'a> {
    scheme: &'a Scheme,
    request: &'a WeightRequest,
    step: Option<Number>,
    rows: Vec<&'a Indicator>,
    /// The rows that follow from what is asked of their dimensions, each with its share before whole steps.
    ideal: BTreeMap<String, Number>,
}

impl RenormalisationTask<'_> {
    fn is_fixed(&self, row: &Indicator) -> bool {
        self.request.set.contains_key(&row.id) || self.request.locked.contains(&row.id)
    }

    /// The weight that was asked for, or the one that there is.
    fn asked<'r>(&'r self, row: &'r Indicator) -> &'r Weight {
        self.request.set.get(&row.id).unwrap_or(&row.weight)
    }

    /// The modes in which every row that is not fixed takes part.
    fn shared(&self, way: Way) -> Result<Renormalised, Diagnostics> {
        let full = self.scheme.full_score.number();
        let (fixed, free): (Vec<&Indicator>, Vec<&Indicator>) = self.rows.iter().partition(|row| self.is_fixed(row));
        let amount = fixed.iter().try_fold(full.clone(), |rest, row| rest.subtract(self.asked(row).number()))?;
        let full = self.scheme.full_score.number();
        // A shift that goes below zero is refused by name, not stopped at zero.
        let least = if way == Way::EqualShift { full.negate() } else { Number::zero() };
        let parts = free
            .iter()
            .map(|row| self.request.bounded(row, self.step.as_ref(), (&least, full), way))
            .collect::<Result<Vec<_>, _>>()?;
        let allotted = allot(&parts, &amount, way, (self.step.as_ref(), self.request.rest_among(&free)))?;
        let Allotment { ideal, values, rest, residual } =
            allotted.map_err(|Unallotted { least, most }| self.unreachable(&amount, &least, &most))?;
        let finer = match (&self.step, rest) {
            (Some(step), Some(rest)) if residual > *step => {
                let finer = step.divide(&Number::from(10))?;
                let (_, left) = snap(&ideal, rest, &finer)?;
                let is_permitted = places_beyond(self.scheme, &finer)?.is_none();
                (is_permitted && left < residual).then_some(finer)
            }
            _ => None,
        };
        let rest = rest.and_then(|rest| free.get(rest)).filter(|_| !residual.is_zero()).map(|row| row.id.clone());
        let mut problems = Diagnostics::new();
        let mut shares = free.into_iter().zip(ideal).zip(values);
        let mut rows = Vec::new();
        for row in &self.rows {
            if self.is_fixed(row) {
                rows.push(self.kept(row));
            } else if let Some(((_, ideal), after)) = shares.next() {
                match (Weight::new(ideal.clone()), Weight::new(after)) {
                    (Some(ideal), Some(after)) => {
                        rows.push(RowWeight { ideal, after, role: WeightRole::Free, ..self.kept(row) });
                    }
                    _ => problems.push(self.below_zero(row, &ideal)),
                }
            }
        }
        let finer = finer.and_then(Weight::new);
        problems.into_result().map(|()| Renormalised { rest, finer, ..self.renormalised(rows, residual) })
    }

    /// What `from` has to gain so that all others keep their weights.
    fn all_to(&self, from: &str) -> Result<BTreeMap<String, Number>, Diagnostics> {
        let mut freed = Number::zero();
        for row in &self.rows {
            freed = freed.add(&row.weight.number().subtract(self.asked(row).number())?)?;
        }
        Ok(BTreeMap::from([(from.to_owned(), freed)]))
    }

    /// What each receiver of the scheme's table gains from the rows that were set.
    fn by_policy(&self) -> Result<BTreeMap<String, Number>, Diagnostics> {
        let mut gains: BTreeMap<String, Number> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| self.request.set.contains_key(&row.id)) {
            let freed = row.weight.number().subtract(self.asked(row).number())?;
            let mut receiver = &row.id;
            // A receiver that was itself set passes on to its own; more passes than rows go in a circle.
            let mut passes = self.rows.len();
            while self.request.set.contains_key(receiver) {
                match (self.scheme.reallocation.get(receiver), passes.checked_sub(1)) {
                    (Some(next), Some(left)) => (receiver, passes) = (next, left),
                    _ => {
                        let problem = Diagnostic::new(Code::NoReceiver).fact("id", &row.id);
                        let place = self.request.places.key(&["set"], &row.id).or_else(|| self.first_set());
                        return Err(problem.at(place).into());
                    }
                }
            }
            let gain = gains.get(receiver).map_or_else(|| Ok(freed.clone()), |gain| gain.add(&freed))?;
            gains.insert(receiver.clone(), gain);
        }
        Ok(gains)
    }

    /// Single rows gain what they are due; the others stay as they are.
    fn passed_on(&self, gains: &BTreeMap<String, Number>) -> Result<Renormalised, Diagnostics> {
        let mut problems = Diagnostics::new();
        let mut rows = Vec::new();
        for row in &self.rows {
            let kept = self.kept(row);
            let Some(gain) = gains.get(&row.id) else {
                rows.push(kept);
                continue;
            };
            let after = row.weight.number().add(gain)?;
            if self.is_fixed(row) {
                let problem = Diagnostic::new(Code::ModeNamesFixed).fact("id", &row.id).fact("weight", &kept.after);
                let locked = self.request.places.key(&["lock"], &row.id);
                problems.push(problem.at(self.request.giver()).related(locked, "locked-here"));
            } else if let Some(after) = Weight::new(after.clone()) {
                rows.push(RowWeight { ideal: after.clone(), after, role: WeightRole::Free, ..kept });
            } else {
                problems.push(self.below_zero(row, &after));
            }
        }
        problems.into_result().map(|()| self.renormalised(rows, Number::zero()))
    }

    fn kept(&self, row: &Indicator) -> RowWeight {
        let after = self.asked(row).clone();
        let ideal = self.ideal.get(&row.id).cloned().and_then(Weight::new);
        let role = if ideal.is_some() {
            WeightRole::Free
        } else if self.request.set.contains_key(&row.id) {
            WeightRole::Set
        } else if self.request.locked.contains(&row.id) {
            WeightRole::Locked
        } else {
            WeightRole::Kept
        };
        let ideal = ideal.unwrap_or_else(|| after.clone());
        RowWeight { id: row.id.clone(), before: row.weight.clone(), ideal, after, role }
    }

    fn renormalised(&self, rows: Vec<RowWeight>, residual: Number) -> Renormalised {
        let weight = |number: &Number| Weight::new(number.clone());
        let residual = weight(&residual).unwrap_or_else(|| self.scheme.full_score.clone());
        Renormalised { rows, grid: self.step.as_ref().and_then(weight), residual, rest: None, finer: None }
    }

    /// The answer, unless a row lies off the grid or outside its bounds, or the sum is missed: no mode may do that.
    fn check(&self, answer: Renormalised) -> Result<Renormalised, Diagnostics> {
        let mut problems = Diagnostics::new();
        for (row, indicator) in answer.rows.iter().zip(&self.rows) {
            let name = || indicator.name.clone();
            if let Some((low, high)) = self.request.bounds.get(&row.id)
                && (row.after < *low || row.after > *high)
            {
                let problem = Diagnostic::new(Code::OutsideBounds).fact("id", &row.id).fact("weight", &row.after);
                let place = self.request.places.value("bounds", &row.id);
                problems.push(problem.fact("low", low).fact("high", high).row(name()).at(place));
            }
            if let Some(step) = &self.step
                && !row.after.number().remainder(step)?.is_zero()
            {
                let problem = Diagnostic::new(Code::OffGrid).fact("id", &row.id).fact("weight", &row.after);
                problems.push(problem.fact("grid", step).row(name()).at(self.request.places.single("grid")));
            }
        }
        let total = Weight::total(answer.rows.iter().map(|row| &row.after))?;
        if problems.is_empty()
            && total != self.scheme.full_score
            && let Err(missed) = self.scheme.reweighted(&answer.weights())
        {
            problems = missed;
        }
        problems.into_result().map(|()| answer)
    }

    /// What stands in the way: what is fixed, and what the bounds leave.
    fn unreachable(&self, amount: &Number, least: &Number, most: &Number) -> Diagnostic {
        let named = |of: &dyn Fn(&Indicator) -> Option<String>| {
            let found = self.rows.iter().filter_map(|row| Some((&row.name, of(row)?)));
            let found: Vec<Bilingual> = found
                .map(|(name, what)| Bilingual { zh: format!("{} {what}", name.zh), en: format!("{} {what}", name.en) })
                .collect();
            (!found.is_empty()).then(|| listed(&found))
        };
        let request = self.request;
        let set = named(&|row| request.set.get(&row.id).map(ToString::to_string));
        let locked = named(&|row| request.locked.contains(&row.id).then(|| row.weight.to_string()));
        let bounds = named(&|row| request.bounds.get(&row.id).map(|(low, high)| format!("{low}..{high}")));
        let asked = [
            set.map(|rows| phrase("asked-set", &[("rows", rows)])),
            locked.map(|rows| phrase("asked-locked", &[("rows", rows)])),
            bounds.map(|rows| phrase("asked-bounds", &[("rows", rows)])),
        ];
        let asked = asked.into_iter().flatten();
        let asked = asked.reduce(|before, after| phrase("asked-and", &[("before", before), ("after", after)]));
        let problem = Diagnostic::new(Code::WeightsUnreachable).fact("full", &self.scheme.full_score);
        let problem = problem.said("asked", asked.unwrap_or_default());
        // No row can be worth less than nothing, nor more than everything.
        let (least, most) =
            (least.clone().max(Number::zero()), most.clone().min(self.scheme.full_score.number().clone()));
        problem.fact("needed", amount).fact("least", least).fact("most", most).at(self.first_set())
    }

    fn below_zero(&self, row: &Indicator, ideal: &Number) -> Diagnostic {
        let problem = Diagnostic::new(Code::ShiftBelowZero).fact("id", &row.id).fact("before", &row.weight);
        let problem = problem.fact("after", ideal).row(row.name.clone()).at(self.first_set());
        // Who gives alone cannot be spared by a lock.
        match &self.request.mode {
            WeightMode::Proportional | WeightMode::EqualShift => problem,
            _ => problem.fact("giver", &row.id),
        }
    }

    /// Where the first weight was asked for, in the order of the scheme.
    fn first_set(&self) -> Option<Place> {
        let dimensions = self.scheme.all_dimensions().into_iter().map(|dimension| &dimension.id);
        let mut ids = self.rows.iter().map(|row| &row.id).chain(dimensions);
        ids.find_map(|id| self.request.places.value("set", id))
    }
}
