//! What is open, and what was found in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jixiao::document::Outline;
use jixiao::form::LayoutSet;
use jixiao::project::{CaseFiles, CheckRequest, CheckedCase, Checker, OpenTexts};
use jixiao::{Diagnostics, Language, Messages, RuleSet, Source, Warned};

use super::address::{address_of, path_of};
use super::keys::FileKeys;
use super::positions::{TextLines, TextPosition};
use super::problems::{is_in_file, shown};
use super::protocol::{ClientHello, ContentChange, NamedDocument, ShownProblem};
use super::subject::{CheckedSubject, DocumentKind};

/// How many bytes of open documents are kept; what is opened beyond them is read from the disk.
const MAX_OPEN: usize = 256 << 20;
/// How many folders above a report are searched for its scheme.
const MAX_ABOVE: usize = 4;

/// Where rules and base schemes may lie besides where they are found.
#[derive(Clone, Debug, Default)]
pub struct LspSettings {
    pub scripts: Option<PathBuf>,
    pub allow_outside: Option<PathBuf>,
    /// The language that was asked for on the command line, which the client does not change.
    pub language: Option<Language>,
    /// The language of a client that names none.
    pub usual_language: Language,
}

/// A document that is open.
pub(super) struct Document {
    pub uri: String,
    pub version: Option<i64>,
    pub text: Arc<str>,
    pub kind: Option<DocumentKind>,
    /// The outline of its last text that could be read to the end.
    pub whole: Option<Arc<Outline>>,
}

/// What was found in a subject.
#[derive(Default)]
pub(super) struct SubjectFinding {
    pub problems: Diagnostics,
    pub case: CheckedCase,
    pub rules: RuleSet,
}

/// All problems of one document, to be told.
pub(super) struct ToldProblems {
    pub uri: String,
    pub version: Option<i64>,
    pub problems: Vec<ShownProblem>,
}

/// What is open, what was found in it, and what has to be looked at again.
pub(super) struct Workspace {
    pub settings: LspSettings,
    pub messages: Messages,
    pub keys: FileKeys,
    /// The folders that the client works in.
    pub roots: Vec<PathBuf>,
    pub documents: BTreeMap<PathBuf, Document>,
    pub texts: OpenTexts,
    pub findings: BTreeMap<CheckedSubject, SubjectFinding>,
    /// The last finding in which a scheme stood, for what is asked while a file is half written.
    pub standing: BTreeMap<CheckedSubject, CheckedCase>,
    checker: Checker,
    waiting: BTreeSet<CheckedSubject>,
    published: BTreeMap<String, (Option<i64>, Vec<ShownProblem>)>,
    here: PathBuf,
}

impl Workspace {
    pub fn new(settings: LspSettings) -> Self {
        let messages = Messages::of(settings.language.unwrap_or(settings.usual_language));
        Self {
            settings,
            keys: FileKeys::new(&messages),
            messages,
            roots: Vec::new(),
            documents: BTreeMap::new(),
            texts: OpenTexts::new(),
            findings: BTreeMap::new(),
            standing: BTreeMap::new(),
            checker: Checker::new(),
            waiting: BTreeSet::new(),
            published: BTreeMap::new(),
            here: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// Meets a client: it is spoken to in its language, unless another was asked for.
    pub fn greet(&mut self, hello: &ClientHello) {
        let asked = match hello.locale.as_deref().map(str::to_ascii_lowercase) {
            Some(locale) if locale.starts_with("zh") => Language::Zh,
            Some(locale) if locale.starts_with("en") => Language::En,
            _ => self.settings.usual_language,
        };
        self.messages = Messages::of(self.settings.language.unwrap_or(asked));
        self.keys = FileKeys::new(&self.messages);
        let folders = hello.workspace_folders.iter().flatten().map(|folder| &folder.uri);
        self.roots = folders.chain(&hello.root_uri).map(|uri| path_of(uri)).collect();
    }

    /// A document was opened or typed in.
    pub fn open(&mut self, document: NamedDocument, text: String) {
        let path = path_of(&document.uri);
        let others = self.documents.iter().filter(|(other, _)| **other != path);
        let kept: usize = others.map(|(_, other)| other.text.len()).sum();
        if kept.saturating_add(text.len()) > MAX_OPEN {
            self.close(&document.uri);
            return;
        }
        let kind = DocumentKind::of(&path, &text);
        let outline = Outline::read(&Source::new("", text.as_str()));
        let last = self.documents.get(&path).and_then(|document| document.whole.clone());
        let whole = if outline.is_whole { Some(Arc::new(outline)) } else { last };
        let text: Arc<str> = text.into();
        self.texts.open(&path, Arc::clone(&text));
        let NamedDocument { uri, version, .. } = document;
        self.documents.insert(path.clone(), Document { uri, version, text, kind, whole });
        self.look_again(Some(&path));
    }

    /// A document was typed in.
    pub fn change(&mut self, document: NamedDocument, changes: Vec<ContentChange>) {
        let Some(open) = self.documents.get(&path_of(&document.uri)) else { return };
        let text = changes.into_iter().fold(open.text.to_string(), |mut text, change| match change.range {
            None => change.text,
            Some(range) => {
                let lines = TextLines::new(&text);
                let (start, end) = (lines.offset(range.start), lines.offset(range.end));
                text.replace_range(start..end.max(start), &change.text);
                text
            }
        });
        self.open(document, text);
    }

    /// A document was closed: its file counts as it is on the disk.
    pub fn close(&mut self, uri: &str) {
        let path = path_of(uri);
        self.texts.close(&path);
        if self.documents.remove(&path).is_some() {
            self.look_again(None);
        }
    }

    /// What a text that has changed may matter to has to be checked again; without one, everything that is open.
    pub fn look_again(&mut self, changed: Option<&Path>) {
        let own = changed.and_then(|path| self.subject_of(path));
        let is_script = own.as_ref().is_some_and(|own| matches!(own, CheckedSubject::Scripts(_)));
        let reads = |subject: &CheckedSubject| {
            let (Some(changed), Some(finding)) = (changed, self.findings.get(subject)) else { return true };
            let case = &finding.case;
            let mut files = case.sources.iter().map(|source| self.file(source.name()));
            is_script || own.as_ref() == Some(subject) || case.program.is_none() || files.any(|file| file == changed)
        };
        let open = self.documents.iter().filter_map(|(path, document)| self.subject(path, document));
        let open: BTreeSet<CheckedSubject> = open.collect();
        // What nobody has open any more is told no longer: it is checked once more as nothing.
        let gone = self.findings.keys().filter(|subject| !open.contains(subject)).cloned();
        let again: Vec<CheckedSubject> = open.iter().filter(|subject| reads(subject)).cloned().chain(gone).collect();
        self.waiting.extend(again);
    }

    fn subject(&self, path: &Path, document: &Document) -> Option<CheckedSubject> {
        Some(CheckedSubject::of(path, document.kind?, &self.texts))
    }

    /// The subject of an open document.
    pub fn subject_of(&self, path: &Path) -> Option<CheckedSubject> {
        self.subject(path, self.documents.get(path)?)
    }

    /// The byte at a position of an open document, and what kind of file it is.
    pub fn offset(&self, path: &Path, position: TextPosition) -> Option<(DocumentKind, usize)> {
        let document = self.documents.get(path)?;
        Some((document.kind?, TextLines::new(&document.text).offset(position)))
    }

    /// The rules that serve an open document.
    pub fn rules_of(&self, path: &Path) -> RuleSet {
        let finding = self.subject_of(path).and_then(|subject| self.findings.get(&subject));
        finding.map_or_else(RuleSet::shipped, |finding| finding.rules.clone())
    }

    /// The case of an open document, as it stood last.
    pub fn case_of(&self, path: &Path) -> Option<&CheckedCase> {
        self.standing.get(&self.subject_of(path)?)
    }

    /// The script of a rule that serves an open document, where it is a file.
    pub fn script_of(&self, path: &Path, rule: &str) -> Option<PathBuf> {
        let rules = self.rules_of(path);
        let file = self.file(rules.get(rule)?.source().name());
        self.texts.exists(&file).then_some(file)
    }

    /// Whether something has to be checked.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Checks the next of what has to be checked; the answer is what has to be told when nothing is left.
    pub fn check_next(&mut self) -> Vec<ToldProblems> {
        let Some(subject) = self.waiting.pop_first() else { return Vec::new() };
        let is_open =
            self.documents.iter().any(|(path, document)| self.subject(path, document).as_ref() == Some(&subject));
        if is_open {
            let finding = self.check(&subject, &self.texts.clone());
            if finding.case.program.is_some() {
                self.standing.insert(subject.clone(), finding.case.clone());
            }
            self.findings.insert(subject, finding);
        } else {
            self.findings.remove(&subject);
            self.standing.remove(&subject);
        }
        // A file may have problems of several subjects: they are told together.
        if self.waiting.is_empty() { self.news() } else { Vec::new() }
    }

    /// What is found in a subject with these texts open.
    pub fn check(&mut self, subject: &CheckedSubject, texts: &OpenTexts) -> SubjectFinding {
        let mut files = match subject {
            CheckedSubject::Case(folder) => CaseFiles::in_folder(folder),
            CheckedSubject::Scheme(file) => {
                CaseFiles { scheme: file.clone(), report: PathBuf::new(), ..CaseFiles::in_folder(folder_of(file)) }
            }
            CheckedSubject::Report(file) => CaseFiles {
                scheme: self.scheme_for(file, texts),
                report: file.clone(),
                ..CaseFiles::in_folder(folder_of(file))
            },
            CheckedSubject::Layout(file) => return check_layout(file, texts),
            CheckedSubject::Scripts(folder) => CaseFiles::in_folder(folder),
        };
        let request = CheckRequest {
            folder: files.named.clone(),
            scripts: match subject {
                CheckedSubject::Scripts(folder) => Some(folder.clone()),
                _ => self.settings.scripts.clone(),
            },
            allow_outside: self.settings.allow_outside.clone(),
            texts: texts.clone(),
        };
        let mut problems = Diagnostics::new();
        let rules = match self.checker.rules(&request) {
            Ok(rules) => rules.note_in(&mut problems),
            Err(problem) => {
                problems.push(problem);
                RuleSet::new()
            }
        };
        if matches!(subject, CheckedSubject::Scripts(_)) {
            return SubjectFinding { problems: problems.sorted(), rules, case: CheckedCase::default() };
        }
        files.allow_outside = request.allow_outside;
        files.texts = request.texts;
        let case = self.checker.check_case(&files, &rules);
        problems.extend(case.problems.iter().cloned());
        SubjectFinding { problems: problems.sorted(), rules, case }
    }

    /// The scheme that a report is for: the nearest one in its folder or above it; no file where there is none.
    pub fn scheme_for(&self, report: &Path, texts: &OpenTexts) -> PathBuf {
        let near = report.ancestors().skip(1).take(MAX_ABOVE).map(|folder| folder.join("scheme.yaml"));
        near.into_iter().find(|file| texts.exists(file)).unwrap_or_default()
    }

    /// What is to be told of all documents that it has not been told of.
    fn news(&mut self) -> Vec<ToldProblems> {
        let mut found: BTreeMap<String, Vec<ShownProblem>> = BTreeMap::new();
        for document in self.documents.values().filter(|document| document.kind.is_some()) {
            found.entry(document.uri.clone()).or_default();
        }
        for (subject, finding) in &self.findings {
            for problem in finding.problems.iter() {
                let uri = match problem.place.as_ref().filter(|place| is_in_file(place)) {
                    Some(place) => self.address(place.source().name()),
                    None => self.address(&main_file(subject, &self.texts).to_string_lossy()),
                };
                let told = shown(problem, &self.messages, &|name| self.address(name));
                let problems = found.entry(uri).or_default();
                if !problems.contains(&told) {
                    problems.push(told);
                }
            }
        }
        let gone = self.published.keys().filter(|uri| !found.contains_key(*uri)).cloned().collect::<Vec<_>>();
        found.extend(gone.into_iter().map(|uri| (uri, Vec::new())));
        let versions: BTreeMap<&str, Option<i64>> =
            self.documents.values().map(|document| (document.uri.as_str(), document.version)).collect();
        let mut told = Vec::new();
        for (uri, problems) in found {
            let version = versions.get(uri.as_str()).copied().flatten();
            let now = (version, problems);
            if self.published.get(&uri) == Some(&now) {
                continue;
            }
            told.push((versions.contains_key(uri.as_str()), ToldProblems { uri, version, problems: now.1 }));
        }
        // What is open comes last: whoever waits for it has heard everything.
        told.sort_by_key(|(is_open, _)| *is_open);
        let told: Vec<ToldProblems> = told.into_iter().map(|(_, publication)| publication).collect();
        for ToldProblems { uri, version, problems } in &told {
            match version.is_none() && problems.is_empty() {
                true => drop(self.published.remove(uri)),
                false => drop(self.published.insert(uri.clone(), (*version, problems.clone()))),
            }
        }
        told
    }

    /// The file that was read under a name.
    pub fn file(&self, name: &str) -> PathBuf {
        let path = Path::new(name);
        if self.documents.contains_key(path) {
            return path.to_owned();
        }
        let path = self.here.join(path);
        let plain = dunce::canonicalize(&path).unwrap_or(path);
        // The editor may name the file by another way to it.
        let same = |open: &&PathBuf| dunce::canonicalize(open).is_ok_and(|open| open == plain);
        self.documents.keys().find(same).cloned().unwrap_or(plain)
    }

    /// The address of the file that was read under a name.
    pub fn address(&self, name: &str) -> String {
        let file = self.file(name);
        self.documents.get(&file).map_or_else(|| address_of(&file), |open| open.uri.clone())
    }
}

fn check_layout(file: &Path, texts: &OpenTexts) -> SubjectFinding {
    let checked = texts.read(file).map_err(Diagnostics::from).and_then(|source| LayoutSet::shipped()?.add(&source));
    let mut problems = Diagnostics::new();
    problems.note(checked.map(Warned::from));
    SubjectFinding { problems: problems.sorted(), ..SubjectFinding::default() }
}

/// Where problems are shown that stand at no place.
fn main_file(subject: &CheckedSubject, texts: &OpenTexts) -> PathBuf {
    match subject {
        CheckedSubject::Case(folder) => {
            let CaseFiles { scheme, report, .. } = CaseFiles::in_folder(folder);
            if texts.exists(&scheme) { scheme } else { report }
        }
        CheckedSubject::Scheme(file) | CheckedSubject::Report(file) | CheckedSubject::Layout(file) => file.clone(),
        CheckedSubject::Scripts(folder) => folder.clone(),
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}
