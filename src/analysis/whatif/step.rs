//! Organisations whose grade depends on the step that weights lie on.

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::evaluation::{Overlay, Program, Total};
use crate::report::Report;
use crate::scheme::Renormalised;

/// An organisation that has another grade on the step than with weights as fractions.
#[derive(Clone, Debug)]
pub struct StepGrade {
    /// The organisation.
    pub organisation: String,
    /// Its total with the weights on the step.
    pub on_step: Total,
    /// Its total with the weights as the mode gives them.
    pub exact: Total,
}

/// The organisations whose grade depends on the step of the weights, in their order.
///
/// # Errors
/// Those of [`Program::overlaid`].
pub fn step_grades(
    after: &Program,
    weights: &Renormalised,
    reports: &[&Report],
) -> Result<Vec<StepGrade>, Diagnostics> {
    if weights.rows.iter().all(|row| row.ideal == row.after) {
        return Ok(Vec::new());
    }
    let ideal = weights.rows.iter().map(|row| (row.id.clone(), row.ideal.clone())).collect();
    let exact = after.overlaid(&Overlay::new().weights(ideal))?;
    let found = reports.par_iter().filter_map(|report| {
        let (on_step, exact) = after.evaluate_both(&exact, report);
        let (on_step, exact) = (on_step.total?, exact.total?);
        (on_step.grade != exact.grade).then(|| StepGrade { organisation: report.organisation.clone(), on_step, exact })
    });
    Ok(found.collect())
}
