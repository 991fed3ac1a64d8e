//! [`Compound`]: the bases that a unit is made of, multiplied and divided.

use std::collections::BTreeMap;

/// Bases with their powers, none of them 0: 元/人 is 元¹ 人⁻¹. A plain number and a share have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compound(BTreeMap<String, i32>);

/// The base of shares.
const RATIO: &str = "ratio";

impl Compound {
    /// Reads what [`Compound::base`] writes.
    pub fn parse(base: &str) -> Self {
        let mut compound = Self::default();
        for (at, side) in base.split('/').enumerate() {
            side.split('·').for_each(|part| compound.join(part, if at == 0 { 1 } else { -1 }));
        }
        compound
    }

    /// Multiplies it with a power of a base.
    pub fn join(&mut self, base: &str, power: i32) {
        if base.is_empty() || base == RATIO || base == "1" {
            return;
        }
        let joined = self.0.get(base).copied().unwrap_or_default().saturating_add(power);
        match joined {
            0 => self.0.remove(base),
            joined => self.0.insert(base.to_owned(), joined),
        };
    }

    /// The product, or the quotient where `power` is -1.
    pub fn times(&self, other: &Self, power: i32) -> Self {
        let mut compound = self.clone();
        other.0.iter().for_each(|(base, own)| compound.join(base, own.saturating_mul(power)));
        compound
    }

    /// Whether nothing is left: a plain number or a share.
    pub fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// The name that tells it from others: a share where nothing is left.
    pub fn base(&self) -> String {
        let side = |wanted: fn(i32) -> bool| {
            let bases = self.0.iter().filter(|(_, power)| wanted(**power));
            let times = |power: &i32| usize::try_from(power.unsigned_abs()).unwrap_or_default();
            bases
                .flat_map(|(base, power)| std::iter::repeat_n(base.as_str(), times(power)))
                .collect::<Vec<_>>()
                .join("·")
        };
        match (side(|power| power > 0), side(|power| power < 0)) {
            (above, below) if above.is_empty() && below.is_empty() => RATIO.to_owned(),
            (above, below) if below.is_empty() => above,
            (above, below) if above.is_empty() => format!("1/{below}"),
            (above, below) => format!("{above}/{below}"),
        }
    }
}
