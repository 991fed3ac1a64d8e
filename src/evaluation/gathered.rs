//! [`Gathered`]: what a report gives the rule of a row and its modifiers, or what is lacking.

use std::collections::BTreeMap;

use super::compiled::{CompiledInput, CompiledRow, CompiledUse};
use super::inputs::{Inputs, Lack};
use super::row_stop::RowStop;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::rule::{InputCard, Value};

/// What a report gives the rule of a row and each of its modifiers, in the order of their inputs. A modifier may look at
/// the row's own actual value without naming it: it comes last.
///
/// What is lacking is looked for in all of them before any of it counts, and the worst decides, so that the order in
/// which inputs are written makes no difference.
#[derive(Clone, Debug)]
pub(crate) struct Gathered {
    uses: Result<Vec<GatheredUse>, RowStop>,
    /// Elements of lists that do not apply and were left out.
    pub left_out: Vec<Diagnostic>,
}

/// What one script is given.
#[derive(Clone, Debug)]
struct GatheredUse {
    values: Vec<Value>,
    /// The parameters, where items of theirs belong to elements that were left out.
    params: Option<BTreeMap<String, Value>>,
}

/// What one script is given, by name.
pub(super) struct GivenInputs<'a> {
    pub inputs: Result<Vec<(&'a str, &'a Value)>, RowStop>,
    pub params: Option<&'a BTreeMap<String, Value>>,
}

impl RowStop {
    /// What a lack of one of these inputs means for the row.
    fn of(lack: Lack, inputs: &Inputs) -> Self {
        match lack {
            Lack::Missing(id, asked) => {
                let (reason, problem) = inputs.missing(id, &asked);
                Self::Missing(reason, problem)
            }
            Lack::NotApplicable(_, reason) => Self::NotApplicable(Bilingual::same(reason)),
            Lack::Unfinished(id, reason) => Self::Failed(inputs.unfinished(id, &reason)),
            Lack::Faulty(_, problem) => Self::Failed(problem),
        }
    }
}

impl Gathered {
    /// The inputs of a row in one report.
    pub(super) fn new(row: &CompiledRow, inputs: &Inputs) -> Self {
        let mut uses = Vec::with_capacity(row.modifiers.len().saturating_add(1));
        let mut gathering = Gathering { inputs, lack: None, left_out: Vec::new() };
        let mut actual = None;
        for (at, used) in row.uses().enumerate() {
            let mut given = gathering.gather(used, at > 0);
            let own = used.rule.metadata().inputs.keys().position(|name| name == "actual");
            match (at, own, &actual) {
                (0, own, _) => actual = own.and_then(|own| given.values.get(own)).cloned(),
                (_, None, Some(actual)) => given.values.push(actual.clone()),
                _ => {}
            }
            uses.push(given);
        }
        let Gathering { lack, left_out, .. } = gathering;
        match lack {
            Some(lack) => Self { uses: Err(RowStop::of(lack, inputs)), left_out: Vec::new() },
            None => Self { uses: Ok(uses), left_out },
        }
    }

    /// What each script is given by name, or why there is nothing.
    pub(super) fn uses<'a>(&'a self, row: &'a CompiledRow) -> impl Iterator<Item = GivenInputs<'a>> {
        row.uses().enumerate().map(|(at, used)| {
            let names = used.rule.metadata().inputs.keys().map(String::as_str).chain(std::iter::once("actual"));
            let given = self.uses.as_ref().map_err(Clone::clone);
            let given = given.map(|uses| uses.get(at));
            let params = given.as_ref().ok().and_then(|given| given.as_ref()?.params.as_ref());
            let values = given.map(|given| given.map(|given| given.values.as_slice()).unwrap_or_default());
            GivenInputs { inputs: values.map(|values| names.zip(values).collect()), params }
        })
    }
}

/// The inputs of a row while they are gathered.
struct Gathering<'a> {
    inputs: &'a Inputs,
    lack: Option<Lack>,
    left_out: Vec<Diagnostic>,
}

impl Gathering<'_> {
    fn lacks(&mut self, lack: Lack) {
        self.lack = Some(match self.lack.take() {
            Some(known) => known.worse(lack),
            None => lack,
        });
    }

    fn gather(&mut self, used: &CompiledUse, is_modifier: bool) -> GatheredUse {
        let mut values = Vec::with_capacity(used.inputs.len());
        let mut params: Option<BTreeMap<String, Value>> = None;
        for (name, asked, given) in used.inputs() {
            let (found, left_out) = self.values(used, asked, given.unwrap_or_default(), is_modifier);
            if !left_out.is_empty() {
                let along = used.rule.metadata().parameters.iter();
                let along = along.filter(|(_, card)| card.along.as_deref() == Some(name));
                for (parameter, _) in along {
                    let params = params.get_or_insert_with(|| used.params.clone());
                    params.get_mut(parameter).into_iter().for_each(|value| leave_out(value, &left_out));
                }
            }
            let is_list = asked.many && given.is_some();
            let mut found = found;
            values.push(if is_list { Value::List(found) } else { found.pop().unwrap_or(Value::Missing) });
        }
        GatheredUse { values, params }
    }

    /// The values of one input, and the positions of those that do not apply.
    fn values(
        &mut self,
        used: &CompiledUse,
        asked: &InputCard,
        given: &[CompiledInput],
        is_modifier: bool,
    ) -> (Vec<Value>, Vec<usize>) {
        let mut values = Vec::with_capacity(given.len());
        let (mut inapplicable, mut left_out) = (Vec::new(), Vec::new());
        for (at, input) in given.iter().enumerate() {
            match self.inputs.input(asked, input, &used.usual) {
                Ok(value) => values.push(value),
                Err(Lack::Unfinished(..)) if asked.optional => values.push(Value::Missing),
                // What only judges makes no row inapplicable.
                Err(Lack::NotApplicable(id, reason)) if is_modifier => {
                    let problem = self.inputs.problem_of(Lack::NotApplicable(id, reason));
                    self.lacks(Lack::Faulty(id, problem));
                }
                Err(Lack::NotApplicable(id, reason)) => {
                    left_out.push(at);
                    inapplicable.push((id, reason));
                }
                Err(lack) => self.lacks(lack),
            }
        }
        if left_out.len() < given.len() {
            for (id, reason) in &inapplicable {
                self.left_out.push(self.inputs.stated(Code::ElementLeftOut, *id, reason));
            }
        } else {
            inapplicable.into_iter().for_each(|(id, reason)| self.lacks(Lack::NotApplicable(id, reason)));
        }
        (values, left_out)
    }
}

/// Takes the items at these positions out of a list.
fn leave_out(value: &mut Value, positions: &[usize]) {
    if let Value::List(items) = value {
        let mut at = 0_usize;
        items.retain(|_| {
            let kept = !positions.contains(&at);
            at = at.saturating_add(1);
            kept
        });
    }
}
