//! Many rechecks: a line for each organisation, details of those that differ, and what could not be read.

use std::fmt::Write;

use super::sentences::say;
use super::{count_list, recheck_text, sums};
use crate::format::screen::Screen;
use crate::format::screen_text::ScreenText;
use crate::format::table::{align_right, ruled};
use crate::messages::Messages;
use crate::review::recheck::Recheck;

/// The columns, as the catalogue knows them.
const COLUMNS: [&str; 6] = [
    "recheck-column-organisation",
    "recheck-column-file",
    "recheck-column-claimed-total",
    "recheck-column-recomputed-total",
    "recheck-column-counts",
    "recheck-column-reasons",
];

/// One recheck in full; of several a line for each, then those in which something disagrees in full, then how many there
/// were and which could not be read.
#[must_use]
pub fn rechecks_text(
    rechecks: &[(String, &Recheck)],
    faulty: &[String],
    messages: &Messages,
    screen: impl Into<Screen>,
) -> String {
    let screen = screen.into();
    match (rechecks, faulty) {
        ([(_, recheck)], []) => return recheck_text(recheck, messages, screen),
        // Of what could not be read all was said; there is nothing to sum up.
        ([], [_]) => return String::new(),
        _ => {}
    }
    let mut text = ScreenText::new(screen);
    if rechecks.len() > 1 {
        let columns: Vec<String> = COLUMNS.iter().map(|id| messages.say(id, &[])).collect();
        let mut table = ruled(&columns, screen, 220);
        let folder = common_folder(rechecks.iter().map(|(name, _)| name.as_str()));
        if !folder.is_empty() {
            text.line(&messages.say("recheck-common-folder", &[("folder", folder)]));
        }
        for (name, recheck) in rechecks {
            table.add_row(line(name.strip_prefix(folder).unwrap_or(name), recheck, messages));
        }
        align_right(&mut table, &[2, 3]);
        table.reasons(5);
        table.optional(&[1]);
        text.table(&table, messages);
    }
    let is_told = |recheck: &Recheck| rechecks.len() == 1 || recheck.has_disagreement();
    for (_, recheck) in rechecks.iter().filter(|(_, recheck)| is_told(recheck)) {
        text.drawn("\n");
        text.drawn(&recheck_text(recheck, messages, screen));
    }
    let disagreeing = rechecks.iter().filter(|(_, recheck)| recheck.has_disagreement()).count();
    let facts = [("count", rechecks.len().to_string()), ("disagreeing", disagreeing.to_string())];
    let _ = write!(text, "\n{}", say(messages, "recheck-cases", &facts));
    if !faulty.is_empty() {
        let names = faulty.join(&messages.say("list-comma", &[]));
        let facts = [("count", faulty.len().to_string()), ("names", names)];
        let _ = write!(text, "{}", say(messages, "recheck-faulty", &facts));
    }
    text.line("");
    text.finish()
}

/// The folder that all these paths begin with, its last separator included; empty where there is none.
fn common_folder<'n>(mut names: impl Iterator<Item = &'n str>) -> &'n str {
    let Some(first) = names.next() else { return "" };
    let common = names.fold(first, |common, name| {
        let same = common.bytes().zip(name.bytes()).take_while(|(left, right)| left == right).count();
        common.get(..common.floor_char_boundary(same)).unwrap_or_default()
    });
    let end = common.rfind(['/', '\\']).map_or(0, |at| at.saturating_add(1));
    common.get(..end).unwrap_or_default()
}

fn line(name: &str, recheck: &Recheck, messages: &Messages) -> Vec<String> {
    let claimed = recheck.totals.claimed.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    vec![
        recheck.evaluation.organisation.clone(),
        name.to_owned(),
        claimed,
        sums::range(&recheck.totals.recomputed.0.range, messages),
        count_list(recheck, messages),
        sums::reason_list(recheck, messages),
    ]
}
