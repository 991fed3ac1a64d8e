//! How a scheme uses a rule: metrics and a row that can be pasted, from the first example that comes to points.

use serde_json::{Value as Tree, json};

use crate::rule::{CountedIn, InputCard, Kind, RuleCase, RuleMetadata, ScriptRule, TargetForm, Value};

/// The metrics and the row of an example as parts of a scheme; none where no example comes to points.
pub(super) fn rule_use(rule: &ScriptRule) -> Option<Tree> {
    let card = rule.metadata();
    let cases = rule.examples().ok()?.into_iter().filter_map(|example| example.case.ok());
    let case = cases.filter(|case| !case.setting.is_penalty).find(|case| is_usual(rule, case))?;
    let mut metrics = serde_json::Map::new();
    let mut inputs = serde_json::Map::new();
    for (name, asked) in &card.inputs {
        let count = match case.inputs.get(name) {
            None | Some(Value::Missing) => continue,
            Some(Value::List(items)) => items.len(),
            Some(_) => 1,
        };
        let names: Vec<String> = match asked.many {
            true => (1..=count).map(|at| format!("{name}_{at}")).collect(),
            false => vec![name.clone()],
        };
        for metric in &names {
            metrics.insert(metric.clone(), unit_of(asked).map_or_else(|| json!({}), |unit| json!({ "unit": unit })));
        }
        let source = if asked.many { json!(names) } else { json!(name) };
        inputs.insert(name.clone(), source);
    }
    let used = json!({
        "rule": card.name,
        "params": params(card, &case),
        "inputs": if inputs.is_empty() { Tree::Null } else { Tree::Object(inputs) },
    });
    let metrics = if metrics.is_empty() { Tree::Null } else { Tree::Object(metrics) };
    if card.is_modifier {
        return Some(json!({ "metrics": metrics, "modifiers": [used] }));
    }
    let counts_row = card.inputs.values().any(|asked| asked.kind == Kind::Number && asked.unit == CountedIn::Row);
    let counts_shares = card.inputs.get("actual").is_some_and(|asked| matches!(asked.unit, CountedIn::Share(_)));
    let mut row = json!({
        "id": format!("{}-row", card.name.replace('_', "-")),
        "name": card.title.zh,
        "weight": case.weight.to_string(),
        "unit": if counts_row || counts_shares { json!("%") } else { Tree::Null },
        "target": target(&case),
    });
    if let (Tree::Object(row), Tree::Object(used)) = (&mut row, used) {
        row.extend(used);
    }
    Some(json!({ "metrics": metrics, "indicators": [row] }))
}

/// Whether an example is one to show: it comes to points under its parameters, and its target is none that is doubted.
fn is_usual(rule: &ScriptRule, case: &RuleCase) -> bool {
    let is_full = case.target.as_number().is_none_or(|target| *target >= crate::numeric::Number::from(1));
    let gives_points = rule.run_case(case).is_ok_and(|result| result.points().is_some());
    gives_points && is_full && rule.check(&case.params, &crate::rule::RowTerms::of(case)).is_ok()
}

fn unit_of(asked: &InputCard) -> Option<&'static str> {
    match (&asked.unit, asked.kind) {
        (CountedIn::Row | CountedIn::Share(_), Kind::Number) => Some("%"),
        _ => None,
    }
}

/// The parameters that differ from what counts anyway.
fn params(card: &RuleMetadata, case: &RuleCase) -> Tree {
    let said: serde_json::Map<String, Tree> =
        card.stated(&case.params).map(|(name, value)| (name.clone(), tree(value))).collect();
    if said.is_empty() { Tree::Null } else { Tree::Object(said) }
}

fn target(case: &RuleCase) -> Tree {
    let form = case.setting.form.map_or("at-least", <&str>::from).replace('-', "_");
    match (&case.target, case.setting.form) {
        (Value::Missing, _) => Tree::Null,
        (Value::Map(ends), _) => json!({ form: [ends.get("low").map(tree), ends.get("high").map(tree)] }),
        (value, Some(TargetForm::By)) => json!({ "by": value.to_string() }),
        (value, _) => json!({ form: tree(value) }),
    }
}

fn tree(value: &Value) -> Tree {
    match value {
        Value::Missing => Tree::Null,
        Value::List(items) => Tree::Array(items.iter().map(tree).collect()),
        Value::Map(entries) => Tree::Object(entries.iter().map(|(key, value)| (key.clone(), tree(value))).collect()),
        Value::Flag(flag) => json!(if *flag { "true" } else { "false" }),
        other => json!(other.to_string()),
    }
}
