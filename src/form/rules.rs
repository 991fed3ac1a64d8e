//! [`Rules`] that the issuer of a form has settled, and [`UsualRules`] for what is not settled. Which rule it is in either
//! case, files say; the code knows them by what they are for.

use std::collections::BTreeMap;

use crate::notation::Operator;

/// The rules that the issuer of a form has settled; what is not settled is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// For ≥.
    pub at_least: Option<RuleChoice>,
    /// For >.
    pub more_than: Option<RuleChoice>,
    /// For ≤.
    pub at_most: Option<RuleChoice>,
    /// For <.
    pub less_than: Option<RuleChoice>,
    /// For =.
    pub equal: Option<RuleChoice>,
    /// For a number without operator, whose direction is then settled: the rule tells it.
    pub number: Option<RuleChoice>,
    /// For a range.
    pub range: Option<RuleChoice>,
    /// For words.
    pub statement: Option<RuleChoice>,
    /// For days.
    pub date: Option<RuleChoice>,
    /// For the row of budget execution.
    pub money: Option<RuleChoice>,
}

/// The rules that are taken where none is settled: what `indicators/forms/rules.yaml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsualRules {
    /// For ≥.
    pub at_least: RuleChoice,
    /// For >.
    pub more_than: RuleChoice,
    /// For ≤.
    pub at_most: RuleChoice,
    /// For <.
    pub less_than: RuleChoice,
    /// For =.
    pub equal: RuleChoice,
    /// For a range.
    pub range: RuleChoice,
    /// For words.
    pub statement: RuleChoice,
    /// For days.
    pub date: RuleChoice,
    /// For the row of budget execution.
    pub money: RuleChoice,
    /// What a number without operator is under a rule, by its name; under every other it is the least that counts.
    pub directions: BTreeMap<String, Operator>,
}

/// A rule, and how the inputs and parameters of a row are written for it. `{levels}` stands for what the row has of that
/// name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChoice {
    /// The rule's name.
    pub rule: String,
    /// Its inputs in the order written.
    pub inputs: Vec<(String, String)>,
    /// Its parameters as they are written.
    pub params: BTreeMap<String, String>,
}

impl RuleChoice {
    /// A rule with its defaults.
    #[must_use]
    pub fn plain(rule: &str) -> Self {
        Self { rule: rule.to_owned(), inputs: Vec::new(), params: BTreeMap::new() }
    }

    /// The same with the inputs of the usual choice where it has none, and the usual parameters that it does not have.
    #[must_use]
    pub fn completed(mut self, usual: &Self) -> Self {
        if self.inputs.is_empty() {
            self.inputs.clone_from(&usual.inputs);
        }
        for (name, value) in &usual.params {
            self.params.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self
    }

    /// The rule and the values of its parameters, those that are filled in left out.
    #[must_use]
    pub fn told(&self) -> String {
        let values = self.params.values().map(String::as_str).filter(|value| slot(value).is_none());
        std::iter::once(self.rule.as_str()).chain(values).collect::<Vec<_>>().join(" ")
    }
}

impl UsualRules {
    /// What a number without operator is under this rule.
    #[must_use]
    pub fn direction(&self, rule: &RuleChoice) -> Operator {
        self.directions.get(&rule.rule).copied().unwrap_or(Operator::AtLeast)
    }
}

/// What is to be filled in for a value: `levels` for `{levels}`.
pub(super) fn slot(value: &str) -> Option<&str> {
    value.strip_prefix('{')?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_parameters_stand_before_the_usual_ones() {
        let params =
            |entries: &[(&str, &str)]| entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let inputs = vec![("a".to_owned(), "{metric}".to_owned())];
        let usual =
            RuleChoice { inputs, params: params(&[("b", "{levels}"), ("c", "1")]), ..RuleChoice::plain("usual") };
        let own = RuleChoice { params: params(&[("c", "2")]), ..RuleChoice::plain("own") }.completed(&usual);
        assert_eq!((own.rule.as_str(), &own.inputs), ("own", &usual.inputs));
        assert_eq!(own.params, params(&[("b", "{levels}"), ("c", "2")]));
        assert_eq!(own.told(), "own 2");
    }
}
