//! What a sweep is asked.

use std::collections::BTreeSet;

use super::Step;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::RequestPlaces;
use crate::numeric::Number;
use crate::scheme::{Scheme, WeightMode, WeightRequest};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct SweepRequest {
    /// Who makes room when a weight changes.
    pub mode: WeightMode,
    /// Rows that keep their weight and are not swept.
    pub locked: BTreeSet<String>,
    /// By how much each weight is moved; a tornado for each.
    pub steps: Vec<Step>,
    /// Where this was written: `lock` by indicator, `mode`, `points` and `percent`.
    pub places: RequestPlaces,
}

impl SweepRequest {
    /// The same, with the rows locked that only their present weight fits.
    pub(super) fn holding(&self, scheme: &Scheme) -> Self {
        let mut request = self.clone();
        request.locked.extend(scheme.held());
        request
    }
}

/// The request itself: known rows, steps that move something.
pub(super) fn check(scheme: &Scheme, request: &SweepRequest) -> Result<(), Diagnostics> {
    let mut problems = WeightRequest {
        mode: request.mode.clone(),
        locked: request.locked.clone(),
        places: request.places.clone(),
        ..WeightRequest::default()
    }
    .unknown(scheme);
    for step in &request.steps {
        let (number, most, part) = match step {
            Step::Points(number) => (number, scheme.full_score.number().clone(), "points"),
            Step::Percent(number) => (number, Number::from(100), "percent"),
        };
        if number.is_zero() || number.is_negative() || *number > most {
            let bounds = format!("> 0, ≤ {most}");
            let problem = Diagnostic::new(Code::NumberRange).fact("value", number).fact("bounds", bounds);
            problems.push(problem.at(request.places.single(part)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
