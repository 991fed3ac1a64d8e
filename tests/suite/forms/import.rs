//! Tables from files to cases and working papers, as an officer runs the program.

use std::fs::{self, File};

use jixiao::document::sheet::CellValue;
use jixiao::document::workbook::read_workbook;
use rust_decimal::Decimal;

use crate::support::{Run, folder, program, root};

const FORM: &str = "tests/data/sheets/01-财政部自评表-廊坊食品工程学校2019.xlsx";

fn run(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).args(["--lang", "zh"]))
}

/// Imported, checked and rechecked: the verdicts are those of the published case that was copied by hand.
#[test]
fn a_form_becomes_a_case_with_the_verdicts_of_its_copy_by_hand() {
    let into = folder("forms/import").join("case");
    let case = into.display().to_string();
    let told = run(&["import", FORM, "--into", &case]).ended(0).out;
    assert!(told.contains("mof-project") && told.contains("须核实的有"), "{told}");
    let checked = run(&["check", &case, "--scripts", "scripts"]).ended(0);
    assert!(checked.err.contains("[guessed]"), "{}", checked.err);
    let counted = |text: &str| text.lines().find(|line| line.starts_with("各项指标的结论")).map(str::to_owned);
    let by_hand = run(&["recheck", "indicators/published/langfang-shipin-nuantong-2019"]);
    for asked in [vec!["recheck", &case, "--scripts", "scripts"], vec!["recheck", FORM]] {
        let own = run(&asked);
        assert_eq!((own.status, counted(&own.out)), (by_hand.status, counted(&by_hand.out)), "{}", own.err);
        if asked[1] == FORM {
            let place = own.err.lines().find(|line| line.contains("--> ")).unwrap();
            assert!(place.ends_with("自评表!D13"), "the cell says it all, without a line and a column: {place}");
        }
    }
    // Levels of the form are levels of the scheme, and ids are its names.
    let scheme = fs::read_to_string(into.join("scheme.yaml")).unwrap();
    for level in ["\n  - id: 产出指标\n", "\n      - id: 质量指标\n", "\n          - id: 工程完工率\n"] {
        assert!(scheme.contains(level), "{level}: {scheme}");
    }
    assert!(!scheme.contains("note: ") && scheme.contains("{ budget: 全年预算数, executed: 全年执行数 }"), "{scheme}");
    // What stands there is nobody's to replace.
    let before = fs::read_to_string(into.join("scheme.yaml")).unwrap();
    run(&["import", FORM, "--into", &case]).ended(1);
    assert_eq!(fs::read_to_string(into.join("scheme.yaml")).unwrap(), before);
}

/// The paper's numbers are numbers: claimed and recomputed points, and their difference, row by row.
#[test]
fn the_working_paper_is_read_back_with_the_points_of_the_recheck() {
    let folder = folder("forms/paper");
    let asked = ["recheck", "indicators/published/suixi-linshi-jiuzhu-2019"];
    let json = run(&[&asked[..], &["--format", "json"]].concat()).json();
    for (name, places) in [("paper.xlsx", true), ("paper.docx", false), ("paper.html", false)] {
        let path = folder.join(name);
        let written = run(&[&asked[..], &["-o", path.to_str().unwrap()]].concat());
        assert!(written.out.is_empty() && written.err.contains("已写入"), "{}{}", written.out, written.err);
        let workbook = read_workbook(name, &fs::read(&path).unwrap()).unwrap();
        let sheet = &workbook.sheets[0];
        let rows = json["cases"][0]["rows"].as_array().unwrap();
        for row in rows {
            let indicator = row["name"]["zh"].as_str().unwrap();
            let line = sheet.cells.iter().find_map(|(place, cell)| {
                let CellValue::Text(text) = &cell.value else { return None };
                (text == indicator && place.column == 1).then_some(place.row)
            });
            let line = line.unwrap_or_else(|| panic!("{name}: {indicator}"));
            let claimed = sheet.cells.iter().find(|(place, _)| place.row == line && place.column == 5);
            let Some(wanted) = row["claimed"].as_str() else { continue };
            let found = &claimed.unwrap().1;
            let wanted: Decimal = wanted.parse().unwrap();
            match &found.value {
                CellValue::Number(number) => assert_eq!(*number, wanted, "{name}: {indicator}"),
                CellValue::Text(text) => assert_eq!(text.parse::<Decimal>().unwrap(), wanted, "{name}: {indicator}"),
                other => panic!("{name}: {other:?}"),
            }
            assert!(!places || matches!(found.value, CellValue::Number(_)), "{name}: {indicator}");
        }
        // It is somebody's now.
        run(&[&asked[..], &["-o", path.to_str().unwrap()]].concat()).ended(1);
    }
}

/// A folder with a form and its working paper: the form is rechecked, the paper named and left out. Named by itself it is
/// refused, and so is a folder that holds nothing else.
#[test]
fn a_working_paper_is_no_form() {
    for name in ["底稿.xlsx", "底稿.docx", "底稿.html"] {
        for language in ["zh", "en"] {
            let folder = folder("forms/own-paper");
            let (path, folder) = (folder.join(name), folder.display().to_string());
            let _ = fs::remove_file(&path);
            fs::copy(root().join(FORM), path.with_file_name("自评表.xlsx")).unwrap();
            let form = path.with_file_name("自评表.xlsx").display().to_string();
            let paper = path.display().to_string();
            Run::of(program().args(["recheck", &form, "-o", &paper, "--lang", language])).ended(0);
            let both = run(&["recheck", &folder]).ended(0);
            assert_eq!(both.out, run(&["recheck", &form]).out, "{name} {language}");
            assert!(both.err.contains(&format!("{name}：")) && both.err.contains("复核底稿"), "{name}: {}", both.err);
            let named = run(&["recheck", &paper]).ended(1);
            assert!(named.err.contains("[no-form]") && named.err.contains("复核底稿"), "{name}: {}", named.err);
            fs::remove_file(&form).unwrap();
            run(&["recheck", &folder]).ended(1);
        }
    }
}

/// A table beside the case that was made of it is rechecked once, as the case; another that was not imported is too.
#[test]
fn a_table_and_its_case_are_one() {
    let folder = folder("forms/beside");
    let (form, other) = (folder.join("自评表.xlsx"), folder.join("另一张.xlsx"));
    fs::copy(root().join(FORM), &form).unwrap();
    fs::copy(root().join(FORM), &other).unwrap();
    let _ = fs::remove_dir_all(folder.join("case"));
    run(&["import", form.to_str().unwrap(), "--into", folder.join("case").to_str().unwrap()]).ended(0);
    let found = run(&["recheck", folder.to_str().unwrap(), "--format", "json"]).ended(0);
    let names: Vec<String> =
        found.json()["cases"].as_array().unwrap().iter().map(|case| case["case"].to_string()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].contains("case") && names[1].contains("另一张.xlsx"), "{names:?}");
    assert!(found.err.contains("自评表.xlsx") && found.err.contains("只复核该案例"), "{}", found.err);
}

/// Points stand under 自评, whatever other columns say of points: 98 of 100 claimed for 98 of 100 reached.
#[test]
fn a_deviation_of_points_is_no_column_of_points() {
    let path = folder("forms/deviation").join("table.txt");
    let table = "某县公路站2022年度项目支出绩效自评表\n\
                 指标\t年度指标值\t实际完成值\t分值\t自评\t得分偏离度\n\
                 养护里程\t≥100公里\t98公里\t100\t98\t0%\n";
    fs::write(&path, table).unwrap();
    let json = run(&["recheck", path.to_str().unwrap(), "--format", "json"]).ended(0).json();
    let row = &json["cases"][0]["rows"][0];
    assert_eq!((row["self"].as_str(), row["verdict"]["verdict"].as_str()), (Some("98"), Some("agrees")));
}

/// Whatever stands among the files, the others are done, and what is wrong is named.
#[test]
fn a_file_that_cannot_be_read_stops_no_other() {
    let broken =
        ["other/report.pdf", "other/encrypted.xlsx", "nasty/truncated.xlsx", "other/photos.zip", "other/scan.png"]
            .map(|name| format!("tests/data/sheets/{name}"));
    let asked: Vec<&str> = ["recheck", FORM].into_iter().chain(broken.iter().map(String::as_str)).collect();
    let told = run(&asked).ended(1);
    assert!(told.out.contains("廊坊"), "{}", told.out);
    assert_eq!(told.err.matches("[table-unread]").count(), broken.len(), "{}", told.err);
    for name in &broken {
        assert!(told.err.contains(name.as_str()), "{name} is not in {}", told.err);
    }
    for entry in fs::read_dir(root().join("tests/data/sheets/nasty")).unwrap() {
        let path = entry.unwrap().path();
        let status = run(&["recheck", path.to_str().unwrap()]).status;
        assert!(matches!(status, Some(0 | 1 | 4)), "{}: {status:?}", path.display());
    }
}

/// A table pasted as text, through the standard input: 100 × 98 ÷ 100 = 98.
#[test]
fn a_table_is_pasted() {
    let pasted = folder("forms/pasted").join("table.txt");
    let table = "某县公路站2022年度项目支出绩效自评表\n\
                 一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
                 产出指标\t数量指标\t养护里程\t≥100公里\t98公里\t60\t58.8\n\
                 满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t93%\t40\t40\n\
                 总分\t\t\t\t\t100\t98.8\n";
    fs::write(&pasted, table).unwrap();
    let mut command = program();
    command.args(["recheck", "-", "--lang", "zh"]).stdin(File::open(&pasted).unwrap());
    let run = Run::of(&mut command).ended(0);
    assert!(run.out.contains("各项指标的结论：一致 2"), "{}{}", run.out, run.err);
}

/// Numbers in Chinese numerals are numbers: 10 × 14 ÷ 15 = 9.33, 20 × 85 ÷ 90 = 18.89. What is not read as a number is told,
/// and never taken for the best level.
#[test]
fn numerals_are_read_and_what_is_not_read_is_told() {
    let folder = folder("forms/numerals");
    let table = folder.join("表.csv");
    let rows = "三级指标,分值,年度指标值,实际完成值,得分\n\
                培训期数,10,≥十五个,十四个,9.33\n\
                合规率,20,不低于九成,八成五,18.89\n\
                合格率,20,≥九十%,九成,20\n\
                及时率,40,百分之九十以上,95%,40\n\
                评审等次,5,不低于二级,三级,5\n\
                宣传场次,5,≥十几场,十四场,5\n";
    fs::write(&table, rows).unwrap();
    let case = folder.join("case");
    let asked = ["import", table.to_str().unwrap(), "--into", case.to_str().unwrap()];
    let told = run(&asked).ended(0).out;
    for text in ["三级", "十四场"] {
        assert!(told.contains(&format!("没有可读的年度指标值，“{text}”不能计分")), "{told}");
    }
    let scored = run(&["score", case.to_str().unwrap(), "--format", "json"]).json();
    let rows: Vec<_> = scored["rows"].as_array().unwrap().iter().map(|row| row["points"].as_str()).collect();
    assert_eq!(rows, [Some("9.33"), Some("18.89"), Some("20"), Some("40"), None, None], "{scored}");
}

/// A table that is pasted has no name but that.
#[test]
fn a_pasted_table_is_named_once() {
    let pasted = folder("forms/pasted-bare").join("table.txt");
    fs::write(&pasted, "三级指标\t分值\t年度指标值\t实际完成值\t得分\n养护里程\t100\t≥100公里\t98公里\t98\n").unwrap();
    for (language, wanted) in [("zh", "来源：粘贴的表\n"), ("en", "source: pasted table\n")] {
        let mut command = program();
        command.args(["recheck", "-", "--lang", language]).stdin(File::open(&pasted).unwrap());
        let run = Run::of(&mut command);
        assert!(run.out.contains(wanted), "{}{}", run.out, run.err);
    }
}
