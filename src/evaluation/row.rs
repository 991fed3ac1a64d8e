//! [`Row`]: a scored row. It keeps the branch that was taken and the facts; sentences, inputs and places are made when
//! somebody asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compiled::{CompiledRow, CompiledUse};
use super::gathered::Gathered;
use super::inputs::{Inputs, Lack};
use super::points::{Course, RowInputs};
use super::{Role, RowPolicy, RowState, RowStep};
use crate::language::Bilingual;
use crate::location::Place;
use crate::numeric::{Number, Points, Unit, Weight};
use crate::report::RowNote;
use crate::rule::{Award, Call, Facts, GAP_UNIT, ParameterCard, RuleCase, Value, flag_facts};
use crate::scheme::Target;

/// One scored row.
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) compiled: Arc<CompiledRow>,
    pub(super) inputs: Arc<Inputs>,
    pub(super) gathered: Arc<Gathered>,
    pub(super) note: Option<Arc<RowNote>>,
    /// What became of it.
    pub state: RowState,
    pub(super) unrounded: Option<Number>,
    pub(super) course: Course<Number>,
    pub(super) reason: Option<Bilingual>,
}

/// One input of a rule.
#[derive(Clone, Debug)]
pub struct RowInput {
    /// The rule's name for it.
    pub name: String,
    /// What the rule means by it.
    pub meaning: Bilingual,
    /// The metric or formula it came from.
    pub from: String,
    /// What the metric is called, where it is one.
    pub metric_name: Option<Bilingual>,
    /// The formula with its numbers, where the value was derived.
    pub worked: Option<String>,
    /// The value, in the indicator's unit or in its own.
    pub value: Value,
    /// The unit the value is counted in.
    pub unit: Unit,
    /// Where the reported figures stand.
    pub places: Vec<Place>,
}

impl Row {
    /// The indicator's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.compiled.indicator.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Bilingual {
        &self.compiled.indicator.name
    }

    /// The ids of the dimensions it stands in, outermost first.
    #[must_use]
    pub fn dimensions(&self) -> &[String] {
        &self.compiled.dimensions
    }

    /// What it counts towards.
    #[must_use]
    pub fn role(&self) -> Role {
        self.compiled.role
    }

    /// Full marks.
    #[must_use]
    pub fn weight(&self) -> &Weight {
        &self.compiled.weight
    }

    /// What had to be reached.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        self.compiled.indicator.target.as_ref()
    }

    /// The number that had to be reached, in the unit of the row, if the target is one.
    pub(crate) fn target_number(&self) -> Option<&Number> {
        self.target()?.number()
    }

    /// The unit of target and actual.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.compiled.unit
    }

    /// What the numbers of the row rest on.
    #[must_use]
    pub fn basis(&self) -> Option<&str> {
        self.compiled.indicator.basis.as_deref()
    }

    /// The rule's name.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.compiled.indicator.rule
    }

    /// What the rule is called.
    #[must_use]
    pub fn rule_title(&self) -> Option<&Bilingual> {
        self.compiled.uses().next().map(|used| &used.rule.metadata().title)
    }

    /// The rule's parameters, defaults included.
    #[must_use]
    pub fn params(&self) -> &BTreeMap<String, Value> {
        &self.compiled.rule.params
    }

    /// What the rule says of a parameter.
    #[must_use]
    pub fn parameter_card(&self, name: &str) -> Option<&ParameterCard> {
        self.compiled.uses().next()?.rule.metadata().parameters.get(name)
    }

    /// The rounded points, if the row was scored.
    #[must_use]
    pub fn points(&self) -> Option<&Points> {
        match &self.state {
            RowState::Scored(points) => Some(points),
            _ => None,
        }
    }

    /// The points before rounding, if the row was scored.
    #[must_use]
    pub fn unrounded(&self) -> Option<&Number> {
        self.unrounded.as_ref()
    }

    /// Full marks less points; of a penalty, what it takes off.
    #[must_use]
    pub fn lost(&self) -> Option<Number> {
        if self.role() == Role::Penalty {
            return self.points().map(|points| points.number().clone());
        }
        self.weight().number().subtract(self.points()?.number()).ok()
    }

    /// Whether it lost points and nobody says why (偏差原因); a deduction by hand carries its own reason.
    #[must_use]
    pub fn lacks_reason(&self) -> bool {
        let has_lost = self.lost().is_some_and(|lost| !lost.is_zero());
        let is_explained = self.has_stated_reason() || self.deduction_reason().is_some();
        self.role() == Role::Weighted && has_lost && !is_explained
    }

    /// Whether the report says something of its deviation.
    #[must_use]
    pub fn has_stated_reason(&self) -> bool {
        self.deviation().is_some_and(|reason| !reason.trim().is_empty())
    }

    /// Whether a veto took its points.
    #[must_use]
    pub fn is_struck(&self) -> bool {
        self.has_policy(|policy| policy == RowPolicy::Veto)
    }

    /// Whether a policy gave its points in place of its rule.
    #[must_use]
    pub fn is_by_policy(&self) -> bool {
        self.has_policy(|policy| policy != RowPolicy::Veto)
    }

    /// Whether a policy gave its points because it does not apply.
    pub(super) fn is_inapplicable(&self) -> bool {
        self.has_policy(|policy| policy == RowPolicy::Nothing)
    }

    /// Whether a policy gave it full marks because it does not apply.
    pub(super) fn is_full_by_policy(&self) -> bool {
        self.has_policy(|policy| policy == RowPolicy::Full) && !self.is_struck()
    }

    /// Whether a policy of this kind is among its steps.
    fn has_policy(&self, is_meant: impl Fn(RowPolicy) -> bool) -> bool {
        self.course.steps.iter().any(|step| matches!(step, RowStep::Policy { policy, .. } if is_meant(*policy)))
    }

    /// Each step that changed the points after the rule.
    #[must_use]
    pub fn steps(&self) -> &[RowStep] {
        &self.course.steps
    }

    /// Why the target was not reached, as the organisation says.
    #[must_use]
    pub fn deviation(&self) -> Option<&str> {
        self.note.as_ref()?.deviation.as_deref()
    }

    /// Why a person took points away.
    #[must_use]
    pub fn deduction_reason(&self) -> Option<&str> {
        self.note.as_ref()?.deduction.as_ref().map(|(_, reason)| reason.as_str())
    }

    /// The branch that the rule took.
    #[must_use]
    pub fn branch(&self) -> Option<&str> {
        self.course.awards.first().map(|award| award.branch.as_str())
    }

    /// The formula with its numbers, as the rule words it, or why a policy gave the points.
    #[must_use]
    pub fn sentence(&self) -> Option<Bilingual> {
        if self.reason.is_some() {
            return self.reason.clone();
        }
        self.explained(0, |award| vec![award.branch.clone()])?.pop()
    }

    /// What the rule and its modifiers remark.
    #[must_use]
    pub fn notes(&self) -> Vec<Bilingual> {
        let uses = (0..self.course.awards.len()).filter(|at| self.has_notes(*at));
        uses.filter_map(|at| self.explained(at, |award| award.notes.clone())).flatten().collect()
    }

    /// The name of a modifier, and why it changed the points.
    #[must_use]
    pub fn modifier(&self, position: usize) -> Option<(&str, Bilingual)> {
        let used = self.compiled.modifiers.get(position)?;
        let sentence = self.explained(position.checked_add(1)?, |award| vec![award.branch.clone()])?.pop()?;
        Some((&used.rule.metadata().name, sentence))
    }

    fn has_notes(&self, at: usize) -> bool {
        self.course.awards.get(at).is_some_and(|award| !award.notes.is_empty())
    }

    /// The sentences of those names, of the script at that position.
    fn explained(&self, at: usize, names: impl Fn(&Award) -> Vec<String>) -> Option<Vec<Bilingual>> {
        let (award, used) = (self.course.awards.get(at)?, self.compiled.uses().nth(at)?);
        let said = |call: &Call<'_>| {
            let known = self.known_facts(used, call);
            names(award).iter().map(|name| used.rule.explain(call, award, name, &known)).collect()
        };
        self.with_call(at, said)
    }

    /// What scripts do not know: what the items of lists are called, and what a difference to the target is counted in.
    fn known_facts(&self, used: &CompiledUse, call: &Call<'_>) -> Facts {
        let mut facts = Facts::from([(GAP_UNIT.to_owned(), self.compiled.gap_unit())]);
        let lists: Vec<_> = call.inputs.iter().filter(|(_, value)| matches!(value, Value::List(_))).collect();
        let mut inputs = Vec::new();
        if !lists.is_empty() {
            // Lists that are lacking have no sentence.
            let _ = self.collect_inputs(used, &mut inputs);
        }
        for (name, value) in lists {
            let of_input = inputs.iter().filter(|input| input.name == *name);
            let names: Vec<Bilingual> = of_input.filter_map(|input| input.metric_name.clone()).collect();
            facts.extend(flag_facts(name, value, &names));
        }
        facts
    }

    /// The input that says which level a person awarded, where the rule leaves the points to judgement.
    #[must_use]
    pub fn judged_level(&self) -> Option<&str> {
        let declared = &self.compiled.uses().next()?.rule.metadata().declared;
        Some(declared.judgement.as_ref()?.level.as_ref()?.input.as_str())
    }

    /// The weight at which its scripts run, where a person entered points for it.
    pub(crate) fn entered_for(&self) -> Option<Number> {
        RowInputs::new(&self.compiled, self.note.as_deref(), &self.gathered).entered_for
    }

    /// Does something with what the script at that position was given; `None` where its inputs are lacking.
    fn with_call<T>(&self, at: usize, look: impl FnOnce(&Call<'_>) -> T) -> Option<T> {
        let inputs = RowInputs::new(&self.compiled, self.note.as_deref(), &self.gathered);
        let used = inputs.uses.get(at)?;
        let before = at.checked_sub(1).and_then(|at| self.course.awards.get(at)).map(|award| &award.points);
        let call = Call {
            weight: inputs.entered_for.as_ref().unwrap_or(self.compiled.weight.number()),
            before,
            target: inputs.target,
            setting: inputs.setting,
            params: &used.params,
            inputs: used.inputs.as_ref().ok()?.clone(),
            fixed: None,
        };
        Some(look(&call))
    }

    /// How many of its scripts were reached: those that awarded, and the one at which the row stopped.
    fn reached(&self) -> usize {
        match self.note.as_ref().and_then(|note| note.not_applicable.as_ref()) {
            Some(_) => 0,
            None => self.compiled.uses().count().min(self.course.awards.len().saturating_add(1)),
        }
    }

    /// What the rule was given, then what each modifier was given, as far as the row got.
    #[must_use]
    pub fn cases(&self) -> Vec<RuleCase> {
        (0..self.reached()).map_while(|at| self.with_call(at, |call| call.to_case())).collect()
    }

    /// The scripts of the row with what each was given, in order.
    pub(crate) fn uses(&self) -> impl Iterator<Item = &Arc<CompiledUse>> {
        self.compiled.uses()
    }

    /// The inputs of the rule and its modifiers, as far as the row got.
    #[must_use]
    pub fn inputs(&self) -> Vec<RowInput> {
        let mut all = Vec::new();
        for used in self.compiled.uses().take(self.reached()) {
            if self.collect_inputs(used, &mut all).is_err() {
                break;
            }
        }
        all
    }

    fn collect_inputs(&self, used: &CompiledUse, all: &mut Vec<RowInput>) -> Result<(), Lack> {
        let mut wanted: Vec<_> = used.inputs().collect();
        wanted.sort_by_key(|(name, ..)| used.rule.metadata().input_position(name));
        for (name, asked, given) in wanted {
            for input in given.unwrap_or_default() {
                let formula = &input.formula;
                match self.inputs.shown(asked, input, &used.usual) {
                    Ok(value) => all.push(RowInput {
                        name: name.to_owned(),
                        meaning: asked.meaning.clone(),
                        from: formula.formula.text().to_owned(),
                        metric_name: self.inputs.called(formula).cloned(),
                        worked: self.inputs.worked(formula),
                        value,
                        unit: input.unit.clone(),
                        places: self.inputs.places(formula),
                    }),
                    Err(Lack::Unfinished(..)) if asked.optional => {}
                    Err(Lack::NotApplicable(..)) if asked.many => {}
                    Err(lack) => return Err(lack),
                }
            }
        }
        Ok(())
    }
}
