//! What a report claims for rows, dimensions and the whole, and what reviewers give.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::draft::{ClaimDraft, ReviewDraft, ReviewRoundDraft, TogetherDraft};
use super::report_check::ReportCheck;
use super::{ClaimTogether, Review, ReviewRound, RowNote};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::literal::PrintedDecimal;
use crate::location::Path;
use crate::numeric::Number;
use crate::scheme::Indicator;

/// What a report claims beyond single rows.
pub(super) struct Claims {
    pub total: Option<PrintedDecimal>,
    pub grade: Option<String>,
    pub total_weight: Option<Number>,
    pub blank: Option<String>,
    pub subtotals: BTreeMap<String, PrintedDecimal>,
    pub together: Vec<ClaimTogether>,
}

/// What is claimed of the whole, of dimensions and of rows together.
pub(super) type ClaimedSums<'c> =
    (Option<&'c PrintedDecimal>, &'c BTreeMap<String, PrintedDecimal>, &'c [ClaimTogether]);

impl ReportCheck<'_> {
    pub(super) fn claims(&mut self, draft: ClaimDraft, rows: &BTreeMap<String, Arc<RowNote>>) -> Claims {
        let path = Path::top().key("claimed");
        if draft.total.is_some() && draft.blank.is_some() {
            self.claim_state(&path.key("blank"), &path.key("total"), None);
        }
        if let Some(grade) = &draft.grade {
            self.known_grade(grade, &path.key("grade"));
        }
        Claims {
            total: draft.total,
            grade: draft.grade,
            total_weight: draft.total_weight.map(|weight| weight.0),
            blank: draft.blank,
            subtotals: self.subtotals(draft.subtotals.unwrap_or_default(), &path.key("subtotals")),
            together: self.together(draft.together.unwrap_or_default(), rows, &path.key("together")),
        }
    }

    fn subtotals(&mut self, drafts: BTreeMap<String, PrintedDecimal>, path: &Path) -> BTreeMap<String, PrintedDecimal> {
        let dimensions = self.scheme.all_dimensions();
        let known: Vec<&str> = dimensions.into_iter().map(|dimension| dimension.id.as_str()).collect();
        for id in drafts.keys().filter(|id| !known.contains(&id.as_str())) {
            let problem = Diagnostic::new(Code::UnknownIndicator).at(self.places.key(&path.key(id))).fact("id", id);
            self.push(problem.suggest(id, known.iter().copied()));
        }
        drafts
    }

    /// Points printed once for several rows: rows that are known, each in one group, without points of their own.
    fn together(
        &mut self,
        drafts: Vec<TogetherDraft>,
        rows: &BTreeMap<String, Arc<RowNote>>,
        path: &Path,
    ) -> Vec<ClaimTogether> {
        let known: BTreeMap<&str, &Indicator> =
            self.scheme.scored_rows().into_iter().map(|row| (row.id.as_str(), row)).collect();
        let mut taken = BTreeSet::new();
        for (position, draft) in drafts.iter().enumerate() {
            let path = path.item(position).key("rows");
            for (at, id) in draft.rows.iter().enumerate() {
                let item = path.item(at);
                let Some(row) = known.get(id.as_str()) else {
                    let problem = Diagnostic::new(Code::UnknownIndicator).at(self.places.value(&item)).fact("id", id);
                    self.push(problem.suggest(id, known.keys().copied()));
                    continue;
                };
                let claims = rows.get(id).is_some_and(|note| note.counted().is_some());
                if claims || !taken.insert(id.clone()) {
                    let problem = Diagnostic::new(Code::ClaimTwice).at(self.places.value(&item));
                    self.push(problem.row(row.name.clone()));
                }
            }
        }
        drafts.into_iter().map(|draft| ClaimTogether { rows: draft.rows, points: draft.points }).collect()
    }

    /// Tells claimed points that nobody can have: of rows, dimensions, rows together and the whole. What a penalty takes is
    /// claimed with a sign or without.
    pub(super) fn check_claim_ranges(
        &mut self,
        rows: &BTreeMap<String, Arc<RowNote>>,
        (total, subtotals, together): ClaimedSums<'_>,
    ) {
        let scheme = self.scheme;
        let (claimed, row_path) = (Path::top().key("claimed"), Path::top().key("rows"));
        let weights: BTreeMap<&str, (&Indicator, Number)> = scheme
            .scored_rows()
            .into_iter()
            .map(|row| {
                let entered = rows.get(&row.id).and_then(|note| note.points_of.as_ref());
                (row.id.as_str(), (row, entered.unwrap_or(&row.weight).number().clone()))
            })
            .collect();
        for (id, note) in rows {
            let (Some((row, weight)), Some(points)) = (weights.get(id.as_str()), &note.claimed) else { continue };
            let is_penalty = scheme.penalties.iter().any(|penalty| penalty.id == *id);
            let points = if is_penalty { points.absolute() } else { points.clone() };
            self.check_claim(&points, weight, &row_path.key(id).key("claimed"), Some(&row.name));
        }
        for (id, points) in subtotals {
            let dimension = scheme.all_dimensions().into_iter().find(|dimension| dimension.id == *id);
            let Some(dimension) = dimension else { continue };
            let path = claimed.key("subtotals").key(id);
            self.check_claim(&points.number, dimension.weight.number(), &path, Some(&dimension.name));
        }
        for (position, group) in together.iter().enumerate() {
            let worth = |id: &String| weights.get(id.as_str()).map(|(_, weight)| weight.clone());
            let Some(most) = sum(group.rows.iter().filter_map(worth)) else { continue };
            let path = claimed.key("together").item(position).key("points");
            self.check_claim(&group.points.number, &most, &path, None);
        }
        let bonuses = sum(scheme.bonuses.iter().map(|row| row.weight.number().clone()));
        let most = bonuses.and_then(|bonuses| {
            let limit = scheme.bonus_limit.as_ref().map(|limit| limit.number().clone());
            let bonuses = limit.filter(|limit| *limit < bonuses).unwrap_or(bonuses);
            scheme.full_score.number().add(&bonuses).ok()
        });
        if let (Some(total), Some(most)) = (total, most) {
            self.check_claim(&total.number, &most, &claimed.key("total"), None);
        }
    }

    fn check_claim(&mut self, points: &Number, most: &Number, path: &Path, row: Option<&Bilingual>) {
        if !points.is_negative() && points <= most {
            return;
        }
        let problem = Diagnostic::new(Code::ClaimRange).at(self.places.value(path)).fact("value", points);
        let problem = problem.fact("most", most);
        self.push(row.into_iter().cloned().fold(problem, Diagnostic::row));
    }

    /// A claim that is there and said to be blank.
    pub(super) fn claim_state(&mut self, blank: &Path, claimed: &Path, row: Option<&Bilingual>) {
        let problem = Diagnostic::new(Code::ClaimState).at(self.places.key(blank));
        let problem = problem.related(self.places.key(claimed), "stands-here");
        self.push(row.into_iter().cloned().fold(problem, Diagnostic::row));
    }

    /// What reviewers give; nothing where the last of them lies outside 0 and the weight. What a unit claims is kept
    /// whatever it is, for a publication is not ours to correct; a reviewer's own slip is.
    pub(super) fn review(&mut self, draft: ReviewDraft, row: &Indicator, path: &Path) -> Option<Review> {
        let ReviewDraft { points, reason, actual, round, earlier } = draft;
        let mut rounds = Vec::new();
        for (position, draft) in earlier.unwrap_or_default().into_iter().enumerate() {
            rounds.extend(self.review_round(draft, row, &path.key("earlier").item(position)));
        }
        let last = self.review_round(ReviewRoundDraft { points, reason, actual, round }, row, path)?;
        Some(Review { last, earlier: rounds })
    }

    fn review_round(&mut self, draft: ReviewRoundDraft, row: &Indicator, path: &Path) -> Option<ReviewRound> {
        let points = draft.points.0;
        if points.is_negative() || points > *row.weight.number() {
            let bounds = format!("0–{}", row.weight);
            let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path.key("points")));
            self.push(problem.fact("value", points).fact("bounds", bounds).row(row.name.clone()));
            return None;
        }
        let reason = draft.reason.filter(|reason| !reason.trim().is_empty());
        Some(ReviewRound { points, reason, actual: draft.actual.map(|actual| actual.0), round: draft.round })
    }

    /// Reports a grade that the scheme does not have.
    pub(super) fn known_grade(&mut self, grade: &str, path: &Path) {
        let known: Vec<&str> = self.scheme.grades.iter().map(|grade| grade.name.zh.as_str()).collect();
        if !known.contains(&grade) {
            let problem = Diagnostic::new(Code::UnknownGrade).at(self.places.value(path)).fact("grade", grade);
            self.push(problem.list("known", &known).suggest(grade, known));
        }
    }
}

/// What some weights come to; `None` where that is too large a number.
fn sum(mut weights: impl Iterator<Item = Number>) -> Option<Number> {
    weights.try_fold(Number::from(0), |sum, weight| sum.add(&weight)).ok()
}
