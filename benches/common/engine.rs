//! Every call of the bench into jixiao.

use std::path::Path;

use jixiao::analysis::sweep::{Step, Sweep, SweepRequest, sweep};
use jixiao::analysis::whatif::{Change, ChangeTexts, Population, Subject};
use jixiao::project::{load_rules, read_report_text, read_scheme_text};
use jixiao::{Evaluation, Number, Overlay, Place, Program, Report, RuleSet, Scheme, Source, Warned, WeightMode};

use crate::work::Answer;

/// A scheme with the shipped rules.
pub struct Engine {
    scheme: Scheme,
    rules: RuleSet,
}

impl Engine {
    pub fn new(scheme: &str) -> Self {
        let scheme = read_scheme_text(&Source::new("scheme.yaml", scheme)).unwrap();
        let Warned { value: rules, warnings: problems } = load_rules(Path::new("scripts")).unwrap();
        assert!(problems.is_empty());
        Self { scheme, rules }
    }

    pub fn read(&self, report: &str) -> Report {
        read_report_text(&Source::new("report.yaml", report), &self.scheme).unwrap()
    }

    /// The scheme compiled with its rules.
    pub fn program(&self) -> Program {
        Program::compile(self.scheme.clone(), self.rules.clone()).unwrap()
    }

    /// The weight change `set` for many units, compiling included.
    pub fn whatif(&self, subjects: &[Subject], set: &str) -> Population {
        let texts = ChangeTexts { set: vec![Place::argument("--set", set)], ..ChangeTexts::default() };
        let change = Change::read(&texts, &self.scheme, &self.rules).unwrap();
        let program = self.program();
        let overlay = change
            .weights
            .iter()
            .fold(Overlay::new(), |overlay, (id, weight)| overlay.weight(id, weight.number().clone()));
        let after = program.overlaid(&overlay).unwrap();
        Population::new(&program, &after, subjects, Vec::new()).unwrap()
    }

    /// A sweep with the steps the command uses by default.
    pub fn sweep(&self, report: &Report) -> Sweep {
        let steps = vec![Step::Points(Number::from(1)), Step::Percent(Number::from(20))];
        let request = SweepRequest { mode: WeightMode::Proportional, steps, ..SweepRequest::default() };
        sweep(&self.scheme, &self.rules, report, &request).unwrap().value
    }
}

pub fn subject(report: Report) -> Subject {
    Subject { file: "report.yaml".to_owned(), before: report, after: None }
}

/// Panics unless the points of every row, the total and the grade equal the answer.
pub fn verify(unit: &str, evaluation: &Evaluation, answer: &Answer) {
    assert_eq!(evaluation.rows.len(), answer.points.len(), "{unit}");
    for row in &evaluation.rows {
        let points = row.points().unwrap_or_else(|| panic!("{unit}: {} has no points", row.id()));
        assert_eq!(*points.number(), number(&answer.points[row.id()]), "{unit}: {}", row.id());
    }
    let total = evaluation.total.as_ref().unwrap();
    assert_eq!(*total.points.number(), number(&answer.total), "{unit}");
    assert_eq!(total.grade.zh, answer.grade, "{unit}");
}

/// Panics unless the totals before the change equal the answers, which repeat.
pub fn verify_totals(population: &Population, answers: &[&Answer]) {
    for (unit, answer) in population.units.iter().zip(answers.iter().cycle()) {
        let before = unit.before.as_ref().unwrap();
        assert_eq!(*before.points.number(), number(&answer.total), "{}", unit.unit);
    }
}

fn number(text: &str) -> Number {
    Number::parse_exact(text).unwrap()
}
