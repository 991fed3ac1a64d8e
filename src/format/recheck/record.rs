//! A recheck for machines.

use super::sentences;
use crate::evaluation::{Role, Row};
use crate::format::phrases;
use crate::language::Bilingual;
use crate::messages::in_both;
use crate::numeric::Rounding;
use crate::report::ReviewRound;
use crate::review::recheck::{
    Alternative, AlternativeRecord, Basis, BasisRecord, CheckedRow, Disagreement, Favours, Fit, GradeCheck, GradeClaim,
    GroupRecord, Judgement, Obstacle, ObstacleName, PointsRange, PrintedSum, PublicationRecord, Recheck, RecheckedCase,
    RecheckedRow, RecheckedTotals, Remark, RemarkNumbers, RemarkRecord, ReviewCheck, ReviewRecord, RowGap, RowVerdict,
    Sum, SumRange, SumRecord, SumVerdict, SumVerdictRecord, TierFit, TogetherRecord, TotalReviewRecord, Totals,
    VerdictRecord, WeightSum,
};

/// The recheck of the case in that folder as a record.
#[must_use]
pub fn recheck_record(recheck: &Recheck, case: &str) -> RecheckedCase {
    let evaluation = &recheck.evaluation;
    let publication = recheck.publication.as_ref().map(|publication| PublicationRecord {
        source: publication.source.clone(),
        title: publication.title.clone(),
        published: publication.published.clone(),
        complete: publication.is_complete,
        unseen: publication.unseen.clone(),
    });
    let rows = evaluation.rows.iter().zip(&recheck.rows);
    let rounding = evaluation.roundings().indicator;
    RecheckedCase {
        case: case.to_owned(),
        scheme: evaluation.scheme().to_owned(),
        title: evaluation.title().clone(),
        unit: evaluation.organisation.clone(),
        year: evaluation.year.clone(),
        publication,
        has_claims: recheck.has_claims,
        has_disagreement: recheck.has_disagreement(),
        disagreements: recheck.disagreements(),
        rows: rows.map(|(row, checked)| self::row(row, checked, rounding)).collect(),
        totals: totals(&recheck.totals),
        review: recheck.review.as_ref().map(review),
    }
}

fn row(row: &Row, checked: &CheckedRow, rounding: Option<Rounding>) -> RecheckedRow {
    let stated = checked.stated.as_ref().map(Bilingual::same);
    RecheckedRow {
        id: row.id().to_owned(),
        name: row.name().clone(),
        target: phrases::target_notation(row),
        actual: stated.unwrap_or_else(|| in_both(|messages| phrases::actual(row, messages))),
        weight: row.weight().clone(),
        claimed: checked.claimed.clone(),
        converted: checked.converted.clone(),
        engine: checked.engine.clone(),
        engine_unrounded: checked.engine.as_ref().and(row.unrounded().cloned()),
        review: checked
            .review
            .as_ref()
            .map(|review| ReviewRecord { earlier: review.earlier.iter().map(round).collect(), ..round(&review.last) }),
        completion_deviation: checked.completion_deviation.clone(),
        score_deviation: checked.score_deviation.clone(),
        verdict: verdict(&checked.verdict),
        remarks: checked.remarks.iter().map(|found| remark(found, checked.role)).collect(),
        why: in_both(|messages| sentences::why(row, checked, rounding, messages).join(phrases::separator(messages))),
    }
}

fn round(round: &ReviewRound) -> ReviewRecord {
    let ReviewRound { points, reason, actual, round } = round.clone();
    ReviewRecord { points, reason, actual, round, earlier: Vec::new() }
}

fn review(review: &ReviewCheck) -> TotalReviewRecord {
    TotalReviewRecord {
        rows: review.rows,
        left: review.left.clone(),
        total: review.total.clone(),
        grade: review.grade.clone(),
        printed: review.printed.clone(),
        verdict: sum_verdict(&review.verdict),
        printed_grade: review.printed_grade.as_ref().map(|(grade, _)| grade.clone()),
        deviation: review.deviation.clone(),
    }
}

fn verdict(verdict: &RowVerdict) -> VerdictRecord {
    match verdict {
        RowVerdict::Agrees => VerdictRecord::Agrees,
        RowVerdict::Unproven => VerdictRecord::Unproven,
        RowVerdict::Together => VerdictRecord::Together,
        RowVerdict::NotClaimed => VerdictRecord::NotClaimed,
        RowVerdict::AgreesUnder(found) => VerdictRecord::AgreesUnder { under: found.iter().map(alternative).collect() },
        RowVerdict::Judgement(judgement) => self::judgement(judgement),
        RowVerdict::Disagrees(found) => disagreement(found),
        RowVerdict::CannotBeRecomputed(obstacle) => VerdictRecord::Cannot {
            why: match obstacle {
                Obstacle::Blank(_) => ObstacleName::Blank,
                Obstacle::NotMeasured(_) => ObstacleName::NotMeasured,
                Obstacle::Between(..) => ObstacleName::Between,
                Obstacle::Text(_) => ObstacleName::Text,
                Obstacle::NoTarget(_) => ObstacleName::NoTarget,
                Obstacle::Missing(_) => ObstacleName::Missing,
                Obstacle::NotApplicable(_) => ObstacleName::NotApplicable,
                Obstacle::Refused(_) => ObstacleName::Refused,
            },
            sentence: in_both(|messages| sentences::obstacle_words(obstacle, messages)),
        },
    }
}

fn judgement(Judgement { fit }: &Judgement) -> VerdictRecord {
    let (tier, sentence) = match fit {
        None => (None, None),
        Some(Fit::Within(sentence)) => (Some(TierFit::Within), Some(sentence)),
        Some(Fit::WithinOlder(sentence)) => (Some(TierFit::WithinOlder), Some(sentence)),
        Some(Fit::Outside(sentence)) => (Some(TierFit::Outside), Some(sentence)),
    };
    VerdictRecord::Judgement { tier, sentence: sentence.cloned() }
}

fn disagreement(Disagreement { difference, weight_twice, lifted_by, beyond }: &Disagreement) -> VerdictRecord {
    VerdictRecord::Disagrees {
        difference: difference.clone(),
        favours: if difference.is_negative() { Favours::AgainstUnit } else { Favours::Unit },
        weight_twice: *weight_twice,
        lifted_by: lifted_by.as_ref().map(|found| alternative(found)),
        beyond: beyond.clone().map(|(low, high)| PointsRange { low, high: Some(high) }),
    }
}

fn alternative(found: &Alternative) -> AlternativeRecord {
    AlternativeRecord {
        from: basis(&found.basis),
        rounding: found.rounding,
        sentence: in_both(|messages| sentences::alternative(found, messages)),
    }
}

fn basis(basis: &Basis) -> BasisRecord {
    match basis {
        Basis::Scheme => BasisRecord::Scheme,
        Basis::PrintedRate(rate) => BasisRecord::PrintedRate { rate: rate.clone() },
        Basis::RoundedRate(rate) => BasisRecord::RoundedRate { rate: rate.clone() },
        Basis::Rule { rule, params, .. } => {
            let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            BasisRecord::Rule { rule: (*rule).to_owned(), params: params.collect() }
        }
        Basis::InitialBudget(budget) => BasisRecord::InitialBudget { budget: budget.clone() },
        Basis::BudgetLines { budget, executed } => {
            BasisRecord::BudgetLines { budget: budget.clone(), executed: executed.clone() }
        }
    }
}

fn remark(found: &Remark, role: Role) -> RemarkRecord {
    let remark = match found.clone() {
        Remark::RateDiffers(printed, rate) => RemarkNumbers::RateDiffers { printed, rate },
        Remark::RateRounded(printed, rate) => RemarkNumbers::RateRounded { printed, rate },
        Remark::RateAsDecimal(printed, rate) => RemarkNumbers::RateAsDecimal { printed, rate },
        Remark::RateUndefined(printed) => RemarkNumbers::RateUndefined { printed },
        Remark::ConversionDiffers(wanted) => RemarkNumbers::ConversionDiffers { wanted },
        Remark::AboveWeight => RemarkNumbers::AboveWeight {},
        Remark::NoReason(lost) => RemarkNumbers::NoReason { lost },
        Remark::ReasonAtFullMarks(_) => RemarkNumbers::ReasonAtFullMarks {},
        Remark::LinesExceed(budget, executed) => RemarkNumbers::LinesExceed { budget, executed },
        Remark::LinesGive(points) => RemarkNumbers::LinesGive { points },
        Remark::ReviewHigher(by) => RemarkNumbers::ReviewHigher { by },
        Remark::ReviewWithoutReason => RemarkNumbers::ReviewWithoutReason {},
        Remark::BoundDecides(_, points) => RemarkNumbers::BoundDecides { points },
        Remark::Rule(_) => RemarkNumbers::Rule {},
    };
    RemarkRecord { remark, sentence: in_both(|messages| sentences::remark(found, role, messages)) }
}

fn totals(totals: &Totals) -> RecheckedTotals {
    let grade = totals.grade.as_ref().map(|grade: &GradeCheck| GradeClaim {
        claimed: grade.claimed.clone(),
        of_claimed: grade.of_claimed.clone(),
        of_recomputed: grade.of_recomputed.clone(),
        disagrees: grade.has_disagreement(),
    });
    RecheckedTotals {
        claimed: totals.claimed.clone(),
        blank: totals.blank.clone(),
        printed: totals.printed.as_ref().map(|(part, verdict)| sum(part, verdict)),
        recomputed: sum(&totals.recomputed.0, &totals.recomputed.1),
        weights: WeightSum {
            claimed: totals.weights.claimed.clone(),
            sum: totals.weights.sum.clone(),
            verdict: sum_verdict(&totals.weights.verdict),
        },
        groups: totals
            .groups
            .iter()
            .map(|group| GroupRecord {
                name: group.name.clone(),
                weight: group.weight.as_ref().map(|(printed, sum, verdict)| PrintedSum {
                    printed: printed.clone(),
                    range: PointsRange { low: sum.clone(), high: Some(sum.clone()) },
                    verdict: sum_verdict(verdict),
                }),
                points: group.points.as_ref().map(|(printed, points, verdict)| PrintedSum {
                    printed: printed.clone(),
                    range: range(points),
                    verdict: sum_verdict(verdict),
                }),
            })
            .collect(),
        together: totals
            .together
            .iter()
            .map(|group| TogetherRecord {
                rows: group.rows.clone(),
                claimed: group.claimed.clone(),
                range: range(&group.range),
                verdict: sum_verdict(&group.verdict),
            })
            .collect(),
        grade,
    }
}

fn sum(sum: &Sum, verdict: &SumVerdict) -> SumRecord {
    SumRecord {
        points: sum.points.clone(),
        without: sum.without.clone(),
        as_claimed: sum.as_claimed.clone(),
        range: range(&sum.range),
        verdict: sum_verdict(verdict),
    }
}

fn sum_verdict(verdict: &SumVerdict) -> SumVerdictRecord {
    match verdict.clone() {
        SumVerdict::Agrees => SumVerdictRecord::Agrees,
        SumVerdict::AgreesUnder(rounding) => SumVerdictRecord::AgreesUnder { rounding },
        SumVerdict::Explained(difference, rows) => {
            let rows = rows.into_iter().map(|(name, difference)| RowGap { name, difference });
            SumVerdictRecord::Explained { difference, rows: rows.collect() }
        }
        SumVerdict::Disagrees(difference) => SumVerdictRecord::Disagrees { difference },
        SumVerdict::NotClaimed => SumVerdictRecord::NotClaimed,
        SumVerdict::NothingRecomputed => SumVerdictRecord::NothingRecomputed,
        SumVerdict::Possible(range) => SumVerdictRecord::Possible { range: self::range(&range) },
        SumVerdict::Impossible(range) => SumVerdictRecord::Impossible { range: self::range(&range) },
    }
}

fn range(range: &SumRange) -> PointsRange {
    PointsRange { low: range.low.clone(), high: range.high.clone() }
}
