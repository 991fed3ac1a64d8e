//! [`Operator`]: the sign before a target, in all the ways forms print it.

use std::fmt;

use serde::Deserialize;

/// How an actual value must stand to the target. The names are the keys of targets in schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Operator {
    /// ≥
    AtLeast,
    /// >
    MoreThan,
    /// ≤
    AtMost,
    /// <
    LessThan,
    /// =
    Equal,
}

/// What stands before a number; the longer ones first, in half width and without blanks.
const BEFORE: &[(&str, Operator)] = &[
    ("大于或等于", Operator::AtLeast),
    ("小于或等于", Operator::AtMost),
    ("大于等于", Operator::AtLeast),
    ("小于等于", Operator::AtMost),
    ("控制在", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    ("达到", Operator::AtLeast),
    ("提高到", Operator::AtLeast),
    ("提高至", Operator::AtLeast),
    ("提升到", Operator::AtLeast),
    ("提升至", Operator::AtLeast),
    ("增加到", Operator::AtLeast),
    ("增加至", Operator::AtLeast),
    ("降低到", Operator::AtMost),
    ("降低至", Operator::AtMost),
    ("下降到", Operator::AtMost),
    ("下降至", Operator::AtMost),
    ("减少到", Operator::AtMost),
    ("减少至", Operator::AtMost),
    ("降到", Operator::AtMost),
    ("降至", Operator::AtMost),
    ("至少", Operator::AtLeast),
    ("大于", Operator::MoreThan),
    ("高于", Operator::MoreThan),
    ("超过", Operator::MoreThan),
    ("多于", Operator::MoreThan),
    ("小于", Operator::LessThan),
    ("低于", Operator::LessThan),
    ("少于", Operator::LessThan),
    ("等于", Operator::Equal),
    (">=", Operator::AtLeast),
    ("=>", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=<", Operator::AtMost),
    ("==", Operator::Equal),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    ("═", Operator::Equal),
    ("﹦", Operator::Equal),
    (">", Operator::MoreThan),
    ("﹥", Operator::MoreThan),
    ("<", Operator::LessThan),
    ("﹤", Operator::LessThan),
    ("=", Operator::Equal),
];

/// What stands behind a number.
const BEHIND: &[(&str, Operator)] = &[
    ("及以上", Operator::AtLeast),
    ("或以上", Operator::AtLeast),
    ("以上", Operator::AtLeast),
    ("及以下", Operator::AtMost),
    ("或以下", Operator::AtMost),
    ("以下", Operator::AtMost),
    ("以内", Operator::AtMost),
    ("之内", Operator::AtMost),
    ("内", Operator::AtMost),
];

/// Words before a number that say of what it is: a change, or a whole year.
const CHANGES: &[&str] = &[
    "同比增长",
    "同比提高",
    "同比下降",
    "同比降低",
    "同比减少",
    "较上年增长",
    "较上年下降",
    "比上年增长",
    "比上年下降",
    "提高",
    "提升",
    "增长",
    "增加",
    "上升",
    "降低",
    "下降",
    "减少",
    "压减",
    "压缩",
    "节约",
    "缩短",
    "全年",
    "年度",
    "年内",
    "每年",
];

/// Words of a column of operators that are none of the signs.
const WORDS: &[(&str, Operator)] = &[
    ("正向", Operator::AtLeast),
    ("正向指标", Operator::AtLeast),
    ("反向", Operator::AtMost),
    ("反向指标", Operator::AtMost),
    ("负向", Operator::AtMost),
    ("负向指标", Operator::AtMost),
];

impl Operator {
    /// As a scheme writes it: `at_least`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The operator at the beginning of a folded text, and what follows it.
    #[must_use]
    pub fn leading(text: &str) -> Option<(Self, &str)> {
        BEFORE.iter().find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
    }

    /// What follows a word that says of what the number is (降低10%以上, 每年≥2次); nothing where there is no such word.
    #[must_use]
    pub fn after_change(text: &str) -> Option<&str> {
        CHANGES.iter().find_map(|word| text.strip_prefix(word)).map(|rest| rest.trim_start_matches('了'))
    }

    /// The operator at the end of a folded text, and what stands before it.
    #[must_use]
    pub fn trailing(text: &str) -> Option<(Self, &str)> {
        BEHIND.iter().find_map(|(word, operator)| Some((*operator, text.strip_suffix(word)?)))
    }

    /// What a cell of a column of operators says; nothing for 定性 and whatever else is no operator.
    #[must_use]
    pub fn of_column(text: &str) -> Option<Self> {
        let word = WORDS.iter().find(|(word, _)| *word == text).map(|(_, operator)| *operator);
        word.or_else(|| Self::leading(text).filter(|(_, rest)| rest.is_empty()).map(|(operator, _)| operator))
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equal => "=",
        })
    }
}
