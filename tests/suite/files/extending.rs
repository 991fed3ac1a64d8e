//! How far `extends` leads: a scheme that somebody submits reads nothing but what lies near it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::support::{Run, YUEYANG, copy, program, root};

/// A case on its own, with the scripts of the project beside it or not, and a base scheme outside.
struct Nest(tempfile::TempDir);

impl Nest {
    fn new(has_scripts: bool) -> Self {
        let nest = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(nest.at("office/in/cases/a")).unwrap();
        fs::create_dir_all(nest.at("other")).unwrap();
        if has_scripts {
            symlink(root().join("scripts"), nest.at("office/scripts")).unwrap();
        }
        copy(&["report.yaml"], &root().join(YUEYANG), &nest.at("office/in/cases/a"));
        for folder in ["other", "office", "office/in", "office/in/cases"] {
            copy(&["scheme.yaml"], &root().join(YUEYANG), &nest.at(folder));
            fs::rename(nest.at(folder).join("scheme.yaml"), nest.at(folder).join("base.yaml")).unwrap();
        }
        fs::write(nest.at("other/secret"), "top-secret: 1\n").unwrap();
        symlink("../../../../other/base.yaml", nest.at("office/in/cases/a/link.yaml")).unwrap();
        symlink("../../../../other", nest.at("office/in/cases/a/folder")).unwrap();
        nest
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, command: &str, base: &str, more: &[&str]) -> Run {
        let scheme = format!("scheme: yueyang-2024\nextends: {base}\n");
        fs::write(self.at("office/in/cases/a/scheme.yaml"), scheme).unwrap();
        let scripts = root().join("scripts").display().to_string();
        let words = [&["--lang", "en", command], more, &["--scripts", &scripts]].concat();
        Run::of(program().args(words).current_dir(self.0.path()))
    }
}

fn assert_outside(run: &Run, what: &str) {
    assert!(run.status == Some(1) && run.err.contains("extends-outside"), "{what}: {:?} {}", run.status, run.err);
    assert!(!run.err.contains("top-secret") && !run.err.contains("root:"), "{what}: {}", run.err);
}

#[test]
fn the_folder_that_holds_the_scripts_is_the_limit() {
    let nest = Nest::new(true);
    let case = "office/in/cases/a";
    for base in ["../base.yaml", "../../base.yaml", "../../../base.yaml"] {
        nest.run("score", base, &[case]).ended(0);
    }
    let other = nest.at("other/base.yaml").display().to_string();
    for base in [
        "../../../../other/base.yaml",
        "../../../../other/secret",
        &other,
        "link.yaml",
        "folder/base.yaml",
        "/etc/passwd",
    ] {
        assert_outside(&nest.run("score", base, &[case]), base);
        assert_outside(&nest.run("check", base, &["office"]), base);
        assert_outside(&nest.run("recheck", base, &[case]), base);
        assert_outside(&nest.run("guard", base, &["office"]), base);
        assert_outside(&nest.run("whatif", base, &[case, "--set", "floods=6"]), base);
    }
    for base in [other.as_str(), "link.yaml", "folder/base.yaml"] {
        nest.run("score", base, &[case, "--allow-outside", "other"]).ended(0);
        nest.run("score", base, &[case, "--allow-outside", "."]).ended(0);
        assert_outside(&nest.run("score", base, &[case, "--allow-outside", "office"]), base);
    }
}

#[test]
fn without_scripts_it_is_the_named_folder_and_its_parent() {
    let nest = Nest::new(false);
    nest.run("score", "../base.yaml", &["office/in/cases/a"]).ended(0);
    assert_outside(&nest.run("score", "../../base.yaml", &["office/in/cases/a"]), "two up");
    for (folder, base) in [("office/in/cases", "../../base.yaml"), ("office/in", "../../../base.yaml")] {
        let run = nest.run("recheck", base, &[folder]);
        assert!(!run.err.contains("extends-outside"), "{}", run.err);
    }
    assert_outside(&nest.run("recheck", "../../../../other/base.yaml", &["office/in"]), "beside");
}

/// An overlay and a scheme that are named lie where they lie; what they extend is near them or near the case.
#[test]
fn what_is_named_may_extend_what_lies_near_it() {
    let nest = Nest::new(true);
    nest.run("score", "../base.yaml", &["office/in/cases/a"]).ended(0);
    let overlay = |base: &Path| {
        let text = format!("scheme: v\nextends: {}\nchanges:\n  floods: {{ name: 内涝 }}\n", base.display());
        fs::write(nest.at("other/overlay.yaml"), text).unwrap();
        nest.run("whatif", "../base.yaml", &["office/in/cases/a", "--overlay", "other/overlay.yaml"])
    };
    overlay(&nest.at("office/in/cases/a/scheme.yaml")).ended(0);
    overlay(Path::new("base.yaml")).ended(0);
    assert_outside(&overlay(Path::new("/etc/passwd")), "far from both");
}
