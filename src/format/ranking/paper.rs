//! A ranking as a paper: the organisations in their order with the points of every row, and the indicators.

use super::sheet;
use crate::analysis::ranking::{RankedOrganisation, Ranking};
use crate::format::paper::{column, number_cell, paper, percent_cell, rounded_cell, text};
use crate::messages::Messages;
use crate::numeric::Number;
use crate::paper::{ColumnKind, Paper, PaperCell, PaperColumn, PaperRow, PaperRowKind, PaperSheet};

/// How many decimals are written of points that are not rounded.
const PLACES: u32 = 2;

/// The ranking as a paper of two sheets.
#[must_use]
pub fn ranking_paper(ranking: &Ranking, messages: &Messages) -> Paper {
    let title = messages.pick(&ranking.program.scheme().title).to_owned();
    paper(title, vec![organisations(ranking, messages), indicators(ranking, messages)], messages)
}

fn organisations(ranking: &Ranking, messages: &Messages) -> PaperSheet {
    let say = |id: &str| messages.say(id, &[]);
    let number = |id: &str| column(say(id), 10, ColumnKind::Number);
    let mut columns = vec![number("column-rank"), column(say("column-unit"), 30, ColumnKind::Text), number("total")];
    columns.push(column(say("column-grade"), 10, ColumnKind::Text));
    columns.extend(["recheck-column-claimed-total", "ranking-difference"].map(number));
    let of_row = |name: &str| column(name.to_owned(), 10, ColumnKind::Number);
    columns.extend(ranking.indicators.iter().map(|indicator| of_row(messages.pick(&indicator.name))));
    let mut head = sheet::head(ranking, messages);
    let heading = head.remove(0);
    PaperSheet {
        name: say("ranking-sheet"),
        heading,
        lines: head,
        columns,
        rows: ranking.in_order().into_iter().map(|one| row(one, ranking, messages)).collect(),
        merges: Vec::new(),
        notes: sheet::below(ranking, messages),
    }
}

fn row(one: &RankedOrganisation, ranking: &Ranking, messages: &Messages) -> PaperRow {
    let roundings = ranking.program.scheme().roundings;
    let of_rows = roundings.indicator.map_or(PLACES, |rounding| rounding.places);
    let total = one.total.as_ref();
    let mut cells: Vec<PaperCell> = vec![number_cell(one.rank.map(Number::count).as_ref(), 0), text(&one.organisation)];
    cells.push(number_cell(total.map(|total| total.points.number()), ranking.places()));
    cells.push(total.map_or_else(|| number_cell(None, 0), |total| text(messages.pick(&total.grade))));
    cells.push(number_cell(one.claimed.as_ref(), ranking.places()));
    cells.push(number_cell(one.difference_to_claim().as_ref(), ranking.places()));
    cells.extend(one.rows.iter().map(|row| number_cell(row.as_ref().map(|row| &row.points), of_rows)));
    PaperRow { kind: PaperRowKind::Body, cells }
}

fn indicators(ranking: &Ranking, messages: &Messages) -> PaperSheet {
    let columns: Vec<PaperColumn> = sheet::INDICATOR_COLUMNS
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let (width, kind) = if at == 0 { (30, ColumnKind::Text) } else { (12, ColumnKind::Number) };
            column(messages.say(id, &[]), width, kind)
        })
        .collect();
    let of_rows = ranking.program.scheme().roundings.indicator.map_or(PLACES, |rounding| rounding.places);
    let rows = ranking.indicators.iter().map(|indicator| {
        let mean = indicator.mean.as_ref();
        let rate = mean.and_then(|mean| mean.divide(&indicator.weight).ok());
        let cells = vec![
            text(messages.pick(&indicator.name)),
            number_cell(Some(&indicator.weight), 0),
            rounded_cell(mean, of_rows),
            percent_cell(rate.as_ref()),
            number_cell(Some(&Number::count(indicator.full)), 0),
            number_cell(Some(&indicator.lost), of_rows),
            percent_cell(indicator.share_of_lost.as_ref()),
            percent_cell(indicator.influence.as_ref()),
        ];
        PaperRow { kind: PaperRowKind::Body, cells }
    });
    PaperSheet {
        name: messages.say("ranking-indicators-sheet", &[]),
        heading: messages.say("ranking-indicators", &[]),
        lines: Vec::new(),
        columns,
        rows: rows.collect(),
        merges: Vec::new(),
        notes: vec![messages.say("ranking-influence", &[])],
    }
}
