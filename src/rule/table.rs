//! Tables that rules read points from: bands with declared closed sides, and knots to interpolate between.

use std::cmp::Ordering;

use rhai::{Dynamic, Map};

use super::argument::mapping;
use super::kind::quantity_in;
use super::quantity::Quantity;
use super::trouble::{Answer, Trouble, raised};
use super::work::{charge, charge_numbers};
use crate::numeric::Number;

/// What looking at one band or knot costs: it is taken apart, compared and written down.
const WORK_OF_AN_ENTRY: usize = 16;

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
pub(super) fn band_of<Q: Quantity>(bands: &[Dynamic], x: &Q, weight: &Q) -> Answer<Map> {
    let mut written = Vec::new();
    for band in bands {
        charge(WORK_OF_AN_ENTRY)?;
        let band = mapping::<Q>("band_of", band)?;
        let (from, to) = (edge::<Q>(&band, "from")?, edge::<Q>(&band, "to")?);
        let word = band.get("closed").and_then(|word| word.clone().into_immutable_string().ok());
        let (left, right) = word
            .and_then(|word| closed_sides(&word))
            .ok_or_else(|| Trouble::Argument("band_of: closed".to_owned()).raise())?;
        let text = describe(from.as_ref(), to.as_ref(), (left, right));
        if lies(x, from.as_ref(), left, Ordering::Greater)? && lies(x, to.as_ref(), right, Ordering::Less)? {
            let points = worth("band_of", &band, weight)?;
            let mut found = Map::new();
            found.insert("points".into(), Dynamic::from(points));
            found.insert("band".into(), text.into());
            return Ok(found);
        }
        written.push(text);
    }
    Err(Trouble::Outside(x.now().clone(), written.join("  ")).raise())
}

/// The points at `x` on the line through the knots, the ends going on level.
pub(super) fn interpolate<Q: Quantity>(knots: &[Dynamic], x: &Q, weight: &Q) -> Answer<Q> {
    let mut before: Option<(Q, Q)> = None;
    for knot in knots {
        charge(WORK_OF_AN_ENTRY)?;
        let knot = mapping::<Q>("interpolate", knot)?;
        let at: Q = bound(&knot, "x").ok_or_else(|| Trouble::Argument("interpolate: x".to_owned()).raise())?;
        charge_numbers(x.now(), at.now())?;
        let points = worth("interpolate", &knot, weight)?;
        if raised(x.compare(&at, &[Ordering::Less, Ordering::Equal]))? {
            let Some((left, low)) = before else { return Ok(points) };
            return raised(between(x, (&left, &low), (&at, &points)));
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
        (None, None) => "(-∞, +∞)".to_owned(),
    }
}

fn between<Q: Quantity>(x: &Q, (left, low): (&Q, &Q), (right, high): (&Q, &Q)) -> super::quantity::Answer<Q> {
    let share = x.minus(left)?.divided_by(&right.minus(left)?)?;
    low.plus(&share.times(&high.minus(low)?)?)
}

/// Whether `x` lies on the `side` of an edge, or on the edge if that is `closed`; a band without the edge is open there.
fn lies<Q: Quantity>(x: &Q, edge: Option<&Number>, closed: bool, side: Ordering) -> Answer<bool> {
    let Some(edge) = edge else { return Ok(true) };
    charge_numbers(x.now(), edge)?;
    let wanted = [side, if closed { Ordering::Equal } else { side }];
    raised(x.compare(&Q::exactly(edge.clone()), &wanted))
}

fn bound<Q: Quantity>(entries: &Map, key: &str) -> Option<Q> {
    entries.get(key).and_then(quantity_in)
}

/// The edges of a band are printed, so they are plain numbers.
fn edge<Q: Quantity>(entries: &Map, key: &str) -> Answer<Option<Number>> {
    bound::<Q>(entries, key).map(|edge| raised(edge.plain("band_of").cloned())).transpose()
}

fn worth<Q: Quantity>(name: &str, entries: &Map, weight: &Q) -> Answer<Q> {
    if let Some(points) = bound(entries, "points") {
        return Ok(points);
    }
    let share: Q = bound(entries, "share").ok_or_else(|| Trouble::Argument(name.to_owned()).raise())?;
    charge_numbers(share.now(), weight.now())?;
    raised(weight.times(&share))
}
