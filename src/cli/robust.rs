//! `robust`: how sure grades and ranks are where the weights could have been others.

use std::path::{Path, PathBuf};

use jixiao::analysis::robust::{BOX, DRAWS, RobustRequest, Robustness, SEED, WeightUncertainty};
use jixiao::folded_number;
use jixiao::format::{
    fixed_points_line, is_robust_svg, json_text, robust_csv, robust_markdown, robust_paper, robust_record, robust_svg,
    robust_text, visible,
};
use jixiao::project::{OpenPopulation, open_case, open_population, portable, read_experts, write};
use jixiao::{Code, Diagnostic, Diagnostics, Number, Place, RequestPlaces, Scheme, Warned, value_form};

use super::destination::{ResultFormat, ResultTarget, WrittenResult};
use super::options::CaseArguments;
use super::output::Output;
use super::place_argument::{PlaceParser, locked};
use super::ranking;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct RobustArguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[arg(long, value_name = "REPORTS", conflicts_with = "report")]
    pub reports: Option<PathBuf>,
    #[arg(id = "weight_sets", long = "weights", value_parser = PlaceParser)]
    pub weights: Option<Place>,
    #[arg(long, value_parser = PlaceParser, allow_negative_numbers = true)]
    pub draws: Option<Place>,
    #[arg(long, default_value_t = SEED)]
    pub seed: u64,
    #[arg(long, value_name = "ID", value_parser = PlaceParser)]
    pub lock: Vec<Place>,
    #[arg(id = "robust_svg", long = "svg", value_name = "FILE")]
    pub svg: Option<PathBuf>,
    #[command(flatten)]
    destination: ResultTarget<ResultFormat>,
}

pub(super) fn run(request: &RobustArguments, output: &Output) -> Result<Status, Diagnostics> {
    let format = request.destination.format()?;
    let Warned { value: opened, warnings } = opened(request)?;
    output.tell(&warnings);
    let OpenPopulation { program, reports, refused } = opened;
    let asked = asked(request, program.scheme())?;
    let study = output.searching(|| Robustness::new(&program, &reports, refused, asked))?;
    if let Some(path) = &request.svg {
        write(path, robust_svg(&study, output.messages()), |source| is_robust_svg(source.text()))?;
    }
    request.destination.put(written(&study, format, request, output)?, output)?;
    let withheld = study.withheld.iter().flat_map(|(_, _, problems)| problems.iter().cloned());
    let refused = study.refused.iter().flat_map(|(_, problems)| problems.iter().cloned());
    output.tell(&withheld.chain(refused).collect());
    let is_whole = study.withheld.is_empty() && study.refused.is_empty();
    Ok(if is_whole { Status::Done } else { Status::Refused })
}

/// The reports that are meant: many, or the one of a case.
fn opened(request: &RobustArguments) -> Result<Warned<OpenPopulation>, Diagnostics> {
    if let Some(many) = ranking::meant(&request.case, request.reports.as_ref()) {
        return open_population(&many);
    }
    let Warned { value: opened, mut warnings } = open_case(&request.case.request()?)?;
    let program = opened.program()?;
    warnings.extend(program.warnings().iter().cloned());
    let reports = vec![(portable(&opened.files.report), opened.case.report.clone())];
    Ok(Warned { value: OpenPopulation { program, reports, refused: Vec::new() }, warnings })
}

fn asked(request: &RobustArguments, scheme: &Scheme) -> Result<RobustRequest, Diagnostics> {
    let mut places = RequestPlaces::default();
    for (part, written) in [("weights", &request.weights), ("draws", &request.draws)] {
        written.iter().for_each(|place| places.note_single(part, place.clone()));
    }
    let draws = request.draws.as_ref().map(count).transpose()?.unwrap_or(DRAWS);
    let uncertainty = request.weights.as_ref().map(|text| uncertainty(text, scheme)).transpose()?;
    let locked = locked(&request.lock, &mut places, &|text| scheme.find_rows(text))?;
    Ok(RobustRequest {
        uncertainty: uncertainty.unwrap_or_else(|| WeightUncertainty::Box(Number::from(BOX))),
        draws,
        seed: request.seed,
        locked,
        places,
    })
}

/// A whole number.
fn count(text: &Place) -> Result<u64, Diagnostic> {
    let problem = || Diagnostic::not_a_number_argument(text.text()).at(text.clone());
    let number = folded_number(text.text()).map_err(|_| problem())?;
    number.to_i64().and_then(|count| u64::try_from(count).ok()).ok_or_else(problem)
}

/// The sets of weights as they are written.
const FORMS: &str = "box:20% / relative:20% / simplex / experts:FILE";

/// Which sets of weights are meant: `simplex`, `box:20%`, `relative:20%` (the sign of percent may be left out), `experts:FILE`.
fn uncertainty(text: &Place, scheme: &Scheme) -> Result<WeightUncertainty, Diagnostics> {
    let wrong = || {
        let problem = Diagnostic::new(Code::OptionForm).fact("option", text.source().name());
        problem.fact("value", text.text()).said("form", value_form(FORMS)).at(text.clone())
    };
    let (kind, of) = text.text().split_once([':', '：']).unwrap_or((text.text(), ""));
    let percent = || {
        let of = of.trim().trim_end_matches(['%', '％', '±']).trim_start_matches('±');
        if of.is_empty() { Ok(Number::from(BOX)) } else { folded_number(of).map_err(|_| wrong()) }
    };
    match kind.trim() {
        "simplex" if of.is_empty() => Ok(WeightUncertainty::Simplex),
        "box" => Ok(WeightUncertainty::Box(percent()?)),
        "relative" => Ok(WeightUncertainty::Relative(percent()?)),
        "experts" if !of.is_empty() => Ok(WeightUncertainty::Experts(read_experts(Path::new(of), scheme)?)),
        _ => Err(wrong().into()),
    }
}

fn written(
    study: &Robustness,
    format: ResultFormat,
    request: &RobustArguments,
    output: &Output,
) -> Result<WrittenResult, Diagnostics> {
    let messages = output.messages();
    Ok(match format {
        ResultFormat::Text => {
            let fixed = fixed_points_line(&study.program, messages).unwrap_or_default();
            let text = robust_text(study, messages, request.destination.screen(output));
            WrittenResult::Drawn(text + &visible(&fixed))
        }
        ResultFormat::Json => WrittenResult::Text(json_text(&robust_record(study))),
        ResultFormat::Csv => WrittenResult::Text(robust_csv(study, messages)),
        ResultFormat::Markdown => WrittenResult::Text(robust_markdown(study, messages)),
        ResultFormat::Xlsx => WrittenResult::xlsx(&robust_paper(study, messages))?,
        ResultFormat::Docx => WrittenResult::docx(&robust_paper(study, messages))?,
        ResultFormat::Html => WrittenResult::html(&robust_paper(study, messages))?,
    })
}
