//! The page as it is served: the case that was worked by hand, moves without a script, and names that are no markup.

use serde_json::Value;

use super::client::Server;
use crate::support::{A, B, ROWS_ROUNDED, YUEYANG, folder, scheme_text};

/// The weight that a row shows in the answer to a step.
fn shown<'a>(answer: &'a Value, id: &str) -> &'a str {
    let values = answer["values"].as_array().unwrap();
    values.iter().find(|value| value["id"] == id).unwrap()["text"].as_str().unwrap()
}

/// With 投诉处置率 at 15 and 预算执行率 and 群众满意度 locked at 10 each, 5 of the other 70 points go: a row of 5 has
/// 5 × 65/70 = 4.642857…, in steps 4.64. 15 × 80.29 % = 12.04 points, 10 × 93.89 % = 9.39, and so on: 95.93.
#[test]
fn a_step_comes_to_the_total_worked_by_hand() {
    let server = Server::entered(&[YUEYANG]);
    let locked = "lock%3Dbudget-execution%26lock%3Dpublic-satisfaction";
    let answer = server.post("/step", &format!("state={locked}&put=complaint-disposal&text=15")).json();
    assert_eq!(shown(&answer, "complaint-disposal"), "15");
    assert_eq!((shown(&answer, "cases-on-spot"), shown(&answer, "budget-execution")), ("4.64", "10"));
    let summary = answer["parts"]["summary"].as_str().unwrap();
    assert!(summary.contains("<b>96.89</b> → <b class=\"big\">95.93</b>") && summary.contains("-0.96"), "{summary}");
    assert_eq!((answer["name"].as_str(), answer["refused"].as_bool()), (Some("投诉处置率 15"), Some(false)));
    // The slider at mark 30 of 60 says the same: its steps are half points.
    let slid = server.post("/step", &format!("state={locked}&slide=complaint-disposal&mark=30")).json();
    assert_eq!((slid["steps"].as_i64(), &slid["values"]), (Some(60), &answer["values"]));
}

#[test]
fn what_is_refused_leaves_the_page_as_it_was() {
    let server = Server::entered(&[YUEYANG]);
    let before = server.post("/step", "state=&put=complaint-disposal&text=15").json();
    let state = before["state"].as_str().unwrap().replace('%', "%25").replace('&', "%26").replace('=', "%3D");
    for (wrong, said) in [("abc", "abc"), ("15,5", "15,5"), ("-11", "-1"), ("200", "100"), ("0.001", "0.001")] {
        let answer = server.post("/step", &format!("state={state}&put=cases-collected&text={wrong}")).json();
        assert_eq!((&answer["refused"], &answer["state"]), (&true.into(), &before["state"]), "{wrong}");
        let problem = answer["parts"]["problem"].as_str().unwrap();
        assert!(problem.contains(said), "{wrong}: {problem}");
        assert_eq!(answer["values"], before["values"], "{wrong}");
    }
    for (written, weight) in [("１５", "15"), ("%2B5", "15"), ("-1", "9"), ("15.0", "15"), ("1.50e1", "15")] {
        let answer = server.post("/step", &format!("state=&put=complaint-disposal&text={written}")).json();
        let is_number = written != "1.50e1";
        assert_eq!(answer["refused"].as_bool(), Some(!is_number), "{written}");
        assert!(!is_number || shown(&answer, "complaint-disposal") == weight, "{written}");
    }
}

#[test]
fn a_move_without_a_script_leads_to_an_address() {
    let server = Server::entered(&[YUEYANG]);
    let moved = server.get(
        "/move?state=&was.complaint-disposal=10&w.complaint-disposal=15&was.floods=5&w.floods=5&lock=budget-execution&mode=proportional&step=&rest=",
    );
    assert_eq!(moved.status, 303, "{moved:?}");
    let address = moved.header("location").unwrap();
    assert!(address.contains("set=complaint-disposal%3D15&lock=budget-execution") && !address.contains("floods"));
    let page = server.get(address);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("name=\"w.complaint-disposal\" value=\"15\""));
    let released = server.get(&format!(
        "/move?state={}&release=complaint-disposal",
        address.trim_start_matches("/?").replace('%', "%25").replace('&', "%26")
    ));
    assert!(!released.header("location").unwrap().contains("set="), "{released:?}");
    let refused = server.get("/move?state=&was.complaint-disposal=10&w.complaint-disposal=x");
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("class=\"alert\"") && refused.body.contains("name=\"w.complaint-disposal\" value=\"10\"")
    );
}

#[test]
fn another_baseline_is_said() {
    let server = Server::entered(&[YUEYANG]);
    assert!(!server.get("/").body.contains("基线不同"));
    let page = server.get("/?b=0000000000000000&set=complaint-disposal%3D15&lang=zh").body;
    assert!(page.contains("基线不同") && page.contains("lang=\"zh-CN\""), "{page}");
    assert!(server.get("/?b=0000000000000000&lang=en").body.contains("Another baseline"));
}

#[test]
fn names_are_text_and_no_markup() {
    let case = folder("serve-names");
    let text = scheme_text(100, ROWS_ROUNDED, &["a: { unit: \"%\" }", "b: { unit: \"%\" }"], &[A, B]);
    let text = text
        .replace("metrics:", "grades: [{ grade: 全部, from: 0 }]\nmetrics:")
        .replace("name: 甲", "name: '<script>alert(1)</script>'");
    std::fs::write(case.join("scheme.yaml"), text).unwrap();
    let reports = case.join("reports");
    std::fs::create_dir_all(&reports).unwrap();
    for (file, name) in [("1", "\"><img src=x onerror=alert(1)>"), ("2", "A\u{202e}B")] {
        let report = format!("scheme: s\nunit: {name:?}\nmetrics:\n  a: {{ value: 90 }}\n  b: {{ value: 80 }}\n")
            .replace("\\u{202e}", "\\u202e");
        std::fs::write(reports.join(format!("{file}.yaml")), report).unwrap();
    }
    let page = Server::entered(&[case.to_str().unwrap()]).get("/").body;
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("&quot;&gt;&lt;img"), "{page}");
    assert!(!page.contains("<script>alert") && !page.contains("<img") && !page.contains('\u{202e}'));
}
