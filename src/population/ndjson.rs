//! Records of JSON, one on each line: figures under `metrics`, as an object or a list, or beside the organisation.

use std::borrow::Cow;

use super::json_scanner::{JsonScanner, JsonValue, NoJson};
use super::record_fields::{MetricField, RecordHead, RecordSink, not_utf8, unreadable};
use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::numeric::without_exponent;

/// Why a record is not read to its end.
enum RecordStop {
    Json(NoJson),
    Problem(Diagnostic),
}

impl From<NoJson> for RecordStop {
    fn from(place: NoJson) -> Self {
        Self::Json(place)
    }
}

/// Reads all lines that are not blank.
pub(super) fn read(text: &str, sink: &mut impl RecordSink) {
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        let end = at.saturating_add(line.len());
        if !line.trim().is_empty() {
            sink.begin(at);
            match record(line, sink) {
                Ok(()) if line.contains(char::REPLACEMENT_CHARACTER) => sink.problem(not_utf8()),
                Ok(()) => {}
                Err(RecordStop::Problem(problem)) => sink.problem(problem),
                Err(RecordStop::Json(NoJson(stop))) => {
                    let column = line.get(..stop).unwrap_or(line).chars().count().saturating_add(1);
                    sink.problem(unreadable(phrase(
                        "record-no-json",
                        &[("column", Bilingual::same(column.to_string()))],
                    )));
                }
            }
            sink.end(end);
        }
        at = end;
    }
}

fn record(line: &str, sink: &mut impl RecordSink) -> Result<(), RecordStop> {
    let mut scanner = JsonScanner::new(line);
    if scanner.value()? != JsonValue::Object {
        return Err(RecordStop::Problem(unreadable(phrase("record-no-object", &[]))));
    }
    scanner.object::<RecordStop>(|scanner, key| {
        let value = scanner.value()?;
        match (key.as_ref(), value) {
            ("organisation" | "unit", value) => head(RecordHead::Organisation, &key, &value, sink),
            ("year", value) => head(RecordHead::Year, &key, &value, sink),
            ("scheme", value) => head(RecordHead::Scheme, &key, &value, sink),
            ("claimed", JsonValue::Object) => claim(scanner, sink),
            ("claimed", value) => {
                sink.head(RecordHead::Claimed, &scalar(&key, &value)?);
                Ok(())
            }
            ("metrics", JsonValue::Object) => scanner.object(|scanner, metric| {
                let value = scanner.value()?;
                match value {
                    JsonValue::Object => entry(scanner, Some(metric), sink),
                    value => {
                        sink.field(&metric, MetricField::Value, &scalar(&metric, &value)?);
                        Ok(())
                    }
                }
            }),
            ("metrics", JsonValue::List) => scanner.list(|scanner| match scanner.value()? {
                JsonValue::Object => entry(scanner, None, sink),
                _ => Err(wrong("metrics")),
            }),
            (_, value) => {
                sink.named(&key, &scalar(&key, &value)?);
                Ok(())
            }
        }
    })?;
    scanner.end()?;
    Ok(())
}

/// What a record says of itself is text: a code that is written as a number has lost its zeros already.
fn head(head: RecordHead, key: &str, value: &JsonValue<'_>, sink: &mut impl RecordSink) -> Result<(), RecordStop> {
    match (head, value) {
        (_, JsonValue::Text(text)) => sink.head(head, text),
        (RecordHead::Year, JsonValue::Number(number)) => sink.head(head, number),
        (_, JsonValue::Null) => {}
        (_, JsonValue::Number(number)) => {
            let facts = [("key", Bilingual::same(key)), ("value", Bilingual::same(*number))];
            return Err(RecordStop::Problem(unreadable(phrase("record-not-text", &facts)).fact("value", number)));
        }
        _ => return Err(wrong(key)),
    }
    Ok(())
}

/// What is claimed, as reports have it: the total of it.
fn claim(scanner: &mut JsonScanner<'_>, sink: &mut impl RecordSink) -> Result<(), RecordStop> {
    scanner.object::<RecordStop>(|scanner, key| {
        let value = scanner.value()?;
        match key.as_ref() {
            "total" => sink.head(RecordHead::Claimed, &scalar(&key, &value)?),
            _ => scanner.skip(&value)?,
        }
        Ok(())
    })?;
    Ok(())
}

/// One metric with its fields; of a list, the metric is among them.
fn entry(
    scanner: &mut JsonScanner<'_>,
    metric: Option<Cow<'_, str>>,
    sink: &mut impl RecordSink,
) -> Result<(), RecordStop> {
    let mut metric = metric.map(Cow::into_owned);
    let mut fields: Vec<(MetricField, String)> = Vec::new();
    scanner.object::<RecordStop>(|scanner, key| {
        let value = scanner.value()?;
        match MetricField::named(&key) {
            _ if key == "metric" && metric.is_none() => metric = Some(scalar(&key, &value)?.into_owned()),
            Some(field) => fields.push((field, scalar(&key, &value)?.into_owned())),
            None if key == "note" || key == "evidence" => scanner.skip(&value)?,
            None => {
                let facts = [("key", Bilingual::same(key.as_ref()))];
                return Err(RecordStop::Problem(unreadable(phrase("record-unknown-key", &facts))));
            }
        }
        Ok(())
    })?;
    let Some(metric) = metric else { return Err(wrong("metric")) };
    for (field, text) in fields {
        sink.field(&metric, field, &text);
    }
    Ok(())
}

/// A value as text, digit for digit; nothing for null.
fn scalar<'t>(key: &str, value: &JsonValue<'t>) -> Result<Cow<'t, str>, RecordStop> {
    match value {
        JsonValue::Text(text) => Ok(text.clone()),
        JsonValue::Number(number) => Ok(without_exponent(number)),
        JsonValue::Flag(yes) => Ok(Cow::Borrowed(if *yes { "true" } else { "false" })),
        JsonValue::Null => Ok(Cow::Borrowed("")),
        JsonValue::Object | JsonValue::List => Err(wrong(key)),
    }
}

fn wrong(key: &str) -> RecordStop {
    RecordStop::Problem(unreadable(phrase("record-no-value", &[("key", Bilingual::same(key))])))
}
