//! Under how many other weights one organisation has which grade.

use maud::{Markup, html};

use super::summary::grade_badge;
use crate::analysis::robust::{FRAGILE, RobustOrganisation, Robustness, SetShare};
use crate::format::robust::{robust_head, with_interval};
use crate::format::view::part::bar;
use crate::messages::Messages;
use crate::numeric::Number;

/// What a study of one organisation found: the share of every grade, which weights were drawn, and whether its own is fragile.
#[must_use]
pub fn robustness(study: &Robustness, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let Some(one) = study.organisations.first() else { return html! { p.mut { (say("page-robust-none")) } } };
    let limit = FRAGILE.to_string();
    let facts = [("grade", messages.pick(&one.total.grade)), ("limit", limit.as_str())];
    html! {
        h3 { (say("page-robust")) }
        table.ex {
            thead { tr {
                th scope="col" { (say("column-grade")) }
                th.n scope="col" { (say("page-robust-share")) }
                th scope="col" { span.vh { (say("view-bar")) } }
            } }
            tbody { (grades(one, messages)) }
        }
        p.note { (messages.say(if one.is_fragile() { "page-robust-fragile" } else { "page-robust-sure" }, &facts)) }
        @for line in robust_head(study, messages).iter().skip(1) { p.mut { (line) } }
    }
}

fn grades(one: &RobustOrganisation, messages: &Messages) -> Markup {
    let line = |name: &Markup, share: &SetShare| {
        html! { tr { th scope="row" { (name) } td.n { (with_interval(share)) } td { (bar(&share.share, &Number::from(1))) } } }
    };
    html! {
        @for (place, grade) in one.grades.iter().enumerate() {
            (line(&grade_badge(place, messages.pick(&grade.grade)), &grade.share))
        }
        @if let Some(share) = &one.withheld { (line(&html! { (messages.say("whatif-withheld", &[])) }, share)) }
    }
}
