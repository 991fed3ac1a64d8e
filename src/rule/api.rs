//! The functions that a script may call: this list is all there is.

use rhai::{Dynamic, Engine, ImmutableString, Map};

use super::argument::{list, mapping, read};
use super::operators::{Answer, Trouble, raised};
use super::quantity::Quantity;
use super::table;
use crate::day::Day;
use crate::numeric::{Mode, Rounding};

/// What a script awards, before anybody has looked at it.
#[derive(Clone, Debug)]
pub(super) struct Award<Q> {
    /// The points.
    pub points: Q,
    /// The name of the sentence that explains them.
    pub branch: String,
    /// What fills the sentence besides the case.
    pub facts: Map,
    /// Names of further sentences a person should read.
    pub notes: Vec<String>,
}

/// Registers all functions on quantities of one kind.
pub(super) fn register<Q: Quantity>(engine: &mut Engine) {
    engine.register_type_with_name::<Award<Q>>("award");
    engine.register_type_with_name::<Day>("day");
    engine.register_fn("award", |points: Dynamic, branch: &str| award::<Q>(&points, branch, Map::new()));
    engine.register_fn("award", |points: Dynamic, branch: &str, facts: Map| award::<Q>(&points, branch, facts));
    engine.register_fn("note", note::<Q>);
    engine.register_fn("refuse", |key: &str| refuse(key, Map::new()));
    engine.register_fn("refuse", refuse);
    engine.register_fn("not_applicable", not_applicable);
    engine.register_fn("given", |value: Dynamic| !value.is_unit());

    engine.register_fn("min", |a: Dynamic, b: Dynamic| -> Answer<Q> {
        raised(read::<Q>("min", &a)?.lower(&read("min", &b)?))
    });
    engine.register_fn("max", |a: Dynamic, b: Dynamic| -> Answer<Q> {
        raised(read::<Q>("max", &a)?.higher(&read("max", &b)?))
    });
    engine.register_fn("clamp", |x: Dynamic, low: Dynamic, high: Dynamic| -> Answer<Q> {
        raised(raised(read::<Q>("clamp", &x)?.higher(&read("clamp", &low)?))?.lower(&read("clamp", &high)?))
    });
    engine.register_fn("abs", |x: Dynamic| -> Answer<Q> { raised(read::<Q>("abs", &x)?.absolute()) });
    engine.register_fn("floor", |x: Dynamic| -> Answer<Q> { raised(read::<Q>("floor", &x)?.floor()) });
    engine.register_fn("ceil", |x: Dynamic| -> Answer<Q> { raised(read::<Q>("ceil", &x)?.ceiling()) });
    engine.register_fn("is_whole", |x: Dynamic| -> Answer<bool> { raised(read::<Q>("is_whole", &x)?.is_whole()) });
    engine.register_fn("round", |x: Dynamic, places: i64| round::<Q>(&x, places));

    engine.register_fn("sum", |items: Dynamic| -> Answer<Q> {
        list("sum", &items)?.iter().try_fold(Q::zero(), |sum, item| raised(sum.plus(&read("sum", item)?)))
    });
    engine.register_fn("count", |items: Dynamic| -> Answer<i64> {
        Ok(i64::try_from(list("count", &items)?.len()).unwrap_or(i64::MAX))
    });
    engine.register_fn("at", |items: Dynamic, position: Dynamic| -> Answer<Dynamic> {
        let items = list("at", &items)?;
        let position: Q = read("at", &position)?;
        let position = raised(position.plain("at"))?;
        let item = position.to_i64().and_then(|at| usize::try_from(at).ok()).and_then(|at| items.get(at).cloned());
        item.ok_or_else(|| Trouble::Argument(format!("at: {position} of {}", items.len())).raise())
    });

    engine.register_fn("band_of", |bands: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Map> {
        table::band_of::<Q>(&list("band_of", &bands)?, &read("band_of", &x)?, &read("band_of", &weight)?)
    });
    engine.register_fn("interpolate", |knots: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Q> {
        table::interpolate::<Q>(
            &list("interpolate", &knots)?,
            &read("interpolate", &x)?,
            &read("interpolate", &weight)?,
        )
    });
    engine.register_fn("lookup", |entries: Dynamic, name: ImmutableString| -> Answer<Dynamic> {
        let entries = mapping("lookup", &entries)?;
        entries.get(name.as_str()).cloned().ok_or_else(|| {
            let known: Vec<&str> = entries.keys().map(|key| key.as_str()).collect();
            Trouble::Argument(format!("`{name}` ∉ {{{}}}", known.join(", "))).raise()
        })
    });

    engine.register_fn("days_between", |from: Day, to: Day| from.days_until(to));
    engine.register_fn("<", |a: Day, b: Day| a < b);
    engine.register_fn("<=", |a: Day, b: Day| a <= b);
    engine.register_fn(">", |a: Day, b: Day| a > b);
    engine.register_fn(">=", |a: Day, b: Day| a >= b);
    engine.register_fn("==", |a: Day, b: Day| a == b);
}

/// The number half-up to so many places.
pub(super) fn round<Q: Quantity>(x: &Dynamic, places: i64) -> Answer<Q> {
    let places = u32::try_from(places).ok().filter(|places| *places <= 12);
    let places = places.ok_or_else(|| Trouble::Argument("round: places 0..=12".to_owned()).raise())?;
    raised(read::<Q>("round", x)?.rounded(Rounding { places, mode: Mode::HalfUp }))
}

/// An award with nothing noted yet.
pub(super) fn award<Q: Quantity>(points: &Dynamic, branch: &str, facts: Map) -> Answer<Award<Q>> {
    Ok(Award { points: read("award", points)?, branch: branch.to_owned(), facts, notes: Vec::new() })
}

/// The award with one more remark.
pub(super) fn note<Q>(mut award: Award<Q>, key: &str) -> Award<Q> {
    award.notes.push(key.to_owned());
    award
}

/// The refusal of a case.
pub(super) fn refuse(key: &str, facts: Map) -> Answer<Dynamic> {
    Err(Trouble::Refused(key.to_owned(), facts).raise())
}

/// The answer that the row does not apply.
pub(super) fn not_applicable(key: &str) -> Answer<Dynamic> {
    Err(Trouble::NotApplicable(key.to_owned()).raise())
}
