//! Baselines: what is recorded of a case, and the recorded case again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::snapshot::scripts_of;
use super::{Recorded, Results, Script, Snapshot};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, json_place};
use crate::location::{Path, Place, Places, Source};
use crate::record::{BASELINE_FORM, BaselineRecord, RowResult, ScriptRecord, hash};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::Scheme;

impl Snapshot {
    /// What is recorded of a case that came to these results under this engine.
    #[must_use]
    pub fn baseline(&self, results: &Results) -> BaselineRecord {
        let record = |script: &Script| ScriptRecord::new(script.source.text());
        let scripts = self.scripts.iter().map(|(name, script)| (name.clone(), record(script)));
        BaselineRecord {
            form: BASELINE_FORM,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            scheme: self.scheme.canonical(),
            report: self.report.canonical(),
            scripts: scripts.collect(),
            rows: results.rows.clone(),
            total: results.total.clone(),
        }
    }
}

impl Recorded {
    /// Reads a baseline; scripts that `set` has in the same words are not compiled again.
    ///
    /// # Errors
    /// [`Code::BaselineForm`] for a text that is no baseline, [`Code::BaselineNewer`] for one of a later form, and all that
    /// keeps its scheme or report from being read.
    pub fn read(source: &Arc<Source>, set: &RuleSet) -> Result<Self, Diagnostics> {
        check_form(source)?;
        let (record, places) = document::read::<BaselineRecord>(source)?;
        let below = |key: &str| {
            let mut own = Places::new(places.value(&Path::top().key(key)));
            own.graft(&Path::top(), &places, &Path::top().key(key));
            own
        };
        // What is recorded is whole: it rests on no file that could change under it.
        if record.scheme.extends.is_some() {
            let place = places.key(&Path::top().key("scheme").key("extends"));
            return Err(not_whole(source, "extends").at(place).into());
        }
        let scheme = Scheme::check(record.scheme, below("scheme"))?.value;
        check_parts(source, &places, &scheme, (&record.engine, &record.scripts, &record.rows))?;
        let report = Report::check(record.report, &below("report"), &scheme)?.value;
        let mut problems = Diagnostics::new();
        let mut scripts = BTreeMap::new();
        for (name, script) in record.scripts {
            let text = script.lines.join("\n");
            if hash(&text) != script.sha256 {
                let place = places.value(&Path::top().key("scripts").key(&name).key("sha256"));
                problems.push(not_whole(source, "sha256").at(place));
            }
            let source = Source::new(format!("{}: {name}.rhai", source.name()), text).canonical();
            let known = set.shared(&name).filter(|known| known.source().text() == source.text());
            let (source, rule) = match known {
                Some(known) => (Arc::clone(known.source()), Some(known)),
                None => {
                    // An old script that this engine refuses is a text without a rule; the comparison says what follows.
                    let rule = set.compile(&name, &source).ok();
                    (source, rule)
                }
            };
            scripts.insert(name, Script { source, rule });
        }
        let results = Results { rows: record.rows, total: record.total };
        let recorded = Self { engine: record.engine, snapshot: Snapshot::new(scheme, report, scripts), results };
        problems.into_result().map(|()| recorded)
    }
}

/// That every rule of the scheme is there and every row has its result, and nothing else stands under their names: what
/// is absent would count as equal.
fn check_parts(
    source: &Source,
    places: &Places,
    scheme: &Scheme,
    (engine, scripts, results): (&str, &BTreeMap<String, ScriptRecord>, &[RowResult]),
) -> Result<(), Diagnostics> {
    let mut problems = Diagnostics::new();
    let mut refuse = |path: Path, detail: String| {
        problems.push(not_whole(source, &detail).at(places.key(&path)));
    };
    let is_version = |text: &str| {
        let has_only = |character: char| character.is_ascii_alphanumeric() || ".-+".contains(character);
        text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('.') && text.chars().all(has_only)
    };
    if !is_version(engine) {
        refuse(Path::top().key("engine"), format!("not a version: {engine}"));
    }
    let rows = scheme.scored_rows();
    let used: BTreeSet<&str> = rows.iter().flat_map(|row| scripts_of(row)).collect();
    for name in used.iter().filter(|name| !scripts.contains_key(**name)) {
        refuse(Path::top().key("scripts"), format!("no script: {name}"));
    }
    for name in scripts.keys().filter(|name| !used.contains(name.as_str())) {
        refuse(Path::top().key("scripts").key(name), format!("unused script: {name}"));
    }
    let (wanted, mut found) = (rows.iter().map(|row| row.id.as_str()).collect::<BTreeSet<_>>(), BTreeSet::new());
    for (at, result) in results.iter().enumerate() {
        let id = result.id.as_str();
        if !wanted.contains(id) || !found.insert(id) {
            refuse(Path::top().key("rows").item(at), format!("no such row: {id}"));
        }
    }
    for id in wanted.difference(&found) {
        refuse(Path::top().key("rows"), format!("no result: {id}"));
    }
    problems.into_result()
}

/// That the text is whole JSON, of a form that is known: what is cut in half or of another time is refused as such,
/// before anything is compared with the form of today.
fn check_form(source: &Arc<Source>) -> Result<(), Diagnostic> {
    let whole: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| {
        let detail = if error.is_eof() { "the file ends here".to_owned() } else { error.to_string() };
        not_whole(source, &detail).at(json_place(source, &error))
    })?;
    match whole.get("form").and_then(serde_json::Value::as_u64) {
        Some(0) => {
            let at = source.text().find("\"form\"").unwrap_or(0);
            let place = Place::new(source, at..at.saturating_add("\"form\"".len()));
            Err(not_whole(source, "form").at(place))
        }
        Some(found) if found > BASELINE_FORM => {
            let at = source.text().find("\"form\"").unwrap_or(0);
            let place = Place::new(source, at..at.saturating_add("\"form\"".len()));
            let problem = Diagnostic::new(Code::BaselineNewer).fact("path", source.name()).fact("found", found);
            Err(problem.fact("known", BASELINE_FORM).at(place))
        }
        Some(_) => Ok(()),
        None => Err(not_whole(source, "form").at(Place::start_of(source))),
    }
}

/// A text that is no whole baseline, for this reason; the catalogue has its sentences among what other programs say.
pub(crate) fn not_whole(source: &Source, detail: &str) -> Diagnostic {
    Diagnostic::new(Code::BaselineForm).fact("path", source.name()).fact("detail", detail)
}
