//! Cursors in texts that are half written, and outlines of texts that break off.

use super::*;

/// The way to the cursor `|`, with `!` behind it for a key, and what was typed.
fn found(text: &str) -> Option<(String, String)> {
    let at = text.find('|').unwrap();
    let place = CursorPlace::find(&text.replacen('|', "", 1), at)?;
    assert_eq!(place.start, at - place.typed.len(), "{text}");
    let steps: Vec<String> = place
        .path
        .iter()
        .map(|step| match step {
            PathStep::Key(key) => key.clone(),
            PathStep::Item(at) => at.to_string(),
        })
        .collect();
    let key = if place.is_key { "!" } else { "" };
    Some((format!("{}{key}", steps.join("/")), place.typed))
}

#[test]
fn a_cursor_is_found_in_a_text_that_is_being_written() {
    for (text, path, typed) in [
        ("sch|", "", "sch"),
        ("scheme: x\nti|", "!", "ti"),
        ("scheme: x\n|", "!", ""),
        ("rule: for|", "rule", "for"),
        ("rule: |", "rule", ""),
        ("rule: \"for|", "rule", "for"),
        ("rows:\n  - id: a\n    ru|\n    weight: 5\n", "rows/0!", "ru"),
        ("rows:\n  - id: a\n  - |", "rows/1", ""),
        ("rows:\n- id: a\n  rule: f|", "rows/0/rule", "f"),
        ("a: { at|", "a!", "at"),
        ("a: { b: 1, |", "a!", ""),
        ("a: { b: 名|, c: 2 }\n", "a/b", "名"),
        ("a: [x, y|", "a/1", "y"),
        ("a:\n  |", "a", ""),
        ("m:\n  甲: { value: 1 }\n  乙|", "m!", "乙"),
        // Between brackets that are not closed yet, which may still be a key.
        ("{ a: 1, |", "!", ""),
        ("- { id: a, rule: for|", "0/rule", "for"),
        ("- { id: a, rule: |", "0/rule", ""),
        ("- { id: a, ru|", "0!", "ru"),
        ("- { id: a, rule: \"for|", "0/rule", "for"),
        ("- { id: a, \"ru|", "0!", "ru"),
        ("rows:\n  - { id: b }\n  - { id: 数量指标, name: 采集量, rule: 正|", "rows/1/rule", "正"),
        ("rows:\n  - { id: a,\n      rule: f|", "rows/0/rule", "f"),
        ("rows:\n  - { id: a, params: { edges: n|", "rows/0/params/edges", "n"),
        ("rows:\n  - { id: a, params: { bands: [{ to: 1, closed: left }, { to: 2, cl|", "rows/0/params/bands/1!", "cl"),
        ("a: [{ rule: |", "a/0/rule", ""),
        ("[{ rule: |", "0/rule", ""),
        ("[[|", "0/0", ""),
        ("rows: [{ id: a }, { id: b, |", "rows/1!", ""),
        // Something above is wrong.
        ("a: {\nrows:\n  - id: a\n    x: [\n    ru|", "rows/0!", "ru"),
        ("x: y: z\nrows:\n- id: a\n  rule: f|", "rows/0/rule", "f"),
    ] {
        assert_eq!(found(text), Some((path.to_owned(), typed.to_owned())), "{text:?}");
    }
    for text in ["a: 1 # rule: |", "- { a: 1, # rule: |", "- { a: \"x\" |"] {
        assert_eq!(found(text), None, "{text}");
    }
}

#[test]
fn an_outline_goes_as_far_as_the_text_can_be_read() {
    let source = Source::new("", "a: { b: \"x\" }\nl: [1, 2]\nc: d: e\n");
    let outline = Outline::read(&source);
    assert!(!outline.is_whole);
    let key = |key: &str| PathStep::Key(key.to_owned());
    assert_eq!(outline.text(&[key("a"), key("b")]), Some("x"));
    assert_eq!(outline.text(&[key("l"), PathStep::Item(1)]), Some("2"));
    assert_eq!(outline.get(&[key("l")]).unwrap().place.text(), "[1, 2]");
    let (value, is_key) = outline.at(5).unwrap();
    assert_eq!((value.key.as_ref().unwrap().text(), value.place.text(), is_key), ("b", "\"x\"", true));
}
