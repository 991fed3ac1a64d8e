//! The screen a text is drawn for: how wide it is, and whether it shows colours.

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
