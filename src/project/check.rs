//! Every problem of a folder's schemes, scripts and reports, in one run: what `check` prints, and an editor shows while
//! somebody types.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::accounts::{ACCOUNTS_FILE, read_accounts_text};
use super::batch_tables::listed_reports;
use super::case::{CaseFiles, folder_of, load_case, load_scheme, read_report, reports_within, scheme_despite_faults};
use super::case_folder::{find_case_folders, folder_of_file, no_cases};
use super::check_reports::check_reports;
use super::checked_folder::CheckedFolder;
use super::evaluation_problems::evaluated;
use super::rules::CompiledScripts;
use super::table::{check_layouts, layout_folders};
use super::texts::OpenTexts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::evaluation::Program;
use crate::location::Source;
use crate::report::Report;
use crate::review::omissions::Omission;
use crate::rule::{RuleOrigin, RuleSet, ScriptRule};
use crate::scheme::Scheme;

/// What is checked.
#[derive(Clone, Debug, Default)]
pub struct CheckRequest {
    /// The folder; all cases at and below it are checked.
    pub folder: PathBuf,
    /// Another folder of rule scripts.
    pub scripts: Option<PathBuf>,
    /// Another folder that schemes may extend from.
    pub allow_outside: Option<PathBuf>,
    /// The texts that stand for files.
    pub texts: OpenTexts,
}

/// One case as far as its files stand.
#[derive(Clone, Debug, Default)]
pub struct CheckedCase {
    /// What is wrong with its files, and with what comes out of them.
    pub problems: Diagnostics,
    /// The scheme compiled with its rules.
    pub program: Option<Program>,
    /// The report that was checked against the scheme.
    pub report: Option<Report>,
    /// The files that were read: the scheme's own, what it extends, the report's.
    pub sources: Vec<Arc<Source>>,
    /// What the report leaves out although it has a place for it.
    pub omissions: Vec<Omission>,
}

/// Checks, again and again: what has not changed since the last time is not worked out once more.
#[derive(Debug, Default)]
pub struct Checker {
    scripts: CompiledScripts,
    /// What is wrong with the examples of a rule, by the file of its script.
    examples: BTreeMap<String, (Arc<ScriptRule>, Diagnostics)>,
}

impl Checker {
    /// Nothing was checked yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every problem of the rules that serve a folder and of all cases at and below it.
    pub fn check(&mut self, request: &CheckRequest) -> CheckedFolder {
        let mut found = CheckedFolder::default();
        if let Err(problem) = self.gather(request, &mut found) {
            found.problems.push(problem);
        }
        found
    }

    fn gather(&mut self, request: &CheckRequest, found: &mut CheckedFolder) -> Result<(), Diagnostic> {
        // A file of a case stands for its folder.
        let root = match request.folder.is_file() {
            true => folder_of_file(&request.folder)?,
            false => request.folder.clone(),
        };
        if !root.exists() {
            return Err(no_cases(&root));
        }
        let rules = self.rules(request)?.note_in(&mut found.problems);
        let folders = find_case_folders(&root);
        if folders.is_empty() {
            return Err(no_cases(&root));
        }
        // Layouts of a case are checked with it.
        let mut layouts = layout_folders(&root);
        layouts.retain(|forms| !folders.iter().any(|case| forms.starts_with(case)));
        found.problems.extend(check_layouts(&layouts));
        let checker = &*self;
        let cases = folders.into_par_iter().map(|folder| {
            let files = CaseFiles {
                named: root.clone(),
                allow_outside: request.allow_outside.clone(),
                texts: request.texts.clone(),
                ..CaseFiles::in_folder(&folder)
            };
            checker.checked_folder(&files, &rules)
        });
        for case in cases.collect::<Vec<_>>() {
            found.add(case?);
        }
        Ok(())
    }

    /// One case, or the reports of many organisations beside a scheme.
    fn checked_folder(&self, files: &CaseFiles, rules: &RuleSet) -> Result<CheckedFolder, Diagnostic> {
        let case = self.check_case(files, rules);
        let report = case.report.as_ref().filter(|_| case.program.is_some());
        let mut found = CheckedFolder {
            problems: case.problems,
            published: usize::from(report.is_some_and(|report| report.publication.is_some())),
            illustrative: usize::from(report.is_some_and(|report| report.illustrative)),
            omissions: case.omissions,
        };
        if let Some(reports) = reports_within(folder_of(&files.scheme)) {
            found.add(check_reports(case.program.as_ref(), &listed_reports(&reports)?));
        }
        Ok(found)
    }

    /// The rules that serve a folder, and all that is wrong with their scripts and examples.
    ///
    /// # Errors
    /// A folder of scripts that cannot be listed.
    pub fn rules(&mut self, request: &CheckRequest) -> Result<Warned<RuleSet>, Diagnostic> {
        let scripts = request.scripts.as_deref();
        let Warned { value: rules, mut warnings } = self.scripts.rules_for(scripts, &request.folder, &request.texts)?;
        for rule in rules.names().filter_map(|name| rules.shared(name)) {
            // What is compiled in was checked before.
            if rule.origin() != RuleOrigin::Shipped {
                warnings.extend(self.problems_of_examples(&rule));
            }
        }
        Ok(Warned { value: rules, warnings })
    }

    /// What is wrong with the examples of a rule, and what its script answers without having declared it.
    fn problems_of_examples(&mut self, rule: &Arc<ScriptRule>) -> Diagnostics {
        let file = rule.source().name();
        if let Some((known, problems)) = self.examples.get(file)
            && Arc::ptr_eq(known, rule)
        {
            return problems.clone();
        }
        let wrong = rule.wrong_examples().unwrap_or_else(|problem| vec![problem]);
        let is_told = |problem: &Diagnostic| wrong.iter().any(|wrong| wrong.place == problem.place);
        let undeclared = rule.undeclared_answers().into_iter().filter(|problem| !is_told(problem));
        let problems: Diagnostics = undeclared.chain(wrong.iter().cloned()).collect();
        self.examples.insert(file.to_owned(), (Arc::clone(rule), problems.clone()));
        problems
    }

    /// One case: its scheme, and its report and accounts where it has them. A report without a scheme is read alone.
    pub fn check_case(&self, files: &CaseFiles, rules: &RuleSet) -> CheckedCase {
        let mut checked = CheckedCase::default();
        let found = &mut checked.problems;
        found.extend(check_layouts(&layout_folders(folder_of(&files.scheme))));
        if !files.texts.exists(&files.report) {
            if let Some(loaded) = found.note(load_scheme(files)) {
                checked.sources = loaded.sources;
                checked.program = self.compile(loaded.scheme, rules, found);
            }
            return checked;
        }
        if !files.texts.exists(&files.scheme) {
            match read_report(&files.report, &files.texts) {
                Ok((_, _, source)) => checked.sources.push(source),
                Err(problems) => found.extend(problems),
            }
            return checked;
        }
        let case = match load_case(files) {
            Ok(case) => case.note_in(found),
            Err(problems) => {
                found.extend(problems);
                self.check_further(files, rules, found);
                return checked;
            }
        };
        checked.sources = case.scheme_sources;
        checked.sources.push(case.report_source);
        let accounts = folder_of(&files.scheme).join(ACCOUNTS_FILE);
        if files.texts.exists(&accounts) {
            let source = files.texts.read(&accounts).map_err(Diagnostics::from);
            found.note(source.and_then(|source| read_accounts_text(&source, &case.scheme)));
        }
        checked.program = self.compile(case.scheme, rules, found);
        if let Some(program) = &checked.program {
            let Warned { value, warnings } = evaluated(program, &case.report);
            checked.omissions = value;
            found.extend(warnings);
        }
        checked.report = Some(case.report);
        checked
    }

    /// What else is wrong with a case that was refused: rules and figures of a scheme whose weights do not add up, the report
    /// beside it.
    fn check_further(&self, files: &CaseFiles, rules: &RuleSet, found: &mut Diagnostics) {
        let Some(scheme) = scheme_despite_faults(files) else { return };
        let mut further = Diagnostics::new();
        if let Ok((draft, places, _)) = read_report(&files.report, &files.texts) {
            match Report::check(draft, &places, &scheme) {
                Ok(checked) => further.extend(checked.warnings),
                Err(problems) => further.extend(problems),
            }
        }
        self.compile(scheme, rules, &mut further);
        // What stands where something is wrong already follows from that; so does a metric that no row uses, for a row that
        // is refused uses none.
        let is_known = |problem: &Diagnostic| {
            let place = |problem: &Diagnostic| problem.place.as_ref().map(ToString::to_string);
            let is_there = |known: &Diagnostic| {
                let twins = known.related.iter().filter(|_| known.code == Code::DuplicateId);
                let places = twins.map(|(place, _)| Some(place.to_string())).chain([place(known)]);
                let is_same = |place: &Option<String>| place.is_some() || known.code == problem.code;
                places.filter(is_same).any(|known| known == place(problem))
            };
            found.iter().any(is_there)
        };
        // Where an id of the scheme is wrong, what the report says under the right one is not.
        let has_wrong_id = found.iter().any(|problem| matches!(problem.code, Code::DuplicateId | Code::BadId));
        let follows = |code: Code| match code {
            Code::UnusedMetric => true,
            Code::UnknownIndicator | Code::UnknownMetric => has_wrong_id,
            _ => false,
        };
        let is_new = |problem: &Diagnostic| !follows(problem.code) && !is_known(problem);
        let new: Vec<Diagnostic> = further.into_iter().filter(is_new).collect();
        found.extend(new);
    }

    /// The program of a scheme, with what compiling it finds added to `found`. A rule whose script is faulty was told there,
    /// and is not told again as one that is unknown.
    fn compile(&self, scheme: Scheme, rules: &RuleSet, found: &mut Diagnostics) -> Option<Program> {
        let is_told = |problem: &Diagnostic| {
            problem.code == Code::UnknownRule
                && problem.get("rule").is_some_and(|name| self.scripts.is_faulty(&name.en))
        };
        match Program::compile(scheme, rules.clone()) {
            Ok(program) => {
                found.extend(program.warnings().clone());
                Some(program)
            }
            Err(problems) => {
                found.extend(problems.into_iter().filter(|problem| !is_told(problem)));
                None
            }
        }
    }
}
