//! The tornadoes of a sweep as SVG: two bars for each row, less weight above and more weight below, every end with its
//! weight, total and, where it is another, its grade in words. Less and more differ in filling as well as in colour.

use svg::Document;
use svg::node::element::{Group, Line, Rectangle, Text};

use super::{change, end_words, headline, longest, mode_words, step_words};
use crate::analysis::sweep::{Bar, Reached, Sweep, Tornado};
use crate::format::phrases;
use crate::format::pixels::length;
use crate::format::visible;
use crate::messages::Messages;
use crate::numeric::Number;

/// The width of the drawing, in pixels.
const WIDTH: i64 = 1_080;
/// Where the names of the rows end.
const NAMES: i64 = 230;
/// Where the total as it is stands.
const MIDDLE: i64 = 655;
/// How far the longest bar reaches.
const REACH: i64 = 190;
/// The height of one row.
const ROW: i64 = 38;
/// The height above the first row of a tornado.
const HEAD: i64 = 62;
/// The height above the first tornado.
const TOP: i64 = 104;
const FONT: &str = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
/// Of less and of more weight: dark enough for small print on white, and apart for every kind of colour vision.
const COLOURS: [&str; 2] = ["#b45309", "#1d4ed8"];

/// The tornadoes of a sweep as a drawing with its own numbers.
#[must_use]
pub fn sweep_svg(sweep: &Sweep, messages: &Messages) -> String {
    let mut document = Document::new();
    let mut top = TOP;
    let mut drawn = Group::new().set("font-family", FONT).set("font-size", 13).set("fill", "#111827");
    let unit = phrases::organisation(&sweep.unit, sweep.year.as_deref(), messages);
    drawn = drawn
        .add(label(messages.pick(&sweep.title), 24, 32).set("font-size", 16).set("font-weight", "bold"))
        .add(label(&unit, 24, 56).set("fill", "#374151"))
        .add(label(&mode_words(sweep, messages), 24, 78).set("fill", "#374151"));
    for tornado in &sweep.tornadoes {
        drawn = drawn.add(chart(tornado, sweep, messages, top));
        top += HEAD + ROW * i64::try_from(tornado.bars.len()).unwrap_or(0) + 20;
    }
    document = document.set("viewBox", format!("0 0 {WIDTH} {top}")).set("width", WIDTH).set("height", top);
    let title = svg::node::element::Title::new(visible(&headline(sweep, messages)));
    let paper = Rectangle::new().set("width", WIDTH).set("height", top).set("fill", "#ffffff");
    format!("{}\n", document.set("role", "img").add(title).add(paper).add(drawn))
}

/// Whether a text is such a drawing.
#[must_use]
pub fn is_sweep_svg(text: &str) -> bool {
    let (head, drawn) = text.split_once('\n').unwrap_or_default();
    let is_framed =
        ["<svg ", "role=\"img\"", &format!("viewBox=\"0 0 {WIDTH} ")].iter().all(|part| head.contains(part));
    is_framed && drawn.replace("&apos;", "'").contains(FONT)
}

fn chart(tornado: &Tornado, sweep: &Sweep, messages: &Messages, top: i64) -> Group {
    let total = sweep.total.points.number().to_padded(sweep.places);
    let first = top + HEAD;
    let bottom = first + ROW * i64::try_from(tornado.bars.len()).unwrap_or(0);
    let now = messages.say("sweep-now", &[("total", &total), ("grade", messages.pick(&sweep.total.grade))]);
    let mut drawn = Group::new()
        .add(label(&step_words(&tornado.step, messages), 24, top + 16).set("font-weight", "bold"))
        .add(label(&now, MIDDLE, top + 48).set("text-anchor", "middle"));
    for (at, id) in ["sweep-less", "sweep-more"].into_iter().enumerate() {
        let left = 24 + 150 * i64::try_from(at).unwrap_or(0);
        drawn = drawn
            .add(filled(Rectangle::new().set("x", left).set("y", top + 36).set("width", 22).set("height", 11), at))
            .add(label(&messages.say(id, &[]), left + 30, top + 47));
    }
    let most = longest(tornado);
    for (bar, at) in tornado.bars.iter().zip(0_i64..) {
        let y = first + ROW * at;
        // Every other row lies on a band that leads the eye from its name to its bars.
        if at % 2 == 0 {
            let band = Rectangle::new().set("x", 24).set("y", y - 2).set("width", WIDTH - 48).set("height", ROW);
            drawn = drawn.add(band.set("fill", "#f3f4f6"));
        }
        drawn = drawn.add(row(bar, &most, sweep, messages, y));
    }
    let axis = Line::new().set("x1", MIDDLE).set("x2", MIDDLE).set("y1", first - 6).set("y2", bottom);
    drawn.add(axis.set("stroke", "#111827"))
}

fn row(bar: &Bar, most: &Number, sweep: &Sweep, messages: &Messages, y: i64) -> Group {
    let name = format!("{} {}", messages.pick(&bar.name), bar.weight);
    let mut drawn = Group::new().add(label(&name, NAMES, y + 21).set("text-anchor", "end"));
    for (at, reach) in [&bar.less, &bar.more].into_iter().enumerate() {
        let lane = y + 2 + 16 * i64::try_from(at).unwrap_or(0);
        let length = length(&change(reach), most, REACH);
        let is_left = change(reach).is_negative() || (change(reach).is_zero() && at == 0);
        let left = if is_left { MIDDLE - length } else { MIDDLE };
        let shape = Rectangle::new().set("x", left).set("y", lane).set("width", length).set("height", 12);
        drawn = drawn.add(filled(shape, at));
        let (x, anchor) = if is_left { (left - 6, "end") } else { (left + length + 6, "start") };
        let mut end =
            label(&end_words(reach, sweep, messages), x, lane + 11).set("text-anchor", anchor).set("font-size", 12);
        if is_other_grade(reach.reached(), sweep) {
            end = end.set("font-weight", "bold").set("text-decoration", "underline");
        }
        drawn = drawn.add(end);
    }
    drawn
}

fn is_other_grade(reached: Option<&Reached>, sweep: &Sweep) -> bool {
    reached.is_some_and(|reached| reached.grade != sweep.total.grade)
}

/// Less weight is an outline, more weight a filled bar.
fn filled(shape: Rectangle, at: usize) -> Rectangle {
    let colour = COLOURS.get(at).copied().unwrap_or("#111827");
    let fill = if at == 0 { "#ffffff" } else { colour };
    shape.set("fill", fill).set("stroke", colour).set("stroke-width", 1)
}

fn label(text: &str, x: i64, y: i64) -> Text {
    Text::new(visible(text)).set("x", x).set("y", y)
}
