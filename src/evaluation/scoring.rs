//! Scoring one report: every row in its order, what they add up to, and what is to be said of both.

use std::sync::Arc;

use super::compiled::{Compiled, CompiledRow, DimensionHead};
use super::gathered::Gathered;
use super::inputs::Inputs;
use super::points::{Course, RowInputs, RowOutcome, RowRules, ScoredRow, score_row};
use super::program::Program;
use super::refused_input::refused_input;
use super::row::Row;
use super::total::{DimensionSum, Overrides, RowTotal, RowValue, Summed, TotalSum, Withheld, total, unrounded_grade};
use super::{Evaluation, RowState, Subtotal, Total};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::messages::listed;
use crate::numeric::{Number, NumberError, Points, Weight};
use crate::report::{Report, RowNote};
use crate::rule::{Hosted, Kind, QuantityError, Value};
use crate::scheme::{Scheme, Veto, VetoEffect};

/// What a row is worth and what it gets, where that is not left to its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedRow {
    /// Full marks.
    pub weight: Weight,
    /// The points before rounding.
    pub points: Number,
}

/// A report with its figures resolved for a program.
pub(crate) struct Scoring<'a> {
    program: Arc<Compiled>,
    pub(super) report: &'a Report,
    pub(super) inputs: Arc<Inputs>,
    pub(super) overrides: Overrides,
    /// Why vetoes and ceilings cannot be decided.
    undecided: Arc<Vec<Diagnostic>>,
}

impl<'a> Scoring<'a> {
    pub fn new(program: Arc<Compiled>, report: &'a Report) -> Self {
        let inputs = Arc::new(Inputs::new(&program.metrics, report, &program.figures));
        let mut undecided = Vec::new();
        // A veto whose metric nobody reported is a problem, never an acquittal; each speaks for itself.
        let vetoes = program.scheme.vetoes.iter().zip(program.vetoes.iter()).map(|(veto, metric)| {
            let found = inputs.metric(*metric, Kind::Flag, &veto.place);
            let found = found.map_err(|lack| undecided.push(inputs.problem_of(lack).row(veto.name.clone())));
            found.ok().map(|value| value == Value::Flag(true))
        });
        let vetoes = vetoes.collect();
        let caps = program.caps.iter().zip(&program.scheme.caps).map(|(input, cap)| {
            let usual: Vec<Number> = cap.steps.iter().map(|(below, _)| below.clone()).collect();
            let found = inputs.figure(input, &usual).map(|(figure, _)| figure);
            found.map_err(|lack| undecided.push(inputs.problem_of(lack).row(cap.name.clone()))).ok()
        });
        let caps = caps.collect();
        let overrides = Overrides { vetoes, caps };
        Self { program, report, inputs, overrides, undecided: Arc::new(undecided) }
    }

    /// The same report under another program, with the figures as they are resolved where both read them alike.
    pub fn under(&self, program: &Program) -> Self {
        let program = program.shared();
        let (own, others) = (&self.program.figures, &program.figures);
        let mut both = own.iter().zip(others);
        let same_figures =
            own.len() == others.len() && both.all(|(one, other)| one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1));
        if !(same_figures && Arc::ptr_eq(&self.program.scheme, &program.scheme)) {
            return Self::new(program, self.report);
        }
        let (inputs, overrides, undecided) =
            (Arc::clone(&self.inputs), self.overrides.clone(), Arc::clone(&self.undecided));
        Self { program, report: self.report, inputs, overrides, undecided }
    }

    pub fn scheme(&self) -> &Scheme {
        &self.program.scheme
    }

    /// The rows of the program.
    pub fn rows(&self) -> &[Arc<CompiledRow>] {
        &self.program.rows
    }

    /// The report.
    pub fn report(&self) -> &'a Report {
        self.report
    }

    fn note(&self, row: &CompiledRow) -> Option<&'a Arc<RowNote>> {
        self.report.rows.get(&row.indicator.id)
    }

    /// The vetoes that struck.
    fn struck_vetoes(&self) -> impl Iterator<Item = &Veto> {
        let vetoes = self.program.scheme.vetoes.iter().zip(&self.overrides.vetoes);
        vetoes.filter(|(_, struck)| **struck == Some(true)).map(|(veto, _)| veto)
    }

    /// Whether a veto takes the points of a row.
    pub fn is_struck(&self, row: &CompiledRow) -> bool {
        let mut effects = self.struck_vetoes();
        effects.any(|veto| match &veto.effect {
            VetoEffect::DimensionZero(dimension) => row.dimensions.contains(dimension),
            VetoEffect::IndicatorZero(indicator) => *indicator == row.indicator.id,
            VetoEffect::TotalZero | VetoEffect::GradeAtMost(_) => false,
        })
    }

    /// The row by its rules as a function of a weight of some kind, not rounded.
    ///
    /// # Errors
    /// Only with a symbol: the points are not linear in the weight, and where.
    pub fn over_weight<'s, Q: Hosted>(
        &'s self,
        row: &'s CompiledRow,
        gathered: &'s Gathered,
    ) -> impl Fn(&Q) -> Result<ScoredRow<Q>, Diagnostic> + 's {
        let note = self.note(row).map(AsRef::as_ref);
        let inputs = RowInputs::new(row, note, gathered).of_kind::<Q>();
        let rules = RowRules { rounding: None, ..RowRules::of(&self.program.scheme, row, self.is_struck(row)) };
        let not_applicable = note.and_then(|note| note.not_applicable.as_deref());
        move |weight| {
            let opaque = |error: QuantityError| Diagnostic::new(Code::RuleOpaque).said("reason", error.reason());
            match inputs.at_weight(weight, row.weight.number()).map_err(opaque)? {
                Some(inputs) => score_row(&inputs, weight, not_applicable, rules),
                None => score_row(&inputs, weight, not_applicable, rules),
            }
        }
    }

    /// What the report gives the rule of a row and its modifiers.
    pub fn gathered(&self, row: &CompiledRow) -> Gathered {
        Gathered::new(row, &self.inputs)
    }

    /// The row as its rules score it, with what is to be said of it.
    pub fn row(&self, row: &Arc<CompiledRow>, problems: &mut Diagnostics) -> Row {
        self.row_given(row, Arc::new(self.gathered(row)), problems)
    }

    /// The row as its rules score what was gathered for it.
    fn row_given(&self, row: &Arc<CompiledRow>, gathered: Arc<Gathered>, problems: &mut Diagnostics) -> Row {
        let note = self.note(row);
        let inputs = RowInputs::new(row, note.map(AsRef::as_ref), &gathered);
        let rules = RowRules::of(&self.program.scheme, row, self.is_struck(row));
        let not_applicable = note.and_then(|note| note.not_applicable.as_deref());
        let scored = score_row(&inputs, row.weight.number(), not_applicable, rules);
        let mut scored = scored.unwrap_or_else(|problem| ScoredRow {
            outcome: RowOutcome::Failed,
            course: Course::default(),
            reason: None,
            problem: Some(problem),
        });
        let problem = scored.problem.take();
        let scored = self.finished(row, gathered, scored);
        if let Some(problem) = problem {
            let is_noted = problem.code == Code::DeductionNotApplicable;
            let problem = if is_noted { problem.at(self.note_place(&scored)) } else { problem };
            self.tell(row, problem, problems);
        }
        self.remark(&scored, problems);
        scored
    }

    fn finished(&self, row: &Arc<CompiledRow>, gathered: Arc<Gathered>, mut scored: ScoredRow<Number>) -> Row {
        let (state, unrounded) = match scored.outcome {
            RowOutcome::Scored { unrounded, points } => (RowState::Scored(Points::new(points)), Some(unrounded)),
            RowOutcome::NotApplicable(reason) => (RowState::NotApplicable(reason), None),
            RowOutcome::Missing(reason) => (RowState::Missing(reason), None),
            RowOutcome::Failed => (RowState::Failed, None),
        };
        scored.course.steps.shrink_to_fit();
        Row {
            compiled: Arc::clone(row),
            inputs: Arc::clone(&self.inputs),
            gathered,
            note: self.note(row).cloned(),
            state,
            unrounded,
            course: scored.course,
            reason: scored.reason,
        }
    }

    pub(super) fn tell(&self, row: &CompiledRow, problem: Diagnostic, problems: &mut Diagnostics) {
        let indicator = &row.indicator;
        let mut problem = problem.row(indicator.name.clone()).unit(self.report.organisation.as_str());
        // A figure that the rule refuses is wrong where it was written, not where the rule says so.
        let reported = || row.formulas().find_map(|formula| self.inputs.places(formula).into_iter().next());
        if matches!(problem.code, Code::RuleRefusal | Code::OutsideBands) {
            let refused = refused_input(row, &self.inputs, &problem);
            if let Some(known) = refused.as_ref().map(|refused| &refused.known).filter(|known| !known.is_empty()) {
                problem = problem.list("known", known);
            }
            let reported = || refused.and_then(|refused| refused.place).or_else(reported);
            let script = problem.place.take();
            problem = problem.at(reported().unwrap_or_else(|| indicator.rule_place.clone()));
            problem = script.into_iter().fold(problem, |problem, script| problem.related(script, "said-here"));
        }
        let in_script = problem.place.as_ref().is_none_or(|place| place.source() != indicator.rule_place.source());
        if problem.place.is_none() {
            problem = problem.at(indicator.rule_place.clone());
        } else if in_script && matches!(problem.code, Code::ScriptError | Code::ScriptLimit | Code::ScriptReturn) {
            problem = problem.related(indicator.rule_place.clone(), "named-here");
        }
        problems.push(problem);
    }

    /// What rows add up to.
    pub fn sum<Q: Hosted>(&self, rows: &[RowTotal<Q>]) -> Result<Summed<Q>, QuantityError> {
        total(&self.program.scheme, rows, &self.overrides, Some(self.program.scheme.roundings))
    }

    /// The total of rows with its grade; none where it is withheld.
    pub fn graded_total(
        &self,
        rows: impl Iterator<Item = Result<RowTotal<Number>, QuantityError>>,
    ) -> Result<Option<Total>, QuantityError> {
        let summed = self.sum(&rows.collect::<Result<Vec<_>, _>>()?)?;
        Ok(summed.total.ok().map(|sum| graded(self.scheme(), &sum)).transpose()?)
    }

    /// What one row adds, where its weight and its points before rounding are given.
    pub fn fixed<Q: Hosted>(&self, row: &CompiledRow, weight: &Q, points: Q) -> Result<RowTotal<Q>, QuantityError> {
        let rules = RowRules::of(&self.program.scheme, row, self.is_struck(row));
        let scored = ScoredRow::given(points, weight, rules)?;
        Ok(RowTotal { role: row.role, weight: weight.clone(), value: value_of(scored.outcome) })
    }

    /// The row where `other` is the same row of the same report under another program: what both are given is gathered
    /// once, and what is the same row is scored once.
    pub fn row_beside(&self, row: &Arc<CompiledRow>, other: &Row, problems: &mut Diagnostics) -> Row {
        let (own, others) = (&**row, &*other.compiled);
        let same_inputs = Arc::ptr_eq(&self.inputs, &other.inputs)
            && Arc::ptr_eq(&own.indicator, &others.indicator)
            && Arc::ptr_eq(&own.rule, &others.rule)
            && own.modifiers.len() == others.modifiers.len()
            && own.modifiers.iter().zip(&others.modifiers).all(|(one, two)| Arc::ptr_eq(one, two));
        if !same_inputs {
            return self.row(row, problems);
        }
        if Arc::ptr_eq(row, &other.compiled) && other.points().is_some() && !other.is_by_policy() {
            self.remark(other, problems);
            return other.clone();
        }
        self.row_given(row, Arc::clone(&other.gathered), problems)
    }

    /// The whole evaluation.
    pub fn evaluate(&self, program: &Program) -> Evaluation {
        let mut problems = Diagnostics::new();
        let rows = self.program.rows.iter().map(|row| self.row(row, &mut problems)).collect();
        self.evaluation(program, rows, problems)
    }

    /// The whole evaluation, beside another one of the same report: what both share is taken from it.
    pub fn evaluate_beside(&self, program: &Program, other: &Evaluation) -> Evaluation {
        let mut problems = Diagnostics::new();
        let rows = self.program.rows.iter().enumerate().map(|(at, row)| match other.rows.get(at) {
            Some(other) => self.row_beside(row, other, &mut problems),
            None => self.row(row, &mut problems),
        });
        let rows = rows.collect();
        self.evaluation(program, rows, problems)
    }

    /// What scored rows come to.
    fn evaluation(&self, program: &Program, rows: Vec<Row>, mut problems: Diagnostics) -> Evaluation {
        let parts: Vec<RowTotal<Number>> = rows.iter().map(row_total).collect();
        let (report, scheme) = (self.report, &self.program.scheme);
        let summed = self.sum(&parts).unwrap_or_else(|error| {
            let problem = Diagnostic::new(Code::ScriptLimit).said("detail", error.reason());
            problems.push(problem.unit(report.organisation.as_str()).at(scheme.place.clone()));
            Summed { subtotals: Vec::new(), steps: Vec::new(), total: Err(Withheld::Undecided) }
        });
        self.tell_inapplicable(&rows, &parts, &summed, &mut problems);
        self.ask_for_reasons(&rows, &mut problems);
        let total = self.total((&rows, &parts), &summed, &mut problems);
        Evaluation {
            program: program.clone(),
            organisation: report.organisation.clone(),
            year: report.year.clone().or_else(|| scheme.year.clone()),
            illustrative: report.illustrative,
            subtotals: subtotals(&self.program.dimensions, summed.subtotals),
            rows,
            steps: summed.steps,
            total,
            diagnostics: problems,
        }
    }

    /// The total with its grade, and what is to be said of it.
    fn total(
        &self,
        (rows, parts): (&[Row], &[RowTotal<Number>]),
        summed: &Summed<Number>,
        problems: &mut Diagnostics,
    ) -> Option<Total> {
        let scheme = &self.program.scheme;
        let mut tell = |problem: Diagnostic| problems.push(problem.unit(self.report.organisation.as_str()));
        if summed.steps.is_empty() {
            self.undecided.iter().cloned().for_each(&mut tell);
            match &summed.total {
                Err(Withheld::Lacking) => {
                    let names = named(rows, |state| matches!(state, RowState::Missing(_) | RowState::Failed));
                    tell(Diagnostic::new(Code::TotalWithheld).said("rows", names).at(self.report.place.clone()));
                }
                Err(Withheld::NotApplicable) => {
                    let names = named(rows, |state| matches!(state, RowState::NotApplicable(_)));
                    tell(Diagnostic::new(Code::NotApplicableRefused).said("rows", names).at(scheme.place.clone()));
                }
                Err(Withheld::NothingApplies) => {
                    tell(Diagnostic::new(Code::NothingApplies).at(self.report.place.clone()));
                }
                _ => {}
            }
            return None;
        }
        for veto in self.struck_vetoes() {
            let problem = Diagnostic::new(Code::VetoStruck).said("veto", veto.name.clone());
            tell(problem.fact("metric", &veto.metric).at(veto.place.clone()));
        }
        self.undecided.iter().cloned().for_each(&mut tell);
        if !self.undecided.is_empty() {
            let names = listed(self.undecided.iter().filter_map(|problem| problem.row.as_ref()));
            tell(Diagnostic::new(Code::TotalWithheld).said("rows", names).at(self.report.place.clone()));
        }
        let sum = summed.total.as_ref().ok()?;
        let unrounded = unrounded_grade(scheme, parts, &self.overrides, sum).ok().flatten();
        if let Some((other, exact)) = unrounded {
            let problem = Diagnostic::new(Code::RoundingDecides)
                .fact("total", &sum.points)
                .fact("unrounded", &exact)
                .said("grade", scheme.grade_name(sum.grade))
                .said("other", scheme.grade_name(other));
            tell(problem.at(scheme.grades_place.clone()));
        }
        match graded(scheme, sum) {
            Ok(total) => Some(total),
            Err(error) => {
                tell(Diagnostic::from(error).at(scheme.place.clone()));
                None
            }
        }
    }
}

/// The names of the rows in a state.
fn named(rows: &[Row], wanted: fn(&RowState) -> bool) -> Bilingual {
    listed(rows.iter().filter(|row| wanted(&row.state)).map(Row::name))
}

/// A total as results have it: with its grade and the way to the neighbouring ones.
pub(crate) fn graded(scheme: &Scheme, sum: &TotalSum<Number>) -> Result<Total, NumberError> {
    let (points, own) = (&sum.points, sum.grade);
    let better = own.checked_sub(1).filter(|better| *better >= sum.best_allowed).and_then(|at| scheme.grades.get(at));
    let up = better.map(|grade| Ok((grade.name.clone(), grade.from.subtract(points)?))).transpose()?;
    let down = match (scheme.grades.get(own), scheme.grades.get(own.saturating_add(1))) {
        (Some(grade), Some(below)) if *points >= grade.from => {
            Some((below.name.clone(), points.subtract(&grade.from)?))
        }
        _ => None,
    };
    let unrounded = sum.unrounded.clone();
    Ok(Total { unrounded, points: Points::new(points.clone()), grade: scheme.grade_name(own), up, down })
}

/// What a scored row adds to the total.
pub(crate) fn row_total(row: &Row) -> RowTotal<Number> {
    let value = match (&row.state, &row.unrounded) {
        (RowState::Scored(points), Some(unrounded)) => {
            RowValue::Scored { unrounded: unrounded.clone(), points: points.number().clone() }
        }
        (RowState::NotApplicable(_), _) => RowValue::NotApplicable,
        _ => RowValue::Lacking,
    };
    RowTotal { role: row.role(), weight: row.weight().number().clone(), value }
}

/// What an outcome adds to the total.
pub(crate) fn value_of<Q>(outcome: RowOutcome<Q>) -> RowValue<Q> {
    match outcome {
        RowOutcome::Scored { unrounded, points } => RowValue::Scored { unrounded, points },
        RowOutcome::NotApplicable(_) => RowValue::NotApplicable,
        RowOutcome::Missing(_) | RowOutcome::Failed => RowValue::Lacking,
    }
}

fn subtotals(heads: &[Arc<DimensionHead>], sums: Vec<DimensionSum<Number>>) -> Vec<Subtotal> {
    let pairs = heads.iter().zip(sums);
    let subtotal = |(head, sum): (&Arc<DimensionHead>, DimensionSum<Number>)| Subtotal {
        dimension: Arc::clone(head),
        points: Points::new(sum.points),
        is_complete: sum.is_complete,
        below: subtotals(&head.below, sum.below),
    };
    pairs.map(subtotal).collect()
}
