//! Every script that is shipped: it loads, and all its examples come out as they say.

use std::path::Path;

use jixiao::Rule;
use jixiao::project::load_rules;

#[test]
fn all_examples_of_all_scripts_come_out() {
    let (book, problems) = load_rules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts")).unwrap();
    let mut failures: Vec<String> =
        problems.iter().map(|problem| format!("{:?} {:?} {:?}", problem.place, problem.code, problem.facts)).collect();
    for rule in book.rules() {
        match rule.run_examples() {
            Ok(outcomes) => {
                for outcome in outcomes {
                    failures.extend(
                        outcome
                            .problem
                            .map(|problem| format!("{:?} {:?} {:?}", problem.place, problem.code, problem.facts)),
                    );
                }
            }
            Err(problem) => failures.push(format!("{}: {problem:?}", rule.card().name)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
