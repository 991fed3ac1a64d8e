//! Numbers in Chinese numerals: 九十五, 一百零二, 三点五, 九成.

use rust_decimal::Decimal;

/// The digits, in the writing of everyday and in that of bank notes.
const DIGITS: [&str; 10] = ["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];
/// What multiplies the digit before it, within ten thousand.
const PLACES: [(&str, u64); 3] = [("十拾", 10), ("百佰", 100), ("千仟", 1000)];
/// What multiplies all that stands before it.
const GROUPS: [(char, u64); 2] = [('万', 10_000), ('亿', 100_000_000)];
/// The point of a decimal.
const POINT: char = '点';
/// A tenth of the whole.
pub(super) const TENTH: char = '成';
/// What numerals count. Other words behind them make no number: 一级, 一定规模, 三公经费, 十分满意.
const COUNTED: &str = "% ‰ 个 人 人次 次 户 件 项 台 套 起 家 处 所 篇 份 场 期 天 日 月 年 个月 季度 周 亩 公顷 公里 千米 米 平方米 立方米 \
                       平方公里 吨 千克 公斤 小时 分钟 工作日 个工作日 百分点 个百分点 元 名 位 座 条 间 辆 张 批 例 宗 册 本 只 头 棵 株 盏 \
                       支 艘 架 栋 幢 村 个村 户次 场次 批次 件次 项次 元/人 元/月 人/次";
/// What multiplies a counting word: 万元, 亿元.
const MULTIPLES: [char; 2] = ['万', '亿'];

/// A number in numerals at the beginning of a text, and what follows it.
pub(super) struct Numeral<'a> {
    pub value: Decimal,
    pub rest: &'a str,
}

impl<'a> Numeral<'a> {
    /// The number that a folded text begins with; none where it is not sure that it is one: numerals side by side (七八个, 二〇二四),
    /// numerals that leave something to be guessed (一百二), and words that only begin like a number.
    pub(super) fn leading(text: &'a str) -> Option<Self> {
        let numeral = Self::whole(text)?.with_decimals()?;
        let Self { value, rest } = numeral;
        // 九成, 九成五.
        if let Some(rest) = rest.strip_prefix(TENTH) {
            return Some(Self { value, rest: numeral.rest }).filter(|_| rest.is_empty() || is_end_of_tenths(rest));
        }
        Some(Self { value, rest }).filter(|_| rest.is_empty() || is_counted(rest))
    }

    /// Digits with what multiplies them, and no decimals.
    fn whole(text: &'a str) -> Option<Self> {
        let (mut sum, mut group, mut digit): (u64, u64, Option<u64>) = (0, 0, None);
        let (mut below, mut has_zero, mut rest) = (u64::MAX, true, text);
        while let Some(sign) = rest.chars().next() {
            let after = rest.get(sign.len_utf8()..).unwrap_or_default();
            if let Some(found) = digit_of(sign) {
                if digit.is_some_and(|digit| digit != 0) {
                    return None;
                }
                has_zero = has_zero || found == 0;
                digit = Some(found);
            } else if let Some(place) = place_of(sign) {
                // 十五 is 15; 百 and 千 alone are words.
                let times =
                    digit.or((place == 10 && group == 0 && sum == 0).then_some(1)).filter(|times| *times > 0)?;
                if place >= below {
                    return None;
                }
                group = group.checked_add(times.checked_mul(place)?)?;
                (below, digit, has_zero) = (place, None, place == 10);
            } else if let Some((_, times)) = GROUPS.iter().find(|(group, _)| *group == sign) {
                // 十五万元: the multiple is the unit's, unless numerals follow.
                if !after.starts_with(is_numeral) {
                    break;
                }
                let thousands = group.checked_add(digit.take().unwrap_or(0))?;
                sum = sum.checked_add(thousands)?.checked_mul(*times)?;
                (group, below, has_zero) = (0, u64::MAX, false);
            } else {
                break;
            }
            rest = after;
        }
        // 一百二 may be 102 or 120.
        if rest.len() == text.len() || (digit.is_some_and(|digit| digit > 0) && !has_zero) {
            return None;
        }
        let value = sum.checked_add(group)?.checked_add(digit.unwrap_or(0))?;
        Some(Self { value: Decimal::from(value), rest })
    }

    /// 九十八点五.
    fn with_decimals(self) -> Option<Self> {
        let Some(mut rest) = self.rest.strip_prefix(POINT) else { return Some(self) };
        let mut digits = String::new();
        while let Some((sign, digit)) = rest.chars().next().and_then(|sign| Some((sign, digit_of(sign)?))) {
            digits.push_str(&digit.to_string());
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
        let value = format!("{}.{digits}", self.value).parse().ok().filter(|_| !digits.is_empty())?;
        Some(Self { value, rest })
    }
}

/// What follows 成 in 九成五: half a tenth more.
pub(super) fn behind_tenths(text: &str) -> Option<Decimal> {
    let mut signs = text.chars();
    let digit = match (signs.next(), signs.next()) {
        (None, _) => 0,
        (Some('半'), None) => 5,
        (Some(sign), None) => digit_of(sign)?,
        _ => return None,
    };
    Some(Decimal::from(digit))
}

fn is_end_of_tenths(rest: &str) -> bool {
    behind_tenths(rest).is_some()
}

/// Whether a sign is a numeral.
pub(super) fn is_numeral(sign: char) -> bool {
    digit_of(sign).is_some() || place_of(sign).is_some()
}

fn digit_of(sign: char) -> Option<u64> {
    let at = DIGITS.iter().position(|signs| signs.contains(sign))?;
    u64::try_from(at).ok()
}

fn place_of(sign: char) -> Option<u64> {
    PLACES.iter().find(|(signs, _)| signs.contains(sign)).map(|(_, place)| *place)
}

/// Whether a word is what numerals count, with a multiple before it or without.
fn is_counted(word: &str) -> bool {
    let plain = word.trim_start_matches(MULTIPLES);
    plain.is_empty() || COUNTED.split_whitespace().any(|counted| counted == plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_numbers_only_where_they_are_sure_to_be() {
        let read = |text: &str| Numeral::leading(text).map(|numeral| format!("{} {}", numeral.value, numeral.rest));
        let numbers = [
            ("九十", "90 "),
            ("十五个", "15 个"),
            ("二十三", "23 "),
            ("一百零二人次", "102 人次"),
            ("一百二十", "120 "),
            ("三千零五十户", "3050 户"),
            ("两次", "2 次"),
            ("零起", "0 起"),
            ("九十八点五%", "98.5 %"),
            ("一万二千人", "12000 人"),
            ("十五万元", "15 万元"),
            ("三亿元", "3 亿元"),
            ("九成", "9 成"),
            ("八成五", "8 成五"),
            ("玖拾伍", "95 "),
        ];
        for (text, wanted) in numbers {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "一级",
            "一定规模",
            "三公经费",
            "十分满意",
            "一次性通过",
            "一般",
            "一致",
            "百亩",
            "千家万户",
            "万元",
            "七八个",
            "二〇二四年",
            "一百二",
            "一万二",
            "十几个",
            "几十个",
            "十余个",
            "成",
            "零百",
            "百十",
            "一流水平",
            "二等奖",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
