//! Diagnostics as they leave the process: typed records for machines, and one line each for logs.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::language::Bilingual;
use crate::location::PlaceRecord;

/// A diagnostic for machines: its code and facts, from which the catalogue makes the sentence, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiagnosticRecord {
    /// The stable name of the kind of problem, as `jixiao explain` takes it.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The facts of its sentence, by their names in the catalogue.
    pub facts: BTreeMap<String, Bilingual>,
    /// Where it was found; null where nothing that was written is at fault.
    pub place: Option<PlaceRecord>,
    /// Further places that belong to it.
    pub related: Vec<RelatedRecord>,
    /// The organisation whose report was being scored.
    pub organisation: Option<String>,
    /// The row that was being read or scored.
    pub row: Option<Bilingual>,
}

/// A further place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelatedRecord {
    /// The place.
    pub place: PlaceRecord,
    /// The name of the remark on it in the catalogue.
    pub remark: String,
}

impl From<&Diagnostic> for DiagnosticRecord {
    fn from(problem: &Diagnostic) -> Self {
        let related = problem.related.iter();
        Self {
            code: problem.code,
            severity: problem.severity(),
            facts: problem.facts().map(|(name, fact)| (name.to_owned(), fact.clone())).collect(),
            place: problem.place.as_ref().map(PlaceRecord::from),
            related: related
                .map(|(place, remark)| RelatedRecord { place: place.into(), remark: (*remark).to_owned() })
                .collect(),
            organisation: problem.unit.clone(),
            row: problem.row.clone(),
        }
    }
}

/// A [`DiagnosticRecord`].
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DiagnosticRecord::from(self).serialize(serializer)
    }
}

/// A list of [`DiagnosticRecord`]s.
impl Serialize for Diagnostics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// `scheme.yaml:3:5: unknown-field (field: wieght, nearest: weight)`: for logs and developers. What people read is made
/// of the catalogue, in their language.
impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(out, "{place}: ")?;
        }
        out.write_str(self.code.name())?;
        let mut before = " (";
        for (name, fact) in self.facts() {
            write!(out, "{before}{name}: {fact}")?;
            before = ", ";
        }
        if before == ", " { out.write_str(")") } else { Ok(()) }
    }
}

/// One line for each diagnostic.
impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.iter().enumerate() {
            let before = if number == 0 { "" } else { "\n" };
            write!(out, "{before}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::{Place, Source};

    fn problem() -> Diagnostic {
        let source = Source::new("s.yaml", "名称: x\nwieght: 10\n");
        let problem = Diagnostic::new(Code::UnknownField).fact("field", "wieght").fact("nearest", "weight");
        problem.at(Place::new(&source, 10..16)).related(Place::at(&source, 1, 1), "stands-here")
    }

    #[test]
    fn a_diagnostic_is_one_line_and_several_are_several() {
        let line = "s.yaml:2:1: unknown-field (field: wieght, nearest: weight)";
        assert_eq!(problem().to_string(), line);
        let both: Diagnostics = [problem(), Diagnostic::new(Code::NoCases)].into_iter().collect();
        assert_eq!(both.to_string(), format!("{line}\nno-cases"));
    }

    #[test]
    fn a_record_is_read_back_by_its_own_type() {
        let problems = Diagnostics::from(problem());
        let text = serde_json::to_string(&problems).unwrap();
        let read: Vec<DiagnosticRecord> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, [DiagnosticRecord::from(&problem())]);
        assert!(
            text.starts_with(r#"[{"code":"unknown-field","severity":"error","facts":{"field":{"zh":"wieght""#),
            "{text}"
        );
    }

    #[test]
    fn a_code_has_one_name() {
        for code in Code::all() {
            assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        }
    }
}
