//! Changes that are kept as files: only in the folder that was named, only under names that are none of a path, and never
//! over what somebody else has written meanwhile.

use std::fs;

use super::client::Server;
use crate::support::{YUEYANG, folder, jixiao};

const CHANGE: &str = "state=set%3Dcomplaint-disposal%253D15";

/// The hash that the form holds after a file was kept.
fn known(body: &str) -> String {
    let (_, rest) = body.split_once("name=\"known\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn nothing_is_written_unless_a_folder_is_named() {
    let server = Server::entered(&[YUEYANG]);
    assert_eq!(server.post("/keep", &format!("{CHANGE}&name=x")).status, 403);
    assert!(!server.get("/").body.contains("id=\"keep\""));
}

#[test]
fn a_change_is_kept_as_a_variant_that_scores_the_same() {
    let saved = folder("serve-kept");
    let server = Server::entered(&[YUEYANG, "--save", saved.to_str().unwrap()]);
    let kept = server.post("/keep", &format!("{CHANGE}&name=%E5%A4%84%E7%BD%AE%E7%8E%8715"));
    assert_eq!(kept.status, 200, "{}", kept.body);
    let file = saved.join("处置率15.yaml");
    let scored =
        jixiao(&["score", YUEYANG, "--scheme", file.to_str().unwrap(), "--allow-outside", YUEYANG, "--format", "json"]);
    let total = scored.ended(0).json()["total"]["points"].clone();
    let page = server.post("/step", "state=&put=complaint-disposal&text=15").json();
    let summary = page["parts"]["summary"].as_str().unwrap();
    assert!(summary.contains(&format!("<b class=\"big\">{}</b>", total.as_str().unwrap())), "{total} {summary}");
    assert_eq!(server.post("/keep", "state=&name=nothing").status, 422, "nothing changed");
}

#[test]
fn the_second_saver_is_told() {
    let saved = folder("serve-savers");
    let server = Server::entered(&[YUEYANG, "--save", saved.to_str().unwrap()]);
    let first = server.post("/keep", &format!("{CHANGE}&name=both"));
    assert_eq!(first.status, 200);
    let text = fs::read_to_string(saved.join("both.yaml")).unwrap();
    // Somebody who knows nothing of the file.
    let other = server.post("/keep", "state=set%3Dcomplaint-disposal%253D12&name=both");
    assert_eq!(other.status, 412);
    assert!(other.body.contains("class=\"n\">15</td>") && other.body.contains("class=\"n\">12</td>"), "three versions");
    assert_eq!(fs::read_to_string(saved.join("both.yaml")).unwrap(), text, "both survive");
    // Who kept it may go on, as long as nobody else has.
    let hash = known(&first.body);
    let again = format!("state=set%3Dcomplaint-disposal%253D13&name=both&known-name=both&known={hash}");
    let second = server.post("/keep", &again);
    assert_eq!(second.status, 200);
    assert_ne!(known(&second.body), hash);
    assert_eq!(server.post("/keep", &again).status, 412, "the file is another by now");
    // Or whoever has seen the three versions.
    let (_, rest) = server
        .post("/keep", &format!("{CHANGE}&name=both"))
        .body
        .split_once("name=\"replace\" value=\"")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let now = rest.split('"').next().unwrap().to_owned();
    assert_eq!(server.post("/keep", &format!("{CHANGE}&name=both&replace={now}")).status, 200);
}

/// Between two steps of one page another program, or an editor, writes the file that this page knew.
#[test]
fn another_program_that_was_faster_is_told() {
    let saved = folder("serve-programs");
    let arguments = [YUEYANG, "--save", saved.to_str().unwrap()];
    let (one, two) = (Server::entered(&arguments), Server::entered(&arguments));
    let change = |weight: u32| format!("state=set%3Dcomplaint-disposal%253D{weight}&name=v");
    let replacing = |weight: u32, known: &str| format!("{}&replace={known}", change(weight));
    let text = || fs::read_to_string(saved.join("v.yaml")).unwrap();
    let first = known(&one.post("/keep", &change(15)).body);
    // The other program does not know the file, then it has seen the three versions.
    assert_eq!(two.post("/keep", &change(12)).status, 412);
    assert!(text().contains("15"));
    let second = known(&two.post("/keep", &replacing(12, &first)).body);
    let left = text();
    assert!(left.contains("12") && !left.contains("15"), "{left}");
    let refused = one.post("/keep", &replacing(13, &first));
    assert_eq!(refused.status, 412);
    for weight in ["10", "12", "13"] {
        assert!(refused.body.contains(&format!("<td class=\"n\">{weight}</td>")), "{weight}: three versions");
    }
    assert_eq!(text(), left, "both survive");
    // An editor writes it.
    let edited = left.replace("12", "11");
    fs::write(saved.join("v.yaml"), &edited).unwrap();
    assert_eq!(two.post("/keep", &replacing(14, &second)).status, 412);
    assert_eq!(text(), edited);
    fs::remove_file(saved.join("v.yaml")).unwrap();
    assert_eq!(two.post("/keep", &replacing(14, &second)).status, 200, "nothing is lost where nothing stands");
}

/// Two programs that keep a file at once: one of them is told, and the file is the other one's.
#[cfg(unix)]
#[test]
fn of_two_at_once_one_is_told() {
    let saved = folder("serve-at-once");
    let arguments = [YUEYANG, "--save", saved.to_str().unwrap()];
    let servers = [Server::entered(&arguments), Server::entered(&arguments)];
    let mut before = String::new();
    for round in 0..8 {
        // Every other round there is no file yet.
        if round % 2 == 0 {
            let _ = fs::remove_file(saved.join("v.yaml"));
        }
        let asked = |weight: usize| format!("state=set%3Dcomplaint-disposal%253D{weight}&name=v&replace={before}");
        let kept: Vec<_> = std::thread::scope(|scope| {
            let tried = servers.iter().enumerate();
            let tried: Vec<_> = tried
                .map(|(at, server)| {
                    let body = asked(11 + 2 * round + at);
                    scope.spawn(move || server.post("/keep", &body))
                })
                .collect();
            tried.into_iter().map(|tried| tried.join().unwrap()).collect()
        });
        let statuses: Vec<u16> = kept.iter().map(|answer| answer.status).collect();
        assert!(matches!(statuses[..], [200, 412] | [412, 200]), "{round}: {statuses:?}");
        let first = kept.iter().position(|answer| answer.status == 200).unwrap();
        let text = fs::read_to_string(saved.join("v.yaml")).unwrap();
        assert!(text.contains(&(11 + 2 * round + first).to_string()), "{text}");
        before = known(&kept[first].body);
    }
}

/// A scheme that the page was opened with is no variant of it, whatever it is called.
#[test]
fn what_a_variant_is_of_is_not_replaced() {
    let case = folder("serve-base");
    let shipped = crate::support::root().join(YUEYANG);
    for (from, to) in [("scheme.yaml", "own.yaml"), ("report.yaml", "report.yaml")] {
        fs::copy(shipped.join(from), case.join(to)).unwrap();
    }
    let own = case.join("own.yaml");
    let folder = case.to_str().unwrap();
    let server = Server::entered(&[folder, "--scheme", own.to_str().unwrap(), "--save", folder]);
    let before = fs::read_to_string(&own).unwrap();
    assert_eq!(server.post("/keep", &format!("{CHANGE}&name=own")).status, 422);
    assert_eq!(fs::read_to_string(&own).unwrap(), before);
    for address in ["/keep?name=x&state=set%3Dcomplaint-disposal%253D15", "/step", "/enter", "/back"] {
        assert_eq!(server.get(address).status, 405, "{address}: a GET changes nothing");
    }
    assert!(!case.join("x.yaml").exists());
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let outer = folder("serve-names-kept");
    let saved = outer.join("saved");
    fs::create_dir_all(&saved).unwrap();
    fs::write(outer.join("target.yaml"), "# not ours\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outer.join("target.yaml"), saved.join("link.yaml")).unwrap();
    let server = Server::entered(&[YUEYANG, "--save", saved.to_str().unwrap()]);
    let long = "x".repeat(81);
    let names = [
        "..%2Fx",
        "..%5Cx",
        "%2e%2e%2fx",
        "%252e%252e",
        "a%00b",
        "CON",
        "nul",
        "com1",
        "LPT9",
        "link",
        "",
        "%20",
        "a.b",
        "a/b",
        "scheme",
        "%E2%80%AEx",
        &long,
    ];
    for name in names {
        let answer = server.post("/keep", &format!("{CHANGE}&name={name}"));
        let is_refused = answer.status == 422 || cfg!(windows) && name == "link";
        assert!(is_refused, "{name}: {}", answer.status);
    }
    assert_eq!(fs::read_to_string(outer.join("target.yaml")).unwrap(), "# not ours\n");
    let left: Vec<_> = fs::read_dir(&saved).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "link.yaml"), "{left:?}");
}

/// A program that is killed while it writes leaves the old file or the new one, and both of them whole.
#[test]
fn a_kill_while_a_file_is_kept_leaves_a_whole_one() {
    let (kept, wanted) = (folder("serve-killed"), folder("serve-not-killed"));
    let change = |weight: u32| format!("state=set%3Dcomplaint-disposal%253D{weight}&name=v");
    let text_of = |folder: &std::path::Path| fs::read_to_string(folder.join("v.yaml")).unwrap();
    let whole = Server::entered(&[YUEYANG, "--save", wanted.to_str().unwrap()]);
    let first = whole.post("/keep", &change(15));
    let old = text_of(&wanted);
    assert_eq!(whole.post("/keep", &format!("{}&replace={}", change(12), known(&first.body))).status, 200);
    let new = text_of(&wanted);
    assert_ne!(old, new);
    let mut seen = std::collections::BTreeSet::new();
    for delay in [0, 2, 5, 10, 20, 200, 2000] {
        fs::write(kept.join("v.yaml"), &old).unwrap();
        let mut server = Server::entered(&[YUEYANG, "--save", kept.to_str().unwrap()]);
        let body = format!("{}&replace={}", change(12), known(&first.body));
        server.cut_off(&body, std::time::Duration::from_millis(delay));
        let left = text_of(&kept);
        assert!(left == old || left == new, "{left}");
        seen.insert(left == new);
    }
    assert!(seen.contains(&true), "the last one had time to write");
}
