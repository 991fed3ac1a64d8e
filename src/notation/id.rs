//! Which words can be ids.

/// Latin letters, Chinese characters, digits and `_`, and `-` where formulas do not name it; no digit or hyphen at the beginning.
pub(crate) fn is_id(id: &str, hyphen: bool) -> bool {
    // Letters of other scripts look like Latin ones and are not: two ids that nobody can tell apart.
    let is_letter = |sign: char| {
        sign.is_ascii_alphabetic() || matches!(sign, '〇' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
    };
    // Formulas name it, and know no name of underscores and digits alone.
    let begins_well = id.trim_start_matches('_').starts_with(is_letter);
    begins_well
        && id.chars().all(|next| is_letter(next) || next.is_ascii_digit() || next == '_' || (hyphen && next == '-'))
}
