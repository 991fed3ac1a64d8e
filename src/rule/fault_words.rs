//! What the script engine says in its own English, in the words of the catalogue.

use rhai::{EvalAltResult, ImmutableString};

use super::api::NAMES;
use super::syntax_words::unreadable;
use super::trouble::UsedUp;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{listed, phrase};

/// The name of a kind of value.
pub(super) fn kind(name: &str) -> Bilingual {
    match name {
        "missing" => phrase("kind-missing", &[]),
        "number" => phrase("kind-number", &[]),
        "text" => phrase("kind-text", &[]),
        "yes/no" => phrase("kind-yes-no", &[]),
        "day" => phrase("kind-day", &[]),
        "list" => phrase("kind-list", &[]),
        "mapping" => phrase("kind-mapping", &[]),
        "award" => phrase("kind-award", &[]),
        "character" => phrase("kind-character", &[]),
        _ => phrase("kind-another", &[]),
    }
}

/// The name of the kind that the engine calls so.
fn kind_of_type(name: &str) -> Bilingual {
    kind(match name {
        "()" => "missing",
        "string" => "text",
        "bool" => "yes/no",
        "array" | "list" => "list",
        "map" => "mapping",
        "day" | "award" => name,
        "char" => "character",
        _ if name.starts_with('&') => "text",
        _ if name.ends_with("Day") => "day",
        _ if name.ends_with("List") => "list",
        _ if name.contains("Award") => "award",
        _ => "number",
    })
}

/// The problem of a limit; what to do about it depends on what is used up.
pub(super) fn limit(used_up: UsedUp) -> Diagnostic {
    let (words, advice) = match used_up {
        UsedUp::Steps => (phrase("limit-steps", &[]), "loop"),
        UsedUp::Depth => (phrase("limit-depth", &[]), "loop"),
        UsedUp::Work => (phrase("limit-work", &[]), "loop"),
        UsedUp::Variables => (phrase("limit-variables", &[]), "size"),
        UsedUp::Text => (phrase("limit-text", &[]), "size"),
        UsedUp::List => (phrase("limit-list", &[]), "size"),
        UsedUp::Mapping => (phrase("limit-mapping", &[]), "size"),
        UsedUp::Facts => (phrase("limit-facts", &[]), "size"),
        UsedUp::Notes => (phrase("limit-notes", &[]), "size"),
    };
    Diagnostic::new(Code::ScriptLimit).fact(advice, words.en.clone()).said("detail", words)
}

/// Why a script stopped, where the engine itself says so.
pub(super) fn stopped(error: &EvalAltResult) -> Diagnostic {
    let words = match error {
        EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(..) => return limit(UsedUp::Steps),
        EvalAltResult::ErrorStackOverflow(_) => return limit(UsedUp::Depth),
        EvalAltResult::ErrorTooManyVariables(_) => return limit(UsedUp::Variables),
        EvalAltResult::ErrorDataTooLarge(what, _) => {
            return limit(match what.as_str() {
                what if what.contains("string") => UsedUp::Text,
                what if what.contains("array") => UsedUp::List,
                _ => UsedUp::Mapping,
            });
        }
        EvalAltResult::ErrorFor(_) => phrase("script-for", &[]),
        EvalAltResult::ErrorMismatchDataType(wanted, found, _) if wanted.contains("bool") => {
            phrase("script-needs-yes-no", &[("kind", kind_of_type(found))])
        }
        EvalAltResult::ErrorMismatchDataType(_, found, _) => phrase("script-no-key", &[("kind", kind_of_type(found))]),
        EvalAltResult::ErrorMismatchOutputType(..) => phrase("script-wrong-kind", &[]),
        EvalAltResult::ErrorIndexingType(what, _) => {
            let holder = what.split(" [").next().unwrap_or_default();
            phrase("script-no-items", &[("kind", kind_of_type(holder))])
        }
        EvalAltResult::ErrorDotExpr(what, _) => match what.split('\'').nth(1) {
            Some(name) => phrase("script-no-property", &[("name", same(name))]),
            None => phrase("script-stopped", &[]),
        },
        EvalAltResult::ErrorPropertyNotFound(name, _) => phrase("script-no-property", &[("name", same(name))]),
        EvalAltResult::ErrorIndexNotFound(name, _) => match name.read_lock::<ImmutableString>() {
            Some(name) => phrase("script-no-property", &[("name", same(&name))]),
            None => phrase("script-stopped", &[]),
        },
        EvalAltResult::ErrorVariableNotFound(name, _) => phrase("script-no-variable", &[("name", same(name))]),
        EvalAltResult::ErrorVariableExists(name, _) => phrase("script-twice", &[("name", same(name))]),
        EvalAltResult::ErrorForbiddenVariable(name, _) => phrase("script-reserved", &[("name", same(name))]),
        EvalAltResult::ErrorAssignmentToConstant(name, _)
        | EvalAltResult::ErrorNonPureMethodCallOnConstant(name, _) => {
            phrase("script-constant", &[("name", same(name))])
        }
        EvalAltResult::ErrorArrayBounds(count, at, _) | EvalAltResult::ErrorStringBounds(count, at, _) => {
            phrase("script-bounds", &[("count", same(&count.to_string())), ("at", same(&at.to_string()))])
        }
        EvalAltResult::ErrorFunctionNotFound(signature, _) => no_function(signature),
        EvalAltResult::ErrorParsing(kind, _) => unreadable(kind),
        // Words for what only other settings of the engine can say.
        _ => phrase("script-stopped", &[]),
    };
    Diagnostic::new(Code::ScriptError).said("detail", words)
}

/// A function that is not there, or not for these arguments.
fn no_function(signature: &str) -> Bilingual {
    let (name, arguments) = signature.split_once(" (").unwrap_or((signature, ""));
    let known = Bilingual::same(name);
    if !NAMES.contains(&name) {
        return phrase("script-no-function", &[("name", known)]);
    }
    let arguments = arguments.trim_end_matches(')').replace("&str | ImmutableString | String", "string");
    let kinds: Vec<Bilingual> = arguments.split(", ").map(kind_of_type).collect();
    phrase("script-arguments", &[("name", known), ("kinds", listed(&kinds))])
}

fn same(text: &str) -> Bilingual {
    Bilingual::same(text)
}
