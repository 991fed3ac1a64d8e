//! What the engine says to a state, as the page shows it.

use std::path::Path;

use jixiao::Diagnostics;
use jixiao::analysis::whatif::{TrialAnswer, TrialDepth, TrialRequest};
use jixiao::format::view::page::{
    KeptRow, KeptVariant, RankedPart, SearchedParts, TrialPage, everyone_picture, fragments, page, print_page,
    ranked_part, ruler_picture, weight_values,
};
use jixiao::format::{case_change_paper, evaluation_paper, paper_problem, population_paper};
use jixiao::paper::write_xlsx;
use jixiao::project::{VariantFault, VariantRow};
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
    kept: KeptVariant,
}

impl ShownState {
    /// The answer, as deep as is wanted and with the row of the table that is in sight, to a state or, where it is refused, to the one before, or to no change at all.
    ///
    /// # Errors
    /// Those of the last of them.
    pub fn new(
        served: &Served,
        asked: TrialState,
        before: TrialState,
        wanted: (TrialDepth, Option<usize>),
    ) -> Result<Self, Diagnostics> {
        let mut refused = None;
        let unchanged = asked.unchanged();
        let whole = TrialState { language: asked.language, ..TrialState::default() };
        let mut last = Diagnostics::new();
        for state in [asked, before, unchanged, whole] {
            let request = TrialRequest { first_row: wanted.1, ..state.request(wanted.0) };
            match served.workspace().answer(&request) {
                Ok(answer) => {
                    let query = state.to_query(served.workspace().baseline());
                    return Ok(Self { state, query, answer, refused, kept: KeptVariant::Not });
                }
                Err(problems) => {
                    refused = refused.or_else(|| Some(problems.clone()));
                    last = problems;
                }
            }
        }
        Err(last)
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
            beside: served
                .workspace()
                .report_beside()
                .map(|report| (report.organisation.as_str(), report.year.as_deref())),
            kept: served.save().map(|_| &self.kept),
        }
    }

    /// The whole page, with what takes long where it was asked for.
    pub fn page(&self, searched: &SearchedParts, served: &Served) -> String {
        page(&self.shown(served), searched, served.messages(self.state.language))
    }

    /// The view for paper.
    pub fn print(&self, served: &Served) -> String {
        print_page(&self.shown(served), served.messages(self.state.language))
    }

    /// The ruler with the totals of the organisation as a file, where it has any.
    pub fn ruler(&self, served: &Served) -> Option<String> {
        ruler_picture(&self.shown(served), served.messages(self.state.language))
    }

    /// All organisations as a picture.
    pub fn everyone(&self, served: &Served) -> String {
        everyone_picture(&self.shown(served), served.messages(self.state.language))
    }

    /// The tables as a workbook.
    ///
    /// # Errors
    /// Tables that no workbook can hold.
    pub fn workbook(&self, served: &Served) -> Result<Vec<u8>, Diagnostics> {
        let messages = served.messages(self.state.language);
        let TrialAnswer { trial, case, population, .. } = &self.answer;
        let paper = match &trial.variant {
            None => match served.workspace().report(self.state.unit) {
                Some(report) => evaluation_paper(&case.before, report, messages),
                None => return Ok(Vec::new()),
            },
            Some(variant) if population.units.len() > 1 => {
                let mut paper = population_paper(population, (trial.before.scheme(), variant), messages);
                paper.sheets.extend(case_change_paper(case, variant, messages).sheets);
                paper
            }
            Some(variant) => case_change_paper(case, variant, messages),
        };
        write_xlsx(&paper).map_err(|error| paper_problem(&error).into())
    }

    /// Keeps the change as a file of that name.
    pub fn keep(self, folder: &Path, name: &str, known: Option<&str>, served: &Served) -> Self {
        let name = name.to_owned();
        let kept = match served.workspace().keep(&self.state.request(TrialDepth::Moving), (folder, &name), known) {
            Ok(hash) => KeptVariant::Kept { name, hash },
            Err(VariantFault::Refused(problems)) => KeptVariant::Refused { name, problems },
            Err(VariantFault::Changed { now, rows }) => {
                let rows =
                    rows.into_iter().map(|VariantRow { name, scheme, file, own }| KeptRow { name, scheme, file, own });
                KeptVariant::Changed { name, now, rows: rows.collect() }
            }
        };
        Self { kept, ..self }
    }

    /// How keeping it ended.
    pub fn kept(&self) -> &KeptVariant {
        &self.kept
    }

    /// The parts of the page but for those that are away from the eye, and what its controls show, for the script.
    pub fn parts(&self, name: &str, away: &[&str], served: &Served) -> Value {
        let messages = served.messages(self.state.language);
        let shown = self.shown(served);
        let parts = fragments(&shown, away, messages).into_iter();
        let parts: Map<String, Value> = parts.map(|(id, part)| (id.to_owned(), text(part))).collect();
        let steps =
            PageStep { scheme: served.workspace().program().scheme(), messages, figures: &[] }.scale(&self.state);
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
