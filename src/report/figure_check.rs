//! What a report says around a figure: its unit, the year it is of, and the reason that stands in its place.

use super::report_check::ReportCheck;
use crate::diagnostic::{Code, Diagnostic};
use crate::literal::YesNo;
use crate::location::{Path, Place};
use crate::notation::spelling::year_in_digits;
use crate::numeric::{Number, Unit};
use crate::scheme::MetricDeclaration;

/// A percentage from here on is more likely a figure in another unit.
const FAR_BEYOND_PERCENT: i64 = 1000;

impl ReportCheck<'_> {
    /// The unit stated for a figure. One in odd characters is told with the usual ones, and read as these.
    pub(super) fn unit(&mut self, id: &str, written: &str, declared: &MetricDeclaration, path: &Path) -> Unit {
        let unit = Unit::parse(written);
        if unit.is_like(&declared.unit) {
            return unit;
        }
        let place = self.places.value(&path.key("unit"));
        if let Some(usual) = unit.usual_spelling().filter(|usual| usual.is_like(&declared.unit)) {
            self.push(Diagnostic::unit_spelling(&unit, &usual).at(place));
            return usual;
        }
        let problem = Diagnostic::unlike_units(&unit, &declared.unit).at(place).fact("metric", id);
        self.push(problem.related(declared.place.clone(), "declared-here"));
        unit
    }

    /// Tells that a number without a unit is read as a percentage where it is far beyond any.
    pub(super) fn tell_bare_percentage(&mut self, id: &str, value: &str, declared: &MetricDeclaration, place: &Place) {
        let is_far = |number: &Number| number.absolute() >= Number::from(FAR_BEYOND_PERCENT);
        if !declared.unit.is_percent() || !Number::parse(value).is_ok_and(|number| is_far(&number)) {
            return;
        }
        let problem = Diagnostic::new(Code::UnitAssumed).at(place.clone()).fact("value", value.trim());
        let problem = problem.fact("metric", id).fact("unit", declared.unit.name());
        self.push(problem.related(declared.place.clone(), "declared-here"));
    }

    /// Tells a year that is not the scheme's, and one that is written in words.
    pub(super) fn year(&mut self, found: Option<&str>) {
        let Some(found) = found.map(str::trim) else { return };
        let Some(wanted) = self.scheme.year_instead_of(found) else { return };
        let problem = Diagnostic::new(Code::OtherYear).at(self.places.value(&Path::top().key("year")));
        let problem = problem.fact("found", found).fact("wanted", wanted);
        self.push(match year_in_digits(found).filter(|year| year != found && year == wanted) {
            Some(year) => problem.fact("plain", year),
            None => problem,
        });
    }

    /// Tells a reason that is none: `missing: true`.
    pub(super) fn check_reasons(&mut self, id: &str, reasons: [(&str, Option<&str>); 3], path: &Path) {
        for (field, reason) in reasons {
            let Some(reason) = reason.map(str::trim).filter(|reason| is_no_reason(reason)) else { continue };
            let problem =
                Diagnostic::new(Code::BareReason).at(self.places.value(&path.key(field))).fact("field", field);
            self.push(problem.fact("metric", id).fact("written", reason));
        }
    }
}

/// Whether a word says that something is so, and not why.
fn is_no_reason(word: &str) -> bool {
    YesNo::parse(word).is_some() || ["yes", "no", "1", "0"].contains(&word)
}
