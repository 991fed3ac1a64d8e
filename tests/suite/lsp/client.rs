//! An editor: it sends messages and remembers what it was told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::program;

/// How long an answer is waited for: far longer than it may take, but not for ever.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    arrived: Receiver<Value>,
    requests: i32,
    /// The problems of each document, as they were told last.
    pub problems: BTreeMap<String, Vec<Value>>,
    versions: BTreeMap<String, i64>,
    /// What came without being an answer or problems.
    pub refused: Vec<Value>,
}

/// The address of a file.
pub fn address(path: &Path) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte);
    let bytes = path.to_str().unwrap().bytes();
    let path: String =
        bytes.map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("file://{path}")
}

impl Client {
    /// Starts a server that nothing was said to.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = program();
        command.arg("lsp").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let (sender, arrived) = channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            let mut header = String::new();
            while output.read_line(&mut header).is_ok_and(|read| read > 0) {
                if let Some(length) = header.strip_prefix("Content-Length: ") {
                    let mut body = vec![0; length.trim().parse::<usize>().unwrap() + 2];
                    output.read_exact(&mut body).unwrap();
                    let _ = sender.send(serde_json::from_slice(&body).unwrap());
                }
                header.clear();
            }
        });
        let input = child.stdin.take();
        let (problems, versions, refused) = Default::default();
        Self { child, input, arrived, requests: 0, problems, versions, refused }
    }

    /// Starts a server and agrees on everything.
    pub fn open(arguments: &[&str]) -> Self {
        let mut client = Self::start(arguments);
        client.greet(json!({ "capabilities": {} }));
        client
    }

    pub fn greet(&mut self, hello: Value) -> Value {
        let told = self.ask("initialize", hello);
        self.note("initialized", json!({}));
        told["result"].clone()
    }

    pub fn send_text(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_text(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    }

    pub fn note(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a request, with its result or its error.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let arrived = self.next();
            if arrived["id"] == id && arrived.get("method").is_none() {
                return arrived;
            }
        }
    }

    /// The result of a request.
    pub fn result(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// What arrives next; problems are remembered.
    fn next(&mut self) -> Value {
        let arrived = self.arrived.recv_timeout(PATIENCE).expect("the server answers");
        assert_eq!(arrived["jsonrpc"], "2.0");
        if arrived["method"] == "textDocument/publishDiagnostics" {
            let params = &arrived["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.problems.insert(uri.clone(), params["diagnostics"].as_array().unwrap().clone());
            match params["version"].as_i64() {
                Some(version) => drop(self.versions.insert(uri, version)),
                None => drop(self.versions.remove(&uri)),
            }
        } else if arrived["id"].is_null() {
            self.refused.push(arrived.clone());
        }
        arrived
    }

    /// Opens a document and waits for what is told of it.
    pub fn open_text(&mut self, path: &Path, text: &str) {
        let uri = address(path);
        self.versions.remove(&uri);
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.note("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait_for(&uri, 1);
    }

    /// Opens a file as it is on the disk.
    pub fn open_file(&mut self, path: &Path) {
        self.open_text(path, &std::fs::read_to_string(path).unwrap());
    }

    /// Replaces the whole text of a document and waits for what is told of it.
    pub fn type_text(&mut self, path: &Path, text: &str) {
        let uri = address(path);
        let version = self.versions.get(&uri).unwrap() + 1;
        self.note(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] }),
        );
        self.wait_for(&uri, version);
    }

    /// Closes a document and waits until that is told as well.
    pub fn close_file(&mut self, path: &Path) {
        let uri = address(path);
        self.note("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        while self.versions.contains_key(&uri) {
            self.next();
        }
    }

    fn wait_for(&mut self, uri: &str, version: i64) {
        while self.versions.get(uri) != Some(&version) {
            self.next();
        }
    }

    /// Everything that was asked before has been answered.
    pub fn settle(&mut self) {
        self.ask("jixiao/nothing", Value::Null);
    }

    /// What was told of a document.
    pub fn told(&self, path: &Path) -> &[Value] {
        self.problems.get(&address(path)).map_or(&[], Vec::as_slice)
    }

    /// Ends the conversation as agreed; the answer is the exit status.
    pub fn end(mut self) -> Option<i32> {
        self.result("shutdown", Value::Null);
        self.note("exit", Value::Null);
        self.child.wait().unwrap().code()
    }

    /// Goes away without a word; the answer is the exit status.
    pub fn vanish(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }

    /// The most memory that the server has held so far, in bytes.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
    }
}

/// A server that is not ended by its test goes with it.
impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
