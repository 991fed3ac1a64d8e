//! The layout of the sources: imports point downwards and never in a circle, a type name belongs to one room, and every
//! file is compiled.
//!
//! `cargo test architecture -- --nocapture` prints the import graph.

mod graph;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use self::graph::{Files, Graph, circles, inside};
use self::source::SourceFile;
use crate::support::root;

/// The texts in the code of the library and of the command, file by file: `rule/host` for `src/rule/host.rs`.
pub fn texts() -> Vec<(String, Vec<String>)> {
    let texts =
        |files: &Files| files.iter().map(|(module, file)| (module.to_owned(), file.texts.clone())).collect::<Vec<_>>();
    crates().iter().flat_map(texts).collect()
}

/// The floors of the library, lowest first; a module names modules of lower floors only.
const FLOORS: [&[&str]; 11] = [
    &["numeric", "language", "location", "data", "day", "notation"],
    &["diagnostic", "literal", "messages"],
    &["rule", "document", "paper"],
    &["scheme", "rule_test", "form"],
    &["report"],
    &["evaluation"],
    &["record"],
    &["analysis", "review", "population"],
    &["comparison"],
    &["format"],
    &["project"],
];

/// The modules of the command: they use what is public below, and each other from the command line on.
const TOP: [&str; 3] = ["cli", "lsp", "web"];

/// The modules that are nothing but rooms: each of their children is a room; any other module is one room.
const OF_ROOMS: [&str; 3] = ["analysis", "comparison", "review"];

/// How many lines a source file has at most.
const MAX_LINES: usize = 410;

/// The library and the command, each from its root file on.
fn crates() -> [Files; 2] {
    ["lib.rs", "main.rs"].map(|file| Files::read(&root().join("src").join(file)))
}

/// The circles of files, and those of what stands in one folder.
fn all_circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let folders: BTreeSet<&str> =
        graph.keys().filter_map(|module| Some(module.rsplit_once('/')?.0)).chain([""]).collect();
    let in_folders = folders.iter().flat_map(|folder| circles(&inside(folder, graph)));
    circles(graph).into_iter().chain(in_folders).collect()
}

/// The floor of a module and all that is in it.
fn floor(module: &str) -> usize {
    let name = module.split('/').next().unwrap();
    FLOORS.iter().position(|names| names.contains(&name)).unwrap_or_else(|| panic!("`{name}` has no floor"))
}

fn room(module: &str) -> &str {
    let depth = if OF_ROOMS.iter().any(|floor| module.starts_with(&format!("{floor}/"))) { 2 } else { 1 };
    module.match_indices('/').nth(depth - 1).map_or(module, |(end, _)| &module[..end])
}

/// The imports between rooms.
fn between_rooms(graph: &Graph) -> Graph {
    let mut rooms = Graph::new();
    for (from, targets) in graph {
        let targets = targets.iter().map(|target| room(target)).filter(|target| *target != room(from));
        rooms.entry(room(from).to_owned()).or_default().extend(targets.map(str::to_owned));
    }
    rooms
}

/// One line for each that imports something; what is in the same room is named from there: `.host`.
fn drawn(title: &str, graph: &Graph) -> String {
    let mut text = format!("\n{title}\n");
    for (from, targets) in graph.iter().filter(|(from, _)| !from.is_empty()) {
        let near = format!("{}/", room(from));
        let targets: Vec<String> = targets.iter().map(|target| target.replacen(&near, ".", 1)).collect();
        let _ = writeln!(text, "  {from}: {}", if targets.is_empty() { "–".to_owned() } else { targets.join(" ") });
    }
    text
}

#[test]
fn imports_point_downwards_and_never_in_a_circle() {
    let mut found = BTreeSet::new();
    for mut files in crates() {
        let graph = files.imports();
        assert!(files.lost.is_empty(), "defined where they were not looked for: {:#?}", files.lost);
        let floors = inside("", &graph);
        println!("{}{}{}", drawn("floors", &floors), drawn("rooms", &between_rooms(&graph)), drawn("files", &graph));
        for (from, targets) in floors.iter().filter(|(from, _)| !TOP.contains(&from.as_str())) {
            for target in targets {
                assert!(floor(target) < floor(from), "`{from}` must not import `{target}`");
            }
        }
        for circle in all_circles(&graph) {
            for file in &circle {
                let targets = graph.get(file).map(|targets| targets.intersection(&circle).collect::<Vec<_>>());
                println!("on a circle: {file}: {targets:?}");
            }
            found.insert(circle);
        }
        assert!(graph.values().map(BTreeSet::len).sum::<usize>() > 30, "something is wrong with the reader");
    }
    assert!(found.is_empty(), "circles: {found:#?}");
}

#[test]
fn a_type_name_belongs_to_one_room() {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for files in crates() {
        for (module, file) in files.iter() {
            for name in &file.types {
                rooms.entry(name.clone()).or_default().insert(room(module).to_owned());
            }
        }
    }
    rooms.retain(|_, rooms| rooms.len() > 1);
    assert!(rooms.is_empty(), "defined in several rooms: {rooms:#?}");
}

#[test]
fn a_circle_inside_a_folder_is_seen() {
    let text = |host: &str| {
        let host = host.to_owned();
        move |module: &str| match module {
            "" => "mod numeric; mod rule;".to_owned(),
            "numeric" => "pub struct Number;".to_owned(),
            "rule" => {
                "mod host; mod value; pub use value::Value; pub struct Award { at: crate::numeric::Number }".to_owned()
            }
            "rule/value" => "use super::host::run; // use super::Award;\npub enum Value { A }".to_owned(),
            "rule/host" => host.clone(),
            other => panic!("{other}"),
        }
    };
    let found = |host: &str| all_circles(&Files::reached(text(host)).imports());
    let names = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect::<BTreeSet<_>>();
    // The parent's own item is the parent, which uses nothing of its children here.
    assert!(found("use super::Award; pub fn run() {}").is_empty());
    // What the parent re-exports is the child's, whichever way it is reached.
    let circle = BTreeSet::from([names(&["rule/host", "rule/value"])]);
    for host in [
        "use super::Value; pub fn run() {}",
        "use crate::rule::{Award, Value as V}; pub fn run() {}",
        "pub fn run() { super::value::Value::A; }",
        "use super as above; pub fn run() -> above::Value {}",
    ] {
        assert_eq!(found(host), circle, "{host}");
    }
    let tests_only = "#[cfg(test)] mod tests { use super::super::Value; } pub fn run() { \"super::Value\"; }";
    assert!(found(tests_only).is_empty());
}

#[test]
fn a_parent_that_uses_its_child_is_not_used_by_it() {
    let found = |parent: &str| {
        let text = |module: &str| match module {
            "" => "mod rule;".to_owned(),
            "rule" => parent.to_owned(),
            _ => "use super::Award; pub struct Value(Award);".to_owned(),
        };
        all_circles(&Files::reached(text).imports()).len()
    };
    assert_eq!(found("mod value; pub use value::Value; pub struct Award;"), 0);
    assert_eq!(found("mod value; pub use value::Value; pub struct Award(Value);"), 1);
}

#[test]
fn a_source_file_is_read() {
    let text = r##"
        //! use crate::no;
        mod host;
        pub(crate) use host::{Host as Guest, limit::{self, Budget}};
        use std::fmt;
        /* use crate::no; /* nested */ struct No; */
        #[derive(Debug)] #[serde(rename = "card")]
        pub struct Card<'a> { kind: Kind, text: &'a str }
        #[cfg(test)]
        impl Card<'_> { fn only(&self) -> crate::no::No { [0; { 1 }]; } }
        const SIGN: char = '\''; const QUOTE: char = '"';
        fn says() -> &'static str { r#"crate::no "quoted""# }
        fn schema() -> Schema { json_schema!({ "description": "a card", "type": "string" }) }
        impl fmt::Display for Card<'_> { type Error = crate::Wrong; fn go(&self) -> impl Sized + use<'_> { self.kind } }
    "##;
    let file = SourceFile::read(text);
    assert_eq!(file.children, ["host"]);
    let imports: Vec<String> =
        file.imports.iter().map(|(name, import)| format!("{name}={}", import.path.join("::"))).collect();
    assert_eq!(imports, ["Budget=host::limit::Budget", "Guest=host::Host", "fmt=std::fmt", "limit=host::limit"]);
    assert!(file.imports["Guest"].is_exported && !file.imports["fmt"].is_exported);
    assert_eq!(file.types, ["Card"]);
    assert_eq!(file.items, ["Card", "SIGN", "QUOTE", "says", "schema"]);
    assert_eq!(file.texts, ["card", "\\'", "\"", "crate::no \"quoted\"", "description", "type", "string"]);
    let uses: Vec<String> = file.uses.iter().map(|path| path.join("::")).collect();
    assert!(uses.contains(&"crate::Wrong".to_owned()) && uses.contains(&"fmt::Display".to_owned()), "{uses:?}");
    assert!(!uses.iter().any(|path| path.contains("no") || path == "kind"), "{uses:?}");
}

/// All files of Rust in a folder, at any depth.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

#[test]
fn every_file_is_a_module() {
    for (folder, roots) in [("src", ["lib.rs", "main.rs"].as_slice()), ("tests/suite", &["main.rs"])] {
        let folder = root().join(folder);
        let is_root = |path: &Path| path.parent() == Some(&folder) && roots.iter().any(|root| path.ends_with(root));
        for path in rust_files(&folder) {
            let above = path.parent().unwrap();
            let parents = if above == folder {
                roots.iter().map(|root| folder.join(root)).collect()
            } else {
                vec![above.with_extension("rs")]
            };
            let declared = format!("mod {};", path.file_stem().unwrap().to_str().unwrap());
            let is_declared = parents.iter().any(|parent| fs::read_to_string(parent).unwrap().contains(&declared));
            assert!(is_declared || is_root(&path), "{}: no `{declared}` above it", path.display());
        }
    }
}

#[test]
fn files_of_the_sources_are_short() {
    let long = rust_files(&root().join("src")).into_iter().filter_map(|path| {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        (lines > MAX_LINES).then_some((path, lines))
    });
    assert_eq!(long.collect::<Vec<_>>(), []);
}

#[test]
fn there_are_two_programs_of_tests() {
    let entries = fs::read_dir(root().join("tests")).unwrap();
    let names: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["cases.rs", "data", "suite"].map(str::to_owned).into());
}
