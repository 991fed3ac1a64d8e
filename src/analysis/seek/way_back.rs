//! Ways to a total for somebody who moved weights: what one figure would have to be, and what weights could do.

use std::collections::{BTreeMap, BTreeSet};

use super::{FigureSearch, Goal, Measure, Norm, SearchAnswer, SearchResult, WeightSearch, seek_figures, seek_weights};
use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Program};
use crate::location::RequestPlaces;
use crate::numeric::Number;
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

/// How many figures are tried, of the rows that lost most.
const MAX_FIGURES: usize = 3;
/// Weights change by tenths of a point.
const PLACES: u32 = 1;

/// The ways that were found, figures before weights.
#[derive(Clone, Debug)]
pub struct WayBack {
    /// One figure each, with what it is measured in; only those that lead there.
    pub figures: Vec<(SearchResult, Measure)>,
    /// The smallest change of weights, or the proof that there is none.
    pub weights: SearchResult,
}

impl WayBack {
    /// Looks for ways to a goal. Figures of rows that have full marks are not tried, and neither are those that a formula
    /// joins with others, such as budgets.
    ///
    /// # Errors
    /// Those of [`seek_figures`] and [`seek_weights`].
    pub fn new(
        (scheme, rules): (&Scheme, &RuleSet),
        report: &Report,
        goal: &Goal,
        locked: &BTreeSet<String>,
    ) -> Result<Self, Diagnostics> {
        let evaluation = Program::compile(scheme.clone(), rules.clone())?.evaluate(report);
        let mut figures = Vec::new();
        for metric in candidates(&evaluation, report).into_iter().take(MAX_FIGURES) {
            let search = FigureSearch {
                goal: goal.clone(),
                metric: Some(metric.clone()),
                step: None,
                steps: BTreeMap::new(),
                locked: BTreeSet::new(),
                free: BTreeSet::new(),
                bounds: BTreeMap::new(),
                costs: BTreeMap::new(),
                places: RequestPlaces::default(),
            };
            // A figure that cannot be varied is no way.
            let Ok(found) = seek_figures(scheme, rules, report, &search) else { continue };
            if matches!(found.answer, SearchAnswer::Found(_)) {
                let unit = report.figure(&metric).and_then(|figure| figure.unit().cloned());
                let unit = unit.or_else(|| scheme.metrics.get(&metric).map(|metric| metric.unit.clone()));
                figures.push((found, Measure::Figure(unit.map_or_else(String::new, |unit| unit.name().to_owned()))));
            }
        }
        let rows = scheme.indicators().into_iter().map(|row| &row.id);
        let search = WeightSearch {
            goal: goal.clone(),
            norm: Norm::Points,
            step: Number::last_place(PLACES)?,
            locked: rows.filter(|id| locked.contains(*id)).cloned().collect(),
            bounds: BTreeMap::new(),
            within: None,
            places: RequestPlaces::default(),
        };
        Ok(Self { figures, weights: seek_weights(scheme, rules, report, &search)? })
    }
}

/// The reported figures that rows read by themselves, those of the rows that lost most first.
fn candidates(evaluation: &Evaluation, report: &Report) -> Vec<String> {
    let lost = evaluation.rows.iter().filter_map(|row| Some((row.lost().filter(|lost| !lost.is_zero())?, row)));
    let mut rows: Vec<_> = lost.collect();
    rows.sort_by(|(left, _), (right, _)| right.cmp(left));
    let mut found: Vec<String> = Vec::new();
    for input in rows.into_iter().flat_map(|(_, row)| row.inputs()) {
        let is_number = report.figure(&input.from).is_some_and(|figure| figure.number().is_some());
        if is_number && !found.contains(&input.from) {
            found.push(input.from);
        }
    }
    found
}
