//! What overrides the total: vetoes and caps.

use super::SchemeCheck;
use super::ids::{all_dimensions, all_rows, listed};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::Path;
use crate::messages::phrase;
use crate::numeric::Unit;
use crate::scheme::draft::{CapDraft, EffectDraft, SchemeDraft, StepDraft};
use crate::scheme::{Cap, MetricDeclaration, Veto, VetoEffect};

impl SchemeCheck {
    /// The checked vetoes; the metric of a veto that nobody declares is declared by it.
    pub(super) fn vetoes(&mut self, draft: &SchemeDraft) -> Vec<Veto> {
        let mut vetoes = Vec::new();
        for (veto, path) in listed(draft.vetoes.as_deref(), &Path::top().key("vetoes")) {
            let name = Bilingual::new(&veto.name, veto.en.as_deref());
            let place = self.places.value(&path.key("metric"));
            self.metrics.entry(veto.metric.clone()).or_insert_with(|| MetricDeclaration {
                name: name.clone(),
                unit: Unit::parse(""),
                formula: None,
                peers: None,
                place,
            });
            let effect = self.effect(&veto.effect, draft, &path.key("effect"));
            let (id, metric) = (veto.id.clone(), veto.metric.clone());
            let place = self.places.value(&path.key("id"));
            vetoes.extend(effect.map(|effect| Veto { id, name, metric, effect, place }));
        }
        vetoes
    }

    /// Names of what may not apply that are no rows or metrics, or that decide a veto.
    pub(super) fn check_may_not_apply(&mut self, draft: &SchemeDraft) {
        let rows: Vec<&str> = all_rows(draft).into_iter().map(|(row, _)| row.id.as_str()).collect();
        for (position, id) in draft.may_not_apply.iter().flatten().enumerate() {
            let path = Path::top().key("may_not_apply").item(position);
            let metrics: Vec<String> = self.metrics.keys().cloned().collect();
            let known = rows.iter().copied().chain(metrics.iter().map(String::as_str)).collect();
            self.known(Code::UnknownIndicator, "id", id, known, &path);
            if draft.vetoes.iter().flatten().any(|veto| veto.metric == *id) {
                let problem = Diagnostic::new(Code::MustApply).at(self.places.value(&path)).fact("metric", id);
                self.found.push(problem.fact("reason", "—"));
            }
        }
    }

    fn effect(&mut self, effect: &EffectDraft, draft: &SchemeDraft, path: &Path) -> Option<VetoEffect> {
        let mut forms: Vec<(&str, VetoEffect)> = Vec::new();
        if effect.total.is_some() {
            forms.push(("total", VetoEffect::TotalZero));
        }
        if let Some(grade) = &effect.grade_at_most {
            let grades = draft.grades.iter().flatten().map(|known| known.grade.as_str());
            self.known(Code::UnknownGrade, "grade", grade, grades.collect(), &path.key("grade_at_most"));
            forms.push(("grade_at_most", VetoEffect::GradeAtMost(grade.clone())));
        }
        if let Some(id) = &effect.dimension {
            let known = all_dimensions(draft).into_iter().map(|(dimension, _)| dimension.id.as_str());
            self.known(Code::UnknownIndicator, "id", id, known.collect(), &path.key("dimension"));
            forms.push(("dimension", VetoEffect::DimensionZero(id.clone())));
        }
        if let Some(id) = &effect.indicator {
            let known = all_rows(draft).into_iter().map(|(row, _)| row.id.as_str());
            self.known(Code::UnknownIndicator, "id", id, known.collect(), &path.key("indicator"));
            if draft.penalties.iter().flatten().any(|row| row.id == *id) {
                let problem = Diagnostic::new(Code::PenaltyChanged).at(self.places.value(&path.key("indicator")));
                self.found.push(problem.said("detail", phrase("penalty-vetoed", &[])));
            }
            forms.push(("indicator", VetoEffect::IndicatorZero(id.clone())));
        }
        if forms.is_empty() {
            let problem = Diagnostic::new(Code::MissingField).at(self.places.value(path));
            self.found.push(problem.fact("field", "total / grade_at_most / dimension / indicator"));
        }
        for (field, _) in forms.iter().skip(1) {
            let place = self.places.key(&path.key(field));
            self.found.push(Diagnostic::new(Code::UnknownField).at(place).fact("field", field));
        }
        forms.into_iter().next().map(|(_, effect)| effect)
    }

    /// Reports `word` unless it is one of `known`.
    fn known(&mut self, code: Code, fact: &'static str, word: &str, known: Vec<&str>, path: &Path) {
        if !known.contains(&word) {
            let place = self.places.value(path);
            let problem = Diagnostic::new(code).at(place).fact(fact, word).list("known", &known);
            self.found.push(problem.suggest(word, known));
        }
    }

    pub(super) fn caps(&mut self, drafts: Vec<CapDraft>) -> Vec<Cap> {
        let mut caps = Vec::new();
        for (position, draft) in drafts.into_iter().enumerate() {
            let path = Path::top().key("caps").item(position);
            self.check_steps(&draft.steps, &path.key("steps"));
            caps.push(Cap {
                name: Bilingual::new(draft.name, draft.en.as_deref()),
                metric: draft.metric,
                steps: draft.steps.into_iter().map(|step| (step.below.0, step.total_at_most.0)).collect(),
                as_written: draft.as_written == Some(true),
                place: self.places.value(&path.key("id")),
                id: draft.id,
            });
        }
        caps
    }

    /// Steps fall strictly, in their bounds and in what they leave of the total.
    fn check_steps(&mut self, steps: &[StepDraft], path: &Path) {
        if steps.is_empty() {
            let problem = Diagnostic::new(Code::MissingField).at(self.places.key(path));
            self.found.push(problem.fact("field", "steps"));
        }
        let mut above: Option<&StepDraft> = None;
        for (position, step) in steps.iter().enumerate() {
            let path = path.item(position);
            if step.total_at_most.0.is_negative() {
                self.out_of_range(&step.total_at_most.0, "≥ 0", &path.key("total_at_most"));
            }
            if let Some(above) = above {
                if step.below.0 >= above.below.0 {
                    self.out_of_range(&step.below.0, format!("< {}", above.below), &path.key("below"));
                }
                if step.total_at_most.0 >= above.total_at_most.0 {
                    let bounds = format!("< {}", above.total_at_most);
                    self.out_of_range(&step.total_at_most.0, bounds, &path.key("total_at_most"));
                }
            }
            above = Some(step);
        }
    }
}
