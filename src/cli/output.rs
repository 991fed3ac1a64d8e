//! Where results and problems go: results to standard output, problems to standard error.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jixiao::format::{Screen, folded_text, render_problems, visible, visible_but_colours};
use jixiao::{Code, Diagnostic, Diagnostics, Messages, Warned, system_error};

/// What tells a spreadsheet that a text is UTF-8.
const MARK: &str = "\u{feff}";

/// From how many pieces of work on a bar counts them.
const LONG_WORK: usize = 10;

/// How often a search shows that it is under way.
const TICK: Duration = Duration::from_millis(200);

/// What turns while something is under way, in signs that every font has; the last stands at its end.
const SPINNER: &str = "-\\|/ ";

/// Speaks to the person or the pipe at the other end.
pub(super) struct Output {
    messages: Messages,
    failed: Cell<bool>,
}

impl Output {
    pub fn new(messages: Messages) -> Self {
        Self { messages, failed: Cell::new(false) }
    }

    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// What results are drawn for: as wide as the terminal, or as `COLUMNS` says where it is exported; coloured, for the
    /// stream takes the colours out where they are not wanted (`NO_COLOR`, pipes without `CLICOLOR_FORCE`).
    pub fn screen(&self) -> Screen {
        Self::result_screen()
    }

    /// The same where nothing is spoken yet: for help.
    pub fn result_screen() -> Screen {
        Screen { width: columns(&io::stdout()), has_colours: true }
    }

    /// What problems and remarks are drawn for.
    fn problem_screen() -> Screen {
        Screen { width: columns(&io::stderr()), has_colours: true }
    }

    /// Prints a text that was drawn for [`Self::screen`].
    pub fn print_drawn(&self, text: &str) {
        self.write(&visible_but_colours(text));
    }

    /// Prints a text that people read, folded to the screen.
    pub fn print_folded(&self, text: &str) {
        self.print_drawn(&folded_text(text, self.screen()));
    }

    /// Prints a result as it is. A pipe that was closed early is the reader's choice; any other failure ends in a status of its
    /// own, for a result that nobody can read is none.
    pub fn print(&self, text: &str) {
        // A byte-order mark in front is for the spreadsheet that opens the file.
        let (mark, text) = text.strip_prefix(MARK).map_or(("", text), |text| (MARK, text));
        self.write(&format!("{mark}{}", visible(text)));
    }

    fn write(&self, text: &str) {
        let mut out = anstream::stdout();
        let written = out.write_all(text.as_bytes());
        if let Err(error) = written.and_then(|()| out.flush())
            && error.kind() != io::ErrorKind::BrokenPipe
            && !self.failed.replace(true)
        {
            self.tell(&self.unwritable(&error).into());
        }
    }

    /// Passes a result on as it is, to a pipe or a file; whether more is wanted.
    ///
    /// # Errors
    /// [`Code::FileUnwritable`] for a stream that takes no more, unless its reader closed it.
    pub fn pass(&self, bytes: &[u8]) -> Result<bool, Diagnostic> {
        let mut out = io::stdout().lock();
        let shown = match out.is_terminal() {
            true => Cow::Owned(visible(&String::from_utf8_lossy(bytes)).into_owned().into_bytes()),
            false => Cow::Borrowed(bytes),
        };
        match out.write_all(&shown).and_then(|()| out.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(self.unwritable(&error)),
        }
    }

    /// A bar for so many bytes of input; nothing is shown where results go to the same terminal.
    pub fn reading(&self, bytes: Option<u64>, is_beside: bool) -> ProgressBar {
        if !is_beside && io::stdout().is_terminal() {
            return ProgressBar::hidden();
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), "{wide_bar} {percent}% {eta}"),
            None => (ProgressBar::new_spinner(), "{spinner} {bytes} {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.tick_chars(SPINNER));
        }
        bar
    }

    fn unwritable(&self, error: &io::Error) -> Diagnostic {
        let path = self.messages.say("standard-output", &[]);
        Diagnostic::new(Code::FileUnwritable).fact("path", path).said("detail", system_error(error))
    }

    /// Makes a search that may be long; a terminal shows meanwhile for how long it has been under way.
    pub fn searching<T>(&self, search: impl FnOnce() -> T) -> T {
        let bar = ProgressBar::new_spinner().with_message(self.messages.say("searching", &[]));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style.tick_chars(SPINNER));
        }
        bar.enable_steady_tick(TICK);
        let found = search();
        bar.finish_and_clear();
        found
    }

    /// A bar that counts work which may be long; nothing is shown of short work, or where there is no terminal.
    pub fn counting(&self, count: usize) -> ProgressBar {
        if count < LONG_WORK {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar
    }

    /// Whether a result could not be written.
    pub fn has_failed(&self) -> bool {
        self.failed.get()
    }

    /// Says how the command line is to be used.
    pub fn tell_usage(&self, told: &str) {
        let severity = self.messages.say("severity-error", &[]);
        let _ = writeln!(anstream::stderr(), "{severity}: {}", visible(told));
    }

    /// Prints a remark beside the result.
    pub fn remark(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{}", visible(&folded_text(text, Self::problem_screen())));
    }

    /// The value, after its warnings are printed.
    pub fn warn<T>(&self, warned: Warned<T>) -> T {
        self.tell(&warned.warnings);
        warned.value
    }

    /// Prints problems, if there are any.
    pub fn tell(&self, problems: &Diagnostics) {
        if !problems.is_empty() {
            let drawn = render_problems(&problems.clone().sorted(), &self.messages, Self::problem_screen());
            // The stream takes the colours out where they are not wanted (NO_COLOR, pipes).
            let _ = writeln!(anstream::stderr(), "{drawn}");
        }
    }
}

/// How wide a stream is: as `COLUMNS` says where it is exported, or as the terminal at its end.
fn columns(stream: &impl IsTerminal) -> Option<u16> {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let terminal = || terminal_size::terminal_size().filter(|_| stream.is_terminal());
    said.filter(|columns| *columns > 0).or_else(|| terminal().map(|(width, _)| width.0))
}
