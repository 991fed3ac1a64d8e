//! A recheck as a paper of thirteen columns, a sheet for each organisation; of several also a summary.

use super::{count_list, counts, sentences, sums, verdict_name};
use crate::evaluation::{Role, Row};
use crate::format::paper::{PaperColumnPlan, columns, decimal, paper, rounded};
use crate::format::phrases;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::paper::{
    ColumnKind, Paper, PaperCell, PaperFormula, PaperMark, PaperMerge, PaperRow, PaperRowKind, PaperSheet,
};
use crate::review::recheck::{CheckedRow, Recheck, RowVerdict};
use crate::scheme::Dimension;

/// The columns: what the catalogue calls them, how wide they are, and what stands in them.
const COLUMNS: [PaperColumnPlan; 13] = [
    ("recheck-column-dimension", 12, ColumnKind::Label),
    ("column-indicator", 22, ColumnKind::Text),
    ("column-target", 12, ColumnKind::Text),
    ("column-actual", 12, ColumnKind::Text),
    ("column-weight", 10, ColumnKind::Number),
    ("recheck-column-self", 10, ColumnKind::Number),
    ("recheck-column-engine", 10, ColumnKind::Number),
    ("recheck-column-difference", 10, ColumnKind::Number),
    ("recheck-column-review", 10, ColumnKind::Number),
    ("recheck-column-completion", 12, ColumnKind::Number),
    ("recheck-column-score", 12, ColumnKind::Number),
    ("recheck-column-verdict", 10, ColumnKind::Label),
    ("column-why", 44, ColumnKind::Text),
];
/// The columns of the summary.
const SUMMARY: [PaperColumnPlan; 6] = [
    ("recheck-column-organisation", 34, ColumnKind::Text),
    ("recheck-column-file", 40, ColumnKind::Text),
    ("recheck-column-claimed-total", 12, ColumnKind::Number),
    ("recheck-column-recomputed-total", 12, ColumnKind::Number),
    ("recheck-column-counts", 40, ColumnKind::Text),
    ("recheck-column-reasons", 50, ColumnKind::Text),
];
/// The positions of columns that formulas look at.
const WEIGHT: usize = 4;
const CLAIMED: usize = 5;
const ENGINE: usize = 6;
/// To how many decimals a share is written, in percent.
const SHARE_PLACES: u32 = 2;

/// The working paper of rechecks, each with the name of what was rechecked.
#[must_use]
pub fn recheck_paper(rechecks: &[(String, &Recheck)], messages: &Messages) -> Paper {
    let sheets = rechecks.iter().map(|(name, recheck)| sheet(name, recheck, messages));
    let mut all: Vec<PaperSheet> = sheets.collect();
    if rechecks.len() > 1 {
        all.insert(0, summary(rechecks, messages));
    }
    paper(messages.say("recheck-paper", &[]), all, messages)
}

/// One organisation.
fn sheet(name: &str, recheck: &Recheck, messages: &Messages) -> PaperSheet {
    let evaluation = &recheck.evaluation;
    let mut lines = vec![phrases::organisation(&evaluation.organisation, evaluation.year.as_deref(), messages)];
    lines.push(messages.say("recheck-paper-of", &[("name", name)]));
    let dimensions = dimensions(recheck, messages);
    let rows = evaluation.rows.iter().zip(&recheck.rows).enumerate();
    let mut rows: Vec<PaperRow> = rows
        .map(|(at, (row, checked))| {
            // Of a merged cell only the first says something.
            let is_first = at.checked_sub(1).is_none_or(|above| dimensions.get(above) != dimensions.get(at));
            let dimension = dimensions.get(at).filter(|_| is_first).cloned().unwrap_or_default();
            PaperRow { kind: PaperRowKind::Body, cells: cells((at, dimension), row, checked, recheck, messages) }
        })
        .collect();
    rows.push(total_row(recheck, messages));
    let notes = std::iter::once(counts(recheck, messages))
        .chain(sums::totals(recheck, messages))
        .chain(sums::reasons(recheck, messages));
    PaperSheet {
        name: evaluation.organisation.clone(),
        heading: messages.pick(evaluation.title()).to_owned(),
        lines,
        columns: columns(&COLUMNS, messages),
        merges: merges(&dimensions),
        rows,
        notes: notes.collect(),
    }
}

/// The first-level dimension of each row; of bonuses and penalties what they are.
fn dimensions(recheck: &Recheck, messages: &Messages) -> Vec<String> {
    fn named(dimension: &Dimension, name: &str, names: &mut Vec<String>) {
        names.extend(dimension.indicators.iter().map(|_| name.to_owned()));
        for child in &dimension.dimensions {
            named(child, name, names);
        }
    }
    let mut names = Vec::new();
    for dimension in &recheck.evaluation.program().scheme().dimensions {
        named(dimension, messages.pick(&dimension.name), &mut names);
    }
    let others = recheck.evaluation.rows.iter().filter_map(|row| match row.role() {
        Role::Weighted => None,
        Role::Bonus => Some(messages.say("recheck-bonus", &[])),
        Role::Penalty => Some(messages.say("recheck-penalty", &[])),
    });
    names.extend(others);
    names
}

/// Rows of one dimension have one cell for its name.
fn merges(dimensions: &[String]) -> Vec<PaperMerge> {
    let mut merges = Vec::new();
    let mut start = 0;
    for group in dimensions.chunk_by(|one, other| one == other) {
        if group.len() > 1 {
            merges.push(PaperMerge { row: start, column: 0, rows: group.len(), columns: 1 });
        }
        start = start.saturating_add(group.len());
    }
    merges
}

fn cells(
    (at, dimension): (usize, String),
    row: &Row,
    checked: &CheckedRow,
    recheck: &Recheck,
    messages: &Messages,
) -> Vec<PaperCell> {
    let rounding = recheck.evaluation.roundings().indicator;
    let places = rounding.map_or(2, |rounding| rounding.places);
    let mark = match &checked.verdict {
        RowVerdict::Disagrees(_) => PaperMark::Wrong,
        RowVerdict::AgreesUnder(_) | RowVerdict::CannotBeRecomputed(_) | RowVerdict::Unproven => PaperMark::Attention,
        _ => PaperMark::None,
    };
    let claimed = checked.counted();
    let points = |number: Option<&Number>| number.and_then(decimal).map(|points| PaperCell::number(points, places));
    let share = |share: Option<&Number>| {
        let share = share.and_then(|share| decimal(&rounded(share, SHARE_PLACES.saturating_add(2))));
        share.map_or_else(PaperCell::blank, |share| PaperCell::percent(share, SHARE_PLACES))
    };
    let engine = checked
        .engine
        .as_ref()
        .map(|points| rounding.map_or_else(|| rounded(points, places), |rounding| rounding.apply(points)));
    let difference = claimed.as_ref().zip(engine.as_ref()).and_then(|(claimed, engine)| {
        let difference = decimal(&claimed.subtract(engine).ok()?)?;
        let formula = PaperFormula::cell(at, CLAIMED) - PaperFormula::cell(at, ENGINE);
        Some(PaperCell::formula(formula.round(difference.scale().max(places)), difference, places))
    });
    let dash = || PaperCell::text("—");
    vec![
        if dimension.is_empty() { PaperCell::blank() } else { PaperCell::text(dimension) },
        PaperCell::text(messages.pick(row.name())),
        PaperCell::text(phrases::target(row, messages)),
        PaperCell::text(checked.stated.clone().unwrap_or_else(|| phrases::actual(row, messages))),
        points(Some(row.weight().number())).unwrap_or_else(dash),
        points(claimed.as_ref()).unwrap_or_else(dash),
        points(engine.as_ref()).unwrap_or_else(dash),
        difference.unwrap_or_else(dash),
        points(checked.review.as_ref().map(|review| &review.last.points)).unwrap_or_else(dash),
        share(checked.completion_deviation.as_ref()),
        share(checked.score_deviation.as_ref().map(|deviation| &deviation.share)),
        PaperCell::text(messages.say(&format!("recheck-{}", verdict_name(&checked.verdict)), &[])).marked(mark),
        PaperCell::text(sentences::why(row, checked, rounding, messages).join(phrases::separator(messages))),
    ]
}

/// The sums: formulas where every row is a number of the full score, what recheck adds up otherwise.
fn total_row(recheck: &Recheck, messages: &Messages) -> PaperRow {
    let rows = recheck.evaluation.rows.len();
    let is_plain = recheck.evaluation.rows.iter().all(|row| row.role() == Role::Weighted);
    let has_all = |number: fn(&CheckedRow) -> bool| is_plain && rows > 0 && recheck.rows.iter().all(number);
    let sum = |column: usize, points: &Number, is_sum: bool| match decimal(points) {
        Some(points) if is_sum => PaperCell::formula(PaperFormula::sum_of_column(column, 0..rows), points, 2),
        Some(points) => PaperCell::number(points, 2),
        None => PaperCell::blank(),
    };
    let totals = &recheck.totals;
    let full = recheck.evaluation.program().scheme().full_score.number();
    let claimed = totals.printed.as_ref().map(|(printed, _)| &printed.points);
    let mut cells = vec![PaperCell::text(messages.say("recheck-paper-total", &[]))];
    cells.resize(COLUMNS.len(), PaperCell::blank());
    let mut put =
        |column: usize, cell: PaperCell| cells.get_mut(column).into_iter().for_each(|old| *old = cell.clone());
    put(WEIGHT, sum(WEIGHT, full, is_plain && rows > 0));
    if let Some(claimed) = claimed {
        put(CLAIMED, sum(CLAIMED, claimed, has_all(|row| row.counted().is_some())));
    }
    if recheck.rows.iter().all(|row| row.engine.is_some()) {
        let recomputed = &totals.recomputed.0.points;
        put(ENGINE, sum(ENGINE, &rounded(recomputed, 2), has_all(|row| row.engine.is_some())));
    }
    PaperRow { kind: PaperRowKind::Total, cells }
}

/// A line for each organisation.
fn summary(rechecks: &[(String, &Recheck)], messages: &Messages) -> PaperSheet {
    let rows = rechecks.iter().map(|(name, recheck)| {
        let number = |number: Option<&Number>| {
            number.and_then(decimal).map_or_else(|| PaperCell::text("—"), |points| PaperCell::number(points, 2))
        };
        let mark = if recheck.has_disagreement() { PaperMark::Wrong } else { PaperMark::None };
        let recomputed = &recheck.totals.recomputed.0.range;
        let total = match recomputed.decided() {
            Some(points) => number(Some(points)),
            None => PaperCell::text(sums::range(recomputed, messages)),
        };
        let cells = vec![
            PaperCell::text(recheck.evaluation.organisation.clone()),
            PaperCell::text(name.clone()),
            number(recheck.totals.claimed.as_ref()),
            total,
            PaperCell::text(count_list(recheck, messages)),
            PaperCell::text(sums::reason_list(recheck, messages)).marked(mark),
        ];
        PaperRow { kind: PaperRowKind::Body, cells }
    });
    PaperSheet {
        name: messages.say("recheck-paper-summary", &[]),
        heading: messages.say("recheck-paper", &[]),
        lines: Vec::new(),
        columns: columns(&SUMMARY, messages),
        rows: rows.collect(),
        merges: Vec::new(),
        notes: Vec::new(),
    }
}
