//! A host that records what a script compares with what, and which of its calls give an answer.
//!
//! Only tests of rules run in it; scoring uses the plain host, so recording costs scoring nothing.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rhai::{Dynamic, Engine, Map, NativeCallContext, Position};
use rust_decimal::Decimal;

use super::api;
use super::argument::{list, read};
use super::kind::{Award, quantity_in};
use super::operators::{COMPARISONS, DAY_COMPARISONS, Numeric};
use super::script_code::ScriptCode;
use super::trouble::Answer;
use super::work::charge_numbers;
use super::{host, table};
use crate::day::Day;
use crate::numeric::Number;

/// A line and column of a script, both from 1.
type At = (usize, usize);

/// What was recorded.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Numbers that were compared, by an operator or by `min`, `max`, `clamp`, `band_of` or `interpolate`: where, and
    /// both sides.
    pub compared: Vec<(At, Number, Number)>,
    /// Where an award, a note, a refusal or "not applicable" was reached.
    pub reached: BTreeSet<At>,
}

/// What one host recorded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorder {
    seen: Arc<Mutex<Observation>>,
    /// The script that runs, which knows the places of what it was compiled to.
    code: Option<ScriptCode>,
}

impl Recorder {
    /// The recorder of this script.
    pub(super) fn of(self, code: ScriptCode) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Hands over what was recorded since the last time.
    pub fn take(&self) -> Observation {
        let mut seen = std::mem::take(&mut *self.seen());
        if let Some(code) = &self.code {
            for (at, ..) in &mut seen.compared {
                *at = code.origin(*at);
            }
            seen.reached = seen.reached.into_iter().map(|at| code.origin(at)).collect();
        }
        seen
    }

    fn seen(&self) -> MutexGuard<'_, Observation> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn compared(&self, context: &NativeCallContext<'_>, left: Number, right: Number) {
        let at = at(context.call_position());
        self.seen().compared.push((at, left, right));
    }

    /// Records all edges of bands or knots, whichever of them decided.
    fn edges(&self, context: &NativeCallContext<'_>, entries: &[Dynamic], x: &Number) {
        for entry in entries {
            let Some(entry) = entry.read_lock::<Map>() else { continue };
            for edge in ["from", "to", "x"].iter().filter_map(|key| entry.get(*key).and_then(quantity_in)) {
                self.compared(context, x.clone(), edge);
            }
        }
    }

    fn reached(&self, context: &NativeCallContext<'_>) {
        let at = at(context.call_position());
        self.seen().reached.insert(at);
    }
}

fn at(position: Position) -> At {
    (position.line().unwrap_or(1), position.position().unwrap_or(1))
}

/// A host as every script has it, and its recorder.
pub(super) fn engine() -> (Engine, Recorder) {
    let (mut engine, recorder) = (host::engine(), Recorder::default());
    pair::<i64, i64>(&mut engine, &recorder);
    pair::<i64, Decimal>(&mut engine, &recorder);
    pair::<i64, Number>(&mut engine, &recorder);
    pair::<Decimal, i64>(&mut engine, &recorder);
    pair::<Decimal, Decimal>(&mut engine, &recorder);
    pair::<Decimal, Number>(&mut engine, &recorder);
    pair::<Number, i64>(&mut engine, &recorder);
    pair::<Number, Decimal>(&mut engine, &recorder);
    pair::<Number, Number>(&mut engine, &recorder);
    days(&mut engine, &recorder);
    extremes(&mut engine, &recorder);
    roundings(&mut engine, &recorder);
    tables(&mut engine, &recorder);
    answers(&mut engine, &recorder);
    (engine, recorder)
}

fn pair<A: Numeric<Number>, B: Numeric<Number>>(engine: &mut Engine, recorder: &Recorder) {
    for (name, wanted) in COMPARISONS {
        let recorder = recorder.clone();
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: A, b: B| -> Answer<bool> {
            let (a, b) = (a.quantity(), b.quantity());
            charge_numbers(&a, &b)?;
            let holds = wanted.contains(&a.cmp(&b));
            recorder.compared(&context, a, b);
            Ok(holds)
        });
    }
}

/// Days are compared as the days between them and none.
fn days(engine: &mut Engine, recorder: &Recorder) {
    for (name, comparison) in DAY_COMPARISONS {
        let recorder = recorder.clone();
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Day, b: Day| {
            recorder.compared(&context, Number::from(b.days_until(a)), Number::zero());
            comparison(a, b)
        });
    }
}

fn extremes(engine: &mut Engine, recorder: &Recorder) {
    for name in ["min", "max"] {
        let recorder = recorder.clone();
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Dynamic, b: Dynamic| -> Answer<Number> {
            let (a, b) = (read::<Number>(name, &a)?, read::<Number>(name, &b)?);
            recorder.compared(&context, a.clone(), b.clone());
            Ok(if name == "min" { a.min(b) } else { a.max(b) })
        });
    }
    let recorder = recorder.clone();
    let clamp = move |context: NativeCallContext<'_>, x: Dynamic, low: Dynamic, high: Dynamic| -> Answer<Number> {
        let (x, low, high) =
            (read::<Number>("clamp", &x)?, read::<Number>("clamp", &low)?, read::<Number>("clamp", &high)?);
        recorder.compared(&context, x.clone(), low.clone());
        recorder.compared(&context, x.clone(), high.clone());
        Ok(x.max(low).min(high))
    };
    engine.register_fn("clamp", clamp);
}

/// `floor` and `ceil` turn at whole numbers, `round` half-way between two numbers that it gives.
fn roundings(engine: &mut Engine, recorder: &Recorder) {
    for name in ["floor", "ceil"] {
        let recorder = recorder.clone();
        engine.register_fn(name, move |context: NativeCallContext<'_>, x: Dynamic| -> Answer<Number> {
            let x = read::<Number>(name, &x)?;
            recorder.compared(&context, x.clone(), x.floor());
            recorder.compared(&context, x.clone(), x.ceiling());
            Ok(if name == "floor" { x.floor() } else { x.ceiling() })
        });
    }
    let recorder = recorder.clone();
    engine.register_fn("round", move |context: NativeCallContext<'_>, x: Dynamic, places: Dynamic| -> Answer<Number> {
        let rounded = api::round::<Number>(&x, &places)?;
        let places = api::round_places::<Number>(&places)?;
        if let (Some(x), Some(gap)) = (quantity_in::<Number>(&x), half_step(places)) {
            for halfway in [rounded.subtract(&gap), rounded.add(&gap)].into_iter().flatten() {
                recorder.compared(&context, x.clone(), halfway);
            }
        }
        Ok(rounded)
    });
}

/// Half of one unit of the last of so many decimals.
fn half_step(places: u32) -> Option<Number> {
    Number::last_place(places).and_then(|place| place.divide(&Number::from(2))).ok()
}

fn tables(engine: &mut Engine, recorder: &Recorder) {
    let own = recorder.clone();
    let band_of = move |context: NativeCallContext<'_>, bands: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Map> {
        let bands = list::<Number>("band_of", &bands)?;
        let x = read::<Number>("band_of", &x)?;
        own.edges(&context, &bands, &x);
        table::band_of(&bands, &x, &read::<Number>("band_of", &weight)?)
    };
    engine.register_fn("band_of", band_of);
    let own = recorder.clone();
    let line = move |context: NativeCallContext<'_>, knots: Dynamic, x: Dynamic, weight: Dynamic| -> Answer<Number> {
        let knots = list::<Number>("interpolate", &knots)?;
        let x = read::<Number>("interpolate", &x)?;
        own.edges(&context, &knots, &x);
        table::interpolate(&knots, &x, &read::<Number>("interpolate", &weight)?)
    };
    engine.register_fn("interpolate", line);
}

fn answers(engine: &mut Engine, recorder: &Recorder) {
    let own = recorder.clone();
    engine.register_fn("award", move |context: NativeCallContext<'_>, points: Dynamic, branch: &str| {
        own.reached(&context);
        api::award::<Number>(&points, branch, Map::new(), context.call_position())
    });
    let own = recorder.clone();
    engine.register_fn("award", move |context: NativeCallContext<'_>, points: Dynamic, branch: &str, facts: Map| {
        own.reached(&context);
        api::award::<Number>(&points, branch, facts, context.call_position())
    });
    let own = recorder.clone();
    engine.register_fn("note", move |context: NativeCallContext<'_>, award: Award<Number>, key: &str| {
        own.reached(&context);
        api::note(award, key)
    });
    let own = recorder.clone();
    engine.register_fn("refuse", move |context: NativeCallContext<'_>, key: &str| {
        own.reached(&context);
        api::refuse::<Number>(key, Map::new())
    });
    let own = recorder.clone();
    engine.register_fn("refuse", move |context: NativeCallContext<'_>, key: &str, facts: Map| {
        own.reached(&context);
        api::refuse::<Number>(key, facts)
    });
    let own = recorder.clone();
    engine.register_fn("not_applicable", move |context: NativeCallContext<'_>, key: &str| {
        own.reached(&context);
        api::not_applicable(key)
    });
}
