//! A comparison for machines.

use super::sentence::sentence;
use crate::comparison::compare::{
    BreakdownEntry, CompareRecord, ComparedRow, ComparedTotal, Comparison, EntryRecord, GradeChange, GradeRecord,
    LineRecord, Part, PartRecord, RefusedReversal, ReversalRecord, ReversedRecord, RowComparison, Summary,
    SummaryRecord, SummaryRowRecord, row_name,
};
use crate::format::phrases;
use crate::format::record::problem_record;
use crate::messages::in_both;
use crate::record::BeforeAfter;

/// The comparison as a record.
#[must_use]
pub fn compare_record(comparison: &Comparison) -> CompareRecord {
    let names = &comparison.names;
    CompareRecord {
        compared: names.compared,
        names: BeforeAfter { before: names.from.clone(), after: names.to.clone() },
        summary: comparison.summary().ok().map(|found| summary(comparison, &found)),
        from: ComparedTotal::from(&comparison.from),
        to: ComparedTotal::from(&comparison.to),
        difference: comparison.difference.clone(),
        rows: comparison.rows.iter().map(row).collect(),
        lines: comparison.lines.iter().map(|(line, points)| LineRecord::new(line, points)).collect(),
        mean_share: comparison.mean_share.clone(),
        full_score_part: comparison.full_score_part.clone(),
        grade: comparison.grade.as_ref().map(grade),
    }
}

fn summary(comparison: &Comparison, summary: &Summary) -> SummaryRecord {
    SummaryRecord {
        sentence: in_both(|messages| sentence(comparison, summary, messages)),
        behind: summary.behind.iter().map(SummaryRowRecord::from).collect(),
        against: summary.against.iter().map(SummaryRowRecord::from).collect(),
        others: summary.others,
        others_points: summary.others_points.clone(),
        beyond_rows: summary.beyond_rows.clone(),
    }
}

fn row(row: &RowComparison) -> ComparedRow {
    ComparedRow {
        id: row.entry().map(|entry| entry.id.clone()),
        name: row_name(row),
        role: row.entry().map(|entry| entry.role),
        kind: row.kind,
        from: row.from.as_ref().map(entry),
        to: row.to.as_ref().map(entry),
        difference: row.difference.clone(),
        parts: row.parts.iter().map(part).collect(),
        veto: row.veto.clone(),
        rounding: row.rounding.clone(),
        undivided: row.undivided.clone(),
        centring: row.centring.clone(),
    }
}

fn entry(entry: &BreakdownEntry) -> EntryRecord {
    EntryRecord::new(entry, entry.row.as_ref().map(phrases::target_notation))
}

fn part(part: &Part) -> PartRecord {
    PartRecord {
        factors: part.factors.clone(),
        points: part.points.clone(),
        refused: part.refused.as_ref().map(problem_record),
    }
}

fn grade(change: &GradeChange) -> GradeRecord {
    let tried = change.tried.iter().map(|tried| ReversalRecord {
        what: ReversedRecord::from(&tried.what),
        total: tried.total.clone(),
        grade: tried.grade.clone(),
        restores: tried.restores,
    });
    let refused = change
        .refused
        .iter()
        .map(|(reversed, why)| RefusedReversal { what: ReversedRecord::from(reversed), problem: problem_record(why) });
    GradeRecord {
        changed: change.is_changed,
        reversals: tried.collect(),
        refused: refused.collect(),
        weights_can_be_taken_back: change.has_same_rows,
    }
}
