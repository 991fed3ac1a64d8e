//! [`PlannedTotals`]: the totals of many reports under one weighting after another, in whole numbers that outlive their
//! reports.

use rayon::prelude::*;

use super::block::WeightBlock;
use super::steps::WeightSteps;
use super::whole_plan::WholePlan;
use crate::evaluation::program::Program;
use crate::evaluation::response::Response;
use crate::numeric::{Number, Points, Weight};

/// How many decimals of a point a step of weight has, where the full score has not too many of such steps.
const PLACES: u32 = 4;
/// How many reports are worth a processor of their own.
const SHARE: usize = 64;

/// Makes the plans of reports, one after the other, so that no report has to be kept for them.
#[derive(Clone, Debug)]
pub struct WeightPlanner {
    program: Program,
    steps: WeightSteps,
}

/// One report over all weightings of its rows.
#[derive(Clone, Debug)]
pub struct ReportPlan(WholePlan);

/// The totals of many reports over the weights of their rows.
#[derive(Clone, Debug)]
pub struct PlannedTotals {
    steps: WeightSteps,
    /// How many last places of the total a point has.
    places: Number,
    /// In the order of the reports; none for one that has to be evaluated.
    plans: Vec<Option<ReportPlan>>,
}

/// What a plan comes to under one weighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedTotal {
    /// The official total, rounded.
    pub points: Points,
    /// The total before its own rounding; none where fractions were cut.
    pub unrounded: Option<Number>,
    /// The position of its grade, 0 for the best.
    pub grade: usize,
}

impl WeightPlanner {
    /// Plans over all weights of at most four decimals. Rows whose rule refuses a weight of next to nothing or of
    /// everything are planned at their own weight only. `None` where the weights of the scheme lie on no such step.
    ///
    /// # Example: what the shipped case comes to with two points moved
    /// ```
    /// use jixiao::{Number, Program, Report, RuleSet, Scheme, Weight, WeightPlanner};
    /// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
    /// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
    /// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
    /// let planner = WeightPlanner::new(&program).ok_or("no steps")?;
    /// let plan = planner.plan(&program.response(&report));
    /// let totals = planner.totals(vec![plan]);
    /// let own: Vec<Weight> = program.scheme().indicators().into_iter().map(|row| row.weight.clone()).collect();
    /// let found = totals.under(&own).ok_or("off the steps")?;
    /// assert_eq!(found[0].as_ref().ok_or("not planned")?.points.to_string(), "96.89");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(program: &Program) -> Option<Self> {
        let scheme = program.base();
        let steps = (0..=PLACES).rev().find_map(|places| {
            let step = Weight::new(Number::last_place(places).ok()?)?;
            WeightSteps::new(scheme, &step)
        })?;
        let ranges = scheme.indicators().into_iter().enumerate().map(|(at, row)| {
            let own = steps.count(&row.weight)?;
            let is_open = |end: &u32| !program.refuses_weight(at, &steps.weight(*end));
            let (low, high) = ([0, 1].into_iter().find(is_open), Some(steps.full()).filter(is_open));
            Some(low.zip(high).map_or(own..=own, |(low, high)| low..=high))
        });
        let ranges = ranges.collect::<Option<Vec<_>>>()?;
        Some(Self { program: program.clone(), steps: steps.within(ranges) })
    }

    /// The plan of a report; `None` where it has to be evaluated.
    #[must_use]
    pub fn plan(&self, response: &Response<'_>) -> Option<ReportPlan> {
        super::plan(&self.program, response, &self.steps).map(ReportPlan)
    }

    /// All plans in the order of their reports.
    #[must_use]
    pub fn totals(self, plans: Vec<Option<ReportPlan>>) -> PlannedTotals {
        PlannedTotals { places: super::places(self.program.base()), steps: self.steps, plans }
    }
}

impl PlannedTotals {
    /// The totals of all reports where the weighted rows, in the order of the scheme, are worth so much; none for a report
    /// that has to be evaluated. `None` where the weights do not add up to the full score or were not planned for.
    #[must_use]
    pub fn under(&self, weights: &[Weight]) -> Option<Vec<Option<PlannedTotal>>> {
        let block = self.block(weights)?;
        let total = |sums: &mut Vec<i64>, plan: &Option<ReportPlan>| {
            let ReportPlan(plan) = plan.as_ref()?;
            plan.sums(&block, sums);
            self.total(plan, *sums.first()?)
        };
        Some(self.plans.par_iter().with_min_len(SHARE).map_init(Vec::new, total).collect())
    }

    /// The rounded points of each weighted row of some reports, in their order; none for one that has to be evaluated.
    #[must_use]
    pub fn row_points(&self, reports: &[usize], weights: &[Weight]) -> Vec<Option<Vec<Number>>> {
        let Some(steps) = self.counted(weights) else { return vec![None; reports.len()] };
        let points = |report: &usize| {
            let ReportPlan(plan) = self.plans.get(*report)?.as_ref()?;
            plan.row_points(&steps)
        };
        reports.iter().map(points).collect()
    }

    fn total(&self, plan: &WholePlan, sum: i64) -> Option<PlannedTotal> {
        let total = plan.total(sum)?;
        let points = Points::new(Number::from(total).divide(&self.places).ok()?);
        Some(PlannedTotal { points, unrounded: plan.unrounded(sum), grade: plan.lines.grade(total) })
    }

    fn block(&self, weights: &[Weight]) -> Option<WeightBlock> {
        let mut block = WeightBlock::new(weights.len());
        block.push(&self.counted(weights)?);
        Some(block)
    }

    fn counted(&self, weights: &[Weight]) -> Option<Vec<u32>> {
        let counted: Vec<u32> = weights.iter().map(|weight| self.steps.count(weight)).collect::<Option<_>>()?;
        self.steps.allow(&counted).then_some(counted)
    }
}
