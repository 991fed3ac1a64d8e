//! The nearest name to a mistyped one.

/// How alike two words must be, from 0 to 100, for one to be offered for the other.
const LIKE_ENOUGH: usize = 60;

/// How many names are looked at, and how long a word may be: a list or a word beyond it is no slip of the hand.
const MAX_KNOWN: usize = 1_000;
const MAX_LETTERS: usize = 100;

/// Chinese words for what files and scripts call by English names, each with the names that it may stand for.
const TRANSLATED: &str = include_str!("translated.tsv");

/// The one of `known` that a Chinese word or sign stands for: `weight` for 权重.
fn translated<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lines = TRANSLATED.lines().filter_map(|line| line.split_once('\t'));
    let names: Vec<&str> =
        lines.filter(|(chinese, _)| *chinese == word).flat_map(|(_, names)| names.split(' ')).collect();
    if names.is_empty() {
        return None;
    }
    let known: Vec<&str> = known.into_iter().take(MAX_KNOWN).collect();
    names.into_iter().find_map(|name| known.iter().copied().find(|known| *known == name))
}

/// The one of `known` that is meant by a word: the nearest name, or the one that a Chinese word stands for.
pub(crate) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    nearest(word, known.clone()).or_else(|| translated(word, known))
}

/// The one of `known` that `word` was most likely meant to be; `None` where nothing is near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (lower, length) = (word.to_lowercase(), word.chars().take(MAX_LETTERS.saturating_add(1)).count());
    if length > MAX_LETTERS {
        return None;
    }
    let share = |longest: usize, distance: usize| {
        longest.saturating_sub(distance).saturating_mul(100).checked_div(longest).unwrap_or(0)
    };
    let distance_share = |name: &str| {
        let others = name.chars().take(MAX_LETTERS.saturating_mul(2)).count();
        let longest = length.max(others).max(1);
        // Letters that only one of the two has must be struck at least.
        if share(longest, length.abs_diff(others)) < LIKE_ENOUGH {
            return 0;
        }
        share(longest, strsim::osa_distance(&lower, &name.to_lowercase()))
    };
    known
        .into_iter()
        .take(MAX_KNOWN)
        .map(|name| (distance_share(name), name))
        .filter(|(share, _)| *share >= LIKE_ENOUGH)
        .max_by_key(|(share, name)| (*share, std::cmp::Reverse(*name)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{nearest, translated};

    #[test]
    fn a_slip_of_the_hand_is_recognised_and_another_word_is_not() {
        let known = ["total_marks", "total_rows", "grades"];
        assert_eq!(nearest("toatl_marks", known), Some("total_marks"));
        assert_eq!(nearest("grade", known), Some("grades"));
        assert_eq!(nearest("weightings", known), None);
        assert_eq!(nearest("预算执行律", ["预算执行率", "投诉处置率"]), Some("预算执行率"));
    }

    #[test]
    fn a_chinese_word_is_told_by_the_name_that_is_taken_here() {
        assert_eq!(translated("权重", ["id", "weight"]), Some("weight"));
        assert_eq!(translated("完成值", ["actual", "target"]), Some("actual"));
        assert_eq!(translated("完成值", ["value", "actual"]), Some("value"));
        assert_eq!(translated("权重", ["id", "name"]), None);
        assert_eq!(translated("不知", ["id", "name"]), None);
    }
}
