//! Some organisations of one scheme in a folder.

use std::fs;
use std::path::PathBuf;

use crate::support::{A, B, ROWS_ROUNDED, folder, scheme_text};

/// 甲 60 and 乙 40, each the weight times the percentage reached; the last organisation has no figure for 乙.
pub fn laid(name: &str) -> PathBuf {
    let case = folder(name);
    let grades = "grades: [{ grade: 优, en: top, from: 90 }, { grade: 良, en: good, from: 0 }]\n";
    let text =
        scheme_text(100, &format!("{ROWS_ROUNDED}{grades}"), &["a: { unit: \"%\" }", "b: { unit: \"%\" }"], &[A, B]);
    fs::write(case.join("scheme.yaml"), text).unwrap();
    let reports = case.join("reports");
    fs::create_dir_all(&reports).unwrap();
    let organisations = [
        ("一镇", "100", "100"),
        ("二镇", "85", "100"),
        ("三镇", "100", "77.77"),
        ("四镇", "50", "99.5"),
        ("五镇", "93", ""),
    ];
    for (at, (organisation, a, b)) in organisations.into_iter().enumerate() {
        let b = if b.is_empty() { "missing: 未统计".to_owned() } else { format!("value: {b}") };
        let text = format!("scheme: s\nunit: {organisation}\nmetrics:\n  a: {{ value: {a} }}\n  b: {{ {b} }}\n");
        fs::write(reports.join(format!("{at}.yaml")), text).unwrap();
    }
    case
}
