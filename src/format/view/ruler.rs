//! The grade ruler: the bands of all grades over the total, and where totals stand on it.

use maud::{Markup, html};

use super::drawing::Drawing;
use crate::evaluation::Evaluation;
use crate::format::pixels::position;
use crate::messages::Messages;
use crate::numeric::Number;
use crate::scheme::Grade;

/// The width of the drawing, in pixels, and that of one for a narrow screen.
const WIDTH: i64 = 720;
const NARROW: i64 = 370;
/// What is left free on both sides of the ruler.
const LEFT: i64 = 30;
/// Where the bands begin and end.
const TOP: i64 = 46;
const BOTTOM: i64 = 72;
const HEIGHT: i64 = 94;
/// A tenth of the full score is the step of where the ruler begins.
const TENTHS: i64 = 10;
/// The colours behind neighbouring bands: light enough for black letters, and outlined for grey paper.
const BANDS: [&str; 2] = ["#dbe6f3", "#f6efdc"];

/// A total on the ruler.
pub(super) struct RulerMark<'m> {
    /// What it is called.
    pub name: String,
    pub total: &'m Number,
    /// With how many decimals it is written.
    pub places: u32,
}

/// The ruler of a scheme's grades with totals on it, and the bands in words.
pub(super) fn ruler(evaluation: &Evaluation, marks: &[RulerMark<'_>], messages: &Messages) -> Markup {
    let scheme = evaluation.program().scheme();
    let full = evaluation.full_score().number();
    let Some(scale) = RulerScale::new(full, &scheme.grades, marks, WIDTH) else { return html! {} };
    let words = marks.iter().map(|mark| format!("{} {}", mark.name, mark.total.to_padded(mark.places)));
    let label = words.collect::<Vec<_>>().join(&messages.say("list-comma", &[]));
    html! {
        div.ruler { (drawing(&scheme.grades, &scale, marks, &label, messages)) }
        (in_words(&scheme.grades, evaluation, messages))
    }
}

/// The same ruler for a narrow screen, without the bands in words.
pub(super) fn narrow_ruler(evaluation: &Evaluation, marks: &[RulerMark<'_>], messages: &Messages) -> Markup {
    let scheme = evaluation.program().scheme();
    let Some(scale) = RulerScale::new(evaluation.full_score().number(), &scheme.grades, marks, NARROW) else {
        return html! {};
    };
    // What it says is said by the other one.
    html! { div.ruler.narrow aria-hidden="true" { (drawing(&scheme.grades, &scale, marks, "", messages)) } }
}

/// The ruler alone.
pub(super) fn ruler_drawing(evaluation: &Evaluation, marks: &[RulerMark<'_>], messages: &Messages) -> Option<Drawing> {
    let grades = &evaluation.program().scheme().grades;
    let scale = RulerScale::new(evaluation.full_score().number(), grades, marks, WIDTH)?;
    Some(Drawing { width: WIDTH, height: HEIGHT, content: content(grades, &scale, marks, messages) })
}

fn drawing(grades: &[Grade], scale: &RulerScale, marks: &[RulerMark<'_>], label: &str, messages: &Messages) -> Markup {
    let width = scale.right + LEFT;
    html! {
        svg width=(width) height=(HEIGHT) viewBox={ "0 0 " (width) " " (HEIGHT) } role="img" aria-label=(label) {
            (content(grades, scale, marks, messages))
        }
    }
}

fn content(grades: &[Grade], scale: &RulerScale, marks: &[RulerMark<'_>], messages: &Messages) -> Markup {
    html! {
        (bands(grades, scale, messages))
        @for (at, mark) in marks.iter().enumerate() { (drawn(at, mark, scale)) }
    }
}

/// From where to where the ruler goes.
struct RulerScale {
    low: Number,
    high: Number,
    /// Where it ends, in pixels.
    right: i64,
}

impl RulerScale {
    /// From the tenth below every mark and every band's beginning to the full score, or the highest mark.
    fn new(full: &Number, grades: &[Grade], marks: &[RulerMark<'_>], width: i64) -> Option<Self> {
        let begins = grades.iter().map(|grade| &grade.from).filter(|from| !from.is_zero());
        let lowest = begins.chain(marks.iter().map(|mark| mark.total)).min()?;
        let high = marks.iter().map(|mark| mark.total).chain([full]).max()?.clone();
        let tenth = full.divide(&Number::from(TENTHS)).ok().filter(|tenth| !tenth.is_zero())?;
        let steps = lowest.divide(&tenth).ok()?.ceiling().subtract(&Number::from(1)).ok()?;
        let low = steps.multiply(&tenth).ok()?.max(Number::zero());
        (low < high).then_some(Self { low, high, right: width - LEFT })
    }

    /// Where a total stands, in pixels from the left.
    fn at(&self, total: &Number) -> i64 {
        let above = total.subtract(&self.low).and_then(|above| Ok((above, self.high.subtract(&self.low)?)));
        LEFT + above.map_or(0, |(above, span)| position(&above, &span, self.right - LEFT))
    }
}

/// The bands from the best grade down, each with its name and where it begins.
fn bands(grades: &[Grade], scale: &RulerScale, messages: &Messages) -> Markup {
    let ends = std::iter::once(scale.right).chain(grades.iter().map(|grade| scale.at(&grade.from)));
    let last = grades.len().saturating_sub(1);
    html! {
        @for (at, (grade, end)) in grades.iter().zip(ends).enumerate() {
            @let start = if at == last { LEFT } else { scale.at(&grade.from) };
            @let name = messages.pick(&grade.name);
            @if start < end {
                rect x=(start) y=(TOP) width=(end - start) height=(BOTTOM - TOP)
                    fill=(BANDS.get(at % 2).copied().unwrap_or_default()) stroke="#6b7280" {}
                @if text_width(name) < end - start - 6 {
                    text x=(start + (end - start) / 2) y=(BOTTOM - 8) text-anchor="middle" font-size="13" fill="#111827" {
                        (name)
                    }
                }
                @if start > LEFT { (tick(start, &grade.from)) }
            }
        }
        (tick(LEFT, &scale.low))
        (tick(scale.right, &scale.high))
    }
}

fn tick(x: i64, number: &Number) -> Markup {
    html! {
        line x1=(x) x2=(x) y1=(BOTTOM) y2=(BOTTOM + 5) stroke="#111827" {}
        text x=(x) y=(BOTTOM + 18) text-anchor="middle" font-size="12" fill="#111827" { (number) }
    }
}

/// A mark above the ruler; each further one stands a line higher, hollow.
fn drawn(at: usize, mark: &RulerMark<'_>, scale: &RulerScale) -> Markup {
    let x = scale.at(mark.total);
    let anchor = match x {
        x if x < LEFT + 60 => "start",
        x if x > scale.right - 60 => "end",
        _ => "middle",
    };
    let y = if at == 0 { 30 } else { 14 };
    let fill = if at == 0 { "#111827" } else { "#ffffff" };
    html! {
        @if at > 0 { line x1=(x) x2=(x) y1=(y + 3) y2=(TOP - 10) stroke="#111827" stroke-dasharray="2 2" {} }
        path d={ "M" (x - 6) " " (TOP - 11) "h12l-6 10z" } fill=(fill) stroke="#111827" {}
        text x=(x) y=(y) text-anchor=(anchor) font-size="13" font-weight="bold" fill="#111827" {
            (mark.name) " " (mark.total.to_padded(mark.places))
        }
    }
}

/// How wide a text is at the size of the bands, at most.
fn text_width(text: &str) -> i64 {
    text.chars().map(|character| if character.is_ascii() { 8 } else { 14 }).sum()
}

/// The bands as a list; the grade that was given is said to be it.
fn in_words(grades: &[Grade], evaluation: &Evaluation, messages: &Messages) -> Markup {
    let given = evaluation.total.as_ref().map(|total| &total.grade);
    let last = grades.len().saturating_sub(1);
    let line = |(at, grade): (usize, &Grade)| {
        let facts = [("grade", messages.pick(&grade.name)), ("from", &grade.from.to_string())];
        if at == last {
            facts.first().map(|(_, name)| (*name).to_owned()).unwrap_or_default()
        } else {
            messages.say("view-band", &facts)
        }
    };
    html! {
        ul.plain.note {
            @for (at, grade) in grades.iter().enumerate() {
                @let is_given = Some(&grade.name) == given;
                li class=[is_given.then_some("here")] {
                    (line((at, grade)))
                    @if is_given { " " (messages.say("view-given", &[])) }
                }
            }
        }
    }
}
