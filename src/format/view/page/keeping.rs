//! Keeping a change as a file: the form, and what became of it, with three versions where somebody else was first.

use maud::{Markup, html};

use super::shown::{KeptVariant, TrialPage};
use crate::format::tell_problem;
use crate::messages::Messages;

/// The form, where variants may be kept.
pub(super) fn keeping(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let Some(kept) = page.kept else { return html! {} };
    let (name, hash) = match kept {
        KeptVariant::Not => ("", ""),
        KeptVariant::Kept { name, hash } => (name.as_str(), hash.as_str()),
        KeptVariant::Changed { name, .. } | KeptVariant::Refused { name, .. } => (name.as_str(), ""),
    };
    html! {
        section.keeping aria-labelledby="keeping-title" {
            h2 id="keeping-title" { (say("page-keep")) }
            (became(kept, messages))
            form id="keep" action="/keep" method="post" {
                input type="hidden" name="state" value=(page.state);
                input type="hidden" name="known-name" value=(name);
                input type="hidden" name="known" value=(hash);
                label { (say("page-keep-name")) " " input.token type="text" name="name" value=(name) maxlength="80" required; }
                " " button type="submit" { (say("page-keep-now")) }
                @if let KeptVariant::Changed { now, .. } = kept {
                    " " button type="submit" name="replace" value=(now) { (say("page-keep-replace")) }
                }
            }
        }
    }
}

fn became(kept: &KeptVariant, messages: &Messages) -> Markup {
    match kept {
        KeptVariant::Not => html! {},
        KeptVariant::Kept { name, hash } => html! {
            p.note role="status" { (messages.say("page-kept", &[("name", name), ("hash", hash.get(..12).unwrap_or(hash))])) }
        },
        KeptVariant::Refused { problems, .. } => html! {
            div.alert role="alert" { @for problem in problems.iter() { p { (tell_problem(problem, messages).0) } } }
        },
        KeptVariant::Changed { name, rows, .. } => html! {
            div.alert role="alert" {
                p { strong { (messages.say("page-keep-changed", &[("name", name)])) } }
                table.ex {
                    thead { tr { @for (at, id) in ["column-indicator", "page-keep-scheme", "page-keep-file", "page-keep-own"].iter().enumerate() {
                        th class=[(at > 0).then_some("n")] scope="col" { (messages.say(id, &[])) }
                    } } }
                    tbody { @for row in rows { tr {
                        th scope="row" { (messages.pick(&row.name)) }
                        td.n { (row.scheme) } td.n { (row.file) } td.n { (row.own) }
                    } } }
                }
            }
        },
    }
}
