//! The colours and weights of everything that is drawn: tables, sentences and diagnostics.

use annotate_snippets::renderer::{AnsiColor, Renderer, Style};

/// What a text is to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing beside the rest.
    #[default]
    Plain,
    /// A sum, a heading, a total.
    Strong,
    /// Points that were lost, a value that fell.
    Lost,
    /// A value that rose.
    Gained,
    /// What does not agree, what has no result, a grade that fell.
    Wrong,
}

/// Errors, and what does not agree.
const WRONG: Style = AnsiColor::BrightRed.on_default().bold();

impl Tone {
    fn style(self) -> Option<Style> {
        match self {
            Self::Plain => None,
            Self::Strong => Some(Style::new().bold()),
            Self::Lost => Some(AnsiColor::Red.on_default()),
            Self::Gained => Some(AnsiColor::Green.on_default()),
            Self::Wrong => Some(WRONG),
        }
    }
}

/// The text in its tone, if the screen has colours.
pub(super) fn painted(text: &str, tone: Tone, has_colours: bool) -> String {
    match tone.style().filter(|_| has_colours && !text.is_empty()) {
        Some(style) => format!("{style}{text}{style:#}"),
        None => text.to_owned(),
    }
}

/// Draws diagnostics.
pub(super) fn renderer(has_colours: bool) -> Renderer {
    if has_colours { Renderer::styled().error(WRONG) } else { Renderer::plain() }
}
