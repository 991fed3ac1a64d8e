//! The reports of many organisations beside a scheme, checked together.

use std::path::PathBuf;

use rayon::prelude::*;

use super::case::read_report;
use super::checked_folder::CheckedFolder;
use super::evaluation_problems::evaluated;
use super::population::{population_report, state_peers, told_twice};
use super::report_inputs::ReportInput;
use super::texts::OpenTexts;
use crate::diagnostic::Warned;
use crate::evaluation::Program;
use crate::report::Report;

/// Every problem of these reports, and what they leave out; without a program, for the scheme is faulty, what is wrong with
/// their own shape.
pub(super) fn check_reports(program: Option<&Program>, files: &[PathBuf]) -> CheckedFolder {
    let mut found = CheckedFolder::default();
    let Some(program) = program else {
        let texts = OpenTexts::new();
        let problems: Vec<_> = files.par_iter().filter_map(|file| read_report(file, &texts).err()).collect();
        found.problems.extend(problems.into_iter().flatten());
        return found;
    };
    let read = |file: &PathBuf| population_report(&ReportInput::File(file.clone()), program.scheme(), true);
    let mut reports: Vec<Report> = Vec::with_capacity(files.len());
    for outcome in files.par_iter().map(read).collect::<Vec<_>>() {
        match outcome {
            Ok(report) => reports.push(report.note_in(&mut found.problems).report),
            Err(problems) => found.problems.extend(problems),
        }
    }
    found.problems.extend(told_twice(reports.iter()));
    if let Err(problems) = state_peers(program, &mut reports, |report| report) {
        found.problems.extend(problems);
        return found;
    }
    found.illustrative = reports.iter().filter(|report| report.illustrative).count();
    found.published = reports.iter().filter(|report| report.publication.is_some()).count();
    for Warned { value, warnings } in reports.par_iter().map(|report| evaluated(program, report)).collect::<Vec<_>>() {
        found.omissions.extend(value);
        found.problems.extend(warnings);
    }
    found
}
