//! [`WholeLines`]: what the rounded points of all rows add up to along a segment, in checked whole numbers.
//!
//! It is what exact fractions come to, in a fraction of the time; where a number does not fit, or a row is not rounded half
//! up, there is no answer, and fractions are asked.

use num_integer::Integer;

use crate::numeric::{Line, Mode, Number, Rounding};

/// How many parts of the last place of rounded points weights are told to.
const FINER: i128 = 1_000_000;

/// The lines of the rows that move, and what the other rows get.
pub(super) struct WholeLines {
    rows: Vec<(WholeLine, WholeLine)>,
    /// How many of the last places of rounded points make one point.
    unit: i128,
    /// What the rows add up to that do not move.
    rest: Number,
}

/// A line whose value is a whole number over another.
pub(super) struct WholeLine {
    constant: i128,
    slope: i128,
    scale: i128,
}

/// A number as one whole number over another, which is above 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    pub above: i128,
    pub below: i128,
}

/// What rounded points add up to that are held to the weights of their rows.
pub(super) struct HeldSum {
    /// How many of the last places of rounded points make one point.
    unit: i128,
    /// Whole numbers of the last place, and what is none.
    whole: i128,
    held: Number,
}

impl HeldSum {
    /// Nothing yet.
    pub fn of(unit: i128) -> Self {
        Self { unit, whole: 0, held: Number::zero() }
    }

    /// Adds the points of a row, which are rounded and held to its weight; that may lie between two of their places.
    pub fn add(&mut self, points: Fraction, weight: Fraction) -> Option<()> {
        let rounded = points.rounded(self.unit)?;
        if rounded.checked_mul(weight.below)? > weight.above.checked_mul(self.unit)? {
            return self.add_points(&Number::quotient(weight.above, weight.below)?);
        }
        self.whole = self.whole.checked_add(rounded)?;
        Some(())
    }

    /// Adds points as they are.
    pub fn add_points(&mut self, points: &Number) -> Option<()> {
        let (above, below) = points.parts()?;
        match self.unit.checked_rem(below)? {
            0 => self.whole = self.whole.checked_add(above.checked_mul(self.unit.checked_div(below)?)?)?,
            _ => self.held = self.held.add(points).ok()?,
        }
        Some(())
    }

    /// All of them.
    pub fn all(self) -> Option<Number> {
        Number::quotient(self.whole, self.unit)?.add(&self.held).ok()
    }
}

impl WholeLines {
    /// Those of rows, each with its points before rounding and its weight.
    pub fn new<'l>(
        rows: impl IntoIterator<Item = (&'l Line, &'l Line)>,
        rounding: Rounding,
        rest: Number,
    ) -> Option<Self> {
        let unit = 10_i128.checked_pow(rounding.places).filter(|_| rounding.mode == Mode::HalfUp)?;
        let rows = rows.into_iter().map(|(points, weight)| Some((WholeLine::of(points)?, WholeLine::of(weight)?)));
        Some(Self { rows: rows.collect::<Option<_>>()?, unit, rest })
    }

    /// What the rows add up to where the moved one is worth `at`.
    pub fn sum_at(&self, at: &Number) -> Option<Number> {
        let at = Fraction::of(at)?;
        let mut sum = HeldSum::of(self.unit);
        sum.add_points(&self.rest)?;
        for (points, weight) in &self.rows {
            sum.add(points.at(at)?, weight.at(at)?)?;
        }
        sum.all()
    }

    /// Two sums between which, both included, all are that lie between `at` and `far`: a row's points only grow or only
    /// fall along a line, and no rounding turns that round.
    pub fn sums_between(&self, at: &Number, far: &Number) -> Option<(Number, Number)> {
        let (at, far) = (Fraction::of(at)?, Fraction::of(far)?);
        // Weights are cut to so many places more that what is cut off matters to nobody.
        let fine = self.unit.checked_mul(FINER)?;
        let (mut least, mut most) = (0_i128, 0_i128);
        for (points, weight) in &self.rows {
            let rounded = |at: Fraction| points.at(at)?.rounded(self.unit)?.checked_mul(FINER);
            let (one, other) = (rounded(at)?, rounded(far)?);
            let (light, heavy) = (weight.at(at)?.cut(fine)?, weight.at(far)?.cut(fine)?);
            least = least.checked_add(one.min(other).min(light).min(heavy))?;
            most = most.checked_add(one.max(other).min(light.max(heavy).checked_add(1)?))?;
        }
        let sum = |rows: i128| Number::quotient(rows, fine)?.add(&self.rest).ok();
        sum(least).zip(sum(most))
    }
}

impl WholeLine {
    pub fn of(line: &Line) -> Option<Self> {
        let (constant, of_constant) = line.constant.parts()?;
        let (slope, of_slope) = line.slope.parts()?;
        let scale = of_constant.checked_div(of_constant.gcd(&of_slope))?.checked_mul(of_slope)?;
        let scaled = |above: i128, below: i128| above.checked_mul(scale.checked_div(below)?);
        Some(Self { constant: scaled(constant, of_constant)?, slope: scaled(slope, of_slope)?, scale })
    }

    pub fn at(&self, at: Fraction) -> Option<Fraction> {
        let (constant, slope) = (self.constant.checked_mul(at.below)?, self.slope.checked_mul(at.above)?);
        Some(Fraction { above: constant.checked_add(slope)?, below: self.scale.checked_mul(at.below)? })
    }
}

impl Fraction {
    pub fn of(number: &Number) -> Option<Self> {
        number.parts().map(|(above, below)| Self { above, below })
    }

    /// Rounded half up to whole numbers of the last place; none below 0.
    fn rounded(self, unit: i128) -> Option<i128> {
        let twice = self.not_negative()?.checked_mul(unit)?.checked_mul(2)?.checked_add(self.below)?;
        twice.checked_div(self.below.checked_mul(2)?)
    }

    /// Cut to whole numbers of the last place; none below 0.
    fn cut(self, unit: i128) -> Option<i128> {
        self.not_negative()?.checked_mul(unit)?.checked_div(self.below)
    }

    fn not_negative(self) -> Option<i128> {
        (self.above >= 0).then_some(self.above)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fraction(above: i64, below: i64) -> Number {
        Number::from(above).divide(&Number::from(below)).unwrap()
    }

    prop_compose! {
        /// A line of points with the weight that holds them: points are a share of the weight.
        fn row()(
            constant in 0_i64..2_000, slope in -9_i64..9, below in 1_i64..90, share in 0_i64..=12
        ) -> (Line, Line) {
            let weight = Line { constant: fraction(constant.saturating_add(900), below), slope: fraction(slope, below) };
            let share = fraction(share, 12);
            let part = |number: &Number| number.multiply(&share).unwrap();
            (Line { constant: part(&weight.constant), slope: part(&weight.slope) }, weight)
        }
    }

    /// The rounded points of a row, held to its weight, by exact fractions.
    fn points((points, weight): &(Line, Line), at: &Number, rounding: Rounding) -> Number {
        rounding.apply(&points.at(at).unwrap()).min(weight.at(at).unwrap())
    }

    proptest! {
        #[test]
        fn whole_numbers_come_to_what_fractions_do(
            rows in prop::collection::vec(row(), 1..9),
            at in 0_i64..1_000,
            far in 0_i64..1_000,
            between in 0_i64..=8,
            places in 0_u32..4,
        ) {
            let rounding = Rounding { places, mode: Mode::HalfUp };
            let rest = fraction(7, 3);
            let whole = WholeLines::new(rows.iter().map(|(points, weight)| (points, weight)), rounding, rest.clone());
            let whole = whole.unwrap();
            let (at, far) = (fraction(at, 10), fraction(far, 10));
            let sum = |at: &Number| {
                rows.iter().fold(rest.clone(), |sum, row| sum.add(&points(row, at, rounding)).unwrap())
            };
            prop_assert_eq!(whole.sum_at(&at), Some(sum(&at)));
            let step = far.subtract(&at).unwrap().multiply(&fraction(between, 8)).unwrap();
            let within = sum(&at.add(&step).unwrap());
            let (least, most) = whole.sums_between(&at, &far).unwrap();
            prop_assert!(least <= within && within <= most, "{least} {within} {most}");
        }
    }

    #[test]
    fn what_no_whole_number_says_has_no_answer() {
        let line = |constant: i64| Line { constant: fraction(constant, 3), slope: Number::zero() };
        let (points, weight) = (line(20), line(20));
        let rounding = |mode: Mode| Rounding { places: 2, mode };
        let lines = |mode: Mode| WholeLines::new([(&points, &weight)], rounding(mode), Number::zero());
        assert!(lines(Mode::HalfEven).is_none() && lines(Mode::Down).is_none());
        // 6.67 is more than a weight of 20/3, which is what the row gets.
        let lines = lines(Mode::HalfUp).unwrap();
        let zero = Number::zero();
        assert_eq!(lines.sum_at(&zero), Some(fraction(20, 3)));
        let ends = (fraction(666_666_666, 100_000_000), fraction(666_666_667, 100_000_000));
        assert_eq!(lines.sums_between(&zero, &zero), Some(ends));
        let below = Line { constant: fraction(-1, 3), slope: Number::zero() };
        let negative = WholeLines::new([(&below, &weight)], rounding(Mode::HalfUp), Number::zero()).unwrap();
        assert_eq!(negative.sum_at(&zero), None);
    }
}
