//! What commands write: over what, with which mode, and all of it or nothing.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::support::{Run, YUEYANG, copy, edit, folder, folder_of, jixiao, program, root};

const CASES: [&str; 3] = ["tianmen-2016-12", "yueyang-2024", "yueyang-department"];

/// Three cases, each with a baseline that differs.
fn cases(name: &str) -> PathBuf {
    let folder = folder(&format!("files/{name}"));
    for case in CASES {
        let below = folder.join(case);
        fs::create_dir_all(&below).unwrap();
        copy(&["scheme.yaml", "report.yaml", "baseline.json"], &root().join("indicators").join(case), &below);
        edit(&below.join("baseline.json"), "\"name\": \"", "\"name\": \"旧");
    }
    folder
}

fn baselines(folder: &Path) -> Vec<Vec<u8>> {
    CASES.iter().map(|case| fs::read(folder.join(case).join("baseline.json")).unwrap()).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// The names in a folder and below it, so that nothing is left over.
fn names(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(names(&path));
        }
        found.push(path.display().to_string());
    }
    found.sort();
    found
}

/// The program under a shell's settings.
fn under(settings: &str, arguments: &[&str]) -> Run {
    let line = format!("{settings}; exec {} \"$@\"", env!("CARGO_BIN_EXE_jixiao"));
    Run::of(Command::new("sh").args(["-c", &line, "sh"]).args(arguments).current_dir(root()))
}

#[test]
fn what_is_not_ours_is_never_replaced() {
    let folder = folder_of(
        "files/not-ours",
        &[
            ("scheme.yaml", "scheme: t\n"),
            ("rule.rhai", "//! zh: x\nfn score(case) { }\n"),
            (
                "other.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 1080 5\">\n<g/>\n</svg>\n",
            ),
            ("notes.txt", "kept"),
            ("hidden", "\u{1}"),
        ],
    );
    fs::write(folder.join("picture.png"), b"\x89PNG\xff\xfe").unwrap();
    fs::create_dir_all(folder.join("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    symlink("scheme.yaml", folder.join("link.svg")).unwrap();
    symlink("nowhere", folder.join("broken.svg")).unwrap();
    let before = names(&folder);
    for (name, status, code) in [
        ("scheme.yaml", 1, "already-exists"),
        ("rule.rhai", 1, "already-exists"),
        ("other.svg", 1, "already-exists"),
        ("notes.txt", 1, "already-exists"),
        ("hidden", 1, "already-exists"),
        ("picture.png", 1, "already-exists"),
        ("link.svg", 1, "already-exists"),
        ("folder", 1, "not-a-file"),
        ("pipe", 1, "not-a-file"),
        ("/dev/null", 1, "not-a-file"),
        ("/dev/stdout", 1, "not-a-file"),
        ("broken.svg", 1, "not-a-file"),
        ("none/new.svg", 3, "file-unwritable"),
    ] {
        let path = folder.join(name);
        let text = fs::symlink_metadata(&path).is_ok_and(|about| about.is_file()).then(|| fs::read(&path).unwrap());
        for words in [["sweep", YUEYANG, "--svg"].as_slice(), &["whatif", YUEYANG, "--set", "floods=6", "--save"]] {
            let run = jixiao(&[words, &[path.to_str().unwrap()]].concat());
            assert_eq!(run.status, Some(status), "{name}: {}", run.err);
            assert!(run.err.contains(code), "{name}: {code} wanted, {}", run.err);
        }
        assert_eq!(
            fs::symlink_metadata(&path).is_ok_and(|about| about.is_file()).then(|| fs::read(&path).unwrap()),
            text
        );
    }
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(names(&folder), before);
}

#[test]
fn a_variant_with_a_persons_hand_in_it_is_not_ours() {
    let folder = folder("files/variants");
    let path = folder.join("kept.yaml");
    let save = || {
        jixiao(&[
            "whatif",
            YUEYANG,
            "--set",
            "floods=6",
            "--mode",
            "transfer:discipline",
            "--save",
            path.to_str().unwrap(),
        ])
    };
    save().ended(0);
    save().ended(0);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("# 讨论稿\n{text}")).unwrap();
    assert_eq!(save().status, Some(1));
    // A scheme that extends another is the scheme of its case.
    let scheme = folder.join("scheme.yaml");
    fs::rename(&path, &scheme).unwrap();
    fs::write(&scheme, &text).unwrap();
    let run = jixiao(&[
        "whatif",
        YUEYANG,
        "--set",
        "floods=6",
        "--mode",
        "transfer:discipline",
        "--save",
        scheme.to_str().unwrap(),
    ]);
    assert_eq!(run.status, Some(1), "{}", run.err);
    assert_eq!(fs::read_to_string(&scheme).unwrap(), text);
}

#[test]
fn new_files_have_the_mode_of_the_umask_and_old_ones_keep_theirs() {
    let folder = cases("modes");
    let drawing = folder.join("a.svg");
    let made = folder.join("made");
    for (umask, wanted) in [("022", 0o644), ("002", 0o664), ("077", 0o600)] {
        let _ = fs::remove_file(&drawing);
        let _ = fs::remove_dir_all(&made);
        under(&format!("umask {umask}"), &["sweep", YUEYANG, "--svg", drawing.to_str().unwrap()]).ended(0);
        under(&format!("umask {umask}"), &["init", made.to_str().unwrap()]).ended(0);
        assert_eq!([mode(&drawing), mode(&made.join("scheme.yaml")), mode(&made.join("report.yaml"))], [wanted; 3]);
    }
    for wanted in [0o600, 0o640, 0o664, 0o666] {
        fs::set_permissions(&drawing, fs::Permissions::from_mode(wanted)).unwrap();
        under("umask 077", &["sweep", YUEYANG, "--svg", drawing.to_str().unwrap()]).ended(0);
        assert_eq!(mode(&drawing), wanted);
    }
    fs::remove_dir_all(&made).unwrap();
    let modes = [0o644, 0o664, 0o640];
    for (case, mode) in CASES.iter().zip(modes) {
        fs::set_permissions(folder.join(case).join("baseline.json"), fs::Permissions::from_mode(mode)).unwrap();
    }
    jixiao(&["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--accept"]).ended(0);
    let found: Vec<u32> = CASES.iter().map(|case| mode(&folder.join(case).join("baseline.json"))).collect();
    assert_eq!(found, modes);
    // What nobody may write is not replaced either.
    fs::set_permissions(&drawing, fs::Permissions::from_mode(0o444)).unwrap();
    let run = jixiao(&["sweep", YUEYANG, "--svg", drawing.to_str().unwrap(), "--lang", "en"]);
    assert_eq!((run.status, run.err.contains("permission denied")), (Some(3), true), "{}", run.err);
}

#[test]
fn a_link_stays_a_link() {
    let folder = cases("links");
    let elsewhere = folder.join("elsewhere.json");
    let baseline = folder.join(CASES[0]).join("baseline.json");
    fs::rename(&baseline, &elsewhere).unwrap();
    symlink("../elsewhere.json", &baseline).unwrap();
    let before = fs::read(&elsewhere).unwrap();
    jixiao(&["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--accept"]).ended(0);
    assert!(baseline.is_symlink() && !elsewhere.is_symlink());
    assert_ne!(fs::read(&elsewhere).unwrap(), before);
    jixiao(&["guard", folder.to_str().unwrap(), "--scripts", "scripts"]).ended(0);
    // Where the case is gone, what the link leads to may be another's.
    fs::remove_file(folder.join(CASES[0]).join("report.yaml")).unwrap();
    let run = jixiao(&["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--lang", "en", "--accept"]);
    assert!(run.status == Some(1) && run.err.contains("is a link"), "{}", run.err);
    assert!(baseline.is_symlink() && elsewhere.exists());
}

#[test]
fn a_baseline_without_a_case_goes_only_if_it_is_one() {
    let folder = cases("gone");
    let accept = || jixiao(&["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--accept"]);
    fs::remove_file(folder.join(CASES[1]).join("report.yaml")).unwrap();
    let baseline = folder.join(CASES[1]).join("baseline.json");
    let text = fs::read_to_string(&baseline).unwrap();
    fs::write(&baseline, "{ \"name\": \"another program's\" }\n").unwrap();
    let before = baselines(&folder);
    assert!(accept().err.contains("already-exists"));
    assert_eq!(baselines(&folder), before, "nothing or all");
    fs::write(&baseline, text).unwrap();
    accept().ended(0);
    assert!(!baseline.exists());
}

/// The third file is too large for the limit: the two before it stay as they were, and the status is that of a full disk.
#[test]
fn an_acceptance_that_fails_changes_nothing() {
    let folder = cases("full");
    let (before, files) = (baselines(&folder), names(&folder));
    for blocks in [4, 60, 70] {
        let run = under(
            &format!("ulimit -f {blocks}"),
            &["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--lang", "en", "--accept"],
        );
        assert_eq!(run.status, Some(3), "{blocks}: {}", run.err);
        assert!(run.err.contains("file-unwritable") && run.err.contains("left unchanged"), "{}", run.err);
        assert_eq!(baselines(&folder), before, "{blocks}");
        assert_eq!(names(&folder), files, "{blocks}");
    }
    let init = folder.join("new");
    let run = under("ulimit -f 1", &["init", init.to_str().unwrap()]);
    assert_eq!(run.status, Some(3), "{}", run.err);
    assert_eq!(names(&init), Vec::<String>::new());
}

/// Wherever a signal strikes, all baselines are old or all are new, and no temporary file is left.
#[test]
fn a_signal_leaves_nothing_behind() {
    let folder = cases("signals");
    let (before, files) = (baselines(&folder), names(&folder));
    let mut after = None;
    for turn in 0..24_u64 {
        let mut run = program();
        run.args(["guard", folder.to_str().unwrap(), "--scripts", "scripts", "--accept"]);
        let mut run = run.stdout(std::process::Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(turn * 25));
        let signal = if turn % 2 == 0 { "-INT" } else { "-TERM" };
        let _ = Command::new("kill").args([signal, &run.id().to_string()]).output().unwrap();
        run.wait().unwrap();
        assert_eq!(names(&folder), files, "turn {turn}");
        let now = baselines(&folder);
        if now != before {
            assert_eq!(*after.get_or_insert_with(|| now.clone()), now, "turn {turn}");
            for (case, text) in CASES.iter().zip(&before) {
                fs::write(folder.join(case).join("baseline.json"), text).unwrap();
            }
        }
    }
}
