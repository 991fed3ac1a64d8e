//! How a command ends.

use jixiao::{Code, Diagnostics};

/// What a command came to: the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Status {
    /// All is well.
    Done = 0,
    /// The input is refused; diagnostics say why.
    Refused = 1,
    // 2 is clap's: the command line is wrong.
    /// The command could not be carried out: the result could not be written.
    CouldNotRun = 3,
    /// A condition that was demanded does not hold: the grade is lower, a result differs.
    Unmet = 4,
}

impl Status {
    /// How a command ends that these problems stopped.
    pub fn of(problems: &Diagnostics) -> Self {
        let is_unwritten = |code: Code| matches!(code, Code::FileUnwritable | Code::PartlyWritten);
        if problems.iter().any(|problem| is_unwritten(problem.code)) { Self::CouldNotRun } else { Self::Refused }
    }
}
