//! What guard found as a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Aspect, CaseComparison, Cause, Decided, Detail, Effect, Level, RowContribution, RowMove, Survey};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{ProblemRecord, RowResult, RowStateName, TotalResult};

/// All cases against their recorded results, and the causes of what differs (看护结果).
///
/// A row without points counts as 0. The parts of a row in all causes, with its `undivided`, add up to its difference, and
/// those of a total to that of the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GuardRecord {
    /// The folder that was searched (文件夹).
    pub folder: String,
    /// How many cases and baselines there are (案例数).
    pub cases: usize,
    /// How many cases are as they were recorded (未变的案例数).
    pub same: usize,
    /// Cases without a baseline (新案例).
    pub new: Vec<String>,
    /// Baselines without a case (已消失的案例).
    pub gone: Vec<String>,
    /// Cases or baselines that cannot be read (无法读取的案例).
    pub refused: Vec<String>,
    /// New cases and cases that differ in which a row or the total has no result (未算出结果的案例).
    pub unscored: Vec<UnscoredCase>,
    /// The highest level of the causes; null where there is none (最高级别).
    pub level: Option<Level>,
    /// The causes, those that mean most first (原因).
    pub causes: Vec<CauseRecord>,
    /// Every case with a cause (有差异的案例).
    pub differences: Vec<CaseDifference>,
}

/// A case in which a row or the total has no result (未算出结果的案例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnscoredCase {
    /// The folder of the case (案例).
    pub case: String,
    /// Why (问题).
    pub problems: Vec<ProblemRecord>,
}

/// One change with what it did in every case that has it (一项原因).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CauseRecord {
    /// The name by which it is accepted (原因编号).
    pub id: String,
    /// Which part of the settings it belongs to (方面).
    pub aspect: Aspect,
    /// The row, metric or script; empty for what belongs to the whole (对象).
    pub subject: Option<String>,
    /// The parameter; empty otherwise (参数).
    pub part: Option<String>,
    /// What the subject is called (名称).
    pub name: Bilingual,
    /// The values that differ (改动).
    pub details: Vec<Detail>,
    /// How much it means for those who compare scores (级别).
    pub level: Level,
    /// What the level rests on (级别依据).
    pub decided_by: Decided,
    /// How many cases it moved (变动的案例数).
    pub cases: usize,
    /// How many cases have it (涉及的案例数).
    pub tried_cases: usize,
    /// How many rows it moved (变动的指标数).
    pub rows: usize,
    /// How many rows it could have moved (涉及的指标数).
    pub tried_rows: usize,
    /// How many grades it moved (变动的等级数).
    pub grades: usize,
    /// Its smallest part in the points of a row; null where it moved no points (最小变动).
    pub least: Option<Number>,
    /// Its largest part in the points of a row; null where it moved no points (最大变动).
    pub most: Option<Number>,
    /// What it did, case by case (各案例的影响).
    pub effects: Vec<EffectRecord>,
}

/// What a change did in one case (一个案例的影响).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EffectRecord {
    /// The folder of the case (案例).
    pub case: String,
    /// The rows in which it has a part (指标).
    pub rows: Vec<RowShare>,
    /// Its part in the total (总分变动).
    pub total: Number,
    /// Whether it moved the grade (是否变动等级).
    pub moves_grade: bool,
    /// Why a row that it moved, or the total, has no result (问题).
    pub problems: Vec<ProblemRecord>,
}

/// The part of a change in one row (一项指标的变动).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowShare {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// The part in the points (得分变动).
    pub points: Number,
    /// The part before rounding (取整前变动).
    pub unrounded: Number,
    /// What was recorded of the row; null for a row that is new (记录的结果).
    pub before: Option<RowResultRecord>,
    /// What the row is; null for a row that is gone (现在的结果).
    pub after: Option<RowResultRecord>,
}

/// What a row came to (指标结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowResultRecord {
    /// What became of it (状态).
    pub state: RowStateName,
    /// The rounded points of a scored row (得分).
    pub points: Option<Number>,
    /// The points before rounding (取整前).
    pub unrounded: Option<Number>,
}

/// A case that differs from its baseline (有差异的案例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseDifference {
    /// The folder of the case (案例).
    pub case: String,
    /// The causes, by the names by which they are accepted (原因编号).
    pub causes: Vec<String>,
    /// The rows that differ (指标).
    pub rows: Vec<RowDifference>,
    /// The total that was recorded; null where it was withheld (记录的总分).
    pub before: Option<TotalResult>,
    /// The total as it is; null where it is withheld (现在的总分).
    pub after: Option<TotalResult>,
    /// What is left of the difference of totals when every cause has its part (未分解的总分差).
    pub undivided: Option<Number>,
}

/// A row that differs (有差异的指标).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RowDifference {
    /// The indicator (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What was recorded; null for a row that is new (记录的结果).
    pub before: Option<RowResultRecord>,
    /// What it is; null for a row that is gone (现在的结果).
    pub after: Option<RowResultRecord>,
    /// What is left of its difference when every cause has its part (未分解的差).
    pub undivided: Option<Number>,
}

impl<'c> Survey<'c> {
    /// The answer as a record; `folder` is what was searched, and `tell` words a problem.
    #[must_use]
    pub fn record(&self, folder: &str, tell: &dyn Fn(&Diagnostic) -> ProblemRecord) -> GuardRecord {
        let unscored = self
            .unscored
            .iter()
            .map(|(case, problems)| UnscoredCase { case: case.clone(), problems: problems.iter().map(tell).collect() });
        let causes = self.causes();
        GuardRecord {
            folder: folder.to_owned(),
            cases: self.count(),
            same: self.same,
            new: self.new.clone(),
            gone: self.gone.clone(),
            refused: self.refused.clone(),
            unscored: unscored.collect(),
            level: causes.iter().map(|cause| cause.level).max(),
            causes: causes.iter().map(|cause| self.cause(cause, tell)).collect(),
            differences: self.changed.iter().map(|(folder, comparison)| difference(folder, comparison)).collect(),
        }
    }

    fn cause(&self, cause: &Cause<'c>, tell: &dyn Fn(&Diagnostic) -> ProblemRecord) -> CauseRecord {
        let key = cause.change.keys.first();
        let (rows, tried_rows) = cause.rows();
        let points = cause.points();
        CauseRecord {
            id: cause.id.clone(),
            aspect: cause.change.aspect(),
            subject: key.map(|key| key.subject.clone()),
            part: key.map(|key| key.part.clone()),
            name: cause.change.name.clone(),
            details: cause.change.details.clone(),
            level: cause.level,
            decided_by: cause.decided,
            cases: cause.cases(),
            tried_cases: cause.effects.len(),
            rows,
            tried_rows,
            grades: cause.grades(),
            least: points.map(|(least, _)| least.clone()),
            most: points.map(|(_, most)| most.clone()),
            effects: {
                let felt = cause.effects.iter().filter(|effect| effect.is_felt());
                felt.map(|effect| self.effect(effect, tell)).collect()
            },
        }
    }

    fn effect(&self, effect: &Effect<'c>, tell: &dyn Fn(&Diagnostic) -> ProblemRecord) -> EffectRecord {
        EffectRecord {
            case: self.changed.get(effect.case).map(|(folder, _)| folder.clone()).unwrap_or_default(),
            rows: effect.share.rows.iter().map(RowShare::from).collect(),
            total: effect.share.total.clone(),
            moves_grade: effect.share.moves_grade,
            problems: self.problems(effect).into_iter().map(tell).collect(),
        }
    }
}

fn difference(folder: &str, comparison: &CaseComparison) -> CaseDifference {
    let row = |moved: &RowMove| RowDifference {
        id: moved.id.clone(),
        name: moved.name.clone(),
        before: moved.before.as_ref().map(RowResultRecord::from),
        after: moved.after.as_ref().map(RowResultRecord::from),
        undivided: comparison.undivided.get(&moved.id).cloned(),
    };
    CaseDifference {
        case: folder.to_owned(),
        causes: comparison.shares.iter().map(|share| share.change.id()).collect(),
        rows: comparison.rows.iter().map(row).collect(),
        before: comparison.before.clone(),
        after: comparison.after.clone(),
        undivided: comparison.undivided.get("").cloned(),
    }
}

impl From<&RowContribution> for RowShare {
    fn from(row: &RowContribution) -> Self {
        Self {
            id: row.id.clone(),
            name: row.name.clone(),
            points: row.points.clone(),
            unrounded: row.unrounded.clone(),
            before: row.before.as_ref().map(RowResultRecord::from),
            after: row.after.as_ref().map(RowResultRecord::from),
        }
    }
}

impl From<&RowResult> for RowResultRecord {
    fn from(row: &RowResult) -> Self {
        Self { state: row.state, points: row.points.clone(), unrounded: row.unrounded.clone() }
    }
}
