//! The parts of the language server protocol that are spoken here, as records.
//!
//! What other libraries offer for this holds the whole protocol and takes as long to compile as everything else that reads
//! or writes JSON here.

use serde::{Deserialize, Serialize};

use super::positions::{TextPosition, TextRange};

/// What a client says of itself; the rest of it is not needed.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ClientHello {
    pub locale: Option<String>,
    pub root_uri: Option<String>,
    pub workspace_folders: Option<Vec<WorkspaceFolder>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WorkspaceFolder {
    pub uri: String,
}

/// The address of a document, with its version and text where they are said.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NamedDocument {
    pub uri: String,
    pub version: Option<i64>,
    pub text: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentNote {
    pub text_document: NamedDocument,
    #[serde(default)]
    pub content_changes: Vec<ContentChange>,
}

/// A part of a document that was replaced, or all of it.
#[derive(Debug, Deserialize)]
pub(super) struct ContentChange {
    pub range: Option<TextRange>,
    pub text: String,
}

/// A place that is asked about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlaceQuestion {
    pub text_document: NamedDocument,
    pub position: TextPosition,
    pub new_name: Option<String>,
}

/// A part that remedies are asked for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RemedyQuestion {
    pub text_document: NamedDocument,
    pub range: TextRange,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct TextLocation {
    pub uri: String,
    pub range: TextRange,
}

/// A problem as an editor shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownProblem {
    pub range: TextRange,
    /// 1 an error, 2 a warning.
    pub severity: u8,
    pub code: &'static str,
    pub source: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_information: Vec<RelatedInformation>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct RelatedInformation {
    pub location: TextLocation,
    pub message: String,
}

/// All problems of a document.
#[derive(Debug, Serialize)]
pub(super) struct PublishedProblems<'p> {
    pub uri: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    pub diagnostics: &'p [ShownProblem],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextEdit {
    pub range: TextRange,
    pub new_text: String,
}
