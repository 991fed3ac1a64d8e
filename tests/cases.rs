//! One file for each kind of problem: it provokes the problem, which is then told in both languages with its place and
//! ends in the documented exit status. A file starts from `tests/data/problems/base`, changes it, and says what is run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jixiao::{Code, Evaluation, Number, Program, Report, RuleSet, Scheme, Severity};
use serde::Deserialize;

/// What a file says; everything but the change has a default.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Provocation {
    /// Run before anything is edited; its output becomes `case/result.json`.
    before: Vec<String>,
    /// What is run; `score case` if nothing is said.
    command: Vec<String>,
    /// The exit status, where it is not 1 for errors and 0 for warnings.
    status: Option<i32>,
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

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn put(case: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = case.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn run(folder: &Path, asked: &Provocation, words: &[String], language: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.args(words).args(["--lang", language]).current_dir(folder);
    let own_scripts = asked.files.keys().any(|name| name.starts_with("scripts/"));
    if own_scripts {
        fs::create_dir_all(folder.join("case/scripts")).unwrap();
    }
    let takes_scripts = words.first().is_some_and(|word| word != "init");
    match (&asked.scripts, own_scripts) {
        (Some(_), _) => {}
        (None, true) if takes_scripts => drop(command.args(["--scripts", "case/scripts"])),
        (None, _) if takes_scripts => drop(command.arg("--scripts").arg(project().join("scripts"))),
        _ => {}
    }
    command.output().unwrap()
}

fn provoke(path: &Path) -> datatest_stable::Result<()> {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let asked: Provocation = serde_yaml::from_str(&fs::read_to_string(path)?)?;
    let code: Code = name.parse().map_err(|_| format!("`{name}` is no code"))?;
    let folder = tempfile::tempdir()?;
    let case = folder.path().join("case");
    let base = project().join("tests/data/problems/base");
    for file in ["scheme.yaml", "report.yaml"] {
        put(&case, file, fs::read_to_string(base.join(file))?);
    }
    if !asked.before.is_empty() {
        put(&case, "result.json", run(folder.path(), &asked, &asked.before, "en").stdout);
    }
    for Edit { file, from, to } in &asked.edit {
        let text = fs::read_to_string(case.join(file))?;
        assert!(text.contains(from.as_str()), "{file} has no {from:?}");
        put(&case, file, text.replacen(from, to, 1));
    }
    for (file, text) in &asked.files {
        put(&case, file, text);
    }
    for (file, hex) in &asked.bytes {
        let digits: Vec<char> = hex.chars().collect();
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect();
        put(&case, file, bytes);
    }
    for (file, Repeat { text, times }) in &asked.repeat {
        put(&case, file, text.repeat(*times));
    }
    let mut command = asked.command.clone();
    if command.is_empty() {
        command = vec!["score".to_owned(), "case".to_owned()];
    }
    let mut told = String::new();
    for language in ["en", "zh"] {
        let output = run(folder.path(), &asked, &command, language);
        let problems = String::from_utf8(output.stderr)?.replace(&project().display().to_string(), "");
        assert!(problems.contains(&format!("[{name}]")), "{name} wanted:\n{problems}");
        assert!(!problems.contains("{$") && !problems.contains("{ $"), "a hole that nothing fills:\n{problems}");
        let usual = if code.severity() == Severity::Error { 1 } else { 0 };
        assert_eq!(output.status.code(), Some(asked.status.unwrap_or(usual)), "{problems}");
        // A line of nesting is 10,000 brackets long.
        told.extend(problems.lines().map(|line| line.chars().take(200).collect::<String>() + "\n"));
    }
    let snapshots = project().join("tests/data/problems");
    insta::with_settings!({ snapshot_path => snapshots, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, told);
    });
    Ok(())
}

/// Codes that no single case provokes, and the test that does.
const ELSEWHERE: [(Code, &str); 12] = [
    (Code::PaperForm, "src/format/paper_problem.rs"),
    (Code::PartlyWritten, "src/project/writer.rs"),
    (Code::NothingInCommon, "tests/suite/compare.rs"),
    (Code::RuleOpaque, "tests/suite/trace.rs"),
    (Code::CauseInseparable, "tests/suite/guard.rs"),
    (Code::CauseOrder, "tests/suite/guard.rs"),
    (Code::OverlayDiffers, "tests/suite/whatif/variants.rs"),
    (Code::SchemesDiffer, "tests/suite/whatif.rs"),
    (Code::MapConflict, "tests/suite/compare.rs"),
    (Code::PartsMissTotal, "tests/suite/compare.rs"),
    (Code::CertificateDisagrees, "src/analysis/seek/context.rs"),
    (Code::SpanDisagrees, "src/analysis/sweep/stability.rs"),
];

/// Every code there is has its file.
fn complete(path: &Path) -> datatest_stable::Result<()> {
    for (code, file) in ELSEWHERE {
        let text = fs::read_to_string(project().join(file))?;
        let variant = format!("Code::{code:?}");
        assert!(text.contains(code.name()) || text.contains(&variant), "{file} lacks {code:?}");
    }
    let elsewhere = |code: &Code| ELSEWHERE.iter().any(|(other, _)| other == code);
    let without: Vec<&str> = Code::all()
        .filter(|code| !elsewhere(code))
        .map(Code::name)
        .filter(|name| !path.parent().unwrap().with_file_name(format!("{name}.yaml")).exists())
        .collect();
    assert!(without.is_empty(), "nothing provokes {without:?}");
    Ok(())
}

/// A small scheme and report, with what they come to, worked by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    what: String,
    /// Further parts of the scheme: metrics, bonuses, policies.
    #[serde(default)]
    scheme: String,
    /// The rows of its one dimension, which is worth 100 points.
    #[serde(default = "full_row")]
    rows: String,
    /// The roundings, where it is not 2 places for rows and total.
    rounding: Option<String>,
    /// What the report says besides its organisation.
    report: String,
    /// The total; none where it is withheld.
    total: Option<String>,
    /// Points by row, where they are to be looked at.
    #[serde(default)]
    points: BTreeMap<String, String>,
    /// What refuses the scheme or the report.
    #[serde(default)]
    refused: Vec<String>,
    /// What is said of the evaluation, all errors and these warnings.
    #[serde(default)]
    told: Vec<String>,
}

/// A row that always earns its 100 points.
fn full_row() -> String {
    "{ id: full, name: 办结, weight: 100, rule: boolean }".to_owned()
}

impl Worked {
    fn scheme(&self) -> String {
        let rounding = self
            .rounding
            .as_deref()
            .unwrap_or("{ indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }");
        let rows: String = self.rows.lines().map(|row| format!("      - {row}\n")).collect();
        format!(
            "scheme: t\ntitle: 试题\nfull_score: 100\nrounding: {rounding}\ngrades: [{{ grade: 优秀, from: 90 }}, \
             {{ grade: 良好, from: 80 }}, {{ grade: 中, from: 60 }}, {{ grade: 差, from: 0 }}]\n{}\ndimensions:\n  - id: \
             d\n    name: 产出\n    weight: 100\n    indicators:\n{rows}",
            self.scheme
        )
    }

    /// The codes of what refuses the case, or the evaluation.
    fn evaluate(&self) -> Result<Evaluation, Vec<String>> {
        let codes = |problems: jixiao::Diagnostics| {
            let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
            errors.map(|problem| problem.code.name().to_owned()).collect::<Vec<_>>()
        };
        let scheme = Scheme::from_yaml(&self.scheme()).map_err(codes)?;
        let program = Program::compile(scheme, RuleSet::shipped()).map_err(codes)?;
        let report = Report::from_yaml(&format!("unit: 某局\n{}", self.report), program.scheme()).map_err(codes)?;
        Ok(program.evaluate(&report))
    }
}

/// Every case of a file comes to what was worked by hand.
fn work(path: &Path) -> datatest_stable::Result<()> {
    let all: Vec<Worked> = serde_yaml::from_str(&fs::read_to_string(path)?)?;
    let mut wrong = Vec::new();
    for case in &all {
        let found = match case.evaluate() {
            Err(codes) => (format!("refused {codes:?}"), codes == case.refused),
            Ok(evaluation) => {
                let plain =
                    |text: &String| Number::parse(text).map_or_else(|_| text.clone(), |number| number.to_string());
                let total = evaluation.total.as_ref().map(|total| total.points.to_string());
                let told: Vec<&str> = evaluation.diagnostics.iter().map(|problem| problem.code.name()).collect();
                let errors = evaluation.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error);
                let unsaid = errors.filter(|problem| !case.told.iter().any(|told| told == problem.code.name())).count();
                let is_told = unsaid == 0 && case.told.iter().all(|code| told.contains(&code.as_str()));
                let points: BTreeMap<String, String> = evaluation
                    .rows
                    .iter()
                    .filter(|row| case.points.contains_key(row.id()))
                    .map(|row| (row.id().to_owned(), row.points().map(ToString::to_string).unwrap_or_default()))
                    .collect();
                let holds = total == case.total.as_ref().map(plain)
                    && is_told
                    && points == case.points
                    && case.refused.is_empty();
                (format!("{total:?}, points {points:?}, told {told:?}"), holds)
            }
        };
        if !found.1 {
            wrong.push(format!("{}: {}", case.what, found.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

datatest_stable::harness! {
    { test = work, root = "tests/data/meaning", pattern = r"\.yaml$" },
    { test = provoke, root = "tests/data/problems", pattern = r"^[a-z0-9-]+\.yaml$" },
    { test = complete, root = "tests/data/problems", pattern = r"^base/scheme\.yaml$" },
}
