//! Dimensions and rows: units, targets and inputs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::SchemeCheck;
use super::ids::all_rows;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::literal::{DecimalLiteral, YesNo, states_a_number};
use crate::location::Path;
use crate::messages::{listed, phrase};
use crate::numeric::{Number, Unit};
use crate::scheme::draft::{DimensionDraft, IndicatorDraft, InputDraft, ModifierDraft, SchemeDraft, TargetDraft};
use crate::scheme::indicator::metric_of;
use crate::scheme::{Dimension, Direction, Indicator, InputSource, MetricDeclaration, ModifierUse, Scheme, Target};

/// The input that every row has.
const ACTUAL: &str = "actual";

impl SchemeCheck {
    /// Declares the metric of each row that feeds on the metric of its own name and does not find it declared.
    pub(super) fn declare_implicit_metrics(&mut self, draft: &SchemeDraft) {
        for (row, path) in all_rows(draft) {
            let own = metric_of(&row.id);
            let inputs = row.inputs.as_ref();
            let wanted = match (&row.actual, inputs.and_then(|inputs| inputs.get(ACTUAL))) {
                (Some(actual), _) | (None, Some(InputDraft::One(actual))) => actual.trim() == own,
                (None, Some(InputDraft::Many(_))) => false,
                (None, None) => inputs.is_none_or(BTreeMap::is_empty),
            };
            if wanted {
                let place = self.places.value(&path.key("id"));
                let target_unit = row.target.as_ref().and_then(|target| target.unit.as_deref());
                self.metrics.entry(own).or_insert_with(|| MetricDeclaration {
                    name: Bilingual::new(&row.name, row.en.as_deref()),
                    unit: usual_unit(row.unit.as_deref().or(target_unit).unwrap_or_default()),
                    formula: None,
                    peers: None,
                    place,
                });
            }
        }
    }

    pub(super) fn dimensions(&mut self, drafts: Vec<DimensionDraft>, path: &Path) -> Vec<Dimension> {
        let mut dimensions = Vec::new();
        for (position, draft) in drafts.into_iter().enumerate() {
            let path = path.item(position);
            let weight = self.weight(draft.weight.0, &path.key("weight"));
            let below = self.dimensions(draft.dimensions.unwrap_or_default(), &path.key("dimensions"));
            let indicators = self.rows(draft.indicators.unwrap_or_default(), &path.key("indicators"));
            let name = Bilingual::new(draft.name, draft.en.as_deref());
            dimensions.extend(weight.map(|weight| Dimension {
                id: draft.id,
                name,
                weight,
                printed_weight: draft.printed_weight.map(|printed| printed.0),
                dimensions: below,
                indicators,
            }));
        }
        dimensions
    }

    pub(super) fn rows(&mut self, drafts: Vec<IndicatorDraft>, path: &Path) -> Vec<Indicator> {
        let drafts = drafts.into_iter().enumerate();
        drafts.filter_map(|(position, draft)| self.row(draft, path.item(position))).collect()
    }

    /// The checked row; nothing where its weight is refused.
    fn row(&mut self, draft: IndicatorDraft, path: Path) -> Option<Indicator> {
        let name = Bilingual::new(draft.name, draft.en.as_deref());
        let weight = self.weight(draft.weight.0, &path.key("weight"));
        let mut inputs = self.inputs(draft.inputs.unwrap_or_default(), &path.key("inputs"));
        match draft.actual {
            Some(actual) => {
                let source = InputSource::One(actual, self.places.value(&path.key(ACTUAL)));
                if inputs.insert(ACTUAL.to_owned(), source).is_some() {
                    let place = self.places.key(&path.key("inputs").key(ACTUAL));
                    let problem = Diagnostic::new(Code::DuplicateKey).at(place).fact("key", ACTUAL);
                    self.found.push(problem.related(self.places.key(&path.key(ACTUAL)), "first-here"));
                }
            }
            None => {
                let place = self.places.value(&path.key("id"));
                inputs.entry(ACTUAL.to_owned()).or_insert_with(|| InputSource::One(metric_of(&draft.id), place));
            }
        }
        let target_unit = draft.target.as_ref().and_then(|target| target.unit.as_deref());
        let unit = self.row_unit(draft.unit.as_deref(), target_unit, inputs.get(ACTUAL), &name, &path);
        let target_path = path.key("target");
        let target_place =
            if draft.target.is_some() { self.places.value(&target_path) } else { self.places.value(&path.key("id")) };
        let as_written = draft.target.as_ref().and_then(|target| target.as_written);
        let target = draft.target.and_then(|target| self.target(target, &unit, &name, &target_path));
        if let (Some(declared), Some(target)) = (draft.direction, &target) {
            self.compare_directions(declared, target.direction(), &name, &path);
        }
        let modifiers = self.modifiers(draft.modifiers.unwrap_or_default(), &path.key("modifiers"));
        let weight = weight?;
        let points_of = draft.points_of.and_then(|points| self.weight(points.0, &path.key("points_of")));
        Some(Indicator {
            id: draft.id,
            name,
            points_weight: points_of.unwrap_or_else(|| weight.clone()),
            entered_weight: weight.clone(),
            weight,
            unit,
            target,
            target_as_written: as_written.is_some_and(|YesNo(yes)| yes),
            target_place,
            rule: draft.rule,
            rule_place: self.places.value(&path.key("rule")),
            params: draft.params.unwrap_or_default(),
            fixed: draft.fixed.unwrap_or_default(),
            inputs,
            modifiers,
            direction: draft.direction,
            basis: draft.basis,
            guessed: draft.guessed.unwrap_or_default(),
            weight_restored: draft.weight_restored.is_some_and(|YesNo(yes)| yes),
            note: draft.note,
            missing: draft.missing,
            places: Arc::clone(&self.places),
            path,
        })
    }

    /// Whether the row has the id of another one, whose metric it would feed on.
    fn is_twin(&self, path: &Path) -> bool {
        let place = self.places.value(&path.key("id"));
        self.found.iter().any(|problem| problem.code == Code::DuplicateId && problem.place.as_ref() == Some(&place))
    }

    /// The row's own unit, else that of the metric it feeds on, else that of its target, else none.
    fn row_unit(
        &mut self,
        own: Option<&str>,
        target: Option<&str>,
        actual: Option<&InputSource>,
        name: &Bilingual,
        path: &Path,
    ) -> Unit {
        let metric = match actual {
            Some(InputSource::One(text, _)) => self.metrics.get(text.trim()),
            _ => None,
        };
        let declared = metric.filter(|metric| !metric.unit.name().is_empty());
        let declared = declared.map(|metric| (metric.unit.clone(), metric.place.clone()));
        match (own, declared) {
            (Some(own), Some((wanted, place))) => {
                let unit = self.unit(own, &path.key("unit"));
                if !unit.is_like(&wanted) && !self.is_twin(path) {
                    let problem = Diagnostic::new(Code::UnitMismatch)
                        .at(self.places.value(&path.key("unit")))
                        .fact("found", own)
                        .fact("wanted", wanted)
                        .related(place, "declared-here")
                        .row(name.clone());
                    self.found.push(problem);
                }
                unit
            }
            (Some(own), None) => self.unit(own, &path.key("unit")),
            (None, Some((wanted, _))) => wanted,
            (None, None) => Unit::parse(target.unwrap_or_default()),
        }
    }

    fn inputs(&self, drafts: BTreeMap<String, InputDraft>, path: &Path) -> BTreeMap<String, InputSource> {
        let source = |(name, draft): (String, InputDraft)| {
            let path = path.key(&name);
            let source = match draft {
                InputDraft::One(text) => InputSource::One(text, self.places.value(&path)),
                InputDraft::Many(texts) => {
                    let texts = texts.into_iter().enumerate();
                    InputSource::Many(texts.map(|(at, text)| (text, self.places.value(&path.item(at)))).collect())
                }
            };
            (name, source)
        };
        drafts.into_iter().map(source).collect()
    }

    fn modifiers(&self, drafts: Vec<ModifierDraft>, path: &Path) -> Vec<ModifierUse> {
        let modifier = |(position, draft): (usize, ModifierDraft)| {
            let path = path.item(position);
            ModifierUse {
                rule: draft.rule,
                rule_place: self.places.value(&path.key("rule")),
                params: draft.params.unwrap_or_default(),
                inputs: self.inputs(draft.inputs.unwrap_or_default(), &path.key("inputs")),
                path,
            }
        };
        drafts.into_iter().enumerate().map(modifier).collect()
    }

    /// The one form in which the target is written, in the row's unit.
    fn target(&mut self, draft: TargetDraft, unit: &Unit, name: &Bilingual, path: &Path) -> Option<Target> {
        let own_unit = draft.unit.as_deref().map(Unit::parse);
        let mut forms: Vec<Target> = Vec::new();
        let mut converts = true;
        let mut in_unit = |number: Number| match own_unit.as_ref().map(|own| own.convert(&number, unit)) {
            None => number,
            Some(Ok(converted)) => converted,
            Some(Err(_)) => {
                converts = false;
                number
            }
        };
        type Form = fn(Number) -> Target;
        let numbers: [(Option<DecimalLiteral>, Form); 5] = [
            (draft.at_least, Target::AtLeast),
            (draft.more_than, Target::MoreThan),
            (draft.at_most, Target::AtMost),
            (draft.less_than, Target::LessThan),
            (draft.equal, Target::Equal),
        ];
        for (written, form) in numbers {
            forms.extend(written.map(|DecimalLiteral(number)| form(in_unit(number))));
        }
        let mut between =
            draft.between.map(|ends| ends.into_iter().map(|DecimalLiteral(end)| in_unit(end)).collect::<Vec<_>>());
        let mut bad_ends = false;
        if let Some([low, high]) = between.as_deref_mut() {
            bad_ends = low >= high;
            forms.push(Target::Between(low.clone(), high.clone()));
        } else if between.is_some() {
            self.target_form(phrase("target-range-ends", &[]), name, &path.key("between"));
            return None;
        }
        if let Some(text) = draft.statement.as_ref().filter(|text| states_a_number(text)) {
            let detail = phrase("target-statement-number", &[("text", Bilingual::same(text))]);
            self.target_form(detail, name, &path.key("statement"));
        }
        forms.extend(draft.statement.map(Target::Statement));
        forms.extend(draft.by.map(|day| Target::By(day.0)));

        if !converts {
            let problem = Diagnostic::new(Code::UnitMismatch)
                .at(self.places.value(&path.key("unit")))
                .fact("found", draft.unit.unwrap_or_default())
                .fact("wanted", unit)
                .row(name.clone());
            self.found.push(problem);
        }
        if bad_ends {
            self.target_form(phrase("target-range-order", &[]), name, &path.key("between"));
        }
        match forms.len() {
            1 => forms.pop(),
            0 => {
                self.target_form(phrase("target-unwritten", &[]), name, path);
                None
            }
            _ => {
                self.target_form(phrase("target-written-twice", &[]), name, path);
                None
            }
        }
    }

    fn target_form(&mut self, detail: Bilingual, name: &Bilingual, path: &Path) {
        let problem = Diagnostic::new(Code::TargetForm).at(self.places.value(path)).row(name.clone());
        self.found.push(problem.said("detail", detail));
    }

    /// Rows of a table that was imported whose rule, direction or unit nobody has confirmed.
    pub(super) fn check_guesses(&mut self, scheme: &Scheme) {
        let rows: Vec<&Indicator> = scheme.scored_rows().into_iter().filter(|row| row.is_guessed()).collect();
        if let Some(first) = rows.first() {
            let problem = Diagnostic::new(Code::Guessed).fact("count", rows.len());
            let names = rows.iter().map(|row| named(row));
            let problem = problem.said("rows", listed(&names.collect::<Vec<_>>()));
            self.found.push(problem.at(first.place(&["basis"])));
        }
    }

    fn compare_directions(&mut self, declared: Direction, pointed: Direction, name: &Bilingual, path: &Path) {
        if pointed == Direction::Either || declared == pointed {
            return;
        }
        let (declared, pointed): (&str, &str) = (declared.into(), pointed.into());
        let problem = Diagnostic::new(Code::DirectionConflict)
            .at(self.places.value(&path.key("direction")))
            .fact("declared", declared)
            .fact("target", pointed)
            .related(self.places.value(&path.key("target")), "said-here")
            .row(name.clone());
        self.found.push(problem);
    }
}

/// The name of a row, with the cells that its guesses rest on.
fn named(row: &Indicator) -> Bilingual {
    if row.guessed.is_empty() {
        return row.name.clone();
    }
    let cells = row.guessed.join(", ");
    phrase("row-of-cells", &[("row", row.name.clone()), ("cells", Bilingual::same(cells))])
}

/// The unit that is meant, however it is spelt; where it is written, its spelling is told.
fn usual_unit(written: &str) -> Unit {
    let unit = Unit::parse(written);
    unit.usual_measure().unwrap_or(unit)
}
