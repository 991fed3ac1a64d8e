//! Reviews driven over standard input, causes accepted by the beginnings of their ids, wording, and the summary for a
//! pull request.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use super::{accept, copied, guard, guarded, ids};
use crate::support::{Run, edit, program};

/// A review in a folder, answered line by line.
fn reviewed(folder: &Path, answers: &str) -> Run {
    let mut command = program();
    command.current_dir(folder).args(["guard", "indicators", "--review"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A copy in which two targets and a script were changed: three causes, two of one kind.
fn three_causes(name: &str) -> std::path::PathBuf {
    let folder = copied(name);
    let scheme = folder.join("indicators/yueyang-2024/scheme.yaml");
    edit(&scheme, "target: { at_least: 100 }", "target: { at_least: 101 }");
    edit(&scheme, "target: { at_least: 100 }", "target: { at_least: 102 }");
    edit(
        &folder.join("scripts/forward_ratio.rhai"),
        "award(case.weight * case.actual / case.target, \"short\")",
        "award(case.weight * case.actual / (case.target + 1), \"short\")",
    );
    let found = ids(&guarded(&folder).0);
    assert_eq!(found.len(), 3, "{found:?}");
    folder
}

#[test]
fn a_review_records_what_is_accepted_and_nothing_else() {
    let folder = three_causes("review");
    let found = ids(&guarded(&folder).0);
    // Nothing accepted, nothing recorded, and the difference is still there.
    for answers in ["", "q\n", "s\ns\ns\n", "a\nu\ns\ns\ns\n"] {
        let run = reviewed(&folder, answers).ended(4);
        assert!(run.out.contains("（1/3）"), "{answers:?}: {}", run.out);
        assert_eq!(ids(&guarded(&folder).0), found, "{answers:?}");
    }
    let helped = reviewed(&folder, "?\nx\nu\nq\n").ended(4).out;
    for told in ["撤销上一次的决定", "请按 a、s、k、u、q 或 ?", "没有可以撤销的决定"] {
        assert!(helped.contains(told), "{told}: {helped}");
    }
    let run = reviewed(&folder, "s\na\nq\n").ended(0);
    assert!(run.out.contains("（2/3）") && run.out.contains("已写入基线 1 份；尚未处理的原因 2 项"), "{}", run.out);
    let left = ids(&guarded(&folder).0);
    assert_eq!(left.len(), 2);
    assert!(!left.contains(&found[1]), "{found:?} {left:?}");
}

#[test]
fn all_of_a_kind_are_accepted_at_once() {
    let folder = three_causes("review-kinds");
    let kinds: Vec<String> =
        ids(&guarded(&folder).0).iter().map(|id| id.split('-').next().unwrap().to_owned()).collect();
    let skips = "s\n".repeat(kinds.iter().position(|kind| kind == "target").unwrap());
    let run = reviewed(&folder, &format!("{skips}k\nq\n")).ended(0);
    assert!(run.out.contains("已接受同类 2 项"), "{}", run.out);
    let left = ids(&guarded(&folder).0);
    assert!(matches!(left.as_slice(), [only] if only.starts_with("script-")), "{left:?}");
}

#[test]
fn the_beginning_of_an_id_is_enough_where_it_is_the_only_one() {
    let folder = three_causes("review-prefixes");
    let found = ids(&guarded(&folder).0);
    for language in ["zh", "en"] {
        let run = guard(&folder, &["--lang", language, "--accept", "targ"]).ended(1);
        assert!(run.err.contains("[ambiguous-cause]") && !run.err.contains("{ $"), "{}", run.err);
        for id in found.iter().filter(|id| id.starts_with("target-")) {
            assert!(run.err.contains(id.as_str()), "{id}: {}", run.err);
        }
    }
    assert!(guard(&folder, &["--accept", "scripts"]).ended(1).err.contains("[unknown-cause]"));
    assert!(guard(&folder, &["--accept", ""]).ended(1).err.contains("[unknown-cause]"));
    assert_eq!(ids(&guarded(&folder).0), found);
    accept(&folder, &["script-forw"]);
    assert_eq!(ids(&guarded(&folder).0).len(), 2);
    // A kind is a kind, although ids begin with it.
    accept(&folder, &["target"]);
    assert_eq!(guarded(&folder).1, Some(0));
}

#[test]
fn wording_and_comments_are_told_and_fail_nothing() {
    let folder = copied("review-wording");
    let script = folder.join("scripts/forward_ratio.rhai");
    edit(&script, "fn score(case) {", "fn score(case) { // 按比例计分");
    edit(&script, "得满分 {weight}\"", "得满分 {weight} 分\"");
    edit(&folder.join("indicators/yueyang-2024/scheme.yaml"), "name: 投诉处置率", "name: 投诉处理率");
    let run = guard(&folder, &[]).ended(0);
    assert!(run.out.contains("只有措辞或注释不同") && run.out.contains("投诉处理率"), "{}", run.out);
    guard(&folder, &["--strict"]).ended(4);
    accept(&folder, &[]);
    guard(&folder, &["--strict"]).ended(0);
    // Something computed that moves no recorded case is not wording.
    edit(&script, "refuse(\"negative_target\")", "not_applicable(\"negative_target\")");
    guard(&folder, &[]).ended(4);
}

#[test]
fn a_summary_fits_a_pull_request() {
    let folder = three_causes("review-summary");
    for language in ["zh", "en"] {
        let text = guard(&folder, &["--lang", language, "--format", "markdown"]).ended(4).out;
        assert!(text.starts_with("## ") && text.len() <= 60_000, "{text}");
        assert_eq!(text.matches("<details>").count(), 3, "{text}");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
        assert!(
            text.contains("```diff\n-")
                && text.contains("\n+        award(case.weight * case.actual / (case.target + 1)"),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    // However many causes there are, it stays within what the hosts take.
    let scripts = folder.join("scripts");
    for entry in std::fs::read_dir(&scripts).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let comment: String = (0..12).map(|line| format!("// {line} {}\n", "注".repeat(400))).collect();
        std::fs::write(&path, format!("{text}{comment}")).unwrap();
    }
    let text = guard(&folder, &["--format", "markdown"]).ended(4).out;
    assert!(text.len() <= 60_000 && text.contains("内容过长"), "{}", text.len());
}
