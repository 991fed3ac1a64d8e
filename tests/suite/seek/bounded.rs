//! Searches end with the best that was found, refuse what is too large with advice that helps, and leave given facts alone.

use jixiao::analysis::seek::{FigureSearch, Goal, Norm, seek_figures, seek_weights};

use super::{by_figures, by_weights, found, ids, yueyang};
use crate::support::{self, YUEYANG, jixiao, number};

/// The 35 points that a step of 0.1 finds lie on every finer step that divides it, so none of these may find nothing or more.
#[test]
fn a_finer_step_never_finds_less() {
    let opened = yueyang();
    let (scheme, report) = (&opened.case.scheme, &opened.case.report);
    let seek = |goal: &Goal, norm: Norm, step: &str| {
        let sought = seek_weights(scheme, &opened.rules, report, &by_weights(goal.clone(), norm, step)).unwrap();
        let certificate = found(&sought);
        assert!(goal.is_reached(&certificate.after.total, scheme), "{certificate:?}");
        let size = certificate.size.clone();
        if norm == Norm::Steps { size.multiply(&number(step)).unwrap() } else { size }
    };
    for goal in [Goal::BelowGrade(0), Goal::BelowTotal(number("92"))] {
        let coarse = seek(&goal, Norm::Points, "0.1");
        for (norm, step) in [(Norm::Points, "0.01"), (Norm::Points, "0.004"), (Norm::Steps, "0.002")] {
            let fine = seek(&goal, norm, step);
            assert!(fine <= coarse, "{step}: {fine} against {coarse}");
        }
    }
}

#[test]
fn what_is_said_twice_or_below_zero_is_refused() {
    let seek = |rest: &[&str]| jixiao(&[&["seek", YUEYANG, "--lang", "en"], rest].concat());
    let exactly = ["--goal", "exactly:96.89", "--weights"];
    let id = "complaint-disposal";
    let twice: [&[&str]; 6] = [
        &["complaint-disposal,complaint-disposal"],
        &["complaint-disposal", "--weights", "hotline-closure,complaint-disposal"],
        &[id, "--bounds", "hotline-closure=1..20", "--bounds", "hotline-closure=2..30"],
        &[id, "--grid", "1", "--grid", "2"],
        &[id, "--max", "20", "--bounds", "cameras=1..2", "--bounds", "cameras=1..2"],
        &[id, "--lock", "cameras", "--grid", "5", "--grid", "5"],
    ];
    for rest in twice {
        let run = seek(&[&exactly, rest].concat());
        assert!(run.status != Some(0) && run.err.contains("[duplicate-key]"), "{rest:?}\n{}", run.err);
    }
    let actuals = ["--goal", "below:优秀", "--by", "actuals"];
    for rest in [
        ["--grid", "floods=1", "--grid", "floods=2"],
        ["--cost", "floods=1", "--cost", "floods=2"],
        ["--bounds", "floods=0..4", "--bounds", "floods=0..5"],
        ["--grid", "1", "--grid", "2"],
    ] {
        let run = seek(&[&actuals[..], &rest].concat());
        assert!(run.err.contains("[duplicate-key]"), "{rest:?}\n{}", run.err);
    }
    let weights = ["--goal", "below:优秀"];
    let below: [(&[&str], &[&str]); 7] = [
        (&weights, &["--grid", "-1"]),
        (&weights, &["--grid", "-0.5", "--norm", "max"]),
        (&weights, &["--within", "-3"]),
        (&weights, &["--bounds", "cameras=-1..5"]),
        (&actuals, &["--grid", "-1"]),
        (&[exactly[0], exactly[1], exactly[2], id], &["--grid", "-1"]),
        (&[exactly[0], exactly[1], exactly[2], id], &["--max", "-30"]),
    ];
    for (goal, rest) in below {
        let run = seek(&[goal, rest].concat());
        assert!(run.err.contains("[number-range]"), "{rest:?}\n{}", run.err);
    }
    for rest in [["--by", "-1"], ["--percent", "-300"]] {
        let run = jixiao(&[&["sweep", YUEYANG, "--lang", "en"][..], &rest].concat());
        assert!(run.err.contains("[number-range]"), "{rest:?}\n{}", run.err);
    }
}

/// What the help names is taken as it is written, and is then no longer too large.
#[test]
fn the_help_of_a_search_that_is_too_large_helps() {
    let exactly = ["--goal", "exactly:96.89", "--weights"];
    let three = "complaint-disposal,hotline-closure,collection-validity";
    let commands: [(&[&str], &str); 6] = [
        (&["--goal", "below:优秀", "--grid", "0.00001"], "--grid"),
        (&["--goal", "below:优秀", "--norm", "steps:0.0001"], "--norm"),
        (&[exactly[0], exactly[1], exactly[2], "complaint-disposal,cameras", "--max", "1000000"], "--max"),
        (&[exactly[0], exactly[1], exactly[2], three, "--grid", "0.01"], "--grid"),
        (&["--goal", "below:优秀", "--by", "actuals", "--grid", "0.0001"], "--grid"),
        (
            &["--goal", "below:优秀", "--by", "actual:complaint_disposal", "--grid", "complaint_disposal=0.000001"],
            "--grid",
        ),
    ];
    for (command, option) in commands {
        let seek = |rest: &[&str]| jixiao(&[&["seek", YUEYANG, "--lang", "en"], rest].concat());
        let run = seek(command);
        assert!(run.err.contains("[search-too-large]"), "{command:?}\n{}", run.err);
        let help = run.err.lines().find_map(|line| line.split_once("help: use ")).map(|(_, help)| help.trim());
        let (named, value) = help.and_then(|help| help.split_once(' ')).unwrap_or_else(|| panic!("{}", run.err));
        assert_eq!(named, option, "{}", run.err);
        let at = command.iter().position(|part| *part == option).unwrap();
        let mut helped = command.to_vec();
        helped[at + 1] = value;
        // A step that is just coarse enough takes its time, and is worked out in the tests of that.
        if option == "--max" {
            let run = seek(&helped);
            assert!(!run.err.contains("[search-too-large]"), "{helped:?}\n{}", run.err);
        }
    }
}

/// A budget is what execution is measured against: it changes only where it was set free.
#[test]
fn given_facts_stay_unless_they_are_set_free() {
    let text = "scheme: s\ntitle: 试算\nfull_score: 100\nrounding: { total: { places: 2, mode: half-up } }\n\
        grades: [{ grade: 优秀, from: 90 }, { grade: 其他, from: 0 }]\nmetrics:\n  spent: { unit: 万元 }\n\
        \x20 budget: { unit: 万元 }\n  done: { unit: 件 }\n  accepted: { unit: 件 }\ndimensions:\n  - id: d\n    name: 产出\n    weight: 100\n\
        \x20   indicators:\n      - { id: execution, name: 执行, weight: 60, unit: \"%\", rule: budget_execution, \
        inputs: { budget: budget, executed: spent } }\n      - { id: closed, name: 办结, weight: 40, unit: \"%\", \
        target: { at_least: 100 }, rule: forward_ratio, actual: 100 * done / accepted }\n";
    let scheme = support::scheme(text);
    let figures = "spent: { value: 80 }, budget: { value: 100 }, done: { value: 9 }, accepted: { value: 10 }";
    let report = support::report(&format!("unit: 某局\nmetrics: {{ {figures} }}\n"), &scheme);
    let seek = |free: &[&str]| {
        let search = FigureSearch { free: ids(free), ..by_figures(Goal::Total(number("90")), None) };
        let sought = seek_figures(&scheme, support::rules(), &report, &search).unwrap();
        let given: Vec<String> = sought.given.iter().map(|(id, _)| id.clone()).collect();
        (given, found(&sought).changes.iter().map(|change| change.id.clone()).collect::<Vec<_>>())
    };
    let (given, changed) = seek(&[]);
    assert_eq!(given, ["accepted", "budget"]);
    assert!(changed.iter().all(|id| id == "spent" || id == "done"), "{changed:?}");
    let (given, _) = seek(&["budget"]);
    assert_eq!(given, ["accepted"]);
    let (given, _) = seek(&["budget", "accepted", "spent"]);
    assert!(given.is_empty());
    let run = jixiao(&["seek", YUEYANG, "--goal", "below:优秀", "--by", "actuals", "--free", "nobody"]);
    assert!(run.err.contains("[unknown-metric]"), "{}", run.err);
}
