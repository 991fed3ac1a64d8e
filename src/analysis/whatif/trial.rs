//! A change on trial: one that may still be none, as a page begins, and what it comes to.

use std::ops::Range;

use super::{CaseChange, Change, ChangeTexts, Population, StepGrade, Variant};
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Overlay, Program};
use crate::language::Bilingual;
use crate::location::Places;
use crate::numeric::{Mode, Number, Rounding};
use crate::report::Report;
use crate::scheme::{Renormalised, SchemeDraft, WeightGrid, WeightRequest};

/// How many rows of the table of all organisations stand in one part.
pub const PART: usize = 40;
/// How many of the organisations that moved are named.
pub const MOVERS: usize = 12;
/// How many marks the slider of a figure has.
const MARKS: i64 = 100;

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
    /// The row of the table of all organisations that is in sight; none for that of the organisation that is looked at.
    pub first_row: Option<usize>,
}

impl TrialRequest {
    /// The positions in the table of all organisations that are in sight: the part with the first row and the one after it.
    #[must_use]
    pub fn in_sight(&self, population: &Population) -> Range<usize> {
        let place = || population.by_rank().iter().position(|at| *at == self.organisation).unwrap_or_default();
        let first = self.first_row.unwrap_or_else(place) / PART * PART;
        first..first.saturating_add(2 * PART)
    }
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
    /// The figures that the organisation reports as numbers and that a row reads.
    pub figures: Vec<ReportedFigure>,
    /// Those whose grade depends on the step of the weights; empty while a hand moves.
    pub step_grades: Vec<StepGrade>,
    /// How far the totals are the engine's own.
    pub confirmation: Confirmation,
    /// The positions in the table of all organisations whose rows are looked at.
    pub in_sight: Range<usize>,
}

/// How far the totals of all organisations are the engine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// All of them are, and nothing else was computed.
    Own,
    /// They come from whole numbers that were made of the engine's curves: a hand moves.
    Awaited,
    /// They are, and the whole numbers were compared with them.
    Compared {
        /// How many were compared.
        count: usize,
        /// The positions of those that differ, which none should.
        differing: Vec<usize>,
    },
}

/// A figure of the organisation that is looked at.
#[derive(Clone, Debug)]
pub struct ReportedFigure {
    /// The metric's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it is counted in.
    pub unit: String,
    /// As it is reported.
    pub reported: Number,
    /// As it is tried.
    pub tried: Number,
}

impl ReportedFigure {
    /// The figures of a report that rows read, in the order of the metrics' ids.
    #[must_use]
    pub fn all(program: &Program, report: &Report, asked: &Change) -> Vec<Self> {
        let read = report.metrics.keys().filter_map(|id| {
            let usage = program.usage(id);
            let figure = report.figure(id).filter(|_| !usage.rows.is_empty())?;
            // Where it stands among the others no organisation reports.
            let declared = program.scheme().metrics.get(id).filter(|declared| declared.peers.is_none())?;
            let reported = figure.number()?.clone();
            let tried = asked.metrics.get(id).and_then(|asked| Number::parse(&asked.of(&reported).ok()?).ok());
            let unit = figure.unit().unwrap_or(&declared.unit).name().to_owned();
            let tried = tried.unwrap_or_else(|| reported.clone());
            Some(Self { id: id.clone(), name: declared.name.clone(), unit, reported, tried })
        });
        read.collect()
    }

    /// The most that its slider goes to: 100 of a percentage, otherwise twice the figure.
    #[must_use]
    pub fn most(&self) -> Number {
        let twice = self.reported.absolute().multiply(&Number::from(2)).unwrap_or_else(|_| self.reported.clone());
        if self.unit == "%" { Number::from(100).max(self.reported.clone()) } else { twice }
    }

    /// The figure at one of a hundred marks, with the decimals of what is reported.
    #[must_use]
    pub fn at_mark(&self, mark: i64) -> Option<Number> {
        let exact =
            self.most().multiply(&Number::from(mark.clamp(0, MARKS))).ok()?.divide(&Number::from(MARKS)).ok()?;
        let places = self.reported.decimals().unwrap_or_default();
        Some(Rounding { places, mode: Mode::HalfUp }.apply(&exact))
    }

    /// The mark that is nearest below what is tried.
    #[must_use]
    pub fn mark(&self) -> i64 {
        let share = self.tried.multiply(&Number::from(MARKS)).and_then(|share| share.divide(&self.most()));
        share.ok().and_then(|mark| mark.floor().to_i64()).unwrap_or_default().clamp(0, MARKS)
    }
}

impl ChangeTrial {
    /// The variant for all other organisations: figures change for the one only.
    #[must_use]
    pub fn for_others(&self) -> Option<Variant> {
        self.variant.clone().map(|mut variant| {
            variant.asked.metrics.clear();
            variant
        })
    }

    /// A program after the change that texts ask for; where they ask for none, what they say of locks and modes is read
    /// all the same.
    ///
    /// # Errors
    /// Those of [`Variant::of_checked`] and [`Program::overlaid`].
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
        let variant = Variant::of_checked(scheme, base, texts, rules)?;
        let after = match variant.is_rebuilt {
            true => Program::compile(variant.scheme.clone(), rules.clone())?,
            false => before.overlaid(&Overlay::new().weights(variant.weights.weights()))?,
        };
        let (request, weights) = (variant.request.clone(), variant.weights.clone());
        Ok(Self { before: before.clone(), after, variant: Some(variant), request, weights })
    }
}
