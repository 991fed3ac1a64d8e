//! [`LayoutSet`]: the shipped layouts, and own ones that take their place by name.

use std::sync::Arc;

use super::layout::{Layout, Vocabulary};
use super::layout_file;
use super::rules::UsualRules;
use crate::diagnostic::Diagnostics;
use crate::location::Source;

/// The vocabulary of all layouts.
const WORDS: &str = include_str!("../../indicators/forms/words.yaml");
/// The rules for what a layout does not settle.
const RULES: &str = include_str!("../../indicators/forms/rules.yaml");
/// The shipped layouts; where two fit a sheet equally well, the first is taken.
const SHIPPED: &[(&str, &str)] = &[
    ("mof-project.yaml", include_str!("../../indicators/forms/mof-project.yaml")),
    ("mof-department.yaml", include_str!("../../indicators/forms/mof-department.yaml")),
    ("hubei-20-80.yaml", include_str!("../../indicators/forms/hubei-20-80.yaml")),
    ("sichuan.yaml", include_str!("../../indicators/forms/sichuan.yaml")),
    ("yunnan.yaml", include_str!("../../indicators/forms/yunnan.yaml")),
    ("hebei.yaml", include_str!("../../indicators/forms/hebei.yaml")),
    ("transfer-payment.yaml", include_str!("../../indicators/forms/transfer-payment.yaml")),
    ("beijing-2016.yaml", include_str!("../../indicators/forms/beijing-2016.yaml")),
    ("yueyang-scoring.yaml", include_str!("../../indicators/forms/yueyang-scoring.yaml")),
    ("base-data.yaml", include_str!("../../indicators/forms/base-data.yaml")),
    ("generic.yaml", include_str!("../../indicators/forms/generic.yaml")),
];

/// All layouts that a sheet is tried with.
#[derive(Debug, Clone)]
pub struct LayoutSet {
    vocabulary: Vocabulary,
    usual: Arc<UsualRules>,
    layouts: Vec<Layout>,
    /// The names of those that were added.
    added: Vec<String>,
}

impl LayoutSet {
    /// The shipped layouts.
    ///
    /// # Errors
    /// None in a build whose tests ran: what is compiled in is read by them.
    pub fn shipped() -> Result<Self, Diagnostics> {
        let vocabulary = layout_file::read_vocabulary(&Source::new("words.yaml", WORDS))?;
        let usual = Arc::new(layout_file::read_usual_rules(&Source::new("rules.yaml", RULES))?);
        let read = |(name, text): &(&str, &str)| layout_file::read(&Source::new(*name, *text), &vocabulary, &usual);
        let layouts = SHIPPED.iter().map(read);
        let layouts = layouts.collect::<Result<_, _>>()?;
        Ok(Self { vocabulary, usual, layouts, added: Vec::new() })
    }

    /// Adds a layout file; it takes the place of the one of the same name, and comes first where there is none.
    ///
    /// # Errors
    /// What is not in the grammar of layouts, with its place: unknown keys and roles, a block that is neither labels nor
    /// table, needed roles without a column.
    pub fn add(&mut self, file: &Arc<Source>) -> Result<(), Diagnostics> {
        let layout = layout_file::read(file, &self.vocabulary, &self.usual)?;
        // A copy of a shipped one, whatever its line ends, is no other.
        let text = file.canonical();
        if !SHIPPED.iter().any(|(name, shipped)| Source::new(*name, *shipped).canonical().text() == text.text()) {
            self.added.push(layout.name.clone());
        }
        match self.layouts.iter_mut().find(|known| known.name == layout.name) {
            Some(known) => *known = layout,
            None => self.layouts.insert(0, layout),
        }
        Ok(())
    }

    /// The layout of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.name == name)
    }

    /// Whether the layout of that name was added and is not what a shipped one is.
    #[must_use]
    pub fn is_own(&self, name: &str) -> bool {
        self.added.iter().any(|added| added == name)
    }

    /// All, in the order in which they are preferred.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.layouts.iter()
    }
}
