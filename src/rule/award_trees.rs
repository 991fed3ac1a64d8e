//! [`AwardTrees`]: the trees of one use of a script, made when it has been called often.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use super::Award;
use super::award_tree::{AwardTree, CallForm};
use super::call::Call;
use super::script::ScriptRule;

/// How often a script runs before its trees are made: a case or two never wait for them.
const CALLS: u32 = 200;
/// For how many forms of calls there are trees; calls of other forms are left to the script.
const MOST_FORMS: usize = 64;

/// The trees of a use of a script, whose target and parameters are always the same, by the form of its calls; `None` for a
/// form that has too many paths.
#[derive(Debug, Default)]
pub(crate) struct AwardTrees {
    calls: AtomicU32,
    trees: RwLock<Vec<(CallForm, Option<Arc<AwardTree>>)>>,
}

impl AwardTrees {
    /// Has trees made at the next call.
    pub fn expect_many_calls(&self) {
        self.calls.store(CALLS, Ordering::Relaxed);
    }

    /// What the script awards, told by its tree; `None` where the script is to be asked.
    pub fn award(&self, rule: &ScriptRule, call: &Call<'_>) -> Option<Award> {
        if self.calls.load(Ordering::Relaxed) < CALLS {
            self.calls.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let (form, figures) = CallForm::of(call);
        let trees = self.trees.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tree)) = trees.iter().find(|(known, _)| *known == form) {
            return tree.as_ref()?.award(&figures);
        }
        drop(trees);
        self.tree(form, rule, call)?.award(&figures)
    }

    /// A tree that is not known yet.
    fn tree(&self, form: CallForm, rule: &ScriptRule, call: &Call<'_>) -> Option<Arc<AwardTree>> {
        let mut trees = self.trees.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tree)) = trees.iter().find(|(known, _)| *known == form) {
            return tree.clone();
        }
        if trees.len() >= MOST_FORMS {
            return None;
        }
        let tree = form.tree(rule, call).map(Arc::new);
        trees.push((form, tree.clone()));
        tree
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{RowSetting, RuleCase, RuleSet, Value};
    use super::*;
    use crate::numeric::Number;

    #[test]
    fn trees_answer_from_the_call_on_from_which_many_are_expected() {
        let rules = RuleSet::shipped();
        let rule = rules.get("forward_ratio").unwrap();
        let number = |text: &str| Number::parse(text).unwrap();
        let case = |actual: &str, weight: &str| RuleCase {
            weight: number(weight),
            target: Value::Number(number("80")),
            setting: RowSetting { form: None, is_penalty: false, is_share: false },
            inputs: BTreeMap::from([("actual".to_owned(), Value::Number(number(actual)))]),
            params: BTreeMap::new(),
            before: None,
        };
        let trees = AwardTrees::default();
        assert_eq!(trees.award(rule, &case("60", "4").call()), None, "one call is left to the script");
        trees.expect_many_calls();
        for (actual, weight) in [("60", "4"), ("80", "4"), ("0", "4"), ("100.5", "7"), ("33", "0")] {
            let case = case(actual, weight);
            let told = trees.award(rule, &case.call()).unwrap();
            assert_eq!(told, rule.score(&case.call()).unwrap(), "{actual} of {weight}");
        }
        // 4 × 60 ÷ 80 = 3.
        assert_eq!(trees.award(rule, &case("60", "4").call()).unwrap().points, number("3"));
    }
}
