//! The decision trees of a scheme: of each row for given words, of the ceilings, and of the total over the rows.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::compiled::{Compiled, CompiledInput, CompiledRow};
use super::super::points::{RowInputs, RowOutcome, RowRules, ScoredRow, UseInputs, score_row};
use super::super::total::{Overrides, RowTotal, RowValue, total};
use super::open_figures::{NotPlain, OpenFigures, Reads};
use crate::numeric::Number;
use crate::rule::{
    Arguments, Award, DecisionPath, Explored, Extent, FigureTerms, OpenCall, OpenInput, OpenSentence, Polynomial,
    Quantity, Symbol, explore,
};

/// What a path of a computation comes to.
#[derive(Clone, Debug)]
pub(super) enum PathEnd<C> {
    /// A number, as dividend and divisor above 0, with what else is to be known of the path.
    Plain { above: Arc<Polynomial>, below: Arc<Polynomial>, code: C },
    /// The ordinary evaluation answers.
    Ordinary,
}

impl<C> PathEnd<C> {
    fn plain(number: &Symbol, code: C) -> Self {
        let (above, below) = number.parts();
        Self::Plain { above, below, code }
    }

    fn are_ordinary(one: &Self, other: &Self) -> bool {
        matches!((one, other), (Self::Ordinary, Self::Ordinary))
    }
}

/// Why a row has its points: the sentences that its rule and its modifiers name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowCode {
    /// The name of the sentence of the rule.
    pub branch: String,
    /// The names of the sentences of the modifiers.
    pub modifiers: Vec<String>,
    /// The names of the remarks.
    pub notes: Vec<String>,
}

impl RowCode {
    /// What the rule and its modifiers awarded; none where nothing was awarded.
    pub(super) fn of<Q>(awards: &[Award<Q>]) -> Option<Self> {
        let (rule, modifiers) = awards.split_first()?;
        let modifiers = modifiers.iter().map(|award| award.branch.clone()).collect();
        let notes = awards.iter().flat_map(|award| award.notes.clone()).collect();
        Some(Self { branch: rule.branch.clone(), modifiers, notes })
    }
}

/// Why a row has its points on a path: the names of its sentences, and the sentences.
#[derive(Clone, Debug)]
pub(super) struct RowEnd {
    pub code: RowCode,
    /// That of the rule, then the remarks, each with the position of its script in the row; none where one cannot be worded
    /// over open figures.
    pub sentences: Option<Vec<(usize, OpenSentence)>>,
}

/// The tree of a row.
pub(super) type RowTree = Explored<PathEnd<RowEnd>>;

/// The tree of a total; the code is the position of the grade.
pub(super) type TotalTree = Explored<PathEnd<usize>>;

/// The tree of a row for the words it reads; `None` where there are too many paths.
pub(super) fn row_tree(compiled: &Compiled, row: &CompiledRow, reads: &Reads, words: &[String]) -> Option<RowTree> {
    let figures = vec![FigureTerms::default(); reads.open.len()];
    let run = |path: &DecisionPath| {
        let figures = OpenFigures { metrics: &compiled.metrics, reads, words, path };
        scored(compiled, row, &figures).unwrap_or(PathEnd::Ordinary)
    };
    explore(&figures, run, PathEnd::are_ordinary)
}

/// One path of a row, in the one order of a row.
fn scored(compiled: &Compiled, row: &CompiledRow, figures: &OpenFigures<'_>) -> Result<PathEnd<RowEnd>, NotPlain> {
    let is_reweighted = row.weight != row.indicator.entered_weight;
    if is_reweighted && row.uses().any(|used| used.is_given_points) {
        return Err(NotPlain);
    }
    let given = figures.gather(row)?;
    let uses = row.uses().zip(&given).map(|(used, given)| {
        let fixed = Arguments::<Symbol>::fixed(&row.target, used.setting, &used.params);
        let open = given.iter().map(|(name, input): (&&str, &OpenInput)| (*name, input));
        UseInputs {
            rule: &used.rule,
            params: Cow::Borrowed(&used.params),
            following: &used.following,
            fixed: Some(Arc::new(fixed.with_open(open))),
            known: None,
            inputs: Ok(Vec::new()),
        }
    });
    let (target, setting, uses) = (&*row.target, row.rule.setting, uses.collect());
    let inputs = RowInputs { target, setting, uses, deduction: None, entered_for: None };
    let weight = Symbol::exactly(row.weight.number().clone());
    let rules = RowRules::of(&compiled.scheme, row, false);
    let scored = score_row(&inputs, &weight, None, rules).map_err(|_| NotPlain)?;
    match scored {
        ScoredRow { outcome: RowOutcome::Scored { points, .. }, course, reason: None, problem: None } => {
            let sentences = sentences(row, &weight, &given, &course.awards);
            let code = RowCode::of(&course.awards).unwrap_or_default();
            Ok(PathEnd::plain(&points, RowEnd { code, sentences }))
        }
        _ => Err(NotPlain),
    }
}

/// The sentence of the rule of a row, then the remarks of all its scripts, as [`Row`](crate::Row) words them.
fn sentences(
    row: &CompiledRow,
    weight: &Symbol,
    given: &[BTreeMap<&str, OpenInput>],
    awards: &[Award<Symbol>],
) -> Option<Vec<(usize, OpenSentence)>> {
    let mut sentences = Vec::new();
    for (at, ((used, inputs), award)) in row.uses().zip(given).zip(awards).enumerate() {
        let before = at.checked_sub(1).and_then(|at| awards.get(at)).map(|award| &award.points);
        let call = OpenCall { weight, before, target: &row.target, params: &used.params, inputs };
        let branch = (at == 0).then_some(&award.branch);
        for name in branch.into_iter().chain(&award.notes) {
            sentences.push((at, used.rule.explain_open(&call, award, name)?));
        }
    }
    Some(sentences)
}

/// The tree of a ceiling on the total, which is plain where the figure is too good for any of its steps.
pub(super) fn cap_tree(
    compiled: &Compiled,
    input: &CompiledInput,
    steps: &[(Number, Number)],
) -> (Reads, Option<RowTree>) {
    let mut reads = Reads::default();
    reads.formula(&input.formula, &compiled.metrics);
    let run = |path: &DecisionPath| {
        let figures = OpenFigures { metrics: &compiled.metrics, reads: &reads, words: &[], path };
        let usual: Vec<Number> = steps.iter().map(|(below, _)| below.clone()).collect();
        let Ok(figure) = figures.figure(input, &usual) else { return PathEnd::Ordinary };
        let is_good = |limit: &Number| {
            let limit = Symbol::exactly(limit.clone());
            matches!(figure.compare(&limit, &[Ordering::Greater, Ordering::Equal]), Ok(true))
        };
        if !usual.iter().all(is_good) {
            return PathEnd::Ordinary;
        }
        PathEnd::plain(&Symbol::zero(), RowEnd { code: RowCode::default(), sentences: None })
    };
    let tree = explore(&vec![FigureTerms::default(); reads.open.len()], run, PathEnd::are_ordinary);
    (reads, tree)
}

/// The tree of the total over the points of the rows, which are multiples of these steps; in the one order of a total.
pub(super) fn total_tree(compiled: &Compiled, steps: &[Number]) -> Option<TotalTree> {
    let figures = compiled.rows.iter().zip(steps).map(|(row, step)| FigureTerms {
        extent: Extent::closed(Number::zero(), row.weight.number().clone()),
        step: Some(step.clone()),
    });
    let figures: Vec<FigureTerms> = figures.collect();
    let scheme = &compiled.scheme;
    let highest = |steps: &[(Number, Number)]| steps.iter().map(|(below, _)| below.clone()).max();
    let overrides = Overrides {
        vetoes: scheme.vetoes.iter().map(|_| Some(false)).collect(),
        caps: scheme.caps.iter().map(|cap| highest(&cap.steps).or_else(|| Some(Number::zero()))).collect(),
    };
    let run = |path: &DecisionPath| {
        let rows = compiled.rows.iter().enumerate().map(|(at, row)| {
            let points = Symbol::figure(at, path);
            RowTotal {
                role: row.role,
                weight: Symbol::exactly(row.weight.number().clone()),
                value: RowValue::Scored { unrounded: points.clone(), points },
            }
        });
        let rows: Vec<RowTotal<Symbol>> = rows.collect();
        match total(scheme, &rows, &overrides, Some(scheme.roundings)).map(|summed| summed.total) {
            Ok(Ok(sum)) => PathEnd::plain(&sum.points, sum.grade),
            _ => PathEnd::Ordinary,
        }
    };
    explore(&figures, run, PathEnd::are_ordinary)
}
