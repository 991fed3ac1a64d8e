//! One file for each kind of problem (`tests/data/problems`): it starts from the case in `base`, changes it, and says what
//! is run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;

/// What a file says; everything but the change has a default.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Provocation {
    /// Run before anything is edited; its output becomes `case/result.json`.
    before: Vec<String>,
    /// What is run; `score case` if nothing is said.
    command: Vec<String>,
    /// The exit status, where it is not 1 for errors and 0 for warnings.
    pub status: Option<i32>,
    /// `none`: no folder of scripts is named.
    scripts: Option<String>,
    edit: Vec<Edit>,
    files: BTreeMap<String, String>,
    bytes: BTreeMap<String, String>,
    repeat: BTreeMap<String, Repeat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    text: String,
    times: usize,
}

pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn put(case: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = case.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

impl Provocation {
    pub fn read(path: &Path) -> Self {
        serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    /// Makes the case in a folder, as `case`.
    pub fn lay(&self, folder: &Path) {
        let case = folder.join("case");
        let base = project().join("tests/data/problems/base");
        for file in ["scheme.yaml", "report.yaml"] {
            put(&case, file, fs::read_to_string(base.join(file)).unwrap());
        }
        if !self.before.is_empty() {
            put(&case, "result.json", self.run(folder, &self.before, "en").stdout);
        }
        for Edit { file, from, to } in &self.edit {
            let text = fs::read_to_string(case.join(file)).unwrap();
            assert!(text.contains(from.as_str()), "{file} has no {from:?}");
            put(&case, file, text.replacen(from, to, 1));
        }
        for (file, text) in &self.files {
            put(&case, file, text);
        }
        for (file, hex) in &self.bytes {
            let digits: Vec<char> = hex.chars().collect();
            let digit = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
            put(&case, file, digits.chunks(2).map(digit).collect::<Vec<u8>>());
        }
        for (file, Repeat { text, times }) in &self.repeat {
            put(&case, file, text.repeat(*times));
        }
    }

    /// What is run.
    pub fn command(&self) -> Vec<String> {
        match self.command.is_empty() {
            true => vec!["score".to_owned(), "case".to_owned()],
            false => self.command.clone(),
        }
    }

    /// Whether the case has scripts of its own, in `case/scripts`.
    pub fn has_scripts(&self) -> bool {
        self.files.keys().any(|name| name.starts_with("scripts/"))
    }

    pub fn run(&self, folder: &Path, words: &[String], language: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.args(words).args(["--lang", language]).current_dir(folder);
        let own_scripts = self.has_scripts();
        if own_scripts {
            fs::create_dir_all(folder.join("case/scripts")).unwrap();
        }
        let takes_scripts = words.first().is_some_and(|word| word != "init");
        match (&self.scripts, own_scripts) {
            (Some(_), _) => {}
            (None, true) if takes_scripts => drop(command.args(["--scripts", "case/scripts"])),
            (None, _) if takes_scripts => drop(command.arg("--scripts").arg(project().join("scripts"))),
            _ => {}
        }
        command.output().unwrap()
    }
}
