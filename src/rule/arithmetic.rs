//! [`Arithmetic`]: an expression of nothing but numbers, metrics and operators, computed without an interpreter.

use rhai::{AST, Expr, Stmt};

use super::kind::quantity_in;
use super::operators::operations;
use super::quantity::{Answer, Quantity};
use crate::numeric::Number;

/// An expression in which every part is a number, a metric or an operator between two of them.
#[derive(Clone, Debug)]
pub(super) enum Arithmetic {
    Number(Number),
    /// The position of the metric among those of the formula.
    Metric(usize),
    Negated(Box<Self>),
    /// The position of the operator among those of arithmetic, and both sides.
    Applied(usize, Box<(Self, Self)>),
}

impl Arithmetic {
    /// What a compiled expression over these metrics computes; `None` where it calls a function, compares or branches,
    /// which only a script host can do.
    pub fn read(ast: &AST, metrics: &[String]) -> Option<Self> {
        match ast.statements() {
            [Stmt::Expr(expression)] => Self::of(expression, metrics),
            _ => None,
        }
    }

    fn of(expression: &Expr, metrics: &[String]) -> Option<Self> {
        match expression {
            Expr::IntegerConstant(number, _) => Some(Self::Number(Number::from(*number))),
            Expr::DynamicConstant(value, _) => quantity_in(value).map(Self::Number),
            Expr::Variable(variable, ..) => metrics.iter().position(|metric| *metric == *variable.1).map(Self::Metric),
            Expr::FnCall(call, _) if call.op_token.is_some() => match call.args.as_slice() {
                [only] if call.name == "-" => Some(Self::Negated(Box::new(Self::of(only, metrics)?))),
                [left, right] => {
                    let known = operations::<Number>().into_iter().position(|(name, _)| call.name == *name);
                    let sides = (Self::of(left, metrics)?, Self::of(right, metrics)?);
                    known.map(|operator| Self::Applied(operator, Box::new(sides)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The value for the numbers of the metrics, in their order.
    ///
    /// # Errors
    /// Arithmetic without a result; what it is told by, only the script host knows.
    pub fn compute<Q: Quantity>(&self, numbers: &[Q]) -> Answer<Q> {
        match self {
            Self::Number(number) => Ok(Q::exactly(number.clone())),
            // INVARIANT: a position was found among the metrics whose numbers these are.
            Self::Metric(position) => Ok(numbers.get(*position).cloned().unwrap_or_else(Q::zero)),
            Self::Negated(inner) => inner.compute(numbers)?.negated(),
            Self::Applied(operator, sides) => {
                let (left, right) = (sides.0.compute(numbers)?, sides.1.compute(numbers)?);
                // INVARIANT: the position was found among the same operators.
                operations::<Q>()
                    .get(*operator)
                    .map_or_else(|| Ok(Q::zero()), |(_, operation)| operation(&left, &right))
            }
        }
    }
}
