//! The page as a document, and the page before it, on which the token is entered.

use maud::{Markup, html};

use super::fragments::fragments;
use super::keeping::keeping;
use super::shown::{SearchedParts, TrialPage};
use super::weights::weights;
use crate::format::view::document::shell;
use crate::messages::Messages;

/// How many signs of the hash of the baseline are shown.
const HASH: usize = 12;

/// The whole page, hidden characters written out; with what takes long, where it was asked for.
#[must_use]
pub fn page(page: &TrialPage<'_>, searched: &SearchedParts, messages: &Messages) -> String {
    let scheme = page.answer.trial.before.scheme();
    let title = messages.say("page-title", &[("title", messages.pick(&scheme.title))]);
    let parts = fragments(page, &[], messages);
    let part = |id: &str| parts.iter().find(|(known, _)| *known == id).map(|(_, markup)| markup);
    let content = html! {
        a.skip href="#organisation" { (messages.say("page-skip", &[])) }
        (head(page, messages))
        div.bar id="summary" role="status" aria-live="polite" { @if let Some(summary) = part("summary") { (summary) } }
        div id="problem" role="alert" { @if let Some(problem) = part("problem") { (problem) } }
        main {
            div.left { (weights(page, messages)) (keeping(page, messages)) }
            section.result aria-labelledby="organisation-title" {
                div id="organisation" { @if let Some(organisation) = part("organisation") { (organisation) } }
                div.pair {
                    div.card id="lost" { @if let Some(lost) = part("lost") { (lost) } }
                    (searched_part("back", searched.back.as_ref(), page, messages))
                }
                (searched_part("swing", searched.swing.as_ref(), page, messages))
                (searched_part("robust", searched.robust.as_ref(), page, messages))
                div id="rows" { @if let Some(rows) = part("rows") { (rows) } }
                div.card id="figures" { @if let Some(figures) = part("figures") { (figures) } }
            }
            @if let Some(everyone) = part("everyone") {
                section.everyone id="everyone" aria-labelledby="everyone-title" { (everyone) }
            }
        }
        footer { (messages.say("page-foot", &[("version", env!("CARGO_PKG_VERSION"))])) }
    };
    document(&title, Some(page.state), &content, messages)
}

/// A part that is looked for at rest, or the link that looks for it where there is no script.
fn searched_part(id: &str, found: Option<&Markup>, page: &TrialPage<'_>, messages: &Messages) -> Markup {
    html! {
        div.card id=(id) data-search=(messages.say("page-back-busy", &[])) data-failed=(messages.say("page-search-failed", &[])) {
            @match found {
                Some(found) => (found),
                None => a data-more={ "&searched=" (id) } href={ "/?" (page.state) "&searched=" (id) } { (messages.say(&format!("page-{id}-find"), &[])) },
            }
        }
    }
}

/// The page on which the token of the terminal is entered; `to` is the query of the address that was asked for.
#[must_use]
pub fn entrance(is_refused: bool, to: &str, messages: &Messages) -> String {
    let say = |id: &str| messages.say(id, &[]);
    let content = html! {
        main.entrance {
            h1 { (say("page-entrance")) }
            @if is_refused { div.alert role="alert" { p { (say("page-entrance-refused")) } } }
            p { (say("page-entrance-means")) }
            form id="entrance" action="/enter" method="post" {
                input type="hidden" name="to" value=(to);
                label { (say("page-token")) " " input.token type="text" name="token" autocomplete="off" spellcheck="false" required; }
                " " button.primary type="submit" { (say("page-enter")) }
            }
        }
    };
    document(&say("page-entrance"), None, &content, messages)
}

fn document(title: &str, state: Option<&str>, content: &Markup, messages: &Messages) -> String {
    let head = html! {
        title { (title) }
        link rel="stylesheet" href="/page.css";
        link rel="icon" href="/icon.svg" type="image/svg+xml";
        script src="/page.js" defer {}
    };
    shell(&head, &html! { body data-state=[state] { (content) } }, messages)
}

/// Title and what can be done with the whole.
fn head(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let scheme = page.answer.trial.before.scheme();
    let hash = page.baseline.get(..HASH).unwrap_or(page.baseline);
    let (other, language) = (say("page-other-language"), say("page-other-language-tag"));
    html! {
        header.top {
            div {
                h1 { (say("page-heading")) }
                p { (messages.pick(&scheme.title)) " "
                    span.mut { (messages.say("page-baseline", &[("scheme", &scheme.id), ("hash", hash)])) } }
            }
            nav aria-label=(say("page-actions")) {
                button.script id="undo" type="button" disabled title="Ctrl+Z" { (say("page-undo")) }
                button.script id="redo" type="button" disabled title="Ctrl+Y" { (say("page-redo")) }
                a.button id="reset" href="/" { (say("page-reset")) }
                button.script id="copy" type="button" data-said=(say("page-copied")) { (say("page-copy")) }
                a.button data-more="" href={ "/print?" (page.state) } { (say("page-print")) }
                a.button data-more="" href={ "/table.xlsx?" (page.state) } download="table.xlsx" { (say("page-download")) }
                a.lang data-more={ "&lang=" (language) } hreflang=(language) href={ "/?" (page.state) "&lang=" (language) } { (other) }
            }
        }
        p.alert id="stopped" role="alert" hidden { (say("page-stopped")) }
    }
}
