//! From a layout file to a checked [`Layout`].

mod either;
mod grammar;
mod rule_grammar;

use std::sync::Arc;

use super::layout::{Layout, LayoutBlock, LayoutColumn, PrintSettings, TableBlock, TableKind, TableWeight, Vocabulary};
use super::layout_fault::LayoutFault;
use super::role::CellRole;
use super::rules::UsualRules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document;
use crate::location::{Path, Source};
use crate::notation::fold::fold;
use either::{ColumnFile, WordOr};
use grammar::{BlockFile, LayoutFile, OrientationFile};
use rule_grammar::UsualRulesFile;

/// Labels that are looked for on every form.
const COMMON_LABELS: &[CellRole] = &[
    CellRole::Project,
    CellRole::Department,
    CellRole::Organisation,
    CellRole::Year,
    CellRole::MoneyUnit,
    CellRole::Grade,
];

/// Columns that any table of indicators may have.
const COMMON_COLUMNS: &[CellRole] = &[
    CellRole::Level1,
    CellRole::Level2,
    CellRole::Nature,
    CellRole::Operator,
    CellRole::Unit,
    CellRole::Completion,
    CellRole::Standard,
    CellRole::Weight,
    CellRole::Deduction,
    CellRole::Reason,
    CellRole::ReviewActual,
    CellRole::ReviewScore,
    CellRole::Note,
];

/// Columns that any block of budget and execution may have.
const MONEY_COLUMNS: &[CellRole] =
    &[CellRole::Initial, CellRole::CarriedOver, CellRole::Total, CellRole::Weight, CellRole::Rate, CellRole::Score];

/// Reads the vocabulary.
///
/// # Errors
/// Unknown roles, with their place.
pub(super) fn read_vocabulary(file: &Arc<Source>) -> Result<Vocabulary, Diagnostics> {
    Ok(document::read(file)?.0)
}

/// Reads the usual rules.
///
/// # Errors
/// Unknown keys and rules left out, with their place.
pub(super) fn read_usual_rules(file: &Arc<Source>) -> Result<UsualRules, Diagnostics> {
    Ok(document::read::<UsualRulesFile>(file)?.0.into())
}

/// Reads a layout file.
///
/// # Errors
/// What is not in the grammar, with its place: unknown keys and roles, a block that is neither labels nor table, needed
/// roles without a column.
pub(super) fn read(
    source: &Arc<Source>,
    vocabulary: &Vocabulary,
    usual: &Arc<UsualRules>,
) -> Result<Layout, Diagnostics> {
    let (file, places) = document::read::<LayoutFile>(source)?;
    let refuse = |fault: LayoutFault| {
        let place = places.value(&Path::top().key("blocks").item(fault.block()));
        Diagnostics::from(Diagnostic::new(Code::LayoutForm).said("detail", fault.message().in_both()).at(place))
    };
    let mut blocks = Vec::new();
    for (block, written) in file.blocks.into_iter().enumerate() {
        blocks.push(checked_block(block, written, vocabulary).map_err(refuse)?);
    }
    let named = |role: CellRole| {
        let is_named = |block: &LayoutBlock| matches!(block, LayoutBlock::Labels(labels) if labels.iter().any(|label| label.role == role));
        blocks.iter().any(is_named)
    };
    let common = COMMON_LABELS.iter().filter(|role| !named(**role));
    let common = common.map(|role| LayoutColumn::new(*role, Vec::new(), vocabulary)).collect();
    Ok(Layout {
        name: file.layout,
        title: file.title,
        year: file.year,
        unit: file.unit,
        is_fallback: file.fallback,
        rules: file.rules.into(),
        usual: Arc::clone(usual),
        blocks,
        common,
        print: PrintSettings {
            paper: file.print.paper,
            is_landscape: matches!(file.print.orientation, OrientationFile::Landscape),
            widths: file.print.widths,
        },
    })
}

fn checked_block(block: usize, file: BlockFile, vocabulary: &Vocabulary) -> Result<LayoutBlock, LayoutFault> {
    let is_plain = file.is_plain();
    match (file.labels, file.table) {
        (Some(_), None) if !is_plain => Err(LayoutFault::LabelsWithMore { block }),
        (Some(labels), None) => {
            let labels = labels.0.into_iter().map(|(role, words)| LayoutColumn::new(role, words, vocabulary));
            Ok(LayoutBlock::Labels(labels.collect()))
        }
        (None, Some(kind)) => {
            let columns = file.columns.ok_or(LayoutFault::NoColumns { block })?;
            let columns: Vec<LayoutColumn> =
                columns.into_iter().map(|ColumnFile(role, words)| LayoutColumn::new(role, words, vocabulary)).collect();
            let need = needed(block, file.need, &columns)?;
            let fold_all =
                |words: Option<Vec<String>>| words.unwrap_or_default().iter().map(|word| fold(word)).collect();
            let kind = TableKind::from(kind);
            let besides = besides(kind, &columns, vocabulary);
            Ok(LayoutBlock::Table(TableBlock {
                kind,
                caption: file.caption,
                least: file.least.unwrap_or(0).max(need.len()),
                words: columns.iter().chain(&besides).flat_map(LayoutColumn::folded_words).map(str::to_owned).collect(),
                besides,
                columns,
                need,
                until: fold_all(file.until),
                row: fold_all(file.row),
                weight: file.weight.map(|weight| table_weight(block, &weight)).transpose()?,
            }))
        }
        _ => Err(LayoutFault::NeitherKind { block }),
    }
}

/// The roles that are needed, each of them a column.
fn needed(
    block: usize,
    need: Option<Vec<WordOr<Vec<CellRole>>>>,
    columns: &[LayoutColumn],
) -> Result<Vec<Vec<CellRole>>, LayoutFault> {
    let mut all = Vec::new();
    for entry in need.unwrap_or_default() {
        let roles = match entry {
            WordOr::Whole(roles) => roles,
            WordOr::Word(name) => {
                let role = either::role::<serde::de::value::Error>(&name);
                vec![role.map_err(|_| LayoutFault::NoSuchRole { block, name })?]
            }
        };
        if let Some(role) = roles.iter().find(|role| !columns.iter().any(|column| column.role == **role)) {
            return Err(LayoutFault::NeedsNoColumn { block, role: *role });
        }
        all.push(roles);
    }
    Ok(all)
}

/// The columns that a table of this kind may have besides its own.
fn besides(kind: TableKind, columns: &[LayoutColumn], vocabulary: &Vocabulary) -> Vec<LayoutColumn> {
    let common = match kind {
        TableKind::Indicators => COMMON_COLUMNS,
        TableKind::Money => MONEY_COLUMNS,
        TableKind::Figures => &[],
    };
    let is_new = |role: &&CellRole| !columns.iter().any(|column| column.role == **role);
    common.iter().filter(is_new).map(|role| LayoutColumn::new(*role, Vec::new(), vocabulary)).collect()
}

fn table_weight(block: usize, weight: &WordOr<()>) -> Result<TableWeight, LayoutFault> {
    let WordOr::Word(text) = weight else { return Err(LayoutFault::NoWeight { block }) };
    match text.as_str() {
        "from-level1" => Ok(TableWeight::FromLevel1),
        "from-name" => Ok(TableWeight::FromName),
        points => points.parse().map(TableWeight::Points).map_err(|_| LayoutFault::NoWeight { block }),
    }
}
