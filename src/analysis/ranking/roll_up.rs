//! The score of who stands above many organisations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::organisation::RankedOrganisation;
use super::sums::sum_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::evaluation::Program;
use crate::language::Bilingual;
use crate::numeric::Number;
use crate::report::Report;
use crate::scheme::Scheme;

/// The score of who stands above many organisations: the mean of their totals, weighted by what each reports for a metric,
/// mostly money (汇总得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RollUp {
    /// The metric that the totals are weighted by (加权的数据项).
    pub metric: String,
    /// What the metric is called (名称).
    pub name: Bilingual,
    /// The unit that it is counted in (计量单位).
    pub unit: String,
    /// What all organisations report for it together (合计).
    pub weight: Number,
    /// The mean, exactly (取整前).
    pub mean: Number,
    /// The mean rounded as totals are (汇总得分).
    pub points: Number,
    /// The grade of that (等级).
    pub grade: Bilingual,
}

impl RollUp {
    /// The score of those above organisations that are scored by a program, whose reports are in the same order.
    ///
    /// # Errors
    /// [`Code::RollUpMissing`] for organisations without a total, which are neither left out nor counted as nothing;
    /// [`Code::MissingMetric`], [`Code::NotANumber`], [`Code::UnitMismatch`] and [`Code::NegativeValue`] for what they report for
    /// the metric; [`Code::DivisionByZero`] where that adds up to nothing; [`Code::NumberLength`].
    pub(super) fn new(
        program: &Program,
        reports: &[(String, Report)],
        organisations: &[RankedOrganisation],
        metric: &str,
    ) -> Result<Self, Diagnostics> {
        let scheme = program.scheme();
        let mut problems = Diagnostics::new();
        let (mut weights, mut products) = (Vec::new(), Vec::new());
        for ((_, report), one) in reports.iter().zip(organisations) {
            let weight = reported(report, metric, scheme).map_err(|problem| problem.unit(one.organisation.as_str()));
            match (weight, &one.total) {
                (Ok(weight), Some(total)) => {
                    products.push(total.points.number().multiply(&weight)?);
                    weights.push(weight);
                }
                (weight, total) => {
                    problems.extend(weight.err());
                    let missing = Diagnostic::new(Code::RollUpMissing).fact("organisation", &one.organisation);
                    problems.extend(total.is_none().then_some(missing));
                }
            }
        }
        problems.into_result()?;
        let weight = sum_of(&weights)?;
        let mean = sum_of(&products)?.divide(&weight)?;
        let points = scheme.roundings.total.apply(&mean);
        let declared = scheme.metrics.get(metric);
        Ok(Self {
            metric: metric.to_owned(),
            name: declared.map_or_else(|| Bilingual::same(metric), |declared| declared.name.clone()),
            unit: declared.map_or_else(String::new, |declared| declared.unit.name().to_owned()),
            grade: scheme.grade_name(scheme.grade_of(&points)),
            weight,
            mean,
            points,
        })
    }
}

/// What a report says of a metric, in the unit that the scheme declares; nothing negative.
fn reported(report: &Report, metric: &str, scheme: &Scheme) -> Result<Number, Diagnostic> {
    let missing = || Diagnostic::new(Code::MissingMetric).fact("metric", metric).at(report.place.clone());
    let figure = report.figure(metric).ok_or_else(missing)?;
    let place = report.metrics.get(metric).map_or(&report.place, |metric| &metric.place);
    let number = figure.number().ok_or_else(|| Diagnostic::not_a_number(figure.text()).at(place.clone()))?;
    let number = match (figure.unit(), scheme.metrics.get(metric)) {
        (Some(unit), Some(declared)) => unit
            .convert(number, &declared.unit)
            .map_err(|_| Diagnostic::unlike_units(unit, &declared.unit).fact("metric", metric).at(place.clone()))?,
        _ => number.clone(),
    };
    if number.is_negative() {
        let problem =
            Diagnostic::new(Code::NegativeValue).fact("metric", metric).fact("named", metric).fact("value", &number);
        return Err(problem.at(place.clone()));
    }
    Ok(number)
}
