//! The cheapest combination of choices, one from each group at most.

use crate::numeric::{Number, NumberError};

/// How many pairs of partial combinations and choices are looked at.
const MOST_PAIRS: usize = 4_000_000;

/// One change of one figure.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Which figure.
    pub figure: usize,
    /// By how many steps.
    pub steps: i64,
    /// What it costs.
    pub cost: Number,
    /// What it adds to the sum of rows in the wanted direction, more than 0.
    pub gain: Number,
}

/// Choices together.
#[derive(Clone, Debug)]
pub(super) struct Combination {
    pub choices: Vec<Choice>,
    pub cost: Number,
    pub gain: Number,
    /// Whether the goal is reached.
    pub reaches: bool,
}

/// Something with its cost and its gain.
type Priced<T> = (Number, Number, T);

/// The cheapest combination that reaches the goal, or the one that gains most if none does; `None` if there are too many
/// to look at.
///
/// `reaches` must not become false for a greater gain. A combination that costs more than another and gains no more is
/// dropped, for whatever is added to it could be added to the other.
pub(super) fn cheapest(
    groups: &[Vec<Choice>],
    reaches: impl Fn(&Number) -> Result<bool, NumberError>,
) -> Result<Option<Combination>, NumberError> {
    let nothing = Combination { choices: Vec::new(), cost: Number::zero(), gain: Number::zero(), reaches: false };
    let mut front = vec![nothing];
    let mut best: Option<Combination> = None;
    let mut pairs = 0_usize;
    for group in groups {
        let options =
            undominated(group.iter().map(|choice| (choice.cost.clone(), choice.gain.clone(), choice)).collect());
        pairs = pairs.saturating_add(front.len().saturating_mul(options.len()));
        if pairs > MOST_PAIRS {
            return Ok(None);
        }
        let mut all: Vec<Priced<(usize, Option<&Choice>)>> = Vec::new();
        for (at, partial) in front.iter().enumerate() {
            all.push((partial.cost.clone(), partial.gain.clone(), (at, None)));
            for (cost, gain, choice) in &options {
                let cost = partial.cost.add(cost)?;
                // Options rise in cost: once one is too dear, so are the rest.
                if best.as_ref().is_some_and(|best| cost >= best.cost) {
                    break;
                }
                let gain = partial.gain.add(gain)?;
                if reaches(&gain)? {
                    let mut choices = partial.choices.clone();
                    choices.push((*choice).clone());
                    best = Some(Combination { choices, cost, gain, reaches: true });
                    break;
                }
                all.push((cost, gain, (at, Some(*choice))));
            }
        }
        let extended = undominated(all).into_iter().filter_map(|(cost, gain, (at, choice))| {
            let mut choices = front.get(at)?.choices.clone();
            choices.extend(choice.cloned());
            Some(Combination { choices, cost, gain, reaches: false })
        });
        front = extended.collect();
    }
    Ok(best.or_else(|| front.pop()))
}

/// The entries of which none costs as little and gains as much, rising in both.
fn undominated<T>(mut entries: Vec<Priced<T>>) -> Vec<Priced<T>> {
    entries.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| right.1.cmp(&left.1)));
    let mut kept: Vec<Priced<T>> = Vec::new();
    for entry in entries {
        if kept.last().is_none_or(|last| entry.1 > last.1) {
            kept.push(entry);
        }
    }
    kept
}
