//! The receipt of a result: which engine, which texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::location::Source;

/// Engine version and the SHA-256 of the scheme's files, the report and every script used.
#[must_use]
pub fn receipt(scheme: &[Arc<Source>], report: &Source, scripts: &BTreeMap<String, Arc<Source>>) -> Json {
    let scripts: serde_json::Map<String, Json> =
        scripts.iter().map(|(name, source)| (name.clone(), json!(hash(source.text())))).collect();
    json!({
        "engine": env!("CARGO_PKG_VERSION"),
        "scheme": scheme.iter().map(|source| hash(source.text())).collect::<Vec<_>>(),
        "report": hash(report.text()),
        "scripts": scripts,
    })
}

/// The SHA-256 of a text, in hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first place at which two results differ: its path, what was recorded and what was found. Problems are words, and
/// the receipt is compared by whoever asks.
#[must_use]
pub fn first_difference(recorded: &Json, found: &Json) -> Option<(String, String, String)> {
    differ(recorded, found, "")
}

fn differ(recorded: &Json, found: &Json, path: &str) -> Option<(String, String, String)> {
    match (recorded, found) {
        (Json::Object(old), Json::Object(new)) => {
            let keys = new.keys().chain(old.keys().filter(|key| !new.contains_key(*key)));
            // The rows come before what they add up to: the first difference is the cause, not its effect.
            let mut keys: Vec<&String> = keys.collect();
            keys.sort_by_key(|key| match key.as_str() {
                "receipt" => 0,
                "rows" => 1,
                "dimensions" => 3,
                "steps" => 4,
                "total" => 5,
                _ => 2,
            });
            keys.into_iter().find_map(|key| {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                differ(old.get(key).unwrap_or(&Json::Null), new.get(key).unwrap_or(&Json::Null), &below)
            })
        }
        (Json::Array(old), Json::Array(new)) => (0..old.len().max(new.len())).find_map(|at| {
            let (old, new) = (old.get(at).unwrap_or(&Json::Null), new.get(at).unwrap_or(&Json::Null));
            let id = new.get("id").or_else(|| old.get("id")).and_then(Json::as_str);
            let step = id.map_or_else(|| at.to_string(), str::to_owned);
            differ(old, new, &format!("{path}[{step}]"))
        }),
        _ if recorded == found => None,
        _ => Some((path.to_owned(), plain(recorded), plain(found))),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
