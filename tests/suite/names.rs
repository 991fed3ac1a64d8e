//! Whatever a command names is named by id or by name, and dimensions are set like rows.

use std::collections::BTreeMap;

use jixiao::analysis::whatif::{Change, ChangeTexts};
use jixiao::{
    Code, Diagnostics, Number, Place, RuleSet, Scheme, Source, Weight, WeightGrid, WeightMode, WeightRequest,
    WeightRole,
};
use proptest::prelude::*;

use super::support::{Run, folder_of, jixiao, printed, program, random_cases};

/// Two dimensions, the first with one of its own below it; names in which nothing but the id tells two rows apart.
const SCHEME: &str = r#"
scheme: library
title: 图书馆
full_score: 100
rounding: { indicator: { places: 2, mode: half-up }, total: { places: 2, mode: half-up } }
grades: [{ grade: 优, en: excellent, from: 90 }, { grade: 良, en: good, from: 80 }, { grade: 其他, en: other, from: 0 }]
metrics:
  visits: { name: 接待读者, unit: 万人次 }
  books: { name: 新增图书, unit: 册 }
  score: { name: 满意率, unit: "%" }
  budget: { name: 预算数, unit: 万元 }
  spent: { name: 执行数, unit: 万元 }
  rate: { name: 执行率, unit: "%", formula: 100 * spent / budget }
dimensions:
  - id: output
    name: 产出
    weight: 60
    dimensions:
      - id: amount
        name: 数量
        weight: 45
        indicators:
          - { id: readers, name: 接待读者人次, en: readers, weight: 15, unit: 万人次, target: { at_least: 20 }, actual: visits, rule: forward_ratio }
          - { id: new-books, name: 新增图书（册）, weight: 30, unit: 册, target: { at_least: 100 }, actual: books, rule: forward_ratio }
      - id: timeliness
        name: 时效
        weight: 15
        indicators:
          - { id: execution, name: 预算执行率, weight: 15, unit: "%", target: { at_least: 100 }, actual: rate, rule: forward_ratio }
  - id: effect
    name: 效果
    weight: 40
    indicators:
      - { id: satisfaction, name: 满意度, weight: 30, unit: "%", target: { at_least: 90 }, actual: score, rule: forward_ratio }
      - { id: 效果-其他, name: 效果, weight: 10, unit: "%", target: { at_least: 90 }, actual: score, rule: forward_ratio }
"#;

fn scheme() -> Scheme {
    jixiao::project::read_scheme_text(&Source::new("scheme.yaml", SCHEME)).unwrap()
}

fn set(texts: &[&str]) -> ChangeTexts {
    let set = texts.iter().map(|text| Place::argument("--set", *text)).collect();
    ChangeTexts { set, ..ChangeTexts::default() }
}

fn read(texts: &[&str]) -> Result<Change, Diagnostics> {
    Change::read(&set(texts), &scheme(), &RuleSet::shipped())
}

fn weight(text: &str) -> Weight {
    Weight::new(Number::parse(text).unwrap()).unwrap()
}

/// The weights after a request, as `id weight`, with what follows in brackets.
fn after(request: &WeightRequest) -> Result<Vec<String>, Vec<Code>> {
    let answer = scheme().renormalised(request);
    let answer = answer.map_err(|problems| problems.iter().map(|problem| problem.code).collect::<Vec<_>>())?;
    let sum = Weight::total(answer.rows.iter().map(|row| &row.after)).unwrap();
    assert_eq!(sum, weight("100"));
    Ok(answer.rows.iter().map(|row| format!("{} {}", row.id, row.after)).collect())
}

fn request(sets: &[(&str, &str)]) -> WeightRequest {
    let set = sets.iter().map(|(id, text)| ((*id).to_owned(), weight(text))).collect();
    WeightRequest { set, ..WeightRequest::default() }
}

#[test]
fn rows_dimensions_and_grades_are_set_by_any_of_their_names() {
    for name in ["readers", "接待读者人次", "READERS", "接待读者 人次"] {
        let change = read(&[&format!("{name}=20")]).unwrap();
        assert_eq!(change.weights, BTreeMap::from([("readers".to_owned(), weight("20"))]), "{name}");
    }
    for name in ["新增图书(册)", "新增图书（册）", "new_books", "ｎｅｗ－ｂｏｏｋｓ"] {
        assert!(read(&[&format!("{name}＝20")]).unwrap().weights.contains_key("new-books"), "{name}");
    }
    assert!(read(&["数量=50"]).unwrap().weights.contains_key("amount"));
    assert!(
        read(&["时效=20"]).unwrap().weights.contains_key("execution"),
        "a dimension that holds one row is that row"
    );
    assert_eq!(read(&["优=95"]).unwrap().grades, BTreeMap::from([(0, Number::from(95))]));
    // A percentage without a sign is a share of the full score of 100; with one, it changes what is there.
    assert_eq!(read(&["readers=12.5%"]).unwrap().weights["readers"].to_string(), "12.5");
    assert_eq!(read(&["优=９５％"]).unwrap().grades, BTreeMap::from([(0, Number::from(95))]));
    assert_eq!(read(&["readers=%"]).unwrap_err().iter().next().unwrap().code, Code::NotANumber);
    assert_eq!(read(&["good=+2"]).unwrap().grades, BTreeMap::from([(1, Number::from(82))]));
    let change = read(&["接待读者人次.目标=+5", "接待读者人次.rule=正向比例"]).unwrap();
    assert_eq!((change.targets["readers"].as_str(), change.rules["readers"].as_str()), ("25", "forward_ratio"));
    for word in ["target", "目标", "年度指标值"] {
        assert_eq!(read(&[&format!("接待读者人次.{word}=+5")]).unwrap().targets["readers"], "25", "{word}");
    }
}

#[test]
fn a_name_that_two_have_is_refused_and_ids_tell_them_apart() {
    let problems = read(&["效果=50"]).unwrap_err();
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, Code::AmbiguousName);
    assert_eq!(problem.get("choices").unwrap().zh, "效果-其他（效果 > 效果）、effect（效果）");
    assert_eq!(problem.place.as_ref().unwrap().text(), "效果");
    assert!(read(&["effect=50"]).unwrap().weights.contains_key("effect"));
    let twice = read(&["满意度=20", "satisfaction=30"]).unwrap_err();
    assert_eq!(twice.iter().next().unwrap().code, Code::DuplicateKey, "one row under two names");
}

/// 60 → 45 in 产出: 15, 30 and 15 of 60 are 11.25, 22.5 and 11.25. 效果 has 55: 30 and 10 of 40 are 41.25 and 13.75.
#[test]
fn the_rows_of_a_dimension_share_its_weight_and_all_others_make_room() {
    let rows = after(&request(&[("output", "45")])).unwrap();
    assert_eq!(rows, ["readers 11.25", "new-books 22.5", "execution 11.25", "satisfaction 41.25", "效果-其他 13.75"]);
    // A row that is set in it keeps what was asked: 25 over 30 and 15 is 16.67 and 8.33.
    let rows = after(&request(&[("output", "45"), ("readers", "20")])).unwrap();
    assert_eq!(rows[..3], ["readers 20", "new-books 16.67", "execution 8.33"]);
    // An inner dimension that is set, too: 数量 10 leaves 35 for 时效.
    let rows = after(&request(&[("output", "45"), ("amount", "9")])).unwrap();
    assert_eq!(rows[..3], ["readers 3", "new-books 6", "execution 36"]);
}

#[test]
fn a_dimension_is_locked_and_gives_or_takes_like_a_row() {
    let locked = |id: &str| WeightRequest { locked: [id.to_owned()].into(), ..request(&[("satisfaction", "20")]) };
    let rows = after(&locked("output")).unwrap();
    assert_eq!(rows, ["readers 15", "new-books 30", "execution 15", "satisfaction 20", "效果-其他 20"]);
    let inside = WeightRequest { locked: ["output".to_owned()].into(), ..request(&[("readers", "30")]) };
    let rows = after(&inside).unwrap();
    assert_eq!(rows, ["readers 30", "new-books 20", "execution 10", "satisfaction 30", "效果-其他 10"]);
    let transfer = WeightRequest { mode: WeightMode::Transfer("output".into()), ..request(&[("satisfaction", "36")]) };
    let rows = after(&transfer).unwrap();
    assert_eq!(rows, ["readers 13.5", "new-books 27", "execution 13.5", "satisfaction 36", "效果-其他 10"]);
    let fixed = WeightRequest { locked: ["output".to_owned()].into(), ..transfer.clone() };
    assert_eq!(after(&fixed).unwrap_err(), [Code::ModeNamesFixed]);
    let both = WeightRequest { locked: ["output".to_owned()].into(), ..request(&[("output", "45")]) };
    assert_eq!(after(&both).unwrap_err(), [Code::LockedAndSet]);
}

#[test]
fn a_dimension_that_cannot_add_up_is_refused_by_name() {
    let full = request(&[("amount", "45"), ("readers", "30"), ("new-books", "10")]);
    assert_eq!(after(&full).unwrap_err(), [Code::DimensionUnreachable]);
    let narrow = request(&[("output", "10"), ("amount", "20")]);
    assert_eq!(after(&narrow).unwrap_err(), [Code::DimensionUnreachable]);
    assert_eq!(after(&request(&[("output", "45.001")])).unwrap_err(), [Code::OffGrid]);
    let all = request(&[("output", "45"), ("effect", "50")]);
    assert_eq!(after(&all).unwrap_err(), [Code::WeightsUnreachable]);
}

/// 33.34 in 数量: 15 : 30 is 11.1133… : 22.2266…; the heavier takes what the steps leave over.
#[test]
fn what_whole_steps_leave_over_in_a_dimension_is_told() {
    let answer = scheme().renormalised(&request(&[("amount", "33.35"), ("execution", "26.65")])).unwrap();
    let role = |id: &str| answer.rows.iter().find(|row| row.id == id).map(|row| (row.after.to_string(), row.role));
    assert_eq!(role("readers"), Some(("11.12".to_owned(), WeightRole::Free)));
    assert_eq!(role("new-books"), Some(("22.23".to_owned(), WeightRole::Free)));
    assert_eq!(role("execution"), Some(("26.65".to_owned(), WeightRole::Set)));
}

const REPORT: &str = "unit: 甲馆\nmetrics: { visits: { value: 18 }, books: { value: 100 }, score: { value: 81 }, \
    budget: { value: 100 }, spent: { value: 90 } }\n";

#[test]
fn a_kept_variant_of_a_dimension_comes_out_again() {
    let case = folder_of("names_kept", &[("scheme.yaml", SCHEME), ("report.yaml", REPORT)]);
    let kept = case.join("v.yaml");
    let (case, kept) = (case.to_str().unwrap(), kept.to_str().unwrap());
    printed(&["whatif", case, "--set", "产出=45", "--lock", "satisfaction", "--set", "优=85", "--save", kept]);
    let text = std::fs::read_to_string(kept).unwrap();
    assert!(text.contains("output: { weight: 45 }") && text.contains("set: [output]"), "{text}");
    let scored = jixiao(&["score", case, "--scheme", kept, "--format", "json"]).ended(0).json();
    let laid = jixiao(&["whatif", case, "--overlay", kept, "--format", "json"]).ended(0).json();
    assert_eq!(scored.pointer("/total").unwrap(), laid.pointer("/total/after").unwrap());
}

#[test]
fn figures_go_up_from_what_each_report_says() {
    let case = folder_of("names_figures", &[("scheme.yaml", SCHEME), ("report.yaml", REPORT)]);
    let case = case.to_str().unwrap();
    let text = printed(&["whatif", case, "--metric", "执行数=+10", "--metric", "接待读者=×0.5", "--lang", "zh"]);
    assert!(text.contains("执行数 +10") && text.contains("接待读者 ×0.5"), "{text}");
    let record = jixiao(&["whatif", case, "--metric", "执行数=+10", "--format", "json"]).ended(0).json();
    let set = jixiao(&["whatif", case, "--metric", "spent=100", "--format", "json"]).ended(0).json();
    assert_eq!(record["total"], set["total"]);
    jixiao(&["whatif", case, "--metric", "预算执行率=90"]).refused(1, "derived-metric", &["预算执行率"]);
    jixiao(&["whatif", case, "--metric", "满意率=+10%"]).refused(1, "change-form", &["+10% of a percentage"]);
}

#[test]
fn all_commands_take_names() {
    let case = folder_of("names_commands", &[("scheme.yaml", SCHEME), ("report.yaml", REPORT)]);
    let case = case.to_str().unwrap();
    let same = |by_name: &[&str], by_id: &[&str]| {
        let [one, other] = [by_name, by_id].map(|arguments| jixiao(arguments).ended(0).out);
        assert_eq!(one, other, "{by_name:?}");
    };
    same(&["explain", case, "接待读者人次"], &["explain", case, "readers"]);
    same(&["explain", case, "数量"], &["explain", case, "amount"]);
    same(&["seek", case, "--goal", "91"], &["seek", case, "--goal", "total:91"]);
    same(
        &["seek", case, "--goal", "优", "--lock", "数量"],
        &["seek", case, "--goal", "grade:excellent", "--lock", "amount"],
    );
    same(
        &["seek", case, "--goal", "93", "--by", "actual:执行数"],
        &["seek", case, "--goal", "total:93", "--by", "actual:spent"],
    );
    same(
        &["seek", case, "--goal", "91", "--bounds", "满意度＝25..35"],
        &["seek", case, "--goal", "91", "--bounds", "satisfaction=25..35"],
    );
    same(
        &["sweep", case, "--lock", "产出", "--mode", "transfer:效果-其他"],
        &["sweep", case, "--lock", "output", "--mode", "transfer:效果-其他"],
    );
    same(&["rules", "正向比例"], &["rules", "forward_ratio"]);
    same(&["score", case, "--at-least", "良"], &["score", case, "--at-least", "good"]);
    jixiao(&["explain", case, "新增"]).refused(1, "unknown-indicator", &["新增"]);
}

#[test]
fn a_variant_with_a_dimension_alone_says_how_it_is_meant() {
    let variant = "scheme: v\nextends: scheme.yaml\nchanges: { output: { weight: 45 } }\n";
    let meant = variant.to_owned() + "whatif: { mode: proportional, set: [output] }\n";
    let files = [("scheme.yaml", SCHEME), ("report.yaml", REPORT), ("v.yaml", variant), ("w.yaml", meant.as_str())];
    let case = folder_of("names_variant", &files);
    let overlay = |name: &str| {
        let file = case.join(name);
        jixiao(&["whatif", case.to_str().unwrap(), "--overlay", file.to_str().unwrap(), "--lang", "zh"])
    };
    let run = overlay("v.yaml");
    run.refused(1, "set: [output]", &["v.yaml"]);
    assert!(run.err.contains("v.yaml:3:"), "{}", run.err);
    overlay("w.yaml").ended(0);
}

/// What a shell is offered behind the last of these words.
fn offered(shell: &str, words: &[&str]) -> Vec<String> {
    let last = (words.len() - 1).to_string();
    let mut command = program();
    command.env("COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", last).env("_CLAP_IFS", "\n").env("LANG", "zh_CN.UTF-8");
    if shell == "bash" {
        command.env("_CLAP_COMPLETE_COMP_TYPE", "9");
    }
    let run = Run::of(command.arg("--").args(words));
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{words:?}");
    run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn shells_are_offered_what_the_case_on_the_line_holds() {
    let case = folder_of("names_completion", &[("scheme.yaml", SCHEME), ("report.yaml", REPORT)]);
    let case = case.to_str().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let names = |words: &[&str]| offered(shell, words);
        // zsh writes a colon and what is said of a word behind it; what stands before is what is looked for.
        let has = |all: Vec<String>, wanted: &str| {
            all.iter().any(|word| word.split(':').next() == Some(wanted) || word == wanted)
        };
        assert!(has(names(&["jixiao", "explain", case, "接"]), "接待读者人次"), "{shell}");
        assert!(has(names(&["jixiao", "whatif", case, "--set", "产"]), "产出="), "{shell}");
        assert!(has(names(&["jixiao", "whatif", case, "--set", "new"]), "new-books="), "{shell}");
        assert!(has(names(&["jixiao", "whatif", case, "--metric", "执"]), "执行数="), "{shell}");
        assert!(has(names(&["jixiao", "seek", case, "--goal", "优"]), "优"), "{shell}");
        assert!(has(names(&["jixiao", "rules", "正向"]), "正向比例"), "{shell}");
        let derived = names(&["jixiao", "whatif", case, "--metric", ""]);
        assert!(!has(derived, "执行率="), "{shell}: no report gives it");
    }
    let behind = offered("fish", &["jixiao", "whatif", case, "--mode", "transfer:产"]);
    assert_eq!(behind, ["transfer:产出"]);
    assert_eq!(offered("fish", &["jixiao", "seek", case, "--by", "actual:满"]), ["actual:满意率"]);
    assert_eq!(offered("fish", &["jixiao", "whatif", case, "--set", "readers.rule=正向比"]), ["readers.rule=正向比例"]);
}

/// Bash would not quote what it takes over: names with signs of its own are left to the ids.
#[test]
fn bash_is_offered_only_what_it_can_take_over() {
    let spaced = SCHEME.replace("name: 满意度", "name: '满意度 (甲)'");
    let case = folder_of("names_completion_bash", &[("scheme.yaml", &spaced), ("report.yaml", REPORT)]);
    let words = ["jixiao", "explain", case.to_str().unwrap(), "满意"];
    assert!(offered("bash", &words).is_empty());
    assert_eq!(offered("fish", &words), ["满意度 (甲)"]);
    let ids = offered("bash", &["jixiao", "explain", case.to_str().unwrap(), "satis"]);
    assert_eq!(ids, ["satisfaction"]);
}

#[test]
fn a_case_that_cannot_be_read_is_completed_in_silence() {
    let broken = SCHEME.replace("weight: 60", "weight: 61");
    for (name, text) in [("sum", broken.as_str()), ("shape", "[: {"), ("empty", ""), ("list", "- 1\n")] {
        let case = folder_of(&format!("names_completion_{name}"), &[("scheme.yaml", text)]);
        assert!(offered("zsh", &["jixiao", "whatif", case.to_str().unwrap(), "--set", ""]).is_empty(), "{name}");
    }
    assert!(offered("bash", &["jixiao", "whatif", "nowhere", "--set", "产"]).is_empty());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("COMPLETE") && script.contains("jixiao"), "{shell}: {script}");
    }
}

proptest! {
    #![proptest_config(random_cases(64))]

    /// Whatever is asked of a dimension, it is worth exactly that, its rows keep their ratios before whole steps, and all
    /// adds up.
    #[test]
    fn a_dimension_that_is_set_is_worth_just_that(amount in 0_i64..=100, exact in any::<bool>(), id in prop::sample::select(vec!["output", "amount", "effect"])) {
        let scheme = scheme();
        let mut asked = request(&[(id, &amount.to_string())]);
        if exact {
            asked.grid = WeightGrid::Exact;
        }
        let answer = scheme.renormalised(&asked).unwrap();
        let after = scheme.reweighted(&answer.weights()).unwrap();
        prop_assert_eq!(&after.dimension(id).unwrap().weight, &weight(&amount.to_string()));
        let inside: Vec<String> = scheme.dimension(id).unwrap().rows().iter().map(|row| row.id.clone()).collect();
        let ratio = scheme.dimension(id).unwrap().weight.number().clone();
        for row in answer.rows.iter().filter(|row| inside.contains(&row.id)) {
            let due = row.before.number().multiply(&Number::from(amount)).unwrap().divide(&ratio).unwrap();
            prop_assert_eq!(row.ideal.number(), &due);
            prop_assert!(!exact || row.after == row.ideal);
        }
    }
}

/// 50 in 产出: 12.5, 25 and 12.5, in whole points 13, 25 and 12; 50 in 效果: 37.5 and 12.5, so 38 and 12. Who was asked to
/// take what is left over stands in 产出, so that in 效果 the heaviest takes it; one that stands at its upper end takes none.
#[test]
fn the_rest_goes_to_a_row_that_may_take_it_in_every_dimension() {
    let points = |request: WeightRequest| WeightRequest { grid: WeightGrid::Step(weight("1")), ..request };
    let wanted = ["readers 13", "new-books 25", "execution 12", "satisfaction 38", "效果-其他 12"];
    let named = points(WeightRequest { rest: Some("readers".to_owned()), ..request(&[("output", "50")]) });
    assert_eq!(after(&named).unwrap(), wanted);
    let bounds = BTreeMap::from([("new-books".to_owned(), (weight("0"), weight("25")))]);
    let bounded = points(WeightRequest { bounds, ..request(&[("output", "50")]) });
    assert_eq!(after(&bounded).unwrap(), wanted);
    let giver = WeightMode::Transfer("readers".into());
    let inside = WeightRequest { mode: giver, ..request(&[("output", "50")]) };
    assert_eq!(after(&inside).unwrap_err(), [Code::ModeNamesFixed]);
}

#[test]
fn numbers_are_read_in_either_width_and_names_may_end_in_signs() {
    let scheme_text = SCHEME.replacen("name: 接待读者人次, en: readers", "name: A级+, en: A level", 1);
    let case = folder_of("names_widths", &[("scheme.yaml", &scheme_text), ("report.yaml", REPORT)]);
    let case = case.to_str().unwrap();
    let same = |one: &[&str], other: &[&str]| {
        let [one, other] = [one, other].map(|arguments| jixiao(arguments).ended(0).out);
        assert_eq!(one, other);
    };
    same(&["seek", case, "--goal", "９１"], &["seek", case, "--goal", "91"]);
    same(&["sweep", case, "--by", "１"], &["sweep", case, "--by", "1"]);
    same(&["whatif", case, "--set", "A级+=20"], &["whatif", case, "--set", "readers=20"]);
    same(&["whatif", case, "--set", "A级++=5"], &["whatif", case, "--set", "readers=+5"]);
}

/// What moves no points is a change all the same; where nothing differs, every view says so.
#[test]
fn a_comparison_without_points_is_told_from_one_without_changes() {
    let other = SCHEME.replacen(
        "target: { at_least: 100 }, actual: books, rule: forward_ratio",
        "target: { at_least: 90 }, actual: books, rule: meet_target",
        1,
    );
    let case = folder_of("names_same", &[("scheme.yaml", SCHEME), ("report.yaml", REPORT), ("other.yaml", &other)]);
    let (case, other) = (case.to_str().unwrap(), case.join("other.yaml"));
    let compared = printed(&["compare", case, "--to-scheme", other.to_str().unwrap(), "--lang", "zh"]);
    assert!(!compared.contains("没有差异") && compared.contains("其余 5 项得分无差异"), "{compared}");
    for format in ["text", "markdown", "html"] {
        let same = printed(&["compare", case, case, "--lang", "zh", "--format", format]);
        assert!(same.contains("没有差异"), "{same}");
    }
}
