//! Arguments as people write them who have only seen forms.

use std::fs;

use crate::support::{Run, folder, jixiao, program};

#[test]
fn arguments_are_taken_as_forms_print_them() {
    let place = folder("mistakes-arguments");
    let case = place.join("甲");
    let at = |arguments: &[&str]| Run::of(program().args(arguments).args(["--lang", "zh"]).current_dir(&case));
    jixiao(&["init", case.to_str().unwrap()]).ended(0);
    for (goal, told) in [
        ("等级：优", "达到“优”"),
        ("92分", "总分不低于 92"),
        (">=92", "总分不低于 92"),
        ("≥92分", "总分不低于 92"),
        ("92分以上", "总分不低于 92"),
        ("总分:92", "总分不低于 92"),
        ("低于:优", "低于“优”"),
        ("<90", "总分低于 90"),
    ] {
        let run = at(&["seek", "--goal", goal]);
        assert!(run.out.contains(told), "{goal}: {} {}", run.out, run.err);
    }
    for (metric, told) in [("建设数量=1.2万", "12个 → 12000个"), ("验收合格率=99%", "100% → 99%")] {
        let run = at(&["whatif", "--metric", metric]).ended(0);
        assert!(run.out.contains(told), "{metric}: {}", run.out);
    }
    // A dimension that holds one row is that row.
    let bounds = at(&["seek", "--goal", "90", "--bounds", "时效指标=5..20"]);
    assert!(!bounds.err.contains("unknown-indicator"), "{}", bounds.err);
    for (arguments, words) in [
        (&["whatif", "--metric", "验收合格率=99人"][..], &["--metric 验收合格率=99人", "单位“人”不能换算成“%”"][..]),
        (&["whatif", "--set", "优秀=97"], &["可设定的等级：优、良、中、差"]),
        (&["seek", "--goal", "exactly:92"], &["--weights 预算执行率,"]),
        (&["seek", "--goal", "92", "--by", "数据"], &["--by actual:数据项"]),
    ] {
        let run = at(arguments).ended(1);
        assert!(words.iter().all(|word| run.err.contains(word)), "{arguments:?}: {}", run.err);
    }
    // Beside two cases, what is no code is told as such.
    jixiao(&["init", place.join("乙").to_str().unwrap()]).ended(0);
    let run = Run::of(program().args(["explain", "C99", "--lang", "zh"]).current_dir(&place)).ended(1);
    assert!(run.err.contains("[unknown-code]") && run.err.contains("甲"), "{}", run.err);
}

/// The folder of a case where its scheme or its report is asked for, and reports of which nobody knows the scheme.
#[test]
fn folders_are_taken_where_a_file_of_theirs_is_meant() {
    let place = folder("mistakes-folders");
    let at = |arguments: &[&str]| Run::of(program().args(arguments).args(["--lang", "zh"]).current_dir(&place));
    for case in ["甲", "乙"] {
        jixiao(&["init", place.join(case).to_str().unwrap()]).ended(0);
    }
    fs::create_dir_all(place.join("自评")).unwrap();
    fs::copy(place.join("甲/report.yaml"), place.join("自评/甲.yaml")).unwrap();
    let printed = at(&["score", "甲"]).ended(0).out;
    assert_eq!(at(&["score", "甲", "--scheme", "乙", "--report", "乙"]).ended(0).out, printed);
    let many = at(&["score", "自评", "--scheme", "甲"]).ended(0);
    assert!(many.out.contains("参加排名 1 个"), "{}", many.out);
    let unknown = at(&["score", "自评"]).ended(1);
    assert!(unknown.err.contains("其中有 1 份自评数据：用 --scheme 写明指标体系"), "{}", unknown.err);
    fs::write(place.join("表.csv"), "指标,分值\n").unwrap();
    let into = at(&["import", "表.csv", "新案例"]).ended(1);
    assert!(into.err.contains("请用 --into 新案例 指明"), "{}", into.err);
    let row = at(&["explain", "培训人次"]).ended(1);
    assert!(row.err.contains("甲") && row.err.contains("请先写案例文件夹"), "{}", row.err);
    fs::create_dir_all(place.join("空")).unwrap();
    let nowhere =
        Run::of(program().args(["explain", "培训人次", "--lang", "zh"]).current_dir(place.join("空"))).ended(1);
    assert!(nowhere.err.contains("如 jixiao explain 案例 培训人次"), "{}", nowhere.err);
    assert!(!at(&["check", "自评"]).ended(1).err.contains("--scheme"), "`check` takes no other scheme");
}

/// A file where the command belongs, a Chinese word for it, and a file to be written without its option.
#[test]
fn arguments_in_another_order_are_told_what_to_write() {
    let case = folder("mistakes-order");
    let at = |arguments: &[&str]| Run::of(program().args(arguments).args(["--lang", "zh"]).current_dir(&case)).ended(2);
    jixiao(&["init", case.join("甲").to_str().unwrap()]).ended(0);
    for (arguments, words) in [
        (&["甲", "score"][..], "如 jixiao score 甲"),
        (&["评分", "甲"], "是否应为“score”"),
        (&["复核", "甲"], "是否应为“recheck”"),
        (&["seek", "甲", "97"], "目标请用 --goal 97"),
        (&["score", "甲", "得分.html"], "请用 -o 得分.html"),
    ] {
        let run = at(arguments);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
    let run = Run::of(program().args(["whatif", "甲", "数量=20", "--lang", "zh"]).current_dir(&case)).ended(1);
    assert!(run.err.contains("--set 数量=20"), "{}", run.err);
    assert!(!at(&["乙", "score"]).err.contains("如 jixiao"), "there is no such folder");
}
