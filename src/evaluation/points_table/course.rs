//! [`WholeCourse`]: from the sum of the weighted rows to total and grade, in whole numbers.

use crate::evaluation::sum_course::SumCourse;
use crate::numeric::{Mode, Number, Rounding};
use crate::scheme::Scheme;

/// The way from a sum to the total, in parts of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WholeCourse {
    extras: i64,
    is_zero: bool,
    /// The lesser of the ceiling and the most that a total can be.
    highest: i64,
    /// Last places of the total for each part, as a fraction in lowest terms.
    places: (i64, i64),
    mode: Mode,
    /// Whether rounding takes more than 64 bits on the way.
    is_wide: bool,
}

/// The totals from which on a grade is reached, and the best one that is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GradeLines {
    /// In last places, best first.
    pub from: Vec<i64>,
    pub best_allowed: usize,
}

/// How many parts of a point lie below a sum that is known to be a little more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CutSide {
    /// The numbers are rounded down where parts do not hold them.
    Low,
    /// They are rounded up.
    High,
}

/// The largest total, in parts times last places, that is computed in 64 bits, and in 128.
const LARGEST: i128 = 1 << 61;
const LARGEST_WIDE: i128 = 1 << 125;

/// Rounding of fractions of whole numbers that are not below 0.
trait Divided<T> {
    /// The fraction, rounded.
    fn divided(self, above: T, below: T) -> T;
}

impl<T: num_integer::Integer + Copy> Divided<T> for Mode {
    #[inline]
    fn divided(self, above: T, below: T) -> T {
        let two = T::one() + T::one();
        match self {
            Self::Down => above / below,
            Self::HalfUp => (two * above + below) / (two * below),
            Self::HalfEven => {
                let (whole, rest) = (two * above + below).div_rem(&(two * below));
                // A half was rounded up, which is one too many if that is odd.
                if rest.is_zero() && whole.is_odd() { whole - T::one() } else { whole }
            }
        }
    }
}

impl WholeCourse {
    /// The course in parts, of which a point has `unit`; `None` where 64 bits do not hold it.
    pub fn new(course: &SumCourse, rounding: Rounding, unit: i64, side: CutSide) -> Option<Self> {
        let parts = |number: &Number| {
            let exact = number.multiply(&Number::from(unit)).ok()?;
            let whole = if side == CutSide::Low { exact.floor() } else { exact.ceiling() };
            whole.to_i64()
        };
        let power = 10_i64.checked_pow(rounding.places)?;
        let common = num_integer::gcd(power, unit);
        let places = (power.checked_div(common)?, unit.checked_div(common)?);
        let highest = parts((&course.ceiling).min(&course.highest))?;
        let (above, below) = (i128::from(places.0), i128::from(places.1));
        let largest = i128::from(highest).checked_abs()?.checked_mul(above)?.checked_add(below)?.checked_mul(2)?;
        (largest < LARGEST_WIDE).then_some(Self {
            extras: parts(&course.extras)?,
            is_zero: course.is_zero,
            highest,
            places,
            mode: rounding.mode,
            is_wide: largest >= LARGEST,
        })
    }

    /// The total in parts, before it is rounded, where the weighted rows add up to `sum`.
    #[inline]
    pub fn bounded(&self, sum: i64) -> i64 {
        if self.is_zero { 0 } else { sum.saturating_add(self.extras).min(self.highest).max(0) }
    }

    /// The total in last places where the weighted rows add up to `sum`.
    #[inline]
    pub fn total(&self, sum: i64) -> i64 {
        let bounded = self.bounded(sum);
        let (above, below) = self.places;
        if below == 1 {
            return bounded * above;
        }
        if self.is_wide {
            let whole = self.mode.divided(i128::from(bounded) * i128::from(above), i128::from(below));
            return i64::try_from(whole).unwrap_or(i64::MAX);
        }
        self.mode.divided(bounded * above, below)
    }

    /// The least sum from `low` to `high` whose total is at least `total`; one above `high` where there is none. A larger sum
    /// never has a lower total.
    pub fn least_sum(&self, total: i64, (low, high): (i64, i64)) -> i64 {
        let (mut low, mut high) = (low, high.saturating_add(1));
        while low < high {
            let middle = low.midpoint(high);
            if self.total(middle) >= total {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        low
    }
}

impl GradeLines {
    /// The lines of a scheme; `None` where 64 bits do not hold them.
    pub fn new(scheme: &Scheme, course: &SumCourse) -> Option<Self> {
        let places = Number::power_of_ten(scheme.roundings.total.places).ok()?;
        let line = |from: &Number| from.multiply(&places).ok()?.ceiling().to_i64();
        let from = scheme.grades.iter().map(|grade| line(&grade.from)).collect::<Option<_>>()?;
        Some(Self { from, best_allowed: course.best_allowed })
    }

    /// The position of the grade of a total in last places.
    pub fn grade(&self, total: i64) -> usize {
        let last = self.from.len().saturating_sub(1);
        let own = self.from.iter().position(|from| total >= *from).unwrap_or(last);
        own.max(self.best_allowed)
    }
}
