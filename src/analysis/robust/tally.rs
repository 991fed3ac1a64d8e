//! All drawn sets of weights over all organisations, block by block on any number of threads.

use rayon::prelude::*;

use super::draws::WeightDraws;
use super::rank_shares::RankTally;
use crate::evaluation::{PointsTable, TableTotal, WeightBlock};

/// How many sets are looked at together.
const BLOCK: u64 = 256;

/// What the drawn sets came to.
#[derive(Clone, Debug)]
pub(super) struct SetTally {
    /// For every organisation, under how many sets it has each grade, best first, and last no total.
    pub grades: Vec<Vec<u64>>,
    pub ranks: RankTally,
}

impl SetTally {
    fn new(organisations: usize, grades: usize) -> Self {
        Self { grades: vec![vec![0; grades.saturating_add(1)]; organisations], ranks: RankTally::new(organisations) }
    }

    /// Counts so many sets; `followers` holds who follows whom as things stand. Counts are whole numbers, so the order in which
    /// threads add them up changes nothing.
    pub fn of(
        table: &PointsTable<'_>,
        draws: &WeightDraws,
        count: u64,
        grades: usize,
        followers: &[Option<usize>],
    ) -> Self {
        let new = || Self::new(table.len(), grades);
        // Tallies are large: one for each thread, which takes every so manyth block.
        let threads = u64::try_from(rayon::current_num_threads()).unwrap_or(1).clamp(1, 64);
        let blocks = count.div_ceil(BLOCK);
        let tallies = (0..threads).into_par_iter().map(|thread| {
            let (mut tally, mut room) = (new(), TallyRoom::new(table));
            let mut block = thread;
            while block < blocks {
                let first = block.saturating_mul(BLOCK);
                draws.fill(first..first.saturating_add(BLOCK).min(count), &mut room.block);
                tally.block(table, &mut room, followers);
                block = block.saturating_add(threads);
            }
            tally
        });
        tallies.reduce(new, Self::join)
    }

    fn block(&mut self, table: &PointsTable<'_>, room: &mut TallyRoom, followers: &[Option<usize>]) {
        for (at, grades) in self.grades.iter_mut().enumerate() {
            let Some(totals) = room.totals.get_mut(at) else { continue };
            table.block_totals(at, &room.block, &mut room.sums, totals);
            let last = grades.len().saturating_sub(1);
            for total in totals {
                let grade = total.as_ref().map_or(last, |total| total.grade);
                grades.get_mut(grade).into_iter().for_each(|count| *count += 1);
            }
        }
        for set in 0..room.block.len() {
            room.row.clear();
            let of_set = |totals: &Vec<Option<TableTotal>>| totals.get(set).copied().flatten().map(|total| total.total);
            room.row.extend(room.totals.iter().map(of_set));
            self.ranks.add(&room.row, followers);
        }
    }

    fn join(mut self, other: Self) -> Self {
        for (own, other) in self.grades.iter_mut().zip(&other.grades) {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        }
        Self { ranks: self.ranks.join(&other.ranks), ..self }
    }
}

/// Room to compute in.
struct TallyRoom {
    block: WeightBlock,
    sums: Vec<i64>,
    totals: Vec<Vec<Option<TableTotal>>>,
    row: Vec<Option<i64>>,
}

impl TallyRoom {
    fn new(table: &PointsTable<'_>) -> Self {
        let block = WeightBlock::new(table.rows().len());
        Self { block, sums: Vec::new(), totals: vec![Vec::new(); table.len()], row: Vec::new() }
    }
}
