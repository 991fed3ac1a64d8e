//! What is done with the total: rounding and grades.

use super::SchemeCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Path;
use crate::messages::phrase;
use crate::numeric::{Number, Rounding, Weight};
use crate::scheme::draft::{GradeDraft, RoundingDraft, RoundingsDraft};
use crate::scheme::{Grade, Roundings, Scheme};

impl SchemeCheck {
    pub(super) fn roundings(&mut self, draft: &RoundingsDraft) -> Option<Roundings> {
        let path = Path::top().key("rounding");
        let indicator = draft.indicator.as_ref().map(|rounding| self.rounding(rounding, &path.key("indicator")));
        let dimension = draft.dimension.as_ref().map(|rounding| self.rounding(rounding, &path.key("dimension")));
        let total = self.rounding(&draft.total, &path.key("total"));
        Some(Roundings { indicator: indicator.flatten(), dimension: dimension.flatten(), total: total? })
    }

    fn rounding(&mut self, draft: &RoundingDraft, path: &Path) -> Option<Rounding> {
        let whole = draft.places.0.to_i64().and_then(|places| u32::try_from(places).ok());
        let places = whole.filter(|places| *places <= 6);
        if places.is_none() {
            self.out_of_range(&draft.places.0, "0, 1, 2, 3, 4, 5, 6", &path.key("places"));
        }
        places.map(|places| Rounding { places, mode: draft.mode })
    }

    pub(super) fn grades(&mut self, drafts: &[GradeDraft], full_score: Option<&Weight>) -> Vec<Grade> {
        let top = Path::top().key("grades");
        let mut better: Vec<&GradeDraft> = Vec::new();
        for (position, draft) in drafts.iter().enumerate() {
            let path = top.item(position);
            if better.iter().any(|known| known.grade == draft.grade) {
                let detail = phrase("grade-written-twice", &[("grade", Bilingual::same(&draft.grade))]);
                self.grade_bands(detail, &path.key("grade"));
            }
            if let Some(neighbour) = better.last().filter(|neighbour| neighbour.from.0 <= draft.from.0) {
                let facts = [
                    ("grade", Bilingual::same(&draft.grade)),
                    ("from", Bilingual::same(draft.from.to_string())),
                    ("better", Bilingual::same(&neighbour.grade)),
                    ("above", Bilingual::same(neighbour.from.to_string())),
                ];
                let detail = phrase("grade-order", &facts);
                self.grade_bands(detail, &path.key("from"));
            }
            let above = better.last().map(|neighbour| &neighbour.from.0).or(full_score.map(Weight::number));
            if let (Some(below), Some(above)) = (&draft.below, above)
                && below.0 != *above
            {
                let facts = [
                    ("grade", Bilingual::same(&draft.grade)),
                    ("below", Bilingual::same(below.to_string())),
                    ("above", Bilingual::same(above.to_string())),
                ];
                let detail = phrase("grade-upper-end", &facts);
                self.grade_bands(detail, &path.key("below"));
            }
            better.push(draft);
        }
        if let Some(last) = drafts.last().filter(|last| !last.from.0.is_zero()) {
            let facts = [("grade", Bilingual::same(&last.grade)), ("from", Bilingual::same(last.from.to_string()))];
            let detail = phrase("grade-lowest", &facts);
            self.grade_bands(detail, &top.item(drafts.len().saturating_sub(1)).key("from"));
        }
        let grade = |draft: &GradeDraft| Grade {
            name: Bilingual::new(&draft.grade, draft.en.as_deref()),
            from: draft.from.0.clone(),
        };
        drafts.iter().map(grade).collect()
    }

    /// A best grade that no total reaches, or that begins within a hundredth of the full score, as if totals were shares.
    pub(super) fn check_grade_reach(&mut self, scheme: &Scheme) {
        let Some(best) = scheme.grades.first() else { return };
        let bonuses = scheme.bonuses.iter().try_fold(Number::zero(), |sum, row| sum.add(row.weight.number()));
        let Ok(bonuses) = bonuses else { return };
        let limit = scheme.bonus_limit.as_ref().map(Weight::number);
        let Ok(most) = scheme.full_score.number().add(limit.map_or(&bonuses, |limit| limit.min(&bonuses))) else {
            return;
        };
        let hundredth = scheme.full_score.number().divide(&Number::from(100));
        let kind = match hundredth {
            _ if best.from > most => "above",
            Ok(hundredth) if !best.from.is_zero() && best.from <= hundredth => "share",
            _ => return,
        };
        let place = self.places.value(&Path::top().key("grades").item(0).key("from"));
        let found = Diagnostic::new(Code::GradeReach).at(place).fact("kind", kind).fact("grade", &best.name.zh);
        self.found.push(found.fact("from", &best.from).fact("most", most));
    }

    fn grade_bands(&mut self, detail: Bilingual, path: &Path) {
        let place = self.places.value(path);
        self.found.push(Diagnostic::new(Code::GradeBands).at(place).said("detail", detail));
    }
}
