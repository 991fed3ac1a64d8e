//! A review: one cause after the other is shown and decided, with single keys on a terminal, with lines elsewhere.

use std::io::{self, BufRead, IsTerminal};

use console::{Key, Term};

/// What is decided: a cause, or all new cases, or all baselines without a case.
#[derive(Clone, Debug)]
pub(super) struct ReviewItem {
    /// The name by which it is accepted.
    pub id: String,
    /// What it has in common with others that can be accepted with it.
    pub kind: String,
    /// How it is shown.
    pub text: String,
}

/// The texts of the review.
pub(super) trait Dialogue {
    /// Prints a text as it is.
    fn print(&self, text: &str);
    /// A sentence of the catalogue.
    fn say(&self, id: &str, facts: &[(&str, &str)]) -> String;
}

/// Where the answers come from, one letter at a time; `None` when there are no more.
pub(super) trait ReviewAnswers {
    /// The next answer.
    fn next(&mut self) -> Option<char>;
}

/// Keys of a terminal, without Enter.
struct AnswerKeys(Term);

impl ReviewAnswers for AnswerKeys {
    fn next(&mut self) -> Option<char> {
        match self.0.read_key().ok()? {
            Key::Char(letter) => Some(letter),
            Key::Escape | Key::CtrlC => Some('q'),
            // Asked again.
            _ => Some('\0'),
        }
    }
}

/// Lines of an input, of which the first letter counts.
pub(super) struct AnswerLines<R>(pub R);

impl<R: BufRead> ReviewAnswers for AnswerLines<R> {
    fn next(&mut self) -> Option<char> {
        let mut line = String::new();
        if self.0.read_line(&mut line).unwrap_or(0) == 0 {
            return None;
        }
        let mut letters = line.trim().chars();
        let first = letters.next().unwrap_or_default();
        // A word is no key: `accept` may as well be meant as `all`.
        Some(if letters.next().is_some() { '\0' } else { first })
    }
}

/// Walks through the items with the answers of standard input; what comes back is the names accepted.
pub(super) fn review(items: &[ReviewItem], dialogue: &impl Dialogue) -> Vec<String> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        walk(items, &mut AnswerKeys(Term::stdout()), dialogue)
    } else {
        walk(items, &mut AnswerLines(io::stdin().lock()), dialogue)
    }
}

/// One item after the other, until all are decided, or `q` or the end of the answers ends it.
pub(super) fn walk(items: &[ReviewItem], answers: &mut impl ReviewAnswers, dialogue: &impl Dialogue) -> Vec<String> {
    // What has been decided, and what was before each decision, for `u`.
    let mut accepted: Vec<Option<bool>> = vec![None; items.len()];
    let mut past: Vec<Vec<Option<bool>>> = Vec::new();
    while let Some((at, item)) = items.iter().enumerate().find(|(at, _)| accepted.get(*at) == Some(&None)) {
        let (number, count) = (at.saturating_add(1).to_string(), items.len().to_string());
        let position = [("at", number.as_str()), ("count", count.as_str())];
        dialogue.print(&format!("\n{}", item.text));
        let decision = loop {
            dialogue.print(&format!("{} ", dialogue.say("guard-ask", &position)));
            let answer = answers.next();
            dialogue.print(
                &answer.filter(|letter| *letter != '\0').map_or_else(|| "\n".to_owned(), |key| format!("{key}\n")),
            );
            match answer.map(|letter| letter.to_ascii_lowercase()) {
                None | Some('q') => return names(items, &accepted),
                Some('a') => break Some(vec![(at, true)]),
                Some('s') => break Some(vec![(at, false)]),
                Some('k') => {
                    let open = |at: usize| accepted.get(at) == Some(&None);
                    let same = items.iter().enumerate().filter(|(at, other)| open(*at) && other.kind == item.kind);
                    let same: Vec<(usize, bool)> = same.map(|(at, _)| (at, true)).collect();
                    let count = same.len().to_string();
                    dialogue.print(&format!("{}\n", dialogue.say("guard-accepted-kind", &[("count", &count)])));
                    break Some(same);
                }
                Some('u') if past.is_empty() => {
                    dialogue.print(&format!("{}\n", dialogue.say("guard-nothing-to-undo", &[])));
                }
                Some('u') => break None,
                Some('?' | 'h') => {
                    for key in ["accept", "skip", "kind", "undo", "quit", "help"] {
                        dialogue.print(&format!("  {}\n", dialogue.say(&format!("guard-key-{key}"), &[])));
                    }
                }
                Some(_) => dialogue.print(&format!("{}\n", dialogue.say("guard-ask-again", &[]))),
            }
        };
        match decision {
            Some(decided) => {
                past.push(accepted.clone());
                for (at, taken) in decided {
                    accepted.iter_mut().skip(at).take(1).for_each(|place| *place = Some(taken));
                }
            }
            None => accepted = past.pop().unwrap_or(accepted),
        }
    }
    names(items, &accepted)
}

fn names(items: &[ReviewItem], accepted: &[Option<bool>]) -> Vec<String> {
    let taken = items.iter().zip(accepted).filter(|(_, accepted)| **accepted == Some(true));
    taken.map(|(item, _)| item.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Remembers what was asked.
    #[derive(Default)]
    struct Remembered(RefCell<String>);

    impl Dialogue for Remembered {
        fn print(&self, text: &str) {
            self.0.borrow_mut().push_str(text);
        }

        fn say(&self, id: &str, facts: &[(&str, &str)]) -> String {
            facts.iter().fold(id.to_owned(), |said, (_, fact)| format!("{said} {fact}"))
        }
    }

    /// Five items of three kinds, answered with these lines.
    fn answered(lines: &str) -> (String, String) {
        let items = ["script-1", "target-1", "script-2", "target-2", "new"].map(|id| ReviewItem {
            id: id.to_owned(),
            kind: id.split('-').next().unwrap().to_owned(),
            text: format!("{id}\n"),
        });
        let asked = Remembered::default();
        let accepted = walk(&items, &mut AnswerLines(lines.replace(' ', "\n").as_bytes()), &asked);
        (accepted.join(" "), asked.0.into_inner())
    }

    #[test]
    fn every_key_does_what_it_says() {
        for (lines, wanted) in [
            ("a s a s a", "script-1 script-2 new"),
            ("a q", "script-1"),
            ("a", "script-1"),
            ("", ""),
            ("k s s s", "script-1 script-2"),
            ("s k s s", "target-1 target-2"),
            ("a u s k a a", "target-1 target-2 script-2 new"),
            ("k u s a a a a", "target-1 script-2 target-2 new"),
            ("u a q", "script-1"),
            ("a a u u q", ""),
            ("A S Q", "script-1"),
            ("? x accept a q", "script-1"),
        ] {
            let mut wanted: Vec<&str> = wanted.split_whitespace().collect();
            let accepted = answered(lines).0;
            let mut accepted: Vec<&str> = accepted.split_whitespace().collect();
            wanted.sort_unstable();
            accepted.sort_unstable();
            assert_eq!(accepted, wanted, "{lines}");
        }
    }

    #[test]
    fn the_position_and_what_was_asked_again_are_told() {
        let asked = answered("a u x ? s s").1;
        for told in ["guard-ask 1 5", "guard-ask 2 5", "guard-ask 3 5", "guard-ask-again", "guard-key-undo"] {
            assert!(asked.contains(told), "{told}: {asked}");
        }
        assert!(answered("u q").1.contains("guard-nothing-to-undo"));
        assert!(answered("k q").1.contains("guard-accepted-kind 2"));
    }
}
