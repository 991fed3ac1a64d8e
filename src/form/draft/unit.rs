//! The unit of a row: its column, its values, its name.

use crate::notation::fold::{fold, without_brackets};
use crate::notation::{PrintedValue, plain_unit};

/// Units of money and how many powers of ten above 元.
const MONEY: &[(&str, u8)] =
    &[("元", 0), ("百元", 2), ("千元", 3), ("万元", 4), ("百万元", 6), ("千万元", 7), ("亿元", 8)];
/// What is counted, where a name says it in brackets: 培训人数（人）.
const COUNTS: &[&str] = &[
    "个",
    "人",
    "人次",
    "次",
    "户",
    "件",
    "项",
    "台",
    "套",
    "起",
    "家",
    "处",
    "所",
    "篇",
    "份",
    "场",
    "期",
    "天",
    "月",
    "年",
    "亩",
    "公顷",
    "公里",
    "千米",
    "米",
    "平方米",
    "立方米",
    "吨",
    "万吨",
    "千克",
    "万人",
    "万人次",
    "小时",
    "分",
    "元/人",
    "元/月",
    "㎡",
    "km",
    "t",
];
/// Shares.
const SHARES: &[&str] = &["%", "‰", "ratio"];

/// The units of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowUnits {
    /// Of the row.
    pub row: Option<String>,
    /// Of the target, where it is another of the same kind.
    pub target: Option<String>,
    /// Of the actual value.
    pub actual: Option<String>,
    /// Two that cannot be converted: in the value, of the row.
    pub conflict: Option<(String, String)>,
    /// Whether the row's is a guess.
    pub is_guessed: bool,
}

/// Whether figures in one unit can be converted into the other.
fn is_like(left: &str, right: &str) -> bool {
    let is_money = |unit: &str| MONEY.iter().any(|(money, _)| *money == unit);
    let is_share = |unit: &str| SHARES.contains(&unit);
    left == right || (is_money(left) && is_money(right)) || (is_share(left) && is_share(right))
}

/// The units of a row by its column, target, actual and name.
pub(super) fn units(
    column: Option<&str>,
    target: Option<&PrintedValue>,
    actual: Option<&PrintedValue>,
    name: &str,
) -> RowUnits {
    let column = column.map(|text| plain_unit(&fold(text))).filter(|unit| !unit.is_empty());
    let own = |value: Option<&PrintedValue>| value.and_then(PrintedValue::unit).map(str::to_owned);
    let (mut of_target, mut of_actual) = (own(target), own(actual));
    // 200万 beside 195.5万元, or of something that costs: the 元 is left out.
    let is_money = [&column, &of_target, &of_actual].into_iter().flatten().any(|unit| unit.ends_with('元'));
    let costs = ["费", "成本", "资金", "投资", "金额", "支出", "预算"].iter().any(|word| name.contains(word));
    let mut is_guessed = false;
    for unit in [&mut of_target, &mut of_actual].into_iter().flatten() {
        if ["万", "亿"].contains(&unit.as_str()) && (is_money || costs) {
            unit.push('元');
            is_guessed |= !is_money;
        }
    }
    let mut units = RowUnits { is_guessed, ..RowUnits::default() };
    units.row = match (&column, &of_target) {
        // What is glued to the value says more than a column filled in by habit.
        (Some(column), Some(value)) if !is_like(column, value) => {
            units.conflict = Some((value.clone(), column.clone()));
            Some(value.clone())
        }
        (Some(column), _) => Some(column.clone()),
        (None, Some(value)) => Some(value.clone()),
        (None, None) => of_actual.clone().or_else(|| {
            let printed = unit_in_brackets(name);
            printed.or_else(|| {
                let unit = unit_of_name(name, target, actual);
                units.is_guessed |= unit.is_some();
                unit
            })
        }),
    };
    let row = units.row.clone();
    units.target = of_target.filter(|unit| Some(unit) != row.as_ref());
    units.actual = match (of_actual, &row) {
        (Some(unit), Some(row)) if !is_like(&unit, row) => {
            units.conflict = Some((unit, row.clone()));
            None
        }
        (Some(unit), _) => Some(unit),
        (None, _) => row,
    };
    take_ratio(&mut units, target, actual);
    units
}

/// A share that is written as a decimal beside a target in percent: 0.97 against 95 %.
fn take_ratio(units: &mut RowUnits, target: Option<&PrintedValue>, actual: Option<&PrintedValue>) {
    let (Some(target), Some(actual)) = (target, actual) else { return };
    let (Some(wanted), Some(reached)) = (target.number(), actual.number()) else { return };
    let is_share = units.row.as_deref() == Some("%") && actual.unit().is_none();
    let is_decimal = reached > rust_decimal::Decimal::ZERO && reached <= rust_decimal::Decimal::ONE;
    if is_share && is_decimal && wanted >= rust_decimal::Decimal::from(50) {
        units.actual = Some("ratio".to_owned());
        units.is_guessed = true;
    }
}

/// The unit that stands in a name: 培训人数（人）.
fn unit_in_brackets(name: &str) -> Option<String> {
    let (_, inside) = without_brackets(&fold(name));
    let is_unit =
        |unit: &String| unit == "%" || MONEY.iter().any(|(money, _)| money == unit) || COUNTS.contains(&unit.as_str());
    inside.iter().map(|text| plain_unit(text.trim_start_matches("单位:"))).find(is_unit)
}

/// The unit that a name tells: that of a rate whose values are no shares below 1.
fn unit_of_name(name: &str, target: Option<&PrintedValue>, actual: Option<&PrintedValue>) -> Option<String> {
    let (outside, _) = without_brackets(&fold(name));
    let is_rate = outside.ends_with('率') || outside.ends_with("满意度");
    let values = [target, actual].into_iter().flatten().filter_map(PrintedValue::number);
    let mut is_percent = false;
    for value in values {
        if value > rust_decimal::Decimal::ZERO && value <= rust_decimal::Decimal::ONE {
            return None;
        }
        is_percent = true;
    }
    (is_rate && is_percent).then(|| "%".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(column: Option<&str>, target: &str, actual: &str, name: &str) -> RowUnits {
        units(column, Some(&PrintedValue::parse(target)), Some(&PrintedValue::parse(actual)), name)
    }

    #[test]
    fn the_column_comes_first_then_values_then_the_name() {
        let row = |units: RowUnits| units.row.unwrap_or_default();
        assert_eq!(row(of(Some("%(百分比)"), "98", "100%", "覆盖率")), "%");
        assert_eq!(row(of(None, "≥21933人", "21980人", "人数")), "人");
        assert_eq!(row(of(None, "100", "100", "合格率")), "%");
        assert_eq!(row(of(None, "0.9", "0.95", "合格率")), "");
        assert_eq!(row(of(None, "4", "4", "数量")), "");
    }

    #[test]
    fn spellings_of_money_are_one_unit() {
        let cost = of(None, "200万", "195.5万元", "制作费");
        assert_eq!((cost.row.as_deref(), cost.actual.as_deref(), cost.conflict), (Some("万元"), Some("万元"), None));
        let cost = of(Some("元"), "≤20万元", "195000", "制作费");
        assert_eq!(
            (cost.row.as_deref(), cost.target.as_deref(), cost.actual.as_deref()),
            (Some("元"), Some("万元"), Some("元"))
        );
    }

    #[test]
    fn units_that_do_not_convert_are_told() {
        assert_eq!(of(Some("%"), "28.8万元", "28万元", "成本").conflict, Some(("万元".to_owned(), "%".to_owned())));
        assert_eq!(of(Some("人"), "59", "87人次", "人次数").conflict, Some(("人次".to_owned(), "人".to_owned())));
        assert_eq!(of(Some("%"), "95", "0.97", "满意度").actual.as_deref(), Some("ratio"));
    }
}
