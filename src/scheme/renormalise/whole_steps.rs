//! [`WholeSteps`]: how all rows share, on the steps of the weights, what one row leaves to them, in checked whole numbers.
//!
//! It is what [`Scheme::renormalised`] comes to where that one row is set and nothing has bounds, in a fraction of the time;
//! where a number does not fit, or there is anything to be told, there is no answer, and fractions are asked.

use num_integer::Integer;

use super::dimensions::RowRequest;
use super::{WeightMode, WeightRequest};
use crate::numeric::{Number, Weight};
use crate::scheme::{Indicator, Scheme};

/// All rows of a scheme, ready to be shared out for many weights of one of them.
pub(crate) struct WholeSteps {
    step: Number,
    /// The full score, and what it has over the rows that are locked, in steps.
    full: i128,
    amount: i128,
    rows: Vec<StepRow>,
    /// Free rows of the same weight, of which none is preferred, from the heaviest on; each in the order of the scheme.
    equals: Vec<Vec<usize>>,
    /// How many parts of a step free weights are told in, and how many they are together.
    scale: i128,
    whole: i128,
    is_proportional: bool,
}

/// One row, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepRow {
    Moved,
    Locked(i128),
    /// What it was worth, in parts of a step.
    Free(i128),
}

impl WholeSteps {
    /// Those of a scheme where the row `id` is moved; `None` where whole numbers do not say how.
    pub fn new(scheme: &Scheme, id: &str, request: WeightRequest) -> Option<Self> {
        let step = request.step(scheme).ok()??;
        let request = WeightRequest { set: [(id.to_owned(), Weight::new(Number::zero())?)].into(), ..request };
        let is_proportional = match request.mode {
            WeightMode::Proportional => true,
            WeightMode::EqualShift => false,
            WeightMode::Transfer(_) | WeightMode::Policy | WeightMode::AsEntered => return None,
        };
        let is_plain = request.bounds.is_empty() && request.rest.is_none();
        if !is_plain || !request.contradictions(scheme, Some(&step)).ok()?.is_empty() {
            return None;
        }
        let RowRequest { request, ideal, .. } = RowRequest::new(request.holding(scheme), scheme, Some(&step)).ok()?;
        if request.set.len() != 1 || !ideal.is_empty() {
            return None;
        }
        let in_steps = |weight: &Weight| weight.number().divide(&step).ok()?.parts();
        let indicators = scheme.indicators();
        let is_free = |id: &str| !request.set.contains_key(id) && !request.locked.contains(id);
        let mut scale = 1_i128;
        for row in indicators.iter().filter(|row| is_free(&row.id)) {
            let (_, below) = in_steps(&row.weight)?;
            scale = scale.checked_div(scale.gcd(&below))?.checked_mul(below)?;
        }
        let whole = |weight: &Weight| in_steps(weight).filter(|(_, below)| *below == 1).map(|(above, _)| above);
        let row = |row: &&Indicator| {
            Some(match () {
                () if request.set.contains_key(&row.id) => StepRow::Moved,
                () if request.locked.contains(&row.id) => StepRow::Locked(whole(&row.weight)?),
                () => {
                    let (above, below) = in_steps(&row.weight)?;
                    StepRow::Free(above.checked_mul(scale.checked_div(below)?)?)
                }
            })
        };
        let rows = indicators.iter().map(row).collect::<Option<Vec<_>>>()?;
        let free = |(at, row): (usize, &StepRow)| match row {
            StepRow::Free(before) => Some((at, *before)),
            StepRow::Moved | StepRow::Locked(_) => None,
        };
        let mut free: Vec<(usize, i128)> = rows.iter().enumerate().filter_map(free).collect();
        free.sort_by(|(one, before), (other, after)| after.cmp(before).then(one.cmp(other)));
        let locked = |row: &StepRow| if let StepRow::Locked(steps) = row { *steps } else { 0 };
        let full = whole(&scheme.full_score)?;
        let amount = rows.iter().map(locked).try_fold(full, i128::checked_sub)?;
        Some(Self {
            full,
            amount,
            whole: free.iter().try_fold(0_i128, |sum, (_, before)| sum.checked_add(*before))?,
            equals: free
                .chunk_by(|one, other| one.1 == other.1)
                .map(|equals| equals.iter().map(|own| own.0).collect())
                .collect(),
            step,
            rows,
            scale,
            is_proportional,
        })
    }

    /// One step, in points.
    pub fn step(&self) -> &Number {
        &self.step
    }

    /// How many steps each row of the scheme is worth, in its order, where the moved one is worth `weight`.
    pub fn at(&self, weight: &Number) -> Option<Vec<i128>> {
        let moved = weight.divide(&self.step).ok()?.to_i128()?;
        let amount = self.amount.checked_sub(moved)?;
        let count = i128::try_from(self.equals.iter().map(Vec::len).sum::<usize>()).ok()?;
        if moved < 0 || amount < 0 || count == 0 {
            return None;
        }
        // Every free row gets so many of `per_step` parts of a step.
        let (factor, shift, per_step) = match self.is_proportional {
            true => (amount, 0, self.whole),
            false => {
                let shift = amount.checked_mul(self.scale)?.checked_sub(self.whole)?;
                (count, shift, self.scale.checked_mul(count)?)
            }
        };
        let mut steps = vec![0_i128; self.rows.len()];
        // What whole steps leave over of each row's share, in the same parts.
        let mut over = vec![0_i128; self.rows.len()];
        for ((row, steps), over) in self.rows.iter().zip(&mut steps).zip(&mut over) {
            match row {
                StepRow::Moved => *steps = moved,
                StepRow::Locked(own) => *steps = *own,
                StepRow::Free(before) => {
                    let share = before.checked_mul(factor)?.checked_add(shift).filter(|share| *share >= 0)?;
                    (*steps, *over) = (share.checked_div(per_step)?, share.checked_rem(per_step)?);
                }
            }
        }
        self.give_out(&mut steps, &over, per_step)?;
        Some(steps)
    }

    /// Gives what is left over to those of which most is left over, equal ones together or not at all, and what is not enough
    /// for that to the heaviest.
    fn give_out(&self, steps: &mut [i128], over: &[i128], per_step: i128) -> Option<()> {
        let over_of = |at: usize| over.get(at).copied().unwrap_or_default();
        let mut left = over.iter().try_fold(0_i128, |sum, over| sum.checked_add(*over))?;
        if left == 0 {
            return Some(());
        }
        let may_be_more = |at: &&usize| steps.get(**at).is_some_and(|steps| *steps < self.full);
        let rest = self.equals.iter().flatten().find(may_be_more).copied()?;
        // The one that takes the rest stands for itself.
        let mut groups: Vec<(usize, Vec<usize>)> = vec![(rest, vec![rest])];
        for equals in self.equals.iter().filter(|equals| equals.first().is_some_and(|first| over_of(*first) > 0)) {
            let others: Vec<usize> = equals.iter().copied().filter(|at| *at != rest).collect();
            groups.extend(others.first().copied().map(|first| (first, others)));
        }
        groups.sort_by(|(one, _), (other, _)| over_of(*other).cmp(&over_of(*one)).then(one.cmp(other)));
        for (_, members) in groups.into_iter().filter(|(first, _)| over_of(*first) > 0) {
            let wanted = i128::try_from(members.len()).ok()?.checked_mul(per_step)?;
            if left >= wanted {
                left = left.checked_sub(wanted)?;
                for at in members {
                    let own = steps.get_mut(at)?;
                    *own = own.checked_add(1)?;
                }
            }
        }
        let own = steps.get_mut(rest)?;
        *own = own.checked_add(left.checked_div(per_step).filter(|_| left.checked_rem(per_step) == Some(0))?)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::scheme::WeightGrid;

    /// A scheme of rows of so many hundredths each, and one of what they lack of 100.
    fn scheme(hundredths: &[u32]) -> Scheme {
        let mut text = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
            grades: [{ grade: 全部, from: 0 }]\n"
            .to_owned();
        let rest = hundredths.iter().fold(10_000_u32, |rest, own| rest.saturating_sub(*own));
        let (mut metrics, mut rows) = (String::new(), String::new());
        for (at, weight) in hundredths.iter().chain([&rest]).enumerate() {
            write!(metrics, "m{at}: {{ unit: \"%\" }}, ").unwrap();
            let (points, parts) = (weight / 100, weight % 100);
            write!(rows, "{{ id: m{at}, name: 甲{at}, weight: {points}.{parts:02}, rule: done }}, ").unwrap();
        }
        write!(
            text,
            "metrics: {{ {metrics} }}\ndimensions: [{{ id: d, name: 产出, weight: 100, indicators: [{rows}] }}]\n"
        )
        .unwrap();
        Scheme::from_yaml(&text).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whole_numbers_share_as_fractions_do(
            hundredths in prop::collection::vec(prop_oneof![Just(0_u32), Just(20), Just(125), 1_u32..900], 1..9),
            moved in 0_usize..9,
            locked in prop::collection::btree_set(0_usize..9, 0..3),
            equal_shift in any::<bool>(),
            step in prop::sample::select(vec!["0.01", "0.05", "0.5", "1"]),
            weights in prop::collection::vec(0_i64..=10_050, 1..6),
        ) {
            let scheme = scheme(&hundredths);
            let rows = scheme.indicators();
            let id = &rows[moved % rows.len()].id;
            let locked = locked.into_iter().filter_map(|at| rows.get(at)).map(|row| row.id.clone());
            let locked = locked.filter(|own| own != id).collect();
            let number = |text: &str| Number::parse(text).unwrap();
            let mode = if equal_shift { WeightMode::EqualShift } else { WeightMode::Proportional };
            let grid = WeightGrid::Step(Weight::new(number(step)).unwrap());
            let request = WeightRequest { mode, locked, grid, ..WeightRequest::default() };
            let whole = WholeSteps::new(&scheme, id, request.clone());
            for hundredths in weights {
                let weight = Number::quotient(hundredths.into(), 100).unwrap();
                let set = [(id.clone(), Weight::new(weight.clone()).unwrap())].into();
                let fractions = scheme.renormalised(&WeightRequest { set, ..request.clone() });
                let (found, is_known) = match &whole {
                    Some(whole) => (whole.at(&weight), true),
                    None => (None, false),
                };
                let in_points = |steps: i128| Number::whole(steps).multiply(&number(step)).unwrap();
                let found = found.map(|steps| steps.into_iter().map(in_points).collect::<Vec<_>>());
                match fractions {
                    Ok(shared) => {
                        let shared: Vec<Number> = shared.rows.iter().map(|row| row.after.number().clone()).collect();
                        prop_assert!(is_known);
                        prop_assert_eq!(found, Some(shared));
                    }
                    Err(_) => prop_assert_eq!(found, None),
                }
            }
        }
    }
}
