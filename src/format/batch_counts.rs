//! What became of a population, in a few lines.

use crate::messages::Messages;
use crate::population::BatchCounts;

/// How many units there were, how many have a total and why the others have none, and how many were scored one by one.
#[must_use]
pub fn batch_counts_text(counts: &BatchCounts, messages: &Messages) -> String {
    let number = |number: usize| number.to_string();
    let withheld = counts.units.saturating_sub(counts.scored);
    let [units, scored, withheld] = [counts.units, counts.scored, withheld].map(number);
    let mut lines =
        vec![messages.say("batch-counts", &[("units", &units), ("scored", &scored), ("withheld", &withheld)])];
    for (code, count) in &counts.problems {
        lines.push(messages.say("batch-problem", &[("code", code), ("count", &number(*count))]));
    }
    let [ordinary, compared] = [counts.ordinary, counts.compared].map(number);
    lines.push(messages.say("batch-lanes", &[("ordinary", &ordinary), ("compared", &compared)]));
    if !counts.derived.is_empty() {
        let names: Vec<&str> = counts.derived.iter().map(String::as_str).collect();
        lines.push(messages.say("batch-derived", &[("metrics", &names.join(&messages.say("list-comma", &[])))]));
    }
    lines.join("\n")
}
