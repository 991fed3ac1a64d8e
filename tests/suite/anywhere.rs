//! The program alone, in folders that know nothing of its own repository.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::architecture::rust_files;
use crate::support::{Run, YUEYANG, copy, edit, root};

/// Runs the program in a folder.
fn at(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(Command::new(env!("CARGO_BIN_EXE_jixiao")).current_dir(folder).args(arguments))
}

/// A script that gives half of the weight, under any name.
const HALF: &str = r#"//! title-zh: 一半
//! title-en: Half
//! zh: 得一半。
//! en: Half the weight.
//! source: 试题
//! kind: rule
//! direction: either

fn inputs() { #{} }

fn params() { #{} }

fn sentences() { #{ half: #{ zh: "得一半", en: "half" } } }

fn examples() { [ #{ weight: 10, points: 5, branch: "half" } ] }

fn score(case) { award(case.weight / 2, "half") }
"#;

#[test]
fn every_command_works_in_a_folder_with_nothing_but_a_new_case() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    at(place, &["score"]).refused(1, "当前文件夹", &["score"]);
    at(place, &["init", "图书馆", "--template", "部门"]).ended(0);
    let scored = at(place, &["score", "图书馆"]).ended(0);
    assert!(scored.out.contains("总分 99.03，等级 优"), "{}", scored.out);
    assert!(scored.err.is_empty(), "{}", scored.err);
    let commands: &[&[&str]] = &[
        &["score"],
        &["check"],
        &["audit"],
        &["recheck"],
        &["sweep"],
        &["explain", "社会效益"],
        &["explain", "图书馆/report.yaml", "社会效益"],
        &["whatif", "--set", "社会效益=20"],
        &["seek", "--goal", "total:99.5"],
        &["form", "--layout", "mof-department", "--format", "html"],
        &["compare", "图书馆", "图书馆"],
        &["rules"],
        &["rules", "forward_ratio"],
        &["rules", "test"],
        &["rules", "test", "forward_ratio"],
        &["schema", "scheme"],
        &["explain", "no-scripts"],
    ];
    for command in commands {
        let run = at(place, command).ended(0);
        assert!(!run.out.is_empty(), "{command:?}: {}", run.err);
    }
    at(place, &["guard"]).ended(4);
    at(place, &["guard", "--accept"]).ended(0);
    at(place, &["guard"]).ended(0);
    // A case is where its files are, whichever of them is named, and from within it nothing needs to be.
    assert_eq!(at(place, &["score", "图书馆/scheme.yaml"]).ended(0).out, scored.out);
    assert_eq!(at(&place.join("图书馆"), &["score"]).ended(0).out, scored.out);
    assert_eq!(at(&place.join("图书馆"), &["score", "report.yaml"]).ended(0).out, scored.out);
    let schemes = ["--scheme", "图书馆/scheme.yaml", "--report", "图书馆/report.yaml"];
    assert_eq!(at(place, &[&["score"], &schemes[..]].concat()).ended(0).out, scored.out);
}

#[test]
fn which_case_is_meant_is_asked_where_there_are_several_or_none() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    for name in ["甲", "乙"] {
        at(place, &["init", name]).ended(0);
    }
    fs::write(place.join("notes.yaml"), "a: 1\n").unwrap();
    // Cases of one scheme are ranked; whatever is about one case asks which.
    let ranked = at(place, &["score"]).ended(0);
    assert!(ranked.out.contains("共 2 个单位") && ranked.err.contains("[same-organisation]"), "{}", ranked.out);
    for command in ["score", "audit", "sweep"] {
        if command != "score" {
            let run = at(place, &[command]);
            run.refused(1, "[several-cases]", &[command]);
            assert!(run.err.contains('甲') && run.err.contains('乙'), "{}", run.err);
        }
        at(place, &[command, "notes.yaml"]).refused(1, "[not-a-case]", &[command]);
        at(place, &[command, "丙"]).refused(1, "[file-not-found]", &[command]);
        at(place, &[command, "甲", "乙"]).refused(2, "一次只能写一个案例", &[command]);
    }
    at(place, &["recheck", "notes.yaml"]).ended(1);
    at(place, &["form", "notes.yaml"]).ended(1);
    at(place, &["schema", "scheme", "x"]).refused(2, "多余的参数“x”", &["schema"]);
    at(place, &["score", "--x"]).refused(2, "没有参数“--x”", &["score"]);
}

#[test]
fn the_words_for_templates_are_those_of_the_office_too() {
    let place = tempfile::tempdir().unwrap();
    let mut schemes = Vec::new();
    for (number, template) in ["project", "mof", "项目", "财政部", "department", "部门"].iter().enumerate() {
        let case = number.to_string();
        at(place.path(), &["init", &case, "--template", template]).ended(0);
        let checked = at(place.path(), &["check", &case]).ended(0);
        assert!(checked.out.contains("没有发现问题"), "{}{}", checked.out, checked.err);
        let scheme = fs::read_to_string(place.path().join(&case).join("scheme.yaml")).unwrap();
        for file in ["scheme", "report"] {
            let text = fs::read_to_string(place.path().join(&case).join(format!("{file}.yaml"))).unwrap();
            let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
            let schema = fs::read_to_string(place.path().join(&case).join(schema)).unwrap();
            let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
            assert!(schema["properties"].is_object());
        }
        assert!(!scheme.contains("entered"), "points do not follow a changed weight");
        schemes.push(scheme);
    }
    assert!(schemes[..4].iter().all(|scheme| *scheme == schemes[0]) && schemes[4] == schemes[5]);
    assert_ne!(schemes[0], schemes[4]);
}

/// Where a weight moves, every row of a new case moves with it: 达成 at the top of its tier is full marks of any weight.
#[test]
fn no_points_of_a_new_case_are_frozen() {
    let place = tempfile::tempdir().unwrap();
    for template in ["project", "department"] {
        at(place.path(), &["init", template, "--template", template]).ended(0);
        let run = at(place.path(), &["whatif", template, "--set", "社会效益=5", "--format", "json"]).ended(0);
        let rows = run.json()["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["id"] == "社会效益").unwrap().clone();
        assert_eq!(row["after"]["points"], "5", "{row}");
        let told = at(place.path(), &["sweep", template]).ended(0).out;
        assert!(!told.contains("不随分值变动"), "{told}");
    }
}

#[test]
fn scripts_take_the_place_of_shipped_rules_name_by_name() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), place);
    let total = |arguments: &[&str]| {
        at(place, &[&["score", "--format", "json"], arguments].concat()).ended(0).json()["total"]["points"].clone()
    };
    let hashes = |folder: &Path| at(folder, &["score", "--format", "json"]).ended(0).json()["receipt"].clone();
    let shipped = hashes(place);
    assert_eq!(shipped["scripts"], hashes(&root().join(YUEYANG))["scripts"]);
    // A folder of that name without a script is somebody else's.
    fs::create_dir(place.join("scripts")).unwrap();
    fs::write(place.join("scripts/deploy.sh"), "true\n").unwrap();
    assert_eq!(total(&[]), "96.89");
    assert!(at(place, &["rules", "equal"]).ended(0).out.contains("来自: 内置\n"));
    at(place, &["score", "--scripts", "scripts"]).refused(1, "[no-scripts]", &["score"]);
    // One of its own leaves all others in place.
    fs::write(place.join("scripts/half.rhai"), HALF).unwrap();
    assert_eq!(total(&[]), "96.89");
    let listed = at(place, &["rules", "--lang", "en"]).ended(0).out;
    let line = |name: &str| listed.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap().to_owned();
    assert!(line("half").contains(" own ") && line("equal").contains(" shipped "), "{listed}");
    assert!(at(place, &["rules", "test"]).ended(0).out.contains("half"));
    // The same text, whatever its line ends, is no difference.
    let text = fs::read_to_string(root().join("scripts/equal.rhai")).unwrap();
    for copied in [text.clone(), format!("\u{feff}{}", text.replace('\n', "\r\n"))] {
        fs::write(place.join("scripts/equal.rhai"), copied).unwrap();
        assert_eq!(hashes(place), shipped);
        let told = at(place, &["rules", "equal"]).ended(0).out;
        assert!(told.contains("scripts/equal.rhai（同内置）"), "{told}");
    }
    // Another text decides: two rows of 5 by `equal` and one of 5, half of 15 is lost.
    fs::write(place.join("scripts/equal.rhai"), HALF).unwrap();
    assert_eq!(total(&[]), "89.39");
    let told = at(place, &["rules", "equal", "--lang", "en"]).ended(0).out;
    assert!(told.contains("from: scripts/equal.rhai (replaces shipped)"), "{told}");
    // From elsewhere the folder is named, and name by name all the same.
    fs::rename(place.join("scripts"), place.join("own")).unwrap();
    assert_eq!(total(&[]), "96.89");
    assert_eq!(total(&["--scripts", "own"]), "89.39");
}

/// No shipped rule stands in for a script that cannot be run: that would be another rule than the one that was written.
#[test]
fn a_faulty_script_is_not_replaced_by_the_shipped_one() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), place);
    fs::create_dir(place.join("scripts")).unwrap();
    fs::write(place.join("scripts/equal.rhai"), HALF.replace("award(case", "award((case")).unwrap();
    at(place, &["score"]).refused(1, "[script-syntax]", &["score"]);
    at(place, &["rules", "equal"]).refused(1, "[script-syntax]", &["rules"]);
    at(place, &["rules", "forward_ratio"]).ended(0);
}

/// What is wrong in a shipped script is shown in it, by its name.
#[test]
fn a_place_in_a_shipped_script_is_named_as_such() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), place);
    edit(&place.join("report.yaml"), "public_tier: { value: 达成", "public_tier: { value: 基本达成");
    let run = at(place, &["score"]);
    assert_eq!(run.status, Some(1), "{}", run.out);
    let in_file = Run::of(Command::new(env!("CARGO_BIN_EXE_jixiao")).current_dir(root()).args([
        "score",
        place.to_str().unwrap(),
        "--scripts",
        "scripts",
    ]));
    let (own, file) = (run.err.replace("qual_three_tier.rhai（内置规则）", "X"), in_file.err);
    let file = file.replace("scripts/qual_three_tier.rhai", "X").replace(&format!("{}/", place.display()), "./");
    assert_eq!(own, file);
}

#[test]
fn own_layouts_take_the_place_of_shipped_ones_name_by_name() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    at(place, &["init", "case"]).ended(0);
    let names = |arguments: &[&str]| at(place, &[&["form", "case"], arguments].concat()).ended(0).out;
    let shipped = names(&[]);
    let text = fs::read_to_string(root().join("indicators/forms/mof-project.yaml")).unwrap();
    fs::create_dir(place.join("own")).unwrap();
    fs::write(place.join("own/county.yaml"), text.replacen("layout: mof-project", "layout: county", 1)).unwrap();
    let both = names(&["--layouts", "own"]);
    assert!(both.lines().any(|line| line.contains("county") && line.contains("自有")), "{both}");
    assert!(shipped.lines().all(|line| line.contains("--layout") || both.contains(line)), "{both}");
    assert!(!shipped.contains("自有"));
    // A copy is no other layout.
    fs::write(place.join("own/copy.yaml"), text.replace('\n', "\r\n")).unwrap();
    assert_eq!(names(&["--layouts", "own"]), both);
    fs::rename(place.join("own"), place.join("forms")).unwrap();
    assert_eq!(names(&[]), both);
}

/// What a repository of rules runs on every change: `scripts/` and `indicators/` and nothing else.
#[test]
fn a_repository_of_rules_is_checked_by_three_commands() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    fs::create_dir(place.join("scripts")).unwrap();
    fs::write(place.join("scripts/half.rhai"), HALF).unwrap();
    at(place, &["init", "indicators/图书馆", "--template", "部门"]).ended(0);
    let scheme = place.join("indicators/图书馆/scheme.yaml");
    edit(&scheme, "target: { at_least: 90 }, rule: forward_ratio", "rule: half");
    at(place, &["guard", "--accept"]).ended(0);
    let statuses =
        || [&["check"][..], &["rules", "test"], &["guard"]].map(|command| at(place, command).status.unwrap());
    assert_eq!(statuses(), [0, 0, 0]);
    // A standard that was changed by mistake: the example contradicts it, and the case comes to another total.
    let script = place.join("scripts/half.rhai");
    edit(&script, "case.weight / 2", "case.weight / 4");
    assert_eq!(statuses(), [1, 1, 4]);
    // On purpose: the example too, which leaves the recorded total to be accepted.
    edit(&script, "points: 5", "points: 2.5");
    assert_eq!(statuses(), [0, 0, 4]);
    at(place, &["guard", "--accept"]).ended(0);
    assert_eq!(statuses(), [0, 0, 0]);
    // A rule that is misspelt in a scheme.
    edit(&scheme, "rule: half", "rule: halv");
    assert_eq!(statuses(), [1, 1, 1]);
}

/// What is particular to a system stands in one place, where its twin is seen.
#[test]
fn systems_are_named_in_one_place() {
    let named =
        ["cfg(unix)", "cfg(not(unix))", "cfg(windows)", "target_os", "std::os::", "libc::", "signal_hook", "ctrlc::"];
    let found = rust_files(&root().join("src")).into_iter().filter(|path| {
        let text = fs::read_to_string(path).unwrap();
        named.iter().any(|name| text.contains(name)) || text.contains("fs::canonicalize") && !text.contains("dunce")
    });
    let mut found: Vec<String> =
        found.map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/")).collect();
    found.sort();
    assert_eq!(found, ["src/project/system.rs", "src/project/system/unix.rs", "src/project/system/windows.rs"]);
}

/// Twins offer the same: what one has and the other lacks would be seen on one system only.
#[test]
fn the_twins_of_systems_offer_the_same() {
    // Names and types; a twin that needs an argument not at all underlines its name.
    let plain = |line: &str| line.trim_end_matches([' ', '{', '}']).replace("(_", "(").replace(", _", ", ");
    let offered = |system: &str| -> Vec<String> {
        let text = fs::read_to_string(root().join(format!("src/project/system/{system}.rs"))).unwrap();
        text.lines().filter_map(|line| line.strip_prefix("pub fn ")).map(plain).collect()
    };
    assert_eq!(offered("unix"), offered("windows"));
    assert!(!offered("unix").is_empty());
}
