use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::super::text::clean;
use super::*;

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// The cells of the first sheet; they begin in A1.
fn cells(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book = open(bytes);
    let name = book.sheet_names()[0].clone();
    book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn numbers_are_read_back_digit_by_digit() {
    let written =
        ["9.39", "-0.01", "1171.44", "0", "98.70", "0.1", "999999999999999", "1.005", "0.000001", "123456.789"];
    let rows = written.map(|text| row(PaperRowKind::Body, vec![PaperCell::number(number(text), 2)]));
    let columns = vec![column("数", 5, ColumnKind::Number)];
    let sheet = PaperSheet { columns, rows: rows.into(), ..PaperSheet::default() };
    let read = cells(&write_xlsx(&paper(vec![sheet])).unwrap());
    for (line, text) in read.iter().skip(1).zip(written) {
        assert!(matches!(line[0], Data::Float(_)), "{line:?}");
        assert_eq!(number(&line[0].to_string()), number(text));
    }
    assert_eq!(read.len(), written.len() + 1);
}

#[test]
fn a_number_that_would_lose_digits_is_a_text_and_what_follows_from_it_a_value() {
    let long = number("1234567890123456.78");
    let cells_written = vec![
        PaperCell::number(long, 2),
        PaperCell::formula(PaperFormula::cell(0, 0) / PaperFormula::Number(number("1e6")), number("1234567890.12"), 2),
    ];
    let columns = vec![column("甲", 5, ColumnKind::Number), column("乙", 5, ColumnKind::Number)];
    let sheet = PaperSheet { columns, rows: vec![row(PaperRowKind::Body, cells_written)], ..PaperSheet::default() };
    let bytes = write_xlsx(&paper(vec![sheet])).unwrap();
    assert_eq!(cells(&bytes)[1][0], Data::String("1234567890123456.78".to_owned()));
    assert_eq!(cells(&bytes)[1][1].to_string(), "1234567890.12");
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn formulas_stand_beside_their_values() {
    let bytes = write_xlsx(&scored()).unwrap();
    let mut book = open(&bytes);
    assert_eq!(book.sheet_names(), ["复核_底稿"]);
    let formulas = book.worksheet_formula("复核_底稿").unwrap();
    // Heading, two lines and two lines of header stand above.
    assert_eq!(formulas.get_value((5, 6)).unwrap(), "ROUND(MIN(C6*E6/D6,C6),2)");
    assert_eq!(formulas.get_value((7, 6)).unwrap(), "ROUND(SUM(G6:G7),2)");
    let read = cells(&bytes);
    assert_eq!(read[6][6].to_string(), "4.94");
    assert_eq!(read[7][6].to_string(), "14.33");
    assert!(part(&bytes, "xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
}

#[test]
fn merges_are_read_back() {
    let bytes = write_xlsx(&scored()).unwrap();
    let mut book = open(&bytes);
    let read = book.merge_cells_by_sheet_name("复核_底稿").unwrap();
    let mut merges: Vec<_> = read.iter().map(|place| (place.start, place.end)).collect();
    merges.sort();
    let expected = [
        ((0, 0), (0, 6)),
        ((1, 0), (1, 6)),
        ((2, 0), (2, 6)),
        ((3, 0), (4, 0)),
        ((3, 1), (4, 1)),
        ((3, 2), (4, 2)),
        ((3, 3), (4, 3)),
        ((3, 4), (4, 4)),
        ((3, 5), (3, 6)),
        ((5, 0), (6, 0)),
        ((7, 0), (7, 4)),
        ((8, 0), (8, 6)),
    ];
    assert_eq!(merges, expected);
}

#[test]
fn the_page_is_set_up_for_printing() {
    let bytes = write_xlsx(&scored()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for setting in
        ["orientation=\"landscape\"", "paperSize=\"9\"", "fitToHeight=\"0\"", "<pageSetUpPr fitToPage=\"1\"/>"]
    {
        assert!(sheet.contains(setting), "{setting}");
    }
    assert!(sheet.contains("<pane ySplit=\"5\" topLeftCell=\"A6\""), "{sheet}");
    assert!(sheet.contains("<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter>"), "{sheet}");
    assert!(part(&bytes, "xl/workbook.xml").contains("复核_底稿!$4:$5"));
}

#[test]
fn texts_stay_what_they_are() {
    let bytes = write_xlsx(&texts(HOSTILE)).unwrap();
    assert_well_formed(&bytes);
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    let read = cells(&bytes);
    for (line, text) in read.iter().skip(1).zip(HOSTILE) {
        assert_eq!(line[0], Data::String(clean(text).into_owned()));
    }
    assert_eq!(read.len(), HOSTILE.len() + 1);
}

#[test]
fn texts_like_formulas_keep_a_quote_before_them() {
    let bytes = write_xlsx(&texts(["=1+1"])).unwrap();
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn hostile_texts_are_safe_everywhere() {
    for text in HOSTILE {
        let bytes = write_xlsx(&hostile_everywhere(text)).unwrap();
        assert_well_formed(&bytes);
        cells(&bytes);
    }
}

#[test]
fn a_text_higher_than_a_line_can_be_takes_several() {
    let long = "很长的理由。".repeat(2_000);
    let mut paper = texts([long.as_str(), "短"]);
    paper.sheets[0].rows[1].cells[0] = PaperCell::number(number("1"), 0);
    let bytes = write_xlsx(&paper).unwrap();
    let read = cells(&bytes);
    // 24,000 half-width characters in at most 79 a line are at least 304 lines of 15 points, in heights of at most 390.
    assert!(read.len() > 12, "{}", read.len());
    assert_eq!(read[1][0].to_string(), long);
    assert_eq!(read.last().unwrap()[0].to_string(), "1");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    // Heights are written in quarters of a point.
    let heights = sheet.split(" ht=\"").skip(1).map(|rest| rest.split(['"', '.']).next().unwrap());
    let heights: Vec<u32> = heights.map(|height| height.parse().unwrap()).collect();
    assert!(heights.iter().all(|height| *height <= 409), "{heights:?}");
    assert!(heights.iter().sum::<u32>() > 304 * 15, "{heights:?}");
}

#[test]
fn a_column_grows_before_its_text_is_torn() {
    let long = "很长的理由。".repeat(100);
    let bytes = write_xlsx(&texts([long.as_str()])).unwrap();
    assert_eq!(cells(&bytes).len(), 2);
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<mergeCell"));
}

#[test]
fn a_thousand_rows_are_written() {
    let names: Vec<String> = (0..1000).map(|index| format!("第{index}项指标，完成情况说明")).collect();
    let bytes = write_xlsx(&texts(names.iter().map(String::as_str))).unwrap();
    assert_eq!(cells(&bytes).len(), 1001);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(write_xlsx(&scored()).unwrap(), write_xlsx(&scored()).unwrap());
    assert!(part(&write_xlsx(&scored()).unwrap(), "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn formulas_refer_from_sheet_to_sheet() {
    let mut paper = scored();
    paper.sheets[0].name = "甲'局".to_owned();
    let summary = PaperSheet {
        columns: vec![column("总分", 10, ColumnKind::Number)],
        rows: vec![row(
            PaperRowKind::Body,
            vec![PaperCell::formula(PaperFormula::cell_of(0, 2, 6), number("14.33"), 2)],
        )],
        ..PaperSheet::default()
    };
    paper.sheets.push(summary);
    let bytes = write_xlsx(&paper).unwrap();
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("<f>'甲''局'!G8</f><v>14.33</v>"));
}
