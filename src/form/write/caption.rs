//! Captions beside a table: 预算执行情况（万元）（20分）.

use rust_decimal::Decimal;

use crate::notation::fold::{fold, points_in, without_brackets};

/// A caption whose points in brackets are those of the form.
pub(super) fn caption(caption: &str, points: Option<Decimal>) -> String {
    let (_, inside) = without_brackets(&fold(caption));
    let printed = inside.iter().find_map(|text| Some((text, points_in(std::slice::from_ref(text))?)));
    match printed.zip(points) {
        Some(((text, printed), points)) if printed != points => {
            caption.replace(text.as_str(), &(points.normalize().to_string() + "分"))
        }
        _ => caption.to_owned(),
    }
}
