//! `whatif`: the same reports before and after a change of weights, targets, rules or figures.

use std::path::PathBuf;

use jixiao::analysis::whatif::{CaseChange, ChangeTexts, Population, Subject, step_grades};
use jixiao::format::view::{change_view, document, notes, population_view};
use jixiao::format::{
    Screen, case_change_paper, case_change_text, fixed_points_line, json_text, population_paper, population_record,
    population_text, step_grades_text, visible, whatif_record,
};
use jixiao::paper::Paper;
use jixiao::project::{OpenWhatIf, PopulationRequest, WhatIfRequest, open_whatif, save_variant};
use jixiao::{Diagnostics, Messages, Place, Program, Report, Warned};
use maud::{Markup, html};

use super::destination::{PaperFormat, ResultTarget, WrittenResult};
use super::options::{FolderArguments, HERE, scheme_parser};
use super::output::Output;
use super::place_argument::PlaceParser;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct WhatIfArguments {
    #[arg(default_value = HERE, hide_default_value = true, value_name = "CASE")]
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
    #[arg(long, value_name = "REPORTS")]
    pub reports: Option<PathBuf>,
    #[arg(long, value_parser = scheme_parser())]
    pub scheme: Option<PathBuf>,
    #[command(flatten)]
    pub folders: FolderArguments,
    #[command(flatten)]
    destination: ResultTarget<PaperFormat>,
}

impl WhatIfArguments {
    /// The cases, and the reports of many organisations where one folder means these.
    fn meant(&self) -> (Vec<PathBuf>, Option<PathBuf>) {
        if let ([folder], None) = (self.cases.as_slice(), &self.reports)
            && let Some(PopulationRequest { folder, reports: Some(reports), .. }) =
                (PopulationRequest { folder: folder.clone(), ..PopulationRequest::default() }).found()
        {
            return (vec![folder], Some(reports));
        }
        (self.cases.clone(), self.reports.clone())
    }
}

pub(super) fn run(request: &WhatIfArguments, output: &Output) -> Result<Status, Diagnostics> {
    let format = request.destination.format()?;
    let change = ChangeTexts {
        set: request.set.clone(),
        metric: request.metric.clone(),
        mode: request.mode.clone(),
        lock: request.lock.clone(),
        bounds: request.bounds.clone(),
        grid: request.grid.clone(),
        rest: request.remainder.clone(),
    };
    let (cases, reports) = request.meant();
    let Warned { value: opened, mut warnings } = open_whatif(&WhatIfRequest {
        cases,
        scheme: request.scheme.clone(),
        reports,
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
        overlay: request.overlay.clone(),
        change,
    })?;
    let (before, after) = opened.programs()?;
    warnings.extend(before.warnings().iter().chain(after.warnings().iter()).cloned());
    output.tell(&warnings);
    let weights = &opened.variant.weights;
    let reports: Vec<&Report> = opened.subjects.iter().map(Subject::report).collect();
    let step = step_grades(&after, weights, &reports)?;
    let is_moved = weights.rows.iter().any(|row| row.before != row.after);
    let fixed = fixed_points_line(&after, output.messages()).filter(|_| is_moved).unwrap_or_default();
    let answer = WhatIfAnswer {
        opened: &opened,
        programs: (&before, &after),
        notes: fixed + &step_grades_text(&step, output.messages()),
        screen: request.destination.screen(output),
        format,
    };
    let (written, problems, status) = match opened.subjects.as_slice() {
        [subject] if request.reports.is_none() && opened.refused.is_empty() => {
            answer.one(subject, output.messages())?
        }
        _ => answer.many(output.messages())?,
    };
    request.destination.put(written, output)?;
    output.tell(&problems);
    let kept = request.save.as_ref().map_or(Ok(()), |path| save_variant(&opened, path));
    kept.map(|()| status)
}

/// What is answered, in a format.
struct WhatIfAnswer<'a> {
    opened: &'a OpenWhatIf,
    programs: (&'a Program, &'a Program),
    /// What stands below the text: rows with fixed points, grades that depend on the step.
    notes: String,
    screen: Screen,
    format: PaperFormat,
}

impl WhatIfAnswer<'_> {
    fn one(&self, subject: &Subject, messages: &Messages) -> Result<(WrittenResult, Diagnostics, Status), Diagnostics> {
        let Self { opened: OpenWhatIf { variant, .. }, .. } = self;
        let change = CaseChange::new(self.programs, subject, &variant.weights);
        let paper = || case_change_paper(&change, variant, messages);
        let written = match self.format {
            PaperFormat::Text => {
                WrittenResult::Drawn(case_change_text(&change, variant, messages, self.screen) + &visible(&self.notes))
            }
            PaperFormat::Json => WrittenResult::Text(json_text(&whatif_record(&change, variant))),
            PaperFormat::Xlsx => WrittenResult::xlsx(&self.noted(paper()))?,
            PaperFormat::Docx => WrittenResult::docx(&self.noted(paper()))?,
            PaperFormat::Html => self.page(&change_view(&change, variant, messages), messages),
        };
        // What is wrong before is wrong after too, or was put right by the change; it matters where it withholds the
        // total.
        let before = change.before.diagnostics.iter().filter(|_| change.before.total.is_none());
        let problems = before.chain(change.after.diagnostics.iter()).cloned().collect();
        let status = if change.after.total.is_some() { Status::Done } else { Status::Refused };
        Ok((written, problems, status))
    }

    fn many(&self, messages: &Messages) -> Result<(WrittenResult, Diagnostics, Status), Diagnostics> {
        let Self { opened, programs: (before, after), .. } = self;
        let population = Population::new(before, after, &opened.subjects, opened.refused.clone())?;
        let schemes = (&opened.before, &opened.variant);
        let paper = || population_paper(&population, schemes, messages);
        let written = match self.format {
            PaperFormat::Text => WrittenResult::Drawn(
                population_text(&population, schemes, messages, self.screen) + &visible(&self.notes),
            ),
            PaperFormat::Json => WrittenResult::Text(json_text(&population_record(&population, schemes))),
            PaperFormat::Xlsx => WrittenResult::xlsx(&self.noted(paper()))?,
            PaperFormat::Docx => WrittenResult::docx(&self.noted(paper()))?,
            PaperFormat::Html => self.page(&population_view(&population, schemes, messages), messages),
        };
        let withheld = population.withheld().into_iter().flat_map(|unit| unit.problems.clone());
        let refused = population.refused.iter().flat_map(|(_, problems)| problems.clone());
        let is_whole = population.ranked > 0 && population.refused.is_empty();
        let problems = withheld.chain(refused).collect();
        Ok((written, problems, if is_whole { Status::Done } else { Status::Refused }))
    }

    /// The paper with the notes on its first sheet.
    fn noted(&self, mut paper: Paper) -> Paper {
        if let Some(sheet) = paper.sheets.first_mut() {
            sheet.notes.extend(self.notes.lines().map(str::to_owned));
        }
        paper
    }

    fn page(&self, view: &Markup, messages: &Messages) -> WrittenResult {
        let title = messages.say("whatif-title", &[("title", messages.pick(&self.opened.before.title))]);
        let lines: Vec<String> = self.notes.lines().map(str::to_owned).collect();
        WrittenResult::Text(document(&title, &html! { (view) (notes(&lines, messages)) }, messages))
    }
}
