//! [`Warned`]: a value with what was found while it was made.

use super::Diagnostics;

/// A value, and the diagnostics that did not keep it from being made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// What was found on the way. These are warnings, and errors only where the function says which of them leave the
    /// value standing.
    pub warnings: Diagnostics,
}

impl<T> Warned<T> {
    /// Another value with the same warnings.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), warnings: self.warnings }
    }

    /// The value, its warnings added to `found`.
    pub fn note_in(self, found: &mut Diagnostics) -> T {
        found.extend(self.warnings);
        self.value
    }
}

/// A value without warnings.
impl<T> From<T> for Warned<T> {
    fn from(value: T) -> Self {
        Self { value, warnings: Diagnostics::new() }
    }
}

impl Diagnostics {
    /// `value` with these problems as its warnings, unless one of them is an error.
    ///
    /// # Errors
    /// These problems, warnings included, if one of them is an error.
    pub fn accept<T>(self, value: T) -> Result<Warned<T>, Self> {
        if self.has_errors() { Err(self) } else { Ok(Warned { value, warnings: self }) }
    }

    /// Nothing, unless one of these problems is an error; warnings alone are dropped.
    ///
    /// # Errors
    /// These problems, warnings included, if one of them is an error.
    pub fn into_result(self) -> Result<(), Self> {
        if self.has_errors() { Err(self) } else { Ok(()) }
    }

    /// The value of a result, if there is one; what was found on the way is added to these problems either way.
    pub fn note<T>(&mut self, result: Result<Warned<T>, Self>) -> Option<T> {
        match result {
            Ok(warned) => Some(warned.note_in(self)),
            Err(problems) => {
                self.extend(problems);
                None
            }
        }
    }
}
