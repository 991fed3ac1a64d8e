//! A bundle: a scheme with the scripts that it uses, in one file that needs nothing beside it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::baseline::{ScriptRecord, as_file};
use super::receipt::hash;
use crate::evaluation::Program;
use crate::scheme::SchemeDraft;

/// The form of bundles that is written, and the newest that is read.
pub const BUNDLE_FORM: u64 = 1;

/// A scheme with the scripts that it uses (计分包), as JSON. The same scheme gives the same bytes on every machine.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BundleRecord {
    /// The form of the file: 1; a program refuses a form that it does not know (格式版本).
    pub bundle: u64,
    /// The SHA-256 of the file as it is when nothing stands between these quotation marks (校验值): the scheme hash.
    pub sha256: String,
    /// The scheme, whole: what it extends is in it (指标体系).
    #[serde(serialize_with = "as_file")]
    pub scheme: SchemeDraft,
    /// The scripts that it uses, by name, shipped ones too (评分脚本).
    pub scripts: BTreeMap<String, ScriptRecord>,
}

impl BundleRecord {
    /// The bundle of a program.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let scripts = program.scripts();
        let scripts = scripts.iter().map(|(name, rule)| ((*name).to_owned(), ScriptRecord::new(rule.source().text())));
        let mut record = Self {
            bundle: BUNDLE_FORM,
            sha256: String::new(),
            scheme: program.scheme().canonical(),
            scripts: scripts.collect(),
        };
        record.sha256 = hash(&record.text());
        record
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        // INVARIANT: the keys of records are texts, which is all that JSON asks of them.
        let text = serde_json::to_string_pretty(self).unwrap_or_else(|error| error.to_string());
        format!("{text}\n")
    }

    /// Whether a text, from which the record was read, is what its hash was made of.
    #[must_use]
    pub fn is_whole(&self, text: &str) -> bool {
        hash(&text.replacen(&format!("\"{}\"", self.sha256), "\"\"", 1)) == self.sha256
    }
}
