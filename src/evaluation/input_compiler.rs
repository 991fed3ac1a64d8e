//! Joining the inputs that a rule asks for with the metrics and formulas that a scheme names: in which unit each is shown,
//! and as what the script is handed it.

use super::compiled::{CompiledFormula, CompiledInput, MetricId};
use super::compiler::{Compiler, formula_unit};
use super::row_base::{RowBase, Written};
use super::row_check::doubted;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::messages::phrase;
use crate::numeric::{Number, Unit};
use crate::rule::{CountedIn, FormulaUnits, InputCard, Kind, RuleMetadata, RuleOrigin, ScriptRule, handed, improbable};
use crate::scheme::{Cap, Direction, InputSource, Target};

/// The formulas of each input with the units they follow; none where the scheme names none.
type Sources = Vec<Option<Vec<(CompiledFormula, Option<FormulaUnits>)>>>;

impl Compiler<'_> {
    /// A target that counts shares and makes sense only in another scale.
    pub(super) fn check_target_share(&mut self, base: &RowBase<'_>) {
        let row = base.indicator;
        if !base.unit.is_ratio() || row.target_as_written {
            return;
        }
        let percent = Unit::parse("%");
        for target in row.target.iter().flat_map(Target::numbers) {
            let Ok(number) = base.unit.convert(target, &percent) else { continue };
            let Some(other) = meant_otherwise(&number, is_to_be_reached(row.target.as_ref())) else { continue };
            let problem = doubted((target, &other), &base.unit, phrase("share-as-target", &[]));
            let problem = problem.said("confirm", phrase("share-confirm-target", &[]));
            self.problems.push(problem.at(row.target_place.clone()));
        }
    }

    /// The inputs of a rule, in its order.
    pub(super) fn inputs(
        &mut self,
        rule: &ScriptRule,
        base: &RowBase<'_>,
        written: &Written<'_>,
    ) -> Vec<Option<Vec<CompiledInput>>> {
        let card = rule.metadata();
        for name in written.inputs.keys().filter(|name| *name != "actual" && !card.inputs.contains_key(*name)) {
            let known: Vec<&str> = card.inputs.keys().map(String::as_str).collect();
            let problem = Diagnostic::new(Code::UnknownInput).fact("input", name).fact("rule", &card.name);
            let problem = problem.list("known", &known).suggest(name, known);
            self.problems.push(problem.at(base.indicator.places.key(&written.path.key("inputs").key(name))));
        }
        let sources: Sources =
            card.inputs.iter().map(|(name, asked)| self.sources((name, asked), card, written)).collect();
        let asked = card.inputs.iter().zip(&sources);
        asked.map(|(asked, own)| own.as_ref().map(|own| self.values(asked, own, (rule, &sources), base))).collect()
    }

    /// The points that a person gives, where the scheme names no metric for them: those that the report claims for the row.
    fn claimed(&mut self, name: &str, card: &RuleMetadata, written: &Written<'_>) -> Option<CompiledFormula> {
        let judgement = card.declared.judgement.as_ref().filter(|_| !written.is_modifier)?;
        let is_asked = judgement.points == name && judgement.takes_claim(written.inputs.keys().map(String::as_str));
        let formula = is_asked.then(|| self.claim(written.row, written.rule_place))?;
        formula.map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The formulas of one input.
    fn sources(
        &mut self,
        (name, asked): (&str, &InputCard),
        card: &RuleMetadata,
        written: &Written<'_>,
    ) -> Option<Vec<(CompiledFormula, Option<FormulaUnits>)>> {
        let Some(source) = written.inputs.get(name) else {
            if let Some(mut claimed) = self.claimed(name, card, written) {
                let units = self.follow(&mut claimed);
                return Some(vec![(claimed, units)]);
            }
            // What is misspelt is told where it stands.
            let unknown = written.inputs.keys().filter(|other| *other != "actual" && !card.inputs.contains_key(*other));
            let mut meant = unknown.filter_map(|other| nearest(other, card.inputs.keys().map(String::as_str)));
            if !asked.optional && !meant.any(|meant| meant == name) {
                let problem = Diagnostic::new(Code::MissingInput).fact("input", name).fact("rule", &card.name);
                let problem = problem.said("meaning", asked.meaning.clone());
                self.problems.push(problem.at(written.rule_place.clone()));
            }
            return None;
        };
        let sources = match source {
            InputSource::One(text, place) => vec![(text, place)],
            InputSource::Many(items) => items.iter().map(|(text, place)| (text, place)).collect(),
        };
        if !asked.many && sources.len() != 1 {
            let problem = Diagnostic::new(Code::WrongType).fact("wanted", "single value").fact("found", "list");
            self.problems.push(problem.at(written.rule_place.clone()));
        }
        let formulas = sources.into_iter().filter_map(|(text, place)| {
            let mut formula = self.formula(text, place).map_err(|problem| self.problems.push(problem)).ok()?;
            let units = self.follow(&mut formula);
            Some((formula, units))
        });
        Some(formulas.collect())
    }

    /// The figure that decides a ceiling; shares are compared with its steps in percent.
    pub(super) fn cap(&mut self, cap: &Cap) -> Option<CompiledInput> {
        let before = self.problems.len();
        let formula = self.formula(&cap.metric, &cap.place);
        let mut formula = formula.map_err(|problem| self.problems.push(problem)).ok();
        let units = formula.as_mut().and_then(|formula| self.follow(formula));
        let (unit, percent) = (units.as_ref().map_or_else(|| Unit::parse(""), FormulaUnits::unit), Unit::parse("%"));
        if unit.is_ratio() && !cap.as_written {
            for (below, _) in &cap.steps {
                let problem = meant_otherwise(below, true)
                    .map(|other| doubted((below, &other), &percent, phrase("share-as-target", &[])));
                let problem = problem.map(|problem| problem.said("confirm", phrase("share-confirm-cap", &[])));
                self.problems.extend(problem.map(|problem| problem.at(cap.place.clone())));
            }
        }
        for problem in self.problems.iter_mut().skip(before) {
            problem.row.get_or_insert_with(|| cap.name.clone());
        }
        let (formula, units) = (formula?, units?);
        let shares = if units.is_scaled() { Vec::new() } else { self.shares(&formula, &unit) };
        let handed = conversion(&unit, &handed(&unit)).ok().flatten();
        Some(CompiledInput { formula, factor: None, unit, handed, shares })
    }

    /// The reported metrics behind a number in `unit` whose scale may be doubted.
    fn shares(&self, formula: &CompiledFormula, unit: &Unit) -> Vec<MetricId> {
        let is_share = |unit: &Unit| unit.is_ratio() || unit.is_plain();
        match is_share(unit) && !self.is_settled(formula) {
            true => self.reported(formula).into_iter().filter(|id| self.units.get(*id).is_some_and(is_share)).collect(),
            false => Vec::new(),
        }
    }

    /// The values of one input, each with the unit it is shown in.
    fn values(
        &mut self,
        (name, asked): (&String, &InputCard),
        own: &[(CompiledFormula, Option<FormulaUnits>)],
        (rule, sources): (&ScriptRule, &Sources),
        base: &RowBase<'_>,
    ) -> Vec<CompiledInput> {
        let card = rule.metadata();
        let first = |sources: &[(CompiledFormula, Option<FormulaUnits>)]| {
            sources.first().and_then(|(_, units)| units.as_ref()).map(FormulaUnits::unit)
        };
        // The unit that the other input is shown in, which need not be that of its metric.
        let other = match &asked.unit {
            CountedIn::Like(other) => {
                let at = card.inputs.keys().position(|name| name == other);
                let sources = at.and_then(|at| sources.get(at)).and_then(Option::as_deref);
                match card.inputs.get(other).map(|other| &other.unit) {
                    Some(CountedIn::Row) => Some(base.unit.clone()),
                    Some(CountedIn::Count) => sources.and_then(first).map(|unit| unit.base()),
                    _ => sources.and_then(first),
                }
            }
            _ => None,
        };
        let values = own.iter().filter_map(|(formula, units)| {
            let plain = Unit::parse("");
            let Some(units) = units.as_ref().filter(|_| asked.kind == Kind::Number) else {
                let formula = formula.clone();
                return Some(CompiledInput { formula, factor: None, unit: plain, handed: None, shares: Vec::new() });
            };
            let found = units.unit();
            let shown = match &asked.unit {
                CountedIn::Row | CountedIn::Plain | CountedIn::Step => base.unit.clone(),
                CountedIn::Like(_) => other.clone().unwrap_or_else(|| found.clone()),
                CountedIn::Own => first(own).unwrap_or_else(|| found.clone()),
                CountedIn::Count => found.base(),
                CountedIn::Share(_) if name == "actual" && base.unit.is_ratio() => base.unit.clone(),
                CountedIn::Share(_) if found.is_ratio() || found.is_plain() => found.clone(),
                CountedIn::Share(unit) => unit.clone(),
                CountedIn::Points if found.is_plain() => found.clone(),
                CountedIn::Points => Unit::points(),
            };
            self.value(asked, formula, (units, &found), shown)
                .map_err(|problem| {
                    // Whoever wrote the script can let it take the figure as it comes.
                    let is_open = asked.unit == CountedIn::Row && rule.origin() != RuleOrigin::Shipped;
                    let is_unlike = problem.code == Code::UnitMismatch;
                    self.problems.push(if is_open && is_unlike { problem.fact("own", name) } else { problem });
                })
                .ok()
        });
        values.collect()
    }

    /// One value, converted from the unit of its formula into the one it is shown in.
    fn value(
        &mut self,
        asked: &InputCard,
        formula: &CompiledFormula,
        (units, found): (&FormulaUnits, &Unit),
        shown: Unit,
    ) -> Result<CompiledInput, Diagnostic> {
        if asked.unit == CountedIn::Count && found.is_measure() {
            let problem = Diagnostic::unlike_units(found, found).said("wanted", phrase("unit-of-counts", &[]));
            return Err(problem.at(formula.formula.place().clone()));
        }
        let factor = match formula.is_name {
            true => conversion(found, &shown)
                .map_err(|()| Diagnostic::unlike_units(found, &shown).at(formula.formula.place().clone()))?,
            false => units.counted_as(&shown).map_err(|detail| formula_unit(detail, formula))?,
        };
        let into = match &asked.unit {
            CountedIn::Share(unit) if shown.is_ratio() => unit.clone(),
            CountedIn::Row | CountedIn::Own | CountedIn::Like(_) => handed(&shown),
            _ => shown.clone(),
        };
        let counts_shares = matches!(asked.unit, CountedIn::Row | CountedIn::Share(_)) && !is_ratio_handed(&asked.unit);
        let shares = match counts_shares && !units.is_scaled() {
            true => self.shares(formula, &shown),
            false => Vec::new(),
        };
        let handed = conversion(&shown, &into).ok().flatten();
        Ok(CompiledInput { formula: formula.clone(), factor, unit: shown, handed, shares })
    }
}

/// Whether a script is handed shares as ratios: what such a number usually is, nobody knows.
fn is_ratio_handed(unit: &CountedIn) -> bool {
    matches!(unit, CountedIn::Share(unit) if !unit.is_percent())
}

/// By what a number is multiplied to be counted in another unit; none where it stays.
fn conversion(from: &Unit, to: &Unit) -> Result<Option<Number>, ()> {
    let one = Number::from(1);
    let factor = from.convert(&one, to).map_err(|_| ())?;
    Ok((factor != one).then_some(factor))
}

/// What a percentage that a scheme sets was most likely meant to be, where it is beyond all use, or below 1 % although
/// more is wanted.
fn meant_otherwise(percent: &Number, wants_more: bool) -> Option<Number> {
    let is_doubtful = *percent > Number::from(3000) || (wants_more && *percent < Number::from(1));
    improbable(percent, &Number::from(100)).ok().flatten().filter(|_| is_doubtful)
}

/// Whether less than the target is worse.
fn is_to_be_reached(target: Option<&Target>) -> bool {
    target.is_some_and(|target| target.direction() != Direction::Lower)
}
