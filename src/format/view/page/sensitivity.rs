//! The tornado of the weights of one organisation, and between which weights its grade holds.

use maud::{Markup, html};

use super::summary::grade_badge;
use crate::analysis::sweep::{Bar, Reach, RowSweep, Sweep, Tornado};
use crate::evaluation::Evaluation;
use crate::format::phrases;
use crate::format::pixels::length;
use crate::format::sweep::{change, exact_words, headroom_words, longest, span_words, step_words};
use crate::messages::Messages;
use crate::numeric::Number;

/// The width of a bar on either side of the middle, in pixels.
const REACH: i64 = 80;
/// The height of both bars of a row.
const HEIGHT: i64 = 22;

/// What a sweep found: every row with its bars, the longest first, and the weights between which the grade stays.
#[must_use]
pub fn sensitivity(sweep: &Sweep, evaluation: &Evaluation, state: &str, messages: &Messages) -> Markup {
    let Some(tornado) = sweep.tornadoes.first() else { return html! {} };
    let grade = messages.pick(&sweep.total.grade);
    let say = |id: &str| messages.say(id, &[]);
    html! {
        h3 { (messages.say("page-swing", &[("grade", grade)])) }
        p.key {
            (step_words(&tornado.step, messages)) " "
            (sample(false)) (say("sweep-less")) " " (sample(true)) (say("sweep-more")) " "
            a href={ "/tornado.svg?" (state) } download { (say("page-picture")) }
        }
        div.wide tabindex="0" role="region" aria-label=(say("page-swing-table")) {
            table.tor {
                thead { tr {
                    th scope="col" { (say("column-indicator")) }
                    th.n scope="col" { (say("column-weight")) }
                    th.n scope="col" { (say("sweep-less")) }
                    th scope="col" { span.vh { (say("view-bar")) } }
                    th scope="col" { (say("sweep-more")) }
                    th scope="col" { (messages.say("page-swing-holds", &[("grade", grade)])) }
                    th.n scope="col" { (say("sweep-headroom")) }
                } }
                tbody {
                    @for bar in &tornado.bars {
                        @if let Some(row) = sweep.rows.iter().find(|row| row.id == bar.id) {
                            (line((bar, row), (tornado, sweep), evaluation, messages))
                        }
                    }
                }
            }
        }
        p.mut { (say("sweep-note-single")) }
    }
}

fn line(
    (bar, row): (&Bar, &RowSweep),
    (tornado, sweep): (&Tornado, &Sweep),
    evaluation: &Evaluation,
    messages: &Messages,
) -> Markup {
    let holds = match (&row.exact, &row.on_grid) {
        (None, Some(span)) => span_words(span, sweep, messages),
        _ => exact_words(row, sweep, messages),
    };
    html! {
        tr {
            th scope="row" { (messages.pick(&bar.name)) }
            td.n { (bar.weight) }
            td.n { (end(&bar.less, sweep, evaluation, messages)) }
            td { (bars(bar, &longest(tornado))) }
            td { (end(&bar.more, sweep, evaluation, messages)) }
            td.holds { (holds) }
            td.n { (headroom_words(row.headroom.as_ref(), messages)) }
        }
    }
}

/// By how much the total moves, and the grade where it is another.
fn end(reach: &Reach, sweep: &Sweep, evaluation: &Evaluation, messages: &Messages) -> Markup {
    let Some(reached) = reach.reached() else { return html! { (messages.say("sweep-refused", &[])) } };
    let place = evaluation.grades().position(|grade| *grade == reached.grade).unwrap_or_default();
    html! {
        (phrases::with_sign(&reached.change, Some(sweep.places)))
        @if reached.grade != sweep.total.grade { " " (grade_badge(place, messages.pick(&reached.grade))) }
    }
}

/// Less weight is an outline above, more weight a filled bar below.
fn bars(bar: &Bar, most: &Number) -> Markup {
    html! {
        svg width=(2 * REACH) height=(HEIGHT) viewBox={ "0 0 " (2 * REACH) " " (HEIGHT) } aria-hidden="true" {
            (half(&bar.less, most, 2, "less"))
            (half(&bar.more, most, 12, "more"))
            line x1=(REACH) x2=(REACH) y1="0" y2=(HEIGHT) stroke="#111827" {}
        }
    }
}

fn half(reach: &Reach, most: &Number, y: i64, class: &str) -> Markup {
    let by = change(reach);
    let length = length(&by, most, REACH - 1);
    let left = if by.is_negative() { REACH - length } else { REACH };
    html! { @if length > 0 { rect class=(class) x=(left) y=(y) width=(length) height="8" {} } }
}

fn sample(is_more: bool) -> Markup {
    html! {
        svg width="16" height="10" aria-hidden="true" {
            rect class=(if is_more { "more" } else { "less" }) x="1" y="1" width="14" height="8" {}
        }
    }
}
