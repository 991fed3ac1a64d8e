//! Accounts that are refused, as a user meets them.

use super::desk::{REPORT, SCHEME};
use crate::support::{Run, folder_of, jixiao};

fn audit(accounts: &str) -> Run {
    let files = [("scheme.yaml", SCHEME), ("report.yaml", REPORT), ("accounts.yaml", accounts)];
    let folder = folder_of("audit-refused", &files);
    jixiao(&["audit", "--lang", "en", "--scripts", "scripts", folder.to_str().unwrap()])
}

#[test]
fn accounts_that_are_refused() {
    const SOUND: &str = "\
unit: 某局
money: 万元
places: 2
figures:
  a: { name: 甲, value: 1.50 }
  b: { name: 乙, value: 1.50 }
  c: { name: 丙, sum: [a, b] }
tables:
  t: { name: 表, classes: [{ id: x, name: 类, actual: 2 }], rows: [{ name: 项, class: x, actual: 2 }] }
identities:
  - { id: sum, name: 相等, sum: [a], is: b }
";
    audit(SOUND).ended(0);
    let edits = [
        ("value: 1.50 }\n  b", "value: \"7,00.0,77\" }\n  b", "malformed-amount"),
        ("value: 1.50 }\n  b", "value: 7,00.0,77 }\n  b", "empty-value"),
        ("a: { name: 甲, value: 1.50 }", "a:\n    name: 甲\n    value: 7,00.0,77", "malformed-amount"),
        ("value: 1.50 }\n  b", "value: 约1.5 }\n  b", "not-a-number"),
        ("value: 1.50 }\n  b", "name: 1 }\n  b", "duplicate-key"),
        ("  b: {", "  a: {", "duplicate-key"),
        ("name: 甲, value: 1.50", "name: 甲", "figure-form"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1, sum: [b]", "figure-form"),
        ("name: 甲, value: 1.50", "name: 甲, sum: [c]", "figure-cycle"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1, within: -1", "number-range"),
        ("places: 2", "places: 9", "number-range"),
        ("money: 万元\n", "", "missing-field"),
        ("name: 甲, value: 1.50", "name: 甲, value: 1.50, unit: 件", "unlike-figures"),
        ("sum: [a], is", "sum: [aa], is", "unknown-figure"),
        ("sum: [a], is", "sum: [t.y.actual], is", "unknown-figure"),
        ("sum: [a], is", "sum: [report.rates], is", "unknown-metric"),
        ("sum: [a], is", "sum: [report.cases], is", "unlike-figures"),
        ("sum: [a], is: b", "sum: [a]", "identity-form"),
        ("sum: [a], is", "sum: [a], ratio: [a, b], is", "identity-form"),
        ("sum: [a], is: b", "not_above: [a], is: b", "identity-form"),
        ("sum: [a], is", "ratio: [a, c], is", "identity-form"),
        ("sum: [a], is: b", "sum: [a], is: a", "figure-cycle"),
        ("sum: [a], is", "check: C99, sum: [a], is", "unknown-choice"),
        ("  - { id: sum", "  - { id: sum, name: 又, sum: [a], is: b }\n  - { id: sum", "duplicate-id"),
        ("  - { id: sum", "  - { id: 1sum", "bad-id"),
        ("class: x", "class: z", "unknown-figure"),
        ("class: x, ", "", "missing-field"),
        ("{ id: x, name: 类", "{ name: 类", "missing-field"),
    ];
    let mut all = String::new();
    for (from, to, code) in edits {
        assert!(SOUND.contains(from), "{from}");
        let told = audit(&SOUND.replacen(from, to, 1)).ended(1).problems();
        assert!(told.contains(&format!("error[{code}]")) && told.contains("--> "), "{to}: {code} wanted, {told}");
        all += &format!("{told}\n");
    }
    insta::assert_snapshot!("accounts-refused", all);
    let twice = SOUND.replace("actual: 2 }] }", "actual: 1 }, { name: 项, class: x, actual: 1 }] }");
    let told = audit(&twice).ended(0).err;
    assert!(told.contains("warning[duplicate-name]"), "{told}");
}
