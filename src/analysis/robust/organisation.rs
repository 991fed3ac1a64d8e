//! One organisation under many sets of weights.

use super::rank_range::RankRange;
use super::share::SetShare;
use super::tally::SetTally;
use crate::analysis::ranking::RankedOrganisation;
use crate::evaluation::Total;
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError};
use crate::scheme::Scheme;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Below this share, in percent, a grade is fragile.
pub const FRAGILE: i64 = 95;

/// One organisation under many sets of weights.
#[derive(Clone, Debug)]
pub struct RobustOrganisation {
    /// Its name.
    pub organisation: String,
    /// Where its report was read.
    pub file: String,
    /// Its total as things stand.
    pub total: Total,
    /// Its rank as things stand, by the tie rule of the scheme.
    pub rank: usize,
    /// The share of each grade, best first.
    pub grades: Vec<GradeShare>,
    /// The share of the sets under which it has no total; none where that never happened.
    pub withheld: Option<SetShare>,
    /// Every rank that it had; empty where there are too many organisations to count them.
    pub ranks: Vec<RankShare>,
    /// The best and the worst rank that it had, 1 for the first; as many ranks as there are ties are left out after them.
    pub seen: Option<(usize, usize)>,
    /// The best and the worst rank of all weights within their ranges, proved; none where not all of them are meant, where the
    /// total is no line over the weights, and for too many organisations.
    pub range: Option<RankRange>,
    /// The part of each weight in what moves the total, in the order of the rows, where all weights are off by small parts of their
    /// own; none where the total is no line over the weights, or nothing moves it.
    pub effects: Option<Vec<Number>>,
    /// How often it is ahead of the one that follows it as things stand; none for the last.
    pub follower: Option<FollowerShare>,
    /// How often it is ahead of every organisation, in the order of their ranks; none for too many.
    pub ahead: Option<Vec<SetShare>>,
    /// Whether it was computed from a table; if not, every weighting of it was evaluated by the rules.
    pub is_planned: bool,
}

/// The share of a grade (等级占比).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GradeShare {
    /// The grade (等级).
    pub grade: Bilingual,
    /// Under how many sets it is given (占比).
    pub share: SetShare,
}

/// The share of a rank (名次占比).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankShare {
    /// The rank, 1 for the first (名次).
    pub rank: usize,
    /// The share of the sets, from 0 to 1; organisations that are level share the ranks that they take together (占比).
    pub share: Number,
}

/// How often an organisation is ahead of the one that follows it (领先下一名的占比).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FollowerShare {
    /// The organisation that follows (下一名).
    pub organisation: String,
    /// Under how many sets it stays behind (领先的占比).
    pub ahead: SetShare,
    /// Under how many sets both are level (并列的占比).
    pub level: SetShare,
}

impl RobustOrganisation {
    /// What the drawn sets came to for the organisation at a position; `None` without a total.
    pub(super) fn new(
        one: &RankedOrganisation,
        follower: Option<&RankedOrganisation>,
        (at, tally): (usize, &SetTally),
        scheme: &Scheme,
        is_planned: bool,
    ) -> Result<Option<Self>, NumberError> {
        let (Some(total), Some(rank), Some(counts)) = (one.total.clone(), one.rank, tally.grades.get(at)) else {
            return Ok(None);
        };
        let all: u64 = counts.iter().sum();
        let grades = scheme.grades.iter().zip(counts);
        let grades = grades
            .map(|(grade, count)| Ok(GradeShare { grade: grade.name.clone(), share: SetShare::new(*count, all)? }));
        let withheld = counts.last().copied().filter(|count| *count > 0);
        let ranks = tally.ranks.shares(at)?.into_iter().map(|(rank, share)| RankShare { rank, share });
        let (ahead, level) = tally.ranks.next(at);
        let ranked = tally.ranks.ranked(at);
        let follower = follower.map(|follower| {
            let share = |count| SetShare::new(count, ranked);
            Ok(FollowerShare {
                organisation: follower.organisation.clone(),
                ahead: share(ahead)?,
                level: share(level)?,
            })
        });
        let all_ahead = tally.ranks.ahead(at).map(|counts| {
            counts.iter().map(|count| SetShare::new(*count, ranked)).collect::<Result<Vec<_>, NumberError>>()
        });
        Ok(Some(Self {
            organisation: one.organisation.clone(),
            file: one.file.clone(),
            total,
            rank,
            grades: grades.collect::<Result<_, NumberError>>()?,
            withheld: withheld.map(|count| SetShare::new(count, all)).transpose()?,
            ranks: ranks.collect(),
            seen: tally.ranks.ends(at),
            range: None,
            effects: None,
            follower: follower.transpose()?,
            ahead: all_ahead.transpose()?,
            is_planned,
        }))
    }

    /// The share of the grade that it has as things stand.
    #[must_use]
    pub fn own_grade(&self) -> SetShare {
        let own = self.grades.iter().find(|grade| grade.grade == self.total.grade);
        own.map_or_else(
            || SetShare { sets: 0, of: 1, share: Number::zero(), low: Number::zero(), high: Number::zero() },
            |own| own.share.clone(),
        )
    }

    /// Whether fewer sets than [`FRAGILE`] percent give it the grade that it has.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        let line = Number::from(FRAGILE).divide(&Number::from(100));
        line.is_ok_and(|line| self.own_grade().share < line)
    }

    /// The share of the sets under which it is first, shared with those that are level; none where ranks are not counted.
    #[must_use]
    pub fn first(&self) -> Option<Number> {
        if self.ranks.is_empty() {
            return None;
        }
        let first = self.ranks.iter().find(|rank| rank.rank == 1);
        Some(first.map_or_else(Number::zero, |first| first.share.clone()))
    }
}
