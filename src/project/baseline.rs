//! Reading a baseline: the form of the file, and the recorded case in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::result::json_place;
use crate::comparison::guard::{Recorded, Results, RowResult, Script, TotalResult, World};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document;
use crate::format::BASELINE_FORM;
use crate::language::Bilingual;
use crate::literal::RawScalar;
use crate::location::{Path as Field, Place, Places, Source};
use crate::numeric::Number;
use crate::record::{RowStateName, hash};
use crate::report::{Report, ReportDraft};
use crate::rule::RuleSet;
use crate::scheme::{Scheme, SchemeDraft};

/// A baseline as written.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct BaselineDraft {
    /// The form of the file: 1 (格式版本).
    pub form: RawScalar,
    /// The version of the engine that made the results (引擎版本).
    pub engine: String,
    /// The scheme, whole (评价方案).
    pub scheme: SchemeDraft,
    /// The report, as far as it is scored (填报数据).
    pub report: ReportDraft,
    /// The scripts by name (评分脚本).
    pub scripts: BTreeMap<String, ScriptDraft>,
    /// What the rows came to (指标得分).
    pub rows: Vec<RowResultDraft>,
    /// The total; not there where it was withheld (总分).
    pub total: Option<TotalResultDraft>,
}

/// A script of a baseline (评分脚本).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct ScriptDraft {
    /// The SHA-256 of the text (校验值).
    pub sha256: String,
    /// The text, line by line (脚本各行).
    pub lines: Vec<String>,
}

/// What a row came to (指标得分).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct RowResultDraft {
    /// The row (编号).
    pub id: String,
    /// scored, not-applicable, missing or failed (状态).
    pub state: RowStateName,
    /// The rounded points of a scored row (得分).
    pub points: Option<String>,
    /// The points before rounding (取整前).
    pub unrounded: Option<String>,
}

/// The total (总分).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct TotalResultDraft {
    /// The rounded total (总分).
    pub points: String,
    /// The total before its own rounding (取整前).
    pub unrounded: String,
    /// The grade (等级).
    pub grade: GradeNameDraft,
}

/// The name of a grade (等级名称).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct GradeNameDraft {
    /// In Chinese (中文).
    pub zh: String,
    /// In English (英文).
    pub en: String,
}

/// The JSON Schema of baseline files.
#[must_use]
pub fn baseline_schema() -> serde_json::Value {
    schemars::schema_for!(BaselineDraft).into()
}

/// Reads a baseline; scripts that `book` has in the same words are not compiled again.
pub(super) fn read_baseline(source: &Arc<Source>, book: &RuleSet) -> Result<Recorded, Diagnostics> {
    check_form(source)?;
    let (draft, places) = document::read::<BaselineDraft>(source)?;
    let below = |key: &str| {
        let mut own = Places::new(places.value(&Field::top().key(key)));
        own.graft(&Field::top(), &places, &Field::top().key(key));
        own
    };
    let (scheme, _) = Scheme::check(draft.scheme, below("scheme"))?;
    let (report, _) = Report::check(draft.report, &below("report"), &scheme)?;
    let mut problems = Diagnostics::new();
    let mut scripts = BTreeMap::new();
    for (name, script) in draft.scripts {
        let text = script.lines.join("\n");
        if hash(&text) != script.sha256 {
            let place = places.value(&Field::top().key("scripts").key(&name).key("sha256"));
            problems.push(form(source, Bilingual::same("sha256")).at(place));
        }
        let known = book.shared(&name).filter(|known| known.source().text() == text);
        let (source, rule) = match known {
            Some(known) => (Arc::clone(known.source()), Some(known)),
            None => {
                let source = Source::new(format!("{}: {name}.rhai", source.name()), text);
                // A script of old that this engine refuses is a text without a rule; the comparison says what follows.
                let rule = book.compile(&name, &source).ok();
                (source, rule)
            }
        };
        scripts.insert(name, Script { source, rule });
    }
    let mut number = |text: &str, path: Field| {
        let number = Number::parse_exact(text);
        if number.is_err() {
            problems.push(Diagnostic::new(Code::NotANumber).fact("value", text).at(places.value(&path)));
        }
        number.ok()
    };
    let rows = draft.rows.into_iter().enumerate().map(|(at, row)| {
        let path = Field::top().key("rows").item(at);
        RowResult {
            points: row.points.as_ref().and_then(|text| number(text, path.key("points"))),
            unrounded: row.unrounded.as_ref().and_then(|text| number(text, path.key("unrounded"))),
            id: row.id,
            state: row.state,
        }
    });
    let rows = rows.collect();
    let path = Field::top().key("total");
    let total = draft.total.and_then(|total| {
        Some(TotalResult {
            points: number(&total.points, path.key("points"))?,
            unrounded: number(&total.unrounded, path.key("unrounded"))?,
            grade: Bilingual { zh: total.grade.zh, en: total.grade.en },
        })
    });
    let recorded =
        Recorded { engine: draft.engine, world: World::new(scheme, report, scripts), results: Results { rows, total } };
    problems.or(recorded).map(|(recorded, _)| recorded)
}

/// That the text is whole JSON, of a form that is known: what is cut in half or of another time is refused as such,
/// before anything is compared with the form of today.
fn check_form(source: &Arc<Source>) -> Result<(), Diagnostic> {
    let whole: serde_json::Value = serde_json::from_str(source.text()).map_err(|error| {
        let detail = if error.is_eof() {
            Bilingual::new("文件到这里就断了", Some("the file ends here"))
        } else {
            Bilingual::same(error.to_string())
        };
        form(source, detail).at(json_place(source, &error))
    })?;
    match whole.get("form").and_then(serde_json::Value::as_u64) {
        Some(found) if found > BASELINE_FORM => {
            let at = source.text().find("\"form\"").unwrap_or(0);
            let place = Place::new(source, at..at.saturating_add("\"form\"".len()));
            let problem = Diagnostic::new(Code::BaselineNewer).fact("path", source.name()).fact("found", found);
            Err(problem.fact("known", BASELINE_FORM).at(place))
        }
        Some(_) => Ok(()),
        None => Err(form(source, Bilingual::same("form")).at(Place::start_of(source))),
    }
}

/// A baseline that is none, for this reason.
pub(super) fn form(source: &Arc<Source>, detail: Bilingual) -> Diagnostic {
    Diagnostic::new(Code::BaselineForm).fact("path", source.name()).said("detail", detail)
}
