//! The report on an evaluation: score card, grade ruler, points lost, every row with its reasons, findings, receipt.

use maud::{Markup, html};

use super::findings::findings;
use super::lost::lost;
use super::problems::problems;
use super::receipt::receipt;
use super::rows::rows;
use super::ruler::{RulerMark, ruler};
use crate::evaluation::{Evaluation, RowState};
use crate::format::phrases;
use crate::format::text::{distances, total_steps};
use crate::messages::Messages;
use crate::numeric::Number;
use crate::record::ReceiptRecord;
use crate::review::audit::Audit;

/// What a report on an evaluation is made of.
#[derive(Clone, Copy, Debug)]
pub struct ScoreView<'v> {
    /// The evaluation.
    pub evaluation: &'v Evaluation,
    /// Whether its figures hold together, where that was asked.
    pub audit: Option<&'v Audit>,
    /// What it was made from, where that is known.
    pub receipt: Option<&'v ReceiptRecord>,
}

/// The report on an evaluation.
#[must_use]
pub fn score_view(view: &ScoreView<'_>, messages: &Messages) -> Markup {
    let evaluation = view.evaluation;
    html! {
        (heading(messages.pick(evaluation.title()), evaluation, messages))
        (score_card(evaluation, messages))
        (lost(evaluation, messages))
        (rows(evaluation, messages))
        (problems(&evaluation.diagnostics, messages))
        @if let Some(audit) = view.audit { (findings(audit, &[], messages)) }
        @if let Some(record) = view.receipt { (receipt(record, messages)) }
    }
}

/// What the page is about, and whose figures these are.
pub(super) fn heading(title: &str, evaluation: &Evaluation, messages: &Messages) -> Markup {
    html! {
        header {
            h1 { (title) }
            p.subject { (phrases::organisation(&evaluation.organisation, evaluation.year.as_deref(), messages)) }
            @if evaluation.illustrative { p.subject { (messages.say("illustrative", &[])) } }
        }
    }
}

/// Total, grade and what the total is made of.
#[must_use]
pub fn score_card(evaluation: &Evaluation, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let full = evaluation.full_score().to_string();
    let places = evaluation.roundings().total.places;
    let total = evaluation.total.as_ref();
    let lost = total.and_then(|total| evaluation.full_score().number().subtract(total.points.number()).ok());
    let lost = lost.filter(|lost| !lost.is_negative());
    let unscored = unscored(evaluation, messages);
    let points = total.map(|total| total.points.number());
    html! {
        section {
            h2 { (say("view-score")) }
            dl.facts {
                div.main {
                    dt { (say("total")) }
                    dd {
                        @match points { Some(points) => (points.to_padded(places)), None => (say("whatif-withheld")) }
                        " " small { (messages.say("view-of-full", &[("full", &full)])) }
                    }
                }
                div.main { dt { (say("column-grade")) } dd { @match total { Some(total) => (messages.pick(&total.grade)), None => "—" } } }
                @if let Some(lost) = lost { div { dt { (say("view-lost")) } dd { (lost.to_padded(places)) } } }
                div { dt { (say("view-unscored")) } dd { (messages.say("view-count", &[("count", &unscored.len().to_string())])) } }
            }
            (super::part::list(&unscored))
            (super::part::list(&total_steps(evaluation, messages)))
            @if total.is_none() { p { (say("view-no-total")) } }
            (super::part::list(&distances(evaluation, messages)))
            @if let Some(points) = points { (ruler(evaluation, &[mark(say("total"), points, places)], messages)) }
        }
    }
}

pub(super) fn mark(name: String, total: &Number, places: u32) -> RulerMark<'_> {
    RulerMark { name, total, places }
}

/// The rows that have no points, and why.
fn unscored(evaluation: &Evaluation, messages: &Messages) -> Vec<String> {
    let without = evaluation.rows.iter().filter_map(|row| {
        let reason = match &row.state {
            RowState::Scored(_) => return None,
            RowState::NotApplicable(reason) | RowState::Missing(reason) => messages.pick(reason),
            RowState::Failed => "",
        };
        let state = phrases::row_points(row, None, messages);
        let facts = [("row", messages.pick(row.name())), ("state", &state), ("reason", reason)];
        Some(messages.say(if reason.is_empty() { "view-unscored-row" } else { "view-unscored-why" }, &facts))
    });
    without.collect()
}
