//! Reads what the head of a script declares for the studies, and checks it against the rule's inputs and parameters.

use std::collections::BTreeMap;

use strum::VariantNames;

use super::declaration::{
    Declarations, DeclaredAlternative, ExecutionInputs, Family, JudgementInputs, LevelInput, WrittenParameters,
};
use super::header::{HeaderLine, input, unknown_parameter, wrong};
use super::metadata::{InputCard, Kind, ParameterKind, RuleMetadata};
use super::parameter::check_parameters;
use super::target_forms::TargetForm;
use crate::data::Data;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Path, Places};
use crate::numeric::Unit;

const ALTERNATIVE: &str = "alternative: family FAMILY | alternative: self [PARAMETER=VALUE …]";
const EXECUTION: &str = "execution: EXECUTED / BUDGET";
const JUDGEMENT: &str = "judgement: points INPUT [instead of INPUT] | judgement: level INPUT of PARAMETER | judgement: older PARAMETER=VALUE …";
/// The input that every scheme knows: the actual of a row.
const ACTUAL: &str = "actual";

/// Reads the lines of a head that declare something for the studies.
///
/// # Errors
/// Lines that are not of the form, families, inputs, parameters and choices that do not exist, lines of a modifier.
pub(super) fn read(lines: &[HeaderLine], card: &RuleMetadata) -> Result<Declarations, Vec<Diagnostic>> {
    let mut found = Declarations::default();
    let mut judgement = Vec::new();
    let mut problems = Vec::new();
    for line in lines {
        let read = match line.word.as_str() {
            "family" => families(line, card).map(|families| found.families.extend(families)),
            "alternative" => alternative(line, card).map(|one| found.alternatives.push(one)),
            "execution" => execution(line, card, &mut found.execution),
            "judgement" => judgement_part(line, card).map(|part| judgement.push((line, part))),
            _ => continue,
        };
        found.lines.push(format!("{}: {}", line.word, line.said));
        problems.extend(read.err().into_iter().flatten());
        if card.is_modifier {
            problems.push(wrong(line, "kind: rule"));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    found.judgement = joined(judgement).map_err(|problem| vec![problem])?;
    Ok(found)
}

fn families(line: &HeaderLine, card: &RuleMetadata) -> Result<Vec<Family>, Diagnostics> {
    let mut found = Vec::new();
    for word in line.said.split_whitespace() {
        let family = family(line, word)?;
        if family == Family::Rate && !scores_rates(card) {
            return Err(wrong(line, "rate: fn target() { \"number\" }, fn inputs() { #{ actual: … } }").into());
        }
        found.push(family);
    }
    if found.is_empty() { Err(wrong(line, &Family::VARIANTS.join(" | ")).into()) } else { Ok(found) }
}

fn family(line: &HeaderLine, word: &str) -> Result<Family, Diagnostics> {
    let unknown = || wrong(line, &Family::VARIANTS.join(" | ")).suggest(word, Family::VARIANTS.iter().copied());
    word.parse().map_err(|_| unknown().into())
}

/// Whether the rule needs a number as actual, a number as target and nothing else.
fn scores_rates(card: &RuleMetadata) -> bool {
    let is_actual = |name: &str, asked: &InputCard| name == ACTUAL && asked.kind == Kind::Number && !asked.many;
    card.target.accept(Some(TargetForm::AtLeast))
        && card.inputs.contains_key(ACTUAL)
        && card.inputs.iter().all(|(name, asked)| asked.optional || is_actual(name, asked))
        && card.parameters.values().all(|asked| asked.optional || asked.default.is_some())
}

fn alternative(line: &HeaderLine, card: &RuleMetadata) -> Result<DeclaredAlternative, Diagnostics> {
    let words: Vec<&str> = line.said.split_whitespace().collect();
    match words.as_slice() {
        ["family", word] => family(line, word).map(DeclaredAlternative::Family),
        ["self", assignments @ ..] => {
            let written = assigned(line, assignments, ALTERNATIVE)?;
            check(line, card, &written)?;
            Ok(DeclaredAlternative::Own(written))
        }
        _ => Err(wrong(line, ALTERNATIVE).into()),
    }
}

fn execution(line: &HeaderLine, card: &RuleMetadata, known: &mut Option<ExecutionInputs>) -> Result<(), Diagnostics> {
    let words: Vec<&str> = line.said.split_whitespace().collect();
    let ([executed, "/", budget], None) = (words.as_slice(), &known) else {
        return Err(wrong(line, EXECUTION).into());
    };
    let number = |name: &str| single(line, card, name, Kind::Number, EXECUTION);
    let (executed, budget) = (number(executed)?, number(budget)?);
    *known = Some(ExecutionInputs { executed, budget });
    Ok(())
}

/// What one line says of judgement.
enum JudgementPart {
    Points(String, Option<String>),
    Level(LevelInput),
    Older(WrittenParameters),
}

fn judgement_part(line: &HeaderLine, card: &RuleMetadata) -> Result<JudgementPart, Diagnostics> {
    let words: Vec<&str> = line.said.split_whitespace().collect();
    let points = |name: &str| single(line, card, name, Kind::Number, JUDGEMENT);
    match words.as_slice() {
        ["points", name] => Ok(JudgementPart::Points(points(name)?, None)),
        ["points", name, "instead", "of", other] => {
            if !input(line, card, other)?.optional {
                return Err(wrong(line, JUDGEMENT).into());
            }
            Ok(JudgementPart::Points(points(name)?, Some((*other).to_owned())))
        }
        ["level", name, "of", names] => {
            let named = card.parameters.get(*names).ok_or_else(|| unknown_parameter(line, card, names))?;
            if named.kind != ParameterKind::Texts {
                return Err(wrong(line, JUDGEMENT).into());
            }
            let input = single(line, card, name, Kind::Text, JUDGEMENT)?;
            Ok(JudgementPart::Level(LevelInput { input, names: (*names).to_owned() }))
        }
        ["older", assignments @ ..] if !assignments.is_empty() => {
            let written = assigned(line, assignments, JUDGEMENT)?;
            // What the row itself writes is kept, so nothing is missing here.
            let problems = check(line, card, &written).err().into_iter().flatten();
            let problems: Diagnostics = problems.filter(|problem| problem.code != Code::MissingParameter).collect();
            if problems.is_empty() { Ok(JudgementPart::Older(written)) } else { Err(problems) }
        }
        _ => Err(wrong(line, JUDGEMENT).into()),
    }
}

/// The parts put together; each may be there once, and none without the points.
fn joined(parts: Vec<(&HeaderLine, JudgementPart)>) -> Result<Option<JudgementInputs>, Diagnostic> {
    let Some((first, _)) = parts.first() else { return Ok(None) };
    let first = *first;
    let (mut given, mut level, mut older) = (None, None, None);
    for (line, part) in parts {
        let is_repeated = match part {
            JudgementPart::Points(points, instead) => given.replace((points, instead)).is_some(),
            JudgementPart::Level(found) => level.replace(found).is_some(),
            JudgementPart::Older(found) => older.replace(found).is_some(),
        };
        if is_repeated {
            return Err(wrong(line, JUDGEMENT));
        }
    }
    let (points, instead) = given.ok_or_else(|| wrong(first, JUDGEMENT))?;
    Ok(Some(JudgementInputs { points, instead, level, older }))
}

/// The name of an input that is no list and of this kind.
fn single(line: &HeaderLine, card: &RuleMetadata, name: &str, kind: Kind, form: &str) -> Result<String, Diagnostics> {
    let asked = input(line, card, name)?;
    if asked.kind == kind && !asked.many { Ok(name.to_owned()) } else { Err(wrong(line, form).into()) }
}

fn assigned(line: &HeaderLine, words: &[&str], form: &str) -> Result<WrittenParameters, Diagnostics> {
    let pair = |word: &&str| {
        let (name, value) = word.split_once('=').ok_or_else(|| wrong(line, form))?;
        Ok((name.to_owned(), value.to_owned()))
    };
    words.iter().map(pair).collect()
}

/// Checks parameters as if a scheme had written them, each problem at the line.
fn check(line: &HeaderLine, card: &RuleMetadata, written: &WrittenParameters) -> Result<(), Diagnostics> {
    let written: BTreeMap<String, Data> =
        written.iter().map(|(name, value)| (name.clone(), Data::Text(value.clone()))).collect();
    let checked = check_parameters(card, &written, &Places::new(line.place.clone()), &Path::top(), &Unit::parse(""));
    checked.map(|_| ()).map_err(|problems| problems.into_iter().collect())
}
