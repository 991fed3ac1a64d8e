//! [`RankTally`]: how often each organisation has each rank, and how often one is ahead of another.

use crate::numeric::{Number, NumberError};

/// The parts that a rank is counted in: ties of up to twenty are split exactly.
pub(super) const RANK_PARTS: u64 = 232_792_560;
/// The most organisations of which every rank is counted.
const MOST_RANKED: usize = 2_000;
/// The most organisations of which every pair is compared.
const MOST_PAIRED: usize = 200;

/// Counts of ranks under many sets of weights.
#[derive(Clone, Debug)]
pub(super) struct RankTally {
    count: usize,
    /// For every organisation and every rank, in parts; none for too many.
    parts: Vec<u64>,
    /// For every organisation and every other one, under how many sets it is ahead; none for too many.
    ahead: Vec<u64>,
    /// The best and the worst rank that each had.
    ends: Vec<(usize, usize)>,
    /// Under how many sets each is ahead of the one that follows it, and level with it.
    next: Vec<(u64, u64)>,
    /// Under how many sets each had a rank.
    ranked: Vec<u64>,
    order: Vec<(i64, usize)>,
}

impl RankTally {
    pub fn new(count: usize) -> Self {
        let squared = |most: usize| if count <= most { count.saturating_mul(count) } else { 0 };
        Self {
            count,
            parts: vec![0; squared(MOST_RANKED)],
            ahead: vec![0; squared(MOST_PAIRED)],
            ends: vec![(usize::MAX, 0); count],
            next: vec![(0, 0); count],
            ranked: vec![0; count],
            order: Vec::with_capacity(count),
        }
    }

    /// Counts the totals of all organisations under one set; `followers` holds who follows whom as things stand.
    pub fn add(&mut self, totals: &[Option<i64>], followers: &[Option<usize>]) {
        self.order.clear();
        self.order
            .extend(totals.iter().enumerate().filter_map(|(at, total)| Some((total.as_ref()?.wrapping_neg(), at))));
        self.order.sort_unstable();
        let order = std::mem::take(&mut self.order);
        let mut first = 0;
        for tied in order.chunk_by(|one, other| one.0 == other.0) {
            self.tie(tied, first);
            first = first.saturating_add(tied.len());
        }
        self.order = order;
        for ((next, follower), total) in self.next.iter_mut().zip(followers).zip(totals) {
            let other = follower.and_then(|at| totals.get(at).copied().flatten());
            if let (Some(total), Some(other)) = (total, other) {
                next.0 += u64::from(*total > other);
                next.1 += u64::from(*total == other);
            }
        }
        if !self.ahead.is_empty() {
            for (total, row) in totals.iter().zip(self.ahead.chunks_exact_mut(self.count)) {
                let Some(total) = total else { continue };
                let others = row.iter_mut().zip(totals);
                others.for_each(|(ahead, other)| *ahead += u64::from(other.is_some_and(|other| *total > other)));
            }
        }
    }

    /// Organisations with equal totals share the ranks from `first` on, each of them in equal parts; what whole parts leave over
    /// goes round, so that nobody has more than one set and no rank is given more often than once.
    fn tie(&mut self, tied: &[(i64, usize)], first: usize) {
        let size = tied.len();
        let (Ok(all), Ok(last)) = (u64::try_from(size), usize::try_from(RANK_PARTS)) else { return };
        let (share, over) = (RANK_PARTS.checked_div(all).unwrap_or(0), last.checked_rem(size).unwrap_or(0));
        for (turn, (_, at)) in tied.iter().enumerate() {
            if let Some(ranked) = self.ranked.get_mut(*at) {
                *ranked += 1;
            }
            if let Some(ends) = self.ends.get_mut(*at) {
                *ends = (ends.0.min(first), ends.1.max(first));
            }
            let row = at.saturating_mul(self.count).saturating_add(first);
            let Some(ranks) = self.parts.get_mut(row..row.saturating_add(size)) else { continue };
            for (position, parts) in ranks.iter_mut().enumerate() {
                let is_over = position.saturating_add(turn).checked_rem(size).is_some_and(|place| place < over);
                *parts += share + u64::from(is_over);
            }
        }
    }

    /// Adds the counts of other sets.
    pub fn join(mut self, other: &Self) -> Self {
        let add = |own: &mut [u64], other: &[u64]| own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        add(&mut self.parts, &other.parts);
        add(&mut self.ahead, &other.ahead);
        add(&mut self.ranked, &other.ranked);
        for (own, other) in self.ends.iter_mut().zip(&other.ends) {
            *own = (own.0.min(other.0), own.1.max(other.1));
        }
        for (own, other) in self.next.iter_mut().zip(&other.next) {
            *own = (own.0 + other.0, own.1 + other.1);
        }
        self
    }

    /// The best and the worst rank that an organisation had, 1 for the first; ranks as if as many were left out after equal totals.
    pub fn ends(&self, at: usize) -> Option<(usize, usize)> {
        let (best, worst) = self.ends.get(at).copied()?;
        (best <= worst).then(|| (best.saturating_add(1), worst.saturating_add(1)))
    }

    /// The ranks that an organisation had with the share of the sets in which it had them, 1 for the first; none for too many
    /// organisations.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn shares(&self, at: usize) -> Result<Vec<(usize, Number)>, NumberError> {
        let from = at.saturating_mul(self.count);
        let own = self.parts.get(from..from.saturating_add(self.count)).unwrap_or_default();
        let all = self.ranked.get(at).copied().unwrap_or(0).saturating_mul(RANK_PARTS).max(1);
        let had = own.iter().enumerate().filter(|(_, parts)| **parts > 0);
        let share = |parts: u64| Number::whole(parts.into()).divide(&Number::whole(all.into()));
        had.map(|(rank, parts)| Ok((rank.saturating_add(1), share(*parts)?))).collect()
    }

    /// Under how many sets an organisation is ahead of its follower, and level with it.
    pub fn next(&self, at: usize) -> (u64, u64) {
        self.next.get(at).copied().unwrap_or_default()
    }

    /// Under how many sets an organisation is ahead of each; none for too many.
    pub fn ahead(&self, at: usize) -> Option<&[u64]> {
        let from = at.saturating_mul(self.count);
        self.ahead.get(from..from.saturating_add(self.count)).filter(|ahead| !ahead.is_empty())
    }

    /// Under how many sets an organisation had a rank.
    pub fn ranked(&self, at: usize) -> u64 {
        self.ranked.get(at).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 90, 90, 80, none: the first two share the first two ranks by halves, the third has the third.
    #[test]
    fn ties_are_split() {
        let mut tally = RankTally::new(4);
        tally.add(&[Some(90), Some(90), Some(80), None], &[Some(1), Some(2), None, None]);
        let half = Number::parse("0.5").unwrap();
        assert_eq!(tally.shares(0).unwrap(), [(1, half.clone()), (2, half)]);
        assert_eq!(tally.shares(2).unwrap(), [(3, Number::from(1))]);
        assert_eq!((tally.ends(0), tally.ends(2), tally.ends(3)), (Some((1, 1)), Some((3, 3)), None));
        assert_eq!((tally.next(0), tally.next(1)), ((0, 1), (1, 0)));
        assert_eq!(tally.ahead(0), Some(&[0, 0, 1, 0][..]));
    }

    /// 23 level totals: no whole part for each, and yet every row and every column adds up to one set.
    #[test]
    fn many_that_are_level_leave_nothing_over() {
        let mut tally = RankTally::new(23);
        tally.add(&[Some(5); 23], &[None; 23]);
        for at in 0..23 {
            assert_eq!(tally.parts[at * 23..(at + 1) * 23].iter().sum::<u64>(), RANK_PARTS);
            assert_eq!((0..23).map(|row| tally.parts[row * 23 + at]).sum::<u64>(), RANK_PARTS);
        }
    }
}
