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
        let trees = self.trees.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((tree, figures)) = trees.iter().find_map(|(form, tree)| Some((tree, form.figures(call)?))) {
            return tree.as_ref()?.award(&figures);
        }
        drop(trees);
        let form = CallForm::of(call);
        let figures = form.figures(call)?;
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
    use super::super::RuleSet;
    use super::*;
    use crate::numeric::Number;

    /// What the script answers with an award is answered by its tree, at the weight of each example and at others.
    #[test]
    fn trees_answer_every_example_from_the_call_on_from_which_many_are_expected() {
        let rules = RuleSet::shipped();
        let (mut told, mut asked) = (0, 0);
        for rule in rules.rules() {
            for case in rule.examples().unwrap().into_iter().filter_map(|example| example.case.ok()) {
                let trees = AwardTrees::default();
                assert_eq!(trees.award(rule, &case.call()), None, "one call is left to the script");
                trees.expect_many_calls();
                for times in [1, 3] {
                    let mut case = case.clone();
                    case.weight = case.weight.multiply(&Number::from(times)).unwrap();
                    let (by_tree, by_script) = (trees.award(rule, &case.call()), rule.score(&case.call()));
                    asked += usize::from(by_script.is_ok());
                    told += usize::from(by_tree.is_some());
                    if let Some(award) = by_tree {
                        assert_eq!(Some(award), by_script.ok(), "{}: {case:?}", rule.metadata().name);
                    }
                }
            }
        }
        assert!(told * 10 > asked * 9, "{told} of {asked}");
    }
}
