//! The arithmetic of machine words gives what the arithmetic without bounds gives.

use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;

use super::*;

/// Whole numbers around 0, powers of ten, and the places where words, products and sums overflow.
fn wholes() -> impl Strategy<Value = i128> {
    let edges = [0, 100, 1 << 31, 1 << 32, 3_037_000_500, 10_i128.pow(18), 1 << 62, 1 << 63, 1 << 64, 10_i128.pow(28)];
    prop_oneof![
        (prop::sample::select(edges.to_vec()), -3_i128..=3).prop_map(|(edge, off)| edge + off),
        (0_u32..63, -1_i128..=1).prop_map(|(bits, off)| (1 << bits) + off),
        (0_u32..19).prop_map(|zeros| 10_i128.pow(zeros)),
        -200_i128..20_000,
        any::<i64>().prop_map(i128::from),
    ]
}

fn fraction((numerator, denominator): (i128, i128)) -> Number {
    Number::from_ratio(BigRational::new(numerator.into(), if denominator == 0 { 1 } else { denominator }.into()))
}

/// Small and big ones, many of them near the end of the machine words.
pub(in crate::numeric) fn numbers() -> impl Strategy<Value = Number> {
    let signed = (wholes(), any::<bool>()).prop_map(|(whole, is_negative)| if is_negative { -whole } else { whole });
    let below = prop_oneof![2 => wholes(), 1 => Just(1), 1 => (0_u32..19).prop_map(|places| 10_i128.pow(places))];
    (signed, below).prop_map(fraction)
}

/// The same number, which then takes the way without bounds.
fn big(number: &Number) -> Number {
    Number(Form::Big(Arc::new(number.ratio().into_owned())))
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

type Operation = fn(&Number, &Number) -> Result<Number, NumberError>;
const OPERATIONS: [(&str, Operation); 5] = [
    ("add", Number::add),
    ("subtract", Number::subtract),
    ("multiply", Number::multiply),
    ("divide", Number::divide),
    ("remainder", Number::remainder),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_numbers_make_the_same_third(left in numbers(), right in numbers()) {
        for (name, operation) in OPERATIONS {
            let wanted = operation(&big(&left), &right);
            prop_assert_eq!(&operation(&left, &right), &wanted, "{}", name);
            prop_assert_eq!(&operation(&left, &right).map(|number| hash(&number)), &wanted.map(|number| hash(&number)));
        }
    }

    #[test]
    fn two_numbers_have_the_same_order(left in numbers(), right in numbers()) {
        let wanted = left.ratio().cmp(&right.ratio());
        prop_assert_eq!(left.cmp(&right), wanted);
        prop_assert_eq!(right.cmp(&left), wanted.reverse());
        prop_assert_eq!(left == right, wanted.is_eq());
        prop_assert_eq!(left.subtract(&right).unwrap().cmp(&Number::zero()), wanted);
    }

    #[test]
    fn one_number_makes_the_same_other(number in numbers()) {
        let ratio = number.ratio().into_owned();
        prop_assert_eq!(number.negate(), Number::from_ratio(-&ratio));
        prop_assert_eq!(number.absolute(), Number::from_ratio(ratio.abs()));
        prop_assert_eq!(number.floor(), Number::from_ratio(ratio.floor()));
        prop_assert_eq!(number.ceiling(), Number::from_ratio(ratio.ceil()));
        prop_assert_eq!(number.is_negative(), ratio.is_negative());
        prop_assert_eq!(number.is_whole(), ratio.is_integer());
        prop_assert_eq!(number.to_i64(), i64::try_from(ratio.numer()).ok().filter(|_| ratio.is_integer()));
    }

    #[test]
    fn a_number_is_written_the_same(number in numbers(), places in 0_u32..40) {
        let big = big(&number);
        prop_assert_eq!(number.decimals(), big.decimals());
        prop_assert_eq!(number.to_string(), big.to_string());
        prop_assert_eq!(number.to_padded(places), big.to_padded(places));
        prop_assert_eq!(number.to_fraction(), big.to_fraction());
    }

    #[test]
    fn what_is_written_is_read_as_the_same_number(number in numbers()) {
        let read = Number::parse_exact(&number.to_fraction());
        prop_assert_eq!(read.as_ref(), Ok(&number));
        let text = number.to_string();
        if number.decimals().is_some() && text.bytes().filter(u8::is_ascii_digit).count() <= 28 {
            let read = Number::parse(&text).unwrap();
            prop_assert_eq!(hash(&read), hash(&number));
            prop_assert_eq!(read, number);
        }
    }

    #[test]
    fn a_fraction_is_read_in_lowest_terms(above in wholes(), below in wholes(), signs in any::<(bool, bool)>()) {
        let (above, below) = (if signs.0 { -above } else { above }, if signs.1 { -below } else { below });
        let wanted = match below {
            0 => Err(NumberError::DivisionByZero),
            _ => Ok(Number::from_ratio(BigRational::new(above.into(), below.into()))),
        };
        prop_assert_eq!(Number::parse_exact(&format!("{above}/{below}")), wanted);
    }

    #[test]
    fn a_decimal_is_the_number_that_it_spells(mantissa in wholes(), is_negative in any::<bool>(), scale in 0_u32..=28) {
        let mantissa = if is_negative { -mantissa } else { mantissa };
        let decimal = Decimal::from_i128_with_scale(mantissa, scale);
        let wanted = Number::from_ratio(BigRational::new(mantissa.into(), BigInt::from(10).pow(scale)));
        prop_assert_eq!(&Number::from(decimal), &wanted);
        prop_assert_eq!(&Number::parse(&decimal.to_string()).unwrap(), &wanted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_products_end_at_the_same_bound(numbers in prop::collection::vec(numbers(), 60..160)) {
        let numbers: Vec<Number> = numbers.into_iter().filter(|number| !number.is_zero()).collect();
        let product = |first: Number| numbers.iter().try_fold(first, |product, number| product.multiply(number));
        prop_assert_eq!(product(Number::from(1)), product(big(&Number::from(1))));
    }
}

/// Each pair is on either side of what a machine word holds.
#[test]
fn numbers_cross_the_end_of_the_machine_words_and_come_back() {
    let (least, most, one) = (Number::from(i64::MIN), Number::from(i64::MAX), Number::from(1));
    for (inside, outside) in [
        (&most, most.add(&one).unwrap()),
        (&least, least.subtract(&one).unwrap()),
        (&least, least.negate()),
        (&one.divide(&most).unwrap(), one.divide(&least).unwrap()),
        (&most, most.multiply(&most).unwrap()),
        (&most, one.divide(&most).unwrap().divide(&Number::from(2)).unwrap()),
    ] {
        assert!(inside.words().is_some() && outside.words().is_none(), "{inside} {outside}");
        let difference = outside.subtract(inside).unwrap();
        assert_eq!(&outside.subtract(&difference).unwrap(), inside);
        assert!(outside.subtract(&difference).unwrap().words().is_some());
        assert_eq!(outside.divide(&outside).unwrap(), one);
    }
    assert_eq!(least.remainder(&Number::from(-1)), Ok(Number::zero()));
    assert_eq!(least.divide(&least), Ok(one.clone()));
    assert_eq!(least.absolute(), least.negate());
    assert_eq!(most.divide(&Number::zero()), Err(NumberError::DivisionByZero));
    assert_eq!(most.multiply(&most).unwrap().remainder(&Number::zero()), Err(NumberError::DivisionByZero));
}

proptest! {
    #[test]
    fn a_number_between_two_others_is_short(one in numbers(), other in numbers()) {
        let found = Number::between(&one, &other).unwrap();
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        prop_assume!(low < high);
        prop_assert!(low < found && found < high, "{low} {found} {high}");
        // One decimal less does not lie between them.
        if let Some(places) = found.decimals().filter(|places| (1..=SHORT).contains(places)) {
            let power = Number::power_of_ten(places - 1).unwrap();
            let next = low.multiply(&power).unwrap().floor().add(&Number::from(1)).unwrap().divide(&power).unwrap();
            prop_assert!(next >= high, "{low} {found} {high}");
        }
    }
}

#[test]
fn quotients_that_words_do_not_hold_are_none() {
    let quotient = |above: i128, below: i128| Number::quotient(above, below).map(|number| number.to_fraction());
    assert_eq!(quotient(-6, 4).as_deref(), Some("-3/2"));
    assert_eq!(quotient(i128::MAX, -1), Some(format!("-{}/1", i128::MAX)));
    for (above, below) in [(1, 0), (i128::MIN, -1), (1, i128::MIN), (i128::MIN, i128::MIN)] {
        assert_eq!(quotient(above, below), None, "{above} / {below}");
    }
}

#[test]
fn a_number_is_two_machine_words() {
    assert_eq!(size_of::<Number>(), 16);
}
