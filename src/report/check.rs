//! From what a file says to a [`Report`] for one scheme, with all problems found in one run.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::claims::Claims;
use super::draft::{BudgetLineDraft, MetricEntryDraft, PublicationDraft, ReportDraft, RowDraft};
use super::report_check::ReportCheck;
use super::{BudgetLine, Copied, Figure, Metric, MetricState, Publication, Report, RowNote, TotalReview};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::language::Bilingual;
use crate::literal::{DecimalLiteral, YesNo};
use crate::location::{Path, Place, Places};
use crate::messages::{listed, phrase};
use crate::numeric::{Number, Unit, Weight};
use crate::scheme::{Indicator, MetricDeclaration, Scheme};

/// How many copied values are listed with what they were read as.
const MOST_READINGS: usize = 8;

impl Report {
    /// Checks what a file says against the scheme it is for; all its problems are reported together.
    ///
    /// Metrics that the scheme derives itself are warned of and left out; those it does not know are refused.
    ///
    /// # Errors
    /// The problems, warnings included, if one of them refuses the report.
    pub fn check(draft: ReportDraft, places: &Places, scheme: &Scheme) -> Result<Warned<Self>, Diagnostics> {
        let top = Path::top();
        let year = draft.year.as_ref().and_then(|year| year.0.trim().parse().ok());
        let copied = draft.publication.as_ref().map(|_| year);
        let (unit, read_as) = (draft.unit.clone(), Vec::new());
        let mut check = ReportCheck { places, scheme, unit, copied, read_as, found: Diagnostics::new() };
        check.year(draft.year.as_ref().map(|year| year.0.as_str()));
        if let Some(found) =
            draft.scheme.as_ref().filter(|found| **found != scheme.id && !scheme.extended.contains(found))
        {
            let problem = Diagnostic::new(Code::SchemeMismatch).at(places.value(&top.key("scheme")));
            check.push(problem.fact("found", found).fact("wanted", &scheme.id));
        }
        let metrics = draft.metrics.into_iter();
        let metrics =
            metrics.filter_map(|(id, entry)| Some((id.clone(), Arc::new(check.metric(&id, entry)?)))).collect();
        check.tell_readings();
        let mut rows = check.rows(draft.rows.unwrap_or_default());
        check.note_extended_weights(draft.scheme.as_deref(), &mut rows);
        let Claims { total, grade, total_weight, blank, subtotals, together } =
            check.claims(draft.claimed.unwrap_or_default(), &rows);
        if draft.publication.is_none() {
            check.check_claim_ranges(&rows, (total.as_ref(), &subtotals, &together));
        }
        let review = draft.review.unwrap_or_default();
        if let Some(grade) = &review.grade {
            check.known_grade(grade, &top.key("review").key("grade"));
        }
        let publication = draft.publication.map(|draft| check.publication(draft));
        let report = Self {
            organisation: draft.unit,
            year: draft.year.map(|year| year.0),
            illustrative: draft.illustrative.is_some_and(|YesNo(yes)| yes),
            metrics,
            rows,
            claimed_total: total,
            claimed_grade: grade,
            claimed_weight: total_weight,
            blank_total: blank,
            subtotals,
            together,
            review: TotalReview { total: review.total, grade: review.grade },
            publication,
            place: places.key(&top.key("unit")),
        };
        check.found.accept(report)
    }
}

impl ReportCheck<'_> {
    fn metric(&mut self, id: &str, entry: MetricEntryDraft) -> Option<Metric> {
        let path = Path::top().key("metrics").key(id);
        let place = self.places.key(&path);
        let declared = self.scheme.metrics.get(id);
        match declared {
            None => {
                let problem = Diagnostic::new(Code::UnknownMetric).at(place.clone()).fact("metric", id);
                let known = self.scheme.metrics.iter().filter(|(_, known)| known.formula.is_none());
                let problem = problem.suggest(id, known.map(|(id, _)| id.as_str()));
                self.push(problem);
            }
            Some(MetricDeclaration { formula: Some((_, derived)), .. }) => {
                let problem = Diagnostic::new(Code::UnexpectedMetric).at(place.clone()).fact("metric", id);
                self.push(problem.related(derived.clone(), "derived-here"));
            }
            Some(_) => {}
        }
        let place = if entry.value.is_some() { self.places.value(&path.key("value")) } else { place };
        let unit = entry.unit.as_deref().map(|unit| match declared {
            Some(declared) => self.unit(id, unit, declared, &path),
            None => Unit::parse(unit),
        });
        if let (None, Some(declared), Some(value)) = (&unit, declared, &entry.value) {
            self.tell_bare_percentage(id, &value.0, declared, &place);
        }
        let reasons = [
            ("missing", entry.missing.as_deref()),
            ("not_applicable", entry.not_applicable.as_deref()),
            ("unfinished", entry.unfinished.as_deref()),
        ];
        self.check_reasons(id, reasons, &path);
        let reason = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let as_written = entry.as_written.is_some_and(|YesNo(yes)| yes);
        let stated = [
            entry.value.map(|value| MetricState::Value(self.figure(value.0, unit, as_written, (declared, &place)))),
            reason(entry.missing).map(MetricState::Missing),
            reason(entry.not_applicable).map(MetricState::NotApplicable),
            reason(entry.unfinished).map(MetricState::Unfinished),
        ];
        let mut stated = stated.into_iter().flatten();
        let state = match (stated.next(), stated.next()) {
            (Some(state), None) => Some(state),
            (state, _) => {
                let detail = match state {
                    Some(_) => phrase("figure-stated-twice", &[]),
                    None => phrase("figure-stated-nowhere", &[]),
                };
                self.metric_state(id, detail, &path);
                None
            }
        };
        if let Some(MetricState::NotApplicable(reason)) = &state {
            self.check_may_not_apply(id, reason, &path.key("not_applicable"));
        }
        let reported = declared.is_some_and(|declared| declared.formula.is_none());
        let evidence = entry.evidence.unwrap_or_default();
        state.filter(|_| reported).map(|state| Metric { state, source: entry.source, evidence, place })
    }

    /// A value as a report writes it or, where the report copies a published table, as it is printed there.
    fn figure(
        &mut self,
        text: String,
        unit: Option<Unit>,
        as_written: bool,
        (declared, place): (Option<&MetricDeclaration>, &Place),
    ) -> Figure {
        let Some(year) = self.copied else { return Figure::new(text, unit, as_written) };
        let is_bare = declared.is_some_and(|declared| declared.unit.is_plain());
        let figure = Figure::copied(text, unit, as_written, year, is_bare);
        let printed = Bilingual::same(figure.text());
        // What the report would write in the same words was not changed in reading: 90分 is 90 分.
        let is_changed = |print: &&Copied| match print {
            Copied::Number => {
                let unit = figure.unit().map_or("", Unit::name);
                figure.number().is_none_or(|number| format!("{number}{unit}") != figure.text().trim())
            }
            _ => true,
        };
        let read_as = figure.print().filter(is_changed).map(|print| match print {
            Copied::Number => {
                let unit = figure.unit().map_or("", Unit::name);
                let number = figure.number().map(ToString::to_string).unwrap_or_default();
                phrase("printed-number", &[("text", printed), ("number", Bilingual::same(format!("{number}{unit}")))])
            }
            Copied::Bound(..) => phrase("printed-bound", &[("text", printed)]),
            Copied::Range(..) => phrase("printed-range", &[("text", printed)]),
            Copied::Day(day) => phrase("printed-day", &[("text", printed), ("day", Bilingual::same(day.to_string()))]),
        });
        self.read_as.extend(read_as.map(|read_as| (place.clone(), read_as)));
        figure
    }

    /// Tells how copied values were read, in one remark.
    fn tell_readings(&mut self) {
        let readings = std::mem::take(&mut self.read_as);
        let Some((place, _)) = readings.first().cloned() else { return };
        let count = readings.len();
        let mut told: Vec<Bilingual> = readings.into_iter().map(|(_, read_as)| read_as).collect();
        told.dedup();
        let more = told.len().saturating_sub(MOST_READINGS);
        told.truncate(MOST_READINGS);
        if more > 0 {
            told.push(phrase("printed-more", &[("count", Bilingual::same(more.to_string()))]));
        }
        let problem = Diagnostic::new(Code::PrintedNotation).at(place).fact("count", count);
        self.push(problem.said("readings", listed(&told)));
    }

    /// What is reported as not applicable although the scheme names what may be, and does not name it.
    fn check_may_not_apply(&mut self, id: &str, reason: &str, path: &Path) {
        if self.scheme.may_not_apply.as_ref().is_some_and(|may| !may.iter().any(|may| may == id)) {
            let problem = Diagnostic::new(Code::MustApply).at(self.places.value(path)).fact("metric", id);
            self.push(problem.fact("reason", reason));
        }
    }

    fn metric_state(&mut self, id: &str, detail: Bilingual, path: &Path) {
        let problem = Diagnostic::new(Code::MetricState).at(self.places.key(path)).fact("metric", id);
        self.push(problem.said("detail", detail));
    }

    fn rows(&mut self, drafts: BTreeMap<String, RowDraft>) -> BTreeMap<String, Arc<RowNote>> {
        let scheme = self.scheme;
        let known: BTreeMap<&str, &Indicator> =
            scheme.scored_rows().into_iter().map(|row| (row.id.as_str(), row)).collect();
        let mut rows = BTreeMap::new();
        for (id, draft) in drafts {
            let path = Path::top().key("rows").key(&id);
            let place = self.places.key(&path);
            match known.get(id.as_str()) {
                Some(row) => {
                    rows.insert(id, Arc::new(self.row(draft, row, &path, place)));
                }
                None => {
                    let problem = Diagnostic::new(Code::UnknownIndicator).at(place).fact("id", &id);
                    self.push(problem.suggest(&id, known.keys().copied()));
                }
            }
        }
        rows
    }

    /// Points in a report for a scheme that this one extends are entered for the weights of that one.
    fn note_extended_weights(&self, named: Option<&str>, rows: &mut BTreeMap<String, Arc<RowNote>>) {
        let at = self.scheme.extended.iter().position(|id| Some(id.as_str()) == named);
        let Some(weights) = at.and_then(|at| self.scheme.extended_weights.get(at)) else { return };
        for row in self.scheme.scored_rows() {
            let Some(weight) = weights.get(&row.id).filter(|weight| **weight != row.entered_weight) else { continue };
            let note = Arc::make_mut(rows.entry(row.id.clone()).or_default());
            note.points_of.get_or_insert_with(|| weight.clone());
        }
    }

    fn row(&mut self, draft: RowDraft, row: &Indicator, path: &Path, place: Place) -> RowNote {
        let number = |written: Option<DecimalLiteral>| written.map(|written| written.0);
        let deduction = self.deduction(&draft, row, path);
        if let Some(reason) = &draft.not_applicable {
            self.check_may_not_apply(&row.id, reason, &path.key("not_applicable"));
        }
        if draft.claimed.is_some() && draft.blank.is_some() {
            self.claim_state(&path.key("blank"), &path.key("claimed"), Some(&row.name));
        }
        let points_of = draft.points_of.as_ref().and_then(|written| {
            let found = Weight::new(written.0.clone()).filter(|weight| !weight.number().is_zero());
            if found.is_none() {
                let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path.key("points_of")));
                self.push(problem.fact("value", written).fact("bounds", "> 0").row(row.name.clone()));
            }
            found
        });
        RowNote {
            deduction,
            points_of,
            review: draft.review.and_then(|review| self.review(review, row, &path.key("review"))),
            deviation: draft.deviation,
            not_applicable: draft.not_applicable,
            claimed: number(draft.claimed),
            blank: draft.blank,
            printed_rate: number(draft.printed_rate),
            converted: number(draft.converted),
            initial_budget: number(draft.initial_budget),
            carried_over: number(draft.carried_over),
            budget_lines: draft.budget_lines.unwrap_or_default().into_iter().map(budget_line).collect(),
            place: Some(place),
        }
    }

    fn deduction(&mut self, draft: &RowDraft, row: &Indicator, path: &Path) -> Option<(Number, String)> {
        let deduction = draft.deduction.as_ref()?;
        let name = &row.name;
        let path = path.key("deduction");
        if self.scheme.penalties.iter().any(|penalty| penalty.id == row.id) {
            let problem = Diagnostic::new(Code::PenaltyChanged).at(self.places.key(&path));
            self.push(problem.said("detail", phrase("penalty-deducted", &[])).row(name.clone()));
            return None;
        }
        if deduction.points.0.is_negative() {
            let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path.key("points")));
            self.push(problem.fact("value", &deduction.points).fact("bounds", "≥ 0").row(name.clone()));
        }
        if deduction.reason.trim().is_empty() {
            let problem = Diagnostic::new(Code::MissingField).at(self.places.key(&path.key("reason")));
            self.push(problem.fact("field", "reason").row(name.clone()));
        }
        Some((deduction.points.0.clone(), deduction.reason.clone()))
    }

    /// Where a table was published. Somebody has to be able to find it again: an address or a file is told.
    fn publication(&mut self, draft: PublicationDraft) -> Publication {
        let PublicationDraft { url, file, sheet, title, published, department, complete: YesNo(is_complete), unseen } =
            draft;
        let of_file = || file.map(|file| sheet.map_or_else(|| file.clone(), |sheet| format!("{file}#{sheet}")));
        let path = Path::top().key("publication").key("unseen");
        let unseen = unseen.map(|unseen| unseen.0);
        if let Some(unseen) = unseen.as_ref().filter(|unseen| unseen.is_negative()) {
            let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path));
            self.push(problem.fact("value", unseen).fact("bounds", "≥ 0"));
        }
        Publication {
            source: url.or_else(of_file).unwrap_or_default(),
            title,
            published: published.map(|day| day.0),
            department,
            is_complete,
            unseen,
        }
    }
}

fn budget_line(draft: BudgetLineDraft) -> BudgetLine {
    let BudgetLineDraft { name, initial, carried_over, budget, executed } = draft;
    let number = |written: Option<DecimalLiteral>| written.map(|written| written.0);
    let (initial, carried_over) = (number(initial), number(carried_over));
    BudgetLine { name, initial, carried_over, budget: budget.0, executed: executed.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Source;
    use crate::scheme::check_tests::{BASE, draft};

    fn check(text: &str) -> Result<Warned<Report>, Diagnostics> {
        let (scheme, places) = draft(BASE);
        let scheme = Scheme::check(scheme, places).unwrap().value;
        let report: ReportDraft = serde_yaml::from_str(text).unwrap();
        Report::check(report, &Places::new(Place::start_of(&Source::new("r.yaml", text))), &scheme)
    }

    fn codes(problems: &Diagnostics) -> Vec<Code> {
        problems.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_metric_has_a_value_or_one_reason() {
        let Warned { value: report, warnings: problems } = check(
            r#"{unit: "局", metrics: {one: {value: "098", unit: "‰", as_written: "是"}, two: {missing: "未统计"}, stop: {value: "否"}}}"#,
        )
        .unwrap();
        assert!(problems.is_empty());
        let value = MetricState::Value(Figure::new("098", Some(Unit::parse("‰")), true));
        assert_eq!(report.metrics.get("one").map(|metric| &metric.state), Some(&value));
        for entry in
            [r#"{missing: " "}"#, "{}", r#"{value: "1", missing: "x"}"#, r#"{missing: "x", not_applicable: "y"}"#]
        {
            let problems = check(&format!("{{unit: 局, metrics: {{one: {entry}}}}}")).unwrap_err();
            assert_eq!(codes(&problems), [Code::MetricState], "{entry}");
        }
    }

    #[test]
    fn what_the_scheme_derives_is_left_out_and_what_it_does_not_know_refused() {
        let text = r#"{unit: "局", metrics: {one: {value: "1"}, double: {value: "2"}}}"#;
        let Warned { value: report, warnings: problems } = check(text).unwrap();
        assert_eq!(codes(&problems), [Code::UnexpectedMetric]);
        let problems = check(r#"{unit: "局", metrics: {one: {value: "1"}, onee: {value: "1"}}}"#).unwrap_err();
        assert_eq!(codes(&problems), [Code::UnknownMetric]);
        assert_eq!(report.metrics.keys().collect::<Vec<_>>(), ["one"]);
    }

    #[test]
    fn all_that_does_not_fit_the_scheme_is_refused_in_one_run() {
        let text = r#"{unit: "局", scheme: "other", metrics: {one: {value: "1", unit: "件"}},
            rows: {tow: {deviation: "x"}, two: {deduction: {points: "-1", reason: "x"}}}, claimed: {grade: "优"}}"#;
        let problems = check(text).unwrap_err();
        let wanted =
            [Code::SchemeMismatch, Code::UnitMismatch, Code::UnknownIndicator, Code::NumberRange, Code::UnknownGrade];
        assert_eq!(codes(&problems), wanted);
        assert!(problems.iter().all(|problem| problem.unit.as_deref() == Some("局")));
    }
}
