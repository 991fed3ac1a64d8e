//! Where two results differ.

use serde_json::Value;

use super::EvaluationRecord;

/// The first part in which two results differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultDifference {
    /// The way to it, as `rows[floods].points`.
    pub step: String,
    /// What was recorded.
    pub recorded: String,
    /// What was found.
    pub found: String,
}

impl EvaluationRecord {
    /// The first part in which `found` differs from this result: the texts it was made from before its rows, and the rows
    /// before what they add up to, so that a cause comes before its effect.
    #[must_use]
    pub fn first_difference(&self, found: &Self) -> Option<ResultDifference> {
        // INVARIANT: the keys of records are texts, which is all that JSON asks of them.
        let [recorded, found] = [self, found].map(|record| serde_json::to_value(record).unwrap_or_default());
        differ(&recorded, &found, "")
    }
}

fn differ(recorded: &Value, found: &Value, path: &str) -> Option<ResultDifference> {
    match (recorded, found) {
        (Value::Object(old), Value::Object(new)) => {
            let keys = new.keys().chain(old.keys().filter(|key| !new.contains_key(*key)));
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
                differ(old.get(key).unwrap_or(&Value::Null), new.get(key).unwrap_or(&Value::Null), &below)
            })
        }
        (Value::Array(old), Value::Array(new)) => (0..old.len().max(new.len())).find_map(|at| {
            let (old, new) = (old.get(at).unwrap_or(&Value::Null), new.get(at).unwrap_or(&Value::Null));
            let id = new.get("id").or_else(|| old.get("id")).and_then(Value::as_str);
            let step = id.map_or_else(|| at.to_string(), str::to_owned);
            differ(old, new, &format!("{path}[{step}]"))
        }),
        _ if recorded == found => None,
        _ => Some(ResultDifference { step: path.to_owned(), recorded: plain(recorded), found: plain(found) }),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
