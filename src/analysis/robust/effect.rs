//! The effect of each weight on a total: how much of what moves it comes from which weight.

use crate::evaluation::TotalLine;
use crate::numeric::{Number, NumberError};

/// The part of each weight in the variance of a total where every weight is off by its own small part, as likely one way as the other
/// and one as much as another, and all are scaled back: w²(r − T)² over the sum of all, with r what a point of the weight adds and T the
/// mean of these by weight. All parts add up to 1; none where no weight moves the total.
///
/// # Errors
/// [`NumberError::TooLarge`].
pub(super) fn effects(line: &TotalLine, weights: &[Number]) -> Result<Option<Vec<Number>>, NumberError> {
    let (mut points, mut all) = (Number::zero(), Number::zero());
    for (slope, weight) in line.slopes.iter().zip(weights) {
        points = points.add(&slope.multiply(weight)?)?;
        all = all.add(weight)?;
    }
    if all.is_zero() {
        return Ok(None);
    }
    let mean = points.divide(&all)?;
    let mut parts = Vec::with_capacity(weights.len());
    for (slope, weight) in line.slopes.iter().zip(weights) {
        let moved = weight.multiply(&slope.subtract(&mean)?)?;
        parts.push(moved.multiply(&moved)?);
    }
    let sum = parts.iter().try_fold(Number::zero(), |sum, part| sum.add(part))?;
    if sum.is_zero() {
        return Ok(None);
    }
    parts.iter().map(|part| part.divide(&sum)).collect::<Result<Vec<_>, _>>().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Vec<Number> {
        numbers.iter().copied().map(Number::from).collect()
    }

    /// The linear function 5x + 4y + 3z + 2u + v, whose first-order indices are 25, 16, 9, 4 and 1 over 55: five weights that move a
    /// total by that much, and one more so that the mean is 0.
    #[test]
    fn the_effects_of_a_linear_function_are_those_of_its_indices() {
        let line = TotalLine { constant: Number::zero(), slopes: numbers(&[5, 4, 3, 2, 1, -15, 0]) };
        let found = effects(&line, &numbers(&[1, 1, 1, 1, 1, 1, 10])).unwrap().unwrap();
        let of = |part: i64| Number::from(part).divide(&Number::from(55 + 225)).unwrap();
        assert_eq!(found, [25, 16, 9, 4, 1, 225, 0].map(of));
    }

    /// What has the same rate everywhere is moved by no weight.
    #[test]
    fn level_rates_have_no_effect() {
        let line = TotalLine { constant: Number::from(3), slopes: numbers(&[2, 2]) };
        assert_eq!(effects(&line, &numbers(&[60, 40])), Ok(None));
        assert_eq!(effects(&line, &numbers(&[0, 0])), Ok(None));
    }
}
