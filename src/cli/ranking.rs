//! `score` for many organisations of one scheme: ranks, grades, and what does not add up.

use std::path::PathBuf;

use jixiao::analysis::ranking::{RankedOrganisation, Ranking};
use jixiao::format::{json_text, ranking_csv, ranking_markdown, ranking_paper, ranking_record, ranking_text};
use jixiao::project::{OpenPopulation, PopulationRequest, open_population};
use jixiao::{Diagnostics, Place, Warned};

use super::destination::{ResultFormat, ResultTarget, WrittenResult};
use super::options::CaseArguments;
use super::output::Output;
use super::status::Status;

/// The reports that are meant, where they are many.
pub(super) fn meant(case: &CaseArguments, reports: Option<&PathBuf>) -> Option<PopulationRequest> {
    let asked = PopulationRequest {
        folder: case.case.clone(),
        scheme: case.scheme.clone(),
        reports: reports.cloned(),
        scripts: case.folders.scripts.clone(),
        allow_outside: case.folders.allow_outside.clone(),
    };
    asked.found().filter(|_| case.report.is_none())
}

pub(super) fn run(
    asked: &PopulationRequest,
    target: &ResultTarget<ResultFormat>,
    (at_least, roll_up): (Option<&Place>, Option<&Place>),
    output: &Output,
) -> Result<Status, Diagnostics> {
    let format = target.format()?;
    let Warned { value: opened, warnings } = open_population(asked)?;
    output.tell(&warnings);
    let OpenPopulation { program, reports, refused } = opened;
    let metric = roll_up.map(|metric| program.scheme().find_metric(metric)).transpose()?;
    let mut ranking = output.searching(|| Ranking::new(&program, &reports, refused))?;
    let rolled_up = metric.map_or(Ok(()), |metric| ranking.roll_up(&reports, &metric));
    target.put(written(&ranking, format, target, output)?, output)?;
    let withheld = ranking.withheld().into_iter().flat_map(|one| one.problems.iter().cloned());
    let refused = ranking.refused.iter().flat_map(|(_, problems)| problems.iter().cloned());
    output.tell(&withheld.chain(refused).collect());
    rolled_up?;
    if !ranking.withheld().is_empty() || !ranking.refused.is_empty() {
        return Ok(Status::Refused);
    }
    let Some(wanted) = at_least else { return Ok(Status::Done) };
    let limit = program.scheme().find_grade(wanted)?;
    let allowed: Vec<_> =
        program.scheme().grades.iter().take(limit.saturating_add(1)).map(|grade| &grade.name).collect();
    let is_reached = |one: &RankedOrganisation| one.total.as_ref().is_some_and(|total| allowed.contains(&&total.grade));
    Ok(if ranking.organisations.iter().all(is_reached) { Status::Done } else { Status::Unmet })
}

fn written(
    ranking: &Ranking,
    format: ResultFormat,
    target: &ResultTarget<ResultFormat>,
    output: &Output,
) -> Result<WrittenResult, Diagnostics> {
    let messages = output.messages();
    Ok(match format {
        ResultFormat::Text => WrittenResult::Drawn(ranking_text(ranking, messages, target.screen(output))),
        ResultFormat::Json => WrittenResult::Text(json_text(&ranking_record(ranking))),
        ResultFormat::Csv => WrittenResult::Text(ranking_csv(ranking, messages)),
        ResultFormat::Markdown => WrittenResult::Text(ranking_markdown(ranking, messages)),
        ResultFormat::Xlsx => WrittenResult::xlsx(&ranking_paper(ranking, messages))?,
        ResultFormat::Docx => WrittenResult::docx(&ranking_paper(ranking, messages))?,
        ResultFormat::Html => WrittenResult::html(&ranking_paper(ranking, messages))?,
    })
}
