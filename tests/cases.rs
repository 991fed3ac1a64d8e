//! One file for each kind of problem: it provokes the problem, which is then told in both languages with its place and
//! ends in the documented exit status. A file starts from `tests/data/problems/base`, changes it, and says what is run.

#[path = "suite/provocation.rs"]
mod provocation;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jixiao::{Code, Evaluation, Number, Program, Report, RuleSet, Scheme, Severity};
use serde::Deserialize;

use provocation::{Provocation, project};

fn provoke(path: &Path) -> datatest_stable::Result<()> {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let asked = Provocation::read(path);
    let code: Code = name.parse().map_err(|_| format!("`{name}` is no code"))?;
    let folder = tempfile::tempdir()?;
    asked.lay(folder.path());
    let command = asked.command();
    let mut told = String::new();
    for language in ["en", "zh"] {
        let output = asked.run(folder.path(), &command, language);
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
const ELSEWHERE: [(Code, &str); 17] = [
    (Code::AmbiguousCause, "tests/suite/guard/review.rs"),
    (Code::PaperForm, "src/format/paper_problem.rs"),
    (Code::PartlyWritten, "src/project/writer.rs"),
    (Code::NothingInCommon, "tests/suite/compare.rs"),
    (Code::NothingToDraw, "tests/suite/robust.rs"),
    (Code::RuleOpaque, "tests/suite/trace.rs"),
    (Code::CauseInseparable, "tests/suite/guard.rs"),
    (Code::CauseOrder, "tests/suite/guard.rs"),
    (Code::OverlayDiffers, "tests/suite/whatif/variants.rs"),
    (Code::SchemesDiffer, "tests/suite/whatif.rs"),
    (Code::MapConflict, "tests/suite/compare.rs"),
    (Code::PartsMissTotal, "tests/suite/compare.rs"),
    (Code::CertificateDisagrees, "src/analysis/seek/context.rs"),
    (Code::SpanDisagrees, "src/analysis/sweep/stability.rs"),
    (Code::RecordForm, "tests/suite/batch.rs"),
    (Code::FeatureMissing, "tests/suite/batch.rs"),
    (Code::PlanDiffers, "src/population/batch.rs"),
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
