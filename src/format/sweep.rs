//! A sweep as text and as a record; the drawing is in [`chart`].

mod chart;
mod record;

use std::fmt::Write;

use super::bar::forked;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{ScreenTable, align_right, ruled};
use super::{phrases, tell_problem};
use crate::analysis::sweep::{
    Bar, Beyond, Bound, Headroom, Reach, RowSweep, Sampled, StabilityInterval, Step, Sweep, Tornado,
};
use crate::diagnostic::Code;
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;

pub use chart::{is_sweep_svg, sweep_svg};
pub use record::sweep_record;

/// How many columns the longest bar fills on each side of its middle line.
const BAR_CELLS: usize = 8;

/// The sweep for people.
#[must_use]
pub fn sweep_text(sweep: &Sweep, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    let _ = writeln!(text, "{}", headline(sweep, messages));
    let _ = writeln!(text, "{}", mode_words(sweep, messages));
    for tornado in &sweep.tornadoes {
        let _ = writeln!(text, "\n{}", step_words(&tornado.step, messages));
        text.table(&tornado_table(tornado, sweep, messages, screen), messages);
    }
    if sweep.tornadoes.iter().any(|tornado| !tornado.bars.is_empty()) {
        let _ = writeln!(text, "{}", messages.say("sweep-legend", &[]));
    }
    let _ = writeln!(text, "\n{}", messages.say("sweep-rows", &[("grade", messages.pick(&sweep.total.grade))]));
    text.table(&rows_table(sweep, messages, screen), messages);
    for line in notes(sweep, messages) {
        text.line(&line);
    }
    text.finish()
}

/// Whose total it is.
fn headline(sweep: &Sweep, messages: &Messages) -> String {
    let total = sweep.total.points.number().to_padded(sweep.places);
    let organisation = phrases::organisation(&sweep.unit, sweep.year.as_deref(), messages);
    let facts = [
        ("title", messages.pick(&sweep.title)),
        ("scheme", &sweep.scheme),
        ("organisation", &organisation),
        ("total", &total),
        ("grade", messages.pick(&sweep.total.grade)),
    ];
    messages.say("sweep-headline", &facts)
}

/// Who makes room, and who does not.
fn mode_words(sweep: &Sweep, messages: &Messages) -> String {
    let name = |id: &str| {
        let row = sweep.rows.iter().find(|row| row.id == id);
        row.map_or_else(|| id.to_owned(), |row| messages.pick(&row.name).to_owned())
    };
    let mode = phrases::mode_words(&sweep.mode, sweep.giver.as_ref(), messages);
    let locked: Vec<String> = sweep.locked.iter().map(|id| name(id)).collect();
    if locked.is_empty() {
        return messages.say("sweep-mode", &[("mode", &mode)]);
    }
    let locked = locked.join(messages.say("list-comma", &[]).as_str());
    messages.say("sweep-mode-locked", &[("mode", &mode), ("locked", &locked)])
}

/// The step of a tornado in words.
pub(in crate::format) fn step_words(step: &Step, messages: &Messages) -> String {
    match step {
        Step::Points(points) => messages.say("sweep-by-points", &[("points", &points.to_string())]),
        Step::Percent(percent) => messages.say("sweep-by-percent", &[("percent", &percent.to_string())]),
    }
}

fn tornado_table(tornado: &Tornado, sweep: &Sweep, messages: &Messages, screen: Screen) -> ScreenTable {
    let say = |id: &str| messages.say(id, &[]);
    let header = ["column-indicator", "column-weight", "sweep-less", "sweep-more"].map(say);
    let [indicator, weight, less, more] = header;
    let header = [indicator, weight, less, String::new(), more, say("sweep-swing")];
    let mut table = ruled(&header, screen, 180);
    let most = longest(tornado);
    for bar in &tornado.bars {
        let (less, more) = (change(&bar.less), change(&bar.more));
        table.add_row([
            messages.pick(&bar.name).to_owned(),
            bar.weight.to_string(),
            end_words(&bar.less, sweep, messages),
            forked(&less, &more, &most, BAR_CELLS),
            end_words(&bar.more, sweep, messages),
            phrases::short(&bar.swing),
        ]);
    }
    align_right(&mut table, &[1, 5]);
    table.bars(3);
    table.optional(&[5, 3]);
    table
}

/// What an end changes; nothing where it is refused.
pub(in crate::format) fn change(reach: &Reach) -> Number {
    reach.reached().map_or_else(Number::zero, |reached| reached.change.clone())
}

/// The longest change of a tornado.
pub(in crate::format) fn longest(tornado: &Tornado) -> Number {
    let ends = tornado.bars.iter().flat_map(|bar: &Bar| [&bar.less, &bar.more]);
    ends.map(|end| change(end).absolute()).max().unwrap_or_else(Number::zero)
}

/// The weight and the total at one end of a bar, and the grade where it is another.
fn end_words(reach: &Reach, sweep: &Sweep, messages: &Messages) -> String {
    match reach {
        Reach::Refused(_) => messages.say("sweep-refused", &[]),
        Reach::Reached(reached) => {
            let weight = phrases::short(&reached.weight);
            let total = reached.total.to_padded(sweep.places);
            let change = phrases::with_sign(&reached.change, Some(sweep.places));
            let facts = [
                ("weight", weight.as_str()),
                ("total", &total),
                ("grade", messages.pick(&reached.grade)),
                ("change", &change),
            ];
            let id = if reached.grade == sweep.total.grade { "sweep-end" } else { "sweep-end-graded" };
            messages.say(id, &facts)
        }
    }
}

fn rows_table(sweep: &Sweep, messages: &Messages, screen: Screen) -> ScreenTable {
    let spans = |row: &RowSweep| {
        let on_grid = row.on_grid.as_ref().map_or_else(String::new, |span| span_words(span, sweep, messages));
        (exact_words(row, sweep, messages), on_grid)
    };
    let spans: Vec<(String, String)> = sweep.rows.iter().map(spans).collect();
    // Where the steps of the scheme change nothing, they are not told beside all weights.
    let is_same = spans.iter().all(|(exact, on_grid)| exact == on_grid);
    let header = ["column-indicator", "column-weight", "column-points", "sweep-headroom"];
    let of_spans: &[&str] = if is_same { &["sweep-span"] } else { &["sweep-exact", "sweep-grid"] };
    let header = header.iter().chain(of_spans).chain(&["sweep-without"]);
    let mut table = ruled(&header.map(|id| messages.say(id, &[])).collect::<Vec<_>>(), screen, 180);
    for (row, (exact, on_grid)) in sweep.rows.iter().zip(spans) {
        let points = row.points.as_ref().map_or_else(|| messages.say("compare-unscored", &[]), ToString::to_string);
        let mut cells = vec![messages.pick(&row.name).to_owned(), row.weight.to_string(), points];
        cells.extend([headroom_words(row.headroom.as_ref(), messages), exact]);
        cells.extend((!is_same).then_some(on_grid));
        let without = row.without.as_ref();
        cells.push(without.map_or_else(String::new, |without| without_words(without, sweep, messages)));
        table.add_row(cells);
    }
    align_right(&mut table, &[1, 2, 3]);
    if !is_same {
        table.optional(&[5]);
    }
    table
}

/// The points that are still to be had.
pub(in crate::format) fn headroom_words(headroom: Option<&Headroom>, messages: &Messages) -> String {
    match headroom {
        None => "—".to_owned(),
        Some(Headroom { points, is_most: true }) => phrases::short(points),
        Some(Headroom { points, is_most: false }) => {
            messages.say("sweep-at-least", &[("points", &phrases::short(points))])
        }
    }
}

/// The interval on all weights in which the grade stays, or why there is none.
pub(in crate::format) fn exact_words(row: &RowSweep, sweep: &Sweep, messages: &Messages) -> String {
    match (&row.exact, &row.sampled) {
        (Some(span), _) => span_words(span, sweep, messages),
        (None, Some(Sampled::Refused(_))) => messages.say("sweep-immovable", &[]),
        (None, Some(_)) => messages.say("sweep-sampled", &[]),
        (None, None) => messages.say("sweep-locked", &[]),
    }
}

/// The interval with honest brackets, and what lies beyond its ends.
pub(in crate::format) fn span_words(span: &StabilityInterval, sweep: &Sweep, messages: &Messages) -> String {
    let (left, right) = (if span.low.closed { '[' } else { '(' }, if span.high.closed { ']' } else { ')' });
    let interval = format!("{left}{}, {}{right}", phrases::short(&span.low.at), phrases::short(&span.high.at));
    let beyond: Vec<String> = [("sweep-below", &span.low), ("sweep-above", &span.high)]
        .into_iter()
        .filter_map(|(side, bound)| Some(messages.say(side, &[("what", &beyond_words(bound, sweep, messages)?)])))
        .collect();
    if beyond.is_empty() { interval } else { format!("{interval}\n{}", beyond.join("\n")) }
}

/// What lies beyond a bound; nothing where the mode permits nothing beyond.
fn beyond_words(bound: &Bound, sweep: &Sweep, messages: &Messages) -> Option<String> {
    match &bound.beyond {
        Beyond::Edge => None,
        Beyond::NotLooked => Some(messages.say("sweep-not-looked", &[])),
        Beyond::Withheld { .. } => Some(messages.say("sweep-withheld", &[])),
        Beyond::Grade { total, grade, .. } => {
            Some(format!("{} {}", messages.pick(grade), total.to_padded(sweep.places)))
        }
    }
}

fn without_words(without: &Reach, sweep: &Sweep, messages: &Messages) -> String {
    match without {
        Reach::Refused(_) => messages.say("sweep-refused", &[]),
        Reach::Reached(reached) => {
            let total = reached.total.to_padded(sweep.places);
            format!(
                "{total} {} ({})",
                messages.pick(&reached.grade),
                phrases::with_sign(&reached.change, Some(sweep.places))
            )
        }
    }
}

/// Why something was refused or sampled, each reason once.
fn notes(sweep: &Sweep, messages: &Messages) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut note = |line: String| {
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    let told = |problem: &crate::diagnostic::Diagnostic| {
        let sentence = tell_problem(problem, messages).0;
        problem.row.as_ref().map_or(sentence.clone(), |row| format!("{}: {sentence}", messages.pick(row)))
    };
    let ends = sweep.tornadoes.iter().flat_map(|tornado| &tornado.bars).flat_map(|bar| [&bar.less, &bar.more]);
    let mut refusals: Vec<(Code, Option<&Bilingual>)> = Vec::new();
    for end in ends.chain(sweep.rows.iter().filter_map(|row| row.without.as_ref())) {
        let Reach::Refused(problem) = end else { continue };
        // One row refuses many weights for one reason: the first of them stands for all.
        let reason = (problem.code, problem.row.as_ref());
        if !refusals.contains(&reason) {
            refusals.push(reason);
            note(messages.say("sweep-note-refused", &[("why", &told(problem))]));
        }
    }
    for row in &sweep.rows {
        let name = messages.pick(&row.name);
        let why = match &row.sampled {
            Some(Sampled::Opaque(problem)) => told(problem),
            Some(Sampled::Rescaled) => messages.say("sweep-rescaled", &[]),
            Some(Sampled::TooManyJumps) => messages.say("sweep-too-many", &[]),
            Some(Sampled::Refused(_)) | None => continue,
        };
        note(messages.say("sweep-note-sampled", &[("row", name), ("why", &why)]));
    }
    lines.push(messages.say("sweep-note-single", &[]));
    lines
}
