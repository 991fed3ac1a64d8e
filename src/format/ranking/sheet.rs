//! What the views of a ranking show, as texts.

use crate::analysis::ranking::{IndicatorStatistics, RankedOrganisation, Ranking};
use crate::format::digits::percentage;
use crate::format::phrases;
use crate::messages::Messages;
use crate::numeric::{Number, NumberError, Rounding};
use crate::scheme::TiedRanks;

/// How many rows are named in which an organisation lost most.
const MOST_LOSSES: usize = 3;
/// How many organisations are named in one line; JSON has all.
const MOST_NAMED: usize = 20;

/// Where the columns of numbers stand among those of the organisations: rank, total, claimed total, difference.
pub(super) const NUMBERS: [usize; 4] = [0, 2, 4, DIFFERENCE];
/// Where the difference to the claimed total stands.
pub(super) const DIFFERENCE: usize = 5;

/// The columns of the indicators, as the catalogue knows them.
pub(super) const INDICATOR_COLUMNS: [&str; 8] = [
    "column-indicator",
    "column-weight",
    "ranking-mean",
    "ranking-rate",
    "ranking-full",
    "ranking-lost",
    "ranking-share",
    "ranking-column-influence",
];

/// What is ranked: the scheme, how many organisations, their grades.
pub(super) fn head(ranking: &Ranking, messages: &Messages) -> Vec<String> {
    let scheme = ranking.program.scheme();
    let title = phrases::organisation(messages.pick(&scheme.title), None, messages);
    let count = ranking.organisations.len().to_string();
    let with_total = ranking.totals.as_ref().map_or(0, |totals| totals.organisations).to_string();
    let ties = match ranking.ties() {
        TiedRanks::Skip => "ranking-ties-skip",
        TiedRanks::Dense => "ranking-ties-dense",
    };
    let ties = messages.say(ties, &[]);
    let mut lines = vec![title];
    lines.push(messages.say("ranking-head", &[("count", &count), ("ranked", &with_total), ("ties", &ties)]));
    let grades: Vec<String> = ranking
        .grades
        .iter()
        .map(|(grade, count)| {
            let share = ranking.totals.as_ref().and_then(|totals| share(*count, totals.organisations).ok());
            let share = share.map_or_else(String::new, |share| percentage(&share));
            let facts = [("grade", messages.pick(grade)), ("count", &count.to_string()), ("share", &share)];
            messages.say("ranking-grade", &facts)
        })
        .collect();
    let grades = grades.join(&messages.say("list-comma", &[]));
    // Of nobody there is no distribution.
    if ranking.totals.is_some() {
        lines.push(messages.say("ranking-grades", &[("grades", &grades)]));
    }
    if let Some(totals) = &ranking.totals {
        let shown = |number: &Number| phrases::short(number);
        let facts = [
            ("mean", phrases::mean(&totals.mean, Some(ranking.program.scheme().roundings.total))),
            ("median", shown(&totals.median)),
            ("most", totals.most.to_padded(ranking.places())),
            ("least", totals.least.to_padded(ranking.places())),
        ];
        let facts = facts.each_ref().map(|(name, fact)| (*name, fact.as_str()));
        lines.push(messages.say("ranking-totals", &facts));
    }
    if let Some(roll_up) = &ranking.roll_up {
        let facts = [
            ("metric", messages.pick(&roll_up.name)),
            ("points", &roll_up.points.to_padded(ranking.places())),
            ("grade", messages.pick(&roll_up.grade)),
            ("mean", &phrases::short(&roll_up.mean)),
        ];
        lines.push(messages.say("ranking-roll-up", &facts));
    }
    lines
}

fn share(count: usize, all: usize) -> Result<Number, NumberError> {
    Number::count(count).multiply(&Number::from(100))?.divide(&Number::count(all))
}

/// Whether anybody claims a total.
fn has_claims(ranking: &Ranking) -> bool {
    ranking.organisations.iter().any(|one| one.claimed.is_some())
}

/// The headings of the organisations; claimed totals where there are any.
pub(super) fn columns(ranking: &Ranking, messages: &Messages) -> Vec<String> {
    let mut ids = vec!["column-rank", "column-unit", "total", "column-grade"];
    if has_claims(ranking) {
        ids.extend(["recheck-column-claimed-total", "ranking-difference"]);
    }
    ids.push("ranking-losses");
    ids.iter().map(|id| messages.say(id, &[])).collect()
}

/// The cells of one organisation, in the order of the columns.
pub(super) fn cells(one: &RankedOrganisation, ranking: &Ranking, messages: &Messages) -> Vec<String> {
    let dash = || "—".to_owned();
    let rounding = Some(ranking.program.scheme().roundings.total);
    let mut cells = vec![
        one.rank.map_or_else(dash, |rank| rank.to_string()),
        one.organisation.clone(),
        one.total.as_ref().map_or_else(dash, |total| phrases::points(total.points.number(), rounding)),
        one.total
            .as_ref()
            .map_or_else(|| messages.say("whatif-withheld", &[]), |total| messages.pick(&total.grade).to_owned()),
    ];
    if has_claims(ranking) {
        cells.push(one.claimed.as_ref().map_or_else(dash, ToString::to_string));
        cells.push(one.claim_difference().map_or_else(dash, |difference| phrases::signed(Some(&difference), rounding)));
    }
    cells.push(losses(one, ranking, messages));
    cells
}

/// The cells of one indicator, in the order of its columns.
pub(super) fn indicator_cells(indicator: &IndicatorStatistics, ranking: &Ranking, messages: &Messages) -> Vec<String> {
    let dash = || "—".to_owned();
    let percent = |part: Option<Number>| {
        let percent = part.and_then(|part| part.multiply(&Number::from(100)).ok());
        percent.map_or_else(dash, |percent| format!("{}%", percentage(&percent)))
    };
    let rounding = ranking.program.scheme().roundings.indicator;
    vec![
        messages.pick(&indicator.name).to_owned(),
        indicator.weight.to_string(),
        indicator.mean.as_ref().map_or_else(dash, |mean| phrases::mean(mean, rounding)),
        percent(indicator.mean.as_ref().and_then(|mean| mean.divide(&indicator.weight).ok())),
        indicator.full.to_string(),
        lost_points(&indicator.lost, rounding),
        percent(indicator.share_of_lost.clone()),
        percent(indicator.influence.clone()),
    ]
}

/// What the office should look at: grades that rounding decided, claims that differ, full marks everywhere, no total.
pub(super) fn below(ranking: &Ranking, messages: &Messages) -> Vec<String> {
    let all = &ranking.organisations;
    let names = |kept: &dyn Fn(&RankedOrganisation) -> bool| -> Vec<&str> {
        all.iter().filter(|one| kept(one)).map(|one| one.organisation.as_str()).collect()
    };
    let groups = [
        ("ranking-rounding", names(&|one| one.unrounded_grade.is_some())),
        ("ranking-claims", names(&|one| one.claim_difference().is_some())),
        ("ranking-all-full", names(&RankedOrganisation::has_full_marks)),
        ("ranking-withheld", names(&|one| one.total.is_none())),
        ("ranking-refused", ranking.refused.iter().map(|(file, _)| file.as_str()).collect()),
    ];
    let told = groups.into_iter().filter(|(_, names)| !names.is_empty());
    told.map(|(id, names)| {
        messages.say(
            id,
            &[("count", &names.len().to_string()), ("names", &phrases::some_names(&names, MOST_NAMED, messages))],
        )
    })
    .collect()
}

/// The rows in which an organisation lost most, with what it lost.
fn losses(one: &RankedOrganisation, ranking: &Ranking, messages: &Messages) -> String {
    let rounding = ranking.program.scheme().roundings.indicator;
    let mut lost: Vec<(&IndicatorStatistics, &Number)> = ranking
        .indicators
        .iter()
        .zip(&one.rows)
        .filter_map(|(indicator, row)| Some((indicator, &row.as_ref()?.lost)))
        .filter(|(_, lost)| !lost.is_zero())
        .collect();
    lost.sort_by(|left, right| right.1.cmp(left.1));
    let words = lost
        .iter()
        .take(MOST_LOSSES)
        .map(|(indicator, lost)| format!("{} -{}", messages.pick(&indicator.name), lost_points(lost, rounding)));
    words.collect::<Vec<_>>().join(&messages.say("list-comma", &[]))
}

/// Lost points with the decimals of their rounding; where they are not rounded, with the digits that a reader needs.
fn lost_points(lost: &Number, rounding: Option<Rounding>) -> String {
    rounding.map_or_else(|| phrases::short(lost), |rounding| phrases::points(lost, Some(rounding)))
}
