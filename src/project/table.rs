//! Tables that offices have: workbooks, Word files, pages and texts, each form in them as a case.

use std::path::{Path, PathBuf};

use super::batch_tables::lists_organisations;
use super::case::{Case, CaseFiles, check_scheme};
use super::case_folder::{find_folders, is_file_of_case};
use super::files::{read, read_bytes, read_within};
use super::sheet_places::{SheetPlaces, SheetText};
use super::table_problem::diagnostic;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::document;
use crate::document::workbook::{WorkbookRemark, read_workbook};
use crate::form::{
    DraftCase, DraftOptions, DraftProblem, FormReading, LayoutSet, SkipReason, SkippedSheet, draft_case, read_forms,
};
use crate::language::Bilingual;
use crate::location::Source;
use crate::messages::{Messages, listed, phrase, system_error};
use crate::report::{Report, ReportDraft};
use crate::scheme::SchemeDraft;

/// The largest file of tables, in bytes.
const MOST_BYTES: u64 = 64 << 20;
/// How names of files of tables end. What a file holds decides how it is read, and not its name.
const TABLE_ENDINGS: [&str; 13] =
    ["xlsx", "xlsm", "xls", "et", "ods", "csv", "tsv", "docx", "doc", "wps", "html", "htm", "pdf"];
/// The folder of own layouts.
const FORMS_FOLDER: &str = "forms";
/// The name of the standard input, where a table is pasted.
const PASTED: &str = "-";

/// A file of tables that was read.
#[derive(Debug)]
pub struct OpenTable {
    /// The file, as it was named.
    pub file: String,
    /// Its forms; none in a working paper.
    pub forms: Vec<TableForm>,
    /// The sheets that are no forms.
    pub skipped: Vec<SkippedSheet>,
    /// What a person should know of the reading.
    pub remarks: Vec<WorkbookRemark>,
    /// Whether a sheet has a line for each organisation, as populations are reported.
    pub has_organisations: bool,
}

/// A form and the case that was drafted of it.
#[derive(Debug)]
pub struct TableForm {
    /// What it says, cell by cell.
    pub reading: FormReading,
    /// Scheme and report as texts, or why there are none.
    pub draft: Result<DraftCase, DraftProblem>,
    /// The sheet as text, to show where a problem stands.
    text: SheetText,
}

/// Whether a path means a file of tables and no case: any file but those of a case, or `-`, where a table is pasted.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    path == Path::new(PASTED) || (path.is_file() && !is_file_of_case(path))
}

/// The files of tables at and below a folder that holds no case itself, by how their names end, in the order of names.
/// Cases below it are left to themselves, hidden files and those that an office program keeps open aside.
#[must_use]
pub fn tables_in(folder: &Path) -> Vec<PathBuf> {
    let is_case = |folder: &Path| CaseFiles::in_folder(folder).scheme.exists();
    if !folder.is_dir() || is_case(folder) {
        return Vec::new();
    }
    let mut folders = vec![folder.to_owned()];
    folders.extend(find_folders(folder, &|folder| !is_case(folder)));
    folders.sort();
    folders.dedup();
    let in_folder = |folder: &PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_named_table(path)).collect();
        files.sort();
        files
    };
    folders.iter().flat_map(in_folder).collect()
}

fn is_named_table(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let is_known = ending.is_some_and(|ending| TABLE_ENDINGS.contains(&ending.as_str()));
    is_known && !name.starts_with(['.', '~']) && path.is_file()
}

/// Reads the tables of a file, or of the standard input for `-`, finds the forms in them and drafts a case of each.
///
/// # Errors
/// A file that cannot be read; [`Code::TableUnread`] for what is no table, with what it is; [`Code::NoForm`] where no sheet
/// is a form, with the reason for each.
pub fn open_table(path: &Path, layouts: &LayoutSet, messages: &Messages) -> Result<OpenTable, Diagnostics> {
    let table = read_table(path, layouts, messages)?;
    if table.forms.is_empty() { Err(table.without_form().into()) } else { Ok(table) }
}

/// Reads the tables of a file that nobody named, which lay in a folder: a working paper of this program may lie there, and
/// has no forms.
///
/// # Errors
/// Those of [`open_table`], for all that is no working paper.
pub fn open_found_table(path: &Path, layouts: &LayoutSet, messages: &Messages) -> Result<OpenTable, Diagnostics> {
    let table = read_table(path, layouts, messages)?;
    let is_paper = table.skipped.iter().any(|skipped| skipped.reason == SkipReason::WorkingPaper);
    if table.forms.is_empty() && !is_paper { Err(table.without_form().into()) } else { Ok(table) }
}

fn read_table(path: &Path, layouts: &LayoutSet, messages: &Messages) -> Result<OpenTable, Diagnostics> {
    let name = path.display().to_string();
    let bytes = match path == Path::new(PASTED) {
        true => read_within(std::io::stdin().lock(), PASTED, MOST_BYTES)?,
        false => read_bytes(path, MOST_BYTES)?,
    };
    let workbook = read_workbook(&name, &bytes).map_err(|problem| diagnostic(&name, &problem))?;
    let short = match path == Path::new(PASTED) {
        true => messages.say("pasted-table", &[]),
        false => path.file_name().map_or_else(|| name.clone(), |short| short.to_string_lossy().into_owned()),
    };
    let found = read_forms(&short, &workbook.sheets, layouts);
    let forms = found.forms.into_iter().map(|reading| {
        let draft = draft_case(&reading, &DraftOptions::default(), messages);
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == reading.sheet);
        let text = sheet.map(SheetText::new).unwrap_or_default();
        TableForm { reading, draft, text }
    });
    let forms = forms.collect();
    let has_organisations = workbook.sheets.iter().any(lists_organisations);
    Ok(OpenTable { file: name, forms, skipped: found.skipped, remarks: workbook.remarks, has_organisations })
}

/// The layouts that serve a file or folder: the shipped ones, and those of the folder named, or else of the `forms` folder
/// at or above it, which take their place by name.
///
/// # Errors
/// A folder that cannot be listed, and what is wrong with its files.
pub fn layouts_for(named: Option<&Path>, start: &Path) -> Result<LayoutSet, Diagnostics> {
    let mut known = LayoutSet::shipped()?;
    if let Some(folder) = named.map(Path::to_owned).or_else(|| find_forms(start)) {
        add_layouts(&mut known, &folder)?;
    }
    Ok(known)
}

/// The nearest `forms` folder at or above a file or folder.
fn find_forms(start: &Path) -> Option<PathBuf> {
    let absolute = dunce::canonicalize(start).ok()?;
    absolute.ancestors().map(|folder| folder.join(FORMS_FOLDER)).find(|folder| folder.is_dir())
}

/// Adds the layouts of a folder; other files that lie there, such as the vocabulary, are left aside.
fn add_layouts(known: &mut LayoutSet, folder: &Path) -> Result<(), Diagnostics> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::new(Code::FileUnreadable).fact("path", folder.display()).said("detail", system_error(&error))
    };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    let mut paths = paths.map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let mut problems = Diagnostics::new();
    for path in paths {
        let source = read(&path)?;
        if source.text().lines().any(|line| line.starts_with("layout:")) {
            problems.extend(known.add(&source).err().into_iter().flatten());
        }
    }
    problems.into_result()
}

/// The `forms` folders at and below a folder.
pub(super) fn layout_folders(folder: &Path) -> Vec<PathBuf> {
    let mut folders = find_folders(folder, &|folder| folder.ends_with(FORMS_FOLDER));
    folders.sort();
    folders.dedup();
    folders
}

/// What is wrong with the layouts in some folders.
pub(super) fn check_layouts(folders: &[PathBuf]) -> Diagnostics {
    let mut found = Diagnostics::new();
    for folder in folders {
        match LayoutSet::shipped() {
            Ok(mut known) => found.extend(add_layouts(&mut known, folder).err().into_iter().flatten()),
            Err(problems) => found.extend(problems),
        }
    }
    found
}

impl OpenTable {
    /// The problem of a file in which no sheet is a form.
    fn without_form(&self) -> Diagnostic {
        let reasons: Vec<Bilingual> = self.skipped.iter().map(|skipped| skipped.message().in_both()).collect();
        let problem = Diagnostic::new(Code::NoForm).fact("path", &self.file).said("detail", listed(&reasons));
        if self.has_organisations { problem.fact("units", &self.file) } else { problem }
    }

    /// What a person should know of the reading of the file.
    pub fn told(&self) -> impl Iterator<Item = Bilingual> {
        self.remarks.iter().map(|remark| match remark {
            WorkbookRemark::BeyondGrid { sheet, cells } => phrase(
                "read-beyond-grid",
                &[("sheet", Bilingual::same(sheet)), ("cells", Bilingual::same(cells.to_string()))],
            ),
            WorkbookRemark::DeletedText { sheet } => phrase("read-deleted-text", &[("sheet", Bilingual::same(sheet))]),
            WorkbookRemark::GuessedEncoding { encoding } => {
                phrase("read-guessed-encoding", &[("encoding", Bilingual::same(*encoding))])
            }
            WorkbookRemark::OpenQuote => phrase("read-open-quote", &[]),
        })
    }
}

impl TableForm {
    /// A form whose sheet is nowhere to be shown.
    pub(super) fn of_reading(reading: FormReading, draft: Result<DraftCase, DraftProblem>) -> Self {
        Self { reading, draft, text: SheetText::default() }
    }

    /// The texts of the drafted case.
    ///
    /// # Errors
    /// [`Code::NoForm`]: why none could be drafted.
    pub fn drafted(&self) -> Result<&DraftCase, Diagnostic> {
        self.draft.as_ref().map_err(|problem| {
            let from = format!("{}#{}", self.reading.file, self.reading.sheet);
            Diagnostic::new(Code::NoForm).fact("path", from).said("detail", problem.message().in_both())
        })
    }

    /// Who reports, or what the sheet is called.
    #[must_use]
    pub fn name(&self) -> String {
        self.reading.organisation().map_or_else(|| self.reading.sheet.clone(), |organisation| organisation.line())
    }

    /// The drafted case, checked as if it lay in a folder; its files are named after the sheet.
    ///
    /// # Errors
    /// [`Code::NoForm`] where no case could be drafted, and all that `check` refuses in the draft.
    pub fn case(&self) -> Result<Warned<Case>, Diagnostics> {
        let from = format!("{}#{}", self.reading.file, self.reading.sheet);
        let draft = self.drafted()?;
        let places = SheetPlaces { sheet: &self.text, reading: &self.reading, rows: &draft.rows };
        let found = self.checked(&from, draft).map_err(|problems| places.found(problems))?;
        Ok(Warned { value: found.value, warnings: places.found(found.warnings) })
    }

    fn checked(&self, from: &str, draft: &DraftCase) -> Result<Warned<Case>, Diagnostics> {
        let named = |name: &str, text: &str| Source::new(format!("{from}/{name}"), text.to_owned());
        let (scheme_source, report_source) =
            (named("scheme.yaml", &draft.scheme_yaml), named("report.yaml", &draft.report_yaml));
        let (scheme, places) = document::read::<SchemeDraft>(&scheme_source)?;
        let Warned { value: scheme, warnings: mut found } = check_scheme(scheme, places, true)?;
        let (report, places) = document::read::<ReportDraft>(&report_source)?;
        let report = Report::check(report, &places, &scheme)?.note_in(&mut found);
        let value = Case { scheme, report, scheme_sources: vec![scheme_source], report_source };
        Ok(Warned { value, warnings: found })
    }
}
