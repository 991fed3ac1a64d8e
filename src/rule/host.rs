//! The host of scripts: a Rhai engine in which a guest can compute, and nothing else.

use std::sync::LazyLock;

use rhai::{Engine, OptimizationLevel, Token};

use super::affine::Affine;
use super::quantity::Quantity;
use super::{api, operators};
use crate::numeric::Number;

/// How many steps one call may take.
pub const MAX_OPERATIONS: u64 = 100_000;
/// How deep functions may call each other.
pub const MAX_CALLS: usize = 16;
/// How deep an expression may nest, at the top of a script and inside a function.
pub const MAX_DEPTH: (usize, usize) = (64, 48);
/// How long a text may be, in bytes.
pub const MAX_TEXT: usize = 16_384;
/// How many items a list may have.
pub const MAX_ITEMS: usize = 1_024;
/// How many entries a mapping may have, with everything in it.
pub const MAX_ENTRIES: usize = 1_024;

/// What scripts may not use, beyond what is never registered (files, network, clock, random numbers).
pub const FORBIDDEN: [&str; 19] = [
    "eval",
    "import",
    "export",
    "print",
    "debug",
    "throw",
    "try",
    "catch",
    "**",
    "**=",
    "Fn",
    "call",
    "curry",
    "is_shared",
    "type_of",
    "+=",
    "-=",
    "*=",
    "/=",
];

/// The engine in which a row's weight is a symbol; made when the first curve is asked for.
static AFFINE: LazyLock<Engine> = LazyLock::new(engine_of::<Affine>);

/// A kind of quantity that scripts run on.
pub(crate) trait Hosted: Quantity {
    /// Whether numbers of this kind depend on a weight that is left open.
    const IS_SYMBOL: bool;

    /// The engine for this kind; `own` is that of the rule, for plain numbers.
    fn engine(own: &Engine) -> &Engine;
}

impl Hosted for Number {
    const IS_SYMBOL: bool = false;

    fn engine(own: &Engine) -> &Engine {
        own
    }
}

impl Hosted for Affine {
    const IS_SYMBOL: bool = true;

    fn engine(_: &Engine) -> &Engine {
        &AFFINE
    }
}

/// A new engine that computes with plain numbers.
pub(super) fn engine() -> Engine {
    engine_of::<Number>()
}

/// A new engine with every limit set: Rhai's own defaults differ between debug and release builds.
fn engine_of<Q: Quantity>() -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_iterator::<rhai::Array>();
    free_words(&mut engine);
    for symbol in FORBIDDEN {
        engine.disable_symbol(symbol);
    }
    engine
        .set_max_operations(MAX_OPERATIONS)
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_DEPTH.0, MAX_DEPTH.1)
        .set_max_variables(128)
        .set_max_functions(64)
        .set_max_modules(0)
        .set_max_string_size(MAX_TEXT)
        .set_max_array_size(MAX_ITEMS)
        .set_max_map_size(MAX_ENTRIES)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_fast_operators(false)
        .set_optimization_level(OptimizationLevel::None);
    operators::register::<Q>(&mut engine);
    api::register::<Q>(&mut engine);
    engine
}

/// Words that Rhai keeps for itself without using them: `case` is what a rule is asked about, `default` what a parameter
/// is worth where a scheme does not say.
#[expect(deprecated, reason = "Rhai marks the token hook as liable to change; there is no other way to the words")]
fn free_words(engine: &mut Engine) {
    engine.on_parse_token(|token, _, _| match token {
        Token::Reserved(word) if matches!(word.as_str(), "case" | "default") => Token::Identifier(word),
        other => other,
    });
}
