//! A scheme written again in the form of a scheme file: what [`Scheme::check`] reads back as the same scheme.

use serde_json::{Map, Value as Json, json};

use super::{Dimension, Indicator, InputSource, ModifierUse, Scheme, Target, VetoEffect};
use crate::data::Data;
use crate::numeric::{Number, Rounding};

impl Scheme {
    /// The scheme in the form of a scheme file, with everything a base scheme or a metric lent it in its place; keys
    /// always in the same order, numbers as texts with all their digits. Comments are not part of a scheme.
    #[must_use]
    pub fn canonical(&self) -> Json {
        let mut file = Map::new();
        let mut put = |key: &str, value: Json| {
            if !value.is_null() {
                file.insert(key.to_owned(), value);
            }
        };
        put("scheme", json!(self.id));
        put("title", json!(self.title.zh));
        put("title_en", json!(self.title.en));
        put("year", json!(self.year));
        put("full_score", json!(self.full_score.to_string()));
        put("rounding", self.canonical_rounding());
        put("grades", self.canonical_grades());
        put("not_applicable", json!(<&str>::from(self.not_applicable)));
        put("missing", json!(<&str>::from(self.missing)));
        put("metrics", self.metrics.keys().map(|id| (id.clone(), self.canonical_metric(id))).collect());
        put("dimensions", self.dimensions.iter().map(|dimension| self.canonical_dimension(dimension)).collect());
        put("bonuses", self.canonical_rows(&self.bonuses));
        put("penalties", self.canonical_rows(&self.penalties));
        put("bonus_limit", json!(self.bonus_limit.as_ref().map(ToString::to_string)));
        put("vetoes", self.canonical_vetoes());
        put("caps", self.canonical_caps());
        Json::Object(file)
    }

    /// Where scores are rounded.
    pub(crate) fn canonical_rounding(&self) -> Json {
        let rounding =
            |rounding: Rounding| json!({ "places": rounding.places.to_string(), "mode": <&str>::from(rounding.mode) });
        let levels = [("indicator", self.roundings.indicator), ("dimension", self.roundings.dimension)];
        let levels = levels.into_iter().filter_map(|(level, some)| Some((level.to_owned(), rounding(some?))));
        levels.chain([("total".to_owned(), rounding(self.roundings.total))]).collect()
    }

    /// The grade bands.
    pub(crate) fn canonical_grades(&self) -> Json {
        let band =
            |grade: &super::Grade| json!({ "grade": grade.name.zh, "en": grade.name.en, "from": digits(&grade.from) });
        self.grades.iter().map(band).collect()
    }

    /// The conditions that override the total; nothing where there are none.
    pub(crate) fn canonical_vetoes(&self) -> Json {
        let veto = |veto: &super::Veto| {
            let effect = match &veto.effect {
                VetoEffect::TotalZero => json!({ "total": "zero" }),
                VetoEffect::GradeAtMost(grade) => json!({ "grade_at_most": grade }),
                VetoEffect::DimensionZero(id) => json!({ "dimension": id }),
                VetoEffect::IndicatorZero(id) => json!({ "indicator": id }),
            };
            json!({ "id": veto.id, "name": veto.name.zh, "en": veto.name.en, "metric": veto.metric, "effect": effect })
        };
        if self.vetoes.is_empty() { Json::Null } else { self.vetoes.iter().map(veto).collect() }
    }

    /// The ceilings on the total; nothing where there are none.
    pub(crate) fn canonical_caps(&self) -> Json {
        let step = |(below, most): &(Number, Number)| json!({ "below": digits(below), "total_at_most": digits(most) });
        let cap = |cap: &super::Cap| {
            let steps: Json = cap.steps.iter().map(step).collect();
            json!({ "id": cap.id, "name": cap.name.zh, "en": cap.name.en, "metric": cap.metric, "steps": steps })
        };
        if self.caps.is_empty() { Json::Null } else { self.caps.iter().map(cap).collect() }
    }

    /// One metric; nothing where it is not declared.
    pub(crate) fn canonical_metric(&self, id: &str) -> Json {
        let Some(metric) = self.metrics.get(id) else { return Json::Null };
        let mut entry = Map::from_iter([
            ("name".to_owned(), json!(metric.name.zh)),
            ("en".to_owned(), json!(metric.name.en)),
            ("unit".to_owned(), json!(metric.unit.name())),
        ]);
        if let Some((formula, _)) = &metric.formula {
            entry.insert("formula".to_owned(), json!(formula));
        }
        Json::Object(entry)
    }

    fn canonical_dimension(&self, dimension: &Dimension) -> Json {
        let mut entry = Map::from_iter([
            ("id".to_owned(), json!(dimension.id)),
            ("name".to_owned(), json!(dimension.name.zh)),
            ("en".to_owned(), json!(dimension.name.en)),
            ("weight".to_owned(), json!(dimension.weight.to_string())),
        ]);
        if dimension.dimensions.is_empty() {
            entry.insert("indicators".to_owned(), self.canonical_rows(&dimension.indicators));
        } else {
            let below = dimension.dimensions.iter().map(|below| self.canonical_dimension(below)).collect();
            entry.insert("dimensions".to_owned(), below);
        }
        Json::Object(entry)
    }

    fn canonical_rows(&self, rows: &[Indicator]) -> Json {
        if rows.is_empty() { Json::Null } else { rows.iter().map(|row| self.canonical_row(row)).collect() }
    }

    fn canonical_row(&self, row: &Indicator) -> Json {
        let mut entry = Map::new();
        let mut put = |key: &str, value: Json| {
            if !value.is_null() && value.as_object().is_none_or(|map| !map.is_empty()) {
                entry.insert(key.to_owned(), value);
            }
        };
        put("id", json!(row.id));
        put("name", json!(row.name.zh));
        put("en", json!(row.name.en));
        put("weight", json!(row.weight.to_string()));
        put("unit", if row.unit.name().is_empty() { Json::Null } else { json!(row.unit.name()) });
        put("target", row.canonical_target());
        put("rule", json!(row.rule));
        put("params", row.params.iter().map(|(name, data)| (name.clone(), canonical_data(data))).collect());
        put("inputs", self.canonical_inputs(row));
        put("modifiers", row.canonical_modifiers());
        put("direction", json!(row.direction.map(<&str>::from)));
        put("basis", json!(row.basis));
        put("missing", json!(row.missing.map(<&str>::from)));
        Json::Object(entry)
    }

    /// What feeds the rule of a row. A row that feeds on the metric of its own name does so without saying so where no
    /// such metric is declared: naming it would declare it.
    pub(crate) fn canonical_inputs(&self, row: &Indicator) -> Json {
        let is_said = |name: &str, source: &InputSource| match source {
            InputSource::One(text, _) => {
                name != "actual" || self.metrics.contains_key(text.trim()) || !is_own(row, text)
            }
            InputSource::Many(_) => true,
        };
        let said = row.inputs.iter().filter(|(name, source)| is_said(name, source));
        said.map(|(name, source)| (name.clone(), canonical_source(source))).collect()
    }
}

impl Indicator {
    /// What had to be reached; nothing where there is no target. A number that never ends in the row's unit (100 minutes
    /// in hours) is written in the unit's base, where it does.
    pub(crate) fn canonical_target(&self) -> Json {
        let (form, numbers) = match &self.target {
            None => return Json::Null,
            Some(Target::Statement(text)) => return json!({ "statement": text }),
            Some(Target::By(day)) => return json!({ "by": day }),
            Some(Target::AtLeast(number)) => ("at_least", vec![number]),
            Some(Target::MoreThan(number)) => ("more_than", vec![number]),
            Some(Target::AtMost(number)) => ("at_most", vec![number]),
            Some(Target::LessThan(number)) => ("less_than", vec![number]),
            Some(Target::Equal(number)) => ("equal", vec![number]),
            Some(Target::Between(low, high)) => ("between", vec![low, high]),
        };
        let base = self.unit.base();
        let in_base: Vec<Number> = numbers.iter().filter_map(|number| self.unit.convert(number, &base).ok()).collect();
        let is_endless = numbers.iter().any(|number| number.decimals().is_none());
        let written: Vec<String> =
            if is_endless { in_base.iter().map(digits).collect() } else { numbers.into_iter().map(digits).collect() };
        let value = if form == "between" { json!(written) } else { json!(written.first()) };
        let mut target = Map::from_iter([(form.to_owned(), value)]);
        if is_endless {
            target.insert("unit".to_owned(), json!(base.name()));
        }
        Json::Object(target)
    }

    /// What changes the points after the rule; nothing where nothing does.
    pub(crate) fn canonical_modifiers(&self) -> Json {
        let modifier = |modifier: &ModifierUse| {
            let params: Map<String, Json> =
                modifier.params.iter().map(|(name, data)| (name.clone(), canonical_data(data))).collect();
            let inputs: Map<String, Json> =
                modifier.inputs.iter().map(|(name, source)| (name.clone(), canonical_source(source))).collect();
            json!({ "rule": modifier.rule, "params": params, "inputs": inputs })
        };
        if self.modifiers.is_empty() { Json::Null } else { self.modifiers.iter().map(modifier).collect() }
    }
}

fn is_own(row: &Indicator, metric: &str) -> bool {
    metric == row.id.replace('-', "_")
}

fn canonical_source(source: &InputSource) -> Json {
    match source {
        InputSource::One(text, _) => json!(text),
        InputSource::Many(items) => items.iter().map(|(text, _)| text.as_str()).collect(),
    }
}

/// Values as they were written.
pub(crate) fn canonical_data(data: &Data) -> Json {
    match data {
        Data::Text(text) => json!(text),
        Data::List(items) => items.iter().map(canonical_data).collect(),
        Data::Map(entries) => entries.iter().map(|(key, value)| (key.clone(), canonical_data(value))).collect(),
    }
}

/// All digits of a number that ends; the fraction of one that does not, which no scheme file may say.
fn digits(number: &Number) -> String {
    if number.decimals().is_some() { number.to_string() } else { number.to_fraction() }
}
