//! A change on trial: one that may still be none, as a page begins, and what it comes to.

use super::{CaseChange, Change, ChangeTexts, Population, StepGrade, Variant};
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Overlay, Program};
use crate::location::Places;
use crate::scheme::{Renormalised, SchemeDraft, WeightGrid, WeightRequest};

/// A program before and after a change that may be none.
#[derive(Clone, Debug)]
pub struct ChangeTrial {
    /// As it is.
    pub before: Program,
    /// After the change.
    pub after: Program,
    /// The variant that the change comes to; none where nothing is asked to change.
    pub variant: Option<Variant>,
    /// What is asked of the weights.
    pub request: WeightRequest,
    /// How the weights came about.
    pub weights: Renormalised,
}

/// What is asked of a trial.
#[derive(Clone, Debug, Default)]
pub struct TrialRequest {
    /// What is to change; figures change for the one organisation only.
    pub change: ChangeTexts,
    /// The organisation that is looked at, by its position.
    pub organisation: usize,
    /// How much is wanted.
    pub depth: TrialDepth,
}

/// How much of an answer is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrialDepth {
    /// What follows a hand that still moves.
    Moving,
    /// All of it.
    #[default]
    AtRest,
}

/// What a change comes to for one organisation and for all.
#[derive(Clone, Debug)]
pub struct TrialAnswer {
    /// Both programs.
    pub trial: ChangeTrial,
    /// The position of the organisation that is looked at.
    pub organisation: usize,
    /// That organisation, row by row.
    pub case: CaseChange,
    /// All of them.
    pub population: Population,
    /// Those whose grade depends on the step of the weights; empty while a hand moves.
    pub step_grades: Vec<StepGrade>,
}

impl ChangeTrial {
    /// A program after the change that texts ask for; where they ask for none, what they say of locks and modes is read
    /// all the same.
    ///
    /// # Errors
    /// Those of [`Variant::new`] and [`Program::overlaid`].
    pub fn new(before: &Program, base: &(SchemeDraft, Places), texts: &ChangeTexts) -> Result<Self, Diagnostics> {
        let (scheme, rules) = (before.scheme(), before.rules());
        if texts.is_empty() {
            let Change { mode, locked, rest, places, .. } = Change::read(texts, scheme, rules)?;
            let mode = mode.unwrap_or_default();
            let request = WeightRequest { mode, locked, rest, places, grid: WeightGrid::Scheme, ..Default::default() };
            let weights = scheme.renormalised(&request)?;
            let (before, after) = (before.clone(), before.clone());
            return Ok(Self { before, after, variant: None, request, weights });
        }
        let variant = Variant::new(scheme, base.clone(), None, texts, rules)?;
        let after = match variant.is_rebuilt {
            true => Program::compile(variant.scheme.clone(), rules.clone())?,
            false => before.overlaid(&Overlay::new().weights(variant.weights.weights()))?,
        };
        let (request, weights) = (variant.request.clone(), variant.weights.clone());
        Ok(Self { before: before.clone(), after, variant: Some(variant), request, weights })
    }
}
