//! What many tests need: runs of the program, cases made of texts, the rules, and folders to write in.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use jixiao::project::{CaseRequest, OpenCase, load_rules, open_case, read, read_report_text, read_scheme_text};
use jixiao::{Number, Report, RuleSet, Scheme, Source, Warned, Weight};
use proptest::prelude::ProptestConfig;
use serde_json::Value;

/// The case that most runs are about.
pub const YUEYANG: &str = "indicators/yueyang-2024";

/// Two decimals for each row and for the total, a line of a scheme.
pub const ROWS_ROUNDED: &str =
    "rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }\n";
/// Two decimals for the total only.
pub const TOTAL_ROUNDED: &str = "rounding: { total: { places: 2, mode: half-up } }\n";

/// Two rows of a scheme and a report on them: 60 × 90 % + 40 × 80 % = 86.
pub const A: &str = "{ id: a, name: 甲, weight: 60, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }";
pub const B: &str = "{ id: b, name: 乙, weight: 40, unit: \"%\", target: { at_least: 100 }, rule: forward_ratio }";
pub const A_AND_B: &str = "unit: 局\nmetrics:\n  a: { value: 90 }\n  b: { value: 80 }\n";

/// The folder of the project, in which the program is run.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of the test's own.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// An empty folder with these files in it.
pub fn folder_of(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let path = folder(name);
    for (file, text) in files {
        fs::write(path.join(file), text).unwrap();
    }
    path
}

/// Copies these files of one folder into another.
pub fn copy(files: &[&str], from: &Path, to: &Path) {
    for file in files {
        fs::copy(from.join(file), to.join(file)).unwrap();
    }
}

/// Replaces a part of a file that must be there.
pub fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// How a run of the program ended and what it printed.
#[derive(Debug)]
pub struct Run {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The same run, which must have ended with this status.
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}\n{}", self.err, self.out);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.err, self.out))
    }

    /// The problems without the folders of this machine.
    pub fn problems(&self) -> String {
        self.err.replace(env!("CARGO_TARGET_TMPDIR"), "").replace(env!("CARGO_MANIFEST_DIR"), "")
    }

    /// The run must have been refused with this status and this code or text, and without a result.
    pub fn refused(&self, status: i32, wanted: &str, what: &[&str]) {
        assert_eq!(self.status, Some(status), "{what:?}: {}", self.err);
        assert!(self.err.contains(wanted) && !self.err.contains("{$"), "{what:?}: {wanted} wanted, {}", self.err);
        assert!(self.out.is_empty(), "{what:?}: {}", self.out);
    }
}

/// The program, to be run in the folder of the project.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(root());
    command
}

/// Runs the program in the folder of the project.
pub fn jixiao(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments))
}

/// What the program prints if all is well.
pub fn printed(arguments: &[&str]) -> String {
    jixiao(arguments).ended(0).out
}

/// The shipped rules and those of `tests/data/rules`.
pub fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut rules = load_rules(&root().join("scripts")).unwrap().value;
        for name in ["capped_ratio", "square"] {
            let path = root().join("tests/data/rules").join(format!("{name}.rhai"));
            rules.add(name, &read(&path).unwrap()).unwrap();
        }
        rules
    })
}

/// A script with one number as its input and this body, which begins on line 10.
pub fn script(body: &str) -> String {
    format!(
        "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n\
fn inputs() {{ #{{ actual: #{{ kind: \"number\", zh: \"完成值\", en: \"actual\" }} }} }}\n\
fn params() {{ #{{}} }}\n\
fn sentences() {{ #{{ b: #{{ zh: \"{{points}}\", en: \"{{points}}\" }}, no: #{{ zh: \"不行\", en: \"no\" }} }} }}\n\
fn examples() {{ [ #{{ actual: 1, target: 2, weight: 10, points: 5 }} ] }}\n{body}"
    )
}

/// The text of a scheme whose rows are in one dimension; `head` is what it says of the whole.
pub fn scheme_text(full: impl Display, head: &str, metrics: &[impl AsRef<str>], rows: &[impl AsRef<str>]) -> String {
    let metrics = metrics.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    let rows = rows.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    format!(
        "scheme: s\ntitle: 试算\nfull_score: {full}\n{head}metrics: {{ {metrics} }}\n\
         dimensions: [{{ id: all, name: 产出, weight: {full}, indicators: [{rows}] }}]\n"
    )
}

/// The scheme of a text without errors.
pub fn scheme(text: &str) -> Scheme {
    read_scheme_text(&Source::new("scheme.yaml", text)).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// The report of a text without errors.
pub fn report(text: &str, scheme: &Scheme) -> Report {
    let report = read_report_text(&Source::new("report.yaml", text), scheme);
    report.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// The case in a folder of the project, opened with its rules.
pub fn opened(folder: &str) -> OpenCase {
    let Warned { value: opened, warnings: problems } =
        open_case(&CaseRequest { folder: root().join(folder), ..CaseRequest::default() }).unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
    opened
}

/// The number of a text, which may be a fraction.
pub fn number(text: &str) -> Number {
    Number::parse_exact(text).unwrap()
}

pub fn weight(text: &str) -> Weight {
    Weight::new(number(text)).unwrap()
}

/// So many units of the last place as a decimal: 987 tenths are 98.7.
pub fn decimal(units: impl Into<i64>, places: usize) -> String {
    let units = units.into();
    let digits = format!("{:0width$}", units.abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}{whole}.{fraction}")
}

/// So many random cases; a case that fails is printed and not kept in a file.
pub fn random_cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
