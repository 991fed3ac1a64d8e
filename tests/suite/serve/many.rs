//! Some organisations of one scheme in a folder.

use std::fs;
use std::path::PathBuf;

use crate::study_laws::Draw;
use crate::support::{A, B, ROWS_ROUNDED, YUEYANG, folder, root, scheme_text};

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

/// The shipped report for so many organisations, each with other figures; the first has none for 投诉处置率.
pub fn varied(name: &str, count: u64) -> PathBuf {
    static LAID: std::sync::Mutex<Vec<PathBuf>> = std::sync::Mutex::new(Vec::new());
    let mut laid = LAID.lock().unwrap();
    if let Some(case) = laid.iter().find(|case| case.ends_with(name)) {
        return case.clone();
    }
    let case = folder(name);
    let shipped = root().join(YUEYANG);
    fs::copy(shipped.join("scheme.yaml"), case.join("scheme.yaml")).unwrap();
    let report = fs::read_to_string(shipped.join("report.yaml")).unwrap();
    fs::create_dir_all(case.join("reports")).unwrap();
    let mut draw = Draw(7);
    for at in 0..count {
        let mut below = |most: u64| draw.below(most);
        let disposal = match at {
            0 => "missing: 未统计".to_owned(),
            _ => format!("value: {}.{:02}", 70 + below(30), below(100)),
        };
        let text = report
            .replace("unit: 岳阳市智慧城管指挥中心", &format!("unit: 单位{at}"))
            .replace("value: 80.29", &disposal)
            .replace("value: 95.3", &format!("value: {}.{}", 85 + below(15), below(10)))
            .replace("value: 98.7", &format!("value: {}.{}", 90 + below(10), below(10)))
            .replace("value: 1171.44", &format!("value: {}.{:02}", 1050 + below(190), below(100)))
            .replace("value: 27748", &format!("value: {}", 20000 + below(9000)));
        let text: String =
            text.lines().filter(|line| !line.starts_with("claimed")).map(|line| line.to_owned() + "\n").collect();
        fs::write(case.join("reports").join(format!("{at:04}.yaml")), text).unwrap();
    }
    laid.push(case.clone());
    case
}
