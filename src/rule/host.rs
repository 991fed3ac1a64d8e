//! The host of scripts: a Rhai engine in which a guest can compute, and nothing else.

use std::sync::LazyLock;

use rhai::{Engine, OptimizationLevel, Token};

use super::affine::Affine;
use super::allowed::FORBIDDEN;
use super::open_input;
use super::quantity::Quantity;
use super::script_code::ScriptCode;
use super::symbolic::Symbol;
use super::work::MAX_ITEMS;
use super::{api, operators, work};
use crate::location::Place;
use crate::numeric::Number;

/// How many steps of the script engine remembering a statement takes.
const STEPS_OF_A_MARK: u64 = 3;

/// How deep functions may call each other.
pub const MAX_CALLS: usize = 16;
/// How deep an expression may nest, at the top of a script and inside a function.
pub const MAX_DEPTH: (usize, usize) = (64, 48);

/// What one call may use, besides the work of native functions.
struct Limits {
    /// How many steps it may take.
    operations: u64,
    /// How long a text may be, in bytes, and all texts in a mapping together.
    text: usize,
    /// How many items a list may have while it is written.
    items: usize,
    /// How many entries a mapping may have, with everything in it but lists.
    entries: usize,
}

/// What scoring a row may use.
const SCORING: Limits = Limits { operations: 100_000, text: 16_384, items: MAX_ITEMS.0, entries: 128 };

/// What a script may use to tell of itself: its examples are many, and are read once.
const DECLARING: Limits = Limits { operations: 1_000_000, text: 1 << 20, items: MAX_ITEMS.1, entries: MAX_ITEMS.1 };

/// The engine in which a row's weight is a symbol; made when the first curve is asked for.
static AFFINE: LazyLock<Engine> = LazyLock::new(|| engine_of::<Affine>(&SCORING));

/// The engine in which the figures of a row are symbols; made when the first plan is asked for.
static SYMBOLIC: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = engine_of::<Symbol>(&SCORING);
    open_input::register(&mut engine);
    engine
});

/// The engine in which scripts tell of themselves.
static DECLARING_ENGINE: LazyLock<Engine> = LazyLock::new(|| engine_of::<Number>(&DECLARING));

/// A kind of quantity that scripts run on.
pub(crate) trait Hosted: Quantity {
    /// Whether numbers of this kind leave something open.
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

impl Hosted for Symbol {
    const IS_SYMBOL: bool = true;

    fn engine(_: &Engine) -> &Engine {
        &SYMBOLIC
    }
}

/// A new engine that computes with plain numbers.
pub(super) fn engine() -> Engine {
    engine_of::<Number>(&SCORING)
}

/// The engine in which scripts tell of themselves.
pub(super) fn declaring() -> &'static Engine {
    &DECLARING_ENGINE
}

/// Where a call met a limit: the statement that began last. `call` makes the call once more, with a script that remembers
/// its statements; what that costs is not counted.
pub(super) fn limit_place<Q: Quantity>(code: &ScriptCode, call: impl FnOnce(&Engine, &ScriptCode)) -> Option<Place> {
    let mut engine = engine_of::<Q>(&Limits { operations: 0, ..SCORING });
    engine.on_progress(|steps| {
        let own = steps.saturating_sub(work::marked().1.saturating_mul(STEPS_OF_A_MARK));
        (own > SCORING.operations).then_some(rhai::Dynamic::UNIT)
    });
    let (marked, marks) = code.marked(&engine)?;
    call(&engine, &marked);
    marks.get(work::marked().0).cloned()
}

/// A new engine with every limit set: Rhai's own defaults differ between debug and release builds.
fn engine_of<Q: Quantity>(limits: &Limits) -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_iterator::<rhai::Array>();
    free_words(&mut engine);
    for symbol in FORBIDDEN {
        engine.disable_symbol(symbol);
    }
    engine
        .set_max_operations(limits.operations)
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_DEPTH.0, MAX_DEPTH.1)
        .set_max_variables(128)
        .set_max_functions(64)
        .set_max_modules(0)
        .set_max_string_size(limits.text)
        .set_max_array_size(limits.items)
        .set_max_map_size(limits.entries)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        .set_allow_anonymous_fn(false)
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
