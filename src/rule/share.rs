//! Shares that make sense only if they are read in another scale.

use std::cmp::Ordering;

use super::quantity::{Answer, Quantity};
use crate::numeric::Number;

/// How far apart two numbers are at most that are alike.
const ALIKE: i64 = 3;

/// What a number was most likely meant to be, where it lies far from what is usual and lies close to it if it is read the
/// other way, a hundred times as much or a hundredth; none where it may stand as it is written.
pub(crate) fn improbable<Q: Quantity>(number: &Q, usual: &Number) -> Answer<Option<Q>> {
    let (hundred, zero) = (Q::exactly(Number::from(100)), Q::zero());
    if usual.is_zero() || number.compare(&zero, &[Ordering::Equal])? {
        return Ok(None);
    }
    if number.compare(&zero, &[Ordering::Less])? != usual.is_negative() || is_alike(number, usual)? {
        return Ok(None);
    }
    let (more, less) = (number.times(&hundred)?, number.divided_by(&hundred)?);
    Ok(if is_alike(&more, usual)? {
        Some(more)
    } else if is_alike(&less, usual)? {
        Some(less)
    } else {
        None
    })
}

fn is_alike<Q: Quantity>(number: &Q, usual: &Number) -> Answer<bool> {
    let is_at_least = |number: &Q, other: &Q| number.compare(other, &[Ordering::Greater, Ordering::Equal]);
    let times = Q::exactly(Number::from(ALIKE));
    let (size, usual) = (number.absolute()?, Q::exactly(usual.absolute()));
    Ok(is_at_least(&size.times(&times)?, &usual)? && is_at_least(&usual.times(&times)?, &size)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_makes_sense_in_the_other_scale_alone_is_doubted() {
        let table = [
            ("0.95", "95", Some("95")),
            ("1.02", "95", Some("102")),
            ("5870", "95", Some("58.7")),
            ("95", "95", None),
            ("50", "95", None),
            ("0.3", "3", None),
            ("0.03", "3", Some("3")),
            ("10", "3", None),
            ("0", "95", None),
            ("-0.95", "95", None),
            ("-0.95", "-95", Some("-95")),
            ("0.95", "0", None),
        ];
        for (number, usual, wanted) in table {
            let found = improbable(&Number::parse(number).unwrap(), &Number::parse(usual).unwrap()).unwrap();
            assert_eq!(found.map(|found| found.to_string()).as_deref(), wanted, "{number} for {usual}");
        }
    }
}
