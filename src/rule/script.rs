//! [`ScriptRule`]: one compiled script.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, CallFnOptions, Dynamic, Engine, Map, Scope};

use super::api::Award as RawAward;
use super::card::{self, RuleMetadata, TargetKind};
use super::declaration::Declarations;
use super::operators::Trouble;
use super::quantity::Quantity;
use super::recorder::{self, Recorder};
use super::traced::{Traced, Untraceable};
use super::value::Value;
use super::{
    Award, CallResult, Equivalent, Invariant, Outcome, Rule, RuleCase, declaration_lines, fault, header, host, sentence,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::numeric::{Number, NumberError, Points};

/// A rule that a script defines.
#[derive(Clone, Debug)]
pub struct ScriptRule {
    pub(super) engine: Arc<Engine>,
    pub(super) ast: AST,
    pub(super) source: Arc<Source>,
    card: RuleMetadata,
    /// What the header promises of the points.
    pub(crate) invariants: Vec<Invariant>,
    /// The changes that the header says make no difference.
    pub(crate) equivalents: Vec<Equivalent>,
}

/// What a rule makes of a case whose weight is a symbol.
pub(crate) enum TracedOutcome {
    /// Points on a line over the weight, and the branch that gives them.
    Scored { points: Traced, branch: String },
    /// The row does not apply, and why.
    NotApplicable(Bilingual),
    /// The rule refuses or stops, and why.
    Failed(Diagnostic),
    /// The points are not linear in the weight, and where.
    Opaque(Diagnostic),
}

impl ScriptRule {
    /// Compiles a script and reads what it says of itself.
    ///
    /// # Errors
    /// What is not Rhai, what guests may not use, and every part that is missing: a header word, `inputs`, `params`,
    /// `sentences`, `examples` or `score`.
    pub(super) fn load(engine: &Arc<Engine>, name: &str, source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let ast = engine.compile(source.text()).map_err(|error| vec![fault::syntax(source, &error)])?;
        let mut problems = Vec::new();
        let lines = header::lines(source);
        problems.extend(header::check_words(&lines));
        let part = |part: &str| Diagnostic::new(Code::ScriptPart).fact("part", part).at(Place::start_of(source));
        let header = header::joined(&lines);
        for word in ["title-zh", "title-en", "zh", "en", "source"] {
            if header.get(word).is_none_or(String::is_empty) {
                problems.push(part(&format!("//! {word}:")));
            }
        }
        for (function, arity) in [("inputs", 0), ("params", 0), ("sentences", 0), ("examples", 0), ("score", 1)] {
            if !ast.iter_functions().any(|known| known.name == function && known.params.len() == arity) {
                problems.push(part(&format!("fn {function}({})", if arity == 1 { "case" } else { "" })));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let tell = |function: &str| -> Result<Value, Diagnostic> {
            let value = call(engine, &ast, source, function, ()).map_err(|(diagnostic, _)| diagnostic)?;
            Value::from_dynamic(&value).ok_or_else(|| part(&format!("fn {function}()")))
        };
        let wrong = |function: &str, detail: String| part(&format!("fn {function}(): {detail}"));
        let read = || -> Result<RuleMetadata, Diagnostic> {
            let both = |zh: &str, en: &str| Bilingual {
                zh: header.get(zh).cloned().unwrap_or_default(),
                en: header.get(en).cloned().unwrap_or_default(),
            };
            let has_target = ast.iter_functions().any(|known| known.name == "target");
            let target = if has_target { tell("target")?.to_string() } else { "any".to_owned() };
            Ok(RuleMetadata {
                name: name.to_owned(),
                title: both("title-zh", "title-en"),
                description: both("zh", "en"),
                source: header.get("source").cloned().unwrap_or_default(),
                is_modifier: header.get("kind").is_some_and(|kind| kind == "modifier"),
                direction: header.get("direction").and_then(|word| word.parse().ok()).unwrap_or_default(),
                target: target.parse::<TargetKind>().map_err(|_| wrong("target", target))?,
                inputs: card::inputs(&tell("inputs")?).map_err(|detail| wrong("inputs", detail))?,
                parameters: card::parameters(&tell("params")?).map_err(|detail| wrong("params", detail))?,
                sentences: card::sentences(&tell("sentences")?).map_err(|detail| wrong("sentences", detail))?,
                declared: Declarations::default(),
            })
        };
        let mut card = read().map_err(|problem| vec![problem])?;
        let promises = header::promises(&lines, &card);
        match declaration_lines::read(&lines, &card) {
            Ok(declared) => card.declared = declared,
            Err(problems) => return Err(problems.into_iter().chain(promises.err().into_iter().flatten()).collect()),
        }
        let (invariants, equivalents) = promises?;
        Ok(Self { engine: Arc::clone(engine), ast, source: Arc::clone(source), card, invariants, equivalents })
    }

    /// The script's text and name.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Runs the script's own `check` on parameters, if it has one.
    ///
    /// # Errors
    /// The refusal that the script words, or the line at which it stopped.
    pub fn check(&self, params: &BTreeMap<String, Value>) -> Result<(), Diagnostic> {
        if !self.has_check() {
            return Ok(());
        }
        let argument = Value::Map(params.clone()).to_dynamic::<Number>();
        match call(&self.engine, &self.ast, &self.source, "check", (argument,)) {
            Ok(_) => Ok(()),
            Err((diagnostic, trouble)) => Err(self.worded(diagnostic, trouble, &param_facts(params))),
        }
    }

    /// Scores a case whose weight is a symbol: the same script, the same way through it, and the interval of weights on
    /// which that way stays the same, which the path of the weight keeps.
    pub(crate) fn trace(&self, case: &RuleCase<Traced>) -> TracedOutcome {
        match call(&host::TRACER, &self.ast, &self.source, "score", (case_map(case),)) {
            Ok(value) => {
                let kind = if value.is_unit() { "missing" } else { value.type_name() };
                match returned::<Traced>(value) {
                    Some(raw) => self.within(raw, case),
                    None => TracedOutcome::Failed(self.returned(kind)),
                }
            }
            Err((_, Some(Trouble::NotApplicable(key)))) => {
                TracedOutcome::NotApplicable(self.sentence(&key, &self.facts_now(case)))
            }
            Err((diagnostic, Some(Trouble::Untraceable(error)))) => match error {
                Untraceable::Number(NumberError::DivisionByZero) => TracedOutcome::Failed(diagnostic),
                _ => TracedOutcome::Opaque(diagnostic.fact("rule", &self.card.name)),
            },
            Err((diagnostic, trouble)) => {
                TracedOutcome::Failed(self.worded(diagnostic, trouble, &self.facts_now(case)))
            }
        }
    }

    /// Refuses points outside 0 and the weight, as scoring does.
    fn within(&self, raw: RawAward<Traced>, case: &RuleCase<Traced>) -> TracedOutcome {
        let zero = Traced::Fixed(Number::zero());
        let settled = raw.points.settled().and_then(|points| {
            let is_outside =
                points.compare(&zero, &[Ordering::Less])? || points.compare(&case.weight, &[Ordering::Greater])?;
            Ok((points, is_outside))
        });
        match settled {
            Ok((points, false)) => TracedOutcome::Scored { points, branch: raw.branch },
            Ok((points, true)) => TracedOutcome::Failed(self.outside(points.value(), case.weight.value())),
            Err(error) => TracedOutcome::Opaque(self.opaque(&error)),
        }
    }

    /// The problem of arithmetic on a traced row outside the script.
    pub(crate) fn opaque(&self, error: &Untraceable) -> Diagnostic {
        Diagnostic::new(Code::RuleOpaque)
            .said("reason", error.reason())
            .fact("rule", &self.card.name)
            .at(Place::start_of(&self.source))
    }

    fn facts_now(&self, case: &RuleCase<Traced>) -> BTreeMap<String, String> {
        case_facts(&RuleCase {
            weight: case.weight.value().clone(),
            target: case.target.clone(),
            inputs: case.inputs.clone(),
            params: case.params.clone(),
            before: case.before.as_ref().map(|before| before.value().clone()),
        })
    }

    fn outside(&self, points: &Number, weight: &Number) -> Diagnostic {
        let found = Diagnostic::new(Code::PointsRange).fact("points", points).fact("weight", weight);
        let place = self.returned("").place;
        place.into_iter().fold(found, Diagnostic::at)
    }

    /// Calls a function of the script that takes nothing.
    pub(super) fn tell(&self, function: &str) -> Result<Value, Diagnostic> {
        let value = call(&self.engine, &self.ast, &self.source, function, ()).map_err(|(diagnostic, _)| diagnostic)?;
        Value::from_dynamic(&value).ok_or_else(|| self.returned(value.type_name()))
    }

    fn returned(&self, kind: &str) -> Diagnostic {
        let line = self.ast.iter_functions().find(|known| known.name == "score").map(|_| {
            let at = self.source.text().find("fn score").unwrap_or(0);
            Place::new(&self.source, at..at.saturating_add("fn score".len()))
        });
        let place = line.unwrap_or_else(|| Place::start_of(&self.source));
        Diagnostic::new(Code::ScriptReturn).fact("found", kind).at(place)
    }

    /// What the script answers, by the names it uses and without their sentences: after its own check of the
    /// parameters, as if a scheme had written them.
    ///
    /// # Errors
    /// The line at which it stopped.
    pub(crate) fn call_result(&self, case: &RuleCase) -> Result<CallResult, Diagnostic> {
        let checked = if self.has_check() {
            let argument = Value::Map(case.params.clone()).to_dynamic::<Number>();
            call(&self.engine, &self.ast, &self.source, "check", (argument,)).map(|_| ())
        } else {
            Ok(())
        };
        match checked.and_then(|()| self.raw(case)) {
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
            Err((_, Some(Trouble::NotApplicable(key)))) => Ok(CallResult::NotApplicable(key)),
            Err((_, Some(Trouble::Refused(key, _)))) => Ok(CallResult::Refused(key)),
            Err((problem, _)) => Err(problem),
        }
    }

    /// The same rule with another text, whose inputs, parameters, sentences and examples are those of this one; `None`
    /// where the text is no script.
    pub(crate) fn rewritten(&self, text: &str) -> Option<Self> {
        let ast = self.engine.compile(text).ok()?;
        let source = Source::new(self.source.name(), text);
        Some(Self { ast, source, ..self.clone() })
    }

    /// The same rule in a host that records what the script compares and which of its calls it reaches.
    pub(crate) fn recorded(&self) -> Option<(Self, Recorder)> {
        let (engine, recorder) = recorder::engine();
        let ast = engine.compile(self.source.text()).ok()?;
        Some((Self { engine: Arc::new(engine), ast, ..self.clone() }, recorder))
    }

    /// The names of the declared sentences.
    pub(super) fn sentence_names(&self) -> impl Iterator<Item = &str> {
        self.card.sentences.keys().map(String::as_str)
    }

    fn has_check(&self) -> bool {
        self.ast.iter_functions().any(|known| known.name == "check" && known.params.len() == 1)
    }

    /// Calls `score`; points outside 0 and the weight are refused.
    fn raw(&self, case: &RuleCase) -> Result<RawAward<Number>, (Diagnostic, Option<Trouble>)> {
        let value = call(&self.engine, &self.ast, &self.source, "score", (case_map(case),))?;
        let kind = if value.is_unit() { "missing" } else { value.type_name() };
        let raw = returned::<Number>(value).ok_or_else(|| (self.returned(kind), None))?;
        if raw.points.is_negative() || raw.points > case.weight {
            return Err((self.outside(&raw.points, &case.weight), None));
        }
        Ok(raw)
    }

    fn worded(&self, diagnostic: Diagnostic, trouble: Option<Trouble>, facts: &BTreeMap<String, String>) -> Diagnostic {
        match trouble {
            Some(Trouble::Refused(key, more)) => {
                let facts = with_facts(facts.clone(), &more);
                diagnostic.fact("key", &key).said("detail", self.sentence(&key, &facts))
            }
            _ => diagnostic,
        }
    }

    fn sentence(&self, key: &str, facts: &BTreeMap<String, String>) -> Bilingual {
        match self.card.sentences.get(key) {
            Some(template) => sentence::fill(template, facts),
            None => Bilingual::same(key),
        }
    }

    fn award(&self, raw: RawAward<Number>, case: &RuleCase) -> Award {
        let mut facts = with_facts(case_facts(case), &raw.facts);
        facts.insert("points".to_owned(), raw.points.to_string());
        Award {
            sentence: self.sentence(&raw.branch, &facts),
            notes: raw.notes.iter().map(|key| self.sentence(key, &facts)).collect(),
            points: Points::new(raw.points),
            branch: raw.branch,
        }
    }
}

impl Rule for ScriptRule {
    fn card(&self) -> &RuleMetadata {
        &self.card
    }

    fn score(&self, case: &RuleCase) -> Result<Outcome, Diagnostic> {
        match self.raw(case) {
            Ok(raw) => Ok(Outcome::Scored(self.award(raw, case))),
            Err((_, Some(Trouble::NotApplicable(key)))) => {
                Ok(Outcome::NotApplicable(self.sentence(&key, &case_facts(case))))
            }
            Err((diagnostic, trouble)) => Err(self.worded(diagnostic, trouble, &case_facts(case))),
        }
    }
}

/// What `score` returned: an award, or points alone.
fn returned<Q: Quantity>(value: Dynamic) -> Option<RawAward<Q>> {
    value.try_cast_result::<RawAward<Q>>().map_or_else(
        |other| {
            let points = Q::read(&other)?;
            Some(RawAward { points, branch: "points".to_owned(), facts: Map::new(), notes: Vec::new() })
        },
        Some,
    )
}

fn call(
    engine: &Engine,
    ast: &AST,
    source: &Arc<Source>,
    function: &str,
    arguments: impl rhai::FuncArgs,
) -> Result<Dynamic, (Diagnostic, Option<Trouble>)> {
    let options = CallFnOptions::new().eval_ast(false);
    engine
        .call_fn_with_options::<Dynamic>(options, &mut Scope::new(), ast, function, arguments)
        .map_err(|error| fault::runtime(source, &error))
}

fn case_map<Q: Quantity>(case: &RuleCase<Q>) -> Dynamic {
    let mut map: Map =
        case.inputs.iter().map(|(name, value)| (name.as_str().into(), value.to_dynamic::<Q>())).collect();
    map.insert("weight".into(), Dynamic::from(case.weight.clone()));
    map.insert("target".into(), case.target.to_dynamic::<Q>());
    map.insert("params".into(), Value::Map(case.params.clone()).to_dynamic::<Q>());
    if let Some(before) = &case.before {
        map.insert("points".into(), Dynamic::from(before.clone()));
    }
    map.into()
}

fn param_facts(params: &BTreeMap<String, Value>) -> BTreeMap<String, String> {
    params.iter().map(|(name, value)| (format!("params.{name}"), value.to_string())).collect()
}

fn case_facts(case: &RuleCase) -> BTreeMap<String, String> {
    let mut facts = param_facts(&case.params);
    facts.extend(case.inputs.iter().map(|(name, value)| (name.clone(), value.to_string())));
    facts.insert("weight".to_owned(), case.weight.to_string());
    facts.insert("target".to_owned(), case.target.to_string());
    for bound in ["low", "high"] {
        if let Some(value) = case.target.entry(bound) {
            facts.insert(format!("target.{bound}"), value.to_string());
        }
    }
    if let Some(before) = &case.before {
        facts.insert("before".to_owned(), Number::to_string(before));
    }
    facts
}

fn with_facts(mut facts: BTreeMap<String, String>, more: &Map) -> BTreeMap<String, String> {
    for (key, value) in more {
        let text = Traced::read(value)
            .map_or_else(|| Value::from_dynamic(value), |traced| Some(Value::Number(traced.value().clone())));
        let text = text.map_or_else(|| value.type_name().to_owned(), |value| value.to_string());
        facts.insert(key.to_string(), text);
    }
    facts
}
