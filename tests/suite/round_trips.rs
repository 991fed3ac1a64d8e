//! What the program writes, it reads again: templates score, results verify.

use std::fs;

use crate::support::{Run, YUEYANG, copy, edit, folder, printed, program, root};

/// Runs the program in English.
fn jixiao(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).args(["--lang", "en"]))
}

/// mof: 10 × 95 ÷ 100 = 9.5; 10 × 285 ÷ 300 = 9.5; the rest in full: 99. department: 15 × 98.5 ÷ 100 = 14.775, rounded 14.78;
/// 15 × 475 ÷ 500 = 14.25; the rest in full: 99.03.
#[test]
fn templates_score_as_they_are_and_are_never_overwritten() {
    for (template, total) in [("mof", "99.00"), ("department", "99.03")] {
        let folder = folder(template).join("case");
        let folder = folder.to_str().unwrap();
        jixiao(&["init", folder, "--template", template]).ended(0);
        let scored = jixiao(&["score", folder, "--scripts", "scripts"]).ended(0);
        assert!(scored.out.contains(&format!("total {total}, grade excellent")), "{}", scored.out);
        jixiao(&["init", folder]).refused(1, "already-exists", &[template]);
    }
}

#[test]
fn a_result_is_verified_or_the_first_difference_named() {
    let path = folder("verify").join("result.json");
    let verify = |text: &str| {
        fs::write(&path, text).unwrap();
        jixiao(&["verify", path.to_str().unwrap()])
    };
    let result = jixiao(&["score", YUEYANG, "--format", "json"]).out;
    verify(&result).ended(0);
    let other = verify(&result.replace("\"98.7\"", "\"98.8\"")).ended(4);
    let told = other.err + &other.out;
    assert!(told.contains("it does not give the same again: see the differences above"), "{told}");
    assert!(told.contains("validity of collection: actual 98.8% → 98.7%\n"), "{told}");
    for broken in [&result[..300], "[]", "{}"] {
        verify(broken).refused(1, "result-form", &[broken]);
    }
}

/// 5 × 90 ÷ 100 = 4.5 for 4.94 (98.7 of 100): the total falls by 0.44, from 96.89 to 96.45.
#[test]
fn what_has_changed_since_is_told_in_figures_and_not_in_hashes() {
    let case = folder("verify-figures").join("case");
    fs::create_dir_all(&case).unwrap();
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), &case);
    let name = case.to_str().unwrap();
    let result = printed(&["score", name, "--scripts", "scripts", "--format", "json"]);
    let path = case.join("result.json");
    fs::write(&path, result).unwrap();
    let verify = || Run::of(program().args(["verify", path.to_str().unwrap(), "--scripts", "scripts", "--lang", "zh"]));
    verify().ended(0);
    edit(&case.join("report.yaml"), "98.7", "90");
    let told = verify().ended(4);
    for line in [
        "计分后有改动：自评数据\n",
        "信息采集有效率：实际完成值 98.7% → 90%、得分 4.94 → 4.50\n",
        "总分：96.89（优秀） → 96.45（优秀）\n",
    ] {
        assert!(told.out.contains(line), "{line} is not in {}", told.out);
    }
    edit(&case.join("report.yaml"), "90", "98.7");
    edit(&case.join("report.yaml"), "unit:", "# 只加了一句说明\nunit:");
    let told = verify().ended(4);
    assert_eq!(told.out, "计分后有改动：自评数据\n数据、得分和总分均无变化\n");
    assert!(told.err.contains("文件不是计分时的那一份") && !told.err.contains("sha"), "{}", told.err);
}

/// The commands that clap offers to complete.
fn commands() -> Vec<String> {
    let offered = Run::of(program().env("COMPLETE", "fish").args(["--", "jixiao", ""])).ended(0).out;
    let words = offered.lines().filter_map(|line| line.split('\t').next());
    words.filter(|word| !word.starts_with('-')).map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_in_both_languages() {
    let commands = commands();
    assert!(commands.len() >= 15, "the test read {commands:?}");
    for command in &commands {
        for (language, word) in [("zh", "用法"), ("en", "Usage")] {
            let text = printed(&[command, "--help", "--lang", language]);
            assert!(text.contains(word), "{command}: {text}");
            assert!(!text.contains("arg-") && !text.contains("cli-"), "{command} {language}: {text}");
        }
    }
}
