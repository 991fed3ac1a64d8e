//! One row: its verdict, its two deviations, and what else is to be seen in it.

use super::bound::{BoundedRow, bounded};
use super::checked_row::{Against, CheckedRow, Disagreement, Obstacle, Remark, RowVerdict, ScoreDeviation};
use super::compare::compare;
use super::figures::figures;
use super::judgement::judge;
use super::remarks::remarks;
use super::scoring_context::ScoringContext;
use super::side::{advantage, as_scored};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::evaluation::{Role, Row, RowPolicy, RowState, RowStep};
use crate::language::Bilingual;
use crate::notation::fold::fold;
use crate::numeric::{Number, NumberError, Points, Unit};
use crate::report::{Copied, Report};
use crate::rule::{JudgementInputs, RuleSet};
use crate::scheme::{Indicator, InputSource, Scheme};

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
    let context = ScoringContext::new(scheme, indicator, row, book, report);
    let declared = book.get(&indicator.rule).map(|rule| rule.metadata().declared.clone()).unwrap_or_default();
    let judged = declared.judgement.as_ref();
    let counted = note.counted().map(|stated| as_scored(row.role(), stated));
    let is_together = report.together.iter().any(|group| group.rows.contains(&indicator.id));
    let lacking = lacking(row);
    let scored = row.points().filter(|_| lacking.is_none());
    let bounds = match scored {
        None if judged.is_none() && lacking.is_none() => bounded(&context, indicator, row),
        _ => None,
    };
    let decided = bounds.as_ref().and_then(BoundedRow::decided);
    let verdict = match &counted {
        None if is_together => RowVerdict::Together,
        None => match note.blank.clone() {
            Some(text) => RowVerdict::CannotBeRecomputed(Obstacle::Blank(text)),
            None => RowVerdict::NotClaimed,
        },
        Some(_) if indicator.weight_restored => RowVerdict::Unproven,
        Some(counted) => match (judged, scored, &bounds) {
            (Some(inputs), ..) => qualitative(&context, indicator, inputs, (row.role(), scored), counted)?,
            (None, Some(points), _) => compare(&context, indicator, &note, row, counted, points.number())?,
            (None, None, Some(bounds)) => bounds.verdict(&context, indicator, &note, counted)?,
            (None, None, None) => RowVerdict::CannotBeRecomputed(match &lacking {
                Some(reason) => Obstacle::Missing(reason.clone()),
                None => obstacle(row, context.score(|_| {}).map(|(_, problems)| problems), report),
            }),
        },
    };
    let is_own = judged.is_none() && verdict != RowVerdict::Unproven;
    let engine = scored.map(Points::number).or(decided).filter(|_| is_own).cloned();
    let review = note.review.as_ref().map(|review| as_scored(row.role(), &review.last.points));
    let score_deviation = deviation_of_scores(row.role(), counted.as_ref(), review.as_ref(), engine.as_ref());
    let mut remarks = remarks(&context, indicator, &declared, &note, row);
    if let (Some(bounds), Some(points)) = (&bounds, decided) {
        remarks.insert(0, Remark::BoundDecides(bounds.text.clone(), points.clone()));
    }
    Ok(CheckedRow {
        id: indicator.id.clone(),
        role: row.role(),
        weight: indicator.weight.number().clone(),
        claimed: note.claimed.clone(),
        converted: note.converted.clone(),
        possible: match (&engine, &bounds) {
            (Some(engine), _) => Some((engine.clone(), engine.clone())),
            (None, Some(bounds)) => Some((bounds.low.clone(), bounds.high.clone())),
            // Without a claim the points that the figures of a judged row give stand.
            (None, None) if counted.is_none() => {
                scored.map(|points| (points.number().clone(), points.number().clone()))
            }
            _ => None,
        },
        // The points that a person gives stand in the claim; so do those of a weight that was taken from them.
        is_settled_by_claim: matches!(verdict, RowVerdict::Judgement(_) | RowVerdict::Unproven)
            || (judged.is_some() && matches!(verdict, RowVerdict::Disagrees(_))),
        review: note.review.clone(),
        stated: if judged.is_some() || scored.is_none() { stated(book, indicator, report) } else { None },
        completion_deviation: figures(&declared, row).and_then(|(actual, target)| share_of(&actual, &target).ok()),
        score_deviation,
        remarks,
        engine,
        verdict,
    })
}

/// Why a figure of the row is missing, if one is: points that a policy gives in its place say nothing of what is claimed.
fn lacking(row: &Row) -> Option<Bilingual> {
    let is_zero = |step: &RowStep| matches!(step, RowStep::Policy { policy: RowPolicy::Zero, .. });
    match &row.state {
        RowState::Missing(reason) => Some(reason.clone()),
        RowState::Scored(_) if row.steps().iter().any(is_zero) => Some(row.sentence().unwrap_or_default()),
        _ => None,
    }
}

fn qualitative(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    inputs: &JudgementInputs,
    (role, entered): (Role, Option<&Points>),
    counted: &Number,
) -> Result<RowVerdict, NumberError> {
    if let Some(entered) = entered.filter(|points| points.number() != counted) {
        let difference = advantage(role, counted, entered.number())?;
        let found = Disagreement { difference, weight_twice: false, lifted_by: None, beyond: None };
        return Ok(RowVerdict::Disagrees(found));
    }
    Ok(match judge(context, indicator, inputs, counted) {
        Ok(judgement) => RowVerdict::Judgement(judgement),
        Err(refused) => {
            let (row, problems) = *refused;
            RowVerdict::CannotBeRecomputed(match figure_for_level(indicator, inputs, context.report()) {
                Some(text) => Obstacle::NoTarget(text),
                None => obstacle(&row, Some(problems), context.report()),
            })
        }
    })
}

/// The figure that stands where the level of a judged row belongs, if it is none of its levels.
fn figure_for_level(indicator: &Indicator, inputs: &JudgementInputs, report: &Report) -> Option<String> {
    let level = inputs.level.as_ref()?;
    let InputSource::One(metric, _) = indicator.inputs.get(&level.input)? else { return None };
    let figure = report.figure(metric.trim())?;
    let is_figure = figure.number().is_some() || matches!(figure.print(), Some(Copied::Bound(..) | Copied::Range(..)));
    is_figure.then(|| figure.text().to_owned())
}

/// Why a row has no points.
fn obstacle(row: &Row, problems: Option<Diagnostics>, report: &Report) -> Obstacle {
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
            let copied = problem.get("metric").and_then(|metric| report.figure(&metric.zh)?.print());
            let is_bound = matches!(copied, Some(Copied::Bound(..) | Copied::Range(..)));
            if is_bound { Obstacle::NotMeasured(text) } else { Obstacle::Text(text) }
        }
        Some(problem) => Obstacle::Refused(problem.clone()),
    }
}

/// The reported texts that feed the row; points that a person enters are no figure.
fn stated(book: &RuleSet, indicator: &Indicator, report: &Report) -> Option<String> {
    let card = book.get(&indicator.rule)?.metadata();
    // Where a person judged, the level is what was reached; the points or the place within it are the judgement.
    let is_shown = |name: &String| match &card.declared.judgement {
        Some(judgement) => match &judgement.level {
            Some(level) => level.input == *name,
            None => judgement.points != *name,
        },
        None => true,
    };
    let shown = indicator.inputs.iter().filter(|(name, _)| card.inputs.contains_key(*name) && is_shown(name));
    let mut inputs: Vec<_> = shown.collect();
    inputs.sort_by_key(|(name, _)| card.input_position(name));
    let texts = inputs.into_iter().filter_map(|(_, input)| {
        let InputSource::One(metric, _) = input else { return None };
        let figure = report.figure(metric.trim())?;
        let text = figure.text();
        let is_written = |unit: &&Unit| fold(text).contains(&fold(unit.name()));
        let has_digits = text.contains(|letter: char| letter.is_ascii_digit());
        let unit = figure.unit().filter(|unit| has_digits && !is_written(unit));
        Some(format!("{text}{}", unit.map_or("", |unit| unit.name())))
    });
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { None } else { Some(texts.join(" / ")) }
}

/// (actual − target) ÷ |target|.
fn share_of(actual: &Number, target: &Number) -> Result<Number, NumberError> {
    actual.subtract(target)?.divide(&target.absolute())
}

fn deviation_of_scores(
    role: Role,
    counted: Option<&Number>,
    review: Option<&Number>,
    engine: Option<&Number>,
) -> Option<ScoreDeviation> {
    let (against, other) =
        review.map(|review| (Against::Review, review)).or(engine.map(|points| (Against::Engine, points)))?;
    let counted = counted?;
    let share = advantage(role, counted, other).and_then(|difference| difference.divide(counted)).ok()?;
    Some(ScoreDeviation { share, against })
}
