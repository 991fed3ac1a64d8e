//! Numbers of parameters as a scheme writes them, with or without a unit, counted as the script wants them.

use super::counted_in::CountedIn;
use crate::numeric::{Number, NumberError, Unit, UnitError};

/// Why a number of a parameter is not taken.
pub(super) enum Miscounted {
    /// It is no number.
    NotANumber,
    /// Its unit does not convert into the one that is wanted.
    Unlike(Unit, Unit),
    /// A difference between shares without a unit, in a row that counts shares otherwise than in percent: the number, and
    /// the two things that it could mean.
    Bare(Number, Unit),
}

impl From<NumberError> for Miscounted {
    fn from(_: NumberError) -> Self {
        Self::NotANumber
    }
}

/// The unit in which scripts are handed the numbers of a row.
pub(crate) fn handed(row: &Unit) -> Unit {
    if row.is_ratio() { Unit::parse("%") } else { row.clone() }
}

/// The number that a text stands for, as the script is handed it; `row` is the unit of the row.
pub(super) fn counted(text: &str, counts: &CountedIn, row: &Unit) -> Result<Number, Miscounted> {
    let (number, written) = match Number::parse(text) {
        Ok(number) => (number, None),
        Err(_) => {
            let (number, unit) = split(text).ok_or(Miscounted::NotANumber)?;
            (number, Some(unit))
        }
    };
    let convert = |from: &Unit, to: &Unit| {
        from.convert(&number, to).map_err(|error| match error {
            UnitError::Unlike => Miscounted::Unlike(from.clone(), to.clone()),
            UnitError::Number(error) => error.into(),
        })
    };
    match (counts, written) {
        (CountedIn::Share(unit), Some(written)) => convert(&written, unit),
        (CountedIn::Row, written) => convert(&written.unwrap_or_else(|| row.clone()), &handed(row)),
        (CountedIn::Step, Some(written)) if row.is_ratio() => {
            let points = Unit::percentage_points();
            if written.is_like(&points) { convert(&written, &points) } else { convert(&written, &handed(row)) }
        }
        (CountedIn::Step, Some(written)) => convert(&written, row),
        (CountedIn::Step, None) if row.is_ratio() && !row.is_percent() => Err(Miscounted::Bare(number, row.clone())),
        (CountedIn::Points, Some(written)) if written == Unit::points() => Ok(number),
        (_, Some(_)) => Err(Miscounted::NotANumber),
        (_, None) => Ok(number),
    }
}

/// A number and the unit behind it.
fn split(text: &str) -> Option<(Number, Unit)> {
    let text = text.trim();
    let is_digit = |c: char| c.is_ascii_digit() || ".+-−_".contains(c);
    let end = text.find(|c| !is_digit(c))?;
    let (number, unit) = text.split_at_checked(end)?;
    Some((Number::parse(number.trim()).ok()?, Unit::parse(unit)))
}
