//! A robustness study as a paper: the organisations with the share of every grade, and the weights that were drawn.

use super::sheet;
use crate::analysis::robust::{DrawnWeight, RobustOrganisation, Robustness};
use crate::format::paper::{column, number_cell, paper, percent_cell, rounded_cell, text};
use crate::messages::Messages;
use crate::numeric::Number;
use crate::paper::{ColumnKind, Paper, PaperCell, PaperRow, PaperRowKind, PaperSheet};

/// The decimals of a mean.
const PLACES: u32 = 2;

/// The study as a paper of two sheets.
#[must_use]
pub fn robust_paper(study: &Robustness, messages: &Messages) -> Paper {
    let title = messages.pick(&study.program.scheme().title).to_owned();
    paper(title, vec![organisations(study, messages), weights(study, messages)], messages)
}

fn organisations(study: &Robustness, messages: &Messages) -> PaperSheet {
    let say = |id: &str| messages.say(id, &[]);
    let number = |id: &str| column(say(id), 10, ColumnKind::Number);
    let percent = |name: &str| column(name.to_owned(), 10, ColumnKind::Number);
    let mut columns = vec![number("column-rank"), column(say("column-unit"), 30, ColumnKind::Text), number("total")];
    columns.push(column(say("column-grade"), 10, ColumnKind::Text));
    let shares = ["robust-grade-share", "robust-interval-low", "robust-interval-high"];
    columns.extend(shares.map(|id| percent(&say(id))));
    columns.extend(study.program.scheme().grades.iter().map(|grade| percent(messages.pick(&grade.name))));
    columns.extend(["robust-best-seen", "robust-worst-seen"].map(number));
    let mut head = sheet::head(study, messages);
    let heading = head.remove(0);
    PaperSheet {
        name: say("robust-sheet"),
        heading,
        lines: head,
        columns,
        rows: study.organisations.iter().map(|one| row(one, study, messages)).collect(),
        merges: Vec::new(),
        notes: sheet::below(study, messages),
    }
}

fn row(one: &RobustOrganisation, study: &Robustness, messages: &Messages) -> PaperRow {
    let places = study.program.scheme().roundings.total.places;
    let own = one.own_grade();
    let mut cells: Vec<PaperCell> = vec![number_cell(Some(&Number::count(one.rank)), 0), text(&one.organisation)];
    cells.push(number_cell(Some(one.total.points.number()), places));
    cells.push(text(messages.pick(&one.total.grade)));
    cells.extend([&own.share, &own.low, &own.high].map(percent));
    cells.extend(one.grades.iter().map(|grade| percent(&grade.share.share)));
    let seen = |end: Option<usize>| number_cell(end.map(Number::count).as_ref(), 0);
    cells.extend([seen(one.seen.map(|(best, _)| best)), seen(one.seen.map(|(_, worst)| worst))]);
    PaperRow { kind: PaperRowKind::Body, cells }
}

fn percent(part: &Number) -> PaperCell {
    percent_cell(Some(part))
}

fn weights(study: &Robustness, messages: &Messages) -> PaperSheet {
    let say = |id: &str| messages.say(id, &[]);
    let number = |id: &str| column(say(id), 12, ColumnKind::Number);
    let columns = vec![
        column(say("column-indicator"), 30, ColumnKind::Text),
        number("column-weight"),
        number("robust-low"),
        number("robust-high"),
        number("robust-shift"),
        number("robust-grades-changed"),
        column(say("robust-leaders"), 30, ColumnKind::Text),
    ];
    let row = |row: &DrawnWeight| {
        let number = |weight: &crate::numeric::Weight| number_cell(Some(weight.number()), 0);
        let without = row.left_out.as_ref();
        let mut cells = vec![text(messages.pick(&row.name)), number(&row.own), number(&row.low), number(&row.high)];
        cells.push(rounded_cell(without.and_then(|without| without.mean_shift.as_ref()), PLACES));
        cells.push(number_cell(without.map(|without| Number::count(without.grades_changed)).as_ref(), 0));
        let leaders = without.map(|without| without.leaders.join(&messages.say("list-comma", &[])));
        cells.push(text(&leaders.unwrap_or_default()));
        PaperRow { kind: PaperRowKind::Body, cells }
    };
    PaperSheet {
        name: say("robust-weights-sheet"),
        heading: say("robust-weights"),
        lines: Vec::new(),
        columns,
        rows: study.weights.iter().map(row).collect(),
        merges: Vec::new(),
        notes: Vec::new(),
    }
}
