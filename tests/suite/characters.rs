//! Characters that hide: refused in every file however they are written, and shown wherever a text leaves.

use std::fs;
use std::path::Path;

use crate::support::{Run, YUEYANG, copy, edit, folder, program, root, script};

/// Spelt out in double quotes: escape, bell, delete, one of the second block, carriage return, backspace, NUL; marks of
/// direction; without a width; a separator of lines; a tag.
const ESCAPES: [&str; 22] = [
    "\\e",
    "\\x1b",
    "\\a",
    "\\x7f",
    "\\x9b",
    "\\r",
    "\\b",
    "\\0",
    "\\u202E",
    "\\u202A",
    "\\u2066",
    "\\u2069",
    "\\u200E",
    "\\u200F",
    "\\u061C",
    "\\u200B",
    "\\u200D",
    "\\u2060",
    "\\uFEFF",
    "\\u2028",
    "\\U000E0041",
    "\\N",
];
/// As they are.
const RAW: [char; 8] = ['\u{202e}', '\u{2066}', '\u{200e}', '\u{61c}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{e0041}'];

/// Whether a text shows anything but what it says. Colours are ours, and so is the mark before a CSV.
fn assert_shows_all(text: &str, what: &str) {
    let mut rest = text.trim_start_matches('\u{feff}').to_owned();
    for colour in
        ["[0m", "[1m", "[91m", "[93m", "[94m", "[96m", "[1;91m", "[1;93m", "[31m", "[32m", "[33m", "[1m\u{1b}[91m"]
    {
        rest = rest.replace(&format!("\u{1b}{colour}"), "");
    }
    let hidden = rest.chars().find(|character| {
        (character.is_control() && !matches!(character, '\n' | '\t'))
            || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(character, '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    });
    assert_eq!(hidden, None, "{what}: {rest:?}");
}

/// The program as on a terminal: what it prints is not stripped.
fn run(arguments: &[&str]) -> Run {
    let run = Run::of(program().env("CLICOLOR_FORCE", "1").args(["--lang", "en"]).args(arguments));
    assert_shows_all(&run.out, &format!("{arguments:?}"));
    assert_shows_all(&run.err, &format!("{arguments:?}"));
    run
}

fn case(name: &str) -> std::path::PathBuf {
    let folder = folder(&format!("characters/{name}"));
    copy(&["scheme.yaml", "report.yaml", "accounts.yaml"], &root().join(YUEYANG), &folder);
    folder
}

fn assert_refused(folder: &Path, command: &str, what: &str) {
    let case = folder.to_str().unwrap();
    let run = run(&[command, case, "--scripts", "scripts"]);
    let is_told = run.err.contains("hidden-character") || run.err.contains("yaml-syntax");
    assert!(run.status == Some(1) && is_told, "{what}: {:?} {}", run.status, run.err);
    assert!(!run.out.contains("96.89"), "{what}: {}", run.out);
}

#[test]
fn hidden_characters_are_refused_however_and_wherever_they_are_written() {
    let folder = case("files");
    let report = fs::read_to_string(folder.join("report.yaml")).unwrap();
    let scheme = fs::read_to_string(folder.join("scheme.yaml")).unwrap();
    let accounts = fs::read_to_string(folder.join("accounts.yaml")).unwrap();
    let written = ESCAPES.iter().map(|escape| (*escape).to_owned()).chain(RAW.iter().map(char::to_string));
    for character in written.collect::<Vec<_>>() {
        let told = format!("\"甲{character}乙\"");
        for (file, text, command) in [
            ("report.yaml", format!("{report}note: {told}\n"), "score"),
            ("report.yaml", format!("{report}{told}: 1\n"), "score"),
            ("report.yaml", format!("report: {told}\n{report}"), "score"),
            ("scheme.yaml", scheme.replacen("title: ", &format!("title: {told} # "), 1), "score"),
            ("accounts.yaml", format!("{accounts}note: {told}\n"), "audit"),
        ] {
            let before = fs::read(folder.join(file)).unwrap();
            assert!(text != String::from_utf8(before.clone()).unwrap());
            fs::write(folder.join(file), &text).unwrap();
            assert_refused(&folder, command, &format!("{file} {told}"));
            fs::write(folder.join(file), before).unwrap();
        }
    }
}

#[test]
fn names_stand_in_one_line_and_texts_may_have_several() {
    let folder = case("lines");
    let scheme = fs::read_to_string(folder.join("scheme.yaml")).unwrap();
    let report = fs::read_to_string(folder.join("report.yaml")).unwrap();
    for (file, text) in [
        ("scheme.yaml", scheme.replacen("title: ", "title: \"甲\\n总分 100.00，等级 优秀\" # ", 1)),
        ("scheme.yaml", scheme.replacen("title: ", "title: |-\n  甲\n  乙\nyeer: ", 1)),
        ("scheme.yaml", scheme.replacen("name: ", "name: \"甲\\t乙\" # ", 1)),
        ("report.yaml", report.replacen("unit: ", "unit: \"甲\\n乙\" # ", 1)),
        ("report.yaml", format!("{report}\"甲\\n乙\": 1\n")),
    ] {
        let before = fs::read(folder.join(file)).unwrap();
        fs::write(folder.join(file), &text).unwrap();
        assert_refused(&folder, "score", &text);
        fs::write(folder.join(file), before).unwrap();
    }
    fs::write(folder.join("report.yaml"), format!("{report}note: |\n  一\n  二\n")).unwrap();
    run(&["score", folder.to_str().unwrap(), "--scripts", "scripts"]).ended(0);
}

#[test]
fn scripts_say_nothing_hidden() {
    let folder = folder("characters/scripts");
    let file = folder.join("guest.rhai");
    let rules = folder.to_str().unwrap();
    let sound = script("fn score(case) { award(case.actual, \"b\") }");
    for (from, to) in [
        ("zh: \"{points}\"", "zh: \"\\x1b[2J{points}\""),
        ("zh: \"{points}\"", "zh: \"\\u202e{points}\""),
        ("award(case.actual, \"b\")", "award(case.actual, \"b\\x1b\")"),
        ("award(case.actual, \"b\")", "award(case.actual, `b\u{200b}`)"),
        ("award(case.actual, \"b\")", "award(case.actual, \"b\", #{ \"x\\x07\": 1 })"),
        ("award(case.actual, \"b\")", "award(case.actual, \"b\", #{ x: \"\\u2066\" })"),
        ("//! zh: 试", "//! zh: 试\u{202e}"),
        ("fn score", "// \u{202e} hidden\nfn score"),
        ("fn score", "// \u{1b}[2J\nfn score"),
    ] {
        assert!(sound.contains(from), "{from}");
        fs::write(&file, sound.replacen(from, to, 1)).unwrap();
        let run = run(&["rules", "--scripts", rules]);
        assert!(run.err.contains("hidden-character"), "{to}: {}", run.err);
    }
    fs::write(&file, format!("\u{feff}{}", sound.replace("// ", "// \t"))).unwrap();
    assert!(!run(&["rules", "--scripts", rules]).err.contains("hidden-character"));
}

/// What comes from the command line and from the names of files was judged by nobody: it is shown as it is.
#[test]
fn what_leaves_is_shown() {
    let folder = case("\u{1b}[2Jname\u{202e}");
    let name = folder.to_str().unwrap();
    for words in [
        ["score", "\u{1b}]0;pwned\u{7}"].as_slice(),
        &["\u{1b}[2J"],
        &["score", YUEYANG, "--formt\u{1b}[H"],
        &["score", YUEYANG, "--format", "\u{202e}csv"],
        &["score", YUEYANG, "--at-least", "\u{200b}优秀"],
        &["whatif", YUEYANG, "--set", "\u{1b}[1mfloods=6"],
        &["explain", "\u{9b}2J"],
        &["guard", name, "--scripts", "scripts"],
        &["check", name, "--scripts", "scripts"],
        &["score", name, "--scripts", "scripts", "--format", "json"],
        &["score", name, "--scripts", name],
    ] {
        run(words);
    }
    edit(&folder.join("report.yaml"), "unit: ", "unti: ");
    assert!(run(&["score", name, "--scripts", "scripts"]).err.contains("\\u001b[2Jname\\u202e"));
}
