//! Tests of rules in words.

mod record;

use std::fmt::Write;

use super::palette::Tone;
use super::phrases;
use super::screen::Screen;
use super::screen_text::ScreenText;
use super::table::{ScreenTable, TableRow, align_right, ruled};
use crate::messages::Messages;
use crate::rule::{CallResult, Value};
use crate::rule_test::{Boundary, CheckedInvariant, RuleTest, Sample};

pub use record::rule_tests_record;

/// The columns of what no example finds.
const SURVIVED: usize = 7;
const MISSED: usize = 10;

/// What testing rules came to: a line for each and the sum of them; with `whole`, every boundary value too.
#[must_use]
pub fn rule_tests_text(tests: &[RuleTest], whole: bool, messages: &Messages, screen: impl Into<Screen>) -> String {
    let screen = screen.into();
    let mut text = ScreenText::new(screen);
    // Of a rule whose examples fail nothing further was tried.
    let tried: Vec<&RuleTest> = tests.iter().filter(|test| test.wrong.is_empty()).collect();
    if !tried.is_empty() {
        text.table(&summary(&tried, messages, screen), messages);
    }
    for test in tests.iter().filter(|_| whole) {
        if !test.boundaries.is_empty() {
            let _ = writeln!(text, "\n{}", messages.say("boundaries-of", &[("rule", &test.rule)]));
            text.table(&boundaries(test, messages, screen), messages);
        }
        for CheckedInvariant { text: law, calls, holds } in &test.invariants {
            let id = if *holds { "law-holds" } else { "law-broken" };
            let _ = writeln!(text, "{}", messages.say(id, &[("law", law), ("asked", &calls.to_string())]));
        }
    }
    let sum = |count: fn(&RuleTest) -> usize| tests.iter().map(count).sum::<usize>().to_string();
    let _ = writeln!(
        text,
        "{}",
        messages.say(
            "rule-tests-sum",
            &[
                ("rules", &tests.len().to_string()),
                ("examples", &sum(|test| test.examples)),
                ("situations", &sum(|test| test.situations)),
                ("boundaries", &sum(|test| test.boundaries.len())),
                ("mutants", &sum(|test| test.mutants.killed + test.mutants.survived + test.mutants.equivalent)),
                ("killed", &sum(|test| test.mutants.killed)),
                ("survived", &sum(|test| test.mutants.survived)),
                ("equivalent", &sum(|test| test.mutants.equivalent)),
            ]
        )
    );
    let uncompiled = sum(|test| test.mutants.uncompiled);
    if uncompiled != "0" {
        let _ = writeln!(text, "{}", messages.say("rule-tests-uncompiled", &[("count", &uncompiled)]));
    }
    let _ = writeln!(
        text,
        "{}",
        messages.say(
            "rule-tests-missed",
            &[("wrong", &sum(|test| test.wrong.iter().count())), ("missed", &sum(|test| test.missed.iter().count()))]
        )
    );
    text.finish()
}

fn summary(tests: &[&RuleTest], messages: &Messages, screen: Screen) -> ScreenTable {
    let header = [
        "explain-rule",
        "test-examples",
        "test-situations",
        "test-boundaries",
        "test-jumps",
        "test-branches",
        "test-killed",
        "test-survived",
        "test-equivalent",
        "test-invariants",
        "test-missed",
    ];
    let mut table = ruled(&header.map(|id| messages.say(id, &[])), screen, 150);
    for test in tests {
        let jumps = test.boundaries.iter().filter(|boundary| boundary.is_jump).count();
        let counts = [
            test.examples,
            test.situations,
            test.boundaries.len(),
            jumps,
            test.branches,
            test.mutants.killed,
            test.mutants.survived,
            test.mutants.equivalent,
            test.invariants.len(),
            test.missed.iter().count(),
        ];
        let row = TableRow::new(std::iter::once(test.rule.clone()).chain(counts.map(|count| count.to_string())));
        let of = |found: bool| if found { Tone::Wrong } else { Tone::Plain };
        let missed = test.missed.iter().next().is_some();
        table.add(row.cell_tone(SURVIVED, of(test.mutants.survived > 0)).cell_tone(MISSED, of(missed)));
    }
    align_right(&mut table, &[1, 2, 3, 4, 5, 6, 7, 8, 9, MISSED]);
    table.optional(&[8, 4, 3, 2, 9, 5]);
    table
}

fn boundaries(test: &RuleTest, messages: &Messages, screen: Screen) -> ScreenTable {
    let header =
        ["boundary-where", "boundary-from", "boundary-input", "boundary-step", "boundary-around", "test-jumps"];
    let mut table = ruled(&header.map(|id| messages.say(id, &[])), screen, 150);
    for Boundary { from, input, place, step, samples, is_jump, .. } in &test.boundaries {
        let around: Vec<String> = samples.iter().map(|sample| sample_text(sample, messages)).collect();
        let (line, column) = place.line_column();
        let jump = if *is_jump { messages.say("boundary-jump", &[]) } else { String::new() };
        let step = step.to_string();
        table.add_row([&format!("{line}:{column}"), from, input, &step, &around.join("\n"), &jump]);
    }
    table
}

fn sample_text(sample: &Sample, messages: &Messages) -> String {
    let value = match &sample.value {
        Value::Number(number) => phrases::short(number),
        Value::Flag(flag) => messages.say(if *flag { "yes" } else { "no" }, &[]),
        other => other.to_string(),
    };
    let outcome = match &sample.result {
        Ok(CallResult::Scored { points, branch, .. }) => format!("{} ({branch})", phrases::short(points)),
        Ok(CallResult::NotApplicable(name)) => format!("{} ({name})", messages.say("state-not-applicable", &[])),
        Ok(CallResult::Refused(name)) => format!("{} ({name})", messages.say("reply-refused", &[])),
        Err(code) => format!("{} ({})", messages.say("reply-stopped", &[]), code.name()),
    };
    format!("{value} → {outcome}")
}
