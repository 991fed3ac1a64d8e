//! Scripts of today and those in a baseline are read alike: line ends are no change, and a script that never ends stops.

use std::fs;

use sha2::{Digest, Sha256};

use super::{copied, guarded};
use crate::support::edit;

#[test]
fn line_ends_and_byte_order_marks_are_no_change() {
    let folder = copied("line-ends");
    for (at, entry) in fs::read_dir(folder.join("scripts")).unwrap().enumerate() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let stored = match at % 3 {
            0 => format!("\u{feff}{}", text.replace('\n', "\r\n")),
            1 => text.replace('\n', "\r"),
            _ => format!("\u{feff}{text}"),
        };
        fs::write(&path, stored).unwrap();
    }
    let (answer, status) = guarded(&folder);
    assert_eq!((status, answer["causes"].as_array().unwrap().len()), (Some(0), 0), "{answer:#}");
}

#[test]
fn a_recorded_script_that_never_ends_stops_like_any_other() {
    let hash = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for (at, bomb) in
        ["loop { }", "let b = [1]; loop { b = [b, b]; }", "let b = 3; loop { b = b * b + 1 / b; }"].iter().enumerate()
    {
        let folder = copied(&format!("bomb-{at}"));
        let script = fs::read_to_string(folder.join("scripts/step_deduct.rhai")).unwrap();
        let old = script.replace("fn score(case) {", &format!("fn score(case) {{ {bomb}"));
        assert!(old != script);
        let path = folder.join("indicators/tianmen-2016-12/baseline.json");
        edit(&path, &hash(&script), &hash(&old));
        edit(&path, "fn score(case) {", &format!("fn score(case) {{ {bomb}"));
        let (answer, status) = guarded(&folder);
        assert!(matches!(status, Some(1 | 4)), "{bomb}: {status:?} {answer:#}");
    }
}
