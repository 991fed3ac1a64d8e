//! `explain`: one row of a case in words, what a diagnostic code means, or the order of an evaluation.

use std::path::Path;

use jixiao::format::{audit_page, code_page, evaluation_order, row_words};
use jixiao::project::case_folder;
use jixiao::{Code, Diagnostic, Diagnostics, Place, Row};

use super::options::{FolderArguments, HERE};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::score::ScoredCase;
use super::status::Status;

/// The page that says in which order points and totals come about.
const EVALUATION_ORDER: &str = "evaluation-order";

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    #[arg(value_parser = PlaceParser)]
    pub subject: Place,
    #[arg(value_parser = PlaceParser)]
    pub row: Option<Place>,
    #[command(flatten)]
    pub folders: FolderArguments,
}

pub(super) fn run(request: &ExplainArguments, output: &Output) -> Result<Status, Diagnostics> {
    let messages = output.messages();
    if let Ok(code) = request.subject.text().parse::<Code>() {
        output.print_folded(&format!("{}\n", code_page(code, messages)));
        return Ok(Status::Done);
    }
    if let Some(page) = audit_page(request.subject.text(), messages) {
        output.print_folded(&page);
        return Ok(Status::Done);
    }
    if request.subject.text() == EVALUATION_ORDER {
        output.print_folded(evaluation_order(messages.language()));
        return Ok(Status::Done);
    }
    let named = Path::new(request.subject.text());
    // In the folder of a case, its rows may be named alone.
    let is_row = !named.exists() && request.row.is_none();
    let found = if is_row { case_folder(Path::new(HERE)) } else { case_folder(named) };
    let folder = match found {
        Ok(folder) => folder,
        Err(problem) if is_row && matches!(problem.code, Code::NoCases | Code::SeveralCases) => {
            // It may have been a row of one of several cases.
            let unknown = unknown(&request.subject, &[]);
            if problem.code == Code::NoCases {
                return Err(unknown.fact("row", request.subject.text()).into());
            }
            return Err(problem.facts().fold(unknown, |unknown, (name, fact)| unknown.said(name, fact.clone())).into());
        }
        Err(problem) => return Err(problem.into()),
    };
    let scored = ScoredCase::new(&request.folders.request(&folder, &folder))?;
    let evaluation = &scored.evaluation;
    let row = if is_row { Some(&request.subject) } else { request.row.as_ref() };
    let chosen: Vec<&Row> = match row {
        None => evaluation.rows.iter().collect(),
        Some(named) => {
            let ids = match scored.opened.case.scheme.find_rows(named) {
                Err(problem) if is_row && problem.code == Code::UnknownIndicator => {
                    let ids: Vec<&str> = evaluation.rows.iter().map(Row::id).collect();
                    return Err(unknown(named, &ids).into());
                }
                found => found?,
            };
            evaluation.rows.iter().filter(|row| ids.iter().any(|id| id == row.id())).collect()
        }
    };
    let told: Vec<String> = chosen.into_iter().map(|row| row_words(row, evaluation, messages)).collect();
    output.print_folded(&told.join("\n"));
    Ok(Status::Done)
}

/// The problem of a subject that is no code, no page, no case, and none of these rows.
fn unknown(subject: &Place, rows: &[&str]) -> Diagnostic {
    let mut known: Vec<&str> = Code::all().map(Code::name).collect();
    known.push(EVALUATION_ORDER);
    known.extend(rows);
    let problem = Diagnostic::new(Code::UnknownCode).fact("code", subject.text()).suggest(subject.text(), known);
    problem.at(subject.clone())
}
