//! Bytes as text.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How far a page or XML is searched for the name of its encoding, in bytes.
const SEARCHED: usize = 4_096;

/// A text, and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding, if neither the bytes nor the text name it.
    pub(super) guessed: Option<&'static str>,
}

/// The text of these bytes: by byte order mark, as UTF-16 by its zero bytes, as UTF-8, by the encoding that a page or XML
/// names, else as GB18030. `None` if they are no text at all.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return exactly(encoding, bytes.get(length..)?, false);
    }
    if let Some(encoding) = zero_bytes(bytes) {
        return exactly(encoding, bytes, true).filter(|decoded| is_text(&decoded.text));
    }
    if bytes.contains(&0) {
        return None;
    }
    let named = named(bytes);
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8)
        && let Some(decoded) = exactly(encoding, bytes, false)
    {
        // A page that names GB2312 and is UTF-8 decodes by chance only; so may two or three characters the other way round,
        // but hardly as ones that such a page has.
        return Some(
            exactly(UTF_8, bytes, false).filter(|other| other.text.contains(is_east_asian)).unwrap_or(decoded),
        );
    }
    exactly(UTF_8, bytes, false)
        .or_else(|| exactly(GB18030, bytes, true).filter(|decoded| is_text(&decoded.text)))
        .or_else(|| {
            // One wrong byte in a page is no reason to give up the rest.
            let (text, _) = named?.decode_without_bom_handling(bytes);
            Some(Decoded { text: text.into_owned(), guessed: None })
        })
}

/// The text of bytes in the code page of that number, as .xls files name it; what does not decode is marked by `�`.
pub(super) fn decode_page(bytes: &[u8], page: u16) -> String {
    let label = match page {
        437 | 850 | 1252 | 0 | 367 | 32_769 => "windows-1252",
        874 => "windows-874",
        932 => "shift_jis",
        936 | 10_008 | 54_936 => "gb18030",
        949 => "euc-kr",
        950 | 10_002 => "big5",
        1250 => "windows-1250",
        1251 => "windows-1251",
        1253 => "windows-1253",
        1254 => "windows-1254",
        10_000 | 32_768 => "macintosh",
        65_001 => "utf-8",
        _ => "gb18030",
    };
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(GB18030);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn exactly(encoding: &'static Encoding, bytes: &[u8], is_guess: bool) -> Option<Decoded> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(Decoded { text: text.into_owned(), guessed: is_guess.then(|| encoding.name()) })
}

/// Punctuation, ideographs, and what is above them.
fn is_east_asian(character: char) -> bool {
    character >= '\u{2000}'
}

/// UTF-16 without a mark: line ends, digits and separators have a zero byte, nearly always on the same side.
fn zero_bytes(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SEARCHED.min(bytes.len()))?;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match bytes.len() % 2 {
        0 if odd > 4 * even => Some(UTF_16LE),
        0 if even > 4 * odd => Some(UTF_16BE),
        _ => None,
    }
}

/// Is it what a person writes, without signs that only machines use?
fn is_text(text: &str) -> bool {
    !text.chars().any(|character| {
        character.is_control() && !matches!(character, '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{85}')
    })
}

/// The encoding after `charset=` or `encoding=` near the beginning.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SEARCHED.min(bytes.len()))?;
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        let after = head.get(head.find(word)? + word.len()..)?.trim_start().strip_prefix('=')?;
        let after = after.trim_start_matches(|character: char| character.is_whitespace() || "\"'".contains(character));
        let label: String =
            after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
        let encoding = Encoding::for_label(label.as_bytes())?;
        Some(if encoding == encoding_rs::GBK { GB18030 } else { encoding })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn decodes(bytes: &[u8], text: &str, guessed: Option<&str>) {
        let decoded = decode(bytes).expect("a text");
        assert_eq!((decoded.text.as_str(), decoded.guessed), (text, guessed));
    }

    #[test]
    fn by_mark_zero_bytes_name_or_guess() {
        decodes("指标,1".as_bytes(), "指标,1", None);
        decodes("\u{feff}指标,1".as_bytes(), "指标,1", None);
        decodes(b"\xff\xfe\x07\x63,\0", "\u{6307},", None);
        decodes(b"\xfe\xff\x63\x07\0,", "\u{6307},", None);
        decodes(b"\x07\x63,\x001\0", "\u{6307},1", Some("UTF-16LE"));
        decodes(b"\x00\x4e,\x001\x002\x003\x004\0", "一,1234", Some("UTF-16LE"));
        decodes(b"\xd6\xb8\xb1\xea,1", "指标,1", Some("gb18030"));
        decodes(b"<meta charset=gb2312>\xd6\xb8", "<meta charset=gb2312>指", None);
        decodes("<meta charset=gb2312>指标".as_bytes(), "<meta charset=gb2312>指标", None);
        assert!(decode(b"\x89PNG\x00\x00\x01\xff\x00").is_none());
        assert!(decode(b"\xff\xff\xff").is_none());
    }
}
