//! One row: its verdict, its two deviations, and what else is to be seen in it.

use super::alternative::{Alternative, Basis, Bench, alternatives, lines_of};
use super::judgement::{ENTERED, by_hand, is_judged, judge};
use super::{Against, CheckedRow, Disagreement, Obstacle, Remark, ScoreDeviation, Verdict};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::evaluation::{Row, RowState};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Rounding};
use crate::report::{MetricState, Report, RowNote};
use crate::rule::{Rule, RuleSet, Value};
use crate::scheme::{Indicator, InputSource, Scheme, Target};

/// Signs at the head of a figure that make a bound of it.
const BOUNDS: [char; 12] = ['≥', '≧', '>', '\u{ff1e}', '≤', '≦', '<', '\u{ff1c}', '≈', '~', '±', '约'];

/// Recomputes one row.
///
/// # Errors
/// Differences too large to be held.
pub(super) fn check(
    scheme: &Scheme,
    book: &RuleSet,
    report: &Report,
    indicator: &Indicator,
    row: &Row,
) -> Result<CheckedRow, NumberError> {
    let note = report.rows.get(&indicator.id).cloned().unwrap_or_default();
    let bench = Bench::new(scheme, indicator, row, book, report);
    let judged = is_judged(book, indicator);
    let counted = note.converted.as_ref().or(note.claimed.as_ref());
    let verdict = match counted {
        None => match note.blank.clone() {
            Some(text) => Verdict::CannotBeRecomputed(Obstacle::Blank(text)),
            None => Verdict::NotClaimed,
        },
        Some(counted) if judged => qualitative(&bench, indicator, row, counted)?,
        Some(counted) => match row.points() {
            Some(points) => compare(scheme, &bench, indicator, &note, row, counted, points.number())?,
            None => Verdict::CannotBeRecomputed(obstacle(row, bench.score(|_| {}).map(|(_, problems)| problems))),
        },
    };
    let engine = row.points().filter(|_| !judged).map(|points| points.number().clone());
    let score_deviation =
        deviation_of_scores(counted, note.review.as_ref().map(|review| &review.points), engine.as_ref());
    Ok(CheckedRow {
        id: indicator.id.clone(),
        claimed: note.claimed.clone(),
        converted: note.converted.clone(),
        review: note.review.clone(),
        stated: if judged || row.points().is_none() { stated(book, indicator, report) } else { None },
        completion_deviation: figures(row).and_then(|(actual, target)| share_of(&actual, &target).ok()),
        score_deviation,
        remarks: remarks(report, &bench, indicator, &note, row),
        engine,
        verdict,
    })
}

fn compare(
    scheme: &Scheme,
    bench: &Bench<'_>,
    indicator: &Indicator,
    note: &RowNote,
    row: &Row,
    counted: &Number,
    engine: &Number,
) -> Result<Verdict, NumberError> {
    if counted == engine {
        return Ok(Verdict::Agrees);
    }
    let weight = indicator.weight.number();
    let twice = percent_of(engine, weight).is_ok_and(|twice| twice == *counted);
    let weight_twice = note.converted.is_some() && twice && note.claimed.as_ref() == Some(engine);
    let tried: Vec<(Alternative, Number)> = alternatives(scheme, bench.book(), indicator, note, row)
        .into_iter()
        .filter_map(|alternative| bench.points(&alternative).map(|points| (alternative, points)))
        .collect();
    let (agreeing, lifting) = agreement(&tried, counted, counted == weight && engine < weight);
    if !weight_twice && !agreeing.is_empty() {
        return Ok(Verdict::AgreesUnder(agreeing));
    }
    if !weight_twice && engine == weight && counted < engine && !counted.is_negative() {
        return Ok(Verdict::Judgement(by_hand(bench, indicator, counted)));
    }
    let difference = counted.subtract(engine)?;
    let others = tried.into_iter().filter(|(alternative, points)| alternative.is_other_rule() && points != engine);
    let others = others.map(|(alternative, points)| {
        let difference = counted.subtract(&points)?;
        Ok((alternative, points, difference))
    });
    let others = others.collect::<Result<_, _>>()?;
    Ok(Verdict::Disagrees(Disagreement { difference, weight_twice, lifted_by: lifting.map(Box::new), others }))
}

/// The alternatives that give the claim, those of one change alone where there are any, for one is more plausible than
/// two; and the first rounding that would make full marks of a target that was missed (`is_lifted`): full marks say that
/// the target was reached, and no rounding of points or rate may say so in its place.
fn agreement(
    tried: &[(Alternative, Number)],
    counted: &Number,
    is_lifted: bool,
) -> (Vec<Alternative>, Option<Alternative>) {
    let agreeing = tried.iter().filter(|(_, points)| points == counted).map(|(alternative, _)| alternative.clone());
    let (lifting, agreeing): (Vec<Alternative>, Vec<Alternative>) =
        agreeing.partition(|alternative| is_lifted && alternative.rounds());
    let single: Vec<Alternative> = agreeing.iter().filter(|alternative| alternative.is_single()).cloned().collect();
    (if single.is_empty() { agreeing } else { single }, lifting.into_iter().next())
}

fn qualitative(bench: &Bench<'_>, indicator: &Indicator, row: &Row, counted: &Number) -> Result<Verdict, NumberError> {
    if let Some(entered) = row.points().filter(|points| points.number() != counted) {
        let difference = counted.subtract(entered.number())?;
        let found = Disagreement { difference, weight_twice: false, lifted_by: None, others: Vec::new() };
        return Ok(Verdict::Disagrees(found));
    }
    Ok(match judge(bench, indicator, counted) {
        Ok(judgement) => Verdict::Judgement(judgement),
        Err(refused) => {
            let (row, problems) = *refused;
            Verdict::CannotBeRecomputed(obstacle(&row, Some(problems)))
        }
    })
}

/// Why a row has no points.
fn obstacle(row: &Row, problems: Option<Diagnostics>) -> Obstacle {
    match &row.state {
        RowState::Missing(reason) => return Obstacle::Missing(reason.clone()),
        RowState::NotApplicable(reason) => return Obstacle::NotApplicable(reason.clone()),
        RowState::Scored(_) | RowState::Failed => {}
    }
    let problems = problems.unwrap_or_default();
    let error = problems.iter().find(|problem| problem.severity() == Severity::Error && problem.row.is_some());
    let text = |problem: &crate::diagnostic::Diagnostic| {
        problem.get("value").map(|value| value.zh.clone()).unwrap_or_default()
    };
    match error {
        // Every row without points has a problem that says why; if one had none, its state would still be told.
        None => Obstacle::Missing(Bilingual::default()),
        Some(problem) if problem.code == Code::NotANumber => {
            let text = text(problem);
            if text.starts_with(BOUNDS) { Obstacle::NotMeasured(text) } else { Obstacle::Text(text) }
        }
        Some(problem) => Obstacle::Refused(problem.clone()),
    }
}

/// The reported texts that feed the row; points that a person enters are no figure.
fn stated(book: &RuleSet, indicator: &Indicator, report: &Report) -> Option<String> {
    let asked = &book.get(&indicator.rule)?.card().inputs;
    let inputs = indicator.inputs.iter().filter(|(name, _)| asked.contains_key(*name) && *name != ENTERED);
    let texts = inputs.filter_map(|(_, input)| {
        let InputSource::One(metric, _) = input else { return None };
        match &report.metrics.get(metric.trim())?.state {
            MetricState::Value { text, unit, .. } => {
                let unit = unit.as_ref().filter(|_| text.contains(|letter: char| letter.is_ascii_digit()));
                Some(format!("{text}{}", unit.map_or("", |unit| unit.name())))
            }
            MetricState::Missing(_) | MetricState::NotApplicable(_) => None,
        }
    });
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { None } else { Some(texts.join(" / ")) }
}

/// What was reached and what had to be: actual and target, or executed and budget.
fn figures(row: &Row) -> Option<(Number, Number)> {
    let input = |name: &str| {
        row.trace.inputs.iter().find(|input| input.name == name).and_then(|input| match &input.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        })
    };
    let target = row.trace.target.as_ref().and_then(Target::number).cloned();
    match (input("executed"), input("budget"), input("actual"), target) {
        (Some(executed), Some(budget), ..) => Some((executed, budget)),
        (_, _, Some(actual), Some(target)) => Some((actual, target)),
        _ => None,
    }
}

/// (actual − target) ÷ |target|.
fn share_of(actual: &Number, target: &Number) -> Result<Number, NumberError> {
    actual.subtract(target)?.divide(&target.absolute())
}

fn percent_of(points: &Number, weight: &Number) -> Result<Number, NumberError> {
    points.multiply(weight)?.divide(&Number::from(100))
}

fn deviation_of_scores(
    counted: Option<&Number>,
    review: Option<&Number>,
    engine: Option<&Number>,
) -> Option<ScoreDeviation> {
    let (against, other) =
        review.map(|review| (Against::Review, review)).or(engine.map(|points| (Against::Engine, points)))?;
    let counted = counted?;
    let share = counted.subtract(other).and_then(|difference| difference.divide(counted)).ok()?;
    Some(ScoreDeviation { share, against })
}

fn remarks(report: &Report, bench: &Bench<'_>, indicator: &Indicator, note: &RowNote, row: &Row) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = row.trace.notes.iter().cloned().map(Remark::Rule).collect();
    remarks.extend(note.printed_rate.as_ref().and_then(|rate| rate_remark(rate, row)));
    remarks.extend(lines_remarks(bench, note, row));
    let weight = indicator.weight.number();
    if let (Some(claimed), Some(converted)) = (&note.claimed, &note.converted) {
        let wanted = percent_of(claimed, weight).ok().filter(|wanted| wanted != converted);
        remarks.extend(wanted.map(Remark::ConversionDiffers));
    }
    let counted = note.converted.as_ref().or(note.claimed.as_ref());
    // Where a form converts, the points before it are counted out of another full mark.
    if let Some(counted) = counted.filter(|_| note.converted.is_none()) {
        let lost = weight.subtract(counted).ok();
        match (lost, &note.deviation) {
            (Some(lost), _) if lost.is_negative() => remarks.push(Remark::AboveWeight),
            (Some(lost), Some(reason)) if lost.is_zero() => remarks.push(Remark::ReasonAtFullMarks(reason.clone())),
            (Some(lost), None) if !lost.is_zero() => remarks.push(Remark::NoReason(lost)),
            _ => {}
        }
    }
    match (&note.review, counted) {
        (Some(review), Some(counted)) if review.points != *counted => {
            let higher = review.points.subtract(counted).ok().filter(|higher| !higher.is_negative());
            remarks.extend(higher.map(Remark::ReviewHigher));
            if review.reason.is_none() {
                remarks.push(Remark::ReviewWithoutReason);
            }
        }
        (None, _) if report.rows.values().any(|other| other.review.is_some()) => remarks.push(Remark::ReviewBlank),
        _ => {}
    }
    remarks
}

/// What is to be said of a printed rate; nothing where it is exact or its figures are not known.
fn rate_remark(printed: &Number, row: &Row) -> Option<Remark> {
    let (actual, target) = figures(row)?;
    let Ok(rate) = actual.multiply(&Number::from(100)).and_then(|actual| actual.divide(&target)) else {
        return Some(Remark::RateUndefined(printed.clone()));
    };
    if rate == *printed {
        return None;
    }
    let places = printed.decimals().unwrap_or(0);
    let rounded = Rounding { places, mode: crate::numeric::Mode::HalfUp }.apply(&rate);
    let remark = if rounded == *printed { Remark::RateRounded } else { Remark::RateDiffers };
    Some(remark(printed.clone(), rate))
}

/// Lines that come to more than the row they are part of; lines may be left out, so less says nothing.
fn lines_remarks(bench: &Bench<'_>, note: &RowNote, row: &Row) -> Vec<Remark> {
    let (Some((budget, executed)), Some((whole_executed, whole_budget))) = (lines_of(note), figures(row)) else {
        return Vec::new();
    };
    if budget <= whole_budget && executed <= whole_executed {
        return Vec::new();
    }
    let basis = Basis::BudgetLines { budget: budget.clone(), executed: executed.clone() };
    let points = bench.points(&Alternative { basis, rounding: None });
    std::iter::once(Remark::LinesExceed(budget, executed)).chain(points.map(Remark::LinesGive)).collect()
}
