//! What people name in a scheme: rows, dimensions, metrics and grades, by id or by what they are called.

use std::collections::BTreeMap;

use super::indicator::InputSource;
use super::{Dimension, Indicator, Scheme, WeightMode};
use crate::diagnostic::{Code, Diagnostic, Named, find_named, split_at};
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::{listed, listed_some, phrase};

/// How many rows are listed where a name is unknown.
const MAX_ROWS: usize = 24;

/// What can be set to another number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settable {
    /// The weight of a row or of a dimension, by id.
    Weight(String),
    /// The lower bound of a grade, by its position from the best.
    Grade(usize),
}

impl Dimension {
    /// All rows in it and below it, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> Vec<&Indicator> {
        self.indicators.iter().chain(self.dimensions.iter().flat_map(Self::rows)).collect()
    }
}

impl Scheme {
    /// The dimension of that id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.all_dimensions().into_iter().find(|dimension| dimension.id == id)
    }

    /// What the row or dimension of that id is called.
    #[must_use]
    pub fn name_of(&self, id: &str) -> Option<&Bilingual> {
        let row = self.scored_rows().into_iter().find(|row| row.id == id).map(|row| &row.name);
        row.or_else(|| self.dimension(id).map(|dimension| &dimension.name))
    }

    /// What the metrics are called that have no name of their own: as the only row that each feeds alone.
    pub(crate) fn names_by_rows(&self) -> BTreeMap<&str, &Bilingual> {
        let mut fed: BTreeMap<&str, Option<&Bilingual>> = BTreeMap::new();
        for row in self.scored_rows() {
            let mut sources = row.inputs.values();
            if let (Some(InputSource::One(single, _)), None) = (sources.next(), sources.next()) {
                // A metric that feeds two rows is called as neither.
                fed.entry(single).and_modify(|name| *name = None).or_insert(Some(&row.name));
            }
        }
        let is_named = |id: &str| self.metrics.get(id).is_some_and(|metric| metric.name.zh != id);
        fed.into_iter().filter(|(id, _)| !is_named(id)).filter_map(|(id, name)| Some((id, name?))).collect()
    }

    /// What a mode calls who gives or takes, if it names one.
    #[must_use]
    pub fn giver_name(&self, mode: &WeightMode) -> Option<Bilingual> {
        let WeightMode::Transfer(from) = mode else { return None };
        Some(self.name_of(from).cloned().unwrap_or_else(|| Bilingual::same(from.as_str())))
    }

    /// The id of the scored row that the text names; the only row of a dimension has the dimension's name too.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`] with the nearest name, which lists the rows where a dimension is named;
    /// [`Code::AmbiguousName`].
    pub fn find_row(&self, text: &Place) -> Result<String, Diagnostic> {
        let rows = self.named_rows();
        find_named(text, &rows, || unknown(text)).map(|named| named.thing.clone()).or_else(|problem| {
            match find_named(text, &self.named_dimensions(), || unknown(text)) {
                Ok(dimension) if problem.code == Code::UnknownIndicator => {
                    match self.ids_of(&dimension.thing).as_slice() {
                        [only] => Ok(only.clone()),
                        _ => Err(unknown(text).said("rows", self.names_of(&dimension.thing)).at(text.clone())),
                    }
                }
                _ => Err(self.with_some(problem)),
            }
        })
    }

    /// The problem of an unknown row with some of the rows, where nothing says yet which there are.
    fn with_some(&self, problem: Diagnostic) -> Diagnostic {
        let is_told = ["known", "nearest"].into_iter().any(|fact| problem.get(fact).is_some());
        if problem.code != Code::UnknownIndicator || is_told {
            return problem;
        }
        let names: Vec<Bilingual> = self.scored_rows().into_iter().map(|row| row.name.clone()).collect();
        problem.said("among", listed_some(&names, MAX_ROWS))
    }

    /// The ids of the rows that the text names: one, or all of a dimension.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`], [`Code::AmbiguousName`].
    pub fn find_rows(&self, text: &Place) -> Result<Vec<String>, Diagnostic> {
        let rows = self.named_rows().into_iter().map(|named| named.with(vec![named.thing.clone()]));
        let dimensions = self.named_dimensions().into_iter().map(|named| named.with(self.ids_of(&named.thing)));
        let named: Vec<Named<Vec<String>>> = rows.chain(dimensions).collect();
        let found = find_named(text, &named, || unknown(text));
        found.map(|named| named.thing.clone()).map_err(|problem| self.with_some(problem))
    }

    /// The id of the weighted row or of the dimension that the text names.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`], [`Code::AmbiguousName`].
    pub fn find_weight(&self, text: &Place) -> Result<String, Diagnostic> {
        let named = self.named_weights();
        let found = find_named(text, &named, || unknown(text));
        found.map(|named| named.thing.clone()).map_err(|problem| self.with_some(problem))
    }

    /// What the text names of all that can be set: a row, a dimension or a grade.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`], [`Code::AmbiguousName`]; [`Code::UnknownGrade`] behind `grade:`.
    pub fn find_settable(&self, text: &Place) -> Result<Settable, Diagnostic> {
        // What stands before the name of a grade where a row or a dimension has that name too.
        let kind = phrase("column-grade", &[]);
        if let Some((written, name)) = split_at(text, ':')
            && [&kind.zh, &kind.en].into_iter().any(|kind| kind == written.text())
        {
            return self.find_grade(&name).map(Settable::Grade);
        }
        let extras = self.named_rows().into_iter().filter(|row| self.extras().any(|extra| extra.id == row.thing));
        let weights = self.named_weights().into_iter().chain(extras);
        let weights = weights.map(|named| named.with(Settable::Weight(named.thing.clone())));
        let grades = self
            .named_grades()
            .into_iter()
            .map(|named| Named { id: format!("grade:{}", named.id), ..named.with(Settable::Grade(named.thing)) });
        let named: Vec<Named<Settable>> = weights.chain(grades).collect();
        find_named(text, &named, || unknown(text)).map(|named| named.thing.clone()).map_err(|problem| {
            let is_told = problem.code != Code::UnknownIndicator || problem.get("known").is_some();
            let names = self.grades.iter().map(|grade| &grade.name);
            if is_told { problem } else { self.with_some(problem).said("grades", listed(names)) }
        })
    }

    /// The id of the metric that the text names; the only metric of a row has the row's name too.
    ///
    /// # Errors
    /// [`Code::UnknownMetric`], [`Code::AmbiguousName`].
    pub fn find_metric(&self, text: &Place) -> Result<String, Diagnostic> {
        let unknown = || Diagnostic::new(Code::UnknownMetric).fact("metric", text.text());
        find_named(text, &self.named_metrics(), unknown).map(|named| named.thing.clone()).map_err(|problem| {
            let is_told = problem.code != Code::UnknownMetric || problem.get("known").is_some();
            if is_told { problem } else { problem.fact("count", self.metrics.len()) }
        })
    }

    /// The position, from the best, of the grade that the text names.
    ///
    /// # Errors
    /// [`Code::UnknownGrade`], [`Code::AmbiguousName`].
    pub fn find_grade(&self, text: &Place) -> Result<usize, Diagnostic> {
        let unknown = || Diagnostic::new(Code::UnknownGrade).fact("grade", text.text());
        find_named(text, &self.named_grades(), unknown).map(|named| named.thing)
    }

    /// The mode that the text says, with the row or dimension that it names.
    ///
    /// # Errors
    /// [`Code::UnknownChoice`] for a mode that there is not; those of [`Scheme::find_weight`].
    pub fn find_mode(&self, text: &Place) -> Result<WeightMode, Diagnostic> {
        match split_at(text, ':') {
            Some((kind, from)) if kind.text() == "transfer" && !from.text().is_empty() => {
                self.find_weight(&from).map(WeightMode::Transfer)
            }
            _ => text.text().parse().map_err(|problem: Diagnostic| problem.at(text.clone())),
        }
    }

    /// All scored rows by name.
    #[must_use]
    pub fn named_rows(&self) -> Vec<Named<String>> {
        let mut all = Vec::new();
        self.dimensions.iter().for_each(|dimension| name_below(dimension, &[], &mut all, &mut Vec::new()));
        all.extend(self.extras().map(|row| Named::new(row.id.clone(), &row.id, row.name.clone())));
        all
    }

    /// All dimensions by name.
    #[must_use]
    pub fn named_dimensions(&self) -> Vec<Named<String>> {
        let mut all = Vec::new();
        self.dimensions.iter().for_each(|dimension| name_below(dimension, &[], &mut Vec::new(), &mut all));
        all
    }

    /// All rows of the tree and all dimensions by name; a dimension that holds a single row is that row.
    #[must_use]
    pub fn named_weights(&self) -> Vec<Named<String>> {
        let weighted = self.named_rows().into_iter().filter(|named| !self.extras().any(|row| row.id == named.thing));
        let dimensions = self.named_dimensions().into_iter().map(|named| match self.ids_of(&named.thing).as_slice() {
            [row] => named.with(row.clone()),
            _ => named,
        });
        weighted.chain(dimensions).collect()
    }

    /// All metrics by name.
    #[must_use]
    pub fn named_metrics(&self) -> Vec<Named<String>> {
        let mut all: Vec<Named<String>> =
            self.metrics.iter().map(|(id, metric)| Named::new(id.clone(), id, metric.name.clone())).collect();
        for row in self.scored_rows() {
            let single = match row.inputs.values().collect::<Vec<_>>().as_slice() {
                [InputSource::One(metric, _)] => Some(metric.clone()),
                _ => None,
            };
            if let Some(metric) = single.and_then(|single| all.iter_mut().find(|metric| metric.id == single)) {
                metric.aliases.extend([row.name.clone(), Bilingual::same(&row.id)]);
            }
        }
        all
    }

    /// All grades by name, best first.
    #[must_use]
    pub fn named_grades(&self) -> Vec<Named<usize>> {
        let named = self.grades.iter().enumerate();
        named.map(|(at, grade)| Named::new(at, &grade.name.zh, grade.name.clone())).collect()
    }

    fn extras(&self) -> impl Iterator<Item = &Indicator> {
        self.bonuses.iter().chain(&self.penalties)
    }

    fn ids_of(&self, dimension: &str) -> Vec<String> {
        let rows = self.dimension(dimension).map(Dimension::rows).unwrap_or_default();
        rows.into_iter().map(|row| row.id.clone()).collect()
    }

    fn names_of(&self, dimension: &str) -> Bilingual {
        let rows = self.dimension(dimension).map(Dimension::rows).unwrap_or_default();
        listed(rows.into_iter().map(|row| &row.name))
    }
}

fn unknown(text: &Place) -> Diagnostic {
    Diagnostic::new(Code::UnknownIndicator).fact("id", text.text())
}

/// Names what is in a dimension: its rows, and the dimension before those below it.
fn name_below(
    dimension: &Dimension,
    within: &[Bilingual],
    rows: &mut Vec<Named<String>>,
    dimensions: &mut Vec<Named<String>>,
) {
    let named = |id: &String, name: &Bilingual, within: &[Bilingual]| Named {
        within: within.to_vec(),
        ..Named::new(id.clone(), id, name.clone())
    };
    dimensions.push(named(&dimension.id, &dimension.name, within));
    let below: Vec<Bilingual> = within.iter().chain([&dimension.name]).cloned().collect();
    rows.extend(dimension.indicators.iter().map(|row| named(&row.id, &row.name, &below)));
    dimension.dimensions.iter().for_each(|child| name_below(child, &below, rows, dimensions));
}
