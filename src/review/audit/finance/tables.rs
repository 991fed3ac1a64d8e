//! C6, C8, C11–C13, C17, C19: what holds in a table of two levels.

use crate::review::accounts::{AccountLine, Accounts, Column, Table};
use crate::review::audit::constraint::Constraint;
use crate::review::audit::finding::{Finding, FindingRemark, Verdict, plain};
use crate::review::audit::planned_comparison::{PlannedComparison, RowSum};
use crate::review::audit::twin_rows::{amounts, printed, twins};

/// The table of funds (年度资金总额 and what it is made of), whose sums are a check of their own.
const FUNDS: &str = "funds";

/// How many rows that repeat the amounts of another are listed.
const MOST_DUPLICATES: usize = 20;

/// One table as it is read, and what comes of it.
struct Reading<'a> {
    accounts: &'a Accounts,
    table: &'a Table,
    comparisons: &'a mut Vec<PlannedComparison>,
    findings: &'a mut Vec<Finding>,
}

/// What one table lets be compared.
pub(super) fn comparisons(
    accounts: &Accounts,
    table: &Table,
    comparisons: &mut Vec<PlannedComparison>,
    findings: &mut Vec<Finding>,
) {
    let mut reading = Reading { accounts, table, comparisons, findings };
    reading.sums();
    reading.quotients();
    reading.complete_shares();
    reading.duplicates();
}

impl Reading<'_> {
    fn sums(&mut self) {
        let table = self.table;
        let check = if table.id == FUNDS { "C6" } else { "C12" };
        for column in Column::AMOUNTS {
            if let Some(total) = &table.total {
                if let Some(comparison) = self.sum("C11", total, table.classes.iter().collect(), column) {
                    self.comparisons.push(comparison);
                }
                self.rows(check, total, None, column);
            }
            for class in &table.classes {
                self.rows(check, class, Some(class), column);
            }
        }
    }

    /// The rows of a class, or all of them, add up.
    fn rows(&mut self, check: &'static str, whole: &AccountLine, class: Option<&AccountLine>, column: Column) {
        let table = self.table;
        let is_in = |row: &&AccountLine| class.is_none_or(|class| row.class.as_ref() == Some(&class.id));
        // A table that lists no rows has nothing to add up; a class without any, where others have some, is empty.
        if !table.rows.is_empty()
            && let Some(comparison) = self.sum(check, whole, table.rows.iter().filter(is_in).collect(), column)
        {
            let class = class.map(|class| class.id.clone());
            let rows = Some(RowSum { table: table.id.clone(), class, column });
            self.comparisons.push(PlannedComparison { rows, ..comparison });
        }
    }

    /// Lines that add up to another in one column. Where only some of them print it, that is told.
    fn sum(
        &mut self,
        check: &'static str,
        whole: &AccountLine,
        lines: Vec<&AccountLine>,
        column: Column,
    ) -> Option<PlannedComparison> {
        let is = cell(whole, column)?;
        let (printed, blank): (Vec<&AccountLine>, Vec<&AccountLine>) =
            lines.into_iter().partition(|line| line.cells.contains_key(&column));
        if printed.is_empty() && (check == "C11" || !blank.is_empty()) {
            return None;
        }
        if !blank.is_empty() {
            let remark = FindingRemark::new("not-printed").names("lines", blank.iter().map(|line| &line.name));
            self.findings.push(of_line(check, Verdict::Skip, remark, whole, column));
            return None;
        }
        let constraint = Constraint::sum(printed.iter().filter_map(|line| cell(line, column)), is);
        Some(compared(check, constraint, whole, column))
    }

    fn quotients(&mut self) {
        let table = self.table;
        let lines = || table.total.iter().chain(&table.classes).chain(&table.rows);
        let prints_rates = lines().any(|line| line.cells.contains_key(&Column::Rate));
        let total = table.total.as_ref().and_then(|total| cell(total, Column::Actual));
        for line in lines() {
            if prints_rates {
                self.rate(line);
            }
            let Some(actual) = cell(line, Column::Actual) else { continue };
            let quotient = |whole: String, is_growth: bool, is: String| Constraint::Quotient {
                part: actual.clone(),
                whole,
                is_growth,
                is,
            };
            if let (Some(before), Some(is)) = (cell(line, Column::Before), cell(line, Column::Growth)) {
                self.comparisons.push(compared("C17", quotient(before, true, is), line, Column::Growth));
            }
            if let (Some(total), Some(is)) = (total.clone(), cell(line, Column::Share)) {
                self.comparisons.push(compared("C8", quotient(total, false, is), line, Column::Share));
            }
        }
    }

    /// C13: the printed rate of a line; a budget of 0 has none.
    fn rate(&mut self, line: &AccountLine) {
        let (Some(part), Some(whole)) = (cell(line, Column::Actual), cell(line, Column::Budget)) else { return };
        if let Some(is) = cell(line, Column::Rate) {
            let constraint = Constraint::Quotient { part, whole, is_growth: false, is };
            self.comparisons.push(compared("C13", constraint, line, Column::Rate));
            return;
        }
        let (actual, budget) = (printed(self.accounts, &part), printed(self.accounts, &whole));
        let remark = match (actual, budget) {
            (Some((actual, places)), Some((budget, decimals))) if budget.is_zero() => {
                let formula = format!("{} ÷ {}", actual.to_padded(places), budget.to_padded(decimals));
                FindingRemark::new("undefined").fact("formula", formula)
            }
            _ => FindingRemark::new("rate-not-printed"),
        };
        self.findings.push(of_line("C13", Verdict::Skip, remark, line, Column::Rate));
    }

    /// C8: where every line of a level prints its share, the shares are complete.
    fn complete_shares(&mut self) {
        for lines in [&self.table.classes, &self.table.rows] {
            let shares: Vec<String> = lines.iter().filter_map(|line| cell(line, Column::Share)).collect();
            let Some(first) = lines.first().filter(|_| shares.len() == lines.len() && lines.len() > 1) else {
                continue;
            };
            let comparison = PlannedComparison::of("C8", Constraint::Whole { shares }).about(&self.table.name);
            let column = Some(Column::Share);
            self.comparisons.push(PlannedComparison { column, ..comparison.at(first.place.clone()) });
        }
    }

    /// C19: rows that print the same amounts.
    fn duplicates(&mut self) {
        let table = self.table;
        if table.rows.len() < 2 {
            return;
        }
        let pairs = twins(self.accounts, table, 1);
        for (first, second) in pairs.iter().take(MOST_DUPLICATES) {
            let shown = amounts(self.accounts, second).into_iter().map(|(number, places)| number.to_padded(places));
            let remark = FindingRemark::new("duplicate-rows")
                .said("first", first.name.clone())
                .fact("amounts", shown.collect::<Vec<_>>().join(" / "));
            let (about, place) = (Some(second.name.clone()), Some(second.place.clone()));
            self.findings.push(Finding { about, place, ..plain("C19", Verdict::Warn, remark) });
        }
        let more = pairs.len().saturating_sub(MOST_DUPLICATES);
        if more > 0 {
            let remark = FindingRemark::new("more-duplicates").fact("count", more);
            let (about, place) =
                (Some(table.name.clone()), pairs.get(MOST_DUPLICATES).map(|(_, row)| row.place.clone()));
            self.findings.push(Finding { about, place, ..plain("C19", Verdict::Warn, remark) });
        }
        if pairs.is_empty() {
            let remark = FindingRemark::new("no-duplicates").fact("count", table.rows.len());
            let about = Some(table.name.clone());
            self.findings.push(Finding { about, ..plain("C19", Verdict::Pass, remark) });
        }
    }
}

fn cell(line: &AccountLine, column: Column) -> Option<String> {
    line.cells.get(&column).cloned()
}

fn compared(check: &str, constraint: Constraint, line: &AccountLine, column: Column) -> PlannedComparison {
    let comparison = PlannedComparison::of(check, constraint).about(&line.name).at(line.place.clone());
    PlannedComparison { column: Some(column), ..comparison }
}

fn of_line(check: &str, verdict: Verdict, remark: FindingRemark, line: &AccountLine, column: Column) -> Finding {
    let (about, column, place) = (Some(line.name.clone()), Some(column), Some(line.place.clone()));
    Finding { about, column, place, ..plain(check, verdict, remark) }
}
