//! `score`: one case, from its files to points, total and grade.

use std::sync::Arc;

use jixiao::format::{Sheet, evaluation_json, evaluation_text, receipt, to_csv, to_markdown};
use jixiao::project::{Case, CaseRequest, open_case};
use jixiao::{Code, Diagnostic, Diagnostics, Evaluation};

use super::Status;
use super::arguments::{Format, ScoreArguments};
use super::output::Output;

/// A case scored, and what is written of it for machines.
pub(super) struct Scored {
    pub evaluation: Evaluation,
    pub warnings: Diagnostics,
    pub json: serde_json::Value,
}

pub(super) fn run(request: &ScoreArguments, output: &Output) -> Status {
    let scored = match result(&request.case.request()) {
        Ok(scored) => scored,
        Err(problems) => {
            output.tell(&problems);
            return Status::Refused;
        }
    };
    output.tell(&scored.warnings);
    output.print(&written(&scored, request.format, output));
    let evaluation = &scored.evaluation;
    output.tell(&evaluation.diagnostics);
    match (&evaluation.total, &request.at_least) {
        (None, _) => Status::Refused,
        (Some(total), Some(wanted)) => at_least(evaluation, &total.grade.zh, wanted, output),
        (Some(_), None) => Status::Done,
    }
}

/// Reads a case and scores it; problems of scripts it does not use are left to `check`.
///
/// # Errors
/// Every problem that keeps the case from being scored.
pub(super) fn result(request: &CaseRequest) -> Result<Scored, Diagnostics> {
    let (opened, mut warnings) = open_case(request)?;
    let (evaluator, more) = opened.evaluator()?;
    warnings.extend(more);
    let evaluation = evaluator.evaluate(&opened.case.report);
    let scripts = evaluator.scripts().into_iter().map(|(name, rule)| (name.to_owned(), Arc::clone(rule.source())));
    let mut json = evaluation_json(&evaluation);
    if let Some(json) = json.as_object_mut() {
        let Case { scheme_sources, report_source, .. } = &opened.case;
        json.insert("receipt".to_owned(), receipt(scheme_sources, report_source, &scripts.collect()));
        let name = |path: &std::path::Path| serde_json::Value::from(path.display().to_string());
        let files = serde_json::json!({ "scheme": name(&opened.files.scheme), "report": name(&opened.files.report) });
        json.insert("files".to_owned(), files);
    }
    Ok(Scored { evaluation, warnings, json })
}

fn written(scored: &Scored, format: Format, output: &Output) -> String {
    let (messages, evaluation) = (output.messages(), &scored.evaluation);
    match format {
        Format::Text => evaluation_text(evaluation, messages, output.width()),
        Format::Json => format!("{:#}\n", scored.json),
        Format::Csv => to_csv(&Sheet::new(evaluation, messages)),
        Format::Markdown => to_markdown(&Sheet::new(evaluation, messages)),
    }
}

fn at_least(evaluation: &Evaluation, found: &str, wanted: &str, output: &Output) -> Status {
    let position = |grade: &str| evaluation.grades.iter().position(|known| known.zh == grade || known.en == grade);
    let Some(limit) = position(wanted) else {
        let known: Vec<&str> = evaluation.grades.iter().map(|grade| grade.zh.as_str()).collect();
        let problem = Diagnostic::new(Code::UnknownGrade).fact("grade", wanted).suggest(wanted, known);
        output.tell(&problem.into());
        return Status::Refused;
    };
    if position(found).is_some_and(|found| found <= limit) { Status::Done } else { Status::Unmet }
}
