//! What a program makes of a report.

use super::overlay::Overlay;
use super::program::Program;
use super::response::Response;
use super::result::{Evaluation, Total};
use super::row::Row;
use super::scoring::Scoring;
use super::weight_curve::{WeightCurve, curve};
use crate::diagnostic::Diagnostics;
use crate::numeric::{Interval, Number, NumberError};
use crate::report::Report;
use crate::rule::RuleCase;

/// What a row asks its rule, or one of its modifiers.
#[derive(Clone, Debug)]
pub struct RequiredInput {
    /// The rule's name.
    pub rule: String,
    /// The row's id.
    pub row: String,
    /// What the rule is given.
    pub case: RuleCase,
}

impl Program {
    /// Scores a report. The evaluation is complete in itself: what could not be scored is a state of its row, with a
    /// diagnostic, and withholds the total unless the scheme has a policy for it.
    #[must_use]
    pub fn evaluate(&self, report: &Report) -> Evaluation {
        self.scoring(report).evaluate(self)
    }

    /// Scores a report under this program and under another, such as this one with an overlay: what both share is
    /// computed once. Each evaluation is what [`Program::evaluate`] gives.
    #[must_use]
    pub fn evaluate_both(&self, other: &Self, report: &Report) -> (Evaluation, Evaluation) {
        let scoring = self.scoring(report);
        let evaluation = scoring.evaluate(self);
        let beside = scoring.under(other).evaluate_beside(other, &evaluation);
        (evaluation, beside)
    }

    /// Scores a report with changes laid over program and report: nothing but what changed is compiled.
    ///
    /// # Errors
    /// Those of [`Program::overlaid`].
    pub fn evaluate_with(&self, report: &Report, overlay: &Overlay) -> Result<Evaluation, Diagnostics> {
        Ok(self.overlaid(overlay)?.evaluate(report))
    }

    /// What scoring a report gives each rule and modifier, in the order of the rows.
    #[must_use]
    pub fn required_inputs(&self, report: &Report) -> Vec<RequiredInput> {
        let required = |row: &Row| {
            let scripts = row.uses().map(|used| used.rule.metadata().name.clone());
            let required = |(rule, case)| RequiredInput { rule, row: row.id().to_owned(), case };
            scripts.zip(row.cases()).map(required).collect::<Vec<_>>()
        };
        self.evaluate(report).rows.iter().flat_map(required).collect()
    }

    /// One row as it is scored in [`Program::evaluate`]; `None` where there is no such row.
    #[must_use]
    pub fn row(&self, report: &Report, id: &str) -> Option<Row> {
        let row = self.compiled_row(id)?;
        Some(self.scoring(report).row(row, &mut Diagnostics::new()))
    }

    /// The total of a report as a function of the weights and points of its rows.
    #[must_use]
    pub fn response<'a>(&self, report: &'a Report) -> Response<'a> {
        Response::new(self, report)
    }

    /// The total that points somebody states for each row, in the order of the rows, come to by the rest of the order;
    /// rows without any add nothing, and vetoes and ceilings that cannot be decided do not strike.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn total_of_stated(
        &self,
        report: &Report,
        evaluation: &Evaluation,
        stated: &[Option<Number>],
    ) -> Result<Total, NumberError> {
        self.scoring(report).total_of_stated(evaluation, stated)
    }

    /// The points of the row `id` over an interval of weights, everything else as the scheme and the report have it.
    /// Weights below 0 are left out; `None` where no others are in the interval, or where there is no such row.
    ///
    /// # Example: a rate of 80.29 % of its target is worth that share of any weight
    /// ```
    /// use jixiao::{Interval, Number, PieceOutcome, Program, Report, RuleSet, Scheme};
    /// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
    /// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
    /// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
    /// let weights = Interval::closed(Number::zero(), Number::from(100)).ok_or("empty")?;
    /// let curve = program.weight_curve(&report, "complaint-disposal", &weights).ok_or("no such row")?;
    /// let PieceOutcome::Scored { line, .. } = &curve.pieces().ok_or("opaque")?[0].outcome else { panic!() };
    /// assert_eq!((line.constant.to_string(), line.slope.to_string()), ("0".into(), "0.8029".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn weight_curve(&self, report: &Report, id: &str, weights: &Interval) -> Option<WeightCurve> {
        let (scoring, row) = (self.scoring(report), self.compiled_row(id)?);
        curve(&scoring, row, &scoring.gathered(row), weights)
    }

    /// A report with its figures resolved.
    pub(crate) fn scoring<'a>(&self, report: &'a Report) -> Scoring<'a> {
        Scoring::new(self.shared(), report)
    }
}
