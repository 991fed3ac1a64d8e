//! How long an editor waits. `benches/lsp.rs` measures it; here only ten times as long is a fault, for the machine that runs
//! the tests may be busy and compiles without optimising.

#![expect(clippy::disallowed_types, reason = "only a clock sees how long an editor waits")]

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{Client, address};
use crate::support::{YUEYANG, root};

/// Ten times what a keystroke may take.
const PATIENCE: Duration = Duration::from_millis(500);

#[test]
fn a_keystroke_in_the_shipped_case_is_answered_at_once() {
    let scheme = root().join(YUEYANG).join("scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap();
    let mut client = Client::open(&["--lang", "zh"]);
    client.open_text(&scheme, &text);
    let line = text.lines().position(|line| line.contains("rule: forward_ratio")).unwrap();
    let place = json!({ "textDocument": { "uri": address(&scheme) }, "position": { "line": line, "character": 17 } });
    let mut waits = Vec::new();
    for year in 2_025..2_032 {
        let typed = text.replacen("year: 2024", &format!("year: {year}"), 1);
        let start = Instant::now();
        client.type_text(&scheme, &typed);
        client.result("textDocument/completion", place.clone());
        waits.push(start.elapsed());
    }
    waits.sort();
    assert!(waits[0] < PATIENCE, "{waits:?}");
}
