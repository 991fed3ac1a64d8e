//! [`TargetForms`]: which targets a rule can honour.

use rhai::{Dynamic, ImmutableString, Token};
use strum::VariantNames;

use super::tokens::Lexed;
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Place;

/// Further words that `target()` may say: several forms at once, and that there may be no target.
const SEVERAL: [&str; 5] = ["number", "range", "date", "any", "none"];

/// The form in which a target is written.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "kebab-case")]
pub enum TargetForm {
    /// This number or more.
    AtLeast,
    /// More than this number.
    MoreThan,
    /// This number or less.
    AtMost,
    /// Less than this number.
    LessThan,
    /// Exactly this number.
    Equal,
    /// From one number to another.
    Between,
    /// On a day or before.
    By,
    /// Words.
    Statement,
}

impl TargetForm {
    /// Whether a target of this value can have the form.
    pub(super) fn fits(self, target: &Value) -> bool {
        use TargetForm::{AtLeast, AtMost, Between, By, Equal, LessThan, MoreThan, Statement};
        match target {
            Value::Number(_) => matches!(self, AtLeast | MoreThan | AtMost | LessThan | Equal),
            Value::Map(_) => self == Between,
            Value::Day(_) => self == By,
            Value::Text(_) => self == Statement,
            _ => false,
        }
    }
}

/// What a rule is told of its row besides the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowSetting {
    /// The form of the target, if there is one: `case.form`.
    pub form: Option<TargetForm>,
    /// Whether the points are taken off the total: `case.penalty`.
    pub is_penalty: bool,
    /// Whether target and actual are shares, handed to the script in percent: `case.share`.
    pub is_share: bool,
}

/// The forms of target that a rule honours, as its `target()` says: `"number"`, or a list such as
/// `["at-least", "none"]`, where `none` lets the target be left out. Any other form is refused when a scheme is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetForms {
    /// In the order of the card; the first that fits is that of an example which does not say.
    forms: Vec<TargetForm>,
    is_optional: bool,
}

impl TargetForms {
    /// Reads what `target()`, whose body and place these are, returned.
    ///
    /// # Errors
    /// [`Code::UnknownChoice`] where the word stands that is no form.
    pub(super) fn read(value: &Value, body: &[Lexed], place: &Place) -> Result<Self, Diagnostic> {
        let mut found = Self { forms: Vec::new(), is_optional: false };
        let read = match value {
            Value::List(words) => words.iter().try_for_each(|word| found.add(word)),
            word => found.add(word),
        };
        read.map(|()| found).map_err(|word| {
            let known: Vec<&str> = TargetForm::VARIANTS.iter().copied().chain(SEVERAL).collect();
            let is_it = |lexed: &&Lexed| matches!(&lexed.token, Token::StringConstant(text) if text.as_str() == word);
            let place = body.iter().find(is_it).map_or(place, |lexed| &lexed.place);
            let problem = Diagnostic::new(Code::UnknownChoice).fact("value", &word).list("known", &known);
            problem.suggest(&word, known).at(place.clone())
        })
    }

    fn add(&mut self, word: &Value) -> Result<(), String> {
        use TargetForm::{AtLeast, AtMost, Between, By, Equal, LessThan, MoreThan, Statement};
        let text = word.to_string();
        match text.as_str() {
            "number" => self.forms.extend([AtLeast, AtMost, Equal]),
            "range" => self.forms.extend([Between]),
            "date" => self.forms.extend([By]),
            "none" => self.is_optional = true,
            "any" => {
                self.forms.extend([AtLeast, MoreThan, AtMost, LessThan, Equal, Between, By, Statement]);
                self.is_optional = true;
            }
            form => self.forms.extend([form.parse::<TargetForm>().map_err(|_| text.clone())?]),
        }
        Ok(())
    }

    /// Whether the rule honours a target of this form, or can do without one. To a rule that looks at no target, words
    /// that nobody has to measure say the same as none.
    #[must_use]
    pub fn accept(&self, form: Option<TargetForm>) -> bool {
        match form {
            None => self.is_optional,
            Some(TargetForm::Statement) if self.forms.is_empty() => self.is_optional,
            Some(form) => self.forms.contains(&form),
        }
    }

    /// Whether the rule can use the target of a case, whatever its form was.
    #[must_use]
    pub fn accept_value(&self, target: &Value) -> bool {
        let says_nothing =
            matches!(target, Value::Missing) || (matches!(target, Value::Text(_)) && self.forms.is_empty());
        (says_nothing && self.is_optional) || self.forms.iter().any(|form| form.fits(target))
    }

    /// Whether every case needs a target.
    #[must_use]
    pub fn is_required(&self) -> bool {
        !self.is_optional
    }

    /// Whether the rule takes days.
    pub(super) fn takes_days(&self) -> bool {
        self.forms.contains(&TargetForm::By)
    }

    /// The forms, in the order of the card.
    pub fn iter(&self) -> impl Iterator<Item = TargetForm> {
        self.forms.iter().copied()
    }
}

/// The form of a target as scripts see it; missing where there is no target.
pub(super) fn form_word(form: Option<TargetForm>) -> Dynamic {
    form.map_or(Dynamic::UNIT, |form| ImmutableString::from(<&str>::from(form)).into())
}
