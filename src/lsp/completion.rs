//! What may be written where the cursor stands, in files of YAML.

use std::ops::Range;
use std::path::Path;

use jixiao::document::{CursorPlace, Outline, PathStep};
use jixiao::{Number, ParameterKind, RuleSet, ScriptRule, Source, Unit};
use serde::Serialize;

use super::known::{KnownPart, KnownScheme};
use super::names::{FIGURE_LISTS, row_of, rule_at};
use super::positions::TextLines;
use super::protocol::TextEdit;
use super::subject::DocumentKind;
use super::workspace::Workspace;

/// What an offer is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfferKind {
    Function = 3,
    Variable = 6,
    Key = 10,
    Unit = 11,
    Word = 12,
    Rule = 9,
    Name = 18,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Offer {
    pub label: String,
    pub kind: u8,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    pub sort_text: String,
    pub text_edit: TextEdit,
}

/// What may be written, and what it takes the place of.
pub(super) struct Offers<'t> {
    lines: TextLines<'t>,
    word: Range<usize>,
    pub found: Vec<Offer>,
}

impl<'t> Offers<'t> {
    /// Offers that take the place of the bytes `word`.
    pub fn new(text: &'t str, word: Range<usize>) -> Self {
        Self { lines: TextLines::new(text), word, found: Vec::new() }
    }

    /// Offers `label`, written with what stands `behind` it. What is offered first is shown first.
    pub fn add(&mut self, label: &str, behind: &str, kind: OfferKind, detail: &str) {
        if label.is_empty() || self.found.iter().any(|offer| offer.label == label) {
            return;
        }
        self.found.push(Offer {
            label: label.to_owned(),
            kind: kind as u8,
            detail: detail.to_owned(),
            sort_text: format!("{:04}", self.found.len()),
            text_edit: TextEdit { range: self.lines.range(&self.word), new_text: format!("{label}{behind}") },
        });
    }
}

/// What may be written at a byte of a file of YAML.
pub(super) fn complete(workspace: &Workspace, path: &Path, kind: DocumentKind, offset: usize) -> Vec<Offer> {
    let Some(document) = workspace.documents.get(path) else { return Vec::new() };
    let text = &*document.text;
    let Some(cursor) = CursorPlace::find(text, offset) else { return Vec::new() };
    let behind = text.get(offset..).unwrap_or_default();
    let ends_word = |sign: char| sign.is_whitespace() || ",:]}#\"'".contains(sign);
    let end = offset.saturating_add(behind.find(ends_word).unwrap_or(behind.len()));
    let rest = text.get(end..).unwrap_or_default().trim_start_matches(['"', '\'']);
    let whole = Outline::read(&Source::new("", text));
    let place = YamlPlace {
        workspace,
        kind,
        rules: workspace.rules_of(path),
        known: workspace.known(path, kind),
        others: other_keys(&whole, &cursor, text),
        outline: if whole.is_whole { whole } else { document.whole.as_deref().cloned().unwrap_or(whole) },
        has_colon: rest.trim_start_matches(' ').starts_with(':'),
        cursor: &cursor,
    };
    let wants_keys = cursor.is_key || (!cursor.is_inline && workspace.keys.is_nested(kind, &cursor.path));
    // Of a formula, the last word is written.
    let is_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let word = cursor.typed.rfind(|sign| !is_name(sign)).filter(|_| !wants_keys && place.is_formula());
    let skipped = word.map_or(0, |at| {
        at.saturating_add(cursor.typed.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
    });
    let mut offers = Offers::new(text, cursor.start.saturating_add(skipped)..end);
    if wants_keys {
        place.keys(&mut offers);
    } else {
        place.values(&mut offers);
    }
    offers.found
}

/// The keys of the mapping in which the cursor stands: those that can be read, and behind a text that cannot, those of the
/// lines below that are indented as much.
fn other_keys(outline: &Outline, cursor: &CursorPlace, text: &str) -> Vec<String> {
    let below = outline.below(&cursor.path).chain(cursor.before.below(&cursor.path));
    let mut found: Vec<String> = below.filter_map(|value| value.path.last()?.key().map(str::to_owned)).collect();
    let line_start =
        text.get(..cursor.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    let depth = cursor.start.saturating_sub(line_start);
    for line in text.get(cursor.start..).unwrap_or_default().lines().skip(1) {
        let bare = line.trim_start_matches([' ', '-']);
        let own = line.len().saturating_sub(bare.len());
        if own < depth && !bare.trim().is_empty() || line.trim_start().starts_with('-') && own <= depth {
            break;
        }
        if own == depth
            && let Some((key, _)) = bare.split_once(':')
        {
            found.push(key.to_owned());
        }
    }
    found
}

/// Where something is written, and what is known there.
struct YamlPlace<'w> {
    workspace: &'w Workspace,
    kind: DocumentKind,
    rules: RuleSet,
    known: KnownScheme,
    outline: Outline,
    /// The keys that the mapping has already.
    others: Vec<String>,
    has_colon: bool,
    cursor: &'w CursorPlace,
}

impl YamlPlace<'_> {
    /// The last two keys on the way.
    fn last_keys(&self) -> (&str, &str) {
        let mut keys = self.cursor.path.iter().rev().filter_map(PathStep::key);
        let last = keys.next().unwrap_or_default();
        (keys.next().unwrap_or_default(), last)
    }

    fn is_formula(&self) -> bool {
        let (holder, last) = self.last_keys();
        self.kind == DocumentKind::Scheme
            && (matches!(last, "actual" | "formula") || holder == "inputs" || (holder, last) == ("caps", "metric"))
    }

    /// The rule of the row that is written.
    fn rule(&self, part: &str) -> Option<&ScriptRule> {
        let row = row_of(&self.cursor.path, part)?;
        self.rules.get(rule_at(&self.cursor.before, row).or_else(|| rule_at(&self.outline, row))?)
    }

    fn keys(&self, offers: &mut Offers<'_>) {
        let path = &self.cursor.path;
        let has = |name: &str| name != self.cursor.typed && self.others.iter().any(|other| other == name);
        let colon = |is_single: bool| match (self.has_colon, is_single || self.cursor.is_inline) {
            (true, _) => "",
            (false, true) => ": ",
            (false, false) => ":",
        };
        let mut keys = self.workspace.keys.keys(self.kind, path);
        keys.sort_by_key(|key| !key.is_required);
        for key in keys.into_iter().filter(|key| !has(key.name)) {
            offers.add(key.name, colon(key.is_single), OfferKind::Key, key.meaning);
        }
        let mut name = |id: &str, detail: &str, is_single: bool| {
            if !has(id) {
                offers.add(id, colon(is_single), OfferKind::Name, detail);
            }
        };
        let pick = |text: &jixiao::Bilingual| self.workspace.messages.pick(text).to_owned();
        match (self.kind, self.last_keys()) {
            (DocumentKind::Scheme, (_, "params")) => {
                for (id, card) in self.rule("params").into_iter().flat_map(|rule| &rule.metadata().parameters) {
                    let is_single = !matches!(
                        card.kind,
                        ParameterKind::Bands
                            | ParameterKind::Knots
                            | ParameterKind::Table
                            | ParameterKind::Numbers
                            | ParameterKind::Texts
                    );
                    name(id, &pick(&card.meaning), is_single);
                }
            }
            (DocumentKind::Scheme, (_, "inputs")) => {
                for (id, card) in self.rule("inputs").into_iter().flat_map(|rule| &rule.metadata().inputs) {
                    name(id, &pick(&card.meaning), true);
                }
            }
            (DocumentKind::Scheme, ("", "changes")) => {
                self.known.parts.iter().for_each(|part| name(&part.id, &part.name, false));
            }
            (DocumentKind::Scheme, (_, "reallocation" | "bounds")) => {
                self.known.parts.iter().filter(|part| part.is_row).for_each(|part| name(&part.id, &part.name, true));
            }
            (DocumentKind::Report, ("", "metrics")) => {
                let given = self.known.metrics.iter().filter(|metric| !metric.is_derived);
                given.for_each(|metric| name(&metric.id, &metric.name, true));
            }
            (DocumentKind::Report, ("", "rows")) => {
                self.known.parts.iter().filter(|part| part.is_row).for_each(|part| name(&part.id, &part.name, false));
            }
            _ => {}
        }
    }

    fn values(&self, offers: &mut Offers<'_>) {
        for (word, meaning) in self.workspace.keys.words(self.kind, &self.cursor.path) {
            offers.add(word, "", OfferKind::Word, meaning);
        }
        match self.kind {
            DocumentKind::Scheme => self.scheme_values(offers),
            DocumentKind::Report => self.report_values(offers),
            DocumentKind::Accounts => {
                let figures = [PathStep::Key("figures".to_owned())];
                let (_, last) = self.last_keys();
                if FIGURE_LISTS.contains(&last) {
                    for figure in self.outline.below(&figures).filter_map(|figure| figure.path.last()?.key()) {
                        offers.add(figure, "", OfferKind::Name, "");
                    }
                }
            }
            DocumentKind::Layout | DocumentKind::Script => {}
        }
    }

    fn scheme_values(&self, offers: &mut Offers<'_>) {
        let messages = &self.workspace.messages;
        match self.last_keys() {
            (holder, "rule") => {
                for card in self.rules.rules().map(ScriptRule::metadata) {
                    if card.is_modifier == (holder == "modifiers") {
                        offers.add(&card.name, "", OfferKind::Rule, messages.pick(&card.title));
                    }
                }
            }
            (_, "unit") => self.units(None, offers),
            ("vetoes", "metric") => self.metrics(offers),
            _ if self.is_formula() => self.metrics(offers),
            ("params", parameter) => {
                let card = self.rule("params").and_then(|rule| rule.metadata().parameters.get(parameter));
                let Some(card) = card else { return };
                card.choices
                    .iter()
                    .for_each(|choice| offers.add(choice, "", OfferKind::Word, messages.pick(&card.meaning)));
                if card.kind == ParameterKind::Flag {
                    ["true", "false"].iter().for_each(|word| offers.add(word, "", OfferKind::Word, ""));
                }
            }
            (_, "closed") => {
                ["left", "right", "both", "neither"].iter().for_each(|word| offers.add(word, "", OfferKind::Word, ""));
            }
            (_, "fixed") => {
                for (id, card) in self.rule("fixed").into_iter().flat_map(|rule| &rule.metadata().parameters) {
                    if card.holds_points() {
                        offers.add(id, "", OfferKind::Name, messages.pick(&card.meaning));
                    }
                }
            }
            ("", "may_not_apply") => {
                self.parts(offers, |part| part.is_row);
                self.metrics(offers);
            }
            ("reallocation", _) | ("whatif", "set" | "lock" | "rest") | ("effect", "indicator") => {
                self.parts(offers, |part| part.is_row);
            }
            ("effect", "dimension") => self.parts(offers, |part| part.is_dimension),
            ("effect", "grade_at_most") => self.grades(offers),
            _ => {}
        }
    }

    fn report_values(&self, offers: &mut Offers<'_>) {
        let metric = self.cursor.path.get(1).and_then(PathStep::key).unwrap_or_default();
        let declared = self.known.metrics.iter().find(|known| known.id == metric);
        match self.last_keys() {
            ("", "scheme") => offers.add(self.known.scheme.as_deref().unwrap_or_default(), "", OfferKind::Name, ""),
            ("claimed", "grade") => self.grades(offers),
            (id, "unit") if id == metric => self.units(declared.and_then(|known| known.unit.as_deref()), offers),
            (id, "value") if id == metric => {
                for level in self.known.levels(metric, |rule| self.rules.get(rule)) {
                    offers.add(&level, "", OfferKind::Word, declared.map_or("", |known| known.name.as_str()));
                }
            }
            _ => {}
        }
    }

    fn parts(&self, offers: &mut Offers<'_>, is_wanted: impl Fn(&KnownPart) -> bool) {
        for part in self.known.parts.iter().filter(|part| is_wanted(part)) {
            offers.add(&part.id, "", OfferKind::Name, &part.name);
        }
    }

    fn metrics(&self, offers: &mut Offers<'_>) {
        for metric in &self.known.metrics {
            offers.add(&metric.id, "", OfferKind::Variable, &metric.name);
        }
    }

    fn grades(&self, offers: &mut Offers<'_>) {
        self.known.grades.iter().for_each(|grade| offers.add(grade, "", OfferKind::Word, ""));
    }

    /// Units that figures in `wanted` can be given in, or all that are known; `%` needs quotes.
    fn units(&self, wanted: Option<&str>, offers: &mut Offers<'_>) {
        let used = self.known.metrics.iter().filter_map(|metric| metric.unit.as_deref());
        let mut offer = |name: &str| {
            let one = Number::from(1);
            let fits = wanted.is_none_or(|wanted| Unit::parse(name).convert(&one, &Unit::parse(wanted)).is_ok());
            let needs_quotes = name.starts_with('%') && !self.cursor.is_quoted;
            match needs_quotes {
                true if fits => offers.add(&format!("\"{name}\""), "", OfferKind::Unit, ""),
                false if fits => offers.add(name, "", OfferKind::Unit, ""),
                _ => {}
            }
        };
        wanted.into_iter().chain(used).for_each(&mut offer);
        Unit::known_names().for_each(&mut offer);
    }
}
