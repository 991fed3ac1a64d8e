//! What is asked to change, read from the texts that a person wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::asked_number::{AskedNumber, AskedNumberForm, without_operator};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, split_at};
use crate::language::Bilingual;
use crate::literal::folded_number;
use crate::location::{Place, RequestPlaces};
use crate::messages::{listed, phrase};
use crate::notation::fold::fold;
use crate::numeric::{Number, Weight};
use crate::rule::RuleSet;
use crate::scheme::{Indicator, Scheme, Settable, Target, WeightMode, texts, words};

/// How bounds are written.
fn bounds_form() -> Bilingual {
    phrase("form-bounds", &[])
}

/// How weights, grades, targets and rules are set.
fn set_form() -> Bilingual {
    phrase("form-set", &[])
}

/// How figures are set.
fn value_form() -> Bilingual {
    phrase("form-value", &[])
}

/// Everything that a what-if changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Weights in points, by indicator or dimension.
    pub weights: BTreeMap<String, Weight>,
    /// Lower bounds of grades, by their position from the best.
    pub grades: BTreeMap<usize, Number>,
    /// Who makes room for the weights, where it was said.
    pub mode: Option<WeightMode>,
    /// Indicators and dimensions that keep their weight.
    pub locked: BTreeSet<String>,
    /// The least and the most that indicators may be worth.
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// The step that weights lie on, where it is not the scheme's.
    pub grid: Option<Weight>,
    /// The indicator that takes what whole steps leave over.
    pub rest: Option<String>,
    /// Targets as a scheme would write them, by indicator; their operators stay.
    pub targets: BTreeMap<String, String>,
    /// Names of rules, by indicator.
    pub rules: BTreeMap<String, String>,
    /// What is asked of reported figures, by metric.
    pub metrics: BTreeMap<String, AskedNumber>,
    /// Where they were written: `set`, `target`, `rule`, `metric`, `lock` and `bounds` by id, `grade` by position, `mode`,
    /// `grid` and `rest`.
    pub places: RequestPlaces,
}

/// The texts of a change, each where it was written; indicators, dimensions, grades, metrics and rules are named by id or
/// by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeTexts {
    /// `NAME=WEIGHT`, `NAME.target=VALUE` or `NAME.rule=NAME`; a weight, a grade's lower bound or a target may be a change
    /// of the one there is (`+5`, `-5`, `+10%`, `×2`).
    pub set: Vec<Place>,
    /// `NAME=VALUE`, or a change of the figure that each report gives.
    pub metric: Vec<Place>,
    /// `proportional`, `transfer:NAME`, `equal-shift`, `policy` or `as-entered`.
    pub mode: Option<Place>,
    /// Indicators and dimensions.
    pub lock: Vec<Place>,
    /// `NAME=LOW..HIGH`.
    pub bounds: Vec<Place>,
    /// Points.
    pub grid: Option<Place>,
    /// An indicator.
    pub rest: Option<Place>,
}

impl ChangeTexts {
    /// Whether nothing at all is asked to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.metric.is_empty() && self.bounds.is_empty() && self.grid.is_none()
    }
}

impl Change {
    /// Reads the texts for a scheme and its rules; all that is wrong with them is reported together.
    ///
    /// # Errors
    /// [`Code::ChangeForm`], [`Code::DuplicateKey`], [`Code::NotANumber`], [`Code::NumberRange`] for weights below 0,
    /// [`Code::UnknownChoice`] for a mode that there is not; names that nothing has ([`Code::UnknownIndicator`],
    /// [`Code::UnknownMetric`]) or several things ([`Code::AmbiguousName`]); [`Code::DerivedMetric`] for a figure that no
    /// report gives; [`Code::NoBaseValue`] for a change of a target that is no number.
    ///
    /// # Example: a weight by name, a change of a target, a figure
    /// ```
    /// use jixiao::analysis::whatif::{Change, ChangeTexts};
    /// use jixiao::{Place, RuleSet, Source};
    /// let text = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
    ///     grades: [{ grade: 全部, from: 0 }]\nmetrics: { a: { unit: \"%\" }, b: { unit: \"%\" } }\ndimensions:\n\
    ///     - { id: d, name: 产出, weight: 100, indicators: [\n\
    ///         { id: a, name: 甲, weight: 60, rule: done },\n\
    ///         { id: b, name: 乙, weight: 40, unit: \"%\", target: { at_least: 90 }, rule: done }] }\n";
    /// let scheme = jixiao::project::read_scheme_text(&Source::new("scheme.yaml", text)).unwrap();
    /// let set = ["甲=10", "乙.target=+5"].map(|text| Place::argument("--set", text)).to_vec();
    /// let metric = vec![Place::argument("--metric", "b=98")];
    /// let texts = ChangeTexts { set, metric, ..ChangeTexts::default() };
    /// let change = Change::read(&texts, &scheme, &RuleSet::shipped()).unwrap();
    /// assert_eq!((change.weights["a"].to_string(), change.targets["b"].as_str()), ("10".to_owned(), "95"));
    /// assert_eq!(change.metrics["b"].to_string(), "98");
    /// ```
    pub fn read(texts: &ChangeTexts, scheme: &Scheme, rules: &RuleSet) -> Result<Self, Diagnostics> {
        let mut reader = ChangeReader { scheme, rules, change: Self::default(), found: Diagnostics::new() };
        reader.each(&texts.set, ChangeReader::set);
        reader.each(&texts.metric, ChangeReader::metric);
        reader.each(&texts.bounds, ChangeReader::bounds);
        reader.each(texts.mode.as_slice(), ChangeReader::mode);
        reader.each(texts.grid.as_slice(), ChangeReader::grid);
        reader.each(texts.rest.as_slice(), ChangeReader::rest);
        reader.each(&texts.lock, ChangeReader::lock);
        reader.found.into_result().map(|()| reader.change)
    }
}

/// Reads texts for a scheme.
struct ChangeReader<'a> {
    scheme: &'a Scheme,
    rules: &'a RuleSet,
    change: Change,
    found: Diagnostics,
}

impl ChangeReader<'_> {
    fn each(&mut self, texts: &[Place], read: fn(&mut Self, &Place) -> Result<(), Diagnostic>) {
        for text in texts {
            if let Err(problem) = read(self, text) {
                self.found.push(problem);
            }
        }
    }

    fn set(&mut self, text: &Place) -> Result<(), Diagnostic> {
        let (what, value) = sides(text, set_form)?;
        // A name may end in a sign of its own.
        let is_named = self.scheme.find_settable(&what).is_ok();
        let (what, operator) = if is_named { (what, None) } else { without_operator(&what) };
        match part_of(&what) {
            Some((name, "target")) => self.target(&name, operator, value),
            Some((name, "rule")) if operator.is_none() => self.rule(&name, value),
            _ => match self.scheme.find_settable(&what) {
                Ok(Settable::Weight(id)) => self.weight(id, what, operator, value),
                Ok(Settable::Grade(at)) => self.grade(at, what, operator, value),
                Err(_) if what.text().contains('.') => Err(malformed(text, set_form)),
                Err(problem) => Err(problem),
            },
        }
    }

    fn weight(&mut self, id: String, what: Place, operator: Option<char>, value: Place) -> Result<(), Diagnostic> {
        let form = AskedNumberForm { is_signed: false, is_percentage: false };
        let amount = AskedNumber::read(&value, operator, form)?;
        let row = self.scheme.scored_rows().into_iter().find(|row| row.id == id).map(|row| &row.weight);
        let before = row.or_else(|| self.scheme.dimension(&id).map(|dimension| &dimension.weight));
        let before = before.map_or_else(Number::zero, |weight| weight.number().clone());
        let asked = self.points(&amount, &before, &value)?;
        let weight = weight(&asked, &value, Some(&id))?;
        note("set", &id, (what, value), weight, &mut self.change.weights, &mut self.change.places)
    }

    fn grade(&mut self, at: usize, what: Place, operator: Option<char>, value: Place) -> Result<(), Diagnostic> {
        let form = AskedNumberForm { is_signed: false, is_percentage: false };
        let amount = AskedNumber::read(&value, operator, form)?;
        let before = self.scheme.grades.get(at).map_or_else(Number::zero, |grade| grade.from.clone());
        let asked = self.points(&amount, &before, &value)?;
        let from = number(&asked, &value, None)?;
        if self.change.grades.insert(at, from).is_some() {
            return Err(twice(&what, self.change.places.key(&["grade"], &at.to_string())));
        }
        self.change.places.note("grade", &at.to_string(), what, value);
        Ok(())
    }

    /// The points that are asked for in place of `before`: a percentage without a sign (`20%`) is a share of the full score.
    fn points(&self, amount: &AskedNumber, before: &Number, value: &Place) -> Result<String, Diagnostic> {
        let percent = match amount {
            AskedNumber::To(text) => {
                fold(text).strip_suffix('%').and_then(|percent| Number::parse(percent.trim()).ok())
            }
            _ => None,
        };
        let Some(percent) = percent else { return changed(amount, before, value) };
        let share =
            percent.multiply(self.scheme.full_score.number()).and_then(|points| points.divide(&Number::from(100)));
        share.map(|points| points.to_string()).map_err(|error| Diagnostic::from(error).at(value.clone()))
    }

    fn target(&mut self, name: &Place, operator: Option<char>, value: Place) -> Result<(), Diagnostic> {
        let id = self.scheme.find_row(name)?;
        let rows = self.scheme.scored_rows();
        let row = rows.into_iter().find(|row| row.id == id);
        let is_percentage = row.is_some_and(|row| row.unit.name() == "%");
        let form = AskedNumberForm { is_signed: row.is_some_and(|row| self.may_lie_below_zero(row)), is_percentage };
        let amount = AskedNumber::read(&value, operator, form)?;
        let text = match row.and_then(|row| row.target.as_ref()) {
            _ if !amount.is_relative() => value.text().to_owned(),
            Some(Target::Between(low, high)) => {
                format!("{}..{}", changed(&amount, low, &value)?, changed(&amount, high, &value)?)
            }
            Some(target) => match target.number() {
                Some(number) => changed(&amount, number, &value)?,
                None => return Err(no_base(name, &value)),
            },
            None => return Err(no_base(name, &value)),
        };
        note("target", &id, (name.clone(), value), text, &mut self.change.targets, &mut self.change.places)
    }

    fn rule(&mut self, name: &Place, value: Place) -> Result<(), Diagnostic> {
        let id = self.scheme.find_row(name)?;
        // A script that cannot be read has problems of its own, which are told where it is used.
        let rule = match self.rules.named(&value) {
            Ok(rule) => rule.metadata().name.clone(),
            Err(problem) if problem.code == Code::UnknownRule => value.text().to_owned(),
            Err(problem) => return Err(problem),
        };
        note("rule", &id, (name.clone(), value), rule, &mut self.change.rules, &mut self.change.places)
    }

    fn metric(&mut self, text: &Place) -> Result<(), Diagnostic> {
        let (name, value) = sides(text, value_form)?;
        let is_named = self.scheme.find_metric(&name).is_ok();
        let (name, operator) = if is_named { (name, None) } else { without_operator(&name) };
        let id = self.scheme.find_metric(&name)?;
        let declared = self.scheme.metrics.get(&id);
        if let Some((formula, derived)) = declared.and_then(|metric| metric.formula.as_ref()) {
            let problem = Diagnostic::new(Code::DerivedMetric).fact("metric", name.text()).fact("formula", formula);
            let named = words(formula).filter_map(|word| Some(&self.scheme.metrics.get(word)?.name));
            let inputs: Vec<&Bilingual> = named.collect();
            let problem = problem.said("inputs", listed(inputs));
            return Err(problem.at(name).related(derived.clone(), "derived-here"));
        }
        let is_percentage = declared.is_some_and(|metric| metric.unit.name() == "%");
        let feeds = |row: &&Indicator| feeds(&id, row);
        let mut rows = self.scheme.scored_rows().into_iter().filter(feeds);
        let form = AskedNumberForm { is_signed: rows.any(|row| self.may_lie_below_zero(row)), is_percentage };
        let amount = AskedNumber::read(&value, operator, form)?;
        note("metric", &id, (name, value), amount, &mut self.change.metrics, &mut self.change.places)
    }

    fn bounds(&mut self, text: &Place) -> Result<(), Diagnostic> {
        let (name, range) = sides(text, bounds_form)?;
        let (low, high) = range.split_once("..").ok_or_else(|| malformed(text, bounds_form))?;
        let id = self.scheme.find_row(&name)?;
        let end = |place: &Place| weight(place.text(), place, Some(&id));
        let ends = (end(&low)?, end(&high)?);
        note("bounds", &id, (name, range), ends, &mut self.change.bounds, &mut self.change.places)
    }

    fn mode(&mut self, text: &Place) -> Result<(), Diagnostic> {
        self.change.places.note_single("mode", text.clone());
        self.change.mode = Some(self.scheme.find_mode(text)?);
        Ok(())
    }

    fn grid(&mut self, text: &Place) -> Result<(), Diagnostic> {
        self.change.places.note_single("grid", text.clone());
        self.change.grid = Some(weight(text.text(), text, None)?);
        Ok(())
    }

    fn rest(&mut self, text: &Place) -> Result<(), Diagnostic> {
        self.change.places.note_single("rest", text.clone());
        self.change.rest = Some(self.scheme.find_row(text)?);
        Ok(())
    }

    fn lock(&mut self, text: &Place) -> Result<(), Diagnostic> {
        let id = self.scheme.find_weight(text)?;
        self.change.places.note("lock", &id, text.clone(), text.clone());
        self.change.locked.insert(id);
        Ok(())
    }

    /// Whether the rule of a row takes figures below zero.
    fn may_lie_below_zero(&self, row: &Indicator) -> bool {
        let rule = self.rules.get(&row.rule);
        rule.is_some_and(|rule| rule.metadata().inputs.values().any(|input| input.negative))
    }
}

/// Whether a row's rule reads the metric as it is reported.
fn feeds(metric: &str, row: &Indicator) -> bool {
    row.inputs.values().flat_map(texts).any(|name| name == metric)
}

/// The name before `.target` or `.rule`, in either language, and which of the two it is.
fn part_of(what: &Place) -> Option<(Place, &'static str)> {
    let (at, dot) = what.text().char_indices().rev().find(|(_, sign)| matches!(sign, '.' | '．'))?;
    let word = what.text().get(at.saturating_add(dot.len_utf8())..)?.trim();
    let is_called = |names: &[Bilingual]| names.iter().any(|name| name.zh == word || name.en == word);
    let part = match word {
        "target" => "target",
        "rule" => "rule",
        _ if is_called(&[phrase("change-target", &[]), phrase("column-target", &[])]) => "target",
        _ if is_called(&[phrase("factor-rule", &[])]) => "rule",
        _ => return None,
    };
    Some((what.part(0..at).trim(), part))
}

/// Notes what is asked of one id, and where.
fn note<T>(
    part: &'static str,
    id: &str,
    (key, written): (Place, Place),
    value: T,
    values: &mut BTreeMap<String, T>,
    places: &mut RequestPlaces,
) -> Result<(), Diagnostic> {
    if values.insert(id.to_owned(), value).is_some() {
        return Err(twice(&key, places.key(&[part], id)));
    }
    places.note(part, id, key, written);
    Ok(())
}

fn twice(key: &Place, first: Option<Place>) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey).fact("key", key.text()).at(key.clone()).related(first, "first-here")
}

fn malformed(text: &Place, form: fn() -> Bilingual) -> Diagnostic {
    Diagnostic::new(Code::ChangeForm).fact("text", text.text()).said("form", form()).at(text.clone())
}

fn no_base(name: &Place, value: &Place) -> Diagnostic {
    Diagnostic::new(Code::NoBaseValue).fact("name", name.text()).fact("change", value.text()).at(value.clone())
}

fn sides(text: &Place, form: fn() -> Bilingual) -> Result<(Place, Place), Diagnostic> {
    let is_whole = |(what, value): &(Place, Place)| !what.text().is_empty() && !value.text().is_empty();
    split_at(text, '=').filter(is_whole).ok_or_else(|| malformed(text, form))
}

/// The number that an amount makes of another, as text.
fn changed(amount: &AskedNumber, before: &Number, value: &Place) -> Result<String, Diagnostic> {
    amount.of(before).map_err(|error| Diagnostic::from(error).at(value.clone()))
}

fn number(text: &str, place: &Place, id: Option<&str>) -> Result<Number, Diagnostic> {
    let problem = |_| {
        let problem = Diagnostic::not_a_number_argument(place.text()).at(place.clone());
        id.into_iter().fold(problem, |problem, id| problem.fact("id", id))
    };
    folded_number(text).map_err(problem)
}

fn weight(text: &str, place: &Place, id: Option<&str>) -> Result<Weight, Diagnostic> {
    let number = number(text, place, id)?;
    let refused = || {
        let problem = Diagnostic::new(Code::NumberRange).fact("value", &number).fact("bounds", "≥ 0");
        id.into_iter().fold(problem.at(place.clone()), |problem, id| problem.fact("id", id))
    };
    Weight::new(number.clone()).ok_or_else(refused)
}
