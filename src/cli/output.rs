//! Where results and problems go: results to standard output, problems to standard error.

use std::io::{IsTerminal, Write};

use jixiao::{Diagnostics, Messages, render_problems};

/// Speaks to the person or the pipe at the other end.
pub(super) struct Output {
    messages: Messages,
}

impl Output {
    pub fn new(messages: Messages) -> Self {
        Self { messages }
    }

    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// How many columns the terminal has; `None` for pipes and files.
    pub fn width(&self) -> Option<u16> {
        terminal_size::terminal_size().map(|(width, _)| width.0).filter(|_| std::io::stdout().is_terminal())
    }

    /// Prints a result. A pipe that was closed early is the reader's choice and no failure.
    pub fn print(&self, text: &str) {
        let mut out = anstream::stdout();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Prints problems, if there are any.
    pub fn tell(&self, problems: &Diagnostics) {
        if !problems.is_empty() {
            let drawn = render_problems(&problems.clone().sorted(), &self.messages, true);
            // The stream takes the colours out where they are not wanted (NO_COLOR, pipes).
            let _ = writeln!(anstream::stderr(), "{drawn}");
        }
    }
}
