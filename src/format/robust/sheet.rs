//! What the views of a robustness study show, as texts.

use crate::analysis::robust::{DrawnWeight, FRAGILE, RobustOrganisation, Robustness, SetShare, WeightUncertainty};
use crate::format::phrases;
use crate::messages::Messages;
use crate::numeric::{Mode, Number, Rounding};

/// How many organisations are named in one line; JSON has all.
const MOST_NAMED: usize = 20;
/// How the numbers are drawn, as other programs name it.
pub(super) const GENERATOR: &str = "ChaCha8";

/// Where the columns of numbers stand.
pub(super) const NUMBERS: [usize; 5] = [0, 2, 4, 8, 9];
/// Where the share of the grade stands.
pub(super) const SHARE: usize = 4;
/// The columns that may be left out where there is little room.
pub(super) const OPTIONAL: [usize; 4] = [10, 9, 8, 6];

/// The headings of the indicators.
pub(super) const WEIGHT_COLUMNS: [&str; 7] = [
    "column-indicator",
    "column-weight",
    "robust-low",
    "robust-high",
    "robust-shift",
    "robust-grades-changed",
    "robust-leaders",
];

/// The headings of the organisations.
pub(super) const COLUMNS: [&str; 11] = [
    "column-rank",
    "column-unit",
    "total",
    "column-grade",
    "robust-grade-share",
    "robust-others",
    "robust-seen",
    "robust-range",
    "robust-first",
    "robust-follower",
    "robust-deciding",
];

/// What was asked: the scheme, which sets, how they were drawn, and what a share means.
pub(in crate::format) fn head(study: &Robustness, messages: &Messages) -> Vec<String> {
    let scheme = study.program.scheme();
    let mut lines = vec![messages.say("robust-title", &[("title", messages.pick(&scheme.title))])];
    let percent = study.request.uncertainty.percent().map(ToString::to_string).unwrap_or_default();
    lines.push(match &study.request.uncertainty {
        WeightUncertainty::Simplex => messages.say("robust-simplex", &[]),
        WeightUncertainty::Box(_) => messages.say("robust-box", &[("percent", &percent)]),
        WeightUncertainty::Relative(_) => messages.say("robust-relative", &[("percent", &percent)]),
        WeightUncertainty::Experts(experts) => messages.say("robust-experts", &[("count", &experts.len().to_string())]),
    });
    let (draws, seed, step) = (study.request.draws.to_string(), study.request.seed.to_string(), study.step.to_string());
    let facts = [("draws", draws.as_str()), ("seed", seed.as_str()), ("step", step.as_str())];
    lines.push(messages.say("robust-drawn", &facts));
    let locked: Vec<&str> = study
        .weights
        .iter()
        .filter(|row| study.request.locked.contains(&row.id))
        .map(|row| messages.pick(&row.name))
        .collect();
    if !locked.is_empty() {
        lines.push(messages.say("robust-locked", &[("names", &locked.join(&messages.say("list-comma", &[])))]));
    }
    lines.push(messages.say("robust-meaning", &[]));
    lines
}

/// What the office should look at: fragile grades, and organisations that no table holds.
pub(super) fn below(study: &Robustness, messages: &Messages) -> Vec<String> {
    let limit = FRAGILE.to_string();
    let fragile = study.fragile();
    let one = |one: &&RobustOrganisation| {
        let facts = [("name", one.organisation.as_str()), ("share", &percent(&one.own_grade()))];
        messages.say("robust-fragile-one", &facts)
    };
    let names = phrases::some_names(&fragile.iter().map(one).collect::<Vec<_>>(), MOST_NAMED, messages);
    let mut lines = vec![if fragile.is_empty() {
        messages.say("robust-none-fragile", &[("limit", &limit)])
    } else {
        messages.say("robust-fragile", &[("limit", &limit), ("count", &fragile.len().to_string()), ("names", &names)])
    }];
    if study.organisations.iter().any(|one| one.range.is_some()) {
        lines.push(messages.say("robust-range-meaning", &[]));
    }
    if study.organisations.iter().filter_map(|one| one.range.as_ref()).any(|range| !range.is_exact()) {
        lines.push(messages.say("robust-range-open", &[]));
    }
    if is_searched(study) && study.organisations.iter().any(|one| one.range.is_none()) {
        lines.push(messages.say("robust-range-none-why", &[]));
    }
    let evaluated: Vec<String> = study.evaluated().iter().map(|one| one.organisation.clone()).collect();
    let withheld: Vec<String> = study.withheld.iter().map(|(organisation, ..)| organisation.clone()).collect();
    let refused: Vec<String> = study.refused.iter().map(|(file, _)| file.clone()).collect();
    for (id, names) in [("robust-evaluated", evaluated), ("ranking-withheld", withheld), ("ranking-refused", refused)] {
        if !names.is_empty() {
            let facts =
                [("count", names.len().to_string()), ("names", phrases::some_names(&names, MOST_NAMED, messages))];
            lines.push(messages.say(id, &facts.each_ref().map(|(name, fact)| (*name, fact.as_str()))));
        }
    }
    lines
}

/// The cells of one organisation, in the order of the columns.
pub(super) fn cells(one: &RobustOrganisation, study: &Robustness, messages: &Messages) -> Vec<String> {
    let dash = || "—".to_owned();
    let rounding = Some(study.program.scheme().roundings.total);
    let others = one.grades.iter().filter(|grade| grade.grade != one.total.grade && !grade.share.is_none());
    let mut others: Vec<String> =
        others.map(|grade| format!("{} {}", messages.pick(&grade.grade), percent(&grade.share))).collect();
    others.extend(
        one.withheld.as_ref().map(|share| messages.say("robust-withheld-share", &[("share", &percent(share))])),
    );
    vec![
        one.rank.to_string(),
        one.organisation.clone(),
        phrases::points(one.total.points.number(), rounding),
        messages.pick(&one.total.grade).to_owned(),
        with_interval(&one.own_grade()),
        if others.is_empty() { dash() } else { others.join(&messages.say("list-comma", &[])) },
        one.seen.map_or_else(dash, |(best, worst)| range(best, worst)),
        possible(one, study, messages),
        one.first().map_or_else(dash, |first| first_share(&first, one)),
        one.follower.as_ref().map_or_else(dash, |follower| percent(&follower.ahead)),
        deciding(one, study, messages).unwrap_or_else(dash),
    ]
}

/// The weight that moves the total most, with its part.
fn deciding(one: &RobustOrganisation, study: &Robustness, messages: &Messages) -> Option<String> {
    let parts = study.weights.iter().zip(one.effects.as_ref()?);
    // The first of equals.
    let (row, part) = parts.rev().max_by(|one, other| one.1.cmp(other.1))?;
    Some(format!("{} {}%", messages.pick(&row.name), hundredths(part)))
}

/// The cells of one indicator, in the order of its columns.
pub(super) fn weight_cells(row: &DrawnWeight, messages: &Messages) -> Vec<String> {
    let mut cells = vec![messages.pick(&row.name).to_owned()];
    cells.extend([&row.own, &row.low, &row.high].map(|weight| phrases::short(weight.number())));
    let without = row.left_out.as_ref();
    let dash = || "—".to_owned();
    cells.push(without.and_then(|without| without.mean_shift.as_ref()).map_or_else(dash, phrases::short));
    cells.push(without.map_or_else(dash, |without| without.grades_changed.to_string()));
    cells.push(without.map_or_else(dash, |without| phrases::some_names(&without.leaders, MOST_NAMED, messages)));
    cells
}

/// Ranks from the best to the worst.
pub(super) fn range(best: usize, worst: usize) -> String {
    if best == worst { best.to_string() } else { format!("{best}–{worst}") }
}

/// Whether ranks that any weights may give were looked for: they mean something for a box alone.
fn is_searched(study: &Robustness) -> bool {
    matches!(study.request.uncertainty, WeightUncertainty::Box(_))
}

/// The proved range; where an end is not known exactly, the ranks that are not ruled out; a word where it was not found.
fn possible(one: &RobustOrganisation, study: &Robustness, messages: &Messages) -> String {
    match &one.range {
        None if is_searched(study) => messages.say("robust-range-none", &[]),
        None => "—".to_owned(),
        Some(found) => {
            let ranks = range(found.best_found, found.worst_found);
            let bound = range(found.best_bound, found.worst_bound);
            let facts = [("ranks", ranks.as_str()), ("bound", &bound)];
            if found.is_exact() { ranks } else { messages.say("robust-range-within", &facts) }
        }
    }
}

/// A share in percent; what was seen never or always is not said to be nothing or all.
pub(super) fn percent(share: &SetShare) -> String {
    if share.is_none() {
        return format!("<{}%", ceiling(&share.high));
    }
    if share.is_all() {
        return format!(">{}%", hundredths(&share.low));
    }
    format!("{}%", hundredths(&share.share))
}

/// The share of the first rank in percent; what was never or always seen is not said to be nothing or all.
fn first_share(first: &Number, one: &RobustOrganisation) -> String {
    let of = one.own_grade().of;
    let seen = match first {
        first if first.is_zero() => SetShare::new(0, of),
        first if *first == Number::from(1) => SetShare::new(of, of),
        _ => return format!("{}%", hundredths(first)),
    };
    seen.map_or_else(|_| "—".to_owned(), |seen| percent(&seen))
}

/// A share in percent with its interval.
pub(in crate::format) fn with_interval(share: &SetShare) -> String {
    if share.is_none() || share.is_all() {
        return percent(share);
    }
    format!("{} ({}–{})", percent(share), hundredths(&share.low), ceiling(&share.high))
}

/// A part of one in hundredths of a percent; what is not quite all is never written as 100.
fn hundredths(part: &Number) -> String {
    let hundred = Number::from(100);
    let percent = part.multiply(&hundred).unwrap_or_else(|_| Number::zero());
    let rounded = Rounding { places: 2, mode: Mode::HalfUp }.apply(&percent);
    let rounded = if rounded == hundred && percent < hundred {
        Rounding { places: 2, mode: Mode::Down }.apply(&percent)
    } else {
        rounded
    };
    if rounded.is_zero() && !percent.is_zero() { "0.01".to_owned() } else { rounded.to_padded(2) }
}

/// A part of one in hundredths of a percent, rounded up.
fn ceiling(part: &Number) -> String {
    let parts = part.multiply(&Number::from(10_000)).map(|parts| parts.ceiling());
    parts
        .and_then(|parts| parts.divide(&Number::from(100)))
        .map_or_else(|_| "100".to_owned(), |parts| parts.to_padded(2))
}
