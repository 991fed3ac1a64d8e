//! What a formula counts: units follow its operators, so that quantities never meet without conversion or refusal.
//!
//! Metrics that can be converted into each other are converted into the unit of the one that is named first, before
//! anything is computed. What is left to look at is then whether the operators join what can be joined, and in which unit
//! the result comes out.

use rhai::Expr;

use super::kind::quantity_in;
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::numeric::{Compound, Number, NumberError, Unit};

/// In which unit a formula computes each of its metrics, and in which its value comes out.
#[derive(Clone, Debug)]
pub(crate) struct FormulaUnits {
    /// By what each metric is multiplied before anything is computed, in the order of the formula's metrics.
    pub factors: Vec<Option<Number>>,
    value: PartUnit,
}

/// Why the units of a formula do not fit together, in words.
pub(crate) type Conflict = Bilingual;

/// What a part of a formula counts.
#[derive(Clone, Debug)]
enum PartUnit {
    /// A number that is written in the formula; it counts what its neighbour counts.
    Literal(Option<Number>),
    /// Something whose unit nobody can tell.
    Unknown,
    KnownUnit(Box<KnownUnit>),
}

#[derive(Clone, Debug)]
struct KnownUnit {
    /// The bases, and how many of them one is.
    compound: Compound,
    size: Number,
    /// The unit by name, while it is that of a metric.
    named: Option<Unit>,
    /// How many times the number exceeds what it stands for because shares are counted in hundredths or thousandths.
    share: Number,
    /// The powers of ten that the formula multiplies by.
    tens: Number,
    /// Whether the formula multiplies by another number: what was a share may now be counted otherwise.
    is_factored: bool,
    /// Whether it is made of metrics without any unit only.
    is_plain: bool,
    /// Whether it is a quotient, so that what it counts follows from the formula.
    is_quotient: bool,
    /// Whether a metric in it was converted, so that a number beside it could mean the one unit or the other.
    is_converted: bool,
}

impl FormulaUnits {
    /// Follows the units of the metrics, in the order of `names`, through a compiled expression.
    ///
    /// # Errors
    /// Operands that cannot be converted into each other.
    pub fn of(expression: &Expr, names: &[String], units: &[Unit]) -> Result<Self, Conflict> {
        let common = |unit: &Unit| units.iter().find(|other| other.is_like(unit)).unwrap_or(unit).clone();
        let factors = units.iter().map(|unit| {
            let common = common(unit);
            if common.size() == unit.size() { None } else { unit.size().divide(common.size()).ok() }
        });
        let factors: Vec<Option<Number>> = factors.collect();
        let metrics =
            units.iter().zip(&factors).map(|(unit, factor)| KnownUnit::metric(&common(unit), factor.is_some()));
        let metrics = metrics.collect::<Result<Vec<_>, _>>().map_err(too_large)?;
        let value = UnitWalk { names, metrics: &metrics }.measure(expression)?;
        Ok(Self { factors, value })
    }

    /// By what the value is multiplied to be counted in `declared`; none where it is as it comes out.
    ///
    /// # Errors
    /// A value that counts something else, or a share in another scale than the formula gives.
    pub fn counted_as(&self, declared: &Unit) -> Result<Option<Number>, Conflict> {
        match &self.value {
            PartUnit::Literal(_) | PartUnit::Unknown => Ok(None),
            PartUnit::KnownUnit(known) => known.counted_as(declared),
        }
    }

    /// Whether the formula itself settles the scale of a share: it divides, or multiplies by a number of its own.
    pub fn is_scaled(&self) -> bool {
        match &self.value {
            PartUnit::KnownUnit(known) => known.is_quotient || known.is_factored,
            PartUnit::Literal(_) | PartUnit::Unknown => false,
        }
    }

    /// The unit that the value comes out in, where nobody declares one.
    pub fn unit(&self) -> Unit {
        match &self.value {
            PartUnit::KnownUnit(known) => known.unit(),
            PartUnit::Literal(_) | PartUnit::Unknown => Unit::parse(""),
        }
    }
}

fn too_large(_: NumberError) -> Conflict {
    phrase("formula-too-large", &[])
}

fn unlike(left: &Unit, right: &Unit) -> Conflict {
    phrase("formula-unlike", &[("left", named(left)), ("right", named(right))])
}

fn named(unit: &Unit) -> Bilingual {
    if unit.is_plain() { phrase("no-unit", &[]) } else { Bilingual::same(unit.name()) }
}

struct UnitWalk<'a> {
    names: &'a [String],
    metrics: &'a [KnownUnit],
}

impl UnitWalk<'_> {
    fn measure(&self, expression: &Expr) -> Result<PartUnit, Conflict> {
        match expression {
            Expr::IntegerConstant(number, _) => Ok(PartUnit::Literal(Some(Number::from(*number)))),
            Expr::DynamicConstant(value, _) => Ok(PartUnit::Literal(quantity_in(value))),
            Expr::Variable(variable, ..) => {
                let position = self.names.iter().position(|name| *name == *variable.1);
                let known = position.and_then(|at| self.metrics.get(at));
                Ok(known.map_or(PartUnit::Unknown, |known| PartUnit::KnownUnit(Box::new(known.clone()))))
            }
            Expr::FnCall(call, _) => {
                let parts = call.args.iter().map(|part| self.measure(part)).collect::<Result<Vec<_>, _>>();
                match (call.name.as_str(), parts?.as_slice()) {
                    ("-" | "+" | "abs" | "floor" | "ceil", [only]) => Ok(only.clone()),
                    ("round", [first, _]) => Ok(first.clone()),
                    ("+" | "-" | "%" | "min" | "max", [left, right]) => joined(left, right),
                    ("<" | "<=" | ">" | ">=" | "==" | "!=", [left, right]) => {
                        joined(left, right).map(|_| PartUnit::Unknown)
                    }
                    ("*", [left, right]) => product(left, right).map_err(too_large),
                    ("/", [left, right]) => quotient(left, right).map_err(too_large),
                    ("clamp", [value, low, high]) => joined(&joined(value, low)?, high),
                    ("sum", [list]) => Ok(list.clone()),
                    _ => Ok(PartUnit::Unknown),
                }
            }
            Expr::Array(items, _) => {
                let mut items = items.iter().map(|item| self.measure(item));
                let first = items.next().unwrap_or(Ok(PartUnit::Unknown))?;
                items.try_fold(first, |all, item| joined(&all, &item?))
            }
            _ => Ok(PartUnit::Unknown),
        }
    }
}

/// What stands on both sides of a sum or comparison.
fn joined(left: &PartUnit, right: &PartUnit) -> Result<PartUnit, Conflict> {
    match (left, right) {
        (PartUnit::Unknown, _) | (_, PartUnit::Unknown) => Ok(PartUnit::Unknown),
        (PartUnit::Literal(_), PartUnit::Literal(_)) => Ok(PartUnit::Literal(None)),
        (PartUnit::Literal(number), PartUnit::KnownUnit(known))
        | (PartUnit::KnownUnit(known), PartUnit::Literal(number)) => match number {
            Some(number) if !number.is_zero() && known.is_converted => {
                Err(phrase("formula-bare-number", &[("number", Bilingual::same(number.to_string()))]))
            }
            _ => Ok(PartUnit::KnownUnit(known.clone())),
        },
        (PartUnit::KnownUnit(left), PartUnit::KnownUnit(right)) => {
            left.joined(right).map(|known| PartUnit::KnownUnit(Box::new(known)))
        }
    }
}

fn product(left: &PartUnit, right: &PartUnit) -> Result<PartUnit, NumberError> {
    Ok(match (left, right) {
        (PartUnit::Unknown, _) | (_, PartUnit::Unknown) => PartUnit::Unknown,
        (PartUnit::Literal(one), PartUnit::Literal(other)) => PartUnit::Literal(match (one, other) {
            (Some(one), Some(other)) => Some(one.multiply(other)?),
            _ => None,
        }),
        (PartUnit::Literal(number), PartUnit::KnownUnit(known))
        | (PartUnit::KnownUnit(known), PartUnit::Literal(number)) => {
            PartUnit::KnownUnit(Box::new(known.multiplied(number.as_ref())?))
        }
        (PartUnit::KnownUnit(left), PartUnit::KnownUnit(right)) => PartUnit::KnownUnit(Box::new(left.times(right)?)),
    })
}

fn quotient(left: &PartUnit, right: &PartUnit) -> Result<PartUnit, NumberError> {
    Ok(match (left, right) {
        (PartUnit::Unknown, _) | (_, PartUnit::Unknown) => PartUnit::Unknown,
        (PartUnit::Literal(one), PartUnit::Literal(other)) => PartUnit::Literal(match (one, other) {
            (Some(one), Some(other)) if !other.is_zero() => Some(one.divide(other)?),
            _ => None,
        }),
        (PartUnit::KnownUnit(known), PartUnit::Literal(number)) => {
            let inverse =
                number.as_ref().filter(|number| !number.is_zero()).map(|number| Number::from(1).divide(number));
            PartUnit::KnownUnit(Box::new(known.multiplied(inverse.transpose()?.as_ref())?))
        }
        (PartUnit::Literal(number), PartUnit::KnownUnit(known)) => {
            let inverse = KnownUnit::one().divided(known)?.multiplied(number.as_ref())?;
            PartUnit::KnownUnit(Box::new(KnownUnit { is_plain: known.is_plain, ..inverse }))
        }
        (PartUnit::KnownUnit(left), PartUnit::KnownUnit(right)) => PartUnit::KnownUnit(Box::new(left.divided(right)?)),
    })
}

impl KnownUnit {
    /// A number of nothing.
    fn one() -> Self {
        let one = Number::from(1);
        Self {
            compound: Compound::default(),
            size: one.clone(),
            named: None,
            share: one.clone(),
            tens: one,
            is_factored: false,
            is_plain: true,
            is_quotient: false,
            is_converted: false,
        }
    }

    fn metric(unit: &Unit, is_converted: bool) -> Result<Self, NumberError> {
        let (size, share) = match unit.is_ratio() {
            true => (Number::from(1), Number::from(1).divide(unit.size())?),
            false => (unit.size().clone(), Number::from(1)),
        };
        let named = Some(unit.clone());
        Ok(Self {
            compound: unit.compound(),
            size,
            named,
            share,
            is_plain: unit.is_plain(),
            is_converted,
            ..Self::one()
        })
    }

    /// Whether it is a number of nothing that has a unit of its own.
    fn is_share(&self) -> bool {
        self.compound.is_plain() && !self.is_plain
    }

    /// How many times the number exceeds the share that it stands for.
    fn scale(&self) -> Result<Number, NumberError> {
        self.share.multiply(&self.tens)
    }

    fn joined(&self, other: &Self) -> Result<Self, Conflict> {
        let is_like = self.compound == other.compound && self.is_plain == other.is_plain;
        if !is_like || (!self.is_share() && self.size != other.size) {
            return Err(unlike(&self.unit(), &other.unit()));
        }
        let (own, others) = (self.scale().map_err(too_large)?, other.scale().map_err(too_large)?);
        let mut found = if self.is_factored && !other.is_factored { other.clone() } else { self.clone() };
        if own != others && !self.is_factored && !other.is_factored {
            if self.is_share() {
                return Err(unlike(&self.unit(), &other.unit()));
            }
            (found.tens, found.is_factored) = (Number::from(1), true);
        }
        found.is_factored |= self.is_factored && other.is_factored;
        found.is_converted = self.is_converted || other.is_converted;
        found.is_quotient = self.is_quotient && other.is_quotient;
        Ok(found)
    }

    /// Multiplied by a number of the formula: a power of ten changes in what it is counted, any other how much it is.
    fn multiplied(&self, number: Option<&Number>) -> Result<Self, NumberError> {
        let mut found = self.clone();
        match number.filter(|number| is_power_of_ten(number)) {
            Some(ten) => found.tens = self.tens.multiply(ten)?,
            None => found.is_factored = true,
        }
        Ok(found)
    }

    fn times(&self, other: &Self) -> Result<Self, NumberError> {
        Ok(Self {
            compound: self.compound.times(&other.compound, 1),
            size: self.size.multiply(&other.size)?,
            share: self.share.multiply(&other.share)?,
            tens: self.tens.multiply(&other.tens)?,
            ..self.mixed(other, self.is_plain && other.is_plain)
        })
    }

    fn divided(&self, other: &Self) -> Result<Self, NumberError> {
        let compound = self.compound.times(&other.compound, -1);
        let (mut size, mut share) = (self.size.divide(&other.size)?, self.share.divide(&other.share)?);
        let is_quotient_of_like = compound.is_plain() && (!self.is_plain || other.is_plain);
        if is_quotient_of_like {
            share = share.divide(&size)?;
            size = Number::from(1);
        }
        let tens = self.tens.divide(&other.tens)?;
        Ok(Self { compound, size, share, tens, is_quotient: true, ..self.mixed(other, false) })
    }

    /// What two have in common where they are multiplied or divided.
    fn mixed(&self, other: &Self, is_plain: bool) -> Self {
        Self {
            is_factored: self.is_factored || other.is_factored,
            is_quotient: self.is_quotient || other.is_quotient,
            is_converted: self.is_converted || other.is_converted,
            is_plain,
            ..Self::one()
        }
    }

    /// The unit in which the number comes out.
    fn unit(&self) -> Unit {
        if self.is_plain {
            return Unit::parse("");
        }
        if let Some(named) = self.named.as_ref().filter(|_| !self.is_share() || self.tens == Number::from(1)) {
            return named.clone();
        }
        if !self.compound.is_plain() {
            return Unit::of_compound(&self.compound, self.size.clone());
        }
        let scale = self.scale().ok().and_then(|scale| scale.to_i64());
        Unit::parse(match (self.is_factored, scale) {
            (_, Some(100)) => "%",
            (_, Some(1000)) => "‰",
            (_, Some(10000)) => "‱",
            (false, Some(1)) => "ratio",
            _ => "",
        })
    }

    fn counted_as(&self, declared: &Unit) -> Result<Option<Number>, Conflict> {
        let unlike = || phrase("formula-other-unit", &[("found", named(&self.unit())), ("wanted", named(declared))]);
        if self.is_plain {
            return Ok(None);
        }
        if !self.is_share() {
            if declared.compound() != self.compound {
                return Err(unlike());
            }
            return self.counted_in(declared).map_err(too_large)?.ok_or_else(unlike);
        }
        let hundredths = Unit::percentage_points();
        let size = match declared.is_like(&hundredths) {
            true => declared.size().multiply(Unit::parse("%").size()).map_err(too_large)?,
            false if declared.is_ratio() => declared.size().clone(),
            false => return Err(unlike()),
        };
        let wanted = Number::from(1).divide(&size).map_err(too_large)?;
        let scale = self.scale().map_err(too_large)?;
        if scale == wanted || (self.is_factored && scale == Number::from(1)) {
            return Ok(None);
        }
        // Shares of the report are converted; a quotient in another scale is most likely a factor too many or too few.
        if self.tens == Number::from(1) && self.share != Number::from(1) {
            return wanted.divide(&scale).map(Some).map_err(too_large);
        }
        let (found, wanted_unit) = (named(&self.unit()), named(declared));
        Err(match (scale == Number::from(1), wanted.to_i64()) {
            (true, Some(factor @ (100 | 1000 | 10000))) => {
                let factor = Bilingual::same(factor.to_string());
                phrase("formula-bare-quotient", &[("found", found), ("wanted", wanted_unit), ("factor", factor)])
            }
            _ => phrase("formula-other-scale", &[("found", found), ("wanted", wanted_unit)]),
        })
    }

    /// By what it is multiplied to be counted in a unit of the same bases; none where the formula did it itself, an error
    /// where it cannot be told whether it did.
    fn counted_in(&self, declared: &Unit) -> Result<Option<Option<Number>>, NumberError> {
        let one = Number::from(1);
        let scale = self.scale()?;
        let factor = if self.share != one && self.tens == one {
            self.size.divide(declared.size())?.divide(&self.share)?
        } else if scale == one {
            self.size.divide(declared.size())?
        } else if self.size == *declared.size() || self.size.divide(&scale)? == *declared.size() {
            one.clone()
        } else {
            return Ok(None);
        };
        Ok(Some((factor != one).then_some(factor)))
    }
}

/// 1, 10, 100 … or 0.1, 0.01 …; 1 changes nothing.
fn is_power_of_ten(number: &Number) -> bool {
    let text = match number.is_whole() {
        true => number.to_string(),
        false => match Number::from(1).divide(number) {
            Ok(inverse) if inverse.is_whole() => inverse.to_string(),
            _ => return false,
        },
    };
    text.strip_prefix('1').is_some_and(|zeros| zeros.chars().all(|digit| digit == '0'))
}
