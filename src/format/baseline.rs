//! A baseline: what a case came to, with everything it came from.
//!
//! # The form of `baseline.json`, form 1
//! | key | holds |
//! |---|---|
//! | `form` | 1; a program refuses a form it does not know |
//! | `engine` | the version that made the results |
//! | `scheme` | the scheme in the form of a scheme file (`jixiao schema scheme`), whole: what it extends is in it |
//! | `report` | the figures in the form of a report file (`jixiao schema report`), as far as they are scored |
//! | `scripts` | by name: `sha256` of the text, and its `lines` |
//! | `rows` | in the order of the scheme: `id`, `state`, and of a scored row `points` and `unrounded` |
//! | `total` | `points`, `unrounded` and `grade`; not there where the total is withheld |
//!
//! Keys stand in this order. Every number is a text: a decimal with all its digits, or `numerator/denominator` in lowest
//! terms where it never ends. The same case gives the same bytes on every machine.

use serde_json::{Map, Value as Json, json};

use crate::comparison::guard::{Results, World};
use crate::numeric::Number;
use crate::record::hash;

/// The form of baselines that is written, and the newest that is read.
pub const BASELINE_FORM: u64 = 1;

/// The text of a baseline.
#[must_use]
pub fn baseline_text(world: &World, results: &Results) -> String {
    let scripts: Map<String, Json> = world
        .scripts
        .iter()
        .map(|(name, script)| {
            let text = script.source.text();
            (name.clone(), json!({ "sha256": hash(text), "lines": text.split('\n').collect::<Vec<_>>() }))
        })
        .collect();
    let rows = results.rows.iter().map(|row| {
        let mut entry =
            Map::from_iter([("id".to_owned(), json!(row.id)), ("state".to_owned(), json!(<&str>::from(row.state)))]);
        for (key, number) in [("points", &row.points), ("unrounded", &row.unrounded)] {
            if let Some(number) = number {
                entry.insert(key.to_owned(), json!(lossless(number)));
            }
        }
        Json::Object(entry)
    });
    let mut file = json!({
        "form": BASELINE_FORM,
        "engine": env!("CARGO_PKG_VERSION"),
        "scheme": crate::document::file_tree(&world.scheme.canonical()),
        "report": crate::document::file_tree(&world.report.canonical()),
        "scripts": scripts,
        "rows": rows.collect::<Vec<_>>(),
    });
    if let (Some(file), Some(total)) = (file.as_object_mut(), &results.total) {
        let (points, unrounded) = (lossless(&total.points), lossless(&total.unrounded));
        let total = json!({ "points": points, "unrounded": unrounded, "grade": total.grade });
        file.insert("total".to_owned(), total);
    }
    format!("{file:#}\n")
}

/// A text that [`Number::parse_exact`] reads as the same number.
fn lossless(number: &Number) -> String {
    let decimal = number.to_string();
    if Number::parse(&decimal).as_ref() == Ok(number) { decimal } else { number.to_fraction() }
}
