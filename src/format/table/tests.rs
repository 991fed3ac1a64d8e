//! Laws of every layout: the width is kept, numbers stay whole, no line begins with a mark that closes, indents stay.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::format::palette::Tone;

/// A name, a number with its unit, and a sentence about them.
type Said = (String, usize, String, String);

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(vec!["信息", "采集", "有效率", "（第三方）", "满意度", "、"]), 1..8)
            .prop_map(|parts| parts.concat().trim_start_matches('、').to_owned())
            .prop_filter("a name", |name| !name.is_empty()),
        "[A-Za-z]{2,9}( [a-z]{2,9}){0,4}",
    ]
}

fn quantities() -> impl Strategy<Value = String> {
    let units = vec!["万元", "%", "万件", "个", "平方公里", "千瓦时", "", "分", "万人次", "件/日"];
    ("-?[1-9][0-9]{0,6}(\\.[0-9]{1,4})?", prop::sample::select(units))
        .prop_map(|(number, unit)| format!("{number}{unit}"))
}

fn sentences() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "完成值",
            "达到目标",
            "，得满分",
            "；四舍五入为",
            "（最低",
            "）",
            "。",
            "“甲”",
            "×",
            "÷",
            "="
        ])
        .prop_map(str::to_owned),
        quantities(),
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| {
        let text = parts.join(" ");
        let text = ["，", "；", "）", "。"].iter().fold(text, |text, mark| text.replace(&format!(" {mark}"), mark));
        // A sentence that begins with such a mark itself cannot but begin a line with it.
        text.trim_start_matches(['，', '；', '）', '。', ' ']).to_owned()
    })
}

fn rows() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec((names(), 0..4_usize, quantities(), sentences()), 1..6)
}

fn table(rows: &[Said], screen: Screen) -> ScreenTable {
    let header = ["指标", "分值", "实际完成值", "", "依据与算式"].map(str::to_owned);
    let mut table = ruled(&header, screen, 200);
    for (name, depth, quantity, sentence) in rows {
        let name = format!("{}{name}", "  ".repeat(*depth));
        table.add_row([name.as_str(), "10.00", quantity, "  |##", sentence]);
    }
    align_right(&mut table, &[1]);
    table.bars(3);
    table.reasons(4);
    table.optional(&[3, 1]);
    table
}

/// The table without the names of what is left out.
fn text(table: &ScreenTable) -> String {
    drawn(table).0
}

/// How wide the longest thing is that is not broken: a piece with its indent, or a heading before it.
fn unbreakable(rows: &[Said]) -> usize {
    let piece = |text: &str| pieces::longest(text);
    let widest = |(name, depth, quantity, sentence): &Said| {
        (2 * depth + 4 + 11).saturating_add(piece(name).max(piece(quantity)).max(piece(sentence)))
    };
    rows.iter().map(widest).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lines_keep_the_width(rows in rows(), width in 40..=200_u16) {
        let drawn = text(&table(&rows, Some(width).into()));
        let most = usize::from(width).max(unbreakable(&rows));
        for line in drawn.lines() {
            prop_assert!(line.width() <= most, "{} of {width}: {line}\n{drawn}", line.width());
        }
    }

    #[test]
    fn numbers_stay_with_their_units(rows in rows(), width in 40..=200_u16) {
        let drawn = text(&table(&rows, Some(width).into()));
        for (_, _, quantity, sentence) in &rows {
            prop_assert!(drawn.contains(quantity.as_str()), "{quantity} of {width}:\n{drawn}");
            let numbers = sentence.split(|character: char| !(character.is_ascii_digit() || ".-%/".contains(character)));
            for number in numbers.filter(|number| number.contains(|character: char| character.is_ascii_digit())) {
                prop_assert!(drawn.contains(number), "{number} of {width}:\n{drawn}");
            }
        }
    }

    #[test]
    fn no_line_begins_with_a_mark_that_closes(rows in rows(), width in 40..=200_u16) {
        let drawn = text(&table(&rows, Some(width).into()));
        for line in drawn.lines() {
            prop_assert!(!line.trim_start().starts_with(['，', '；', '。', '）', '、', '”']), "{line}\n{drawn}");
        }
    }

    #[test]
    fn names_keep_their_indents(rows in rows(), width in 40..=200_u16) {
        let drawn = text(&table(&rows, Some(width).into()));
        let lines: Vec<&str> = drawn.lines().collect();
        for (name, depth, ..) in &rows {
            let begin: String = name.chars().take(2).collect();
            let indent = "  ".repeat(*depth);
            let stands = |line: &&str| line.strip_prefix(indent.as_str()).is_some_and(|rest| rest.starts_with(&begin));
            prop_assert!(lines.iter().any(stands), "{name} at {depth}:\n{drawn}");
        }
    }

    /// A heading is read above its column or named below the table; the bars have none.
    #[test]
    fn what_is_left_out_is_named(rows in rows(), width in 40..=200_u16) {
        let table = table(&rows, Some(width).into());
        let (drawn, left_out) = drawn(&table);
        prop_assert_eq!(left_out.contains(&"分值"), !drawn.contains("分值"), "{}", drawn);
        prop_assert!(left_out.iter().all(|heading| *heading == "分值"), "{:?}", left_out);
    }

    #[test]
    fn a_wide_screen_breaks_nothing(rows in rows()) {
        let drawn = text(&table(&rows, Some(u16::MAX).into()));
        prop_assert_eq!(drawn.lines().count(), rows.len() + 3);
    }

    #[test]
    fn colours_move_nothing(rows in rows(), width in 40..=200_u16) {
        let plain = table(&rows, Some(width).into());
        let mut coloured = table(&rows, Screen { width: Some(width), has_colours: true });
        for row in &mut coloured.rows {
            row.tone = Tone::Wrong;
        }
        let drawn = text(&coloured);
        let is_coloured = drawn.contains('\u{1b}');
        prop_assert!(is_coloured);
        prop_assert_eq!(anstream::adapter::strip_str(&drawn).to_string(), text(&plain));
    }
}

#[test]
fn bars_keep_one_axis() {
    let rows: Vec<Said> = [("甲", "  |##"), ("很长很长很长很长很长的名称", "##|  ")]
        .map(|(name, _)| (name.to_owned(), 0, "1件".to_owned(), String::new()))
        .to_vec();
    for width in 40..120 {
        let drawn = text(&table(&rows, Some(width).into()));
        let axes: Vec<usize> = drawn.lines().filter_map(|line| Some(line.split_once('|')?.0.width())).collect();
        assert!(axes.windows(2).all(|pair| pair[0] == pair[1]), "{drawn}");
    }
}

#[test]
fn what_hides_in_a_cell_is_shown() {
    let mut table = ruled(&["甲".to_owned()], Screen { width: None, has_colours: true }, 80);
    table.add_row(["\u{1b}[31m乙"]);
    assert!(text(&table).contains("\\u001b[31m乙"));
}

#[test]
fn the_reasons_go_below_before_a_column_is_left_out() {
    let long = "完成值 27748 达到目标 27000，得满分 5；四舍五入为 5.00，保留两位小数".to_owned();
    let rows = vec![("现场快速处置".to_owned(), 1, "27748件".to_owned(), long)];
    let drawn = |width: u16| text(&table(&rows, Some(width).into()));
    assert!(drawn(100).lines().any(|line| line.contains("现场快速处置") && line.contains("完成值")));
    let narrow = drawn(60);
    assert!(narrow.lines().any(|line| line.trim_start().starts_with("完成值 27748")), "{narrow}");
    assert!(narrow.contains("|"), "{narrow}");
}
