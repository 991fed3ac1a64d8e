//! `explain`: one row of a case in words, what a diagnostic code means, or the order of an evaluation.

use std::path::Path;

use jixiao::format::{code_page, evaluation_order, row_words};
use jixiao::{Code, Diagnostic, Diagnostics, Place, Row};

use super::options::FolderArguments;
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
    let case = Path::new(request.subject.text());
    if !case.exists() {
        let known: Vec<&str> = Code::all().map(Code::name).chain([EVALUATION_ORDER]).collect();
        let subject = request.subject.text();
        let problem = Diagnostic::new(Code::UnknownCode).fact("code", subject).suggest(subject, known);
        return Err(problem.at(request.subject.clone()).into());
    }
    let scored = ScoredCase::new(&request.folders.request(case, case))?;
    let evaluation = &scored.evaluation;
    let chosen: Vec<&Row> = match &request.row {
        None => evaluation.rows.iter().collect(),
        Some(named) => {
            let ids = scored.opened.case.scheme.find_rows(named)?;
            evaluation.rows.iter().filter(|row| ids.iter().any(|id| id == row.id())).collect()
        }
    };
    let told: Vec<String> = chosen.into_iter().map(|row| row_words(row, evaluation, messages)).collect();
    output.print(&told.join("\n"));
    Ok(Status::Done)
}
