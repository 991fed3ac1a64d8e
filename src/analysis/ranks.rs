//! Ranks of totals, by the tie rule of the scheme.

use crate::numeric::Points;
use crate::scheme::TiedRanks;

/// The rank of each total, 1 for the highest; none where there is no total. Equal totals share a rank, and `ties` says which
/// rank comes after them.
pub(crate) fn ranks(totals: &[Option<&Points>], ties: TiedRanks) -> Vec<Option<usize>> {
    let given = totals.iter().zip(0..).filter_map(|(total, at)| Some(((*total)?, at)));
    let mut order: Vec<(&Points, usize)> = given.collect();
    order.sort_unstable_by(|(left, _), (right, _)| right.cmp(left));
    let mut found = vec![None; totals.len()];
    let (mut better, mut totals) = (0_usize, 0_usize);
    for equal in order.chunk_by(|(one, _), (other, _)| one == other) {
        for (_, at) in equal {
            found.get_mut(*at).into_iter().for_each(|found| *found = Some(ties.rank(better, totals)));
        }
        (better, totals) = (better.saturating_add(equal.len()), totals.saturating_add(1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Number;

    /// 90, 95, 95, none, 80: 95 twice is first; 90 is third or second; 80 is fourth or third.
    #[test]
    fn equal_totals_share_a_rank_and_the_next_one_follows_the_rule() {
        let points = ["90", "95", "95.00", "80"].map(|text| Points::new(Number::parse(text).unwrap()));
        let [a, b, c, d] = &points;
        let totals = [Some(a), Some(b), Some(c), None, Some(d)];
        assert_eq!(ranks(&totals, TiedRanks::Skip), [Some(3), Some(1), Some(1), None, Some(4)]);
        assert_eq!(ranks(&totals, TiedRanks::Dense), [Some(2), Some(1), Some(1), None, Some(3)]);
    }
}
