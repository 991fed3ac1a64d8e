//! The columns of a comparison, and what stands in them.

use crate::comparison::compare::{
    BreakdownEntry, BreakdownLine, Comparison, Factor, NamedTotal, RowComparison, RowKind, row_name,
};
use crate::evaluation::Row;
use crate::format::bar::diverging;
use crate::format::palette::Tone;
use crate::format::phrases;
use crate::format::screen::Screen;
use crate::format::table::{ScreenTable, TableRow, align_right, ruled};
use crate::language::Bilingual;
use crate::messages::Messages;
use crate::numeric::Number;

/// How many columns the longest bar fills on each side of its middle line.
const BAR_CELLS: usize = 8;
/// What is other than it was, and the difference.
const CHANGES: usize = 1;
const DIFFERENCE: usize = 4;
/// The column of the bars.
pub(super) const BAR: usize = 5;

/// One line of the table.
pub(in crate::format) struct CompareLine {
    /// Whether it is the sum of the rows above it.
    pub is_sum: bool,
    /// The cells, in the order of the columns.
    pub cells: Vec<String>,
    /// The points of its bar, if it has one.
    pub bar: Option<Number>,
}

/// The columns that have something to say.
pub(super) struct Columns<'m> {
    pub messages: &'m Messages,
    factors: Vec<Factor>,
    has_centring: bool,
    has_veto: bool,
    has_undivided: bool,
    /// The longest bar.
    pub most: Number,
    places: u32,
}

impl<'m> Columns<'m> {
    pub fn of(comparison: &Comparison, messages: &'m Messages) -> Self {
        let some = |of: fn(&RowComparison) -> &Number| comparison.rows.iter().any(|row| !of(row).is_zero());
        let told = |factor: &Factor| comparison.rows.iter().any(|row| row.part(*factor).is_some());
        let differences = comparison.rows.iter().map(|row| &row.difference).chain(comparison.lines.values());
        Self {
            messages,
            factors: Factor::ALL.into_iter().filter(told).collect(),
            has_centring: some(|row| &row.centring),
            has_veto: some(|row| &row.veto),
            has_undivided: some(|row| &row.undivided),
            most: differences.map(Number::absolute).max().unwrap_or_else(Number::zero),
            places: comparison.to.places,
        }
    }

    /// The names of all columns but that of the bars, which has none.
    pub fn header(&self, comparison: &Comparison) -> Vec<String> {
        let say = |id: &str| self.messages.say(id, &[]);
        let points = |name: &Bilingual| self.messages.say("compare-points", &[("name", self.messages.pick(name))]);
        let names = &comparison.names;
        let mut header: Vec<String> = ["column-indicator", "compare-changed"].map(say).to_vec();
        header.extend([points(&names.from), points(&names.to), say("compare-difference")]);
        for factor in &self.factors {
            header.push(say(&format!("factor-{}", <&str>::from(factor))));
            if *factor == Factor::Weight && self.has_centring {
                header.push(say("compare-centred"));
            }
        }
        header.extend(self.has_veto.then(|| say("line-veto")));
        header.extend(self.has_undivided.then(|| say("compare-undivided")));
        header.push(say("factor-rounding"));
        header
    }

    /// The parts of a row's difference, one for each column behind it; none where the row has no such part.
    pub fn parts(&self, row: &RowComparison) -> Vec<Option<Number>> {
        let told = |number: &Number| Some(number.clone()).filter(|number| !number.is_zero());
        let mut parts = Vec::new();
        for factor in &self.factors {
            // Factors that share a part have it once, under the first of them.
            let own = row.part(*factor).filter(|part| part.factors.first() == Some(factor));
            let points = own.map(|part| part.points.clone());
            parts.push(points.clone());
            if *factor == Factor::Weight && self.has_centring {
                let is_told = points.is_some() || !row.centring.is_zero();
                let raw = points.unwrap_or_else(Number::zero);
                parts.push(is_told.then(|| raw.add(&row.centring).unwrap_or_else(|_| raw.clone())));
            }
        }
        parts.extend(self.has_veto.then(|| told(&row.veto)));
        parts.extend(self.has_undivided.then(|| told(&row.undivided)));
        parts.push(told(&row.rounding));
        parts
    }

    pub fn table(&self, comparison: &Comparison, changed: &[&RowComparison], screen: Screen) -> ScreenTable {
        let mut header = self.header(comparison);
        header.insert(BAR, String::new());
        let numbers: Vec<usize> = (2..header.len()).filter(|at| *at != BAR).collect();
        let last = header.len().saturating_sub(1);
        let mut table = ruled(&header, screen, 200);
        let lines = self.lines(comparison, changed);
        let total = lines.len().saturating_sub(1);
        for (at, line) in lines.into_iter().enumerate() {
            let tone = phrases::change_tone(line.cells.get(DIFFERENCE).map_or("", String::as_str));
            let row = TableRow::new(line.cells).cell_tone(DIFFERENCE, tone);
            table.add(if line.is_sum || at == total { row.tone(Tone::Strong).below_rule() } else { row });
        }
        align_right(&mut table, &numbers);
        table.reasons(CHANGES);
        table.bars(BAR);
        // The parts say what the bar draws; the part of rounding says least.
        table.optional(&[BAR, last]);
        table
    }

    /// All lines of the table: the rows with their sum, what stands between them and the total, the total.
    pub fn lines(&self, comparison: &Comparison, changed: &[&RowComparison]) -> Vec<CompareLine> {
        let line = |cells, bar: Option<&Number>| CompareLine { is_sum: false, cells, bar: bar.cloned() };
        let rows = changed.iter().map(|row| line(self.row(row, comparison), Some(&row.difference)));
        let mut lines: Vec<CompareLine> = rows.collect();
        if !changed.is_empty() {
            lines.push(CompareLine { is_sum: true, ..line(self.sum(comparison), None) });
        }
        let between = comparison.lines.iter();
        lines.extend(
            between.map(|(name, points)| line(self.single(&self.line_name(name), "", "", points), Some(points))),
        );
        let total = self.messages.say("total", &[]);
        let padded = |side: &NamedTotal| side.total.to_padded(side.places);
        let (from, to) = (padded(&comparison.from), padded(&comparison.to));
        lines.push(line(self.single(&total, &from, &to, &comparison.difference), None));
        lines
    }

    fn row(&self, row: &RowComparison, comparison: &Comparison) -> Vec<String> {
        let points = |entry: &Option<BreakdownEntry>, side: &NamedTotal| match entry {
            None => "—".to_owned(),
            Some(BreakdownEntry { points: None, .. }) => self.messages.say("compare-unscored", &[]),
            Some(BreakdownEntry { points: Some(points), role, .. }) => {
                let text = side.row_places.map_or_else(|| phrases::short(points), |places| points.to_padded(places));
                phrases::in_role(*role, text)
            }
        };
        let mut cells = vec![
            self.messages.pick(&row_name(row)).to_owned(),
            self.changes(row, comparison),
            points(&row.from, &comparison.from),
            points(&row.to, &comparison.to),
            phrases::with_sign(&row.difference, comparison.to.row_places),
            diverging(&row.difference, &self.most, BAR_CELLS),
        ];
        let joined = |factor: &Factor| row.part(*factor).is_some_and(|part| part.factors.len() > 1);
        let mut parts = self.parts(row).into_iter();
        for factor in &self.factors {
            // Factors that share a part show it once, under the first of them, and a star each.
            let star = if joined(factor) { "*" } else { "" };
            let part = parts.next().flatten();
            cells.push(format!("{}{star}", part.as_ref().map(signed).unwrap_or_default()));
            if *factor == Factor::Weight && self.has_centring {
                cells.push(parts.next().flatten().as_ref().map(signed).unwrap_or_default());
            }
        }
        cells.extend(parts.map(|part| part.as_ref().map(signed).unwrap_or_default()));
        cells
    }

    /// The sum of every column of numbers.
    fn sum(&self, comparison: &Comparison) -> Vec<String> {
        let add = |of: &dyn Fn(&RowComparison) -> Number| {
            let sum = comparison.rows.iter().try_fold(Number::zero(), |sum, row| sum.add(&of(row)));
            sum.map_or_else(|error| error.to_string(), |sum| signed(&sum))
        };
        let sum = comparison.rows.iter().try_fold(Number::zero(), |sum, row| sum.add(&row.difference));
        let difference =
            sum.map_or_else(|error| error.to_string(), |sum| phrases::with_sign(&sum, comparison.to.row_places));
        let mut cells = vec![self.messages.say("compare-rows", &[]), String::new(), String::new(), String::new()];
        cells.extend([difference, String::new()]);
        let own = |row: &RowComparison, factor: Factor| {
            let part = row.part(factor).filter(|part| part.factors.first() == Some(&factor));
            part.map_or_else(Number::zero, |part| part.points.clone())
        };
        for factor in &self.factors {
            cells.push(add(&|row| own(row, *factor)));
            if *factor == Factor::Weight && self.has_centring {
                cells.push(add(&|row| own(row, *factor).add(&row.centring).unwrap_or_else(|_| Number::zero())));
            }
        }
        cells.extend(self.has_veto.then(|| add(&|row| row.veto.clone())));
        cells.extend(self.has_undivided.then(|| add(&|row| row.undivided.clone())));
        cells.push(add(&|row| row.rounding.clone()));
        cells
    }

    fn single(&self, name: &str, from: &str, to: &str, points: &Number) -> Vec<String> {
        let bar = if from.is_empty() { diverging(points, &self.most, BAR_CELLS) } else { String::new() };
        let points = phrases::with_sign(points, Some(self.places));
        vec![name.to_owned(), String::new(), from.to_owned(), to.to_owned(), points, bar]
    }

    pub fn line_name(&self, line: &BreakdownLine) -> String {
        let name = self.messages.say(&format!("line-{}", <&str>::from(line.name())), &[]);
        line.id().map_or_else(|| name.clone(), |id| format!("{name} {id}"))
    }

    /// What is other than it was, in words.
    pub fn changes(&self, row: &RowComparison, comparison: &Comparison) -> String {
        let say = |id: &str| self.messages.say(id, &[]);
        let told = match (row.kind, &row.from, &row.to) {
            (RowKind::Split, Some(old), Some(new)) => {
                let factors = row.parts.iter().flat_map(|part| &part.factors);
                let changes = factors.map(|factor| factor_change(*factor, old, new, self.messages));
                return changes.collect::<Vec<_>>().join(phrases::separator(self.messages));
            }
            (RowKind::Added | RowKind::Removed, ..) if !comparison.has_related_rows => "kind-elsewhere",
            (RowKind::Added, ..) => "kind-added",
            (RowKind::Removed, ..) => "kind-removed",
            (RowKind::NotScored, ..) => "kind-not-scored",
            (RowKind::Policy, ..) => "kind-policy",
            _ => "kind-result-only",
        };
        let weight = row.entry().map(|entry| entry.weight.to_string()).unwrap_or_default();
        format!("{} ({} {weight})", say(told), say("factor-weight"))
    }
}

fn factor_change(factor: Factor, old: &BreakdownEntry, new: &BreakdownEntry, messages: &Messages) -> String {
    let name = messages.say(&format!("factor-{}", <&str>::from(factor)), &[]);
    let of = |entry: &BreakdownEntry| match (factor, &entry.row) {
        (Factor::Weight, _) => entry.weight.to_string(),
        (_, None) => String::new(),
        (Factor::Actual, Some(row)) => phrases::actual(row, messages),
        (Factor::Target, Some(row)) => phrases::target(row, messages),
        (Factor::Rule, Some(row)) => params(row),
        (Factor::Deduction, Some(row)) => deduction(row),
    };
    let moved = match (factor, &old.row, &new.row) {
        (Factor::Actual, Some(old), Some(new)) => phrases::actual_difference(old, new, messages),
        _ => None,
    };
    let (before, after) = match (factor, &old.row, &new.row) {
        (Factor::Rule, Some(old), Some(new)) => {
            let (before, after) = phrases::rule_titles((old, new), messages);
            (before + &params(old), after + &params(new))
        }
        _ => (of(old), of(new)),
    };
    match (before, after, moved) {
        (old, new, _) if old == new => format!("{name} {new}"),
        (old, new, None) => format!("{name} {old} → {new}"),
        (old, new, Some(moved)) => {
            let facts = [("factor", name.as_str()), ("before", &old), ("after", &new), ("difference", &moved)];
            messages.say("factor-change", &facts)
        }
    }
}

/// The parameters behind the name of a rule.
fn params(row: &Row) -> String {
    let params: Vec<String> = row.params().iter().map(|(name, value)| format!("{name} = {value}")).collect();
    if params.is_empty() { String::new() } else { format!(" ({})", params.join(", ")) }
}

fn deduction(row: &Row) -> String {
    let taken = row.steps().iter().find_map(|step| match step {
        crate::evaluation::RowStep::Deducted { before, after, .. } => before.subtract(after).ok(),
        _ => None,
    });
    taken.map_or_else(|| "0".to_owned(), |taken| taken.to_string())
}

/// A number with its sign, cut off where it would be long.
pub(super) fn signed(number: &Number) -> String {
    phrases::with_sign(number, None)
}
