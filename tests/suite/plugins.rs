//! Rules are plug-ins: what a rule is called decides nothing, and the program knows none by name.
//!
//! Every shipped script is put beside itself and in its own place under another name, byte for byte, and all cases that
//! use it are rewritten to use the copy: shipped cases, cases made of its examples, and a case of claims that only other
//! ways of scoring explain. Every study must say the same of them.

pub mod drafts;
mod header;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jixiao::analysis::seek::{FigureSearch, Goal, Measure, seek_figures};
use jixiao::analysis::sweep::{Step, SweepRequest, sweep};
use jixiao::analysis::whatif::{CaseChange, ChangeTexts};
use jixiao::comparison::compare::{Side, compare};
use jixiao::format::{
    audit_record, compare_record, evaluation_record, recheck_record, rule_tests_record, sweep_record, whatif_record,
};
use jixiao::project::{
    CaseRequest, GuardState, Guarded, GuardedAt, ScriptFolders, WhatIfRequest, find_case_folders, guard_cases,
    load_accounts, load_rules, open_whatif, record_all,
};
use jixiao::review::audit::{AuditedCase, audit};
use jixiao::review::recheck::recheck;
use jixiao::rule_test::test_rule;
use jixiao::{Diagnostics, Family, Number, Place, Program, RequestPlaces, RuleSet, Scheme, ScriptRule, Source, Warned};
use serde_json::Value as Json;

use self::drafts::{Files, GIVEN, of_claims, of_examples};

fn json(record: &impl serde::Serialize) -> Json {
    serde_json::to_value(record).unwrap()
}

/// The most rows of a case that is swept.
const MAX_SWEPT: usize = 8;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shipped() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| load_rules(&root().join("scripts")).unwrap().value)
}

/// Rules under other names: what each shipped name is replaced by; as long as it, so that places stay the same.
type Names = BTreeMap<String, String>;

/// All cases by name: the shipped ones, one of the examples of each rule, and one of claims.
fn cases() -> &'static BTreeMap<String, Files> {
    static CASES: OnceLock<BTreeMap<String, Files>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mut cases: BTreeMap<String, Files> = BTreeMap::new();
        for folder in find_case_folders(&root().join("indicators")) {
            let names = ["scheme.yaml", "report.yaml", "accounts.yaml"].into_iter();
            let files = names.filter_map(|name| Some((name.to_owned(), fs::read_to_string(folder.join(name)).ok()?)));
            cases.insert(folder.file_name().unwrap().to_str().unwrap().to_owned(), files.collect());
        }
        let shipped_cases = cases.len();
        for rule in shipped().rules() {
            cases.insert(format!("examples-of-{}", rule.metadata().name), of_examples(rule));
        }
        cases.insert("claims".to_owned(), of_claims());
        assert_eq!((shipped_cases, cases.len()), (14, 14 + 32 + 1));
        cases
    })
}

/// A text in which the rules that rows and modifiers name are replaced.
fn renamed(text: &str, names: &Names) -> String {
    let mut parts = text.split("rule: ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')).unwrap_or(part.len());
        let (rule, rest) = part.split_at(end);
        let _ = write!(whole, "rule: {}{rest}", names.get(rule).map_or(rule, String::as_str));
    }
    whole
}

/// Scripts and cases in a folder of the test's own, under other names for some rules.
struct Project {
    folder: PathBuf,
    /// The names that stand in the place of shipped ones.
    names: Names,
    folders: ScriptFolders,
}

impl Project {
    /// All shipped scripts but `without`, and the copies under the other names.
    fn new(label: &str, names: Names, without: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugins").join(label);
        let _ = fs::remove_dir_all(&folder);
        let scripts = folder.join("scripts");
        fs::create_dir_all(&scripts).unwrap();
        fs::write(scripts.join("given.rhai"), GIVEN).unwrap();
        for rule in shipped().rules() {
            let (name, text) = (rule.metadata().name.as_str(), rule.source().text());
            let own = (!without.contains(&name)).then_some(name);
            for file in own.into_iter().chain(names.get(name).map(String::as_str)) {
                fs::write(scripts.join(format!("{file}.rhai")), text).unwrap();
            }
        }
        Self { folder, names, folders: ScriptFolders::default() }
    }

    /// What every study says of a case, with the shipped names in place of the others.
    fn verdicts(&mut self, name: &str, files: &Files) -> Vec<(&'static str, String)> {
        let folder = self.folder.join("cases").join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), renamed(text, &self.names)).unwrap();
        }
        let found = studies(&folder, &self.folders).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let neutral = |json: Json| {
            let label = self.folder.file_name().unwrap().to_str().unwrap();
            let text = format!("{json:#}").replace(&format!("/{label}/"), "/");
            self.names.iter().fold(text, |text, (shipped, used)| text.replace(used, shipped))
        };
        found.into_iter().map(|(study, json)| (study, neutral(json))).collect()
    }
}

/// The answer of a study, or the codes of the problems that it refuses the case for.
fn answer(found: Result<Json, Diagnostics>) -> Json {
    found.unwrap_or_else(|problems| problems.iter().map(|problem| problem.code.name()).collect())
}

/// What every study says of a case.
fn studies(folder: &Path, folders: &ScriptFolders) -> Result<Vec<(&'static str, Json)>, Diagnostics> {
    let opened = folders.open_case(&CaseRequest { folder: folder.to_owned(), ..CaseRequest::default() })?.value;
    let (scheme, report, rules) = (&opened.case.scheme, &opened.case.report, &opened.rules);
    let evaluation = opened.program()?.evaluate(report);
    let accounts = folder.join("accounts.yaml");
    let accounts =
        accounts.exists().then(|| load_accounts(&accounts, scheme)).transpose()?.map(|accounts| accounts.value);
    let rechecked = recheck(scheme, rules, report)?.value;
    let subject = AuditedCase { scheme, rules, report, recheck: &rechecked, accounts: accounts.as_ref() };
    let mut found = vec![
        ("score", json(&evaluation_record(&evaluation))),
        ("recheck", json(&recheck_record(&rechecked, ""))),
        ("audit", json(&audit_record(&audit(&subject), &[]))),
    ];
    if scheme.scored_rows().len() <= MAX_SWEPT {
        let asked = SweepRequest { steps: vec![Step::Points(Number::from(1))], ..SweepRequest::default() };
        found.push((
            "sweep",
            answer(sweep(scheme, rules, report, &asked).map(|sweep| json(&sweep_record(&sweep.value)))),
        ));
    }
    let goal = if evaluation.total.as_ref().is_some_and(|total| total.grade.zh == scheme.grades[0].name.zh) {
        Goal::BelowGrade(0)
    } else {
        Goal::Grade(0)
    };
    let metric = report.metrics.keys().next().cloned();
    let search = FigureSearch {
        places: RequestPlaces::default(),
        goal,
        metric,
        step: Some(Number::from(10)),
        steps: BTreeMap::new(),
        locked: BTreeSet::new(),
        free: BTreeSet::new(),
        bounds: BTreeMap::new(),
        costs: BTreeMap::new(),
    };
    let sought = seek_figures(scheme, rules, report, &search);
    found.push(("seek", answer(sought.map(|sought| json(&sought.record(&Measure::Cost))))));
    let first = scheme.scored_rows()[0];
    let more = first.weight.number().add(&Number::from(1)).unwrap();
    let set = vec![Place::argument("--set", format!("{}={more}", first.id))];
    let change = ChangeTexts { set, ..ChangeTexts::default() };
    let request = WhatIfRequest { cases: vec![folder.to_owned()], change, ..WhatIfRequest::default() };
    match open_whatif(&request) {
        Ok(Warned { value: opened, .. }) => {
            let (before, after) = (&opened.before, &opened.variant.scheme);
            let unit = &opened.subjects[0];
            let changed = unit.after.as_ref().unwrap_or(&unit.before);
            let compile = |scheme: &Scheme| Program::compile(scheme.clone(), opened.rules.clone());
            let (old, new) = (compile(before)?, compile(after)?);
            let whatif = CaseChange::new((&old, &new), unit, &opened.variant.weights);
            found.push(("whatif", json(&whatif_record(&whatif, &opened.variant))));
            let from = Side::new(before, &opened.rules, &unit.before)?.value;
            let to = Side::new(after, &opened.rules, changed)?.value;
            let comparison = compare(&from, &to, &BTreeMap::new());
            found.push(("compare", answer(comparison.map(|comparison| json(&compare_record(&comparison))))));
        }
        Err(problems) => found.push(("whatif", answer(Err(problems)))),
    }
    // Rows without a result are never recorded.
    let guard = match guard_folder(folder).accept_all(&BTreeSet::new()) {
        Ok(recording) => {
            record_all(&[recording.unwrap()])?;
            matches!(guard_folder(folder).state, GuardState::Same).into()
        }
        Err(problems) => answer(Err(problems)),
    };
    found.push(("guard", guard));
    Ok(found)
}

/// The one case of a folder against its baseline.
fn guard_folder(folder: &Path) -> Guarded {
    guard_cases(&[GuardedAt::folder(folder)], &CaseRequest::default(), &|| ()).remove(0)
}

/// What the studies say of each case under the shipped names.
fn expected() -> &'static BTreeMap<String, Vec<(&'static str, String)>> {
    static EXPECTED: OnceLock<BTreeMap<String, Vec<(&'static str, String)>>> = OnceLock::new();
    EXPECTED.get_or_init(|| {
        let mut project = Project::new("shipped", Names::new(), &[]);
        cases().iter().map(|(name, files)| (name.clone(), project.verdicts(name, files))).collect()
    })
}

/// Compares the cases that use one of the renamed rules, and counts them.
fn assert_same(project: &mut Project) -> usize {
    let is_touched = |files: &Files| files.values().any(|text| renamed(text, &project.names) != *text);
    let touched: Vec<_> = cases().iter().filter(|(_, files)| is_touched(files)).collect();
    for (name, files) in &touched {
        for ((study, found), (_, wanted)) in project.verdicts(name, files).iter().zip(&expected()[*name]) {
            let lines = found.lines().zip(wanted.lines());
            let differing: Vec<_> = lines.filter(|(found, wanted)| found != wanted).collect();
            assert!(found == wanted, "{study} of {name} under {:?}: {differing:#?}", project.names);
        }
    }
    touched.len()
}

fn assert_each_copy(way: &str, name_of: impl Fn(&str) -> String, replaces: bool) {
    let mut uses = 0;
    for rule in shipped().rules() {
        let name = rule.metadata().name.as_str();
        let names = Names::from([(name.to_owned(), name_of(name))]);
        let without: &[&str] = if replaces { &[name] } else { &[] };
        let found = assert_same(&mut Project::new(&format!("{way}-{name}"), names, without));
        assert!(found > 0, "no case uses {name}");
        uses += found;
    }
    assert!(uses > 60, "{uses}");
}

#[test]
fn a_copy_beside_any_shipped_rule_gets_the_same_verdicts() {
    assert_each_copy("beside", |name| format!("0{}", &name[1..]), false);
}

#[test]
fn a_copy_in_the_place_of_any_shipped_rule_gets_the_same_verdicts() {
    assert_each_copy("instead", |name| format!("Z{}", &name[1..]), true);
}

/// All thirty at once, each name read backwards.
#[test]
fn all_shipped_rules_under_other_names_give_the_same_verdicts() {
    let shipped: Vec<&str> = shipped().names().collect();
    let names = shipped.iter().map(|name| ((*name).to_owned(), name.chars().rev().collect())).collect();
    assert_eq!(assert_same(&mut Project::new("all", names, &shipped)), cases().len());
}

/// The cases together go through every way in which a declaration matters.
#[test]
fn the_cases_use_all_that_scripts_declare() {
    let told: String =
        expected().values().flatten().filter(|(study, _)| *study == "recheck").map(|(_, text)| &**text).collect();
    for wanted in ["\"rule\"", "\"printed-rate\"", "\"rounded-rate\"", "\"initial-budget\"", "\"budget-lines\""] {
        assert!(told.contains(&format!("\"basis\": {wanted}")), "{wanted}");
    }
    for wanted in ["within", "within-older", "outside"] {
        assert!(told.contains(&format!("\"tier\": \"{wanted}\"")), "{wanted}");
    }
    for study in ["sweep", "seek", "whatif", "compare"] {
        let all = expected().iter().flat_map(|(case, told)| told.iter().map(move |(known, text)| (case, known, text)));
        let all = all.filter(|(_, known, _)| **known == study);
        let (answered, refused): (Vec<_>, Vec<_>) = all.partition(|(_, _, text)| text.starts_with('{'));
        assert!(answered.len() >= 20, "{study}: {} answers; {refused:?}", answered.len());
    }
    for (case, told) in expected() {
        let of = |study: &str| &told.iter().find(|(known, _)| *known == study).unwrap().1;
        let score: Json = serde_json::from_str(of("score")).unwrap();
        // What could not be computed is refused with its causes; everything else is recorded and found again.
        let is_refused = of("guard").starts_with('[') && of("guard").contains("\"no-result\"");
        assert_eq!(
            (is_refused, of("guard") == "true"),
            (score["total"].is_null(), !score["total"].is_null()),
            "{case}"
        );
    }
}

/// Examples, boundaries, mutants and invariants of a copy, in the words of its own name.
#[test]
fn tests_of_a_copied_rule_find_the_same() {
    for rule in shipped().rules() {
        let name = rule.metadata().name.as_str();
        let mut copies = RuleSet::new();
        let path = rule.source().name().replace(name, "q1q");
        copies.add("q1q", &Source::new(path, rule.source().text())).unwrap();
        let told = |rule: &ScriptRule| format!("{:#}", json(&rule_tests_record(&[test_rule(rule, &[])])));
        assert_eq!(told(copies.get("q1q").unwrap()).replace("q1q", name), told(rule));
    }
}

/// A copy of one rule of a family and the others are alternatives of one another, once each.
#[test]
fn relatives_are_other_scripts_of_the_family_and_no_copies() {
    let mut rules = shipped().clone();
    for (copy, name) in [("aa", "reverse_linear"), ("zz", "reverse_linear"), ("bb", "reverse_ratio")] {
        rules.add(copy, shipped().get(name).unwrap().source()).unwrap();
    }
    let relatives = |name: &str| -> Vec<&str> {
        rules.relatives(rules.get(name).unwrap(), Family::Reverse).map(|rule| rule.metadata().name.as_str()).collect()
    };
    assert_eq!(["reverse_linear", "aa", "zz"].map(relatives), [["bb"], ["bb"], ["bb"]]);
    assert_eq!(["reverse_ratio", "bb"].map(relatives), [["aa"], ["aa"]]);
    // Another kind of input or target is no relative: nothing that the row has could be scored.
    assert_eq!(relatives("timeliness"), Vec::<&str>::new());
    assert_eq!(rules.distinct().count(), 32);
}
