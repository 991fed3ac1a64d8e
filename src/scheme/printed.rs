//! A scheme that copies a printed table: weights that do not add up there, or are finer than the rounding, are the
//! publisher's and not ours to correct. They are told as remarks, kept as printed, and the rows decide.

use super::check::{listed, sum_problem};
use super::draft::{DimensionDraft, SchemeDraft};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::literal::DecimalLiteral;
use crate::location::{Path, Place, Places};
use crate::messages::phrase;
use crate::numeric::Number;

impl SchemeDraft {
    /// Makes the draft add up by its rows: each dimension is worth what it holds, and what the table prints stays beside it
    /// as `printed_weight`; rows are rounded no coarser than their weights. Each of these changes is a remark
    /// ([`Code::PrintedWeights`]).
    #[must_use]
    pub fn follow_rows(&mut self, places: &Places) -> Diagnostics {
        let mut found = Diagnostics::new();
        let top = Path::top();
        let path = top.key("dimensions");
        if let Some(dimensions) = &mut self.dimensions {
            for (position, dimension) in dimensions.iter_mut().enumerate() {
                follow(dimension, &path.item(position), places, &mut found);
            }
            let children = listed(Some(dimensions), &path);
            let children: Vec<_> =
                children.map(|(child, path)| (&child.weight.0, weight_place(places, &path))).collect();
            let name = phrase("full-score-as-parent", &[]);
            let place = places.value(&top.key("full_score"));
            self.full_score = self.full_score.take().map(|full| {
                let full = adding_up(&name, full.0, &place, &children, &mut found);
                DecimalLiteral(full)
            });
        }
        self.round_as_fine(places, &mut found);
        found
    }

    /// Rounds rows to as many decimals as the finest weight has.
    fn round_as_fine(&mut self, places: &Places, found: &mut Diagnostics) {
        let Some(rounding) = self.rounding.as_mut().and_then(|rounding| rounding.indicator.as_mut()) else { return };
        let mut finest: Option<(u32, Path, Number)> = None;
        let top = Path::top().key("dimensions");
        let mut waiting: Vec<(&DimensionDraft, Path)> = listed(self.dimensions.as_deref(), &top).collect();
        while let Some((dimension, path)) = waiting.pop() {
            waiting.extend(listed(dimension.dimensions.as_deref(), &path.key("dimensions")));
            for (row, path) in listed(dimension.indicators.as_deref(), &path.key("indicators")) {
                let decimals = row.weight.0.decimals().unwrap_or_default();
                if finest.as_ref().is_none_or(|(known, _, _)| decimals > *known) {
                    finest = Some((decimals, path, row.weight.0.clone()));
                }
            }
        }
        let own = rounding.places.0.to_i64().and_then(|places| u32::try_from(places).ok());
        if let (Some((decimals, path, weight)), Some(own)) = (finest, own)
            && decimals > own
        {
            let detail = phrase(
                "weights-finer",
                &[
                    ("weight", Bilingual::same(weight.to_string())),
                    ("places", Bilingual::same(own.to_string())),
                    ("finer", Bilingual::same(decimals.to_string())),
                ],
            );
            let problem = Diagnostic::new(Code::PrintedWeights).at(weight_place(places, &path));
            found.push(problem.said("detail", detail));
            rounding.places = DecimalLiteral(Number::from(i64::from(decimals)));
        }
    }
}

fn weight_place(places: &Places, path: &Path) -> Place {
    places.value(&path.key("weight"))
}

/// Makes a dimension worth what it holds, from below.
fn follow(dimension: &mut DimensionDraft, path: &Path, places: &Places, found: &mut Diagnostics) {
    let below = path.key("dimensions");
    for (position, child) in dimension.dimensions.iter_mut().flatten().enumerate() {
        follow(child, &below.item(position), places, found);
    }
    let name = Bilingual::new(&dimension.name, dimension.en.as_deref());
    let of_dimensions = listed(dimension.dimensions.as_deref(), &below).map(|(child, path)| (&child.weight.0, path));
    let rows = path.key("indicators");
    let of_rows = listed(dimension.indicators.as_deref(), &rows);
    let of_rows = of_rows.map(|(row, path)| (&row.weight.0, path));
    let children: Vec<_> =
        of_dimensions.chain(of_rows).map(|(weight, path)| (weight, weight_place(places, &path))).collect();
    if children.is_empty() {
        return;
    }
    let printed = dimension.weight.0.clone();
    let weight = adding_up(&name, printed.clone(), &weight_place(places, path), &children, found);
    if weight != printed {
        dimension.printed_weight.get_or_insert(DecimalLiteral(printed));
        dimension.weight = DecimalLiteral(weight);
    }
}

/// The weight, or what is below it where that is another number; that is told.
fn adding_up(
    name: &Bilingual,
    weight: Number,
    place: &Place,
    children: &[(&Number, Place)],
    found: &mut Diagnostics,
) -> Number {
    let Err(problem) = sum_problem(Code::PrintedWeights, name, &weight, place, children) else { return weight };
    let sum = children.iter().try_fold(Number::zero(), |sum, (weight, _)| sum.add(weight));
    let Some(sum) = sum.ok().filter(|_| problem.code == Code::PrintedWeights) else { return weight };
    let fact = |name: &str| problem.get(name).cloned().unwrap_or_default();
    let detail = phrase(
        "weights-do-not-add-up",
        &[
            ("parent", fact("parent")),
            ("weight", fact("weight")),
            ("addends", fact("addends")),
            ("excess", fact("excess")),
            ("difference", fact("difference")),
        ],
    );
    found.push(problem.said("detail", detail));
    sum
}
