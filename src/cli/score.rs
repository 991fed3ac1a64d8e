//! `score`: one case, from its files to points, total and grade.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jixiao::format::view::{ScoreView, document, score_view};
use jixiao::format::{
    ResultSheet, evaluation_csv, evaluation_paper, evaluation_record, evaluation_text, json_text, to_markdown,
};
use jixiao::project::{Case, CaseRequest, OpenCase, case_folder, count_reports, open_case, portable};
use jixiao::record::{EvaluationRecord, FilesRecord, ReceiptRecord};
use jixiao::review::recheck::recheck;
use jixiao::{Code, Diagnostic, Diagnostics, Evaluation, Place, Source, Warned, value_form};

use super::audit::audit_of;
use super::destination::{ResultFormat, ResultTarget, WrittenResult};
use super::options::CaseArguments;
use super::output::Output;
use super::place_argument::PlaceParser;
use super::ranking;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct ScoreArguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[command(flatten)]
    destination: ResultTarget<ResultFormat>,
    #[arg(long, value_name = "REPORTS", conflicts_with = "report")]
    pub reports: Option<PathBuf>,
    #[arg(long, value_parser = PlaceParser)]
    pub at_least: Option<Place>,
    #[arg(long, value_parser = PlaceParser, value_name = "METRIC")]
    pub roll_up: Option<Place>,
}

/// A case opened and scored.
pub(super) struct ScoredCase {
    pub opened: OpenCase,
    pub evaluation: Evaluation,
    pub warnings: Diagnostics,
    /// The scripts that were used, by name.
    scripts: BTreeMap<String, Arc<Source>>,
}

pub(super) fn run(request: &ScoreArguments, output: &Output) -> Result<Status, Diagnostics> {
    if let Some(many) = ranking::meant(&request.case, request.reports.as_ref()) {
        let demands = (request.at_least.as_ref(), request.roll_up.as_ref());
        match ranking::run(&many, &request.destination, demands, output) {
            // Cases that have nothing to do with each other: one of them is to be named.
            Err(problems) if request.reports.is_none() && differ(&problems) => {
                case_folder(&request.case.case).map_err(|problem| problem.fact("other-schemes", true))?;
            }
            ranked => return ranked,
        }
    }
    if let Some(metric) = &request.roll_up {
        let problem = Diagnostic::new(Code::OptionForm).fact("option", "--roll-up").fact("value", metric.text());
        return Err(problem.said("form", value_form("METRIC --reports FOLDER")).at(metric.clone()).into());
    }
    let format = request.destination.format()?;
    let asked = request.case.request().map_err(|problem| about_reports(problem, &request.case.case))?;
    let scored = ScoredCase::new(&asked)?;
    output.tell(&scored.warnings);
    request.destination.put(written(&scored, format, (&asked.folder, request), output)?, output)?;
    let evaluation = &scored.evaluation;
    output.tell(&evaluation.diagnostics);
    match (&evaluation.total, &request.at_least) {
        (None, _) => Ok(Status::Refused),
        (Some(total), Some(wanted)) => {
            let scheme = &scored.opened.case.scheme;
            let limit = scheme.find_grade(wanted)?;
            let found = scheme.grades.iter().position(|grade| grade.name == total.grade);
            Ok(if found.is_some_and(|found| found <= limit) { Status::Done } else { Status::Unmet })
        }
        (Some(_), None) => Ok(Status::Done),
    }
}

/// The problem of a folder without a case with how many reports lie in it, which need a scheme to be scored.
fn about_reports(problem: Diagnostic, folder: &Path) -> Diagnostic {
    let count = if problem.code == Code::NoCases { count_reports(folder) } else { 0 };
    if count > 0 { problem.fact("reports", count) } else { problem }
}

/// Whether cases were refused because they are of different schemes.
fn differ(problems: &Diagnostics) -> bool {
    problems.iter().any(|problem| problem.code == Code::SchemesDiffer)
}

impl ScoredCase {
    /// Reads a case and scores it; problems of scripts it does not use are left to `check`.
    ///
    /// # Errors
    /// Every problem that keeps the case from being scored.
    pub fn new(request: &CaseRequest) -> Result<Self, Diagnostics> {
        let Warned { value: opened, mut warnings } = open_case(request)?;
        let program = opened.program()?;
        warnings.extend(program.warnings().iter().cloned());
        let evaluation = program.evaluate(&opened.case.report);
        let scripts = program.scripts().into_iter().map(|(name, rule)| (name.to_owned(), Arc::clone(rule.source())));
        let scripts = scripts.collect();
        Ok(Self { opened, evaluation, warnings, scripts })
    }

    /// The result for machines, with its receipt and the files it came from.
    pub fn record(&self) -> EvaluationRecord {
        let OpenCase { files, .. } = &self.opened;
        let (scheme, report) = (portable(&files.scheme), portable(&files.report));
        EvaluationRecord {
            receipt: Some(self.receipt()),
            files: Some(FilesRecord { scheme, report }),
            ..evaluation_record(&self.evaluation)
        }
    }

    /// What the result was made from.
    fn receipt(&self) -> ReceiptRecord {
        let Case { scheme_sources, report_source, .. } = &self.opened.case;
        ReceiptRecord::new(scheme_sources, report_source, &self.scripts)
    }
}

fn written(
    scored: &ScoredCase,
    format: ResultFormat,
    (folder, request): (&Path, &ScoreArguments),
    output: &Output,
) -> Result<WrittenResult, Diagnostics> {
    let (messages, evaluation, report) = (output.messages(), &scored.evaluation, &scored.opened.case.report);
    let paper = || evaluation_paper(evaluation, report, messages);
    Ok(match format {
        ResultFormat::Xlsx => WrittenResult::xlsx(&paper())?,
        ResultFormat::Docx => WrittenResult::docx(&paper())?,
        ResultFormat::Html => WrittenResult::Text(page(scored, folder, output)?),
        ResultFormat::Text => {
            WrittenResult::Drawn(evaluation_text(evaluation, messages, request.destination.screen(output)))
        }
        ResultFormat::Json => WrittenResult::Text(json_text(&scored.record())),
        ResultFormat::Csv => WrittenResult::Text(evaluation_csv(evaluation, report, messages)),
        ResultFormat::Markdown => WrittenResult::Text(to_markdown(&ResultSheet::new(evaluation, messages))),
    })
}

/// The report on a case: its evaluation, whether its figures hold together, and its receipt.
fn page(scored: &ScoredCase, folder: &Path, output: &Output) -> Result<String, Diagnostics> {
    let (evaluation, messages) = (&scored.evaluation, output.messages());
    let case = &scored.opened.case;
    // What is to be told of scheme and report was told when they were scored.
    let rechecked = recheck(&case.scheme, &scored.opened.rules, &case.report)?.value;
    let audit = output.warn(audit_of(&scored.opened, &rechecked, folder, None)?);
    let receipt = scored.receipt();
    let view = ScoreView { evaluation, audit: Some(&audit), receipt: Some(&receipt) };
    Ok(document(messages.pick(evaluation.title()), &score_view(&view, messages), messages))
}
