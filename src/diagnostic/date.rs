//! What a text looks like that should be a date, and how the day in it is written.

use super::{Code, Diagnostic};
use crate::day::Day;
use crate::notation::spelling::day_in_digits;

impl Diagnostic {
    /// The problem of a text that is no date: another spelling of a day is told from a day that does not exist, and both from
    /// what is no day at all.
    #[must_use]
    pub fn not_a_date(text: &str) -> Self {
        let problem = Self::new(Code::NotADate).fact("value", text);
        let Some(written) = day_in_digits(text) else { return problem };
        match Day::parse(&written) {
            Some(day) => problem.fact("day", day),
            None => problem.fact("absent", written),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_another_spelling_is_told_as_it_is_written_here() {
        let fact = |text: &str, name: &str| Diagnostic::not_a_date(text).get(name).map(|fact| fact.zh.clone());
        assert_eq!(fact("2024/6/30", "day").as_deref(), Some("2024-06-30"));
        for text in ["2024-06-31", "2024/13/1", "2023/2/29"] {
            assert!(fact(text, "day").is_none() && fact(text, "absent").is_some(), "{text}");
        }
        assert!(fact("24.6.30", "day").is_none() && fact("24.6.30", "absent").is_none());
    }
}
