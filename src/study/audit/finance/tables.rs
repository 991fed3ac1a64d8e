//! C6, C8, C11–C13, C17, C19: what holds in a table of two levels.

use super::super::law::Law;
use super::super::{Comparison, Detail, Finding, Remark, RowSum, Verdict};
use crate::accounts::{Accounts, Column, Line, Table};

/// The table of funds (年度资金总额 and what it is made of), whose sums are a check of their own.
const FUNDS: &str = "funds";

/// What one table lets be compared.
pub(super) fn comparisons(
    accounts: &Accounts,
    table: &Table,
    comparisons: &mut Vec<Comparison>,
    findings: &mut Vec<Finding>,
) {
    let sum_check = if table.id == FUNDS { "C6" } else { "C12" };
    for column in Column::AMOUNTS {
        if let Some(total) = &table.total {
            sum_up("C11", table, total, None, &table.classes.iter().collect::<Vec<_>>(), column, comparisons, findings);
            sum_up(
                sum_check,
                table,
                total,
                None,
                &table.rows.iter().collect::<Vec<_>>(),
                column,
                comparisons,
                findings,
            );
        }
        if !table.rows.is_empty() {
            for class in &table.classes {
                let rows: Vec<&Line> = table.rows.iter().filter(|row| row.class.as_ref() == Some(&class.id)).collect();
                sum_up(sum_check, table, class, Some(class), &rows, column, comparisons, findings);
            }
        }
    }
    let lines = || table.total.iter().chain(&table.classes).chain(&table.rows);
    let prints = |column: Column| lines().any(|line| line.cells.contains_key(&column));
    for line in lines() {
        if prints(Column::Rate) {
            rate(accounts, line, comparisons, findings);
        }
        if let (Some(now), Some(base), Some(is)) =
            (cell(line, Column::Actual), cell(line, Column::Before), cell(line, Column::Growth))
        {
            let law = Law::Quotient { part: now, whole: base, is_growth: true, is };
            comparisons.push(of_line("C17", law, line, Column::Growth));
        }
        let whole = table.total.as_ref().and_then(|total| cell(total, Column::Actual));
        if let (Some(part), Some(whole), Some(is)) = (cell(line, Column::Actual), whole, cell(line, Column::Share)) {
            let law = Law::Quotient { part, whole, is_growth: false, is };
            comparisons.push(of_line("C8", law, line, Column::Share));
        }
    }
    for lines in [&table.classes, &table.rows] {
        let shares: Vec<String> = lines.iter().filter_map(|line| cell(line, Column::Share)).collect();
        if shares.len() == lines.len() && lines.len() > 1 {
            let comparison = Comparison::of("C8", Law::Whole { shares }).about(&table.name);
            let place = lines.first().map_or_else(|| accounts.place.clone(), |line| line.place.clone());
            comparisons.push(Comparison { column: Some(Column::Share), ..comparison.at(place) });
        }
    }
    duplicates(accounts, table, findings);
}

fn cell(line: &Line, column: Column) -> Option<String> {
    line.cells.get(&column).cloned()
}

fn of_line(check: &str, law: Law, line: &Line, column: Column) -> Comparison {
    let comparison = Comparison::of(check, law).about(&line.name).at(line.place.clone());
    Comparison { column: Some(column), ..comparison }
}

/// Lines that add up to another in one column. Where only some of them print it, that is told.
#[expect(
    clippy::too_many_arguments,
    reason = "one table, one pair of levels, one column, two places for what is found"
)]
fn sum_up(
    check: &'static str,
    table: &Table,
    whole: &Line,
    class: Option<&Line>,
    lines: &[&Line],
    column: Column,
    comparisons: &mut Vec<Comparison>,
    findings: &mut Vec<Finding>,
) {
    let Some(is) = cell(whole, column) else { return };
    let (printed, blank): (Vec<&Line>, Vec<&Line>) =
        lines.iter().copied().partition(|line| line.cells.contains_key(&column));
    if printed.is_empty() && (class.is_none() || !blank.is_empty()) {
        return;
    }
    let law = Law::sum(printed.iter().filter_map(|line| cell(line, column)), is);
    let mut comparison = of_line(check, law, whole, column);
    if !blank.is_empty() {
        let names = blank.iter().map(|line| &line.name);
        findings
            .push(comparison.finding(Verdict::Skip, Detail::Remark(Remark::new("not-printed").names("lines", names))));
        return;
    }
    if check != "C11" {
        comparison.rows = Some(RowSum { table: table.id.clone(), class: class.map(|class| class.id.clone()), column });
    }
    comparisons.push(comparison);
}

/// C13: the printed rate of a line; a budget of 0 has none.
fn rate(accounts: &Accounts, line: &Line, comparisons: &mut Vec<Comparison>, findings: &mut Vec<Finding>) {
    let (Some(part), Some(whole)) = (cell(line, Column::Actual), cell(line, Column::Budget)) else { return };
    let law = |is: String| Law::Quotient { part: part.clone(), whole: whole.clone(), is_growth: false, is };
    if let Some(is) = cell(line, Column::Rate) {
        comparisons.push(of_line("C13", law(is), line, Column::Rate));
        return;
    }
    let shown = |id: &str| match accounts.figures.get(id).map(|figure| &figure.content) {
        Some(crate::accounts::Content::Printed { number, places, .. }) => (number.is_zero(), number.to_padded(*places)),
        _ => (false, String::new()),
    };
    let ((_, actual), (is_zero, budget)) = (shown(&part), shown(&whole));
    let remark = if is_zero {
        Remark::new("undefined").fact("formula", format!("{actual} ÷ {budget}"))
    } else {
        Remark::new("rate-not-printed")
    };
    let comparison = of_line("C13", law(String::new()), line, Column::Rate);
    findings.push(comparison.finding(Verdict::Skip, Detail::Remark(remark)));
}

/// C19: rows that print the same amounts.
fn duplicates(accounts: &Accounts, table: &Table, findings: &mut Vec<Finding>) {
    if table.rows.len() < 2 {
        return;
    }
    let pairs = twins(accounts, table);
    for (first, second) in &pairs {
        let shown = amounts(accounts, second).into_iter().map(|(number, places)| number.to_padded(places));
        let remark = Remark::new("duplicate-rows")
            .said("first", first.name.clone())
            .fact("amounts", shown.collect::<Vec<_>>().join(" / "));
        let comparison = Comparison::of("C19", Law::Whole { shares: Vec::new() }).about(&second.name);
        findings.push(comparison.at(second.place.clone()).finding(Verdict::Warn, Detail::Remark(remark)));
    }
    if pairs.is_empty() {
        let remark = Remark::new("no-duplicates").fact("count", table.rows.len());
        let comparison = Comparison::of("C19", Law::Whole { shares: Vec::new() }).about(&table.name);
        findings.push(comparison.finding(Verdict::Pass, Detail::Remark(remark)));
    }
}

/// Pairs of rows that print the same amounts in two columns or more, not all of them 0.
pub(in super::super) fn twins<'t>(accounts: &Accounts, table: &'t Table) -> Vec<(&'t Line, &'t Line)> {
    let mut pairs = Vec::new();
    for (position, first) in table.rows.iter().enumerate() {
        let own = amounts(accounts, first);
        if own.len() < 2 || own.iter().all(|(number, _)| number.is_zero()) {
            continue;
        }
        let columns = |line: &Line| line.cells.keys().copied().filter(|it| it.is_amount()).collect::<Vec<_>>();
        let later = table.rows.iter().skip(position.saturating_add(1));
        let same = later.filter(|row| columns(row) == columns(first) && amounts(accounts, row) == own);
        pairs.extend(same.map(|second| (first, second)));
    }
    pairs
}

fn amounts(accounts: &Accounts, line: &Line) -> Vec<(crate::numeric::Number, u32)> {
    let cells = line.cells.iter().filter(|(column, _)| column.is_amount());
    let figures = cells.filter_map(|(_, id)| accounts.figures.get(id));
    let printed = figures.filter_map(|figure| match &figure.content {
        crate::accounts::Content::Printed { number, places, .. } => Some((number.clone(), *places)),
        _ => None,
    });
    printed.collect()
}
