//! Calls of functions of a script: within their limits, and with what stopped them.

use std::sync::Arc;

use rhai::{CallFnOptions, Dynamic, Engine, EvalAltResult, FuncArgs, Scope};

use super::quantity::Quantity;
use super::script_code::ScriptCode;
use super::trouble::Trouble;
use super::{fault, host, work};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::messages::phrase;

/// Where a function is defined; the beginning of the script where it is not.
pub(super) fn place_of(source: &Arc<Source>, function: &str) -> Place {
    let part = format!("fn {function}");
    match source.text().find(&part) {
        Some(at) => Place::new(source, at..at.saturating_add(part.len())),
        None => Place::start_of(source),
    }
}

/// A call that stopped: the problem, and what a native function of ours said.
pub(super) struct StoppedCall {
    pub diagnostic: Diagnostic,
    pub trouble: Option<Trouble>,
}

/// Calls a function; `arguments` makes what it is given, a second time where the script met a limit and has to be
/// followed to the statement that did.
pub(super) fn invoke<Q: Quantity, A: FuncArgs>(
    engine: &Engine,
    code: &ScriptCode,
    function: &str,
    arguments: impl Fn() -> A,
) -> Result<Dynamic, StoppedCall> {
    work::begin(work::MAX_ITEMS.0);
    call(engine, code, function, arguments()).map_err(|error| {
        let (diagnostic, trouble) = fault::runtime(|position| code.place(position), &error);
        let place = fault::is_limit(&error).then(|| {
            host::limit_place::<Q>(code, |engine, marked| {
                work::begin(work::MAX_ITEMS.0);
                let _ = call(engine, marked, function, arguments());
            })
        });
        StoppedCall { diagnostic: diagnostic.at(place.flatten()), trouble }
    })
}

/// What a script tells of itself.
pub(super) fn told(code: &ScriptCode, function: &str) -> Result<Dynamic, Diagnostic> {
    work::begin(work::MAX_ITEMS.1);
    call(host::declaring(), code, function, ()).map_err(|error| {
        let (diagnostic, trouble) = fault::runtime(|position| code.place(position), &error);
        if !fault::is_limit(&error) && !matches!(trouble, Some(Trouble::Limit(_))) {
            return diagnostic;
        }
        let detail = phrase("limit-declaration", &[("function", Bilingual::same(function))]);
        let limit = Diagnostic::new(Code::ScriptLimit).said("detail", detail).fact("entries", work::MAX_ITEMS.1);
        limit.at(place_of(&code.source, function))
    })
}

fn call(
    engine: &Engine,
    code: &ScriptCode,
    function: &str,
    arguments: impl FuncArgs,
) -> Result<Dynamic, Box<EvalAltResult>> {
    let options = CallFnOptions::new().eval_ast(false);
    engine.call_fn_with_options::<Dynamic>(options, &mut Scope::new(), &code.ast, function, arguments)
}
