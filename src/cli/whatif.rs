//! `whatif`: the same reports before and after a change of weights, targets, rules or figures.

use std::path::PathBuf;

use jixiao::analysis::whatif::{CaseChange, Change, ChangeTexts, Population, step_grades};
use jixiao::format::{
    case_change_text, fixed_points_line, json_text, population_record, population_text, step_grades_text, whatif_record,
};
use jixiao::project::{OpenWhatIf, WhatIfRequest, open_whatif, save_variant};
use jixiao::{Diagnostics, Place, Program, Warned};

use super::options::{AnswerFormat, FolderArguments};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct WhatIfArguments {
    #[arg(required = true, value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    #[arg(long, value_name = "ID=WEIGHT", value_parser = PlaceParser)]
    pub set: Vec<Place>,
    #[arg(long, value_name = "NAME=VALUE", conflicts_with = "save", value_parser = PlaceParser)]
    pub metric: Vec<Place>,
    #[arg(long, value_parser = PlaceParser)]
    pub mode: Option<Place>,
    #[arg(long, value_name = "ID", value_parser = PlaceParser)]
    pub lock: Vec<Place>,
    #[arg(long, value_name = "ID=LOW..HIGH", value_parser = PlaceParser)]
    pub bounds: Vec<Place>,
    #[arg(long, value_name = "POINTS", value_parser = PlaceParser)]
    pub grid: Option<Place>,
    #[arg(long, value_name = "ID", value_parser = PlaceParser)]
    pub remainder: Option<Place>,
    #[arg(long, value_name = "FILE", conflicts_with = "scheme")]
    pub overlay: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    pub reports: Option<PathBuf>,
    #[arg(long)]
    pub scheme: Option<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &WhatIfArguments, output: &Output) -> Result<Status, Diagnostics> {
    let change = Change::read(&ChangeTexts {
        set: request.set.clone(),
        metric: request.metric.clone(),
        mode: request.mode.clone(),
        lock: request.lock.clone(),
        bounds: request.bounds.clone(),
        grid: request.grid.clone(),
        rest: request.remainder.clone(),
    })?;
    let Warned { value: opened, mut warnings } = open_whatif(&WhatIfRequest {
        cases: request.cases.clone(),
        scheme: request.scheme.clone(),
        reports: request.reports.clone(),
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
        overlay: request.overlay.clone(),
        change: change.clone(),
    })?;
    let (before, after) = opened.programs()?;
    warnings.extend(before.warnings().iter().chain(after.warnings().iter()).cloned());
    output.tell(&warnings);
    let weights = &opened.variant.weights;
    let step = step_grades(&after, weights, &opened.subjects)?;
    let status = match opened.subjects.as_slice() {
        [_] if request.reports.is_none() && opened.refused.is_empty() => {
            one(request, &opened, (&before, &after), &change, output)
        }
        _ => many(request, &opened, (&before, &after), &change, output)?,
    };
    if matches!(request.format, AnswerFormat::Text) {
        let is_moved = weights.rows.iter().any(|row| row.before != row.after);
        let fixed = fixed_points_line(&after, output.messages()).filter(|_| is_moved).unwrap_or_default();
        output.print(&(fixed + &step_grades_text(&step, output.messages())));
    }
    let kept = request.save.as_ref().map_or(Ok(()), |path| save_variant(&opened, path));
    kept.map(|()| status)
}

fn one(
    request: &WhatIfArguments,
    opened: &OpenWhatIf,
    (before, after): (&Program, &Program),
    asked: &Change,
    output: &Output,
) -> Status {
    let Some(subject) = opened.subjects.first() else { return Status::Refused };
    let change = CaseChange::new((before, after), subject, &opened.variant.weights);
    output.print(&match request.format {
        AnswerFormat::Text => case_change_text(&change, &opened.variant, asked, output.messages(), output.width()),
        AnswerFormat::Json => json_text(&whatif_record(&change, &opened.variant, asked)),
    });
    // What is wrong before is wrong after too, or was put right by the change; it matters where it withholds the total.
    if change.before.total.is_none() {
        output.tell(&change.before.diagnostics);
    }
    output.tell(&change.after.diagnostics);
    if change.after.total.is_some() { Status::Done } else { Status::Refused }
}

fn many(
    request: &WhatIfArguments,
    opened: &OpenWhatIf,
    (before, after): (&Program, &Program),
    asked: &Change,
    output: &Output,
) -> Result<Status, Diagnostics> {
    let population = Population::new(before, after, &opened.subjects, opened.refused.clone())?;
    let schemes = (&opened.before, &opened.variant);
    output.print(&match request.format {
        AnswerFormat::Text => population_text(&population, schemes, asked, output.messages(), output.width()),
        AnswerFormat::Json => json_text(&population_record(&population, schemes, asked)),
    });
    let withheld = population.withheld().into_iter().flat_map(|unit| unit.problems.clone());
    let refused = population.refused.iter().flat_map(|(_, problems)| problems.clone());
    output.tell(&withheld.chain(refused).collect());
    Ok(if population.ranked > 0 && population.refused.is_empty() { Status::Done } else { Status::Refused })
}
