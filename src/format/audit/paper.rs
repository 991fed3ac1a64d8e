//! An audit as a paper: a line for each comparison, what it came to and what was printed, then what would explain it.

use strum::IntoEnumIterator;

use super::{compared, counted, detail, explained};
use crate::format::paper::{PaperColumnPlan, columns, difference_cell, number_cell, paper, text};
use crate::format::phrases;
use crate::messages::Messages;
use crate::paper::{ColumnKind, Paper, PaperCell, PaperMark, PaperRow, PaperRowKind, PaperSheet};
use crate::review::audit::{Audit, Finding, FindingDetail, Verdict};

const COLUMNS: [PaperColumnPlan; 10] = [
    ("paper-verdict", 10, ColumnKind::Label),
    ("paper-check", 10, ColumnKind::Label),
    ("paper-compared", 34, ColumnKind::Text),
    ("paper-formula", 40, ColumnKind::Text),
    ("paper-computed", 12, ColumnKind::Number),
    ("paper-printed", 12, ColumnKind::Number),
    ("paper-residual", 10, ColumnKind::Number),
    ("paper-tolerance", 10, ColumnKind::Number),
    ("column-unit-of-measure", 8, ColumnKind::Label),
    ("paper-remark", 40, ColumnKind::Text),
];
const COMPUTED: usize = 4;
const PRINTED: usize = 5;

/// The audit as a paper: the verdicts asked for, or all where none is named.
#[must_use]
pub fn audit_paper(audit: &Audit, only: &[Verdict], messages: &Messages) -> Paper {
    let title = messages.say("paper-audit", &[]);
    let listed = Verdict::iter().filter(|verdict| only.is_empty() || only.contains(verdict));
    let listed = listed.flat_map(|verdict| audit.findings.iter().filter(move |finding| finding.verdict == verdict));
    let mut notes = explained(audit, messages);
    if !notes.is_empty() {
        notes.insert(0, messages.say("audit-causes", &[]));
    }
    let sheet = PaperSheet {
        name: audit.unit.clone(),
        heading: title.clone(),
        lines: vec![phrases::organisation(&audit.unit, audit.year.as_deref(), messages), counted(audit, messages)],
        columns: columns(&COLUMNS, messages),
        rows: listed.enumerate().map(|(at, finding)| row(at, finding, messages)).collect(),
        merges: Vec::new(),
        notes,
    };
    paper(title, vec![sheet], messages)
}

fn row(at: usize, finding: &Finding, messages: &Messages) -> PaperRow {
    let verdict = <&str>::from(finding.verdict);
    let mark = match finding.verdict {
        Verdict::Fail => PaperMark::Wrong,
        Verdict::Warn => PaperMark::Attention,
        Verdict::Tail | Verdict::Pass | Verdict::Skip => PaperMark::None,
    };
    let mut cells = vec![
        text(&messages.say(&format!("paper-verdict-{verdict}"), &[])).marked(mark),
        text(&finding.check),
        text(&compared(finding, messages)),
    ];
    match &finding.detail {
        FindingDetail::Remark(_) => {
            cells.resize(COLUMNS.len().saturating_sub(1), PaperCell::blank());
            cells.push(text(&detail(finding, messages)));
        }
        FindingDetail::Measured(measured) => {
            cells.push(text(&measured.formula));
            cells.push(number_cell(Some(&measured.computed), measured.places));
            cells.push(number_cell(Some(&measured.printed), measured.places));
            let residual = Some(&measured.residual);
            cells.push(difference_cell(residual, (at, &cells), (COMPUTED, PRINTED), measured.places));
            cells.push(number_cell(Some(&measured.tolerance), 0));
            cells.push(text(measured.unit.name()));
            cells.push(if measured.is_limit { text(&messages.say("paper-limit", &[])) } else { PaperCell::blank() });
        }
    }
    PaperRow { kind: PaperRowKind::Body, cells }
}
