//! Scores a case from memory, raises a weight and says what moved.

use jixiao::{Overlay, Program, Report, RuleSet, Scheme};

const SCHEME: &str = include_str!("../indicators/yueyang-2024/scheme.yaml");
const REPORT: &str = include_str!("../indicators/yueyang-2024/report.yaml");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let program = Program::compile(Scheme::from_yaml(SCHEME)?, RuleSet::shipped())?;
    let report = Report::from_yaml(REPORT, program.scheme())?;
    let before = program.evaluate(&report);
    let after = program.evaluate_with(&report, &Overlay::new().weight("complaint-disposal", 20))?;
    for (old, new) in before.rows.iter().zip(&after.rows).filter(|(old, new)| old.weight() != new.weight()) {
        let points = old.points().zip(new.points()).ok_or("a row has no points")?;
        println!("{}: {} → {} of {} → {}", old.name().zh, points.0, points.1, old.weight(), new.weight());
    }
    let totals = before.total.zip(after.total).ok_or("a total is withheld")?;
    println!("{} {} → {} {}", totals.0.points, totals.0.grade.zh, totals.1.points, totals.1.grade.zh);
    Ok(())
}
