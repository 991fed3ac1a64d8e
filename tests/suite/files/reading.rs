//! Only ordinary files are read: nothing else is opened, waited for or printed.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use crate::support::{YUEYANG, copy, folder, jixiao, printed, root};

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn what_is_no_ordinary_file_is_refused_wherever_a_file_is_read() {
    let folder = folder("files/reading");
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), &folder);
    let file = |name: &str| folder.join(name).display().to_string();
    pipe(&folder.join("pipe"));
    symlink("pipe", folder.join("link")).unwrap();
    let _socket = UnixListener::bind(folder.join("socket")).unwrap();
    fs::create_dir_all(folder.join("folder")).unwrap();
    for (name, kind) in [
        ("pipe", "a pipe"),
        ("link", "a pipe"),
        ("socket", "a socket"),
        ("folder", "a folder"),
        ("/dev/zero", "a device"),
    ] {
        let name = if name.starts_with('/') { name.to_owned() } else { file(name) };
        let case = folder.display().to_string();
        let extending = format!("scheme: t\nextends: {name}\n");
        fs::write(folder.join("extending.yaml"), extending).unwrap();
        let result = format!("{{\"files\": {{\"scheme\": \"{name}\", \"report\": \"{name}\"}}}}");
        fs::write(folder.join("result.json"), result).unwrap();
        for words in [
            ["score", &case, "--report", &name].as_slice(),
            &["score", &case, "--scheme", &name],
            &["score", &case, "--scheme", &file("extending.yaml"), "--allow-outside", "/dev"],
            &["verify", &name],
            &["audit", &case, "--accounts", &name],
            &["whatif", &case, "--overlay", &name, "--set", "floods=6"],
        ] {
            let run = jixiao(&[&["--lang", "en"], words, &["--scripts", "scripts"]].concat());
            if run.err.contains("unexpected") || run.err.contains("there is no option") {
                panic!("{words:?}: {}", run.err);
            }
            run.refused(1, &format!("is {kind}; a file is expected"), words);
        }
    }
}

/// A pipe among the scripts is a problem of `check`, and of nobody who does not use it.
#[test]
fn a_pipe_among_the_scripts_stops_nobody() {
    let folder = folder("files/scripts");
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), &folder);
    let scripts = folder.join("scripts");
    fs::create_dir_all(&scripts).unwrap();
    for entry in fs::read_dir(root().join("scripts")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, scripts.join(path.file_name().unwrap())).unwrap();
    }
    pipe(&scripts.join("z.rhai"));
    let case = folder.display().to_string();
    assert!(printed(&["score", &case, "--lang", "en"]).contains("96.89"));
    let run = jixiao(&["rules", "test", "--scripts", scripts.to_str().unwrap(), "--lang", "en"]);
    assert!(run.err.contains("is a pipe"), "{}", run.err);
}

/// The system's own tables are files without a length; reading some of them waits, or takes something away.
#[test]
fn the_tables_of_the_system_are_empty_files() {
    for name in
        ["/proc/self/environ", "/proc/kmsg", "/proc/version"].into_iter().filter(|name| Path::new(name).exists())
    {
        let run = jixiao(&["score", YUEYANG, "--report", name, "--lang", "en"]);
        assert_eq!(run.status, Some(1), "{}", run.err);
        assert!(run.err.contains("empty-file") || run.err.contains("permission denied"), "{name}: {}", run.err);
        assert!(!run.err.contains("Linux version"), "{}", run.err);
    }
}

/// A workbook where a text is wanted is called one, and its bytes are not shown; any other file is shown where its text ends.
#[test]
fn a_workbook_is_no_text() {
    let folder = folder("files/workbook");
    let case = root().join(YUEYANG).display().to_string();
    let told = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        let run = jixiao(&["compare", file.to_str().unwrap(), &case, "--lang", "zh"]).ended(1);
        assert!(run.err.contains("[not-utf8]"), "{}", run.err);
        run.err
    };
    let packed = fs::read(root().join("tests/data/sheets/01-财政部自评表-廊坊食品工程学校2019.xlsx")).unwrap();
    let workbook = told("自评表.xlsx", &packed);
    assert!(workbook.contains("这是 .xlsx 文件，表格请先用 jixiao import"), "{workbook}");
    assert!(!workbook.contains("PK"), "{workbook}");
    let text = told("结果.json", b"{ \xff }");
    assert!(text.contains("另存为 UTF-8") && text.contains("-->"), "{text}");
}
