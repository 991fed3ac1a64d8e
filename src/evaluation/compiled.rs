//! What a scheme fixes, compiled once: rows with their rules, parameters converted, names resolved to dense ids.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::steps::Role;
use crate::diagnostic::Diagnostics;
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::phrase;
use crate::numeric::{Number, NumberError, Unit, Weight};
use crate::report::Metric;
use crate::rule::{Arguments, AwardTrees, Formula, InputCard, QuantityError, RowSetting, RuleSet, ScriptRule, Value};
use crate::scheme::{Dimension, Indicator, PeerKind, Scheme};

/// The position of a metric among those of its scheme, in the order of their names.
pub(crate) type MetricId = usize;

/// The declared metrics of a scheme, in the order of their names.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pub all: Vec<CompiledMetric>,
    /// The derived metrics, each after those it is derived from.
    pub order: Vec<MetricId>,
    /// The rows whose points are those that the report claims, by indicator id; their points come after all metrics.
    pub claims: Vec<String>,
}

/// A declared metric.
#[derive(Debug)]
pub(crate) struct CompiledMetric {
    pub name: String,
    /// What it is called; where it has no name of its own, as the only row that it feeds alone.
    pub called: Bilingual,
    /// The unit that it is counted in: the declared one, or else what its formula comes out in.
    pub unit: Unit,
    /// The formula that derives it; none for reported metrics.
    pub formula: Option<CompiledFormula>,
    /// By what the value of the formula is multiplied to be counted in that unit.
    pub factor: Option<Number>,
    /// Whether the formula settles in which scale it counts shares.
    pub is_settled: bool,
    /// What it says of all organisations, where that is what it is.
    pub peers: Option<CompiledPeers>,
}

/// A fact about what all organisations report for a metric.
#[derive(Clone, Debug)]
pub(crate) struct CompiledPeers {
    /// The metric.
    pub of: MetricId,
    pub kind: PeerKind,
    /// Where the fact is declared.
    pub place: Place,
}

/// A formula whose names are resolved.
#[derive(Clone, Debug)]
pub(crate) struct CompiledFormula {
    pub formula: Formula,
    /// The metrics it reads, in the order of [`Formula::metrics`].
    pub terms: Vec<MetricId>,
    /// By what each of them is multiplied, so that all that can be converted are in one unit.
    pub factors: Vec<Option<Number>>,
    /// Whether it only names a metric, so that its value can be a word, a day or yes/no too.
    pub is_name: bool,
}

/// A value of an input: where it comes from, in which unit it is shown, and as what the script is handed it.
#[derive(Clone, Debug)]
pub(crate) struct CompiledInput {
    pub formula: CompiledFormula,
    /// By what the value of the formula is multiplied to be shown in `unit`.
    pub factor: Option<Number>,
    pub unit: Unit,
    /// By what that is multiplied to be handed to the script.
    pub handed: Option<Number>,
    /// The reported metrics behind it that count shares, or nothing; none where its scale is not to be doubted.
    pub shares: Vec<MetricId>,
}

/// A use of a script: the rule of a row, or one of its modifiers.
#[derive(Clone, Debug)]
pub(crate) struct CompiledUse {
    pub rule: Arc<ScriptRule>,
    /// The checked parameters, defaults included.
    pub params: BTreeMap<String, Value>,
    /// The form of the target, and whether the row is a penalty.
    pub setting: RowSetting,
    /// The parameters that hold points and follow the weight.
    pub following: Vec<String>,
    /// Target and parameters as the script sees them.
    pub fixed: Arc<Arguments<Number>>,
    /// What the script makes of them, once it has been called often; none where it is always asked itself.
    pub trees: Option<Arc<AwardTrees>>,
    /// What the shares among the inputs are usually about, in percent: the target, or where the rule gives full marks.
    pub usual: Vec<Number>,
    /// Each input, in the order of the rule's inputs; none where the scheme names none.
    pub(super) inputs: Vec<Option<Vec<CompiledInput>>>,
    /// Whether one of them is points that a person enters.
    pub(super) is_given_points: bool,
}

/// A row with its rule, in the order of the scheme.
#[derive(Clone, Debug)]
pub(crate) struct CompiledRow {
    pub indicator: Arc<Indicator>,
    /// Full marks; an overlay changes them without touching the indicator.
    pub weight: Weight,
    /// The unit of target and actual: the indicator's, or else that of the formula it feeds on.
    pub unit: Unit,
    /// The ids of the dimensions it stands in, outermost first.
    pub dimensions: Arc<[String]>,
    pub role: Role,
    /// The target as rules receive it.
    pub target: Arc<Value>,
    pub rule: Arc<CompiledUse>,
    pub modifiers: Vec<Arc<CompiledUse>>,
}

impl CompiledRow {
    /// The row at another weight: the points in its parameters keep their share, unless they are fixed.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn at_weight(&self, weight: &Weight) -> Result<Self, NumberError> {
        let scaled = |used: &Arc<CompiledUse>| -> Result<Arc<CompiledUse>, NumberError> {
            let (own, other) = (self.weight.number(), weight.number());
            if used.following.is_empty() || own == other || own.is_zero() {
                return Ok(Arc::clone(used));
            }
            let params = used.params_at(&used.params, own, other)?;
            let fixed = Arc::new(Arguments::fixed(&self.target, used.setting, &params));
            let trees = used.trees.as_ref().map(|_| Arc::default());
            Ok(Arc::new(CompiledUse { params, fixed, trees, ..(**used).clone() }))
        };
        let rule = scaled(&self.rule)?;
        let modifiers = self.modifiers.iter().map(scaled).collect::<Result<_, _>>()?;
        Ok(Self { weight: weight.clone(), rule, modifiers, ..self.clone() })
    }

    /// The row with scripts that are always asked themselves.
    pub fn by_scripts(&self) -> Self {
        let by_script = |used: &Arc<CompiledUse>| Arc::new(CompiledUse { trees: None, ..(**used).clone() });
        let modifiers = self.modifiers.iter().map(by_script).collect();
        Self { rule: by_script(&self.rule), modifiers, ..self.clone() }
    }

    /// Whether another weight is looked at again: points in the parameters follow it, and what holds of them must hold again.
    pub fn is_checked_by_weight(&self) -> bool {
        let mut uses = self.uses();
        uses.any(|used| used.rule.checks_row() || !used.following.is_empty()) || !self.indicator.fixed.is_empty()
    }

    /// The rule, then the modifiers.
    pub fn uses(&self) -> impl Iterator<Item = &Arc<CompiledUse>> {
        std::iter::once(&self.rule).chain(&self.modifiers)
    }

    /// What a difference to the target is counted in, in words.
    pub fn gap_unit(&self) -> Bilingual {
        match self.unit.name() {
            "%" => phrase("gap-unit-percent", &[]),
            "‰" => phrase("gap-unit-permille", &[]),
            unit => Bilingual::same(unit),
        }
    }

    pub(super) fn formulas(&self) -> impl Iterator<Item = &CompiledFormula> {
        self.uses().flat_map(|used| used.inputs.iter().flatten().flatten()).map(|input| &input.formula)
    }
}

impl CompiledUse {
    /// Parameters of the script with the points in them that follow the weight, at another weight than `own`.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub(super) fn params_at(
        &self,
        params: &BTreeMap<String, Value>,
        own: &Number,
        weight: &Number,
    ) -> Result<BTreeMap<String, Value>, NumberError> {
        let mut params = params.clone();
        if own != weight && !own.is_zero() {
            for (_, value) in params.iter_mut().filter(|(name, _)| self.following.contains(name)) {
                *value = value.at_weight(weight, own).map_err(QuantityError::of_numbers)?;
            }
        }
        Ok(params)
    }

    /// The inputs the rule asks for, each with its values.
    pub(super) fn inputs(&self) -> impl Iterator<Item = (&str, &InputCard, Option<&[CompiledInput]>)> {
        let asked = self.rule.metadata().inputs.iter();
        asked.zip(&self.inputs).map(|((name, card), formulas)| (name.as_str(), card, formulas.as_deref()))
    }
}

impl Metrics {
    /// The position of the metric of that name.
    pub fn position(&self, name: &str) -> Option<MetricId> {
        self.all.binary_search_by(|metric| metric.name.as_str().cmp(name)).ok()
    }

    pub fn get(&self, id: MetricId) -> Option<&CompiledMetric> {
        self.all.get(id)
    }

    /// What the metric is called that a formula names.
    pub fn called(&self, formula: &CompiledFormula) -> Option<&Bilingual> {
        let metric = formula.terms.first().filter(|_| formula.is_name)?;
        Some(&self.get(*metric)?.called)
    }

    /// The row whose claimed points stand at a position, if any do.
    pub fn claim(&self, id: MetricId) -> Option<&str> {
        id.checked_sub(self.all.len()).and_then(|at| self.claims.get(at)).map(String::as_str)
    }
}

/// What identifies a dimension in a result.
#[derive(Debug)]
pub(crate) struct DimensionHead {
    pub id: String,
    pub name: Bilingual,
    pub weight: Weight,
    pub below: Vec<Arc<DimensionHead>>,
}

/// What copies of a program share.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    /// The scheme as it was compiled; weights and rows of an overlay are those of `rows` and `dimensions`.
    pub scheme: Arc<Scheme>,
    pub rules: RuleSet,
    pub metrics: Arc<Metrics>,
    /// All rows in the order of the scheme: weighted ones, bonuses, penalties.
    pub rows: Vec<Arc<CompiledRow>>,
    pub dimensions: Vec<Arc<DimensionHead>>,
    /// The metric of each veto.
    pub vetoes: Arc<[MetricId]>,
    /// The figure of each ceiling.
    pub caps: Arc<[CompiledInput]>,
    /// Figures that an overlay puts in place of those of every report.
    pub figures: Vec<(MetricId, Arc<Metric>)>,
    pub(super) warnings: Arc<Diagnostics>,
    /// The scheme with the changes of the overlay, made when it is asked for.
    pub(super) overlaid: OnceLock<Arc<Scheme>>,
    pub(super) is_overlaid: bool,
}

impl Compiled {
    /// The scheme with the rows and dimensions that an overlay left.
    pub(super) fn current_scheme(&self) -> Scheme {
        let mut scheme = (*self.scheme).clone();
        let mut rows = self.rows.iter();
        scheme.each_row(&mut |indicator| {
            if let Some(row) = rows.next() {
                *indicator = Indicator { weight: row.weight.clone(), ..(*row.indicator).clone() };
            }
        });
        fn set(dimension: &mut Dimension, head: &DimensionHead) {
            dimension.weight = head.weight.clone();
            dimension.dimensions.iter_mut().zip(&head.below).for_each(|(child, head)| set(child, head));
        }
        scheme.dimensions.iter_mut().zip(&self.dimensions).for_each(|(dimension, head)| set(dimension, head));
        scheme
    }

    /// Makes every dimension worth what its rows are worth.
    pub(super) fn reweigh_dimensions(&mut self) -> Result<(), NumberError> {
        fn reweighed(
            dimension: &Dimension,
            rows: &mut dyn Iterator<Item = &Arc<CompiledRow>>,
        ) -> Result<Arc<DimensionHead>, NumberError> {
            let own: Vec<&Weight> = (&mut *rows).take(dimension.indicators.len()).map(|row| &row.weight).collect();
            let below = dimension.dimensions.iter().map(|child| reweighed(child, rows));
            let below = below.collect::<Result<Vec<_>, _>>()?;
            let weight = Weight::total(own.into_iter().chain(below.iter().map(|child| &child.weight)))?;
            Ok(Arc::new(DimensionHead { id: dimension.id.clone(), name: dimension.name.clone(), weight, below }))
        }
        let mut rows = self.rows.iter();
        let dimensions = self.scheme.dimensions.iter().map(|dimension| reweighed(dimension, &mut rows));
        self.dimensions = dimensions.collect::<Result<_, _>>()?;
        Ok(())
    }
}
