use super::*;

fn document(paper: &Paper) -> String {
    let bytes = write_docx(paper).unwrap();
    assert_well_formed(&bytes);
    part(&bytes, "word/document.xml")
}

/// The text of each table row, cells apart.
fn table(document: &str) -> Vec<Vec<String>> {
    let texts = |cell: &str| {
        let runs = cell.split("<w:t xml:space=\"preserve\">").skip(1);
        runs.map(|run| run.split("</w:t>").next().unwrap()).collect::<Vec<_>>().join("\n")
    };
    let table = document.split("</w:tbl>").next().unwrap();
    let rows = table.split("<w:tr>").skip(1);
    rows.map(|row| row.split("<w:tc>").skip(1).map(texts).collect()).collect()
}

#[test]
fn the_table_shows_numbers_with_their_places() {
    let rows = table(&document(&scored()));
    assert_eq!(rows[0], ["一级指标", "三级指标", "权重", "指标值", "完成值", "得分"]);
    assert_eq!(rows[2], ["产出", "预算执行", "10", "1247.63", "1171.44", "9.39", "9.39"]);
    assert_eq!(rows[3], ["", "投诉处置率", "5", "100.00", "98.70", "× 4.93", "4.94"]);
    assert_eq!(rows[4], ["合计", "14.32", "14.33"]);
}

#[test]
fn merges_span_the_grid() {
    let document = document(&scored());
    assert_eq!(document.matches("<w:gridCol ").count(), 7);
    for row in document.split("<w:tr>").skip(1) {
        let spans = row.split("<w:gridSpan w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let extra: usize = spans.map(|span| span.parse::<usize>().unwrap() - 1).sum();
        assert_eq!(row.matches("<w:tc>").count() + extra, 7, "{row}");
    }
    // Five names beside the group, and the group of rows.
    assert_eq!(document.matches("<w:vMerge w:val=\"restart\"/>").count(), 6);
    assert_eq!(document.matches("<w:vMerge/>").count(), 6);
}

#[test]
fn the_header_is_repeated_in_landscape() {
    let document = document(&scored());
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2);
    assert!(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
}

#[test]
fn every_sheet_begins_a_page() {
    let mut paper = scored();
    paper.sheets.push(paper.sheets[0].clone());
    assert_eq!(document(&paper).matches("<w:pageBreakBefore/>").count(), 1);
}

#[test]
fn hostile_texts_are_safe_everywhere() {
    for text in HOSTILE {
        document(&hostile_everywhere(text));
    }
    let rows = table(&document(&texts(["两行\r\n三", "a<b&c", "从右\u{202e}到左"])));
    assert_eq!(rows[1..], [["两行\n三"], ["a&lt;b&amp;c"], ["从右\\u202e到左"]]);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(write_docx(&scored()).unwrap(), write_docx(&scored()).unwrap());
}
