//! [`UnitHead`]: what a record says of itself.

use sha2::{Digest, Sha256};

use crate::numeric::Number;

/// What a record says of itself: who reports, for which year, and which total is claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnitHead {
    /// Empty where none is told.
    pub organisation: String,
    pub year: Option<String>,
    pub claimed: Option<Number>,
}

impl UnitHead {
    /// Whether it says who reports.
    pub fn is_named(&self) -> bool {
        !self.organisation.trim().is_empty()
    }

    /// The same for the same organisation and year, however the name is spaced: 128 bits of a SHA-256, which two others do
    /// not share. None without an organisation.
    pub fn identity(&self) -> Option<u128> {
        let mut text = String::with_capacity(self.organisation.len().saturating_add(5));
        text.extend(self.organisation.split_whitespace());
        if text.is_empty() {
            return None;
        }
        text.push('\n');
        text.push_str(self.year.as_deref().unwrap_or_default());
        let bytes: [u8; 32] = Sha256::digest(text).into();
        bytes.first_chunk::<16>().map(|first| u128::from_be_bytes(*first))
    }
}
