//! [`WeightDraws`]: sets of weights drawn in whole steps that add up exactly.

use super::sequence::RandomSequence;
use super::uncertainty::WeightUncertainty;
use crate::evaluation::{WeightBlock, WeightSteps};
use crate::numeric::Number;

/// Parts of a weight that a random factor is drawn in.
const PARTS: u32 = 1_000_000;

/// What sets of weights are drawn from.
#[derive(Clone, Debug)]
pub(super) struct WeightDraws {
    /// The weights of all rows; those of rows that are not drawn stay.
    own: Vec<u32>,
    /// The rows that are drawn.
    free: Vec<usize>,
    /// What they are worth together.
    sum: u32,
    way: DrawingWay,
    seed: u64,
}

/// How the drawn rows share what they are worth.
#[derive(Clone, Debug)]
enum DrawingWay {
    /// The gaps between cuts.
    Cuts,
    /// Each within a range; the widest takes what the others leave, and all are drawn again where that lies outside its own. So
    /// every set in the ranges is as likely as any other. The ranges lie evenly about weights that add up, therefore at least one
    /// set in as many as there are rows is kept.
    Ranges { ranges: Vec<(u32, u32)>, widest: usize },
    /// One number of several for each row, scaled to the sum.
    Choices(Vec<Vec<u64>>),
    /// Each weight times a factor in parts, the least one and up to so many parts more, scaled to the sum.
    Factors { own: Vec<u32>, least: u32, width: u32 },
}

impl WeightDraws {
    /// Draws for rows with these weights in steps, of which those at `locked` keep theirs; `None` where fewer than two rows are
    /// left, or where these are worth too little to be drawn in steps.
    pub fn new(
        steps: &WeightSteps,
        own: Vec<u32>,
        locked: &[usize],
        what: &WeightUncertainty,
        seed: u64,
    ) -> Option<Self> {
        let is_free = |at: &usize| !locked.contains(at) && own.get(*at).is_some_and(|steps| *steps > 0);
        let free: Vec<usize> = (0..own.len()).filter(is_free).collect();
        let of_free: Vec<u32> = free.iter().filter_map(|at| own.get(*at)).copied().collect();
        let sum: u32 = of_free.iter().sum();
        let count = u32::try_from(free.len()).ok()?;
        if count < 2 || sum < count.checked_mul(2)? {
            return None;
        }
        let way = match what {
            WeightUncertainty::Simplex => DrawingWay::Cuts,
            WeightUncertainty::Box(percent) => {
                let ranges: Vec<(u32, u32)> = of_free.iter().map(|own| range(*own, percent)).collect::<Option<_>>()?;
                let width = |at: &usize| ranges.get(*at).map_or(0, |(low, high)| high.saturating_sub(*low));
                let widest = (0..ranges.len()).max_by_key(width)?;
                DrawingWay::Ranges { ranges, widest }
            }
            WeightUncertainty::Relative(percent) => {
                let part = percent.divide(&Number::from(100)).ok()?.multiply(&Number::from(i64::from(PARTS))).ok()?;
                let part = u32::try_from(part.floor().to_i64()?).ok()?;
                DrawingWay::Factors { own: of_free, least: PARTS.checked_sub(part)?, width: part.checked_mul(2)? }
            }
            WeightUncertainty::Experts(experts) => {
                let of_row = |at: &usize| experts.iter().map(|expert| in_parts(expert.get(*at)?, steps)).collect();
                DrawingWay::Choices(free.iter().map(of_row).collect::<Option<_>>()?)
            }
        };
        Some(Self { own, free, sum, way, seed })
    }

    /// Between how many steps each row can lie.
    pub fn ranges(&self) -> Vec<(u32, u32)> {
        let mut all: Vec<(u32, u32)> = self.own.iter().map(|own| (*own, *own)).collect();
        let others = u32::try_from(self.free.len()).unwrap_or(u32::MAX).saturating_sub(1);
        let whole = (1, self.sum.saturating_sub(others));
        for (at, row) in self.free.iter().enumerate() {
            let range = match &self.way {
                DrawingWay::Cuts => whole,
                DrawingWay::Ranges { ranges, .. } => ranges.get(at).copied().unwrap_or(whole),
                DrawingWay::Choices(choices) => {
                    let ends = choices.iter().map(|row| (row.iter().min().copied(), row.iter().max().copied()));
                    self.scaled_range(at, ends.map(|(low, high)| (low.unwrap_or(0), high.unwrap_or(0))))
                }
                DrawingWay::Factors { own, least, width } => {
                    let most = least.saturating_add(*width);
                    self.scaled_range(at, own.iter().map(|own| (times(*own, *least), times(*own, most))))
                }
            };
            all.get_mut(*row).into_iter().for_each(|all| *all = range);
        }
        all
    }

    /// Between how many steps a row lies after scaling, if all lie between two numbers before it.
    fn scaled_range(&self, at: usize, ends: impl Iterator<Item = (u64, u64)>) -> (u32, u32) {
        let (mut own, mut low, mut high) = ((0, 0), 0_u128, 0_u128);
        for (row, (least, most)) in ends.enumerate() {
            if row == at {
                own = (u128::from(least), u128::from(most));
            } else {
                (low, high) = (low + u128::from(least), high + u128::from(most));
            }
        }
        let scaled = |own: u128, others: u128| (own * u128::from(self.sum)).checked_div(own + others).unwrap_or(0);
        let steps = |steps: u128| u32::try_from(steps).unwrap_or(self.sum).min(self.sum);
        (steps(scaled(own.0, high)), steps(scaled(own.1, low).saturating_add(1)))
    }

    /// Fills a block with the sets of these numbers.
    pub fn fill(&self, draws: std::ops::Range<u64>, block: &mut WeightBlock) {
        block.clear();
        let mut sequence = RandomSequence::new(self.seed);
        let mut weights = self.own.clone();
        let mut drawn = vec![0_u32; self.free.len()];
        for draw in draws {
            sequence.begin(draw);
            self.draw(&mut sequence, &mut drawn);
            for (row, steps) in self.free.iter().zip(&drawn) {
                weights.get_mut(*row).into_iter().for_each(|weight| *weight = *steps);
            }
            block.push(&weights);
        }
    }

    fn draw(&self, sequence: &mut RandomSequence, drawn: &mut [u32]) {
        match &self.way {
            DrawingWay::Cuts => cuts(sequence, self.sum, drawn),
            DrawingWay::Ranges { ranges, widest } => within(sequence, ranges, *widest, self.sum, drawn),
            DrawingWay::Choices(choices) => {
                let chosen = choices.iter().map(|row| {
                    let count = u32::try_from(row.len()).unwrap_or(u32::MAX);
                    let at = usize::try_from(sequence.below(count)).unwrap_or(0);
                    row.get(at).copied().unwrap_or(0)
                });
                share_out(self.sum, &chosen.collect::<Vec<_>>(), drawn);
            }
            DrawingWay::Factors { own, least, width } => {
                let factor = |own: &u32| times(*own, sequence.below(width.saturating_add(1)).saturating_add(*least));
                share_out(self.sum, &own.iter().map(factor).collect::<Vec<_>>(), drawn);
            }
        }
    }
}

/// The steps within so many percent of a weight, at least one.
fn range(own: u32, percent: &Number) -> Option<(u32, u32)> {
    let own = Number::from(i64::from(own));
    let less = own.multiply(percent).ok()?.divide(&Number::from(100)).ok()?;
    let steps = |number: Number| u32::try_from(number.to_i64()?).ok();
    let low = steps(own.subtract(&less).ok()?.ceiling())?.max(1);
    Some((low, steps(own.add(&less).ok()?.floor())?.max(low)))
}

fn times(steps: u32, factor: u32) -> u64 {
    u64::from(steps).wrapping_mul(u64::from(factor))
}

/// The weight of an expert in parts of a step; below 2⁴⁸.
fn in_parts(weight: &Number, steps: &WeightSteps) -> Option<u64> {
    let parts = weight.divide(steps.step().number()).ok()?.multiply(&Number::from(i64::from(PARTS))).ok()?;
    u64::try_from(parts.floor().to_i64()?).ok().filter(|parts| *parts < 1 << 48)
}

/// Parts of a sum, each of at least one step, that lie between cuts at different steps: every such set is as likely as any other.
fn cuts(sequence: &mut RandomSequence, sum: u32, drawn: &mut [u32]) {
    let Some((last, cuts)) = drawn.split_last_mut() else { return };
    loop {
        for cut in cuts.iter_mut() {
            *cut = sequence.below(sum.saturating_sub(1)).saturating_add(1);
        }
        cuts.sort_unstable();
        if cuts.windows(2).all(|pair| pair.first() != pair.last()) {
            break;
        }
    }
    let mut before = 0;
    for cut in cuts {
        let gap = cut.saturating_sub(before);
        before = std::mem::replace(cut, gap).max(before);
    }
    *last = sum.saturating_sub(before);
}

/// Numbers within ranges that add up.
fn within(sequence: &mut RandomSequence, ranges: &[(u32, u32)], widest: usize, sum: u32, drawn: &mut [u32]) {
    loop {
        let mut left = Some(sum);
        for (at, (steps, (low, high))) in drawn.iter_mut().zip(ranges).enumerate() {
            if at != widest {
                *steps = sequence.below(high.saturating_sub(*low).saturating_add(1)).saturating_add(*low);
                left = left.and_then(|left| left.checked_sub(*steps));
            }
        }
        if let (Some(left), Some((low, high))) = (left, ranges.get(widest))
            && (*low..=*high).contains(&left)
        {
            drawn.get_mut(widest).into_iter().for_each(|steps| *steps = left);
            return;
        }
    }
}

/// Shares a sum out in proportion to parts, in whole steps: each rounded down, and what is left to those that lost most, the first
/// of equals.
pub(super) fn share_out(sum: u32, parts: &[u64], drawn: &mut [u32]) {
    let all: u128 = parts.iter().map(|parts| u128::from(*parts)).sum::<u128>().max(1);
    let mut rests: Vec<(u128, usize)> = Vec::with_capacity(parts.len());
    let mut left = sum;
    for (at, (steps, parts)) in drawn.iter_mut().zip(parts).enumerate() {
        let scaled = u128::from(*parts) * u128::from(sum);
        *steps = u32::try_from(scaled / all).unwrap_or(sum);
        left = left.saturating_sub(*steps);
        rests.push((scaled % all, at));
    }
    rests.sort_unstable_by(|(one, first), (two, second)| two.cmp(one).then(first.cmp(second)));
    for (_, at) in rests.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        drawn.get_mut(at).into_iter().for_each(|steps| *steps = steps.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Weight;
    use crate::scheme::Scheme;

    /// Rows worth 40, 30, 20 and 10 of a hundred steps.
    fn scheme() -> Scheme {
        let row = |id: &str, weight: u32| {
            format!(
                "{{ id: {id}, name: {id}, weight: {weight}, unit: \"%\", target: {{ at_least: 100 }}, rule: done }}"
            )
        };
        let rows = [row("a", 40), row("b", 30), row("c", 20), row("d", 10)].join(", ");
        Scheme::from_yaml(&format!(
            "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: {{ total: {{ places: 2, mode: half-up }} }}\n\
             grades: [{{ grade: 全部, from: 0 }}]\nmetrics: {{ a: {{}}, b: {{}}, c: {{}}, d: {{}} }}\n\
             dimensions: [{{ id: all, name: 产出, weight: 100, indicators: [{rows}] }}]\n"
        ))
        .unwrap()
    }

    fn drawn(what: &WeightUncertainty, locked: &[usize], step: &str, count: u64) -> (WeightDraws, Vec<Vec<u32>>) {
        let scheme = scheme();
        let steps = WeightSteps::new(&scheme, &Weight::new(Number::parse(step).unwrap()).unwrap()).unwrap();
        let draws = WeightDraws::new(&steps, steps.nearest(&scheme), locked, what, 7).unwrap();
        let mut block = WeightBlock::new(4);
        draws.fill(0..count, &mut block);
        let sets = (0..block.len()).map(|at| block.weights(at)).collect();
        (draws, sets)
    }

    fn kinds() -> [WeightUncertainty; 4] {
        let twenty = Number::from(20);
        let expert = |weights: [i64; 4]| weights.map(Number::from).to_vec();
        let experts = vec![expert([40, 30, 20, 10]), expert([1, 1, 1, 1]), expert([5, 4, 3, 90])];
        [
            WeightUncertainty::Simplex,
            WeightUncertainty::Box(twenty.clone()),
            WeightUncertainty::Relative(twenty),
            WeightUncertainty::Experts(experts),
        ]
    }

    #[test]
    fn every_set_adds_up_within_its_ranges_and_no_row_is_worth_nothing() {
        for what in kinds() {
            for (locked, step) in [(&[][..], "0.01"), (&[1], "0.01"), (&[0, 3], "0.5")] {
                let (draws, sets) = drawn(&what, locked, step, 2_000);
                let ranges = draws.ranges();
                for weights in &sets {
                    assert_eq!(weights.iter().sum::<u32>(), draws.own.iter().sum::<u32>(), "{what:?}");
                    let mut within = weights.iter().zip(&ranges);
                    assert!(
                        within.all(|(weight, (low, high))| low <= weight && weight <= high),
                        "{what:?} {weights:?}"
                    );
                    assert!(weights.iter().all(|weight| *weight > 0), "{what:?} {weights:?}");
                    assert!(locked.iter().all(|at| weights[*at] == draws.own[*at]));
                }
                assert!(sets.iter().any(|weights| *weights != draws.own), "{what:?}");
            }
        }
    }

    /// Of 4 rows in 7 steps there are 20 sets, C(6, 3); each comes 1,000 times of 20,000, give or take 5 standard deviations of 31.
    #[test]
    fn every_set_of_the_simplex_comes_as_often_as_any_other() {
        let mut found = std::collections::BTreeMap::new();
        let mut sequence = RandomSequence::new(3);
        for draw in 0..20_000 {
            sequence.begin(draw);
            let mut drawn = [0; 4];
            cuts(&mut sequence, 7, &mut drawn);
            *found.entry(drawn).or_insert(0_i64) += 1;
        }
        assert_eq!(found.len(), 20);
        assert!(found.values().all(|count| (count - 1_000).abs() < 155), "{found:?}");
    }

    /// Three rows of 4, 4 and 2 steps, each half more or less: 2–6, 2–6 and 1–3 that add up to 10 are 13 sets.
    #[test]
    fn every_set_of_a_box_comes_as_often_as_any_other() {
        let ranges = [(2, 6), (2, 6), (1, 3)];
        let mut found = std::collections::BTreeMap::new();
        let mut sequence = RandomSequence::new(3);
        for draw in 0..13_000 {
            sequence.begin(draw);
            let mut drawn = [0; 3];
            within(&mut sequence, &ranges, 0, 10, &mut drawn);
            *found.entry(drawn).or_insert(0_i64) += 1;
        }
        let all = (2..=6).flat_map(|a| (2..=6).map(move |b| (a, b))).filter(|(a, b)| (1..=3).contains(&(10 - a - b)));
        assert_eq!(found.len(), all.count());
        assert!(found.values().all(|count| (count - 1_000).abs() < 155), "{found:?}");
    }

    /// The moments of the even distribution on the simplex of Q weights that add up to 1: mean 1 ÷ Q, variance
    /// (Q − 1) ÷ (Q² (Q + 1)). With Q = 4 and 10,000 steps: 2,500 and 3,750,000, less the little that whole steps take.
    #[test]
    fn weights_of_the_simplex_spread_as_they_should() {
        let (_, sets) = drawn(&WeightUncertainty::Simplex, &[], "0.01", 40_000);
        for row in 0..4 {
            let count = i64::try_from(sets.len()).unwrap();
            let mean = sets.iter().map(|set| i64::from(set[row])).sum::<i64>() / count;
            let variance = sets.iter().map(|set| (i64::from(set[row]) - 2_500).pow(2)).sum::<i64>() / count;
            // Standard deviation of the mean: 1,936 ÷ 200 = 9.7.
            assert!((mean - 2_500).abs() < 40, "{mean}");
            assert!((variance - 3_750_000).abs() < 120_000, "{variance}");
        }
    }

    /// 20 % of 40 is 8: a weight of the box lies evenly between 32 and 48, as far as the others let it.
    #[test]
    fn a_box_reaches_its_ends() {
        let (draws, sets) = drawn(&WeightUncertainty::Box(Number::from(20)), &[], "0.5", 20_000);
        assert_eq!(draws.ranges(), [(64, 96), (48, 72), (32, 48), (16, 24)]);
        for (row, (low, high)) in draws.ranges().into_iter().enumerate() {
            let (least, most) = (sets.iter().map(|set| set[row]).min(), sets.iter().map(|set| set[row]).max());
            assert_eq!((least, most), (Some(low), Some(high)));
        }
    }
}
