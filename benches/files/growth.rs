//! How the time of one case grows with its rows, and with the length of the script of its rule.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::{below, program, timed};

/// How often each is measured; the fastest counts, for what slows a run down is another program.
const RUNS: usize = 5;

pub fn print(folder: &Path, is_bench: bool) {
    let rows: &[usize] = if is_bench { &[20, 200, 2_000] } else { &[20] };
    for count in rows {
        let case = below(folder, &format!("rows-{count}"));
        write_case(&case, *count, "forward_ratio");
        line(&format!("`score` of {count} rows"), &case, &["score"]);
    }
    let swept: &[usize] = if is_bench { &[20, 100, 500] } else { &[20] };
    for count in swept {
        let case = below(folder, &format!("rows-{count}"));
        write_case(&case, *count, "forward_ratio");
        line(&format!("`sweep` of {count} rows"), &case, &["sweep"]);
    }
    let statements: &[usize] = if is_bench { &[10, 100, 1_000] } else { &[10] };
    for count in statements {
        let case = below(folder, &format!("statements-{count}"));
        write_case(&case, 200, "long");
        fs::write(below(&case, "scripts").join("long.rhai"), script(*count)).unwrap();
        line(&format!("`score` of 200 rows by a script of {count} statements"), &case, &["score"]);
    }
}

fn line(name: &str, case: &Path, arguments: &[&str]) {
    let run = || {
        let mut command = program();
        command.args(arguments).arg(case);
        timed(command)
    };
    let fastest = (0..RUNS).map(|_| run()).min_by_key(|ran| ran.time).unwrap();
    println!("| {name} | {:.3} s, {} MB |", fastest.time.as_secs_f64(), fastest.bytes >> 20);
}

/// A case of so many rates of equal weights.
fn write_case(case: &Path, rows: usize, rule: &str) {
    let weight = 10_000 / rows;
    let (mut metrics, mut indicators, mut figures) = (String::new(), String::new(), String::new());
    for row in 0..rows {
        let _ = writeln!(metrics, "  m{row}: {{ name: 数据{row}, unit: \"%\" }}");
        let _ = writeln!(
            indicators,
            "      - {{ id: r{row}, name: 指标{row}, weight: {}.{:02}, unit: \"%\", target: {{ at_least: 100 }}, actual: m{row}, rule: {rule} }}",
            weight / 100,
            weight % 100
        );
        let _ = writeln!(figures, "  m{row}: {{ value: {}.{} }}", 90 + row % 10, row % 7);
    }
    let scheme = format!(
        "scheme: rows\ntitle: 行数\nfull_score: 100\n\
         rounding: {{ indicator: {{ places: 2, mode: half-up }}, total: {{ places: 2, mode: half-up }} }}\n\
         grades: [{{ grade: 优, from: 90 }}, {{ grade: 良, from: 80 }}, {{ grade: 中, from: 60 }}, {{ grade: 差, from: 0 }}]\n\
         metrics:\n{metrics}dimensions:\n  - id: all\n    name: 全部\n    weight: 100\n    indicators:\n{indicators}"
    );
    fs::write(case.join("scheme.yaml"), scheme).unwrap();
    fs::write(case.join("report.yaml"), format!("unit: 单位\nscheme: rows\nmetrics:\n{figures}")).unwrap();
}

/// A rule that says the same so many times before it awards.
fn script(statements: usize) -> String {
    let mut text = "//! title-zh: 长脚本\n//! title-en: A long script\n//! zh: 先重复计算再给分。\n//! en: Repeats itself before it awards.\n\
        //! source: 自拟\n//! kind: rule\n//! direction: higher\n//! family: proportional rate\n\n\
        fn target() { [\"at-least\"] }\nfn inputs() { #{ actual: #{ kind: \"number\", zh: \"实际完成值\", en: \"actual value\" } } }\n\
        fn params() { #{} }\nfn sentences() { #{ part: #{ zh: \"得 {points}\", en: \"{points}\" } } }\n\
        fn examples() { [#{ actual: 50, target: 100, weight: 10, points: 5, branch: \"part\" }] }\n\n\
        fn score(case) {\n    let reached = case.actual;\n"
        .to_owned();
    for _ in 0..statements {
        text.push_str("    reached = reached + case.target - case.target;\n");
    }
    text.push_str("    award(case.weight * reached / case.target, \"part\")\n}\n");
    text
}
