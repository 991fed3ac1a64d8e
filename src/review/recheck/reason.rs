//! What a recheck calls a disagreement, one by one: the reasons of its exit status.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Recheck;
use super::checked_row::{Remark, RowFigure, RowVerdict};
use crate::language::Bilingual;

/// One thing claimed that is not what it should be (不一致之处).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum DisagreementReason {
    /// The points of a row (指标得分).
    Row {
        /// Its name (指标).
        name: Bilingual,
    },
    /// Another figure of a row (指标中的其他数).
    Figure {
        /// The name of the row (指标).
        name: Bilingual,
        /// Which of its figures (哪个数).
        figure: RowFigure,
    },
    /// Points printed for several rows together (合写的得分).
    Together {
        /// The rows (指标).
        names: Vec<Bilingual>,
    },
    /// The weight or the points printed for a dimension (分组的分值或得分).
    Group {
        /// The dimension (维度).
        name: Bilingual,
    },
    /// The weights (分值合计).
    Weights,
    /// The total beside the printed points (公布的总分与各行得分).
    Printed,
    /// The total beside the recomputed points (公布的总分与重算).
    Recomputed,
    /// The grade (等级).
    Grade,
    /// The total or grade of the review (复核的总分或等级).
    Review,
}

impl Recheck {
    /// What is claimed and not what it should be, in the order of the table. Judgements and rows that cannot be recomputed
    /// are no disagreement.
    #[must_use]
    pub fn disagreements(&self) -> Vec<DisagreementReason> {
        let mut found = Vec::new();
        for (row, checked) in self.evaluation.rows.iter().zip(&self.rows) {
            let name = || row.name().clone();
            if matches!(checked.verdict, RowVerdict::Disagrees(_)) {
                found.push(DisagreementReason::Row { name: name() });
            }
            let figures = checked.remarks.iter().filter_map(Remark::disagreeing_figure);
            found.extend(figures.map(|figure| DisagreementReason::Figure { name: name(), figure }));
        }
        let totals = &self.totals;
        for group in totals.together.iter().filter(|group| group.verdict.is_disagreement()) {
            found.push(DisagreementReason::Together { names: group.rows.clone() });
        }
        for group in &totals.groups {
            let of_weight = group.weight.as_ref().is_some_and(|(.., verdict)| verdict.is_disagreement());
            let of_points = group.points.as_ref().is_some_and(|(.., verdict)| verdict.is_disagreement());
            if of_weight || of_points {
                found.push(DisagreementReason::Group { name: group.name.clone() });
            }
        }
        let checks = [
            (totals.weights.verdict.is_disagreement(), DisagreementReason::Weights),
            (totals.printed.as_ref().is_some_and(|(_, it)| it.is_disagreement()), DisagreementReason::Printed),
            (totals.recomputed.1.is_disagreement(), DisagreementReason::Recomputed),
            (totals.grade.as_ref().is_some_and(|grade| grade.has_disagreement()), DisagreementReason::Grade),
            (self.review.as_ref().is_some_and(|review| review.has_disagreement()), DisagreementReason::Review),
        ];
        found.extend(checks.into_iter().filter(|(is_one, _)| *is_one).map(|(_, reason)| reason));
        found
    }

    /// Whether something claimed is not what it should be.
    #[must_use]
    pub fn has_disagreement(&self) -> bool {
        !self.disagreements().is_empty()
    }
}
