//! The accounts of a case: a third file beside scheme and report, which a case may have.

use std::path::Path;
use std::sync::Arc;

use super::files;
use crate::diagnostic::{Diagnostics, Warned};
use crate::document;
use crate::location::Source;
use crate::review::accounts::{Accounts, AccountsDraft};
use crate::scheme::Scheme;

/// The name of the accounts in a case folder.
pub const ACCOUNTS_FILE: &str = "accounts.yaml";

/// Reads and checks accounts whose identities may name the reported metrics of `scheme`.
///
/// # Errors
/// All problems of the file.
pub fn load_accounts(path: &Path, scheme: &Scheme) -> Result<Warned<Accounts>, Diagnostics> {
    read_accounts_text(&files::read(path)?, scheme)
}

/// Accounts from a text.
///
/// # Errors
/// All problems of the text.
pub fn read_accounts_text(source: &Arc<Source>, scheme: &Scheme) -> Result<Warned<Accounts>, Diagnostics> {
    let (draft, places) = document::read::<AccountsDraft>(source)?;
    Accounts::check(draft, &places, scheme)
}
