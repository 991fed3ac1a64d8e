//! [`ScriptRule`]: one compiled script.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, ASTNode, CallFnOptions, Dynamic, Engine, Expr, Map, Scope, Stmt};

use super::affine::Affine;
use super::api::Award as RawAward;
use super::call::Call;
use super::declaration::Declarations;
use super::host::Hosted;
use super::metadata::{self, RuleMetadata};
use super::operators::{Trouble, quantity_in};
use super::quantity::{Quantity, QuantityError};
use super::recorder::{self, Recorder};
use super::row_terms::RowTerms;
use super::target_forms::TargetForms;
use super::value::Value;
use super::{
    Award, CallResult, Equivalent, Invariant, RuleCase, Stop, declaration_lines, fault, header, sentence, texts,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::numeric::{Number, NumberError};

/// A rule that a script defines.
#[derive(Clone, Debug)]
pub struct ScriptRule {
    pub(super) engine: Arc<Engine>,
    pub(super) ast: AST,
    pub(super) source: Arc<Source>,
    metadata: RuleMetadata,
    /// What the header promises of the points.
    pub(crate) invariants: Vec<Invariant>,
    /// The changes that the header says make no difference.
    pub(crate) equivalents: Vec<Equivalent>,
}

impl ScriptRule {
    /// Compiles a script and reads what it says of itself.
    ///
    /// # Errors
    /// What is not Rhai, what guests may not use, and every part that is missing: a header word, `inputs`, `params`,
    /// `sentences`, `examples` or `score`.
    pub(super) fn load(engine: &Arc<Engine>, name: &str, source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let ast = engine.compile(source.text()).map_err(|error| vec![fault::syntax(source, &error)])?;
        let mut problems = assigned_parts(&ast, source);
        problems.extend(texts::hidden_characters(&ast, source));
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
            let value = invoke(engine, &ast, source, function, ()).map_err(|fault| fault.diagnostic)?;
            Value::from_dynamic(&value).ok_or_else(|| part(&format!("fn {function}()")))
        };
        let wrong = |function: &str, detail: String| part(&format!("fn {function}(): {detail}"));
        let read = || -> Result<RuleMetadata, Diagnostic> {
            let both = |zh: &str, en: &str| Bilingual {
                zh: header.get(zh).cloned().unwrap_or_default(),
                en: header.get(en).cloned().unwrap_or_default(),
            };
            let has_target = ast.iter_functions().any(|known| known.name == "target");
            let target = if has_target { tell("target")? } else { Value::Text("any".to_owned()) };
            Ok(RuleMetadata {
                name: name.to_owned(),
                title: both("title-zh", "title-en"),
                description: both("zh", "en"),
                source: header.get("source").cloned().unwrap_or_default(),
                gives_deductions: header.contains_key("penalty"),
                is_modifier: header.get("kind").is_some_and(|kind| kind == "modifier"),
                direction: header.get("direction").and_then(|word| word.parse().ok()).unwrap_or_default(),
                target: TargetForms::read(&target).map_err(|detail| wrong("target", detail))?,
                inputs: metadata::inputs(&tell("inputs")?).map_err(|detail| wrong("inputs", detail))?,
                parameters: metadata::parameters(&tell("params")?).map_err(|detail| wrong("params", detail))?,
                sentences: metadata::sentences(&tell("sentences")?).map_err(|detail| wrong("sentences", detail))?,
                declared: Declarations::default(),
            })
        };
        let mut metadata = read().map_err(|problem| vec![problem])?;
        let promises = header::promises(&lines, &metadata);
        match declaration_lines::read(&lines, &metadata) {
            Ok(declared) => metadata.declared = declared,
            Err(problems) => return Err(problems.into_iter().chain(promises.err().into_iter().flatten()).collect()),
        }
        let (invariants, equivalents) = promises?;
        Ok(Self { engine: Arc::clone(engine), ast, source: Arc::clone(source), metadata, invariants, equivalents })
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
        self.check_raw(params, row).map_err(|fault| self.worded(fault, row.facts(params)))
    }

    fn check_raw(&self, params: &BTreeMap<String, Value>, row: &RowTerms<'_>) -> Result<(), StoppedCall> {
        let argument = Value::Map(params.clone()).to_dynamic::<Number>();
        let check = |arguments| invoke(&self.engine, &self.ast, &self.source, "check", arguments).map(drop);
        match self.check_arity() {
            Some(1) => check(vec![argument]),
            Some(2) => check(vec![argument, row.to_dynamic()]),
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
            return Err(Stop::Failed(self.outside(points.now(), call.weight.now())));
        }
        let facts = raw.facts.iter().map(|(name, value)| (name.to_string(), fact::<Q>(value)));
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
    pub(crate) fn explain(&self, call: &Call<'_>, award: &Award, name: &str) -> Bilingual {
        self.sentence(name, &call.facts_with(award))
    }

    /// Calls `score`, and reads what it returned.
    fn run<Q: Hosted>(&self, call: &Call<'_, Q>) -> Result<RawAward<Q>, StoppedCall> {
        let engine = Q::engine(&self.engine);
        let value = invoke(engine, &self.ast, &self.source, "score", (call.to_dynamic(),))?;
        let kind = if value.is_unit() { "missing" } else { value.type_name() };
        returned::<Q>(value).ok_or_else(|| StoppedCall { diagnostic: self.returned(kind), trouble: None })
    }

    fn stop<Q: Hosted>(&self, call: &Call<'_, Q>, fault: StoppedCall) -> Stop {
        match &fault.trouble {
            Some(Trouble::NotApplicable(name)) => Stop::NotApplicable(self.sentence(name, &call.facts())),
            Some(Trouble::Quantity(error))
                if Q::IS_SYMBOL && *error != QuantityError::Number(NumberError::DivisionByZero) =>
            {
                let place = fault.diagnostic.place.clone();
                let opaque = self.opaque(error.reason());
                Stop::Opaque(place.into_iter().fold(opaque, Diagnostic::at))
            }
            _ => Stop::Failed(self.worded(fault, call.facts())),
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

    fn outside(&self, points: &Number, weight: &Number) -> Diagnostic {
        let found = Diagnostic::new(Code::PointsRange).fact("points", points).fact("weight", weight);
        let place = self.returned("").place;
        place.into_iter().fold(found, Diagnostic::at)
    }

    /// Calls a function of the script that takes nothing.
    pub(super) fn tell(&self, function: &str) -> Result<Value, Diagnostic> {
        let value = invoke(&self.engine, &self.ast, &self.source, function, ()).map_err(|fault| fault.diagnostic)?;
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
        let call = case.call();
        let raw = self.check_raw(&case.params, &RowTerms::of(case)).and_then(|()| self.run(&call));
        match raw {
            Ok(raw) if raw.points.is_negative() || raw.points > case.weight => {
                Err(self.outside(&raw.points, &case.weight))
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
        self.metadata.sentences.keys().map(String::as_str)
    }

    /// How many arguments the script's own `check` takes: the parameters, and the row.
    fn check_arity(&self) -> Option<usize> {
        self.ast.iter_functions().find(|known| known.name == "check").map(|known| known.params.len())
    }

    fn worded(&self, fault: StoppedCall, mut facts: BTreeMap<String, String>) -> Diagnostic {
        match fault.trouble {
            Some(Trouble::Refused(name, more)) => {
                facts.extend(more.iter().map(|(name, value)| (name.to_string(), fact::<Affine>(value).to_string())));
                fault.diagnostic.fact("key", &name).said("detail", self.sentence(&name, &facts))
            }
            _ => fault.diagnostic,
        }
    }

    fn sentence(&self, key: &str, facts: &BTreeMap<String, String>) -> Bilingual {
        match self.metadata.sentences.get(key) {
            Some(template) => sentence::fill(template, facts),
            None => Bilingual::same(key),
        }
    }
}

/// Assignments to a part of a value. What a script is given is shared with every other call; none may change it.
fn assigned_parts(ast: &AST, source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    ast.walk(&mut |nodes| {
        if let Some(ASTNode::Stmt(Stmt::Assignment(assignment))) = nodes.last()
            && !matches!(assignment.1.lhs, Expr::Variable(..))
        {
            problems.push(fault::forbidden(source, "a.b = c, a[b] = c", assignment.1.lhs.position()));
        }
        true
    });
    problems
}

/// What `score` returned: an award, or points alone.
fn returned<Q: Quantity>(value: Dynamic) -> Option<RawAward<Q>> {
    value.try_cast_result::<RawAward<Q>>().map_or_else(
        |other| {
            let points = quantity_in(&other)?;
            Some(RawAward { points, branch: "points".to_owned(), facts: Map::new(), notes: Vec::new() })
        },
        Some,
    )
}

/// A call that stopped: the problem, and what a native function of ours said.
struct StoppedCall {
    diagnostic: Diagnostic,
    trouble: Option<Trouble>,
}

fn invoke(
    engine: &Engine,
    ast: &AST,
    source: &Arc<Source>,
    function: &str,
    arguments: impl rhai::FuncArgs,
) -> Result<Dynamic, StoppedCall> {
    let options = CallFnOptions::new().eval_ast(false);
    engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), ast, function, arguments).map_err(|error| {
        let (diagnostic, trouble) = fault::runtime(source, &error);
        StoppedCall { diagnostic, trouble }
    })
}

/// A fact that a script gave: a symbol counts with its value now, a thing that is no value with the name of its kind.
fn fact<Q: Quantity>(value: &Dynamic) -> Value {
    quantity_in::<Q>(value)
        .map(|quantity| Value::Number(quantity.now().clone()))
        .or_else(|| Value::from_dynamic(value))
        .unwrap_or_else(|| Value::Text(value.type_name().to_owned()))
}
