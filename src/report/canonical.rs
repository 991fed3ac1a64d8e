//! A report written again in the form of a report file, as far as it is scored.

use serde_json::{Map, Value as Json, json};

use super::{MetricState, Report, RowNote};

impl Report {
    /// The report in the form of a report file: the figures and what is said of single rows that changes points. What a
    /// unit claims, its sources and its reasons do not change the score and are left out.
    #[must_use]
    pub fn canonical(&self) -> Json {
        let mut file = Map::from_iter([("unit".to_owned(), json!(self.organisation))]);
        if let Some(year) = &self.year {
            file.insert("year".to_owned(), json!(year));
        }
        if self.illustrative {
            file.insert("illustrative".to_owned(), json!("true"));
        }
        let metrics = self.metrics.keys().map(|id| (id.clone(), self.canonical_metric(id)));
        file.insert("metrics".to_owned(), metrics.collect());
        let rows = self.rows.keys().map(|id| (id.clone(), self.canonical_note(id)));
        let rows: Map<String, Json> = rows.filter(|(_, note)| !note.is_null()).collect();
        if !rows.is_empty() {
            file.insert("rows".to_owned(), Json::Object(rows));
        }
        Json::Object(file)
    }

    /// One figure; nothing where it was not reported.
    pub(crate) fn canonical_metric(&self, id: &str) -> Json {
        match self.metrics.get(id).map(|metric| &metric.state) {
            None => Json::Null,
            Some(MetricState::Missing(reason)) => json!({ "missing": reason }),
            Some(MetricState::NotApplicable(reason)) => json!({ "not_applicable": reason }),
            Some(MetricState::Value(figure)) => {
                let mut entry = Map::from_iter([("value".to_owned(), json!(figure.text()))]);
                if let Some(unit) = figure.unit() {
                    entry.insert("unit".to_owned(), json!(unit.name()));
                }
                if figure.is_as_written() {
                    entry.insert("as_written".to_owned(), json!("true"));
                }
                Json::Object(entry)
            }
        }
    }

    /// What is said of a row that changes its points; nothing where there is none of it.
    pub(crate) fn canonical_note(&self, id: &str) -> Json {
        match self.rows.get(id).map(AsRef::as_ref) {
            Some(RowNote { not_applicable: Some(reason), deduction: None, .. }) => json!({ "not_applicable": reason }),
            Some(RowNote { not_applicable, deduction: Some((points, reason)), .. }) => {
                let mut entry = Map::new();
                if let Some(reason) = not_applicable {
                    entry.insert("not_applicable".to_owned(), json!(reason));
                }
                entry.insert("deduction".to_owned(), json!({ "points": points.to_string(), "reason": reason }));
                Json::Object(entry)
            }
            _ => Json::Null,
        }
    }
}
