//! What was reached and what had to be, of any rule.

use crate::evaluation::Row;
use crate::numeric::Number;
use crate::rule::{Declarations, Value};
use crate::scheme::Target;

/// What was reached and what had to be: executed and budget where the rule declares them, or actual and target.
pub(super) fn figures(declared: &Declarations, row: &Row) -> Option<(Number, Number)> {
    let input = |name: &str| {
        row.inputs().iter().find(|input| input.name == name).and_then(|input| match &input.value {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        })
    };
    let execution = declared.execution.as_ref();
    let execution = execution.and_then(|inputs| Some((input(&inputs.executed)?, input(&inputs.budget)?)));
    let target = || row.target().and_then(Target::number).cloned();
    execution.or_else(|| Some((input("actual")?, target()?)))
}
