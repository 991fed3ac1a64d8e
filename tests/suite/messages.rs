//! Both languages say everything: each code has its sentence, and no sentence has a hole that nothing fills.

use std::fs;

use jixiao::{Code, Language, Messages};

use crate::support::root;

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let messages = Messages::of(language);
        let silent: Vec<&str> = Code::all().map(Code::name).filter(|name| messages.find(name, &[]).is_none()).collect();
        assert!(silent.is_empty(), "{language:?}: {silent:?}");
    }
}

/// The ids of one language, file by file, and the holes of each sentence.
fn sentences(language: &str) -> Vec<(String, Vec<String>)> {
    let folder = root().join("src/messages").join(language);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut sentences = Vec::new();
    for file in files {
        for line in fs::read_to_string(file).unwrap().lines() {
            let Some((id, sentence)) = line.split_once(" = ") else { continue };
            let mut holes: Vec<String> =
                sentence.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap().to_owned()).collect();
            holes.sort();
            holes.dedup();
            sentences.push((id.trim().to_owned(), holes));
        }
    }
    sentences
}

#[test]
fn both_catalogues_say_the_same_with_the_same_facts() {
    let (zh, en) = (sentences("zh"), sentences("en"));
    assert!(zh.len() > 200, "the test read {} sentences; something is wrong with it", zh.len());
    let ids = |all: &[(String, Vec<String>)]| all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&zh), ids(&en));
    for ((id, zh), (_, en)) in zh.iter().zip(&en) {
        assert_eq!(zh, en, "{id} has other facts in one language than in the other");
    }
    let mut once: Vec<String> = ids(&zh).into_iter().filter(|id| !id.starts_with('.')).collect();
    let count = once.len();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), count, "an id is given twice, and the second sentence would hide the first");
}

/// The program reads the catalogue from its own list of files: a file that is not on it says nothing.
#[test]
fn every_file_of_the_catalogue_is_read() {
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        let messages = Messages::of(language);
        let silent: Vec<String> = sentences(name)
            .into_iter()
            .map(|(id, _)| id)
            .filter(|id| !id.starts_with('.') && messages.find(id, &[]).is_none())
            .collect();
        assert!(silent.is_empty(), "{name}: {silent:?}");
    }
}
