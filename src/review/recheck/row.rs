//! One row: its verdict, its two deviations, and what else is to be seen in it.

use super::alternative::{Alternative, Basis, alternatives, lines_of};
use super::checked_row::{Against, CheckedRow, Disagreement, Obstacle, Remark, RowVerdict, ScoreDeviation};
use super::judgement::{by_hand, judge};
use super::scoring_context::ScoringContext;
use super::side::{advantage, as_scored};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::evaluation::{Role, Row, RowPolicy, RowState, RowStep};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Points, Rounding};
use crate::report::{Report, RowNote};
use crate::rule::{Declarations, JudgementInputs, RuleSet, Value};
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
    let context = ScoringContext::new(scheme, indicator, row, book, report);
    let declared = book.get(&indicator.rule).map(|rule| rule.metadata().declared.clone()).unwrap_or_default();
    let judged = declared.judgement.as_ref();
    let counted = note.converted.as_ref().or(note.claimed.as_ref()).map(|stated| as_scored(row.role(), stated));
    let lacking = lacking(row);
    let scored = row.points().filter(|_| lacking.is_none());
    let verdict = match &counted {
        None => match note.blank.clone() {
            Some(text) => RowVerdict::CannotBeRecomputed(Obstacle::Blank(text)),
            None => RowVerdict::NotClaimed,
        },
        Some(counted) => match (judged, scored) {
            (Some(inputs), _) => qualitative(&context, indicator, inputs, (row.role(), scored), counted)?,
            (None, Some(points)) => compare(scheme, &context, indicator, &note, row, counted, points.number())?,
            (None, None) => RowVerdict::CannotBeRecomputed(match &lacking {
                Some(reason) => Obstacle::Missing(reason.clone()),
                None => obstacle(row, context.score(|_| {}).map(|(_, problems)| problems)),
            }),
        },
    };
    let engine = scored.filter(|_| judged.is_none()).map(|points| points.number().clone());
    let review = note.review.as_ref().map(|review| as_scored(row.role(), &review.points));
    let score_deviation = deviation_of_scores(row.role(), counted.as_ref(), review.as_ref(), engine.as_ref());
    Ok(CheckedRow {
        id: indicator.id.clone(),
        role: row.role(),
        claimed: note.claimed.clone(),
        converted: note.converted.clone(),
        is_missing: match &verdict {
            RowVerdict::CannotBeRecomputed(Obstacle::Missing(_)) => true,
            // The points that a person gives stand in the claim.
            RowVerdict::Judgement(_) => false,
            _ => lacking.is_some(),
        },
        review: note.review.clone(),
        stated: if judged.is_some() || scored.is_none() { stated(book, indicator, report) } else { None },
        completion_deviation: figures(&declared, row).and_then(|(actual, target)| share_of(&actual, &target).ok()),
        score_deviation,
        remarks: remarks(report, &context, indicator, &declared, &note, row),
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

fn compare(
    scheme: &Scheme,
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    note: &RowNote,
    row: &Row,
    counted: &Number,
    engine: &Number,
) -> Result<RowVerdict, NumberError> {
    if counted == engine {
        return Ok(RowVerdict::Agrees);
    }
    let weight = indicator.weight.number();
    let twice = percent_of(engine, weight).is_ok_and(|twice| twice == *counted);
    let weight_twice = note.converted.is_some() && twice && note.claimed.as_ref() == Some(engine);
    let tried: Vec<(Alternative, Number)> = alternatives(scheme, context.book(), indicator, note, row)
        .into_iter()
        .filter_map(|alternative| context.points(&alternative).map(|points| (alternative, points)))
        .collect();
    let (agreeing, lifting) = agreement(&tried, counted, is_lifted(row.role(), counted, engine, weight));
    if !weight_twice && !agreeing.is_empty() {
        return Ok(RowVerdict::AgreesUnder(agreeing));
    }
    let is_reached = engine == weight && row.role() != Role::Penalty;
    if !weight_twice && is_reached && counted < engine && !counted.is_negative() {
        return Ok(RowVerdict::Judgement(by_hand(context, indicator, counted)));
    }
    let difference = advantage(row.role(), counted, engine)?;
    let others = tried.into_iter().filter(|(alternative, points)| alternative.is_other_rule() && points != engine);
    let others = others.map(|(alternative, points)| {
        let difference = advantage(row.role(), counted, &points)?;
        Ok((alternative, points, difference))
    });
    let others = others.collect::<Result<_, _>>()?;
    Ok(RowVerdict::Disagrees(Disagreement { difference, weight_twice, lifted_by: lifting.map(Box::new), others }))
}

/// Whether the claim says that the target was reached, and it was missed.
fn is_lifted(role: Role, counted: &Number, engine: &Number, weight: &Number) -> bool {
    match role {
        Role::Penalty => counted.is_zero() && !engine.is_zero(),
        Role::Weighted | Role::Bonus => counted == weight && engine < weight,
    }
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

fn qualitative(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    inputs: &JudgementInputs,
    (role, entered): (Role, Option<&Points>),
    counted: &Number,
) -> Result<RowVerdict, NumberError> {
    if let Some(entered) = entered.filter(|points| points.number() != counted) {
        let difference = advantage(role, counted, entered.number())?;
        let found = Disagreement { difference, weight_twice: false, lifted_by: None, others: Vec::new() };
        return Ok(RowVerdict::Disagrees(found));
    }
    Ok(match judge(context, indicator, inputs, counted) {
        Ok(judgement) => RowVerdict::Judgement(judgement),
        Err(refused) => {
            let (row, problems) = *refused;
            RowVerdict::CannotBeRecomputed(obstacle(&row, Some(problems)))
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
    let card = book.get(&indicator.rule)?.metadata();
    let is_entered = |name: &String| card.declared.judgement.as_ref().is_some_and(|inputs| inputs.points == *name);
    let inputs = indicator.inputs.iter().filter(|(name, _)| card.inputs.contains_key(*name) && !is_entered(name));
    let texts = inputs.filter_map(|(_, input)| {
        let InputSource::One(metric, _) = input else { return None };
        let figure = report.figure(metric.trim())?;
        let unit = figure.unit().filter(|_| figure.text().contains(|letter: char| letter.is_ascii_digit()));
        Some(format!("{}{}", figure.text(), unit.map_or("", |unit| unit.name())))
    });
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() { None } else { Some(texts.join(" / ")) }
}

/// What was reached and what had to be: executed and budget where the rule declares them, or actual and target.
fn figures(declared: &Declarations, row: &Row) -> Option<(Number, Number)> {
    let input = |name: &str| {
        row.inputs().iter().find(|input| input.name == name).and_then(|input| match &input.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        })
    };
    let execution = declared.execution.as_ref();
    let execution = execution.and_then(|inputs| Some((input(&inputs.executed)?, input(&inputs.budget)?)));
    let target = || row.target().and_then(Target::number).cloned();
    execution.or_else(|| Some((input("actual")?, target()?)))
}

/// (actual − target) ÷ |target|.
fn share_of(actual: &Number, target: &Number) -> Result<Number, NumberError> {
    actual.subtract(target)?.divide(&target.absolute())
}

fn percent_of(points: &Number, weight: &Number) -> Result<Number, NumberError> {
    points.multiply(weight)?.divide(&Number::from(100))
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

fn remarks(
    report: &Report,
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    declared: &Declarations,
    note: &RowNote,
    row: &Row,
) -> Vec<Remark> {
    let figures = figures(declared, row);
    let mut remarks: Vec<Remark> = row.notes().into_iter().map(Remark::Rule).collect();
    remarks.extend(note.printed_rate.as_ref().and_then(|rate| rate_remark(rate, figures.as_ref())));
    remarks.extend(lines_remarks(context, note, figures.as_ref()));
    let weight = indicator.weight.number();
    let as_scored = |stated: &Number| as_scored(row.role(), stated);
    let (claimed, converted) = (note.claimed.as_ref().map(as_scored), note.converted.as_ref().map(as_scored));
    if let (Some(claimed), Some(converted)) = (&claimed, &converted) {
        let wanted = percent_of(claimed, weight).ok().filter(|wanted| wanted != converted);
        remarks.extend(wanted.map(Remark::ConversionDiffers));
    }
    // Where a form converts, the points before it are counted out of another full mark.
    if let Some(claimed) = claimed.as_ref().filter(|_| converted.is_none()) {
        remarks.extend(loss_remark(row, claimed, weight, note.deviation.as_ref()));
    }
    let counted = converted.or(claimed);
    let review = note.review.as_ref().map(|review| (as_scored(&review.points), review));
    match (review, counted) {
        (Some((points, review)), Some(counted)) if points != counted => {
            let higher = advantage(row.role(), &points, &counted).ok().filter(|higher| !higher.is_negative());
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

/// What is to be said of the points that a claim lacks, beside the reason given for them. A bonus is not lost where it was
/// not earned.
fn loss_remark(row: &Row, claimed: &Number, weight: &Number, reason: Option<&String>) -> Option<Remark> {
    let left = weight.subtract(claimed).ok()?;
    if left.is_negative() {
        // Rounding can lift full marks above a weight that is finer than it.
        let is_own = row.points().is_some_and(|points| points.number() == claimed);
        return (!is_own).then_some(Remark::AboveWeight);
    }
    let lost = match row.role() {
        Role::Weighted => left,
        Role::Penalty => claimed.clone(),
        Role::Bonus => return None,
    };
    match reason {
        Some(reason) => lost.is_zero().then(|| Remark::ReasonAtFullMarks(reason.clone())),
        None => (!lost.is_zero()).then_some(Remark::NoReason(lost)),
    }
}

/// What is to be said of a printed rate; nothing where it is exact or its figures are not known.
fn rate_remark(printed: &Number, figures: Option<&(Number, Number)>) -> Option<Remark> {
    let (actual, target) = figures?;
    let Ok(rate) = actual.multiply(&Number::from(100)).and_then(|actual| actual.divide(target)) else {
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
fn lines_remarks(context: &ScoringContext<'_>, note: &RowNote, figures: Option<&(Number, Number)>) -> Vec<Remark> {
    let (Some((budget, executed)), Some((whole_executed, whole_budget))) = (lines_of(note), figures) else {
        return Vec::new();
    };
    if budget <= *whole_budget && executed <= *whole_executed {
        return Vec::new();
    }
    let basis = Basis::BudgetLines { budget: budget.clone(), executed: executed.clone() };
    let points = context.points(&Alternative { basis, rounding: None });
    std::iter::once(Remark::LinesExceed(budget, executed)).chain(points.map(Remark::LinesGive)).collect()
}
