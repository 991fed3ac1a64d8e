//! Which of three levels words are.

use crate::notation::fold::fold;

/// Words of what was reached only in part.
const PARTLY: [&str; 1] = ["部分"];
/// Words of what was not reached.
const MISSED: [&str; 13] = [
    "未完成",
    "未达",
    "没有完成",
    "没有达",
    "未实施",
    "未开展",
    "未实现",
    "未落实",
    "未能",
    "较差",
    "很差",
    "不明显",
    "不到位",
];
/// Words of what did not come about: 未发生较差评价 is good.
const ABSENT: [&str; 4] = ["无", "未发生", "未出现", "没有出现"];
/// Words of what was reached.
const REACHED: [&str; 5] = ["完成", "达成", "达到", "达标", "实现"];
/// Words beside which those of what was reached leave a doubt.
const DOUBTFUL: [&str; 12] = ["基本", "大部", "大致", "大体", "接近", "正在", "逐步", "低", "差", "不", "未", "没"];

/// A level and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordLevel {
    /// Its position, best first.
    pub position: usize,
    /// Whether the words themselves say that the target was reached: they are the target's, or say so without a doubt. All
    /// else is a guess.
    pub is_certain: bool,
}

/// The level that words are, beside the words of a target if it has any.
pub(super) fn level_of(words: &str, target: Option<&str>) -> WordLevel {
    let plain = |text: &str| fold(text).trim_end_matches(['。', '.', ';']).to_owned();
    let words = plain(words);
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let is_target = target.is_some_and(|target| plain(target) == words);
    let has_digits = words.contains(|letter: char| letter.is_ascii_digit());
    let position = match () {
        () if is_target => 0,
        () if has(&PARTLY) => 1,
        () if has(&MISSED) && !has(&ABSENT) => 2,
        () => 0,
    };
    let is_plain = has(&REACHED) && !has(&DOUBTFUL) && !has_digits;
    WordLevel { position, is_certain: position == 0 && (is_target || (target.is_some() && is_plain)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_placed_in_three_levels() {
        let table = [
            ("完成", 0, true),
            ("达成预期指标", 0, true),
            ("已完成。", 0, true),
            ("明显提升", 0, true),
            ("部分达成预期指标并具有一定效果", 1, false),
            ("未达成预期指标且效果较差", 2, false),
            ("效果很差", 2, false),
            ("基本完成", 0, false),
            ("已完成80%", 0, false),
            ("有所提升", 0, false),
            ("未发生较差评价", 0, false),
        ];
        for (words, position, is_certain) in table {
            assert_eq!(level_of(words, Some("明显提升")), WordLevel { position, is_certain }, "{words}");
        }
        assert!(!level_of("完成", None).is_certain);
    }
}
