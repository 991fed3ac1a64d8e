//! A printed rate beside that of the figures.

use super::checked_row::Remark;
use crate::numeric::{Mode, Number, Rounding};

/// What is to be said of a printed rate; nothing where it is exact or its figures are not known.
pub(super) fn rate_remark(printed: &Number, figures: Option<&(Number, Number)>) -> Option<Remark> {
    let (actual, target) = figures?;
    let Ok(rate) = actual.multiply(&Number::from(100)).and_then(|actual| actual.divide(target)) else {
        return Some(Remark::RateUndefined(printed.clone()));
    };
    if rate == *printed {
        return None;
    }
    let at = |rate: &Number| {
        let places = printed.decimals().unwrap_or(0);
        Rounding { places, mode: Mode::HalfUp }.apply(rate) == *printed
    };
    let remark = match rate.divide(&Number::from(100)) {
        _ if at(&rate) => Remark::RateRounded,
        // 1 for 100 %, 0.86 for 86 %.
        Ok(decimal) if !printed.is_zero() && at(&decimal) => Remark::RateAsDecimal,
        _ => Remark::RateDiffers,
    };
    Some(remark(printed.clone(), rate))
}
