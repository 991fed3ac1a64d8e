//! A server of its own for a test, and requests to it byte by byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::program;

/// How long an answer is waited for: far longer than it may take, but not for ever.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    child: Child,
    pub port: u16,
    pub token: String,
    cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Server {
    /// Serves a case; nobody has entered yet.
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = program();
        command.arg("serve").args(arguments).arg("--no-browser").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (_, rest) = line.trim().split_once("http://127.0.0.1:").unwrap_or_else(|| panic!("{line}"));
        let (port, token) = rest.split_once("/#").unwrap();
        Self { child, port: port.parse().unwrap(), token: token.to_owned(), cookie: None }
    }

    /// The same after the token was exchanged.
    pub fn entered(arguments: &[&str]) -> Self {
        let mut server = Self::start(arguments);
        let answer = server.post("/enter", &format!("token={}", server.token));
        assert_eq!((answer.status, answer.header("location")), (303, Some("/?")), "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap();
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");
        server.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        server
    }

    /// How it ends when it is interrupted as by Ctrl+C.
    #[cfg(unix)]
    pub fn interrupted(&mut self) -> Option<i32> {
        let sent = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().code()
    }

    /// Asks for a file to be kept, and kills the program a little later.
    pub fn cut_off(&mut self, body: &str, later: Duration) {
        let mut stream = self.connect();
        let (headers, length) = (self.own_headers(), body.len());
        let text = format!("POST /keep HTTP/1.1\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
        stream.write_all(text.as_bytes()).unwrap();
        std::thread::sleep(later);
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What these bytes come to, read to the end.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        // A server that has seen enough may close before it has read all.
        let _ = stream.write_all(bytes);
        let mut text = Vec::new();
        let _ = stream.read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The headers that a browser of this server would send, the cookie among them.
    pub fn own_headers(&self) -> String {
        let cookie = self.cookie.iter().map(|cookie| format!("Cookie: {cookie}\r\n")).collect::<String>();
        format!("Host: 127.0.0.1:{}\r\nConnection: close\r\n{cookie}", self.port)
    }

    pub fn get(&self, address: &str) -> Answer {
        self.raw(format!("GET {address} HTTP/1.1\r\n{}\r\n", self.own_headers()).as_bytes())
    }

    pub fn post(&self, address: &str, body: &str) -> Answer {
        let length = body.len();
        let headers = self.own_headers();
        self.raw(format!("POST {address} HTTP/1.1\r\n{headers}Content-Length: {length}\r\n\r\n{body}").as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
