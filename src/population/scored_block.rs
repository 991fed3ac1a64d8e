//! [`ScoredBlock`]: the results of some units of a population, in their order, and what keeps a total from one.

use std::collections::BTreeSet;

use super::record_fields::RecordHead;
use super::unit_head::UnitHead;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::evaluation::{ColumnResults, Program};
use crate::language::{Bilingual, Language};
use crate::numeric::Number;
use crate::scheme::Indicator;

/// How much is told of why each row has its points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TraceDetail {
    /// Nothing.
    #[default]
    None,
    /// The names of the sentences.
    Codes,
    /// The sentences, in a language.
    Full(Language),
}

impl TraceDetail {
    /// The language in which sentences are wanted.
    pub(super) fn language(self) -> Option<Language> {
        match self {
            Self::Full(language) => Some(language),
            Self::None | Self::Codes => None,
        }
    }
}

/// The results of some units, in their order.
#[derive(Debug)]
pub struct ScoredBlock<'b> {
    pub(super) program: &'b Program,
    /// Points, codes, totals and grades.
    pub results: ColumnResults,
    /// How much is told of the reasons.
    pub detail: TraceDetail,
    /// How many units were scored twice and came to the same.
    pub compared: usize,
    /// What each unit says of itself.
    pub(super) heads: Vec<UnitHead>,
    /// The units whose grade the rounding of the total decided, in their order.
    pub decided_by_rounding: Vec<usize>,
    /// Metrics that records report although the scheme derives them.
    pub derived: BTreeSet<String>,
}

/// Why a unit has no total: one thing that is wrong with what it reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFault {
    /// The kind of problem.
    pub code: Code,
    /// The row that it withholds, by its id.
    pub indicator: Option<String>,
    /// The metric or formula.
    pub metric: Option<String>,
    /// The field that is wrong, as records have it.
    pub field: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// The whole problem, for whoever words it.
    pub problem: Diagnostic,
}

impl ScoredBlock<'_> {
    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.results.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.results.is_empty()
    }

    /// The program that scored them.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.program
    }

    /// The organisation of a unit; empty where none is told.
    #[must_use]
    pub fn organisation(&self, unit: usize) -> &str {
        self.heads.get(unit).map_or("", |head| &head.organisation)
    }

    /// The year of a unit, where it is told.
    #[must_use]
    pub fn year(&self, unit: usize) -> Option<&str> {
        self.heads.get(unit)?.year.as_deref()
    }

    /// Who reports for which year, in a few bits; none where no organisation is told.
    pub(super) fn identity(&self, unit: usize) -> Option<u128> {
        self.heads.get(unit)?.identity()
    }

    /// The total that a unit claims.
    #[must_use]
    pub fn claimed(&self, unit: usize) -> Option<&Number> {
        self.heads.get(unit)?.claimed.as_ref()
    }

    /// The units that have a total, full marks in every weighted row of the scheme, and nothing taken off by a penalty.
    pub(super) fn full_marks(&self) -> Vec<usize> {
        let scheme = self.program.scheme();
        let rows = scheme.scored_rows();
        let first_penalty = rows.len().saturating_sub(scheme.penalties.len());
        let first_bonus = first_penalty.saturating_sub(scheme.bonuses.len());
        let wanted = |(at, row): (usize, &&Indicator)| match at {
            at if at < first_bonus => Some(row.weight.number().clone()),
            at if at < first_penalty => None,
            _ => Some(Number::zero()),
        };
        let wanted: Vec<Option<Number>> = rows.iter().enumerate().map(wanted).collect();
        // Whole numbers are compared sooner.
        let whole = |(at, wanted): (usize, &Option<Number>)| {
            let power = Number::power_of_ten(self.results.places(at)?).ok()?;
            wanted.as_ref()?.multiply(&power).ok()?.to_i64()
        };
        let whole: Vec<Option<i64>> = wanted.iter().enumerate().map(whole).collect();
        let is_full = |unit: &usize| {
            let result = self.results.unit(*unit);
            let is_full = |(at, (wanted, whole)): (usize, (&Option<Number>, &Option<i64>))| match result
                .whole_points(at)
            {
                Some((points, _)) => wanted.is_none() || *whole == Some(points),
                None => result.points(at).is_some_and(|points| wanted.as_ref().is_none_or(|wanted| points == *wanted)),
            };
            result.has_total() && wanted.iter().zip(&whole).enumerate().all(is_full)
        };
        (0..self.len()).filter(is_full).collect()
    }

    /// What keeps the total from a unit; nothing where it has one.
    #[must_use]
    pub fn faults(&self, unit: usize) -> Vec<RecordFault> {
        let Some(ordinary) = self.results.unit(unit).ordinary() else { return Vec::new() };
        let errors: Vec<&Diagnostic> =
            ordinary.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error).collect();
        // That a total is withheld only follows from the rest.
        let is_told = |problem: &&&Diagnostic| errors.len() == 1 || problem.code != Code::TotalWithheld;
        let mut faults: Vec<RecordFault> = Vec::new();
        for fault in errors.iter().filter(is_told).map(|problem| self.fault(problem)) {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        faults
    }

    fn fault(&self, problem: &Diagnostic) -> RecordFault {
        let fact = |name: &str| problem.get(name).map(|fact| fact.en.clone());
        let scheme = self.program.scheme();
        // A record has a source for each metric, which is called like it.
        let metric = fact("metric").filter(|_| problem.code != Code::RuleRefusal);
        let is_of_metric = |name: &str| scheme.metrics.contains_key(name) || metric.as_deref() == Some(name);
        let place = problem.place.as_ref().filter(|place| is_of_metric(place.source().name()));
        let metric = metric.or_else(|| place.map(|place| place.source().name().to_owned()));
        let field = match problem.code {
            Code::MissingField => fact("field"),
            Code::DuplicateKey => fact("key").filter(|key| RecordHead::named(key)),
            Code::SchemeMismatch => Some("scheme".to_owned()),
            Code::UnitMismatch => metric.as_ref().map(|_| "unit".to_owned()),
            Code::MetricMissing => Some("missing".to_owned()),
            Code::MetricState | Code::UnknownMetric => None,
            _ => metric.as_ref().map(|_| "value".to_owned()).or_else(|| fact("field")),
        };
        let rows = scheme.scored_rows();
        let id = |name: &Bilingual| {
            rows.iter().find(|row| row.name == *name).map_or_else(|| name.zh.clone(), |row| row.id.clone())
        };
        RecordFault {
            code: problem.code,
            indicator: problem.row.as_ref().map(id),
            metric: metric.or_else(|| fact("key").filter(|key| !RecordHead::named(key))),
            field,
            value: place.map(|place| place.text().to_owned()).or_else(|| fact("value")).or_else(|| fact("found")),
            problem: problem.clone(),
        }
    }
}
