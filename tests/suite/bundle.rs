//! Bundles: the scheme in one file scores what the scheme scores, and nothing that was changed on the way scores anybody.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{Run, YUEYANG, edit, folder, folder_of, jixiao, program, root};

const SCHEME: &str = "tests/data/population";
const REPORTS: &str = "tests/data/population/reports.csv";

/// A bundle of a scheme, and the hash that was printed.
fn bundled(scheme: &str, file: &Path) -> String {
    let run = jixiao(&["bundle", scheme, "-o", file.to_str().unwrap(), "--lang", "en"]).ended(0);
    run.out.trim_end().to_owned()
}

/// The program in another folder, where nothing else is.
fn elsewhere(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).current_dir(folder))
}

#[test]
fn a_bundle_in_an_empty_folder_scores_byte_for_byte_as_its_scheme() {
    let records: String = (0..300)
        .map(|at| format!("{at:05},2024,{},{},{}.{}\n", 900 + at, 700 + at * 7 % 300, 60 + at % 40, at % 10))
        .collect();
    let table = format!("organisation,year,accepted,closed,satisfaction\n{records}00300,2024,1,,0.97\n");
    let place = folder_of("bundle-elsewhere", &[("reports.csv", &table)]);
    bundled(SCHEME, &place.join("counties.bundle"));
    let reports = place.join("reports.csv");
    for options in [["--trace", "full"], ["--to", "csv"], ["--trace", "codes"]] {
        let own = jixiao(&[&["batch", SCHEME, reports.to_str().unwrap()], &options[..]].concat()).ended(0);
        let other = elsewhere(&place, &[&["batch", "counties.bundle", "reports.csv"], &options[..]].concat()).ended(0);
        assert!(own.out.lines().count() > 300);
        assert_eq!((other.out, other.err), (own.out, own.err));
    }
    let tables = elsewhere(&place, &["columns", "counties.bundle", "--for", "duckdb"]).ended(0).out;
    assert_eq!(tables, jixiao(&["columns", SCHEME, "--for", "duckdb"]).ended(0).out);
}

#[test]
fn every_shipped_scheme_goes_through_a_bundle() {
    let place = folder("bundle-shipped");
    for case in [YUEYANG, "indicators/yueyang-department", "indicators/tianmen-2016-12"] {
        let file = place.join(format!("{}.bundle", Path::new(case).file_name().unwrap().to_str().unwrap()));
        bundled(case, &file);
        let from = |scheme: &str| jixiao(&["batch", scheme, case, "--trace", "full", "--lang", "en"]);
        let (own, other) = (from(case), from(file.to_str().unwrap()));
        assert_eq!((other.out, other.status), (own.out, own.status), "{case}: {}", other.err);
    }
}

/// A scheme of a variant that changes a weight, with a script of its own, in a folder.
fn own_case(name: &str) -> PathBuf {
    let place = folder_of(
        name,
        &[(
            "variant.yaml",
            "scheme: w\nextends: scheme.yaml\nchanges: { closure: { weight: 50, rule: own }, satisfaction: { weight: 50 } }\n",
        )],
    );
    fs::copy(root().join(SCHEME).join("scheme.yaml"), place.join("scheme.yaml")).unwrap();
    fs::create_dir(place.join("scripts")).unwrap();
    fs::copy(root().join("scripts/forward_ratio.rhai"), place.join("scripts/own.rhai")).unwrap();
    place
}

#[test]
fn a_variant_and_its_own_scripts_are_in_it_and_the_same_inputs_give_the_same_bytes() {
    let place = own_case("bundle-variant");
    let made = folder("bundle-variant-made");
    let scheme = place.join("variant.yaml");
    let (first, second) = (made.join("a.bundle"), made.join("b.bundle"));
    let hash = bundled(scheme.to_str().unwrap(), &first);
    // 50 x 80 / 100 = 40 for closure, 50 x 95 / 95 = 50 for satisfaction.
    fs::write(
        made.join("a.ndjson"),
        "{\"organisation\": \"A\", \"accepted\": 100, \"closed\": 80, \"satisfaction\": 95}\n",
    )
    .unwrap();
    let run = elsewhere(&made, &["batch", "a.bundle", "a.ndjson"]).ended(0);
    let entry: Value = serde_json::from_str(run.out.trim_end()).unwrap();
    assert_eq!((&entry["total"], &entry["points"]["closure"]), (&"90.00".into(), &"40.00".into()));
    // However the files are stored, and made from the bundle again.
    for file in ["variant.yaml", "scheme.yaml", "scripts/own.rhai"] {
        let text = fs::read_to_string(place.join(file)).unwrap();
        fs::write(place.join(file), format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    assert_eq!(bundled(scheme.to_str().unwrap(), &second), hash);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    assert_eq!(bundled(first.to_str().unwrap(), &second), hash);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    // One character of a script is another bundle; a comment of the scheme is none.
    edit(&place.join("scripts/own.rhai"), "weight", " weight");
    assert_ne!(bundled(scheme.to_str().unwrap(), &second), hash);
    fs::write(place.join("scripts/own.rhai"), fs::read(root().join("scripts/forward_ratio.rhai")).unwrap()).unwrap();
    edit(&scheme, "scheme: w", "# 试改\nscheme: w");
    assert_eq!(bundled(scheme.to_str().unwrap(), &second), hash);
}

#[test]
fn the_hash_is_that_of_the_text_without_it() {
    let place = folder("bundle-hash");
    let file = place.join("a.bundle");
    let hash = bundled(SCHEME, &file);
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(jixiao(&["bundle", SCHEME]).ended(0).out, text);
    assert!(text.contains(&format!("\"sha256\": \"{hash}\"")));
    let digest = Sha256::digest(text.replacen(&hash, "", 1).as_bytes());
    assert_eq!(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), hash);
}

#[test]
fn what_is_damaged_cut_off_foreign_or_of_a_later_time_scores_nobody() {
    let place = folder("bundle-damaged");
    let file = place.join("a.bundle");
    let hash = bundled(SCHEME, &file);
    let whole = fs::read_to_string(&file).unwrap();
    let refused = |text: &str, code: &str| {
        fs::write(&file, text).unwrap();
        jixiao(&["batch", file.to_str().unwrap(), REPORTS, "--lang", "en"]).refused(
            1,
            &format!("[{code}]"),
            &["a.bundle"],
        );
    };
    let (half, _) = whole.split_at(whole.len() / 2);
    refused(half, "bundle-form");
    refused(whole.trim_end(), "bundle-damaged");
    refused("{\"name\": \"other\"}\n", "bundle-form");
    refused("scheme: t\n", "bundle-form");
    refused(&whole.replace("\"bundle\": 1", "\"bundle\": 2"), "bundle-newer");
    refused(&whole.replace("\"bundle\": 1", "\"bundle\": \"1\""), "bundle-form");
    refused(&whole.replace("\"weight\": \"60\"", "\"weight\": \"61\""), "bundle-damaged");
    refused(&whole.replace("weight * ", "weight  * "), "bundle-damaged");
    refused(&whole.replace(&hash, &hash.replace('a', "b")), "bundle-damaged");
    // With another name it is known by how it begins; with scripts beside it, by those that it holds.
    let other = place.join("b.json");
    fs::write(&other, &whole).unwrap();
    let columns = |more: &[&str]| {
        jixiao(&[&["columns", other.to_str().unwrap(), "--for", "spark", "--lang", "en"], more].concat())
    };
    columns(&[]).ended(0);
    columns(&["--scripts", "scripts"]).refused(1, "[bundle-form]", &["--scripts"]);
    // Only a bundle is replaced by one.
    let taken = place.join("c.bundle");
    fs::write(&taken, "mine").unwrap();
    jixiao(&["bundle", SCHEME, "-o", taken.to_str().unwrap(), "--lang", "en"]).refused(1, "[already-exists]", &[]);
}
