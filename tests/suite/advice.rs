//! What the studies and the command line say to people: names in place of ids, words of the reader's language, what is
//! left out and why; each beside the case in which it is not said.

use std::fs;
use std::path::Path;

use crate::support::{Run, program};

/// A department's case of the shipped template, made in a folder of its own.
fn department(folder: &Path) {
    run(folder, &["init", "甲", "--template", "部门"]).ended(0);
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(program().args(arguments).env("LC_ALL", "zh_CN.UTF-8").current_dir(folder))
}

/// Arguments, the status, what must be read and what must not.
type Said = (&'static [&'static str], i32, &'static [&'static str], &'static [&'static str]);

const SAID: &[Said] = &[
    // The forms of options, in the words of `--help`.
    (&["seek", "甲", "--goal", "99", "--bounds", "x"], 1, &["--bounds 编号=下限..上限"], &["LOW"]),
    (&["seek", "甲", "--goal", "99", "--bounds", "x", "--lang", "en"], 1, &["--bounds ID=LOW..HIGH"], &["编号"]),
    (&["seek", "甲", "--goal", "99", "--norm", "foo"], 1, &["points / steps:分数 / max"], &["POINTS"]),
    (&["seek", "甲", "--goal", "100", "--by", "actuals", "--cost", "x"], 1, &["--cost 数据项=代价"], &["METRIC"]),
    (&["score", "甲", "--roll-up", "预算数"], 1, &["--roll-up 数据项 --reports 文件夹", "^^^"], &["METRIC"]),
    (&["whatif", "甲", "--set", "满意度=20", "--mode", "foo"], 1, &["transfer:指标"], &["transfer:ID"]),
    (&["robust", "甲", "--weights", "foo"], 1, &["experts:文件"], &["csv"]),
    // What is wrong with a change, where it was written.
    (&["whatif", "甲", "--set", "优=70"], 1, &["--set 优=70", "^^"], &["whatif:1:1"]),
    (&["whatif", "甲", "--set", "foo=3"], 1, &["指标：服务人次、开展活动场次", "等级：优、良"], &[]),
    (&["whatif", "甲", "--set", "满意度=120"], 1, &["120 超出允许范围（不超过满分 100）"], &["—", "-20"]),
    (
        &["whatif", "甲", "--set", "满意度=60", "--set", "服务人次=60"],
        1,
        &["已设定 服务人次 60、群众满意度 60；其余各项须合计 -20"],
        &["已锁定", "—"],
    ),
    (
        &["whatif", "甲", "--set", "满意度=90", "--lock", "服务人次"],
        1,
        &["已设定 群众满意度 90；已锁定 服务人次 15；其余各项须合计 -5"],
        &["已限定"],
    ),
    (&["whatif", "甲", "--set", "满意度=30", "--mode", "transfer:预算执行率"], 1, &["请少划转"], &["请锁定"]),
    (&["whatif", "甲", "--set", "满意度=90", "--mode", "equal-shift"], 1, &["请锁定该项"], &["请少划转"]),
    (&["whatif", "甲", "--set", "服务人次.rule=达标得分"], 0, &["规则 正向比例 → 达标得分"], &["meet_target"]),
    // Rules by the name that schemes use and by what they are called.
    (&["rules", "forward"], 1, &["是否应为“forward_ratio（正向比例）”"], &["Forward ratio"]),
    (&["rules", "forward", "--lang", "en"], 1, &["`forward_ratio (Forward ratio)`"], &["正向"]),
    // What cannot be reached downwards, and the steps of figures.
    (&["seek", "甲", "--goal", "below:优"], 4, &["最低只能到 95.00，优"], &["最高", "服务人次 (", "服务人次（"]),
    (&["seek", "甲", "--goal", "100", "--lock", "按期办结率"], 4, &["最高只能到"], &["最低"]),
    (&["seek", "甲", "--goal", "99.5", "--by", "actuals"], 0, &["步长：", "全年执行数 1万元", "填报数的 1%"], &[]),
    // The total once, its grade in words.
    (&["score", "甲"], 0, &["总分 99.03，等级 优", "“达成”档 8 至 10，取最高，得 10 分"], &["0.97  优", "达成 / 1"]),
    // Intervals once where steps change nothing.
    (&["sweep", "甲"], 0, &["等级不变的分值"], &["任意分值", "按指标体系步长"]),
    // Parameters that were left out are no explanation, and none names itself twice.
    (&["explain", "甲", "预算执行率"], 0, &["预算执行率  14.25", "（per_pp）= 0.1"], &["bands", "（per_pp）（", "= —"]),
];

#[test]
fn people_are_told_in_their_own_words() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    for (arguments, status, said, unsaid) in SAID {
        let told = run(folder.path(), arguments);
        let text = format!("{}{}", told.out, told.err);
        assert_eq!(told.status, Some(*status), "{arguments:?}\n{text}");
        for words in *said {
            assert!(text.contains(words), "{arguments:?} lacks {words}\n{text}");
        }
        for words in *unsaid {
            assert!(!text.contains(words), "{arguments:?} says {words}\n{text}");
        }
    }
}

/// Several cases of other schemes cannot be ranked, and of many cases not all are named.
#[test]
fn cases_that_cannot_be_ranked_are_told_why() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    run(folder.path(), &["init", "乙", "--template", "项目"]).ended(0);
    let told = run(folder.path(), &["score"]).ended(1).err;
    assert!(told.contains("指标体系不同，不能一起排名") && !told.contains('…'), "{told}");
    for at in 0..9 {
        run(folder.path(), &["init", &format!("丙{at}"), "--template", "项目"]).ended(0);
    }
    let told = run(folder.path(), &["explain", "xyz"]).ended(1).err;
    assert!(told.contains("、…"), "{told}");
    // Where one case is wanted, nothing is said of ranking.
    let told = run(folder.path(), &["sweep", "."]).ended(1).err;
    assert!(told.contains("several-cases") && !told.contains("排名"), "{told}");
}

/// Two schemes without a row in common are told by the names of their rows, side by side.
#[test]
fn rows_of_two_schemes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    run(folder.path(), &["init", "乙", "--template", "项目"]).ended(0);
    let scheme = folder.path().join("乙/scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap().replace("id: 预算执行率", "id: budget-x");
    fs::write(&scheme, text.replace("id: 社会效益\n", "id: social-x\n").replace("id: 社会效益,", "id: social-x,"))
        .unwrap();
    let report = folder.path().join("乙/report.yaml");
    let text = fs::read_to_string(&report).unwrap().replace("预算执行率:", "budget-x:");
    fs::write(&report, text).unwrap();
    let told = run(folder.path(), &["compare", "甲", "乙"]);
    if told.err.contains("nothing-in-common") {
        assert!(told.err.contains("前一方：服务人次、开展活动场次"), "{}", told.err);
        assert!(told.err.contains("；后一方："), "{}", told.err);
    } else {
        panic!("{}{}", told.out, told.err);
    }
}

/// Of organisations without any total there is no distribution; with one there is.
#[test]
fn nobody_has_no_distribution() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    let report = folder.path().join("甲/report.yaml");
    let whole = fs::read_to_string(&report).unwrap();
    fs::create_dir(folder.path().join("甲/reports")).unwrap();
    fs::rename(&report, folder.path().join("甲/reports/a.yaml")).unwrap();
    assert!(run(folder.path(), &["score", "甲"]).ended(0).out.contains("等级分布：优 1 个（100%）"));
    let lacking: String =
        whole.lines().filter(|line| !line.contains("  活动场次:")).map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("甲/reports/a.yaml"), lacking).unwrap();
    let told = run(folder.path(), &["score", "甲"]).ended(1).out;
    assert!(!told.contains("等级分布") && !told.contains("（%）") && told.contains("没有总分"), "{told}");
}

/// A figure that a rule refuses goes by its name; one without a name by that of its row.
#[test]
fn figures_without_a_name_go_by_their_row() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    let report = folder.path().join("甲/report.yaml");
    let text = fs::read_to_string(&report).unwrap().replace("活动场次: { value: 42", "活动场次: { value: -3");
    fs::write(&report, text).unwrap();
    let negative = |words: &str| {
        let told = run(folder.path(), &["score", "甲"]).ended(1).err;
        assert!(told.contains(words), "{words}\n{told}");
    };
    let scheme = folder.path().join("甲/scheme.yaml");
    let text = fs::read_to_string(&scheme).unwrap();
    let declared = text.lines().find(|line| line.trim_start().starts_with("活动场次: {")).unwrap().to_owned();
    fs::write(&scheme, text.replace(&declared, "  活动场次: { name: 全年活动, unit: 场 }")).unwrap();
    negative("“全年活动”为 -3");
    fs::write(&scheme, text.replace(&declared, "  活动场次: { unit: 场 }")).unwrap();
    negative("“开展活动场次”为 -3");
}

/// New files speak the reader's language; both are scored alike.
#[test]
fn new_files_speak_the_language_of_the_reader() {
    let folder = tempfile::tempdir().unwrap();
    for template in ["project", "department"] {
        let made = |language: &str| {
            let case = format!("{template}-{language}");
            run(folder.path(), &["init", &case, "--template", template, "--lang", language]).ended(0);
            let texts = ["scheme.yaml", "report.yaml"]
                .map(|file| fs::read_to_string(folder.path().join(&case).join(file)).unwrap());
            let out = run(folder.path(), &["score", &case, "--format", "json"]).ended(0).out;
            let total = serde_json::from_str::<serde_json::Value>(&out).unwrap()["total"]["points"].clone();
            (texts.concat(), total)
        };
        let ((chinese, one), (english, other)) = (made("zh"), made("en"));
        assert!(
            chinese.contains("# 自评数据：") && chinese.contains("[来源]") && !chinese.contains("$init"),
            "{chinese}"
        );
        assert!(
            english.contains("# The report: each metric") && !english.contains("[来源]") && !english.contains("$init"),
            "{english}"
        );
        assert_eq!(one, other);
    }
}

/// Rules name the case that holds and the elements that are missing.
#[test]
fn sentences_name_the_case_and_the_missing_elements() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = run(root, &["score", "indicators/yueyang-department"]).ended(0).out;
    for words in [
        "“结余不超过上年”成立，得 2 分",
        "3 个要素具备 2 个，缺“制度得到有效执行”",
        "超过目标 5 个百分点，每 1 个百分点扣 0.5 分",
        "是 2 项，否 1 项",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.contains("种情形成立"), "{told}");
}

/// Columns for which there is no room are named below the table; where there is room nothing is said.
#[test]
fn columns_that_are_left_out_are_named() {
    let folder = tempfile::tempdir().unwrap();
    department(folder.path());
    let drawn = |columns: &str| {
        let told = Run::of(
            program()
                .args(["robust", "甲", "--draws", "20", "--weights", "box:10%"])
                .env("COLUMNS", columns)
                .env("LC_ALL", "zh_CN.UTF-8")
                .current_dir(folder.path()),
        );
        told.ended(0).out
    };
    assert!(drawn("60").contains("未列出：") && !drawn("160").contains("未列出"), "{}", drawn("60"));
}
