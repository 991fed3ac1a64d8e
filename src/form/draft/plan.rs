//! [`Plan`]: all that both files of a draft are written from.

use rust_decimal::Decimal;

use super::super::message::Message;
use super::super::reading::{FormReading, ReadCell};
use super::super::remark::FormRemark;
use super::super::role::CellRole;
use super::group::DraftGroup;
use super::guess::Guess;
use super::ids::MoneyIds;
use super::item::DraftRow;
use super::money::DraftMoney;
use super::options::DraftOptions;
use crate::messages::Messages;

/// All that both files are written from.
pub(super) struct Plan<'a> {
    pub reading: &'a FormReading,
    pub options: &'a DraftOptions,
    pub words: &'a Messages,
    pub id: String,
    pub organisation: String,
    pub title: String,
    pub money: Option<(MoneyIds, DraftMoney)>,
    pub groups: Vec<DraftGroup>,
    pub full_score: Decimal,
    pub is_complete: bool,
    pub grades: Vec<(&'static str, &'static str, u32)>,
    pub guesses: Vec<Guess>,
    pub remarks: Vec<FormRemark>,
}

impl Plan<'_> {
    /// The text of a message, on one line.
    pub fn say(&self, message: &Message) -> String {
        message.text(self.words).replace(['\n', '\r'], " ")
    }

    pub fn rows(&self) -> impl Iterator<Item = &DraftRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// What the line of the total prints in a column.
    pub fn sum(&self, role: CellRole) -> Option<Decimal> {
        self.reading.total.as_ref().and_then(|total| total.cells.get(&role)).and_then(ReadCell::number)
    }

    /// The same with the decimals that are seen.
    pub fn printed_sum(&self, role: CellRole) -> Option<Decimal> {
        self.reading.total.as_ref().and_then(|total| total.cells.get(&role)).and_then(ReadCell::printed_number)
    }

    /// The printed weight of all that was not read.
    pub fn unseen(&self) -> Option<Decimal> {
        let all = self.sum(CellRole::Weight).unwrap_or(Decimal::ONE_HUNDRED);
        all.checked_sub(self.full_score).filter(|unseen| !self.is_complete && *unseen > Decimal::ZERO)
    }
}
