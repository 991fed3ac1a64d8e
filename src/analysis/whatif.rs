//! What if weights, targets, rules or figures were others: the same reports scored before and after.
//!
//! [`Variant::new`] makes the scheme of a [`Change`]; [`CaseChange`] is what it means for one unit, row by row,
//! [`Population`] for many: ranks, grades, who moved. Before and after are scored by the one function that scores.

mod asked_number;
mod case;
mod change;
mod population;
mod record;
mod step;
mod subject;
mod trial;
mod variant;
mod weight_scale;

pub use super::row_score::RowScore;
pub use asked_number::{AskedNumber, AskedNumberForm};
pub use case::{CaseChange, RowChange, RowPart, SubtotalChange};
pub use change::{Change, ChangeTexts};
pub use population::{PointsMove, Population, RowScores, Standing, UnitChange, UnitScore};
pub use record::{
    AskedRecord, DimensionChange, PopulationRecord, PopulationStanding, PopulationUnit, RefusedReport, TotalChange,
    Transitions, WhatIfRecord, WhatIfRow, WhatIfSide,
};
pub use step::{StepGrade, step_grades};
pub use subject::Subject;
pub use trial::{ChangeTrial, Confirmation, MOVERS, PART, ReportedFigure, TrialAnswer, TrialDepth, TrialRequest};
pub use variant::Variant;
pub use weight_scale::WeightScale;
