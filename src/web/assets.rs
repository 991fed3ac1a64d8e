//! The three files of the page, all of them in the program.

/// How it looks.
pub(super) const STYLE: &str = include_str!("page.css");
/// What moves.
pub(super) const SCRIPT: &str = include_str!("page.js");
/// The sign in the tab.
pub(super) const ICON: &str = include_str!("icon.svg");
