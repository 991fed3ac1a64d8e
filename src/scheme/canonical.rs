//! A scheme written again in the form of a scheme file: what [`Scheme::check`] reads back as the same scheme.

use std::collections::BTreeMap;

use super::draft::{
    CapDraft, DimensionDraft, EffectDraft, GradeDraft, IndicatorDraft, InputDraft, MetricDraft, ModifierDraft,
    RoundingDraft, RoundingsDraft, StepDraft, TargetDraft, VetoDraft, ZeroDraft,
};
use super::{
    Cap, Dimension, Grade, Indicator, InputSource, ModifierUse, Peers, Scheme, SchemeDraft, Target, TiedRanks, Veto,
    VetoEffect,
};
use crate::literal::{DateText, DecimalLiteral, RawScalar, YesNo};
use crate::numeric::{Number, Rounding, Weight};

impl Scheme {
    /// The scheme in the form of a scheme file, with everything a base scheme or a metric lent it in its place. Comments
    /// are not part of a scheme.
    #[must_use]
    pub fn canonical(&self) -> SchemeDraft {
        let metrics = self.metrics.keys().filter_map(|id| Some((id.clone(), self.canonical_metric(id)?)));
        SchemeDraft {
            scheme: self.id.clone(),
            title: Some(self.title.zh.clone()),
            title_en: Some(self.title.en.clone()),
            year: self.year.clone().map(RawScalar),
            full_score: Some(decimal(&self.full_score)),
            rounding: Some(self.canonical_rounding()),
            grades: Some(self.canonical_grades()),
            not_applicable: Some(self.not_applicable),
            missing: Some(self.missing),
            tied_ranks: Some(self.tied_ranks).filter(|ties| *ties != TiedRanks::default()),
            may_not_apply: self.may_not_apply.clone(),
            metrics: Some(metrics.collect()),
            dimensions: Some(self.dimensions.iter().map(|dimension| self.canonical_dimension(dimension)).collect()),
            bonuses: self.canonical_rows(&self.bonuses),
            penalties: self.canonical_rows(&self.penalties),
            bonus_limit: self.bonus_limit.as_ref().map(decimal),
            vetoes: self.canonical_vetoes(),
            caps: self.canonical_caps(),
            ..SchemeDraft::default()
        }
    }

    /// Where scores are rounded.
    pub(crate) fn canonical_rounding(&self) -> RoundingsDraft {
        let rounding = |rounding: Rounding| RoundingDraft {
            places: DecimalLiteral(Number::from(i64::from(rounding.places))),
            mode: rounding.mode,
        };
        RoundingsDraft {
            indicator: self.roundings.indicator.map(rounding),
            dimension: self.roundings.dimension.map(rounding),
            total: rounding(self.roundings.total),
        }
    }

    /// The grade bands.
    pub(crate) fn canonical_grades(&self) -> Vec<GradeDraft> {
        let band = |grade: &Grade| GradeDraft {
            grade: grade.name.zh.clone(),
            en: Some(grade.name.en.clone()),
            from: DecimalLiteral(grade.from.clone()),
            below: None,
        };
        self.grades.iter().map(band).collect()
    }

    /// The conditions that override the total; nothing where there are none.
    pub(crate) fn canonical_vetoes(&self) -> Option<Vec<VetoDraft>> {
        let effect = |effect: &VetoEffect| match effect.clone() {
            VetoEffect::TotalZero => EffectDraft { total: Some(ZeroDraft::Zero), ..EffectDraft::default() },
            VetoEffect::GradeAtMost(grade) => EffectDraft { grade_at_most: Some(grade), ..EffectDraft::default() },
            VetoEffect::DimensionZero(id) => EffectDraft { dimension: Some(id), ..EffectDraft::default() },
            VetoEffect::IndicatorZero(id) => EffectDraft { indicator: Some(id), ..EffectDraft::default() },
        };
        let veto = |veto: &Veto| VetoDraft {
            id: veto.id.clone(),
            name: veto.name.zh.clone(),
            en: Some(veto.name.en.clone()),
            metric: veto.metric.clone(),
            effect: effect(&veto.effect),
        };
        (!self.vetoes.is_empty()).then(|| self.vetoes.iter().map(veto).collect())
    }

    /// The ceilings on the total; nothing where there are none.
    pub(crate) fn canonical_caps(&self) -> Option<Vec<CapDraft>> {
        let step = |(below, most): &(Number, Number)| StepDraft {
            below: DecimalLiteral(below.clone()),
            total_at_most: DecimalLiteral(most.clone()),
        };
        let cap = |cap: &Cap| CapDraft {
            id: cap.id.clone(),
            name: cap.name.zh.clone(),
            en: Some(cap.name.en.clone()),
            metric: cap.metric.clone(),
            steps: cap.steps.iter().map(step).collect(),
            as_written: cap.as_written.then_some(true),
        };
        (!self.caps.is_empty()).then(|| self.caps.iter().map(cap).collect())
    }

    /// One metric; nothing where it is not declared.
    fn canonical_metric(&self, id: &str) -> Option<MetricDraft> {
        self.metrics.get(id).map(|metric| MetricDraft {
            name: Some(metric.name.zh.clone()),
            en: Some(metric.name.en.clone()),
            unit: Some(metric.unit.name().to_owned()),
            formula: metric.formula.as_ref().map(|(formula, _)| formula.clone()),
            peers: metric.peers.as_ref().map(Peers::draft),
            basis: None,
        })
    }

    fn canonical_dimension(&self, dimension: &Dimension) -> DimensionDraft {
        let below: Vec<_> = dimension.dimensions.iter().map(|below| self.canonical_dimension(below)).collect();
        let is_lowest = below.is_empty();
        DimensionDraft {
            id: dimension.id.clone(),
            name: dimension.name.zh.clone(),
            en: Some(dimension.name.en.clone()),
            weight: decimal(&dimension.weight),
            printed_weight: None,
            basis: None,
            dimensions: (!is_lowest).then_some(below),
            indicators: self.canonical_rows(&dimension.indicators).filter(|_| is_lowest),
        }
    }

    fn canonical_rows(&self, rows: &[Indicator]) -> Option<Vec<IndicatorDraft>> {
        (!rows.is_empty()).then(|| rows.iter().map(|row| self.canonical_row(row)).collect())
    }

    fn canonical_row(&self, row: &Indicator) -> IndicatorDraft {
        IndicatorDraft {
            id: row.id.clone(),
            name: row.name.zh.clone(),
            en: Some(row.name.en.clone()),
            weight: decimal(&row.weight),
            unit: Some(row.unit.name().to_owned()).filter(|unit| !unit.is_empty()),
            target: row.canonical_target(),
            actual: None,
            rule: row.rule.clone(),
            params: Some(row.params.clone()).filter(|params| !params.is_empty()),
            fixed: Some(row.fixed.clone()).filter(|fixed| !fixed.is_empty()),
            points_of: (row.points_weight != row.weight).then(|| decimal(&row.points_weight)),
            inputs: Some(self.canonical_inputs(row)).filter(|inputs| !inputs.is_empty()),
            modifiers: row.canonical_modifiers(),
            direction: row.direction,
            basis: row.basis.clone(),
            guessed: None,
            weight_restored: None,
            missing: row.missing,
            note: None,
        }
    }

    /// What feeds the rule of a row. A row that feeds on the metric of its own name does so without saying so where no
    /// such metric is declared: naming it would declare it.
    pub(crate) fn canonical_inputs(&self, row: &Indicator) -> BTreeMap<String, InputDraft> {
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
    pub(crate) fn canonical_target(&self) -> Option<TargetDraft> {
        let base = self.unit.base();
        let is_endless = |number: &Number| number.decimals().is_none();
        let in_base = self.target.as_ref().is_some_and(|target| match target {
            Target::Between(low, high) => is_endless(low) || is_endless(high),
            other => other.number().is_some_and(is_endless),
        });
        let written = |number: &Number| {
            let based = if in_base { self.unit.convert(number, &base).ok() } else { None };
            DecimalLiteral(based.unwrap_or_else(|| number.clone()))
        };
        let mut draft = TargetDraft {
            unit: in_base.then(|| base.name().to_owned()),
            as_written: self.target_as_written.then_some(YesNo(true)),
            ..TargetDraft::default()
        };
        match self.target.as_ref()? {
            Target::AtLeast(number) => draft.at_least = Some(written(number)),
            Target::MoreThan(number) => draft.more_than = Some(written(number)),
            Target::AtMost(number) => draft.at_most = Some(written(number)),
            Target::LessThan(number) => draft.less_than = Some(written(number)),
            Target::Equal(number) => draft.equal = Some(written(number)),
            Target::Between(low, high) => draft.between = Some(vec![written(low), written(high)]),
            Target::Statement(text) => draft.statement = Some(text.clone()),
            Target::By(day) => draft.by = Some(DateText(day.clone())),
        }
        Some(draft)
    }

    /// What changes the points after the rule; nothing where nothing does.
    pub(crate) fn canonical_modifiers(&self) -> Option<Vec<ModifierDraft>> {
        let modifier = |modifier: &ModifierUse| {
            let inputs = modifier.inputs.iter().map(|(name, source)| (name.clone(), canonical_source(source)));
            ModifierDraft {
                rule: modifier.rule.clone(),
                params: Some(modifier.params.clone()),
                inputs: Some(inputs.collect()),
            }
        };
        (!self.modifiers.is_empty()).then(|| self.modifiers.iter().map(modifier).collect())
    }
}

fn is_own(row: &Indicator, metric: &str) -> bool {
    metric == row.own_metric()
}

fn canonical_source(source: &InputSource) -> InputDraft {
    match source {
        InputSource::One(text, _) => InputDraft::One(text.clone()),
        InputSource::Many(items) => InputDraft::Many(items.iter().map(|(text, _)| text.clone()).collect()),
    }
}

fn decimal(weight: &Weight) -> DecimalLiteral {
    DecimalLiteral(weight.number().clone())
}
