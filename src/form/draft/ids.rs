//! [`DraftIds`]: ids out of the names that a form prints.

use std::collections::BTreeSet;

use super::super::message::Message;
use crate::messages::in_both;
use crate::notation::is_id;

/// How many signs of a name are taken: a key that still stands on one line beside its figure.
const MOST_SIGNS: usize = 24;
/// What is called by nothing but a number or signs.
const NAMELESS: &str = "row";

/// The ids that are taken: those of groups, rows and figures, which share theirs with the rows.
#[derive(Debug, Default)]
pub(super) struct DraftIds(BTreeSet<String>);

impl DraftIds {
    /// The id of what a message of the catalogue names, the same in both languages.
    pub fn of(&mut self, message: &'static str) -> String {
        let message = Message::new(message);
        self.named(&in_both(|messages| message.text(messages)).zh)
    }

    /// An id that nothing else has: the letters and digits of a name, those it begins with behind the others, since no id
    /// begins with a digit (热线转办_12345).
    pub fn named(&mut self, name: &str) -> String {
        let plain: String = name.trim().chars().filter(|sign| is_letter(*sign)).take(MOST_SIGNS).collect();
        let rest = plain.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '_');
        let begins = plain.strip_suffix(rest).unwrap_or_default().trim_end_matches('_');
        let rest = if rest.is_empty() { NAMELESS } else { rest };
        let plain = if begins.is_empty() { rest.to_owned() } else { format!("{rest}_{begins}") };
        let numbered = (2..).map(|number: u32| format!("{plain}_{number}"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|id| !self.0.contains(id)).unwrap_or(plain);
        self.0.insert(free.clone());
        free
    }
}

/// The ids of the row of money and of what it is scored by.
#[derive(Debug, Clone)]
pub(super) struct MoneyIds {
    /// The first level.
    pub group: String,
    /// The row.
    pub row: String,
    /// The metric of the budget.
    pub budget: String,
    /// The metric of what was executed.
    pub executed: String,
}

impl MoneyIds {
    /// The ids of a form whose budget is that of the beginning of the year, or that of the year.
    pub fn new(is_initial: bool, ids: &mut DraftIds) -> Self {
        Self {
            group: ids.of("form-name-execution"),
            row: ids.of("form-name-rate"),
            budget: ids.of(if is_initial { "form-name-initial" } else { "form-name-budget" }),
            executed: ids.of("form-name-executed"),
        }
    }
}

/// Whether a sign may stand in an id that formulas name.
fn is_letter(sign: char) -> bool {
    is_id(&format!("a{sign}"), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_that_nothing_else_has() {
        let mut ids = DraftIds::default();
        let cases = [
            ("项目完成及时率", "项目完成及时率"),
            ("项目完成及时率", "项目完成及时率_2"),
            ("12345热线办结率（%）", "热线办结率_12345"),
            ("一、受益“贫困”人口", "一受益贫困人口"),
            ("2024", "row_2024"),
            ("——", "row"),
            (
                "特困人员救助供养人数（按月平均）及其中农村低保对象中建档立卡人口",
                "特困人员救助供养人数按月平均及其中农村低保对象中",
            ),
        ];
        for (name, id) in cases {
            assert_eq!(ids.named(name), id);
            assert!(is_id(id, false));
        }
        assert_eq!(ids.of("form-name-rate"), "预算执行率");
    }
}
