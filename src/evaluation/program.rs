//! [`Program`]: a scheme compiled with the rules it names, ready to evaluate any report.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::compiled::{
    Compiled, CompiledFormula, CompiledInput, CompiledMetric, CompiledRow, DimensionHead, MetricId, Metrics,
};
use super::compiler::{Compiler, formula_unit};
use super::overlay::Overlay;
use super::steps::Role;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Warned};
use crate::numeric::Weight;
use crate::rule::{AwardTrees, RuleSet, ScriptRule};
use crate::scheme::{Dimension, Indicator, Scheme};

/// A scheme compiled with the rules it names: names resolved, parameters converted, formulas compiled, once.
///
/// Copies share everything; an [`Overlay`] shares all that it does not change.
#[derive(Clone, Debug)]
pub struct Program(Arc<Compiled>);

/// What depends on a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricUsage {
    /// The rows that read it, in the order of the scheme: weighted ones, bonuses, penalties.
    pub rows: Vec<String>,
    /// Whether a veto or a ceiling on the total reads it.
    pub decides_total: bool,
}

impl Program {
    /// Compiles a scheme with the rules it names.
    ///
    /// # Errors
    /// All of: unknown rules, parameters and inputs, missing ones, bad parameters, formulas that are none or that name
    /// unknown metrics, metrics that derive from each other in a circle, targets that a rule cannot use.
    ///
    /// # Example: the shipped case, and what it comes to with one weight raised
    /// ```
    /// use jixiao::{Overlay, Program, Report, RuleSet, Scheme};
    /// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
    /// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
    /// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
    /// let total = program.evaluate(&report).total.ok_or("withheld")?;
    /// assert_eq!((total.points.to_string(), total.grade.zh), ("96.89".into(), "优秀".into()));
    /// let raised = program.evaluate_with(&report, &Overlay::new().weight("complaint-disposal", 11))?;
    /// assert_eq!(raised.row("complaint-disposal").ok_or("gone")?.weight().to_string(), "11");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compile(scheme: impl Into<Arc<Scheme>>, rules: RuleSet) -> Result<Self, Diagnostics> {
        let scheme = scheme.into();
        let mut compiler = Compiler::new(&scheme, &rules);
        let mut metrics = metrics(&mut compiler);
        let caps: Vec<Option<CompiledInput>> = scheme.caps.iter().map(|cap| compiler.cap(cap)).collect();
        let mut rows = Vec::new();
        for (indicator, dimensions, role) in all_rows(&scheme) {
            rows.extend(compiler.row(&Arc::new(indicator.clone()), &indicator.weight, dimensions, role).map(Arc::new));
        }
        let vetoes: Vec<Option<MetricId>> = scheme.vetoes.iter().map(|veto| metrics.position(&veto.metric)).collect();
        metrics.claims = compiler.claims;
        let (mut problems, used) = (compiler.problems, compiler.used);
        problems.extend(compiler.unknown);
        check_circles(&scheme, &metrics, &mut problems);
        // A row that could not be compiled names its metrics too: what is unused is told when nothing else is wrong.
        if problems.iter().all(|problem| problem.severity() == Severity::Warning) {
            let names = scheme.metrics.iter().zip(&used).filter(|(_, used)| !**used).map(|(named, _)| named);
            for (id, metric) in names.filter(|(id, _)| !scheme.vetoes.iter().any(|veto| veto.metric == **id)) {
                problems.push(Diagnostic::new(Code::UnusedMetric).fact("metric", id).at(metric.place.clone()));
            }
        }
        let compiled = Compiled {
            dimensions: scheme.dimensions.iter().map(head).collect(),
            metrics: Arc::new(metrics),
            rows,
            vetoes: vetoes.into_iter().flatten().collect(),
            caps: caps.into_iter().flatten().collect(),
            figures: Vec::new(),
            warnings: Arc::default(),
            overlaid: OnceLock::new(),
            is_overlaid: false,
            scheme,
            rules,
        };
        let Warned { value: compiled, warnings } = problems.into_iter().collect::<Diagnostics>().accept(compiled)?;
        Ok(Self(Arc::new(Compiled { warnings: Arc::new(warnings), ..compiled })))
    }

    /// What compiling it found that a person should look at.
    #[must_use]
    pub fn warnings(&self) -> &Diagnostics {
        &self.0.warnings
    }

    /// The scheme, with the changes of the overlay.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        if !self.0.is_overlaid {
            return &self.0.scheme;
        }
        self.0.overlaid.get_or_init(|| Arc::new(self.0.current_scheme()))
    }

    /// The scheme as it was compiled: what no overlay changes can be read here.
    pub(super) fn base(&self) -> &Scheme {
        &self.0.scheme
    }

    #[cfg(test)]
    pub(super) fn compiled(&self) -> &Compiled {
        &self.0
    }

    /// The rules it was compiled with.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.0.rules
    }

    /// The scripts that the scheme uses, by name.
    #[must_use]
    pub fn scripts(&self) -> BTreeMap<&str, &Arc<ScriptRule>> {
        let uses = self.0.rows.iter().flat_map(|row| row.uses());
        uses.map(|used| (used.rule.metadata().name.as_str(), &used.rule)).collect()
    }

    /// The program whose scripts are asked for every single row: what decision trees answer is held to it.
    ///
    /// # Example: the shipped case is worth as much by its scripts
    /// ```
    /// use jixiao::{Program, Report, RuleSet, Scheme};
    /// let read = |file: &str| std::fs::read_to_string(format!("indicators/yueyang-2024/{file}"));
    /// let program = Program::compile(Scheme::from_yaml(&read("scheme.yaml")?)?, RuleSet::shipped())?;
    /// let report = Report::from_yaml(&read("report.yaml")?, program.scheme())?;
    /// program.expect_many_reports();
    /// let total = |program: &Program| program.evaluate(&report).total.map(|total| total.points);
    /// assert_eq!(total(&program), total(&program.by_scripts()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_scripts(&self) -> Self {
        let mut compiled = (*self.0).clone();
        compiled.rows = compiled.rows.iter().map(|row| Arc::new(row.by_scripts())).collect();
        Self(Arc::new(compiled))
    }

    /// Has the decision trees of all rows made at the next report, and not only when it turns out that there are many.
    pub fn expect_many_reports(&self) {
        let uses = self.0.rows.iter().flat_map(|row| row.uses());
        uses.filter_map(|used| used.trees.as_deref()).for_each(AwardTrees::expect_many_calls);
    }

    /// The program with changes laid over it, which shares all that they do not touch.
    ///
    /// # Errors
    /// Ids and names that are not known, weights that cannot be had, and all that [`Program::compile`] refuses of the rows
    /// that change.
    pub fn overlaid(&self, overlay: &Overlay) -> Result<Self, Diagnostics> {
        let mut compiled = (*self.0).clone();
        overlay.lay_over(&mut compiled)?;
        compiled.overlaid = OnceLock::new();
        compiled.is_overlaid = true;
        Ok(Self(Arc::new(compiled)))
    }

    /// The rows of which some points stay when the weight changes, because the scheme fixes them in the parameters.
    #[must_use]
    pub fn rows_with_fixed_points(&self) -> Vec<&Indicator> {
        let rows = self.0.rows.iter().filter(|row| !row.indicator.fixed.is_empty());
        rows.map(|row| row.indicator.as_ref()).collect()
    }

    /// Whether something of the row at a position has to hold again where it is worth more or less.
    pub(super) fn looks_at_weight(&self, position: usize) -> bool {
        self.0.rows.get(position).is_some_and(|row| row.is_checked_by_weight())
    }

    /// Whether the weighted row at a position may not be worth so much: points in its parameters that stay, or what its rule
    /// checks, stand against it.
    pub(super) fn refuses_weight(&self, position: usize, weight: &Weight) -> bool {
        let Some(row) = self.0.rows.get(position).filter(|_| self.looks_at_weight(position)) else { return false };
        let mut compiler = Compiler::over(&self.0.scheme, &self.0.rules, &self.0.metrics);
        compiler.known = row.formulas().cloned().collect();
        compiler.row(&row.indicator, weight, Arc::clone(&row.dimensions), row.role);
        let mut problems = compiler.problems.iter().chain(&compiler.unknown);
        problems.any(|problem| problem.severity() == Severity::Error)
    }

    /// What depends on a metric, directly or through metrics that derive from it.
    #[must_use]
    pub fn usage(&self, metric: &str) -> MetricUsage {
        let metrics = &self.0.metrics;
        let mut ids: Vec<MetricId> = metrics.position(metric).into_iter().collect();
        let mut at = 0;
        while let Some(id) = ids.get(at).copied() {
            let derived = metrics.all.iter().enumerate().filter(|(other, derived)| {
                let reads = derived.formula.as_ref().is_some_and(|formula| formula.terms.contains(&id));
                reads && !ids.contains(other)
            });
            let new: Vec<MetricId> = derived.map(|(other, _)| other).collect();
            ids.extend(new);
            at = at.saturating_add(1);
        }
        let reads = |formula: &CompiledFormula| formula.terms.iter().any(|id| ids.contains(id));
        let rows = self.0.rows.iter().filter(|row| row.formulas().any(reads)).map(|row| row.indicator.id.clone());
        let vetoes = self.0.vetoes.iter().any(|id| ids.contains(id));
        MetricUsage { rows: rows.collect(), decides_total: vetoes || self.0.caps.iter().any(|cap| reads(&cap.formula)) }
    }

    pub(super) fn shared(&self) -> Arc<Compiled> {
        Arc::clone(&self.0)
    }

    pub(super) fn compiled_row(&self, id: &str) -> Option<&Arc<CompiledRow>> {
        self.0.rows.iter().find(|row| row.indicator.id == id)
    }
}

fn head(dimension: &Dimension) -> Arc<DimensionHead> {
    Arc::new(DimensionHead {
        id: dimension.id.clone(),
        name: dimension.name.clone(),
        weight: dimension.weight.clone(),
        below: dimension.dimensions.iter().map(head).collect(),
    })
}

fn metrics(compiler: &mut Compiler<'_>) -> Metrics {
    let scheme = compiler.scheme;
    let by_rows = scheme.names_by_rows();
    let all = scheme.metrics.iter().map(|(id, metric)| {
        let formula = metric.formula.as_ref().and_then(|(text, place)| {
            let formula = compiler.formula(text, place);
            formula.map_err(|problem| compiler.problems.push(problem.row(metric.name.clone()))).ok()
        });
        let peers = metric.peers.as_ref().and_then(|peers| compiler.peers(peers));
        let called = (*by_rows.get(id.as_str()).unwrap_or(&&metric.name)).clone();
        let unit = metric.unit.clone();
        CompiledMetric { name: id.clone(), called, unit, formula, factor: None, is_settled: false, peers }
    });
    let mut metrics = Metrics { all: all.collect(), order: Vec::new(), claims: Vec::new() };
    // Each pass takes what rests on metrics that have been taken; what is left lies in a circle, which is a problem.
    let is_given = |metric: &CompiledMetric| metric.formula.is_none() && metric.peers.is_none();
    let mut is_known: Vec<bool> = metrics.all.iter().map(is_given).collect();
    loop {
        let ready = metrics.all.iter().enumerate().filter(|(id, metric)| {
            let terms = metric.formula.iter().flat_map(|formula| &formula.terms);
            let mut terms = terms.chain(metric.peers.iter().map(|peers| &peers.of));
            !is_known.get(*id).is_none_or(|known| *known) && terms.all(|id| is_known.get(*id) == Some(&true))
        });
        let ready: Vec<MetricId> = ready.map(|(id, _)| id).collect();
        if ready.is_empty() {
            return metrics;
        }
        for id in ready {
            is_known.get_mut(id).into_iter().for_each(|known| *known = true);
            metrics.order.push(id);
            metrics.all.get_mut(id).into_iter().for_each(|metric| derive(compiler, id, metric));
        }
    }
}

/// Follows the units of the formula that derives a metric, so that it comes out in the declared one.
fn derive(compiler: &mut Compiler<'_>, id: MetricId, metric: &mut CompiledMetric) {
    if let Some(peers) = &metric.peers {
        compiler.count_peers(id, peers, &mut metric.unit);
        return;
    }
    let Some(formula) = &mut metric.formula else { return };
    if let Some(units) = compiler.follow(formula) {
        metric.is_settled = units.is_scaled() || compiler.is_settled(formula);
        compiler.settled.get_mut(id).into_iter().for_each(|settled| *settled = metric.is_settled);
        if metric.unit.is_plain() {
            metric.unit = units.unit();
        } else {
            match units.counted_as(&metric.unit) {
                Ok(factor) => metric.factor = factor,
                Err(detail) => compiler.problems.push(formula_unit(detail, formula)),
            }
        }
    }
    compiler.units.get_mut(id).into_iter().for_each(|unit| unit.clone_from(&metric.unit));
    compiler.derived.get_mut(id).into_iter().for_each(|derived| *derived = Some(formula.clone()));
}

fn all_rows(scheme: &Scheme) -> Vec<(&Indicator, Arc<[String]>, Role)> {
    fn collect<'s>(dimension: &'s Dimension, above: &[String], rows: &mut Vec<(&'s Indicator, Arc<[String]>, Role)>) {
        let path: Arc<[String]> = above.iter().cloned().chain([dimension.id.clone()]).collect();
        rows.extend(dimension.indicators.iter().map(|row| (row, Arc::clone(&path), Role::Weighted)));
        dimension.dimensions.iter().for_each(|child| collect(child, &path, rows));
    }
    let mut rows = Vec::new();
    scheme.dimensions.iter().for_each(|dimension| collect(dimension, &[], &mut rows));
    let nowhere: Arc<[String]> = Arc::default();
    rows.extend(scheme.bonuses.iter().map(|row| (row, Arc::clone(&nowhere), Role::Bonus)));
    rows.extend(scheme.penalties.iter().map(|row| (row, Arc::clone(&nowhere), Role::Penalty)));
    rows
}

/// Metrics that derive from each other in a circle have no value.
fn check_circles(scheme: &Scheme, metrics: &Metrics, problems: &mut Vec<Diagnostic>) {
    for (id, metric) in metrics.all.iter().enumerate() {
        let Some(formula) = &metric.formula else { continue };
        let mut reached: Vec<MetricId> = Vec::new();
        let mut next: Vec<MetricId> = formula.terms.clone();
        while let Some(other) = next.pop() {
            if other == id {
                let declared = scheme.metrics.get(&metric.name);
                let place = declared.map_or_else(|| formula.formula.place().clone(), |metric| metric.place.clone());
                problems.push(Diagnostic::new(Code::DerivationCycle).fact("metric", &metric.name).at(place));
                break;
            }
            if !reached.contains(&other) {
                reached.push(other);
                let derived = metrics.get(other).and_then(|metric| metric.formula.as_ref());
                next.extend(derived.iter().flat_map(|formula| &formula.terms));
            }
        }
    }
}
