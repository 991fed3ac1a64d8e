//! Whatever arrives, the server answers or goes on, and does not fill the memory.

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{folder, root};

/// The server still answers.
fn lives(client: &mut Client) {
    let answer = client.ask("textDocument/nothing", json!({}));
    assert_eq!(answer["error"]["code"], -32601, "{answer}");
}

#[test]
fn what_is_no_message_is_refused_and_the_next_is_answered() {
    let mut client = Client::open(&["--lang", "en"]);
    for (sent, code) in [
        ("Content-Length: 2\r\n\r\n{[", -32700),
        ("Content-Length: -1\r\n\r\n", -32600),
        ("Content-Length: 99999999999999999999\r\n\r\n", -32600),
        ("Content-Length: 1000000000000\r\n\r\n", -32600),
        ("GET / HTTP/1.1\r\nHost: here\r\n\r\n", -32600),
        // Too short by one, and so long that it swallows a part of what follows.
        ("Content-Length: 1\r\n\r\n{}", -32700),
        ("Content-Length: 40\r\n\r\n{}", -32700),
    ] {
        let before = client.refused.len();
        client.send_text(sent);
        lives(&mut client);
        let refused: Vec<i64> =
            client.refused[before..].iter().map(|told| told["error"]["code"].as_i64().unwrap()).collect();
        assert_eq!(refused, [code], "{sent:?}");
    }
    let said = client.refused[0]["error"]["message"].as_str().unwrap();
    assert_eq!(said, "the input is not a JSON-RPC message");
    assert_eq!(client.end(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn a_huge_body_is_not_kept() {
    let mut client = Client::open(&[]);
    lives(&mut client);
    let before = client.memory();
    let part = "x".repeat(1 << 20);
    client.send_text(&format!("Content-Length: {}\r\n\r\n", 64 << 20));
    for _ in 0..64 {
        client.send_text(&part);
    }
    client.send_text("\r\n");
    lives(&mut client);
    let grown = client.memory().saturating_sub(before);
    assert!(grown < 8 << 20, "{grown} bytes more");
    assert!(client.refused.iter().any(|told| told["error"]["code"] == -32600));
}

#[test]
fn requests_are_answered_by_the_stage_of_the_session() {
    let mut client = Client::start(&[]);
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32002);
    assert_eq!(client.greet(json!({}))["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.ask("initialize", json!({}))["error"]["code"], -32600);
    for (method, params) in [("textDocument/codeAction", json!([])), ("textDocument/codeAction", json!({ "range": 1 }))]
    {
        assert_eq!(client.ask(method, params)["error"]["code"], -32602);
    }
    assert_eq!(client.result("shutdown", Value::Null), Value::Null);
    assert_eq!(client.ask("textDocument/hover", json!({}))["error"]["code"], -32600);
    client.note("exit", Value::Null);
    assert_eq!(client.vanish(), Some(0));
}

#[test]
fn a_client_that_goes_is_no_failure_and_one_that_breaks_off_is() {
    assert_eq!(Client::open(&[]).vanish(), Some(0));
    let mut client = Client::open(&[]);
    client.note("exit", Value::Null);
    assert_eq!(client.vanish(), Some(1));
}

#[test]
fn texts_that_are_no_files_of_ours_are_borne() {
    let folder = folder("lsp-hostile");
    let scheme = folder.join("scheme.yaml");
    let mut client = Client::open(&["--lang", "zh"]);
    let shipped = std::fs::read_to_string(root().join("indicators/yueyang-2024/scheme.yaml")).unwrap();
    let nested = "[".repeat(100_000);
    let deep = format!("scheme: {}", "{a: ".repeat(5_000));
    let cut: Vec<&str> = (1..8).map(|part| &shipped[..shipped.floor_char_boundary(shipped.len() * part / 8)]).collect();
    let conflict = shipped.replacen("year: 2024\n", "<<<<<<< HEAD\nyear: 2024\n=======\nyear: 2023\n>>>>>>> x\n", 1);
    let others = [
        "",
        "\u{feff}",
        "\0",
        "：",
        "- - - -",
        "? ",
        "a: &a [*a]",
        "---\n---\n",
        "\r\r\r",
        "!!binary x",
        &nested,
        &deep,
        &conflict,
    ];
    client.open_text(&scheme, "x");
    for text in others.into_iter().chain(cut) {
        client.type_text(&scheme, text);
        let told = client.told(&scheme);
        assert!(!told.is_empty(), "{:?}", &text[..text.floor_char_boundary(60)]);
        assert!(told.iter().all(|told| told["code"].is_string()));
    }
    let report = folder.join("报告.yaml");
    client.open_text(&report, "unit: x\nmetrics: {}\n");
    client.note("textDocument/didChange", json!({ "textDocument": 5 }));
    client.note("textDocument/didOpen", json!(null));
    client.note("$/cancelRequest", json!({ "id": 7 }));
    lives(&mut client);
    assert_eq!(client.end(), Some(0));
}
