//! [`RowWords`]: the sentences of one end of a row, filled for each unit of the columns by checked whole numbers.

use super::super::compiled::{CompiledRow, Metrics};
use super::kernel::{KernelStep, StepId, quotients};
use super::lanes::cut_quotient;
use super::trees::RowEnd;
use super::worded_row::WordedRow;
use crate::day::Day;
use crate::language::{Bilingual, Language};
use crate::numeric::Number;
use crate::rule::{Atom, SentencePart, counted, flag_facts};

/// The sentences of one end of a row in one language, with the steps that compute their numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowWords {
    language: Language,
    steps: Vec<KernelStep>,
    sentences: Vec<Vec<WordPart>>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum WordPart {
    Text(String),
    /// The quotient of two steps.
    Number(StepId, StepId),
    /// The day whose number that is.
    Day(StepId, StepId),
}

impl RowWords {
    /// The sentences of an end over columns in which a number stands so many times as large; `None` where the ordinary
    /// evaluation words them.
    pub fn new(
        end: &RowEnd,
        language: Language,
        (atoms, scales): (&[Atom], &[i128]),
        (row, metrics): (&CompiledRow, &Metrics),
    ) -> Option<Self> {
        let sentences = end.sentences.as_ref()?;
        let parts = || sentences.iter().flat_map(|(_, sentence)| sentence.parts(language));
        let numbers = parts().filter_map(|part| match part {
            SentencePart::Number(number) | SentencePart::Day(number) => Some(number),
            _ => None,
        });
        let (steps, both) = quotients(atoms, scales, &numbers.collect::<Vec<_>>())?;
        let mut both = both.into_iter();
        let mut worded = |used: usize, part: &SentencePart| {
            Some(match part {
                SentencePart::Text(text) => WordPart::Text(text.clone()),
                SentencePart::Number(_) => both.next().map(|(above, below)| WordPart::Number(above, below))?,
                SentencePart::Day(_) => both.next().map(|(above, below)| WordPart::Day(above, below))?,
                SentencePart::GapUnit => WordPart::Text(row.gap_unit().text(language).to_owned()),
                SentencePart::Flags { input, value, fact } => {
                    let facts = flag_facts(input, value, &names(row, metrics, used, input));
                    WordPart::Text(facts.get(fact)?.text(language).to_owned())
                }
            })
        };
        let sentences = sentences.iter().map(|(used, sentence)| {
            sentence.parts(language).iter().map(|part| worded(*used, part)).collect::<Option<Vec<_>>>()
        });
        Some(Self { language, sentences: sentences.collect::<Option<_>>()?, steps })
    }

    /// Words the unit whose figures these are; `None`, with nothing written, where a number is too large.
    pub fn tell(
        &self,
        figure: impl Fn(usize) -> Option<i64>,
        numbers: &mut Vec<i128>,
        out: &mut WordedRow,
    ) -> Option<()> {
        numbers.clear();
        for step in &self.steps {
            let number = value(step, &figure, numbers)?;
            numbers.push(number);
        }
        let quotient = |above: &StepId, below: &StepId| Number::quotient(*numbers.get(*above)?, *numbers.get(*below)?);
        for sentence in &self.sentences {
            let mut start = None;
            for part in sentence {
                let begun = start.replace(out.len());
                match part {
                    WordPart::Text(text) => {
                        let counted = counted(begun.map_or("", |begun| out.since(begun)), text, self.language);
                        counted.into_iter().for_each(|text| out.push_str(text));
                    }
                    WordPart::Number(above, below) => out.push(&quotient(above, below)?),
                    WordPart::Day(above, below) => out.push(&Day::numbered(quotient(above, below)?.to_i64()?)?),
                }
            }
            out.end_sentence();
        }
        Some(())
    }
}

/// A step for one unit, from those before it.
fn value(step: &KernelStep, figure: &impl Fn(usize) -> Option<i64>, known: &[i128]) -> Option<i128> {
    let known = |step: StepId| known.get(step).copied();
    match step {
        KernelStep::Column(position) => figure(*position).map(i128::from),
        KernelStep::Sum(products, constant) => products.iter().try_fold(*constant, |sum, product| {
            let steps = product.steps.iter().try_fold(product.factor, |all, step| all.checked_mul(known(*step)?));
            sum.checked_add(steps?)
        }),
        KernelStep::Divided { above, below, cut } => cut_quotient(known(*above)?, known(*below)?, *cut),
        KernelStep::Extreme { is_least, one, other } => {
            let (one, other) = (known(*one)?, known(*other)?);
            Some(if *is_least { one.min(other) } else { one.max(other) })
        }
    }
}

/// What the metrics are called that the items of an input name.
fn names(row: &CompiledRow, metrics: &Metrics, used: usize, input: &str) -> Vec<Bilingual> {
    let used = row.uses().nth(used).into_iter();
    let given = used.flat_map(|used| used.inputs()).filter(|(name, ..)| *name == input);
    let given = given.flat_map(|(.., given)| given.unwrap_or_default());
    given.filter_map(|given| metrics.called(&given.formula).cloned()).collect()
}
