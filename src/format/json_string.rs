//! Texts in JSON.

use std::fmt::Write;

/// Adds a text between quotes; control characters and quotes are escaped.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let needs_escape = |byte: u8| byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f);
    if text.bytes().any(needs_escape) {
        for sign in text.chars() {
            match sign {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\0'..' ' | '\u{7f}' => {
                    // Writing to a text does not fail.
                    let _ = write!(out, "\\u{:04x}", u32::from(sign));
                }
                other => out.push(other),
            }
        }
    } else {
        out.push_str(text);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["", "岳阳市", "a\"b\\c\n\t\u{1}\u{7f}😀"] {
            let mut written = String::new();
            push_string(&mut written, text);
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
