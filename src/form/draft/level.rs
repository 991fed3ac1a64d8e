//! Which of three levels words are.

use crate::notation::fold::fold;

/// Words of what was reached only in part, where the target does not have them too.
const PARTLY: [&str; 9] = ["部分", "基本", "有所", "一般", "大部", "初步", "尚可", "逐步", "正在"];
/// What says no before what was wanted.
const NOT: [&str; 7] = ["不", "未", "没", "无", "否", "非", "欠"];
/// Words that begin like a no and are none.
const NO_NOT: [&str; 16] = [
    "不断",
    "不仅",
    "不少于",
    "不低于",
    "不超过",
    "不高于",
    "不错",
    "不动产",
    "不变",
    "未来",
    "无障碍",
    "无偿",
    "无缝",
    "无纸化",
    "非常",
    "非遗",
];
/// What is good not to have.
const UNWANTED: [&str; 28] = [
    "较差", "很差", "投诉", "事故", "差评", "上访", "信访", "违规", "违纪", "违法", "问题", "发生", "出现", "存在",
    "损失", "隐患", "举报", "纠纷", "拖欠", "偏差", "逾期", "超支", "舆情", "影响", "污染", "伤亡", "中断", "故障",
];
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
    let wanted = target.map(&plain).unwrap_or_default();
    let denial = Denial::of(&words);
    let position = match () {
        () if is_target => 0,
        () if PARTLY.iter().any(|word| words.contains(word) && !wanted.contains(word)) => 1,
        () if denial == Denial::Wanted || (denial == Denial::None && has(&MISSED)) => 2,
        () => 0,
    };
    let is_plain = has(&REACHED) && !has(&DOUBTFUL) && !has_digits;
    WordLevel { position, is_certain: position == 0 && (is_target || (target.is_some() && is_plain)) }
}

/// What words say no to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denial {
    /// To nothing.
    None,
    /// To what was wanted: 不健全, 无效, 未完成.
    Wanted,
    /// To what was not: 未发生投诉, 无未完成项目.
    Unwanted,
}

impl Denial {
    /// What the first no of some words belongs to, within its part of the sentence.
    fn of(words: &str) -> Self {
        let mut words = words.to_owned();
        for word in NO_NOT {
            words = words.replace(word, "");
        }
        let Some((at, no)) = NOT.iter().filter_map(|no| Some((words.find(no)?, no))).min() else { return Self::None };
        let part = words.get(at..).unwrap_or_default();
        if MISSED.iter().any(|word| part.starts_with(word)) {
            return Self::Wanted;
        }
        let rest = part.strip_prefix(no).unwrap_or_default().trim_start_matches('有');
        let rest = rest.split([',', '，', '。', '；', ';', '、']).next().unwrap_or_default();
        let is_absent = UNWANTED.iter().any(|word| rest.contains(word)) || NOT.iter().any(|no| rest.starts_with(no));
        if is_absent { Self::Unwanted } else { Self::Wanted }
    }
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
            ("基本完成", 1, false),
            ("已完成80%", 0, false),
            ("有所提升", 1, false),
            ("未发生较差评价", 0, false),
            ("无重大安全事故", 0, false),
            ("不断提升", 0, false),
            ("非常满意", 0, false),
            ("不健全", 2, false),
            ("不合格", 2, false),
            ("无效", 2, false),
            ("未提升", 2, false),
            ("不及时", 2, false),
            ("没有", 2, false),
            ("否", 2, false),
            ("一般", 1, false),
            ("未完成，存在问题", 2, false),
            ("未达标且问题突出", 2, false),
            ("不及时，造成投诉", 2, false),
            ("无未完成项目", 0, false),
            ("没有不合格产品", 0, false),
        ];
        for (words, position, is_certain) in table {
            assert_eq!(level_of(words, Some("明显提升")), WordLevel { position, is_certain }, "{words}");
        }
        assert!(!level_of("完成", None).is_certain);
        assert_eq!(level_of("基本建成。", Some("基本建成")), WordLevel { position: 0, is_certain: true });
        assert_eq!(level_of("基本形成体系", Some("基本形成")).position, 0, "no more was wanted");
    }
}
