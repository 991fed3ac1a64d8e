//! Digits whose separators group no number.

/// Whether a text is digits with separators that group no number, as `7,00.0,77`: nobody can tell which number it was.
pub(super) fn is_misgrouped(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
    if !digits.chars().all(of_number) || !digits.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let (first, groups) = whole.split_once(',').map_or((whole, None), |(first, rest)| (first, Some(rest)));
    let grouped = (1..=3).contains(&first.len())
        && groups.is_none_or(|groups| groups.split(',').all(|group| group.len() == 3))
        && fraction.is_none_or(|fraction| !fraction.contains([',', '.']));
    digits.matches([',', '.']).count() > 1 && !grouped
}
