//! [`AskedNumber`]: a number that is asked for, or by how much one is to change.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::Place;
use crate::notation::fold::fold;
use crate::numeric::{Number, NumberError};

/// Signs that multiply.
const TIMES: [char; 5] = ['x', 'X', '×', '*', '✕'];
/// Signs that take away.
const MINUS: [char; 2] = ['-', '−'];

/// What is asked of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedNumber {
    /// Another one, as written.
    To(String),
    /// More by so much, or less.
    By(Number),
    /// So many times as much.
    Times(Number),
}

/// How an amount may be written for what it is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedNumberForm {
    /// Whether the number may lie below zero: then a sign in front of it is its own, and only `+=` and `-=` change it.
    pub is_signed: bool,
    /// Whether it is a percentage: then `+10%` could be meant in two ways.
    pub is_percentage: bool,
}

/// The name without an operator that stands before the `=`, and the operator.
pub(super) fn without_operator(name: &Place) -> (Place, Option<char>) {
    let operator = name.text().chars().last().filter(|sign| is_operator(*sign));
    match operator {
        Some(sign) if name.text().len() > sign.len_utf8() => {
            (name.part(0..name.text().len().saturating_sub(sign.len_utf8())).trim(), Some(sign))
        }
        _ => (name.clone(), None),
    }
}

/// Letters are part of a name.
fn is_operator(sign: char) -> bool {
    matches!(sign, '+' | '＋') || MINUS.contains(&sign) || TIMES.contains(&sign) && !sign.is_ascii_alphabetic()
}

impl AskedNumber {
    /// Reads `90`, `+5`, `-5`, `+10%`, `x2`, `×2` or `*2`; with an operator (`+=`, `-=`, `*=`) what stands behind it.
    ///
    /// # Errors
    /// [`Code::ChangeForm`] for a change by no number, and by a percentage of a percentage.
    pub fn read(value: &Place, operator: Option<char>, form: AskedNumberForm) -> Result<Self, Diagnostic> {
        let text = fold(value.text());
        let malformed = |shapes: &str| {
            let problem = Diagnostic::new(Code::ChangeForm).fact("text", value.text());
            Err(problem.fact("form", shapes).at(value.clone()))
        };
        let mut signs = text.chars();
        let first = signs.next();
        let (sign, rest) = match operator {
            Some(sign) => (sign, text.as_str()),
            None => match first {
                Some(sign) if TIMES.contains(&sign) && Number::parse(signs.as_str()).is_ok() => (sign, signs.as_str()),
                Some(sign) if (sign == '+' || MINUS.contains(&sign)) && !form.is_signed => (sign, signs.as_str()),
                // The sign of a percentage says what is known.
                _ => {
                    let percent =
                        text.strip_suffix('%').filter(|rest| form.is_percentage && Number::parse(rest).is_ok());
                    return Ok(Self::To(percent.unwrap_or_else(|| value.text()).to_owned()));
                }
            },
        };
        if TIMES.contains(&sign) {
            return Number::parse(rest).map(Self::Times).or_else(|_| malformed("×2 / ×1.5"));
        }
        let signed = |number: Number| if MINUS.contains(&sign) { number.negate() } else { number };
        match (rest.strip_suffix('%'), Number::parse(rest)) {
            (_, Ok(points)) => Ok(Self::By(signed(points))),
            (Some(_), _) if form.is_percentage => malformed("+5 / ×1.05"),
            (Some(percent), _) => match Number::parse(percent).ok().and_then(|percent| times(&signed(percent)).ok()) {
                Some(times) => Ok(Self::Times(times)),
                None => malformed("+5 / -5 / +10% / ×2"),
            },
            (None, Err(_)) => malformed("+5 / -5 / +10% / ×2"),
        }
    }

    /// What becomes of `base`; the text as written where another number is asked for.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn of(&self, base: &Number) -> Result<String, NumberError> {
        Ok(match self {
            Self::To(text) => text.clone(),
            Self::By(more) => base.add(more)?.to_string(),
            Self::Times(times) => base.multiply(times)?.to_string(),
        })
    }

    /// Whether it rests on the number that there is.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        !matches!(self, Self::To(_))
    }
}

/// How many times as much a change by so many percent is.
fn times(percent: &Number) -> Result<Number, NumberError> {
    percent.add(&Number::from(100))?.divide(&Number::from(100))
}

/// As it may be written again.
impl fmt::Display for AskedNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::To(text) => out.write_str(text),
            Self::By(more) if more.is_negative() => write!(out, "{more}"),
            Self::By(more) => write!(out, "+{more}"),
            Self::Times(times) => write!(out, "×{times}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, form: AskedNumberForm) -> Result<String, Code> {
        let place = Place::argument("--metric", text);
        let (name, value) = crate::diagnostic::split_at(&place, '=').unwrap();
        let (_, operator) = without_operator(&name);
        let amount = AskedNumber::read(&value, operator, form).map_err(|problem| problem.code)?;
        amount.of(&Number::from(40)).map_err(|_| Code::NumberLength)
    }

    #[test]
    fn a_number_is_set_or_changed() {
        let plain = AskedNumberForm { is_signed: false, is_percentage: false };
        let cases = [
            ("a=50", "50"),
            ("a=+5", "45"),
            ("a=-5", "35"),
            ("a＝＋５", "45"),
            ("a=−5", "35"),
            ("a=x2", "80"),
            ("a=×1.5", "60"),
            ("a=*0.5", "20"),
            ("a=+10%", "44"),
            ("a=-10%", "36"),
            ("a+=5", "45"),
            ("a -= 5", "35"),
            ("a*=2", "80"),
            ("a=达成", "达成"),
            ("a=x光", "x光"),
        ];
        for (text, after) in cases {
            assert_eq!(read(text, plain).as_deref(), Ok(after), "{text}");
        }
        for text in ["a=+", "a=+五", "a=-5分", "a+=x"] {
            assert_eq!(read(text, plain), Err(Code::ChangeForm), "{text}");
        }
    }

    #[test]
    fn signs_are_a_numbers_own_where_it_may_lie_below_zero() {
        let signed = AskedNumberForm { is_signed: true, is_percentage: true };
        for (text, after) in [("a=-5", "-5"), ("a=+5", "+5"), ("a-=5", "35"), ("a+=5", "45"), ("a=×2", "80")] {
            assert_eq!(read(text, signed).as_deref(), Ok(after), "{text}");
        }
        assert_eq!(read("a+=10%", signed), Err(Code::ChangeForm), "ten points or a tenth?");
        assert_eq!(read("a=99%", signed).as_deref(), Ok("99"));
    }
}
