//! A scheme with other weights: what a supervisor asks "what if" of.

use std::collections::BTreeMap;

use super::check::addition;
use super::{Dimension, Indicator, Scheme};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::messages::phrase;
use crate::numeric::{NumberError, Weight};

impl Scheme {
    /// The scheme with these weights for some of its indicators; every dimension is worth what it then holds.
    ///
    /// # Errors
    /// [`Code::UnknownIndicator`] for an id that is no weighted row, [`Code::WeightSum`] where the weights no longer add
    /// up to the full score: nothing is rescaled in silence.
    ///
    /// # Example: five points change places, and the total of the weights stays
    /// ```
    /// use std::collections::BTreeMap;
    /// use jixiao::{Number, Source, Weight};
    /// let text = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
    ///     grades: [{ grade: 全部, from: 0 }]\nmetrics: { a: { unit: \"%\" }, b: { unit: \"%\" } }\ndimensions:\n\
    ///     - { id: d, name: 产出, weight: 100, indicators: [\n\
    ///         { id: a, name: 甲, weight: 60, rule: done }, { id: b, name: 乙, weight: 40, rule: done }] }\n";
    /// let scheme = jixiao::project::read_scheme_text(&Source::new("scheme.yaml", text)).unwrap();
    /// let weight = |points: i64| Weight::new(Number::from(points)).unwrap();
    /// let moved = scheme.reweighted(&BTreeMap::from([("a".into(), weight(55)), ("b".into(), weight(45))])).unwrap();
    /// assert_eq!(moved.indicators()[0].weight, weight(55));
    /// assert!(scheme.reweighted(&BTreeMap::from([("a".into(), weight(55))])).is_err());
    /// ```
    pub fn reweighted(&self, weights: &BTreeMap<String, Weight>) -> Result<Self, Diagnostics> {
        let known: Vec<&str> = self.indicators().into_iter().map(|row| row.id.as_str()).collect();
        let unknown = weights.keys().filter(|id| !known.contains(&id.as_str()));
        let mut problems: Diagnostics = unknown
            .map(|id| Diagnostic::new(Code::UnknownIndicator).fact("id", id).suggest(id, known.iter().copied()))
            .collect();
        let mut scheme = self.clone();
        let sums = scheme.dimensions.iter_mut().map(|dimension| reweigh(dimension, weights));
        let total = sums.collect::<Result<Vec<_>, _>>().and_then(|sums| Weight::total(&sums));
        match total {
            Ok(total) if total == self.full_score => {}
            Ok(total) => problems.push(scheme.weight_sum(&total)),
            Err(error) => problems.push(error.into()),
        }
        problems.into_result().map(|()| scheme)
    }

    /// The problem of weights that add up to `total` instead of the full score.
    pub(crate) fn weight_sum(&self, total: &Weight) -> Diagnostic {
        let addends: Vec<String> = self.indicators().into_iter().map(|row| row.weight.to_string()).collect();
        let difference = self.full_score.number().subtract(total.number()).map(|number| number.absolute());
        let excess = match total > &self.full_score {
            true => phrase("weights-too-many", &[]),
            false => phrase("weights-too-few", &[]),
        };
        Diagnostic::new(Code::WeightSum)
            .said("excess", excess)
            .said("parent", self.title.clone())
            .fact("weight", &self.full_score)
            .fact("sum", total)
            .fact("addends", addition(&addends, &total.to_string()))
            .fact("difference", difference.map_or_else(|error| error.to_string(), |number| number.to_string()))
            .at(self.place.clone())
    }
}

/// Sets the weights below a dimension and makes it worth their sum.
fn reweigh(dimension: &mut Dimension, weights: &BTreeMap<String, Weight>) -> Result<Weight, NumberError> {
    let set = |row: &mut Indicator| {
        if let Some(weight) = weights.get(&row.id) {
            row.weight = weight.clone();
        }
        row.weight.clone()
    };
    let mut parts: Vec<Weight> = dimension.indicators.iter_mut().map(set).collect();
    for child in &mut dimension.dimensions {
        parts.push(reweigh(child, weights)?);
    }
    dimension.weight = Weight::total(&parts)?;
    Ok(dimension.weight.clone())
}
