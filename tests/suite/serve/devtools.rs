//! A browser without a window, driven over its DevTools protocol.

#![expect(clippy::disallowed_types, reason = "a browser that never answers is given up")]

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket, client};

use crate::support::folder;

/// Programs that are looked for, after the one that the environment names.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge"];
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "about:blank",
];
/// How long something on the page is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Browser {
    child: Child,
    socket: WebSocket<TcpStream>,
    session: String,
    calls: u64,
    /// What the page complained of.
    pub complaints: Vec<String>,
}

/// The browser of this machine; none where there is none, which only a machine that tests for all may not say.
pub fn found() -> Option<PathBuf> {
    let named = env::var_os("JIXIAO_BROWSER").map(PathBuf::from);
    let paths: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let known = NAMES.iter().flat_map(|name| paths.iter().map(move |folder| folder.join(name)));
    let browser = named.or_else(|| known.into_iter().find(|path| path.is_file()));
    if browser.is_none() {
        println!("skipped: no browser");
        assert!(env::var_os("CI").is_none(), "no browser, and this is where all tests must run");
    }
    browser
}

impl Browser {
    pub fn start(program: &PathBuf, name: &str) -> Self {
        let profile = folder(&format!("browser-{name}"));
        let mut command = Command::new(program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", profile.display())).stderr(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.find_map(|line| Some(line.unwrap().split_once("DevTools listening on ")?.1.to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        let address = address.expect("the browser ended before it listened");
        let host = address.trim_start_matches("ws://").split('/').next().unwrap().to_owned();
        let stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (socket, _) = client(address.as_str(), stream).unwrap();
        let mut browser = Self { child, socket, session: String::new(), calls: 0, complaints: Vec::new() };
        browser.open_tab();
        browser
    }

    /// Goes on in a new tab; what comes back leads to the one before.
    pub fn open_tab(&mut self) -> String {
        let before = std::mem::take(&mut self.session);
        let page = self.call("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].clone();
        let attached = self.call("Target.attachToTarget", &json!({ "targetId": page, "flatten": true }));
        attached["sessionId"].as_str().unwrap().clone_into(&mut self.session);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            self.call(domain, &json!({}));
        }
        before
    }

    /// Goes back to a tab.
    pub fn go_to_tab(&mut self, tab: &str) {
        tab.clone_into(&mut self.session);
        self.call("Page.bringToFront", &json!({}));
    }

    /// The answer to a command.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.calls += 1;
        let mut asked = json!({ "id": self.calls, "method": method, "params": parameters });
        if !self.session.is_empty() {
            asked["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(asked.to_string())).unwrap();
        loop {
            let text = self.socket.read().unwrap().into_text().unwrap();
            let told: Value = serde_json::from_str(&text).unwrap();
            if told["id"] == self.calls {
                assert!(told["error"].is_null(), "{method}: {told}");
                return told["result"].clone();
            }
            match told["method"].as_str() {
                Some("Log.entryAdded") => self.complaints.push(told["params"]["entry"]["text"].to_string()),
                Some("Runtime.exceptionThrown") => self.complaints.push(told["params"].to_string()),
                _ => {}
            }
        }
    }

    /// What an expression comes to on the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let told = self.call("Runtime.evaluate", &asked);
        assert!(told["exceptionDetails"].is_null(), "{expression}: {told}");
        told["result"]["value"].clone()
    }

    pub fn text(&mut self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression holds.
    pub fn until(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.value(expression) != true {
            let shown = || "document.body.innerText.slice(0, 600)";
            assert!(begun.elapsed() < PATIENCE, "{expression} never held: {}", self.value(shown()));
            sleep(Duration::from_millis(20));
        }
    }

    pub fn open(&mut self, address: &str) {
        self.call("Page.navigate", &json!({ "url": address }));
    }

    pub fn size(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Presses a key with what is held beside it (2 is Ctrl, 8 is Shift).
    pub fn key(&mut self, key: &str, code: u32, held: u32) {
        let text = match key {
            "Enter" => "\r",
            key if key.chars().count() == 1 && held == 0 => key,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let pressed =
                json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "modifiers": held, "text": text });
            self.call("Input.dispatchKeyEvent", &pressed);
        }
    }

    /// Types where the focus is.
    pub fn write(&mut self, text: &str) {
        self.call("Input.insertText", &json!({ "text": text }));
    }

    pub fn mouse(&mut self, kind: &str, x: i64, y: i64) {
        let buttons = i32::from(kind != "mouseReleased");
        let moved = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
        self.call("Input.dispatchMouseEvent", &moved);
    }

    /// How many sheets of A4 the page takes on paper.
    pub fn sheets(&mut self) -> usize {
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69 });
        let printed = self.call("Page.printToPDF", &paper);
        let bytes = decoded(printed["data"].as_str().unwrap());
        let text = String::from_utf8_lossy(&bytes);
        text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
    }

    /// A picture of the whole page, for whoever wants to look at it.
    pub fn picture(&mut self, name: &str) {
        let shot = self.call("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        fs::write(path, decoded(shot["data"].as_str().unwrap())).unwrap();
    }
}

/// The bytes of a text in base 64.
fn decoded(text: &str) -> Vec<u8> {
    let place = |sign: u8| match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bytes, mut kept, mut bits) = (Vec::new(), 0_u32, 0);
    for sign in text.bytes().filter(|sign| *sign != b'=') {
        kept = (kept << 6) | u32::from(place(sign));
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((kept >> bits) & 0xff).unwrap());
        }
    }
    bytes
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
