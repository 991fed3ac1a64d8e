//! Which formulas depend on changed cells, on the safe side: what is not understood depends on everything.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::document::sheet::CellPlace;

/// A cell with a formula.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormulaCell<'t> {
    /// Its sheet.
    pub sheet: &'t str,
    /// Where it stands.
    pub place: CellPlace,
    /// The formula; empty where it is shared with another cell and not written there.
    pub text: &'t str,
}

/// A rectangle that a formula refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CellReference {
    sheet: Option<String>,
    first: CellPlace,
    last: CellPlace,
}

/// The cells whose stored results may be wrong once some cells are changed.
pub(super) fn stale_cells<'t>(
    formulas: &[FormulaCell<'t>],
    changed: BTreeSet<(&'t str, CellPlace)>,
) -> BTreeSet<(&'t str, CellPlace)> {
    let mut open: Vec<(&FormulaCell<'t>, Option<Vec<CellReference>>)> =
        formulas.iter().map(|formula| (formula, references(formula.text))).collect();
    let mut stale = BTreeSet::new();
    let mut news = changed;
    while !news.is_empty() {
        let is_hit = |(formula, references): &(&FormulaCell<'t>, Option<Vec<CellReference>>)| match references {
            None => true,
            Some(references) => references.iter().any(|reference| {
                let on = reference.sheet.as_deref().unwrap_or(formula.sheet);
                let columns = reference.first.column..=reference.last.column;
                cells_in(&news, on, reference.first.row..=reference.last.row)
                    .any(|place| columns.contains(&place.column))
            }),
        };
        let (hit, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(is_hit);
        open = rest;
        news = hit.into_iter().map(|(formula, _)| (formula.sheet, formula.place)).collect();
        stale.extend(news.iter().copied());
    }
    stale
}

/// The cells of a sheet in some rows.
pub(super) fn cells_in<'s>(
    cells: &'s BTreeSet<(&'s str, CellPlace)>,
    sheet: &'s str,
    rows: RangeInclusive<u32>,
) -> impl Iterator<Item = CellPlace> + 's {
    let (first, last) = rows.into_inner();
    // A range that ends before it begins holds nothing.
    let ends = (first <= last).then(|| (sheet, CellPlace::new(first, 0))..=(sheet, CellPlace::new(last, u32::MAX)));
    ends.into_iter().flat_map(|ends| cells.range(ends)).map(|(_, place)| *place)
}

/// What a formula refers to; nothing where it holds a name, a whole column or row, or what refers to cells by itself.
fn references(formula: &str) -> Option<Vec<CellReference>> {
    if formula.is_empty() {
        return None;
    }
    let mut found: Vec<CellReference> = Vec::new();
    let mut rest = formula;
    let mut sheet: Option<String> = None;
    let mut is_range = false;
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' => {
                let end = rest.get(1..)?.find('"')?.checked_add(2)?;
                (None, rest.get(end..)?)
            }
            '\'' => {
                let end = rest.get(1..)?.find('\'')?.checked_add(1)?;
                let name = rest.get(1..end)?;
                let after = rest.get(end.checked_add(1)?..)?.strip_prefix('!')?;
                sheet = Some(name.to_owned());
                rest = after;
                continue;
            }
            _ => {
                let is_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '$' | '_' | '.');
                let end = rest.find(|sign| !is_word(sign)).unwrap_or(rest.len());
                match end {
                    0 => (None, rest.get(first.len_utf8()..)?),
                    end => (Some(rest.get(..end)?), rest.get(end..)?),
                }
            }
        };
        match word {
            None => {
                is_range = first == ':' && found.last().is_some();
                // Tables and other workbooks are named in brackets.
                if matches!(first, '[' | '{' | '#' | '@') {
                    return None;
                }
            }
            Some(word) if after.starts_with('!') => {
                sheet = Some(word.to_owned());
                rest = after.get(1..)?;
                continue;
            }
            Some(word) if after.starts_with('(') => {
                if ["INDIRECT", "OFFSET", "CELL"].contains(&word.to_ascii_uppercase().as_str()) {
                    return None;
                }
            }
            Some(word) => match address(word) {
                Some(place) if is_range => {
                    let last = found.last_mut()?;
                    last.last = place;
                    is_range = false;
                    sheet = None;
                }
                Some(place) => found.push(CellReference { sheet: sheet.take(), first: place, last: place }),
                None if word.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.') => is_range = false,
                None if ["TRUE", "FALSE"].contains(&word) => {}
                None => return None,
            },
        }
        rest = after;
    }
    Some(found)
}

/// `$G$15` as a place.
fn address(word: &str) -> Option<CellPlace> {
    let plain = word.replace('$', "");
    let letters = plain.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let is_address = (1..=3).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    let row: u32 = plain.get(letters.len()..)?.parse().ok()?;
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?).checked_add(1)?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    is_address.then(|| Some(CellPlace::new(row.checked_sub(1)?, column.checked_sub(1)?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stale(formulas: &[(&str, &str, &str)], changed: (&str, &str)) -> Vec<String> {
        let cells: Vec<FormulaCell<'_>> = formulas
            .iter()
            .map(|(sheet, place, text)| FormulaCell { sheet, place: address(place).unwrap(), text })
            .collect();
        let found = stale_cells(&cells, BTreeSet::from([(changed.0, address(changed.1).unwrap())]));
        found.into_iter().map(|(sheet, place)| format!("{sheet}!{place}")).collect()
    }

    #[test]
    fn results_are_followed_through_ranges_and_sheets() {
        let formulas = [
            ("A", "H20", "SUM(H5:H19)"),
            ("A", "I20", "ROUND(H20*0.2,2)"),
            ("A", "J20", "SUM(J5:J19)"),
            ("B", "C3", "'A'!$I$20+1"),
            ("B", "C4", "IF(B1>\"H7\",1,0)"),
            ("C", "A1", "SUM(C5:C19)"),
        ];
        assert_eq!(stale(&formulas, ("A", "H7")), ["A!H20", "A!I20", "B!C3"]);
        assert_eq!(stale(&formulas, ("B", "B1")), ["B!C4"]);
    }

    #[test]
    fn what_is_not_understood_depends_on_everything() {
        let formulas = [
            ("A", "A1", ""),
            ("A", "A2", "SUM(C:C)"),
            ("A", "A3", "INDIRECT(\"H\"&7)"),
            ("A", "A4", "总分*2"),
            ("A", "A5", "SUM(Table1[得分])"),
            ("A", "A6", "PI()*2"),
        ];
        assert_eq!(stale(&formulas, ("A", "H7")), ["A!A1", "A!A2", "A!A3", "A!A4", "A!A5"]);
    }
}
