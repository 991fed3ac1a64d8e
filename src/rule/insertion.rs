//! Texts put into a script before it is compiled, and the way back from the compiled text to what the author wrote.

use rhai::Position;

/// Texts that are put in, each before a byte of the script.
#[derive(Debug, Default)]
pub(super) struct Insertions(Vec<(usize, String)>);

/// Where the compiled text is wider than the script: the line and column of the script, and how much was put in there.
#[derive(Clone, Debug, Default)]
pub(super) struct Shifts(Vec<(usize, usize, usize)>);

impl Insertions {
    /// Puts `text`, which has no line break, before the byte `at`; of two at one place the first comes first.
    pub fn put(&mut self, at: usize, text: impl Into<String>) {
        self.0.push((at, text.into()));
    }

    /// The text with everything put in, and the way back.
    pub fn apply(mut self, text: &str) -> (String, Shifts) {
        self.0.sort_by_key(|(at, _)| *at);
        let mut whole = String::with_capacity(text.len().saturating_add(self.0.len().saturating_mul(4)));
        let mut shifts = Vec::with_capacity(self.0.len());
        let (mut done, mut line, mut column) = (0, 1_usize, 1_usize);
        for (at, inserted) in self.0 {
            let before = text.get(done..at).unwrap_or_default();
            match before.rsplit_once('\n') {
                Some((lines, last)) => {
                    line = line.saturating_add(lines.matches('\n').count()).saturating_add(1);
                    column = last.chars().count().saturating_add(1);
                }
                None => column = column.saturating_add(before.chars().count()),
            }
            whole.push_str(before);
            whole.push_str(&inserted);
            shifts.push((line, column, inserted.chars().count()));
            done = at;
        }
        whole.push_str(text.get(done..).unwrap_or_default());
        (whole, Shifts(shifts))
    }
}

impl Shifts {
    /// The line and column of the script for a position of the compiled text, both from 1; none where there is none.
    pub fn origin(&self, position: Position) -> Option<(usize, usize)> {
        let (line, column) = (position.line()?, position.position().unwrap_or(1));
        let first = self.0.partition_point(|(other, ..)| *other < line);
        let mut shifted = 0_usize;
        for (_, at, width) in self.0.get(first..).unwrap_or_default().iter().take_while(|(other, ..)| *other == line) {
            let start = at.saturating_add(shifted);
            if column < start {
                break;
            }
            if column < start.saturating_add(*width) {
                return Some((line, *at));
            }
            shifted = shifted.saturating_add(*width);
        }
        Some((line, column.saturating_sub(shifted)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_finds_its_way_back() {
        let text = "let 数 = 1;\nswitch a { b }\n";
        let mut insertions = Insertions::default();
        insertions.put(text.find(';').unwrap(), ".0");
        insertions.put(text.find("a {").unwrap(), "word_of(");
        insertions.put(text.find("{ b").unwrap(), ")");
        let (whole, shifts) = insertions.apply(text);
        assert_eq!(whole, "let 数 = 1.0;\nswitch word_of(a ){ b }\n");
        for (line, (compiled, written)) in whole.lines().zip(text.lines()).enumerate() {
            let letters: Vec<char> = written.chars().collect();
            for (column, letter) in compiled.chars().enumerate() {
                let at = Position::new(line as u16 + 1, column as u16 + 1);
                let (found_line, found) = shifts.origin(at).unwrap();
                assert_eq!(found_line, line + 1);
                let is_put_in = "ord_f(0.)".contains(letter) || letters.get(found - 1) != Some(&letter);
                assert!(is_put_in || letters[found - 1] == letter, "{compiled}:{column}");
            }
        }
        assert_eq!(shifts.origin(Position::new(2, 16)), Some((2, 8)));
        assert_eq!(shifts.origin(Position::new(2, 18)), Some((2, 10)));
        assert_eq!(shifts.origin(Position::new(1, 11)), Some((1, 10)));
        assert_eq!(shifts.origin(Position::NONE), None);
    }
}
