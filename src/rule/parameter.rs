//! Parameters: what a scheme wrote for a rule, checked against what the rule asks for.

use std::collections::BTreeMap;

use super::counted_in::CountedIn;
use super::counted_number::{Miscounted, counted};
use super::metadata::{ParameterCard, ParameterKind, RuleMetadata};
use super::share::improbable;
use super::table::{closed_sides, describe};
use super::value::Value;
use crate::data::Data;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::literal::YesNo;
use crate::location::{Path, Places};
use crate::messages::phrase;
use crate::numeric::{Number, Unit};

/// Checks `written` against the card and fills in defaults; every problem stands at its place below `path`. Numbers that
/// count what the row counts are in `row`, its unit, unless they are written with another one.
///
/// # Errors
/// All that is wrong: unknown and missing parameters, wrong kinds, values outside their bounds, bands with gaps or
/// overlaps, knots out of order.
pub fn check_parameters(
    card: &RuleMetadata,
    written: &BTreeMap<String, Data>,
    places: &Places,
    path: &Path,
    row: &Unit,
) -> Result<BTreeMap<String, Value>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut checked = BTreeMap::new();
    for name in written.keys().filter(|name| !card.parameters.contains_key(*name)) {
        let known: Vec<&str> = card.parameters.keys().map(String::as_str).collect();
        problems.push(
            Diagnostic::new(Code::UnknownParameter)
                .fact("parameter", name)
                .fact("rule", &card.name)
                .list("known", &known)
                .suggest(name, known)
                .at(places.key(&path.key(name))),
        );
    }
    let nearest = problems.iter().filter_map(|problem: &Diagnostic| Some(problem.get("nearest")?.en.clone()));
    let misspelt: Vec<String> = nearest.collect();
    for (name, asked) in &card.parameters {
        let here = path.key(name);
        let mut reader = Reader { name, places, row, problems: &mut problems };
        match (written.get(name), &asked.default) {
            (Some(data), _) => {
                if let Some(value) = reader.value(asked, data, &here) {
                    checked.insert(name.clone(), value);
                }
            }
            (None, Some(default)) => {
                checked.insert(name.clone(), default.clone());
            }
            (None, None) if asked.optional => {
                checked.insert(name.clone(), Value::Missing);
            }
            // What is misspelt is told where it stands.
            (None, None) if misspelt.contains(name) => {}
            (None, None) => problems.push(
                Diagnostic::new(Code::MissingParameter)
                    .fact("parameter", name)
                    .fact("rule", &card.name)
                    .said("meaning", asked.meaning.clone())
                    .at(places.key(path)),
            ),
        }
    }
    if problems.is_empty() { Ok(checked) } else { Err(problems) }
}

/// Reads one parameter and notes what is wrong with it.
struct Reader<'a> {
    name: &'a str,
    places: &'a Places,
    row: &'a Unit,
    problems: &'a mut Vec<Diagnostic>,
}

/// One band while it is checked: its bounds, and which of them belong to it.
struct Band {
    from: Option<Number>,
    to: Option<Number>,
    closed: (bool, bool),
    path: Path,
}

impl Reader<'_> {
    fn value(&mut self, asked: &ParameterCard, data: &Data, path: &Path) -> Option<Value> {
        match asked.kind {
            ParameterKind::Number | ParameterKind::Whole => self.number(asked, data, path).map(Value::Number),
            ParameterKind::Text => self.text(data, path).map(Value::Text),
            ParameterKind::Flag => {
                let YesNo(yes) = match data {
                    Data::Text(text) => YesNo::parse(text),
                    _ => None,
                }
                .or_else(|| self.wrong("true | false", data, path))?;
                Some(Value::Flag(yes))
            }
            ParameterKind::Choice => {
                let text = self.text(data, path)?;
                if asked.choices.contains(&text) {
                    return Some(Value::Text(text));
                }
                self.problems.push(
                    Diagnostic::new(Code::UnknownChoice)
                        .fact("value", &text)
                        .list("known", &asked.choices)
                        .suggest(&text, asked.choices.iter().map(String::as_str))
                        .at(self.places.value(path)),
                );
                None
            }
            ParameterKind::Numbers => {
                let items = self.list(data, path)?;
                let numbers: Vec<_> =
                    items.iter().enumerate().map(|(at, item)| self.number(asked, item, &path.item(at))).collect();
                numbers.into_iter().map(|number| number.map(Value::Number)).collect::<Option<_>>().map(Value::List)
            }
            ParameterKind::Texts => {
                let items = self.list(data, path)?;
                let texts: Vec<_> =
                    items.iter().enumerate().map(|(at, item)| self.text(item, &path.item(at))).collect();
                texts.into_iter().map(|text| text.map(Value::Text)).collect::<Option<_>>().map(Value::List)
            }
            ParameterKind::Table => {
                let Data::Map(entries) = data else { return self.wrong("{…: 1}", data, path) };
                let mut table = BTreeMap::new();
                for (key, entry) in entries {
                    table.insert(key.clone(), Value::Number(self.number(asked, entry, &path.key(key))?));
                }
                Some(Value::Map(table))
            }
            ParameterKind::Bands => self.bands(asked, data, path),
            ParameterKind::Knots => self.knots(asked, data, path),
        }
    }

    fn number(&mut self, asked: &ParameterCard, data: &Data, path: &Path) -> Option<Number> {
        let Data::Text(text) = data else { return self.wrong("1.5", data, path) };
        let number = self.counted(text, &asked.unit, path)?;
        self.check_share(asked, text, &number, path)?;
        let bounds = [
            asked.min.as_ref().map(|min| (format!("≥ {min}"), number >= *min)),
            asked.max.as_ref().map(|max| (format!("≤ {max}"), number <= *max)),
            asked.above.as_ref().map(|above| (format!("> {above}"), number > *above)),
            asked.below.as_ref().map(|below| (format!("< {below}"), number < *below)),
            (asked.kind == ParameterKind::Whole).then(|| ("1, 2, 3 …".to_owned(), number.is_whole())),
        ];
        for (bound, holds) in bounds.into_iter().flatten() {
            if !holds {
                self.problems.push(
                    Diagnostic::new(Code::NumberRange)
                        .fact("value", &number)
                        .fact("bounds", bound)
                        .at(self.places.value(path)),
                );
                return None;
            }
        }
        Some(number)
    }

    /// The number that a text stands for, counted as the script wants it.
    fn counted(&mut self, text: &str, unit: &CountedIn, path: &Path) -> Option<Number> {
        let problem = match counted(text, unit, self.row) {
            Ok(number) => return Some(number),
            Err(Miscounted::NotANumber) => Diagnostic::not_a_number(text),
            Err(Miscounted::Unlike(found, wanted)) => Diagnostic::unlike_units(&found, &wanted),
            Err(Miscounted::Bare(number, row)) => {
                Diagnostic::new(Code::BareStep).fact("number", number).fact("unit", row)
            }
        };
        self.problems.push(problem.at(self.places.value(path)));
        None
    }

    /// A share without a sign that makes sense only if it is read the other way: 0.3 where 30 % is usual.
    fn check_share(&mut self, asked: &ParameterCard, text: &str, number: &Number, path: &Path) -> Option<()> {
        let (CountedIn::Share(unit), Some(Value::Number(usual))) = (&asked.unit, &asked.default) else {
            return Some(());
        };
        let Some(other) = improbable(number, usual).ok().flatten().filter(|_| Number::parse(text).is_ok()) else {
            return Some(());
        };
        let with_unit = |number: &Number| format!("{number}{}", unit.name());
        let usual = Bilingual::same(with_unit(usual));
        let problem = Diagnostic::new(Code::AmbiguousPercent)
            .fact("value", with_unit(number))
            .fact("other", with_unit(&other))
            .said("against", phrase("share-against-usual", &[("usual", usual)]))
            .said("confirm", phrase("share-confirm-unit", &[]));
        self.problems.push(problem.at(self.places.value(path)));
        None
    }

    /// Edges of bands over shares that all lie below 1 % and have no sign: 0.9 where 90 % was meant.
    fn check_edges(&mut self, asked: &ParameterCard, items: &[Data], path: &Path) -> Option<()> {
        let counts_percent = match &asked.unit {
            CountedIn::Row => self.row.is_ratio(),
            CountedIn::Share(unit) => unit.is_percent(),
            _ => false,
        };
        if !counts_percent {
            return Some(());
        }
        let mut largest: Option<(Number, Path)> = None;
        for (at, item) in items.iter().enumerate() {
            let Data::Map(entries) = item else { return Some(()) };
            for (key, edge) in entries.iter().filter(|(key, _)| matches!(key.as_str(), "from" | "to" | "x")) {
                let Data::Text(text) = edge else { return Some(()) };
                let Some(edge) = Number::parse(text).ok().and(counted(text, &asked.unit, self.row).ok()) else {
                    return Some(());
                };
                if largest.as_ref().is_none_or(|(largest, _)| edge.absolute() > largest.absolute()) {
                    largest = Some((edge, path.item(at).key(key)));
                }
            }
        }
        let Some((edge, here)) = largest.filter(|(edge, _)| edge.absolute() < Number::from(1) && !edge.is_zero())
        else {
            return Some(());
        };
        let other = edge.multiply(&Number::from(100)).ok()?;
        let problem = Diagnostic::new(Code::AmbiguousPercent)
            .fact("value", format!("{edge}%"))
            .fact("other", format!("{other}%"))
            .said("against", phrase("share-as-edge", &[]))
            .said("confirm", phrase("share-confirm-unit", &[]));
        self.problems.push(problem.at(self.places.value(&here)));
        None
    }

    fn text(&mut self, data: &Data, path: &Path) -> Option<String> {
        match data {
            Data::Text(text) => Some(text.clone()),
            _ => self.wrong("…", data, path),
        }
    }

    fn list<'d>(&mut self, data: &'d Data, path: &Path) -> Option<&'d [Data]> {
        match data {
            Data::List(items) if !items.is_empty() => Some(items),
            _ => self.wrong("[…]", data, path),
        }
    }

    fn wrong<T>(&mut self, wanted: &str, _: &Data, path: &Path) -> Option<T> {
        self.problems.push(
            Diagnostic::new(Code::BadParameter)
                .fact("parameter", self.name)
                .fact("wanted", wanted)
                .at(self.places.value(path)),
        );
        None
    }

    /// An entry of a band or knot: a mapping whose values are numbers, but for `closed`.
    fn entry(
        &mut self,
        asked: &ParameterCard,
        data: &Data,
        path: &Path,
        allowed: &[&str],
    ) -> Option<BTreeMap<String, Value>> {
        let Data::Map(entries) = data else {
            return self.wrong("{from: …, to: …, closed: left, points: …}", data, path);
        };
        let mut read = BTreeMap::new();
        for (key, value) in entries {
            let here = path.key(key);
            if !allowed.contains(&key.as_str()) {
                self.problems.push(
                    Diagnostic::new(Code::UnknownField)
                        .fact("field", key)
                        .list("known", allowed)
                        .suggest(key, allowed.iter().copied())
                        .at(self.places.key(&here)),
                );
                return None;
            }
            let value = match (key.as_str(), value) {
                ("closed", Data::Text(word)) if closed_sides(word).is_some() => Value::Text(word.clone()),
                ("closed", other) => return self.wrong("left | right | both | neither", other, &here),
                (key, Data::Text(text)) => {
                    let share = CountedIn::Share(Unit::parse("ratio"));
                    let unit = match key {
                        "points" => &CountedIn::Points,
                        "share" => &share,
                        _ => &asked.unit,
                    };
                    Value::Number(self.counted(text, unit, &here)?)
                }
                (_, other) => return self.wrong("1.5", other, &here),
            };
            read.insert(key.clone(), value);
        }
        if read.contains_key("points") == read.contains_key("share") {
            return self.wrong("points | share", data, path);
        }
        Some(read)
    }

    fn bands(&mut self, asked: &ParameterCard, data: &Data, path: &Path) -> Option<Value> {
        let items = self.list(data, path)?;
        self.check_edges(asked, items, path)?;
        let mut values = Vec::new();
        let mut bands = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let here = path.item(at);
            let entry = self.entry(asked, item, &here, &["from", "to", "closed", "points", "share"])?;
            let bound = |key: &str| entry.get(key).and_then(Value::as_number).cloned();
            let Some(closed) = entry.get("closed").and_then(Value::as_text).and_then(closed_sides) else {
                return self.wrong("closed: left | right | both | neither", item, &here);
            };
            bands.push(Band { from: bound("from"), to: bound("to"), closed, path: here });
            values.push(Value::Map(entry));
        }
        bands.sort_by(|a, b| match (&a.from, &b.from) {
            // A point band at x comes before the open band that begins at x.
            (Some(left), Some(right)) => left.cmp(right).then(b.closed.0.cmp(&a.closed.0)),
            (left, right) => left.is_some().cmp(&right.is_some()),
        });
        let before = self.problems.len();
        for band in &bands {
            let empty = matches!((&band.from, &band.to), (Some(from), Some(to)) if from > to || (from == to && band.closed != (true, true)));
            if empty {
                self.wrong::<()>("from ≤ to", data, &band.path);
            }
        }
        for (lower, upper) in bands.iter().zip(bands.iter().skip(1)) {
            self.seam(lower, upper);
        }
        (self.problems.len() == before).then_some(Value::List(values))
    }

    /// Two neighbouring bands must meet in one point that belongs to exactly one of them.
    fn seam(&mut self, lower: &Band, upper: &Band) {
        let code = match (&lower.to, &upper.from) {
            (Some(end), Some(start)) if end == start => match (lower.closed.1, upper.closed.0) {
                (true, true) => Code::BandOverlap,
                (false, false) => Code::BandGap,
                _ => return,
            },
            (Some(end), Some(start)) if end < start => Code::BandGap,
            _ => Code::BandOverlap,
        };
        let text = |band: &Band| describe(band.from.as_ref(), band.to.as_ref(), band.closed);
        self.problems.push(
            Diagnostic::new(code)
                .fact("lower", text(lower))
                .fact("upper", text(upper))
                .at(self.places.value(&upper.path))
                .related(self.places.value(&lower.path), "neighbour"),
        );
    }

    fn knots(&mut self, asked: &ParameterCard, data: &Data, path: &Path) -> Option<Value> {
        let items = self.list(data, path)?;
        self.check_edges(asked, items, path)?;
        let mut values = Vec::new();
        let mut last: Option<Number> = None;
        for (at, item) in items.iter().enumerate() {
            let here = path.item(at);
            let entry = self.entry(asked, item, &here, &["x", "points", "share"])?;
            let Some(x) = entry.get("x").and_then(Value::as_number).cloned() else {
                return self.wrong("x", item, &here);
            };
            if last.as_ref().is_some_and(|last| x <= *last) {
                return self.wrong("x₁ < x₂ < x₃ …", item, &here);
            }
            last = Some(x);
            values.push(Value::Map(entry));
        }
        Some(Value::List(values))
    }
}
