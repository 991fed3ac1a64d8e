//! Official forms: layouts that tell where a form keeps what, sheets read by them, and cases drafted from what was read.
//!
//! [`Layout`] is one file of `indicators/forms/`; [`LayoutSet`] holds all, an own file taking a shipped one's place by name.
//! [`read_forms`] finds the forms of a workbook and gives a [`FormReading`] for each; [`draft_case`] makes a scheme and a
//! report of one, with every guess named; [`write_form`] lays a [`FilledForm`] out by a layout. Nothing is corrected on the way: what stands in a cell is kept as it stands.

mod closest;
mod draft;
mod fill;
mod filled;
mod grid;
mod header;
mod labels;
mod layout;
mod layout_fault;
mod layout_file;
mod layout_set;
mod message;
mod money;
mod read;
mod reading;
mod remark;
mod restored;
mod role;
mod rows;
mod rules;
mod shown;
mod skipped;
mod table;
mod write;

pub use closest::ClosestHeader;
pub(crate) use draft::is_pasted;
pub use draft::{DraftCase, DraftOptions, DraftProblem, DraftedRow, Guess, GuessKind, Question, draft_case};
pub use fill::{FillNote, FillPlan, plan_fill};
pub use filled::{FilledForm, FilledMoney, FilledMoneyLine, FilledRow, FilledTotal, FilledValue};
pub use layout::{Layout, LayoutBlock, LayoutColumn, TableBlock, TableKind, TableWeight};
pub use layout_set::LayoutSet;
pub use message::Message;
pub use read::{WorkbookReading, read_forms};
pub use reading::{
    FigureRow, FormReading, FormRow, GroupCaption, MoneyBlock, MoneyLine, ReadCell, SharedCell, SumLine,
};
pub use remark::{FormRemark, RemarkKind};
pub use restored::{level2_of_note, plain_title, project_of_title, standard_of_note};
pub use role::CellRole;
pub use rules::{RuleChoice, Rules, UsualRules};
pub use skipped::{SkipReason, SkippedSheet};
pub use write::{FormGap, WrittenForm, write_form};
