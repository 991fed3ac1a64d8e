//! Why two totals differ: the difference split by indicator and, within one, by what changed.
//!
//! Each side is an evaluation. Its official total is the sum of its rows and of a few lines between rows and total
//! ([`Ledger`]), so the difference of two totals is the sum of the differences of rows and lines. A row's own
//! difference is split into actual, target, weight, rule and manual deduction by Shapley values over the unrounded
//! points: every mixture of old and new is scored by the ordinary rule. Rounding has its own part. All parts add up to
//! the difference of the official totals exactly, or there is no comparison.

mod ledger;
mod mixture;
mod record;
mod recorded;
mod reversal;
mod shapley;
mod split;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::counterfactual::RowFactors;
use crate::evaluation::{Evaluation, Program, Role};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

use self::mixture::Mixture;
use self::split::{has_same_figures, one_sided, pairs, split_row, undivided, unscored_kind};

pub use ledger::{Entry, Ledger, Line, Standing};
pub use record::{
    CompareRecord, ComparedRow, ComparedTotal, EntryInput, EntryRecord, GradeRecord, LineName, LineRecord, PartRecord,
    RefusedReversal, ReversalRecord, ReversedRecord, ReversedSetting,
};
pub use reversal::{GradeChange, Reversal, Reversed};

/// What a row's points depend on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Factor {
    /// What was reached: all inputs of the rule and its modifiers.
    Actual,
    /// What had to be reached.
    Target,
    /// Full marks.
    Weight,
    /// The rule and the modifiers: script, name, parameters.
    Rule,
    /// Points that a person took away.
    Deduction,
}

impl Factor {
    /// All factors, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Target, Self::Weight, Self::Rule, Self::Deduction];
}

/// One side of a comparison, scored.
pub struct Side<'a> {
    program: Program,
    report: &'a Report,
    evaluation: Evaluation,
}

impl<'a> Side<'a> {
    /// Scores one side.
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn new(scheme: &'a Scheme, book: &'a RuleSet, report: &'a Report) -> Result<Warned<Self>, Diagnostics> {
        let program = Program::compile(scheme.clone(), book.clone())?;
        let (evaluation, warnings) = (program.evaluate(report), program.warnings().clone());
        Ok(Warned { value: Self { program, report, evaluation }, warnings })
    }

    /// What the side came to.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// How its total adds up.
    ///
    /// # Errors
    /// [`Code::TotalWithheld`] and the other problems of the evaluation where there is no total.
    pub fn ledger(&self) -> Result<Ledger, Diagnostics> {
        let ledger = Ledger::of(&self.evaluation)?;
        ledger.ok_or_else(|| self.evaluation.diagnostics.clone())
    }
}

/// Two totals and what stands between them.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first total.
    pub from: Standing,
    /// The second total.
    pub to: Standing,
    /// The second less the first.
    pub difference: Number,
    /// The rows in the order of the second side, then those that only the first has.
    pub rows: Vec<RowChange>,
    /// What changed between rows and total.
    pub lines: BTreeMap<Line, Number>,
    /// The mean of both totals, each as a share of its full score: the yardstick of centred weights.
    pub mean_share: Number,
    /// What centring leaves over: the mean share of the change of the full score.
    pub full_score_part: Number,
    /// Whether the grade changed, and what would have kept it; none where result files are all there is.
    pub grade: Option<GradeChange>,
}

/// One row on both sides.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// The row of the first side; none where it was added.
    pub from: Option<Entry>,
    /// The row of the second side; none where it was removed.
    pub to: Option<Entry>,
    /// Which kind of change it is.
    pub kind: RowKind,
    /// The factors that differ, each with its part of the unrounded points; factors that could not be told apart share
    /// one part.
    pub parts: Vec<Part>,
    /// What vetoes on the row or its dimension changed.
    pub veto: Number,
    /// What rounding the row changed.
    pub rounding: Number,
    /// What could not be split.
    pub undivided: Number,
    /// What centring adds to the weight's part: the change of the weight times the mean share, with the other sign.
    pub centring: Number,
    /// All of it, as it counts towards the total.
    pub difference: Number,
}

/// Which kind of change a row went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowKind {
    /// It is on both sides, and its rules can be run.
    Split,
    /// It is new: its weight rose from 0.
    Added,
    /// It is gone: its weight fell to 0.
    Removed,
    /// One side has no points for it: it does not apply there.
    NotScored,
    /// On one side a policy for missing figures or for rows that do not apply gave the points.
    Policy,
    /// A result file gives its points and not how they came about.
    ResultOnly,
}

/// What one factor, or several that could not be told apart, contributed.
#[derive(Clone, Debug)]
pub struct Part {
    /// The factors.
    pub factors: Vec<Factor>,
    /// Their contribution, in points, before rounding and as it counts towards the total.
    pub points: Number,
    /// Why several could not be told apart: the first mixture of them that was refused.
    pub refused: Option<Diagnostic>,
}

impl RowChange {
    /// The row's name, as the second side has it.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.to.as_ref().or(self.from.as_ref())
    }

    /// Whether nothing about the row changed that counts: no factor, no points, no weight.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.parts.is_empty() && self.difference.is_zero() && self.centring.is_zero()
    }

    /// The part of a factor, if the row has one of its own or shares one.
    #[must_use]
    pub fn part(&self, factor: Factor) -> Option<&Part> {
        self.parts.iter().find(|part| part.factors.contains(&factor))
    }
}

/// Compares two sides. `renamed` gives the second side's id of a row by the first side's, where they differ.
///
/// # Errors
/// A side without a total; ids in `renamed` that a side does not have ([`Code::UnknownIndicator`]) or that name a row
/// twice ([`Code::MapConflict`]); no row in common ([`Code::NothingInCommon`]); and, loudly, parts that do not add up
/// ([`Code::PartsMissTotal`]).
pub fn compare(from: &Side<'_>, to: &Side<'_>, renamed: &BTreeMap<String, String>) -> Result<Comparison, Diagnostics> {
    let ledgers = (from.ledger()?, to.ledger()?);
    let mut mixtures: BTreeMap<String, Mixture> = BTreeMap::new();
    let same_figures = has_same_figures(from.report, to.report);
    let mut split = |old: &Entry, new: &Entry| -> Result<RowChange, Diagnostics> {
        let rows = from.evaluation.row(&old.id).zip(to.evaluation.row(&new.id));
        let factors = rows.and_then(|(old, new)| RowFactors::of(old).zip(RowFactors::of(new)));
        let Some((old_factors, new_factors)) = factors else { return undivided(old, new, unscored_kind(rows)) };
        let mixture = Mixture::of(&old_factors, &new_factors, same_figures);
        let change = split_row(old, new, rows, &mixture);
        mixtures.insert(new.id.clone(), mixture);
        change
    };
    let mut comparison = add_up(&ledgers.0, &ledgers.1, renamed, &mut split)?;
    comparison.grade = Some(reversal::grade_change(from, to, &comparison, &mixtures)?);
    Ok(comparison)
}

/// Compares two ledgers row by row: all that result files allow.
///
/// # Errors
/// Those of [`compare`].
pub fn compare_ledgers(
    from: &Ledger,
    to: &Ledger,
    renamed: &BTreeMap<String, String>,
) -> Result<Comparison, Diagnostics> {
    add_up(from, to, renamed, &mut |old, new| undivided(old, new, RowKind::ResultOnly))
}

type Split<'s> = &'s mut dyn FnMut(&Entry, &Entry) -> Result<RowChange, Diagnostics>;

fn add_up(
    from: &Ledger,
    to: &Ledger,
    renamed: &BTreeMap<String, String>,
    split: Split<'_>,
) -> Result<Comparison, Diagnostics> {
    let pairs = pairs(from, to, renamed)?;
    let mut rows = Vec::new();
    for (old, new) in pairs {
        rows.push(match (old, new) {
            (Some(old), Some(new)) => split(old, new)?,
            (old, new) => one_sided(old, new)?,
        });
    }
    let mut lines = to.lines.clone();
    for (line, points) in &from.lines {
        let after = lines.remove(line).unwrap_or_else(Number::zero);
        let changed = after.subtract(points)?;
        if !changed.is_zero() {
            lines.insert(line.clone(), changed);
        }
    }
    let difference = to.standing.total.subtract(&from.standing.total)?;
    let (mean_share, full_score_part) = centre(&mut rows, &from.standing, &to.standing)?;
    let comparison = Comparison {
        from: from.standing.clone(),
        to: to.standing.clone(),
        difference,
        rows,
        lines,
        mean_share,
        full_score_part,
        grade: None,
    };
    comparison.check(from, to)?;
    Ok(comparison)
}

impl Comparison {
    /// Everything adds up, or nothing is said at all: each side's rows and lines to its total, each row's parts to its
    /// difference, rows and lines to the difference of the totals, and the centring to nothing.
    fn check(&self, from: &Ledger, to: &Ledger) -> Result<(), Diagnostics> {
        let missed = |what: &str, sum: &Number, total: &Number| -> Result<(), Diagnostics> {
            if sum == total {
                return Ok(());
            }
            let problem = Diagnostic::new(Code::PartsMissTotal).fact("of", what);
            Err(problem.fact("sum", sum).fact("total", total).into())
        };
        for ledger in [from, to] {
            missed(&ledger.standing.scheme, &ledger.sum()?, &ledger.standing.total)?;
        }
        for row in &self.rows {
            let id = row.entry().map_or("", |entry| entry.id.as_str());
            missed(id, &row.sum()?, &row.difference)?;
        }
        let rows = total(self.rows.iter().map(|row| &row.difference))?;
        let sum = total(self.lines.values().chain([&rows]))?;
        missed(&self.to.scheme, &sum, &self.difference)?;
        let centring = total(self.rows.iter().map(|row| &row.centring).chain([&self.full_score_part]))?;
        missed(&self.to.scheme, &centring, &Number::zero())
    }
}

impl RowChange {
    fn sum(&self) -> Result<Number, NumberError> {
        let parts = self.parts.iter().map(|part| &part.points);
        total(parts.chain([&self.veto, &self.rounding, &self.undivided]))
    }
}

fn total<'n>(numbers: impl IntoIterator<Item = &'n Number>) -> Result<Number, NumberError> {
    numbers.into_iter().try_fold(Number::zero(), |sum, number| sum.add(number))
}

/// Sets the centring of every weighted row; the answer is the mean share and what is left over.
fn centre(rows: &mut [RowChange], from: &Standing, to: &Standing) -> Result<(Number, Number), NumberError> {
    let share = |side: &Standing| side.total.divide(&side.full_score);
    let mean = share(from)?.add(&share(to)?)?.divide(&Number::from(2))?;
    for row in rows {
        if row.entry().is_some_and(|entry| entry.role == Role::Weighted) {
            let weight = |entry: &Option<Entry>| entry.as_ref().map_or_else(Number::zero, |entry| entry.weight.clone());
            let moved = weight(&row.to).subtract(&weight(&row.from))?;
            row.centring = moved.multiply(&mean)?.negate();
        }
    }
    let left = to.full_score.subtract(&from.full_score)?.multiply(&mean)?;
    Ok((mean, left))
}

/// What a comparison calls a row: both names where they differ.
#[must_use]
pub fn row_name(row: &RowChange) -> Bilingual {
    match (&row.from, &row.to) {
        (Some(old), Some(new)) if old.id != new.id && old.name != new.name => Bilingual {
            zh: format!("{} → {}", old.name.zh, new.name.zh),
            en: format!("{} → {}", old.name.en, new.name.en),
        },
        _ => row.entry().map(|entry| entry.name.clone()).unwrap_or_default(),
    }
}
