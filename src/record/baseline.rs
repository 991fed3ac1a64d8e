//! A baseline: what a case came to, with everything it came from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::RowStateName;
use super::receipt::hash;
use crate::document::file_tree;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::report::ReportDraft;
use crate::scheme::SchemeDraft;

/// The form of baselines that is written, and the newest that is read.
pub const BASELINE_FORM: u64 = 1;

/// A recorded case (基线), `baseline.json`. Every number is a text without loss; the same case gives the same bytes on every
/// machine.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaselineRecord {
    /// The form of the file: 1; a program refuses a form that it does not know (格式版本).
    pub form: u64,
    /// The version of the engine that made the results (引擎版本).
    pub engine: String,
    /// The scheme, whole: what it extends is in it (指标体系).
    #[serde(serialize_with = "as_file")]
    pub scheme: SchemeDraft,
    /// The report, as far as it is scored (填报数据).
    #[serde(serialize_with = "as_file")]
    pub report: ReportDraft,
    /// The scripts by name (评分脚本).
    pub scripts: BTreeMap<String, ScriptRecord>,
    /// What the rows came to, in the order of the scheme (指标得分).
    pub rows: Vec<RowResult>,
    /// The total; not there where it was withheld (总分).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<TotalResult>,
}

/// A script of a baseline (评分脚本).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptRecord {
    /// The SHA-256 of the text (校验值).
    pub sha256: String,
    /// The text, line by line (脚本各行).
    pub lines: Vec<String>,
}

impl ScriptRecord {
    /// The record of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { sha256: hash(text), lines: text.split('\n').map(str::to_owned).collect() }
    }
}

/// What a row came to (指标得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowResult {
    /// The row (编号).
    pub id: String,
    /// What became of it (状态).
    pub state: RowStateName,
    /// The rounded points of a scored row; of a penalty, the points that are taken away (得分).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<Number>,
    /// The points before rounding (取整前).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrounded: Option<Number>,
}

/// The total and its grade (总分与等级).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalResult {
    /// The rounded total (总分).
    pub points: Number,
    /// The total before its own rounding (取整前).
    pub unrounded: Number,
    /// The grade (等级).
    pub grade: Bilingual,
}

/// A draft as its file would say it.
pub(super) fn as_file<S: Serializer>(draft: &impl Serialize, serializer: S) -> Result<S::Ok, S::Error> {
    file_tree(draft).serialize(serializer)
}
