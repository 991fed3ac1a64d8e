//! What became of a population, in a few lines.

use crate::messages::Messages;
use crate::population::{BatchCounts, NamedUnits};

/// How many units there were, how many have a total and why the others have none; which ones the office should look at, as in
/// a ranking; and how many were scored one by one.
#[must_use]
pub fn batch_counts_text(counts: &BatchCounts, messages: &Messages) -> String {
    let number = |number: usize| number.to_string();
    let withheld = counts.units.saturating_sub(counts.scored);
    let [units, scored, withheld] = [counts.units, counts.scored, withheld].map(number);
    let mut lines =
        vec![messages.say("batch-counts", &[("units", &units), ("scored", &scored), ("withheld", &withheld)])];
    for (code, count) in &counts.problems {
        let name = messages.find(&format!("fault-{code}"), &[]);
        let named = name.map(|name| messages.say("named-with-id", &[("name", &name), ("id", code)]));
        let facts = [("code", named.as_deref().unwrap_or(code)), ("count", &number(*count))];
        lines.push(messages.say("batch-problem", &facts));
    }
    let named = [
        ("batch-repeated", &counts.repeated),
        ("batch-other-year", &counts.other_year),
        ("ranking-rounding", &counts.decided_by_rounding),
        ("ranking-claims", &counts.differing_claims),
        ("ranking-all-full", &counts.full_marks),
    ];
    for (id, NamedUnits { count, names }) in named.into_iter().filter(|(_, units)| units.count > 0) {
        let more = (*count > names.len()).then_some("…");
        let names: Vec<&str> = names.iter().map(String::as_str).chain(more).collect();
        let names = names.join(&messages.say("list-comma", &[]));
        lines.push(messages.say(id, &[("count", &number(*count)), ("names", &names)]));
    }
    if counts.claims > 0 {
        let [claims, differ] = [counts.claims, counts.differing_claims.count].map(number);
        lines.push(messages.say("batch-claims", &[("claims", &claims), ("differ", &differ)]));
    }
    if counts.is_beyond_memory {
        lines.push(messages.say("batch-beyond-memory", &[("most", &number(BatchCounts::MOST_KNOWN))]));
    }
    let [ordinary, compared] = [counts.ordinary, counts.compared].map(number);
    let id = if counts.compared == 0 { "batch-one-by-one" } else { "batch-lanes" };
    lines.push(messages.say(id, &[("ordinary", &ordinary), ("compared", &compared)]));
    if !counts.derived.is_empty() {
        let names: Vec<&str> = counts.derived.iter().map(String::as_str).collect();
        lines.push(messages.say("batch-derived", &[("metrics", &names.join(&messages.say("list-comma", &[])))]));
    }
    lines.join("\n")
}
