//! [`RuleSet`]: all rules of a folder, by name.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};

use rhai::Engine;

use super::script::ScriptRule;
use super::shipped::{SHIPPED_SCRIPTS, source_name};
use super::{Family, Formula, RuleMetadata, host};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Named, find_named, nearest};
use crate::location::{Place, Source};

/// The shipped rules. A script that does not compile is left out, and a test says so.
static SHIPPED: LazyLock<RuleSet> = LazyLock::new(|| {
    let shipped =
        SHIPPED_SCRIPTS.iter().map(|script| (script.0.to_owned(), KnownRule::Shipped(script, Arc::default())));
    RuleSet { rules: Arc::new(shipped.collect()), ..RuleSet::new() }
});

/// A rule of a set.
#[derive(Clone, Debug)]
enum KnownRule {
    Compiled(Arc<ScriptRule>),
    /// A shipped script, which is compiled once, when it is first asked for.
    Shipped(&'static (&'static str, &'static str), Arc<OnceLock<Option<Arc<ScriptRule>>>>),
}

impl KnownRule {
    fn rule(&self) -> Option<&Arc<ScriptRule>> {
        match self {
            Self::Compiled(rule) => Some(rule),
            Self::Shipped((name, text), compiled) => {
                let compile = || SHIPPED.compile(name, &Source::new(source_name(name), *text)).ok();
                compiled.get_or_init(compile).as_ref()
            }
        }
    }
}

/// The rules that schemes can name.
#[derive(Clone, Debug)]
pub struct RuleSet {
    engine: Arc<Engine>,
    /// Reads formulas: their variables are metrics, whose names are checked by whoever knows them.
    reader: Arc<Engine>,
    rules: Arc<BTreeMap<String, KnownRule>>,
    /// How many scripts and formulas were compiled for this set and its copies.
    compilations: Arc<AtomicUsize>,
}

impl Default for RuleSet {
    fn default() -> Self {
        let mut reader = host::engine();
        reader.set_strict_variables(false);
        Self {
            engine: Arc::new(host::engine()),
            reader: Arc::new(reader),
            rules: Arc::default(),
            compilations: Arc::default(),
        }
    }
}

impl RuleSet {
    /// A set without rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The rules that are compiled into the library: every script of its `scripts` folder.
    #[must_use]
    pub fn shipped() -> Self {
        SHIPPED.clone()
    }

    /// This set and the shipped rules but for those of these names.
    #[must_use]
    pub(crate) fn and_shipped_but(mut self, names: &[String]) -> Self {
        let shipped = SHIPPED.rules.iter().filter(|(name, _)| !names.contains(name));
        Arc::make_mut(&mut self.rules).extend(shipped.map(|(name, rule)| (name.clone(), rule.clone())));
        self
    }

    /// Compiles a script under `name` and adds it.
    ///
    /// # Errors
    /// All that is wrong with the script; the set stays as it was.
    pub fn add(&mut self, name: &str, source: &Arc<Source>) -> Result<(), Diagnostics> {
        let rule = self.compile(name, source)?;
        Arc::make_mut(&mut self.rules).insert(name.to_owned(), KnownRule::Compiled(rule));
        Ok(())
    }

    /// Compiles a script under `name` for this set, without adding it. Line ends and a byte-order mark are no part of it.
    ///
    /// # Errors
    /// All that is wrong with the script.
    pub fn compile(&self, name: &str, source: &Arc<Source>) -> Result<Arc<ScriptRule>, Diagnostics> {
        self.compilations.fetch_add(1, Ordering::Relaxed);
        let compiled = ScriptRule::load(&self.engine, name, &source.canonical());
        compiled.map(Arc::new).map_err(|all| all.into_iter().collect())
    }

    /// A set of these rules and no others, sharing what this one has compiled.
    #[must_use]
    pub fn holding(&self, rules: impl IntoIterator<Item = Arc<ScriptRule>>) -> Self {
        let rules = rules.into_iter().map(|rule| (rule.metadata().name.clone(), KnownRule::Compiled(rule)));
        Self { rules: Arc::new(rules.collect()), ..self.clone() }
    }

    /// The rule of that name, to be held beyond the set.
    #[must_use]
    pub fn shared(&self, name: &str) -> Option<Arc<ScriptRule>> {
        self.known(name).cloned()
    }

    /// The rule of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&ScriptRule> {
        self.known(name).map(AsRef::as_ref)
    }

    fn known(&self, name: &str) -> Option<&Arc<ScriptRule>> {
        self.rules.get(name)?.rule()
    }

    /// The rule of that name, or the problem of naming it at `place`, where some rules would do.
    ///
    /// # Errors
    /// [`Code::UnknownRule`] with the nearest name, or that of the rule whose title is nearest; where that one would not do,
    /// with those that would.
    pub fn find(
        &self,
        name: &str,
        place: Place,
        would_do: impl Fn(&RuleMetadata) -> bool,
    ) -> Result<&Arc<ScriptRule>, Diagnostic> {
        self.known(name).ok_or_else(|| {
            let problem = Diagnostic::new(Code::UnknownRule).fact("rule", name).at(place);
            // What a rule is called leads to its name.
            let titles = || {
                let cards = self.rules().map(ScriptRule::metadata);
                cards.flat_map(|card| [(card.title.zh.as_str(), &card.name), (card.title.en.as_str(), &card.name)])
            };
            let titled = || {
                let title = nearest(name, titles().map(|(title, _)| title))?;
                titles().find(|(known, _)| *known == title).map(|(_, name)| name.as_str())
            };
            let Some(meant) = nearest(name, self.names()).or_else(titled) else { return problem };
            if self.get(meant).is_some_and(|rule| would_do(rule.metadata())) {
                return problem.fact("nearest", meant);
            }
            let fitting = self.rules().map(ScriptRule::metadata).filter(|card| would_do(card));
            problem.list("known", fitting.map(|card| card.name.as_str()))
        })
    }

    /// The rule that the text names, by its name or its title.
    ///
    /// # Errors
    /// [`Code::UnknownRule`] with the nearest name; [`Code::AmbiguousName`].
    pub fn named(&self, text: &Place) -> Result<&Arc<ScriptRule>, Diagnostic> {
        let cards = self.rules().map(ScriptRule::metadata);
        let named: Vec<Named<String>> =
            cards.map(|card| Named::new(card.name.clone(), &card.name, card.title.clone())).collect();
        let unknown = || Diagnostic::new(Code::UnknownRule).fact("rule", text.text());
        let found = find_named(text, &named, unknown).map_err(|problem| {
            // A rule is named as schemes name it, and by what it is called.
            let meant = problem.get("nearest").and_then(|title| named.iter().find(|rule| rule.name == *title));
            match meant.map(Named::choice) {
                Some(choice) => problem.said("nearest", choice),
                None => problem,
            }
        });
        found.and_then(|named| self.find(&named.thing, text.clone(), |_| true))
    }

    /// How many scripts and formulas were compiled for this set and its copies so far.
    #[cfg(test)]
    pub(crate) fn compilations(&self) -> usize {
        self.compilations.load(Ordering::Relaxed)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    /// The rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = &ScriptRule> {
        self.rules.values().filter_map(KnownRule::rule).map(AsRef::as_ref)
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
                && other.metadata().declared.families.contains(&family)
                && other.metadata().takes_the_same_as(rule.metadata())
        })
    }

    /// Compiles a formula over metrics that stands at `place`.
    ///
    /// # Errors
    /// [`Code::FormulaSyntax`] if it is not a side-effect free expression.
    pub fn formula(&self, text: &str, place: &Place) -> Result<Formula, Diagnostic> {
        self.compilations.fetch_add(1, Ordering::Relaxed);
        Formula::compile(&self.reader, &self.engine, text, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_script_compiles() {
        let names: Vec<&str> = SHIPPED_SCRIPTS.iter().map(|(name, _)| *name).collect();
        let rules = RuleSet::shipped();
        assert_eq!(rules.names().collect::<Vec<_>>(), names);
        assert_eq!(rules.rules().map(|rule| rule.metadata().name.as_str()).collect::<Vec<_>>(), names);
        assert!(names.len() >= 30);
    }
}
