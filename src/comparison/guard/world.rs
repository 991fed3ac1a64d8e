//! [`World`]: everything that decides a result, and worlds between two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Aspect, Key};
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Evaluator};
use crate::location::Source;
use crate::report::{Metric, Report, RowNote};
use crate::rule::{RuleSet, ScriptRule};
use crate::scheme::{Dimension, Indicator, InputSource, Scheme};

/// A scheme, a report and the scripts between them, and nothing that the result does not depend on: no metric that
/// nothing uses, no script that no row names.
#[derive(Clone, Debug)]
pub struct World {
    /// The scheme.
    pub scheme: Scheme,
    /// The report.
    pub report: Report,
    /// The scripts that the scheme names.
    pub scripts: BTreeMap<String, Script>,
}

/// The text of a script, and the rule it is; no rule where this engine cannot compile the text any more.
#[derive(Clone, Debug)]
pub struct Script {
    /// The text.
    pub source: Arc<Source>,
    /// The rule.
    pub rule: Option<Arc<ScriptRule>>,
}

impl World {
    /// What is left of a scheme, a report and scripts when everything is dropped that the result does not depend on.
    #[must_use]
    pub fn new(mut scheme: Scheme, mut report: Report, mut scripts: BTreeMap<String, Script>) -> Self {
        let used = used_metrics(&scheme);
        scheme.metrics.retain(|id, _| used.contains(id));
        report.metrics.retain(|id, _| scheme.metrics.get(id).is_some_and(|metric| metric.formula.is_none()));
        let rows: BTreeSet<&str> = scheme.scored_rows().into_iter().map(|row| row.id.as_str()).collect();
        let is_scored = |note: &RowNote| note.deduction.is_some() || note.not_applicable.is_some();
        report.rows.retain(|id, note| rows.contains(id.as_str()) && is_scored(note));
        let named: BTreeSet<&str> = scheme.scored_rows().into_iter().flat_map(scripts_of).collect();
        scripts.retain(|name, _| named.contains(name.as_str()));
        Self { scheme, report, scripts }
    }

    /// The world of a case whose rules stand in `book`.
    #[must_use]
    pub fn of(scheme: &Scheme, report: &Report, book: &RuleSet) -> Self {
        let scripts = scheme.scored_rows().into_iter().flat_map(scripts_of).filter_map(|name| {
            let rule = book.shared(name)?;
            Some((name.to_owned(), Script { source: Arc::clone(rule.source()), rule: Some(rule) }))
        });
        let scripts = scripts.collect();
        Self::new(scheme.clone(), report.clone(), scripts)
    }

    /// Scores the report by the ordinary engine; `book` lends its engine.
    ///
    /// # Errors
    /// Those of [`Evaluator::new`]: worlds between two that stand need not stand.
    pub fn evaluate(&self, book: &RuleSet) -> Result<Evaluation, Diagnostics> {
        let book = book.holding(self.scripts.values().filter_map(|script| script.rule.clone()));
        let evaluator = Evaluator::new(&self.scheme, &book)?.value;
        Ok(evaluator.evaluate(&self.report))
    }

    /// The rows by id.
    pub(super) fn rows(&self) -> BTreeMap<&str, &Indicator> {
        self.scheme.scored_rows().into_iter().map(|row| (row.id.as_str(), row)).collect()
    }

    /// Whether a row rests on a metric, directly or through a formula.
    pub(super) fn rests_on(&self, id: &str, metric: &str) -> bool {
        self.rows().get(id).is_some_and(|row| metrics_behind(&self.scheme, formulas_of(row)).contains(metric))
    }

    /// The weights of all rows and dimensions by id.
    pub(super) fn weights(&self) -> BTreeMap<&str, String> {
        let dimensions = self.scheme.all_dimensions().into_iter();
        let dimensions = dimensions.map(|dimension| (dimension.id.as_str(), dimension.weight.to_string()));
        dimensions.chain(self.rows().into_iter().map(|(id, row)| (id, row.weight.to_string()))).collect()
    }

    /// Which row stands in which dimension, and which dimension in which: without it there is nothing to compare.
    pub(super) fn shape(&self) -> BTreeSet<(String, String)> {
        fn collect(dimension: &Dimension, above: &str, pairs: &mut BTreeSet<(String, String)>) {
            pairs.insert((above.to_owned(), dimension.id.clone()));
            pairs.extend(dimension.indicators.iter().map(|row| (dimension.id.clone(), row.id.clone())));
            dimension.dimensions.iter().for_each(|below| collect(below, &dimension.id, pairs));
        }
        let mut pairs = BTreeSet::new();
        self.scheme.dimensions.iter().for_each(|dimension| collect(dimension, "", &mut pairs));
        // No id has a plus or minus in front.
        pairs.extend(self.scheme.bonuses.iter().map(|row| ("+".to_owned(), row.id.clone())));
        pairs.extend(self.scheme.penalties.iter().map(|row| ("-".to_owned(), row.id.clone())));
        pairs
    }
}

/// The scripts a row names: its rule and its modifiers.
pub(super) fn scripts_of(row: &Indicator) -> impl Iterator<Item = &str> {
    std::iter::once(row.rule.as_str()).chain(row.modifiers.iter().map(|modifier| modifier.rule.as_str()))
}

/// The metrics that rows, vetoes and ceilings rest on, directly or through formulas.
fn used_metrics(scheme: &Scheme) -> BTreeSet<String> {
    let sources = scheme.scored_rows().into_iter().flat_map(formulas_of);
    let vetoes = scheme.vetoes.iter().map(|veto| veto.metric.as_str());
    let caps = scheme.caps.iter().map(|cap| cap.metric.as_str());
    metrics_behind(scheme, sources.chain(vetoes).chain(caps))
}

/// The metrics and formulas a row names for its rule and its modifiers.
fn formulas_of(row: &Indicator) -> impl Iterator<Item = &str> {
    let modifiers = row.modifiers.iter().flat_map(|modifier| modifier.inputs.values());
    row.inputs.values().chain(modifiers).flat_map(texts)
}

/// The metrics that formulas rest on, directly or through others.
fn metrics_behind<'s>(scheme: &'s Scheme, formulas: impl Iterator<Item = &'s str>) -> BTreeSet<String> {
    let mut open: Vec<&str> = formulas.flat_map(words).collect();
    let mut used = BTreeSet::new();
    while let Some(word) = open.pop() {
        let Some(metric) = scheme.metrics.get(word) else { continue };
        if used.insert(word.to_owned()) {
            open.extend(metric.formula.iter().flat_map(|(formula, _)| words(formula)));
        }
    }
    used
}

fn texts(source: &InputSource) -> Vec<&str> {
    match source {
        InputSource::One(text, _) => vec![text.as_str()],
        InputSource::Many(items) => items.iter().map(|(text, _)| text.as_str()).collect(),
    }
}

/// Everything in a formula that could name a metric.
fn words(formula: &str) -> impl Iterator<Item = &str> {
    formula.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}

/// Two worlds, and every world between them.
pub(super) struct Span<'a> {
    old: &'a World,
    new: &'a World,
    old_rows: BTreeMap<&'a str, &'a Indicator>,
    new_rows: BTreeMap<&'a str, &'a Indicator>,
    is_same_shape: bool,
}

impl<'a> Span<'a> {
    pub fn new(old: &'a World, new: &'a World) -> Self {
        let is_same_shape = old.shape() == new.shape();
        Self { old, new, old_rows: old.rows(), new_rows: new.rows(), is_same_shape }
    }

    /// The old world with the changes `taken` made in it. What only one of the two has comes from that one: it counts
    /// for nothing until something that was taken uses it.
    pub fn between(&self, taken: &BTreeSet<Key>) -> World {
        let side = |aspect: Aspect, subject: &str| {
            if taken.contains(&Key::new(aspect, subject, "")) { self.new } else { self.old }
        };
        let wording = side(Aspect::Wording, "");
        let tree = if self.is_same_shape { wording } else { side(Aspect::Rows, "") };
        let mut scheme = wording.scheme.clone();
        scheme.dimensions.clone_from(&tree.scheme.dimensions);
        scheme.bonuses.clone_from(&tree.scheme.bonuses);
        scheme.penalties.clone_from(&tree.scheme.penalties);
        let weighed = if self.is_same_shape { side(Aspect::Weights, "") } else { tree };
        scheme.full_score = weighed.scheme.full_score.clone();
        self.set_dimensions(&mut scheme, wording, weighed);
        let weights: BTreeMap<&str, &Indicator> = weighed.rows();
        scheme.each_row(&mut |row| {
            if let Some(weighed) = weights.get(row.id.as_str()) {
                row.weight = weighed.weight.clone();
            }
            self.set_row(row, taken);
        });
        scheme.roundings = side(Aspect::Rounding, "").scheme.roundings;
        scheme.grades.clone_from(&side(Aspect::Grades, "").scheme.grades);
        let policy = &side(Aspect::Policy, "").scheme;
        (scheme.not_applicable, scheme.missing) = (policy.not_applicable, policy.missing);
        scheme.bonus_limit.clone_from(&policy.bonus_limit);
        scheme.vetoes.clone_from(&side(Aspect::Vetoes, "").scheme.vetoes);
        scheme.caps.clone_from(&side(Aspect::Caps, "").scheme.caps);
        scheme.metrics.clone_from(&wording.scheme.metrics);
        for (id, metric) in self.old.scheme.metrics.iter().chain(&self.new.scheme.metrics) {
            let own = scheme.metrics.entry(id.clone()).or_insert_with(|| metric.clone());
            let is_common = self.old.scheme.metrics.contains_key(id) && self.new.scheme.metrics.contains_key(id);
            if let (true, Some(metric)) = (is_common, side(Aspect::Metric, id).scheme.metrics.get(id)) {
                own.unit = metric.unit.clone();
                own.formula.clone_from(&metric.formula);
            }
        }
        let scripts = self.old.scripts.iter().chain(&self.new.scripts).map(|(name, script)| {
            let chosen = side(Aspect::Script, name).scripts.get(name).unwrap_or(script);
            (name.clone(), chosen.clone())
        });
        let scripts = scripts.collect();
        World::new(scheme, self.report(side(Aspect::Report, ""), wording), scripts)
    }

    /// Names, order and weights of the dimensions.
    fn set_dimensions(&self, scheme: &mut Scheme, wording: &World, weighed: &World) {
        let dimensions = |world: &'a World| -> BTreeMap<&'a str, &'a Dimension> {
            world.scheme.all_dimensions().into_iter().map(|dimension| (dimension.id.as_str(), dimension)).collect()
        };
        let pick = |world: &World| {
            if std::ptr::eq(world, self.new) { dimensions(self.new) } else { dimensions(self.old) }
        };
        let (old, new) = (dimensions(self.old), dimensions(self.new));
        let (names, weights) = (pick(wording), pick(weighed));
        scheme.each_dimension(&mut |dimension| {
            let id = dimension.id.as_str();
            if let (true, true, Some(named)) = (old.contains_key(id), new.contains_key(id), names.get(id)) {
                dimension.name = named.name.clone();
            }
            if let Some(weighed) = weights.get(id) {
                dimension.weight = weighed.weight.clone();
            }
        });
    }

    /// The settings of a row that both worlds have; a row that only one has stands as it is there.
    fn set_row(&self, row: &mut Indicator, taken: &BTreeSet<Key>) {
        let id = row.id.clone();
        let (Some(old), Some(new)) = (self.old_rows.get(id.as_str()), self.new_rows.get(id.as_str())) else { return };
        let is_taken = |aspect: Aspect, part: &str| taken.contains(&Key::new(aspect, &id, part));
        let side = |aspect: Aspect| if is_taken(aspect, "") { *new } else { *old };
        let wording = if taken.contains(&Key::new(Aspect::Wording, "", "")) { *new } else { *old };
        row.name = wording.name.clone();
        row.basis.clone_from(&wording.basis);
        row.direction = wording.direction;
        if old.rule == new.rule {
            row.rule.clone_from(&new.rule);
            let names = old.params.keys().chain(new.params.keys());
            let chosen = names.filter_map(|name| {
                let from = if is_taken(Aspect::Param, name) { new } else { old };
                Some((name.clone(), from.params.get(name)?.clone()))
            });
            row.params = chosen.collect();
            row.inputs.clone_from(&side(Aspect::Inputs).inputs);
        } else {
            let ruled = side(Aspect::Rule);
            row.rule.clone_from(&ruled.rule);
            row.rule_place = ruled.rule_place.clone();
            row.params.clone_from(&ruled.params);
            row.inputs.clone_from(&ruled.inputs);
        }
        let aimed = side(Aspect::Target);
        row.target.clone_from(&aimed.target);
        row.target_place = aimed.target_place.clone();
        row.unit = aimed.unit.clone();
        row.modifiers.clone_from(&side(Aspect::Modifiers).modifiers);
        let policy = if taken.contains(&Key::new(Aspect::Policy, "", "")) { *new } else { *old };
        row.missing = policy.missing;
    }

    fn report(&self, side: &World, wording: &World) -> Report {
        let mut report = side.report.clone();
        let worded = &wording.report;
        report.unit.clone_from(&worded.unit);
        report.year.clone_from(&worded.year);
        report.illustrative = worded.illustrative;
        let other = if std::ptr::eq(side, self.new) { self.old } else { self.new };
        let is_common =
            |id: &String| self.old.scheme.metrics.contains_key(id) && self.new.scheme.metrics.contains_key(id);
        let lent: Vec<(&String, &Metric)> = other.report.metrics.iter().filter(|(id, _)| !is_common(id)).collect();
        for (id, metric) in lent {
            report.metrics.entry(id.clone()).or_insert_with(|| metric.clone());
        }
        let is_common =
            |id: &String| self.old_rows.contains_key(id.as_str()) && self.new_rows.contains_key(id.as_str());
        for (id, note) in other.report.rows.iter().filter(|(id, _)| !is_common(id)) {
            report.rows.entry(id.clone()).or_insert_with(|| note.clone());
        }
        report
    }
}
