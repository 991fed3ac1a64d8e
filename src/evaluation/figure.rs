//! What becomes of a figure on its way to a script: how it is shown, how it is handed over, and what is not taken.
//!
//! Generic over the kind of quantity, so that a report and the columns of many reports are held to the same.

use std::cmp::Ordering;

use super::compiled::CompiledInput;
use crate::numeric::Number;
use crate::rule::{Answer, InputCard, Quantity, improbable};

/// A number multiplied by a factor, where there is one.
pub(super) fn scaled<Q: Quantity>(number: Q, factor: Option<&Number>) -> Answer<Q> {
    match factor {
        Some(factor) => number.times(&Q::exactly(factor.clone())),
        None => Ok(number),
    }
}

/// Why a rule does not take a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Untaken {
    Negative,
    Fraction,
}

/// Whether a rule takes a number of this sign and wholeness.
pub(super) fn untaken<Q: Quantity>(number: &Q, asked: &InputCard) -> Answer<Option<Untaken>> {
    if !asked.negative && number.compare(&Q::zero(), &[Ordering::Less])? {
        return Ok(Some(Untaken::Negative));
    }
    Ok((asked.whole && !number.is_whole()?).then_some(Untaken::Fraction))
}

/// What a share was most likely meant to be and what it was held against, where it is far from all that is usual and
/// close to it in another scale.
pub(super) fn doubt<'u, Q: Quantity>(
    number: &Q,
    input: &CompiledInput,
    usual: &'u [Number],
) -> Answer<Option<(Q, &'u Number)>> {
    let mut first = None;
    for usual in usual {
        let Some(other) = improbable(number, usual)? else { return Ok(None) };
        first.get_or_insert((other, usual));
    }
    let Some((other, usual)) = first else { return Ok(None) };
    // Without any unit, only a fraction of 1 looks like a share: the figure, or what it is held against.
    let (one, hundred) = (Number::from(1), Number::from(100));
    let is_share = |number: &Q| -> Answer<bool> {
        Ok((*usual <= hundred && number.compare(&Q::exactly(one.clone()), &[Ordering::Less])?)
            || (*usual < one && number.compare(&Q::exactly(hundred.clone()), &[Ordering::Less, Ordering::Equal])?))
    };
    Ok((!input.unit.is_plain() || is_share(number)?).then_some((other, usual)))
}
