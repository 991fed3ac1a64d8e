//! The waterfall of a comparison: from one total to the other, a step for each row and for what stands between rows and
//! total. Every step begins where the one above it ended.

use maud::{Markup, html};

use super::drawing::Drawing;
use crate::comparison::compare::{Comparison, RowComparison, row_name};
use crate::format::phrases;
use crate::format::pixels::position;
use crate::messages::Messages;
use crate::numeric::{Mode, Number, NumberError, Rounding};

/// The width of the drawing, in pixels.
const WIDTH: i64 = 720;
/// Where names end, and where the steps may lie.
const NAMES: i64 = 214;
const LEFT: i64 = 224;
const RIGHT: i64 = 560;
/// The height of a step, and of its bar.
const ROW: i64 = 30;
const BAR: i64 = 14;
/// How many rows have a step of their own.
const MAX_ROWS: usize = 14;
/// How many decimals more than totals have are written out.
const MORE_PLACES: u32 = 2;
/// Of totals, of what adds and of what takes away.
const FILLS: [&str; 3] = ["#4b5563", "#1d4ed8", "#ffffff"];
const STROKES: [&str; 3] = ["#4b5563", "#1d4ed8", "#b45309"];

/// One step of the way.
struct WaterfallStep {
    name: String,
    /// The factors that made it, where there are several.
    parts: String,
    from: Number,
    to: Number,
    /// Whether it is a total.
    is_total: bool,
}

/// The way from one total to the other; nothing where nothing differs.
#[must_use]
pub fn waterfall(comparison: &Comparison, messages: &Messages) -> Option<Markup> {
    Some(way(comparison, messages)?.in_page(&messages.say("waterfall", &[])))
}

/// The same without a frame.
pub(super) fn way(comparison: &Comparison, messages: &Messages) -> Option<Drawing> {
    let steps = steps(comparison, messages).ok().filter(|steps| steps.len() > 2)?;
    let scale = WaterfallScale::new(&steps)?;
    let height = ROW * i64::try_from(steps.len()).unwrap_or(0) + 8;
    let places = comparison.to.places;
    let content = html! {
        @for (step, y) in steps.iter().zip((4..).step_by(usize::try_from(ROW).unwrap_or(1))) {
            (drawn(step, y, &scale, places))
        }
    };
    Some(Drawing { width: WIDTH, height, content })
}

/// The steps: the first total, the rows that differ, what lies beyond them, the second total.
fn steps(comparison: &Comparison, messages: &Messages) -> Result<Vec<WaterfallStep>, NumberError> {
    let mut way = WaterfallWay { at: comparison.from.total.clone(), steps: Vec::new() };
    way.stand(messages.pick(&comparison.names.from));
    let moved: Vec<&RowComparison> = comparison.rows.iter().filter(|row| !row.difference.is_zero()).collect();
    for row in moved.iter().take(MAX_ROWS) {
        let parts = parts(row, comparison.to.places, messages);
        way.step(messages.pick(&row_name(row)).to_owned(), parts, &row.difference)?;
    }
    let others = moved.iter().skip(MAX_ROWS).try_fold(Number::zero(), |sum, row| sum.add(&row.difference))?;
    if !others.is_zero() {
        let count = moved.len().saturating_sub(MAX_ROWS).to_string();
        way.step(messages.say("waterfall-others", &[("count", &count)]), String::new(), &others)?;
    }
    let beyond = comparison.lines.values().try_fold(Number::zero(), |sum, points| sum.add(points))?;
    if !beyond.is_zero() {
        way.step(messages.say("page-other-parts", &[]), String::new(), &beyond)?;
    }
    way.stand(messages.pick(&comparison.names.to));
    Ok(way.steps)
}

/// The parts of the factors of a row, where it has more than one.
fn parts(row: &RowComparison, places: u32, messages: &Messages) -> String {
    let told = row.parts.iter().filter(|part| !part.points.is_zero()).map(|part| {
        let factors = part.factors.iter().map(|factor| messages.say(&format!("factor-{}", <&str>::from(factor)), &[]));
        let factors = factors.collect::<Vec<_>>().join(&messages.say("list-comma", &[]));
        format!("{factors} {}", shown(&part.points, places))
    });
    let told: Vec<String> = told.collect();
    if told.len() > 1 { told.join(phrases::separator(messages)) } else { String::new() }
}

/// A number with its sign, of few decimals.
fn shown(number: &Number, places: u32) -> String {
    let is_short = number.decimals().is_some_and(|decimals| decimals <= places.saturating_add(MORE_PLACES));
    let rounded = Rounding { places, mode: Mode::HalfUp }.apply(number);
    phrases::with_sign(if is_short { number } else { &rounded }, Some(places))
}

/// The way as far as it has come.
struct WaterfallWay {
    at: Number,
    steps: Vec<WaterfallStep>,
}

impl WaterfallWay {
    fn stand(&mut self, name: &str) {
        let (from, to) = (self.at.clone(), self.at.clone());
        self.steps.push(WaterfallStep { name: name.to_owned(), parts: String::new(), from, to, is_total: true });
    }

    fn step(&mut self, name: String, parts: String, by: &Number) -> Result<(), NumberError> {
        let to = self.at.add(by)?;
        let from = std::mem::replace(&mut self.at, to.clone());
        self.steps.push(WaterfallStep { name, parts, from, to, is_total: false });
        Ok(())
    }
}

/// From where to where the drawing goes.
struct WaterfallScale {
    low: Number,
    span: Number,
}

impl WaterfallScale {
    /// From a fifth of the way below the lowest point to the highest; none where all points are one.
    fn new(steps: &[WaterfallStep]) -> Option<Self> {
        let points = || steps.iter().flat_map(|step| [&step.from, &step.to]);
        let (low, high) = (points().min()?, points().max()?);
        let fifth = high.subtract(low).ok()?.divide(&Number::from(5)).ok()?;
        let low = low.subtract(&fifth).ok()?.max(Number::zero());
        let span = high.subtract(&low).ok().filter(|span| !span.is_zero())?;
        Some(Self { low, span })
    }

    fn at(&self, points: &Number) -> i64 {
        LEFT + points.subtract(&self.low).map_or(0, |above| position(&above, &self.span, RIGHT - LEFT))
    }
}

fn drawn(step: &WaterfallStep, y: i64, scale: &WaterfallScale, places: u32) -> Markup {
    let (from, to) = (scale.at(&step.from), scale.at(&step.to));
    let by = step.to.subtract(&step.from).unwrap_or_else(|_| Number::zero());
    let (left, right) = if step.is_total { (LEFT, to) } else { (from.min(to), from.max(to)) };
    let kind = if step.is_total { 0 } else { 1 + usize::from(by.is_negative()) };
    let (fill, stroke) = (FILLS.get(kind).copied().unwrap_or_default(), STROKES.get(kind).copied().unwrap_or_default());
    let text = if step.is_total { step.to.to_padded(places) } else { shown(&by, places) };
    let has_parts = !step.parts.is_empty();
    html! {
        text x=(NAMES) y=(y + if has_parts { 10 } else { 15 }) text-anchor="end" font-weight=[step.is_total.then_some("bold")] { (step.name) }
        @if has_parts { text x=(NAMES) y=(y + 23) text-anchor="end" font-size="10" fill="#4b5563" { (step.parts) } }
        rect x=(left) y=(y + 3) width=((right - left).max(2)) height=(BAR) fill=(fill) stroke=(stroke) {}
        text x=(right + 8) y=(y + 15) font-weight=[step.is_total.then_some("bold")] { (text) }
        @if !step.is_total {
            line x1=(to) x2=(to) y1=(y + 3 + BAR) y2=(y + 3 + ROW) stroke="#6b7280" stroke-dasharray="2 2" {}
            text x=(WIDTH - 6) y=(y + 15) text-anchor="end" fill="#4b5563" { (running(&step.to, places)) }
        }
    }
}

/// Where the way has come to, with all the decimals that totals have, and a few more where rows have more.
fn running(total: &Number, places: u32) -> String {
    let more = total.decimals().filter(|decimals| *decimals <= places.saturating_add(MORE_PLACES));
    let places = more.map_or(places, |decimals| decimals.max(places));
    Rounding { places, mode: Mode::HalfUp }.apply(total).to_padded(places)
}
