//! `seek`: the smallest change of weights or figures that reaches a goal.

use std::collections::{BTreeMap, BTreeSet};

use jixiao::analysis::seek::{
    Answer, FigureSearch, Goal, Measure, Norm, PublishedSearch, Sought, WeightSearch, seek_figures, seek_published,
    seek_weights,
};
use jixiao::format::{json_text, published_text, sought_text};
use jixiao::project::{OpenCase, open_case};
use jixiao::{Code, Diagnostic, Diagnostics, Number, Weight, WeightMode};

use super::Status;
use super::arguments::{AnswerFormat, CaseArguments};
use super::output::Output;

#[derive(Debug, clap::Args)]
pub(super) struct SeekArguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[arg(long, value_name = "GOAL")]
    pub goal: String,
    #[arg(long, value_name = "WHAT", default_value = "weights")]
    pub by: String,
    #[arg(long, value_name = "NORM", default_value = "points")]
    pub norm: String,
    #[arg(long = "grid", value_name = "STEP")]
    pub seek_grid: Vec<String>,
    #[arg(long = "lock", value_name = "ID")]
    pub seek_lock: Vec<String>,
    #[arg(long = "bounds", value_name = "ID=LOW..HIGH")]
    pub seek_bounds: Vec<String>,
    #[arg(long, value_name = "POINTS")]
    pub within: Option<String>,
    #[arg(long, value_name = "ID,ID", value_delimiter = ',')]
    pub weights: Vec<String>,
    #[arg(long, value_name = "POINTS")]
    pub max: Option<String>,
    #[arg(long, value_name = "MODE")]
    pub rest: Option<String>,
    #[arg(long, value_name = "METRIC=COST")]
    pub cost: Vec<String>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &SeekArguments, output: &Output) -> Result<Status, Diagnostics> {
    let opened = output.warn(open_case(&request.case.request())?);
    let goal = Goal::read(&request.goal, &opened.case.scheme)?;
    match (goal, request.by.as_str()) {
        (Goal::Exactly(total), "weights") => exactly(request, &opened, total, output),
        (goal, "weights") => by_weights(request, &opened, goal, output),
        (goal, by) => by_figures(request, &opened, goal, by, output),
    }
}

fn by_weights(request: &SeekArguments, opened: &OpenCase, goal: Goal, output: &Output) -> Result<Status, Diagnostics> {
    let (norm, step) = match request.norm.as_str() {
        "points" => (Norm::Points, single_step(request, "0.1")?),
        "max" => (Norm::Max, single_step(request, "0.1")?),
        other => match other.strip_prefix("steps:").and_then(|step| Number::parse(step).ok()) {
            Some(step) => (Norm::Steps, step),
            None => return Err(option_form("--norm", other, "points, steps:POINTS, max").into()),
        },
    };
    let measure = match norm {
        Norm::Points => Measure::Points,
        Norm::Steps => Measure::Steps,
        Norm::Max => Measure::Max,
    };
    let within = request.within.as_deref().map(|text| number("--within", text)).transpose()?;
    let locked = request.seek_lock.iter().cloned().collect();
    let search = WeightSearch { goal, norm, step, locked, bounds: bounds(request, Weight::new)?, within };
    let sought = seek_weights(&opened.case.scheme, &opened.rules, &opened.case.report, &search)?;
    Ok(told(&sought, &measure, request, output))
}

fn exactly(request: &SeekArguments, opened: &OpenCase, total: Number, output: &Output) -> Result<Status, Diagnostics> {
    if request.weights.is_empty() {
        return Err(option_form("--weights", "", "ID,ID,ID").into());
    }
    let weight = |option: &'static str, text: &str| {
        Weight::new(number(option, text)?).ok_or_else(|| option_form(option, text, "POINTS"))
    };
    let step = single_step(request, "1")?;
    let search = PublishedSearch {
        total,
        rows: request.weights.clone(),
        step: Weight::new(step.clone()).ok_or_else(|| option_form("--grid", &step.to_string(), "POINTS"))?,
        most: weight("--max", request.max.as_deref().unwrap_or("30"))?,
        mode: request.rest.as_deref().map_or(Ok(WeightMode::Proportional), str::parse)?,
        locked: request.seek_lock.iter().cloned().collect::<BTreeSet<_>>(),
        bounds: bounds(request, Weight::new)?,
    };
    let published = seek_published(&opened.case.scheme, &opened.rules, &opened.case.report, &search)?;
    output.print(&match request.format {
        AnswerFormat::Text => published_text(&published, output.messages(), output.width()),
        AnswerFormat::Json => json_text(&published.record()),
    });
    Ok(if published.found.is_empty() { Status::Unmet } else { Status::Done })
}

fn by_figures(
    request: &SeekArguments,
    opened: &OpenCase,
    goal: Goal,
    by: &str,
    output: &Output,
) -> Result<Status, Diagnostics> {
    let form = || option_form("--by", by, "weights, actual:METRIC, actuals");
    let metric = match by {
        "actuals" => None,
        _ => Some(by.strip_prefix("actual:").ok_or_else(form)?.to_owned()),
    };
    let (mut step, mut steps) = (None, BTreeMap::new());
    for text in &request.seek_grid {
        match text.split_once('=') {
            Some((metric, own)) => {
                steps.insert(metric.to_owned(), number("--grid", own)?);
            }
            None => step = Some(number("--grid", text)?),
        }
    }
    let cost = |text: &String| match text.split_once('=') {
        Some((metric, cost)) => Ok((metric.to_owned(), number("--cost", cost)?)),
        None => Err(option_form("--cost", text, "METRIC=COST")),
    };
    let report = &opened.case.report;
    let measure = match &metric {
        Some(metric) => Measure::Figure(unit_of(opened, metric)),
        None => Measure::Cost,
    };
    let search = FigureSearch {
        goal,
        metric,
        step,
        steps,
        locked: request.seek_lock.iter().cloned().collect(),
        bounds: bounds(request, Some)?,
        costs: request.cost.iter().map(cost).collect::<Result<_, _>>()?,
    };
    let sought = seek_figures(&opened.case.scheme, &opened.rules, report, &search)?;
    Ok(told(&sought, &measure, request, output))
}

/// The unit that a figure is reported in.
fn unit_of(opened: &OpenCase, metric: &str) -> String {
    let stated = opened.case.report.figure(metric).and_then(|figure| figure.unit().cloned());
    let declared = opened.case.scheme.metrics.get(metric).map(|metric| metric.unit.clone());
    stated.or(declared).map_or_else(String::new, |unit| unit.name().to_owned())
}

fn told(sought: &Sought, measure: &Measure, request: &SeekArguments, output: &Output) -> Status {
    output.print(&match request.format {
        AnswerFormat::Text => sought_text(sought, measure, output.messages(), output.width()),
        AnswerFormat::Json => json_text(&sought.record(measure)),
    });
    match sought.answer {
        Answer::AlreadyMet | Answer::Found(_) => Status::Done,
        Answer::Unreachable(_) | Answer::Open(_) => Status::Unmet,
    }
}

/// The step given for all, or `otherwise`.
fn single_step(request: &SeekArguments, otherwise: &str) -> Result<Number, Diagnostic> {
    number("--grid", request.seek_grid.last().map_or(otherwise, String::as_str))
}

/// The bounds by id, each end read as what `end` makes of a number.
fn bounds<T>(
    request: &SeekArguments,
    end: impl Fn(Number) -> Option<T>,
) -> Result<BTreeMap<String, (T, T)>, Diagnostic> {
    let end = |text: &str| Number::parse(text).ok().and_then(&end);
    let read = |text: &String| {
        let (id, range) = text.split_once('=')?;
        let (low, high) = range.split_once("..")?;
        Some((id.to_owned(), (end(low)?, end(high)?)))
    };
    let each = request.seek_bounds.iter();
    each.map(|text| read(text).ok_or_else(|| option_form("--bounds", text, "ID=LOW..HIGH"))).collect()
}

fn number(option: &'static str, text: &str) -> Result<Number, Diagnostic> {
    Number::parse(text).map_err(|_| option_form(option, text, "0.5"))
}

fn option_form(option: &str, value: &str, form: &str) -> Diagnostic {
    Diagnostic::new(Code::OptionForm).fact("option", option).fact("value", value).fact("form", form)
}
