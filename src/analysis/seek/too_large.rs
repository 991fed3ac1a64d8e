//! What is told of a search that is too large: how many values, and which option makes them few enough.

use crate::diagnostic::{Code, Diagnostic};
use crate::numeric::{Number, NumberError};

/// How often steps are made coarser before that is taken to be no help.
const MOST_TRIES: usize = 60;

/// The problem, with an argument that helps.
pub(super) fn too_large(count: impl ToString, limit: i64, argument: impl ToString) -> Diagnostic {
    let problem = Diagnostic::new(Code::SearchTooLarge).fact("count", count.to_string()).fact("limit", limit);
    problem.fact("argument", argument.to_string())
}

/// The first of 2, 5, 10, 20, 50 … times a step that is `enough`, if there is one.
pub(super) fn coarser(
    step: &Number,
    mut enough: impl FnMut(&Number) -> Result<bool, NumberError>,
) -> Result<Option<Number>, NumberError> {
    let mut unit = step.clone();
    for _ in 0..MOST_TRIES {
        for times in [2, 5, 10] {
            let tried = unit.multiply(&Number::from(times))?;
            if enough(&tried)? {
                return Ok(Some(tried));
            }
        }
        unit = unit.multiply(&Number::from(10))?;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_round_step_that_is_enough_is_named() {
        let number = |text: &str| Number::parse(text).unwrap();
        let enough = |least: &str| coarser(&number("0.01"), |step| Ok(*step >= number(least))).unwrap().unwrap();
        assert_eq!(["0.011", "0.03", "0.2", "7"].map(|least| enough(least).to_string()), ["0.02", "0.05", "0.2", "10"]);
        assert!(coarser(&number("1"), |_| Ok(false)).unwrap().is_none());
    }
}
