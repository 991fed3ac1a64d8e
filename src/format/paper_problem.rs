//! What is said of a paper that cannot be written.

use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::paper::PaperError;

/// The problem of a paper that cannot be written.
#[must_use]
pub fn paper_problem(error: &PaperError) -> Diagnostic {
    let detail = match error {
        PaperError::NoSheet => phrase("paper-no-sheet", &[]),
        PaperError::RowCount { count, limit, .. } => {
            phrase("paper-row-count", &[("count", plain(count)), ("limit", plain(limit))])
        }
        PaperError::TextLength { length, limit, .. } => {
            phrase("paper-text-length", &[("length", plain(length)), ("limit", plain(limit))])
        }
        PaperError::Number { .. } => phrase("paper-number", &[]),
        // What the columns and formulas of our own papers cannot bring about.
        other => phrase("paper-other", &[("detail", plain(other))]),
    };
    Diagnostic::new(Code::PaperForm).said("detail", detail)
}

fn plain(fact: impl ToString) -> Bilingual {
    Bilingual::same(fact.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_place_is_told_with_its_bounds() {
        let problem = paper_problem(&PaperError::TextLength { sheet: None, cell: None, length: 40_000, limit: 32_767 });
        assert_eq!(problem.code, Code::PaperForm);
        let detail = problem.get("detail").unwrap();
        assert!(detail.zh.contains("40000") && detail.en.contains("32767"), "{detail:?}");
        let problem = paper_problem(&PaperError::NoSheet);
        assert_eq!(problem.get("detail").unwrap().en, "nothing to write");
    }
}
