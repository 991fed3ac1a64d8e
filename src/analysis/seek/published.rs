//! Which weights reproduce a published total.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Goal;
use super::context::SearchContext;
use super::table::RowValues;
use super::too_large::{coarser, too_large};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::location::RequestPlaces;
use crate::numeric::{Number, NumberError, Weight};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::{Scheme, WeightGrid, WeightMode, WeightRequest};

/// How many combinations are tried at most.
const MOST_COMBINATIONS: i64 = 2_000_000;

/// Which weights to try.
#[derive(Clone, Debug)]
pub struct PublishedSearch {
    /// The total to be reproduced.
    pub total: Number,
    /// The rows whose weights are tried, in this order.
    pub rows: Vec<String>,
    /// Weights tried are multiples of so many points, from 0 on.
    pub step: Weight,
    /// The most that a tried weight may be.
    pub most: Weight,
    /// Which rows take what is left.
    pub mode: WeightMode,
    /// Rows that keep their weight.
    pub locked: BTreeSet<String>,
    /// The least and the most that rows may be worth.
    pub bounds: BTreeMap<String, (Weight, Weight)>,
    /// Where this was written: `set` (the rows tried), `lock` and `bounds` by indicator, `grid`, `max` and `mode`.
    pub places: RequestPlaces,
}

/// The weights that reproduce a total.
#[derive(Clone, Debug)]
pub struct Published {
    /// The unit that was evaluated.
    pub unit: String,
    /// The total that was to be reproduced.
    pub total: Number,
    /// The rows whose weights were tried: ids and names.
    pub rows: Vec<(String, Bilingual)>,
    /// All weightings found, in rising order; each has been evaluated by the ordinary engine.
    pub found: Vec<Weighting>,
    /// How many combinations were tried.
    pub tried: usize,
    /// How many of them leave weights that the other rows cannot take.
    pub refused: usize,
    /// The rows that take what is left.
    pub mode: WeightMode,
    /// What the row or dimension is called that alone takes it, if the mode names one.
    pub giver: Option<Bilingual>,
}

/// One weighting that reproduces the total (一组分值).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Weighting {
    /// The weights tried, in the order of the rows asked for (分值).
    pub weights: Vec<Weight>,
    /// What all other rows are worth together (其余指标合计).
    pub rest: Number,
    /// Whether these are the weights that the scheme has (是否即现有分值).
    #[serde(rename = "present")]
    pub is_present: bool,
}

/// Finds all weightings of some rows that reproduce a published total.
///
/// # Errors
/// What keeps the case from being scored; unknown rows; rows named twice or locked ([`Code::LockedAndSet`]); a step or a
/// mode that cannot be; [`Code::SearchTooLarge`]; [`Code::CertificateDisagrees`].
pub fn seek_published(
    scheme: &Scheme,
    rules: &RuleSet,
    report: &Report,
    search: &PublishedSearch,
) -> Result<Published, Diagnostics> {
    let mut named = BTreeSet::new();
    if let Some(id) = search.rows.iter().find(|id| !named.insert(*id)) {
        return Err(Diagnostic::new(Code::DuplicateKey).fact("key", id).at(search.places.key(&["set"], id)).into());
    }
    let context = SearchContext::new(scheme, rules, report)?;
    let weights = tried_weights(search)?;
    let count = search
        .rows
        .iter()
        .fold(1_i64, |product, _| product.saturating_mul(i64::try_from(weights.len()).unwrap_or(i64::MAX)));
    if count > MOST_COMBINATIONS {
        let (part, argument) = fewer(scheme, search)?;
        return Err(too_large(count, MOST_COMBINATIONS, argument).at(search.places.single(part)).into());
    }
    // The request as it stands tells unknown rows, contradictions and locks before anything is tried.
    let mut request = request(search, &search.rows.iter().map(|id| (id.clone(), search.step.clone())).collect());
    request.places.clone_from(&search.places);
    if let Err(problems) = scheme.renormalised(&request) {
        let serious = problems.into_iter().filter(|problem| {
            !matches!(problem.code, Code::WeightsUnreachable | Code::ShiftBelowZero | Code::WeightSum)
        });
        serious.collect::<Diagnostics>().into_result()?;
    }
    let mut trial = Trial { context: &context, search, rests: BTreeMap::new(), points: BTreeMap::new() };
    let goal = Goal::Exactly(search.total.clone());
    let (mut found, mut tried, mut refused) = (Vec::new(), 0_usize, 0_usize);
    let mut places = vec![0_usize; search.rows.len()];
    loop {
        tried = tried.saturating_add(1);
        let chosen: Vec<Weight> = places.iter().filter_map(|at| weights.get(*at).cloned()).collect();
        match trial.sum(&places, &chosen)? {
            None => refused = refused.saturating_add(1),
            Some(sum) if context.reaches(&goal, &sum)? => found.push(trial.certified(&chosen)?),
            Some(_) => {}
        }
        if !advance(&mut places, weights.len()) {
            break;
        }
    }
    let named = |id: &String| (id.clone(), context.base().row(id).map(|row| row.name().clone()).unwrap_or_default());
    let rows = search.rows.iter().map(named).collect();
    let total = search.total.clone();
    let giver = scheme.giver_name(&search.mode);
    let mode = search.mode.clone();
    Ok(Published { unit: report.organisation.clone(), total, rows, found, tried, refused, mode, giver })
}

/// Which option makes the combinations few enough: weights that are no more than the full score, a coarser step, or fewer
/// rows.
fn fewer(scheme: &Scheme, search: &PublishedSearch) -> Result<(&'static str, String), NumberError> {
    let is_enough = |step: &Number, most: &Number| -> Result<bool, NumberError> {
        let weights = most.divide(step)?.floor().to_i64().unwrap_or(i64::MAX).saturating_add(1);
        let count = search.rows.iter().fold(1_i64, |product, _| product.saturating_mul(weights));
        Ok(count <= MOST_COMBINATIONS)
    };
    let (step, most, full) = (search.step.number(), search.most.number(), scheme.full_score.number());
    if most > full && is_enough(step, full)? {
        return Ok(("max", format!("--max {full}")));
    }
    let most = most.min(full);
    match coarser(step, |step| Ok(step >= most || is_enough(step, most)?))? {
        Some(step) if step < *most => Ok(("grid", format!("--grid {step}"))),
        _ => Ok(("set", "--weights ID,ID".to_owned())),
    }
}

/// The next combination in rising order; false after the last.
fn advance(places: &mut [usize], count: usize) -> bool {
    for place in places.iter_mut().rev() {
        *place = place.saturating_add(1);
        if *place < count {
            return true;
        }
        *place = 0;
    }
    false
}

fn tried_weights(search: &PublishedSearch) -> Result<Vec<Weight>, Diagnostics> {
    if search.step.number().is_zero() || search.most < search.step {
        let (value, part) = if search.step.number().is_zero() { (&search.step, "grid") } else { (&search.most, "max") };
        let problem = Diagnostic::new(Code::NumberRange).fact("value", value).fact("bounds", "> 0");
        return Err(problem.at(search.places.single(part)).into());
    }
    let steps = search.most.number().divide(search.step.number())?.floor().to_i64().unwrap_or(i64::MAX);
    let steps = steps.min(MOST_COMBINATIONS.saturating_add(1));
    let weights = (0..=steps).map(|step| search.step.number().multiply(&Number::from(step)));
    Ok(weights.collect::<Result<Vec<_>, _>>()?.into_iter().filter_map(Weight::new).collect())
}

fn request(search: &PublishedSearch, set: &BTreeMap<String, Weight>) -> WeightRequest {
    WeightRequest {
        set: set.clone(),
        mode: search.mode.clone(),
        locked: search.locked.clone(),
        bounds: search.bounds.clone(),
        grid: WeightGrid::Step(search.step.clone()),
        rest: None,
        places: RequestPlaces::default(),
    }
}

/// Combinations on trial, with what has been worked out for others.
struct Trial<'g> {
    context: &'g SearchContext<'g>,
    search: &'g PublishedSearch,
    /// The points of all other rows by what they have to hold; none where they cannot hold it.
    rests: BTreeMap<Vec<usize>, Option<Number>>,
    /// The points of the tried rows by row and weight, both by position.
    points: BTreeMap<(usize, usize), Option<Number>>,
}

impl Trial<'_> {
    /// What the rows add up to under a combination, whose weights stand at these places of all weights tried; none where
    /// the weights do not add up or a row has no points.
    fn sum(&mut self, places: &[usize], chosen: &[Weight]) -> Result<Option<Number>, Diagnostics> {
        let Some(mut sum) = self.rest(places, chosen)? else { return Ok(None) };
        for (row, ((id, weight), place)) in self.search.rows.iter().zip(chosen).zip(places).enumerate() {
            let known = self.points.get(&(row, *place)).cloned();
            let points = known.unwrap_or_else(|| self.points(id, weight.number()));
            let Some(own) = self.points.entry((row, *place)).or_insert(points) else { return Ok(None) };
            sum = sum.add(own)?;
        }
        Ok(Some(sum))
    }

    /// The points of the rows that are not tried. What they hold depends on the sum of the tried weights alone, except
    /// under `policy`, where it matters which row gave how much.
    fn rest(&mut self, places: &[usize], chosen: &[Weight]) -> Result<Option<Number>, Diagnostics> {
        let key: Vec<usize> = match &self.search.mode {
            WeightMode::Policy => places.to_vec(),
            _ => vec![places.iter().fold(0_usize, |sum, place| sum.saturating_add(*place))],
        };
        if let Some(known) = self.rests.get(&key) {
            return Ok(known.clone());
        }
        let rest = match self.context.scheme.renormalised(&request(self.search, &self.set(chosen))) {
            Err(_) => None,
            Ok(answer) => {
                let mut sum = Some(Number::zero());
                for row in answer.rows.iter().filter(|row| !self.search.rows.contains(&row.id)) {
                    let points = self.points(&row.id, row.after.number());
                    sum = match (sum, points) {
                        (Some(sum), Some(points)) => Some(sum.add(&points)?),
                        _ => None,
                    };
                }
                sum
            }
        };
        self.rests.insert(key, rest.clone());
        Ok(rest)
    }

    fn points(&self, id: &str, weight: &Number) -> Option<Number> {
        let row = self.context.base().row(id)?;
        RowValues::of(self.context, row, weight, weight).at(weight)
    }

    fn set(&self, chosen: &[Weight]) -> BTreeMap<String, Weight> {
        self.search.rows.iter().cloned().zip(chosen.iter().cloned()).collect()
    }

    /// A combination as the ordinary engine confirms it.
    fn certified(&self, chosen: &[Weight]) -> Result<Weighting, Diagnostics> {
        let set = self.set(chosen);
        let answer = self.context.scheme.renormalised(&request(self.search, &set))?;
        let (evaluation, total) = self.context.under(&answer.weights())?;
        self.context.confirm(&self.search.total, &evaluation, &total)?;
        let rest = self.context.scheme.full_score.number().subtract(Weight::total(chosen)?.number())?;
        let is_present = answer.rows.iter().all(|row| row.before == row.after);
        Ok(Weighting { weights: chosen.to_vec(), rest, is_present })
    }
}
