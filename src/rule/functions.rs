//! How each function that the program gives to scripts is called.

/// One way to call a function.
#[derive(Clone, Copy, Debug)]
pub struct ScriptFunction {
    /// The name.
    pub name: &'static str,
    /// The arguments as `name: type`, separated by commas.
    pub arguments: &'static str,
    /// The type of what it gives; `!` where the call ends the script.
    pub gives: &'static str,
}

impl ScriptFunction {
    const fn new(name: &'static str, arguments: &'static str, gives: &'static str) -> Self {
        Self { name, arguments, gives }
    }

    /// How many arguments it takes.
    #[must_use]
    pub fn arity(&self) -> usize {
        self.arguments.split(", ").count()
    }
}

/// All ways to call all functions; a function that can be called in two ways is there twice.
pub const FUNCTIONS: [ScriptFunction; 22] = [
    ScriptFunction::new("award", "points: number, sentence: string", "award"),
    ScriptFunction::new("award", "points: number, sentence: string, facts: map", "award"),
    ScriptFunction::new("note", "award: award, sentence: string", "award"),
    ScriptFunction::new("refuse", "sentence: string", "!"),
    ScriptFunction::new("refuse", "sentence: string, facts: map", "!"),
    ScriptFunction::new("not_applicable", "sentence: string", "!"),
    ScriptFunction::new("given", "value: ?", "bool"),
    ScriptFunction::new("min", "a: number, b: number", "number"),
    ScriptFunction::new("max", "a: number, b: number", "number"),
    ScriptFunction::new("clamp", "x: number, low: number, high: number", "number"),
    ScriptFunction::new("abs", "x: number", "number"),
    ScriptFunction::new("floor", "x: number", "number"),
    ScriptFunction::new("ceil", "x: number", "number"),
    ScriptFunction::new("is_whole", "x: number", "bool"),
    ScriptFunction::new("round", "x: number, places: number", "number"),
    ScriptFunction::new("sum", "items: list", "number"),
    ScriptFunction::new("count", "items: list", "number"),
    ScriptFunction::new("at", "items: list, position: number", "?"),
    ScriptFunction::new("band_of", "bands: list, x: number, weight: number", "map"),
    ScriptFunction::new("interpolate", "knots: list, x: number, weight: number", "number"),
    ScriptFunction::new("lookup", "entries: map, name: string", "?"),
    ScriptFunction::new("days_between", "from: day, to: day", "number"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::api::{NAMES, WRAPPERS};
    use crate::rule::host;

    /// What the engine offers is what is written here, no more and no less.
    #[test]
    fn the_engine_has_these_functions_and_no_others() {
        let engine = host::engine();
        let listed = engine.gen_fn_signatures(false);
        let is_named = |signature: &String| signature.starts_with(char::is_alphabetic);
        let mut found: Vec<(String, usize)> = listed
            .iter()
            .filter(|signature| is_named(signature))
            .filter_map(|signature| {
                let (name, rest) = signature.split_once('(')?;
                Some((name.to_owned(), rest.split(") ->").next()?.matches("_: ").count()))
            })
            .filter(|(name, _)| !WRAPPERS.contains(&name.as_str()) && !name.contains('$'))
            .collect();
        found.sort();
        found.dedup();
        let mut known: Vec<(String, usize)> =
            FUNCTIONS.iter().map(|function| (function.name.to_owned(), function.arity())).collect();
        known.sort();
        assert_eq!(found, known, "{listed:#?}");
        assert!(NAMES.iter().all(|name| FUNCTIONS.iter().any(|function| function.name == *name)));
    }
}
