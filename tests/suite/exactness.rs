//! Natural formulas are exact in either order: no case of 8,020,000 is a digit off.
//!
//! The truth is worked in whole numbers: weight × actual ÷ 100 with the actual in hundredths is w·a ÷ 10⁴, and half up
//! at two places is ⌊(w·a + 50) ÷ 100⌋ hundredths.

use jixiao::{Mode, Number, Rounding};

#[test]
fn weight_times_rate_is_exact_in_both_orders() {
    let halves: [std::ops::RangeInclusive<i64>; 2] = [1..=200, 201..=401];
    let counts = halves.map(|weights| std::thread::spawn(move || count(weights))).map(|thread| thread.join().unwrap());
    let [(cases, wrong), (more_cases, more_wrong)] = counts;
    assert_eq!((cases + more_cases, wrong + more_wrong), (8_020_000, 0));
}

fn count(weights: impl Iterator<Item = i64>) -> (u32, u32) {
    let two = Rounding { places: 2, mode: Mode::HalfUp };
    let hundred = Number::from(100);
    let mut wrong = 0_u32;
    let mut cases = 0_u32;
    for weight in weights {
        // 0.5 … 200.5 in steps of a half; the rate runs from 0.00 to 99.99 % in hundredths.
        let points = Number::from(weight).divide(&Number::from(2)).unwrap();
        let share = points.divide(&hundred).unwrap();
        for hundredths in 0..10_000_i64 {
            let rate = Number::from(hundredths).divide(&hundred).unwrap();
            let truth = (weight * hundredths + 100) / 200;
            let truth = Number::from(truth).divide(&hundred).unwrap();
            let first = two.apply(&points.multiply(&rate).unwrap().divide(&hundred).unwrap());
            let second = two.apply(&share.multiply(&rate).unwrap());
            wrong += u32::from(first != truth) + u32::from(second != truth);
            cases += 2;
        }
    }
    (cases, wrong)
}
