//! What rows are worth: printed, or shared out from captions, or restored from points.

use rust_decimal::Decimal;

use super::super::layout::TableWeight;
use super::super::reading::{FormReading, ReadCell};
use super::super::role::CellRole;
use super::guess::{Guess, GuessKind};
use super::item::DraftItem;
use crate::notation::fold::{fold, points_in, without_brackets};

/// The weights of the items, in order; nothing for one that prints neither weight nor points and has no share.
pub(super) fn weigh(reading: &FormReading, items: &[DraftItem], guesses: &mut Vec<Guess>) -> Vec<Option<Decimal>> {
    let mut weighing = Weighing { reading, items, weights: vec![None; items.len()], guesses };
    weighing.take_printed();
    weighing.share_merged();
    weighing.take_shares_of_one();
    for group in 0..reading.groups.len() {
        if let Some(points) = reading.groups.get(group).and_then(|group| group.points) {
            weighing.share(points, |item| item.row(reading).is_some_and(|row| row.group == Some(group)));
        }
    }
    let table = reading.table_points.map(|(points, _)| points).or(match reading.weight_source {
        Some(TableWeight::Points(points)) => Some(points),
        _ => None,
    });
    if let Some(points) = table {
        weighing.share(points, |_| true);
    }
    weighing.take_scores();
    weighing.weights
}

struct Weighing<'a> {
    reading: &'a FormReading,
    items: &'a [DraftItem],
    weights: Vec<Option<Decimal>>,
    guesses: &'a mut Vec<Guess>,
}

impl Weighing<'_> {
    fn score(&self, item: &DraftItem) -> Option<Decimal> {
        item.given(self.reading, CellRole::Score).and_then(ReadCell::number)
    }

    fn set(&mut self, position: usize, weight: Decimal, guessed: Option<GuessKind>) {
        let Some((item, place)) = self.items.get(position).zip(self.weights.get_mut(position)) else { return };
        *place = Some(weight);
        if let Some(kind) = guessed {
            let cell =
                item.cell(self.reading, CellRole::Score).map(|cell| cell.place).or_else(|| item.place(self.reading));
            let name = item.name(self.reading);
            self.guesses.push(Guess::new(kind, Some(&name), cell, &weight.normalize().to_string()));
        }
    }

    /// Weights of a column, or in names where there is no column. An item of several rows has the sum of theirs, or the
    /// one that is merged over all of them.
    fn take_printed(&mut self) {
        let has_column = self.reading.rows.iter().any(|row| row.cells.contains_key(&CellRole::Weight));
        let is_shared = |role: CellRole, item: &DraftItem| {
            self.reading.shared.iter().any(|shared| shared.role == role && shared.rows == (item.first, item.last))
        };
        for (position, item) in self.items.iter().enumerate() {
            let rows = item.rows(self.reading);
            let own: Option<Decimal> = rows.iter().map(|row| row.number(CellRole::Weight)).sum();
            let merged =
                is_shared(CellRole::Weight, item).then(|| item.given(self.reading, CellRole::Weight)).flatten();
            let of_name = || (!has_column).then(|| weight_in_name(&item.name(self.reading))).flatten();
            let weight = merged.and_then(ReadCell::number).or(own.filter(|_| !rows.is_empty())).or_else(of_name);
            if let (Some(weight), Some(place)) = (weight, self.weights.get_mut(position)) {
                *place = Some(weight);
            }
        }
    }

    /// One printed weight over several items with points of their own.
    fn share_merged(&mut self) {
        let reading = self.reading;
        for shared in reading.shared.iter().filter(|shared| shared.role == CellRole::Weight) {
            let Some(points) = shared.cell.number() else { continue };
            self.share(points, |item| shared.rows.0 <= item.first && item.last <= shared.rows.1);
        }
    }

    /// Weights that are shares of 1 instead of points of 100.
    fn take_shares_of_one(&mut self) {
        let sum: Decimal = self.weights.iter().flatten().copied().sum();
        if sum == Decimal::ONE && self.weights.len() > 1 {
            for weight in self.weights.iter_mut().flatten() {
                *weight = weight.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*weight);
            }
        }
    }

    /// Shares out points over the items that are meant and have no weight: as their points are, where these add up to
    /// it, else equally, none below its points.
    fn share(&mut self, points: Decimal, is_meant: impl Fn(&DraftItem) -> bool) {
        let meant: Vec<usize> =
            self.items.iter().enumerate().filter(|(_, item)| is_meant(item)).map(|(position, _)| position).collect();
        let weight_at = |position: &usize| self.weights.get(*position).copied().flatten();
        let known: Decimal = meant.iter().filter_map(weight_at).sum();
        let mut open: Vec<usize> = meant.iter().filter(|position| weight_at(position).is_none()).copied().collect();
        let mut left = points.checked_sub(known).unwrap_or_default();
        if open.is_empty() || left <= Decimal::ZERO {
            return;
        }
        let score = |position: &usize| self.items.get(*position).and_then(|item| self.score(item));
        let scores: Option<Decimal> = open.iter().map(score).sum();
        if scores == Some(left) {
            let all: Vec<(usize, Option<Decimal>)> = open.iter().map(|position| (*position, score(position))).collect();
            for (position, score) in all {
                self.set(position, score.unwrap_or_default(), Some(GuessKind::WeightShared));
            }
            return;
        }
        while !open.is_empty() && left > Decimal::ZERO {
            let share = equal_share(left, open.len());
            let above = open.iter().position(|position| {
                let item = self.items.get(*position);
                item.and_then(|item| self.score(item)).is_some_and(|score| score > share)
            });
            let Some(above) = above else { break };
            let position = open.remove(above);
            let score = self.items.get(position).and_then(|item| self.score(item)).unwrap_or_default();
            left = left.checked_sub(score).unwrap_or_default();
            self.set(position, score, Some(GuessKind::WeightShared));
        }
        while let Some(position) = open.first().copied() {
            let share = if open.len() == 1 { left } else { equal_share(left, open.len()) };
            open.remove(0);
            left = left.checked_sub(share).unwrap_or_default();
            self.set(position, share, Some(GuessKind::WeightShared));
        }
    }

    /// What is left is worth its points.
    fn take_scores(&mut self) {
        for position in 0..self.items.len() {
            let Some(item) = self.items.get(position) else { continue };
            if self.weights.get(position).is_some_and(Option::is_none)
                && let Some(score) = self.score(item).filter(|score| *score > Decimal::ZERO)
            {
                self.set(position, score, Some(GuessKind::WeightOfScore));
            }
        }
    }
}

/// An equal share in hundredths, never more than its part.
fn equal_share(points: Decimal, count: usize) -> Decimal {
    let hundredths = points.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default().trunc();
    let share = hundredths.checked_div(Decimal::from(count)).unwrap_or_default().trunc();
    share.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default().normalize()
}

/// The weight in a name: 歌曲内容（20分）, 澄清度  5.
fn weight_in_name(name: &str) -> Option<Decimal> {
    let (_, inside) = without_brackets(&fold(name));
    let in_brackets = inside.iter().filter(|text| text.ends_with('分')).cloned().collect::<Vec<_>>();
    let behind = || name.rsplit_once([' ', '\u{3000}']).and_then(|(_, last)| last.trim_end_matches('分').parse().ok());
    points_in(&in_brackets).or_else(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_hundredths() {
        assert_eq!(equal_share(Decimal::from(40), 3).to_string(), "13.33");
        assert_eq!(equal_share(Decimal::from(40), 4).to_string(), "10");
    }

    #[test]
    fn a_name_may_hold_its_weight() {
        assert_eq!(weight_in_name("歌曲内容（20分）"), Some(Decimal::from(20)));
        assert_eq!(weight_in_name("澄清度  5"), Some(Decimal::from(5)));
        assert_eq!(weight_in_name("完成率"), None);
    }
}
