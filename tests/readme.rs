//! The commands of the README, run; what it shows of their output is in what they print.

use std::process::Command;

#[test]
fn commands_print_what_the_readme_shows() {
    // Lines are compared by their words: the README leaves out the frame of the table and the lines marked `…`.
    let words = |line: &str| line.replace(['│', '┆'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut commands = 0;
    for block in include_str!("../README.md").split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let Some(line) = block.lines().next().and_then(|line| line.strip_prefix("$ cargo run --release -- ")) else {
            continue;
        };
        let output = Command::new(env!("CARGO_BIN_EXE_jixiao"))
            .args(line.split(' '))
            .env("LC_ALL", "zh_CN.UTF-8")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}");
        let printed: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(words).collect();
        for shown in block.lines().skip(1).map(words).filter(|shown| shown != "…" && !shown.is_empty()) {
            assert!(printed.contains(&shown), "{line}: README shows {shown:?}, printed is {printed:#?}");
        }
        commands += 1;
    }
    assert!(commands >= 2, "the README shows {commands} commands");
}
