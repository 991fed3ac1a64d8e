//! What must hold between figures, and whether it does: exactly, within the rounding of the figures, or not.

use std::collections::BTreeSet;

use super::figures::{ComparisonError, Figures, Linear};
use super::finding::{Measured, Verdict};
use crate::language::Bilingual;
use crate::numeric::{Number, NumberError, Unit};
use crate::review::accounts::FigureContent;

/// After how many steps the search for a bound gives up; it needs fewer than there are figures.
const MOST_STEPS: usize = 64;

/// What must hold between figures, named by their ids.
#[derive(Clone, Debug)]
pub(super) enum Constraint {
    /// What is added, less what is taken away (marked false), is the result. `missing` is added too: the amount of rows
    /// of which it is tried whether they are missing.
    Sum { parts: Vec<(bool, String)>, is: String, missing: Option<Number> },
    /// Shares add up to one.
    Whole { shares: Vec<String> },
    /// The quotient, or its excess over one, is the result.
    Quotient { part: String, whole: String, is_growth: bool, is: String },
    /// The change from a base is the result, in shares of a third figure.
    Change { now: String, base: String, over: String, is: String },
    /// A figure is not above the sum of others.
    NotAbove { figure: String, limit: Vec<String> },
}

impl Constraint {
    pub fn sum(parts: impl IntoIterator<Item = String>, is: impl Into<String>) -> Self {
        Self::Sum { parts: parts.into_iter().map(|part| (true, part)).collect(), is: is.into(), missing: None }
    }

    /// The ids of all figures of the constraint.
    pub fn figures(&self) -> Vec<&str> {
        match self {
            Self::Sum { parts, is, .. } => parts.iter().map(|(_, part)| part.as_str()).chain([is.as_str()]).collect(),
            Self::Whole { shares } => shares.iter().map(String::as_str).collect(),
            Self::Quotient { part, whole, is, .. } => vec![part, whole, is],
            Self::Change { now, base, over, is } => vec![now, base, over, is],
            Self::NotAbove { figure, limit } => [figure].into_iter().chain(limit).map(String::as_str).collect(),
        }
    }

    /// The printed figures that it rests on.
    pub fn leaves(&self, figures: &Figures<'_>) -> BTreeSet<String> {
        let mut leaves = BTreeSet::new();
        let mut waiting: Vec<String> = self.figures().into_iter().map(str::to_owned).collect();
        while let Some(id) = waiting.pop() {
            match figures.figure(&id).map(|figure| &figure.content) {
                Some(FigureContent::Computed(parts)) => waiting.extend(parts.iter().map(|(_, part)| part.clone())),
                Some(_) => drop(leaves.insert(id)),
                None => {}
            }
        }
        leaves
    }

    /// Compares: the verdict, and the numbers behind it.
    pub fn measured(&self, figures: &Figures<'_>) -> Result<(Verdict, Measured), ComparisonError> {
        match self {
            Self::Sum { parts, is, missing } => sum(figures, parts, is, missing.as_ref()),
            Self::Whole { shares } => whole(figures, shares),
            Self::Quotient { part, whole, is_growth, is } => quotient(figures, part, whole, *is_growth, is),
            Self::Change { now, base, over, is } => change(figures, now, base, over, is),
            Self::NotAbove { figure, limit } => not_above(figures, figure, limit),
        }
    }

    /// Whether a quotient is what was printed of it, within the rounding of that alone; false for anything else.
    pub fn prints_as_computed(&self, figures: &Figures<'_>) -> bool {
        let quotient = match self {
            Self::Quotient { part, whole, is_growth, is } => {
                fraction(figures, part, whole, *is_growth).map(|(above, below)| (above, below, is))
            }
            Self::Change { now, base, over, is } => fraction(figures, now, base, true).and_then(|(above, _)| {
                let unit = unit_of(figures, base)?;
                Ok((above, figures.linear(over, &unit)?, is))
            }),
            _ => return false,
        };
        quotient.is_ok_and(|(above, below, is)| {
            is_defined(figures, &below).is_ok_and(|it| it)
                && compared(figures, &above, &below, is)
                    .is_ok_and(|compared| compared.residual.absolute() <= compared.own)
        })
    }

    /// Computed less printed, as a sum of printed figures: what must be zero. For quotients it is multiplied by the
    /// denominator; limits have none.
    pub fn residual<'l>(&'l self, figures: &Figures<'l>) -> Result<Option<Linear<'l>>, ComparisonError> {
        let one = Number::from(1);
        let mut residual = match self {
            Self::NotAbove { .. } | Self::Change { .. } => return Ok(None),
            Self::Whole { shares } => added(figures, shares.iter().map(|share| (true, share.as_str())), &percent())?,
            Self::Sum { parts, is, .. } => {
                let unit = unit_of(figures, is)?;
                let mut residual = added(figures, parts.iter().map(|(sign, part)| (*sign, part.as_str())), &unit)?;
                residual.add(&figures.linear(is, &unit)?, &one.negate())?;
                residual
            }
            Self::Quotient { part, whole, is_growth, is } => {
                let (above, below) = fraction(figures, part, whole, *is_growth)?;
                let result = figures.linear(is, &Unit::parse("ratio"))?;
                let mut residual = above;
                residual.add(&below, &result.value(figures)?.negate())?;
                residual.add(&result, &below.value(figures)?.negate())?;
                residual
            }
        };
        residual.terms.retain(|_, factor| !factor.is_zero());
        Ok(Some(residual))
    }
}

fn sum<'a>(
    figures: &Figures<'a>,
    parts: &'a [(bool, String)],
    is: &'a str,
    missing: Option<&Number>,
) -> Result<(Verdict, Measured), ComparisonError> {
    let unit = unit_of(figures, is)?;
    let mut left = added(figures, parts.iter().map(|(sign, part)| (*sign, part.as_str())), &unit)?;
    if let Some(missing) = missing {
        left.add_constant(missing)?;
    }
    let right = figures.linear(is, &unit)?;
    let mut difference = left.clone();
    difference.add(&right, &Number::from(-1))?;
    let (computed, printed) = (left.value(figures)?, right.value(figures)?);
    let residual = computed.subtract(&printed)?;
    let own = figures.leaf(is).map_or_else(Number::zero, |leaf| leaf.within.clone());
    let tolerance = difference.reach(figures)?;
    let verdict = graded(&residual, &own, &tolerance);
    let formula = joined(figures, parts.iter().map(|(sign, part)| (*sign, part.as_str())), &unit);
    let places = places_of(figures, is);
    Ok((verdict, Measured { formula, computed, printed, places, residual, tolerance, unit, is_limit: false }))
}

fn whole<'a>(figures: &Figures<'a>, shares: &'a [String]) -> Result<(Verdict, Measured), ComparisonError> {
    let unit = percent();
    let left = added(figures, shares.iter().map(|share| (true, share.as_str())), &unit)?;
    let (computed, printed) = (left.value(figures)?, Number::from(100));
    let residual = computed.subtract(&printed)?;
    let tolerance = left.reach(figures)?;
    let verdict = graded(&residual, &Number::zero(), &tolerance);
    let formula = joined(figures, shares.iter().map(|share| (true, share.as_str())), &unit);
    Ok((verdict, Measured { formula, computed, printed, places: 0, residual, tolerance, unit, is_limit: false }))
}

fn not_above<'a>(
    figures: &Figures<'a>,
    figure: &'a str,
    limit: &'a [String],
) -> Result<(Verdict, Measured), ComparisonError> {
    let unit = unit_of(figures, figure)?;
    let left = figures.linear(figure, &unit)?;
    let right = added(figures, limit.iter().map(|part| (true, part.as_str())), &unit)?;
    let mut difference = left.clone();
    difference.add(&right, &Number::from(-1))?;
    let (computed, printed) = (left.value(figures)?, right.value(figures)?);
    let residual = computed.subtract(&printed)?;
    let tolerance = difference.reach(figures)?;
    let verdict = match () {
        () if residual <= Number::zero() => Verdict::Pass,
        () if residual <= tolerance => Verdict::Tail,
        () => Verdict::Fail,
    };
    let limits = joined(figures, limit.iter().map(|part| (true, part.as_str())), &unit);
    let places = limit.iter().map(|part| places_of(figures, part)).max().unwrap_or_default();
    let total = if limit.len() > 1 { format!(" = {}", printed.to_padded(places)) } else { String::new() };
    let formula = format!("{} ≤ {limits}{total}", figures.shown(figure));
    Ok((verdict, Measured { formula, computed, printed, places, residual, tolerance, unit, is_limit: true }))
}

fn quotient<'a>(
    figures: &Figures<'a>,
    part: &'a str,
    whole: &'a str,
    is_growth: bool,
    is: &'a str,
) -> Result<(Verdict, Measured), ComparisonError> {
    let (above, below) = fraction(figures, part, whole, is_growth)?;
    let shown = (figures.shown(part), figures.shown(whole));
    let formula = if is_growth {
        format!("({} - {}) ÷ {}", shown.0, shown.1, shown.1)
    } else {
        format!("{} ÷ {}", shown.0, shown.1)
    };
    divided(figures, &above, &below, formula, is)
}

fn change<'a>(
    figures: &Figures<'a>,
    now: &'a str,
    base: &'a str,
    over: &'a str,
    is: &'a str,
) -> Result<(Verdict, Measured), ComparisonError> {
    let (above, _) = fraction(figures, now, base, true)?;
    let below = figures.linear(over, &unit_of(figures, base)?)?;
    let formula = format!("({} - {}) ÷ {}", figures.shown(now), figures.shown(base), figures.shown(over));
    divided(figures, &above, &below, formula, is)
}

/// Compares a quotient with what was printed of it.
fn divided<'a>(
    figures: &Figures<'a>,
    above: &Linear<'a>,
    below: &Linear<'a>,
    formula: String,
    is: &'a str,
) -> Result<(Verdict, Measured), ComparisonError> {
    if !is_defined(figures, below)? {
        let is_zero = above.value(figures)?.is_zero();
        let unit = unit_of(figures, is)?;
        let printed = (!is_zero).then(|| format!("{}{unit}", figures.shown(is)));
        return Err(ComparisonError::Undefined { formula, printed });
    }
    let ComparedQuotient { unit, computed, printed, residual, own } = compared(figures, above, below, is)?;
    // Towards the printed figure: what the figures above and below the bar allow, and then its own half unit.
    let end = counted(&bound(figures, above, below, residual.is_negative())?, &unit)?;
    let tolerance = end.subtract(&computed)?.absolute().add(&own)?;
    let verdict = graded(&residual, &own, &tolerance);
    let places = places_of(figures, is);
    Ok((verdict, Measured { formula, computed, printed, places, residual, tolerance, unit, is_limit: false }))
}

/// A quotient beside what was printed of it.
struct ComparedQuotient {
    unit: Unit,
    computed: Number,
    printed: Number,
    residual: Number,
    /// The rounding of the printed figure.
    own: Number,
}

/// Compares a quotient whose denominator cannot be zero.
fn compared<'a>(
    figures: &Figures<'a>,
    above: &Linear<'a>,
    below: &Linear<'a>,
    is: &'a str,
) -> Result<ComparedQuotient, ComparisonError> {
    let unit = unit_of(figures, is)?;
    let result = figures.linear(is, &unit)?;
    let computed = counted(&above.value(figures)?.divide(&below.value(figures)?)?, &unit)?;
    let (own, printed) = (result.reach(figures)?, result.value(figures)?);
    let residual = computed.subtract(&printed)?;
    Ok(ComparedQuotient { unit, computed, printed, residual, own })
}

/// Whether a denominator cannot be zero.
fn is_defined(figures: &Figures<'_>, below: &Linear<'_>) -> Result<bool, NumberError> {
    Ok(below.value(figures)?.absolute() > below.reach(figures)?)
}

/// A ratio in the unit of a percentage.
fn counted(ratio: &Number, unit: &Unit) -> Result<Number, ComparisonError> {
    Unit::parse("ratio").convert(ratio, unit).map_err(|_| ComparisonError::TooLarge)
}

/// What stands above and below the bar, in one unit.
fn fraction<'a>(
    figures: &Figures<'a>,
    part: &'a str,
    whole: &'a str,
    is_growth: bool,
) -> Result<(Linear<'a>, Linear<'a>), ComparisonError> {
    let unit = unit_of(figures, whole)?;
    let (mut above, below) = (figures.linear(part, &unit)?, figures.linear(whole, &unit)?);
    if is_growth {
        above.add(&below, &Number::from(-1))?;
    }
    Ok((above, below))
}

/// The largest or smallest quotient of two sums of unrounded values, where the lower one cannot be zero.
///
/// A quotient of linear sums is greatest at a corner of the ranges. From any corner, the corner that is best for
/// `above − quotient × below` has a better quotient or none has (Dinkelbach's method), so this ends, and exactly.
fn bound(
    figures: &Figures<'_>,
    above: &Linear<'_>,
    below: &Linear<'_>,
    is_upper: bool,
) -> Result<Number, ComparisonError> {
    let is_negative = below.value(figures)?.is_negative();
    let mut quotient = above.value(figures)?.divide(&below.value(figures)?)?;
    for _ in 0..MOST_STEPS {
        let mut slope = above.clone();
        slope.add(below, &quotient.negate())?;
        let at_corner = |sum: &Linear<'_>| {
            sum.value_by(figures, |leaf, id| {
                let factor = slope.terms.get(id).cloned().unwrap_or_else(Number::zero);
                let grows = factor.is_negative() == is_negative;
                if grows == is_upper { leaf.number.add(&leaf.within) } else { leaf.number.subtract(&leaf.within) }
            })
        };
        let next = at_corner(above)?.divide(&at_corner(below)?)?;
        if next == quotient {
            return Ok(quotient);
        }
        quotient = next;
    }
    Err(ComparisonError::TooLarge)
}

/// Whether a residual is one, within the rounding of the result or of all figures.
pub(super) fn graded(residual: &Number, own: &Number, tolerance: &Number) -> Verdict {
    let residual = residual.absolute();
    if residual <= *own {
        Verdict::Pass
    } else if residual <= *tolerance {
        Verdict::Tail
    } else {
        Verdict::Fail
    }
}

fn added<'a>(
    figures: &Figures<'a>,
    parts: impl Iterator<Item = (bool, &'a str)>,
    unit: &Unit,
) -> Result<Linear<'a>, ComparisonError> {
    let mut sum = Linear::default();
    for (is_added, part) in parts {
        sum.add(&figures.linear(part, unit)?, &Number::from(if is_added { 1 } else { -1 }))?;
    }
    Ok(sum)
}

fn joined<'a>(figures: &Figures<'a>, parts: impl Iterator<Item = (bool, &'a str)>, unit: &Unit) -> String {
    let mut text = String::new();
    for (is_added, part) in parts {
        match (text.is_empty(), is_added) {
            (true, true) => {}
            (true, false) => text.push('-'),
            (false, true) => text.push_str(" + "),
            (false, false) => text.push_str(" - "),
        }
        text.push_str(&figures.shown(part));
        // 1171.44元 among amounts in 万元 is not 1171.44.
        if let Some(figure) = figures.figure(part).filter(|figure| figure.unit != *unit) {
            text.push_str(figure.unit.name());
        }
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

fn unit_of(figures: &Figures<'_>, id: &str) -> Result<Unit, ComparisonError> {
    let lacking = || ComparisonError::Lacking(id.to_owned(), Bilingual::same("—"));
    figures.figure(id).map(|figure| figure.unit.clone()).ok_or_else(lacking)
}

fn places_of(figures: &Figures<'_>, id: &str) -> u32 {
    figures.leaf(id).map_or(0, |leaf| leaf.places)
}

fn percent() -> Unit {
    Unit::parse("%")
}
