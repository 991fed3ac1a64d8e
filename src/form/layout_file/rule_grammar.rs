//! What serde reads of rules: those that a layout settles, and the usual ones.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::either::{InOrder, WordOr};
use crate::form::rules::{RuleChoice, Rules, UsualRules};
use crate::notation::Operator;

/// The rules of a layout.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesFile {
    at_least: Option<ChoiceFile>,
    more_than: Option<ChoiceFile>,
    at_most: Option<ChoiceFile>,
    less_than: Option<ChoiceFile>,
    equal: Option<ChoiceFile>,
    number: Option<ChoiceFile>,
    range: Option<ChoiceFile>,
    statement: Option<ChoiceFile>,
    date: Option<ChoiceFile>,
    money: Option<ChoiceFile>,
}

/// The usual rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UsualRulesFile {
    at_least: ChoiceFile,
    more_than: ChoiceFile,
    at_most: ChoiceFile,
    less_than: ChoiceFile,
    equal: ChoiceFile,
    range: ChoiceFile,
    statement: ChoiceFile,
    date: ChoiceFile,
    money: ChoiceFile,
    directions: BTreeMap<String, Operator>,
}

/// A rule by its name, or with how it is written.
type ChoiceFile = WordOr<WholeRuleFile>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WholeRuleFile {
    rule: String,
    inputs: Option<InOrder<String, String>>,
    #[serde(default)]
    params: BTreeMap<String, String>,
}

impl From<ChoiceFile> for RuleChoice {
    fn from(file: ChoiceFile) -> Self {
        match file {
            WordOr::Word(name) => Self::plain(&name),
            WordOr::Whole(WholeRuleFile { rule, inputs, params }) => {
                Self { rule, inputs: inputs.map(|inputs| inputs.0).unwrap_or_default(), params }
            }
        }
    }
}

impl From<RulesFile> for Rules {
    fn from(file: RulesFile) -> Self {
        Self {
            at_least: file.at_least.map(RuleChoice::from),
            more_than: file.more_than.map(RuleChoice::from),
            at_most: file.at_most.map(RuleChoice::from),
            less_than: file.less_than.map(RuleChoice::from),
            equal: file.equal.map(RuleChoice::from),
            number: file.number.map(RuleChoice::from),
            range: file.range.map(RuleChoice::from),
            statement: file.statement.map(RuleChoice::from),
            date: file.date.map(RuleChoice::from),
            money: file.money.map(RuleChoice::from),
        }
    }
}

impl From<UsualRulesFile> for UsualRules {
    fn from(file: UsualRulesFile) -> Self {
        Self {
            at_least: file.at_least.into(),
            more_than: file.more_than.into(),
            at_most: file.at_most.into(),
            less_than: file.less_than.into(),
            equal: file.equal.into(),
            range: file.range.into(),
            statement: file.statement.into(),
            date: file.date.into(),
            money: file.money.into(),
            directions: file.directions,
        }
    }
}
