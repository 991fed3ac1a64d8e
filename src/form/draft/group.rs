//! [`DraftGroup`]: the rows of a first level, those of a second one together, with ids and names that tell them apart.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::message::Message;
use super::super::reading::FormReading;
use super::ids::DraftIds;
use super::item::DraftRow;
use crate::messages::Messages;

/// Rows of one first level.
#[derive(Debug, Clone)]
pub(super) struct DraftGroup {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The points printed for it.
    pub printed: Option<Decimal>,
    /// Its rows, in the order of the form.
    pub rows: Vec<DraftRow>,
    /// Its second levels; none where a row stands outside of them.
    pub parts: Vec<DraftPart>,
}

/// A second level.
#[derive(Debug, Clone)]
pub(super) struct DraftPart {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl DraftGroup {
    /// What its rows are worth.
    pub fn weight(&self) -> Decimal {
        weight_of(self.rows.iter())
    }

    /// The rows of a second level.
    pub fn rows_of<'g>(&'g self, part: &'g DraftPart) -> impl Iterator<Item = &'g DraftRow> + Clone {
        self.rows.iter().filter(|row| row.level2.as_ref() == Some(&part.name))
    }
}

/// What rows are worth together.
pub(super) fn weight_of<'r>(rows: impl Iterator<Item = &'r DraftRow>) -> Decimal {
    rows.map(|row| row.weight).sum()
}

/// The rows by first level, with ids, and names told apart.
pub(super) fn grouped(
    reading: &FormReading,
    rows: Vec<DraftRow>,
    ids: &mut DraftIds,
    words: &Messages,
) -> Vec<DraftGroup> {
    let mut groups: Vec<(Option<usize>, DraftGroup)> = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for mut row in rows {
        row.name = told_apart(&row, &mut names);
        let position = groups.iter().position(|(group, _)| *group == row.group).unwrap_or_else(|| {
            let name = row.group.and_then(|group| reading.groups.get(group)).map(|group| group.name.clone());
            let name = name.unwrap_or_else(|| Message::new("form-draft-group").text(words));
            let printed = row.group.and_then(|group| reading.groups.get(group)).and_then(|group| group.points);
            let group = DraftGroup { id: ids.named(&name), name, printed, rows: Vec::new(), parts: Vec::new() };
            groups.push((row.group, group));
            groups.len().saturating_sub(1)
        });
        if let Some((_, group)) = groups.get_mut(position) {
            group.rows.push(row);
        }
    }
    let mut groups: Vec<DraftGroup> = groups.into_iter().map(|(_, group)| group).collect();
    for group in &mut groups {
        group.parts = parts(&group.rows, ids);
        for row in &mut group.rows {
            row.id = ids.named(&row.name);
        }
    }
    groups
}

/// The second levels of the rows of a first one, where all rows have one.
fn parts(rows: &[DraftRow], ids: &mut DraftIds) -> Vec<DraftPart> {
    let mut names: Vec<&String> = Vec::new();
    for row in rows {
        match &row.level2 {
            Some(name) if names.contains(&name) => {}
            Some(name) => names.push(name),
            None => return Vec::new(),
        }
    }
    names.into_iter().map(|name| DraftPart { id: ids.named(name), name: name.clone() }).collect()
}

/// A name that no other row has: the second level in brackets, or a number.
fn told_apart(row: &DraftRow, names: &mut BTreeMap<String, usize>) -> String {
    let mut name = row.name.clone();
    if names.contains_key(&name)
        && let Some(level2) = &row.level2
    {
        name = format!("{name}（{level2}）");
    }
    let count = names.entry(name.clone()).or_insert(0);
    *count = count.saturating_add(1);
    if *count == 1 {
        return name;
    }
    let numbered = format!("{name}（{count}）");
    names.insert(numbered.clone(), 1);
    numbered
}
