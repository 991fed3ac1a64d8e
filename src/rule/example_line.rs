//! Examples written for an author: a case and its result as a line of `examples()`.

use super::literal_tokens;
use super::script::ScriptRule;
use super::tokens;
use super::value::Value;
use super::{CallResult, RuleCase};
use crate::numeric::Number;

impl ScriptRule {
    /// A case and what the rule makes of it, as a line that can be pasted into `examples()`; nothing where the case holds
    /// what no script can write.
    #[must_use]
    pub fn example_line(&self, case: &RuleCase, result: &CallResult) -> Option<String> {
        let card = self.metadata();
        let mut parts = Vec::new();
        let mut put = |name: &str, value: String| parts.push(format!("{name}: {value}"));
        for (name, value) in case.inputs.iter().filter(|(_, value)| **value != Value::Missing) {
            put(name, literal(value)?);
        }
        if case.target != Value::Missing {
            put("target", literal(&case.target)?);
        }
        let usual = card.target.iter().find(|form| form.fits(&case.target));
        if let Some(form) = case.setting.form.filter(|form| Some(*form) != usual) {
            put("form", format!("\"{}\"", <&str>::from(form)));
        }
        for (name, _) in
            [("penalty", case.setting.is_penalty), ("share", case.setting.is_share)].iter().filter(|(_, holds)| *holds)
        {
            put(name, "true".to_owned());
        }
        let said = card.stated(&case.params);
        let said =
            said.map(|(name, value)| Some(format!("{name}: {}", literal(value)?))).collect::<Option<Vec<_>>>()?;
        if !said.is_empty() {
            put("params", format!("#{{ {} }}", said.join(", ")));
        }
        if let Some(before) = &case.before {
            put("before", number(before));
        }
        put("weight", number(&case.weight));
        match result {
            CallResult::Scored { points, branch, notes, .. } => {
                put("points", number(points));
                put("branch", text(branch));
                if !notes.is_empty() {
                    put("notes", literal(&Value::List(notes.iter().cloned().map(Value::Text).collect()))?);
                }
            }
            CallResult::Refused(name) => put("refused", text(name)),
            CallResult::NotApplicable(name) => put("not_applicable", text(name)),
        }
        Some(format!("#{{ {} }},", parts.join(", ")))
    }

    /// The same rule with one more example, a line as [`ScriptRule::example_line`] writes it, behind the others.
    pub(crate) fn with_example(&self, line: &str) -> Option<Self> {
        let tokens = &self.code.tokens;
        let bodies = tokens::bodies(tokens);
        let last = literal_tokens::items(bodies.get("examples")?).pop()?;
        let end = literal_tokens::place_of(last)?.range().end;
        let (before, after) = self.source.text().split_at_checked(end)?;
        let after = after.strip_prefix(',').unwrap_or(after);
        self.rewritten(&format!("{before},\n    {line}{after}"))
    }
}

/// A value as a script writes it.
fn literal(value: &Value) -> Option<String> {
    Some(match value {
        Value::Missing => "()".to_owned(),
        Value::Number(value) => number(value),
        Value::Text(value) => text(value),
        Value::Flag(flag) => flag.to_string(),
        Value::Day(day) => format!("\"{day}\""),
        Value::List(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Option<Vec<_>>>()?.join(", "))
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let is_plain = key.starts_with(|first: char| first.is_alphabetic() || first == '_')
                    && key.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
                Some(format!("{}: {}", if is_plain { key.clone() } else { text(key) }, literal(value)?))
            });
            format!("#{{ {} }}", entries.collect::<Option<Vec<_>>>()?.join(", "))
        }
    })
}

fn text(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The number, as a division where its decimals never end.
fn number(value: &Number) -> String {
    match value.decimals() {
        Some(_) => value.to_string(),
        None => value.to_fraction().replace('/', " / "),
    }
}
