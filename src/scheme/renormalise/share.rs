//! How an amount is shared out among rows: in proportion or in equal shifts, within bounds, then in whole steps.
//!
//! All of it is exact: the parts add up to the amount, before and after the steps.

use crate::numeric::{Number, NumberError};

/// One row that takes part.
#[derive(Clone, Debug)]
pub(super) struct BoundedWeight {
    /// What it was worth.
    pub before: Number,
    /// The least it may be worth.
    pub low: Number,
    /// The most it may be worth.
    pub high: Number,
}

/// How the amount is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Every part keeps its ratio to the others.
    Proportional,
    /// Every part moves by the same number of points.
    EqualShift,
}

/// The parts of `amount`, each within its bounds.
///
/// What one round puts outside its bounds is fixed there, and the rest shared out again, at most once for each part.
/// Of parts that are too low and parts that are too high only the side that misses by more is fixed, which is what
/// makes the outcome independent of the order of the parts (the same way as flexible lengths of CSS, section 9.7 of
/// <https://www.w3.org/TR/css-flexbox-1/>).
///
/// The lows must not exceed `amount`, nor `amount` the highs; in proportion, a part that was worth nothing stays at its
/// low, so its high counts as its low there.
///
/// # Errors
/// [`NumberError::TooLarge`]; [`NumberError::DivisionByZero`] where the demand above is not met.
pub(super) fn share(parts: &[BoundedWeight], amount: &Number, way: Way) -> Result<Vec<Number>, NumberError> {
    let mut fixed: Vec<Option<Number>> = vec![None; parts.len()];
    for _ in 0..=parts.len() {
        let open = shared_once(parts, &fixed, amount, way)?;
        let (mut missing, mut excess) = (Number::zero(), Number::zero());
        for (part, value) in parts.iter().zip(&open) {
            if let Some(value) = value {
                missing = missing.add(&part.low.subtract(value)?.max(Number::zero()))?;
                excess = excess.add(&value.subtract(&part.high)?.max(Number::zero()))?;
            }
        }
        if missing.is_zero() && excess.is_zero() {
            return Ok(fixed.into_iter().zip(open).filter_map(|(fixed, open)| fixed.or(open)).collect());
        }
        for ((part, value), fixed) in parts.iter().zip(&open).zip(&mut fixed) {
            match value {
                Some(value) if missing >= excess && *value < part.low => *fixed = Some(part.low.clone()),
                Some(value) if excess >= missing && *value > part.high => *fixed = Some(part.high.clone()),
                _ => {}
            }
        }
    }
    Err(NumberError::DivisionByZero)
}

/// What each part that is not fixed would get if there were no bounds.
fn shared_once(
    parts: &[BoundedWeight],
    fixed: &[Option<Number>],
    amount: &Number,
    way: Way,
) -> Result<Vec<Option<Number>>, NumberError> {
    let rest = fixed.iter().flatten().try_fold(amount.clone(), |rest, value| rest.subtract(value))?;
    let open: Vec<Option<&Number>> =
        parts.iter().zip(fixed).map(|(part, fixed)| fixed.is_none().then_some(&part.before)).collect();
    let whole = open.iter().flatten().try_fold(Number::zero(), |sum, before| sum.add(before))?;
    let count = Number::from(i64::try_from(open.iter().flatten().count()).unwrap_or(i64::MAX));
    let value = |before: &Number| match way {
        Way::Proportional if before.is_zero() => Ok(Number::zero()),
        Way::Proportional => before.multiply(&rest)?.divide(&whole),
        Way::EqualShift => before.add(&rest.subtract(&whole)?.divide(&count)?),
    };
    open.into_iter().map(|before| before.map(value).transpose()).collect()
}

/// `values` in whole steps of `step`, with the same sum, and the points that cutting off had left over.
///
/// Every value is cut off to a whole number of steps; the steps left over go to the largest remainders, the first of
/// equal ones first. A value in whole steps stays as it is, and none moves by a step or more.
///
/// # Errors
/// [`NumberError::TooLarge`], [`NumberError::DivisionByZero`] for a step of 0.
pub(super) fn snap(values: &[Number], step: &Number) -> Result<(Vec<Number>, Number), NumberError> {
    let mut steps = Vec::with_capacity(values.len());
    let mut left = Number::zero();
    for (order, value) in values.iter().enumerate() {
        let exact = value.divide(step)?;
        let whole = exact.floor();
        let rest = exact.subtract(&whole)?;
        left = left.add(&rest)?;
        steps.push((order, whole, rest));
    }
    let residual = left.multiply(step)?;
    steps.sort_by(|(first, _, rest), (second, _, other)| other.cmp(rest).then(first.cmp(second)));
    for (_, whole, rest) in &mut steps {
        if left.is_zero() || left.is_negative() || rest.is_zero() {
            break;
        }
        *whole = whole.add(&Number::from(1))?;
        left = left.subtract(&Number::from(1))?;
    }
    steps.sort_by_key(|(order, ..)| *order);
    let values = steps.iter().map(|(_, whole, _)| whole.multiply(step)).collect::<Result<Vec<_>, _>>()?;
    Ok((values, residual))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn part(before: &str, low: &str, high: &str) -> BoundedWeight {
        BoundedWeight { before: number(before), low: number(low), high: number(high) }
    }

    fn shown(values: &[Number]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }

    fn sum(values: &[Number]) -> Number {
        values.iter().fold(Number::zero(), |sum, value| sum.add(value).unwrap())
    }

    /// 90 over 60 and 30 is 60 + 30; over 60 (at most 50) and 30 and 10: 60 × 90 ÷ 100 = 54 > 50, so 50, and 40 over
    /// 30 : 10 is 30 + 10. With at least 20 for the last, too: in the first round 54, 27, 9: 4 too much, 11 too little;
    /// the last is fixed at 20, 70 over 60 : 30 is 46.67 + 23.33, and nothing is above 50 any more.
    #[test]
    fn shares_are_fixed_at_their_bounds_side_by_side() {
        let ninety = number("90");
        let free = [part("60", "0", "100"), part("30", "0", "100")];
        assert_eq!(shown(&share(&free, &ninety, Way::Proportional).unwrap()), ["60", "30"]);
        let capped = [part("60", "0", "50"), part("30", "0", "100"), part("10", "0", "100")];
        assert_eq!(shown(&share(&capped, &ninety, Way::Proportional).unwrap()), ["50", "30", "10"]);
        let both = [part("60", "0", "50"), part("30", "0", "100"), part("10", "20", "100")];
        let shares = share(&both, &ninety, Way::Proportional).unwrap();
        assert_eq!(shown(&shares), ["46.666666666666…", "23.333333333333…", "20"]);
        assert_eq!(sum(&shares), ninety);
        assert_eq!(
            shown(&share(&free, &ninety.add(&number("3")).unwrap(), Way::EqualShift).unwrap()),
            ["61.5", "31.5"]
        );
    }

    /// 10 in thirds: 3 + 3 + 3 and one step left, which goes to the first of equals; 2.5, 3.25, 4.25 in whole points:
    /// 2 + 3 + 4 and one left, to the remainder 0.5.
    #[test]
    fn steps_left_over_go_to_the_largest_remainders() {
        let third = number("10").divide(&number("3")).unwrap();
        let (values, residual) = snap(&[third.clone(), third.clone(), third], &number("1")).unwrap();
        assert_eq!((shown(&values).join(" "), residual.to_string()), ("4 3 3".to_owned(), "1".to_owned()));
        let (values, _) = snap(&[number("2.5"), number("3.25"), number("4.25")], &number("1")).unwrap();
        assert_eq!(shown(&values), ["3", "3", "4"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn shares_add_up_within_their_bounds_in_any_order(
            parts in prop::collection::vec((1_i64..40, 0_i64..30, 0_i64..30), 1..8), at in 0_i64..=100, equal in any::<bool>(),
        ) {
            let parts: Vec<BoundedWeight> = parts
                .into_iter()
                .map(|(before, low, more)| {
                    BoundedWeight { before: Number::from(before), low: Number::from(low), high: Number::from(low + more) }
                })
                .collect();
            let edge = |of: fn(&BoundedWeight) -> &Number| sum(&parts.iter().map(|part| of(part).clone()).collect::<Vec<_>>());
            let (least, most) = (edge(|part| &part.low), edge(|part| &part.high));
            let span = most.subtract(&least).unwrap();
            let amount = least.add(&span.multiply(&Number::from(at)).unwrap().divide(&Number::from(100)).unwrap()).unwrap();
            let way = if equal { Way::EqualShift } else { Way::Proportional };
            let shares = share(&parts, &amount, way).unwrap();
            prop_assert_eq!(sum(&shares), amount.clone());
            for (part, share) in parts.iter().zip(&shares) {
                prop_assert!(*share >= part.low && *share <= part.high);
            }
            let back: Vec<BoundedWeight> = parts.iter().rev().cloned().collect();
            let mut backwards = share(&back, &amount, way).unwrap();
            backwards.reverse();
            prop_assert_eq!(backwards, shares);
        }

        #[test]
        fn steps_add_up_and_no_value_moves_by_a_step(
            cuts in prop::collection::vec(1_i64..1_000, 1..9), amount in 1_i64..200, half in any::<bool>(),
        ) {
            let step = if half { number("0.5") } else { number("1") };
            let whole = Number::from(cuts.iter().sum::<i64>());
            let amount = Number::from(amount);
            let values: Vec<Number> = cuts
                .iter()
                .map(|cut| Number::from(*cut).multiply(&amount).unwrap().divide(&whole).unwrap())
                .collect();
            let (snapped, residual) = snap(&values, &step).unwrap();
            prop_assert_eq!(sum(&snapped), amount);
            prop_assert!(!residual.is_negative());
            for (value, snapped) in values.iter().zip(&snapped) {
                prop_assert!(snapped.divide(&step).unwrap().is_whole());
                prop_assert!(snapped.subtract(value).unwrap().absolute() < step);
            }
            prop_assert_eq!(snap(&snapped, &step).unwrap(), (snapped, Number::zero()));
        }
    }
}
