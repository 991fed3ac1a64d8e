//! What a case holds and no form has a place for.

use crate::evaluation::{Evaluation, Role};
use crate::language::Bilingual;
use crate::messages::{listed, phrase};
use crate::report::Report;

/// What is left out of every form.
pub(super) fn of(evaluation: &Evaluation, report: &Report) -> Vec<Bilingual> {
    let scheme = evaluation.program().scheme();
    let mut left = Vec::new();
    let names = |is_meant: &dyn Fn(&str, Role) -> bool| {
        let rows = evaluation.rows.iter().filter(|row| is_meant(row.id(), row.role()));
        rows.map(|row| row.name().clone()).collect::<Vec<Bilingual>>()
    };
    let beside = names(&|_, role| role != Role::Weighted);
    if !beside.is_empty() {
        left.push(phrase("form-left-beside", &[("rows", listed(&beside))]));
    }
    let deducted = names(&|id, _| report.rows.get(id).is_some_and(|note| note.deduction.is_some()));
    if !deducted.is_empty() {
        left.push(phrase("form-left-deducted", &[("rows", listed(&deducted))]));
    }
    let indicators = scheme.indicators();
    let modified = names(&|id, _| indicators.iter().any(|row| row.id == id && !row.modifiers.is_empty()));
    if !modified.is_empty() {
        left.push(phrase("form-left-modified", &[("rows", listed(&modified))]));
    }
    if !scheme.vetoes.is_empty() || !scheme.caps.is_empty() {
        left.push(phrase("form-left-limits", &[]));
    }
    left
}
