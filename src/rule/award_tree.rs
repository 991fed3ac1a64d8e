//! [`AwardTree`]: what a script makes of a row for all its figures at once, as a decision tree.
//!
//! It is made by the script itself, which runs once per path over symbols, and it answers with the award that the script
//! gives for plain numbers. Where a path ends in anything but an award, the script is asked.

use std::cell::RefCell;

use super::call::{Arguments, Call};
use super::fact::Fact;
use super::open_input::OpenInput;
use super::open_sentence::OpenNumber;
use super::script::ScriptRule;
use super::symbolic::{
    Atom, DecisionPath, DecisionTree, Explored, FigureTerms, PathCondition, Polynomial, Symbol, explore,
};
use super::value::Value;
use super::{Award, Stop};
use crate::numeric::{Number, NumberError};

/// How many figures a call may have besides its weight.
const MOST_FIGURES: usize = 64;

/// What is given of an input whatever its figures are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum InputForm {
    /// A number, which is left open.
    Number,
    /// A day, which is left open.
    Day,
    /// A value that chooses between trees.
    Plain(Value),
    /// Several.
    List(Vec<InputForm>),
}

/// What calls have in common that are answered by one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CallForm {
    is_modifier: bool,
    inputs: Vec<(String, InputForm)>,
}

/// The figures of a call, in the order of its form: the weight, the points so far, the inputs.
pub(super) struct CallFigures(Vec<Number>);

/// What a script makes of calls of one form.
#[derive(Debug)]
pub(super) struct AwardTree(Explored<PathAward>);

/// The end of a path.
#[derive(Clone, Debug)]
enum PathAward {
    Awarded {
        points: OpenNumber,
        branch: String,
        notes: Vec<String>,
        facts: Vec<(String, OpenFact)>,
    },
    /// The script answers: with a refusal, or with what has no value over symbols.
    Script,
}

/// What fills a sentence.
#[derive(Clone, Debug)]
enum OpenFact {
    Number(OpenNumber),
    Plain(Value),
}

impl CallForm {
    /// The form of a call.
    pub fn of(call: &Call<'_>) -> Self {
        let inputs = call.inputs.iter().map(|(name, value)| ((*name).to_owned(), InputForm::of(value))).collect();
        Self { is_modifier: call.before.is_some(), inputs }
    }

    /// The figures of a call; `None` for a call of another form.
    pub fn figures(&self, call: &Call<'_>) -> Option<CallFigures> {
        let mut figures: Vec<Number> = std::iter::once(call.weight).chain(call.before).cloned().collect();
        let mut both = self.inputs.iter().zip(&call.inputs);
        let is_own = self.is_modifier == call.before.is_some() && self.inputs.len() == call.inputs.len();
        let is_own = is_own && both.all(|((own, form), (name, value))| own == name && form.take(value, &mut figures));
        is_own.then_some(CallFigures(figures))
    }

    /// The tree of a script for calls of this form, all else being as in `call`; `None` where it has too many paths.
    pub fn tree(&self, rule: &ScriptRule, call: &Call<'_>) -> Option<AwardTree> {
        let figures = self.inputs.iter().map(|(_, form)| form.count()).sum::<usize>();
        if figures > MOST_FIGURES {
            return None;
        }
        let terms = vec![FigureTerms::default(); figures.saturating_add(2)];
        let run = |path: &DecisionPath| self.run(rule, call, path).unwrap_or(PathAward::Script);
        let are_same =
            |one: &PathAward, other: &PathAward| matches!((one, other), (PathAward::Script, PathAward::Script));
        explore(&terms, run, are_same).map(AwardTree)
    }

    /// One path of the script.
    fn run(&self, rule: &ScriptRule, call: &Call<'_>, path: &DecisionPath) -> Option<PathAward> {
        let mut at = 0_usize;
        let mut next = || {
            let figure = Symbol::figure(at, path);
            at = at.saturating_add(1);
            figure
        };
        let weight = next();
        let before = self.is_modifier.then(&mut next);
        let inputs: Vec<(&str, OpenInput)> =
            self.inputs.iter().map(|(name, form)| (name.as_str(), form.open(&mut next))).collect();
        let fixed = Arguments::<Symbol>::fixed(call.target, call.setting, call.params);
        let fixed = fixed.with_open(inputs.iter().map(|(name, input)| (*name, input)));
        let open = Call {
            weight: &weight,
            before: before.as_ref(),
            target: call.target,
            setting: call.setting,
            params: call.params,
            inputs: Vec::new(),
            fixed: Some(&fixed),
        };
        let Award { points, branch, notes, facts } = match rule.score(&open) {
            Ok(award) => award,
            Err(Stop::NotApplicable(_) | Stop::Failed(_) | Stop::Opaque(_)) => return None,
        };
        let facts = facts.iter().map(|(name, fact)| Some((name.clone(), OpenFact::of(fact)?)));
        let facts = facts.collect::<Option<Vec<_>>>()?;
        Some(PathAward::Awarded { points: OpenNumber::of(&points), branch, notes, facts })
    }
}

impl InputForm {
    fn of(value: &Value) -> Self {
        match value {
            Value::Number(_) => Self::Number,
            Value::Day(_) => Self::Day,
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            other => Self::Plain(other.clone()),
        }
    }

    /// Takes the figures out of a value; false where it is of another form.
    fn take(&self, value: &Value, figures: &mut Vec<Number>) -> bool {
        match (self, value) {
            (Self::Number, Value::Number(number)) => figures.push(number.clone()),
            (Self::Day, Value::Day(day)) => figures.push(Number::from(day.number())),
            (Self::List(forms), Value::List(items)) => {
                return forms.len() == items.len()
                    && forms.iter().zip(items).all(|(form, item)| form.take(item, figures));
            }
            (Self::Plain(own), value) => return own == value,
            _ => return false,
        }
        true
    }

    /// How many figures it leaves open.
    fn count(&self) -> usize {
        match self {
            Self::Number | Self::Day => 1,
            Self::Plain(_) => 0,
            Self::List(items) => items.iter().map(Self::count).sum(),
        }
    }

    fn open(&self, next: &mut impl FnMut() -> Symbol) -> OpenInput {
        match self {
            Self::Number => OpenInput::Number(next()),
            Self::Day => OpenInput::Day(next()),
            Self::Plain(value) => OpenInput::Plain(value.clone()),
            Self::List(items) => OpenInput::List(items.iter().map(|item| item.open(next)).collect()),
        }
    }
}

impl OpenFact {
    /// What a script gave; `None` for what is no value over symbols.
    fn of(fact: &Fact<Symbol>) -> Option<Self> {
        match fact {
            Fact::Quantity(symbol) => Some(Self::Number(OpenNumber::of(symbol))),
            Fact::Plain(value) => Some(Self::Plain(value.clone())),
            Fact::Other(_) => None,
        }
    }
}

impl AwardTree {
    /// What the script awards for these figures; `None` where it is to be asked itself.
    pub fn award(&self, figures: &CallFigures) -> Option<Award> {
        let Explored { tree, atoms } = &self.0;
        let walk = PathWalk { figures, atoms, known: RefCell::new(vec![None; atoms.len()]) };
        // What is too large to be held is so for the script too, which says where.
        walk.award(tree).ok().flatten()
    }
}

/// A way down a tree for one call.
struct PathWalk<'a> {
    figures: &'a CallFigures,
    atoms: &'a [Atom],
    /// The atoms that are no figures, as far as they were needed.
    known: RefCell<Vec<Option<Number>>>,
}

impl PathWalk<'_> {
    fn award(&self, mut tree: &DecisionTree<PathAward>) -> Result<Option<Award>, NumberError> {
        loop {
            match tree {
                DecisionTree::Choice(condition, both) => {
                    tree = if self.holds(condition)? { &both.0 } else { &both.1 };
                }
                DecisionTree::End(PathAward::Script) => return Ok(None),
                DecisionTree::End(PathAward::Awarded { points, branch, notes, facts }) => {
                    // An award is kept with its row: no room is left over.
                    let mut known = Vec::with_capacity(facts.len());
                    for (name, fact) in facts {
                        known.push((name.clone(), self.fact(fact)?));
                    }
                    let points = self.quotient(points)?;
                    return Ok(Some(Award { points, branch: branch.clone(), notes: notes.clone(), facts: known }));
                }
            }
        }
    }

    fn holds(&self, condition: &PathCondition) -> Result<bool, NumberError> {
        Ok(match condition {
            PathCondition::Sign(polynomial, orders) => orders.contain(self.number(polynomial)?.cmp(&Number::zero())),
            PathCondition::Whole(above, below) => self.number(above)?.divide(&self.number(below)?)?.is_whole(),
        })
    }

    fn fact(&self, fact: &OpenFact) -> Result<Fact, NumberError> {
        Ok(match fact {
            OpenFact::Number(number) => Fact::Quantity(self.quotient(number)?),
            OpenFact::Plain(value) => Fact::Plain(value.clone()),
        })
    }

    fn quotient(&self, number: &OpenNumber) -> Result<Number, NumberError> {
        let above = self.number(&number.above)?;
        match &number.below {
            Some(below) => above.divide(&self.number(below)?),
            None => Ok(above),
        }
    }

    fn number(&self, polynomial: &Polynomial) -> Result<Number, NumberError> {
        let mut sum: Option<Number> = None;
        for (product, factor) in polynomial.products() {
            let mut term = factor.clone();
            for atom in product {
                term = term.multiply(&self.atom(*atom)?)?;
            }
            sum = Some(match sum {
                Some(sum) => sum.add(&term)?,
                None => term,
            });
        }
        Ok(sum.unwrap_or_else(Number::zero))
    }

    fn atom(&self, id: usize) -> Result<Number, NumberError> {
        if let Some(known) = self.known.borrow().get(id).cloned().flatten() {
            return Ok(known);
        }
        // INVARIANT: every atom of a tree is among those of its exploration, and every figure among those of its form.
        let found = match self.atoms.get(id).ok_or(NumberError::NotANumber)? {
            Atom::Figure(at) => return self.figures.0.get(*at).cloned().ok_or(NumberError::NotANumber),
            Atom::Cut { above, below, cut } => cut.apply(&self.number(above)?.divide(&self.number(below)?)?),
            Atom::Extreme { is_least, one, other } => {
                let (one, other) = (self.number(one)?, self.number(other)?);
                if *is_least { one.min(other) } else { one.max(other) }
            }
        };
        if let Some(known) = self.known.borrow_mut().get_mut(id) {
            *known = Some(found.clone());
        }
        Ok(found)
    }
}
