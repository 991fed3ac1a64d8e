//! Where the reports of many organisations stand: files of their own, or records of one table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::batch_input::InputFormat;
use super::batch_tables::{listed_reports, table_texts};
use super::case::read_report;
use super::files::{read, source_of};
use super::texts::OpenTexts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Places, Source};
use crate::population::{RecordFormat, ReportRecord, TableColumns, report_records};
use crate::report::ReportDraft;
use crate::scheme::Scheme;

/// Where reports stand.
pub(super) enum ReportsAt {
    /// In files of their own.
    Files(Vec<PathBuf>),
    /// In one file: a table with a line for each organisation, or a JSON object on each line.
    Table(PathBuf),
}

/// What is read as one report.
pub(super) enum ReportInput {
    /// A file.
    File(PathBuf),
    /// A record of a table, with its name and what it was read from.
    Record(Box<ReportRecord>, Arc<Source>),
}

/// A report as it is written, with its places.
pub(super) type ReadReport = (ReportDraft, Places, Arc<Source>);

impl ReportsAt {
    /// The reports of a folder, or of one file that holds them all.
    pub fn of(path: &Path) -> Result<Self, Diagnostic> {
        if path.is_file() { Ok(Self::Table(path.to_owned())) } else { Ok(Self::Files(report_files(path)?)) }
    }

    /// All of them, in their order.
    pub fn inputs(self, scheme: &Scheme) -> Result<Vec<ReportInput>, Diagnostics> {
        let path = match self {
            Self::Files(files) => return Ok(files.into_iter().map(ReportInput::File).collect()),
            Self::Table(path) => path,
        };
        let mut inputs = Vec::new();
        if InputFormat::of(&path) == InputFormat::Ndjson {
            let source = read(&path)?;
            records(source.text(), &RecordFormat::Ndjson, &path, &mut inputs)?;
            return Ok(inputs);
        }
        for (header, text) in table_texts(&path)? {
            let columns = TableColumns::of(&header, b',', scheme)?;
            records(&text, &RecordFormat::Table(columns), &path, &mut inputs)?;
        }
        Ok(inputs)
    }
}

/// The reports of a folder, of which there must be one.
pub(super) fn report_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let paths = listed_reports(folder)?;
    if paths.is_empty() {
        return Err(Diagnostic::new(Code::FileNotFound).fact("path", folder.join("*.yaml").display()));
    }
    Ok(paths)
}

/// The records of a text, each under the name of the file and its number.
fn records(text: &str, format: &RecordFormat, path: &Path, inputs: &mut Vec<ReportInput>) -> Result<(), Diagnostic> {
    for (record, range) in report_records(text, format) {
        let name = format!("{}#{}", path.display(), inputs.len().saturating_add(1));
        let source = source_of(&name, text.get(range).unwrap_or_default().to_owned())?;
        inputs.push(ReportInput::Record(Box::new(record), source));
    }
    Ok(())
}

impl ReportInput {
    /// What it is called: the file, or the file and the number of the record.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Record(_, source) => source.name().to_owned(),
        }
    }

    /// Whether it has a file of its own, in which it can name its scheme.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// What it says.
    pub fn read(&self, scheme: &Scheme) -> Result<ReadReport, Diagnostics> {
        match self {
            Self::File(path) => read_report(path, &OpenTexts::new()),
            Self::Record(record, source) => {
                let named = |metric: &str| format!("{} {metric}", source.name());
                let (draft, places) = (**record).clone().draft(scheme, &named)?;
                Ok((draft, places, Arc::clone(source)))
            }
        }
    }
}
