//! A case as an official form is filled with it, and the form as a paper.

mod content;
mod left_out;
mod money;
mod row;
mod value;

use crate::evaluation::Evaluation;
use crate::form::{CellRole, FilledForm, FilledTotal, Layout, WrittenForm, plain_title, project_of_title};
use crate::language::{Bilingual, Language};
use crate::messages::Messages;
use crate::paper::{PageLabel, Paper, Signs};
use crate::report::Report;
pub use content::{FormContent, FormPoints};
use money::MoneyRow;
use row::FormRows;
use value::decimal;

/// A case as a form is filled with it.
#[derive(Clone, Debug)]
pub struct FilledCase {
    /// What the form says.
    pub form: FilledForm,
    /// Which points it shows.
    pub points: FormPoints,
    /// What the case holds and no form has a place for.
    pub left_out: Vec<Bilingual>,
}

/// Fills a form with a case.
#[must_use]
pub fn filled_form(evaluation: &Evaluation, report: &Report, layout: &Layout, content: &FormContent) -> FilledCase {
    let has_claims = report.claimed_total.is_some() || report.rows.values().any(|row| row.claimed.is_some());
    let usual = if has_claims { FormPoints::Claimed } else { FormPoints::Scored };
    let points = content.points.unwrap_or(usual);
    let scheme = evaluation.program().scheme();
    let money = MoneyRow::find(evaluation);
    let is_blank = content.is_blank;
    let year = report.year.clone().or_else(|| scheme.year.clone());
    let mut rows = FormRows::new(evaluation, report, layout, points, money.as_ref().map(|money| money.row.id()));
    rows.collect();
    let (mut rows, mut left_out) = (rows.rows, rows.left_out);
    let mut money = money.and_then(|money| money.filled(report, points));
    let (mut total, mut grade) = (total(evaluation, report, points), grade(evaluation, report, points));
    if is_blank {
        for row in &mut rows {
            (row.actual, row.score, row.converted, row.completion) = (None, None, None, None);
            (row.reason, row.review_score, row.note) = (None, None, None);
        }
        if let Some(money) = &mut money {
            (money.score, money.reason) = (None, None);
            for line in std::iter::once(&mut money.sum).chain(&mut money.lines) {
                (line.executed, line.rate) = (None, None);
            }
        }
        (total, grade) = (FilledTotal::Sums, None);
        left_out.clear();
    } else {
        left_out.extend(left_out::of(evaluation, report));
    }
    let title = scheme.title.zh.clone();
    let mut labels = content.labels.clone();
    labels.entry(CellRole::Organisation).or_insert_with(|| report.organisation.clone());
    if let Some(department) = report.publication.as_ref().and_then(|publication| publication.department.clone()) {
        labels.entry(CellRole::Department).or_insert(department);
    }
    let is_of_project = layout.labels().iter().any(|label| label.role == CellRole::Project)
        || layout.title.as_ref().is_some_and(|title| title.contains("{project}"));
    if is_of_project && !labels.contains_key(&CellRole::Project) {
        let project = project_of_title(&title, &report.organisation, year.as_deref());
        labels.insert(CellRole::Project, project.unwrap_or_else(|| plain_title(&title, year.as_deref())));
    }
    FilledCase { form: FilledForm { title, labels, year, money, rows, total, grade }, points, left_out }
}

/// The line of sums: what was claimed, right or wrong; of a table of which a part was read, nothing that it did not print.
fn total(evaluation: &Evaluation, report: &Report, points: FormPoints) -> FilledTotal {
    if points == FormPoints::Scored {
        let score = evaluation.total.as_ref().and_then(|total| decimal(total.points.number()));
        return FilledTotal::Printed { weight: None, score };
    }
    let is_part = report.publication.as_ref().is_some_and(|publication| !publication.is_complete);
    let is_printed = report.claimed_total.is_some() || report.blank_total.is_some() || report.claimed_weight.is_some();
    if !is_printed && !is_part {
        return FilledTotal::Sums;
    }
    FilledTotal::Printed {
        weight: report.claimed_weight.as_ref().and_then(decimal),
        score: report.claimed_total.as_ref().and_then(|total| decimal(&total.number)),
    }
}

/// The grade beside it.
fn grade(evaluation: &Evaluation, report: &Report, points: FormPoints) -> Option<String> {
    match points {
        FormPoints::Claimed => report.claimed_grade.clone(),
        FormPoints::Scored => {
            let is_graded = evaluation.grades().count() > 1;
            evaluation.total.as_ref().filter(|_| is_graded).map(|total| total.grade.zh.clone())
        }
    }
}

/// Forms as a paper, each a sheet. Official forms are in Chinese, whatever language is spoken beside them.
#[must_use]
pub fn form_paper(written: &[WrittenForm]) -> Paper {
    let words = Messages::of(Language::Zh);
    let say = |id: &str| words.say(id, &[]);
    Paper {
        title: written.first().map(|form| form.sheet.heading.clone()).unwrap_or_default(),
        language: "zh-CN".to_owned(),
        page_label: PageLabel { before: say("page-before"), between: say("page-between"), after: say("page-after") },
        signs: Signs::default(),
        sheets: written.iter().map(|form| form.sheet.clone()).collect(),
    }
}
