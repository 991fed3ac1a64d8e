//! Cases to fill official forms with, and forms read back, so that what they could not hold is known.

use std::collections::BTreeMap;

use super::case_folder::cases_at;
use super::open_case::{CaseRequest, open_case};
use super::rules::rules_for;
use super::table::{OpenTable, TableForm, is_table, open_table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Named, Warned, find_named};
use crate::document::workbook::read_workbook;
use crate::evaluation::{Evaluation, Program, Role, Row};
use crate::form::{CellRole, DraftOptions, Layout, LayoutSet, draft_case, read_forms};
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::{Messages, phrase};
use crate::report::Report;
use crate::rule::RuleSet;

/// A case to fill a form with.
#[derive(Clone, Debug)]
pub struct FormCase {
    /// The case scored.
    pub evaluation: Evaluation,
    /// What was reported.
    pub report: Report,
    /// The rules that serve it.
    pub rules: RuleSet,
    /// The layout of the table that it was read from.
    pub layout: Option<String>,
    /// The labels of that table.
    pub labels: BTreeMap<CellRole, String>,
}

/// The cases that a path means: those of a folder, or those drafted of the forms in a file of tables.
///
/// # Errors
/// All that keeps one of them from being scored.
pub fn form_cases(
    request: &CaseRequest,
    layouts: &LayoutSet,
    messages: &Messages,
) -> Result<Warned<Vec<FormCase>>, Diagnostics> {
    let path = &request.folder;
    let mut warnings = Diagnostics::new();
    let mut cases = Vec::new();
    if is_table(path) {
        // Problems of scripts that no row uses are nothing to whoever has a table.
        let rules = rules_for(request.scripts.as_deref(), path)?.value;
        let OpenTable { forms, .. } = open_table(path, layouts, messages)?;
        for form in &forms {
            let case = form.case()?.note_in(&mut warnings);
            let labels = form.reading.labels.iter().map(|(role, cell)| (*role, cell.line())).collect();
            let evaluation = Program::compile(case.scheme, rules.clone())?.evaluate(&case.report);
            let layout = Some(form.reading.layout.clone());
            cases.push(FormCase { evaluation, report: case.report, rules: rules.clone(), layout, labels });
        }
    } else {
        for folder in cases_at(path)? {
            let opened = open_case(&CaseRequest { folder, ..request.clone() })?.note_in(&mut warnings);
            let evaluation = opened.program()?.evaluate(&opened.case.report);
            let (report, rules) = (opened.case.report, opened.rules);
            cases.push(FormCase { evaluation, report, rules, layout: None, labels: BTreeMap::new() });
        }
    }
    Ok(Warned { value: cases, warnings })
}

/// The layout that the text names: by its name, or by the title of its form.
///
/// # Errors
/// [`Code::UnknownLayout`] with all names; [`Code::AmbiguousName`] for a title that several layouts have.
pub fn layout_named<'l>(layouts: &'l LayoutSet, text: &Place) -> Result<&'l Layout, Diagnostic> {
    let title = |layout: &Layout| {
        let title = layout.title.as_deref().unwrap_or(&layout.name);
        Bilingual::same(title.replace("{project}", ""))
    };
    let named: Vec<Named<&str>> =
        layouts.iter().map(|layout| Named::new(layout.name.as_str(), &layout.name, title(layout))).collect();
    let unknown = || Diagnostic::new(Code::UnknownLayout).fact("layout", text.text());
    let found = find_named(text, &named, unknown).map_err(|problem| match problem.code {
        // All of them, by the names that are shorter to write.
        Code::UnknownLayout => problem.list("known", layouts.iter().map(|layout| &layout.name)),
        _ => problem,
    })?;
    layouts.get(found.thing).ok_or_else(|| unknown().at(text.clone()))
}

/// What is read out of written forms, beside the cases that they were filled with: each thing that comes back differently.
///
/// # Errors
/// A form that is not read at all, or gives no case that can be scored.
pub fn read_back(
    (name, bytes): (&str, &[u8]),
    layout: &Layout,
    layouts: &LayoutSet,
    cases: &[FormCase],
    messages: &Messages,
) -> Result<Vec<Bilingual>, Diagnostics> {
    let workbook = read_workbook(name, bytes).map_err(|problem| super::table_problem::diagnostic(name, &problem))?;
    let found = read_forms(name, &workbook.sheets, layouts);
    let mut differences = Vec::new();
    for (case, reading) in cases.iter().zip(found.forms) {
        // One that reads any table is asked last when it is read.
        if reading.layout != layout.name && !layout.is_fallback {
            let facts = [("layout", Bilingual::same(&reading.layout)), ("wanted", Bilingual::same(&layout.name))];
            differences.push(phrase("form-back-layout", &facts));
        }
        let draft = draft_case(&reading, &DraftOptions::default(), messages);
        let read = TableForm::of_reading(reading, draft).case()?.value;
        let again = Program::compile(read.scheme, case.rules.clone())?.evaluate(&read.report);
        compare(&case.evaluation, &again, &mut differences);
    }
    Ok(differences)
}

/// What differs between a case and what was read of its form: rows, weights, rules, points, the total.
fn compare(case: &Evaluation, form: &Evaluation, differences: &mut Vec<Bilingual>) {
    let weighted = |evaluation: &'_ Evaluation| -> Vec<Row> {
        evaluation.rows.iter().filter(|row| row.role() == Role::Weighted).cloned().collect()
    };
    let (wanted, found) = (weighted(case), weighted(form));
    for (position, row) in wanted.iter().enumerate() {
        let same = match_row(case, row, form, (&wanted, position), &found);
        let Some(same) = same else {
            differences.push(phrase("form-back-no-row", &[("row", row.name().clone())]));
            continue;
        };
        if row.weight() != same.weight() {
            let (case, form) = (Bilingual::same(row.weight().to_string()), Bilingual::same(same.weight().to_string()));
            differences
                .push(phrase("form-back-weight", &[("row", row.name().clone()), ("case", case), ("form", form)]));
        }
        if row.rule() != same.rule() {
            let (case, form) = (Bilingual::same(row.rule()), Bilingual::same(same.rule()));
            differences.push(phrase("form-back-rule", &[("row", row.name().clone()), ("case", case), ("form", form)]));
        }
        if row.points() != same.points() {
            let (case, form) = (shown(row.points()), shown(same.points()));
            differences
                .push(phrase("form-back-points", &[("row", row.name().clone()), ("case", case), ("form", form)]));
        }
    }
    let total = |evaluation: &Evaluation| evaluation.total.as_ref().map(|total| total.points.clone());
    let (wanted, found) = (total(case), total(form));
    if wanted != found {
        let (case, form) = (shown(wanted.as_ref()), shown(found.as_ref()));
        differences.push(phrase("form-back-total", &[("case", case), ("form", form)]));
    }
}

/// The row that a form gives for a row of the case: the one of its name; the one at its place where names were changed and
/// none is lost; the block of money for the row that is scored by the same rule.
fn match_row<'r>(
    case: &Evaluation,
    row: &Row,
    form: &Evaluation,
    (wanted, position): (&[Row], usize),
    found: &'r [Row],
) -> Option<&'r Row> {
    let is_execution = |evaluation: &Evaluation, row: &Row| {
        let rule = evaluation.program().rules().get(row.rule());
        rule.is_some_and(|rule| rule.metadata().declared.execution.is_some())
    };
    let by_name = found.iter().find(|other| other.name().zh == row.name().zh);
    let by_money = || found.iter().find(|other| is_execution(case, row) && is_execution(form, other));
    let by_place = || found.get(position).filter(|_| found.len() == wanted.len());
    by_name.or_else(by_money).or_else(by_place)
}

/// Points, or that there are none.
fn shown(points: Option<&crate::numeric::Points>) -> Bilingual {
    points.map_or_else(|| phrase("form-back-none", &[]), |points| Bilingual::same(points.to_string()))
}
