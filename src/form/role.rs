//! [`CellRole`]: what a column, a label or a line of a form stands for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a cell of a form stands for. The names are those of layout files; the order is that of a form, top to bottom and
/// left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CellRole {
    /// The project (项目名称).
    Project,
    /// The department in charge (主管部门).
    Department,
    /// Who fills the form in (实施单位, 填报单位).
    Organisation,
    /// The year evaluated (年度).
    Year,
    /// The unit of the money in the form (金额单位).
    MoneyUnit,
    /// The grade claimed (自评等级).
    Grade,
    /// The budget at the start of the year (年初预算数).
    Initial,
    /// What was carried over from the year before (上年结转).
    CarriedOver,
    /// The budget of the year (全年预算数).
    Total,
    /// What was executed (全年执行数).
    Executed,
    /// The rate of execution (执行率).
    Rate,
    /// The first level (一级指标).
    Level1,
    /// The weight of the first level, where it has a column (一级指标分值).
    Weight1,
    /// The second level (二级指标).
    Level2,
    /// The weight of the second level, where it has a column (二级指标分值).
    Weight2,
    /// The indicator's name (三级指标).
    Level3,
    /// Whether the indicator is measured or judged (指标类型).
    Nature,
    /// The sign before the target (指标性质, 符号).
    Operator,
    /// What had to be reached (年度指标值).
    Target,
    /// The unit of target and actual (度量单位).
    Unit,
    /// What was reached (实际完成值).
    Actual,
    /// How far the target was reached, in percent (完成率).
    Completion,
    /// How the row is scored (评分标准).
    Standard,
    /// Full marks (分值, 权重).
    Weight,
    /// The points taken off, where a form prints them in place of the points (扣分).
    Deduction,
    /// The points claimed (得分).
    Score,
    /// The points after conversion by the weight in percent (折算得分).
    Converted,
    /// Why the target was missed (偏差原因).
    Reason,
    /// What a reviewer found as actual value (复核完成值).
    ReviewActual,
    /// The points of a reviewer (复核得分).
    ReviewScore,
    /// A remark (备注).
    Note,
    /// What a line of a base data sheet counts (项目, 指标).
    Item,
    /// The accounts of the year before (上年决算数).
    Before,
    /// The accounts of the year (本年决算数).
    Final,
    /// Posts (编制数).
    Posts,
    /// Staff (实际在职人数).
    Staff,
    /// A rate of control (控制率).
    ControlRate,
}

impl CellRole {
    /// As layout files name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether one merged cell of this role belongs to a group of rows and to none of them alone.
    #[must_use]
    pub fn belongs_to_group(self) -> bool {
        matches!(
            self,
            Self::Weight
                | Self::Deduction
                | Self::Score
                | Self::Converted
                | Self::Target
                | Self::Actual
                | Self::ReviewScore
        )
    }

    /// Whether a cell of this role names a level, so that it counts for the rows below it.
    #[must_use]
    pub fn is_level(self) -> bool {
        matches!(self, Self::Level1 | Self::Weight1 | Self::Level2 | Self::Weight2)
    }
}

impl fmt::Display for CellRole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn names_are_those_that_are_read() {
        for role in
            [CellRole::Project, CellRole::Level1, CellRole::Weight2, CellRole::ReviewActual, CellRole::MoneyUnit]
        {
            assert_eq!(CellRole::deserialize(StrDeserializer::<Error>::new(role.name())), Ok(role));
        }
        assert_eq!(CellRole::Level3.name(), "level3");
    }
}
