//! Both languages say everything: each code has its sentence, no sentence has a hole that nothing fills, and none stands
//! in code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jixiao::format::code_page;
use jixiao::{Code, Language, Messages};

use crate::architecture::{rust_files, texts};
use crate::support::root;

/// The files whose code holds Chinese words: what is recognised in what people wrote, and names of units of measure. No
/// other file has any; what the program says itself stands in the catalogue.
const VOCABULARY: [&str; 10] = [
    "cli/init",
    "document/workbook",
    "form",
    "format/table/pieces",
    "literal",
    "notation",
    "numeric/unit",
    "paper",
    "review/audit/evidence",
    "review/audit/indicators",
];

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let messages = Messages::of(language);
        let silent: Vec<&str> = Code::all().map(Code::name).filter(|name| messages.find(name, &[]).is_none()).collect();
        assert!(silent.is_empty(), "{language:?}: {silent:?}");
        let with_holes = Code::all().filter(|code| code_page(*code, &messages).contains("{$")).map(Code::name);
        assert_eq!(with_holes.collect::<Vec<_>>(), [""; 0], "{language:?}: pages with a hole in them");
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

/// What the English catalogue counts.
const COUNTED: [&str; 34] = [
    "answers",
    "arguments",
    "cases",
    "causes",
    "cells",
    "characters",
    "columns",
    "days",
    "differences",
    "elements",
    "errors",
    "exchanges",
    "experts",
    "figures",
    "files",
    "indicators",
    "inputs",
    "items",
    "kinds",
    "notes",
    "organisations",
    "places",
    "points",
    "problems",
    "remarks",
    "reports",
    "rows",
    "rules",
    "sets",
    "steps",
    "totals",
    "units",
    "values",
    "weightings",
];

/// Sentences whose number before such a word is a name or of a group of several.
const OTHERWISE: [&str; 4] = ["audit-together", "reversed-all", "seek-limit-refused", "sweep-by-points"];

/// With 1 in every hole, no sentence counts `1 rows`, and nothing that is counted is followed by a verb of many.
#[test]
fn one_thing_is_not_told_in_the_plural() {
    let messages = Messages::of(Language::En);
    let (mut wrong, mut plural) = (Vec::new(), 0);
    let mut owner = String::new();
    for (id, holes) in sentences("en") {
        let id = if id.starts_with('.') {
            format!("{owner}{id}")
        } else {
            owner.clone_from(&id);
            id
        };
        let told = |count: &str| {
            let facts: Vec<(&str, &str)> = holes.iter().map(|hole| (hole.as_str(), count)).collect();
            messages.find(&id, &facts).unwrap_or_default()
        };
        let one = told("1");
        let words: Vec<&str> = one.split_whitespace().collect();
        for (at, _) in words.iter().enumerate().filter(|(_, word)| word.trim_start_matches(['(', '“']) == "1") {
            // `1 more rows`, but not `1 row loses points`: up to the first word that counts, and two words at most.
            let next = words[at + 1..].iter().take(2).map(|word| word.trim_end_matches([',', ';', ':', '.', ')', '?']));
            let is_singular = |word: &str| COUNTED.contains(&format!("{word}s").as_str());
            let counted = next.take_while(|word| !is_singular(word)).find(|word| COUNTED.contains(word));
            if counted.is_some() && !OTHERWISE.iter().any(|id_of| id == *id_of) {
                wrong.push(format!("{id}: {one}"));
            }
        }
        plural += usize::from(one.replace('1', "") != told("2").replace('2', ""));
    }
    assert_eq!(wrong, [""; 0]);
    assert!(plural > 60, "{plural} sentences tell one from two");
}

#[test]
fn sentences_stand_in_the_catalogue_only() {
    let is_chinese = |text: &String| text.contains(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    let found = texts().into_iter().map(|(file, texts)| (file, texts.into_iter().filter(is_chinese).collect()));
    let found: BTreeMap<String, Vec<String>> = found.filter(|(_, texts): &(_, Vec<_>)| !texts.is_empty()).collect();
    // A file, or a folder of files that read what people print.
    let place =
        |file: &str| VOCABULARY.into_iter().find(|known| file == *known || file.starts_with(&format!("{known}/")));
    let places: BTreeSet<Option<&str>> = found.keys().map(|file| place(file)).collect();
    assert_eq!(places, VOCABULARY.into_iter().map(Some).collect(), "Chinese in code: {found:#?}");
    let is_sentence = |text: &&String| text.contains(['，', '。', '：', '；', '{', '“']);
    // A style sheet names the fonts of Chinese, between its own braces.
    let spoken = found.iter().filter(|(file, _)| *file != "paper/html/style");
    let sentences: Vec<&String> = spoken.flat_map(|(_, texts)| texts).filter(is_sentence).collect();
    assert!(sentences.is_empty(), "{sentences:?}");
}

/// The arguments of the calls of a function in a source, each with the code before the call.
fn calls<'t>(function: &str, source: &'t str) -> Vec<(&'t str, &'t str)> {
    let arguments = |rest: &'t str| {
        let mut depth = 1;
        let end = rest.find(|sign| {
            depth += i32::from(sign == '(') - i32::from(sign == ')');
            depth == 0
        });
        &rest[..end.unwrap()]
    };
    let is_call = |before: &str| {
        !before.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_') && !before.ends_with("fn ")
    };
    let opened = format!("{function}(");
    let found = source.match_indices(&opened).map(|(at, _)| (&source[..at], &source[at + opened.len()..]));
    found.filter(|(before, _)| is_call(before)).map(|(before, rest)| (before, arguments(rest))).collect()
}

/// Every id that code says is in the catalogue, every phrase gets the facts it has holes for, and none is left over.
#[test]
fn every_phrase_is_in_the_catalogue_with_its_facts() {
    let catalogue: BTreeMap<String, Vec<String>> = sentences("zh").into_iter().collect();
    let mut used = BTreeSet::new();
    for file in rust_files(&root().join("src")) {
        let source = fs::read_to_string(&file).unwrap();
        for (_, arguments) in calls("say", &source) {
            if let Some((id, _)) = arguments.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                assert!(catalogue.contains_key(id), "{}: `{id}` is not in the catalogue", file.display());
            }
        }
        for (before, arguments) in calls("phrase", &source) {
            let literal = arguments.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let (id, rest) = literal.unwrap_or_else(|| panic!("{}: phrase({arguments})", file.display()));
            let list = if rest.contains("&facts") { &before[before.rfind("let facts = ").unwrap()..] } else { rest };
            let name = |text: &str| Some(text.split_once("\",")?.0.to_owned());
            let mut facts: Vec<String> = list.split("(\"").skip(1).filter_map(name).collect();
            facts.sort();
            assert_eq!(catalogue.get(id), Some(&facts), "{}: facts of `{id}`", file.display());
            used.insert(id.to_owned());
        }
    }
    assert!(used.len() > 30, "the test read {} phrases; something is wrong with it", used.len());
    let phrases = fs::read_to_string(root().join("src/messages/zh/phrases.ftl")).unwrap();
    let ids = phrases.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()));
    let unused: Vec<String> = ids.filter(|id| !used.contains(id)).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}
