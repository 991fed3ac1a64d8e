//! Weights that several experts gave.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::files;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document;
use crate::literal::DecimalLiteral;
use crate::location::{Path as Field, Places};
use crate::numeric::Number;
use crate::scheme::Scheme;

/// The weights of several experts: for each of them every weighted row, by id or name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpertsDraft {
    experts: Vec<BTreeMap<String, DecimalLiteral>>,
}

/// Reads the weights of experts from a file, those of each in the order of the weighted rows. They are scaled when they are used, so
/// they need not add up.
///
/// # Errors
/// A file that cannot be read; [`Code::UnknownIndicator`] for a name of no weighted row, [`Code::MissingField`] for a row that an expert
/// leaves out, [`Code::NumberRange`] for a weight that is not above 0 or that is beyond a thousand times the full score.
pub fn read_experts(file: &Path, scheme: &Scheme) -> Result<Vec<Vec<Number>>, Diagnostics> {
    let (draft, places) = document::read::<ExpertsDraft>(&files::read(file)?)?;
    let list = Field::top().key("experts");
    let mut problems = Diagnostics::new();
    if draft.experts.is_empty() {
        problems.push(Diagnostic::new(Code::MissingField).fact("field", "experts").at(places.value(&list)));
    }
    let mut experts = Vec::with_capacity(draft.experts.len());
    for (at, weights) in draft.experts.iter().enumerate() {
        experts.push(expert(weights, (&list.item(at), &places), scheme, &mut problems));
    }
    problems.into_result().map(|()| experts)
}

fn expert(
    weights: &BTreeMap<String, DecimalLiteral>,
    (path, places): (&Field, &Places),
    scheme: &Scheme,
    problems: &mut Diagnostics,
) -> Vec<Number> {
    let most = scheme.full_score.number().multiply(&Number::from(1_000)).unwrap_or_else(|_| Number::from(1_000));
    let mut given: BTreeMap<String, Number> = BTreeMap::new();
    for (name, weight) in weights {
        let place = places.key(&path.key(name));
        match scheme.find_row(&place) {
            Ok(id) => drop(given.insert(id, weight.0.clone())),
            Err(problem) => problems.push(problem),
        }
        if weight.0.is_negative() || weight.0.is_zero() || weight.0 > most {
            let problem = Diagnostic::new(Code::NumberRange).fact("value", &weight.0);
            problems.push(problem.fact("bounds", format!("> 0, ≤ {most}")).at(places.value(&path.key(name))));
        }
    }
    let weight = |id: &String| given.get(id).cloned();
    let rows = scheme.indicators();
    for row in rows.iter().filter(|row| !given.contains_key(&row.id)) {
        problems.push(Diagnostic::new(Code::MissingField).fact("field", &row.id).at(places.value(path)));
    }
    rows.iter().filter_map(|row| weight(&row.id)).collect()
}
