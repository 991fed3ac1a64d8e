//! Which other ways of scoring a row there are, each tried by the engine itself, and which of them give a claim.

use super::alternative::{Alternative, Basis, ROUNDINGS, lines_of};
use super::checked_row::Remark;
use super::figures::figures;
use super::printed_rate::rate_remark;
use super::scoring_context::ScoringContext;
use crate::evaluation::Row;
use crate::numeric::{Mode, Number, Rounding};
use crate::report::RowNote;
use crate::rule::{DeclaredAlternative, Family, RuleSet, ScriptRule, WrittenParameters};
use crate::scheme::Indicator;

/// The alternatives for a row that came to `row` with the points that each gives, the most plausible first: what is
/// printed, then single roundings, then roundings of the rate, then the rules and denominators that the row's rule declares,
/// then every other rule that takes the row's target and figures; then all these with a rounding. What cannot score the row
/// is left out, and so is what is less plausible than a step that gave `is_enough`.
pub(super) fn alternatives(
    context: &ScoringContext<'_>,
    indicator: &Indicator,
    note: &RowNote,
    row: &Row,
    is_enough: impl Fn(&[(Alternative, Number)]) -> bool,
) -> Vec<(Alternative, Number)> {
    let book = context.book();
    let plain = |basis: Basis| Alternative { basis, rounding: None };
    let own = context.scheme().roundings.indicator;
    let roundings: Vec<Rounding> = ROUNDINGS.into_iter().filter(|rounding| Some(*rounding) != own).collect();
    let scored = |alternative: Alternative| {
        let points = context.points(&alternative)?;
        Some((alternative, points))
    };
    let rule = book.get(&indicator.rule);
    // A rate that is not that of the figures, not even rounded, makes no points right that are made from it.
    let is_rate = |printed: &&Number| {
        let figures = rule.and_then(|rule| figures(&rule.metadata().declared, row));
        !matches!(rate_remark(printed, figures.as_ref()), Some(Remark::RateDiffers(..) | Remark::RateUndefined(_)))
    };
    let printed = note.printed_rate.as_ref().filter(is_rate).cloned().map(Basis::PrintedRate);
    let declared: Vec<Basis> = rule.map(|rule| other_bases(book, rule, indicator, note, row)).unwrap_or_default();
    let printed: Vec<(Alternative, Number)> = printed.map(plain).and_then(scored).into_iter().collect();
    let others: Vec<(Alternative, Number)> = declared.into_iter().map(plain).filter_map(scored).collect();
    let bases = |tried: &[(Alternative, Number)]| -> Vec<Basis> {
        tried.iter().map(|(alternative, _)| alternative.basis.clone()).collect()
    };
    let mut known: Vec<Basis> = bases(&printed);
    known.extend(bases(&others));
    let rounded = |basis: &Basis| {
        let with = roundings.iter().map(|rounding| Alternative { basis: basis.clone(), rounding: Some(*rounding) });
        with.filter_map(scored).collect::<Vec<_>>()
    };
    let mut tried = printed;
    tried.extend(rounded(&Basis::Scheme));
    tried.extend(others);
    if is_enough(&tried) {
        return tried;
    }
    let any: Vec<(Alternative, Number)> = any_rule(book, indicator, &known).map(plain).filter_map(scored).collect();
    known.extend(bases(&any));
    tried.extend(any);
    if !is_enough(&tried) {
        tried.extend(known.iter().flat_map(rounded));
    }
    tried
}

/// The alternatives that give the claim, those of one change alone where there are any, for one is more plausible than
/// two; and the first rounding that would make full marks of a target that was missed (`is_lifted`): full marks say that
/// the target was reached, and no rounding of points or rate may say so in its place.
pub(super) fn agreement(
    tried: &[(Alternative, Number)],
    counted: &Number,
    is_lifted: bool,
) -> (Vec<Alternative>, Option<Alternative>) {
    let agreeing = tried.iter().filter(|(_, points)| points == counted).map(|(alternative, _)| alternative.clone());
    let (lifting, agreeing): (Vec<Alternative>, Vec<Alternative>) =
        agreeing.partition(|alternative| is_lifted && alternative.rounds());
    let single: Vec<Alternative> = agreeing.iter().filter(|alternative| alternative.is_single()).cloned().collect();
    (if single.is_empty() { agreeing } else { single }, lifting.into_iter().next())
}

/// Every other rule with its parameters at their defaults, copies of the row's own left out; whether it takes the row is
/// found out by scoring it.
fn any_rule<'a>(book: &'a RuleSet, indicator: &'a Indicator, known: &'a [Basis]) -> impl Iterator<Item = Basis> + 'a {
    let own = book.get(&indicator.rule).map(|rule| rule.source().text());
    let is_known = |name: &str| known.iter().any(|basis| matches!(basis, Basis::Rule { rule, .. } if rule == name));
    let others = book.distinct().filter(move |rule| {
        let (card, is_own) = (rule.metadata(), own == Some(rule.source().text()));
        !is_own && !card.is_modifier && card.declared.judgement.is_none() && !is_known(&card.name)
    });
    others.map(|rule| by_rule(rule, &Vec::new()))
}

fn by_rule(rule: &ScriptRule, params: &WrittenParameters) -> Basis {
    let (name, title) = (rule.metadata().name.clone(), rule.metadata().title.clone());
    Basis::Rule { rule: name, title, params: params.clone() }
}

/// What else the points can be made from, as the row's rule declares it: rounded rates, other rules, other budgets.
fn other_bases(book: &RuleSet, rule: &ScriptRule, indicator: &Indicator, note: &RowNote, row: &Row) -> Vec<Basis> {
    let declared = &rule.metadata().declared;
    let is_proportional = declared.families.contains(&Family::Proportional);
    let mut bases = if is_proportional { rounded_rates(indicator, note, row) } else { Vec::new() };
    for alternative in &declared.alternatives {
        match alternative {
            DeclaredAlternative::Own(params) => bases.push(by_rule(rule, params)),
            DeclaredAlternative::Family(family) => {
                bases.extend(book.relatives(rule, *family).map(|other| by_rule(other, &Vec::new())));
            }
        }
    }
    let execution = declared.execution.as_ref().filter(|inputs| indicator.inputs.contains_key(&inputs.budget));
    bases.extend(execution.map(|_| other_budgets(note)).into_iter().flatten());
    bases
}

fn rounded_rates(indicator: &Indicator, note: &RowNote, row: &Row) -> Vec<Basis> {
    let exact = row.unrounded().and_then(|points| points.divide(indicator.weight.number()).ok());
    let Some(rate) = exact.and_then(|rate| rate.multiply(&Number::from(100)).ok()) else { return Vec::new() };
    let mut rates: Vec<Number> = Vec::new();
    for (places, mode) in [(0, Mode::HalfUp), (0, Mode::Down), (1, Mode::HalfUp), (2, Mode::HalfUp)] {
        let rounded = Rounding { places, mode }.apply(&rate);
        if rounded != rate && Some(&rounded) != note.printed_rate.as_ref() && !rates.contains(&rounded) {
            rates.push(rounded);
        }
    }
    rates.into_iter().map(Basis::RoundedRate).collect()
}

fn other_budgets(note: &RowNote) -> Vec<Basis> {
    let initial = note.initial_budget.clone();
    // Money carried over from the year before is part of what there was to spend.
    let with_carried_over =
        initial.as_ref().zip(note.carried_over.as_ref()).and_then(|(initial, carried)| initial.add(carried).ok());
    let initial = initial.into_iter().chain(with_carried_over).map(Basis::InitialBudget);
    let lines = lines_of(note).map(|(budget, executed)| Basis::BudgetLines { budget, executed });
    initial.chain(lines).collect()
}
