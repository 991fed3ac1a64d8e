//! Every published table, laid out as it was printed, read back with no cell wrong and drafted clean; and tables laid out
//! in other ways.

mod command;
mod compare;
mod files;
mod fill;
mod import;
mod own_layouts;
mod published;
mod round_trips;
mod sheets;
mod variants;
mod verdicts;

use jixiao::form::{DraftOptions, FormReading, LayoutSet, draft_case, read_forms};
use jixiao::{Language, Messages};

fn read(case: &published::Case) -> FormReading {
    let layouts = LayoutSet::shipped().unwrap();
    let sheet = published::laid_out(case);
    let mut reading = read_forms("x.xlsx", &[sheet], &layouts);
    assert!(reading.skipped.is_empty(), "{:?}", reading.skipped);
    assert_eq!(reading.forms.len(), 1);
    reading.forms.remove(0)
}

fn all() -> Vec<(String, published::Case)> {
    let mut all = Vec::new();
    for name in published::NAMES {
        let case = published::load(name);
        let second = published::second(&case);
        all.push((name.to_owned(), case));
        all.extend(second.map(|second| (format!("{name}-2"), second)));
    }
    all
}

#[test]
fn no_cell_is_read_wrong() {
    let mut faults = Vec::new();
    for (name, case) in all() {
        let form = read(&case);
        let compared = compare::compare(&case, &form);
        assert!(compared.right > 10, "{name}");
        faults.extend(compared.wrong.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn layouts_are_told_apart() {
    let layouts: Vec<String> = all().iter().map(|(_, case)| read(case).layout).collect();
    let wanted = [
        "hebei",
        "sichuan",
        "sichuan",
        "mof-project",
        "beijing-2016",
        "hubei-20-80",
        "mof-department",
        "mof-project",
        "transfer-payment",
        "yunnan",
        "transfer-payment",
    ];
    assert_eq!(layouts, wanted);
}

/// What recheck must find: verdicts in the order of its summary.
const VERDICTS: &[(&str, &str)] = &[
    ("chengan-bairui-2020", "不一致 4"),
    ("daying-caizheng-chengben-2023", "无法重算 1"),
    ("daying-caizheng-chengben-2023-2", "一致 1"),
    ("guichi-tangxi-cunji-2022", "一致 3、人工判断 5、无法重算 1"),
    ("haidian-xueyuanlu-baojie-2016", "一致 1、换用其他算法后一致 1"),
    ("huangshi-haimian-2022", "一致 2、人工判断 7"),
    ("jinzhai-chagu-2023", "一致 8、无法重算 1"),
    ("langfang-shipin-nuantong-2019", "一致 8、换用其他算法后一致 2"),
    ("suixi-linshi-jiuzhu-2019", "一致 8、不一致 2"),
    ("yongde-minglang-yingyang-2022", "一致 7、换用其他算法后一致 1、人工判断 1、不一致 1"),
    ("zhongjiang-shuibiaochi-2022", "一致 9、人工判断 1"),
];

fn is_judged_as_wanted(name: &str, said: &str) -> bool {
    let wanted = VERDICTS.iter().find(|(case, _)| *case == name).map(|(_, verdicts)| *verdicts);
    wanted.is_none_or(|verdicts| said.contains(&format!("各项指标的结论：{verdicts}")))
}

#[test]
fn drafts_are_clean_at_the_first_check_and_judged_as_wanted() {
    let words = Messages::of(Language::Zh);
    let mut faults = Vec::new();
    for (name, case) in all() {
        let draft = draft_case(&read(&case), &DraftOptions::default(), &words).unwrap();
        faults.extend(command::faults(&name, &draft));
        let said = command::run(&name, &draft, "recheck").out;
        if !is_judged_as_wanted(&name, &said) {
            faults.push(format!("{name}: {said}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
