//! Requests that are not from a page of this server, and requests that are too large or too slow, byte by byte.

#![expect(clippy::disallowed_types, reason = "only a clock sees what keeps a connection or a browser waiting")]

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::client::Server;
use crate::support::YUEYANG;

#[test]
fn only_own_hosts_are_answered() {
    let server = Server::entered(&[YUEYANG]);
    let port = server.port;
    let cookie = server.own_headers().lines().find(|line| line.starts_with("Cookie")).unwrap().to_owned();
    let asked = |target: &str, hosts: &[String]| {
        let hosts: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
        server.raw(format!("GET {target} HTTP/1.1\r\n{hosts}{cookie}\r\nConnection: close\r\n\r\n").as_bytes())
    };
    for own in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(asked("/", &[format!("{own}:{port}")]).status, 200, "{own}");
    }
    let foreign = [
        vec![],
        vec!["evil.example".to_owned()],
        vec![format!("127.0.0.1:{port}"), format!("127.0.0.1:{port}")],
        vec![format!("127.0.0.1:{port}"), "evil.example".to_owned()],
        vec!["127.0.0.1".to_owned()],
        vec![format!("127.0.0.1:{}", port ^ 1)],
        vec![format!("127.0.0.1.evil:{port}")],
        vec![format!("127.0.0.1@evil:{port}")],
        vec![format!("::1:{port}")],
        vec![format!("[::ffff:127.0.0.1]:{port}")],
        vec![String::new()],
    ];
    for hosts in foreign {
        let answer = asked("/", &hosts);
        assert!(matches!(answer.status, 421 | 400), "{hosts:?}: {answer:?}");
        assert!(answer.body.is_empty(), "{hosts:?}");
    }
    let absolute = asked(&format!("http://127.0.0.1:{port}/"), &[format!("127.0.0.1:{port}")]);
    assert_eq!(absolute.status, 421);
    assert_eq!(asked("http://evil.example/", &[format!("127.0.0.1:{port}")]).status, 421);
}

#[test]
fn only_own_pages_may_ask() {
    let server = Server::entered(&[YUEYANG]);
    let own = server.own_headers();
    let body = "state=&put=complaint-disposal&text=15";
    let step = |more: &str| {
        let text = format!("POST /step HTTP/1.1\r\n{own}{more}Content-Length: {}\r\n\r\n{body}", body.len());
        server.raw(text.as_bytes()).status
    };
    let port = server.port;
    for more in [
        String::new(),
        format!("Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"),
        format!("Origin: http://localhost:{port}\r\n"),
        "Sec-Fetch-Site: none\r\n".to_owned(),
    ] {
        assert_eq!(step(&more), 200, "{more}");
    }
    for more in [
        "Origin: http://evil.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: https://127.0.0.1:{port}\r\n"),
        format!("Origin: http://127.0.0.1:{}\r\n", port ^ 1),
        format!("Origin: http://127.0.0.1:{port}\r\nOrigin: http://evil.example\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
    ] {
        assert_eq!(step(&more), 403, "{more}");
    }
}

#[test]
fn nothing_is_shown_without_the_cookie() {
    let server = Server::start(&[YUEYANG]);
    let entrance = server.get("/");
    assert_eq!(entrance.status, 403);
    assert!(entrance.body.contains("id=\"entrance\"") && !entrance.body.contains("投诉处置率"), "{entrance:?}");
    for address in ["/move", "/step", "/part", "/print", "/nothing", "/..%2f..%2fetc/passwd", "/indicators"] {
        assert_eq!(server.get(address).status, 403, "{address}");
    }
    assert_eq!(server.post("/step", "state=&put=complaint-disposal&text=15").status, 403);
    assert_eq!(server.post("/enter", "token=").status, 403);
    assert_eq!(server.post("/enter", &format!("token={}0", server.token)).status, 403);
    assert_eq!(server.post("/enter", &format!("token={}", server.token)).status, 303);
    assert_eq!(server.post("/enter", &format!("token={}", server.token)).status, 403, "a token opens once");
    for asset in ["/page.css", "/page.js", "/icon.svg"] {
        assert_eq!(server.get(asset).status, 200, "{asset}");
    }
}

#[test]
fn every_answer_tells_the_browser_what_it_may_do() {
    let server = Server::entered(&[YUEYANG]);
    for answer in [server.get("/"), server.get("/nothing"), server.get("/page.js"), server.post("/step", "state=")] {
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let page = server.get("/").body;
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains("onclick"), "inline");
    assert_eq!(page.matches("<script").count(), page.matches("<script src=\"/page.js\" defer></script>").count());
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::entered(&[YUEYANG]);
    let body = format!("state=&put=complaint-disposal&text={}", "1".repeat(65 * 1024));
    assert_eq!(server.post("/step", &body).status, 413);
    let chunk = format!("{:x}\r\n{}\r\n0\r\n\r\n", 65 * 1024, "1".repeat(65 * 1024));
    let chunked = format!("POST /step HTTP/1.1\r\n{}Transfer-Encoding: chunked\r\n\r\n{chunk}", server.own_headers());
    assert_eq!(server.raw(chunked.as_bytes()).status, 413);
    let answer = server.get(&format!("/?set={}", "x".repeat(100 * 1024)));
    assert!(matches!(answer.status, 0 | 414 | 431), "{}", answer.status);
    assert_eq!(server.get(&format!("/?set={}", "x".repeat(20 * 1024))).status, 414);
    assert_eq!(server.get("/").status, 200, "the server lives");
}

#[test]
fn a_header_that_trickles_in_is_not_waited_for() {
    let server = Server::entered(&[YUEYANG]);
    let mut slow = server.connect();
    let begun = Instant::now();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1").unwrap();
    let mut rest = Vec::new();
    let _ = slow.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(14), "{:?}", begun.elapsed());
}

/// What a request has to say is waited for during five seconds, and others are answered meanwhile.
#[test]
fn a_body_that_does_not_come_is_answered_as_busy() {
    let server = Server::entered(&[YUEYANG]);
    let mut slow = server.connect();
    let begun = Instant::now();
    let head = format!("POST /step HTTP/1.1\r\n{}Content-Length: 40\r\n\r\nstate=", server.own_headers());
    slow.write_all(head.as_bytes()).unwrap();
    assert_eq!(server.post("/step", "state=&put=complaint-disposal&text=15").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let mut answer = Vec::new();
    let _ = slow.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
}

#[test]
fn many_connections_do_not_keep_the_browser_out() {
    let server = Server::entered(&[YUEYANG]);
    let idle: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(server.post("/step", "state=&put=complaint-disposal&text=15").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(idle);
}
