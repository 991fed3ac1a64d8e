//! `seek`: the smallest change of weights or figures that reaches a goal.

use std::collections::{BTreeMap, BTreeSet};

use jixiao::analysis::seek::{
    FigureSearch, Goal, Measure, Norm, PublishedSearch, SearchAnswer, SearchResult, WeightSearch, seek_figures,
    seek_published, seek_weights,
};
use jixiao::folded_number;
use jixiao::format::{fixed_points_line, json_text, published_text, sought_text};
use jixiao::project::{OpenCase, open_case};
use jixiao::{Code, Diagnostic, Diagnostics, Number, Place, RequestPlaces, Weight, WeightMode, split_at, value_form};

use super::options::{AnswerFormat, CaseArguments};
use super::output::Output;
use super::place_argument::{PlaceParser, locked};
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct SeekArguments {
    #[command(flatten)]
    pub case: CaseArguments,
    #[arg(long, value_name = "GOAL", value_parser = PlaceParser)]
    pub goal: Place,
    #[arg(long, value_name = "WHAT", default_value = "weights", value_parser = PlaceParser)]
    pub by: Place,
    #[arg(long, value_name = "NORM", default_value = "points", value_parser = PlaceParser)]
    pub norm: Place,
    #[arg(long = "grid", value_name = "STEP", value_parser = PlaceParser, allow_negative_numbers = true)]
    pub seek_grid: Vec<Place>,
    #[arg(long = "lock", value_name = "ID", value_parser = PlaceParser)]
    pub seek_lock: Vec<Place>,
    #[arg(long = "bounds", value_name = "ID=LOW..HIGH", value_parser = PlaceParser)]
    pub seek_bounds: Vec<Place>,
    #[arg(long, value_name = "POINTS", value_parser = PlaceParser, allow_negative_numbers = true)]
    pub within: Option<Place>,
    #[arg(long, value_name = "ID,ID", value_delimiter = ',', value_parser = PlaceParser)]
    pub weights: Vec<Place>,
    #[arg(long, value_name = "POINTS", value_parser = PlaceParser, allow_negative_numbers = true)]
    pub max: Option<Place>,
    #[arg(long, value_name = "MODE", value_parser = PlaceParser)]
    pub rest: Option<Place>,
    #[arg(long, value_name = "METRIC=COST", value_parser = PlaceParser)]
    pub cost: Vec<Place>,
    #[arg(long, value_name = "METRIC", value_parser = PlaceParser)]
    pub free: Vec<Place>,
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

pub(super) fn run(request: &SeekArguments, output: &Output) -> Result<Status, Diagnostics> {
    let opened = output.warn(open_case(&request.case.request()?)?);
    let goal = Goal::read(&request.goal, &opened.case.scheme)?;
    match (goal, request.by.text()) {
        (Goal::Exactly(total), "weights") => exactly(request, &opened, total, output),
        (goal, "weights") => by_weights(request, &opened, goal, output),
        (goal, _) => by_figures(request, &opened, goal, output),
    }
}

fn by_weights(request: &SeekArguments, opened: &OpenCase, goal: Goal, output: &Output) -> Result<Status, Diagnostics> {
    let (norm, step) = match request.norm.text() {
        "points" => (Norm::Points, single_step(request, "0.1")?),
        "max" => (Norm::Max, single_step(request, "0.1")?),
        other => match other.strip_prefix("steps:").and_then(|step| folded_number(step).ok()) {
            Some(step) => (Norm::Steps, step),
            None => return Err(option_form(&request.norm, "points / steps:POINTS / max").into()),
        },
    };
    let measure = match norm {
        Norm::Points => Measure::Points,
        Norm::Steps => Measure::Steps,
        Norm::Max => Measure::Max,
    };
    let within = request.within.as_ref().map(number).transpose()?;
    let mut places = RequestPlaces::default();
    let norm_place = request.norm.text().contains(':').then_some(&request.norm);
    for (part, written) in
        [("within", request.within.as_ref()), ("grid", request.seek_grid.last()), ("norm", norm_place)]
    {
        written.into_iter().for_each(|place| places.note_single(part, place.clone()));
    }
    let scheme = &opened.case.scheme;
    let bounds = bounds(request, Weight::new, &mut places, &|text| scheme.find_row(text))?;
    let locked = locked(&request.seek_lock, &mut places, &|text| scheme.find_rows(text))?;
    let search = WeightSearch { goal, norm, step, locked, bounds, within, places };
    let sought = output.searching(|| seek_weights(&opened.case.scheme, &opened.rules, &opened.case.report, &search))?;
    let status = told(&sought, &measure, request, output);
    if matches!(request.format, AnswerFormat::Text) {
        output.print_folded(&fixed_points_line(&opened.program()?, output.messages()).unwrap_or_default());
    }
    Ok(status)
}

fn exactly(request: &SeekArguments, opened: &OpenCase, total: Number, output: &Output) -> Result<Status, Diagnostics> {
    if request.weights.is_empty() {
        let names = opened.case.scheme.named_rows().into_iter().take(3).map(|named| named.id);
        let rows = names.collect::<Vec<_>>().join(",");
        return Err(option_form(&request.goal, "exactly:96.89 --weights ID,ID").fact("rows", rows).into());
    }
    let weight = |text: &Place| Weight::new(number(text)?).ok_or_else(|| below_zero(text));
    let step = single_grid(request)?.cloned().unwrap_or_else(|| Place::argument("--grid", "1"));
    let most = request.max.clone().unwrap_or_else(|| Place::argument("--max", "30"));
    let mut places = RequestPlaces::default();
    for (part, written) in
        [("grid", request.seek_grid.last()), ("max", request.max.as_ref()), ("mode", request.rest.as_ref())]
    {
        written.into_iter().for_each(|place| places.note_single(part, place.clone()));
    }
    let scheme = &opened.case.scheme;
    let mut rows = Vec::new();
    for text in &request.weights {
        let id = scheme.find_row(text)?;
        note(&mut places, "set", &id, text.clone(), text.clone())?;
        rows.push(id);
    }
    let locked = locked(&request.seek_lock, &mut places, &|text| scheme.find_rows(text))?;
    let bounds = bounds(request, Weight::new, &mut places, &|text| scheme.find_row(text))?;
    let search = PublishedSearch {
        total,
        rows,
        step: weight(&step)?,
        most: weight(&most)?,
        mode: request.rest.as_ref().map_or(Ok(WeightMode::Proportional), |mode| scheme.find_mode(mode))?,
        locked,
        bounds,
        places,
    };
    let published =
        output.searching(|| seek_published(&opened.case.scheme, &opened.rules, &opened.case.report, &search))?;
    output.print_drawn(&match request.format {
        AnswerFormat::Text => published_text(&published, output.messages(), output.screen()),
        AnswerFormat::Json => json_text(&published.record()),
    });
    Ok(if published.found.is_empty() { Status::Unmet } else { Status::Done })
}

fn by_figures(request: &SeekArguments, opened: &OpenCase, goal: Goal, output: &Output) -> Result<Status, Diagnostics> {
    let mut places = RequestPlaces::default();
    let scheme = &opened.case.scheme;
    let metric = match (request.by.text(), split_at(&request.by, ':')) {
        ("actuals", _) => None,
        (_, Some((kind, metric))) if kind.text() == "actual" => Some(metric),
        _ => {
            let form = "weights / actual:METRIC / actuals";
            return Err(option_form(&request.by, form).fact("search", request.by.text()).into());
        }
    };
    metric.iter().for_each(|place| places.note_single("metric", place.clone()));
    let metric = metric.map(|metric| scheme.find_metric(&metric)).transpose()?;
    let (mut step, mut steps) = (None, BTreeMap::new());
    for text in &request.seek_grid {
        match split_at(text, '=') {
            Some((metric, own)) => {
                let id = scheme.find_metric(&metric)?;
                steps.insert(id.clone(), number(&own)?);
                note(&mut places, "step", &id, metric, own)?;
            }
            None => {
                if let Some(first) = places.single("grid") {
                    return Err(twice("--grid", text, first).into());
                }
                step = Some(number(text)?);
                places.note_single("grid", text.clone());
            }
        }
    }
    let mut costs = BTreeMap::new();
    for text in &request.cost {
        let (metric, cost) = split_at(text, '=').ok_or_else(|| option_form(text, "METRIC=COST"))?;
        let id = scheme.find_metric(&metric)?;
        costs.insert(id.clone(), number(&cost)?);
        note(&mut places, "cost", &id, metric, cost)?;
    }
    let mut free = BTreeSet::new();
    for text in &request.free {
        let id = scheme.find_metric(text)?;
        places.note("free", &id, text.clone(), text.clone());
        free.insert(id);
    }
    let one = |text: &Place| scheme.find_metric(text).map(|metric| vec![metric]);
    let locked = locked(&request.seek_lock, &mut places, &one)?;
    let bounds = bounds(request, Some, &mut places, &|text| scheme.find_metric(text))?;
    let sought = metric.as_ref().map_or_else(|| scheme.metrics.keys().collect(), |metric| vec![metric]);
    output.tell(&scheme.peers_held(sought.into_iter()).into_iter().collect());
    let report = &opened.case.report;
    let measure = match &metric {
        Some(metric) => Measure::Figure(unit_of(opened, metric)),
        None => Measure::Cost,
    };
    let search = FigureSearch { goal, metric, step, steps, locked, free, bounds, costs, places };
    let sought = output.searching(|| seek_figures(&opened.case.scheme, &opened.rules, report, &search))?;
    Ok(told(&sought, &measure, request, output))
}

/// The unit that a figure is reported in.
fn unit_of(opened: &OpenCase, metric: &str) -> String {
    let stated = opened.case.report.figure(metric).and_then(|figure| figure.unit().cloned());
    let declared = opened.case.scheme.metrics.get(metric).map(|metric| metric.unit.clone());
    stated.or(declared).map_or_else(String::new, |unit| unit.name().to_owned())
}

fn told(sought: &SearchResult, measure: &Measure, request: &SeekArguments, output: &Output) -> Status {
    output.print_drawn(&match request.format {
        AnswerFormat::Text => sought_text(sought, measure, output.messages(), output.screen()),
        AnswerFormat::Json => json_text(&sought.record(measure)),
    });
    match sought.answer {
        SearchAnswer::AlreadyMet | SearchAnswer::Found(_) => Status::Done,
        SearchAnswer::Unreachable(_) | SearchAnswer::Open(_) => Status::Unmet,
    }
}

/// The step given for all, or `otherwise`.
fn single_step(request: &SeekArguments, otherwise: &str) -> Result<Number, Diagnostic> {
    number(single_grid(request)?.unwrap_or(&Place::argument("--grid", otherwise)))
}

/// The step that is given once for all.
fn single_grid(request: &SeekArguments) -> Result<Option<&Place>, Diagnostic> {
    match request.seek_grid.as_slice() {
        [first, second, ..] => Err(twice("--grid", second, first.clone())),
        steps => Ok(steps.first()),
    }
}

/// Notes what is asked of one id, which is asked once.
fn note(places: &mut RequestPlaces, part: &'static str, id: &str, key: Place, value: Place) -> Result<(), Diagnostic> {
    if let Some(first) = places.key(&[part], id) {
        return Err(twice(key.text(), &key, first));
    }
    places.note(part, id, key, value);
    Ok(())
}

fn twice(key: &str, again: &Place, first: Place) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey).fact("key", key).at(again.clone()).related(Some(first), "first-here")
}

/// The ids that stay as they are, each name as `find` understands it.
/// The bounds by id as `find` understands the name, each end read as what `end` makes of a number.
fn bounds<T>(
    request: &SeekArguments,
    end: impl Fn(Number) -> Option<T>,
    places: &mut RequestPlaces,
    find: &dyn Fn(&Place) -> Result<String, Diagnostic>,
) -> Result<BTreeMap<String, (T, T)>, Diagnostic> {
    let mut bounds = BTreeMap::new();
    for text in &request.seek_bounds {
        let form = || option_form(text, "ID=LOW..HIGH");
        let (name, range) = split_at(text, '=').ok_or_else(form)?;
        let (low, high) = range.split_once("..").ok_or_else(form)?;
        let read = |text: &Place| {
            let number = folded_number(text.text()).map_err(|_| form())?;
            end(number).ok_or_else(|| below_zero(text))
        };
        let id = find(&name)?;
        bounds.insert(id.clone(), (read(&low)?, read(&high)?));
        note(places, "bounds", &id, name, range)?;
    }
    Ok(bounds)
}

fn number(text: &Place) -> Result<Number, Diagnostic> {
    folded_number(text.text()).map_err(|_| option_form(text, "NUMBER"))
}

/// A weight below 0.
fn below_zero(text: &Place) -> Diagnostic {
    Diagnostic::new(Code::NumberRange).fact("value", text.text()).fact("bounds", "≥ 0").at(text.clone())
}

/// An argument, or a part of one, that cannot be read.
fn option_form(text: &Place, form: &str) -> Diagnostic {
    let problem = Diagnostic::new(Code::OptionForm).fact("option", text.source().name()).fact("value", text.text());
    problem.said("form", value_form(form)).at(text.clone())
}
