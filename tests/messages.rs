//! Both languages say everything: each code has its sentence, and no sentence has a hole that nothing fills.

use jixiao::{Code, Language, Messages};

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let messages = Messages::of(language);
        let silent: Vec<&str> = Code::all().map(Code::name).filter(|name| messages.find(name, &[]).is_none()).collect();
        assert!(silent.is_empty(), "{language:?}: {silent:?}");
    }
}

#[test]
fn both_catalogues_have_the_same_ids() {
    let ids = |text: &'static str| -> Vec<&'static str> {
        text.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id.trim()).collect()
    };
    assert_eq!(ids(include_str!("../src/messages/zh.ftl")), ids(include_str!("../src/messages/en.ftl")));
}
