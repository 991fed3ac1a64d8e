//! [`ScriptRule`]: one compiled script.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Dynamic, Engine, Map, Position};

use super::affine::Affine;
use super::call::Call;
use super::card_reader::CardReader;
use super::declaration::Declarations;
use super::fact::Fact;
use super::header::Property;
use super::host::Hosted;
use super::input_order::input_order;
use super::kind::{self, Award as RawAward, quantity_in};
use super::metadata::RuleMetadata;
use super::quantity::{Quantity, QuantityError};
use super::recorder::{self, Recorder};
use super::row_terms::RowTerms;
use super::script_call::{StoppedCall, invoke, place_of, told};
use super::script_code::ScriptCode;
use super::sentence::Facts;
use super::target_forms::TargetForms;
use super::trouble::Trouble;
use super::value::Value;
use super::{
    Award, CallResult, Equivalent, Invariant, RuleCase, Stop, declaration_lines, header, host, name_check, sentence,
    texts, tokens,
};
use crate::diagnostic::{Code, Diagnostic, meant};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::numeric::{Number, NumberError, Unit};

/// A rule that a script defines.
#[derive(Clone, Debug)]
pub struct ScriptRule {
    pub(super) engine: Arc<Engine>,
    pub(super) code: ScriptCode,
    pub(super) source: Arc<Source>,
    metadata: RuleMetadata,
    /// What the header promises of the points.
    pub(crate) invariants: Vec<Invariant>,
    /// The changes that the header says make no difference.
    pub(crate) equivalents: Vec<Equivalent>,
}

impl ScriptRule {
    /// Whether the script declares that its points only rise, or only fall, with this input under these parameters.
    #[must_use]
    pub fn is_monotone_in(&self, input: &str, params: &BTreeMap<String, Value>) -> bool {
        self.invariants.iter().any(|invariant| {
            let is_of_input =
                matches!(&invariant.property, Property::MonotoneUp(of) | Property::MonotoneDown(of) if of == input);
            is_of_input && invariant.holds_under(params)
        })
    }

    /// Compiles a script and reads what it says of itself.
    ///
    /// # Errors
    /// What is not Rhai, what guests may not use, and every part that is missing: a header word, `inputs`, `params`,
    /// `sentences`, `examples` or `score`.
    pub(super) fn load(engine: &Arc<Engine>, name: &str, source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let code = ScriptCode::compile(host::declaring(), source)?;
        let mut problems = texts::hidden_characters(&code);
        let lines = header::lines(source);
        problems.extend(header::check_words(&lines));
        let part = |part: &str| Diagnostic::new(Code::ScriptPart).fact("part", part).at(Place::start_of(source));
        let header = header::joined(&lines);
        for word in ["title-zh", "title-en", "zh", "en", "source"] {
            // A word that is misspelt is told where it stands.
            if header.get(word).is_none_or(String::is_empty) && !header::is_misspelt(word, &lines) {
                problems.push(match header::plain_line(source, word) {
                    Some((place, line)) => part(&format!("//! {word}:")).at(place).fact("line", line),
                    None => part(&format!("//! {word}:")),
                });
            }
        }
        for (function, arity) in [("inputs", 0), ("params", 0), ("sentences", 0), ("examples", 0), ("score", 1)] {
            if !code.ast.iter_functions().any(|known| known.name == function && known.params.len() == arity) {
                let wanted = format!("fn {function}({})", if arity == 1 { "case" } else { "" });
                problems.push(match written_for(&code, function) {
                    Some(written) => part(&wanted).at(place_of(source, &written)).fact("nearest", &wanted),
                    None => part(&wanted),
                });
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let tell = |function: &str| -> Result<Value, Diagnostic> {
            let value = told(&code, function)?;
            Value::from_dynamic(&value).ok_or_else(|| part(&format!("fn {function}()")))
        };
        let bodies = tokens::bodies(&code.tokens);
        let body = |function: &str| bodies.get(function).copied().unwrap_or_default();
        let reader = |function: &'static str| CardReader::new(function, body(function), place_of(source, function));
        let (mut inputs, mut params, mut sentences) = (reader("inputs"), reader("params"), reader("sentences"));
        let mut read = || -> Result<RuleMetadata, Diagnostic> {
            let both = |zh: &str, en: &str| Bilingual {
                zh: header.get(zh).cloned().unwrap_or_default(),
                en: header.get(en).cloned().unwrap_or_default(),
            };
            let has_target = code.ast.iter_functions().any(|known| known.name == "target");
            let target = if has_target { tell("target")? } else { Value::Text("any".to_owned()) };
            Ok(RuleMetadata {
                name: name.to_owned(),
                title: both("title-zh", "title-en"),
                description: both("zh", "en"),
                source: header.get("source").cloned().unwrap_or_default(),
                gives_deductions: header.contains_key("penalty"),
                is_modifier: header.get("kind").is_some_and(|kind| kind == "modifier"),
                direction: header.get("direction").and_then(|word| word.parse().ok()).unwrap_or_default(),
                target: TargetForms::read(&target, body("target"), &place_of(source, "target"))?,
                target_unit: header.get("target-unit").map(|name| Unit::parse(name)),
                inputs: inputs.inputs(&tell("inputs")?),
                parameters: params.parameters(&tell("params")?),
                sentences: sentences.sentences(&tell("sentences")?),
                declared: Declarations::default(),
                input_order: Vec::new(),
            })
        };
        let mut metadata = read().map_err(|problem| vec![problem])?;
        let problems: Vec<Diagnostic> =
            [inputs, params, sentences].into_iter().flat_map(|card| card.problems).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        let problems = name_check::check(&code.tokens, &metadata);
        if !problems.is_empty() {
            return Err(problems);
        }
        let promises = header::promises(&lines, &metadata);
        match declaration_lines::read(&lines, &metadata) {
            Ok(declared) => metadata.declared = declared,
            Err(problems) => return Err(problems.into_iter().chain(promises.err().into_iter().flatten()).collect()),
        }
        metadata.input_order = input_order(body("inputs"), &metadata);
        let (invariants, equivalents) = promises?;
        Ok(Self { engine: Arc::clone(engine), code, source: Arc::clone(source), metadata, invariants, equivalents })
    }

    /// What the rule says of itself.
    #[must_use]
    pub fn metadata(&self) -> &RuleMetadata {
        &self.metadata
    }

    /// The script's text and name.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Runs the script's own `check` on the parameters of a row, if it has one.
    ///
    /// # Errors
    /// The refusal that the script words, or the line at which it stopped.
    pub fn check(&self, params: &BTreeMap<String, Value>, row: &RowTerms<'_>) -> Result<(), Diagnostic> {
        self.check_raw(params, row).map_err(|fault| self.worded(fault, |fact| row.fact(params, fact)))
    }

    fn check_raw(&self, params: &BTreeMap<String, Value>, row: &RowTerms<'_>) -> Result<(), StoppedCall> {
        let params = || Value::Map(params.clone()).to_dynamic::<Number>();
        match self.check_arity() {
            Some(1) => invoke::<Number, _>(&self.engine, &self.code, "check", || (params(),)).map(drop),
            Some(2) => {
                invoke::<Number, _>(&self.engine, &self.code, "check", || (params(), row.to_dynamic())).map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Whether the script looks at the row when it checks its parameters.
    pub(crate) fn checks_row(&self) -> bool {
        self.check_arity() == Some(2)
    }

    /// What the script makes of a call.
    ///
    /// # Errors
    /// [`Stop`]: the row does not apply, or the rule refuses, stops, or awards points outside 0 and the weight; with a
    /// symbol also that the points are not linear in it.
    pub(crate) fn score<Q: Hosted>(&self, call: &Call<'_, Q>) -> Result<Award<Q>, Stop> {
        let raw = self.run(call).map_err(|fault| self.stop::<Q>(call, fault))?;
        let settled = raw.points.settled().and_then(|points| Ok((points.is_outside(call.weight)?, points)));
        let (is_outside, points) = settled.map_err(|error| self.unsettled(&error))?;
        if is_outside {
            return Err(Stop::Failed(self.outside(points.now(), call.weight.now(), raw.at)));
        }
        let facts = raw.facts.iter().map(|(name, value)| (name.to_string(), Fact::of(value)));
        Ok(Award { points, branch: raw.branch, notes: raw.notes, facts: facts.collect() })
    }

    /// What the script answers to one case, by the names it uses for its sentences.
    ///
    /// # Errors
    /// The refusal that the script words, the line at which it stopped, or points outside 0 and the weight.
    pub fn run_case(&self, case: &RuleCase) -> Result<CallResult, Diagnostic> {
        match self.call_result(case)? {
            CallResult::Refused(name) => match self.score(&case.call()) {
                Err(Stop::Failed(problem) | Stop::Opaque(problem)) => Err(problem),
                Ok(_) | Err(Stop::NotApplicable(_)) => Ok(CallResult::Refused(name)),
            },
            answer => Ok(answer),
        }
    }

    /// A sentence of the rule, filled with the facts of a call and of what it awarded.
    /// `known` is what is known of the row besides, under the names of facts.
    pub(crate) fn explain(&self, call: &Call<'_>, award: &Award, name: &str, known: &Facts) -> Bilingual {
        self.filled(name, |fact| known.get(fact).cloned().or_else(|| call.awarded_fact(award, fact)))
    }

    /// Calls `score`, and reads what it returned.
    fn run<Q: Hosted>(&self, call: &Call<'_, Q>) -> Result<RawAward<Q>, StoppedCall> {
        let engine = Q::engine(&self.engine);
        let value = invoke::<Q, _>(engine, &self.code, "score", || (call.to_dynamic(),))?;
        let kind = kind::name::<Q>(&value);
        returned::<Q>(value).ok_or_else(|| StoppedCall { diagnostic: self.returned(kind), trouble: None })
    }

    fn stop<Q: Hosted>(&self, call: &Call<'_, Q>, fault: StoppedCall) -> Stop {
        match &fault.trouble {
            Some(Trouble::NotApplicable(name)) => Stop::NotApplicable(self.filled(name, |fact| call.fact(fact))),
            Some(Trouble::Quantity(error))
                if Q::IS_SYMBOL && *error != QuantityError::Number(NumberError::DivisionByZero) =>
            {
                let place = fault.diagnostic.place.clone();
                let opaque = self.opaque(error.reason());
                Stop::Opaque(place.into_iter().fold(opaque, Diagnostic::at))
            }
            _ => Stop::Failed(self.worded(fault, |fact| call.fact(fact))),
        }
    }

    /// Points that cannot be compared with 0 and the weight.
    fn unsettled(&self, error: &QuantityError) -> Stop {
        Stop::Opaque(self.opaque(error.reason()).at(Place::start_of(&self.source)))
    }

    /// The problem of points that are not linear in the weight.
    pub(crate) fn opaque(&self, reason: Bilingual) -> Diagnostic {
        Diagnostic::new(Code::RuleOpaque).said("reason", reason).fact("rule", &self.metadata.name)
    }

    /// Calls a function of the script that takes nothing.
    pub(super) fn tell(&self, function: &str) -> Result<Value, Diagnostic> {
        let value = told(&self.code, function)?;
        Value::from_dynamic(&value).ok_or_else(|| self.returned(kind::name::<Number>(&value)))
    }

    fn returned(&self, kind: &str) -> Diagnostic {
        Diagnostic::new(Code::ScriptReturn).fact("found", kind).at(self.place_of("score"))
    }

    /// Where a function is defined; the beginning of the script where it is not.
    pub(super) fn place_of(&self, function: &str) -> Place {
        place_of(&self.source, function)
    }

    /// What the script answers, by the names it uses and without their sentences: after its own check of the
    /// parameters, as if a scheme had written them.
    ///
    /// # Errors
    /// The line at which it stopped.
    pub(crate) fn call_result(&self, case: &RuleCase) -> Result<CallResult, Diagnostic> {
        let call = case.call();
        let raw = self.check_raw(&case.params, &RowTerms::of(case)).and_then(|()| self.run(&call));
        match raw {
            Ok(raw) if raw.points.is_negative() || raw.points > case.weight => {
                Err(self.outside(&raw.points, &case.weight, raw.at))
            }
            Ok(raw) => Ok(CallResult::Scored {
                points: raw.points,
                branch: raw.branch,
                notes: raw.notes,
                facts: raw
                    .facts
                    .iter()
                    .filter_map(|(name, value)| Some((name.to_string(), Value::from_dynamic(value)?)))
                    .collect(),
            }),
            Err(StoppedCall { trouble: Some(Trouble::NotApplicable(name)), .. }) => Ok(CallResult::NotApplicable(name)),
            Err(StoppedCall { trouble: Some(Trouble::Refused(name, _)), .. }) => Ok(CallResult::Refused(name)),
            Err(fault) => Err(fault.diagnostic),
        }
    }

    /// The same rule with another text, whose inputs, parameters, sentences and examples are those of this one; `None`
    /// where the text is no script.
    pub(crate) fn rewritten(&self, text: &str) -> Option<Self> {
        let source = Source::new(self.source.name(), text);
        let code = ScriptCode::compile(host::declaring(), &source).ok()?;
        Some(Self { code, source, ..self.clone() })
    }

    /// The same rule in a host that records what the script compares and which of its calls it reaches.
    pub(crate) fn recorded(&self) -> Option<(Self, Recorder)> {
        let (engine, recorder) = recorder::engine();
        Some((Self { engine: Arc::new(engine), ..self.clone() }, recorder.of(self.code.clone())))
    }

    /// The names of the declared sentences.
    pub(super) fn sentence_names(&self) -> impl Iterator<Item = &str> {
        self.metadata.sentences.keys().map(String::as_str)
    }

    /// How many arguments the script's own `check` takes: the parameters, and the row.
    fn check_arity(&self) -> Option<usize> {
        self.code.ast.iter_functions().find(|known| known.name == "check").map(|known| known.params.len())
    }

    /// The problem of a fault, in the words of the script where it refuses; `known` is what the refusal itself does not say.
    fn worded(&self, fault: StoppedCall, known: impl Fn(&str) -> Option<Bilingual>) -> Diagnostic {
        match fault.trouble {
            Some(Trouble::Refused(name, more)) => {
                let said = |value| Bilingual::same(Fact::<Affine>::of(value).to_string());
                let detail = self.filled(&name, |fact| more.get(fact).map(said).or_else(|| known(fact)));
                fault.diagnostic.fact("key", &name).said("detail", detail)
            }
            _ => fault.diagnostic,
        }
    }

    /// A sentence with what there is for each of its holes; the name of one that there is not.
    fn filled(&self, key: &str, fact: impl Fn(&str) -> Option<Bilingual>) -> Bilingual {
        match self.metadata.sentences.get(key) {
            Some(template) => sentence::fill(template, fact),
            None => Bilingual::same(key),
        }
    }
}

/// The branch of points that a script returns without an award.
pub(super) const POINTS_ALONE: &str = "points";

/// What `score` returned: an award, or points alone.
fn returned<Q: Quantity>(value: Dynamic) -> Option<RawAward<Q>> {
    value.try_cast_result::<RawAward<Q>>().map_or_else(
        |other| {
            let points = quantity_in(&other)?;
            Some(RawAward {
                points,
                branch: POINTS_ALONE.to_owned(),
                facts: Map::new(),
                notes: Vec::new(),
                at: Position::NONE,
            })
        },
        Some,
    )
}

/// What every script has, or may have, a function for.
const FUNCTIONS: [&str; 6] = ["inputs", "params", "sentences", "examples", "score", "target"];

/// The function that was written for the one that is missing: under a name that is near or Chinese, or with other arguments.
fn written_for(code: &ScriptCode, wanted: &str) -> Option<String> {
    let mut names = code.ast.iter_functions().map(|known| known.name.to_string());
    names.find(|name| {
        let is_other = !FUNCTIONS.contains(&name.as_str());
        name == wanted || (is_other && meant(name, FUNCTIONS) == Some(wanted))
    })
}
