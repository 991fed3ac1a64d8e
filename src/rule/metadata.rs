//! What a rule says of itself: documentation, inputs, parameters, sentences.

use std::collections::BTreeMap;

use super::counted_in::CountedIn;
use super::declaration::Declarations;
use super::target_forms::TargetForms;
use super::value::Value;
use crate::language::Bilingual;
use crate::numeric::{Number, Unit};

/// The self-description of a rule.
#[derive(Clone, Debug)]
pub struct RuleMetadata {
    /// The file name without ending; schemes name the rule by it.
    pub name: String,
    /// What it is called.
    pub title: Bilingual,
    /// What it does.
    pub description: Bilingual,
    /// The regulation or practice it follows.
    pub source: String,
    /// Whether it scores a row or changes points that another rule gave.
    pub is_modifier: bool,
    /// Whether it can score a penalty: whether its points are then those that are taken off.
    pub gives_deductions: bool,
    /// Which actual is better.
    pub direction: RuleDirection,
    /// The forms of target it honours.
    pub target: TargetForms,
    /// What the target counts, where that is not what the row counts: `%` for a rate that the rule works out itself.
    pub target_unit: Option<Unit>,
    /// The inputs by name.
    pub inputs: BTreeMap<String, InputCard>,
    /// The names of the inputs in the order in which they are shown: what was executed before the budget, otherwise as
    /// the script declares them.
    pub input_order: Vec<String>,
    /// The parameters by name.
    pub parameters: BTreeMap<String, ParameterCard>,
    /// The sentences by branch, refusal or note.
    pub sentences: BTreeMap<String, Bilingual>,
    /// What the studies must know of it.
    pub declared: Declarations,
}

impl RuleMetadata {
    /// Where an input stands among those that are shown.
    pub(crate) fn input_position(&self, name: &str) -> usize {
        self.input_order.iter().position(|known| known == name).unwrap_or(self.input_order.len())
    }

    /// The parameters that are given and differ from what counts anyway.
    pub fn stated<'p>(
        &'p self,
        params: &'p BTreeMap<String, Value>,
    ) -> impl Iterator<Item = (&'p String, &'p Value)> + 'p {
        params.iter().filter(|(name, value)| {
            let usual = self.parameters.get(*name).and_then(|card| card.default.as_ref());
            **value != Value::Missing && usual != Some(*value)
        })
    }

    /// Whether a row of `other` can be scored by this rule: the same inputs, the same kind of target.
    #[must_use]
    pub fn takes_the_same_as(&self, other: &Self) -> bool {
        let same = |(own, other): ((&String, &InputCard), (&String, &InputCard))| {
            let (one, two) = (own.1, other.1);
            own.0 == other.0 && one.kind == two.kind && one.many == two.many && one.unit == two.unit
        };
        self.target == other.target
            && self.inputs.len() == other.inputs.len()
            && self.inputs.iter().zip(&other.inputs).all(same)
    }

    /// The best of the levels that a person can award, as the rule names them where the scheme does not.
    #[must_use]
    pub fn best_level(&self) -> Option<&str> {
        let level = self.declared.judgement.as_ref()?.level.as_ref()?;
        match self.parameters.get(&level.names)?.default.as_ref()? {
            Value::List(names) => names.first()?.as_text(),
            _ => None,
        }
    }
}

/// Which actual a rule gives more points for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum RuleDirection {
    /// The higher one.
    Higher,
    /// The lower one.
    Lower,
    /// Either, as target and parameters say.
    #[default]
    Either,
}

/// The kind of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A number.
    Number,
    /// A word.
    Text,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
}

/// One input.
#[derive(Clone, Debug)]
pub struct InputCard {
    /// What it is.
    pub meaning: Bilingual,
    /// The kind of each value.
    pub kind: Kind,
    /// Whether the rule can do without.
    pub optional: bool,
    /// Whether it is a list.
    pub many: bool,
    /// Whether only whole numbers are taken.
    pub whole: bool,
    /// Whether numbers below zero are taken.
    pub negative: bool,
    /// What its numbers count.
    pub unit: CountedIn,
}

impl InputCard {
    /// Whether the rule can use `value` for this input: its kind, its sign, one or many.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        match value {
            Value::List(items) => self.many && items.iter().all(|item| self.accepts_one(item)),
            one => !self.many && self.accepts_one(one),
        }
    }

    fn accepts_one(&self, value: &Value) -> bool {
        match (value, self.kind) {
            (Value::Missing, _) => self.optional,
            (Value::Number(number), Kind::Number) => {
                (self.negative || !number.is_negative()) && (!self.whole || number.is_whole())
            }
            (Value::Text(_), Kind::Text) | (Value::Flag(_), Kind::Flag) | (Value::Day(_), Kind::Date) => true,
            _ => false,
        }
    }
}

/// The kind of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum ParameterKind {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// One of a list of words.
    Choice,
    /// A list of numbers.
    Numbers,
    /// A list of texts.
    Texts,
    /// Bands with declared closed sides, without gap or overlap.
    Bands,
    /// Points of a line, x rising strictly.
    Knots,
    /// Numbers by name.
    Table,
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct ParameterCard {
    /// What it is.
    pub meaning: Bilingual,
    /// The kind.
    pub kind: ParameterKind,
    /// What its numbers count: the edges of bands and the x of knots, where it has those.
    pub unit: CountedIn,
    /// What counts where the scheme says nothing.
    pub default: Option<Value>,
    /// Whether the rule can do without.
    pub optional: bool,
    /// The words of a choice.
    pub choices: Vec<String>,
    /// Lowest value, included.
    pub min: Option<Number>,
    /// Highest value, included.
    pub max: Option<Number>,
    /// The input whose values its items belong to, one by one: an element that does not apply leaves both.
    pub along: Option<String>,
    /// Whether its largest number stands for full marks, and so has to be 1; in a penalty at most 1.
    pub is_full_share: bool,
    /// Lower bound, excluded.
    pub above: Option<Number>,
    /// Upper bound, excluded.
    pub below: Option<Number>,
}

impl ParameterCard {
    /// Whether the parameter is points, or a list or table of them, that keep their share when the weight changes.
    #[must_use]
    pub fn holds_points(&self) -> bool {
        self.unit == CountedIn::Points || matches!(self.kind, ParameterKind::Bands | ParameterKind::Knots)
    }
}
