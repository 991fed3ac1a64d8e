//! What a person did on the page: one step from a state to the next, with its name.

use jixiao::analysis::whatif::{ReportedFigure, WeightScale};
use jixiao::{Messages, Scheme, Weight, WeightGrid, folded_number};

use super::state::TrialState;

/// The pairs that a form sent.
pub(super) struct Pairs(Vec<(String, String)>);

impl Pairs {
    pub fn read(text: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(text).take(4096);
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The values of all names that begin so, each with the rest of its name.
    fn beginning<'p>(&'p self, beginning: &'p str) -> impl Iterator<Item = (&'p str, &'p str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(beginning)?, value.as_str())))
    }
}

/// A step with what it is called.
pub(super) struct PageStep<'s> {
    pub scheme: &'s Scheme,
    pub messages: &'s Messages,
    /// The figures of the organisation that is looked at.
    pub figures: &'s [ReportedFigure],
}

impl PageStep<'_> {
    /// The state after one command of the script; the name of the step.
    pub fn take(&self, state: &mut TrialState, pairs: &Pairs) -> String {
        let text = pairs.get("text").unwrap_or_default().trim();
        if let Some(id) = pairs.get("slide") {
            let mark = pairs.get("mark").and_then(|mark| mark.parse().ok());
            let weight = mark.and_then(|mark| self.scale(state)?.weight_at(mark));
            return self.set(state, id, &weight.map_or_else(String::new, |weight| weight.to_string()));
        }
        if let Some(id) = pairs.get("put") {
            return self.set(state, id, text);
        }
        if let Some(id) = pairs.get("release") {
            return self.set(state, id, "");
        }
        if let Some(id) = pairs.get("lock") {
            let is_locked = pairs.get("on") == Some("1");
            if is_locked {
                state.lock.insert(id.to_owned());
            } else {
                state.lock.remove(id);
            }
            return self.named(if is_locked { "page-step-lock" } else { "page-step-unlock" }, id, "");
        }
        if let Some(id) = pairs.get("figure") {
            let mark = pairs.get("mark").and_then(|mark| mark.parse().ok());
            let slid = mark.zip(self.figures.iter().find(|figure| figure.id == id));
            let slid = slid.and_then(|(mark, figure)| figure.at_mark(mark)).map(|number| number.to_string());
            let text = slid.as_deref().unwrap_or(text);
            if text.is_empty() {
                state.figures.remove(id);
            } else {
                state.figures.insert(id.to_owned(), text.to_owned());
            }
            return self.named("page-step-set", id, text);
        }
        if let Some(id) = pairs.get("bound").filter(|id| !id.is_empty()) {
            Self::bound(state, id, pairs);
        }
        if let Some(unit) = pairs.get("unit").and_then(|unit| unit.parse::<usize>().ok()) {
            state.unit = unit.saturating_sub(1);
        }
        self.choose(state, pairs);
        self.messages.say("page-step-other", &[])
    }

    /// The state after a form that was sent without a script: whatever of it differs from what it showed.
    pub fn take_form(&self, state: &mut TrialState, pairs: &Pairs) {
        for (id, text) in pairs.beginning("w.") {
            let shown = pairs.get(&format!("was.{id}"));
            if shown.is_some_and(|shown| shown != text.trim()) {
                self.set(state, id, text.trim());
            }
        }
        for (id, text) in pairs.beginning("figure.") {
            let shown = pairs.get(&format!("figure-was.{id}"));
            if shown.is_some_and(|shown| shown != text.trim()) {
                state.figures.insert(id.to_owned(), text.trim().to_owned());
            }
        }
        if let Some(id) = pairs.get("release") {
            self.set(state, id, "");
        }
        state.lock = pairs.all("lock").map(str::to_owned).collect();
        if let Some(id) = pairs.get("bound").filter(|id| !id.is_empty()) {
            Self::bound(state, id, pairs);
        }
        self.choose(state, pairs);
    }

    fn choose(&self, state: &mut TrialState, pairs: &Pairs) {
        let chosen =
            |name: &str| pairs.get(name).map(|value| Some(value.trim().to_owned()).filter(|value| !value.is_empty()));
        if let Some(mode) = chosen("mode") {
            state.mode = mode.filter(|mode| mode != "proportional");
        }
        if let Some(step) = chosen("step") {
            state.step = step;
        }
        if let Some(rest) = chosen("rest") {
            state.rest = rest;
        }
    }

    fn bound(state: &mut TrialState, id: &str, pairs: &Pairs) {
        let end = |name: &str| pairs.get(name).unwrap_or_default().trim().to_owned();
        match (end("low"), end("high")) {
            (low, high) if low.is_empty() && high.is_empty() => drop(state.bounds.remove(id)),
            ends => drop(state.bounds.insert(id.to_owned(), ends)),
        }
    }

    /// Another weight, or none asked for. What is set is not locked: it holds by itself.
    fn set(&self, state: &mut TrialState, id: &str, text: &str) -> String {
        if text.is_empty() {
            state.set.remove(id);
            return self.named("page-step-release", id, "");
        }
        state.lock.remove(id);
        state.set.insert(id.to_owned(), text.to_owned());
        self.named("page-step-set", id, text)
    }

    fn named(&self, message: &str, id: &str, text: &str) -> String {
        let row = self.scheme.scored_rows().into_iter().find(|row| row.id == id).map(|row| &row.name);
        let dimension = self.scheme.dimension(id).map(|dimension| &dimension.name);
        let metric = self.scheme.metrics.get(id).map(|metric| &metric.name);
        let name = row.or(dimension).or(metric).map_or(id, |name| self.messages.pick(name));
        match text {
            "" => self.messages.say(message, &[("row", name)]),
            text => self.messages.say(message, &[("row", name), ("weight", text)]),
        }
    }

    /// The marks of the sliders under the step that is asked for.
    pub fn scale(&self, state: &TrialState) -> Option<WeightScale> {
        let step = state.step.as_ref().and_then(|step| Weight::new(folded_number(step).ok()?));
        WeightScale::new(self.scheme, &step.map_or(WeightGrid::Scheme, WeightGrid::Step)).ok()
    }
}
