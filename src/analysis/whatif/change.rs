//! What is asked to change, read from the texts that a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Place, RequestPlaces};
use crate::numeric::{Number, Weight};
use crate::scheme::WeightMode;

/// How bounds are written.
const BOUNDS_FORM: &str = "ID=LOW..HIGH";

/// Everything that a what-if changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Weights in points, by indicator.
    pub weights: BTreeMap<String, Weight>,
    /// Who makes room for them, where it was said.
    pub mode: Option<WeightMode>,
    /// Indicators that keep their weight.
    pub locked: BTreeSet<String>,
    /// The least and the most that indicators may be worth.
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// The step that weights lie on, where it is not the scheme's.
    pub grid: Option<Weight>,
    /// The indicator that takes what whole steps leave over.
    pub rest: Option<String>,
    /// Targets as written, by indicator; their operators stay.
    pub targets: BTreeMap<String, String>,
    /// Names of rules, by indicator.
    pub rules: BTreeMap<String, String>,
    /// Reported figures as written, by metric.
    pub metrics: BTreeMap<String, String>,
    /// Where they were written: `set`, `target`, `rule`, `metric`, `lock` and `bounds` by id, `mode`, `grid` and `rest`.
    pub places: RequestPlaces,
}

/// The texts of a change, each where it was written.
#[derive(Clone, Debug, Default)]
pub struct ChangeTexts {
    /// `ID=WEIGHT`, `ID.target=VALUE` or `ID.rule=NAME`.
    pub set: Vec<Place>,
    /// `NAME=VALUE`.
    pub metric: Vec<Place>,
    /// `proportional`, `transfer:ID`, `equal-shift`, `policy` or `as-entered`.
    pub mode: Option<Place>,
    /// Ids of indicators.
    pub lock: Vec<Place>,
    /// `ID=LOW..HIGH`.
    pub bounds: Vec<Place>,
    /// Points.
    pub grid: Option<Place>,
    /// The id of an indicator.
    pub rest: Option<Place>,
}

impl Change {
    /// Reads the texts; all that is wrong with them is reported together.
    ///
    /// # Errors
    /// [`Code::ChangeForm`], [`Code::DuplicateKey`], [`Code::NotANumber`], [`Code::NumberRange`] for weights below 0,
    /// [`Code::UnknownChoice`] for a mode that there is not.
    ///
    /// # Example: a weight, a target and a figure
    /// ```
    /// use jixiao::Place;
    /// use jixiao::analysis::whatif::{Change, ChangeTexts};
    /// let set = ["a=10", "b.target=95"].map(|text| Place::argument("--set", text)).to_vec();
    /// let metric = vec![Place::argument("--metric", "rate=98")];
    /// let change = Change::read(&ChangeTexts { set, metric, ..ChangeTexts::default() }).unwrap();
    /// assert_eq!((change.weights.len(), change.targets["b"].as_str(), change.metrics["rate"].as_str()), (1, "95", "98"));
    /// ```
    pub fn read(texts: &ChangeTexts) -> Result<Self, Diagnostics> {
        let mut change = Self::default();
        let mut found = Diagnostics::new();
        let each = |texts: &[Place], read: &mut dyn FnMut(&Place) -> Result<(), Diagnostic>| {
            texts.iter().filter_map(|text| read(text).err()).collect::<Vec<_>>()
        };
        found.extend(each(&texts.set, &mut |text| change.note_set(text)));
        found.extend(each(&texts.metric, &mut |text| {
            let (name, value) = sides(text, "NAME=VALUE")?;
            note("metric", (name, value.clone()), value.text().to_owned(), &mut change.metrics, &mut change.places)
        }));
        found.extend(each(&texts.bounds, &mut |text| {
            let (id, range) = sides(text, BOUNDS_FORM)?;
            let ends = bounds(text, &id, &range)?;
            note("bounds", (id, range), ends, &mut change.bounds, &mut change.places)
        }));
        if let Some(text) = &texts.mode {
            match text.text().parse::<WeightMode>() {
                Ok(mode) => change.mode = Some(mode),
                Err(problem) => found.push(problem.at(text.clone())),
            }
            change.places.note_single("mode", text.clone());
        }
        if let Some(text) = &texts.grid {
            match weight(text, None) {
                Ok(grid) => change.grid = Some(grid),
                Err(problem) => found.push(problem),
            }
            change.places.note_single("grid", text.clone());
        }
        if let Some(text) = &texts.rest {
            change.rest = Some(text.text().to_owned());
            change.places.note_single("rest", text.clone());
        }
        for text in &texts.lock {
            change.locked.insert(text.text().to_owned());
            change.places.note("lock", text.clone(), text.clone());
        }
        found.into_result().map(|()| change)
    }

    /// Whether nothing at all is asked to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
            && self.bounds.is_empty()
            && self.grid.is_none()
            && self.targets.is_empty()
            && self.rules.is_empty()
            && self.metrics.is_empty()
    }

    fn note_set(&mut self, text: &Place) -> Result<(), Diagnostic> {
        let form = "ID=WEIGHT / ID.target=VALUE / ID.rule=NAME";
        let (what, value) = sides(text, form)?;
        let places = &mut self.places;
        let Some((id, part)) = what.split_once(".") else {
            let weight = weight(&value, Some(what.text()))?;
            return note("set", (what, value), weight, &mut self.weights, places);
        };
        let written = value.text().to_owned();
        match part.text() {
            "target" => note("target", (id, value), written, &mut self.targets, places),
            "rule" => note("rule", (id, value), written, &mut self.rules, places),
            _ => Err(malformed(text, form)),
        }
    }
}

/// Notes what is asked of one id, and where.
fn note<T>(
    part: &'static str,
    (id, written): (Place, Place),
    value: T,
    values: &mut BTreeMap<String, T>,
    places: &mut RequestPlaces,
) -> Result<(), Diagnostic> {
    if values.insert(id.text().to_owned(), value).is_some() {
        let first = places.key(&[part], id.text());
        return Err(Diagnostic::new(Code::DuplicateKey).fact("key", id.text()).at(id).related(first, "first-here"));
    }
    places.note(part, id, written);
    Ok(())
}

fn malformed(text: &Place, form: &str) -> Diagnostic {
    Diagnostic::new(Code::ChangeForm).fact("text", text.text()).fact("form", form).at(text.clone())
}

fn sides(text: &Place, form: &str) -> Result<(Place, Place), Diagnostic> {
    let sides = text.split_once("=").map(|(what, value)| (what.trim(), value.trim()));
    let is_whole = |(what, value): &(Place, Place)| !what.text().is_empty() && !value.text().is_empty();
    sides.filter(is_whole).ok_or_else(|| malformed(text, form))
}

fn bounds(text: &Place, id: &Place, range: &Place) -> Result<(Weight, Weight), Diagnostic> {
    let (low, high) = range.split_once("..").ok_or_else(|| malformed(text, BOUNDS_FORM))?;
    Ok((weight(&low, Some(id.text()))?, weight(&high, Some(id.text()))?))
}

fn weight(text: &Place, id: Option<&str>) -> Result<Weight, Diagnostic> {
    let about = |code| {
        let problem = Diagnostic::new(code).fact("value", text.text()).at(text.clone());
        id.into_iter().fold(problem, |problem, id| problem.fact("id", id))
    };
    let number = Number::parse(text.text()).map_err(|_| about(Code::NotANumber))?;
    Weight::new(number).ok_or_else(|| about(Code::NumberRange).fact("bounds", "≥ 0"))
}
