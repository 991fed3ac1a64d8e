//! What `check` prints and what an editor is told, in one form, so that they can be compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::client::Client;
use crate::support::{Run, program};

/// A problem: its code, every line that a person reads of it, and its place in lines and characters from 1; without a place
/// it stands nowhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub place: Option<(PathBuf, usize, usize)>,
    pub code: String,
    pub is_error: bool,
    pub lines: Vec<String>,
}

/// What `check` prints of a folder; how many there are more is left out.
pub fn printed(folder: &Path, scripts: &Path, language: &str) -> Vec<Told> {
    let mut command = program();
    command.arg("check").arg(folder).arg("--scripts").arg(scripts).args(["--lang", language]);
    let run = Run::of(&mut command);
    assert!(matches!(run.status, Some(0 | 1)), "{}", run.err);
    let mut found: Vec<Told> = Vec::new();
    for line in run.err.lines() {
        let heads = [("错误[", true), ("提醒[", false), ("error[", true), ("warning[", false)];
        if let Some((rest, is_error)) = heads.iter().find_map(|(head, kind)| Some((line.strip_prefix(head)?, *kind))) {
            let (code, title) = rest.split_once("]: ").unwrap();
            found.push(Told { place: None, code: code.to_owned(), is_error, lines: vec![title.to_owned()] });
            continue;
        }
        let Some(last) = found.last_mut() else { continue };
        let line = line.trim_start();
        if let Some(place) = line.strip_prefix("--> ").filter(|_| last.place.is_none()) {
            let mut parts = place.rsplitn(3, ':');
            let [column, number] = [(); 2].map(|()| parts.next().unwrap().parse::<usize>().unwrap());
            let file = fs::canonicalize(program().get_current_dir().unwrap().join(parts.next().unwrap())).unwrap();
            last.place = Some((file, number, column));
        } else if let Some(said) = line.strip_prefix("= ") {
            last.lines.push(said.to_owned());
        }
    }
    found.sort();
    found
}

/// What the editor was told of all documents.
pub fn published(client: &Client) -> Vec<Told> {
    let mut found = Vec::new();
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (uri, problems) in &client.problems {
        for problem in problems {
            let file = file_of(uri);
            let text = texts.entry(file.clone()).or_insert_with(|| {
                String::from_utf8_lossy(&fs::read(&file).unwrap_or_default()).trim_start_matches('\u{feff}').to_owned()
            });
            let start = &problem["range"]["start"];
            let [line, character] = ["line", "character"].map(|part| start[part].as_u64().unwrap() as usize);
            let units: Vec<u16> = text.lines().nth(line).unwrap_or("").encode_utf16().collect();
            let before = String::from_utf16(&units[..character.min(units.len())]).expect("no character is cut in two");
            let message = problem["message"].as_str().unwrap();
            found.push(Told {
                place: Some((file, line + 1, before.chars().count() + 1)),
                code: problem["code"].as_str().unwrap().to_owned(),
                is_error: problem["severity"] == 1,
                lines: message.lines().map(str::to_owned).collect(),
            });
        }
    }
    found.sort();
    found
}

/// The file of an address.
pub fn file_of(uri: &str) -> PathBuf {
    let path = uri.strip_prefix("file://").unwrap();
    let mut bytes = Vec::new();
    let mut left = path.bytes();
    while let Some(byte) = left.next() {
        let hex = |left: &mut std::str::Bytes| (left.next().unwrap() as char).to_digit(16).unwrap() as u8;
        bytes.push(if byte == b'%' { hex(&mut left) * 16 + hex(&mut left) } else { byte });
    }
    fs::canonicalize(String::from_utf8(bytes).unwrap()).unwrap()
}

/// The editor is told what `check` prints, neither more nor less, each at its place; what stands nowhere is told at the
/// beginning of a file.
pub fn compare(what: &str, printed: &[Told], published: &[Told]) {
    let mut left: Vec<&Told> = published.iter().collect();
    for problem in printed {
        let is_same = |told: &&Told| {
            let is_there = match &problem.place {
                Some(_) => told.place == problem.place,
                None => told.place.as_ref().is_some_and(|(_, line, column)| (*line, *column) == (1, 1)),
            };
            is_there && (&told.code, told.is_error, &told.lines) == (&problem.code, problem.is_error, &problem.lines)
        };
        match left.iter().position(is_same) {
            Some(at) => drop(left.remove(at)),
            None => panic!("{what}: `check` prints {problem:#?}, the editor was told {published:#?}"),
        }
    }
    assert!(left.is_empty() || printed.len() >= 50, "{what}: the editor was told more: {left:#?}");
}

/// The word at a place as the editor sees it.
pub fn text_at(text: &str, range: &Value) -> String {
    let at = |position: &Value| {
        let [line, character] = ["line", "character"].map(|part| position[part].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let units: Vec<u16> = text[start..].encode_utf16().take(character).collect();
        start + String::from_utf16(&units).expect("no character is cut in two").len()
    };
    text[at(&range["start"])..at(&range["end"])].to_owned()
}
