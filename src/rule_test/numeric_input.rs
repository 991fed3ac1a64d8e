//! One number of a case, read and replaced.

use crate::day::Day;
use crate::numeric::Number;
use crate::rule::{InputCard, Kind, RuleCase, RuleMetadata, Value};

/// How many elements of a list are looked at one by one.
const MAX_ELEMENTS: usize = 8;

/// The day that days are counted from here.
const EPOCH: &str = "2000-01-01";

/// One input of a case, or one element of it, as a number: days count from [`EPOCH`], no and yes are 0 and 1.
#[derive(Clone, Debug)]
pub(super) struct NumericInput {
    /// The input's name.
    pub name: String,
    element: Option<usize>,
    kind: Kind,
    whole: bool,
    negative: bool,
}

impl NumericInput {
    /// Every number of a case that its rule is given.
    pub fn of(card: &RuleMetadata, case: &RuleCase) -> Vec<Self> {
        let mut found = Vec::new();
        for (name, asked) in card.inputs.iter().filter(|(_, asked)| asked.kind != Kind::Text) {
            match case.inputs.get(name) {
                Some(Value::List(items)) if asked.many => {
                    found.extend((0..items.len().min(MAX_ELEMENTS)).map(|at| Self::new(name, Some(at), asked)));
                }
                _ => found.push(Self::new(name, None, asked)),
            }
        }
        found.retain(|input| input.get(case).is_some());
        found
    }

    fn new(name: &str, element: Option<usize>, asked: &InputCard) -> Self {
        let whole = asked.whole || asked.kind != Kind::Number;
        Self { name: name.to_owned(), element, kind: asked.kind, whole, negative: asked.negative }
    }

    /// The input as a person names it: `actual`, or `rates[2]` for the second of a list.
    pub fn label(&self) -> String {
        match self.element {
            Some(at) => format!("{}[{}]", self.name, at.saturating_add(1)),
            None => self.name.clone(),
        }
    }

    /// Whether a value between two others can be asked for: not so of yes and no.
    pub fn is_measured(&self) -> bool {
        self.kind != Kind::Flag
    }

    /// Whether only whole numbers are taken.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The number; nothing where the case has none there.
    pub fn get(&self, case: &RuleCase) -> Option<Number> {
        let value = case.inputs.get(&self.name)?;
        let value = match (self.element, value) {
            (Some(at), Value::List(items)) => items.get(at)?,
            (None, value) => value,
            (Some(_), _) => return None,
        };
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::Day(day) => Some(Number::from(Day::parse(EPOCH)?.days_until(*day))),
            Value::Flag(flag) => Some(Number::from(i64::from(*flag))),
            _ => None,
        }
    }

    /// The number as the value that stands in a case; nothing where the rule does not take it.
    pub fn value(&self, number: &Number) -> Option<Value> {
        if (number.is_negative() && !self.negative && self.kind == Kind::Number) || (self.whole && !number.is_whole()) {
            return None;
        }
        match self.kind {
            Kind::Number => Some(Value::Number(number.clone())),
            Kind::Date => Day::parse(EPOCH)?.plus(number.to_i64()?).map(Value::Day),
            Kind::Flag => match number.to_i64() {
                Some(0) => Some(Value::Flag(false)),
                Some(1) => Some(Value::Flag(true)),
                _ => None,
            },
            Kind::Text => None,
        }
    }

    /// The case with another number; nothing where the rule does not take it.
    pub fn set(&self, case: &RuleCase, number: &Number) -> Option<RuleCase> {
        let value = self.value(number)?;
        let mut case = case.clone();
        match (self.element, case.inputs.get_mut(&self.name)?) {
            (Some(at), Value::List(items)) => *items.get_mut(at)? = value,
            (None, slot) => *slot = value,
            (Some(_), _) => return None,
        }
        Some(case)
    }
}
