//! Numbers as whole pixels, or columns, of what is drawn.

use crate::numeric::Number;

/// Where `part` of `whole` ends on a stretch of so many pixels: cut off, and never beyond the stretch. 0 where `whole` is.
pub(super) fn position(part: &Number, whole: &Number, pixels: i64) -> i64 {
    share(part, whole, pixels).and_then(|share| share.floor().to_i64()).unwrap_or(0).clamp(0, pixels)
}

/// How long the size of `part` of `whole` is on a stretch of so many pixels: what is not nothing has one at least.
pub(super) fn length(part: &Number, whole: &Number, pixels: i64) -> i64 {
    share(&part.absolute(), whole, pixels).and_then(|share| share.ceiling().to_i64()).unwrap_or(0).clamp(0, pixels)
}

fn share(part: &Number, whole: &Number, pixels: i64) -> Option<Number> {
    part.divide(whole).and_then(|share| share.multiply(&Number::from(pixels))).ok()
}
