//! How long an editor waits for what it asks while somebody types in the shipped case: the problems of a changed text, and
//! what is offered and explained.
//!
//! `cargo bench --bench lsp`. The binary is started once and spoken to as an editor does; every keystroke changes the text,
//! so that nothing of the last answer serves again. None of them may take 50 ms.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use divan::Bencher;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    uri: String,
    text: String,
    version: u32,
}

impl Editor {
    fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        let mut child =
            command.arg("lsp").current_dir(root).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let scheme = root.join("indicators/yueyang-2024/scheme.yaml");
        let text = std::fs::read_to_string(&scheme).unwrap();
        let uri = format!("file://{}", scheme.display());
        let mut editor = Self { child, input, output, uri, text, version: 1 };
        editor.ask("initialize", json!({ "capabilities": {} }));
        let document = json!({ "uri": editor.uri, "languageId": "yaml", "version": 1, "text": editor.text });
        editor.note("textDocument/didOpen", json!({ "textDocument": document }));
        editor.problems();
        editor
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }

    fn note(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let length = line.trim().strip_prefix("Content-Length: ").unwrap().parse::<usize>().unwrap();
        let mut body = vec![0; length + 2];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }));
        loop {
            let answer = self.next();
            if answer["id"] == 1 {
                return answer["result"].clone();
            }
        }
    }

    /// Types a digit more into the year, a figure that nothing depends on.
    fn strike(&mut self) {
        self.version += 1;
        let text = self.text.replacen("year: 2024", &format!("year: {}", 2_024 + self.version), 1);
        let document = json!({ "uri": self.uri, "version": self.version });
        self.note("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// Waits for the problems of the last text.
    fn problems(&mut self) -> usize {
        loop {
            let told = self.next();
            if told["params"]["uri"] == self.uri.as_str() && told["params"]["version"] == self.version {
                return told["params"]["diagnostics"].as_array().unwrap().len();
            }
        }
    }

    fn at(&self, part: &str) -> Value {
        let line = self.text.lines().position(|line| line.contains(part)).unwrap();
        let character = self.text.lines().nth(line).unwrap().find(part).unwrap() + part.len();
        json!({ "textDocument": { "uri": self.uri }, "position": { "line": line, "character": character } })
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[divan::bench]
fn problems_of_a_keystroke(bencher: Bencher) {
    let mut editor = Editor::open();
    bencher.bench_local(|| {
        editor.strike();
        editor.problems()
    });
}

#[divan::bench]
fn completion_behind_a_keystroke(bencher: Bencher) {
    let mut editor = Editor::open();
    let place = editor.at("rule: for");
    bencher.bench_local(|| {
        editor.strike();
        editor.ask("textDocument/completion", place.clone())
    });
}

#[divan::bench]
fn hover_of_an_indicator(bencher: Bencher) {
    let mut editor = Editor::open();
    let place = editor.at("- id: complaint-disposal");
    bencher.bench_local(|| editor.ask("textDocument/hover", place.clone()));
}
