//! How people spell numbers and days where a file wants them plain: what stands in front of a number, what stands for none,
//! and the spellings of a day.

use super::fold::fold;

/// What tables print where there is no number, in half width.
const NOTHING: &str = "- -- — —— / \\ 无 暂无 没有 未统计 未填 未填报 未填写 未报 未提供 空 空白 空缺 缺 缺失 缺数据 暂缺 无数据 没有数据 待定 待统计 \
                       不详 不清楚 不适用 不涉及 N/A n/a NA null NULL None none nil TBD ? ~";
/// What stands in front of numbers, in half width; what is longer first.
const SIGNS: [&str; 13] = [">=", "<=", "≥", "≤", ">", "<", "=", "约", "近", "≈", "¥", "￥", "$"];
/// The full stop of Chinese, which is typed for a decimal point.
pub const FULL_STOP: char = '。';

/// Whether a folded text says that there is no number.
#[must_use]
pub fn is_nothing(folded: &str) -> bool {
    folded.is_empty() || NOTHING.split_whitespace().any(|nothing| nothing == folded)
}

/// A sign of comparison, of about or of money in front of a number, and the number.
#[must_use]
pub fn behind_sign(folded: &str) -> Option<(&str, &str)> {
    let sign = SIGNS.iter().find(|sign| folded.starts_with(**sign))?;
    folded.split_at_checked(sign.len())
}

/// Year, month and day in the spelling that files have: `2024-06-30` for 2024.6.30, 2024/6/30, 2024年6月30日, 20240630.
#[must_use]
pub fn day_in_digits(text: &str) -> Option<String> {
    let folded = fold(text);
    let is_between = |sign: char| matches!(sign, '.' | '/' | '-' | '_' | '年' | '月' | '日' | '号');
    if !folded.chars().all(|sign| sign.is_ascii_digit() || is_between(sign)) {
        return None;
    }
    let parts: Vec<&str> = folded.split(is_between).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => (*year, *month, *day),
        [digits] if digits.len() == 8 => (digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?),
        _ => return None,
    };
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// The year in 2024年, 2024年度 and ２０２４.
#[must_use]
pub fn year_in_digits(text: &str) -> Option<String> {
    let folded = fold(text);
    let year = folded.trim_end_matches('度').trim_end_matches('年');
    (year.len() == 4 && year.chars().all(|digit| digit.is_ascii_digit())).then(|| year.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_in_one_spelling() {
        for text in ["2024.6.30", "2024/6/30", "2024年6月30日", "20240630", "2024-6-30", "２０２４.６.３０"] {
            assert_eq!(day_in_digits(text).as_deref(), Some("2024-06-30"), "{text}");
        }
        for text in ["2024", "6月30日", "24.6.30", "年底", "", "2024-06-30 12:00"] {
            assert_eq!(day_in_digits(text), None, "{text}");
        }
    }
}
