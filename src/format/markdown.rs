//! Tables and texts as Markdown: what a text says stays what it says, in one line.

use super::visible::visible;

/// A text as the cell of a Markdown table: it says what it says, in one line, and is neither markup nor HTML.
pub(super) fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '\n' => cell.push_str("<br>"),
            '\t' => cell.push(' '),
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => cell.extend(['\\', character]),
            _ => cell.push(character),
        }
    }
    cell
}

/// A line of a table; the line of a sum is bold.
pub(super) fn markdown_line<'a>(cells: impl IntoIterator<Item = &'a String>, is_sum: bool) -> String {
    let cell = |cell: &String| match is_sum {
        true if !cell.is_empty() => format!("**{}**", markdown_cell(cell)),
        _ => markdown_cell(cell),
    };
    format!("| {} |\n", cells.into_iter().map(cell).collect::<Vec<_>>().join(" | "))
}

/// The head of a table; the columns of numbers, counted from 0, are flush right.
pub(super) fn markdown_head<'a>(cells: impl IntoIterator<Item = &'a String>, numbers: &[usize]) -> String {
    let cells: Vec<&String> = cells.into_iter().collect();
    let ruler = (0..cells.len()).map(|at| if numbers.contains(&at) { "---:" } else { "---" }).collect::<Vec<_>>();
    format!("{}| {} |\n", markdown_line(cells, false), ruler.join(" | "))
}
