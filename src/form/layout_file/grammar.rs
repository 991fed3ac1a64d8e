//! What serde reads of a layout file, before anything is checked.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::either::{ColumnFile, InOrder, WordOr};
use super::rule_grammar::RulesFile;
use crate::form::layout::TableKind;
use crate::form::role::CellRole;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutFile {
    pub layout: String,
    pub title: Option<String>,
    pub year: Option<String>,
    pub unit: Option<String>,
    #[serde(default)]
    pub fallback: bool,
    #[serde(default)]
    pub rules: RulesFile,
    pub blocks: Vec<BlockFile>,
    #[serde(default)]
    pub print: PrintFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockFile {
    pub labels: Option<InOrder<CellRole, Vec<String>>>,
    pub table: Option<KindFile>,
    pub caption: Option<String>,
    pub columns: Option<Vec<ColumnFile>>,
    pub need: Option<Vec<WordOr<Vec<CellRole>>>>,
    pub least: Option<usize>,
    pub until: Option<Vec<String>>,
    pub row: Option<Vec<String>>,
    pub weight: Option<WordOr<()>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum KindFile {
    Money,
    Indicators,
    Figures,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PrintFile {
    pub paper: Option<String>,
    #[serde(default)]
    pub orientation: OrientationFile,
    #[serde(default)]
    pub widths: BTreeMap<CellRole, u32>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OrientationFile {
    #[default]
    Portrait,
    Landscape,
}

impl BlockFile {
    /// Whether it says nothing that belongs to tables only.
    pub fn is_plain(&self) -> bool {
        let has_columns = self.columns.is_some() || self.need.is_some() || self.least.is_some();
        let has_rows = self.until.is_some() || self.row.is_some() || self.weight.is_some();
        !has_columns && !has_rows && self.caption.is_none()
    }
}

impl From<KindFile> for TableKind {
    fn from(kind: KindFile) -> Self {
        match kind {
            KindFile::Money => Self::Money,
            KindFile::Indicators => Self::Indicators,
            KindFile::Figures => Self::Figures,
        }
    }
}
