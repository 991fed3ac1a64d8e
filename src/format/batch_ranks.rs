//! The ranks of a population as a table with commas: a line for each total of a year.

use super::csv::push_cell;
use crate::evaluation::Program;
use crate::messages::Messages;
use crate::population::TotalCounts;

/// The total with its grade, how many organisations have it, and their rank; each year by itself.
#[must_use]
pub fn batch_ranks_text(totals: &TotalCounts, program: &Program, messages: &Messages) -> String {
    let scheme = program.scheme();
    let places = scheme.roundings.total.places;
    let mut text = "year,rank,total,grade,organisations\n".to_owned();
    for ranked in totals.ranked(scheme.tied_ranks) {
        let grade = scheme.grades.get(scheme.grade_of(ranked.total)).map_or("", |grade| messages.pick(&grade.name));
        push_cell(&mut text, ranked.year.unwrap_or_default());
        let numbers = [ranked.rank.to_string(), ranked.total.to_padded(places)];
        for number in numbers {
            text.push(',');
            text.push_str(&number);
        }
        text.push(',');
        push_cell(&mut text, grade);
        text.push(',');
        text.push_str(&ranked.organisations.to_string());
        text.push('\n');
    }
    text
}
