//! Where lines end.

/// Behind every line break.
pub(super) fn line_ends(text: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'\n', text).map(|at| at.saturating_add(1))
}

/// Behind every line break that does not stand between quotes.
pub(super) fn unquoted_line_ends(text: &[u8], separator: u8) -> Vec<usize> {
    let mut ends = Vec::new();
    // Whether the cell begins with a quote, whether a quote is open, and whether a cell is about to begin.
    let (mut is_quoted, mut is_open, mut is_start) = (false, false, true);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'"' if is_start => (is_quoted, is_open) = (true, true),
            // Two quotes in a quoted cell close it and open it again.
            b'"' if is_quoted => is_open = !is_open,
            b'\n' if !is_open => ends.push(at.saturating_add(1)),
            _ => {}
        }
        is_start = !is_open && (*byte == separator || *byte == b'\n' || *byte == b'\r');
        is_quoted &= !is_start;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_between_quotes_end_no_record() {
        let text = b"a,\"b\nc\"\nd\"\"e,\"x\"\"\ny\"\n\"\",z\nlast";
        let ends = unquoted_line_ends(text, b',');
        let lines: Vec<&[u8]> = ends
            .iter()
            .scan(0, |start, end| {
                let line = &text[*start..*end];
                *start = *end;
                Some(line)
            })
            .collect();
        assert_eq!(lines, [&b"a,\"b\nc\"\n"[..], b"d\"\"e,\"x\"\"\ny\"\n", b"\"\",z\n"]);
    }
}
