//! Tables that rules read points from: bands with declared closed sides, and knots to interpolate between.

use rhai::{Array, Dynamic, Map};

use super::operators::{Answer, Trouble, as_number};
use crate::numeric::{Number, NumberError};

/// Whether the lower and upper bound of a band belong to it.
pub(super) fn closed_sides(word: &str) -> Option<(bool, bool)> {
    match word {
        "left" => Some((true, false)),
        "right" => Some((false, true)),
        "both" => Some((true, true)),
        "neither" => Some((false, false)),
        _ => None,
    }
}

/// The band that `x` falls into: its points (a share counts of `weight`) and how the band is written.
pub(super) fn band_of(bands: &Array, x: &Number, weight: &Number) -> Answer<Map> {
    let mut written = Vec::new();
    for band in bands {
        let band = entries("band_of", band)?;
        let (from, to) = (bound(&band, "from"), bound(&band, "to"));
        let word = band.get("closed").and_then(|word| word.clone().into_immutable_string().ok());
        let (left, right) = word
            .and_then(|word| closed_sides(&word))
            .ok_or_else(|| Trouble::Argument("band_of: closed".to_owned()).raise())?;
        let above = from.as_ref().is_none_or(|from| x > from || (left && x == from));
        let below = to.as_ref().is_none_or(|to| x < to || (right && x == to));
        let text = describe(from.as_ref(), to.as_ref(), (left, right));
        if above && below {
            let points = worth("band_of", &band, weight)?;
            let mut found = Map::new();
            found.insert("points".into(), Dynamic::from(points));
            found.insert("band".into(), text.into());
            return Ok(found);
        }
        written.push(text);
    }
    Err(Trouble::Outside(x.clone(), written.join("  ")).raise())
}

/// The points at `x` on the line through the knots, the ends going on level.
pub(super) fn interpolate(knots: &Array, x: &Number, weight: &Number) -> Answer<Number> {
    let mut before: Option<(Number, Number)> = None;
    for knot in knots {
        let knot = entries("interpolate", knot)?;
        let at = bound(&knot, "x").ok_or_else(|| Trouble::Argument("interpolate: x".to_owned()).raise())?;
        let points = worth("interpolate", &knot, weight)?;
        if *x <= at {
            let Some((left, low)) = before else { return Ok(points) };
            return between(x, (&left, &low), (&at, &points)).map_err(|error| Trouble::Number(error).raise());
        }
        before = Some((at, points));
    }
    before.map(|(_, points)| points).ok_or_else(|| Trouble::Argument("interpolate: 0".to_owned()).raise())
}

/// How a band is written: `[80, 90)`, `≥ 90`, `< 60`.
pub(crate) fn describe(from: Option<&Number>, to: Option<&Number>, (left, right): (bool, bool)) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("= {from}"),
        (Some(from), Some(to)) => {
            format!("{}{from}, {to}{}", if left { '[' } else { '(' }, if right { ']' } else { ')' })
        }
        (Some(from), None) => format!("{} {from}", if left { '≥' } else { '>' }),
        (None, Some(to)) => format!("{} {to}", if right { '≤' } else { '<' }),
        (None, None) => "(−∞, +∞)".to_owned(),
    }
}

fn between(
    x: &Number,
    (left, low): (&Number, &Number),
    (right, high): (&Number, &Number),
) -> Result<Number, NumberError> {
    let share = x.subtract(left)?.divide(&right.subtract(left)?)?;
    low.add(&share.multiply(&high.subtract(low)?)?)
}

fn entries(name: &str, value: &Dynamic) -> Answer<Map> {
    value.clone().try_cast::<Map>().ok_or_else(|| Trouble::Argument(name.to_owned()).raise())
}

fn bound(entries: &Map, key: &str) -> Option<Number> {
    entries.get(key).and_then(as_number)
}

fn worth(name: &str, entries: &Map, weight: &Number) -> Answer<Number> {
    if let Some(points) = bound(entries, "points") {
        return Ok(points);
    }
    let share = bound(entries, "share").ok_or_else(|| Trouble::Argument(name.to_owned()).raise())?;
    weight.multiply(&share).map_err(|error| Trouble::Number(error).raise())
}
