//! What holds no tables is named by its content, whatever it is called.

use std::fs;

use jixiao::document::workbook::{FileContent, FileKind, TableProblem, read_workbook};

use super::{files, folder};

#[test]
fn files_without_tables_are_named_by_their_content() {
    let foreign = TableProblem::Foreign;
    let expected = [
        ("binary.xlsb", foreign(FileContent::BinaryWorkbook)),
        ("blank.csv", TableProblem::Empty),
        ("data.xml", foreign(FileContent::OtherXml)),
        ("empty.xlsx", TableProblem::Empty),
        ("encrypted.xlsx", TableProblem::Encrypted { kind: None }),
        ("english.txt", foreign(FileContent::Prose)),
        ("letter.odt", foreign(FileContent::OpenText)),
        ("mail.msg", foreign(FileContent::Compound)),
        ("no-table.docx", TableProblem::NoTable { kind: FileKind::Docx }),
        ("no-table.html", TableProblem::NoTable { kind: FileKind::Html }),
        ("noise.bin", foreign(FileContent::Unknown)),
        ("note.rtf", foreign(FileContent::RichText)),
        ("notice.ofd", foreign(FileContent::Ofd)),
        ("page.mht", foreign(FileContent::WebArchive)),
        ("password.ods", TableProblem::Encrypted { kind: Some(FileKind::Ods) }),
        ("password.xls", TableProblem::Encrypted { kind: Some(FileKind::Xls) }),
        ("photo.jpg", foreign(FileContent::Picture)),
        ("photos.zip", foreign(FileContent::Archive)),
        ("prose.txt", foreign(FileContent::Prose)),
        ("report.pdf", foreign(FileContent::Pdf)),
        ("scan.png", foreign(FileContent::Picture)),
        ("slides-97.ppt", foreign(FileContent::Presentation)),
        ("slides.pptx", foreign(FileContent::Presentation)),
        ("word-97.doc", foreign(FileContent::WordBinary)),
    ];
    let names: Vec<String> =
        files(&["other"]).iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, expected.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    for (name, problem) in expected {
        let bytes = fs::read(folder().join("other").join(name)).expect("a file");
        for name in [name, "form.xlsx", "form.csv"] {
            let found = read_workbook(name, &bytes);
            // A name that promises a table is believed of a text.
            let is_believed = name == "form.csv" && problem == foreign(FileContent::Prose);
            assert!(is_believed || found.as_ref().err() == Some(&problem), "{name}: {found:?}, not {problem:?}");
        }
    }
}

#[test]
fn broken_off_files_are_damaged_and_say_of_which_kind() {
    for (folder_name, name, kind) in [
        ("nasty", "truncated.xlsx", FileKind::Xlsx),
        ("made", "xlwt.xls", FileKind::Xls),
        ("made", "odfpy.ods", FileKind::Ods),
        ("made", "python-docx.docx", FileKind::Docx),
        ("made", "spreadsheetml-2003.xls", FileKind::SpreadsheetXml),
    ] {
        let bytes = fs::read(folder().join(folder_name).join(name)).expect("a file");
        let found = read_workbook(name, &bytes[..bytes.len() * 2 / 3]);
        assert!(matches!(&found, Err(TableProblem::Damaged { kind: of, .. }) if *of == kind), "{name}: {found:?}");
    }
}
