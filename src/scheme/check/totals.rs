//! What is done with the total: rounding and grades.

use super::SchemeCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Path;
use crate::numeric::{Rounding, Weight};
use crate::scheme::draft::{GradeDraft, RoundingDraft, RoundingsDraft};
use crate::scheme::{Grade, Roundings};

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
                let detail = Bilingual {
                    zh: format!("等级“{}”写了两次", draft.grade),
                    en: format!("the grade {} is written twice", draft.grade),
                };
                self.grade_bands(detail, &path.key("grade"));
            }
            if let Some(neighbour) = better.last().filter(|neighbour| neighbour.from.0 <= draft.from.0) {
                let detail = Bilingual {
                    zh: format!(
                        "等级须从高到低排列：“{}”的下限 {} 应低于“{}”的下限 {}",
                        draft.grade, draft.from, neighbour.grade, neighbour.from
                    ),
                    en: format!(
                        "grades run from best to worst: {} begins at {}, which must be below {}, where {} begins",
                        draft.grade, draft.from, neighbour.from, neighbour.grade
                    ),
                };
                self.grade_bands(detail, &path.key("from"));
            }
            let above = better.last().map(|neighbour| &neighbour.from.0).or(full_score.map(Weight::number));
            if let (Some(below), Some(above)) = (&draft.below, above)
                && below.0 != *above
            {
                let detail = Bilingual {
                    zh: format!("“{}”的上限 {below} 应为 {above}：上一等级从那里开始", draft.grade),
                    en: format!(
                        "the upper end of {}, {below}, must be {above}, where the band above begins",
                        draft.grade
                    ),
                };
                self.grade_bands(detail, &path.key("below"));
            }
            better.push(draft);
        }
        if let Some(last) = drafts.last().filter(|last| !last.from.0.is_zero()) {
            let detail = Bilingual {
                zh: format!("最后一个等级“{}”应从 0 开始，现为 {}", last.grade, last.from),
                en: format!("the last grade, {}, must begin at 0 and begins at {}", last.grade, last.from),
            };
            self.grade_bands(detail, &top.item(drafts.len().saturating_sub(1)).key("from"));
        }
        let grade = |draft: &GradeDraft| Grade {
            name: Bilingual::new(&draft.grade, draft.en.as_deref()),
            from: draft.from.0.clone(),
        };
        drafts.iter().map(grade).collect()
    }

    fn grade_bands(&mut self, detail: Bilingual, path: &Path) {
        let place = self.places.value(path);
        self.found.push(Diagnostic::new(Code::GradeBands).at(place).said("detail", detail));
    }
}
