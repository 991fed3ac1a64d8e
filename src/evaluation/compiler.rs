//! Joining a scheme with the rules it names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{CompiledFormula, CompiledInput, CompiledRow, CompiledUse, MetricId, Metrics};
use super::full_marks::{check_full_marks, usual};
use super::row_base::{RowBase, Written};
use super::row_check::{check_role, check_target};
use super::steps::Role;
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Unit, Weight};
use crate::rule::{
    Arguments, CountedIn, FormulaUnits, RowSetting, RowTerms, RuleMetadata, RuleSet, ScriptRule, Value,
    check_parameters, handed,
};
use crate::scheme::{Indicator, InputSource, Scheme, Target};

/// What formulas call the points that a report claims for a row.
const CLAIMED: &str = "claimed";

/// What joining a scheme with its rules shares: the rules, the names, the problems.
pub(super) struct Compiler<'a> {
    pub rules: &'a RuleSet,
    pub scheme: &'a Scheme,
    /// The names of the declared metrics, in order.
    pub names: Vec<&'a str>,
    /// The units they are counted in.
    pub units: Vec<Unit>,
    /// The formulas that derive them, as far as they are known.
    pub derived: Vec<Option<CompiledFormula>>,
    /// Whether the formula that derives each settles in which scale it counts shares.
    pub settled: Vec<bool>,
    /// Which of them a formula reads.
    pub used: Vec<bool>,
    /// The rows whose points are those that the report claims; their points come after all metrics.
    pub claims: Vec<String>,
    /// Formulas that have been compiled before.
    pub known: Vec<CompiledFormula>,
    pub problems: Vec<Diagnostic>,
    /// Names in formulas that are no metrics.
    pub unknown: Vec<Diagnostic>,
}

impl<'a> Compiler<'a> {
    pub fn new(scheme: &'a Scheme, rules: &'a RuleSet) -> Self {
        let names: Vec<&str> = scheme.metrics.keys().map(String::as_str).collect();
        Self {
            rules,
            scheme,
            units: scheme.metrics.values().map(|metric| metric.unit.clone()).collect(),
            derived: vec![None; names.len()],
            settled: vec![false; names.len()],
            used: vec![false; names.len()],
            claims: Vec::new(),
            names,
            known: Vec::new(),
            problems: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// The same for rows of a scheme whose metrics are compiled.
    pub fn over(scheme: &'a Scheme, rules: &'a RuleSet, metrics: &Metrics) -> Self {
        let points = metrics.claims.iter().map(|_| Unit::points());
        let units = metrics.all.iter().map(|metric| metric.unit.clone()).chain(points).collect();
        let derived = metrics.all.iter().map(|metric| metric.formula.clone()).collect();
        let settled = metrics.all.iter().map(|metric| metric.is_settled).collect();
        Self { units, derived, settled, claims: metrics.claims.clone(), ..Self::new(scheme, rules) }
    }

    /// The points that a report claims for a row, as a formula that only names them.
    pub fn claim(&mut self, indicator: &str, place: &Place) -> Result<CompiledFormula, Diagnostic> {
        let known = self.claims.iter().position(|row| row == indicator);
        let at = known.unwrap_or_else(|| {
            self.claims.push(indicator.to_owned());
            self.units.push(Unit::points());
            self.claims.len().saturating_sub(1)
        });
        let formula = self.rules.formula(CLAIMED, place)?;
        let terms = vec![self.names.len().saturating_add(at)];
        Ok(CompiledFormula { formula, terms, factors: Vec::new(), is_name: true })
    }

    /// Compiles a formula and resolves its names.
    pub fn formula(&mut self, text: &str, place: &Place) -> Result<CompiledFormula, Diagnostic> {
        let known = self.known.iter().find(|known| known.formula.text() == text && known.formula.place() == place);
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let formula = self.rules.formula(text, place)?;
        let mut terms = Vec::new();
        for name in formula.metrics() {
            let Ok(id) = self.names.binary_search(&name.as_str()) else {
                let problem = Diagnostic::new(Code::UnknownMetric).fact("metric", name);
                self.unknown.push(problem.suggest(name, self.names.iter().copied()).at(place.clone()));
                continue;
            };
            self.used.get_mut(id).into_iter().for_each(|used| *used = true);
            terms.push(id);
        }
        let is_name = formula.metrics().first().is_some_and(|name| name == formula.text().trim());
        Ok(CompiledFormula { formula, terms, factors: Vec::new(), is_name })
    }

    /// Follows the units of a formula's metrics, once they are known; none where they do not fit together.
    pub fn follow(&mut self, formula: &mut CompiledFormula) -> Option<FormulaUnits> {
        let units: Vec<Unit> = formula.terms.iter().filter_map(|id| self.units.get(*id)).cloned().collect();
        if units.len() != formula.formula.metrics().len() {
            return None;
        }
        match formula.formula.units(&units) {
            Ok(units) => {
                formula.factors.clone_from(&units.factors);
                Some(units)
            }
            Err(detail) => {
                self.problems.push(formula_unit(detail, formula));
                None
            }
        }
    }

    /// A row with its rule and modifiers at a weight; none where the rule cannot be used.
    pub fn row(
        &mut self,
        indicator: &Arc<Indicator>,
        weight: &Weight,
        dimensions: Arc<[String]>,
        role: Role,
    ) -> Option<CompiledRow> {
        let unit = self.target_unit(indicator);
        let target = target_value(indicator.target.as_ref(), &unit);
        let form = indicator.target.as_ref().and_then(|target| target.form().parse().ok());
        let setting = RowSetting { form, is_penalty: role == Role::Penalty, is_share: unit.is_ratio() };
        let base = RowBase { indicator, weight, unit, target, setting };
        let before = self.problems.len();
        self.check_target_share(&base);
        let rule = self.used(
            &base,
            &Written {
                row: &indicator.id,
                rule: &indicator.rule,
                rule_place: &indicator.rule_place,
                params: &indicator.params,
                inputs: &indicator.inputs,
                path: &indicator.path,
                is_modifier: false,
            },
        );
        let modifiers = indicator.modifiers.iter().filter_map(|modifier| {
            let written = Written {
                row: &indicator.id,
                rule: &modifier.rule,
                rule_place: &modifier.rule_place,
                params: &modifier.params,
                inputs: &modifier.inputs,
                path: &modifier.path,
                is_modifier: true,
            };
            self.used(&base, &written).map(Arc::new)
        });
        let modifiers: Vec<_> = modifiers.collect();
        self.check_fixed(indicator, rule.iter().chain(modifiers.iter().map(AsRef::as_ref)));
        if let Some(rule) = rule.as_ref().filter(|_| self.problems.len() == before) {
            let problems = check_full_marks(&base, rule);
            self.problems.extend(problems);
        }
        for problem in self.problems.iter_mut().skip(before) {
            problem.row.get_or_insert_with(|| indicator.name.clone());
        }
        let RowBase { unit, target, .. } = base;
        let (indicator, weight) = (Arc::clone(indicator), weight.clone());
        let (target, rule) = (Arc::new(target), Arc::new(rule?));
        Some(CompiledRow { indicator, weight, unit, dimensions, role, target, rule, modifiers })
    }

    /// The unit of target and actual, which is that of the rule's rate where it works one out itself.
    fn target_unit(&mut self, indicator: &Indicator) -> Unit {
        let unit = self.row_unit(indicator);
        let wanted = self.rules.shared(&indicator.rule).and_then(|rule| rule.metadata().target_unit.clone());
        let Some(wanted) = wanted.filter(|_| indicator.target.is_some()) else { return unit };
        if unit.is_plain() {
            return wanted;
        }
        if !unit.is_like(&wanted) {
            let problem = Diagnostic::unlike_units(&unit, &wanted);
            self.problems.push(problem.at(indicator.target_place.clone()).row(indicator.name.clone()));
        }
        unit
    }

    /// The unit of target and actual as the scheme says it.
    fn row_unit(&mut self, indicator: &Indicator) -> Unit {
        let actual = match indicator.inputs.get("actual") {
            Some(InputSource::One(text, place)) if indicator.unit.is_plain() => Some((text, place)),
            _ => None,
        };
        let (known, used) = ((self.problems.len(), self.unknown.len()), self.used.clone());
        let unit = actual.and_then(|(text, place)| {
            let mut formula = self.formula(text, place).ok()?;
            Some(self.follow(&mut formula)?.unit())
        });
        // Where the input is compiled all this is reported.
        self.problems.truncate(known.0);
        self.unknown.truncate(known.1);
        self.used = used;
        unit.unwrap_or_else(|| indicator.unit.clone())
    }

    /// Joins what was written with the rule it names.
    fn used(&mut self, base: &RowBase<'_>, written: &Written<'_>) -> Option<CompiledUse> {
        let rule = self.find(base, written)?;
        let before = self.problems.len();
        let inputs = self.inputs(&rule, base, written);
        let params = self.parameters(&rule, base, written);
        self.problems.extend(check_role(base, &rule, written));
        self.problems.extend(check_target(base, rule.metadata()));
        let params = params?;
        let is_following =
            |name: &&String| rule.metadata().parameters.get(*name).is_some_and(|card| card.holds_points());
        let is_fixed = |name: &&String| base.indicator.fixed.contains(name);
        let following: Vec<String> =
            params.keys().filter(is_following).filter(|name| !is_fixed(name)).cloned().collect();
        let params = at_weight(params, &following, base).map_err(|problem| self.problems.push(problem)).ok()?;
        if self.problems.len() == before {
            self.check_parameters(&rule, &params, base, written, &inputs);
        }
        let fixed = Arc::new(Arguments::fixed(&base.target, base.setting, &params));
        let usual = usual(base, &rule, &params, &inputs);
        let mut cards = rule.metadata().inputs.values().zip(&inputs);
        let is_given_points = cards.any(|(asked, given)| asked.unit == CountedIn::Points && given.is_some());
        let (setting, trees) = (base.setting, Some(Arc::default()));
        Some(CompiledUse { rule, params, setting, following, fixed, trees, usual, inputs, is_given_points })
    }

    fn find(&mut self, base: &RowBase<'_>, written: &Written<'_>) -> Option<Arc<ScriptRule>> {
        let is_wanted = |card: &RuleMetadata| card.is_modifier == written.is_modifier;
        let would_do = |card: &RuleMetadata| is_wanted(card) && card.target.accept(base.setting.form);
        let found = self.rules.find(written.rule, written.rule_place.clone(), would_do);
        let found = found.and_then(|rule| match is_wanted(rule.metadata()) {
            true => Ok(Arc::clone(rule)),
            false => {
                let problem = Diagnostic::new(Code::UnknownRule).fact("rule", written.rule);
                Err(problem.at(written.rule_place.clone()).row(base.indicator.name.clone()))
            }
        });
        found.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn parameters(
        &mut self,
        rule: &ScriptRule,
        base: &RowBase<'_>,
        written: &Written<'_>,
    ) -> Option<BTreeMap<String, Value>> {
        let path = written.path.key("params");
        let params = check_parameters(rule.metadata(), written.params, &base.indicator.places, &path, &base.unit);
        let has_any = base.indicator.places.has(&path);
        let placed = |problem: Diagnostic| match problem.code {
            Code::MissingParameter if !has_any => problem.at(written.rule_place.clone()),
            _ => problem,
        };
        params.map_err(|found| self.problems.extend(found.into_iter().map(placed))).ok()
    }

    /// What the script itself says of its parameters in this row.
    fn check_parameters(
        &mut self,
        rule: &ScriptRule,
        params: &BTreeMap<String, Value>,
        base: &RowBase<'_>,
        written: &Written<'_>,
        inputs: &[Option<Vec<CompiledInput>>],
    ) {
        self.check_along(rule, params, base, written, inputs);
        let names = rule.metadata().inputs.keys().map(String::as_str);
        let counts = names.zip(inputs).map(|(name, input)| (name, input.as_ref().map_or(0, Vec::len)));
        let row = RowTerms {
            weight: base.weight.number(),
            target: &base.target,
            setting: base.setting,
            counts: counts.collect(),
        };
        let Err(problem) = rule.check(params, &row) else { return };
        let script = problem.place.clone();
        let path = written.path.key("params");
        let places = &base.indicator.places;
        let place = if places.has(&path) { places.key(&path) } else { written.rule_place.clone() };
        let problem = problem.at(place);
        self.problems.push(script.into_iter().fold(problem, |problem, script| problem.related(script, "said-here")));
    }

    /// Lists with another number of items than the input that they belong to has values.
    fn check_along(
        &mut self,
        rule: &ScriptRule,
        params: &BTreeMap<String, Value>,
        base: &RowBase<'_>,
        written: &Written<'_>,
        inputs: &[Option<Vec<CompiledInput>>],
    ) {
        let card = rule.metadata();
        for (name, along) in card.parameters.iter().filter_map(|(name, card)| Some((name, card.along.as_ref()?))) {
            let values = card.inputs.keys().position(|input| input == along).and_then(|at| inputs.get(at));
            let (Some(Some(values)), Some(Value::List(items))) = (values, params.get(name)) else { continue };
            if values.len() != items.len() {
                let problem = Diagnostic::new(Code::ListLength).fact("parameter", name).fact("found", items.len());
                let problem = problem.fact("input", along).fact("wanted", values.len());
                self.problems.push(problem.at(base.indicator.places.value(&written.path.key("params").key(name))));
            }
        }
    }

    /// Names under `fixed` that are no parameters with points.
    fn check_fixed<'u>(&mut self, indicator: &Indicator, uses: impl Iterator<Item = &'u CompiledUse>) {
        let cards = uses.flat_map(|used| &used.rule.metadata().parameters);
        let known: Vec<&str> = cards.filter(|(_, card)| card.holds_points()).map(|(name, _)| name.as_str()).collect();
        for (at, name) in indicator.fixed.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let problem =
                    Diagnostic::new(Code::UnknownParameter).fact("parameter", name).fact("rule", &indicator.rule);
                let problem = problem.list("known", &known).suggest(name, known.iter().copied());
                self.problems.push(problem.at(indicator.places.value(&indicator.path.key("fixed").item(at))));
            }
        }
    }

    /// Whether a formula rests on a derived metric that settles in which scale it counts shares.
    pub(super) fn is_settled(&self, formula: &CompiledFormula) -> bool {
        formula.terms.iter().any(|id| self.settled.get(*id) == Some(&true))
    }

    /// The reported metrics behind a formula that count shares, or nothing at all.
    pub(super) fn reported(&self, formula: &CompiledFormula) -> Vec<MetricId> {
        let mut found = Vec::new();
        let mut next: Vec<MetricId> = formula.terms.clone();
        let mut seen = next.clone();
        while let Some(id) = next.pop() {
            match self.derived.get(id) {
                Some(Some(derived)) => {
                    let new: Vec<MetricId> = derived.terms.iter().copied().filter(|id| !seen.contains(id)).collect();
                    seen.extend(&new);
                    next.extend(new);
                }
                _ => found.push(id),
            }
        }
        found
    }
}

/// The problem of a formula whose operands or result do not fit.
pub(super) fn formula_unit(detail: Bilingual, formula: &CompiledFormula) -> Diagnostic {
    let problem = Diagnostic::new(Code::FormulaUnit).said("detail", detail).fact("formula", formula.formula.text());
    problem.at(formula.formula.place().clone())
}

/// The parameters with their points at the weight of the row.
fn at_weight(
    mut params: BTreeMap<String, Value>,
    following: &[String],
    base: &RowBase<'_>,
) -> Result<BTreeMap<String, Value>, Diagnostic> {
    let (weight, written) = (base.weight.number(), base.indicator.points_weight.number());
    if weight == written || written.is_zero() {
        return Ok(params);
    }
    for (_, value) in params.iter_mut().filter(|(name, _)| following.contains(name)) {
        *value = value
            .at_weight(weight, written)
            .map_err(|error| Diagnostic::from(error.of_numbers()).at(base.indicator.rule_place.clone()))?;
    }
    Ok(params)
}

/// The target as a rule receives it: shares in percent.
fn target_value(target: Option<&Target>, unit: &Unit) -> Value {
    let handed = handed(unit);
    let number = |number: &Number| Value::Number(unit.convert(number, &handed).unwrap_or_else(|_| number.clone()));
    match target {
        None => Value::Missing,
        Some(
            Target::AtLeast(found)
            | Target::MoreThan(found)
            | Target::AtMost(found)
            | Target::LessThan(found)
            | Target::Equal(found),
        ) => number(found),
        Some(Target::Between(low, high)) => {
            Value::Map(BTreeMap::from([("low".to_owned(), number(low)), ("high".to_owned(), number(high))]))
        }
        Some(Target::Statement(text)) => Value::Text(text.clone()),
        Some(Target::By(day)) => Day::parse(day).map_or(Value::Missing, Value::Day),
    }
}
