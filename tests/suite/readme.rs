//! The commands of the README, run; what it shows of their output is in what they print.

use crate::support::{Run, program};

#[test]
fn commands_print_what_the_readme_shows() {
    // Lines are compared by their words: the README leaves out the frame of the table and the lines marked `…`.
    let words = |line: &str| line.replace(['│', '┆'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut commands = 0;
    for block in include_str!("../../README.md").split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let Some(line) = block.lines().next().and_then(|line| line.strip_prefix("$ cargo run --release -- ")) else {
            continue;
        };
        let run = Run::of(program().args(line.split(' ')).env("LC_ALL", "zh_CN.UTF-8"));
        let status = block.lines().last().and_then(|last| last.strip_prefix("exit status "));
        let status: i32 = status.map_or(0, |status| status.parse().unwrap());
        assert_eq!(run.status, Some(status), "{line}");
        let printed: Vec<String> = run.out.lines().map(words).collect();
        let shown = block.lines().skip(1).filter(|line| !line.starts_with("exit status ")).map(words);
        for shown in shown.filter(|shown| shown != "…" && !shown.is_empty()) {
            assert!(printed.contains(&shown), "{line}: README shows {shown:?}, printed is {printed:#?}");
        }
        commands += 1;
    }
    assert!(commands >= 9, "the README shows {commands} commands");
}

/// The list of functions is what `src/rule/api.rs` registers for scripts; comparisons of days are no functions to call.
#[test]
fn every_function_that_a_script_may_call_is_in_the_readme() {
    let source = include_str!("../../src/rule/api.rs");
    let after = source.split("register_fn(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
    let names: Vec<&str> = after.filter_map(|rest| rest.split('"').next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| name.starts_with(char::is_alphabetic)).collect();
    assert!(names.len() > 15, "the test read {names:?}");
    let table = include_str!("../../README.md").split("What a script may call:").nth(1).unwrap();
    let table = table.split("Scripts compute").next().unwrap();
    for name in names {
        let written = [format!("`{name}`"), format!("`{name}(")];
        assert!(written.iter().any(|written| table.contains(written)), "README does not say what `{name}` gives");
    }
}

#[test]
fn the_rule_of_the_readme_is_a_rule() {
    let text = include_str!("../../README.md").split("```rhai\n").nth(1).unwrap().split("```").next().unwrap();
    let mut book = jixiao::RuleSet::new();
    book.add("forward_ratio", &jixiao::Source::new("README.md", text)).unwrap();
    let outcomes = book.get("forward_ratio").unwrap().run_examples().unwrap();
    assert!(outcomes.len() == 1 && outcomes.iter().all(|outcome| outcome.problem.is_none()), "{outcomes:?}");
}
