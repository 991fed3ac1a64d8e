//! jixiao
mod data;
mod diagnostic;
mod language;
mod numeric;
mod rule;
mod source;
pub use data::Data;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use language::{Bilingual, Language};
pub use numeric::{Mode, Number, NumberError, Points, Rounding, Unit, UnitError, Weight};
pub use rule::*;
pub use source::{Path, Place, Places, Source};
