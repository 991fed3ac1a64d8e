//! The report: what one unit reported for one year, and, if there are any, the points it claimed.

mod canonical;
mod check;
mod claims;
mod draft;
mod figure;
mod figure_check;
mod report_check;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::literal::PrintedDecimal;
use crate::location::{Place, Source};
use crate::numeric::{Number, Weight};
use crate::scheme::{Peers, Scheme};

pub use draft::{ClaimDraft, MetricEntryDraft, ReportDraft};
pub use figure::{Copied, Figure};

/// A checked report: every metric has a value in one unit, or a reason why it has none.
#[derive(Clone, Debug)]
pub struct Report {
    /// The organisation that reports.
    pub organisation: String,
    /// The year reported.
    pub year: Option<String>,
    /// Whether the figures are an illustration and nobody's own.
    pub illustrative: bool,
    /// The reported metrics by id.
    pub metrics: BTreeMap<String, Arc<Metric>>,
    /// What is said of single rows, by indicator id.
    pub rows: BTreeMap<String, Arc<RowNote>>,
    /// The total that the unit claims.
    pub claimed_total: Option<PrintedDecimal>,
    /// The grade that the unit claims.
    pub claimed_grade: Option<String>,
    /// The sum of weights that the unit printed.
    pub claimed_weight: Option<Number>,
    /// What stands where the total belongs, if it is no number.
    pub blank_total: Option<String>,
    /// The points printed for whole dimensions, by the dimension's id.
    pub subtotals: BTreeMap<String, PrintedDecimal>,
    /// Points printed once for several rows, which claim none of their own.
    pub together: Vec<ClaimTogether>,
    /// What a review printed for the whole.
    pub review: TotalReview,
    /// Where the table was published, if the report copies a published one.
    pub publication: Option<Publication>,
    /// Where the report begins.
    pub place: Place,
}

impl Report {
    /// A report of an organisation that says nothing yet.
    pub(crate) fn empty(organisation: &str, place: Place) -> Self {
        Self {
            organisation: organisation.to_owned(),
            year: None,
            illustrative: false,
            metrics: BTreeMap::new(),
            rows: BTreeMap::new(),
            claimed_total: None,
            claimed_grade: None,
            claimed_weight: None,
            blank_total: None,
            subtotals: BTreeMap::new(),
            together: Vec::new(),
            review: TotalReview::default(),
            publication: None,
            place,
        }
    }

    /// A report that stands in no file and says nothing yet.
    pub(crate) fn unwritten(name: &str) -> Self {
        Self::empty(name, Place::start_of(&Source::new(name, "")))
    }

    /// The figure reported for a metric, if there is one.
    #[must_use]
    pub fn figure(&self, metric: &str) -> Option<&Figure> {
        match &self.metrics.get(metric)?.state {
            MetricState::Value(figure) => Some(figure),
            MetricState::Missing(_) | MetricState::NotApplicable(_) | MetricState::Unfinished(_) => None,
        }
    }

    /// What it says of one row and of these metrics.
    pub(crate) fn about(&self, row: &str, metrics: &BTreeSet<String>) -> Self {
        let metrics = metrics.iter().filter_map(|id| Some((id.clone(), Arc::clone(self.metrics.get(id)?))));
        let note = self.rows.get(row).map(|note| (row.to_owned(), Arc::clone(note)));
        Self {
            year: self.year.clone(),
            illustrative: self.illustrative,
            metrics: metrics.collect(),
            rows: note.into_iter().collect(),
            ..Self::empty(&self.organisation, self.place.clone())
        }
    }

    /// Takes over what is known of its organisation among all, as far as both schemes mean the same by it.
    pub(crate) fn hold_peers(&mut self, known: &Self, before: &Scheme, after: &Scheme) {
        let is_held = |id: &str, peers: &Peers| {
            let other = before.metrics.get(id).and_then(|metric| metric.peers.as_ref());
            other.is_some_and(|other| other.is_same(peers))
        };
        for (id, _) in after.peers().filter(|(id, peers)| is_held(id, peers)) {
            if let Some(fact) = known.metrics.get(id) {
                self.metrics.entry(id.clone()).or_insert_with(|| Arc::clone(fact));
            }
        }
    }

    /// Puts another value in the place of a reported one, in the same unit; nothing happens where none was reported.
    pub fn restate(&mut self, metric: &str, text: impl Into<String>) {
        if let Some(metric) = self.metrics.get_mut(metric)
            && let MetricState::Value(figure) = &metric.state
        {
            let figure = Figure::new(text, figure.unit().cloned(), figure.is_as_written());
            *metric = Arc::new(Metric { state: MetricState::Value(figure), ..(**metric).clone() });
        }
    }
}

/// Where a table was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The address, or the file with its sheet; empty where neither is told.
    pub source: String,
    /// The title.
    pub title: String,
    /// The day, as 2024-12-31.
    pub published: Option<String>,
    /// The department in charge that the table names.
    pub department: Option<String>,
    /// Whether the whole table was read.
    pub is_complete: bool,
    /// The weight of the rows that were not read, where it is known.
    pub unseen: Option<Number>,
}

/// Points printed once for several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimTogether {
    /// The ids of the rows, at least two.
    pub rows: Vec<String>,
    /// The points.
    pub points: PrintedDecimal,
}

/// What a review printed for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalReview {
    /// The total.
    pub total: Option<PrintedDecimal>,
    /// The grade.
    pub grade: Option<String>,
}

/// One reported figure.
#[derive(Clone, Debug)]
pub struct Metric {
    /// What was reported.
    pub state: MetricState,
    /// Where the figure comes from, as the unit says.
    pub source: Option<String>,
    /// What proves it, as the unit says.
    pub evidence: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// What was reported of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetricState {
    /// A value.
    Value(Figure),
    /// No figure, and why.
    Missing(String),
    /// The metric does not apply to this unit, and why.
    NotApplicable(String),
    /// What it measures is not finished, and why.
    Unfinished(String),
}

/// What a report says of one row.
#[derive(Clone, Debug, Default)]
pub struct RowNote {
    /// Why the target was not reached (偏差原因).
    pub deviation: Option<String>,
    /// The reason why the row does not apply.
    pub not_applicable: Option<String>,
    /// Points taken away by a person, and why.
    pub deduction: Option<(Number, String)>,
    /// The points that the unit claims.
    pub claimed: Option<Number>,
    /// The weight that points are entered for, where it is not that of the scheme.
    pub points_of: Option<Weight>,
    /// What stands where the claimed points belong, if it is no number.
    pub blank: Option<String>,
    /// The rate of completion or execution that is printed, in percent.
    pub printed_rate: Option<Number>,
    /// The points after the form's own conversion by the weight in percent.
    pub converted: Option<Number>,
    /// The budget at the start of the year, where the row is scored by another one.
    pub initial_budget: Option<Number>,
    /// The money carried over from the year before, which is part of the budget.
    pub carried_over: Option<Number>,
    /// The lines that a row of budget execution is the sum of.
    pub budget_lines: Vec<BudgetLine>,
    /// What a reviewer gives.
    pub review: Option<Review>,
    /// Where it stands.
    pub place: Option<Place>,
}

impl RowNote {
    /// The points of the claim that count: those after the form's own conversion, where it converts.
    #[must_use]
    pub fn counted(&self) -> Option<&Number> {
        self.converted.as_ref().or(self.claimed.as_ref())
    }
}

/// One line of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// What it is called.
    pub name: String,
    /// The budget at the start of the year.
    pub initial: Option<Number>,
    /// The money carried over from the year before.
    pub carried_over: Option<Number>,
    /// The budget of the year.
    pub budget: Number,
    /// What was executed.
    pub executed: Number,
}

/// What a reviewer gives a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The round that counts: the last one.
    pub last: ReviewRound,
    /// The rounds before it, the first one first.
    pub earlier: Vec<ReviewRound>,
}

/// What a reviewer gives a row in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRound {
    /// The points, within 0 and the weight.
    pub points: Number,
    /// Why they differ from the unit's.
    pub reason: Option<String>,
    /// What the reviewer found to have been reached, as it is written.
    pub actual: Option<String>,
    /// What the round is called.
    pub round: Option<String>,
}
