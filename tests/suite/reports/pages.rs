//! Pages: one file each that fetches and runs nothing, says its language, and has headings and tables that a reader can be
//! led through.

use std::fs;

use jixiao::format::view::{VIEW_STYLE, document};
use jixiao::{Language, Messages};

use super::{COMMANDS, hostile, written};
use crate::support::{YUEYANG, folder, jixiao};

/// The page of a command.
fn page(name: &str, lang: &str) -> String {
    let (_, arguments, status) = COMMANDS.into_iter().find(|(known, ..)| *known == name).unwrap();
    jixiao(&[&["--lang", lang], arguments, &["--format", "html"]].concat()).ended(status).out
}

/// The tags of a page without their style sheet, each as it is written between `<` and `>`.
fn tags(page: &str) -> Vec<&str> {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let of = |text: &'_ str| text.match_indices('<').map(|(at, _)| at).collect::<Vec<_>>();
    let mut tags = Vec::new();
    for text in [head, body] {
        tags.extend(of(text).into_iter().map(|at| &text[at + 1..at + text[at..].find('>').unwrap()]));
    }
    tags
}

fn assert_safe(page: &str, what: &str) {
    for tag in tags(page) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        let is_known = [
            "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2",
            "h3", "p", "div", "span", "strong", "small", "br", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody",
            "tr", "th", "td", "details", "summary", "svg", "rect", "line", "path", "text",
        ]
        .contains(&name);
        assert!(is_known, "{what}: <{tag}>");
        // Names of attributes stand outside of quotes.
        let outside: String = tag.split('"').step_by(2).collect();
        let attributes = outside.split_whitespace().skip(1).filter(|part| part.ends_with('='));
        for attribute in attributes {
            let is_forbidden = attribute.starts_with("on")
                || ["style=", "src=", "href=", "xlink:href=", "action=", "data=", "srcset="].contains(&attribute);
            assert!(!is_forbidden, "{what}: <{tag}>");
        }
    }
    for foreign in ["url(", "@import", "http:", "https:", "//", "−"] {
        assert!(!page.replace("://", "//").contains(foreign), "{what}: {foreign}");
    }
}

#[test]
fn no_page_fetches_or_runs_anything() {
    for (name, ..) in COMMANDS {
        for (lang, tag) in [("zh", "zh-CN"), ("en", "en")] {
            let page = page(name, lang);
            let what = format!("{name} {lang}");
            assert!(page.contains(&format!("<html lang=\"{tag}\">")), "{what}");
            assert!(page.contains("default-src 'none'"), "{what}");
            assert_safe(&page, &what);
        }
    }
}

#[test]
fn headings_are_in_order_and_tables_have_scopes() {
    for (name, ..) in COMMANDS {
        let page = page(name, "en");
        let mut level = 0;
        for tag in tags(&page) {
            if let Some(next) = tag.strip_prefix('h').and_then(|rest| rest.parse::<u32>().ok()) {
                assert!(next <= level + 1, "{name}: h{next} after h{level}");
                assert!(level == 0 || next > 1, "{name}: two h1");
                level = next;
            }
            if let Some(attributes) = tag.strip_prefix("th ") {
                assert!(
                    attributes.contains("scope=\"col\"") || attributes.contains("scope=\"row\""),
                    "{name}: <{tag}>"
                );
            }
            assert_ne!(tag, "th", "{name}");
            if tag.starts_with("svg ") {
                let is_told = tag.contains("aria-hidden=\"true\"") || tag.contains("aria-label=\"");
                assert!(is_told, "{name}: <{tag}>");
            }
        }
        assert!(level > 0, "{name}");
    }
}

/// The same texts that stand in a file stand in the page that is printed.
#[test]
fn a_page_goes_into_a_file() {
    let folder = folder("reports/page");
    let (path, run) = written(&folder, "score.htm", "zh", &["score", YUEYANG], 0);
    assert!(run.err.contains("已写入"), "{}", run.err);
    assert_eq!(fs::read_to_string(path).unwrap(), page("score", "zh"));
}

/// The page holds the numbers of the JSON: weight and points of every row, the total, and all hashes of the receipt.
#[test]
fn the_page_of_a_score_holds_the_points_of_the_json() {
    let json = jixiao(&["score", YUEYANG, "--format", "json"]).json();
    let page = page("score", "en");
    for row in json["rows"].as_array().unwrap() {
        let name = row["name"]["en"].as_str().unwrap().replace('&', "&amp;").replace('"', "&quot;");
        let lines: Vec<&str> = page.split("<tr").filter(|line| line.contains(&format!(">{name}</th>"))).collect();
        let points = row["points"].as_str().unwrap();
        let points: Vec<String> = [2, 1, 0].map(|zeros| format!("{points}{}", "0".repeat(zeros))).into();
        let line = lines.last().unwrap_or_else(|| panic!("{name}"));
        let cells = |text: &str| format!("<td class=\"number\">{text}</td>");
        assert!(line.contains(&cells(row["weight"].as_str().unwrap())), "{line}");
        let dotted = points
            .iter()
            .chain([&format!("{}.00", row["points"].as_str().unwrap())])
            .any(|text| line.contains(&cells(text)));
        assert!(dotted, "{name} {points:?}: {line}");
    }
    assert!(page.contains("<dd>96.89 "), "the total");
    let receipt = &json["receipt"];
    let scripts = receipt["scripts"].as_object().unwrap().values();
    let hashes = receipt["scheme"].as_array().unwrap().iter().chain([&receipt["report"]]).chain(scripts);
    for hash in hashes {
        assert!(page.contains(hash.as_str().unwrap()), "{hash}");
    }
}

#[test]
fn names_are_shown_and_never_run() {
    let case = hostile("page");
    let case = case.to_str().unwrap();
    for arguments in [&["score", case][..], &["audit", case], &["whatif", case, "--set", "a=60"]] {
        let run = jixiao(&[arguments, &["--format", "html", "--scripts", "scripts", "--lang", "en"]].concat());
        assert!(matches!(run.status, Some(0 | 4)), "{}", run.err);
        assert!(!run.out.contains("<script") && !run.out.contains("<img"), "{arguments:?}");
        let is_titled = arguments[0] == "audit"
            || run.out.contains("<h1>") && run.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assert!(is_titled, "{}", run.out);
    }
    let run = jixiao(&["score", case, "--format", "html", "--scripts", "scripts"]).ended(0);
    assert!(run.out.contains("=HYPERLINK(1)") && run.out.contains("=cmd|'/c calc'!A1"), "{}", run.out);
    assert!(run.out.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"), "{}", run.out);
}

/// Marks of direction and other hidden characters are written out, in texts and in attributes; the minus is that of the
/// keyboard.
#[test]
fn hidden_characters_are_written_out() {
    let view = maud::html! { p aria-label="甲\u{202e}乙" { "丙\u{200f}丁 −2.86" } };
    let page = document("题\u{2066}目", &view, &Messages::of(Language::Zh));
    assert!(
        page.contains("甲\\u202e乙") && page.contains("丙\\u200f丁 -2.86") && page.contains("<title>题\\u2066目"),
        "{page}"
    );
}

/// What leaves the total out is in the page too: nobody sees standard error there.
#[test]
fn a_withheld_total_is_told_in_the_page() {
    let folder = crate::support::folder_of(
        "reports/withheld",
        &[("scheme.yaml", super::SCHEME), ("report.yaml", "unit: 局\nmetrics:\n  a: { value: 90, unit: \"%\" }\n")],
    );
    let run = jixiao(&["score", folder.to_str().unwrap(), "--format", "html", "--scripts", "scripts"]).ended(1);
    assert!(run.out.contains("<h2>问题</h2>") && run.out.contains("[missing-metric]"), "{}", run.out);
    assert!(run.out.contains("未计分："), "{}", run.out);
}

/// The text of a page: headings, lines, and rows of tables with their cells.
fn outline(page: &str) -> String {
    let (_, body) = page.split_once("<body>").unwrap();
    let marked = [
        ("<h1>", "\n# "),
        ("<h2>", "\n\n## "),
        ("<h3>", "\n### "),
        ("<p", "\n<p"),
        ("<li", "\n- <li"),
        ("<dt>", "\n"),
        ("<tr", "\n|<tr"),
        ("</th>", " | "),
        ("</td>", " | "),
        ("<summary>", "\n▸ "),
        ("</dt>", ": "),
        ("<br>", " / "),
        ("<svg", "\n[<svg"),
        ("</svg>", "]"),
        ("</text>", " "),
        ("</dd>", " "),
    ];
    let marked = marked.into_iter().fold(body.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut text = String::new();
    let mut is_tag = false;
    for character in marked.chars() {
        match character {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if !is_tag => text.push(character),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim_end).filter(|line| !matches!(*line, "" | "[]"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn pages_read_as_they_should() {
    for (name, lang) in
        [("score", "zh"), ("score", "en"), ("audit", "zh"), ("whatif", "en"), ("population", "zh"), ("compare", "zh")]
    {
        insta::assert_snapshot!(format!("{name}-{lang}"), outline(&page(name, lang)));
    }
}

/// No rule of the style sheet needs another file, and its letters are dark: each colour of a text is one of these, all of
/// them with a contrast of more than 7 : 1 to white and of more than 4.5 : 1 to every tint.
#[test]
fn letters_are_dark() {
    let colours = VIEW_STYLE.split(['{', ';', '}']).filter_map(|rule| rule.trim().strip_prefix("color:"));
    for colour in colours {
        assert!(["var(--ink)", "var(--soft)", "#0b4a8f"].contains(&colour), "{colour}");
    }
    assert!(VIEW_STYLE.contains("--ink:#111827;--soft:#374151;"));
    assert!(VIEW_STYLE.contains("thead{display:table-header-group}") && VIEW_STYLE.contains("break-inside:avoid"));
}
