//! `explain`: one row of a case in words, what a diagnostic code means, or the order of an evaluation.

use std::path::Path;

use jixiao::format::{code_page, evaluation_order, row_words};
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
        output.print(&format!("{}\n", code_page(code, messages)));
        return Ok(Status::Done);
    }
    if request.subject.text() == EVALUATION_ORDER {
        output.print(evaluation_order(messages.language()));
        return Ok(Status::Done);
    }
    let named = Path::new(request.subject.text());
    // In the folder of a case, its rows may be named alone.
    let own = if named.exists() || request.row.is_some() { None } else { case_folder(Path::new(HERE)).ok() };
    let Some(case) = own.clone().or_else(|| named.exists().then(|| named.to_owned())) else {
        let known: Vec<&str> = Code::all().map(Code::name).chain([EVALUATION_ORDER]).collect();
        let subject = request.subject.text();
        let problem = Diagnostic::new(Code::UnknownCode).fact("code", subject).suggest(subject, known);
        return Err(problem.at(request.subject.clone()).into());
    };
    let folder = case_folder(&case)?;
    let evaluation = ScoredCase::new(&request.folders.request(&folder, &folder))?.evaluation;
    let row = if own.is_some() { Some(&request.subject) } else { request.row.as_ref() };
    let chosen: Vec<&Row> = match row {
        None => evaluation.rows.iter().collect(),
        Some(id) => match evaluation.row(id.text()) {
            Some(row) => vec![row],
            None => {
                let known: Vec<&str> = evaluation.rows.iter().map(|row| row.id()).collect();
                let problem = Diagnostic::new(Code::UnknownIndicator).fact("id", id.text()).suggest(id.text(), known);
                return Err(problem.at(id.clone()).into());
            }
        },
    };
    let told: Vec<String> = chosen.into_iter().map(|row| row_words(row, &evaluation, messages)).collect();
    output.print(&told.join("\n"));
    Ok(Status::Done)
}
