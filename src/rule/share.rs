//! Shares that make sense only if they are read in another scale.

use crate::numeric::Number;

/// How far apart two numbers are at most that are alike.
const ALIKE: i64 = 3;

/// What a number was most likely meant to be, where it lies far from what is usual and lies close to it if it is read the
/// other way, a hundred times as much or a hundredth; none where it may stand as it is written.
pub(crate) fn improbable(number: &Number, usual: &Number) -> Option<Number> {
    let hundred = Number::from(100);
    let is_alike = |number: &Number| {
        let (size, usual) = (number.absolute(), usual.absolute());
        let times = |number: &Number| number.multiply(&Number::from(ALIKE)).ok();
        times(&size).is_some_and(|most| most >= usual) && times(&usual).is_some_and(|most| most >= size)
    };
    if number.is_zero() || usual.is_zero() || number.is_negative() != usual.is_negative() || is_alike(number) {
        return None;
    }
    [number.multiply(&hundred), number.divide(&hundred)].into_iter().flatten().find(is_alike)
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
            let found = improbable(&Number::parse(number).unwrap(), &Number::parse(usual).unwrap());
            assert_eq!(found.map(|found| found.to_string()).as_deref(), wanted, "{number} for {usual}");
        }
    }
}
