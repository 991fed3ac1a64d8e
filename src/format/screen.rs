//! The screen a text is drawn for: how wide it is, and whether it shows colours.

use std::fmt;

use super::palette::{Tone, painted};
use super::table::ScreenTable;
use super::visible::visible;

/// What a text is drawn for: a terminal, or a pipe or file that has neither a width nor colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// How many columns it has; `None` where there is no terminal.
    pub width: Option<u16>,
    /// Whether what matters is coloured or bold.
    pub has_colours: bool,
}

impl From<Option<u16>> for Screen {
    /// A screen of this width without colours.
    fn from(width: Option<u16>) -> Self {
        Self { width, has_colours: false }
    }
}

/// A text for a screen. What is written into it is shown without anything that hides in it, so that the only colours are
/// our own.
pub(super) struct ScreenText {
    text: String,
    screen: Screen,
}

impl ScreenText {
    pub fn new(screen: Screen) -> Self {
        Self { text: String::new(), screen }
    }

    /// A line of its own.
    pub fn line(&mut self, said: &str) {
        self.toned(said, Tone::Plain);
    }

    /// A line that is emphasised.
    pub fn toned(&mut self, said: &str, tone: Tone) {
        self.text.push_str(&painted(&visible(said), tone, self.screen.has_colours));
        self.text.push('\n');
    }

    /// A table.
    pub fn table(&mut self, table: &ScreenTable) {
        self.text.push_str(&table.to_string());
        self.text.push('\n');
    }

    /// A text that is drawn already.
    pub fn drawn(&mut self, drawn: &str) {
        self.text.push_str(drawn);
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }
}

impl fmt::Write for ScreenText {
    fn write_str(&mut self, said: &str) -> fmt::Result {
        self.text.push_str(&visible(said));
        Ok(())
    }
}
