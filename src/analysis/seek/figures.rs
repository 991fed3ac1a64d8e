//! The smallest change of reported figures that reaches a goal.
//!
//! Every permitted value of a figure is scored, one row at a time, by the ordinary engine: no rule is assumed to rise or
//! fall evenly.

mod combination;
mod figure;
mod given;
mod search;

use std::collections::BTreeSet;

use self::combination::{Choice, Combination, cheapest};
use self::figure::{FreeFigure, Scan};
pub use self::search::FigureSearch;
use super::context::SearchContext;
use super::too_large::{coarser, too_large};
use super::{Certificate, FoundChange, Limit, LimitKind, Proof, SearchAnswer, SearchResult, Unreachable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::{Evaluation, Row, Total};
use crate::messages::value_form;
use crate::numeric::{Number, NumberError};
use crate::report::{Figure, Report};
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// How many values one search scores.
const MOST_VALUES: i64 = 250_000;

/// Finds the smallest change of one figure, or the cheapest of several, that reaches a goal.
///
/// Of several figures that feed the same row one changes at a time; figures that decide a veto or a ceiling stay as they
/// are unless they are the one asked for.
///
/// # Errors
/// What keeps the case from being scored; [`Code::FigureNotSearchable`]; steps and bounds that cannot be
/// ([`Code::NumberRange`], [`Code::BoundsReversed`], [`Code::OutsideBounds`], [`Code::LockedAndBounded`]);
/// [`Code::SearchTooLarge`]; [`Code::CertificateDisagrees`].
pub fn seek_figures(
    scheme: &Scheme,
    rules: &RuleSet,
    report: &Report,
    search: &FigureSearch,
) -> Result<SearchResult, Diagnostics> {
    contradictions(report, search).into_result()?;
    let context = SearchContext::new(scheme, rules, report)?;
    let given = given::given(scheme, rules).difference(&search.free).cloned().collect();
    let task = Task { context: &context, search, given };
    let (mut answer, mut given) = (SearchAnswer::AlreadyMet, Vec::new());
    if !search.goal.is_met(&context.total, scheme) {
        answer = match &search.metric {
            Some(metric) => task.single(metric)?,
            None => {
                let (figures, left_alone) = task.figures()?;
                given = left_alone.into_iter().map(|figure| (figure.id, figure.name)).collect();
                task.several(figures)?
            }
        };
    }
    Ok(SearchResult { given, ..context.result(&search.goal, answer) })
}

fn is_number(report: &Report, metric: &str) -> bool {
    report.figure(metric).is_some_and(|figure| figure.number().is_some())
}

fn contradictions(report: &Report, search: &FigureSearch) -> Diagnostics {
    let known: Vec<&str> =
        report.metrics.keys().map(String::as_str).filter(|metric| is_number(report, metric)).collect();
    let mut found = Diagnostics::new();
    let named = search.metric.iter().chain(search.steps.keys()).chain(&search.locked).chain(&search.free);
    let named: BTreeSet<&String> = named.chain(search.bounds.keys()).chain(search.costs.keys()).collect();
    let places = &search.places;
    for metric in named.into_iter().filter(|metric| !known.contains(&metric.as_str())) {
        let problem = Diagnostic::new(Code::FigureNotSearchable).fact("metric", metric);
        let single = places.single("metric").filter(|_| search.metric.as_ref() == Some(metric));
        let place = single.or_else(|| places.key(&["step", "lock", "free", "bounds", "cost"], metric));
        found.push(problem.list("known", &known).suggest(metric, known.iter().copied()).at(place));
    }
    let steps = search.steps.iter().map(|(metric, step)| (step, places.value("step", metric)));
    let costs = search.costs.iter().map(|(metric, cost)| (cost, places.value("cost", metric)));
    let positive = search.step.iter().map(|step| (step, places.single("grid"))).chain(steps).chain(costs);
    for (number, place) in positive.filter(|(number, _)| number.is_zero() || number.is_negative()) {
        found.push(Diagnostic::new(Code::NumberRange).fact("value", number).fact("bounds", "> 0").at(place));
    }
    for (metric, (low, high)) in &search.bounds {
        let named = |code: Code| {
            let problem = Diagnostic::new(code).fact("id", metric).fact("low", low).fact("high", high);
            problem.at(places.value("bounds", metric))
        };
        let value = report.figure(metric).and_then(Figure::number).cloned();
        if low > high {
            found.push(named(Code::BoundsReversed).fact("least", low).fact("most", high));
        } else if search.locked.contains(metric) {
            let problem = named(Code::LockedAndBounded).fact("weight", value.unwrap_or_else(Number::zero));
            found.push(problem.related(places.key(&["lock"], metric), "locked-here"));
        } else if let Some(value) = value.filter(|value| value < low || value > high) {
            found.push(named(Code::OutsideBounds).fact("weight", value));
        }
    }
    for metric in search.metric.iter().filter(|metric| search.locked.contains(*metric)) {
        let problem = Diagnostic::new(Code::OptionForm).fact("option", "--by").fact("value", metric);
        let problem = problem.said("form", value_form("actual:METRIC")).at(places.single("metric"));
        found.push(problem.related(places.key(&["lock"], metric), "locked-here"));
    }
    for metric in search.free.intersection(&search.locked) {
        let problem = Diagnostic::new(Code::OptionForm).fact("option", "--free").fact("value", metric);
        let problem = problem.said("form", value_form("METRIC")).at(places.key(&["free"], metric));
        found.push(problem.related(places.key(&["lock"], metric), "locked-here"));
    }
    found
}

/// A search on its way to an answer.
struct Task<'a> {
    context: &'a SearchContext<'a>,
    search: &'a FigureSearch,
    /// The given facts that were not set free.
    given: BTreeSet<String>,
}

impl Task<'_> {
    /// Figures with more values than may be scored, and the step with which they are few enough: the figure's own where
    /// it has one or is alone, otherwise that of all.
    fn too_large(&self, figure: &FreeFigure, count: i64) -> Diagnostics {
        let (count, most) = (Number::from(count), Number::from(MOST_VALUES));
        let step = coarser(&figure.step, |step| Ok(count.multiply(&figure.step)?.divide(step)? <= most));
        let step = step.ok().flatten().unwrap_or_else(|| figure.value.absolute());
        let places = &self.search.places;
        let own = places.value("step", &figure.id);
        let argument = match (&own, &self.search.metric) {
            (Some(_), _) | (None, Some(_)) => format!("--grid {}={step}", figure.id),
            (None, None) => format!("--grid {step}"),
        };
        too_large(&count, MOST_VALUES, argument).at(own.or_else(|| places.single("grid"))).into()
    }

    /// Refuses steps that were asked for and leave too many values, before any is scored.
    fn asked_for_too_much(&self, figures: &[FreeFigure]) -> Result<(), Diagnostics> {
        let is_asked = |figure: &&FreeFigure| self.search.step.is_some() || self.search.steps.contains_key(&figure.id);
        let asked: Vec<&FreeFigure> = figures.iter().filter(is_asked).collect();
        let count = asked.iter().fold(0_i64, |sum, figure| sum.saturating_add(figure.values()));
        match asked.iter().max_by_key(|figure| figure.values()) {
            Some(figure) if count > MOST_VALUES => Err(self.too_large(figure, count)),
            _ => Ok(()),
        }
    }

    /// Values of one figure, nearest first, until one reaches the goal.
    fn single(&self, metric: &str) -> Result<SearchAnswer, Diagnostics> {
        let figure = FreeFigure::of(self.context, self.search, metric)?;
        if figure.values() > MOST_VALUES {
            return Err(self.too_large(&figure, figure.values()));
        }
        let mut scan = Scan::new(self.context, &figure)?;
        let mut best: Option<(Number, i64)> = None;
        for steps in figure.nearest_first() {
            let Some(value) = scan.at(steps)? else { continue };
            if value.reaches(self.context, &self.search.goal)? {
                let choice = [(&figure, steps)];
                let (evaluation, total) = self.checked(&choice, value.total.as_ref())?;
                if self.search.goal.is_met(&total, self.context.scheme) {
                    let size = figure.step.multiply(&Number::from(steps.saturating_abs()))?;
                    return Ok(SearchAnswer::Found(self.certificate(&choice, &evaluation, &total, size)?));
                }
            }
            let gained = self.towards(&value.reached)?;
            if best.as_ref().is_none_or(|(known, _)| gained > *known) {
                best = Some((gained, steps));
            }
        }
        let steps = best.filter(|(gained, _)| *gained > Number::zero()).map_or(0, |(_, steps)| steps);
        Ok(SearchAnswer::Unreachable(self.unreachable(&[(&figure, steps)])?))
    }

    /// How far a total lies in the wanted direction from the present one.
    fn towards(&self, total: &Number) -> Result<Number, NumberError> {
        let now = self.context.total.points.number();
        if self.search.goal.is_upward() { total.subtract(now) } else { now.subtract(total) }
    }

    /// The cheapest combination of all figures that rows read.
    fn several(&self, mut figures: Vec<FreeFigure>) -> Result<SearchAnswer, Diagnostics> {
        self.asked_for_too_much(&figures)?;
        // Figures with few values come first: what they reach bounds how far the others have to be looked at.
        figures.sort_by_key(FreeFigure::values);
        let groups = self.groups(&figures);
        let count = groups.iter().max().map_or(0, |most| most.saturating_add(1));
        let mut choices: Vec<Vec<Choice>> = vec![Vec::new(); count];
        let mut left = MOST_VALUES;
        let (mut best, mut is_cut): (Option<Combination>, bool) = (None, false);
        for ((at, figure), group) in figures.iter().enumerate().zip(&groups) {
            let dearest = best.as_ref().filter(|best| best.reaches).map(|best| best.cost.clone());
            let mut better = None;
            if let Some(gainful) = self.gainful((at, figure), dearest.as_ref(), &mut left)? {
                choices.get_mut(*group).into_iter().for_each(|group| group.extend(gainful.clone()));
                better = cheapest(&choices, |gain| self.context.reaches(&self.search.goal, &self.sum_after(gain)?))?;
            }
            if better.is_none() {
                if dearest.is_none() {
                    return Err(self.too_large(figure, figure.values().max(MOST_VALUES.saturating_add(1))));
                }
                is_cut = true;
                break;
            }
            best = better;
        }
        let Some(found) = best else { return Ok(SearchAnswer::Unreachable(self.unreachable(&[])?)) };
        let chosen: Vec<(&FreeFigure, i64)> =
            found.choices.iter().filter_map(|choice| Some((figures.get(choice.figure)?, choice.steps))).collect();
        if !found.reaches {
            return Ok(SearchAnswer::Unreachable(self.unreachable(&chosen)?));
        }
        let expected = self.context.total_of(&self.sum_after(&found.gain)?)?;
        let (evaluation, total) = self.checked(&chosen, Some(&expected))?;
        if !self.search.goal.is_met(&total, self.context.scheme) {
            return Ok(SearchAnswer::Unreachable(self.unreachable(&chosen)?));
        }
        let certificate = self.certificate(&chosen, &evaluation, &total, found.cost)?;
        let proof = if is_cut { Proof::AtLeast(Number::zero()) } else { Proof::Minimal };
        Ok(SearchAnswer::Found(Certificate { proof, ..certificate }))
    }

    fn sum_after(&self, gain: &Number) -> Result<Number, NumberError> {
        let sum = self.context.sum()?;
        if self.search.goal.is_upward() { sum.add(gain) } else { sum.subtract(gain) }
    }

    /// All changes of one figure that bring the goal nearer and cost less than `dearest`, scored one by one; `left` is
    /// how many more may be scored, and nothing is told where that is not enough.
    fn gainful(
        &self,
        (at, figure): (usize, &FreeFigure),
        dearest: Option<&Number>,
        left: &mut i64,
    ) -> Result<Option<Vec<Choice>>, Diagnostics> {
        let is_upward = self.search.goal.is_upward();
        let mut scan = Scan::new(self.context, figure)?;
        let mut gainful: Vec<Choice> = Vec::new();
        if scan.is_exhausted(is_upward) {
            return Ok(Some(gainful));
        }
        let before = scan.sum()?;
        for (sign, reach) in [(1_i64, figure.most), (-1, figure.least.saturating_neg())] {
            let mut most = Number::zero();
            for distance in 1..=reach {
                let cost = figure.cost(distance)?;
                if dearest.is_some_and(|dearest| cost >= *dearest) {
                    break;
                }
                *left = left.saturating_sub(1);
                if *left <= 0 {
                    return Ok(None);
                }
                let steps = distance.saturating_mul(sign);
                let Some(sum) = scan.sum_at(steps)? else { continue };
                let gain = if is_upward { sum.subtract(&before)? } else { before.subtract(&sum)? };
                if gain > most {
                    most = gain.clone();
                    gainful.push(Choice { figure: at, steps, cost, gain });
                }
                if scan.is_exhausted(is_upward) {
                    break;
                }
            }
        }
        Ok(Some(gainful))
    }

    /// The figures that weighted rows read and that decide nothing else: those that may change, and the given facts.
    fn figures(&self) -> Result<(Vec<FreeFigure>, Vec<FreeFigure>), Diagnostics> {
        let report = self.context.report;
        let free =
            report.metrics.keys().filter(|metric| is_number(report, metric) && !self.search.locked.contains(*metric));
        let mut figures = Vec::new();
        for metric in free {
            let figure = FreeFigure::of(self.context, self.search, metric)?;
            if !figure.rows.is_empty() && !figure.decides_more {
                figures.push(figure);
            }
        }
        Ok(figures.into_iter().partition(|figure| !self.given.contains(&figure.id)))
    }

    /// For each figure the number of its group: figures that share a row, directly or through others, share a group.
    fn groups(&self, figures: &[FreeFigure]) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..figures.len()).collect();
        for (at, figure) in figures.iter().enumerate() {
            for (other, earlier) in figures.iter().enumerate().take(at) {
                if figure.rows.iter().any(|row| earlier.rows.contains(row)) {
                    let (own, theirs) = (groups.get(at).copied(), groups.get(other).copied());
                    if let (Some(own), Some(theirs)) = (own, theirs) {
                        groups.iter_mut().filter(|group| **group == own).for_each(|group| *group = theirs);
                    }
                }
            }
        }
        groups
    }

    /// The ordinary engine's evaluation of changed figures, compared with what the search worked out.
    fn checked(
        &self,
        choice: &[(&FreeFigure, i64)],
        expected: Option<&Number>,
    ) -> Result<(Evaluation, Total), Diagnostics> {
        let mut report = self.context.report.clone();
        for (figure, steps) in choice {
            figure.set(&mut report, *steps)?;
        }
        let evaluation = self.context.program().evaluate(&report);
        let Some(total) = evaluation.total.clone() else { return Err(evaluation.diagnostics) };
        if let Some(expected) = expected {
            self.context.confirm(expected, &evaluation, &total)?;
        }
        Ok((evaluation, total))
    }

    fn certificate(
        &self,
        choice: &[(&FreeFigure, i64)],
        evaluation: &Evaluation,
        total: &Total,
        size: Number,
    ) -> Result<Certificate, NumberError> {
        let after = self.context.standing(total);
        Ok(Certificate { changes: self.changes(choice, evaluation)?, size, proof: Proof::Minimal, after })
    }

    fn changes(&self, choice: &[(&FreeFigure, i64)], evaluation: &Evaluation) -> Result<Vec<FoundChange>, NumberError> {
        let mut changes = Vec::new();
        for (figure, steps) in choice.iter().filter(|(_, steps)| *steps != 0) {
            let points = |of: &Evaluation| {
                let rows = figure.rows.iter().filter_map(|id| of.row(id)).filter_map(Row::points);
                rows.map(|points| points.number()).try_fold(Number::zero(), |sum, points| sum.add(points))
            };
            changes.push(FoundChange {
                id: figure.id.clone(),
                name: figure.name.clone(),
                unit: figure.unit.name().to_owned(),
                before: figure.value.clone(),
                after: figure.at(*steps)?,
                step: Some(figure.step.clone()),
                points: (points(self.context.base())?, points(evaluation)?),
            });
        }
        Ok(changes)
    }

    fn unreachable(&self, choice: &[(&FreeFigure, i64)]) -> Result<Unreachable, Diagnostics> {
        let (evaluation, total) = self.checked(choice, None)?;
        let best = self.context.standing(&total);
        let mut limits = self.context.overriding(&evaluation);
        for (figure, steps) in choice {
            let kind = if *steps != 0 && *steps == figure.most {
                Some(LimitKind::Most(figure.at(*steps)?))
            } else if *steps != 0 && *steps == figure.least {
                Some(LimitKind::Least(figure.at(*steps)?))
            } else {
                None
            };
            limits.extend(kind.map(|kind| Limit { id: figure.id.clone(), name: figure.name.clone(), kind }));
        }
        if self.search.goal.is_upward() {
            let fed = |row: &Row| choice.iter().any(|(figure, _)| figure.rows.iter().any(|id| id == row.id()));
            for row in evaluation.rows.iter().filter(|row| fed(row)) {
                if row.lost().is_some_and(|lost| lost.is_zero()) {
                    let (id, name) = (row.id().to_owned(), row.name().clone());
                    limits.push(Limit { id, name, kind: LimitKind::FullMarks });
                }
            }
        }
        for metric in &self.search.locked {
            let name = self.context.scheme.metrics.get(metric).map(|known| known.name.clone()).unwrap_or_default();
            limits.push(Limit { id: metric.clone(), name, kind: LimitKind::Locked });
        }
        Ok(Unreachable { limit: best.total.clone(), best, changes: self.changes(choice, &evaluation)?, limits })
    }
}
