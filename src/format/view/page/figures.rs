//! The figures that the organisation reported, to be tried like weights.

use maud::{Markup, html};

use super::shown::TrialPage;
use crate::analysis::whatif::ReportedFigure;
use crate::messages::Messages;

/// The section on figures; nothing where a row reads none.
pub(super) fn figures(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let figures = &page.answer.figures;
    let moved = figures.iter().filter(|figure| figure.reported != figure.tried).count();
    html! {
        @if !figures.is_empty() {
            details.figures open[moved > 0] {
                summary { (messages.say("page-figures", &[("count", &figures.len().to_string()), ("moved", &moved.to_string())])) }
                @if page.answer.trial.before.scheme().compares_peers() {
                    p.note { (messages.say("page-peers-held", &[])) }
                }
                table.ft {
                    thead { tr {
                        th scope="col" { (messages.say("page-figure", &[])) }
                        th.sl scope="col" { span.vh { (messages.say("page-slider-column", &[])) } }
                        th.n scope="col" { (messages.say("page-reported", &[])) }
                        th.n scope="col" { (messages.say("view-after", &[])) }
                    } }
                    tbody { @for figure in figures { (line(figure, messages)) } }
                }
            }
        }
    }
}

fn line(figure: &ReportedFigure, messages: &Messages) -> Markup {
    let name = messages.pick(&figure.name);
    let (reported, tried) = (figure.reported.to_string(), figure.tried.to_string());
    let facts = [("figure", name), ("tried", tried.as_str()), ("unit", figure.unit.as_str()), ("reported", &reported)];
    let spoken = messages.say("page-figure-slider", &facts);
    html! {
        tr data-role=[(figure.reported != figure.tried).then_some("set")] {
            th scope="row" { (name) }
            td.sl {
                @if !figure.reported.is_zero() {
                    input type="range" min="0" max="100" value=(figure.mark()) data-figure=(figure.id)
                        aria-label=(name) aria-valuetext=(spoken);
                }
            }
            td.n { (reported) " " (figure.unit) }
            td.n {
                input type="hidden" form="form" name={ "figure-was." (figure.id) } value=(tried);
                input.num type="text" inputmode="decimal" form="form" name={ "figure." (figure.id) } value=(tried)
                    data-figure-text=(figure.id) aria-label=(messages.say("page-figure-field", &[("figure", name)]));
            }
        }
    }
}
