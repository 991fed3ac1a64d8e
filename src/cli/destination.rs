//! What a result is written as, and where it goes: to standard output, or whole into a file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::format::{Screen, paper_problem, visible};
use jixiao::paper::{Paper, PaperError, write_docx, write_html, write_xlsx};
use jixiao::project::write;
use jixiao::{Code, Diagnostic, Diagnostics};

use super::output::Output;

/// The format asked for and the file, if the result goes into one.
#[derive(Debug, clap::Args)]
pub(super) struct ResultTarget<F: ValueEnum + Send + Sync + 'static> {
    #[arg(long, value_enum)]
    format: Option<F>,
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How the answer of a study is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperFormat {
    #[default]
    #[value(alias = "txt")]
    Text,
    Json,
    Xlsx,
    Docx,
    #[value(alias = "htm")]
    Html,
}

/// A result in its format.
pub(super) enum WrittenResult {
    Text(String),
    /// What was drawn for a screen.
    Drawn(String),
    /// What no terminal shows.
    Bytes(Vec<u8>),
}

impl<F: ValueEnum + Copy + Default + Send + Sync + 'static> ResultTarget<F> {
    /// The format: asked for by name, or by how the file is called.
    ///
    /// # Errors
    /// [`Code::NeedsFile`] for a format that no terminal shows, where no file is named; those of [`format_of`].
    pub fn format(&self) -> Result<F, Diagnostics> {
        let format = format_of(self.format, self.output.as_deref())?.unwrap_or_default();
        let is_shown = format.to_possible_value().is_none_or(|value| !matches!(value.get_name(), "xlsx" | "docx"));
        if self.output.is_none() && !is_shown {
            return Err(Diagnostic::new(Code::NeedsFile).fact("option", "-o").into());
        }
        Ok(format)
    }

    /// Puts a result where it was asked for. What stands there is nobody's to replace.
    ///
    /// # Errors
    /// Those of [`write`].
    pub fn put(&self, written: WrittenResult, output: &Output) -> Result<(), Diagnostics> {
        let Some(path) = &self.output else {
            match written {
                WrittenResult::Text(text) => output.print(&text),
                WrittenResult::Drawn(text) => output.print_drawn(&text),
                WrittenResult::Bytes(bytes) => output.print(&String::from_utf8_lossy(&bytes)),
            }
            return Ok(());
        };
        let bytes = match written {
            WrittenResult::Text(text) | WrittenResult::Drawn(text) => visible_text(&text).into_bytes(),
            WrittenResult::Bytes(bytes) => bytes,
        };
        write(path, bytes, |_| false)?;
        output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
        Ok(())
    }

    /// What the text is drawn for: what the output has, unless it goes into a file.
    pub fn screen(&self, output: &Output) -> Screen {
        if self.output.is_none() { output.screen() } else { Screen::default() }
    }
}

/// The format that is asked for by name, or else by how the file is called; none where there is neither.
///
/// # Errors
/// [`Code::UnknownEnding`] for a file whose name ends as that of no format.
pub(super) fn format_of<F: ValueEnum>(asked: Option<F>, file: Option<&Path>) -> Result<Option<F>, Diagnostic> {
    let (None, Some(file)) = (&asked, file) else { return Ok(asked) };
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if let Ok(format) = F::from_str(ending, true) {
        return Ok(Some(format));
    }
    let endings = F::value_variants().iter().filter_map(F::to_possible_value).map(|value| {
        // A text is known by another name than its files.
        let names: Vec<&str> = value.get_name_and_aliases().collect();
        names.iter().find(|name| matches!(**name, "txt" | "md")).or(names.first()).map_or("", |name| *name).to_owned()
    });
    let problem = Diagnostic::new(Code::UnknownEnding).fact("path", file.display());
    Err(problem.list("endings", endings))
}

/// The text as [`Output::print`] prints it: a mark in front of it stays for the spreadsheet that opens the file.
fn visible_text(text: &str) -> String {
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |text| ("\u{feff}", text));
    format!("{mark}{}", visible(text))
}

impl WrittenResult {
    /// The paper as a workbook.
    ///
    /// # Errors
    /// [`Code::PaperForm`], here and below.
    pub fn xlsx(paper: &Paper) -> Result<Self, Diagnostics> {
        write_xlsx(paper).map(Self::Bytes).map_err(refused)
    }

    /// The paper as a Word document.
    pub fn docx(paper: &Paper) -> Result<Self, Diagnostics> {
        write_docx(paper).map(Self::Bytes).map_err(refused)
    }

    /// The paper as a page.
    pub fn html(paper: &Paper) -> Result<Self, Diagnostics> {
        write_html(paper).map(Self::Text).map_err(refused)
    }
}

fn refused(error: PaperError) -> Diagnostics {
    paper_problem(&error).into()
}
