//! The results of a population, a line for each unit: JSON, or a table with commas.

use std::borrow::Cow;

use super::batch_points::{PointsForm, RowText, total_points};
use super::csv::push_cell;
use super::json_string::push_string;
use super::problem::tell_problem;
use crate::evaluation::{Program, RowCode};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::population::{RecordFault, ScoredBlock, TraceDetail};

/// What is told of a fault.
pub(super) const FAULT_PARTS: [&str; 6] = ["code", "indicator", "metric", "field", "value", "message"];

/// How the results of a population are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchFormat {
    /// A JSON object on each line.
    #[default]
    Ndjson,
    /// A table with commas: a column for the points of each row, and one for what it lost.
    Csv,
    /// A stream of Arrow.
    Arrow,
    /// A file of Arrow, which ends in a table of its contents.
    ArrowFile,
    /// Parquet.
    Parquet,
}

impl BatchFormat {
    /// Whether a terminal can show it.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Ndjson | Self::Csv)
    }
}

/// Writes the results of a population, block by block.
pub(super) struct BatchWriter<'m> {
    format: BatchFormat,
    pub(super) detail: TraceDetail,
    pub(super) messages: &'m Messages,
    pub(super) rows: Vec<RowText>,
    /// The grades as the format writes them.
    grades: Vec<(Bilingual, String)>,
    pub(super) total_places: u32,
}

impl<'m> BatchWriter<'m> {
    /// A writer for the results of a program.
    #[must_use]
    pub fn new(program: &Program, format: BatchFormat, detail: TraceDetail, messages: &'m Messages) -> Self {
        let scheme = program.scheme();
        let grade = |name: &Bilingual| {
            let mut text = String::new();
            match format {
                BatchFormat::Csv => push_cell(&mut text, messages.pick(name)),
                _ => push_string(&mut text, messages.pick(name)),
            }
            (name.clone(), text)
        };
        let form = if format == BatchFormat::Csv { PointsForm::Cells } else { PointsForm::Member };
        Self {
            format,
            detail,
            messages,
            rows: RowText::of(program, form),
            grades: scheme.grades.iter().map(|band| grade(&band.name)).collect(),
            total_places: scheme.roundings.total.places,
        }
    }

    /// What stands before all lines.
    #[must_use]
    pub fn header(&self) -> String {
        let mut text = String::new();
        if self.format == BatchFormat::Csv {
            text.push_str("organisation,year,total,grade,errors");
            let ending = match self.detail {
                TraceDetail::None => None,
                TraceDetail::Codes => Some("codes"),
                TraceDetail::Full(_) => Some("reason"),
            };
            for row in &self.rows {
                let names = [Some(""), Some(".lost")].into_iter().flatten().map(|ending| format!("{}{ending}", row.id));
                let names = names.chain(ending.map(|ending| format!("{}.{ending}", row.id)));
                for name in names {
                    text.push(',');
                    push_cell(&mut text, &name);
                }
            }
            text.push('\n');
        }
        text
    }

    /// The lines of a block.
    #[must_use]
    pub fn lines(&self, block: &ScoredBlock<'_>) -> String {
        let mut text = String::with_capacity(block.len().saturating_mul(self.rows.len()).saturating_mul(32));
        for unit in 0..block.len() {
            match self.format {
                BatchFormat::Csv => self.csv_line(block, unit, &mut text),
                _ => self.json_line(block, unit, &mut text),
            }
        }
        text
    }

    fn json_line(&self, block: &ScoredBlock<'_>, unit: usize, text: &mut String) {
        text.push_str("{\"organisation\":");
        push_string(text, block.organisation(unit));
        text.push_str(",\"year\":");
        match block.year(unit) {
            Some(year) => push_string(text, year),
            None => text.push_str("null"),
        }
        text.push_str(",\"total\":");
        let result = block.results.unit(unit);
        match total_points(&result) {
            Some(total) => {
                text.push('"');
                total.push(text, self.total_places);
                text.push('"');
            }
            None => text.push_str("null"),
        }
        text.push_str(",\"grade\":");
        text.push_str(result.grade().and_then(|grade| self.grade(grade)).unwrap_or("null"));
        for is_lost in [false, true] {
            text.push_str(if is_lost { "},\"lost\":{" } else { ",\"points\":{" });
            let mut is_first = true;
            for (at, row) in self.rows.iter().enumerate() {
                let end = text.len();
                if !is_first {
                    text.push(',');
                }
                match row.push(&result, at, is_lost, text) {
                    true => is_first = false,
                    false => text.truncate(end),
                }
            }
        }
        text.push_str("},");
        self.json_trace(block, unit, text);
        text.push_str("\"errors\":");
        self.push_faults(&block.faults(unit), text);
        text.push_str("}\n");
    }

    fn json_trace(&self, block: &ScoredBlock<'_>, unit: usize, text: &mut String) {
        let name = match self.detail {
            TraceDetail::None => return,
            TraceDetail::Codes => "\"codes\":{",
            TraceDetail::Full(_) => "\"reasons\":{",
        };
        text.push_str(name);
        let mut is_first = true;
        for (at, row) in self.rows.iter().enumerate() {
            let mut words = self.words(block, at, unit).peekable();
            if words.peek().is_none() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                text.push(',');
            }
            push_string(text, &row.id);
            text.push_str(":[");
            for (at, word) in words.enumerate() {
                if at > 0 {
                    text.push(',');
                }
                push_string(text, word);
            }
            text.push(']');
        }
        text.push_str("},");
    }

    fn csv_line(&self, block: &ScoredBlock<'_>, unit: usize, text: &mut String) {
        push_cell(text, block.organisation(unit));
        text.push(',');
        push_cell(text, block.year(unit).unwrap_or_default());
        text.push(',');
        let result = block.results.unit(unit);
        if let Some(total) = total_points(&result) {
            total.push(text, self.total_places);
        }
        text.push(',');
        text.push_str(result.grade().and_then(|grade| self.grade(grade)).unwrap_or_default());
        text.push(',');
        let faults = block.faults(unit);
        if !faults.is_empty() {
            let mut told = String::new();
            self.push_faults(&faults, &mut told);
            push_cell(text, &told);
        }
        for (at, row) in self.rows.iter().enumerate() {
            row.push(&result, at, false, text);
            if self.detail != TraceDetail::None {
                text.push(',');
                push_cell(text, &self.words(block, at, unit).collect::<Vec<_>>().join(" "));
            }
        }
        text.push('\n');
    }

    /// Why a row has its points, as far as it is told: the names of its sentences, or the sentences.
    pub(super) fn words<'b>(
        &self,
        block: &'b ScoredBlock<'_>,
        row: usize,
        unit: usize,
    ) -> impl Iterator<Item = &'b str> + use<'b> {
        let unit = block.results.unit(unit);
        let code = if self.detail == TraceDetail::Codes { unit.code(row) } else { None };
        // Sentences are there only where they were wanted.
        code.into_iter().flat_map(code_words).chain(unit.words(row))
    }

    fn grade(&self, grade: &Bilingual) -> Option<&str> {
        self.grades.iter().find(|(name, _)| name == grade).map(|(_, text)| text.as_str())
    }

    /// What keeps a total from a unit, as a list.
    fn push_faults(&self, faults: &[RecordFault], text: &mut String) {
        text.push('[');
        for (at, fault) in faults.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            for (at, (name, part)) in FAULT_PARTS.into_iter().zip(self.fault_parts(fault)).enumerate() {
                text.push_str(if at == 0 { "{\"" } else { ",\"" });
                text.push_str(name);
                text.push_str("\":");
                match part {
                    Some(part) => push_string(text, &part),
                    None => text.push_str("null"),
                }
            }
            text.push('}');
        }
        text.push(']');
    }

    /// What is told of a fault, each under its name in [`FAULT_PARTS`].
    pub(super) fn fault_parts<'f>(&self, fault: &'f RecordFault) -> [Option<Cow<'f, str>>; 6] {
        let part = |part: &'f Option<String>| part.as_deref().map(Cow::Borrowed);
        [
            Some(Cow::Borrowed(fault.code.name())),
            part(&fault.indicator),
            part(&fault.metric),
            part(&fault.field),
            part(&fault.value),
            Some(Cow::Owned(tell_problem(&fault.problem, self.messages).0)),
        ]
    }
}

/// The names of the sentences of a row: of its rule, of its modifiers, of its remarks.
fn code_words(code: &RowCode) -> impl Iterator<Item = &str> {
    let words = std::iter::once(&code.branch).chain(&code.modifiers).chain(&code.notes);
    words.map(String::as_str).filter(|word| !word.is_empty())
}
