//! What is said below a study of weights: rows whose points stay, grades that depend on the step.

use crate::analysis::whatif::StepGrade;
use crate::evaluation::Program;
use crate::messages::Messages;

/// How many organisations are named.
const MAX_NAMED: usize = 20;

/// The rows of which some points stay when their weight changes; none where all points follow.
#[must_use]
pub fn fixed_points_line(program: &Program, messages: &Messages) -> Option<String> {
    let rows = program.rows_with_fixed_points();
    let names: Vec<&str> = rows.iter().map(|row| messages.pick(&row.name)).collect();
    let names = names.join(&messages.say("list-comma", &[]));
    (!names.is_empty()).then(|| format!("{}\n", messages.say("fixed-points", &[("rows", &names)])))
}

/// The organisations whose grade depends on the step of the weights; nothing where there are none.
#[must_use]
pub fn step_grades_text(found: &[StepGrade], messages: &Messages) -> String {
    let Some(rest) = found.len().checked_sub(1).map(|_| found.len().saturating_sub(MAX_NAMED)) else {
        return String::new();
    };
    let mut text = format!("{}\n", messages.say("step-grades", &[("count", &found.len().to_string())]));
    for one in found.iter().take(MAX_NAMED) {
        let facts = [
            ("unit", one.organisation.as_str()),
            ("total", &one.on_step.points.to_string()),
            ("grade", messages.pick(&one.on_step.grade)),
            ("exact", &one.exact.points.to_string()),
            ("other", messages.pick(&one.exact.grade)),
        ];
        text.push_str("  ");
        text.push_str(&messages.say("step-grade", &facts));
        text.push('\n');
    }
    if rest > 0 {
        text.push_str(&messages.say("step-grades-more", &[("count", &rest.to_string())]));
        text.push('\n');
    }
    text
}
