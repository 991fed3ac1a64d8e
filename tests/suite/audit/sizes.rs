//! Long tables that fail: the work and the answer grow with the table, not with its pairs.

use std::fmt::Write;

use jixiao::format::audit_text;
use jixiao::review::audit::{Audit, Verdict};
use jixiao::{Language, Messages};

use super::desk::of_accounts;

/// A table of two classes whose rows have the budget and rate that `cells` gives; its totals are 0.01 and 0.02 too small.
fn failing(rows: usize, cells: impl Fn(usize) -> (usize, &'static str)) -> Audit {
    let mut lines = String::new();
    let mut sums = [0, 0];
    for row in 0..rows {
        let (budget, rate) = cells(row);
        sums[row % 2] += budget;
        let _ = writeln!(
            lines,
            "      - {{ name: 行{row}, class: c{}, budget: {budget}, actual: {budget}{rate} }}",
            row % 2
        );
    }
    let total = sums[0] + sums[1];
    of_accounts(&format!(
        "tables:\n  t:\n    name: 表\n    total: {{ budget: {}, actual: {} }}\n    classes:\n\
         \x20     - {{ id: c0, name: 甲类, budget: {}, actual: {} }}\n\
         \x20     - {{ id: c1, name: 乙类, budget: {}, actual: {} }}\n    rows:\n{lines}",
        total + 7,
        total + 11,
        sums[0] + 3,
        sums[0] + 5,
        sums[1] + 4,
        sums[1] + 6
    ))
}

fn bytes(audit: &Audit) -> usize {
    audit_text(audit, &[Verdict::Fail, Verdict::Warn], &Messages::of(Language::Zh), None).len()
}

/// The work and the answer of 1,000 rows may be a little more than ten times those of 100; pairs would make a hundred.
/// What the row at a position is worth, and in which class it stands.
type Row = fn(usize) -> (usize, &'static str);

#[test]
fn tables_of_a_thousand_rows_cost_ten_times_as_much_as_tables_of_a_hundred() {
    let kinds: [(&str, Row); 4] = [
        ("other amounts", |row| (1000 + row * 37 % 991, "")),
        ("equal amounts", |_| (10, "")),
        ("wrong rates", |row| (1000 + row * 37 % 991, ", rate: 17.38")),
        ("equal amounts, wrong rates", |_| (10, ", rate: 17.38")),
    ];
    for (name, cells) in kinds {
        let (short, long) = (failing(100, cells), failing(1000, cells));
        assert!(!long.is_cut, "{name}");
        assert!(long.work <= 15 * short.work + 100_000, "{name}: {} and {}", short.work, long.work);
        assert!(long.work < 1_500_000, "{name}: {}", long.work);
        let (short, long) = (bytes(&short), bytes(&long));
        assert!(long <= 15 * short && long < 400_000, "{name}: {short} and {long}");
    }
}

/// Of 40 equal rows 39 repeat the first; 20 are listed, and one line says that there are 19 more.
#[test]
fn many_equal_rows_are_counted_and_not_listed() {
    let audit = failing(40, |_| (10, ""));
    let told: Vec<_> = audit.findings.iter().filter(|finding| finding.check == "C19").collect();
    assert_eq!(told.len(), 21);
    let text = audit_text(&audit, &[Verdict::Warn], &Messages::of(Language::Zh), None);
    assert!(text.contains("另有 19 行与前面的行金额完全相同"), "{text}");
}

/// Each of 2,000 wrong rates could be over each of 2,000 single figures: that is stopped and said.
#[test]
fn a_search_for_causes_that_is_cut_short_says_so() {
    let mut text = String::from("figures:\n");
    for figure in 0..2000 {
        let _ = writeln!(text, "  f{figure}: {{ name: 数{figure}, value: {} }}", 100 + figure);
    }
    text.push_str("tables:\n  t:\n    name: 表\n    classes:\n");
    for line in 0..2000 {
        let _ = writeln!(
            text,
            "      - {{ id: c{line}, name: 类{line}, budget: {}, actual: 500.5, rate: 17.38 }}",
            1000 + line
        );
    }
    let audit = of_accounts(&text);
    assert!(audit.is_cut);
    assert!(audit_text(&audit, &[], &Messages::of(Language::Zh), None).contains("未全部检验"));
    let json = jixiao::format::json_text(&jixiao::format::audit_record(&audit, &[Verdict::Warn]));
    assert!(json.contains("\"cut\": true"), "{}", json.len());
}
