//! [`Overlay`]: changed weights, targets, rules, parameters, figures and scripts, laid over a program.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compiled::{Compiled, CompiledRow};
use super::compiler::Compiler;
use crate::data::Data;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::numeric::{Number, Weight};
use crate::report::{Figure, Metric, MetricState};
use crate::rule::ScriptRule;
use crate::scheme::{Indicator, Target, WeightRequest};

/// What is to differ from a program and from the reports it scores.
///
/// A weight that is set alone makes the others of the tree follow in proportion; [`Overlay::request`] says otherwise, and
/// [`Overlay::weights`] gives all that change. What is wrong with it is told when it is laid over a program.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    set: BTreeMap<String, Number>,
    request: WeightRequest,
    weights: BTreeMap<String, Weight>,
    targets: BTreeMap<String, Target>,
    rules: BTreeMap<String, String>,
    params: BTreeMap<String, BTreeMap<String, Data>>,
    figures: BTreeMap<String, Figure>,
    scripts: BTreeMap<String, Arc<ScriptRule>>,
}

impl Overlay {
    /// Nothing changed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The row or dimension `id` is worth `points`, not below 0; the other weights of the tree make room.
    #[must_use]
    pub fn weight(mut self, id: &str, points: impl Into<Number>) -> Self {
        self.set.insert(id.to_owned(), points.into());
        self
    }

    /// Who makes room for weights that are set, locks, bounds and steps, and further weights to set.
    #[must_use]
    pub fn request(mut self, request: WeightRequest) -> Self {
        self.request = request;
        self
    }

    /// Weights that are taken as they are; dimensions are worth what their rows are worth, and all of it the full score.
    #[must_use]
    pub fn weights(mut self, weights: BTreeMap<String, Weight>) -> Self {
        self.weights.extend(weights);
        self
    }

    /// Another target of the row `id`, in its own unit.
    #[must_use]
    pub fn target(mut self, id: &str, target: Target) -> Self {
        self.targets.insert(id.to_owned(), target);
        self
    }

    /// Another rule for the row `id`, with the parameters that the row has.
    #[must_use]
    pub fn rule(mut self, id: &str, rule: &str) -> Self {
        self.rules.insert(id.to_owned(), rule.to_owned());
        self
    }

    /// Another value of a parameter of the row `id`.
    #[must_use]
    pub fn param(mut self, id: &str, name: &str, value: Data) -> Self {
        self.params.entry(id.to_owned()).or_default().insert(name.to_owned(), value);
        self
    }

    /// Another figure in place of that of every report.
    #[must_use]
    pub fn figure(mut self, metric: &str, figure: Figure) -> Self {
        self.figures.insert(metric.to_owned(), figure);
        self
    }

    /// A script, compiled by the program's own rules, in place of the one of its name.
    #[must_use]
    pub fn script(mut self, script: Arc<ScriptRule>) -> Self {
        self.scripts.insert(script.metadata().name.clone(), script);
        self
    }

    /// Lays the changes over a program's own copy of what its copies share.
    pub(super) fn lay_over(&self, compiled: &mut Compiled) -> Result<(), Diagnostics> {
        let mut problems = self.unknown(compiled);
        if !self.scripts.is_empty() {
            let kept = compiled.rules.names().filter(|name| !self.scripts.contains_key(*name));
            let kept: Vec<Arc<ScriptRule>> = kept.filter_map(|name| compiled.rules.shared(name)).collect();
            compiled.rules = compiled.rules.holding(kept.into_iter().chain(self.scripts.values().cloned()));
        }
        self.lay_rows(compiled, &mut problems);
        self.lay_figures(compiled);
        if problems.has_errors() {
            return Err(problems);
        }
        self.lay_weights(compiled)
    }

    /// Ids and names that there are not.
    fn unknown(&self, compiled: &Compiled) -> Diagnostics {
        let known: Vec<&str> = compiled.rows.iter().map(|row| row.indicator.id.as_str()).collect();
        let set = self.request.set.keys().chain(self.set.keys());
        let set = set.filter(|id| compiled.scheme.dimension(id).is_none());
        let named = set
            .chain(self.weights.keys())
            .chain(self.targets.keys())
            .chain(self.rules.keys())
            .chain(self.params.keys());
        let named: BTreeSet<&String> = named.collect();
        let rows = named
            .into_iter()
            .filter(|id| !known.contains(&id.as_str()))
            .map(|id| Diagnostic::new(Code::UnknownIndicator).fact("id", id).suggest(id, known.iter().copied()));
        let metrics = self.figures.keys().filter(|name| compiled.metrics.position(name).is_none()).map(|name| {
            let known = compiled.metrics.all.iter().map(|metric| metric.name.as_str());
            Diagnostic::new(Code::UnknownMetric).fact("metric", name).suggest(name, known)
        });
        rows.chain(metrics).collect()
    }

    fn lay_figures(&self, compiled: &mut Compiled) {
        for (name, figure) in &self.figures {
            let Some(id) = compiled.metrics.position(name) else { continue };
            let state = MetricState::Value(figure.clone());
            let metric = Metric { state, source: None, evidence: Vec::new(), place: compiled.scheme.place.clone() };
            compiled.figures.retain(|(other, _)| *other != id);
            compiled.figures.push((id, Arc::new(metric)));
        }
    }

    /// Rows whose target, rule, parameters or scripts change are compiled again; the others are shared.
    fn lay_rows(&self, compiled: &mut Compiled, problems: &mut Diagnostics) {
        let scheme = Arc::clone(&compiled.scheme);
        let rules = compiled.rules.clone();
        let mut compiler = Compiler::over(&scheme, &rules, &compiled.metrics);
        for row in &mut compiled.rows {
            let id = &row.indicator.id;
            let is_rescripted = row.uses().any(|used| self.scripts.contains_key(&used.rule.metadata().name));
            let is_changed = self.rules.contains_key(id) || self.params.contains_key(id) || is_rescripted;
            if !is_changed && !self.targets.contains_key(id) {
                continue;
            }
            let indicator = Arc::new(self.changed(&row.indicator));
            compiler.known = row.formulas().cloned().collect();
            let compiled = compiler.row(&indicator, &row.weight, Arc::clone(&row.dimensions), row.role);
            *row = compiled.map_or_else(|| Arc::clone(row), Arc::new);
        }
        problems.extend(compiler.problems.into_iter().chain(compiler.unknown));
    }

    fn changed(&self, indicator: &Indicator) -> Indicator {
        let mut changed = indicator.clone();
        let id = &indicator.id;
        changed.target = self.targets.get(id).cloned().or(changed.target);
        changed.rule = self.rules.get(id).cloned().unwrap_or(changed.rule);
        changed.params.extend(self.params.get(id).cloned().unwrap_or_default());
        changed
    }

    fn lay_weights(&self, compiled: &mut Compiled) -> Result<(), Diagnostics> {
        let scheme = Arc::clone(&compiled.scheme);
        let in_tree =
            |id: &String| scheme.dimension(id).is_some() || scheme.indicators().iter().any(|row| row.id == *id);
        let mut weights = self.weights.clone();
        let mut set = self.request.set.clone();
        for (id, points) in &self.set {
            let refused =
                || Diagnostic::new(Code::NumberRange).fact("value", points).fact("bounds", "≥ 0").fact("id", id);
            set.insert(id.clone(), Weight::new(points.clone()).ok_or_else(refused)?);
        }
        let (tree, extras): (BTreeMap<_, _>, BTreeMap<_, _>) = set.into_iter().partition(|(id, _)| in_tree(id));
        weights.extend(extras);
        if !tree.is_empty() || !self.request.bounds.is_empty() {
            let request = WeightRequest { set: tree, ..self.request.clone() };
            weights.extend(compiled.current_scheme().renormalised(&request)?.weights());
        }
        if weights.is_empty() {
            return Ok(());
        }
        let rules = compiled.rules.clone();
        let mut compiler = Compiler::over(&scheme, &rules, &compiled.metrics);
        for row in &mut compiled.rows {
            let Some(weight) = weights.get(&row.indicator.id).filter(|weight| **weight != row.weight) else { continue };
            if row.is_checked_by_weight() {
                compiler.known = row.formulas().cloned().collect();
                let compiled = compiler.row(&row.indicator, weight, Arc::clone(&row.dimensions), row.role);
                *row = compiled.map_or_else(|| Arc::clone(row), Arc::new);
            } else {
                *row = Arc::new(CompiledRow { weight: weight.clone(), ..(**row).clone() });
            }
        }
        let problems: Diagnostics = compiler.problems.into_iter().chain(compiler.unknown).collect();
        if problems.has_errors() {
            return Err(problems);
        }
        compiled.reweigh_dimensions()?;
        let total = Weight::total(compiled.dimensions.iter().map(|dimension| &dimension.weight))?;
        if total == scheme.full_score { Ok(()) } else { Err(compiled.current_scheme().weight_sum(&total).into()) }
    }
}

#[cfg(test)]
mod tests;
