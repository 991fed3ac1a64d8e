//! [`RuleSet`]: all rules of a folder, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::Engine;

use super::script::ScriptRule;
use super::{Family, Formula, Rule, host};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Place, Source};

/// The rules that schemes can name.
#[derive(Clone, Debug)]
pub struct RuleSet {
    engine: Arc<Engine>,
    /// Reads formulas: their variables are metrics, whose names are checked by whoever knows them.
    reader: Arc<Engine>,
    rules: BTreeMap<String, Arc<ScriptRule>>,
}

impl Default for RuleSet {
    fn default() -> Self {
        let mut reader = host::engine();
        reader.set_strict_variables(false);
        Self { engine: Arc::new(host::engine()), reader: Arc::new(reader), rules: BTreeMap::new() }
    }
}

impl RuleSet {
    /// A set without rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compiles a script under `name` and adds it.
    ///
    /// # Errors
    /// All that is wrong with the script; the set stays as it was.
    pub fn add(&mut self, name: &str, source: &Arc<Source>) -> Result<(), Diagnostics> {
        let rule = self.compile(name, source)?;
        self.rules.insert(name.to_owned(), rule);
        Ok(())
    }

    /// Compiles a script under `name` for this set, without adding it.
    ///
    /// # Errors
    /// All that is wrong with the script.
    pub fn compile(&self, name: &str, source: &Arc<Source>) -> Result<Arc<ScriptRule>, Diagnostics> {
        let compiled = ScriptRule::load(&self.engine, name, source);
        compiled.map(Arc::new).map_err(|all| all.into_iter().collect())
    }

    /// A set of these rules and no others, sharing what this one has compiled.
    #[must_use]
    pub fn holding(&self, rules: impl IntoIterator<Item = Arc<ScriptRule>>) -> Self {
        let rules = rules.into_iter().map(|rule| (rule.card().name.clone(), rule)).collect();
        Self { engine: Arc::clone(&self.engine), reader: Arc::clone(&self.reader), rules }
    }

    /// The rule of that name, to be held beyond the set.
    #[must_use]
    pub fn shared(&self, name: &str) -> Option<Arc<ScriptRule>> {
        self.rules.get(name).cloned()
    }

    /// The rule of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&ScriptRule> {
        self.rules.get(name).map(AsRef::as_ref)
    }

    /// The rule of that name, or the problem of naming it at `place`.
    ///
    /// # Errors
    /// [`Code::UnknownRule`] with the nearest name.
    pub fn find(&self, name: &str, place: Place) -> Result<&ScriptRule, Diagnostic> {
        self.get(name)
            .ok_or_else(|| Diagnostic::new(Code::UnknownRule).fact("rule", name).suggest(name, self.names()).at(place))
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// The rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = &ScriptRule> {
        self.rules.values().map(AsRef::as_ref)
    }

    /// The rules whose scripts differ, in the order of their texts; a script that is there under several names comes once,
    /// under the first of them. What a study picks from these does not depend on what the rules are called.
    pub fn distinct(&self) -> impl Iterator<Item = &ScriptRule> {
        let mut by_text: BTreeMap<&str, &ScriptRule> = BTreeMap::new();
        for rule in self.rules() {
            by_text.entry(rule.source().text()).or_insert(rule);
        }
        by_text.into_values()
    }

    /// The rules of a family that can score a row of `rule` in its place, copies of `rule` left out.
    pub fn relatives<'b>(&'b self, rule: &'b ScriptRule, family: Family) -> impl Iterator<Item = &'b ScriptRule> {
        self.distinct().filter(move |other| {
            other.source().text() != rule.source().text()
                && other.card().declared.families.contains(&family)
                && other.card().takes_the_same_as(rule.card())
        })
    }

    /// Compiles a formula over metrics that stands at `place`.
    ///
    /// # Errors
    /// [`Code::FormulaSyntax`] if it is not a side-effect free expression.
    pub fn formula(&self, text: &str, place: &Place) -> Result<Formula, Diagnostic> {
        Formula::compile(&self.reader, &self.engine, text, place)
    }
}
