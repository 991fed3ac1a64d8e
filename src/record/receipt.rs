//! The receipt of a result: which engine, which texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::location::Source;

/// Engine version and the SHA-256 of every text that a result was made from (凭据).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRecord {
    /// The version of the engine (引擎版本).
    pub engine: String,
    /// The files of the scheme, the one that was named first (指标体系各文件的校验值).
    pub scheme: Vec<String>,
    /// The report (填报数据的校验值).
    pub report: String,
    /// The scripts used, by name (评分脚本的校验值).
    pub scripts: BTreeMap<String, String>,
}

impl ReceiptRecord {
    /// The receipt of a result of this engine.
    #[must_use]
    pub fn new(scheme: &[Arc<Source>], report: &Source, scripts: &BTreeMap<String, Arc<Source>>) -> Self {
        Self {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            scheme: scheme.iter().map(|source| hash(source.text())).collect(),
            report: hash(report.text()),
            scripts: scripts.iter().map(|(name, source)| (name.clone(), hash(source.text()))).collect(),
        }
    }
}

/// The SHA-256 of a text, in hexadecimal digits.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
