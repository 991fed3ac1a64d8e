//! Tables that are drawn with signs: Markdown's pipes, and columns apart by spaces.

use super::super::draft::COLUMNS;

/// How many lines make a table of spaces; fewer may be chance.
const LINES: usize = 3;

/// Are nearly all lines those of a table with `|` between its columns?
pub(super) fn has_pipes(text: &str) -> bool {
    let is_drawn = |line: &&str| line.trim().len() > 1 && line.trim().starts_with('|') && line.trim().ends_with('|');
    let drawn = lines(text).filter(is_drawn).count();
    drawn > 1 && drawn * 10 >= lines(text).count() * 7
}

/// The rows of such a table.
pub(super) fn rows_by_pipes(text: &str) -> impl Iterator<Item = Vec<String>> {
    let is_rule =
        |line: &str| line.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '+')) && line.contains('-');
    lines(text).map(str::trim).filter(move |line| !is_rule(line)).map(fields_by_pipes)
}

fn fields_by_pipes(line: &str) -> Vec<String> {
    let inside = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')).unwrap_or(line);
    let mut fields = vec![String::new()];
    let mut signs = inside.chars().peekable();
    while let (Some(sign), true) = (signs.next(), fields.len() <= COLUMNS as usize) {
        match (sign, fields.last_mut()) {
            ('\\', Some(field)) if signs.peek() == Some(&'|') => field.extend(signs.next()),
            ('|', _) => fields.push(String::new()),
            (sign, Some(field)) => field.push(sign),
            _ => {}
        }
    }
    fields.iter().map(|field| field.trim().replace("<br>", "\n")).collect()
}

/// Are the columns apart by two spaces or more? Only where every line has the same number of them, save a title at the
/// top.
pub(super) fn has_wide_spaces(text: &str) -> bool {
    let mut rows = lines(text).map(|line| fields_by_spaces(line).count()).skip_while({
        let mut titles = 0;
        move |columns| {
            titles += usize::from(*columns == 1);
            *columns == 1 && titles < LINES
        }
    });
    let Some(columns) = rows.next().filter(|columns| *columns > 1) else { return false };
    let mut others = 0;
    rows.all(|row| {
        others += 1;
        row == columns
    }) && others + 1 >= LINES
}

/// The rows of such a table.
pub(super) fn rows_by_spaces(text: &str) -> impl Iterator<Item = Vec<String>> {
    lines(text).map(|line| fields_by_spaces(line).map(str::to_owned).collect())
}

fn fields_by_spaces(line: &str) -> impl Iterator<Item = &str> {
    let fields = line.split("  ").flat_map(|part| part.split('\u{3000}')).map(str::trim);
    fields.filter(|field| !field.is_empty()).take(COLUMNS as usize + 1)
}

/// The lines in which something stands.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}
