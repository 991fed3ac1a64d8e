//! An audit as a record.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Audit;
use super::explanation::{Closed, Fault};
use super::finding::{Measured, Verdict};
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::record::{PlaceText, Shown};
use crate::review::accounts::Column;

/// Whether the figures of a case hold together (勾稽审核结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditRecord {
    /// The organisation (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<String>,
    /// How many findings have which verdict, whether they are listed or not (各结论的条数).
    pub counts: VerdictCounts,
    /// The findings that were asked for, the worst first (审核条目).
    pub findings: Vec<FindingRecord>,
    /// What would explain failed sums and percentages (可能的原因).
    pub explanations: Vec<ExplanationRecord>,
    /// How many groups of failing comparisons have too many explanations to mean anything (无定论的组数).
    pub undecided: usize,
    /// How many failing comparisons have no explanation (无法解释的条数).
    pub unexplained: usize,
    /// Whether the search for explanations was cut short; absent where it was not (是否未试完).
    #[serde(default, rename = "cut", skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
}

/// How many findings have which verdict (各结论的条数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerdictCounts {
    /// Those that do not hold (不通过).
    pub fail: usize,
    /// Those that a person should look at (待查).
    pub warn: usize,
    /// Those that hold within rounding (尾差).
    pub tail: usize,
    /// Those that hold (通过).
    pub pass: usize,
    /// Those that could not be compared (未比较).
    pub skip: usize,
}

/// One thing compared (审核条目).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingRecord {
    /// The standard check, as C12, or the id of a declared identity (审核项).
    pub check: String,
    /// What it is called (名称).
    pub name: Bilingual,
    /// What was compared; null where the check is about the whole case (对象).
    pub about: Option<Bilingual>,
    /// The column of a table (栏目).
    pub column: Option<Column>,
    /// The result, in which a tail passes (结果).
    pub result: CheckResult,
    /// The verdict, which tells tails from exact passes (结论).
    pub verdict: Verdict,
    /// The numbers compared; null where the finding is a remark (数值).
    pub numbers: Option<FindingNumbers>,
    /// The remark; null where numbers were compared (说明).
    pub remark: Option<Bilingual>,
    /// Where the figure in question was written (位置).
    pub place: Option<PlaceText>,
}

/// The result of a check (结果).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CheckResult {
    /// It holds, exactly or within rounding (通过).
    Pass,
    /// A person should look (待查).
    Warn,
    /// It does not hold (不通过).
    Fail,
    /// It could not be compared (未比较).
    Skip,
}

/// Numbers compared, in one unit (数值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingNumbers {
    /// The computation with its numbers (算式).
    pub formula: String,
    /// What it comes to (计算结果).
    pub computed: Number,
    /// What was printed, or what the limit is (公布数).
    pub printed: Shown,
    /// Computed less printed; above zero it exceeds a limit (差额).
    pub residual: Number,
    /// How large the residual may be for unrounded values to satisfy the comparison (容差).
    pub tolerance: Number,
    /// The unit of all of these (计量单位).
    pub unit: String,
    /// Whether the printed figure is a limit and not the result (是否限额).
    pub is_limit: bool,
}

/// Faults that together make failing comparisons hold (一种解释).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExplanationRecord {
    /// The faults (差错).
    pub causes: Vec<FaultRecord>,
    /// All that they close together (消除的差额).
    pub closes: Vec<ClosedRecord>,
    /// How many of these residuals are independent of each other and of what holds (独立差额数).
    pub independent: usize,
    /// How many failing comparisons that hang together with these stay open (未消除的条数).
    pub left_open: usize,
    /// Which group of failing comparisons it is about; explanations of one group exclude each other (组).
    pub group: usize,
}

/// One fault, and what it closes by itself (一处差错).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FaultRecord {
    /// What would have happened (差错类型).
    pub fault: FaultName,
    /// The same in a sentence (说明).
    pub words: Bilingual,
    /// Its numbers (数值).
    pub numbers: FaultNumbers,
    /// The comparisons that it closes by itself (消除的差额).
    pub closes: Vec<ClosedRecord>,
    /// How many of these residuals are independent (独立差额数).
    pub independent: usize,
}

/// What would have happened (差错类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultName {
    /// A row is missing from a table (漏行).
    MissingRow,
    /// A row is in the table twice (重复行).
    RowTwice,
    /// A row repeats another's amount (照抄金额).
    CopiedAmount,
    /// A figure is off by a power of ten (单位错位).
    UnitSlip,
    /// Two neighbouring digits changed places (数字颠倒).
    Transposition,
    /// A percentage has another denominator than it says (分母不符).
    Denominator,
}

/// The numbers of a fault (差错数值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FaultNumbers {
    /// One number in place of another (改动).
    Change {
        /// What was printed (公布数).
        printed: Number,
        /// What would close the sums (应为).
        wanted: Number,
    },
    /// A number in another unit (错位).
    Slip {
        /// What was printed (公布数).
        printed: Number,
        /// What it has to be multiplied with (倍数).
        factor: Number,
    },
    /// Another denominator (分母).
    Denominator {
        /// The denominator that gives the percentage (分母).
        denominator: String,
    },
    /// The amounts of a missing row by column; empty where a fault has no numbers (各栏金额).
    Amounts(BTreeMap<Column, Number>),
}

/// A comparison that an explanation makes hold (消除的差额).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClosedRecord {
    /// The check (审核项).
    pub check: String,
    /// What was compared (对象).
    pub about: Option<Bilingual>,
    /// The column of a table (栏目).
    pub column: Option<Column>,
    /// The residual without the explanation; null where there was no number (差额).
    pub residual: Option<Number>,
    /// Whether it then holds exactly, and not only within rounding (是否完全消除).
    pub exactly: bool,
}

impl VerdictCounts {
    /// The findings of an audit, counted.
    #[must_use]
    pub fn of(audit: &Audit) -> Self {
        Self {
            fail: audit.count(Verdict::Fail),
            warn: audit.count(Verdict::Warn),
            tail: audit.count(Verdict::Tail),
            pass: audit.count(Verdict::Pass),
            skip: audit.count(Verdict::Skip),
        }
    }
}

impl From<Verdict> for CheckResult {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fail => Self::Fail,
            Verdict::Warn => Self::Warn,
            Verdict::Tail | Verdict::Pass => Self::Pass,
            Verdict::Skip => Self::Skip,
        }
    }
}

impl From<&Measured> for FindingNumbers {
    fn from(measured: &Measured) -> Self {
        Self {
            formula: measured.formula.clone(),
            computed: measured.computed.clone(),
            printed: Shown::padded(&measured.printed, measured.places),
            residual: measured.residual.clone(),
            tolerance: measured.tolerance.clone(),
            unit: measured.unit.name().to_owned(),
            is_limit: measured.is_limit,
        }
    }
}

impl From<&Fault> for FaultName {
    fn from(fault: &Fault) -> Self {
        match fault {
            Fault::MissingRow { .. } => Self::MissingRow,
            Fault::RowTwice { .. } => Self::RowTwice,
            Fault::CopiedAmount { .. } => Self::CopiedAmount,
            Fault::UnitSlip { .. } => Self::UnitSlip,
            Fault::Transposition { .. } => Self::Transposition,
            Fault::Denominator { .. } => Self::Denominator,
        }
    }
}

impl From<&Fault> for FaultNumbers {
    fn from(fault: &Fault) -> Self {
        match fault.clone() {
            Fault::MissingRow { amounts, .. } => Self::Amounts(amounts.into_iter().collect()),
            Fault::RowTwice { .. } => Self::Amounts(BTreeMap::new()),
            Fault::CopiedAmount { printed, wanted, .. } | Fault::Transposition { printed, wanted, .. } => {
                Self::Change { printed, wanted }
            }
            Fault::UnitSlip { printed, factor, .. } => Self::Slip { printed, factor },
            Fault::Denominator { number, .. } => Self::Denominator { denominator: number },
        }
    }
}

impl From<&Closed> for ClosedRecord {
    fn from(closed: &Closed) -> Self {
        Self {
            check: closed.check.clone(),
            about: closed.about.clone(),
            column: closed.column,
            residual: closed.residual.clone(),
            exactly: closed.is_exact,
        }
    }
}
