//! What is to be said of rows that have points, or that do not apply.

use super::row::Row;
use super::scoring::Scoring;
use super::total::{RowTotal, RowValue, Summed};
use super::{Role, RowState};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::{listed, phrase};
use crate::numeric::Number;

impl Scoring<'_> {
    /// What is to be said of a row with points.
    pub(super) fn remark(&self, row: &Row, problems: &mut Diagnostics) {
        for remark in row.notes() {
            // What a rule remarks on is a figure: the first of its inputs that was reported.
            let reported = row.compiled.formulas().find_map(|formula| self.inputs.places(formula).into_iter().next());
            let place = reported.unwrap_or_else(|| row.compiled.indicator.rule_place.clone());
            let problem = Diagnostic::new(Code::RuleRemark).said("detail", self.with_converted(row, remark));
            self.tell(&row.compiled, problem.at(place), problems);
        }
        for left_out in &row.gathered.left_out {
            self.tell(&row.compiled, left_out.clone(), problems);
        }
        if let (Some(reason), true) = (&row.reason, row.is_inapplicable()) {
            let problem = Diagnostic::new(Code::RowNotApplicable).said("reason", reason.clone());
            let problem = problem.said("effect", phrase("extra-left-out", &[]));
            self.tell(&row.compiled, problem.at(self.note_place(row)), problems);
        }
    }

    /// A remark with the figures as they were reported, where they were converted: a unit that is wrong shows there only.
    fn with_converted(&self, row: &Row, remark: Bilingual) -> Bilingual {
        let figures = self.inputs.converted(row.compiled.formulas());
        if figures.is_empty() {
            return remark;
        }
        let named = figures.iter().map(|(id, figure)| {
            let known = self.scheme().metrics.get(*id);
            let name = known.map_or_else(|| Bilingual::same(*id), |known| known.name.clone());
            phrase("figure-as-reported", &[("name", name), ("figure", Bilingual::same(figure))])
        });
        let figures = listed(named.collect::<Vec<_>>().iter());
        phrase("remark-converted", &[("remark", remark), ("figures", figures)])
    }

    /// Where a report speaks of a row.
    pub(super) fn note_place(&self, row: &Row) -> Place {
        row.note.as_ref().and_then(|note| note.place.clone()).unwrap_or_else(|| self.report.place.clone())
    }

    /// Points lost want a reason in the report (偏差原因): rows of which the report says nothing are told together.
    pub(super) fn ask_for_reasons(&self, rows: &[Row], problems: &mut Diagnostics) {
        let lacking = rows.iter().filter(|row| row.lacks_reason());
        let (noted, silent): (Vec<&Row>, Vec<&Row>) =
            lacking.partition(|row| row.note.as_ref().is_some_and(|note| note.place.is_some()));
        let groups = noted.chunks(1).chain((!silent.is_empty()).then_some(silent.as_slice()));
        for rows in groups {
            let Some(first) = rows.first() else { continue };
            let names = rows.iter().map(|row| {
                let lost = row.lost().map_or_else(String::new, |lost| lost.to_string());
                let facts = [("name", row.name().clone()), ("lost", Bilingual::same(lost))];
                phrase("reason-missing-row", &facts)
            });
            let problem = Diagnostic::new(Code::ReasonMissing).fact("count", rows.len());
            let problem = problem.said("rows", listed(names.collect::<Vec<_>>().iter()));
            let problem = problem.list("indicators", rows.iter().map(|row| row.id()));
            problems.push(problem.at(self.note_place(first)).unit(self.report.organisation.as_str()));
        }
    }

    /// The rows that do not apply and are left out of the full score, or get full marks, each with what that does to the
    /// total.
    pub(super) fn tell_inapplicable(
        &self,
        rows: &[Row],
        parts: &[RowTotal<Number>],
        summed: &Summed<Number>,
        problems: &mut Diagnostics,
    ) {
        let Ok(sum) = &summed.total else { return };
        for (at, row) in rows.iter().enumerate() {
            let (is_left_out, reason) = match (&row.state, &row.reason) {
                (RowState::NotApplicable(reason), _) => (true, reason),
                (RowState::Scored(_), Some(reason)) if row.is_full_by_policy() => (false, reason),
                _ => continue,
            };
            if row.role() != Role::Weighted {
                continue;
            }
            let zero = RowValue::Scored { unrounded: Number::zero(), points: Number::zero() };
            let mut parts = parts.to_vec();
            parts.get_mut(at).into_iter().for_each(|part| part.value = zero.clone());
            let without = self.sum(&parts).ok().and_then(|summed| summed.total.ok());
            let without = without.map_or_else(String::new, |without| without.points.to_string());
            let (total, zero) = (Bilingual::same(sum.points.to_string()), Bilingual::same(without));
            let effect = match is_left_out {
                true => phrase("row-left-out", &[("total", total), ("zero", zero)]),
                false => phrase("row-given-full", &[("total", total), ("zero", zero)]),
            };
            let problem = Diagnostic::new(Code::RowNotApplicable).said("reason", reason.clone()).said("effect", effect);
            self.tell(&row.compiled, problem.at(self.note_place(row)), problems);
        }
    }
}
