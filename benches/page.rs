//! How long a step of a slider takes from the event to the frame that shows it, in a real browser, and how many frames a
//! steady drag paints: for one organisation, for 30, and for 1,000.
//!
//! `cargo bench --bench page`; a browser is found as in the tests.

#![expect(clippy::disallowed_types, reason = "a bench reads the clock")]

#[path = "../tests/suite/serve/client.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod client;
#[path = "../tests/suite/serve/devtools.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod devtools;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use client::Server;
use devtools::{Browser, found};
use jixiao::Place;
use jixiao::analysis::whatif::{ChangeTexts, Confirmation, TrialDepth, TrialRequest};
use jixiao::project::{OpenWorkspace, PopulationRequest, WorkspaceRequest};

/// What the files that are shared with the tests take from there.
mod support {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    pub fn folder(name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    pub fn program() -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    }
}

const YUEYANG: &str = "indicators/yueyang-2024";

/// From the event to the second of two frames after the answer is shown, for so many steps.
const STEPS: &str = r"(async () => {
  const slider = document.querySelector('[data-slide=complaint-disposal]');
  const summary = document.getElementById('summary');
  const shown = () => new Promise((done) => {
    const seen = new MutationObserver(() => { seen.disconnect(); requestAnimationFrame(() => setTimeout(done)); });
    seen.observe(summary, { childList: true, subtree: true });
  });
  const times = [];
  for (let step = 0; step < 200; step += 1) {
    slider.value = 22 + step % 20;
    const begun = performance.now();
    const painted = shown();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await painted;
    times.push(performance.now() - begun);
  }
  return times.sort((left, right) => left - right).map(Math.round);
})()";

/// 120 events in two seconds: how many answers were shown meanwhile, and how long after the last event the last one was.
const DRAG: &str = r"(async () => {
  const slider = document.querySelector('[data-slide=complaint-disposal]');
  const summary = document.getElementById('summary');
  let paints = 0;
  let last = 0;
  const seen = new MutationObserver(() => requestAnimationFrame(() => { paints += 1; last = performance.now(); }));
  seen.observe(summary, { childList: true });
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const begun = performance.now();
  for (let step = 0; step < 120; step += 1) {
    slider.value = 10 + step % 40;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await pause(Math.max(0, begun + (step + 1) * 2000 / 120 - performance.now()));
  }
  const ended = performance.now();
  const during = paints;
  await pause(1500);
  return [during, Math.round(last - ended)];
})()";

/// The shipped report for so many organisations, each with other figures.
fn population(count: u64) -> PathBuf {
    let case = support::folder(&format!("page-{count}"));
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join(YUEYANG);
    fs::copy(shipped.join("scheme.yaml"), case.join("scheme.yaml")).unwrap();
    let report = fs::read_to_string(shipped.join("report.yaml")).unwrap();
    fs::create_dir_all(case.join("reports")).unwrap();
    let mut seed = 7_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    for at in 0..count {
        let text = report
            .replace("unit: 岳阳市智慧城管指挥中心", &format!("unit: 单位{at}"))
            .replace("value: 80.29", &format!("value: {}.{:02}", 70 + below(30), below(100)))
            .replace("value: 95.3", &format!("value: {}.{}", 85 + below(15), below(10)))
            .replace("value: 98.7", &format!("value: {}.{}", 90 + below(10), below(10)))
            .replace("value: 1171.44", &format!("value: {}.{:02}", 1050 + below(190), below(100)))
            .replace("value: 27748", &format!("value: {}", 20000 + below(9000)));
        let text: String =
            text.lines().filter(|line| !line.starts_with("claimed")).map(|line| line.to_owned() + "\n").collect();
        fs::write(case.join("reports").join(format!("{at:04}.yaml")), text).unwrap();
    }
    case
}

/// How long the engine takes to follow a hand, in microseconds: half of the steps take less, and 95 of 100.
fn engine_part(case: &Path) -> (u128, u128) {
    let request = PopulationRequest {
        folder: case.to_owned(),
        reports: Some(case.join("reports")),
        ..PopulationRequest::default()
    };
    let workspace = OpenWorkspace::open(&WorkspaceRequest::Many(request)).unwrap().value;
    let mut times: Vec<u128> = (0..100)
        .map(|step| {
            let set = vec![Place::argument("--set", format!("complaint-disposal={}.5", 5 + step % 20))];
            let change = ChangeTexts { set, ..ChangeTexts::default() };
            let request = TrialRequest { change, depth: TrialDepth::Moving, ..TrialRequest::default() };
            let begun = Instant::now();
            let answer = workspace.answer(&request).unwrap();
            let time = begun.elapsed().as_micros();
            assert_eq!(answer.confirmation, Confirmation::Awaited);
            time
        })
        .collect();
    times.sort_unstable();
    (times[50], times[95])
}

fn main() {
    let Some(program) = found() else { return };
    let cases = [("one", PathBuf::from(YUEYANG)), ("30", population(30)), ("1000", population(1000))];
    for (name, case) in cases.iter().filter(|(_, case)| case.join("reports").exists()) {
        let (median, most) = engine_part(case);
        println!("{name}: the engine's part of a step, µs: median {median}, p95 {most}");
    }
    for (name, case) in cases {
        let server = Server::start(&[case.to_str().unwrap()]);
        let mut browser = Browser::start(&program, &format!("page-{name}"));
        browser.size(1440, 900);
        browser.open(&format!("http://127.0.0.1:{}/#{}", server.port, server.token));
        browser.until("!!document.querySelector('#summary .big') && document.documentElement.classList.contains('js')");
        let times = browser.value(STEPS);
        let at = |share: usize| times[199 * share / 100].clone();
        let drag = browser.value(DRAG);
        println!(
            "{name}: a step to its frame, ms: median {}, p95 {}; a drag of 2 s: {} painted, the last {} ms after it",
            at(50),
            at(95),
            drag[0],
            drag[1]
        );
    }
}
