//! [`MaxMin`]: the weights at which the least of several lines is greatest, found exactly.
//!
//! A simplex search over variables between bounds, in fractions, by Bland's rule, which never goes in circles.

use crate::numeric::{Number, NumberError};

/// A line over weights: `constant + Σ slope × weight`.
#[derive(Clone, Debug)]
pub(super) struct WeightLine {
    pub constant: Number,
    pub slopes: Vec<Number>,
}

/// The greatest least value, and weights that have it.
#[derive(Clone, Debug)]
pub(super) struct MaxMin {
    pub value: Number,
    pub weights: Vec<Number>,
}

/// A variable of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variable {
    Weight(usize),
    /// What a line lies above the least one.
    Above(usize),
    /// The least value.
    Least,
}

/// Basic variables, each with its value and what it changes by with each of the others; those stand at a bound.
struct Dictionary<'a> {
    ranges: &'a [(Number, Number)],
    basic: Vec<(Variable, Number, Vec<Number>)>,
    others: Vec<(Variable, Number)>,
}

impl MaxMin {
    /// The weights within ranges that add up to `sum` at which the least of some lines is greatest; `None` where there are no
    /// such weights or lines, and where the search takes more than the work that is left, in numbers that are computed.
    pub fn new(lines: &[&WeightLine], ranges: &[(Number, Number)], sum: &Number, work: &mut usize) -> Option<Self> {
        let of_step = lines.len().saturating_add(1).saturating_mul(ranges.len().saturating_add(1));
        *work = work.checked_sub(of_step)?;
        let mut dictionary = Dictionary::new(lines, ranges, sum).ok()??;
        loop {
            *work = work.checked_sub(of_step)?;
            match dictionary.step().ok()? {
                SearchStep::Taken => {}
                SearchStep::Best => return Some(dictionary.answer()),
                SearchStep::Unbounded => return None,
            }
        }
    }
}

enum SearchStep {
    Taken,
    Best,
    Unbounded,
}

impl<'a> Dictionary<'a> {
    /// Starts where weights are at their upper bounds as far as the sum goes, one between its bounds, the rest at their lower ones.
    fn new(lines: &[&WeightLine], ranges: &'a [(Number, Number)], sum: &Number) -> Result<Option<Self>, NumberError> {
        let mut left = sum.clone();
        for (low, _) in ranges {
            left = left.subtract(low)?;
        }
        if left.is_negative() {
            return Ok(None);
        }
        let (mut weights, mut between) = (Vec::with_capacity(ranges.len()), None);
        for (at, (low, high)) in ranges.iter().enumerate() {
            let room = high.subtract(low)?;
            let more = room.clone().min(left.clone());
            if between.is_none() && more < room {
                between = Some(at);
            }
            left = left.subtract(&more)?;
            weights.push(low.add(&more)?);
        }
        let (Some(between), true) = (between.or(ranges.len().checked_sub(1)), left.is_zero()) else { return Ok(None) };
        let value = |line: &WeightLine| {
            line.slopes
                .iter()
                .zip(&weights)
                .try_fold(line.constant.clone(), |sum, (slope, weight)| sum.add(&slope.multiply(weight)?))
        };
        let values = lines.iter().map(|line| value(line)).collect::<Result<Vec<_>, _>>()?;
        let Some((lowest, least)) = values.iter().enumerate().min_by(|one, other| one.1.cmp(other.1)) else {
            return Ok(None);
        };
        let mut others: Vec<(Variable, Number)> = (0..ranges.len())
            .filter(|at| *at != between)
            .filter_map(|at| Some((Variable::Weight(at), weights.get(at)?.clone())))
            .collect();
        others.push((Variable::Above(lowest), Number::zero()));
        // A weight that moves takes the one in between the other way.
        let slopes = |line: &WeightLine| {
            let own = line.slopes.get(between).cloned().unwrap_or_else(Number::zero);
            let slope = |(variable, _): &(Variable, Number)| match variable {
                Variable::Weight(at) => {
                    line.slopes.get(*at).map_or_else(|| Ok(own.negate()), |slope| slope.subtract(&own))
                }
                _ => Ok(Number::zero()),
            };
            others.iter().map(slope).collect::<Result<Vec<_>, NumberError>>()
        };
        let one = |is_weight: bool| Number::from(if is_weight { -1 } else { 0 });
        let of_between = others.iter().map(|(variable, _)| one(matches!(variable, Variable::Weight(_)))).collect();
        let at_between = weights.get(between).cloned().unwrap_or_else(Number::zero);
        let mut basic = vec![(Variable::Weight(between), at_between, of_between)];
        let Some(lowest_line) = lines.get(lowest) else { return Ok(None) };
        let mut of_least = slopes(lowest_line)?;
        of_least.last_mut().into_iter().for_each(|last| *last = Number::from(-1));
        for (at, (line, value)) in lines.iter().zip(&values).enumerate().filter(|(at, _)| *at != lowest) {
            let own = slopes(line)?;
            let rest = own.iter().zip(&of_least).map(|(own, least)| own.subtract(least));
            basic.push((Variable::Above(at), value.subtract(least)?, rest.collect::<Result<_, _>>()?));
        }
        basic.push((Variable::Least, least.clone(), of_least));
        Ok(Some(Self { ranges, basic, others }))
    }

    fn bounds(&self, variable: Variable) -> (Option<Number>, Option<Number>) {
        match variable {
            Variable::Weight(at) => {
                let range = self.ranges.get(at);
                (range.map(|(low, _)| low.clone()), range.map(|(_, high)| high.clone()))
            }
            Variable::Above(_) => (Some(Number::zero()), None),
            Variable::Least => (None, None),
        }
    }

    /// Moves the first variable that makes the least value greater, as far as it can go.
    fn step(&mut self) -> Result<SearchStep, NumberError> {
        let Some((.., objective)) = self.basic.iter().find(|(variable, ..)| *variable == Variable::Least) else {
            return Ok(SearchStep::Unbounded);
        };
        let entering = self.others.iter().zip(objective).enumerate().filter_map(|(at, ((variable, value), gain))| {
            let (low, high) = self.bounds(*variable);
            let is_up = !gain.is_negative();
            let is_free = if is_up { high.as_ref() != Some(value) } else { low.as_ref() != Some(value) };
            (!gain.is_zero() && is_free).then_some((key(*variable), at, is_up))
        });
        let Some((_, entering, is_up)) = entering.min() else { return Ok(SearchStep::Best) };
        let Some((variable, value)) = self.others.get(entering).cloned() else { return Ok(SearchStep::Best) };
        let (low, high) = self.bounds(variable);
        let end = if is_up { high } else { low };
        let mut way = end.as_ref().map(|end| end.subtract(&value)).transpose()?.map(|way| way.absolute());
        let mut leaving: Option<(usize, usize)> = None;
        for (row, (variable, value, slopes)) in self.basic.iter().enumerate() {
            let Some(slope) = slopes.get(entering).filter(|slope| !slope.is_zero()) else { continue };
            let rises = slope.is_negative() != is_up;
            let (low, high) = self.bounds(*variable);
            let Some(bound) = (if rises { high } else { low }) else { continue };
            let room = bound.subtract(value)?.absolute().divide(&slope.absolute())?;
            let is_nearer = way.as_ref().is_none_or(|way| room < *way);
            let is_first = way.as_ref() == Some(&room) && leaving.is_some_and(|(_, first)| key(*variable) < first);
            if is_nearer || is_first {
                way = Some(room);
                leaving = Some((row, key(*variable)));
            }
        }
        let Some(way) = way else { return Ok(SearchStep::Unbounded) };
        let moved = if is_up { way } else { way.negate() };
        for (_, value, slopes) in &mut self.basic {
            let Some(slope) = slopes.get(entering).filter(|slope| !slope.is_zero()) else { continue };
            *value = value.add(&slope.multiply(&moved)?)?;
        }
        if let Some((_, value)) = self.others.get_mut(entering) {
            *value = value.add(&moved)?;
        }
        if let Some((row, _)) = leaving {
            self.exchange(row, entering)?;
        }
        Ok(SearchStep::Taken)
    }

    /// Makes the variable of a column basic in place of that of a row.
    fn exchange(&mut self, row: usize, entering: usize) -> Result<(), NumberError> {
        let (Some((left, left_value, slopes)), Some((entered, value))) =
            (self.basic.get(row).cloned(), self.others.get(entering).cloned())
        else {
            return Ok(());
        };
        let Some(pivot) = slopes.get(entering) else { return Ok(()) };
        let mut own = Vec::with_capacity(slopes.len());
        for (at, slope) in slopes.iter().enumerate() {
            own.push(if at == entering { Number::from(1).divide(pivot)? } else { slope.divide(pivot)?.negate() });
        }
        for (at, (_, _, slopes)) in self.basic.iter_mut().enumerate().filter(|(at, _)| *at != row) {
            debug_assert_ne!(at, row);
            let Some(factor) = slopes.get(entering).cloned().filter(|factor| !factor.is_zero()) else { continue };
            for (column, (slope, own)) in slopes.iter_mut().zip(&own).enumerate() {
                let more = factor.multiply(own)?;
                *slope = if column == entering { more } else { slope.add(&more)? };
            }
        }
        self.basic.get_mut(row).into_iter().for_each(|basic| *basic = (entered, value.clone(), own.clone()));
        self.others.get_mut(entering).into_iter().for_each(|other| *other = (left, left_value.clone()));
        Ok(())
    }

    fn answer(self) -> MaxMin {
        let mut weights: Vec<Number> = self.ranges.iter().map(|(low, _)| low.clone()).collect();
        let mut value = Number::zero();
        let basic = self.basic.into_iter().map(|(variable, value, _)| (variable, value));
        for (variable, found) in basic.chain(self.others) {
            match variable {
                Variable::Weight(at) => weights.get_mut(at).into_iter().for_each(|weight| *weight = found.clone()),
                Variable::Least => value = found,
                Variable::Above(_) => {}
            }
        }
        MaxMin { value, weights }
    }
}

/// The order of the variables.
fn key(variable: Variable) -> usize {
    match variable {
        Variable::Weight(at) => at.saturating_mul(2),
        Variable::Above(at) => at.saturating_mul(2).saturating_add(1),
        Variable::Least => usize::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(constant: i64, slopes: &[i64]) -> WeightLine {
        WeightLine { constant: Number::from(constant), slopes: slopes.iter().copied().map(Number::from).collect() }
    }

    fn ranges(ends: &[(i64, i64)]) -> Vec<(Number, Number)> {
        ends.iter().map(|(low, high)| (Number::from(*low), Number::from(*high))).collect()
    }

    /// Of a and b with a + b = 1, each from 0 to 1: the least of 3a and 2b is greatest where 3a = 2 − 2a, at a = 2/5 with 6/5.
    #[test]
    fn two_lines_meet() {
        let (one, other) = (line(0, &[3, 0]), line(0, &[0, 2]));
        let found = MaxMin::new(&[&one, &other], &ranges(&[(0, 1), (0, 1)]), &Number::from(1), &mut 100).unwrap();
        assert_eq!((found.value.to_exact(), found.weights[0].to_exact()), ("1.2".to_owned(), "0.4".to_owned()));
    }

    #[test]
    fn a_search_ends_with_its_work() {
        let (one, other) = (line(0, &[3, 0]), line(0, &[0, 2]));
        assert!(MaxMin::new(&[&one, &other], &ranges(&[(0, 1), (0, 1)]), &Number::from(1), &mut 20).is_none());
    }

    #[test]
    fn weights_that_cannot_add_up_are_none() {
        let one = line(0, &[1, 1]);
        assert!(MaxMin::new(&[&one], &ranges(&[(0, 1), (0, 1)]), &Number::from(3), &mut 100).is_none());
        assert!(MaxMin::new(&[&one], &ranges(&[(2, 3), (2, 3)]), &Number::from(3), &mut 100).is_none());
        assert!(MaxMin::new(&[], &ranges(&[(0, 1)]), &Number::from(1), &mut 100).is_none());
    }

    /// Random lines over four weights in whole steps: no weights on the steps have a greater least value, and the weights that are
    /// found have the value that is told.
    #[test]
    fn no_other_weights_are_better() {
        let mut state = 5_u64;
        let mut below = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((state >> 33) % limit).unwrap()
        };
        for _ in 0..60 {
            let count = 1 + below(4);
            let lines: Vec<WeightLine> = (0..count)
                .map(|_| line(below(21) - 10, &[below(21) - 10, below(21) - 10, below(21) - 10, below(21) - 10]))
                .collect();
            let lines: Vec<&WeightLine> = lines.iter().collect();
            let ends = [(0, 4), (1, 5), (0, 3), (2, 6)];
            let found = MaxMin::new(&lines, &ranges(&ends), &Number::from(9), &mut 10_000).unwrap();
            let value = |weights: &[Number]| {
                let at = |line: &&WeightLine| {
                    line.slopes.iter().zip(weights).fold(line.constant.clone(), |sum, (slope, weight)| {
                        sum.add(&slope.multiply(weight).unwrap()).unwrap()
                    })
                };
                lines.iter().map(at).min().unwrap()
            };
            assert_eq!(value(&found.weights), found.value);
            let sum = found.weights.iter().fold(Number::zero(), |sum, weight| sum.add(weight).unwrap());
            assert_eq!(sum, Number::from(9));
            let all = (0..=4).flat_map(|a| (1..=5).flat_map(move |b| (0..=3).map(move |c| [a, b, c, 9 - a - b - c])));
            for weights in all.filter(|weights| (2..=6).contains(&weights[3])) {
                assert!(value(&weights.map(Number::from)) <= found.value, "{weights:?} {found:?}");
            }
        }
    }
}
