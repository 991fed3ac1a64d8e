//! Rules are plug-ins: what a rule is called decides nothing, and the program knows none by name.
//!
//! Every shipped script is put beside itself and in its own place under another name, byte for byte, and all cases that
//! use it are rewritten to use the copy: shipped cases, cases made of its examples, and a case of claims that only other
//! ways of scoring explain. Every study must say the same of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jixiao::analysis::seek::{FigureSearch, Goal, Measure, seek_figures};
use jixiao::analysis::sweep::{Step, SweepRequest, sweep};
use jixiao::analysis::whatif::{CaseChange, Change, ChangeTexts};
use jixiao::comparison::compare::{Side, compare};
use jixiao::format::{
    audit_record, compare_record, evaluation_record, recheck_record, rule_tests_record, sweep_record, whatif_record,
};
use jixiao::project::{
    CaseRequest, GuardState, ScriptFolders, WhatIfRequest, find_case_folders, guard_case, load_accounts, load_rules,
    open_whatif,
};
use jixiao::review::audit::{Subject, audit};
use jixiao::review::recheck::recheck;
use jixiao::rule_test::test_rule;
use jixiao::{
    CallResult, Code, DeclaredAlternative, Diagnostics, Family, Mode, Number, Place, Program, RequestPlaces, Rounding,
    RuleCase, RuleSet, Scheme, ScriptRule, Source, Value, Warned,
};
use serde_json::Value as Json;

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

/// The texts of a case by file name.
type Files = BTreeMap<String, String>;

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
            cases.insert(format!("examples-of-{}", rule.card().name), of_examples(rule));
        }
        cases.insert("claims".to_owned(), of_claims());
        assert_eq!((shipped_cases, cases.len()), (14, 14 + 30 + 1));
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

/// A rule that gives the points it is told, for modifiers to start from.
const GIVEN: &str = "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n\
    fn inputs() { #{ given: #{ kind: \"number\", zh: \"得分\", en: \"points\" } } }\nfn params() { #{} }\n\
    fn sentences() { #{ given: #{ zh: \"{points}\", en: \"{points}\" } } }\n\
    fn examples() { [ #{ given: 1, weight: 10, points: 1, branch: \"given\" } ] }\n\
    fn score(case) { award(case.given, \"given\") }\n";

fn written(value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "是" } else { "否" }.to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::List(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", written(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A case that is written row by row.
#[derive(Default)]
struct Draft {
    rows: String,
    metrics: String,
    figures: String,
    notes: String,
    weights: Vec<Number>,
}

impl Draft {
    /// A metric with this figure.
    fn metric(&mut self, value: &Value) -> String {
        let id = format!("m{}", self.metrics.lines().count());
        let _ = writeln!(self.metrics, "  {id}: {{}}");
        let _ = match value {
            Value::Missing => writeln!(self.figures, "  {id}: {{ missing: 未填 }}"),
            value => writeln!(self.figures, "  {id}: {{ value: {} }}", written(value)),
        };
        id
    }

    fn inputs(&mut self, inputs: &BTreeMap<String, Value>) -> String {
        let mut fed = Vec::new();
        for (name, value) in inputs {
            let source = match value {
                Value::Missing => continue,
                Value::List(items) => {
                    let ids: Vec<String> = items.iter().map(|item| self.metric(item)).collect();
                    format!("[{}]", ids.join(", "))
                }
                value => self.metric(value),
            };
            fed.push(format!("{name}: {source}"));
        }
        format!("{{ {} }}", fed.join(", "))
    }

    /// A row with what it says besides its weight, and what is claimed of it.
    fn row(&mut self, weight: &Number, row: &str, note: &str) {
        let id = format!("r{}", self.weights.len());
        let _ = writeln!(self.rows, "      - {{ id: {id}, name: 行{id}, weight: {weight}, {row} }}");
        let _ = writeln!(self.notes, "  {id}: {{ {note} }}");
        self.weights.push(weight.clone());
    }

    fn files(self) -> Files {
        let full = self.weights.iter().try_fold(Number::zero(), |sum, weight| sum.add(weight)).unwrap();
        let half = full.divide(&Number::from(2)).unwrap();
        let scheme = format!(
            "scheme: s\ntitle: 试算\nfull_score: {full}\nnot_applicable: rescale\n\
             rounding: {{ indicator: {{ places: 2, mode: half-up }}, total: {{ places: 2, mode: half-up }} }}\n\
             grades: [{{ grade: 优, from: {half} }}, {{ grade: 其他, from: 0 }}]\nmetrics:\n{}dimensions:\n\
             \x20 - id: d\n    name: 产出\n    weight: {full}\n    indicators:\n{}",
            self.metrics, self.rows
        );
        let report = format!("unit: 某局\nmetrics:\n{}rows:\n{}", self.figures, self.notes);
        Files::from([("scheme.yaml".to_owned(), scheme), ("report.yaml".to_owned(), report)])
    }
}

fn target(case: &RuleCase, rule: &ScriptRule) -> String {
    let at = if <&str>::from(rule.card().direction) == "lower" { "at_most" } else { "at_least" };
    match &case.target {
        Value::Number(number) => format!("target: {{ {at}: {number} }}, "),
        Value::Day(day) => format!("target: {{ by: {day} }}, "),
        Value::Text(text) => format!("target: {{ statement: {text:?} }}, "),
        Value::Map(ends) => format!("target: {{ between: [{}, {}] }}, ", ends["low"], ends["high"]),
        Value::Missing | Value::Flag(_) | Value::List(_) => String::new(),
    }
}

/// A row for every example of a rule that comes to points, each with a claim.
fn of_examples(rule: &ScriptRule) -> Files {
    let mut draft = Draft::default();
    let card = rule.card();
    for (at, case) in rule.examples().unwrap().into_iter().filter_map(|example| example.case.ok()).enumerate() {
        let (Ok(()), Ok(CallResult::Scored { points, .. })) = (rule.check(&case.params), rule.run_case(&case)) else {
            continue;
        };
        let inputs = draft.inputs(&case.inputs);
        let params = case.params.iter().filter(|(_, value)| **value != Value::Missing);
        let params = written(&Value::Map(params.map(|(name, value)| (name.clone(), value.clone())).collect()));
        let used = format!("rule: {}, params: {params}, inputs: {inputs}", card.name);
        let target = target(&case, rule);
        let row = match &case.before {
            None => format!("{target}{used}"),
            Some(before) => {
                let before = draft.metric(&Value::Number(before.clone()));
                format!("{target}rule: given, inputs: {{ given: {before} }}, modifiers: [{{ {used} }}]")
            }
        };
        draft.row(&case.weight, &row, &claim(at, &points, &case.weight));
    }
    draft.files()
}

/// What is claimed of the row at a position: its points under several roundings, full marks, none; now and then with a
/// printed rate.
fn claim(at: usize, points: &Number, weight: &Number) -> String {
    let rounded = |places: u32, mode: Mode| Rounding { places, mode }.apply(points);
    let claimed = match at % 5 {
        0 => rounded(2, Mode::HalfUp),
        1 => rounded(0, Mode::HalfUp),
        2 => weight.clone(),
        3 => Number::zero(),
        _ => rounded(1, Mode::Down),
    };
    let rate = if at.is_multiple_of(3) { ", printed_rate: 88" } else { "" };
    format!("claimed: {claimed}{rate}")
}

/// Rows of ten points whose claims follow from other ways of scoring; each was worked by hand in `tests/recheck.rs`.
fn of_claims() -> Files {
    let number = |text: &str| Value::Number(Number::parse(text).unwrap());
    let text = |text: &str| Value::Text(text.to_owned());
    let forward = "target: { at_least: 100 }, rule: forward_ratio";
    let linear = "target: { at_most: 10 }, rule: reverse_linear";
    let ratio = "target: { at_most: 10 }, rule: reverse_ratio";
    let equal = "target: { equal: 100 }, rule: equal, params: { mode: at_least }";
    let lines = "claimed: 9, budget_lines: [{ name: 甲, budget: 60, executed: 54 }]";
    let actual = |actual: &str| vec![("actual", number(actual))];
    let budget = |budget: &str, executed: &str| vec![("budget", number(budget)), ("executed", number(executed))];
    let tier = |tier: &str| vec![("tier", text(tier))];
    let table = [
        (forward, actual("86.25"), "claimed: 9"),
        (forward, actual("84.6"), "claimed: 8.5"),
        (forward, actual("87.79"), "claimed: 8.8, printed_rate: 88"),
        (forward, actual("75"), "claimed: 3.75"),
        (forward, actual("100"), "claimed: 9"),
        (forward, actual("100"), "claimed: 3"),
        (linear, actual("15"), "claimed: 6.67"),
        (linear, actual("11"), "claimed: 9.1"),
        (ratio, actual("15"), "claimed: 5"),
        ("target: { at_most: 10 }, rule: reverse_linear, params: { k: 3 }", actual("15"), "claimed: 5"),
        (equal, actual("99.9"), "claimed: 0"),
        (equal, actual("104"), "claimed: 9.6"),
        ("rule: budget_execution", budget("120", "90"), "claimed: 9, initial_budget: 100"),
        ("rule: budget_execution", budget("100", "80"), lines),
        ("rule: budget_execution", budget("310.2", "154.74"), "claimed: 5, printed_rate: 50"),
        ("rule: budget_execution", budget("310.2", "154.74"), "claimed: 4.99, printed_rate: 51"),
        ("rule: qual_three_tier", tier("达成"), "claimed: 8"),
        ("rule: qual_three_tier", tier("部分达成"), "claimed: 5.5"),
        ("rule: qual_three_tier", tier("达成"), "claimed: 7.9"),
        ("rule: qual_three_tier", tier("优"), "claimed: 9"),
    ];
    let mut draft = Draft::default();
    for (row, inputs, note) in table {
        let inputs = inputs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let inputs = draft.inputs(&inputs);
        draft.row(&Number::from(10), &format!("{row}, inputs: {inputs}"), note);
    }
    draft.files()
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
            let (name, text) = (rule.card().name.as_str(), rule.source().text());
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
        let found = studies(&folder, &mut self.folders).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
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
fn studies(folder: &Path, folders: &mut ScriptFolders) -> Result<Vec<(&'static str, Json)>, Diagnostics> {
    let opened = folders.open_case(&CaseRequest { folder: folder.to_owned(), ..CaseRequest::default() })?.value;
    let (scheme, report, rules) = (&opened.case.scheme, &opened.case.report, &opened.rules);
    let evaluation = opened.program()?.evaluate(report);
    let accounts = folder.join("accounts.yaml");
    let accounts =
        accounts.exists().then(|| load_accounts(&accounts, scheme)).transpose()?.map(|accounts| accounts.value);
    let subject = Subject { scheme, rules, report, evaluation: &evaluation, accounts: accounts.as_ref() };
    let mut found = vec![
        ("score", json(&evaluation_record(&evaluation))),
        ("recheck", json(&recheck_record(&recheck(scheme, rules, report)?.value, ""))),
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
        bounds: BTreeMap::new(),
        costs: BTreeMap::new(),
    };
    let sought = seek_figures(scheme, rules, report, &search);
    found.push(("seek", answer(sought.map(|sought| json(&sought.record(&Measure::Cost))))));
    let first = scheme.scored_rows()[0];
    let more = first.weight.number().add(&Number::from(1)).unwrap();
    let change = Change::read(&ChangeTexts {
        set: vec![Place::argument("--set", format!("{}={more}", first.id))],
        ..ChangeTexts::default()
    })?;
    let request = WhatIfRequest { cases: vec![folder.to_owned()], change: change.clone(), ..WhatIfRequest::default() };
    match open_whatif(&request) {
        Ok(Warned { value: opened, .. }) => {
            let (before, after) = (&opened.before, &opened.variant.scheme);
            let unit = &opened.subjects[0];
            let changed = unit.after.as_ref().unwrap_or(&unit.before);
            let compile = |scheme: &Scheme| Program::compile(scheme.clone(), opened.rules.clone());
            let (old, new) = (compile(before)?, compile(after)?);
            let whatif = CaseChange::new((&old, &unit.before), (&new, changed), &opened.variant.weights);
            found.push(("whatif", json(&whatif_record(&whatif, &opened.variant, &change))));
            let from = Side::new(before, &opened.rules, &unit.before)?.value;
            let to = Side::new(after, &opened.rules, changed)?.value;
            let comparison = compare(&from, &to, &BTreeMap::new());
            found.push(("compare", answer(comparison.map(|comparison| json(&compare_record(&comparison))))));
        }
        Err(problems) => found.push(("whatif", answer(Err(problems)))),
    }
    guard_case(folder, None, folders).accept_all()?.unwrap().write()?;
    let is_same = matches!(guard_case(folder, None, folders).state, GuardState::Same);
    found.push(("guard", is_same.into()));
    Ok(found)
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
        let name = rule.card().name.as_str();
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
        let answered = expected().values().flatten().filter(|(known, text)| *known == study && text.starts_with('{'));
        assert!(answered.count() >= 20, "{study}");
    }
    assert!(expected().values().flatten().all(|(study, text)| *study != "guard" || text == "true"));
}

/// Examples, boundaries, mutants and invariants of a copy, in the words of its own name.
#[test]
fn tests_of_a_copied_rule_find_the_same() {
    for rule in shipped().rules() {
        let name = rule.card().name.as_str();
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
        rules.relatives(rules.get(name).unwrap(), Family::Reverse).map(|rule| rule.card().name.as_str()).collect()
    };
    assert_eq!(["reverse_linear", "aa", "zz"].map(relatives), [["bb"], ["bb"], ["bb"]]);
    assert_eq!(["reverse_ratio", "bb"].map(relatives), [["aa"], ["aa"]]);
    // Another kind of input or target is no relative: nothing that the row has could be scored.
    assert_eq!(relatives("timeliness"), Vec::<&str>::new());
    assert_eq!(rules.distinct().count(), 30);
}

/// The script of a rule with these header lines.
fn with_header(header: &str) -> Result<RuleSet, Diagnostics> {
    let mut rules = RuleSet::new();
    let text = format!(
        "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n{header}\n\
         fn target() {{ \"number\" }}\nfn inputs() {{ #{{ actual: #{{ kind: \"number\", zh: \"值\", en: \"value\" }},\n\
         level: #{{ kind: \"text\", zh: \"档\", en: \"level\" }}, given: #{{ kind: \"number\", optional: true, zh: \"分\", en: \"points\" }} }} }}\n\
         fn params() {{ #{{ mode: #{{ kind: \"choice\", one_of: [\"a\", \"b\"], default: \"a\", zh: \"式\", en: \"mode\" }},\n\
         levels: #{{ kind: \"texts\", default: [\"高\", \"低\"], zh: \"档名\", en: \"names\" }} }} }}\n\
         fn sentences() {{ #{{ b: #{{ zh: \"分\", en: \"points\" }} }} }}\nfn examples() {{ [ #{{ actual: 1, points: 1 }} ] }}\n\
         fn score(case) {{ award(1, \"b\") }}\n"
    );
    rules.add("try", &Source::new("scripts/try.rhai", text)).map(|()| rules)
}

#[test]
fn what_a_header_declares_is_on_the_card() {
    let rules = with_header(
        "//! family: proportional pass-line\n//! alternative: self mode=b\n//! alternative: family reverse\n\
         //! execution: actual / given\n//! judgement: level level of levels\n//! judgement: points given\n\
         //! judgement: older mode=b",
    );
    let rules = rules.unwrap();
    let card = rules.get("try").unwrap().card();
    let declared = &card.declared;
    assert_eq!(declared.families, [Family::Proportional, Family::PassLine]);
    let own = vec![("mode".to_owned(), "b".to_owned())];
    let wanted = [DeclaredAlternative::Own(own.clone()), DeclaredAlternative::Family(Family::Reverse)];
    assert_eq!(declared.alternatives, wanted);
    let execution = declared.execution.as_ref().unwrap();
    assert_eq!((execution.executed.as_str(), execution.budget.as_str()), ("actual", "given"));
    let judgement = declared.judgement.as_ref().unwrap();
    assert_eq!((judgement.points.as_str(), &judgement.instead, &judgement.older), ("given", &None, &Some(own)));
    assert_eq!((card.best_level(), declared.lines.len()), (Some("高"), 7));
    assert_eq!(declared.lines[0], "family: proportional pass-line");
}

/// Each is refused when the script is loaded, at its own line.
#[test]
fn what_a_header_declares_wrongly_is_refused_at_its_line() {
    let table = [
        ("//! family: proportionate", Code::HeaderWord),
        ("//! family:", Code::HeaderWord),
        // The rule needs a level besides the actual.
        ("//! family: rate", Code::HeaderWord),
        ("//! alternative: reverse", Code::HeaderWord),
        ("//! alternative: family reversed", Code::HeaderWord),
        ("//! alternative: self mode", Code::HeaderWord),
        ("//! alternative: self made=b", Code::UnknownParameter),
        ("//! alternative: self mode=c", Code::UnknownChoice),
        ("//! execution: actual of given", Code::HeaderWord),
        ("//! execution: actual / level", Code::HeaderWord),
        ("//! execution: actual / budget", Code::UnknownInput),
        ("//! judgement: given", Code::HeaderWord),
        ("//! judgement: points level", Code::HeaderWord),
        ("//! judgement: points points", Code::UnknownInput),
        // An input that must be there cannot be left out.
        ("//! judgement: points given instead of actual", Code::HeaderWord),
        ("//! judgement: level level of names", Code::UnknownParameter),
        ("//! judgement: level level of mode", Code::HeaderWord),
        ("//! judgement: older mode=c", Code::UnknownChoice),
        // Judgement without points.
        ("//! judgement: older mode=b", Code::HeaderWord),
        ("//! familie: reverse", Code::HeaderWord),
        ("//! kind: modifier\n//! family: reverse", Code::HeaderWord),
    ];
    for (header, code) in table {
        let problems: Vec<_> = with_header(header).err().unwrap().into_iter().collect();
        let [problem] = &problems[..] else { panic!("{header}: {problems:?}") };
        let line = 5 + header.lines().count();
        assert_eq!((problem.code, problem.place.as_ref().unwrap().line_column().0), (code, line), "{header}");
    }
    let twice = "//! execution: actual / given\n//! execution: given / actual";
    assert!(with_header(twice).is_err());
    let twice = "//! judgement: points given\n//! judgement: points given";
    assert!(with_header(twice).is_err());
    let problems = with_header("//! family: proportionate").err().unwrap();
    let nearest = problems.iter().next().unwrap().get("nearest").map(|fact| fact.en.as_str());
    assert_eq!(nearest, Some("proportional"));
}

/// Where a shipped rule's name is a word of another vocabulary: keys of files, functions of scripts, facts of messages.
const HOMONYMS: [(&str, &str); 10] = [
    ("bands", "src/rule/fault.rs"),
    ("boolean", "src/literal.rs"),
    ("cases", "src/cli/rules.rs"),
    ("cases", "src/format/guard.rs"),
    ("change_rate", "src/messages/en/audit.ftl"),
    ("change_rate", "src/messages/zh/audit.ftl"),
    ("change_rate", "src/review/audit/finance.rs"),
    ("interpolate", "src/rule/api.rs"),
    ("interpolate", "src/rule/recorder.rs"),
    ("interpolate", "src/rule/table.rs"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "ftl") {
            found.push(path);
        }
    }
}

/// Names of two words nowhere at all, those that are ordinary words nowhere as a text or as the rule of a row. Comments
/// may: the examples in them are for readers.
#[test]
fn no_shipped_rule_is_named_in_the_sources() {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    assert!(paths.len() > 150);
    let mut homonyms = BTreeSet::new();
    for path in paths {
        let file = path.strip_prefix(root()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let text = code.collect::<Vec<_>>().join("\n");
        for name in shipped().names() {
            let quoted = format!("\"{name}\"");
            let is_word = |part: &str, rest: &str| {
                let joins = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
                !joins(part.chars().next_back()) && !joins(rest.chars().next())
            };
            let mut found = text.match_indices(name).filter(|(at, _)| is_word(&text[..*at], &text[at + name.len()..]));
            let is_named = if name.contains('_') {
                found.any(|_| true)
            } else {
                text.contains(&quoted) || text.contains(&format!("rule: {name}"))
            };
            if is_named {
                let homonym = HOMONYMS.iter().find(|(word, place)| *word == name && *place == file);
                homonyms.insert(homonym.unwrap_or_else(|| panic!("{file} names the rule {name}")));
            }
        }
    }
    assert_eq!(homonyms.len(), HOMONYMS.len(), "of {HOMONYMS:?} only {homonyms:?} are needed");
}
