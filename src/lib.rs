//! jixiao
mod diagnostic;
mod language;
mod numeric;
mod source;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use language::{Bilingual, Language};
pub use numeric::{Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use source::{Path, Place, Places, Source};
