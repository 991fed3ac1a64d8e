//! Tints of cells: light enough to be read in black and white, where signs and bold letters say the same.

use super::PaperMark;
use super::layout::RowStyle;

/// The colour behind a cell as `0xRRGGBB`. A mark is stronger than what its row is.
pub(super) fn tint(style: RowStyle, mark: PaperMark) -> Option<u32> {
    match (mark, style) {
        (PaperMark::Wrong, _) => Some(0x00F8_D7D4),
        (PaperMark::Attention, _) => Some(0x00FF_F0C2),
        (PaperMark::None, RowStyle::Header) => Some(0x00E3_E8EF),
        (PaperMark::None, RowStyle::Group) => Some(0x00F3_F5F8),
        (PaperMark::None, RowStyle::Total) => Some(0x00E9_EDF2),
        (PaperMark::None, RowStyle::Body) => None,
    }
}
