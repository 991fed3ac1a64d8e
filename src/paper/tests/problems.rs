use super::*;

/// Why a paper is refused, the same by every writer.
fn refusal(paper: &Paper) -> PaperError {
    let error = write_docx(paper).unwrap_err();
    assert_eq!(write_html(paper).unwrap_err(), error);
    assert_eq!(write_xlsx(paper).unwrap_err(), error);
    assert_eq!(error.to_string(), error.code());
    error
}

fn changed(change: impl FnOnce(&mut Paper)) -> PaperError {
    let mut paper = scored();
    change(&mut paper);
    refusal(&paper)
}

#[test]
fn papers_without_tables_are_refused() {
    assert_eq!(changed(|paper| paper.sheets.clear()), PaperError::NoSheet);
    let no_columns = changed(|paper| paper.sheets[0].columns.clear());
    assert_eq!(no_columns, PaperError::ColumnCount { sheet: 0, count: 0, limit: MAX_COLUMNS });
    let many = changed(|paper| paper.sheets[0].columns = vec![column("列", 5, ColumnKind::Text); 64]);
    assert_eq!(many, PaperError::ColumnCount { sheet: 0, count: 64, limit: 63 });
    let wide = changed(|paper| paper.sheets[0].columns[1].width = 0);
    assert_eq!(wide, PaperError::ColumnWidth { sheet: 0, column: 1, width: 0, limit: 200 });
    let language = changed(|paper| paper.language = "zh\"".to_owned());
    assert_eq!(language, PaperError::Language { language: "zh\"".to_owned() });
}

#[test]
fn cells_beside_the_columns_are_refused() {
    let error = changed(|paper| paper.sheets[0].rows[1].cells.push(PaperCell::blank()));
    assert_eq!(error, PaperError::CellCount { sheet: 0, row: 1, count: 8, columns: 7 });
}

#[test]
fn texts_longer_than_a_cell_are_refused() {
    write_xlsx(&texts(["字".repeat(MAX_TEXT).as_str()])).unwrap();
    write_docx(&texts(["字".repeat(MAX_TEXT).as_str()])).unwrap();
    let error = refusal(&texts(["字".repeat(MAX_TEXT + 1).as_str()]));
    let length = PaperError::TextLength { sheet: Some(0), cell: Some((0, 0)), length: 32_768, limit: 32_767 };
    assert_eq!(error, length);
    write_xlsx(&texts(["_x0041_".repeat(4_000).as_str()])).unwrap();
    let label = changed(|paper| paper.page_label.after = "页".repeat(101));
    assert!(matches!(label, PaperError::TextLength { sheet: None, cell: None, limit: 100, .. }), "{label:?}");
}

#[test]
fn numbers_that_cannot_be_shown_are_refused() {
    let cell = PaperCell::percent(rust_decimal::Decimal::MAX, 0);
    let error = changed(|paper| paper.sheets[0].rows[0].cells[5] = cell);
    assert_eq!(error, PaperError::Number { sheet: 0, row: 0, column: 5 });
    let error = changed(|paper| paper.sheets[0].rows[0].cells[5] = PaperCell::number(number("1"), 29));
    assert_eq!(error, PaperError::Number { sheet: 0, row: 0, column: 5 });
}

#[test]
fn merges_that_overlap_or_hide_something_are_refused() {
    let merge = |row, column, rows, columns| {
        changed(|paper| {
            paper.sheets[0].merges =
                vec![PaperMerge { row: 2, column: 0, rows: 1, columns: 5 }, PaperMerge { row, column, rows, columns }]
        })
    };
    let at = |row, column| PaperError::Merge { sheet: 0, row, column };
    assert_eq!(merge(1, 0, 2, 1), at(2, 0));
    assert_eq!(merge(0, 1, 2, 1), at(1, 1));
    assert_eq!(merge(0, 0, 0, 1), at(0, 0));
    assert_eq!(merge(0, 0, usize::MAX, 1), at(0, 0));
    assert_eq!(merge(usize::MAX, 0, 1, 1), at(usize::MAX, 0));
}

#[test]
fn formulas_refer_to_numbers_alone() {
    let formula =
        |formula| changed(|paper| paper.sheets[0].rows[0].cells[6] = PaperCell::formula(formula, number("1"), 0));
    let refers = |refers_to| PaperError::FormulaReference { sheet: 0, row: 0, column: 6, refers_to };
    assert_eq!(formula(PaperFormula::cell(0, 1)), refers((0, 0, 1)));
    assert_eq!(formula(PaperFormula::cell(9, 1)), refers((0, 9, 1)));
    assert_eq!(formula(PaperFormula::cell(0, 6)), refers((0, 0, 6)));
    assert_eq!(formula(PaperFormula::cell_of(1, 0, 2)), refers((1, 0, 2)));
    assert_eq!(formula(PaperFormula::sum_of_column(6, 0..3)), refers((0, 0, 6)));
    assert_eq!(formula(PaperFormula::sum_of_column(5, 3..3)), refers((0, 3, 5)));
    assert_eq!(formula(PaperFormula::Sum(Vec::new())), PaperError::FormulaSize { sheet: 0, row: 0, column: 6 });
}
