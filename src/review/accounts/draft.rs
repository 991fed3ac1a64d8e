//! What an accounts file says, before anything is checked.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::literal::{DecimalLiteral, PrintedDecimal, RawScalar};

/// The accounts of a unit (账目) as published: figures, tables, and what must hold between them.
///
/// Amounts without a unit of their own are in `money` and share `places`: 773 printed among amounts in tens of thousands with two
/// decimals is known to 0.005 and not to 0.5.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct AccountsDraft {
    /// The unit whose accounts they are (单位).
    pub unit: String,
    /// The year (年度).
    pub year: Option<RawScalar>,
    /// The unit of all amounts that state none; wanted as soon as one does not (金额单位).
    pub money: Option<String>,
    /// How many decimals all amounts in `money` are known to at least, 0 to 6 (金额小数位数).
    pub places: Option<DecimalLiteral>,
    /// Where the accounts were published (来源).
    pub source: Option<String>,
    /// Single figures by id (数字). Well-known ids are checked without further ado: see `jixiao explain figure-form`.
    pub figures: Option<BTreeMap<String, FigureDraft>>,
    /// Tables by id (表).
    pub tables: Option<BTreeMap<String, TableDraft>>,
    /// What else must hold (勾稽关系).
    pub identities: Option<Vec<IdentityDraft>>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// A figure (数字): printed, or computed from others by `sum` or `difference`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct FigureDraft {
    /// What it is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The figure with the decimals it was printed with (数值).
    pub value: Option<PrintedDecimal>,
    /// Its unit, where it is not `money` (单位).
    pub unit: Option<String>,
    /// How many decimals it is known to at least, where it is not printed with all of them (小数位数).
    pub places: Option<DecimalLiteral>,
    /// How far the true value may lie from the figure, where that is not half a unit of the last place; 0 is exact (误差).
    pub within: Option<DecimalLiteral>,
    /// The figures that it is the sum of (等于各项之和).
    pub sum: Option<Vec<String>>,
    /// The figure, and those taken away from it, that it is the difference of (等于首项减其余).
    pub difference: Option<Vec<String>>,
    /// Where it stands in the source (出处).
    pub source: Option<String>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// A table (表): rows, the classes they add up to, and the total.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct TableDraft {
    /// What it is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// How many decimals its amounts are known to at least, where it differs from the accounts (小数位数).
    pub places: Option<DecimalLiteral>,
    /// Where it stands in the source (出处).
    pub source: Option<String>,
    /// The line of totals (合计).
    pub total: Option<LineDraft>,
    /// The lines of classes (类).
    pub classes: Option<Vec<LineDraft>>,
    /// The rows (项).
    pub rows: Option<Vec<LineDraft>>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// One line of a table (行). What was not printed is left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct LineDraft {
    /// The id by which identities and rows name the line (编号).
    pub id: Option<String>,
    /// What it is called (名称).
    pub name: Option<String>,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The id of the class that the row belongs to (所属类).
    pub class: Option<String>,
    /// Last year's amount (上年决算数).
    pub before: Option<PrintedDecimal>,
    /// The amount budgeted (预算数).
    pub budget: Option<PrintedDecimal>,
    /// The amount spent or received (决算数).
    pub actual: Option<PrintedDecimal>,
    /// `actual` in percent of `budget`, as printed (完成预算 %).
    pub rate: Option<PrintedDecimal>,
    /// `actual` in percent of the table's total, as printed (占比 %).
    pub share: Option<PrintedDecimal>,
    /// How many percent `actual` lies above `before`, as printed (增长 %).
    pub growth: Option<PrintedDecimal>,
    /// Where the line stands in the source (出处).
    pub source: Option<String>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}

/// What must hold between figures (勾稽关系), in exactly one of its forms. Figures are named by id, cells of tables as
/// `table.line.column`, reported metrics as `report.metric`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct IdentityDraft {
    /// The id (编号).
    pub id: String,
    /// What it is called (名称).
    pub name: String,
    /// The name in English (英文名称).
    pub en: Option<String>,
    /// The standard check that it is a case of, as C45 (对应的标准检查).
    pub check: Option<String>,
    /// Figures that add up to `is` (各项之和).
    pub sum: Option<Vec<String>>,
    /// A figure less the following ones is `is` (首项减其余).
    pub difference: Option<Vec<String>>,
    /// The first figure divided by the second is `is` (比率).
    pub ratio: Option<Vec<String>>,
    /// The first figure as a part of the second is `is` (占比).
    pub share: Option<Vec<String>>,
    /// The growth of the first figure over the second, the base, is `is` (增长率).
    pub growth: Option<Vec<String>>,
    /// Parts that add up to the whole `is`, with their `shares` if printed (部分与整体).
    pub parts: Option<Vec<String>>,
    /// The shares of the `parts`, in their order (各部分占比).
    pub shares: Option<Vec<String>>,
    /// The first figure is not above the second (不高于).
    pub not_above: Option<Vec<String>>,
    /// The figure that must come out (结果).
    pub is: Option<String>,
    /// A remark for readers of the file (备注).
    pub note: Option<String>,
}
