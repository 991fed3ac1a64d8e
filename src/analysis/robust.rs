//! How sure grades and ranks are where the weights could have been others: what holds under how many sets of weights.

mod draws;
mod effect;
mod left_out;
mod max_min;
mod organisation;
mod rank_range;
mod rank_shares;
mod record;
mod sequence;
mod share;
mod tally;
mod uncertainty;

use std::collections::BTreeSet;

use rayon::prelude::*;

use self::draws::WeightDraws;
use self::effect::effects;
use self::left_out::left_out;
use self::rank_range::RankSearch;
use self::tally::SetTally;
use super::ranking::{RankedOrganisation, Ranking};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::{Program, WeightSteps};
use crate::language::Bilingual;
use crate::location::RequestPlaces;
use crate::numeric::{Number, Weight};
use crate::report::Report;

pub use left_out::LeftOut;
pub use organisation::{FRAGILE, FollowerShare, GradeShare, RankShare, RobustOrganisation};
pub use rank_range::RankRange;
pub use record::{DrawnWeightRecord, RobustOrganisationRecord, RobustRecord, UncertaintyRecord};
pub use share::SetShare;
pub use uncertainty::WeightUncertainty;

/// Which sets are drawn where nothing is asked for: each weight within so many percent of its own.
pub const BOX: i64 = 20;
/// Where the drawing starts where nothing is asked for.
pub const SEED: u64 = 1;
/// How many sets of weights are drawn where nothing asks for another number.
pub const DRAWS: u64 = 10_000;
/// The most sets of weights.
pub const MOST_DRAWS: u64 = 10_000_000;

/// What is asked.
#[derive(Clone, Debug)]
pub struct RobustRequest {
    /// Which weights could have been chosen as well.
    pub uncertainty: WeightUncertainty,
    /// How many sets are drawn.
    pub draws: u64,
    /// Where the drawing starts; the same seed gives the same sets.
    pub seed: u64,
    /// The rows that keep their weight.
    pub locked: BTreeSet<String>,
    /// Where this was written: `lock` by indicator, `weights` and `draws`.
    pub places: RequestPlaces,
}

/// How sure grades and ranks are.
#[derive(Clone, Debug)]
pub struct Robustness {
    /// The scheme with its rules.
    pub program: Program,
    /// What was asked.
    pub request: RobustRequest,
    /// One step of a drawn weight.
    pub step: Weight,
    /// Every weighted row, in the order of the scheme.
    pub weights: Vec<DrawnWeight>,
    /// Every organisation with a total, from the first rank to the last.
    pub organisations: Vec<RobustOrganisation>,
    /// The organisations without a total, each with its file and why.
    pub withheld: Vec<(String, String, Diagnostics)>,
    /// The reports that could not be read, each with its file and why.
    pub refused: Vec<(String, Diagnostics)>,
}

/// A row and the weights it was drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnWeight {
    /// The indicator's id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// What it is worth as things stand.
    pub own: Weight,
    /// The least it can be worth.
    pub low: Weight,
    /// The most it can be worth.
    pub high: Weight,
    /// What becomes of ranks and grades without it; none for a row that is worth nothing, or everything.
    pub left_out: Option<LeftOut>,
}

impl Robustness {
    /// Draws sets of weights and looks at every organisation under each. The answer is the same on any number of threads.
    ///
    /// # Errors
    /// [`Code::NumberRange`] for a number of sets or a percentage that is none; [`Code::NothingToDraw`] where fewer than two rows are
    /// left to draw; numbers too large to be held.
    pub fn new(
        program: &Program,
        reports: &[(String, Report)],
        refused: Vec<(String, Diagnostics)>,
        request: RobustRequest,
    ) -> Result<Self, Diagnostics> {
        let scheme = program.scheme();
        let (steps, draws) = drawn(program, &request)?;
        let ranking = Ranking::new(program, reports, refused)?;
        // Organisations in their order, each with its report.
        let mut ranked: Vec<(&RankedOrganisation, &Report)> = ranking
            .organisations
            .iter()
            .zip(reports)
            .filter(|(one, _)| one.total.is_some())
            .map(|(one, (_, report))| (one, report))
            .collect();
        ranked.sort_by_key(|(one, _)| one.rank);
        let of_ranked: Vec<&Report> = ranked.iter().map(|(_, report)| *report).collect();
        let table = program.points_table(&of_ranked, &steps);
        let last = ranked.len().saturating_sub(1);
        let followers: Vec<Option<usize>> =
            (0..ranked.len()).map(|at| (at < last).then(|| at.saturating_add(1))).collect();
        let tally = SetTally::of(&table, &draws, request.draws, scheme.grades.len(), &followers);
        let slack = scheme.slack(steps.ranges().len())?;
        // Only a box means all weights within its ranges; among any weights at all nearly everybody is first somewhere.
        let is_box = matches!(request.uncertainty, WeightUncertainty::Box(_));
        let search = if is_box { RankSearch::new(&table, &slack) } else { None };
        let ends: Vec<Option<(usize, usize)>> = (0..table.len()).map(|at| tally.ranks.ends(at)).collect();
        let range = |(at, seen): (usize, &Option<(usize, usize)>)| search.as_ref()?.range(at, (*seen)?);
        let found: Vec<Option<RankRange>> = ends.par_iter().enumerate().map(range).collect();
        let own: Vec<Number> = scheme.indicators().iter().map(|row| row.weight.number().clone()).collect();
        let mut organisations = Vec::with_capacity(ranked.len());
        for ((at, (one, _)), range) in ranked.iter().enumerate().zip(found) {
            let follower = followers.get(at).copied().flatten().and_then(|at| ranked.get(at)).map(|(one, _)| *one);
            let is_planned = table.is_planned(at);
            let one = RobustOrganisation::new(one, follower, (at, &tally), scheme, is_planned)?;
            let line = table.total_line(at);
            let effects = line.map(|line| effects(&line, &own)).transpose()?.flatten();
            organisations.extend(one.map(|one| RobustOrganisation { range, effects, ..one }));
        }
        let withheld = ranking.withheld().into_iter();
        let withheld = withheld.map(|one| (one.organisation.clone(), one.file.clone(), one.problems.clone())).collect();
        let without = left_out(program, &ranked)?;
        let rows = scheme.indicators().into_iter().zip(steps.ranges()).zip(without);
        let weights = rows.map(|((row, (low, high)), left_out)| DrawnWeight {
            id: row.id.clone(),
            name: row.name.clone(),
            own: row.weight.clone(),
            low: steps.weight(*low),
            high: steps.weight(*high),
            left_out,
        });
        let weights = weights.collect();
        let (program, step) = (program.clone(), steps.step().clone());
        Ok(Self { program, request, step, weights, organisations, withheld, refused: ranking.refused })
    }

    /// The organisations whose grade fewer than [`FRAGILE`] percent of the sets give, the least sure first.
    #[must_use]
    pub fn fragile(&self) -> Vec<&RobustOrganisation> {
        let mut fragile: Vec<&RobustOrganisation> = self.organisations.iter().filter(|one| one.is_fragile()).collect();
        fragile.sort_by(|one, other| one.own_grade().share.cmp(&other.own_grade().share));
        fragile
    }

    /// The organisations of which every weighting was evaluated by the rules, since their points follow no table.
    #[must_use]
    pub fn evaluated(&self) -> Vec<&RobustOrganisation> {
        self.organisations.iter().filter(|one| !one.is_planned).collect()
    }
}

/// The steps and what is drawn in them.
fn drawn(program: &Program, request: &RobustRequest) -> Result<(WeightSteps, WeightDraws), Diagnostics> {
    let scheme = program.scheme();
    let outside = |value: String, bounds: String, part: &'static str| {
        let problem = Diagnostic::new(Code::NumberRange).fact("value", value).fact("bounds", bounds);
        problem.at(request.places.single(part))
    };
    if !(1..=MOST_DRAWS).contains(&request.draws) {
        return Err(outside(request.draws.to_string(), format!("1..{MOST_DRAWS}"), "draws").into());
    }
    let hundred = Number::from(100);
    if let Some(percent) = request.uncertainty.percent()
        && (percent.is_negative() || percent.is_zero() || *percent >= hundred)
    {
        return Err(outside(format!("{percent}%"), "> 0%, < 100%".to_owned(), "weights").into());
    }
    let nothing = || {
        let problem = Diagnostic::new(Code::NothingToDraw).fact("full", &scheme.full_score);
        Diagnostics::from(problem.at(request.places.single("weights")))
    };
    let steps = WeightSteps::fine(scheme).ok_or_else(nothing)?;
    let rows = scheme.indicators();
    let locked = rows.iter().enumerate().filter(|(_, row)| request.locked.contains(&row.id)).map(|(at, _)| at);
    let locked: Vec<usize> = locked.collect();
    let draws = WeightDraws::new(&steps, steps.nearest(scheme), &locked, &request.uncertainty, request.seed);
    let draws = draws.ok_or_else(nothing)?;
    let ranges = draws.ranges().into_iter().map(|(low, high)| low..=high);
    Ok((steps.within(ranges), draws))
}
