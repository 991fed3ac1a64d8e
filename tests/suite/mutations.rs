//! Texts that were damaged at random: whatever comes of them, it is an answer, and every sentence of it can be drawn.
//!
//! `JIXIAO_MUTATIONS=N` tries N texts in place of a few hundred, `JIXIAO_MUTATIONS=M-N` those from the Mth on; each starts
//! from its number, which is told when it fails.

#![expect(clippy::disallowed_types, reason = "only a clock sees a text that is never done with")]

use std::fs;
use std::time::{Duration, Instant};

use jixiao::format::{evaluation_csv, evaluation_record, evaluation_text, json_text, render_problems};
use jixiao::review::recheck::recheck;
use jixiao::{Diagnostics, Language, Messages, Program, Report, RuleSet, Scheme, Source};

use crate::support::{root, rules};

/// How many texts are tried where nobody says.
const FEW: u64 = 400;
/// Ten times what the slowest text takes on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// What stands in these files and breaks them: signs of the notation, large and small numbers, hidden characters.
const PIECES: [&str; 40] = [
    "\n",
    "  ",
    "- ",
    ": ",
    "{ ",
    " }",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "&a",
    "*a",
    "!!str ",
    "|\n",
    ">",
    "%",
    "‰",
    "万",
    "-",
    "0",
    "1e9",
    "99999999999999999999999999999",
    "0.0000000001",
    "１",
    "≥",
    "null",
    "true",
    "2024-02-30",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "\\e[2J",
    "missing: x",
    "not_applicable: x",
    "()",
    "case.weight",
    "award(",
    "while true {",
    "1/0",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// A text with a few places removed, doubled, moved or filled with other things.
    fn damage(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(characters.len());
            let to = (at + 1 + self.below(12)).min(characters.len());
            match self.below(5) {
                0 => drop(characters.drain(at..to)),
                1 => {
                    let part: Vec<char> = characters[at..to].to_vec();
                    characters.splice(at..at, part);
                }
                2 => {
                    let line: Vec<char> = characters[at..].iter().copied().take_while(|sign| *sign != '\n').collect();
                    let other = self.below(characters.len());
                    characters.splice(other..other, line);
                }
                _ => drop(characters.splice(at..at, PIECES[self.below(PIECES.len())].chars())),
            }
        }
        characters.into_iter().collect()
    }
}

fn drawn(problems: &Diagnostics) {
    for language in [Language::Zh, Language::En] {
        let text = render_problems(problems, &Messages::of(language), None);
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{text:?}");
    }
}

/// All that is asked of a case, in memory; problems are an answer too.
fn tried(scheme: &str, report: &str, rules: RuleSet) -> Result<(), Diagnostics> {
    let program = Program::compile(Scheme::from_yaml(scheme)?, rules)?;
    let report = Report::from_yaml(report, program.scheme())?;
    let evaluation = program.evaluate(&report);
    drawn(&evaluation.diagnostics);
    let _ = json_text(&evaluation_record(&evaluation));
    for language in [Language::Zh, Language::En] {
        let messages = Messages::of(language);
        let _ = (evaluation_text(&evaluation, &messages, None), evaluation_csv(&evaluation, &report, &messages));
    }
    // What adds up to a total has no row above its weight.
    if evaluation.total.is_some() {
        for row in &evaluation.rows {
            assert!(row.points().is_none_or(|points| points.number() <= row.weight().number()), "{}", row.id());
        }
    }
    recheck(program.scheme(), program.rules(), &report).map(drop)
}

fn seeds(asked: &str) -> std::ops::Range<u64> {
    let (from, to) = asked.split_once('-').unwrap_or(("0", asked));
    from.parse().unwrap()..to.parse().unwrap()
}

#[test]
fn damaged_texts_get_an_answer_in_time() {
    let seeds = std::env::var("JIXIAO_MUTATIONS").map_or(0..FEW, |asked| seeds(&asked));
    let cases = ["yueyang-2024", "yueyang-department", "published/jinzhai-chagu-2023"].map(|case| {
        let text = |name: &str| fs::read_to_string(root().join("indicators").join(case).join(name)).unwrap();
        (text("scheme.yaml"), text("report.yaml"))
    });
    let scripts: Vec<_> = rules().rules().map(|rule| rule.source().text().to_owned()).collect();
    for seed in seeds {
        let mut dice = Dice(seed);
        let (scheme, report) = &cases[dice.below(cases.len())];
        let start = Instant::now();
        let result = match dice.below(3) {
            0 => tried(&dice.damage(scheme), report, rules().clone()),
            1 => tried(scheme, &dice.damage(report), rules().clone()),
            _ => {
                let script = &scripts[dice.below(scripts.len())];
                let script = dice.damage(script);
                let mut own = rules().clone();
                let loaded = own.add("forward_ratio", &Source::new("forward_ratio.rhai", script));
                loaded.and_then(|()| tried(scheme, report, own))
            }
        };
        result.map_or_else(|problems| drawn(&problems), |()| ());
        assert!(start.elapsed() < LONGEST, "seed {seed} took {:?}", start.elapsed());
    }
}
