//! The ranks of a robustness study as SVG: for each organisation a line from the best to the worst rank that was seen, and a mark at
//! its rank as things stand; every line with its numbers in words.

use svg::Document;
use svg::node::element::{Circle, Group, Line, Rectangle, Text, Title};

use super::sheet;
use crate::analysis::robust::{RobustOrganisation, Robustness};
use crate::format::visible;
use crate::messages::Messages;

/// The width of the drawing, in pixels.
const WIDTH: i64 = 1_080;
/// Where the names end.
const NAMES: i64 = 250;
/// Where the first rank stands, and how far the last one is from it.
const FIRST: i64 = 280;
const REACH: i64 = 500;
/// Where the words begin.
const WORDS: i64 = 810;
/// The height of one row, and of what stands above the first.
const ROW: i64 = 26;
const TOP: i64 = 150;
const FONT: &str = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
/// Of a grade that is sure, and of a fragile one.
const COLOURS: [&str; 2] = ["#1d4ed8", "#b45309"];

/// The ranks of a study as a drawing with its own numbers.
#[must_use]
pub fn robust_svg(study: &Robustness, messages: &Messages) -> String {
    let count = i64::try_from(study.organisations.len()).unwrap_or(i64::MAX / ROW / 2);
    let height = TOP + ROW * count + 20;
    let mut drawn = Group::new().set("font-family", FONT).set("font-size", 13).set("fill", "#111827");
    for (line, at) in sheet::head(study, messages).iter().zip(0_i64..) {
        let text = label(line, 24, 32 + 22 * at);
        drawn = drawn.add(match at {
            0 => text.set("font-size", 16).set("font-weight", "bold"),
            _ => text.set("fill", "#374151"),
        });
    }
    let worst = |one: &RobustOrganisation| {
        let proved = one.range.as_ref().map(|range| range.worst_found);
        one.seen.map(|(_, worst)| worst).max(proved).unwrap_or(1)
    };
    let last = study.organisations.iter().map(worst).max().unwrap_or(1);
    for (one, at) in study.organisations.iter().zip(0_i64..) {
        let y = TOP + ROW * at;
        if at % 2 == 0 {
            let band = Rectangle::new().set("x", 24).set("y", y).set("width", WIDTH - 48).set("height", ROW);
            drawn = drawn.add(band.set("fill", "#f3f4f6"));
        }
        drawn = drawn.add(row(one, last, messages, y));
    }
    let title =
        Title::new(visible(&messages.say("robust-title", &[("title", messages.pick(&study.program.scheme().title))])));
    let paper = Rectangle::new().set("width", WIDTH).set("height", height).set("fill", "#ffffff");
    let document = Document::new()
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("width", WIDTH)
        .set("height", height)
        .set("role", "img");
    format!("{}\n", document.add(title).add(paper).add(drawn))
}

/// Whether a text is such a drawing.
#[must_use]
pub fn is_robust_svg(text: &str) -> bool {
    let (head, drawn) = text.split_once('\n').unwrap_or_default();
    let is_framed =
        ["<svg ", "role=\"img\"", &format!("viewBox=\"0 0 {WIDTH} ")].iter().all(|part| head.contains(part));
    is_framed && drawn.replace("&apos;", "'").contains(FONT)
}

fn row(one: &RobustOrganisation, last: usize, messages: &Messages, y: i64) -> Group {
    let middle = y + ROW / 2;
    let colour = COLOURS.get(usize::from(one.is_fragile())).copied().unwrap_or("#111827");
    let name = label(&one.organisation, NAMES, middle + 5).set("text-anchor", "end");
    let mut drawn = Group::new().add(name);
    if let Some(range) = &one.range {
        let line = Line::new().set("x1", place(range.best_found, last)).set("x2", place(range.worst_found, last));
        drawn = drawn.add(line.set("y1", middle).set("y2", middle).set("stroke", colour).set("stroke-width", 1));
    }
    if let Some((best, worst)) = one.seen {
        let line = Line::new().set("x1", place(best, last)).set("x2", place(worst, last));
        let line = line.set("y1", middle).set("y2", middle).set("stroke", colour);
        // A dashed line for a fragile grade: colour is not all that tells.
        let line = line.set("stroke-width", 5).set("stroke-linecap", "round");
        drawn = drawn.add(if one.is_fragile() { line.set("stroke-dasharray", "1 9") } else { line });
    }
    let mark = Circle::new().set("cx", place(one.rank, last)).set("cy", middle).set("r", 6);
    drawn = drawn.add(mark.set("fill", "#ffffff").set("stroke", colour).set("stroke-width", 3));
    let seen = one.seen.map_or_else(String::new, |(best, worst)| sheet::range(best, worst));
    let words = format!("{seen}  {} {}", messages.pick(&one.total.grade), sheet::percent(&one.own_grade()));
    drawn.add(label(&words, WORDS, middle + 5))
}

/// Where a rank stands.
fn place(rank: usize, last: usize) -> i64 {
    let step = |rank: usize| i64::try_from(rank.saturating_sub(1)).unwrap_or(0);
    FIRST + (REACH * step(rank.min(last))).checked_div(step(last).max(1)).unwrap_or(0)
}

fn label(text: &str, x: i64, y: i64) -> Text {
    Text::new(visible(text)).set("x", x).set("y", y)
}
