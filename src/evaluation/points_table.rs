//! [`PointsTable`]: the points of many reports over the weights of their rows, in whole numbers.
//!
//! Every row is followed over its weight once ([`WeightCurve`](super::WeightCurve)); then a weighting costs a product and a
//! sum for each row, in machine words whose bounds are proved when the table is made. Where a fraction is cut, the table knows
//! by how much, and what that could change is computed in exact fractions; reports that have no such table are evaluated.

mod block;
mod cell;
mod course;
mod dimensions;
mod planned_totals;
mod quotient;
mod steps;
mod total_line;
mod whole_plan;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::cell::SteppedCurve;
use self::whole_plan::WholePlan;
use super::program::Program;
use super::response::Response;
use super::scoring::FixedRow;
use super::sum_course::SumCourse;
use super::{Role, Total};
use crate::numeric::{Interval, Number, Points, Weight};
use crate::report::Report;
use crate::scheme::Scheme;

pub use block::WeightBlock;
pub use planned_totals::{PlannedTotal, PlannedTotals, ReportPlan, WeightPlanner};
pub use steps::{MAX_STEPS, WeightSteps};
pub use total_line::TotalLine;
pub use whole_plan::TableTotal;

/// The points of many reports over the weights of their rows.
pub struct PointsTable<'a> {
    steps: WeightSteps,
    rows: Vec<String>,
    /// How many last places of the total a point has.
    places: Number,
    grades: usize,
    entries: Vec<TabledReport<'a>>,
}

/// One report over the weights of its rows.
struct TabledReport<'a> {
    response: Response<'a>,
    /// None where the ordinary evaluation answers.
    plan: Option<WholePlan>,
}

impl Program {
    /// The points of many reports over the weights of their rows, in the order of the reports.
    ///
    /// # Example: the total of the shipped case with a point moved from one row to another
    /// ```
    /// use jixiao::{Number, Program, Report, RuleSet, Scheme, Weight, WeightSteps};
    /// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
    /// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
    /// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
    /// let steps = WeightSteps::new(program.scheme(), &Weight::new(Number::from(1)).ok_or("below 0")?).ok_or("no steps")?;
    /// let table = program.points_table(&[&report], &steps);
    /// let weights = steps.nearest(program.scheme());
    /// assert_eq!(table.points(&table.total(0, &weights).ok_or("withheld")?).to_string(), "96.89");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn points_table<'a>(&self, reports: &[&'a Report], steps: &WeightSteps) -> PointsTable<'a> {
        let scheme = self.base();
        let mut ranges = steps.ranges().iter().enumerate();
        let is_refused = ranges
            .any(|(row, (low, high))| [low, high].iter().any(|end| self.refuses_weight(row, &steps.weight(**end))));
        PointsTable {
            steps: steps.clone(),
            rows: scheme.indicators().into_iter().map(|row| row.id.clone()).collect(),
            places: places(scheme),
            grades: scheme.grades.len(),
            entries: reports.par_iter().map(|report| TabledReport::new(self, report, steps, is_refused)).collect(),
        }
    }
}

/// How many last places of the total a point has.
fn places(scheme: &Scheme) -> Number {
    Number::power_of_ten(scheme.roundings.total.places).unwrap_or_else(|_| Number::from(1))
}

impl<'a> TabledReport<'a> {
    fn new(program: &Program, report: &'a Report, steps: &WeightSteps, is_refused: bool) -> Self {
        let response = program.response(report);
        let plan = if is_refused { None } else { plan(program, &response, steps) };
        Self { response, plan }
    }

    /// The total in exact fractions: rows by their curves, or by their rules where these have none.
    fn exact(&self, rows: &[String], steps: &WeightSteps, weights: &[u32]) -> Option<Total> {
        self.response.evaluation().total.as_ref()?;
        let weights = rows.iter().cloned().zip(weights.iter().map(|at| steps.weight(*at)));
        let weights: BTreeMap<String, Weight> = weights.collect();
        let mut fixed = BTreeMap::new();
        for (id, weight) in &weights {
            let position = self.response.position(id)?;
            if let Some(points) = self.response.unrounded_at(position, weight.number()) {
                fixed.insert(id.clone(), FixedRow { weight: weight.clone(), points });
            }
        }
        self.response.total_under(&weights, &fixed).ok()
    }
}

/// The plan of one report; `None` where one of its rows has no points somewhere or is followed by no curve, where rows that do not apply are scaled up, and where machine words do not hold its numbers.
fn plan(program: &Program, response: &Response<'_>, steps: &WeightSteps) -> Option<WholePlan> {
    let scheme = program.base();
    response.evaluation().total.as_ref()?;
    let course = SumCourse::new(scheme, response.row_totals(), response.overrides())?;
    let rows = response.evaluation().rows.iter().filter(|row| row.role() == Role::Weighted);
    let curves = rows.zip(steps.ranges()).map(|(row, range)| {
        let [low, high] = [range.0, range.1].map(|end| steps.weight(end).number().clone());
        let curve = response.weight_curve(row.id(), &Interval::closed(low, high)?)?;
        SteppedCurve::new(&curve, steps, *range)
    });
    WholePlan::new(scheme, steps, &curves.collect::<Option<Vec<_>>>()?, &course)
}

impl<'a> PointsTable<'a> {
    /// The steps that weights are counted in.
    #[must_use]
    pub fn steps(&self) -> &WeightSteps {
        &self.steps
    }

    /// The ids of the weighted rows, in the order in which weights are given.
    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// How many reports there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The report at a position as a function of its weights.
    #[must_use]
    pub fn response(&self, report: usize) -> Option<&Response<'a>> {
        self.entries.get(report).map(|entry| &entry.response)
    }

    /// The total of a report before rounding as a line over its weights; `None` where it is none within the ranges.
    #[must_use]
    pub fn total_line(&self, report: usize) -> Option<TotalLine> {
        let points = |steps: u32| self.steps.weight(steps).number().clone();
        let ranges: Vec<(Number, Number)> =
            self.steps.ranges().iter().map(|(low, high)| (points(*low), points(*high))).collect();
        TotalLine::new(self.response(report)?, &ranges)
    }

    /// Whether a report is computed in whole numbers; if not, every weighting of it is evaluated.
    #[must_use]
    pub fn is_planned(&self, report: usize) -> bool {
        self.entries.get(report).is_some_and(|entry| entry.plan.is_some())
    }

    /// The total of a report under weights in steps, in the order of the rows; `None` where it is withheld, and where the
    /// weights do not add up to the full score or lie outside their ranges.
    #[must_use]
    pub fn total(&self, report: usize, weights: &[u32]) -> Option<TableTotal> {
        let mut block = WeightBlock::new(self.rows.len());
        self.steps.allow(weights).then(|| block.push(weights))?;
        let mut totals = Vec::new();
        self.block_totals(report, &block, &mut Vec::new(), &mut totals);
        totals.into_iter().next().flatten()
    }

    /// The totals of all reports under one weighting, as [`PointsTable::total`] gives them.
    #[must_use]
    pub fn totals(&self, weights: &[u32]) -> Vec<Option<TableTotal>> {
        let mut block = WeightBlock::new(self.rows.len());
        if !self.steps.allow(weights) {
            return vec![None; self.len()];
        }
        block.push(weights);
        let (mut sums, mut found, mut totals) = (Vec::new(), Vec::new(), Vec::with_capacity(self.len()));
        for report in 0..self.len() {
            self.block_totals(report, &block, &mut sums, &mut found);
            totals.push(found.first().copied().flatten());
        }
        totals
    }

    /// The totals of a report under many weightings, which add up and lie in their ranges; `sums` is room to compute in.
    pub fn block_totals(
        &self,
        report: usize,
        block: &WeightBlock,
        sums: &mut Vec<i64>,
        totals: &mut Vec<Option<TableTotal>>,
    ) {
        totals.clear();
        let Some(entry) = self.entries.get(report) else { return };
        let Some(plan) = &entry.plan else {
            totals.extend((0..block.len()).map(|at| self.exact(entry, &block.weights(at))));
            return;
        };
        plan.sums(block, sums);
        totals.extend(sums.iter().enumerate().map(|(at, sum)| match plan.total(*sum) {
            Some(total) => Some(TableTotal { total, grade: plan.lines.grade(total) }),
            None => self.exact(entry, &block.weights(at)),
        }));
    }

    /// Adds to `counts` under how many weightings of a block a report has each grade, best first, and last no total.
    pub fn count_grades(&self, report: usize, block: &WeightBlock, sums: &mut Vec<i64>, counts: &mut [u64]) {
        let Some(entry) = self.entries.get(report) else { return };
        if let Some(plan) = &entry.plan {
            plan.sums(block, sums);
            if plan.count_grades(sums, counts).is_some() {
                return;
            }
        }
        let mut totals = Vec::new();
        self.block_totals(report, block, sums, &mut totals);
        for total in totals {
            let at = total.map_or(self.grades, |total| total.grade);
            counts.get_mut(at).into_iter().for_each(|count| *count = count.saturating_add(1));
        }
    }

    fn exact(&self, entry: &TabledReport<'_>, weights: &[u32]) -> Option<TableTotal> {
        let total = entry.exact(&self.rows, &self.steps, weights)?;
        let places = total.points.number().multiply(&self.places).ok()?.to_i64()?;
        let grades = &entry.response.scheme().grades;
        let grade = grades.iter().position(|grade| grade.name == total.grade)?;
        Some(TableTotal { total: places, grade })
    }

    /// The official total in points.
    #[must_use]
    pub fn points(&self, total: &TableTotal) -> Points {
        Points::new(Number::from(total.total).divide(&self.places).unwrap_or_else(|_| Number::zero()))
    }
}
