//! The unit of a row: its column, its values, its name.

use rust_decimal::Decimal;

use crate::notation::fold::{fold, without_brackets};
use crate::notation::{PrintedValue, plain_unit};
use crate::numeric::Unit;

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
/// What multiplies the word of a count, the longer ones first.
const MULTIPLES: [&str; 6] = ["百亿", "千万", "百万", "十万", "亿", "万"];
/// How many times one figure is the other where a unit printed at one of them is hardly meant for both.
const FAR: u32 = 1000;

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
    /// Whether the actual value is printed in a unit that cannot be converted into the row's.
    pub is_actual_unlike: bool,
    /// The one that is a guess, if one is.
    pub guessed: Option<String>,
    /// Whether it is guessed of an actual value that is far beyond any percentage.
    pub is_actual_far: bool,
}

/// Whether figures in one unit can be converted into the other.
fn is_like(left: &str, right: &str) -> bool {
    left == right || Unit::parse(left).is_like(&Unit::parse(right))
}

/// What is counted in a unit without what multiplies it: 册 of 万册. 千瓦时 and 公里 are words of their own.
fn counting_word(unit: &str) -> &str {
    let rest = MULTIPLES.iter().find_map(|multiple| unit.strip_prefix(multiple));
    rest.filter(|rest| !rest.is_empty() && is_like(rest, unit)).unwrap_or(unit)
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
    let mut units = RowUnits::default();
    // 200万 beside 195.5万元 or 1.2万 beside 12000册, or of something that costs: the word of the count is left out.
    let is_multiple = |unit: &&String| Unit::parse(unit).is_plain();
    let printed = [&column, &of_target, &of_actual];
    let counted = printed.into_iter().flatten().find(|unit| !is_multiple(unit) && !Unit::parse(unit).is_ratio());
    let counted = counted.map(|unit| counting_word(unit).to_owned());
    let costs = ["费", "成本", "资金", "投资", "金额", "支出", "预算"].iter().any(|word| name.contains(word));
    for unit in [&mut of_target, &mut of_actual].into_iter().flatten().filter(|unit| Unit::parse(unit).is_plain()) {
        match &counted {
            Some(counted) => unit.push_str(counted),
            None if costs => {
                unit.push('元');
                units.guessed = Some(unit.clone());
            }
            None => {}
        }
    }
    units.row = match (&column, &of_target) {
        // What is glued to the value says more than a column filled in by habit.
        (Some(column), Some(value)) if !is_like(column, value) => {
            units.conflict = Some((value.clone(), column.clone()));
            units.guessed = of_actual.is_none().then(|| value.clone());
            Some(value.clone())
        }
        (Some(column), _) => Some(column.clone()),
        (None, Some(value)) => Some(value.clone()),
        (None, None) => of_actual.clone().or_else(|| {
            let printed = unit_in_brackets(name);
            printed.or_else(|| {
                units.guessed = unit_of_name(name, target, actual);
                units.guessed.clone()
            })
        }),
    };
    let is_bare = (of_target.is_none(), of_actual.is_none());
    let row = units.row.clone();
    units.target = of_target.filter(|unit| Some(unit) != row.as_ref());
    units.actual = match (of_actual, &row) {
        (Some(unit), Some(row)) if !is_like(&unit, row) => {
            units.conflict = Some((unit, row.clone()));
            units.is_actual_unlike = true;
            None
        }
        (Some(unit), _) => Some(unit),
        (None, _) => row,
    };
    take_ratio(&mut units, target, actual);
    doubt_percentage(&mut units, actual);
    if column.is_none() {
        take_count(&mut units, is_bare, target, actual);
    }
    units
}

/// A figure without a unit beside one in a multiple: 213500 against 20万人次 is 213500人次, which nobody prints.
fn take_count(
    units: &mut RowUnits,
    is_bare: (bool, bool),
    target: Option<&PrintedValue>,
    actual: Option<&PrintedValue>,
) {
    let figures = target.and_then(PrintedValue::number).zip(actual.and_then(PrintedValue::number));
    let (Some(row), Some((wanted, reached))) = (units.row.clone(), figures) else { return };
    let word = counting_word(&row);
    let is_far = |little: Decimal, much: Decimal| {
        little > Decimal::ZERO && little.checked_mul(Decimal::from(FAR)).is_some_and(|far| far <= much)
    };
    if word == row || !(is_far(wanted, reached) || is_far(reached, wanted)) {
        return;
    }
    match is_bare {
        (true, false) => units.target = Some(word.to_owned()),
        (false, true) => units.actual = Some(word.to_owned()),
        _ => return,
    }
    units.guessed = Some(word.to_owned());
}

/// A share that is written as a decimal beside a target in percent: 0.97 against 95 %.
fn take_ratio(units: &mut RowUnits, target: Option<&PrintedValue>, actual: Option<&PrintedValue>) {
    let (Some(target), Some(actual)) = (target, actual) else { return };
    let (Some(wanted), Some(reached)) = (target.number(), actual.number()) else { return };
    let is_share = units.row.as_deref() == Some("%") && actual.unit().is_none();
    let is_decimal = reached > Decimal::ZERO && reached <= Decimal::ONE;
    if is_share && is_decimal && wanted >= Decimal::from(50) {
        units.actual = Some("ratio".to_owned());
        units.guessed.clone_from(&units.row);
    }
}

/// A figure without a unit that is far beyond any percentage, in a row that counts these: 1,234 beside 95 %.
fn doubt_percentage(units: &mut RowUnits, actual: Option<&PrintedValue>) {
    let bare = actual.filter(|actual| actual.unit().is_none()).and_then(PrintedValue::number);
    if units.row.as_deref() == Some("%") && bare.is_some_and(|number| number.abs() >= Decimal::from(FAR)) {
        units.guessed.clone_from(&units.row);
        units.is_actual_far = true;
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
        if value > Decimal::ZERO && value <= Decimal::ONE {
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
        let unlike = of(Some("人"), "59", "87人次", "人次数");
        assert_eq!(unlike.conflict, Some(("人次".to_owned(), "人".to_owned())));
        assert_eq!((unlike.is_actual_unlike, unlike.actual), (true, None));
        assert_eq!(of(Some("%"), "95", "0.97", "满意度").actual.as_deref(), Some("ratio"));
    }

    #[test]
    fn a_number_without_a_unit_is_hardly_a_percentage() {
        let far = |actual: &str| of(None, "≥95%", actual, "办结率").guessed;
        assert_eq!([far("1,234"), far("96.5")], [Some("%".to_owned()), None]);
    }

    /// Row, target and actual, where it is told what is guessed.
    fn told(target: &str, actual: &str) -> [String; 4] {
        let units = of(None, target, actual, "数量");
        assert_eq!(units.conflict, None);
        [units.row, units.target, units.actual, units.guessed].map(Option::unwrap_or_default)
    }

    #[test]
    fn multiples_of_a_count_are_one_unit() {
        assert_eq!(told("≥20万人次", "213500人次"), ["万人次", "", "人次", ""]);
        assert_eq!(told("≥12000册", "1.146万册"), ["册", "", "万册", ""]);
        assert_eq!(told("≥12000册", "1.146万"), ["册", "", "万册", ""]);
        assert_eq!(told("≥3公里", "2800米"), ["公里", "", "米", ""]);
        assert_eq!(told("≥20万人次", "21.35"), ["万人次", "", "万人次", ""]);
        assert_eq!(told("≥20万人次", "213500"), ["万人次", "", "人次", "人次"]);
        assert_eq!(told("≥12000", "1.146万册"), ["万册", "册", "万册", "册"]);
    }
}
