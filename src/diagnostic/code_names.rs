//! The names of diagnostic codes.

use super::Code;

impl Code {
    /// All codes, in the order of this list.
    pub fn all() -> impl Iterator<Item = Self> {
        <Self as strum::IntoEnumIterator>::iter()
    }

    /// The kebab-case name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
