//! [`Snapshot`]: everything that decides a result.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::evaluation::{Evaluation, Program};
use crate::location::Source;
use crate::report::{Report, RowNote};
use crate::rule::{RuleSet, ScriptRule};
use crate::scheme::{Dimension, Indicator, Scheme};

/// A scheme, a report and the scripts between them, and nothing that the result does not depend on: no metric that
/// nothing uses, no script that no row names.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The scheme.
    pub scheme: Scheme,
    /// The report.
    pub report: Report,
    /// The scripts that the scheme names.
    pub scripts: BTreeMap<String, Script>,
}

/// The text of a script, and the rule it is; no rule where this engine cannot compile the text any more.
#[derive(Clone, Debug)]
pub struct Script {
    /// The text.
    pub source: Arc<Source>,
    /// The rule.
    pub rule: Option<Arc<ScriptRule>>,
}

impl Snapshot {
    /// What is left of a scheme, a report and scripts when everything is dropped that the result does not depend on.
    #[must_use]
    pub fn new(mut scheme: Scheme, mut report: Report, mut scripts: BTreeMap<String, Script>) -> Self {
        let used = scheme.used_metrics();
        scheme.metrics.retain(|id, _| used.contains(id));
        report.metrics.retain(|id, _| scheme.metrics.get(id).is_some_and(|metric| metric.formula.is_none()));
        let rows: BTreeMap<&str, bool> = scheme
            .scored_rows()
            .into_iter()
            .map(|row| (row.id.as_str(), scores_claim(row, scripts.get(&row.rule))))
            .collect();
        let notes = std::mem::take(&mut report.rows).into_iter();
        report.rows =
            notes.filter_map(|(id, note)| Some((id.clone(), scored(&note, *rows.get(id.as_str())?)?))).collect();
        let named: BTreeSet<&str> = scheme.scored_rows().into_iter().flat_map(scripts_of).collect();
        scripts.retain(|name, _| named.contains(name.as_str()));
        Self { scheme, report, scripts }
    }

    /// The snapshot of a case whose rules stand in `book`.
    #[must_use]
    pub fn of(scheme: &Scheme, report: &Report, book: &RuleSet) -> Self {
        let scripts = scheme.scored_rows().into_iter().flat_map(scripts_of).filter_map(|name| {
            let rule = book.shared(name)?;
            Some((name.to_owned(), Script { source: Arc::clone(rule.source()), rule: Some(rule) }))
        });
        let scripts = scripts.collect();
        Self::new(scheme.clone(), report.clone(), scripts)
    }

    /// Scores the report by the ordinary engine; `book` lends its engine.
    ///
    /// # Errors
    /// Those of [`Program::compile`]: what lies between two snapshots need not be a scheme.
    pub fn evaluate(&self, book: &RuleSet) -> Result<Evaluation, Diagnostics> {
        let book = book.holding(self.scripts.values().filter_map(|script| script.rule.clone()));
        let program = Program::compile(self.scheme.clone(), book)?;
        Ok(program.evaluate(&self.report))
    }

    /// The rows by id.
    pub(super) fn rows(&self) -> BTreeMap<&str, &Indicator> {
        self.scheme.scored_rows().into_iter().map(|row| (row.id.as_str(), row)).collect()
    }

    /// Whether a row rests on a metric, directly or through a formula.
    pub(super) fn rests_on(&self, id: &str, metric: &str) -> bool {
        self.rows().get(id).is_some_and(|row| self.scheme.metrics_behind(row.formulas()).contains(metric))
    }

    /// The weights of all rows and dimensions by id.
    pub(super) fn weights(&self) -> BTreeMap<&str, String> {
        let dimensions = self.scheme.all_dimensions().into_iter();
        let dimensions = dimensions.map(|dimension| (dimension.id.as_str(), dimension.weight.to_string()));
        dimensions.chain(self.rows().into_iter().map(|(id, row)| (id, row.weight.to_string()))).collect()
    }

    /// Which row stands in which dimension, and which dimension in which: without it there is nothing to compare.
    pub(super) fn shape(&self) -> BTreeSet<(String, String)> {
        fn collect(dimension: &Dimension, above: &str, pairs: &mut BTreeSet<(String, String)>) {
            pairs.insert((above.to_owned(), dimension.id.clone()));
            pairs.extend(dimension.indicators.iter().map(|row| (dimension.id.clone(), row.id.clone())));
            dimension.dimensions.iter().for_each(|below| collect(below, &dimension.id, pairs));
        }
        let mut pairs = BTreeSet::new();
        self.scheme.dimensions.iter().for_each(|dimension| collect(dimension, "", &mut pairs));
        // No id has a plus or minus in front.
        pairs.extend(self.scheme.bonuses.iter().map(|row| ("+".to_owned(), row.id.clone())));
        pairs.extend(self.scheme.penalties.iter().map(|row| ("-".to_owned(), row.id.clone())));
        pairs
    }
}

/// The scripts a row names: its rule and its modifiers.
pub(super) fn scripts_of(row: &Indicator) -> impl Iterator<Item = &str> {
    std::iter::once(row.rule.as_str()).chain(row.modifiers.iter().map(|modifier| modifier.rule.as_str()))
}

/// Whether the points of a row are those that its report claims.
fn scores_claim(row: &Indicator, script: Option<&Script>) -> bool {
    let judgement = script.and_then(|script| script.rule.as_ref()?.metadata().declared.judgement.as_ref());
    judgement.is_some_and(|judgement| judgement.takes_claim(row.inputs.keys().map(String::as_str)))
}

/// What of a note decides points; nothing where none of it does.
fn scored(note: &RowNote, scores_claim: bool) -> Option<Arc<RowNote>> {
    let RowNote { deduction, not_applicable, claimed, converted, blank, place, .. } = note.clone();
    let (claimed, blank) = if scores_claim { (converted.or(claimed), blank) } else { (None, None) };
    let decides = deduction.is_some() || not_applicable.is_some() || claimed.is_some() || blank.is_some();
    decides.then(|| Arc::new(RowNote { deduction, not_applicable, claimed, blank, place, ..RowNote::default() }))
}
