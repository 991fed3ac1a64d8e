//! One unit before and after a change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Subject;
use crate::evaluation::{Evaluation, Program, Role, Row, Subtotal};
use crate::language::Bilingual;
use crate::numeric::{Number, Points};
use crate::scheme::{Indicator, Renormalised, WeightRole};

/// What a change means for one unit.
#[derive(Clone, Debug)]
pub struct CaseChange {
    /// Scored as it is.
    pub before: Evaluation,
    /// Scored after the change.
    pub after: Evaluation,
    /// Every row, in the order of the scheme after the change; rows that went come last.
    pub rows: Vec<RowChange>,
    /// Every dimension, each before those below it.
    pub subtotals: Vec<SubtotalChange>,
}

/// One row before and after.
#[derive(Clone, Debug)]
pub struct RowChange {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The ids of the dimensions it stands in, outermost first.
    pub dimensions: Vec<String>,
    /// What it counts towards.
    pub role: Role,
    /// As it is; none for a row that came.
    pub before: Option<Row>,
    /// After the change; none for a row that went.
    pub after: Option<Row>,
    /// Why it is worth what it is; none for bonuses, penalties and rows that went.
    pub weight: Option<WeightRole>,
    /// What else of it was changed.
    pub parts: Vec<RowPart>,
}

/// A part of a row that can be changed besides its weight (变化的部分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RowPart {
    /// What had to be reached.
    Target,
    /// The rule.
    Rule,
    /// The rule's parameters.
    Params,
    /// What was reached.
    Figures,
}

/// The sum of a dimension before and after.
#[derive(Clone, Debug)]
pub struct SubtotalChange {
    /// The dimension's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// How many dimensions it stands in.
    pub depth: usize,
    /// As it is; none for a dimension that came.
    pub before: Option<Subtotal>,
    /// After the change; none for a dimension that went.
    pub after: Option<Subtotal>,
}

impl RowChange {
    /// Points after less points before, where both were scored; of a penalty the other way round, as it tells on the
    /// total.
    #[must_use]
    pub fn difference(&self) -> Option<Number> {
        let is_penalty = self.before.as_ref().is_some_and(|row| row.role() == Role::Penalty);
        let points = (self.before.as_ref().and_then(Row::points), self.after.as_ref().and_then(Row::points));
        if is_penalty { difference(points.1, points.0) } else { difference(points.0, points.1) }
    }

    /// Whether its weight moved as a consequence of what was asked for.
    #[must_use]
    pub fn is_consequence(&self) -> bool {
        let weight = |row: &Option<Row>| row.as_ref().map(|row| row.weight().clone());
        self.weight == Some(WeightRole::Free) && weight(&self.before) != weight(&self.after)
    }
}

impl SubtotalChange {
    /// Points after less points before.
    #[must_use]
    pub fn difference(&self) -> Option<Number> {
        difference(self.before.as_ref().map(|part| &part.points), self.after.as_ref().map(|part| &part.points))
    }
}

impl CaseChange {
    /// Scores one unit before and after.
    #[must_use]
    pub fn new((before, after): (&Program, &Program), subject: &Subject, weights: &Renormalised) -> Self {
        let (old, new) = subject.evaluate(before, after);
        let indicators = (before.scheme().scored_rows(), after.scheme().scored_rows());
        let change = |id: &str| {
            let (before, after) = (old.row(id), new.row(id));
            let row = after.or(before)?;
            let indicator = |all: &[&Indicator]| all.iter().find(|row| row.id == id).map(|row| (*row).clone());
            Some(RowChange {
                id: row.id().to_owned(),
                name: row.name().clone(),
                dimensions: row.dimensions().to_vec(),
                role: row.role(),
                before: before.cloned(),
                after: after.cloned(),
                weight: weights.rows.iter().find(|weight| weight.id == id).map(|weight| weight.role),
                parts: parts((before, indicator(&indicators.0).as_ref()), (after, indicator(&indicators.1).as_ref())),
            })
        };
        let gone = old.rows.iter().filter(|row| new.row(row.id()).is_none());
        let rows = new.rows.iter().chain(gone).filter_map(|row| change(row.id())).collect();
        let subtotals = subtotal_changes(&old.subtotals, &new.subtotals);
        Self { before: old, after: new, rows, subtotals }
    }

    /// The total after less the total before, where both are given.
    #[must_use]
    pub fn difference(&self) -> Option<Number> {
        let points = |evaluation: &Evaluation| evaluation.total.as_ref().map(|total| total.points.clone());
        difference(points(&self.before).as_ref(), points(&self.after).as_ref())
    }
}

fn parts(before: (Option<&Row>, Option<&Indicator>), after: (Option<&Row>, Option<&Indicator>)) -> Vec<RowPart> {
    let ((Some(before), Some(old)), (Some(after), Some(new))) = (before, after) else { return Vec::new() };
    let figures = |row: &Row| row.inputs().iter().map(|input| input.value.clone()).collect::<Vec<_>>();
    let changed = [
        (RowPart::Target, old.target != new.target),
        (RowPart::Rule, old.rule != new.rule),
        (RowPart::Params, old.params != new.params),
        (RowPart::Figures, old.rule == new.rule && figures(before) != figures(after)),
    ];
    changed.into_iter().filter(|(_, is_changed)| *is_changed).map(|(part, _)| part).collect()
}

fn subtotal_changes(before: &[Subtotal], after: &[Subtotal]) -> Vec<SubtotalChange> {
    fn flat<'s>(parts: &'s [Subtotal], depth: usize, all: &mut Vec<(usize, &'s Subtotal)>) {
        for part in parts {
            all.push((depth, part));
            flat(&part.below, depth.saturating_add(1), all);
        }
    }
    let (mut old, mut new) = (Vec::new(), Vec::new());
    flat(before, 0, &mut old);
    flat(after, 0, &mut new);
    let gone = old.iter().filter(|(_, part)| !new.iter().any(|(_, kept)| kept.id() == part.id()));
    let find = |all: &[(usize, &Subtotal)], id: &str| {
        all.iter().find(|(_, part)| part.id() == id).map(|(_, part)| (*part).clone())
    };
    let change = |(depth, part): &(usize, &Subtotal)| SubtotalChange {
        id: part.id().to_owned(),
        name: part.name().clone(),
        depth: *depth,
        before: find(&old, part.id()),
        after: find(&new, part.id()),
    };
    new.iter().chain(gone).map(change).collect()
}

/// After less before, where both are there.
pub(super) fn difference(before: Option<&Points>, after: Option<&Points>) -> Option<Number> {
    after?.number().subtract(before?.number()).ok()
}
