//! Cases made of the examples of rules, and of claims that other ways of scoring explain.

use std::collections::BTreeMap;
use std::fmt::Write;

use jixiao::{CallResult, Mode, Number, Rounding, RowTerms, RuleCase, ScriptRule, Value};

/// The texts of a case by file name.
pub type Files = BTreeMap<String, String>;

/// A rule that gives the points it is told, for modifiers to start from.
pub const GIVEN: &str = "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n\
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

/// The input that a row feeds with a metric of its own name.
const ACTUAL: &str = "actual";

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
            Value::Missing => writeln!(self.figures, "  {id}: {{ unfinished: 至今未完成 }}"),
            value => writeln!(self.figures, "  {id}: {{ value: {} }}", written(value)),
        };
        id
    }

    fn inputs(&mut self, inputs: &BTreeMap<String, Value>) -> String {
        let mut fed = Vec::new();
        for (name, value) in inputs {
            let source = match value {
                Value::Missing if name == ACTUAL => self.metric(value),
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

    /// A row for an example that comes to points, with a claim.
    fn example(&mut self, rule: &ScriptRule, at: usize, case: &RuleCase) {
        let card = rule.metadata();
        let (Ok(()), Ok(CallResult::Scored { points, .. })) =
            (rule.check(&case.params, &RowTerms::of(case)), rule.run_case(case))
        else {
            return;
        };
        if case.setting.is_penalty {
            return;
        }
        let mut inputs = case.inputs.clone();
        if card.inputs.contains_key(ACTUAL) {
            inputs.entry(ACTUAL.to_owned()).or_insert(Value::Missing); // told to be unfinished
        }
        let inputs = self.inputs(&inputs);
        let params = case.params.iter().filter(|(_, value)| **value != Value::Missing);
        let params = written(&Value::Map(params.map(|(name, value)| (name.clone(), value.clone())).collect()));
        let used = format!("rule: {}, params: {params}, inputs: {inputs}", card.name);
        let target = target(case);
        let row = match &case.before {
            None => format!("{target}{used}"),
            Some(before) => {
                let before = self.metric(&Value::Number(before.clone()));
                format!("{target}rule: given, inputs: {{ given: {before} }}, modifiers: [{{ {used} }}]")
            }
        };
        self.row(&case.weight, &row, &claim(at, &points, &case.weight));
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

fn target(case: &RuleCase) -> String {
    match &case.target {
        Value::Number(number) => {
            let form = case.setting.form.map_or("at-least", <&str>::from).replace('-', "_");
            format!("target: {{ {form}: {number} }}, ")
        }
        Value::Day(day) => format!("target: {{ by: {day} }}, "),
        Value::Text(text) => format!("target: {{ statement: {text:?} }}, "),
        Value::Map(ends) => format!("target: {{ between: [{}, {}] }}, ", ends["low"], ends["high"]),
        Value::Missing | Value::Flag(_) | Value::List(_) => String::new(),
    }
}

/// A row for every example of a rule that comes to points, each with a claim.
pub(super) fn of_examples(rule: &ScriptRule) -> Files {
    let mut draft = Draft::default();
    for (at, case) in rule.examples().unwrap().into_iter().filter_map(|example| example.case.ok()).enumerate() {
        draft.example(rule, at, &case);
    }
    draft.files()
}

/// The same with a case of its own for each of them.
pub fn of_each_example(rule: &ScriptRule) -> Vec<Files> {
    let cases = rule.examples().unwrap().into_iter().filter_map(|example| example.case.ok());
    let drafts = cases.enumerate().filter_map(|(at, case)| {
        let mut draft = Draft::default();
        draft.example(rule, at, &case);
        (!draft.weights.is_empty()).then(|| draft.files())
    });
    drafts.collect()
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

/// Rows of ten points whose claims follow from other ways of scoring; each was worked by hand in `recheck/alternatives.rs`.
pub(super) fn of_claims() -> Files {
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
