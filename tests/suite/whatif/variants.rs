//! Variants that are kept, and overlays that are read.

use std::fs;

use super::{json, refused, row, scratch, text, whatif};
use crate::support::{YUEYANG, copy, jixiao, root};

/// What is kept is what was shown: the variant scores to the same total by the ordinary command, and read as an overlay
/// it leads to itself.
#[test]
fn a_kept_variant_scores_to_the_same_total() {
    let folder = scratch("kept");
    for (number, asked) in [
        vec!["--set", "collection-validity=10", "--lock", "public-satisfaction"],
        vec!["--set", "collection-validity=10", "--mode", "transfer:complaint-disposal"],
        vec!["--set", "floods=8", "--mode", "equal-shift", "--grid", "0.5", "--lock", "public-satisfaction"],
        vec!["--set", "floods=8.25", "--lock", "public-satisfaction", "--bounds", "key-points=2.9..3"],
        vec!["--set", "collection-validity.target=95", "--set", "complaint-disposal.rule=linear_rate"],
        vec!["--set", "hotline-closure.target=95", "--set", "hotline-closure=20", "--lock", "public-satisfaction"],
    ]
    .into_iter()
    .enumerate()
    {
        let kept = folder.join(format!("variant-{number}.yaml")).display().to_string();
        let answer = json(&[&[YUEYANG, "--save", &kept], asked.as_slice()].concat());
        let score = jixiao(&["score", YUEYANG, "--scheme", &kept, "--format", "json"]).ended(0).json();
        assert_eq!(score["total"], answer["total"]["after"], "{asked:?}");
        let again = json(&[YUEYANG, "--overlay", &kept]);
        for part in ["total", "dimensions"] {
            assert_eq!(again[part], answer[part], "{asked:?}");
        }
        for (again, row) in again["rows"].as_array().unwrap().iter().zip(answer["rows"].as_array().unwrap()) {
            for part in ["id", "before", "after", "consequence", "changed"] {
                assert_eq!(again[part], row[part], "{asked:?} {}", row["id"]);
            }
        }
    }
    let kept = fs::read_to_string(folder.join("variant-1.yaml")).unwrap();
    let way = "../../../../indicators/yueyang-2024/scheme.yaml";
    assert_eq!(
        kept,
        format!(
            "scheme: yueyang-2024-whatif\nextends: {way}\nwhatif: {{ mode: transfer:complaint-disposal, set: [collection-validity] }}\n\
             changes:\n  output: {{ weight: 55 }}\n  collection-validity: {{ weight: 10 }}\n  efficiency: {{ weight: 25 }}\n  \
             complaint-disposal: {{ weight: 5 }}\n"
        )
    );
}

#[test]
fn a_variant_takes_the_place_of_a_variant_only() {
    let folder = scratch("places");
    copy(&["scheme.yaml", "report.yaml"], &root().join(YUEYANG), &folder);
    let (case, file) = (folder.display().to_string(), |name: &str| folder.join(name).display().to_string());
    let save = |name: &str| {
        let run = whatif(&[
            &case,
            "--scripts",
            "scripts",
            "--set",
            "floods=6",
            "--mode",
            "transfer:discipline",
            "--save",
            &file(name),
        ]);
        (run.status, run.err)
    };
    assert_eq!(save("kept.yaml").0, Some(0));
    assert_eq!(save("kept.yaml").0, Some(0));
    for name in ["scheme.yaml", "report.yaml"] {
        let before = fs::read_to_string(folder.join(name)).unwrap();
        let (status, told) = save(name);
        assert!(status == Some(1) && told.contains("already-exists"), "{name}: {status:?} {told}");
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), before);
    }
    let (status, told) = save("no-folder/kept.yaml");
    assert!(status == Some(3) && told.contains("file-unwritable"), "{status:?} {told}");
    // A variant that rests on the one before cannot take its place.
    let kept = ["--scheme", &file("kept.yaml"), "--save", &file("kept.yaml"), "--scripts", "scripts"];
    assert_eq!(
        whatif(&[&[case.as_str(), "--set", "floods=5", "--mode", "transfer:discipline"], kept.as_slice()].concat())
            .status,
        Some(1)
    );
}

/// A shipped variant is an overlay as it stands; one that says only what is wanted is completed by its mode.
#[test]
fn an_overlay_is_a_variant_whose_weights_need_not_add_up_yet() {
    let answer = json(&[YUEYANG, "--overlay", "indicators/yueyang-2024/variant.yaml"]);
    assert_eq!(text(&answer, "/total/after/points"), "97.80");
    assert_eq!(text(&answer, "/change/mode"), "as-entered");

    let folder = scratch("overlay");
    let overlay = |name: &str, body: &str| {
        let file = folder.join(name);
        let base = root().join("indicators/yueyang-2024/scheme.yaml");
        fs::write(&file, format!("scheme: trial\nextends: {}\n{body}", base.display())).unwrap();
        file.display().to_string()
    };
    let change = "changes:\n  collection-validity: { weight: 10 }\n";
    let wanted = overlay("wanted.yaml", &format!("whatif: {{ mode: transfer:complaint-disposal }}\n{change}"));
    assert_eq!(text(&json(&[YUEYANG, "--overlay", &wanted]), "/total/after/points"), "97.80");
    // The command line is heard before the file.
    let other = json(&[YUEYANG, "--overlay", &wanted, "--mode", "transfer:hotline-closure"]);
    assert_eq!(text(row(&other, "hotline-closure"), "/after/weight"), "5");
    // A variant like any other, whose weights do not add up, stays refused: 105 instead of 100.
    let bare = overlay("bare.yaml", change);
    assert_eq!(refused(&[YUEYANG, "--overlay", &bare]), ["weight-sum"]);
    // A file that names a consequence which does not come out: the transfer leaves 5, not 4.
    let wrong = overlay(
        "wrong.yaml",
        "whatif: { mode: transfer:complaint-disposal, set: [collection-validity] }\n\
         changes:\n  collection-validity: { weight: 10 }\n  complaint-disposal: { weight: 4 }\n",
    );
    assert_eq!(refused(&[YUEYANG, "--overlay", &wrong]), ["overlay-differs"]);
    for (name, body, code) in [
        ("mode.yaml", format!("whatif: {{ mode: halves }}\n{change}"), "unknown-choice"),
        ("set.yaml", format!("whatif: {{ set: [floods] }}\n{change}"), "missing-field"),
        ("ends.yaml", format!("whatif: {{ bounds: {{ floods: [5] }} }}\n{change}"), "change-form"),
        ("unknown.yaml", "changes:\n  flods: { weight: 6 }\n".to_owned(), "unknown-change"),
        ("rule.yaml", "changes:\n  floods: { rule: eqaul }\n".to_owned(), "unknown-rule"),
    ] {
        assert_eq!(refused(&[YUEYANG, "--overlay", &overlay(name, &body)]), [code], "{name}");
    }
    let base = "indicators/yueyang-2024/scheme.yaml";
    assert_eq!(refused(&[YUEYANG, "--overlay", base]), ["missing-field"], "an overlay extends something");
}
