//! The state of the page, which is its address: what is asked of weights and figures, and which organisation is looked at.

use std::collections::{BTreeMap, BTreeSet};

use form_urlencoded::{Serializer, parse};
use jixiao::analysis::whatif::{ChangeTexts, TrialDepth, TrialRequest};
use jixiao::{Language, Place};

/// How many parts an address may have; no scheme has as many rows.
const MAX_PARTS: usize = 4096;
/// How many signs of the hash of the baseline an address has.
const HASH: usize = 16;

/// What an address asks for, as texts that the engine reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TrialState {
    /// Weights by row or dimension.
    pub set: BTreeMap<String, String>,
    /// Rows and dimensions that keep their weight.
    pub lock: BTreeSet<String>,
    /// The least and the most by row.
    pub bounds: BTreeMap<String, (String, String)>,
    /// Who makes room.
    pub mode: Option<String>,
    /// The step of the weights.
    pub step: Option<String>,
    /// Who takes what whole steps leave over.
    pub rest: Option<String>,
    /// Figures of the organisation by metric.
    pub figures: BTreeMap<String, String>,
    /// The position of the organisation.
    pub unit: usize,
    /// The beginning of the hash of the baseline that it was made for.
    pub baseline: Option<String>,
    /// The language, where it is not the usual one.
    pub language: Option<Language>,
}

impl TrialState {
    /// Reads the query of an address; what is unknown in it is passed over.
    pub fn read(query: &str) -> Self {
        let mut state = Self::default();
        for (name, value) in parse(query.as_bytes()).take(MAX_PARTS) {
            state.take(&name, &value);
        }
        state
    }

    fn take(&mut self, name: &str, value: &str) {
        let filled = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match (name, value.split_once('=')) {
            ("set", Some((id, text))) => drop(self.set.insert(id.to_owned(), text.to_owned())),
            ("figure", Some((id, text))) => drop(self.figures.insert(id.to_owned(), text.to_owned())),
            ("bounds", Some((id, text))) => {
                if let Some((low, high)) = text.split_once("..") {
                    self.bounds.insert(id.to_owned(), (low.to_owned(), high.to_owned()));
                }
            }
            ("lock", _) => drop(self.lock.insert(value.to_owned())),
            ("mode", _) => self.mode = filled().filter(|mode| mode != "proportional"),
            ("step", _) => self.step = filled(),
            ("rest", _) => self.rest = filled(),
            ("unit", _) => self.unit = value.parse::<usize>().unwrap_or(1).saturating_sub(1),
            ("b", _) => self.baseline = filled(),
            ("lang", _) => self.language = value.parse().ok(),
            _ => {}
        }
    }

    /// The query of the address, for a baseline.
    pub fn to_query(&self, baseline: &str) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("b", beginning(baseline));
        for (id, text) in &self.set {
            query.append_pair("set", &format!("{id}={text}"));
        }
        for id in &self.lock {
            query.append_pair("lock", id);
        }
        for (id, (low, high)) in &self.bounds {
            query.append_pair("bounds", &format!("{id}={low}..{high}"));
        }
        for (name, value) in [("mode", &self.mode), ("step", &self.step), ("rest", &self.rest)] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        for (id, text) in &self.figures {
            query.append_pair("figure", &format!("{id}={text}"));
        }
        if self.unit > 0 {
            query.append_pair("unit", &self.unit.saturating_add(1).to_string());
        }
        if let Some(language) = self.language {
            query.append_pair("lang", language.into());
        }
        query.finish()
    }

    /// Whether it was made for another baseline than this.
    pub fn is_of_other(&self, baseline: &str) -> bool {
        self.baseline.as_deref().is_some_and(|made_for| made_for != beginning(baseline))
    }

    /// The same without any change.
    pub fn unchanged(&self) -> Self {
        Self { unit: self.unit, baseline: self.baseline.clone(), language: self.language, ..Self::default() }
    }

    /// What is asked of the engine: the texts of `whatif`.
    pub fn request(&self, depth: TrialDepth) -> TrialRequest {
        let pairs = |option: &str, pairs: &BTreeMap<String, String>| {
            pairs.iter().map(|(id, text)| Place::argument(option, format!("{id}={text}"))).collect()
        };
        let bounds = self.bounds.iter().map(|(id, (low, high))| format!("{id}={low}..{high}"));
        let change = ChangeTexts {
            set: pairs("--set", &self.set),
            metric: pairs("--metric", &self.figures),
            mode: self.mode.as_ref().map(|mode| Place::argument("--mode", mode)),
            lock: self.lock.iter().map(|id| Place::argument("--lock", id)).collect(),
            bounds: bounds.map(|text| Place::argument("--bounds", text)).collect(),
            grid: self.step.as_ref().map(|step| Place::argument("--grid", step)),
            rest: self.rest.as_ref().map(|rest| Place::argument("--remainder", rest)),
        };
        TrialRequest { change, organisation: self.unit, depth, first_row: None }
    }
}

fn beginning(baseline: &str) -> &str {
    baseline.get(..HASH).unwrap_or(baseline)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let query = "b=0123456789abcdef&set=a%3D15&lock=b&bounds=c%3D5..20&mode=transfer%3Ab&step=0.5&rest=c&figure=x%3D1&unit=3&lang=en";
        let state = TrialState::read(query);
        assert_eq!(state.to_query("0123456789abcdef0123"), query);
        assert!(!state.is_of_other("0123456789abcdef0123") && state.is_of_other("9123456789abcdef0123"));
        assert_eq!((state.set["a"].as_str(), state.unit), ("15", 2));
        assert_eq!(state.unchanged().to_query("0123456789abcdef"), "b=0123456789abcdef&unit=3&lang=en");
    }

    #[test]
    fn what_is_unknown_in_an_address_is_passed_over() {
        let state = TrialState::read("set=x&bounds=a%3D5&unit=0&lang=fr&mode=proportional&step=&%FF%=%&&=");
        assert_eq!(state, TrialState::default());
    }
}
