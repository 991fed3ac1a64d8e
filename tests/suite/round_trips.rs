//! What the program writes, it reads again: templates score, results verify.

use std::fs;

use crate::support::{Run, YUEYANG, folder, printed, program};

/// Runs the program in English.
fn jixiao(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).args(["--lang", "en"]))
}

/// mof: 10 × 95 ÷ 100 = 9.5; 25; 25; 28 as entered; 10: 97.50. department: 25; 25; 30 × 0.95 = 28.5; 9; 10: 97.50.
#[test]
fn templates_score_as_they_are_and_are_never_overwritten() {
    for template in ["mof", "department"] {
        let folder = folder(template).join("case");
        let folder = folder.to_str().unwrap();
        jixiao(&["init", folder, "--template", template]).ended(0);
        let scored = jixiao(&["score", folder, "--scripts", "scripts"]).ended(0);
        assert!(scored.out.contains("total 97.50, grade excellent"), "{}", scored.out);
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
    assert!(told.contains("rows[collection-validity].inputs[0].value: 98.8 then, 98.7 now"), "{told}");
    for broken in [&result[..300], "[]", "{}"] {
        verify(broken).refused(1, "result-form", &[broken]);
    }
}

/// The commands that clap offers to complete.
fn commands() -> Vec<String> {
    let script = printed(&["completions", "fish"]);
    let offered = script.split("__fish_jixiao_needs_command\" -f -a \"").skip(1);
    offered.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
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
