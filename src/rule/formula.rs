//! [`Formula`]: an expression over metrics, side-effect free, in the same exact arithmetic as scripts.

use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, Expr, Position, Scope, Stmt};

use super::arithmetic::Arithmetic;
use super::formula_unit::{Conflict, FormulaUnits};
use super::host::Hosted;
use super::kind::{self, quantity_in};
use super::quantity::Quantity;
use super::{allowed, fault, tokens, work};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Place, Source};
use crate::numeric::Unit;

/// A compiled expression, and the metrics it reads.
#[derive(Clone, Debug)]
pub struct Formula {
    engine: Arc<Engine>,
    ast: AST,
    /// The expression without its host, where it is nothing but arithmetic.
    arithmetic: Option<Arithmetic>,
    text: String,
    metrics: Vec<String>,
    place: Place,
}

impl Formula {
    /// Compiles with `reader`, which does not know the metrics yet, what `engine` will compute.
    pub(super) fn compile(
        reader: &Engine,
        engine: &Arc<Engine>,
        text: &str,
        place: &Place,
    ) -> Result<Self, Diagnostic> {
        let problem = |detail: Bilingual| {
            Diagnostic::new(Code::FormulaSyntax).fact("formula", text).said("detail", detail).at(place.clone())
        };
        let ast = reader.compile_expression(text).map_err(|error| problem(fault::of_formula(&error)))?;
        if let Some(detail) = allowed::check_formula(&tokens::cut(reader, &Source::new("", text))) {
            return Err(problem(detail));
        }
        let mut metrics = Vec::new();
        ast.walk(&mut |nodes| {
            if let Some(ASTNode::Expr(Expr::Variable(variable, ..))) = nodes.last() {
                let name = variable.1.to_string();
                if !metrics.contains(&name) {
                    metrics.push(name);
                }
            }
            true
        });
        let arithmetic = Arithmetic::read(&ast, &metrics);
        Ok(Self { engine: Arc::clone(engine), ast, arithmetic, text: text.to_owned(), metrics, place: place.clone() })
    }

    /// The expression as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The metrics it reads, each once, in the order they are named.
    #[must_use]
    pub fn metrics(&self) -> &[String] {
        &self.metrics
    }

    /// What it computes, whatever its metrics are called: two formulas of one shape compute the same of the same numbers.
    pub(crate) fn shape(&self) -> String {
        self.arithmetic.as_ref().map_or_else(|| self.text.clone(), |arithmetic| format!("{arithmetic:?}"))
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// In which unit each metric is computed and the value comes out, where the metrics count these, in their order.
    ///
    /// # Errors
    /// Operands that cannot be converted into each other.
    pub(crate) fn units(&self, units: &[Unit]) -> Result<FormulaUnits, Conflict> {
        match self.ast.statements() {
            [Stmt::Expr(expression)] => FormulaUnits::of(expression, &self.metrics, units),
            _ => FormulaUnits::of(&Expr::Unit(Position::NONE), &self.metrics, units),
        }
    }

    /// Computes the expression from the numbers of its metrics, in their order.
    ///
    /// # Errors
    /// Division by zero and whatever else stops a script, at the place of the formula.
    pub(crate) fn compute<Q: Hosted>(&self, numbers: &[Q]) -> Result<Q, Diagnostic> {
        // What has no result is told by the host, with the place of the operator.
        match self.arithmetic.as_ref().map(|arithmetic| arithmetic.compute(numbers)) {
            Some(Ok(number)) => Ok(number),
            _ => self.run(numbers),
        }
    }

    /// Computes the expression in its host.
    fn run<Q: Hosted>(&self, numbers: &[Q]) -> Result<Q, Diagnostic> {
        work::begin(work::MAX_ITEMS.0);
        let mut scope = Scope::new();
        for (name, number) in self.metrics.iter().zip(numbers) {
            scope.push_dynamic(name.as_str(), rhai::Dynamic::from(number.clone()));
        }
        let answer = Q::engine(&self.engine).eval_ast_with_scope::<rhai::Dynamic>(&mut scope, &self.ast);
        let here = |diagnostic: Diagnostic| {
            let named = diagnostic.fact("formula", &self.text).list("metric", self.suspects(numbers));
            named.at(self.place.clone())
        };
        match answer {
            Ok(value) => quantity_in(&value).ok_or_else(|| {
                let kind = kind::name::<Q>(&value);
                here(Diagnostic::new(Code::ScriptReturn).fact("found", kind))
            }),
            Err(error) => Err(here(fault::in_formula(&error))),
        }
    }

    /// The metrics that may be why there is no result: those that are 0, or all.
    fn suspects<Q: Quantity>(&self, numbers: &[Q]) -> Vec<&str> {
        let all = || self.metrics.iter().map(String::as_str).zip(numbers);
        let zero: Vec<&str> = all().filter(|(_, number)| number.now().is_zero()).map(|(name, _)| name).collect();
        if zero.is_empty() { all().map(|(name, _)| name).collect() } else { zero }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RuleSet;
    use super::*;
    use crate::numeric::Number;

    /// Every formula that is computed without its host gives what the host gives, refusals included.
    #[test]
    fn arithmetic_without_the_host_is_that_of_the_host() {
        let numbers = ["0", "1", "3", "-2", "0.1", "1247.63", "99999999999999999999.5"];
        let texts =
            ["a", "-a", "a + b", "a - b * 2", "100 * a / b", "(a + b) % b", "-(a - 0.5) / (b + 1)", "a / b / b", "7"];
        for text in texts {
            let place = Place::start_of(&Source::new("scheme.yaml", text));
            let formula = RuleSet::shipped().formula(text, &place).unwrap();
            assert!(formula.arithmetic.is_some(), "{text} is plain");
            for (a, b) in numbers.iter().flat_map(|a| numbers.iter().map(move |b| (*a, *b))) {
                let by_name = |name: &String| Number::parse(if name == "a" { a } else { b }).unwrap();
                let numbers: Vec<Number> = formula.metrics().iter().map(by_name).collect();
                assert_eq!(formula.compute(&numbers).ok(), formula.run(&numbers).ok(), "{text} for {a}, {b}");
            }
        }
        for text in ["min(a, b)", "if a > b { a } else { b }"] {
            let place = Place::start_of(&Source::new("scheme.yaml", text));
            let formula = RuleSet::shipped().formula(text, &place);
            assert!(formula.is_err() || formula.is_ok_and(|formula| formula.arithmetic.is_none()), "{text}");
        }
    }
}
