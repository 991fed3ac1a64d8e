//! `form`: official forms, written by a layout, or an office's own filled in.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::form::{Layout, LayoutSet, WrittenForm, write_form};
use jixiao::format::{FilledCase, FormContent, FormPoints, filled_form, form_paper, paper_problem};
use jixiao::paper::{PageSetup, Paper, PaperError, write_docx_on, write_html_on, write_xlsx_on};
use jixiao::project::{CaseRequest, FormCase, form_cases, layout_named, layouts_for, open_form, read_back, write};
use jixiao::{Code, Diagnostic, Diagnostics, Language, Messages, Place};

use super::destination::format_of;
use super::options::{FolderArguments, HERE, report_parser, scheme_parser};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

/// Which form is written, and of what.
#[derive(Debug, clap::Args)]
pub(super) struct FormArguments {
    #[arg(value_name = "CASE", default_value = HERE, hide_default_value = true)]
    pub form_case: PathBuf,
    #[arg(long, value_parser = scheme_parser())]
    pub scheme: Option<PathBuf>,
    #[arg(long, value_parser = report_parser())]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_name = "NAME", value_parser = PlaceParser)]
    pub layout: Option<Place>,
    #[arg(long, value_name = "FOLDER")]
    pub layouts: Option<PathBuf>,
    #[arg(long)]
    pub blank: bool,
    #[arg(long, value_enum, value_name = "KIND")]
    pub points: Option<PointsAsked>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["layout", "blank", "format"])]
    pub fill: Option<PathBuf>,
    #[arg(long, requires = "fill")]
    pub replace: bool,
    #[arg(long, value_enum)]
    pub format: Option<FormFormat>,
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Which points are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PointsAsked {
    Claimed,
    Scored,
}

/// As what a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormFormat {
    Xlsx,
    Docx,
    #[value(alias = "htm")]
    Html,
}

impl FormFormat {
    fn write(self, paper: &Paper, page: PageSetup) -> Result<Vec<u8>, Diagnostics> {
        let refused = |error: PaperError| Diagnostics::from(paper_problem(&error));
        Ok(match self {
            Self::Xlsx => write_xlsx_on(paper, page).map_err(refused)?,
            Self::Docx => write_docx_on(paper, page).map_err(refused)?,
            Self::Html => write_html_on(paper, page).map_err(refused)?.into_bytes(),
        })
    }

    fn file_name(self) -> &'static str {
        match self {
            Self::Xlsx => "form.xlsx",
            Self::Docx => "form.docx",
            Self::Html => "form.html",
        }
    }
}

pub(super) fn run(request: &FormArguments, output: &Output) -> Result<Status, Diagnostics> {
    let known = layouts_for(request.layouts.as_deref(), &request.form_case)?;
    let asked = CaseRequest {
        scheme: request.scheme.clone(),
        report: request.report.clone(),
        ..request.folders.request(&request.form_case, &request.form_case)
    };
    if let Some(path) = &request.fill {
        return fill_in(path, &asked, &known, request, output);
    }
    let named = request.layout.as_ref().map(|name| layout_named(&known, name)).transpose()?;
    let cases = output.warn(form_cases(&asked, &known, output.messages())?);
    let of_table = || cases.first().and_then(|case| known.get(case.layout.as_deref()?));
    let Some(layout) = named.or_else(of_table) else {
        output.print_folded(&listed(&known, request, output.messages()));
        return Ok(Status::Done);
    };
    let format = format_of(request.format, request.output.as_deref())?.unwrap_or(FormFormat::Xlsx);
    if format != FormFormat::Html && request.output.is_none() {
        return Err(Diagnostic::new(Code::NeedsFile).fact("option", "-o").into());
    }
    let filled: Vec<FilledCase> = cases.iter().map(|case| fill(case, layout, request)).collect();
    let words = Messages::of(Language::Zh);
    let written: Vec<WrittenForm> = filled.iter().map(|case| write_form(layout, &case.form, &words)).collect();
    let page = written.first().map(|form| form.page).unwrap_or_default();
    let bytes = format.write(&form_paper(&written), page)?;
    tell(&filled, &written, output);
    if !request.blank {
        tell_differences((format.file_name(), &bytes), layout, &known, &cases, output);
    }
    match &request.output {
        Some(path) => {
            write(path, &bytes, |_| false)?;
            output.remark(&told_written(path, layout, &filled, request, output.messages()));
        }
        None => output.print(&String::from_utf8_lossy(&bytes)),
    }
    Ok(Status::Done)
}

/// Fills an office's own form in.
fn fill_in(
    path: &Path,
    asked: &CaseRequest,
    known: &LayoutSet,
    request: &FormArguments,
    output: &Output,
) -> Result<Status, Diagnostics> {
    let messages = output.messages();
    let Some(to) = &request.output else {
        return Err(Diagnostic::new(Code::NeedsFile).fact("option", "-o").into());
    };
    let cases = output.warn(form_cases(asked, known, messages)?);
    let form = open_form(path, known, &cases)?;
    let Some(filled) = cases.first().map(|case| fill(case, form.layout(), request)) else { return Ok(Status::Refused) };
    let done = form.fill(&filled.form, request.replace)?;
    for left in &filled.left_out {
        output.remark(messages.pick(left));
    }
    for note in &done.plan.notes {
        output.remark(&note.message().text(messages));
    }
    write(to, &done.bytes, |_| false)?;
    let (path, count, points) = (to.display().to_string(), done.cells.to_string(), points_word(&[filled], messages));
    output.remark(&messages.say("form-filled", &[("path", &path), ("count", &count), ("points", &points)]));
    Ok(Status::Done)
}

fn fill(case: &FormCase, layout: &Layout, request: &FormArguments) -> FilledCase {
    let points = request.points.map(|points| match points {
        PointsAsked::Claimed => FormPoints::Claimed,
        PointsAsked::Scored => FormPoints::Scored,
    });
    let content = FormContent { points, is_blank: request.blank, labels: case.labels.clone() };
    filled_form(&case.evaluation, &case.report, layout, &content)
}

/// What the forms have no place for.
fn tell(filled: &[FilledCase], written: &[WrittenForm], output: &Output) {
    let messages = output.messages();
    for (case, form) in filled.iter().zip(written) {
        for left in &case.left_out {
            output.remark(messages.pick(left));
        }
        for gap in &form.gaps {
            output.remark(&gap.message().text(messages));
        }
    }
}

/// What comes back differently when the forms are read again.
fn tell_differences(
    (name, bytes): (&str, &[u8]),
    layout: &Layout,
    known: &LayoutSet,
    cases: &[FormCase],
    output: &Output,
) {
    let messages = output.messages();
    match read_back((name, bytes), layout, known, cases, messages) {
        Ok(differences) if differences.is_empty() => {}
        Ok(differences) => {
            output.remark(&messages.say("form-back", &[("count", &differences.len().to_string())]));
            for difference in &differences {
                output.remark(&format!("  {}", messages.pick(difference)));
            }
        }
        Err(problems) => {
            output.remark(&messages.say("form-back-unread", &[]));
            output.tell(&problems);
        }
    }
}

fn told_written(
    path: &Path,
    layout: &Layout,
    filled: &[FilledCase],
    request: &FormArguments,
    messages: &Messages,
) -> String {
    let path = path.display().to_string();
    if request.blank {
        return messages.say("form-written-blank", &[("path", &path), ("layout", &layout.name)]);
    }
    let points = points_word(filled, messages);
    messages.say("form-written", &[("path", &path), ("layout", &layout.name), ("points", &points)])
}

/// Which points a form shows.
fn points_word(filled: &[FilledCase], messages: &Messages) -> String {
    match filled.first().map(|case| case.points) {
        Some(FormPoints::Claimed) => messages.say("form-points-claimed", &[]),
        _ => messages.say("form-points-scored", &[]),
    }
}

/// The layouts that there are, and how one is chosen.
fn listed(known: &LayoutSet, request: &FormArguments, messages: &Messages) -> String {
    let mut lines = vec![messages.say("form-layouts", &[])];
    for layout in known.iter() {
        let untitled = messages.say("form-layout-untitled", &[]);
        let title = layout.title.as_deref().map_or(untitled, |title| title.replace("{project}", "……"));
        let id = if known.is_own(&layout.name) { "form-layout-own" } else { "form-layout" };
        lines.push(format!("  {}", messages.say(id, &[("name", &layout.name), ("title", &title)])));
    }
    let first = known.iter().next().map_or("", |layout| layout.name.as_str());
    let case = request.form_case.display().to_string();
    lines.push(messages.say("form-layouts-next", &[("case", &case), ("name", first)]));
    lines.join("\n") + "\n"
}
