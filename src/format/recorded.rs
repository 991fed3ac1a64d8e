//! What a recorded result says without its case: the points of its rows, and the total.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::comparison::compare::{Entry, Ledger, Line, Standing};
use crate::evaluation::Role;
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};

/// The ledger of a result that `score --format json` wrote.
///
/// # Errors
/// The path of the first part that is missing or no number.
pub fn recorded_ledger(result: &Json) -> Result<Ledger, String> {
    let total = number(result, "/total/points")?;
    let places = |of: &str| {
        let places = result.pointer(&format!("/rounding/{of}/places")).and_then(Json::as_u64);
        places.and_then(|places| u32::try_from(places).ok())
    };
    let standing = Standing {
        scheme: text(result, "/scheme")?,
        title: name(result, "/title")?,
        unit: text(result, "/unit")?,
        year: text(result, "/year").ok(),
        full_score: number(result, "/full_score")?,
        total,
        places: places("total").ok_or("/rounding/total/places")?,
        row_places: places("indicator"),
        grade: name(result, "/total/grade")?,
    };
    let is_rounded = standing.row_places.is_some();
    let rows = result.pointer("/rows").and_then(Json::as_array).ok_or("/rows")?;
    let entries = rows.iter().map(|row| entry(row, is_rounded)).collect::<Result<Vec<_>, _>>()?;
    let mut ledger = Ledger { standing, entries, lines: BTreeMap::new() };
    let between = ledger.sum().and_then(|rows| ledger.standing.total.subtract(&rows));
    let between = between.map_err(|error: NumberError| format!("/rows: {error}"))?;
    if !between.is_zero() {
        ledger.lines.insert(Line::Between, between);
    }
    Ok(ledger)
}

fn entry(row: &Json, is_rounded: bool) -> Result<Entry, String> {
    let role = match text(row, "/role")?.as_str() {
        "weighted" => Role::Weighted,
        "bonus" => Role::Bonus,
        "penalty" => Role::Penalty,
        other => return Err(format!("/role: {other}")),
    };
    let is_scored = text(row, "/state")? == "scored";
    let unrounded = if is_scored { Some(number(row, "/unrounded")?) } else { None };
    // Points that are not rounded are recorded whole under `unrounded` only.
    let points = if is_scored && is_rounded { Some(number(row, "/points")?) } else { unrounded.clone() };
    let (id, name, weight) = (text(row, "/id")?, name(row, "/name")?, number(row, "/weight")?);
    Ok(Entry { id, name, role, weight, points, unrounded, trace: None })
}

fn text(json: &Json, path: &str) -> Result<String, String> {
    json.pointer(path).and_then(Json::as_str).map(str::to_owned).ok_or_else(|| path.to_owned())
}

/// A decimal or a fraction, as results write them.
fn number(json: &Json, path: &str) -> Result<Number, String> {
    let text = text(json, path)?;
    let parse = |part: &str| Number::parse(part).map_err(|error| format!("{path}: {error}"));
    match text.split_once('/') {
        None => parse(&text),
        Some((above, below)) => parse(above)?.divide(&parse(below)?).map_err(|error| format!("{path}: {error}")),
    }
}

fn name(json: &Json, path: &str) -> Result<Bilingual, String> {
    Ok(Bilingual { zh: text(json, &format!("{path}/zh"))?, en: text(json, &format!("{path}/en"))? })
}
