//! What a search of figures is asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::seek::Goal;
use crate::location::RequestPlaces;
use crate::numeric::Number;

/// Which figures may change, and what that costs.
#[derive(Clone, Debug)]
pub struct FigureSearch {
    /// What is to be reached.
    pub goal: Goal,
    /// The one figure that may change; none for all that rows read, in the cheapest combination.
    pub metric: Option<String>,
    /// The step of all figures; otherwise each has that of its last decimal as written.
    pub step: Option<Number>,
    /// The steps of single figures, in the unit of the report.
    pub steps: BTreeMap<String, Number>,
    /// Figures that stay as they are.
    pub locked: BTreeSet<String>,
    /// Given facts (budgets, plans, totals) that may change all the same where several figures are sought.
    pub free: BTreeSet<String>,
    /// The least and the most that figures may be, in the unit of the report; otherwise shares run from 0 to 100 %, and
    /// other figures from 0 to twice their value, or a hundred steps if that is more.
    pub bounds: BTreeMap<String, (Number, Number)>,
    /// The cost of one unit of a figure; otherwise 1 for each per cent of the row's target, or of the figure where there
    /// is no number to be reached.
    pub costs: BTreeMap<String, Number>,
    /// Where this was written: `step`, `lock`, `free`, `bounds` and `cost` by figure, `metric` and `grid`.
    pub places: RequestPlaces,
}
