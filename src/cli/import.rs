//! `import`: cases from the tables that offices have.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jixiao::document::sheet::CellPlace;
use jixiao::form::{DraftCase, FormRemark, LayoutSet, Question};
use jixiao::project::{NewCase, OpenTable, TableForm, confirm_guesses, layouts_for, open_table, write_new_case};
use jixiao::{Code, Diagnostic, Diagnostics};

use super::output::Output;
use super::status::Status;

/// How many rows of a question are listed.
const MOST_ROWS: usize = 6;
/// How many remarks of a form are listed.
const MOST_REMARKS: usize = 10;

/// Which files are imported, and where to.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArguments {
    #[arg(required = true, value_name = "FILE")]
    pub tables: Vec<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    pub layouts: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["into", "layouts"])]
    pub confirm: bool,
}

pub(super) fn run(request: &ImportArguments, output: &Output) -> Result<Status, Diagnostics> {
    if request.confirm {
        return Ok(confirm(&request.tables, output));
    }
    if let Some(problem) = misplaced_folder(request) {
        return Err(problem.into());
    }
    let mut is_refused = false;
    for file in &request.tables {
        let known = layouts_for(request.layouts.as_deref(), file);
        if let Err(problems) = known.and_then(|known| import(file, request, &known, output)) {
            output.tell(&problems);
            is_refused = true;
        }
    }
    Ok(if is_refused { Status::Refused } else { Status::Done })
}

/// A folder to be written that stands behind the tables without its option, before anything is written elsewhere.
fn misplaced_folder(request: &ImportArguments) -> Option<Diagnostic> {
    let [_, .., last] = request.tables.as_slice() else { return None };
    let is_folder = request.into.is_none() && last.extension().is_none() && !last.is_file() && last != Path::new("-");
    let path = last.display().to_string();
    let problem = Diagnostic::new(Code::FileNotFound).fact("path", &path).fact("option", format!("--into {path}"));
    is_folder.then_some(problem)
}

/// Confirms the guesses in cases that were imported.
fn confirm(cases: &[PathBuf], output: &Output) -> Status {
    let mut is_refused = false;
    let messages = output.messages();
    for folder in cases {
        match confirm_guesses(folder) {
            Ok(rows) => {
                let (count, folder) = (rows.len().to_string(), folder.display().to_string());
                let names: Vec<&str> = rows.iter().map(|name| messages.pick(name)).collect();
                let names = names.join(&messages.say("list-comma", &[]));
                let facts = [("folder", folder.as_str()), ("count", &count), ("rows", &names)];
                let id = if rows.is_empty() { "import-nothing-guessed" } else { "import-confirmed" };
                output.print_folded(&format!("{}\n", messages.say(id, &facts)));
            }
            Err(problems) => {
                output.tell(&problems);
                is_refused = true;
            }
        }
    }
    if is_refused { Status::Refused } else { Status::Done }
}

/// Imports the forms of one file; a form that cannot be drafted or written stops no other.
fn import(file: &Path, request: &ImportArguments, known: &LayoutSet, output: &Output) -> Result<(), Diagnostics> {
    let table = open_table(file, known, output.messages())?;
    let is_alone = request.tables.len() == 1 && table.forms.len() == 1;
    let stem = file.file_stem().filter(|_| file != Path::new("-")).map_or_else(|| "import".into(), PathBuf::from);
    let root = request.into.clone().unwrap_or(stem);
    let mut problems = Diagnostics::new();
    let mut taken = BTreeSet::new();
    for form in &table.forms {
        let folder = if is_alone { root.clone() } else { root.join(folder_name(&form.name(), &mut taken)) };
        match import_form(form, &folder) {
            Ok(draft) => output.print_folded(&told(form, draft, &folder, output)),
            Err(problem) => problems.push(problem),
        }
    }
    output.print_folded(&told_rest(&table, request.tables.len() == 1, output));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn import_form<'f>(form: &'f TableForm, folder: &Path) -> Result<&'f DraftCase, Diagnostic> {
    let draft = form.drafted()?;
    let (scheme, report) = (draft.scheme_yaml.as_str(), draft.report_yaml.as_str());
    write_new_case(folder, &NewCase { scheme, report, schemas: None })?;
    Ok(draft)
}

/// A name for a folder, which no other form has.
fn folder_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let is_plain = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '（' | '）');
    let plain: String = name.chars().filter(is_plain).take(40).collect();
    let plain = if plain.is_empty() { "import".to_owned() } else { plain };
    let numbered = (2..).map(|number: u32| format!("{plain}-{number}"));
    let free = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(plain);
    taken.insert(free.clone());
    free
}

/// What was made of a form, and what a person has to look at.
fn told(form: &TableForm, draft: &DraftCase, folder: &Path, output: &Output) -> String {
    let messages = output.messages();
    let (rows, folder) = (form.reading.rows.len().to_string(), folder.display().to_string());
    let facts = [
        ("file", form.reading.file.as_str()),
        ("sheet", form.reading.sheet.as_str()),
        ("layout", form.reading.layout.as_str()),
        ("rows", rows.as_str()),
        ("folder", folder.as_str()),
    ];
    let mut lines = vec![messages.say("import-form", &facts)];
    if !draft.questions.is_empty() {
        let count = draft.questions.len().to_string();
        lines.push(messages.say("import-questions", &[("count", &count)]));
        for question in &draft.questions {
            lines.push(format!("  - {}", question.message().text(messages)));
            lines.extend(rows_of(question, output));
        }
    }
    // What asks for a look comes before how plain values were read.
    let (read, others): (Vec<&FormRemark>, Vec<&FormRemark>) =
        form.reading.remarks.iter().chain(&draft.remarks).partition(|remark| remark.is_reading());
    let remarks = || others.iter().chain(&read);
    lines.extend(remarks().take(MOST_REMARKS).map(|remark| format!("  {}", remark.message().text(messages))));
    if let Some(more) = remarks().count().checked_sub(MOST_REMARKS).filter(|more| *more > 0) {
        lines.push(format!("  {}", messages.say("import-more-remarks", &[("count", &more.to_string())])));
    }
    lines.push(messages.say("import-next", &[("folder", &folder)]));
    lines.join("\n") + "\n"
}

/// The rows that a question is about, with their cells.
fn rows_of(question: &Question, output: &Output) -> Option<String> {
    let messages = output.messages();
    let place = |cell: &CellPlace| messages.say("import-question-cell", &[("cell", &cell.to_string())]);
    let named = question
        .rows
        .iter()
        .filter_map(|(row, cell)| Some(format!("{}{}", row.as_ref()?, cell.as_ref().map(place).unwrap_or_default())));
    let mut named: Vec<String> = named.collect();
    let more = named.len().saturating_sub(MOST_ROWS);
    named.truncate(MOST_ROWS);
    if more > 0 {
        named.push(messages.say("import-question-more", &[("count", &more.to_string())]));
    }
    (!named.is_empty()).then(|| format!("    {}", named.join(&messages.say("list-comma", &[]))))
}

/// The sheets that were not used, and remarks on the file, which is named beside each where it is one of several.
fn told_rest(table: &OpenTable, is_one: bool, output: &Output) -> String {
    let messages = output.messages();
    let skipped = table.skipped.iter().map(|skipped| skipped.message().text(messages));
    let texts = skipped.chain(table.told().map(|remark| messages.pick(&remark).to_owned()));
    let line = |text: String| match is_one {
        true => text + "\n",
        false => messages.say("told-of-file", &[("file", &table.file), ("text", &text)]) + "\n",
    };
    texts.map(line).collect()
}
