//! What is asked to change, read from the texts that a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::numeric::{Number, Weight};
use crate::scheme::WeightMode;

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
    /// Targets as written, by indicator; their operators stay.
    pub targets: BTreeMap<String, String>,
    /// Names of rules, by indicator.
    pub rules: BTreeMap<String, String>,
    /// Reported figures as written, by metric.
    pub metrics: BTreeMap<String, String>,
}

/// The texts of a change, as they stand on a command line.
#[derive(Clone, Debug, Default)]
pub struct ChangeTexts {
    /// `ID=WEIGHT`, `ID.target=VALUE` or `ID.rule=NAME`.
    pub set: Vec<String>,
    /// `NAME=VALUE`.
    pub metric: Vec<String>,
    /// `proportional`, `transfer:ID`, `equal-shift`, `policy` or `as-entered`.
    pub mode: Option<String>,
    /// Ids of indicators.
    pub lock: Vec<String>,
    /// `ID=LOW..HIGH`.
    pub bounds: Vec<String>,
    /// Points.
    pub grid: Option<String>,
}

impl Change {
    /// Reads the texts; all that is wrong with them is told together.
    ///
    /// # Errors
    /// [`Code::ChangeForm`], [`Code::DuplicateKey`], [`Code::NotANumber`], [`Code::NumberRange`] for weights below 0,
    /// [`Code::UnknownChoice`] for a mode that there is not.
    ///
    /// # Example: a weight, a target and a figure
    /// ```
    /// use jixiao::analysis::whatif::{Change, ChangeTexts};
    /// let set = vec!["a=10".to_owned(), "b.target=95".to_owned()];
    /// let change = Change::read(&ChangeTexts { set, metric: vec!["rate=98".to_owned()], ..ChangeTexts::default() }).unwrap();
    /// assert_eq!((change.weights.len(), change.targets["b"].as_str(), change.metrics["rate"].as_str()), (1, "95", "98"));
    /// ```
    pub fn read(texts: &ChangeTexts) -> Result<Self, Diagnostics> {
        let mut change = Self::default();
        let mut found = Diagnostics::new();
        for text in &texts.set {
            change.note_set(text).unwrap_or_else(|problem| found.push(problem));
        }
        for text in &texts.metric {
            let noted =
                sides(text, "NAME=VALUE").and_then(|(id, value)| note(&mut change.metrics, id, value.to_owned()));
            noted.unwrap_or_else(|problem| found.push(problem));
        }
        for text in &texts.bounds {
            let noted = bounds(text).and_then(|(id, bounds)| note(&mut change.bounds, id, bounds));
            noted.unwrap_or_else(|problem| found.push(problem));
        }
        match texts.mode.as_deref().map(str::parse).transpose() {
            Ok(mode) => change.mode = mode,
            Err(problem) => found.push(problem),
        }
        match texts.grid.as_deref().map(|text| weight(text, None)).transpose() {
            Ok(grid) => change.grid = grid,
            Err(problem) => found.push(problem),
        }
        change.locked.extend(texts.lock.iter().cloned());
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

    fn note_set(&mut self, text: &str) -> Result<(), Diagnostic> {
        let form = "ID=WEIGHT / ID.target=VALUE / ID.rule=NAME";
        let (what, value) = sides(text, form)?;
        match what.split_once('.') {
            None => note(&mut self.weights, what, weight(value, Some(what))?),
            Some((id, "target")) => note(&mut self.targets, id, value.to_owned()),
            Some((id, "rule")) => note(&mut self.rules, id, value.to_owned()),
            Some(_) => Err(malformed(text, form)),
        }
    }
}

fn note<T>(map: &mut BTreeMap<String, T>, id: &str, value: T) -> Result<(), Diagnostic> {
    match map.insert(id.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(Diagnostic::new(Code::DuplicateKey).fact("key", id)),
    }
}

fn malformed(text: &str, form: &str) -> Diagnostic {
    Diagnostic::new(Code::ChangeForm).fact("text", text).fact("form", form)
}

fn sides<'t>(text: &'t str, form: &str) -> Result<(&'t str, &'t str), Diagnostic> {
    let sides = text.split_once('=').map(|(what, value)| (what.trim(), value.trim()));
    sides.filter(|(what, value)| !what.is_empty() && !value.is_empty()).ok_or_else(|| malformed(text, form))
}

fn bounds(text: &str) -> Result<(&str, (Weight, Weight)), Diagnostic> {
    let form = "ID=LOW..HIGH";
    let (id, ends) = sides(text, form)?;
    let (low, high) = ends.split_once("..").ok_or_else(|| malformed(text, form))?;
    Ok((id, (weight(low, Some(id))?, weight(high, Some(id))?)))
}

fn weight(text: &str, id: Option<&str>) -> Result<Weight, Diagnostic> {
    let about = |code| {
        let problem = Diagnostic::new(code).fact("value", text);
        id.into_iter().fold(problem, |problem, id| problem.fact("id", id))
    };
    let number = Number::parse(text).map_err(|_| about(Code::NotANumber))?;
    Weight::new(number).ok_or_else(|| about(Code::NumberRange).fact("bounds", "≥ 0"))
}
