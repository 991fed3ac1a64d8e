//! `sweep`: one indicator at a time, how much hangs on its weight.

use std::path::PathBuf;

use jixiao::analysis::sweep::{Step, Sweep, SweepRequest, sweep};
use jixiao::folded_number;
use jixiao::format::{fixed_points_line, is_sweep_svg, json_text, sweep_record, sweep_svg, sweep_text, visible};
use jixiao::project::{open_case, write};
use jixiao::{Diagnostic, Diagnostics, Number, Place, RequestPlaces, Scheme, Warned};

use super::options::{AnswerFormat, CaseArguments};
use super::output::Output;
use super::place_argument::{PlaceParser, locked};
use super::status::Status;

/// The steps where none is asked for.
const BY_POINTS: i64 = 1;
const BY_PERCENT: i64 = 20;

#[derive(Debug, clap::Args)]
pub(super) struct SweepArguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[arg(long, value_parser = PlaceParser)]
    pub mode: Option<Place>,
    #[arg(long, value_name = "ID", value_parser = PlaceParser)]
    pub lock: Vec<Place>,
    #[arg(long = "by", value_name = "POINTS", value_parser = PlaceParser, allow_negative_numbers = true)]
    pub sweep_by: Option<Place>,
    #[arg(long, value_name = "P", value_parser = PlaceParser, allow_negative_numbers = true)]
    pub percent: Option<Place>,
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &SweepArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (answer, fixed) = answer(request, output)?;
    if let Some(path) = &request.svg {
        write(path, sweep_svg(&answer, output.messages()), |source| is_sweep_svg(source.text()))?;
    }
    output.print_drawn(&match request.format {
        AnswerFormat::Json => json_text(&sweep_record(&answer)),
        AnswerFormat::Text => sweep_text(&answer, output.messages(), output.screen()) + &visible(&fixed),
    });
    Ok(Status::Done)
}

/// The sweep, and the line that names the rows with fixed points.
fn answer(request: &SweepArguments, output: &Output) -> Result<(Sweep, String), Diagnostics> {
    let Warned { value: opened, mut warnings } = open_case(&request.case.request()?)?;
    let asked = asked(request, &opened.case.scheme)?;
    let (scheme, rules, report) = (&opened.case.scheme, &opened.rules, &opened.case.report);
    let answer = output.searching(|| sweep(scheme, rules, report, &asked))?.note_in(&mut warnings);
    output.tell(&warnings);
    let fixed = fixed_points_line(&opened.program()?, output.messages()).unwrap_or_default();
    Ok((answer, fixed))
}

fn asked(request: &SweepArguments, scheme: &Scheme) -> Result<SweepRequest, Diagnostics> {
    let number = |text: &Place| {
        let problem = |_| Diagnostic::not_a_number_argument(text.text()).at(text.clone());
        folded_number(text.text()).map_err(problem)
    };
    let mode = request.mode.as_ref().map(|mode| scheme.find_mode(mode)).transpose()?.unwrap_or_default();
    let by = request.sweep_by.as_ref().map(number).transpose()?.map(Step::Points);
    let percent = request.percent.as_ref().map(number).transpose()?.map(Step::Percent);
    let mut steps: Vec<Step> = by.into_iter().chain(percent).collect();
    if steps.is_empty() {
        steps = vec![Step::Points(Number::from(BY_POINTS)), Step::Percent(Number::from(BY_PERCENT))];
    }
    let mut places = RequestPlaces::default();
    for (part, written) in [("mode", &request.mode), ("points", &request.sweep_by), ("percent", &request.percent)] {
        written.iter().for_each(|place| places.note_single(part, place.clone()));
    }
    let locked = locked(&request.lock, &mut places, &|text| scheme.find_rows(text))?;
    Ok(SweepRequest { mode, locked, steps, places })
}
