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

/// What rows get of an amount.
#[derive(Clone, Debug)]
pub(super) struct Allotment {
    /// What the way gives each row.
    pub ideal: Vec<Number>,
    /// The same in whole steps, where there are any.
    pub values: Vec<Number>,
    /// The row that takes what whole steps leave over, if one may.
    pub rest: Option<usize>,
    /// How much whole steps left over.
    pub residual: Number,
}

/// The least and the most that rows can be worth together, where an amount lies outside.
#[derive(Clone, Debug)]
pub(super) struct Unallotted {
    pub least: Number,
    pub most: Number,
}

/// Shares `amount` out among `parts`, in whole steps where there are any. What those leave over goes to the part at
/// `rest` or, where none is asked for, to the first of the heaviest that may still be worth more.
///
/// # Errors
/// [`NumberError::TooLarge`].
pub(super) fn allot(
    parts: &[BoundedWeight],
    amount: &Number,
    way: Way,
    (step, rest): (Option<&Number>, Option<usize>),
) -> Result<Result<Allotment, Unallotted>, NumberError> {
    let total =
        |of: fn(&BoundedWeight) -> &Number| parts.iter().try_fold(Number::zero(), |sum, part| sum.add(of(part)));
    let (least, most) = (total(|part| &part.low)?, total(|part| &part.high)?);
    if *amount < least || *amount > most {
        return Ok(Err(Unallotted { least, most }));
    }
    let ideal = share(parts, amount, way)?;
    let rest = rest.or_else(|| heaviest(parts, &ideal));
    let (values, residual) = match (step, rest) {
        (Some(step), Some(rest)) => snap(&ideal, rest, step)?,
        _ => (ideal.clone(), Number::zero()),
    };
    Ok(Ok(Allotment { ideal, values, rest, residual }))
}

/// The first of the heaviest parts that may still be worth more.
fn heaviest(parts: &[BoundedWeight], ideal: &[Number]) -> Option<usize> {
    let mut best: Option<(usize, &Number)> = None;
    for (at, (part, ideal)) in parts.iter().zip(ideal).enumerate() {
        if *ideal < part.high && best.is_none_or(|(_, most)| ideal > most) {
            best = Some((at, ideal));
        }
    }
    best.map(|(at, _)| at)
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
fn share(parts: &[BoundedWeight], amount: &Number, way: Way) -> Result<Vec<Number>, NumberError> {
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

/// `values` in whole steps of `step`, with the same sum, and the points that were left over for the value at `rest`.
///
/// Every value is cut off to a whole number of steps. Of what is left, values that are equal get a step together or not
/// at all, those with the largest remainders first; what is not enough for that goes to the value at `rest`, beyond a
/// share of its own. A value in whole steps stays as it is.
///
/// # Errors
/// [`NumberError::TooLarge`], [`NumberError::DivisionByZero`] for a step of 0.
pub(super) fn snap(values: &[Number], rest: usize, step: &Number) -> Result<(Vec<Number>, Number), NumberError> {
    let mut left = Number::zero();
    let mut steps = Vec::with_capacity(values.len());
    // Equal values, with their remainder; the one at `rest` stands for itself.
    let mut groups: Vec<(Number, Vec<usize>)> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let exact = value.divide(step)?;
        let whole = exact.floor();
        let remainder = exact.subtract(&whole)?;
        left = left.add(&remainder)?;
        steps.push(whole);
        let equals = |group: &&mut (Number, Vec<usize>)| {
            let first = group.1.first().copied().unwrap_or(rest);
            at != rest && first != rest && values.get(first) == Some(value)
        };
        match groups.iter_mut().find(equals) {
            Some((_, members)) => members.push(at),
            None => groups.push((remainder, vec![at])),
        }
    }
    groups.retain(|(remainder, _)| !remainder.is_zero());
    groups.sort_by(|(one, first), (other, second)| other.cmp(one).then(first.cmp(second)));
    for (_, members) in groups {
        let count = Number::from(i64::try_from(members.len()).unwrap_or(i64::MAX));
        if left >= count {
            left = left.subtract(&count)?;
            for member in members {
                if let Some(whole) = steps.get_mut(member) {
                    *whole = whole.add(&Number::from(1))?;
                }
            }
        }
    }
    let mut snapped = steps.iter().map(|whole| whole.multiply(step)).collect::<Result<Vec<_>, _>>()?;
    let residual = left.multiply(step)?;
    if let Some(value) = snapped.get_mut(rest) {
        *value = value.add(&residual)?;
    }
    Ok((snapped, residual))
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

    /// 10 in thirds: 3 + 3 + 3 and one step left, which the named one takes; 2.5, 3.25, 4.25 in whole points: 2 + 3 + 4
    /// and one left, to the remainder 0.5. 2.6, 2.6, 4.8: 2 + 2 + 4 and two left; the largest remainder takes one, the
    /// two equal ones would need two, so the last one takes it.
    #[test]
    fn equal_values_stay_equal_but_for_the_one_that_takes_the_rest() {
        let third = number("10").divide(&number("3")).unwrap();
        let thirds = [third.clone(), third.clone(), third];
        let (values, residual) = snap(&thirds, 1, &number("1")).unwrap();
        assert_eq!((shown(&values).join(" "), residual.to_string()), ("3 4 3".to_owned(), "0".to_owned()));
        let (values, _) = snap(&[number("2.5"), number("3.25"), number("4.25")], 2, &number("1")).unwrap();
        assert_eq!(shown(&values), ["3", "3", "4"]);
        let (values, residual) = snap(&[number("2.6"), number("2.6"), number("4.8")], 2, &number("1")).unwrap();
        assert_eq!((shown(&values).join(" "), residual.to_string()), ("2 2 6".to_owned(), "1".to_owned()));
        let four = ["2.6", "2.6", "2.6", "2.2"].map(number);
        let (values, residual) = snap(&four, 3, &number("1")).unwrap();
        assert_eq!((shown(&values).join(" "), residual.to_string()), ("2 2 2 4".to_owned(), "1".to_owned()));
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
        fn steps_add_up_and_equal_values_stay_equal(
            cuts in prop::collection::vec(1_i64..20, 1..9), amount in 1_i64..200, half in any::<bool>(), at in 0_usize..9,
        ) {
            let step = if half { number("0.5") } else { number("1") };
            let whole = Number::from(cuts.iter().sum::<i64>());
            let amount = Number::from(amount);
            let values: Vec<Number> = cuts
                .iter()
                .map(|cut| Number::from(*cut).multiply(&amount).unwrap().divide(&whole).unwrap())
                .collect();
            let rest = at % values.len();
            let (snapped, residual) = snap(&values, rest, &step).unwrap();
            prop_assert_eq!(sum(&snapped), amount);
            prop_assert!(!residual.is_negative());
            for (at, (value, own)) in values.iter().zip(&snapped).enumerate() {
                prop_assert!(own.divide(&step).unwrap().is_whole());
                prop_assert!(at == rest || own.subtract(value).unwrap().absolute() < step);
                let equals = values.iter().zip(&snapped).enumerate().filter(|(other, _)| *other != rest && at != rest);
                for (_, (other, others)) in equals {
                    prop_assert!(value != other || own == others);
                }
            }
            prop_assert_eq!(snap(&snapped, rest, &step).unwrap(), (snapped, Number::zero()));
        }
    }
}
