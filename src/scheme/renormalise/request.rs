//! What is asked of the weights, and what is contradictory in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::share::{BoundedWeight, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::{Place, RequestPlaces};
use crate::messages::{listed, phrase, value_form};
use crate::numeric::{Number, NumberError, Weight};
use crate::scheme::{Indicator, Scheme};

/// Some weights to set, and how the others make room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeightRequest {
    /// The weights asked for, in points, by indicator or dimension.
    pub set: BTreeMap<String, Weight>,
    /// Which rows make room.
    pub mode: WeightMode,
    /// Rows and dimensions that keep their weight.
    pub locked: BTreeSet<String>,
    /// The least and the most that rows may be worth.
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// The steps that weights lie on.
    pub grid: WeightGrid,
    /// The row that takes what whole steps leave over; without it the one that is worth most.
    pub rest: Option<String>,
    /// Where this was written: `set`, `lock` and `bounds` by indicator, `mode` and `grid`.
    pub places: RequestPlaces,
}

/// Which rows make room when some weights are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WeightMode {
    /// All that are neither set nor locked, so that their ratios stay.
    #[default]
    Proportional,
    /// This one row or dimension alone.
    Transfer(String),
    /// All that are neither set nor locked, each by the same number of points.
    EqualShift,
    /// For each row that is set, the row that the scheme's table (`reallocation`) names.
    Policy,
    /// None: the weights must add up as they are.
    AsEntered,
}

/// The steps that weights lie on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WeightGrid {
    /// The scheme's `weight_grid`; where it has none, the last decimal place of the rows' rounding, or of the total's where
    /// rows are not rounded.
    #[default]
    Scheme,
    /// Multiples of this many points, more than 0.
    Step(Weight),
    /// No steps: weights may be fractions.
    Exact,
}

/// Reads `proportional`, `transfer:ID`, `equal-shift`, `policy` or `as-entered`.
impl FromStr for WeightMode {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        match text {
            "proportional" => Ok(Self::Proportional),
            "equal-shift" => Ok(Self::EqualShift),
            "policy" => Ok(Self::Policy),
            "as-entered" => Ok(Self::AsEntered),
            _ => match text.strip_prefix("transfer:").filter(|from| !from.is_empty()) {
                Some(from) => Ok(Self::Transfer(from.to_owned())),
                None => {
                    let known = ["proportional", "transfer:", "equal-shift", "policy", "as-entered"];
                    let problem = Diagnostic::new(Code::UnknownChoice).fact("value", text).suggest(text, known);
                    let known =
                        known.map(|mode| if mode.ends_with(':') { format!("{mode}ROW") } else { mode.to_owned() });
                    Err(problem.said("known", listed(&known.map(|mode| value_form(&mode)))))
                }
            },
        }
    }
}

impl fmt::Display for WeightMode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proportional => out.write_str("proportional"),
            Self::Transfer(from) => write!(out, "transfer:{from}"),
            Self::EqualShift => out.write_str("equal-shift"),
            Self::Policy => out.write_str("policy"),
            Self::AsEntered => out.write_str("as-entered"),
        }
    }
}

impl Serialize for WeightMode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WeightMode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| Error::custom(format!("unknown mode `{text}`")))
    }
}

impl JsonSchema for WeightMode {
    fn schema_name() -> Cow<'static, str> {
        "WeightMode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Which rows make room: proportional, transfer:ID, equal-shift, policy or as-entered (让出方式).",
            "type": "string",
            "pattern": "^(proportional|transfer:.+|equal-shift|policy|as-entered)$"
        })
    }
}

impl WeightRequest {
    /// The same, with the rows locked that only their present weight fits and that nobody asks to move.
    pub(super) fn holding(&self, scheme: &Scheme) -> Self {
        let is_asked = |id: &String| match &self.mode {
            WeightMode::Transfer(from) if from == id => true,
            _ => self.set.contains_key(id) || self.bounds.contains_key(id) || self.rest.as_ref() == Some(id),
        };
        let mut request = self.clone();
        request.locked.extend(scheme.held().filter(|id| !is_asked(id)));
        request
    }

    /// The step of the grid in points; none where fractions are allowed.
    pub(crate) fn step(&self, scheme: &Scheme) -> Result<Option<Number>, NumberError> {
        match (&self.grid, &scheme.weight_grid) {
            (WeightGrid::Exact, _) => Ok(None),
            (WeightGrid::Step(step), _) | (WeightGrid::Scheme, Some(step)) => Ok(Some(step.number().clone())),
            (WeightGrid::Scheme, None) => {
                let rounding = scheme.roundings.indicator.unwrap_or(scheme.roundings.total);
                Number::last_place(rounding.places).map(Some)
            }
        }
    }

    /// The bounds of a row, drawn in to whole steps.
    pub(super) fn bounds_of(&self, id: &str, step: Option<&Number>) -> Result<Option<(Number, Number)>, NumberError> {
        let Some((low, high)) = self.bounds.get(id) else { return Ok(None) };
        let (low, high) = (low.number(), high.number());
        match step {
            None => Ok(Some((low.clone(), high.clone()))),
            Some(step) => {
                let drawn_in =
                    (low.divide(step)?.ceiling().multiply(step)?, high.divide(step)?.floor().multiply(step)?);
                Ok(Some(drawn_in))
            }
        }
    }

    /// A row that takes part, with the bounds asked for, drawn in to the grid, or else those that are usual.
    pub(super) fn bounded(
        &self,
        row: &Indicator,
        step: Option<&Number>,
        (least, most): (&Number, &Number),
        way: Way,
    ) -> Result<BoundedWeight, NumberError> {
        let before = row.weight.number().clone();
        let (low, mut high) = self.bounds_of(&row.id, step)?.unwrap_or_else(|| (least.clone(), most.clone()));
        if way == Way::Proportional && before.is_zero() {
            high = low.clone();
        }
        Ok(BoundedWeight { before, low, high })
    }

    /// Which of these rows was asked to take what whole steps leave over.
    pub(super) fn rest_among(&self, rows: &[&Indicator]) -> Option<usize> {
        let rest = self.rest.as_ref()?;
        rows.iter().position(|row| row.id == *rest)
    }

    /// All that cannot be meant: unknown rows, a step of 0 or finer than points are rounded, fixed weights that are no multiples of the step, rows that
    /// are set and locked, bounds that leave nothing, a mode that names a row that is set.
    pub(super) fn contradictions(&self, scheme: &Scheme, step: Option<&Number>) -> Result<Diagnostics, NumberError> {
        let mut found = self.unknown(scheme);
        if let Some(step) = step.filter(|step| step.is_zero()) {
            let problem = Diagnostic::new(Code::NumberRange).fact("value", step).fact("bounds", "> 0");
            found.push(problem.at(self.places.single("grid")));
            return Ok(found);
        }
        if let Some(step) = step
            && let Some(places) = places_beyond(scheme, step)?
        {
            let problem = Diagnostic::new(Code::WeightPlaces).fact("weight", step).fact("places", places);
            found.push(problem.at(self.places.single("grid")));
        }
        let full = phrase("full-score-as-row", &[]);
        let mut fixed = vec![(full, &scheme.full_score, None)];
        for row in scheme.indicators() {
            let locked = self.locked.contains(&row.id).then_some(&row.weight);
            let place = self.places.value("set", &row.id).or_else(|| self.places.value("lock", &row.id));
            fixed.extend(self.set.get(&row.id).or(locked).map(|weight| (row.name.clone(), weight, place)));
        }
        for dimension in scheme.all_dimensions() {
            let place = self.places.value("set", &dimension.id);
            fixed.extend(self.set.get(&dimension.id).map(|weight| (dimension.name.clone(), weight, place)));
        }
        for (id, weight, place) in fixed {
            if let Some(step) = step
                && !weight.number().remainder(step)?.is_zero()
            {
                let problem = Diagnostic::new(Code::OffGrid).said("id", id).fact("weight", weight);
                found.push(problem.fact("grid", step).at(place.or_else(|| self.places.single("grid"))));
            }
        }
        for (id, weight) in self.set.iter().filter(|(id, _)| self.locked.contains(*id)) {
            let problem = Diagnostic::new(Code::LockedAndSet).fact("id", id).fact("weight", weight);
            let problem = problem.at(self.places.key(&["set"], id));
            found.push(problem.related(self.places.key(&["lock"], id), "locked-here"));
        }
        for (id, weight) in self.set.iter().filter(|(_, weight)| **weight > scheme.full_score) {
            let full = Bilingual::same(scheme.full_score.to_string());
            let problem = Diagnostic::new(Code::NumberRange).fact("value", weight);
            let problem = problem.said("bounds", phrase("not-above-full-score", &[("full", full)]));
            found.push(problem.at(self.places.value("set", id)));
        }
        for (id, (low, high)) in &self.bounds {
            if let Some((least, most)) = self.bounds_of(id, step)?.filter(|(least, most)| least > most) {
                let problem = Diagnostic::new(Code::BoundsReversed).fact("id", id).fact("low", low).fact("high", high);
                // Bounds that are in order and hold no whole step are refused for the step.
                let grid = step.filter(|_| low <= high);
                let problem = grid.into_iter().fold(problem, |problem, grid| problem.fact("grid", grid));
                found.push(problem.fact("least", least).fact("most", most).at(self.places.value("bounds", id)));
            }
        }
        if let Some(rest) =
            self.rest.as_ref().filter(|rest| self.set.contains_key(*rest) || self.locked.contains(*rest))
        {
            let fixed = self.places.key(&["set", "lock"], rest);
            let problem = Diagnostic::new(Code::ModeNamesFixed).fact("id", rest);
            let weight = self.set.get(rest).map_or_else(|| "—".to_owned(), ToString::to_string);
            let problem = problem.fact("weight", weight).at(self.places.single("rest"));
            found.push(problem.related(fixed, "said-here"));
        }
        if let WeightMode::Transfer(from) = &self.mode
            && let Some(weight) = self.set.get(from)
        {
            let problem = Diagnostic::new(Code::ModeNamesFixed).fact("id", from).fact("weight", weight);
            found.push(problem.at(self.giver()).related(self.places.key(&["set"], from), "said-here"));
        }
        Ok(found)
    }

    /// The rows that are named and that the scheme does not have.
    pub(crate) fn unknown(&self, scheme: &Scheme) -> Diagnostics {
        let rows = scheme.indicators();
        let known: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let is_dimension = |id: &String| scheme.dimension(id).is_some();
        let from = match &self.mode {
            WeightMode::Transfer(from) => Some(from),
            _ => None,
        };
        let movable = self.set.keys().chain(&self.locked).chain(from).filter(|id| !is_dimension(id));
        let named: BTreeSet<&String> = movable.chain(self.bounds.keys()).chain(&self.rest).collect();
        let unknown = named.into_iter().filter(|id| !known.contains(&id.as_str()));
        let place = |id: &String| {
            let giver = || self.giver().filter(|_| from == Some(id));
            let rest = || self.places.single("rest").filter(|_| self.rest.as_ref() == Some(id));
            self.places.key(&["set", "lock", "bounds"], id).or_else(giver).or_else(rest)
        };
        let problem = |id: &String| {
            let problem = Diagnostic::new(Code::UnknownIndicator).fact("id", id).at(place(id));
            problem.suggest(id, known.iter().copied())
        };
        unknown.map(problem).collect()
    }

    /// Where the mode names the row that gives or takes.
    pub(super) fn giver(&self) -> Option<Place> {
        let mode = self.places.single("mode")?;
        Some(mode.split_once(":").map_or(mode, |(_, id)| id))
    }
}

/// With how many places points are rounded, where a step is finer than that.
pub(super) fn places_beyond(scheme: &Scheme, step: &Number) -> Result<Option<u32>, NumberError> {
    let Some(rounding) = scheme.roundings.indicator else { return Ok(None) };
    let is_beyond = !step.remainder(&Number::last_place(rounding.places)?)?.is_zero();
    Ok(is_beyond.then_some(rounding.places))
}
