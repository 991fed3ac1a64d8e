//! [`Evaluator`]: a scheme joined with the rules it names, ready to score reports.

use std::collections::BTreeMap;

use super::figures::Figures;
use super::prepared::{Prepared, Written, prepare};
use super::row::Scoring;
use super::total::{Summing, struck_vetoes};
use super::{Evaluation, Question, Role, Row, RowState, Subtotal, Total, TotalStep};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::numeric::{Number, NumberError, Points, Weight};
use crate::report::Report;
use crate::rule::{Formula, Rule, RuleCase, RuleSet, ScriptRule};
use crate::scheme::{Dimension, Indicator, Scheme, VetoEffect};

/// Scores reports against one scheme.
#[derive(Clone, Debug)]
pub struct Evaluator<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) rows: Vec<PreparedRow<'a>>,
    pub(super) derived: BTreeMap<String, Formula>,
    cap_figures: Vec<Formula>,
}

/// What depends on a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The rows that read it, in the order of the scheme: weighted ones, bonuses, penalties.
    pub rows: Vec<String>,
    /// Whether a veto or a ceiling on the total reads it.
    pub decides_total: bool,
}

/// A row with its rule, in the order of the scheme.
#[derive(Clone, Debug)]
pub(super) struct PreparedRow<'a> {
    pub indicator: &'a Indicator,
    pub dimensions: Vec<String>,
    pub role: Role,
    pub rule: Prepared<'a>,
    pub modifiers: Vec<Prepared<'a>>,
}

/// What a row is worth and what it gets, where that is not left to its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRow {
    /// Full marks.
    pub weight: Weight,
    /// The points before rounding.
    pub points: Number,
}

/// The steps and the total, and the subtotals below them.
type Summed = ((Vec<TotalStep>, Option<Total>), Vec<Subtotal>);

impl<'a> Evaluator<'a> {
    /// Joins a scheme with the rules it names.
    ///
    /// # Errors
    /// All of: unknown rules, parameters and inputs, missing ones, bad parameters, formulas that are none or that name
    /// unknown metrics, metrics that derive from each other in a circle, targets that a rule cannot use.
    pub fn new(scheme: &'a Scheme, book: &'a RuleSet) -> Result<Warned<Self>, Diagnostics> {
        let mut problems = Vec::new();
        let mut derived = BTreeMap::new();
        for (id, metric) in &scheme.metrics {
            let Some((text, place)) = &metric.formula else { continue };
            match book.formula(text, place) {
                Ok(formula) => {
                    derived.insert(id.clone(), formula);
                }
                Err(problem) => problems.push(problem.row(metric.name.clone())),
            }
        }
        let mut cap_figures = Vec::new();
        for cap in &scheme.caps {
            match book.formula(&cap.metric, &cap.place) {
                Ok(formula) => cap_figures.push(formula),
                Err(problem) => problems.push(problem.row(cap.name.clone())),
            }
        }
        let mut rows = Vec::new();
        for (indicator, dimensions, role) in all_rows(scheme) {
            let written = Written {
                rule: &indicator.rule,
                rule_place: &indicator.rule_place,
                params: &indicator.params,
                inputs: &indicator.inputs,
                path: &indicator.path,
                is_modifier: false,
            };
            let rule = prepare(book, indicator, &written, &mut problems);
            let mut modifiers = Vec::new();
            for modifier in &indicator.modifiers {
                let written = Written {
                    rule: &modifier.rule,
                    rule_place: &modifier.rule_place,
                    params: &modifier.params,
                    inputs: &modifier.inputs,
                    path: &modifier.path,
                    is_modifier: true,
                };
                modifiers.extend(prepare(book, indicator, &written, &mut problems));
            }
            if let Some(rule) = rule {
                rows.push(PreparedRow { indicator, dimensions, role, rule, modifiers });
            }
        }
        let formulas = rows.iter().flat_map(PreparedRow::formulas).chain(derived.values()).chain(&cap_figures);
        let used = check_names(scheme, formulas, &mut problems);
        check_circles(scheme, &derived, &mut problems);
        // A row that could not be prepared names its metrics too: what is unused is told when nothing else is wrong.
        let is_whole = problems.iter().all(|problem| problem.severity() == Severity::Warning);
        for (id, metric) in scheme.metrics.iter().filter(|_| is_whole) {
            if !used.contains(id) && !scheme.vetoes.iter().any(|veto| veto.metric == *id) {
                problems.push(Diagnostic::new(Code::UnusedMetric).fact("metric", id).at(metric.place.clone()));
            }
        }
        let evaluator = Self { scheme, rows, derived, cap_figures };
        problems.into_iter().collect::<Diagnostics>().accept(evaluator)
    }

    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    /// The scripts that the scheme uses, by name.
    #[must_use]
    pub fn scripts(&self) -> BTreeMap<&str, &'a ScriptRule> {
        let uses = self.rows.iter().flat_map(|row| std::iter::once(&row.rule).chain(&row.modifiers));
        uses.map(|prepared| (prepared.rule.card().name.as_str(), prepared.rule)).collect()
    }

    /// Scores a report. The evaluation is complete in itself: what could not be scored is a state of its row, with a
    /// diagnostic, and withholds the total unless the scheme has a policy for it.
    #[must_use]
    pub fn evaluate(&self, report: &Report) -> Evaluation {
        let mut problems = Diagnostics::new();
        let (rows, summed) = self.scored(report, &BTreeMap::new(), &mut problems);
        let ((steps, total), subtotals) = summed.unwrap_or_else(|error| {
            let problem = Diagnostic::new(Code::ScriptLimit).fact("detail", error).unit(&report.unit);
            problems.push(problem.at(self.scheme.place.clone()));
            ((Vec::new(), None), Vec::new())
        });
        Evaluation {
            scheme: self.scheme.id.clone(),
            title: self.scheme.title.clone(),
            unit: report.unit.clone(),
            year: report.year.clone().or_else(|| self.scheme.year.clone()),
            illustrative: report.illustrative,
            full_score: self.scheme.full_score.clone(),
            roundings: self.scheme.roundings,
            grades: self.scheme.grades.iter().map(|grade| grade.name.clone()).collect(),
            rows,
            subtotals,
            steps,
            total,
            diagnostics: problems,
        }
    }

    /// What scoring a report asks each rule and modifier, in the order of the rows.
    #[must_use]
    pub fn questions(&self, report: &Report) -> Vec<Question> {
        let (rows, _) = self.scored(report, &BTreeMap::new(), &mut Diagnostics::new());
        let asked = rows.into_iter().zip(&self.rows).flat_map(|(row, prepared)| {
            let rules = std::iter::once(&prepared.rule).chain(&prepared.modifiers);
            let question = move |(rule, case): (&Prepared<'_>, RuleCase)| Question {
                rule: rule.rule.card().name.clone(),
                row: row.id.clone(),
                case,
            };
            rules.zip(row.trace.cases.clone()).map(question).collect::<Vec<_>>()
        });
        asked.collect()
    }

    /// What depends on a metric, directly or through metrics that derive from it.
    #[must_use]
    pub fn reads(&self, metric: &str) -> Reads {
        let mut names = vec![metric];
        let mut at = 0;
        while let Some(name) = names.get(at).copied() {
            let from = self.derived.iter().filter(|(_, formula)| formula.metrics().iter().any(|own| own == name));
            let new: Vec<&str> = from.map(|(id, _)| id.as_str()).filter(|id| !names.contains(id)).collect();
            names.extend(new);
            at = at.saturating_add(1);
        }
        let reads = |formula: &Formula| formula.metrics().iter().any(|own| names.contains(&own.as_str()));
        let rows = self.rows.iter().filter(|row| row.formulas().any(reads)).map(|row| row.indicator.id.clone());
        let vetoes = self.scheme.vetoes.iter().any(|veto| names.contains(&veto.metric.as_str()));
        Reads { rows: rows.collect(), decides_total: vetoes || self.cap_figures.iter().any(reads) }
    }

    /// One row as it is scored in [`Evaluator::evaluate`]; `None` where there is no such row.
    #[must_use]
    pub fn row(&self, report: &Report, id: &str) -> Option<Row> {
        let row = self.rows.iter().find(|row| row.indicator.id == id)?;
        Some(self.scored_alone(report, row, row.indicator))
    }

    /// One row under another weight, all else as it is; `None` where there is no such row.
    #[must_use]
    pub fn row_at(&self, report: &Report, id: &str, weight: &Weight) -> Option<Row> {
        let row = self.rows.iter().find(|row| row.indicator.id == id)?;
        let indicator = Indicator { weight: weight.clone(), ..row.indicator.clone() };
        Some(self.scored_alone(report, row, &indicator))
    }

    fn scored_alone(&self, report: &Report, row: &PreparedRow<'_>, indicator: &Indicator) -> Row {
        let figures = Figures::new(self.scheme, &self.derived, report);
        let mut problems = Diagnostics::new();
        let mut scoring = Scoring { scheme: self.scheme, report, figures: &figures, problems: &mut problems };
        let mut scored = [scoring.row(indicator, row.dimensions.clone(), row.role, &row.rule, &row.modifiers)];
        self.strike_rows(&mut scored, &figures);
        let [scored] = scored;
        scored
    }

    /// The total that a report would have if the rows in `given` were worth these weights and got these points, before
    /// rounding, in place of those of their rules; everything after the rows happens as ever. `None` where the total is
    /// withheld.
    #[must_use]
    pub fn total_given(&self, report: &Report, given: &BTreeMap<String, GivenRow>) -> Option<Total> {
        let (_, summed) = self.scored(report, given, &mut Diagnostics::new());
        summed.ok().and_then(|((_, total), _)| total)
    }

    /// All rows, and what they add up to.
    fn scored(
        &self,
        report: &Report,
        given: &BTreeMap<String, GivenRow>,
        problems: &mut Diagnostics,
    ) -> (Vec<Row>, Result<Summed, NumberError>) {
        let figures = Figures::new(self.scheme, &self.derived, report);
        let mut scoring = Scoring { scheme: self.scheme, report, figures: &figures, problems };
        let mut rows: Vec<Row> = self
            .rows
            .iter()
            .map(|row| match given.get(&row.indicator.id) {
                Some(given) => scoring.given(row.indicator, row.dimensions.clone(), row.role, &row.rule, given),
                None => scoring.row(row.indicator, row.dimensions.clone(), row.role, &row.rule, &row.modifiers),
            })
            .collect();
        self.strike_rows(&mut rows, &figures);
        let mut summing =
            Summing { scheme: self.scheme, report, figures: &figures, cap_figures: &self.cap_figures, problems };
        let summed = summing.subtotals(&rows).and_then(|subtotals| Ok((summing.total(&rows, &subtotals)?, subtotals)));
        (rows, summed)
    }

    /// Vetoes on single rows and dimensions take the points before anything is added up.
    fn strike_rows(&self, rows: &mut [Row], figures: &Figures<'_>) {
        // A veto that cannot be decided withholds the total; that is told when the total is made.
        for (veto, struck) in struck_vetoes(self.scheme, figures).unwrap_or_default() {
            let hits = |row: &Row| is_hit(&veto.effect, &row.id, &row.dimensions);
            for row in rows.iter_mut().filter(|row| struck && hits(row) && row.points().is_some()) {
                row.state = RowState::Scored(Points::new(Number::zero()));
                row.trace.unrounded = Some(Number::zero());
                row.trace.steps.push(super::RowStep::Policy { policy: "veto", after: Number::zero() });
            }
        }
    }
}

/// Whether a veto takes the points of the row `id` in these dimensions.
fn is_hit(effect: &VetoEffect, id: &str, dimensions: &[String]) -> bool {
    match effect {
        VetoEffect::DimensionZero(dimension) => dimensions.contains(dimension),
        VetoEffect::IndicatorZero(indicator) => indicator == id,
        VetoEffect::TotalZero | VetoEffect::GradeAtMost(_) => false,
    }
}

impl PreparedRow<'_> {
    /// Whether a veto takes the points of this row.
    pub fn is_hit(&self, effect: &VetoEffect) -> bool {
        is_hit(effect, &self.indicator.id, &self.dimensions)
    }

    fn formulas(&self) -> impl Iterator<Item = &Formula> {
        std::iter::once(&self.rule).chain(&self.modifiers).flat_map(|prepared| prepared.inputs.values().flatten())
    }
}

fn all_rows(scheme: &Scheme) -> Vec<(&Indicator, Vec<String>, Role)> {
    fn collect<'s>(dimension: &'s Dimension, above: &[String], rows: &mut Vec<(&'s Indicator, Vec<String>, Role)>) {
        let path: Vec<String> = above.iter().cloned().chain([dimension.id.clone()]).collect();
        rows.extend(dimension.indicators.iter().map(|indicator| (indicator, path.clone(), Role::Weighted)));
        dimension.dimensions.iter().for_each(|child| collect(child, &path, rows));
    }
    let mut rows = Vec::new();
    scheme.dimensions.iter().for_each(|dimension| collect(dimension, &[], &mut rows));
    rows.extend(scheme.bonuses.iter().map(|row| (row, Vec::new(), Role::Bonus)));
    rows.extend(scheme.penalties.iter().map(|row| (row, Vec::new(), Role::Penalty)));
    rows
}

/// Checks that every name in a formula is a declared metric; the answer is the names that are used.
fn check_names<'f>(
    scheme: &Scheme,
    formulas: impl Iterator<Item = &'f Formula>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut used = Vec::new();
    for formula in formulas {
        for name in formula.metrics() {
            if !scheme.metrics.contains_key(name) {
                problems.push(
                    Diagnostic::new(Code::UnknownMetric)
                        .fact("metric", name)
                        .suggest(name, scheme.metrics.keys().map(String::as_str))
                        .at(formula.place().clone()),
                );
            }
            used.push(name.clone());
        }
    }
    used
}

/// Metrics that derive from each other in a circle have no value.
fn check_circles(scheme: &Scheme, derived: &BTreeMap<String, Formula>, problems: &mut Vec<Diagnostic>) {
    for (id, formula) in derived {
        let mut reached: Vec<&str> = Vec::new();
        let mut next: Vec<&str> = formula.metrics().iter().map(String::as_str).collect();
        while let Some(name) = next.pop() {
            if name == id {
                let place =
                    scheme.metrics.get(id).map_or_else(|| formula.place().clone(), |metric| metric.place.clone());
                problems.push(Diagnostic::new(Code::DerivationCycle).fact("metric", id).at(place));
                break;
            }
            if !reached.contains(&name) {
                reached.push(name);
                next.extend(derived.get(name).into_iter().flat_map(Formula::metrics).map(String::as_str));
            }
        }
    }
}
