//! [`LayoutFault`]: why a layout file is refused.

use super::message::Message;
use super::role::CellRole;

/// What is wrong with a layout file. Blocks count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutFault {
    /// A block of labels says something that belongs to tables only.
    LabelsWithMore {
        /// Which block.
        block: usize,
    },
    /// A block is neither labels nor table, or both.
    NeitherKind {
        /// Which block.
        block: usize,
    },
    /// A table without columns.
    NoColumns {
        /// Which block.
        block: usize,
    },
    /// A table needs what is no column of it.
    NeedsNoColumn {
        /// Which block.
        block: usize,
        /// What it needs.
        role: CellRole,
    },
    /// A table needs a role that does not exist.
    NoSuchRole {
        /// Which block.
        block: usize,
        /// The name that was given.
        name: String,
    },
    /// A weight that is neither points nor `from-level1` nor `from-name`.
    NoWeight {
        /// Which block.
        block: usize,
    },
}

impl LayoutFault {
    /// The block that it is about.
    #[must_use]
    pub fn block(&self) -> usize {
        match self {
            Self::LabelsWithMore { block }
            | Self::NeitherKind { block }
            | Self::NoColumns { block }
            | Self::NeedsNoColumn { block, .. }
            | Self::NoSuchRole { block, .. }
            | Self::NoWeight { block } => *block,
        }
    }

    /// What it says.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::LabelsWithMore { .. } => Message::new("layout-labels-with-more"),
            Self::NeitherKind { .. } => Message::new("layout-neither-kind"),
            Self::NoColumns { .. } => Message::new("layout-no-columns"),
            Self::NeedsNoColumn { role, .. } => Message::new("layout-needs-no-column").with("role", role),
            Self::NoSuchRole { name, .. } => Message::new("layout-no-such-role").with("role", name),
            Self::NoWeight { .. } => Message::new("layout-no-weight"),
        }
    }
}
