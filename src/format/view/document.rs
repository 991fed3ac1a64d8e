//! A view as a page of its own: one file that needs nothing else.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::format::paper::{language_tag, plain_minus};
use crate::format::visible;
use crate::messages::Messages;

/// How views look, on a screen and on paper.
pub const VIEW_STYLE: &str = include_str!("style.css");

/// What the page may load: nothing. Its style stands in its head, and nothing in it is styled one by one.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The page of a view: hidden characters are written out, and the minus is the one of the keyboard, which every office
/// font has.
#[must_use]
pub fn document(title: &str, view: &Markup, messages: &Messages) -> String {
    let head = html! {
        meta http-equiv="Content-Security-Policy" content=(POLICY);
        title { (title) }
        style { (PreEscaped(VIEW_STYLE)) }
    };
    shell(&head, &html! { body { main { (view) } } }, messages)
}

/// A page of this head and this body, as [`document`] writes pages.
pub(super) fn shell(head: &Markup, body: &Markup, messages: &Messages) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(language_tag(messages)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                (head)
            }
            (body)
        }
    };
    plain_minus(&visible(&page.into_string())) + "\n"
}
