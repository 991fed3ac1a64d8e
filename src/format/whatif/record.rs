//! A what-if of one unit for machines.

use crate::analysis::whatif::{
    AskedRecord, CaseChange, DimensionChange, RowChange, SubtotalChange, TotalChange, Variant, WhatIfRecord, WhatIfRow,
    WhatIfSide,
};
use crate::evaluation::{Row, Subtotal};
use crate::format::phrases;
use crate::format::record::problem_record;
use crate::record::{BeforeAfter, TotalRecord};

/// The what-if as a record: what was asked, all weights, all rows, subtotals and totals before and after.
#[must_use]
pub fn whatif_record(change: &CaseChange, variant: &Variant) -> WhatIfRecord {
    let (before, after) = (&change.before, &change.after);
    WhatIfRecord {
        scheme: BeforeAfter { before: before.scheme().to_owned(), after: variant.scheme.id.clone() },
        title: before.title().clone(),
        unit: before.organisation.clone(),
        year: before.year.clone(),
        illustrative: before.illustrative,
        change: AskedRecord::new(variant),
        total: TotalChange {
            before: TotalRecord::of(before),
            after: TotalRecord::of(after),
            difference: change.difference(),
        },
        dimensions: change.subtotals.iter().map(dimension).collect(),
        rows: change.rows.iter().map(row).collect(),
        problems: BeforeAfter::each(before, after, |evaluation| {
            evaluation.diagnostics.iter().map(problem_record).collect()
        }),
    }
}

fn dimension(part: &SubtotalChange) -> DimensionChange {
    let weight = |part: &Option<Subtotal>| part.as_ref().map(|part| part.weight().clone());
    let points = |part: &Option<Subtotal>| part.as_ref().map(|part| part.points.number().clone());
    DimensionChange {
        id: part.id.clone(),
        name: part.name.clone(),
        depth: part.depth,
        weight: BeforeAfter::each(&part.before, &part.after, weight),
        points: BeforeAfter::each(&part.before, &part.after, points),
        difference: part.difference(),
    }
}

fn row(row: &RowChange) -> WhatIfRow {
    WhatIfRow {
        id: row.id.clone(),
        name: row.name.clone(),
        dimensions: row.dimensions.clone(),
        role: row.role,
        weight_role: row.weight,
        consequence: row.is_consequence(),
        changed: row.parts.clone(),
        before: row.before.as_ref().map(side),
        after: row.after.as_ref().map(side),
        difference: row.difference(),
    }
}

fn side(row: &Row) -> WhatIfSide {
    WhatIfSide {
        weight: row.weight().clone(),
        points: row.points().map(|points| points.number().clone()),
        unrounded: row.unrounded().cloned(),
        lost: row.lost(),
        target: phrases::target_notation(row),
        rule: row.rule().to_owned(),
    }
}
