//! Texts of one metric as a column: whole numbers of one scale, or words.

use std::collections::BTreeMap;

/// How many digits a number has at most that is put into a column, and how many of them are decimals.
const MAX_DIGITS: usize = 18;
const MAX_PLACES: u8 = 6;
/// The least whole number with more digits.
#[cfg(feature = "arrow")]
const MOST: u64 = 1_000_000_000_000_000_000;

/// Up to how many words are compared one after the other.
const FEW_WORDS: usize = 16;

/// Numbers as they are read: each without its point, and how many decimals it has.
#[derive(Debug, Default)]
pub(super) struct NumberTexts {
    numbers: Vec<i64>,
    /// None where all have `same` decimals.
    places: Vec<u8>,
    same: u8,
}

impl NumberTexts {
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Adds a number; whether the text is one that a column takes. Zero stands in the place of any other.
    pub fn push(&mut self, text: &str) -> bool {
        let number = plain_number(text.as_bytes());
        let (whole, places) = number.unwrap_or_default();
        self.numbers.push(whole);
        self.places.push(places);
        number.is_some()
    }

    /// Adds a whole number of the last of so many decimals; whether it is one that a column takes. If not, nothing is added.
    #[cfg(feature = "arrow")]
    pub fn push_whole(&mut self, whole: i64, places: u8) -> bool {
        let is_plain = whole.unsigned_abs() < MOST && places <= MAX_PLACES;
        if is_plain {
            self.numbers.push(whole);
            self.places.push(places);
        }
        is_plain
    }

    /// Takes all numbers there are, of the same decimals; whether a column takes them. If not, they are left there.
    #[cfg(feature = "arrow")]
    pub fn take_whole(&mut self, numbers: &mut Vec<i64>, places: u8) -> bool {
        let is_first = self.numbers.is_empty();
        let are_plain = is_first && places <= MAX_PLACES && numbers.iter().all(|whole| whole.unsigned_abs() < MOST);
        if are_plain && !numbers.is_empty() {
            (self.numbers, self.same) = (std::mem::take(numbers), places);
        }
        are_plain
    }

    /// The numbers in the scale of the finest, how many decimals that is, and the units whose numbers do not fit it.
    pub fn scaled(self) -> (u32, Vec<i64>, Vec<usize>) {
        let Self { mut numbers, places, same } = self;
        let finest = places.iter().copied().max().unwrap_or(same);
        let mut beyond = Vec::new();
        if places.iter().all(|places| *places == finest) {
            return (u32::from(finest), numbers, beyond);
        }
        for (unit, (number, places)) in numbers.iter_mut().zip(&places).enumerate() {
            let factor = 10_i64.pow(u32::from(finest.saturating_sub(*places)));
            *number = number.checked_mul(factor).unwrap_or_else(|| {
                beyond.push(unit);
                0
            });
        }
        (u32::from(finest), numbers, beyond)
    }
}

/// A number that every reader takes for the same: no exponent, no sign but a minus, no zeros in front.
fn plain_number(text: &[u8]) -> Option<(i64, u8)> {
    let (sign, digits) = match text {
        [b'-', digits @ ..] => (-1_i64, digits),
        digits => (1, digits),
    };
    if matches!(digits, [b'0', b'0'..=b'9', ..] | [b'.', ..] | [.., b'.'] | []) || digits.len() > MAX_DIGITS {
        return None;
    }
    let (mut number, mut places, mut is_decimal) = (0_i64, 0_u8, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number.wrapping_mul(10).wrapping_add(i64::from(byte.wrapping_sub(b'0')));
                places = places.wrapping_add(u8::from(is_decimal));
            }
            b'.' if !is_decimal => is_decimal = true,
            _ => return None,
        }
    }
    (places <= MAX_PLACES).then(|| (number.wrapping_mul(sign), places))
}

/// Words as they are read: those that occur, and the position of each among them.
#[derive(Debug, Default)]
pub(super) struct WordTexts {
    words: Vec<String>,
    positions: BTreeMap<String, u32>,
    codes: Vec<u32>,
}

impl WordTexts {
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn push(&mut self, text: &str) {
        let known = match self.words.len() <= FEW_WORDS {
            true => self.words.iter().position(|word| word == text).and_then(|at| u32::try_from(at).ok()),
            false => self.positions.get(text).copied(),
        };
        let code = known.unwrap_or_else(|| {
            let code = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            self.words.push(text.to_owned());
            self.positions.insert(text.to_owned(), code);
            code
        });
        self.codes.push(code);
    }

    /// The words that occur, and the position of each among them.
    pub fn coded(self) -> (Vec<String>, Vec<u32>) {
        (self.words, self.codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Number;

    #[test]
    fn numbers_are_read_as_everywhere_or_not_at_all() {
        let texts = [
            "0",
            "-0",
            "98.70",
            "-5.25",
            "0.000001",
            "123456789012345678",
            "0.0000001",
            "1234567890123456789",
            "007",
            "+1",
            "1e2",
            ".5",
            "5.",
            "1.2.3",
            "",
            "-",
            "95%",
            "1,234",
            "１２",
            " 1",
            "-.5",
            "--1",
        ];
        for text in texts {
            let read = plain_number(text.as_bytes());
            let parsed = Number::parse(text).ok();
            if let Some((number, places)) = read {
                let scaled = parsed.unwrap().multiply(&Number::power_of_ten(u32::from(places)).unwrap()).unwrap();
                assert_eq!(scaled.to_i64(), Some(number), "{text}");
            } else if text.len() < 9 {
                assert_eq!(parsed, None, "{text}");
            }
        }
    }

    #[test]
    fn columns_take_the_scale_of_their_finest_number() {
        let mut column = NumberTexts::default();
        for text in ["5", "98.70", "x", "999999999999999999"] {
            column.push(text);
        }
        assert_eq!(column.scaled(), (2, vec![500, 9_870, 0, 0], vec![3]));
    }
}
