//! `score`: one case, from its files to points, total and grade.

use std::sync::Arc;

use jixiao::{
    Case, CaseFiles, Code, Diagnostic, Diagnostics, Evaluation, Evaluator, RuleBook, Sheet, evaluation_json,
    evaluation_text, find_scripts, load_case, load_rules, receipt, to_csv, to_markdown,
};

use super::Status;
use super::arguments::{CaseArguments, Format, ScoreArguments};
use super::output::Output;

/// A case scored, and what is written of it for machines.
pub(super) struct Scored {
    pub evaluation: Evaluation,
    pub warnings: Diagnostics,
    pub json: serde_json::Value,
}

pub(super) fn run(request: &ScoreArguments, output: &Output) -> Status {
    let scored = match result(&request.case) {
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

/// The scripts that serve a case.
pub(super) fn rules_for(case: &CaseArguments) -> Result<(RuleBook, Diagnostics), Diagnostics> {
    let folder = match &case.scripts {
        Some(folder) => folder.clone(),
        None => find_scripts(&case.case)?,
    };
    Ok(load_rules(&folder)?)
}

/// Reads a case and scores it; problems of scripts it does not use are left to `check`.
///
/// # Errors
/// Every problem that keeps the case from being scored.
pub(super) fn result(request: &CaseArguments) -> Result<Scored, Diagnostics> {
    if !request.case.exists() {
        return Err(Diagnostic::new(Code::FileNotFound).fact("path", request.case.display()).into());
    }
    let mut files = CaseFiles::in_folder(&request.case);
    files.scheme = request.scheme.clone().unwrap_or(files.scheme);
    files.report = request.report.clone().unwrap_or(files.report);
    let (Case { scheme, report, scheme_sources, report_source }, mut warnings) = load_case(&files)?;
    let (book, script_problems) = rules_for(request)?;
    let used: Vec<&str> = scheme
        .scored_rows()
        .into_iter()
        .flat_map(|row| std::iter::once(row.rule.as_str()).chain(row.modifiers.iter().map(|use_| use_.rule.as_str())))
        .collect();
    let of_used = script_problems.into_iter().filter(|problem| {
        let name = problem.place.as_ref().map(|place| place.source().name().to_owned()).unwrap_or_default();
        used.iter().any(|rule| name.ends_with(&format!("/{rule}.rhai")))
    });
    let of_used: Diagnostics = of_used.collect();
    if of_used.has_errors() {
        return Err(of_used);
    }
    let (evaluator, more) = Evaluator::new(&scheme, &book)?;
    warnings.extend(more);
    let evaluation = evaluator.evaluate(&report);
    let scripts = evaluator.scripts().into_iter().map(|(name, rule)| (name.to_owned(), Arc::clone(rule.source())));
    let mut json = evaluation_json(&evaluation);
    if let Some(json) = json.as_object_mut() {
        json.insert("receipt".to_owned(), receipt(&scheme_sources, &report_source, &scripts.collect()));
        let name = |path: &std::path::Path| serde_json::Value::from(path.display().to_string());
        let files = serde_json::json!({ "scheme": name(&files.scheme), "report": name(&files.report) });
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
    if position(found).is_some_and(|found| found <= limit) { Status::Done } else { Status::BelowGrade }
}
