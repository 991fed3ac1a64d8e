//! `sweep`: one indicator at a time, how much hangs on its weight.

use std::path::PathBuf;

use jixiao::analysis::sweep::{Step, Sweep, SweepRequest, sweep};
use jixiao::format::{json_text, sweep_record, sweep_svg, sweep_text};
use jixiao::project::{open_case, write};
use jixiao::{Code, Diagnostic, Diagnostics, Number, Warned, WeightMode};

use super::Status;
use super::arguments::{AnswerFormat, CaseArguments};
use super::output::Output;

/// The steps where none is asked for.
const BY_POINTS: i64 = 1;
const BY_PERCENT: i64 = 20;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[arg(long)]
    pub mode: Option<String>,
    #[arg(long, value_name = "ID")]
    pub lock: Vec<String>,
    #[arg(long = "by", value_name = "POINTS")]
    pub sweep_by: Option<String>,
    #[arg(long, value_name = "P")]
    pub percent: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &Arguments, output: &Output) -> Result<Status, Diagnostics> {
    let answer = answer(request, output)?;
    if let Some(path) = &request.svg
        && let Err(problem) = write(path, &sweep_svg(&answer, output.messages()))
    {
        output.tell(&problem.into());
        return Ok(Status::CouldNotRun);
    }
    output.print(&match request.format {
        AnswerFormat::Json => json_text(&sweep_record(&answer)),
        AnswerFormat::Text => sweep_text(&answer, output.messages(), output.width()),
    });
    Ok(Status::Done)
}

fn answer(request: &Arguments, output: &Output) -> Result<Sweep, Diagnostics> {
    let asked = asked(request)?;
    let Warned { value: opened, mut warnings } = open_case(&request.case.request())?;
    let answer = sweep(&opened.case.scheme, &opened.rules, &opened.case.report, &asked)?.note_in(&mut warnings);
    output.tell(&warnings);
    Ok(answer)
}

fn asked(request: &Arguments) -> Result<SweepRequest, Diagnostics> {
    let number = |text: &String| {
        Number::parse(text).map_err(|_| Diagnostics::from(Diagnostic::new(Code::NotANumber).fact("value", text)))
    };
    let mode = request.mode.as_deref().map(str::parse::<WeightMode>).transpose()?.unwrap_or_default();
    let by = request.sweep_by.as_ref().map(number).transpose()?.map(Step::Points);
    let percent = request.percent.as_ref().map(number).transpose()?.map(Step::Percent);
    let mut steps: Vec<Step> = by.into_iter().chain(percent).collect();
    if steps.is_empty() {
        steps = vec![Step::Points(Number::from(BY_POINTS)), Step::Percent(Number::from(BY_PERCENT))];
    }
    Ok(SweepRequest { mode, locked: request.lock.iter().cloned().collect(), steps })
}
