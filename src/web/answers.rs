//! What the engine says to a state, as the page shows it.

use jixiao::Diagnostics;
use jixiao::analysis::whatif::{TrialAnswer, TrialDepth};
use jixiao::format::view::page::{RankedPart, TrialPage, fragments, page, ranked_part, weight_values};
use maud::Markup;
use serde_json::{Map, Value, json};

use super::command::PageStep;
use super::served::Served;
use super::state::TrialState;

/// A state that the engine has answered.
pub(super) struct ShownState {
    pub state: TrialState,
    query: String,
    answer: TrialAnswer,
    /// What was asked after it, and is refused.
    pub refused: Option<Diagnostics>,
    /// The row of the table that is in sight.
    first_row: Option<usize>,
}

impl ShownState {
    /// The answer to a state or, where it is refused, to the one before, or to no change at all.
    ///
    /// # Errors
    /// Those of the last of them.
    pub fn new(served: &Served, asked: TrialState, before: TrialState, depth: TrialDepth) -> Result<Self, Diagnostics> {
        let mut refused = None;
        let unchanged = asked.unchanged();
        let whole = TrialState { language: asked.language, ..TrialState::default() };
        let mut last = Diagnostics::new();
        for state in [asked, before, unchanged, whole] {
            match served.workspace().answer(&state.request(depth)) {
                Ok(answer) => {
                    let query = state.to_query(served.workspace().baseline());
                    return Ok(Self { state, query, answer, refused, first_row: None });
                }
                Err(problems) => {
                    refused = refused.or_else(|| Some(problems.clone()));
                    last = problems;
                }
            }
        }
        Err(last)
    }

    /// The same with a row of the table in sight.
    pub fn in_sight(self, first_row: Option<usize>) -> Self {
        Self { first_row, ..self }
    }

    /// The query of its address.
    pub fn query(&self) -> &str {
        &self.query
    }

    fn shown<'s>(&'s self, served: &'s Served) -> TrialPage<'s> {
        let baseline = served.workspace().baseline();
        TrialPage {
            answer: &self.answer,
            state: &self.query,
            refused: self.refused.as_ref(),
            baseline,
            is_other_baseline: self.state.is_of_other(baseline),
            first_row: self.first_row,
        }
    }

    /// The whole page.
    pub fn page(&self, served: &Served) -> String {
        page(&self.shown(served), served.messages(self.state.language))
    }

    /// The parts of the page, and what its controls show, for the script.
    pub fn parts(&self, name: &str, served: &Served) -> Value {
        let messages = served.messages(self.state.language);
        let shown = self.shown(served);
        let parts = fragments(&shown, messages).into_iter();
        let parts: Map<String, Value> = parts.map(|(id, part)| (id.to_owned(), text(part))).collect();
        let steps = PageStep { scheme: served.workspace().program().scheme(), messages }.scale(&self.state);
        json!({
            "state": self.query,
            "name": name,
            "refused": self.refused.is_some(),
            "steps": steps.map_or(0, |scale| scale.steps()),
            "values": weight_values(&shown, messages),
            "parts": parts,
        })
    }

    /// One part of the table of all organisations.
    pub fn ranked(&self, first: usize, served: &Served) -> String {
        let messages = served.messages(self.state.language);
        ranked_part(&self.shown(served), RankedPart::of_row(first), messages).into_string()
    }
}

fn text(part: Markup) -> Value {
    Value::String(part.into_string())
}
