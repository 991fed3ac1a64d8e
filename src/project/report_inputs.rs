//! Where the reports of many organisations stand: files of their own, or records of one table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::batch_input::InputFormat;
use super::batch_tables::{SheetTable, listed_reports, sheet_tables};
use super::files::{read, source_of};
use super::texts::OpenTexts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, sheet::CellPlace};
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
#[derive(Clone, Debug)]
pub(super) enum ReportInput {
    /// A file.
    File(PathBuf),
    /// A record, with its name and what it was read from, and where its cells stand if it is one of a table.
    Record(Arc<ReportRecord>, Arc<Source>, Option<Arc<RecordCells>>),
}

/// Where the cells of a record stand.
#[derive(Debug)]
pub(super) struct RecordCells {
    /// The file and the sheet.
    name: Arc<str>,
    columns: Arc<TableColumns>,
    /// The column of the sheet that each cell of a line stands in.
    places: Arc<[u32]>,
    /// The rows of the sheet that its lines are.
    rows: Vec<u32>,
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
            for (record, range) in report_records(source.text(), &RecordFormat::Ndjson) {
                let name = format!("{}#{}", path.display(), inputs.len().saturating_add(1));
                let source = source_of(&name, source.text().get(range).unwrap_or_default().to_owned())?;
                inputs.push(ReportInput::Record(Arc::new(record), source, None));
            }
            return Ok(inputs);
        }
        // A text with separators is one sheet, whose name nobody gave.
        let is_text = InputFormat::of(&path).separator().is_some();
        for table in sheet_tables(&path)? {
            let file = path.display();
            let name = if is_text { file.to_string() } else { format!("{file} {}", table.sheet) };
            records_of(table, &name, scheme, &mut inputs)?;
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

/// The records of a table, each under the name of the sheet and the cell of its organisation.
fn records_of(
    table: SheetTable,
    name: &str,
    scheme: &Scheme,
    inputs: &mut Vec<ReportInput>,
) -> Result<(), Diagnostics> {
    let columns = TableColumns::of(&table.header, b',', scheme)?;
    let format = RecordFormat::Table(columns.clone());
    let (name, columns, places) = (Arc::from(name), Arc::new(columns), Arc::from(table.columns));
    let mut rows = table.rows.into_iter();
    for (record, range) in report_records(&table.text, &format) {
        let text = table.text.get(range).unwrap_or_default();
        let rows = rows.by_ref().take(columns.count_lines(text)).collect();
        let (name, columns, places) = (Arc::clone(&name), Arc::clone(&columns), Arc::clone(&places));
        let cells = RecordCells { name, columns, places, rows };
        let source = source_of(&cells.organisation(), text.to_owned())?;
        inputs.push(ReportInput::Record(Arc::new(record), source, Some(Arc::new(cells))));
    }
    Ok(())
}

impl RecordCells {
    /// The cell of the organisation.
    fn organisation(&self) -> String {
        self.cell((0, self.columns.organisation_column())).unwrap_or_else(|| self.name.to_string())
    }

    /// The cell of a metric, if the record of that text has one.
    fn metric(&self, metric: &str, text: &str) -> Option<String> {
        self.cell(self.columns.cell_of(metric, text)?)
    }

    fn cell(&self, (line, column): (usize, usize)) -> Option<String> {
        let place = CellPlace::new(*self.rows.get(line)?, *self.places.get(column)?);
        Some(format!("{}!{place}", self.name))
    }
}

impl ReportInput {
    /// What it is called: the file, or the file and the cell or number of the record.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Record(_, source, _) => source.name().to_owned(),
        }
    }

    /// Whether it has a file of its own, in which it can name its scheme.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// What it says.
    pub fn read(&self, scheme: &Scheme) -> Result<ReadReport, Diagnostics> {
        let source = match self {
            Self::File(path) => OpenTexts::new().read(path)?,
            Self::Record(_, source, _) => Arc::clone(source),
        };
        let (draft, places) = self.written(&source, scheme)?;
        Ok((draft, places, source))
    }

    /// What it says in its text, which was read before.
    pub fn written(&self, source: &Arc<Source>, scheme: &Scheme) -> Result<(ReportDraft, Places), Diagnostics> {
        match self {
            Self::File(_) => document::read::<ReportDraft>(source),
            Self::Record(record, _, cells) => {
                // What is said of the whole record stands at its organisation.
                let named = |metric: &str| match cells {
                    Some(cells) => cells.metric(metric, source.text()).unwrap_or_else(|| source.name().to_owned()),
                    None => format!("{} {metric}", source.name()),
                };
                (**record).clone().draft(scheme, &named)
            }
        }
    }
}
