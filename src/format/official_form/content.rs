//! What a form is filled with of a case.

use std::collections::BTreeMap;

use crate::form::CellRole;

/// Which points a form is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormPoints {
    /// Those that the organisation claims.
    Claimed,
    /// Those of the evaluation.
    Scored,
}

/// What a form is filled with of a case.
#[derive(Clone, Debug)]
pub struct FormContent {
    /// Which points; those claimed where there are any, if nothing is said.
    pub points: Option<FormPoints>,
    /// Whether everything is left blank that is reported at the end of the year.
    pub is_blank: bool,
    /// Labels that are known from elsewhere.
    pub labels: BTreeMap<CellRole, String>,
}
