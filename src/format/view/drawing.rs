//! [`Drawing`]: a picture that stands in a page, and in a file of its own.

use maud::{Markup, html};

use crate::format::paper::plain_minus;
use crate::format::visible;

/// The fonts of a file, which no page gives it.
const FONT: &str = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
/// What is left free around a drawing in a file, in pixels.
const MARGIN: i64 = 12;
/// Where a drawing in a file begins, below its title.
const TOP: i64 = 40;

/// A picture without its frame.
pub(super) struct Drawing {
    /// In pixels.
    pub width: i64,
    pub height: i64,
    pub content: Markup,
}

impl Drawing {
    /// The picture in a page; `label` says what it shows.
    pub fn in_page(&self, label: &str) -> Markup {
        let (width, height) = (self.width, self.height);
        html! {
            svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(label)
                font-size="13" fill="#111827" { (self.content) }
        }
    }

    /// The picture as the text of a file, under a title.
    pub fn in_file(&self, title: &str) -> String {
        let (width, height) = (self.width + 2 * MARGIN, self.height + TOP + MARGIN);
        let file = html! {
            svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
                role="img" font-family=(FONT) font-size="13" fill="#111827" {
                title { (title) }
                rect width=(width) height=(height) fill="#ffffff" {}
                text x=(MARGIN) y="25" font-size="15" font-weight="bold" { (title) }
                g transform={ "translate(" (MARGIN) " " (TOP) ")" } { (self.content) }
            }
        };
        plain_minus(&visible(&file.into_string())) + "\n"
    }
}
