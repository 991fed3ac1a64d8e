//! The module that Spark calls: with plain iterators in its place, and filters that fail in every way.

use std::fs;
use std::process::Command;

use crate::support::{Run, folder, jixiao, printed, root};

#[test]
fn a_filter_that_fails_in_any_way_fails_the_job() {
    if Command::new("python3").arg("--version").output().is_err() {
        return;
    }
    for language in ["zh", "en"] {
        let place = folder(&format!("spark-wrapper-{language}"));
        let module = printed(&["spark-wrapper", "--lang", language]);
        assert!(!module.contains('@') && module.contains("TRANSFORM"), "{module}");
        fs::write(place.join("jixiao_spark.py"), module).unwrap();
        let bundle = place.join("counties.bundle");
        jixiao(&["bundle", "tests/data/population", "-o", bundle.to_str().unwrap()]).ended(0);
        let script = root().join("tests/data/spark/wrapper.py");
        let mut python = Command::new("python3");
        python.arg(script).arg(&place).arg(env!("CARGO_BIN_EXE_jixiao")).arg(&bundle);
        let run = Run::of(python.env("PYTHONDONTWRITEBYTECODE", "1").current_dir(&place)).ended(0);
        assert_eq!(run.out, "all is well\n", "{}", run.err);
    }
}
