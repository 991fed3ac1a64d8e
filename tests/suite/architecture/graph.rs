//! The import graph of files, and its circles.
//!
//! A name counts as an import of the file that defines it, whichever way it is reached: what a parent module re-exports
//! is an import of the child behind it, what the parent defines itself is an import of the parent. To declare a child
//! or to hand its names on (`mod x;`, `pub use x::Name;`) is no import; to use such a name in the parent's code is one.
//! A module that is named as a whole (`use super::phrases;`) is imported by what is taken from it (`phrases::short`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path as FilePath;

use super::source::{Path, SourceFile};

/// What depends on what.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The files of a crate by module path, `rule/host` for `src/rule/host.rs`; the root is the empty path.
#[derive(Default)]
pub struct Files {
    files: BTreeMap<String, SourceFile>,
    /// Names that were looked for where they are not defined.
    pub lost: BTreeSet<String>,
}

impl Files {
    /// Reads a crate from its root file on, `src/lib.rs`; files that only tests compile are not reached.
    pub fn read(root: &FilePath) -> Self {
        let folder = root.parent().unwrap();
        Self::reached(|module| {
            let file = if module.is_empty() { root.to_owned() } else { folder.join(format!("{module}.rs")) };
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        })
    }

    /// The crate whose files have these texts.
    pub fn reached(text: impl Fn(&str) -> String) -> Self {
        let mut files = BTreeMap::new();
        let mut open = vec![String::new()];
        while let Some(module) = open.pop() {
            let file = SourceFile::read(&text(&module));
            open.extend(file.children.iter().map(|child| below(&module, child)));
            files.insert(module, file);
        }
        Self { files, lost: BTreeSet::new() }
    }

    /// The files by module path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SourceFile)> {
        self.files.iter().map(|(module, file)| (module.as_str(), file))
    }

    /// Which file imports which.
    pub fn imports(&mut self) -> Graph {
        let mut graph = Graph::new();
        let mut lost = BTreeSet::new();
        for (module, file) in &self.files {
            let imported = file.imports.values().filter(|import| !import.is_exported).map(|import| &import.path);
            let mut targets = BTreeSet::new();
            for path in imported.chain(&file.uses) {
                match self.definer(module, path) {
                    Some(Found::Item(target)) => drop(targets.insert(target)),
                    Some(Found::Lost(what)) => drop(lost.insert(format!("{module}: {what}"))),
                    Some(Found::Module(_)) | None => {}
                }
            }
            targets.remove(module);
            graph.insert(module.clone(), targets);
        }
        self.lost = lost;
        graph
    }

    /// What a path stands for that is written in this module; nothing where it leaves the crate or is local.
    fn definer(&self, module: &str, path: &Path) -> Option<Found> {
        let mut at = module.to_owned();
        for (step, part) in path.iter().enumerate() {
            let file = self.files.get(&at)?;
            let child = below(&at, part);
            match part.as_str() {
                "crate" => at = String::new(),
                "self" if step == 0 => {}
                "super" => at = at.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned(),
                // `use rayon::prelude` in a module with a child `rayon` would be ambiguous to the compiler too.
                _ if self.files.contains_key(&child) => at = child,
                _ => {
                    if let Some(import) = file.imports.get(part) {
                        if import.path == *path {
                            return None;
                        }
                        match self.definer(&at, &import.path) {
                            Some(Found::Module(target)) => {
                                at = target;
                                continue;
                            }
                            found => return found,
                        }
                    }
                    if step == 0 {
                        return None;
                    }
                    let is_defined = file.items.contains(part);
                    return Some(if is_defined { Found::Item(at) } else { Found::Lost(format!("{at}::{part}")) });
                }
            }
        }
        Some(Found::Module(at))
    }
}

enum Found {
    Item(String),
    Module(String),
    Lost(String),
}

fn below(module: &str, child: &str) -> String {
    if module.is_empty() { child.to_owned() } else { format!("{module}/{child}") }
}

/// The graph of what stands in one folder: a file and the folder of its children are one there.
pub fn inside(folder: &str, graph: &Graph) -> Graph {
    let entry = |module: &str| {
        let rest = if folder.is_empty() { module } else { module.strip_prefix(folder)?.strip_prefix('/')? };
        let first = rest.split('/').next().filter(|first| !first.is_empty())?;
        Some(below(folder, first))
    };
    let mut found = Graph::new();
    for (from, targets) in graph {
        let Some(from) = entry(from) else { continue };
        let targets = targets.iter().filter_map(|target| entry(target)).filter(|target| *target != from);
        let targets: Vec<String> = targets.collect();
        found.entry(from).or_default().extend(targets);
    }
    found
}

/// All that can be reached from here, the start only if a circle leads back.
fn reached<'g>(graph: &'g Graph, from: &str) -> BTreeSet<&'g str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = vec![from];
    while let Some(at) = open.pop() {
        for target in graph.get(at).into_iter().flatten() {
            if found.insert(target.as_str()) {
                open.push(target);
            }
        }
    }
    found
}

/// The circles: sets of files each of which leads to all others of its set.
pub fn circles(graph: &Graph) -> BTreeSet<BTreeSet<String>> {
    let all: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|from| (from.as_str(), reached(graph, from))).collect();
    let lead = |from: &str, to: &str| all.get(from).is_some_and(|targets| targets.contains(to));
    let on_circle = graph.keys().filter(|from| lead(from, from));
    on_circle.map(|from| graph.keys().filter(|to| lead(from, to) && lead(to, from)).cloned().collect()).collect()
}
