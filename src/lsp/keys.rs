//! The keys and words that a file may have at a place, from its JSON Schema.

use jixiao::document::PathStep;
use jixiao::format::file_schema;
use jixiao::{Messages, RuleSet, accounts_schema, report_schema, scheme_schema};
use serde_json::Value;

use super::subject::DocumentKind;

/// The schemas of the files that have one, in the reader's language.
pub(super) struct FileKeys {
    scheme: Value,
    report: Value,
    accounts: Value,
}

/// What may stand somewhere.
pub(super) struct KeyOffer<'k> {
    pub name: &'k str,
    pub meaning: &'k str,
    /// Whether a single value follows, and no list or mapping.
    pub is_single: bool,
    pub is_required: bool,
}

impl FileKeys {
    pub fn new(messages: &Messages) -> Self {
        // Rules are offered as they are in force, not as they are shipped.
        let [scheme, report, accounts] = [scheme_schema(), report_schema(), accounts_schema()]
            .map(|schema| file_schema(schema, messages, &RuleSet::new()));
        Self { scheme, report, accounts }
    }

    fn schema(&self, kind: DocumentKind) -> Option<&Value> {
        match kind {
            DocumentKind::Scheme => Some(&self.scheme),
            DocumentKind::Report => Some(&self.report),
            DocumentKind::Accounts => Some(&self.accounts),
            DocumentKind::Layout | DocumentKind::Script => None,
        }
    }

    /// The keys of the mapping at a place.
    pub fn keys(&self, kind: DocumentKind, path: &[PathStep]) -> Vec<KeyOffer<'_>> {
        let Some(schema) = self.schema(kind) else { return Vec::new() };
        let mut found = Vec::new();
        for shape in shapes_at(schema, path) {
            let required: Vec<&str> = shape
                .get("required")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let properties = shape.get("properties").and_then(Value::as_object).into_iter().flatten();
            found.extend(properties.map(|(name, property)| KeyOffer {
                name,
                meaning: property.get("description").and_then(Value::as_str).unwrap_or_default(),
                is_single: shapes(schema, property).iter().all(|shape| !is_nested(shape)),
                is_required: required.contains(&name.as_str()),
            }));
        }
        found
    }

    /// What the key at the end of a way means.
    pub fn meaning(&self, kind: DocumentKind, path: &[PathStep]) -> Option<&str> {
        let (PathStep::Key(key), above) = path.split_last()? else { return None };
        self.keys(kind, above).into_iter().find(|offer| offer.name == key).map(|offer| offer.meaning)
    }

    /// The words that the value at a place may be, each with its meaning.
    pub fn words(&self, kind: DocumentKind, path: &[PathStep]) -> Vec<(&str, &str)> {
        let Some(schema) = self.schema(kind) else { return Vec::new() };
        let words = shapes_at(schema, path).into_iter();
        words
            .filter_map(|shape| {
                let meaning = shape.get("description").and_then(Value::as_str).unwrap_or_default();
                Some((shape.get("const")?.as_str()?, meaning))
            })
            .collect()
    }

    /// Whether a mapping or a list is wanted at a place.
    pub fn is_nested(&self, kind: DocumentKind, path: &[PathStep]) -> bool {
        self.schema(kind).is_some_and(|schema| shapes_at(schema, path).into_iter().any(is_nested))
    }
}

fn is_nested(shape: &Value) -> bool {
    ["properties", "items", "additionalProperties"].iter().any(|part| shape.get(part).is_some_and(Value::is_object))
}

/// All that may stand at a place.
fn shapes_at<'s>(schema: &'s Value, path: &[PathStep]) -> Vec<&'s Value> {
    let mut found = shapes(schema, schema);
    for step in path {
        let next = found.into_iter().filter_map(|shape| match step {
            PathStep::Item(_) => shape.get("items"),
            PathStep::Key(key) => {
                let own = shape.get("properties").and_then(|properties| properties.get(key));
                own.or_else(|| shape.get("additionalProperties"))
            }
        });
        found = next.flat_map(|shape| shapes(schema, shape)).collect();
    }
    found
}

/// A part of a schema as the shapes it may take: references are followed, and alternatives are laid beside each other.
fn shapes<'s>(schema: &'s Value, part: &'s Value) -> Vec<&'s Value> {
    if let Some(name) = part.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#')) {
        return schema.pointer(name).map(|target| shapes(schema, target)).unwrap_or_default();
    }
    let alternatives: Vec<&Value> =
        ["anyOf", "oneOf"].iter().filter_map(|of| part.get(of)?.as_array()).flatten().collect();
    if alternatives.is_empty() {
        return vec![part];
    }
    alternatives.into_iter().flat_map(|alternative| shapes(schema, alternative)).collect()
}
