//! Papers written and read back by others.

mod docx;
mod html;
mod problems;
mod xlsx;

use super::*;

/// Texts that mean harm, or something else, to one format or another.
const HOSTILE: [&str; 20] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝HYPERLINK(\"http://example.org\")",
    "=cmd|' /C calc'!A0",
    "<r><t>甲</t></r>",
    "<script>alert(1)</script>",
    "</style></td></w:t>&lt;&#0;",
    "\"引号'与`",
    "a_x0041_b_x_x005F_",
    "控制\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}[31m字符",
    "从右\u{202e}到左\u{200f}\u{2066}",
    "非字\u{ffff}\u{fffe}\u{fdd0}",
    "两行\r\n三\n四\r五",
    "制\t表",
    "👍👨‍👩‍👧🇨🇳",
    " 前后空格 ",
    "100%",
    "{{ 模板 }} ${x} %s &P &N",
];

fn number(text: &str) -> rust_decimal::Decimal {
    text.parse().unwrap()
}

fn column(header: &str, width: u32, kind: ColumnKind) -> PaperColumn {
    PaperColumn { header: header.to_owned(), group: None, width, kind }
}

fn row(kind: PaperRowKind, cells: Vec<PaperCell>) -> PaperRow {
    PaperRow { kind, cells }
}

fn paper(sheets: Vec<PaperSheet>) -> Paper {
    let label = PageLabel { before: "第 ".to_owned(), between: " 页，共 ".to_owned(), after: " 页".to_owned() };
    Paper {
        title: "底稿".to_owned(), language: "zh-CN".to_owned(), page_label: label, signs: Signs::default(), sheets
    }
}

/// Two rows of a group, their points by formula, and a total.
fn scored() -> Paper {
    let points = |row| {
        let cell = |column| PaperFormula::cell(row, column);
        (cell(2) * cell(4) / cell(3)).min(cell(2)).round(2)
    };
    let scored = |row_index, group: &str, name: &str, [weight, target, actual, claimed, scored]: [&str; 5]| {
        let group = if group.is_empty() { PaperCell::blank() } else { PaperCell::text(group) };
        let mark = if claimed == scored { PaperMark::None } else { PaperMark::Wrong };
        let cells = vec![
            group,
            PaperCell::text(name),
            PaperCell::number(number(weight), 0),
            PaperCell::number(number(target), 2),
            PaperCell::number(number(actual), 2),
            PaperCell::number(number(claimed), 2).marked(mark),
            PaperCell::formula(points(row_index), number(scored), 2),
        ];
        row(PaperRowKind::Body, cells)
    };
    let sum = |column, value| PaperCell::formula(PaperFormula::sum_of_column(column, 0..2).round(2), number(value), 2);
    let mut total = vec![PaperCell::blank(); 5];
    total[0] = PaperCell::text("合计");
    total.extend([sum(5, "14.32"), sum(6, "14.33")]);
    let grouped =
        |header, width| PaperColumn { group: Some("得分".to_owned()), ..column(header, width, ColumnKind::Number) };
    paper(vec![PaperSheet {
        name: "复核/底稿".to_owned(),
        heading: "复核底稿".to_owned(),
        lines: vec!["单位：甲局".to_owned(), "年度：2024".to_owned()],
        columns: vec![
            column("一级指标", 10, ColumnKind::Label),
            column("三级指标", 16, ColumnKind::Text),
            column("权重", 6, ColumnKind::Number),
            column("指标值", 10, ColumnKind::Number),
            column("完成值", 10, ColumnKind::Number),
            grouped("自评", 8),
            grouped("复核", 8),
        ],
        rows: vec![
            // 10 × 1171.44 ÷ 1247.63 = 9.3893…; 5 × 98.7 ÷ 100 = 4.935, a tie.
            scored(0, "产出", "预算执行", ["10", "1247.63", "1171.44", "9.39", "9.39"]),
            scored(1, "", "投诉处置率", ["5", "100", "98.7", "4.93", "4.94"]),
            row(PaperRowKind::Total, total),
        ],
        merges: vec![
            PaperMerge { row: 0, column: 0, rows: 2, columns: 1 },
            PaperMerge { row: 2, column: 0, rows: 1, columns: 5 },
        ],
        notes: vec!["注：×为不一致".to_owned()],
    }])
}

/// One column of texts.
fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Paper {
    let rows = texts.into_iter().map(|text| row(PaperRowKind::Body, vec![PaperCell::text(text)])).collect();
    let columns = vec![column("文字", 20, ColumnKind::Text)];
    paper(vec![PaperSheet { name: "文字".to_owned(), columns, rows, ..PaperSheet::default() }])
}

/// Everything that callers pass, everywhere, hostile.
fn hostile_everywhere(text: &str) -> Paper {
    let mut paper = texts([text]);
    let text = || text.to_owned();
    paper.title = text();
    paper.page_label = PageLabel { before: text(), ..PageLabel::default() };
    let sheet = &mut paper.sheets[0];
    sheet.name = text();
    sheet.heading = text();
    sheet.lines = vec![text()];
    sheet.notes = vec![text()];
    sheet.columns[0].header = text();
    sheet.columns[0].group = Some(text());
    sheet.rows[0].cells[0].mark = PaperMark::Attention;
    paper
}

/// A part of a zip file as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let file = archive.by_name(name).unwrap();
    std::io::read_to_string(file).unwrap()
}

/// Reads every part of a zip file as XML to its end.
fn assert_well_formed(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let text = std::io::read_to_string(file).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        assert!(!text.contains(|c: char| c.is_control() && !"\n\r\t".contains(c)), "{name}");
    }
}
