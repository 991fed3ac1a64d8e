//! [`PageSetup`]: how a paper lies on its pages.

/// How a paper lies on its pages. The default is that of wide tables: A4 on its long side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageSetup {
    /// Whether the page stands on its short side.
    pub is_portrait: bool,
    /// How many of the lines between heading and table stand in the middle, from the first on; the others begin at the
    /// left.
    pub centred_lines: usize,
}
