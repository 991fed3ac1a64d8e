//! How a line of few wide cells is laid over many narrow columns.

/// Cells of a line: the first column of each and how many it takes.
pub(super) type Spans = Vec<(usize, usize)>;

/// Shares the columns out among cells that want these widths, each at least one, so that the one that is most cramped has
/// as much room as possible; nothing where there are fewer columns than cells.
pub(super) fn fit(widths: &[u32], wanted: &[u32]) -> Option<Spans> {
    // best[i] is the best way to lay the cells so far over the first i columns: how it is, and where each cell begins.
    let mut best: Vec<Option<(Room, Vec<usize>)>> = vec![None; widths.len().saturating_add(1)];
    *best.first_mut()? = Some((Room { least: FULL, sum: 0 }, Vec::new()));
    for want in wanted {
        let mut next: Vec<Option<(Room, Vec<usize>)>> = vec![None; best.len()];
        for (begin, from) in best.iter().enumerate() {
            let Some((room, begins)) = from else { continue };
            let mut width: u32 = 0;
            for (end, place) in next.iter_mut().enumerate().skip(begin.saturating_add(1)) {
                let column = widths.get(end.saturating_sub(1)).copied().unwrap_or_default();
                width = width.saturating_add(column);
                let room = room.with(width, *want);
                if place.as_ref().is_none_or(|(known, _)| room > *known) {
                    let begins = begins.iter().copied().chain([begin]).collect();
                    *place = Some((room, begins));
                }
            }
        }
        best = next;
    }
    let (_, begins) = best.pop().flatten()?;
    let ends = begins.iter().copied().skip(1).chain([widths.len()]);
    Some(begins.iter().copied().zip(ends).map(|(begin, end)| (begin, end.saturating_sub(begin))).collect())
}

/// As wide as wanted, in hundredths.
const FULL: u32 = 100;

/// How much room cells have of what they want: the most cramped one, then all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Room {
    least: u32,
    sum: u32,
}

impl Room {
    fn with(self, width: u32, want: u32) -> Self {
        let share = width.saturating_mul(FULL).checked_div(want).unwrap_or(FULL).min(FULL);
        Self { least: self.least.min(share), sum: self.sum.saturating_add(share) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_cramped_cell_has_as_much_room_as_can_be() {
        // Six columns of 6, 10, 10, 20, 6, 8 for a name of 18 and two numbers of 10: 6 + 10, then 10 + 20, then 6 + 8, or
        // 6 + 10 + 10, 20, 14; the latter gives all what they want.
        assert_eq!(fit(&[6, 10, 10, 20, 6, 8], &[18, 10, 10]), Some(vec![(0, 3), (3, 1), (4, 2)]));
        assert_eq!(fit(&[10, 10], &[10, 10]), Some(vec![(0, 1), (1, 1)]));
        assert_eq!(fit(&[10], &[10, 10]), None);
    }
}
