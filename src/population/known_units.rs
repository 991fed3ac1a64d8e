//! [`KnownUnits`]: who has reported already, within a bound.

use std::num::NonZero;

/// How many places there are. Their 16 MiB are taken up as they are filled.
const ROOM: usize = 1 << ROOM_BITS;
const ROOM_BITS: u32 = 21;

/// Who has reported already: of each unit half of the bits of its identity, at the first free place behind the one that the
/// other half says.
///
/// Two units are taken for one where 64 bits are the same and the places near each other: among as many as are remembered,
/// in fewer than one of 10¹¹ runs, whoever chooses their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KnownUnits {
    /// None before the first unit.
    places: Vec<Option<NonZero<u64>>>,
    count: usize,
}

impl KnownUnits {
    /// How many organisations are remembered: places are found in a few steps as long as one of eight is free.
    pub const MOST: usize = ROOM / 8 * 7;

    /// Adds a unit; whether it is new, or cannot be told any more.
    pub fn insert(&mut self, identity: u128) -> bool {
        if self.places.is_empty() {
            self.places = vec![None; ROOM];
        }
        let mark = u64::try_from(identity >> 64).ok().and_then(NonZero::new).unwrap_or(NonZero::<u64>::MAX);
        let start = usize::try_from(identity % (1 << ROOM_BITS)).unwrap_or_default();
        let is_full = self.is_full();
        let (before, behind) = self.places.split_at_mut(start);
        for place in behind.iter_mut().chain(before) {
            match place {
                Some(known) if *known == mark => return false,
                Some(_) => {}
                None if is_full => return true,
                None => {
                    *place = Some(mark);
                    self.count = self.count.saturating_add(1);
                    return true;
                }
            }
        }
        true
    }

    /// Whether no more are remembered: whoever reports from then on may report again unseen.
    pub fn is_full(&self) -> bool {
        self.count >= Self::MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_again_also_behind_the_last_place_and_where_halves_are_the_same() {
        let mut known = KnownUnits::default();
        let last = u128::try_from(ROOM).unwrap() - 1;
        let identities = [last, last | 1 << 64, last | 2 << 64, 4 << 64, 0, 3 << 64 | 1 << 63];
        for identity in identities {
            assert!(known.insert(identity), "{identity}");
        }
        for identity in identities {
            assert!(!known.insert(identity), "{identity}");
        }
    }

    #[test]
    fn beyond_the_bound_all_are_new_but_those_that_are_remembered() {
        let mut known = KnownUnits::default();
        let identity = |unit: usize| {
            let unit = u128::try_from(unit).unwrap();
            (unit + 1) << 64 | unit.wrapping_mul(0x9e37_79b9_7f4a_7c15) & u128::from(u64::MAX)
        };
        assert!((0..KnownUnits::MOST).all(|unit| known.insert(identity(unit))));
        assert!(known.is_full());
        assert!((0..2).all(|_| known.insert(identity(KnownUnits::MOST))));
        assert!(!known.insert(identity(0)) && !known.insert(identity(KnownUnits::MOST - 1)));
    }
}
