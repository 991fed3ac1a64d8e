//! The functions that a script may call: this list is all there is.

use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext, Position};

use super::argument::{self, list, mapping, read, unfit};
use super::kind::{Award, quantity_in};
use super::large_map::LargeMap;
use super::list::List;
use super::quantity::Quantity;
use super::table;
use super::trouble::{Answer, Trouble, UsedUp, raised};
use super::work::{self, charge, charge_numbers};
use crate::day::Day;
use crate::numeric::{Mode, Number, Rounding};

/// The names of all functions that a script may call besides its own; no script may give one of them another meaning.
pub const NAMES: [&str; 20] = [
    "award",
    "note",
    "refuse",
    "not_applicable",
    "given",
    "min",
    "max",
    "clamp",
    "abs",
    "floor",
    "ceil",
    "is_whole",
    "round",
    "sum",
    "count",
    "at",
    "band_of",
    "interpolate",
    "lookup",
    "days_between",
];

/// Looks at what a `switch` chooses by.
pub(super) const WORD_OF: &str = "word_of";
/// Writes what stands in the `${…}` of a text.
pub(super) const TEXT_OF: &str = "text_of";
/// Makes a list of the items in brackets.
pub(super) const LIST_OF: &str = "list_of";
/// Remembers the statement that begins; only for finding out where a limit was met.
pub(super) const MARK: &str = "mark_of";

/// What is put around parts of a script when it is compiled, and no script may name.
pub(super) const WRAPPERS: [&str; 4] = [WORD_OF, TEXT_OF, LIST_OF, MARK];

/// How many notes an award may carry.
pub(super) const MAX_NOTES: usize = 16;

/// Registers all functions on quantities of one kind.
pub(super) fn register<Q: Quantity>(engine: &mut Engine) {
    engine.register_type_with_name::<Award<Q>>("award");
    engine.register_type_with_name::<Day>("day");
    engine.register_type_with_name::<List>("list");
    engine.register_type_with_name::<LargeMap>("map");
    engine.register_iterator::<List>();
    engine.register_fn("award", |context: NativeCallContext<'_>, points: Dynamic, branch: &str| {
        award::<Q>(&points, branch, Map::new(), context.call_position())
    });
    engine.register_fn("award", |context: NativeCallContext<'_>, points: Dynamic, branch: &str, facts: Map| {
        award::<Q>(&points, branch, facts, context.call_position())
    });
    engine.register_fn("note", note::<Q>);
    engine.register_fn("refuse", |key: &str| refuse::<Q>(key, Map::new()));
    engine.register_fn("refuse", refuse::<Q>);
    engine.register_fn("not_applicable", not_applicable);
    engine.register_fn("given", |value: Dynamic| !value.is_unit());

    engine.register_fn(WORD_OF, word_of::<Q>);
    engine.register_fn(TEXT_OF, text_of::<Q>);
    engine.register_fn(LIST_OF, list_of);
    engine.register_fn(MARK, work::mark);
    numbers::<Q>(engine);
    lists::<Q>(engine);
    engine.register_fn("days_between", |from: Day, to: Day| Q::exactly(Number::from(from.days_until(to))));
}

/// Functions of single numbers.
fn numbers<Q: Quantity>(engine: &mut Engine) {
    engine.register_fn("min", |a: Dynamic, b: Dynamic| -> Answer<Q> { lower(&read("min", &a)?, &read("min", &b)?) });
    engine.register_fn("max", |a: Dynamic, b: Dynamic| -> Answer<Q> { higher(&read("max", &a)?, &read("max", &b)?) });
    engine.register_fn("clamp", |x: Dynamic, low: Dynamic, high: Dynamic| -> Answer<Q> {
        lower(&higher(&read("clamp", &x)?, &read("clamp", &low)?)?, &read("clamp", &high)?)
    });
    engine.register_fn("abs", |x: Dynamic| -> Answer<Q> { raised(read::<Q>("abs", &x)?.absolute()) });
    engine.register_fn("floor", |x: Dynamic| -> Answer<Q> { raised(single::<Q>("floor", &x)?.floor()) });
    engine.register_fn("ceil", |x: Dynamic| -> Answer<Q> { raised(single::<Q>("ceil", &x)?.ceiling()) });
    engine.register_fn("is_whole", |x: Dynamic| -> Answer<bool> { raised(single::<Q>("is_whole", &x)?.is_whole()) });
    engine.register_fn("round", |x: Dynamic, places: Dynamic| round::<Q>(&x, &places));
}

/// Functions of lists and tables.
fn lists<Q: Quantity>(engine: &mut Engine) {
    engine.register_fn("sum", |items: Dynamic| -> Answer<Q> {
        let items = list::<Q>("sum", &items)?;
        // Each item is looked at and added.
        charge(items.len().saturating_mul(2))?;
        items.iter().try_fold(Q::zero(), |sum, item| {
            let item: Q = read("sum", item)?;
            charge_numbers(sum.now(), item.now())?;
            raised(sum.plus(&item))
        })
    });
    engine.register_fn("count", |items: Dynamic| -> Answer<Q> {
        let count = i64::try_from(list::<Q>("count", &items)?.len()).unwrap_or(i64::MAX);
        Ok(Q::exactly(Number::from(count)))
    });
    engine.register_fn("at", |items: Dynamic, position: Dynamic| -> Answer<Dynamic> {
        item::<Q>(&list::<Q>("at", &items)?, &position)
    });
    engine.register_indexer_get(|list: &mut List, position: Dynamic| item::<Q>(list.items(), &position));
    engine.register_indexer_get(|entries: &mut LargeMap, name: ImmutableString| entry(entries, &name));
    engine.register_fn("band_of", |bands: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Map> {
        table::band_of::<Q>(&list::<Q>("band_of", &bands)?, &read("band_of", &x)?, &read("band_of", &weight)?)
    });
    engine.register_fn("interpolate", |knots: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Q> {
        table::interpolate::<Q>(
            &list::<Q>("interpolate", &knots)?,
            &read("interpolate", &x)?,
            &read("interpolate", &weight)?,
        )
    });
    engine.register_fn("lookup", |entries: Dynamic, name: ImmutableString| -> Answer<Dynamic> {
        entry(&*mapping::<Q>("lookup", &entries)?, &name)
    });
}

/// The entry of that name.
fn entry(entries: &Map, name: &str) -> Answer<Dynamic> {
    entries.get(name).cloned().ok_or_else(|| {
        let known: Vec<&str> = entries.keys().map(|key| key.as_str()).collect();
        Trouble::Argument(format!("`{name}` ∉ {{{}}}", known.join(", "))).raise()
    })
}

fn lower<Q: Quantity>(a: &Q, b: &Q) -> Answer<Q> {
    charge_numbers(a.now(), b.now())?;
    raised(a.lower(b))
}

fn higher<Q: Quantity>(a: &Q, b: &Q) -> Answer<Q> {
    charge_numbers(a.now(), b.now())?;
    raised(a.higher(b))
}

/// The number in the only argument of the function `name`.
fn single<Q: Quantity>(name: &'static str, value: &Dynamic) -> Answer<Q> {
    let number: Q = read(name, value)?;
    charge_numbers(number.now(), number.now())?;
    Ok(number)
}

/// The item at a position, counted from 0.
fn item<Q: Quantity>(items: &[Dynamic], position: &Dynamic) -> Answer<Dynamic> {
    let position: Q = read("at", position)?;
    let position = raised(position.plain("at"))?;
    let item = position.to_i64().and_then(|at| usize::try_from(at).ok()).and_then(|at| items.get(at).cloned());
    item.ok_or_else(|| Trouble::Argument(format!("at: {position} ≥ {}", items.len())).raise())
}

/// What a `switch` chooses by: a text or yes/no. Rhai compares by hash, so that no number would ever match.
fn word_of<Q: Quantity>(value: Dynamic) -> Answer<Dynamic> {
    if value.is_string() || value.is_bool() { Ok(value) } else { Err(unfit::<Q>("switch", &value)) }
}

/// A text or a number as a text has it.
fn text_of<Q: Quantity>(value: Dynamic) -> Answer<Dynamic> {
    if let Some(number) = quantity_in::<Q>(&value) {
        return Ok(Dynamic::from(raised(number.plain("${…}"))?.to_string()));
    }
    if value.is_string() { Ok(value) } else { Err(unfit::<Q>("${…}", &value)) }
}

/// The list of the items, which takes no more than a call may hold.
fn list_of(items: Array) -> Answer<List> {
    charge(items.len())?;
    let list = List::from_iter(items);
    if list.total() > work::most_items() { Err(Trouble::Limit(UsedUp::List).raise()) } else { Ok(list) }
}

/// The number half-up to so many places.
pub(super) fn round<Q: Quantity>(x: &Dynamic, places: &Dynamic) -> Answer<Q> {
    let rounding = Rounding { places: round_places::<Q>(places)?, mode: Mode::HalfUp };
    raised(single::<Q>("round", x)?.rounded(rounding))
}

/// How many decimals `round` is asked for.
pub(super) fn round_places<Q: Quantity>(places: &Dynamic) -> Answer<u32> {
    let places: Q = read("round", places)?;
    let places = raised(places.plain("round"))?.to_i64().and_then(|places| u32::try_from(places).ok());
    let places = places.filter(|places| *places <= 12);
    places.ok_or_else(|| Trouble::Argument("round: 0–12".to_owned()).raise())
}

/// An award with nothing noted yet, by a call that stands there.
pub(super) fn award<Q: Quantity>(points: &Dynamic, branch: &str, facts: Map, at: Position) -> Answer<Award<Q>> {
    let facts = argument::facts::<Q>("award", facts)?;
    Ok(Award { points: read("award", points)?, branch: branch.to_owned(), facts, notes: Vec::new(), at })
}

/// The award with one more remark.
pub(super) fn note<Q>(mut award: Award<Q>, key: &str) -> Answer<Award<Q>> {
    if award.notes.len() >= MAX_NOTES {
        return Err(Trouble::Limit(UsedUp::Notes).raise());
    }
    charge(award.facts.len().saturating_add(award.notes.len()))?;
    award.notes.push(key.to_owned());
    Ok(award)
}

/// The refusal of a case.
pub(super) fn refuse<Q: Quantity>(key: &str, facts: Map) -> Answer<Dynamic> {
    Err(Trouble::Refused(key.to_owned(), argument::facts::<Q>("refuse", facts)?).raise())
}

/// The answer that the row does not apply.
pub(super) fn not_applicable(key: &str) -> Answer<Dynamic> {
    Err(Trouble::NotApplicable(key.to_owned()).raise())
}
