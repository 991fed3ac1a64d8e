//! A text as it goes to a screen.

use std::fmt;

use super::palette::{Tone, painted};
use super::screen::Screen;
use super::table::{LEAST_WIDTH, ScreenTable, drawn, hanging};
use super::visible::visible;
use crate::messages::Messages;

/// A text for a screen: lines are folded to its width, and nothing hides in them, so that the only colours are our own.
pub(super) struct ScreenText {
    text: String,
    /// What was said and is not folded yet.
    said: String,
    screen: Screen,
}

impl ScreenText {
    pub fn new(screen: Screen) -> Self {
        Self { text: String::new(), said: String::new(), screen }
    }

    /// A line of its own.
    pub fn line(&mut self, said: &str) {
        self.said.push_str(said);
        self.said.push('\n');
    }

    /// A line that is emphasised.
    pub fn toned(&mut self, said: &str, tone: Tone) {
        self.fold();
        self.line(said);
        self.fold_in(tone);
    }

    /// A table; the columns for which there is no room are named below it.
    pub fn table(&mut self, table: &ScreenTable, messages: &Messages) {
        let (drawn, left_out) = drawn(table);
        self.drawn(&format!("{drawn}\n"));
        let names = left_out.join(&messages.say("list-comma", &[]));
        if !names.is_empty() {
            self.line(&messages.say("columns-left-out", &[("columns", &names)]));
        }
    }

    /// A text that is drawn already.
    pub fn drawn(&mut self, drawn: &str) {
        self.fold();
        self.text.push_str(drawn);
    }

    /// What was written.
    pub fn finish(mut self) -> String {
        self.fold();
        self.text
    }

    fn fold(&mut self) {
        self.fold_in(Tone::Plain);
    }

    /// Folds what was said; a line goes on further in than it began.
    fn fold_in(&mut self, tone: Tone) {
        let said = std::mem::take(&mut self.said);
        for line in visible(&said).split_inclusive('\n') {
            let end = if line.ends_with('\n') { "\n" } else { "" };
            let line = line.trim_end_matches('\n');
            let folded = match self.screen.width {
                Some(width) => hanging(line, usize::from(width.max(LEAST_WIDTH))),
                None => line.to_owned(),
            };
            self.text.push_str(&painted(&folded, tone, self.screen.has_colours));
            self.text.push_str(end);
        }
    }
}

/// A text that people read, folded to a screen: each line goes on further in than it began.
#[must_use]
pub fn folded_text(text: &str, screen: Screen) -> String {
    let mut folded = ScreenText::new(screen);
    folded.said.push_str(text);
    folded.finish()
}

impl fmt::Write for ScreenText {
    fn write_str(&mut self, said: &str) -> fmt::Result {
        self.said.push_str(said);
        Ok(())
    }
}
