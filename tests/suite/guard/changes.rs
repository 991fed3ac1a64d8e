//! What was changed is one cause, and its level says what it means.

use std::fs;

use serde_json::Value;

use super::{accept, copied, guarded, ids};
use crate::support::edit;

/// Grades alone: minor; other figures: no change of rules; other weights: major, whatever they move.
#[test]
fn what_was_changed_says_what_it_means() {
    let scheme = "indicators/tianmen-2016-12/scheme.yaml";
    let report = "indicators/tianmen-2016-12/report.yaml";
    for (file, from, to, aspect, level) in [
        (scheme, "from: 63", "from: 64", "grades", "minor"),
        (scheme, "total: { places: 2", "total: { places: 1", "rounding", "minor"),
        (scheme, "title_en: Digital", "title_en: digital", "wording", "patch"),
        (
            scheme,
            "weight: 70\n    indicators:\n      - id: on-time-rate\n        name: 按期结案率\n        en: share closed on time\n        weight: 50",
            "weight: 70\n    indicators:\n      - id: on-time-rate\n        name: 按期结案率\n        en: share closed on time\n        weight: 50.0",
            "",
            "",
        ),
        (scheme, "target: { at_least: 90 }", "target: { at_least: 91 }", "target", "major"),
        (scheme, "formula: 100 * closed / due", "formula: 100 * (closed / due)", "metric", "major"),
        (report, "value: 911", "value: 912", "report", "data"),
        (report, "source: 2016年12月运行通报 }", "source: 通报 }", "", ""),
    ] {
        let folder = copied("level");
        edit(&folder.join(file), from, to);
        let (answer, status) = guarded(&folder);
        if aspect.is_empty() {
            assert_eq!(status, Some(0), "{to}: what is not scored and not read is no difference");
            continue;
        }
        let cause = &answer["causes"][0];
        // What only people read is told and fails nothing.
        let wanted = if aspect == "wording" { 0 } else { 4 };
        assert_eq!((status, &cause["aspect"], &cause["level"]), (Some(wanted), &aspect.into(), &level.into()), "{to}");
        assert_eq!(cause["decided_by"], "structure");
    }
}

/// 5 points moved from 结案率 to 按期结案率, both full: nothing is lost, and it is one cause, for weights stand together.
#[test]
fn weights_are_one_cause_and_rows_that_come_and_go_another() {
    let folder = copied("weights");
    let scheme = folder.join("indicators/tianmen-2016-12/scheme.yaml");
    edit(&scheme, "        weight: 50", "        weight: 55");
    edit(&scheme, "        weight: 20", "        weight: 15");
    let (answer, _) = guarded(&folder);
    let cause = &answer["causes"][0];
    assert_eq!((ids(&answer).len(), &cause["aspect"]), (1, &"weights".into()));
    assert_eq!(
        (&cause["least"], &cause["most"], &cause["effects"][0]["total"]),
        (&"-5".into(), &"5".into(), &"0".into())
    );
    let text = fs::read_to_string(&scheme).unwrap().replace("        weight: 55", "        weight: 70");
    fs::write(&scheme, text.split("      - id: closing-rate").next().unwrap()).unwrap();
    let (answer, _) = guarded(&folder);
    let cause = &answer["causes"][0];
    assert_eq!((ids(&answer).len(), &cause["aspect"], &cause["level"]), (1, &"rows".into(), &"major".into()));
    assert_eq!((&cause["least"], &cause["most"]), (&"-20".into(), &"20".into()));
    accept(&folder, &[&ids(&answer)[0]]);
    assert_eq!(guarded(&folder).1, Some(0));
}

/// A base scheme and a variant of it: the target of 投诉处置率 falls from 100 to 90, in both 10 × 80.29 ÷ 90 = 8.92111… →
/// 8.92 (+0.89) where it weighs 10, and 5 × 80.29 ÷ 90 = 4.46055… → 4.46 (+0.45) where it weighs 5.
#[test]
fn a_change_of_a_base_scheme_is_one_cause_in_all_that_extend_it() {
    let folder = copied("base");
    let (base, variant) = (folder.join("indicators/yueyang-2024"), folder.join("indicators/variant"));
    fs::create_dir_all(&variant).unwrap();
    fs::copy(base.join("report.yaml"), variant.join("report.yaml")).unwrap();
    let text = fs::read_to_string(base.join("variant.yaml")).unwrap();
    fs::write(variant.join("scheme.yaml"), text.replace("extends: ", "extends: ../yueyang-2024/")).unwrap();
    accept(&folder, &["new"]);
    let target =
        "        en: complaint disposal\n        weight: 10\n        unit: \"%\"\n        target: { at_least: ";
    edit(&base.join("scheme.yaml"), &format!("{target}100"), &format!("{target}90"));
    let (answer, status) = guarded(&folder);
    let cause = &answer["causes"][0];
    assert_eq!(
        (status, ids(&answer).len(), &cause["cases"], &cause["subject"]),
        (Some(4), 1, &2.into(), &"complaint-disposal".into())
    );
    assert_eq!((&cause["least"], &cause["most"]), (&"0.45".into(), &"0.89".into()));
    accept(&folder, &[&ids(&answer)[0]]);
    assert_eq!(guarded(&folder).1, Some(0));
}

/// A parameter that the old script does not know and the new one asks for: neither stands without the other.
#[test]
fn changes_that_only_stand_together_are_one_cause() {
    let folder = copied("joint");
    edit(
        &folder.join("scripts/bands.rhai"),
        "fn params() { #{",
        "fn params() { #{\n    extra: #{ kind: \"number\", zh: \"加\", en: \"extra\" },",
    );
    let text = fs::read_to_string(folder.join("indicators/yueyang-department/scheme.yaml")).unwrap();
    let text = text.replace("          bands:\n", "          extra: 0\n          bands:\n");
    fs::write(folder.join("indicators/yueyang-department/scheme.yaml"), text).unwrap();
    let (answer, status) = guarded(&folder);
    assert_eq!((status, ids(&answer).len(), &answer["causes"][0]["aspect"]), (Some(4), 1, &"joint".into()));
    accept(&folder, &[&ids(&answer)[0]]);
    assert_eq!(guarded(&folder).1, Some(0));
}

/// The script that was recorded has no `score` for this engine: nothing between old and new can be scored, so the engine
/// and every change are one cause, with the whole difference. 结案率 93.72 against 95 instead of 90: 20 − 1.27… = 18.72.
#[test]
fn a_recorded_script_that_no_longer_runs_is_one_cause_with_everything_else() {
    use sha2::{Digest, Sha256};
    let hash = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let folder = copied("engine");
    let script = fs::read_to_string(folder.join("scripts/step_deduct.rhai")).unwrap();
    let old = script.replace("fn score(case)", "fn scored(case)");
    let path = folder.join("indicators/tianmen-2016-12/baseline.json");
    edit(&path, &hash(&script), &hash(&old));
    edit(&path, "fn score(case)", "fn scored(case)");
    edit(&folder.join("indicators/tianmen-2016-12/scheme.yaml"), "at_least: 90", "at_least: 95");
    let (answer, status) = guarded(&folder);
    let cause = &answer["causes"][0];
    assert_eq!((status, ids(&answer).len(), &cause["aspect"]), (Some(4), 1, &"joint".into()));
    assert_eq!(
        (&cause["effects"][0]["total"], &answer["differences"][0]["undivided"]),
        (&"-1.28".into(), &Value::Null)
    );
    accept(&folder, &[&ids(&answer)[0]]);
    assert_eq!(guarded(&folder).1, Some(0));
}
