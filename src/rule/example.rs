//! The examples in a script, run as tests.

use std::collections::BTreeMap;

use super::literal_tokens;
use super::metadata::Kind;
use super::script::{POINTS_ALONE, ScriptRule};
use super::sentence::Facts;
use super::target_forms::RowSetting;
use super::tokens::{self, Lexed};
use super::value::Value;
use super::{CallResult, RuleCase, check_parameters};
use crate::day::Day;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Path, Place, Places, Source};
use crate::numeric::{Number, Unit};

/// What an example may say besides the inputs of its rule.
const WORDS: [&str; 13] = [
    "weight",
    "target",
    "form",
    "penalty",
    "share",
    "params",
    "before",
    "points",
    "branch",
    "notes",
    "facts",
    "refused",
    "not_applicable",
];

/// An example: a case, and what its author says comes out.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its position in the script, from 1.
    pub position: usize,
    /// Where it begins.
    pub place: Place,
    /// The case; a problem where its parameters are none that a scheme could write.
    pub case: Result<RuleCase, Diagnostic>,
    wanted: Wanted,
}

/// What an author says comes out; where the author says nothing, anything may.
#[derive(Clone, Debug)]
struct Wanted {
    points: Option<Number>,
    branch: Option<String>,
    notes: Vec<String>,
    facts: BTreeMap<String, Value>,
    refused: Option<String>,
    not_applicable: Option<String>,
}

/// What an example says of one thing, and what came instead.
pub(crate) struct Difference {
    /// The word of the example that says it.
    word: &'static str,
    wanted: String,
    got: String,
    /// The sentences where it is their names that differ.
    names: Option<(String, String)>,
}

/// How one example came out.
#[derive(Clone, Debug)]
pub struct ExampleOutcome {
    /// Its position in the script, from 1.
    pub position: usize,
    /// The branch that was taken, if it came to points.
    pub branch: Option<String>,
    /// What went wrong; none where the example holds.
    pub problem: Option<Diagnostic>,
}

impl Example {
    /// The same expectations of another case.
    pub(crate) fn with(&self, case: RuleCase) -> Self {
        Self { case: Ok(case), ..self.clone() }
    }

    /// What is wanted and what came, where `rule` does not answer as the author says.
    pub(crate) fn differs(&self, rule: &ScriptRule) -> Option<Result<Difference, Diagnostic>> {
        let wanted = &self.wanted;
        let case = match &self.case {
            Ok(case) => case,
            // Parameters that no scheme may write: the example names the kind of problem instead of a sentence.
            Err(problem) if wanted.refused.as_deref() == Some(problem.code.name()) => return None,
            Err(problem) => return Some(Err(problem.clone())),
        };
        match rule.call_result(case) {
            Ok(result) => wanted.differs(&result).map(Ok),
            Err(problem) => Some(Err(problem)),
        }
    }
}

impl Wanted {
    fn differs(&self, result: &CallResult) -> Option<Difference> {
        let differ = |word, wanted: String, got: String| {
            (wanted != got).then_some(Difference { word, wanted, got, names: None })
        };
        let named = |word, wanted: &String, got: &String| {
            let names = Some((wanted.clone(), got.clone()));
            match word {
                "branch" => Difference { word, wanted: wanted.clone(), got: got.clone(), names },
                _ => Difference { word, wanted: self.summary(), got: summary(result), names },
            }
        };
        match (result, &self.refused, &self.not_applicable) {
            (CallResult::Scored { points, branch, notes, facts }, None, None) => {
                let wanted = self.points.as_ref().map(Number::to_string).unwrap_or_default();
                if self.points.as_ref() != Some(points) {
                    return Some(Difference { word: "points", wanted, got: points.to_string(), names: None });
                }
                if let Some(wanted) = self.branch.as_ref().filter(|wanted| *wanted != branch) {
                    return Some(named("branch", wanted, branch));
                }
                let facts = self.facts.iter().find_map(|(name, wanted)| {
                    let got = facts.get(name).unwrap_or(&Value::Missing);
                    differ("facts", format!("{name}: {wanted}"), format!("{name}: {got}"))
                });
                let list = |notes: &[String]| format!("notes: [{}]", notes.join(", "));
                facts.or_else(|| differ("notes", list(&self.notes), list(notes)))
            }
            (CallResult::Refused(got), Some(wanted), _) if wanted != got => Some(named("refused", wanted, got)),
            (CallResult::NotApplicable(got), None, Some(wanted)) if wanted != got => {
                Some(named("not_applicable", wanted, got))
            }
            (result, ..) => differ(self.word(), self.summary(), summary(result)),
        }
    }

    /// The word that says what kind of answer is wanted.
    fn word(&self) -> &'static str {
        match (&self.refused, &self.not_applicable) {
            (Some(_), _) => "refused",
            (None, Some(_)) => "not_applicable",
            (None, None) => "points",
        }
    }

    fn summary(&self) -> String {
        match (&self.refused, &self.not_applicable, &self.points) {
            (Some(name), ..) => format!("refuse({name})"),
            (None, Some(name), _) => format!("not_applicable({name})"),
            (None, None, points) => points.as_ref().map(Number::to_string).unwrap_or_default(),
        }
    }
}

fn summary(result: &CallResult) -> String {
    match result {
        CallResult::Scored { points, .. } => points.to_string(),
        CallResult::Refused(name) => format!("refuse({name})"),
        CallResult::NotApplicable(name) => format!("not_applicable({name})"),
    }
}

impl ScriptRule {
    /// Runs the examples of the script, in order.
    ///
    /// # Errors
    /// A script whose `examples` cannot be read, or that has none.
    pub fn run_examples(&self) -> Result<Vec<ExampleOutcome>, Diagnostic> {
        Ok(self.examples()?.iter().map(|example| self.run_example(example)).collect())
    }

    /// What is wrong with the examples; where the same place of the script is at fault in several of them, it is told once.
    ///
    /// # Errors
    /// Those of [`ScriptRule::run_examples`].
    pub fn wrong_examples(&self) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut told: Vec<Diagnostic> = Vec::new();
        for problem in self.run_examples()?.into_iter().filter_map(|outcome| outcome.problem) {
            if !told.iter().any(|other| other.code == problem.code && other.place == problem.place) {
                told.push(problem);
            }
        }
        Ok(told)
    }

    /// The examples of the script, in order.
    ///
    /// # Errors
    /// A script whose `examples` cannot be read, or that has none; an example that says what means nothing.
    pub fn examples(&self) -> Result<Vec<Example>, Diagnostic> {
        let examples = match self.tell("examples")? {
            Value::List(items) if !items.is_empty() => items,
            _ => {
                let part = Diagnostic::new(Code::ScriptPart).fact("part", "fn examples()");
                return Err(part.at(Place::start_of(&self.source)));
            }
        };
        let tokens = &self.code.tokens;
        let bodies = tokens::bodies(tokens);
        let written = literal_tokens::items(bodies.get("examples").copied().unwrap_or_default());
        let each = examples.iter().enumerate().map(|(at, example)| {
            let written = written.get(at).copied().unwrap_or_default();
            let place = written.first().map_or_else(|| self.place_of("examples"), |first| first.place.clone());
            self.check_words(example, written, &place)?;
            Ok(Example {
                position: at.saturating_add(1),
                case: self.example_case(example, written),
                wanted: wanted(example),
                place,
            })
        });
        each.collect()
    }

    /// The cases that the examples describe, without those that the rule's parameters refuse.
    ///
    /// # Errors
    /// A script whose `examples` cannot be read.
    #[cfg(test)]
    pub(crate) fn example_cases(&self) -> Result<Vec<RuleCase>, Diagnostic> {
        let Value::List(examples) = self.tell("examples")? else { return Ok(Vec::new()) };
        Ok(examples.iter().filter_map(|example| self.example_case(example, &[]).ok()).collect())
    }

    fn run_example(&self, example: &Example) -> ExampleOutcome {
        let award = example.case.as_ref().ok().and_then(|case| {
            let call = case.call();
            let award = self.score(&call).ok()?;
            Some((self.explain(&call, &award, &award.branch, &Facts::new()), award.branch))
        });
        let holed = award.as_ref().map(|(said, _)| said).filter(|said| said.zh.contains('{') || said.en.contains('{'));
        let problem = match example.differs(self) {
            Some(Ok(difference)) => Some(self.failed(example, &difference)),
            Some(Err(problem)) if problem.place.is_none() => Some(problem.at(example.place.clone())),
            Some(Err(problem)) if example.case.is_err() => Some(problem),
            Some(Err(problem)) => Some(problem.related(example.place.clone(), "said-here")),
            // Another award may give what fills the sentence, and this one not.
            None => holed.map(|said| {
                let difference =
                    Difference { word: "branch", wanted: "{…}".to_owned(), got: said.to_string(), names: None };
                self.failed(example, &difference)
            }),
        };
        ExampleOutcome { position: example.position, branch: award.map(|(_, branch)| branch), problem }
    }

    /// The problem of an example that does not hold, where it says what does not come; where the code names a sentence that
    /// there is not, there.
    fn failed(&self, example: &Example, difference: &Difference) -> Diagnostic {
        let tokens = &self.code.tokens;
        let bodies = tokens::bodies(tokens);
        let written = literal_tokens::items(bodies.get("examples").copied().unwrap_or_default());
        let written = written.get(example.position.saturating_sub(1)).copied().unwrap_or_default();
        let said = literal_tokens::entries(written).into_iter().find(|entry| entry.key == difference.word);
        let place =
            said.and_then(|entry| literal_tokens::place_of(entry.value)).unwrap_or_else(|| example.place.clone());
        let problem =
            Diagnostic::new(Code::ScriptExample).fact("wanted", &difference.wanted).fact("got", &difference.got);
        let Some((wanted, got)) = &difference.names else { return problem.at(place) };
        let known: Vec<&str> = self.sentence_names().collect();
        // Points without the name of a sentence.
        if got == POINTS_ALONE && !known.contains(&POINTS_ALONE) {
            let problem = problem.fact("alone", wanted).at(self.place_of("score"));
            return problem.related(place, "said-here");
        }
        let named = self.answers().calls.into_iter().flat_map(|call| call.names).find(|(name, _)| name == got);
        let (name, problem) = match named {
            Some((_, named)) if !known.contains(&got.as_str()) => (got, problem.at(named).related(place, "said-here")),
            _ => (wanted, problem.at(place)),
        };
        // The kind of a problem stands for a refusal of parameters.
        if known.contains(&name.as_str()) || name.parse::<Code>().is_ok() {
            return problem;
        }
        problem.fact("unknown", name).list("known", &known).suggest(name, known)
    }

    fn check_words(&self, example: &Value, written: &[Lexed], place: &Place) -> Result<(), Diagnostic> {
        let Value::Map(entries) = example else {
            return Err(Diagnostic::new(Code::ScriptPart).fact("part", "#{…}").at(place.clone()));
        };
        let inputs = || self.metadata().inputs.keys().map(String::as_str);
        match entries.keys().find(|key| !WORDS.contains(&key.as_str()) && !inputs().any(|input| input == *key)) {
            None => Ok(()),
            Some(key) => {
                let known: Vec<&str> = inputs().chain(WORDS).collect();
                let problem = Diagnostic::new(Code::UnknownField).fact("field", key).list("known", &known);
                let written = literal_tokens::entries(written).into_iter().find(|entry| entry.key == *key);
                let place = written.map_or_else(|| place.clone(), |entry| entry.place);
                Err(problem.suggest(key, known).at(place))
            }
        }
    }

    /// The case of an example, which is written with these tokens.
    fn example_case(&self, example: &Value, tokens: &[Lexed]) -> Result<RuleCase, Diagnostic> {
        let card = self.metadata();
        let number = |key: &str| example.entry(key).and_then(Value::as_number).cloned();
        let weight = number("weight").unwrap_or_else(|| Number::from(10));
        let written = match example.entry("params").and_then(Value::to_data) {
            Some(crate::data::Data::Map(entries)) => entries,
            _ => BTreeMap::new(),
        };
        let nowhere = Places::new(Place::start_of(&Source::new(self.source.name(), "")));
        let params =
            check_parameters(card, &written, &nowhere, &Path::top(), &Unit::parse("")).map_err(|problems| {
                let mut problem = problems.into_iter().next().unwrap_or_else(|| Diagnostic::new(Code::BadParameter));
                // Parameters that no scheme wrote have a place in no file.
                problem.place = None;
                problem
            })?;
        let inputs = card
            .inputs
            .iter()
            .map(|(name, input)| {
                let value = example.entry(name).cloned().unwrap_or(Value::Missing);
                Ok((name.clone(), if input.many { value } else { of_kind(value, input.kind, name, tokens)? }))
            })
            .collect::<Result<_, Diagnostic>>()?;
        let target = example.entry("target").cloned().unwrap_or(Value::Missing);
        let target = match card.target.takes_days() && matches!(target, Value::Text(_)) {
            true => of_kind(target, Kind::Date, "target", tokens)?,
            false => target,
        };
        // A rule may have an input of that name; only modifiers start from points.
        let before = number("before").filter(|_| card.is_modifier);
        let stated = example.entry("form").and_then(Value::as_text).and_then(|form| form.parse().ok());
        let form = stated.or_else(|| card.target.iter().find(|form| form.fits(&target)));
        let holds = |word: &str| example.entry(word) == Some(&Value::Flag(true));
        let setting = RowSetting { form, is_penalty: holds("penalty"), is_share: holds("share") };
        Ok(RuleCase { weight, target, setting, inputs, params, before })
    }
}

/// The value that an example writes for `name`, as one of this kind.
///
/// # Errors
/// One of another kind, and a text that is no day, at the place of the value.
fn of_kind(value: Value, kind: Kind, name: &str, written: &[Lexed]) -> Result<Value, Diagnostic> {
    let problem = match (&value, kind) {
        (Value::Text(text), Kind::Date) => match Day::parse(text) {
            Some(day) => return Ok(Value::Day(day)),
            None => Diagnostic::not_a_date(text),
        },
        (Value::Missing, _)
        | (Value::Number(_), Kind::Number)
        | (Value::Text(_), Kind::Text)
        | (Value::Flag(_), Kind::Flag) => return Ok(value),
        (_, Kind::Number) => Diagnostic::new(Code::NotANumber).fact("value", &value),
        (_, Kind::Date) => Diagnostic::new(Code::NotADate).fact("value", &value),
        (_, Kind::Flag) => Diagnostic::new(Code::NotYesNo).fact("value", &value),
        (_, Kind::Text) => Diagnostic::new(Code::WrongType).fact("wanted", "text").fact("found", "another kind"),
    };
    let entry = literal_tokens::entries(written).into_iter().find(|entry| entry.key == name);
    Err(problem.at(entry.and_then(|entry| literal_tokens::place_of(entry.value))))
}

fn wanted(example: &Value) -> Wanted {
    let text = |key: &str| example.entry(key).map(ToString::to_string);
    Wanted {
        points: example.entry("points").and_then(Value::as_number).cloned(),
        branch: text("branch"),
        notes: match example.entry("notes") {
            Some(Value::List(keys)) => keys.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        },
        facts: match example.entry("facts") {
            Some(Value::Map(facts)) => facts.clone(),
            _ => BTreeMap::new(),
        },
        refused: text("refused"),
        not_applicable: text("not_applicable"),
    }
}
