//! The commands of both READMEs, run; what a page shows of their output is in what they print, and both pages show the
//! same.

use crate::support::{Run, program};

/// The pages, each with the heading of its table of functions.
const PAGES: [(&str, &str, &str); 2] = [
    ("README.md", include_str!("../../README.md"), "| function | gives |"),
    ("README.zh.md", include_str!("../../README.zh.md"), "| 函数 | 结果 |"),
];
/// How a page writes a command: the program as it is installed, or built and run.
const PROMPTS: [&str; 2] = ["$ jixiao ", "$ cargo run --release -- "];
/// The line that tells how a command ends, where it is not well.
const STATUS: &str = "exit status ";

/// The commands that a page shows, each with the lines shown below it.
fn commands(page: &str) -> Vec<(&str, Vec<&str>)> {
    let blocks = page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let shown = blocks.filter_map(|block| {
        let (line, rest) = block.split_once('\n')?;
        let command = PROMPTS.into_iter().find_map(|prompt| line.strip_prefix(prompt))?;
        Some((command, rest.lines().collect()))
    });
    shown.collect()
}

#[test]
fn commands_print_what_both_pages_show() {
    // Lines are compared by their words: frames and blanks are left out, as are lines marked `…`.
    let words = |line: &str| line.replace(['─', '│', '┆'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, page, _) in PAGES {
        let commands = commands(page);
        assert!(commands.len() >= 9, "{name} shows {} commands", commands.len());
        for (line, shown) in commands {
            let mut program = program();
            program.args(line.split(' ')).env("LC_ALL", "zh_CN.UTF-8").env_remove("COLUMNS");
            let run = Run::of(&mut program);
            let status = shown.last().and_then(|last| last.strip_prefix(STATUS));
            let status: i32 = status.map_or(0, |status| status.parse().unwrap());
            assert_eq!(run.status, Some(status), "{name}: {line}\n{}", run.err);
            let printed: Vec<String> = run.out.lines().map(words).collect();
            let shown: Vec<String> = shown.into_iter().filter(|line| !line.starts_with(STATUS)).map(words).collect();
            let shown: Vec<String> = shown.into_iter().filter(|line| line != "…" && !line.is_empty()).collect();
            assert!(!shown.is_empty(), "{name} shows nothing of {line}");
            for shown in shown {
                assert!(printed.contains(&shown), "{line}: {name} shows {shown:?}, printed is {printed:#?}");
            }
        }
    }
}

#[test]
fn both_pages_show_the_same_commands() {
    let [first, second] = PAGES.map(|(_, page, _)| {
        let commands = commands(page).into_iter().map(|(line, _)| line.replace(" --lang en", ""));
        commands.collect::<Vec<String>>()
    });
    assert_eq!(first, second);
}

/// The tables of functions are what `src/rule/api.rs` registers for scripts; comparisons of days are no functions to
/// call.
#[test]
fn every_function_that_a_script_may_call_is_in_both_pages() {
    let source = include_str!("../../src/rule/api.rs");
    let after = source.split("register_fn(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    let names: Vec<&str> = after.filter_map(|rest| rest.split('"').next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| name.starts_with(char::is_alphabetic)).collect();
    assert!(names.len() > 15, "the test read {names:?}");
    for (page, text, heading) in PAGES {
        let table = text.split(heading).nth(1).unwrap_or_else(|| panic!("{page} has no table of functions"));
        let table = table.split("\n\n").next().unwrap();
        for name in &names {
            let written = [format!("`{name}`"), format!("`{name}(")];
            assert!(written.iter().any(|written| table.contains(written)), "{page} does not say what `{name}` gives");
        }
    }
}

#[test]
fn the_rule_of_both_pages_is_one_rule() {
    let [text, other] = PAGES.map(|(_, page, _)| page.split("```rhai\n").nth(1).unwrap().split("```").next().unwrap());
    assert_eq!(text, other);
    let mut book = jixiao::RuleSet::new();
    book.add("forward_ratio", &jixiao::Source::new("README.md", text)).unwrap();
    let outcomes = book.get("forward_ratio").unwrap().run_examples().unwrap();
    assert!(outcomes.len() == 1 && outcomes.iter().all(|outcome| outcome.problem.is_none()), "{outcomes:?}");
}
