//! [`RankRange`]: the best and the worst rank that any weights within their ranges give, proved.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::max_min::{MaxMin, WeightLine};
use crate::evaluation::{PointsTable, WeightSteps};
use crate::numeric::Number;

/// The most organisations of which every pair is compared.
const MOST_COMPARED: usize = 1_000;
/// How many numbers all searches together may compute; each end of each organisation has its part.
const MOST_WORK: usize = 20_000_000;
/// Parts of a slope that the searches compute with.
const SLOPE_PARTS: i64 = 1 << 24;

/// The best and the worst rank of an organisation over all weights within their ranges (名次范围).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankRange {
    /// No weights give a better rank (最好名次不优于).
    pub best_bound: usize,
    /// The best rank that some weights give (已找到的最好名次).
    pub best_found: usize,
    /// The worst rank that some weights give (已找到的最差名次).
    pub worst_found: usize,
    /// No weights give a worse rank (最差名次不差于).
    pub worst_bound: usize,
    /// How many organisations are behind under all weights (始终落后于它的单位数).
    pub always_ahead_of: usize,
    /// How many organisations are ahead under all weights (始终领先于它的单位数).
    pub always_behind: usize,
}

impl RankRange {
    /// Whether both ends are known exactly.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.best_bound == self.best_found && self.worst_bound == self.worst_found
    }
}

/// Every organisation as a line over the weights in steps.
pub(super) struct RankSearch<'a> {
    table: &'a PointsTable<'a>,
    ranges: Vec<(Number, Number)>,
    sum: Number,
    lines: Vec<Option<WeightLine>>,
    /// By how much two lines may differ and the totals stand the other way, since these are rounded and the lines cut.
    slack: Number,
}

/// Which end is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RankEnd {
    Best,
    Worst,
}

/// How the others stand to one organisation.
struct Standings {
    ahead: usize,
    behind: usize,
    /// What each undecided one is ahead by; none where it is no line.
    undecided: Vec<Option<WeightLine>>,
}

impl<'a> RankSearch<'a> {
    /// The lines of all organisations; `None` for too many organisations.
    pub fn new(table: &'a PointsTable<'a>, slack: &Number) -> Option<Self> {
        if table.len() > MOST_COMPARED {
            return None;
        }
        let steps = table.steps();
        let number = |steps: u32| Number::from(i64::from(steps));
        let ranges = steps.ranges().iter().map(|(low, high)| (number(*low), number(*high))).collect();
        let lines = (0..table.len()).into_par_iter().map(|at| line(table, at)).collect();
        // Two lines are each cut by less than a part for every step of weight, and one for the constant.
        let cut = number(steps.full()).add(&Number::from(1)).ok()?.multiply(&Number::from(2)).ok()?;
        let rounded = slack.multiply(&parts(steps)?).ok()?.multiply(&Number::from(2)).ok()?;
        Some(Self { table, ranges, sum: number(steps.full()), lines, slack: cut.add(&rounded).ok()? })
    }

    /// The range of an organisation that is known to have had these ranks; `None` where its total is no line.
    pub fn range(&self, at: usize, seen: (usize, usize)) -> Option<RankRange> {
        let standings = self.standings(at)?;
        let first = standings.ahead.saturating_add(1);
        let last = first.saturating_add(standings.undecided.len());
        let (best_bound, best_found) = self.end(at, RankEnd::Best, &standings, (first, seen.0));
        let (worst_bound, worst_found) = self.end(at, RankEnd::Worst, &standings, (last, seen.1));
        let (always_ahead_of, always_behind) = (standings.behind, standings.ahead);
        Some(RankRange { best_bound, best_found, worst_found, worst_bound, always_ahead_of, always_behind })
    }

    fn standings(&self, at: usize) -> Option<Standings> {
        let own = self.lines.get(at)?.as_ref()?;
        let mut standings = Standings { ahead: 0, behind: 0, undecided: Vec::new() };
        for other in self.lines.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line) {
            let lead = other.as_ref().and_then(|other| lead(other, own));
            let (least, most) = match &lead {
                Some(lead) => (self.extreme(lead, false)?, self.extreme(lead, true)?),
                None => (self.slack.negate(), self.slack.clone()),
            };
            if least > self.slack {
                standings.ahead = standings.ahead.saturating_add(1);
            } else if most < self.slack.negate() {
                standings.behind = standings.behind.saturating_add(1);
            } else {
                standings.undecided.push(lead);
            }
        }
        Some(standings)
    }

    /// The least or the greatest value of a line: weights start at their lower bounds, and what is left goes where it counts most.
    fn extreme(&self, line: &WeightLine, is_most: bool) -> Option<Number> {
        let mut order: Vec<(&Number, &(Number, Number))> = line.slopes.iter().zip(&self.ranges).collect();
        order.sort_by(|one, other| if is_most { other.0.cmp(one.0) } else { one.0.cmp(other.0) });
        let (mut value, mut left) = (line.constant.clone(), self.sum.clone());
        for (slope, (low, _)) in &order {
            value = value.add(&slope.multiply(low).ok()?).ok()?;
            left = left.subtract(low).ok()?;
        }
        for (slope, (low, high)) in order {
            let more = high.subtract(low).ok()?.min(left.clone());
            value = value.add(&slope.multiply(&more).ok()?).ok()?;
            left = left.subtract(&more).ok()?;
        }
        Some(value)
    }

    /// The proved bound of an end and the best that was found there. As few of the undecided as possible are left on the wrong
    /// side: first none, then each one, then each two, until weights are found, or the rank is that of the drawn sets.
    fn end(&self, at: usize, end: RankEnd, standings: &Standings, (bound, seen): (usize, usize)) -> (usize, usize) {
        let moved = |left: usize| match end {
            RankEnd::Best => bound.saturating_add(left),
            RankEnd::Worst => bound.saturating_sub(left),
        };
        let count = standings.undecided.len();
        let mut work = MOST_WORK.checked_div(self.lines.len().saturating_mul(2)).unwrap_or(0);
        let mut found = seen;
        for left in 0..=count {
            if moved(left) == found {
                return (found, found);
            }
            let mut chosen: Vec<usize> = (0..left).collect();
            loop {
                let kept = standings.undecided.iter().enumerate().filter(|(at, _)| !chosen.contains(at));
                match self.weights(kept.filter_map(|(_, lead)| lead.as_ref()), end, &mut work) {
                    Searched::None => {}
                    Searched::Unknown => return (moved(left), found),
                    Searched::Found(weights) => {
                        if let Some(rank) = self.rank(at, &weights) {
                            found = if end == RankEnd::Best { found.min(rank) } else { found.max(rank) };
                        }
                        return (moved(left), found);
                    }
                }
                if !next(&mut chosen, count) {
                    break;
                }
            }
        }
        (moved(count), found)
    }

    /// Weights at which all of these are on one side.
    fn weights<'l>(&self, leads: impl Iterator<Item = &'l WeightLine>, end: RankEnd, work: &mut usize) -> Searched {
        let leads: Vec<WeightLine> = match end {
            RankEnd::Worst => leads.cloned().collect(),
            RankEnd::Best => leads.map(turned).collect(),
        };
        if leads.is_empty() {
            return Searched::Unknown;
        }
        match MaxMin::new(&leads.iter().collect::<Vec<_>>(), &self.ranges, &self.sum, work) {
            None => Searched::Unknown,
            Some(found) if found.value < self.slack.negate() => Searched::None,
            Some(found) => Searched::Found(found.weights),
        }
    }

    /// The rank by the official totals under weights near these, in whole steps.
    fn rank(&self, at: usize, weights: &[Number]) -> Option<usize> {
        let totals = self.table.totals(&whole_steps(weights, self.table.steps().full()));
        let own = totals.get(at).copied().flatten()?;
        let ahead = totals.iter().flatten().filter(|other| other.total > own.total).count();
        Some(ahead.saturating_add(1))
    }
}

enum Searched {
    /// No weights do.
    None,
    Found(Vec<Number>),
    /// It was not found out.
    Unknown,
}

/// The parts of a slope for each point of weight in steps.
fn parts(steps: &WeightSteps) -> Option<Number> {
    Number::from(SLOPE_PARTS).divide(steps.step().number()).ok()
}

/// A total over weights in steps, in whole parts.
fn line(table: &PointsTable<'_>, at: usize) -> Option<WeightLine> {
    let line = table.total_line(at)?;
    let constant = line.constant.multiply(&parts(table.steps())?).ok()?.floor();
    let slope = |slope: &Number| Some(slope.multiply(&Number::from(SLOPE_PARTS)).ok()?.floor());
    Some(WeightLine { constant, slopes: line.slopes.iter().map(slope).collect::<Option<_>>()? })
}

/// What the one is ahead of the other by.
fn lead(one: &WeightLine, other: &WeightLine) -> Option<WeightLine> {
    let slopes = one.slopes.iter().zip(&other.slopes).map(|(one, other)| one.subtract(other).ok());
    Some(WeightLine { constant: one.constant.subtract(&other.constant).ok()?, slopes: slopes.collect::<Option<_>>()? })
}

fn turned(line: &WeightLine) -> WeightLine {
    WeightLine { constant: line.constant.negate(), slopes: line.slopes.iter().map(Number::negate).collect() }
}

/// The next choice of as many of `count` things; false after the last.
fn next(chosen: &mut [usize], count: usize) -> bool {
    let size = chosen.len();
    let free = (0..size)
        .rev()
        .find(|at| chosen.get(*at).is_some_and(|chosen| chosen.saturating_add(size.saturating_sub(*at)) < count));
    let Some(free) = free else { return false };
    let first = chosen.get(free).map_or(0, |chosen| chosen.saturating_add(1));
    chosen.iter_mut().skip(free).zip(first..).for_each(|(chosen, at)| *chosen = at);
    true
}

/// Weights in whole steps that add up: each rounded down, and what is left to those that lost most.
fn whole_steps(weights: &[Number], full: u32) -> Vec<u32> {
    let whole = |number: &Number| number.floor().to_i64().and_then(|whole| u32::try_from(whole).ok()).unwrap_or(0);
    let mut steps: Vec<u32> = weights.iter().map(whole).collect();
    let lost = |number: &Number| number.subtract(&number.floor()).unwrap_or_else(|_| Number::zero());
    let mut order: Vec<(usize, Number)> = weights.iter().map(lost).enumerate().collect();
    order.sort_by(|one, other| other.1.cmp(&one.1));
    let left = full.saturating_sub(steps.iter().sum());
    for (at, _) in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        steps.get_mut(at).into_iter().for_each(|steps| *steps = steps.saturating_add(1));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_comes_once() {
        let mut chosen = vec![0, 1];
        let mut all = vec![chosen.clone()];
        while next(&mut chosen, 4) {
            all.push(chosen.clone());
        }
        assert_eq!(all, [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]);
        assert!(!next(&mut [], 3));
    }

    #[test]
    fn whole_steps_add_up() {
        let weights = ["2.5", "3.7", "3.8"].map(|text| Number::parse(text).unwrap());
        assert_eq!(whole_steps(&weights, 10), [2, 4, 4]);
    }
}
