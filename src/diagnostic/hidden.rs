//! Characters that nobody sees and that change what is seen: control characters, those that turn the direction of text
//! round, and those without a width.

use super::{Code, Diagnostic};
use crate::location::Place;

/// Whether a character hides, or lets another one hide. Line ends and tabs do not: texts may have several lines.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    match character {
        '\t' | '\n' => false,
        _ if character.is_control() => true,
        // Marks of direction, joiners, blanks without a width, other line ends, fillers that look like nothing, tags.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}' => true,
        // What Unicode never makes a character of, and XML does not allow.
        '\u{fdd0}'..='\u{fdef}' => true,
        _ => matches!(u32::from(character) & 0xffff, 0xfffe | 0xffff),
    }
}

impl Diagnostic {
    /// That `character` may not stand in the text at `place`; it is underlined where it can be seen there.
    #[must_use]
    pub fn hidden(character: char, place: &Place) -> Self {
        let found = place.text().find(character).filter(|_| character != '\n');
        let place = match found {
            Some(at) => place.part(at..at.saturating_add(character.len_utf8())),
            None => place.first_line(),
        };
        Self::new(Code::HiddenCharacter).fact("character", format!("U+{:04X}", u32::from(character))).at(place)
    }
}
