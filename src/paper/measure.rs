//! How much room a text takes, in half-width characters.

use unicode_width::UnicodeWidthChar;

/// Characters that may not begin a line: they stay with what stands before them.
const CLOSING: &str = "，。、；：？！）》〉」』】〕”’％%)]},.;:!?…—";
/// Characters that may not end a line.
const OPENING: &str = "（《〈「『【〔“‘([{";

/// The width of a text without line ends. What may stand narrow or wide counts as wide, as Chinese fonts have it.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(width_of).sum()
}

/// How many lines a text takes when no line is wider than `room`.
pub(super) fn lines(text: &str, room: u32) -> u32 {
    let room = room.max(2);
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

fn width_of(character: char) -> u32 {
    character.width_cjk().and_then(|width| u32::try_from(width).ok()).unwrap_or_default()
}

fn wrapped(line: &str, room: u32) -> u32 {
    let (mut count, mut used) = (1_u32, 0_u32);
    let mut place = |piece: u32, is_blank: bool| {
        if used.saturating_add(piece) <= room || is_blank {
            used = used.saturating_add(piece);
        } else if piece <= room {
            count = count.saturating_add(1);
            used = piece;
        } else {
            // A word longer than a line is broken wherever the line ends.
            count = count.saturating_add(u32::from(used > 0)).saturating_add(piece.saturating_sub(1) / room);
            used = (piece.saturating_sub(1) % room).saturating_add(1);
        }
    };
    let mut word = 0_u32;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ' ' {
            place(std::mem::take(&mut word), false);
            place(1, true);
            continue;
        }
        word = word.saturating_add(width_of(character));
        let next = characters.peek().copied();
        if next.is_none_or(|next| may_break(character, next)) {
            place(std::mem::take(&mut word), false);
        }
    }
    count
}

/// Whether a line may end between two characters neither of which is a blank.
fn may_break(before: char, after: char) -> bool {
    let wide = width_of(before) > 1 || width_of(after) > 1;
    wide && !CLOSING.contains(after) && !OPENING.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_and_breaks_anywhere() {
        assert_eq!(width("完成率 95%"), 10);
        assert_eq!(lines("绩效评价工作底稿", 8), 2);
        assert_eq!(lines("绩效评价工作底稿", 16), 1);
        assert_eq!(lines("", 8), 1);
        assert_eq!(lines("一\n二\n\n四", 8), 4);
    }

    #[test]
    fn words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(lines("weight actual target", 13), 2);
        assert_eq!(lines("weight actual target", 12), 3);
        assert_eq!(lines("abcdefghij", 4), 3);
        assert_eq!(lines("a abcdefghij", 4), 4);
    }

    #[test]
    fn punctuation_does_not_begin_a_line() {
        assert_eq!(lines("指标完成，", 8), 2);
        assert_eq!(lines("指标（完成）", 6), 3);
    }
}
