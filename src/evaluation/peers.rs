//! What all organisations report for a metric, and what that says of each of them: the first of two passes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compiled::{Compiled, CompiledPeers, MetricId};
use super::inputs::Inputs;
use super::program::Program;
use crate::numeric::{Number, NumberError};
use crate::report::{Figure, Metric, MetricState, Report};
use crate::scheme::{PeerKind, PeerTies};

/// The figures of a year: by metric, as many as there are.
type FiguresOfYear = BTreeMap<MetricId, Vec<Number>>;

/// What the organisations of a population report for the metrics that a scheme compares, report by report.
///
/// # Example: the rank of three organisations
/// ```
/// use jixiao::{PeerFigures, Program, Report, RuleSet, Scheme};
/// let program = Program::compile(Scheme::from_yaml(include_str!("../../tests/data/peers/scheme.yaml"))?, RuleSet::shipped())?;
/// let report = |income: u32| {
///     Report::from_yaml(&format!("{{unit: U{income}, metrics: {{income: {{value: {income}}}, complaints: {{value: 1}}}}}}"), program.scheme())
/// };
/// let mut reports = vec![report(300)?, report(100)?, report(200)?];
/// let peers = reports.iter().fold(PeerFigures::new(&program), |peers, report| peers.with(report)).of_all()?;
/// for report in &mut reports {
///     peers.state_in(report)?;
/// }
/// let ranks: Vec<&str> = reports.iter().filter_map(|report| Some(report.figure("income_rank")?.text())).collect();
/// assert_eq!(ranks, ["1", "3", "2"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PeerFigures {
    program: Program,
    years: BTreeMap<Option<String>, FiguresOfYear>,
}

/// What all organisations report, ready to be said of each of them.
#[derive(Clone, Debug)]
pub struct PeersOf {
    program: Program,
    years: BTreeMap<Option<String>, BTreeMap<MetricId, OrderedFigures>>,
}

/// The figures of a metric in their order.
#[derive(Clone, Debug)]
struct OrderedFigures {
    /// Each figure once, the lowest first, with how many are no higher.
    figures: Vec<(Number, usize)>,
    sum: Number,
}

/// The facts of a program about all organisations, each with its metric.
fn facts(compiled: &Compiled) -> impl Iterator<Item = (MetricId, &CompiledPeers)> {
    compiled.metrics.all.iter().enumerate().filter_map(|(id, metric)| Some((id, metric.peers.as_ref()?)))
}

/// The year that a report is for: its own, or that of the scheme.
fn year_of(program: &Program, report: &Report) -> Option<String> {
    report.year.clone().or_else(|| program.base().year.clone())
}

impl PeerFigures {
    /// No reports yet.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        Self { program: program.clone(), years: BTreeMap::new() }
    }

    /// The same with the figures of a report; one that is missing, does not apply or cannot be read is no peer.
    #[must_use]
    pub fn with(mut self, report: &Report) -> Self {
        let compiled = self.program.shared();
        let inputs = Inputs::new(&compiled.metrics, report, &compiled.figures);
        let year = self.years.entry(year_of(&self.program, report)).or_default();
        let compared: BTreeSet<MetricId> = facts(&compiled).map(|(_, peers)| peers.of).collect();
        for of in compared {
            let figures = year.entry(of).or_default();
            figures.extend(inputs.number(of, &report.place).ok().flatten());
        }
        self
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (year, metrics) in other.years {
            let own = self.years.entry(year).or_default();
            for (metric, figures) in metrics {
                own.entry(metric).or_default().extend(figures);
            }
        }
        self
    }

    /// What that says of all, whatever the order in which the reports came.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn of_all(self) -> Result<PeersOf, NumberError> {
        let ordered = |(year, metrics): (Option<String>, FiguresOfYear)| {
            let metrics = metrics.into_iter().map(|(id, figures)| Ok((id, OrderedFigures::of(figures)?)));
            Ok((year, metrics.collect::<Result<_, NumberError>>()?))
        };
        let years = self.years.into_iter().map(ordered).collect::<Result<_, NumberError>>()?;
        Ok(PeersOf { program: self.program, years })
    }
}

impl PeersOf {
    /// Says in a report what is so of its organisation among all, as figures. What it states itself stays.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`].
    pub fn state_in(&self, report: &mut Report) -> Result<(), NumberError> {
        let compiled = self.program.shared();
        let Some(year) = self.years.get(&year_of(&self.program, report)) else { return Ok(()) };
        let inputs = Inputs::new(&compiled.metrics, report, &compiled.figures);
        let mut stated: Vec<(String, Metric)> = Vec::new();
        for (id, peers) in facts(&compiled) {
            let (Some(fact), Some(of)) = (compiled.metrics.get(id), compiled.metrics.get(peers.of)) else { continue };
            if report.metrics.contains_key(&fact.name) {
                continue;
            }
            let Some(ordered) = year.get(&peers.of) else { continue };
            let own = inputs.number(peers.of, &report.place).ok().flatten();
            let Some(number) = ordered.fact(peers.kind, own.as_ref())? else { continue };
            let unit = (!peers.kind.is_counted()).then(|| of.unit.clone());
            let state = MetricState::Value(Figure::computed(number, unit));
            let place = inputs.place_of(peers.of).unwrap_or_else(|| report.place.clone());
            stated.push((fact.name.clone(), Metric { state, source: None, evidence: Vec::new(), place }));
        }
        report.metrics.extend(stated.into_iter().map(|(name, metric)| (name, Arc::new(metric))));
        Ok(())
    }
}

impl OrderedFigures {
    fn of(mut figures: Vec<Number>) -> Result<Self, NumberError> {
        figures.sort_unstable();
        let sum = figures.iter().try_fold(Number::zero(), |sum, figure| sum.add(figure))?;
        let mut ordered: Vec<(Number, usize)> = Vec::new();
        for (before, figure) in figures.into_iter().enumerate() {
            let count = before.saturating_add(1);
            match ordered.last_mut() {
                Some((known, counted)) if *known == figure => *counted = count,
                _ => ordered.push((figure, count)),
            }
        }
        Ok(Self { figures: ordered, sum })
    }

    fn count(&self) -> usize {
        self.figures.last().map_or(0, |(_, count)| *count)
    }

    /// What is so of all, and of the organisation with this figure; nothing where nobody has one.
    fn fact(&self, kind: PeerKind, own: Option<&Number>) -> Result<Option<Number>, NumberError> {
        let count = Number::count(self.count());
        Ok(match kind {
            PeerKind::Rank { is_higher_better, ties } => {
                own.map(|own| self.rank(own, is_higher_better, ties)).transpose()?
            }
            PeerKind::Count => Some(count),
            PeerKind::Sum => Some(self.sum.clone()),
            PeerKind::Mean if self.figures.is_empty() => None,
            PeerKind::Mean => Some(self.sum.divide(&count)?),
            PeerKind::Min => self.figures.first().map(|(figure, _)| figure.clone()),
            PeerKind::Max => self.figures.last().map(|(figure, _)| figure.clone()),
        })
    }

    /// The rank of a figure among all, its own included.
    fn rank(&self, own: &Number, is_higher_better: bool, ties: PeerTies) -> Result<Number, NumberError> {
        let (lower, not_higher) = (
            self.figures.partition_point(|(figure, _)| figure < own),
            self.figures.partition_point(|(figure, _)| figure <= own),
        );
        let counted = |distinct: usize| {
            distinct.checked_sub(1).and_then(|at| self.figures.get(at)).map_or(0, |(_, count)| *count)
        };
        let equal = counted(not_higher).saturating_sub(counted(lower));
        let (better, better_figures) = match is_higher_better {
            true => (self.count().saturating_sub(counted(not_higher)), self.figures.len().saturating_sub(not_higher)),
            false => (counted(lower), lower),
        };
        Ok(match ties {
            PeerTies::Skip => Number::count(better.saturating_add(1)),
            PeerTies::Dense => Number::count(better_figures.saturating_add(1)),
            // The mean of the ranks better + 1 to better + equal.
            PeerTies::Average => {
                let twice = better.saturating_add(better).saturating_add(equal).saturating_add(1);
                Number::count(twice).divide(&Number::from(2))?
            }
        })
    }
}
