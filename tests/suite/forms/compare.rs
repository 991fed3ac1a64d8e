//! A reading beside the published table, cell by cell.

use std::fmt;

use jixiao::form::{CellRole, FormReading};
use jixiao::notation::PrintedValue;

use super::published::{Budget, Case, actual_cell, target_cell};

/// How many cells are as printed, and the others.
#[derive(Default)]
pub struct Compared {
    pub right: usize,
    pub wrong: Vec<Fault>,
}

/// A cell that is read otherwise than it is printed.
pub struct Fault {
    pub what: String,
    pub read: String,
    pub printed: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: read “{}”, printed “{}”", self.what, self.read, self.printed)
    }
}

impl Fault {
    /// Whether both say the same in another notation: 387,664.62 and 387664.62, >= and ≥, 100% by format and 100.
    pub fn is_notation(&self) -> bool {
        let (read, printed) = (PrintedValue::parse(&self.read), PrintedValue::parse(&self.printed));
        let is_unit = read.unit() == printed.unit() || printed.unit().is_none();
        read.number().is_some() && read.number() == printed.number() && read.operator == printed.operator && is_unit
    }
}

impl Compared {
    pub fn check(&mut self, what: &str, read: Option<&str>, wanted: &str) {
        let read = read.unwrap_or("");
        if squeezed(read) == squeezed(wanted) {
            self.right += 1;
        } else {
            let (what, read, printed) = (what.to_owned(), read.to_owned(), wanted.to_owned());
            self.wrong.push(Fault { what, read, printed });
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

pub fn compare(case: &Case, form: &FormReading) -> Compared {
    let mut compared = Compared::default();
    let label = |role: CellRole| form.labels.get(&role).map(|cell| cell.text.as_str());
    if let Some(project) = &case.project {
        compared.check("project", label(CellRole::Project), project);
    }
    compared.check("organisation", form.organisation().map(|cell| cell.text.as_str()), &case.unit);
    compared.check("year", form.year.map(|(year, _)| year.to_string()).as_deref(), &case.year.to_string());
    if let Some(budget) = &case.budget {
        let line = form.money.as_ref().and_then(|money| money.sum_line());
        compare_money(&mut compared, "sum", budget, |role| {
            let cell = line.and_then(|line| line.cells.get(&role));
            let text = cell.map(|cell| if role == CellRole::Rate { cell.shown.clone() } else { cell.text.clone() });
            // A form without the column prints the points in the caption.
            let points = form.money.as_ref().and_then(|money| money.points).map(|(points, _)| points.to_string());
            text.or(points.filter(|_| role == CellRole::Weight))
        });
        for below in &case.budget_lines {
            let name = below.name.clone().unwrap_or_default();
            let line = form.money.as_ref().and_then(|money| {
                money.lines.iter().find(|line| line.name.as_ref().is_some_and(|cell| cell.text.contains(&name)))
            });
            compare_money(&mut compared, &name, below, |role| {
                line.and_then(|line| line.cells.get(&role)).map(|cell| cell.text.clone())
            });
        }
    }
    compared.check("rows", Some(&form.rows.len().to_string()), &case.rows.len().to_string());
    for (row, read) in case.rows.iter().zip(&form.rows) {
        let text = |role: CellRole| read.cells.get(&role).map(|cell| cell.text.as_str());
        let group = read.group.and_then(|group| form.groups.get(group)).map(|group| group.name.as_str());
        compared.check(&format!("{} level1", row.level3), group, row.level1.split('(').next().unwrap());
        compared.check(&format!("{} level2", row.level3), text(CellRole::Level2), &row.level2);
        compared.check(&row.level3, Some(&read.name), &row.level3);
        let (target, actual) = (target_cell(case, row), actual_cell(case, row));
        let cells = [
            (CellRole::Operator, if super::published::has_operator_column(case) { row.operator.clone() } else { None }),
            (CellRole::Target, (!target.is_empty()).then_some(target)),
            (CellRole::Actual, (!actual.is_empty()).then_some(actual)),
            (CellRole::Weight, row.weight.clone()),
            (CellRole::Score, row.score.clone()),
            (CellRole::Converted, row.converted_score.clone()),
            (CellRole::Reason, row.reason.clone()),
            (CellRole::Standard, row.rule.clone()),
        ];
        for (role, wanted) in cells {
            if let Some(wanted) = wanted {
                compared.check(&format!("{} {role}", row.level3), text(role), &wanted);
            }
        }
    }
    let sum =
        |role: CellRole| form.total.as_ref().and_then(|total| total.cells.get(&role)).and_then(|cell| cell.number());
    if let Some(total) = &case.total {
        compared.check("total", sum(CellRole::Score).map(|n| n.normalize().to_string()).as_deref(), total);
    }
    if let Some(weight) = &case.total_weight {
        compared.check("total weight", sum(CellRole::Weight).map(|n| n.normalize().to_string()).as_deref(), weight);
    }
    if let Some(grade) = &case.grade {
        compared.check("grade", form.grade.as_ref().map(|cell| cell.text.as_str()), grade);
    }
    compared
}

fn compare_money(compared: &mut Compared, name: &str, budget: &Budget, read: impl Fn(CellRole) -> Option<String>) {
    let cells = [
        (CellRole::Initial, &budget.initial),
        (CellRole::Total, &budget.total),
        (CellRole::Executed, &budget.executed),
        (CellRole::Weight, &budget.weight),
        (CellRole::Rate, &budget.rate),
        (CellRole::Score, &budget.score),
    ];
    for (role, wanted) in cells {
        if let Some(wanted) = wanted {
            compared.check(&format!("money {name} {role}"), read(role).as_deref(), wanted);
        }
    }
}
