//! [`Layout`]: where a form keeps what, which words it prints, and which rules its issuer has settled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::role::CellRole;
use super::rules::{Rules, UsualRules};
use crate::notation::fold::{Likeness, MIN_LIKENESS, fold, likeness, without_brackets};

/// One form: what a file of `indicators/forms/` says, checked. It serves reading and writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The name by which it is asked for and overridden.
    pub name: String,
    /// The form's title; `{project}` stands for the project's name.
    pub title: Option<String>,
    /// How the form prints the year; `{year}` stands for it.
    pub year: Option<String>,
    /// The unit of its money, where the sheet names none.
    pub unit: Option<String>,
    /// Whether it is asked only where no other layout fits.
    pub is_fallback: bool,
    /// The rules that are settled.
    pub rules: Rules,
    /// Those for what is not settled.
    pub usual: Arc<UsualRules>,
    /// Its parts, top to bottom.
    pub blocks: Vec<LayoutBlock>,
    /// Labels that any form may print, for those that the layout does not name.
    pub common: Vec<LayoutColumn>,
    /// Paper, orientation and widths, for the writer.
    pub print: PrintSettings,
}

/// How the form is printed; reading makes no use of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintSettings {
    /// The paper, as A4.
    pub paper: Option<String>,
    /// Whether it lies on its long side.
    pub is_landscape: bool,
    /// Widths of columns in characters of half width.
    pub widths: BTreeMap<CellRole, u32>,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutBlock {
    /// Labels with their values beside them, in the order written.
    Labels(Vec<LayoutColumn>),
    /// A table.
    Table(TableBlock),
}

/// A column or a label: what it stands for and the words that forms print for it, the one to be written first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutColumn {
    /// What it stands for.
    pub role: CellRole,
    /// Its words: the layout's own, then those of the vocabulary.
    pub words: Vec<String>,
    /// The same, folded, each with and without what stands in brackets.
    folded: Vec<FoldedWord>,
}

/// A word to compare with; one that is written `=指标` counts only where the cell is that word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FoldedWord {
    text: String,
    is_exact: bool,
}

/// A table of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBlock {
    /// Which table.
    pub kind: TableKind,
    /// The side caption; `{unit}` stands for the unit of money.
    pub caption: Option<String>,
    /// Its columns in the order written.
    pub columns: Vec<LayoutColumn>,
    /// Columns that forms of this kind may have besides; read where they are found, written never.
    pub besides: Vec<LayoutColumn>,
    /// All words of its columns and of those besides, folded.
    pub words: BTreeSet<String>,
    /// The roles without which a row is no header of it; of each entry one is enough.
    pub need: Vec<Vec<CellRole>>,
    /// How many roles a header must have.
    pub least: usize,
    /// The words that end it, folded.
    pub until: Vec<String>,
    /// The names of the line that is the sum, folded (money).
    pub row: Vec<String>,
    /// Where weights come from that are not printed.
    pub weight: Option<TableWeight>,
}

/// Which table of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Budget and execution.
    Money,
    /// Indicators.
    Indicators,
    /// Plain figures, not scored.
    Figures,
}

/// Where weights come from that have no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableWeight {
    /// The whole block is worth so much.
    Points(Decimal),
    /// From the captions of the first level.
    FromLevel1,
    /// From the names of the indicators.
    FromName,
}

/// The words that forms print for each role.
pub type Vocabulary = BTreeMap<CellRole, Vec<String>>;

impl LayoutColumn {
    /// A column with its own words, and those of the vocabulary behind them.
    #[must_use]
    pub fn new(role: CellRole, own: Vec<String>, vocabulary: &Vocabulary) -> Self {
        let shared = vocabulary.get(&role).into_iter().flatten().cloned();
        let mut words = own;
        for word in shared {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let mut folded = Vec::new();
        for word in &mut words {
            let is_exact = word.starts_with('=');
            *word = word.trim_start_matches('=').to_owned();
            let whole = fold(word);
            let (outside, _) = without_brackets(&whole);
            for text in [whole, outside] {
                if !text.is_empty() && !folded.iter().any(|known: &FoldedWord| known.text == text) {
                    folded.push(FoldedWord { text, is_exact });
                }
            }
        }
        Self { role, words, folded }
    }

    /// How alike a cell is to its most alike word, in hundredths, and which word that is; nothing below what counts.
    #[must_use]
    pub fn likeness(&self, folded: &str, outside: &str) -> Option<(Likeness, usize)> {
        let of = |(rank, word): (usize, &FoldedWord)| {
            let alike = likeness(folded, &word.text).max(likeness(outside, &word.text));
            (alike == 100 || (alike >= MIN_LIKENESS && !word.is_exact)).then_some((alike, rank))
        };
        let all = self.folded.iter().enumerate().filter_map(of);
        all.max_by_key(|(alike, rank)| (*alike, std::cmp::Reverse(*rank)))
    }

    /// Its words, folded.
    pub(super) fn folded_words(&self) -> impl Iterator<Item = &str> {
        self.folded.iter().map(|word| word.text.as_str())
    }

    /// Whether the folded text is one of its words.
    #[must_use]
    pub fn is_word(&self, folded: &str) -> bool {
        self.folded.iter().any(|word| word.text == folded)
    }
}

impl TableBlock {
    /// Whether it names a column of this role.
    #[must_use]
    pub fn has_column(&self, role: CellRole) -> bool {
        self.columns.iter().any(|column| column.role == role)
    }
}

impl Layout {
    /// The columns of all its labels.
    #[must_use]
    pub fn labels(&self) -> Vec<&LayoutColumn> {
        let labels = self.blocks.iter().filter_map(|block| match block {
            LayoutBlock::Labels(labels) => Some(labels),
            LayoutBlock::Table(_) => None,
        });
        labels.flatten().collect()
    }

    /// Its labels, then those that any form may print.
    #[must_use]
    pub fn all_labels(&self) -> Vec<&LayoutColumn> {
        self.labels().into_iter().chain(&self.common).collect()
    }

    /// Its tables of one kind.
    pub fn tables(&self, kind: TableKind) -> impl Iterator<Item = &TableBlock> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            LayoutBlock::Table(table) => Some(table),
            LayoutBlock::Labels(_) => None,
        });
        tables.filter(move |table| table.kind == kind)
    }
}
