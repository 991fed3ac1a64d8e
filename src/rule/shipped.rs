//! The scripts that are compiled into the program, and whether a rule is one of them.

use super::script::ScriptRule;
use crate::location::Source;

/// Names and texts of the scripts in `scripts/`.
pub(super) const SHIPPED_SCRIPTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped_rules.rs"));

/// What the name of a shipped script as a source begins with. No system has a file of this name.
const SHIPPED_FOLDER: &str = "<jixiao>/";

/// What a shipped script is called as a source.
pub(super) fn source_name(rule: &str) -> String {
    format!("{SHIPPED_FOLDER}{rule}.rhai")
}

/// The name of a shipped script, of what it is called as a source; nothing for files.
#[must_use]
pub fn shipped_script(source: &str) -> Option<&str> {
    source.strip_prefix(SHIPPED_FOLDER)
}

/// Where a rule comes from, against the rules that are compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleOrigin {
    /// It is compiled in.
    Shipped,
    /// A file that says what the shipped rule of its name says.
    Copy,
    /// A file that takes the place of the shipped rule of its name.
    Override,
    /// A file whose name no shipped rule has.
    Own,
}

impl ScriptRule {
    /// Where the rule comes from. Line ends and a byte-order mark make no difference.
    #[must_use]
    pub fn origin(&self) -> RuleOrigin {
        if shipped_script(self.source().name()).is_some() {
            return RuleOrigin::Shipped;
        }
        let shipped = SHIPPED_SCRIPTS.iter().find(|(name, _)| *name == self.metadata().name);
        match shipped.map(|(name, text)| Source::new(*name, *text).canonical()) {
            Some(shipped) if shipped.text() == self.source().canonical().text() => RuleOrigin::Copy,
            Some(_) => RuleOrigin::Override,
            None => RuleOrigin::Own,
        }
    }
}
