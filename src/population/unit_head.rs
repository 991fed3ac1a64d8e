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
    /// The same for the same organisation and year, however the name is spaced: 128 bits of a SHA-256, which two others do
    /// not share. None without an organisation.
    pub fn identity(&self) -> Option<u128> {
        let mut hash = Sha256::new();
        let words = self.organisation.split_whitespace();
        let count = words.inspect(|word| hash.update(word)).count();
        hash.update("\n");
        hash.update(self.year.as_deref().unwrap_or_default());
        let bytes: [u8; 32] = hash.finalize().into();
        let (first, _) = bytes.split_first_chunk::<16>()?;
        (count > 0).then(|| u128::from_be_bytes(*first))
    }
}
