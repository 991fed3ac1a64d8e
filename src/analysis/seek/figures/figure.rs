//! One figure of a report on its own grid, and what its rows are worth along it.

use super::search::FigureSearch;
use crate::analysis::seek::Goal;
use crate::analysis::seek::context::SearchContext;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::{Role, Row};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Unit};
use crate::report::Report;

/// A reported number that may change.
#[derive(Clone, Debug)]
pub(super) struct FreeFigure {
    pub id: String,
    pub name: Bilingual,
    /// The unit that the report states, or the declared one.
    pub unit: Unit,
    /// The value as reported.
    pub value: Number,
    /// Changes are multiples of this.
    pub step: Number,
    /// How many steps it may fall, as a number not above 0.
    pub least: i64,
    /// How many steps it may rise.
    pub most: i64,
    /// The weighted rows that read it.
    pub rows: Vec<String>,
    /// Whether it also decides a bonus, a penalty, a veto or a ceiling.
    pub decides_more: bool,
    /// The cost of one step.
    cost: Number,
}

impl FreeFigure {
    /// A reported figure with the bounds and the cost that the search gives it.
    pub fn of(context: &SearchContext<'_>, search: &FigureSearch, id: &str) -> Result<Self, Diagnostics> {
        let declared = context.scheme.metrics.get(id);
        let figure = context.report.figure(id).and_then(|figure| Some((figure, figure.number()?.clone())));
        let (Some((figure, value)), Some(declared)) = (figure, declared) else {
            return Err(Diagnostic::new(Code::FigureNotSearchable).fact("metric", id).fact("known", "").into());
        };
        let unit = figure.unit().unwrap_or(&declared.unit).clone();
        let places = figure.text().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let written = Number::last_place(u32::try_from(places).unwrap_or(u32::MAX))?;
        let step = search.steps.get(id).or(search.step.as_ref()).cloned().unwrap_or(written);
        let (low, high) = match search.bounds.get(id) {
            Some(bounds) => bounds.clone(),
            None => natural_bounds(&value, &unit, &step)?,
        };
        let steps = |from: &Number, to: &Number| -> Result<i64, NumberError> {
            Ok(to.subtract(from)?.divide(&step)?.floor().to_i64().unwrap_or(i64::MAX))
        };
        let (least, most) = (steps(&low, &value)?.saturating_neg(), steps(&value, &high)?);
        let reads = context.program().usage(id);
        let weighted = |id: &String| context.base().row(id).is_some_and(|row| row.role() == Role::Weighted);
        let (rows, extras): (Vec<String>, Vec<String>) = reads.rows.into_iter().partition(weighted);
        let decides_more = reads.decides_total || !extras.is_empty();
        let each = match search.costs.get(id) {
            Some(cost) => cost.clone(),
            None => per_cent(context, &rows, &value, &unit)?,
        };
        let cost = each.multiply(&step)?;
        let (id, name) = (id.to_owned(), declared.name.clone());
        Ok(Self { id, name, unit, value, step, least, most, rows, decides_more, cost })
    }

    /// The value so many steps away.
    pub fn at(&self, steps: i64) -> Result<Number, NumberError> {
        self.value.add(&self.step.multiply(&Number::from(steps))?)
    }

    /// What a change by so many steps costs, whichever way.
    pub fn cost(&self, distance: i64) -> Result<Number, NumberError> {
        self.cost.multiply(&Number::from(distance))
    }

    /// How many other values it may have.
    pub fn values(&self) -> i64 {
        self.most.saturating_sub(self.least)
    }

    /// All changes, the nearest first; of two equally near ones the rise.
    pub fn nearest_first(&self) -> impl Iterator<Item = i64> {
        let (least, most) = (self.least, self.most);
        (1..=most.max(least.saturating_neg()))
            .flat_map(|distance| [distance, distance.saturating_neg()])
            .filter(move |steps| (least..=most).contains(steps))
    }

    /// Writes the changed value into a report.
    pub fn set(&self, report: &mut Report, steps: i64) -> Result<(), NumberError> {
        report.restate(&self.id, self.at(steps)?.to_string());
        Ok(())
    }
}

/// Shares end at the whole; anything else may double.
fn natural_bounds(value: &Number, unit: &Unit, step: &Number) -> Result<(Number, Number), NumberError> {
    let whole = Unit::parse("%").convert(&Number::from(100), unit).ok().filter(|whole| value <= whole);
    let double = value.absolute().multiply(&Number::from(2))?;
    let high = match whole {
        Some(whole) => whole,
        None => double.max(value.add(&step.multiply(&Number::from(100))?)?),
    };
    let low = if value.is_negative() { value.multiply(&Number::from(2))? } else { Number::zero() };
    Ok((low, high))
}

/// What one unit costs if each per cent of the target costs 1. Where rows have no number to be reached in a like unit,
/// the figure itself is the measure, and where it is 0, one unit.
fn per_cent(context: &SearchContext<'_>, rows: &[String], value: &Number, unit: &Unit) -> Result<Number, NumberError> {
    let target = rows.iter().find_map(|id| {
        let row = context.base().row(id)?;
        let own = row.target_number()?.clone();
        row.unit().convert(&own, unit).ok().filter(|own| !own.is_zero())
    });
    let measure = target.unwrap_or_else(|| value.clone()).absolute();
    if measure.is_zero() { Ok(Number::from(1)) } else { Number::from(100).divide(&measure) }
}

/// A figure's rows scored at one value after another.
pub(super) struct Scan<'a> {
    context: &'a SearchContext<'a>,
    figure: &'a FreeFigure,
    report: Report,
    rows: Vec<Row>,
    /// What all other rows count with.
    others: Number,
}

/// What a value of a figure leads to.
pub(super) struct TriedValue {
    /// The total that the search works out.
    pub reached: Number,
    /// The same, where the rows alone decide it.
    pub total: Option<Number>,
    /// Whether the engine evaluated the whole and found the goal met; none where only rows were scored.
    met: Option<crate::evaluation::Total>,
}

impl TriedValue {
    pub fn reaches(&self, context: &SearchContext<'_>, goal: &Goal) -> Result<bool, NumberError> {
        Ok(match &self.met {
            Some(total) => goal.is_met(total, context.scheme),
            None => goal.is_reached(&self.reached, context.scheme),
        })
    }
}

impl<'a> Scan<'a> {
    pub fn new(context: &'a SearchContext<'a>, figure: &'a FreeFigure) -> Result<Self, NumberError> {
        let rows = figure.rows.iter().filter_map(|id| context.base().row(id).cloned()).collect();
        let mut scan = Self { context, figure, report: context.report.clone(), rows, others: Number::zero() };
        scan.others = context.sum()?.subtract(&scan.sum()?)?;
        Ok(scan)
    }

    /// What the rows count with as last scored; none where one has no points.
    pub fn sum(&self) -> Result<Number, NumberError> {
        let counted = self.rows.iter().filter_map(|row| self.context.counted(row));
        counted.into_iter().try_fold(Number::zero(), |sum, points| sum.add(&points))
    }

    /// What the rows count with so many steps away; none where one has no points.
    pub fn sum_at(&mut self, steps: i64) -> Result<Option<Number>, NumberError> {
        self.figure.set(&mut self.report, steps)?;
        let scored = self.figure.rows.iter().filter_map(|id| self.context.program().row(&self.report, id));
        self.rows = scored.collect();
        if self.rows.iter().any(|row| row.points().is_none()) {
            return Ok(None);
        }
        self.sum().map(Some)
    }

    /// Whether the rows as last scored have nothing left to gain in the wanted direction.
    pub fn is_exhausted(&self, is_upward: bool) -> bool {
        self.rows.iter().all(|row| match row.points() {
            None => false,
            Some(points) if is_upward => points.number() == row.weight().number(),
            Some(points) => points.number().is_zero(),
        })
    }

    /// What the total becomes so many steps away; none where it would be withheld.
    pub fn at(&mut self, steps: i64) -> Result<Option<TriedValue>, NumberError> {
        if self.figure.decides_more {
            self.figure.set(&mut self.report, steps)?;
            let total = self.context.program().evaluate(&self.report).total;
            return Ok(total.map(|total| TriedValue {
                reached: total.points.number().clone(),
                total: None,
                met: Some(total),
            }));
        }
        let Some(sum) = self.sum_at(steps)? else { return Ok(None) };
        let reached = self.context.total_of(&self.others.add(&sum)?)?;
        Ok(Some(TriedValue { total: Some(reached.clone()), reached, met: None }))
    }
}
