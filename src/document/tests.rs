//! Tests of reading YAML.
#![expect(clippy::disallowed_types, reason = "a clock tells a slow reader from a quick one")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::data::Data;
use crate::diagnostic::Code;
use crate::literal::{DateText, PrintedDecimal, YesNo};
use crate::location::Path;

/// What takes longer hangs: these texts are read in a second or two, and reading that grew with the square of the text
/// would take many minutes. A machine with other work to do is slow, and no fault of the reader's.
const HANGS: Duration = Duration::from_secs(30);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scheme {
    name: String,
    weight: PrintedDecimal,
    since: Option<DateText>,
    fixed: Option<YesNo>,
    strict: Option<bool>,
    places: Option<u32>,
    direction: Option<Direction>,
    target: Option<Target>,
    #[serde(default)]
    children: Vec<Scheme>,
    #[serde(default)]
    params: BTreeMap<String, Data>,
    #[serde(default)]
    tags: Vec<String>,
}

/// Which way is better.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Direction {
    /// More is better.
    Forward,
    /// Less is better.
    Reverse,
}

/// A text, or a list of whatever it holds.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename = "text-or-list")]
struct Target(Data);

fn try_read<T: DeserializeOwned>(text: &str) -> Result<(T, Places), Vec<String>> {
    read(&Source::new("f", text)).map_err(|problems| {
        let told = |problem: &Diagnostic| {
            let place = problem.place.as_ref().unwrap();
            let facts: Vec<_> = problem.facts().map(|(name, value)| format!("{name}={}", value.zh)).collect();
            let (line, column) = place.line_column();
            format!("{} {line}:{column} `{}` {}", problem.code.name(), place.text(), facts.join(" "))
        };
        problems.iter().map(told).collect()
    })
}

fn scheme(text: &str) -> (Scheme, Places) {
    try_read(text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The problems of a scheme text.
fn refused(text: &str) -> Vec<String> {
    try_read::<Scheme>(text).map(|(scheme, _)| panic!("{scheme:?}")).unwrap_err()
}

/// The problems of a text whose shape does not matter.
fn any(text: &str) -> Vec<String> {
    try_read::<Data>(text).map(|(data, _)| panic!("{data:?}")).unwrap_err()
}

#[test]
fn every_value_arrives_as_it_was_written() {
    let (read, places) = scheme(
        "name: no\nweight: 98.70 # ten\nparams: {a: 012, b: 1e3, c: on, d: [0x10, 1_000], e: 12345678901234567890.123456789}\ntags: [~x, it's, 'y', \"n\", 2024-01-01]\n",
    );
    assert_eq!((read.name.as_str(), read.weight), ("no", PrintedDecimal::parse("98.70").unwrap()));
    let text = |text: &str| Data::Text(text.to_owned());
    assert_eq!(read.params["a"], text("012"));
    assert_eq!(read.params["b"], text("1e3"));
    assert_eq!(read.params["c"], text("on"));
    assert_eq!(read.params["d"], Data::List(vec![text("0x10"), text("1_000")]));
    assert_eq!(read.params["e"], text("12345678901234567890.123456789"));
    assert_eq!(read.tags, ["~x", "it's", "y", "n", "2024-01-01"]);
    let d = Path::top().key("params").key("d");
    assert_eq!(places.value(&d.item(1)).text(), "1_000");
    assert_eq!(places.value(&d).text(), "[0x10, 1_000]");
    assert_eq!(places.key(&d.item(1)).text(), "d");
}

#[test]
fn byte_order_mark_and_crlf_are_fine() {
    let (read, places) =
        scheme("\u{feff}name: 甲\r\nweight: 1\r\nparams:\r\n  公式: a\r\n    b\r\n  文: |\r\n    x\r\n    y\r\n");
    assert_eq!(read.name, "甲");
    assert_eq!(read.params["公式"], Data::Text("a b".to_owned()));
    assert_eq!(read.params["文"], Data::Text("x\ny\n".to_owned()));
    assert_eq!(places.value(&Path::top().key("weight")).text(), "1");
    assert_eq!(places.key(&Path::top().key("params").key("公式")).text(), "公式");
    assert_eq!(places.value(&Path::top().key("params").key("文")).text(), "x\r\n    y");
}

#[test]
fn folded_texts_arrive_whole_and_rare_line_breaks_do_not_arrive() {
    for hidden in ['\u{2028}', '\u{85}'] {
        let place = format!("hidden-character 1:8 `{hidden}` character=U+{:04X}", u32::from(hidden));
        assert_eq!(refused(&format!("name: a{hidden}b\nweight: 1\n")), [place]);
    }
    let (read, _) = scheme("name: a\"c\nweight: 1\ntags:\n- one\n\n  two's\n- >-\n  three\n  four\n- |\n  five");
    assert_eq!(read.name, "a\"c");
    assert_eq!(read.tags, ["one\ntwo's", "three four", "five"]);
}

#[test]
fn words_and_whole_numbers_reach_plain_rust_types() {
    let (read, _) =
        scheme("name: x\nweight: 1\nfixed: 是\nstrict: 否\nplaces: 2\ndirection: reverse\nsince: 2024-02-29\n");
    assert_eq!((read.fixed, read.strict, read.places), (Some(YesNo(true)), Some(false), Some(2)));
    assert_eq!((read.direction, read.since), (Some(Direction::Reverse), Some(DateText("2024-02-29".to_owned()))));
}

#[test]
fn alternatives_are_told_apart_by_their_outer_type() {
    let target = |text: &str| scheme(&format!("name: x\nweight: 1\ntarget: {text}\n")).0.target;
    let text = |text: &str| Data::Text(text.to_owned());
    assert_eq!(target("9.50"), Some(Target(text("9.50"))));
    assert_eq!(target("[a, 0.10]"), Some(Target(Data::List(vec![text("a"), text("0.10")]))));
    assert_eq!(
        refused("name: x\nweight: 1\ntarget: {value: 1}\nplaces: x\n"),
        ["wrong-type 3:9 `{value: 1}` found=mapping wanted=single value", "not-a-number 4:9 `x` value=x"]
    );
}

#[test]
fn all_problems_of_shape_are_reported_in_one_run() {
    let text = "nmae: x\nweight: '1e3'\nsince: 2023-02-29\nfixed: no\nstrict: yes\nplaces: 1.5\ndirection: forwrad\ntags: a\nextra: 1\nchildren:\n- weight: [1]\n- name: {a: 1}\n  weight: 12,5\n- x\n";
    assert_eq!(
        refused(text),
        [
            "unknown-field 1:1 `nmae` field=nmae known=name、weight、since、fixed、strict、places、direction、target、children、params、tags nearest=name",
            "not-a-number 2:9 `'1e3'` value=1e3",
            "not-a-date 3:8 `2023-02-29` absent=2023-02-29 value=2023-02-29",
            "not-yes-no 4:8 `no` value=no",
            "not-yes-no 5:9 `yes` value=yes",
            "not-a-number 6:9 `1.5` value=1.5",
            "unknown-choice 7:12 `forwrad` known=forward、reverse nearest=forward value=forwrad",
            "wrong-type 8:7 `a` found=single value wanted=list",
            "unknown-field 9:1 `extra` field=extra known=name、weight、since、fixed、strict、places、direction、target、children、params、tags",
            "missing-field 11:3 `weight: [1]` field=name",
            "wrong-type 11:11 `[1]` found=list wanted=single value",
            "wrong-type 12:9 `{a: 1}` found=mapping wanted=single value",
            "not-a-number 13:11 `12,5` decimal=12.5 value=12,5",
            "wrong-type 14:3 `x` found=single value wanted=mapping",
        ]
    );
}

#[test]
fn empty_files_and_values_are_refused() {
    for text in ["", "\u{feff}", "# only\n", "---\n", "~\n"] {
        assert_eq!(any(text), ["empty-file 1:1 `` "], "{text:?}");
    }
    assert_eq!(
        any("a:\nb: ~\nc: {d: null, e: '', f}\ng:\n- 1\n-\n"),
        [
            "empty-value 1:1 `a` key=a",
            "empty-value 2:1 `b` key=b",
            "empty-value 3:5 `d` key=d",
            "empty-value 3:21 `f` key=f",
            "empty-value 6:1 `-` key=g",
        ]
    );
}

#[test]
fn yaml_that_cannot_be_checked_by_eye_is_refused() {
    assert_eq!(
        any("a: &x 1 # why?\nb: *x\n<<: *y\nc: !!str 1\n? d\n: e\n[f]: g\n: h\n{? i : j}: k\n&z l: m\n"),
        [
            "yaml-feature 1:4 `&x` feature=&x",
            "yaml-feature 2:4 `*x` feature=*x",
            "yaml-feature 3:1 `<<` feature=<<",
            "yaml-feature 3:5 `*y` feature=*y",
            "yaml-feature 4:4 `!!str` feature=!!str",
            "yaml-feature 5:1 `?` feature=?",
            "yaml-feature 7:1 `[` feature=[f]: g",
            "yaml-feature 8:1 `:` feature=:",
            "yaml-feature 9:1 `{` feature={? i : j}: k",
            "yaml-feature 9:2 `?` feature=?",
            "yaml-feature 10:1 `&z` feature=&z",
        ]
    );
    assert_eq!(any("%YAML 1.2\n---\na: 1\n"), ["yaml-feature 1:1 `%YAML 1.2` feature=%YAML 1.2"]);
    assert_eq!(scheme("name: why?\nweight: 1\n").0.name, "why?");
}

#[test]
fn further_documents_are_refused() {
    assert_eq!(any("a: 1\n---\nb: 2\n"), ["multiple-documents 2:1 `---` "]);
    assert!(try_read::<Data>("---\na: 1\n...\n").is_ok());
}

#[test]
fn the_second_of_two_equal_keys_is_refused_and_the_first_shown() {
    let problems = read::<Data>(&Source::new("f", "名: 1\nx: {y: 1}\n'名': 2\nx: {y: 2, y: 3}\n")).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|p| (p.code, p.get("key").unwrap().zh.as_str(), p.related.clone())).collect();
    assert_eq!(told.iter().map(|told| told.1).collect::<Vec<_>>(), ["名", "x", "y"]);
    assert!(told.iter().all(|told| told.0 == Code::DuplicateKey && told.2[0].1 == "first-here"));
    assert_eq!((told[0].2[0].0.to_string().as_str(), told[2].2[0].0.to_string().as_str()), ("f:1:1", "f:4:5"));
}

#[test]
fn broken_syntax_is_placed() {
    assert_eq!(any("a: 1\nb: \"foo\nc: 2\n"), ["yaml-syntax 2:4 `\"` detail=unclosed quote"]);
    assert_eq!(any("a: b: c\n"), ["yaml-syntax 1:4 `b: c` detail=“b: c”要加引号 quoted=\"b: c\""]);
    assert!(any("a: [1\nb: 2\n")[0].starts_with("yaml-syntax"));
}

#[test]
fn full_width_characters_are_named_where_they_spoil_something() {
    let wide = |text: &str, wanted: &str| {
        let problems = refused(text);
        assert!(
            problems.iter().any(|problem| problem.starts_with(&format!("full-width {wanted}"))),
            "{text}: {problems:#?}"
        );
    };
    wide("name： 利润\n", "1:5 `：` character=：");
    wide("name： 利润\nweight: 1\n", "1:5 `：`");
    wide("name: 利润\nweight：1\nplaces: 2\n", "2:7 `：`");
    wide("name: 利润\nweight: 1\n  places： 2\n", "3:9 `：`");
    wide("name: 利润\nweight: １０\n", "2:9 `１`");
    wide("name: 利润\nweight: 98％\n", "2:11 `％`");
    wide("name: 利润\nweight: 1\nsince: ２０２４-01-01\n", "3:8 `２`");
    wide("name: 利润\nweight: 1\ndirection: “forward”\n", "3:12 `“`");
    wide("name: 利润\nweight: 1\n“tags”: [a]\n", "3:1 `“`");
    wide("name: 利润\nweight: 1\ntags: [a，b\n", "3:9 `，`");
    wide("name: 利润\nweight: 1\ntarget: {value：1}\n", "3:15 `：`");
    wide("name: “注意: 请看”\nweight: 1\n", "1:7 `“`");
    wide("name:　利润\nweight: 1\n", "1:6 `　` character=U+3000");
    let (read, _) = scheme("name: “利润”：（甲），９８％ # ：\nweight: 1\ntags: [\"a，b\", 'c：d']\n");
    assert_eq!(read.name, "“利润”：（甲），９８％");
    assert!(refused("name: 甲\nweight: 优（良）\n")[0].starts_with("not-a-number"));
    assert!(any("# 名：x\na: '：' # ：\nb: \"foo\n")[0].starts_with("yaml-syntax"));
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let started = Instant::now();
    assert_eq!(any(&"[".repeat(10_000_000)), ["yaml-depth 1:33 `[` "]);
    assert_eq!(any(&"- ".repeat(5_000_000)), ["yaml-depth 1:65 `-` "]);
    assert_eq!(any(&"{a: ".repeat(2_000_000)).len(), 1);
    assert!(started.elapsed() < HANGS, "{:?}", started.elapsed());
    assert!(try_read::<Data>(&format!("{}x{}", "[".repeat(32), "]".repeat(32))).is_ok());
}

#[test]
fn an_alias_bomb_is_refused_before_it_grows() {
    let mut text = String::from("a0: &a0 [x, x, x]\n");
    for level in 1..20 {
        let before = level - 1;
        text.push_str(&format!("a{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n"));
    }
    assert!(any(&text).iter().all(|problem| problem.starts_with("yaml-feature")));
    assert_eq!(any(&"- *a\n".repeat(2_000_000)).len(), 1_000);
}

#[test]
fn a_large_file_is_read_in_seconds() {
    let mut text = String::from("name: 大\nweight: 100\nchildren:\n");
    while text.len() < 5_000_000 {
        text.push_str("- name: 指标名称\n  weight: 98.70\n  tags: [a, it's, 'c']\n  params: {下限: 0.10, 上限: 99}\n");
    }
    let started = Instant::now();
    let (read, places) = scheme(&text);
    assert!(started.elapsed() < HANGS, "{:?}", started.elapsed());
    let last = Path::top().key("children").item(read.children.len() - 1).key("weight");
    assert_eq!(places.value(&last).text(), "98.70");
}

/// A text of these lines in one of the styles of YAML, as an item of a list.
fn styled(style: &str, lines: &[String]) -> String {
    let joined = |between: &str| lines.join(between);
    match style {
        "plain" => format!("- {}\n", joined("\n  ").trim()),
        "'" => format!("- '{}'\n", joined("\n  ").replace('\'', "''")),
        "\"" => format!("- \"{}\"\n", joined("\\n\\\n  \\t")),
        block => format!("- {block}\n  {}\n\n", joined("\n  ")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What a text is in any style, another reader of YAML says too.
    #[test]
    fn texts_of_every_style_are_what_serde_yaml_reads(
        items in prop::collection::vec(
            (
                prop::sample::select(vec!["plain", "'", "\"", "|", "|-", "|+", ">", ">-", ">+"]),
                prop::collection::vec("[ab甲：’]([ab甲：，’ ]{0,4}[ab甲：，’])?|", 1..5),
            ),
            1..5,
        ),
        is_crlf in prop::bool::ANY,
    ) {
        let texts = items.iter().map(|(style, lines)| {
            // Words first: in some styles a text cannot begin with an empty line.
            let first = "a".to_owned();
            styled(style, &[&[first], lines.as_slice()].concat())
        });
        let text: String = texts.collect();
        let text = if is_crlf { text.replace('\n', "\r\n") } else { text };
        let oracle: Data = serde_yaml::from_str(&text).unwrap();
        let own = try_read::<Data>(&text);
        prop_assert_eq!(own.unwrap().0, oracle, "{:?}", text);
    }
}
