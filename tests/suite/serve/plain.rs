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

/// 投诉处置率 at 15.45, 12345热线办结率 at 7.42, 信息采集量 locked at 10 and 视频监控接入 held at 7 leave 60.13 for the other 68: a row
/// of 10 is worth 601.3 ÷ 68 = 8.842…, of 5 4.421… and of 3 2.652…. In hundredths that is 8.84 twice, 4.42 nine times and 2.65, which is 60.11:
/// the row of 3 gets one of the two that are left, with the largest part of a hundredth, and 预算执行率 the other.
#[test]
fn equal_rows_that_a_step_sets_apart_are_named() {
    let server = Server::entered(&[YUEYANG]);
    let state = "set=complaint-disposal%3D15.45&set=hotline-closure%3D7.42&lock=cases-collected&bounds=cameras%3D7..7";
    let page = server.get(&format!("/?{state}")).body;
    assert!(page.contains("因按步长取整，“预算执行率”与原分值相同的指标相差 0.01 分，没有余数"), "{page}");
    let values = [("budget-execution", "8.85"), ("public-satisfaction", "8.84"), ("key-points", "2.66")];
    for (id, weight) in values {
        assert!(page.contains(&format!("name=\"w.{id}\" value=\"{weight}\"")), "{id}");
    }
    let equal = server.get("/?set=complaint-disposal%3D19").body;
    assert!(equal.contains("原分值相同的指标保持相同"), "{equal}");
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

/// The organisation that lost points under the change gets them back by one figure, with the proof that no smaller one does.
#[test]
fn ways_back_are_found_with_their_proofs() {
    let server = Server::entered(&[YUEYANG]);
    let ways = server.post("/back", "state=set%3Dcomplaint-disposal%253D15");
    assert_eq!(ways.status, 200);
    assert!(ways.body.contains("提高完成值：") && ways.body.contains("投诉处置率 80.29 → "), "{}", ways.body);
    assert!(ways.body.contains("再调整分值：") && ways.body.contains("<pre>"), "{}", ways.body);
    let none = server.post("/back", "state=");
    assert!(none.body.contains("不需要其他改动"), "{}", none.body);
    let plain = server.get("/?set=complaint-disposal%3D15&searched=back");
    assert!(plain.body.contains("提高完成值："), "the same without a script");
}

#[test]
fn a_figure_is_tried_for_the_organisation_alone() {
    let server = Server::entered(&[YUEYANG]);
    let tried = server.post("/step", "state=&figure=complaint_disposal&text=90").json();
    // 10 × 90 % = 9.00 in place of 8.03.
    assert!(tried["parts"]["summary"].as_str().unwrap().contains("97.86"), "{}", tried["parts"]["summary"]);
    let slid = server.post("/step", "state=&figure=complaint_disposal&mark=90").json();
    assert_eq!(slid["state"].as_str().unwrap(), tried["state"].as_str().unwrap());
    assert_eq!(slid["parts"]["summary"], tried["parts"]["summary"]);
    let refused = server.post("/step", "state=&figure=complaint_disposal&text=many").json();
    assert_eq!(refused["refused"], true);
    let case = super::many::laid("serve-figure");
    let server = Server::entered(&[case.to_str().unwrap()]);
    let tried = server.post("/step", "state=unit%3D2&figure=a&text=90").json();
    let everyone = tried["parts"]["everyone"].as_str().unwrap();
    // 二镇 goes from 91 to 94; the others keep their totals.
    assert!(
        everyone.contains("<td class=\"n\"><b>94.00</b></td>")
            && everyone.contains("<td class=\"n\"><b>100.00</b></td>")
    );
    assert_eq!(everyone.matches("delta up").count(), everyone.matches(">+3.00<").count(), "{everyone}");
}

#[test]
fn what_is_printed_and_taken_home() {
    let server = Server::entered(&[YUEYANG]);
    for query in ["", "set=complaint-disposal%3D15"] {
        let print = server.get(&format!("/print?{query}"));
        assert_eq!(print.status, 200);
        assert!(print.body.contains("/print.css") && !print.body.contains("<style"), "{query}");
        assert!(print.body.contains("投诉处置率"), "{query}");
        assert_regions_told_apart(&print.body);
        assert_eq!(server.get(&format!("/table.xlsx?{query}")).status, 200, "{query}");
    }
    assert_eq!(server.get("/print.css").status, 200);
    let case = super::many::laid("serve-compared");
    let server = Server::entered(&[case.to_str().unwrap()]);
    let compared = server.get("/compare?state=unit%3D1&with=2");
    assert_eq!(compared.status, 200);
    assert!(compared.body.contains("二镇") && compared.body.contains("-9.00"), "{}", compared.body);
    for address in ["/?set=a%3D45", "/print?set=a%3D45", "/compare?state=unit%3D1&with=2"] {
        assert_regions_told_apart(&server.get(address).body);
    }
    assert_eq!(server.get("/compare?state=unit%3D1&with=99").status, 422);
    assert_eq!(server.get("/compare?state=unit%3D1&with=5").status, 422, "no total");
}

/// Whoever goes from region to region by ear hears no name twice.
fn assert_regions_told_apart(page: &str) {
    let parts = page.split("role=\"region\" aria-label=\"").skip(1);
    let names: Vec<&str> = parts.map(|rest| rest.split('"').next().unwrap()).collect();
    let once: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert!(!names.is_empty() && once.len() == names.len(), "{names:?}");
}

/// Grade lines of the shipped case are 90, 80 and 60; the whole of 投诉处置率 can be worth nothing or, the others giving way,
/// everything: its 80.29 % would leave 80.29 points, which are 良好. What the page says is what `sweep` says.
#[test]
fn the_weights_that_matter_are_found() {
    let server = Server::entered(&[YUEYANG]);
    let found = server.post("/swing", "state=");
    assert_eq!(found.status, 200);
    let swept = crate::support::jixiao(&["sweep", YUEYANG, "--by", "1", "--format", "json"]).ended(0).json();
    let bars = swept["tornadoes"][0]["bars"].as_array().unwrap();
    assert_eq!(found.body.matches("<th scope=\"row\">").count(), bars.len());
    let first = bars[0]["name"]["zh"].as_str().unwrap();
    let at = |name: &str| found.body.find(&format!("<th scope=\"row\">{name}")).unwrap();
    assert!(bars.iter().all(|bar| at(first) <= at(bar["name"]["zh"].as_str().unwrap())), "the longest first");
    assert!(found.body.contains("保持“优秀”的分值区间"));
    let plain = server.get("/?searched=swing");
    assert!(plain.body.contains("class=\"tor\""), "the same without a script");
    // Locked rows are not moved.
    let locked = server.post("/swing", "state=lock%3Dfloods").body;
    assert_eq!(locked.matches("<th scope=\"row\">").count(), bars.len() - 1);
}

/// The shares of grades are those of `robust` for the same organisation, in percent with two decimals; what no set gives is
/// less than 3 in 10,000, which is 0.03 percent.
#[test]
fn the_shares_of_grades_are_those_of_robust() {
    let server = Server::entered(&[YUEYANG]);
    let found = server.post("/robust", "state=");
    assert_eq!(found.status, 200);
    let study = crate::support::jixiao(&["robust", YUEYANG, "--format", "json"]).ended(0).json();
    let grades = study["organisations"][0]["grades"].as_array().unwrap();
    assert_eq!(grades.len(), 4);
    for grade in grades {
        let (name, sets) = (grade["grade"]["zh"].as_str().unwrap(), grade["share"]["sets"].as_u64().unwrap());
        let share = match sets {
            0 => "&lt;0.03%".to_owned(),
            10_000 => "&gt;99.97%".to_owned(),
            sets => format!("{}.{:02}% (", sets / 100, sets % 100),
        };
        let (_, rest) = found.body.split_once(&format!(">{name}</span></th><td class=\"n\">")).unwrap();
        assert!(rest.starts_with(&share), "{name} {share}: {}", found.body);
    }
    assert!(
        found.body.contains("“优秀”的占比") && found.body.contains("±20%") && found.body.contains("不是现实中的概率"),
        "{}",
        found.body
    );
    let plain = server.get("/?searched=robust");
    assert!(plain.body.contains("抽取 10000 组"), "the same without a script");
    let case = super::many::laid("serve-robust");
    let server = Server::entered(&[case.to_str().unwrap()]);
    assert!(server.post("/robust", "state=unit%3D5").body.contains("没有总分"));
    // With one of two rows locked nothing is left to draw.
    let locked = server.post("/robust", "state=lock%3Da");
    assert!(locked.status == 200 && !locked.body.contains("<table"), "{locked:?}");
}

/// The step of the case above, from 96.89 to 95.93: the parts of the rows lead from the one to the other.
#[test]
fn an_organisation_is_compared_with_itself_and_with_another_case() {
    let server = Server::entered(&[YUEYANG]);
    let change = "set%3Dcomplaint-disposal%253D15%26lock%3Dbudget-execution%26lock%3Dpublic-satisfaction";
    let compared = server.get(&format!("/compare?state={change}&with=before"));
    assert_eq!(compared.status, 200);
    assert!(compared.body.contains("“改动后”比“改动前”低 0.96 分"), "{}", compared.body);
    let picture = server.get(&format!("/compare.svg?state={change}&with=before"));
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/svg+xml")));
    assert!(picture.body.contains(">96.89</text>") && picture.body.contains(">95.93</text>"), "{}", picture.body);
    assert_eq!(server.get("/compare?state=&with=case").status, 422, "no case was named");
    assert_eq!(server.get("/compare.svg?state=&with=before").status, 404, "nothing differs");
    // Last year 一镇 had 90 % of 甲, which is 54 of 60 points: 94 in place of 100.
    let case = super::many::laid("serve-this-year");
    let last = super::many::laid("serve-last-year");
    let report = "scheme: s\nunit: 一镇\nyear: 2023\nmetrics:\n  a: { value: 90 }\n  b: { value: 100 }\n";
    std::fs::write(last.join("report.yaml"), report).unwrap();
    let server = Server::entered(&[case.to_str().unwrap(), "--against", last.to_str().unwrap()]);
    assert!(server.get("/").body.contains("<option value=\"case\">一镇"), "offered");
    let compared = server.get("/compare?state=&with=case");
    assert_eq!(compared.status, 200, "{compared:?}");
    assert!(compared.body.contains("高 6.00 分") && compared.body.contains("甲 +6.00"), "{}", compared.body);
}

/// Every picture of the page is a file that stands alone.
#[test]
fn pictures_are_taken_home() {
    let case = super::many::laid("serve-pictures");
    let server = Server::entered(&[case.to_str().unwrap()]);
    let page = server.get("/?set=a%3D45").body;
    for (picture, said) in [("ruler", "100.00"), ("tornado", "行"), ("everyone", "二镇")] {
        let said = if picture == "tornado" { "甲" } else { said };
        let drawn = server.get(&format!("/{picture}.svg?set=a%3D45"));
        assert_eq!((drawn.status, drawn.header("content-type")), (200, Some("image/svg+xml")), "{picture}");
        let body = &drawn.body;
        assert!(body.starts_with("<svg ") && body.trim_end().ends_with("</svg>") && body.contains(said), "{body}");
        assert!(body.contains("http://www.w3.org/2000/svg") && !body.contains("class=") && !body.contains("<script"));
        let mut reader = quick_xml::Reader::from_str(body);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        assert!(picture == "tornado" || page.contains(&format!("/{picture}.svg?")), "{picture} has a link");
    }
    // An organisation without a total has no place on the ruler.
    assert_eq!(server.get("/ruler.svg?unit=5").status, 404);
    // The colours are those of the page.
    let style = server.get("/page.css").body;
    for colour in ["#e3edf7", "#c3d9ee", "#8fbfdc", "#1f67a6", "#08306b", "#4477aa", "#ee7733", "#228833", "#aa3377"] {
        assert!(style.contains(colour), "{colour}");
    }
}

/// A page that a slow machine and a phone can take, also where much is asked of 16 rows and 30 organisations.
#[test]
fn the_page_is_small() {
    let case = super::many::varied("serve-small", 30);
    let server = Server::entered(&[case.to_str().unwrap()]);
    let sizes = ["/page.js", "/page.css"].map(|address| server.get(address).body.len());
    assert!(sizes[0] <= 12_000 && sizes[1] <= 16_000, "{sizes:?}");
    let much = "set=complaint-disposal%3D15&lock=floods&lock=budget-execution&lock=public-satisfaction\
                &bounds=cameras%3D1..9&step=0.01&unit=20";
    for (asked, language) in [("", "zh"), (much, "zh"), ("", "en"), (much, "en")] {
        let page = server.get(&format!("/?{asked}&lang={language}"));
        assert_eq!((page.status, page.body.matches("<th class=\"un\"").count()), (200, 30));
        assert!(page.body.len() <= 100_000, "{language} {asked}: {}", page.body.len());
        // Nothing is fetched from elsewhere.
        let addresses = ["src=\"", "href=\"", "action=\""].into_iter().flat_map(|name| page.body.split(name).skip(1));
        let elsewhere = addresses.filter(|rest| !rest.starts_with(['/', '#']) || rest.starts_with("//"));
        assert_eq!(elsewhere.count(), 0);
    }
}

/// Whoever has no total has no rank, before and after, and the four others have the ranks from 1 to 4.
#[test]
fn who_has_no_total_is_counted_by_no_rank() {
    let case = super::many::laid("serve-no-total");
    let server = Server::entered(&[case.to_str().unwrap()]);
    let answer = server.post("/step", "state=&put=a&text=45").json();
    let everyone = answer["parts"]["everyone"].as_str().unwrap();
    for rank in ["1", "2", "3", "4", "5"] {
        let is_given = everyone.contains(&format!("<td class=\"rk\"><b>{rank}</b>"));
        assert_eq!(is_given, rank != "5", "{rank}: {everyone}");
    }
    assert!(everyone.contains("<td class=\"rk\">—</td>") && everyone.contains("五镇"), "{everyone}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly() {
    assert_eq!(Server::start(&[YUEYANG]).interrupted(), Some(0));
}

#[test]
fn a_port_that_is_taken_gives_way_to_another() {
    let first = Server::start(&[YUEYANG]);
    let second = Server::start(&[YUEYANG, "--port", &first.port.to_string()]);
    assert_ne!(first.port, second.port);
    assert_eq!(second.get("/").status, 403);
}
