//! The cases a rule is tested on.

use crate::rule::{Example, RuleCase};

/// What a row of a shipped or given case asks a rule.
#[derive(Clone, Debug)]
pub struct Situation {
    /// The case and row it comes from.
    pub from: String,
    /// What the rule is asked.
    pub case: RuleCase,
}

/// An example or a situation, with the words that name it.
pub(super) struct TestCase<'a> {
    /// `#3` for the third example; the case and row of a situation.
    pub from: String,
    pub case: &'a RuleCase,
}

/// The examples whose parameters a scheme may write, then the situations.
pub(super) fn test_cases<'a>(examples: &'a [Example], situations: &'a [Situation]) -> Vec<TestCase<'a>> {
    let examples = examples.iter().filter_map(|example| {
        let case = example.case.as_ref().ok()?;
        Some(TestCase { from: format!("#{}", example.position), case })
    });
    let situations = situations.iter().map(|it| TestCase { from: it.from.clone(), case: &it.case });
    examples.chain(situations).collect()
}
