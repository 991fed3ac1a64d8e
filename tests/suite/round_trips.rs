//! What the program writes, it reads again: templates score, results verify.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn jixiao(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(arguments).args(["--lang", "en"]).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// mof: 10 × 95 ÷ 100 = 9.5; 25; 25; 28 as entered; 10: 97.50. department: 25; 25; 30 × 0.95 = 28.5; 9; 10: 97.50.
#[test]
fn templates_score_as_they_are_and_are_never_overwritten() {
    for template in ["mof", "department"] {
        let folder = fresh(template);
        let folder = folder.to_str().unwrap();
        let made = jixiao(&["init", folder, "--template", template]);
        assert!(made.status.success(), "{}", told(&made));
        let scored = jixiao(&["score", folder, "--scripts", "scripts"]);
        assert_eq!(scored.status.code(), Some(0), "{}", told(&scored));
        assert!(told(&scored).contains("total 97.50, grade excellent"), "{}", told(&scored));
        let again = jixiao(&["init", folder]);
        assert_eq!(again.status.code(), Some(1));
        assert!(told(&again).contains("already-exists"));
    }
}

#[test]
fn a_result_is_verified_or_the_first_difference_named() {
    let folder = fresh("verify");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("result.json");
    let verify = |text: &str| {
        fs::write(&path, text).unwrap();
        jixiao(&["verify", path.to_str().unwrap()])
    };
    let result = jixiao(&["score", "indicators/yueyang-2024", "--format", "json"]);
    let result = String::from_utf8(result.stdout).unwrap();
    assert_eq!(verify(&result).status.code(), Some(0));
    let other = verify(&result.replace("\"98.7\"", "\"98.8\""));
    assert_eq!(other.status.code(), Some(4));
    assert!(
        told(&other).contains("rows[collection-validity].inputs[0].value: 98.8 then, 98.7 now"),
        "{}",
        told(&other)
    );
    for broken in [&result[..300], "[]", "{}"] {
        let refused = verify(broken);
        assert_eq!(refused.status.code(), Some(1), "{}", told(&refused));
        assert!(told(&refused).contains("result-form"));
    }
}

#[test]
fn every_command_has_help_in_both_languages() {
    for command in ["score", "check", "explain", "rules", "schema", "init", "verify", "guard", "completions"] {
        for (language, word) in [("zh", "用法"), ("en", "Usage")] {
            let mut help = Command::new(env!("CARGO_BIN_EXE_jixiao"));
            let help = help.args([command, "--help", "--lang", language]).output().unwrap();
            let text = String::from_utf8(help.stdout).unwrap();
            assert!(help.status.success() && text.contains(word), "{command}: {text}");
            assert!(!text.contains("arg-") && !text.contains("cli-"), "{command} {language}: {text}");
        }
    }
}
