//! [`Small`]: a fraction of two machine words, with arithmetic that cannot overflow.

use std::cmp::Ordering;
use std::num::NonZero;

const ONE: NonZero<u64> = NonZero::<u64>::MIN;

/// A fraction in lowest terms; the denominator is below 2⁶³.
///
/// So a product of two parts is at most 2¹²⁶, and the sum of two such products is below 2¹²⁷: every operation has an
/// exact result in 128 bits, as a [`Wide`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Small {
    numerator: i64,
    denominator: NonZero<u64>,
}

/// A fraction in lowest terms, with a positive denominator, that may be too large for a [`Small`].
#[derive(Clone, Copy)]
pub(super) struct Wide {
    pub(super) numerator: i128,
    pub(super) denominator: i128,
}

impl Small {
    pub(super) const fn whole(numerator: i64) -> Self {
        Self { numerator, denominator: ONE }
    }

    /// The fraction of two parts in lowest terms, if they fit.
    pub(super) fn new(numerator: impl TryInto<i64>, denominator: impl TryInto<i64>) -> Option<Self> {
        let denominator = u64::try_from(denominator.try_into().ok()?).ok()?;
        Some(Self { numerator: numerator.try_into().ok()?, denominator: NonZero::new(denominator)? })
    }

    pub(super) fn numerator(self) -> i64 {
        self.numerator
    }

    pub(super) fn denominator(self) -> u64 {
        self.denominator.get()
    }

    pub(super) fn is_whole(self) -> bool {
        self.denominator == ONE
    }

    pub(super) fn add(self, other: Self) -> Wide {
        self.sum(i128::from(other.numerator), other.denominator)
    }

    pub(super) fn subtract(self, other: Self) -> Wide {
        self.sum(-i128::from(other.numerator), other.denominator)
    }

    pub(super) fn multiply(self, other: Self) -> Wide {
        let is_negative = self.is_negative() != other.is_negative();
        let above = (self.numerator.unsigned_abs(), other.numerator.unsigned_abs());
        product(is_negative, above, (self.denominator, other.denominator))
    }

    /// The quotient; `None` over 0.
    pub(super) fn divide(self, other: Self) -> Option<Wide> {
        let is_negative = self.is_negative() != other.is_negative();
        let divisor = NonZero::new(other.numerator.unsigned_abs())?;
        let above = (self.numerator.unsigned_abs(), other.denominator.get());
        Some(product(is_negative, above, (self.denominator, divisor)))
    }

    /// What division by `other` leaves, with the sign of `self`; `None` over 0.
    pub(super) fn remainder(self, other: Self) -> Option<Wide> {
        let common = gcd(self.denominator.get(), other.denominator);
        let own = i128::from(self.numerator) * i128::from(other.denominator.get() / common);
        let others = i128::from(other.numerator) * i128::from(self.denominator.get() / common);
        let denominator = i128::from(self.denominator.get()) * i128::from(other.denominator.get() / common);
        Wide::reduced(own.checked_rem(others)?, denominator)
    }

    pub(super) fn negate(self) -> Wide {
        Wide { numerator: -i128::from(self.numerator), denominator: i128::from(self.denominator.get()) }
    }

    pub(super) fn floor(self) -> Self {
        // A denominator above 1 brings the quotient away from the ends of the range.
        Self::whole(self.numerator.div_euclid(self.denominator.get().cast_signed()))
    }

    pub(super) fn ceiling(self) -> Self {
        if self.is_whole() { self } else { Self::whole(self.floor().numerator + 1) }
    }

    pub(super) fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// How many decimals write the fraction out; `None` if it never ends.
    pub(super) fn decimals(self) -> Option<u32> {
        let twos = self.denominator.trailing_zeros();
        let mut rest = self.denominator.get() >> twos;
        let mut fives = 0;
        while rest.is_multiple_of(5) {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }

    fn sum(self, numerator: i128, denominator: NonZero<u64>) -> Wide {
        let common = gcd(self.denominator.get(), denominator);
        let (own_part, other_part) = (self.denominator.get() / common, denominator.get() / common);
        let sum = i128::from(self.numerator) * i128::from(other_part) + numerator * i128::from(own_part);
        // What the two denominators do not share cannot be cancelled.
        let cancelled = if common == ONE { ONE } else { gcd(rest_of(sum, common), common) };
        let denominator = i128::from(own_part) * i128::from(denominator.get() / cancelled);
        let numerator = if cancelled == ONE { sum } else { divided(sum, i128::from(cancelled.get())) };
        Wide { numerator, denominator }
    }
}

impl Ord for Small {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let own = i128::from(self.numerator) * i128::from(other.denominator.get());
        own.cmp(&(i128::from(other.numerator) * i128::from(self.denominator.get())))
    }
}

impl PartialOrd for Small {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Wide {
    /// The quotient of two whole numbers, neither of them −2¹²⁷, in lowest terms; `None` over 0.
    pub(super) fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let (mut left, mut right) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = loop {
            match (u64::try_from(left), u64::try_from(right).map(NonZero::new)) {
                (_, Ok(None)) => break left,
                (Ok(left), Ok(Some(right))) => break u128::from(gcd(left, right).get()),
                _ => (left, right) = (right, left % right),
            }
        };
        let common = common.cast_signed() * denominator.signum();
        Some(Self { numerator: divided(numerator, common), denominator: divided(denominator, common) })
    }
}

/// The product of two fractions in lowest terms, the factors above the bar and those below it each in their order.
fn product(is_negative: bool, above: (u64, u64), below: (NonZero<u64>, NonZero<u64>)) -> Wide {
    // Only a numerator and the denominator of the other fraction can share a factor.
    let (first, second) = (gcd(above.0, below.1), gcd(above.1, below.0));
    let numerator = i128::from(above.0 / first) * i128::from(above.1 / second);
    let denominator = i128::from(below.0.get() / second) * i128::from(below.1.get() / first);
    Wide { numerator: if is_negative { -numerator } else { numerator }, denominator }
}

/// The quotient of a number by one that is not 0, cut. Words are divided several times as soon as pairs of them.
fn divided(number: i128, divisor: i128) -> i128 {
    let words = i64::try_from(number).ok().zip(i64::try_from(divisor).ok());
    words.and_then(|(number, divisor)| number.checked_div(divisor)).map_or_else(|| number / divisor, i128::from)
}

/// What is left of the size of `number` after division by `divisor`.
fn rest_of(number: i128, divisor: NonZero<u64>) -> u64 {
    let size = number.unsigned_abs();
    match u64::try_from(size) {
        Ok(size) => size % divisor,
        // INVARIANT: what division by 64 bits leaves fits in 64 bits.
        Err(_) => u64::try_from(size % u128::from(divisor.get())).unwrap_or(0),
    }
}

/// The greatest common divisor, by halving and subtracting: half the time that division takes for money and counts.
fn gcd(left: u64, right: NonZero<u64>) -> NonZero<u64> {
    let Some(left) = NonZero::new(left) else { return right };
    if left == ONE || right == ONE {
        return ONE;
    }
    let twos = (left | right).trailing_zeros();
    let mut odd = left.get() >> left.trailing_zeros();
    let mut rest = right.get();
    while rest != 0 {
        rest >>= rest.trailing_zeros();
        (odd, rest) = (odd.min(rest), odd.abs_diff(rest));
    }
    NonZero::new(odd << twos).unwrap_or(ONE)
}
