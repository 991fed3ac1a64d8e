//! [`Formula`]: an expression over metrics, side-effect free, in the same exact arithmetic as scripts.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, Expr, Scope};

use super::fault;
use super::operators::as_number;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Place;
use crate::numeric::Number;

/// A compiled expression, and the metrics it reads.
#[derive(Clone, Debug)]
pub struct Formula {
    engine: Arc<Engine>,
    ast: AST,
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
        let problem = |detail: String| {
            Diagnostic::new(Code::FormulaSyntax).fact("formula", text).fact("detail", detail).at(place.clone())
        };
        let ast = reader.compile_expression(text).map_err(|error| problem(error.err_type().to_string()))?;
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
        Ok(Self { engine: Arc::clone(engine), ast, text: text.to_owned(), metrics, place: place.clone() })
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

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Computes the expression.
    ///
    /// # Errors
    /// Division by zero and whatever else stops a script, at the place of the formula.
    pub fn compute(&self, metrics: &BTreeMap<String, Number>) -> Result<Number, Diagnostic> {
        let mut scope = Scope::new();
        for (name, number) in metrics {
            scope.push_dynamic(name.as_str(), rhai::Dynamic::from(number.clone()));
        }
        let answer = self.engine.eval_ast_with_scope::<rhai::Dynamic>(&mut scope, &self.ast);
        let here = |diagnostic: Diagnostic| diagnostic.fact("formula", &self.text).at(self.place.clone());
        match answer {
            Ok(value) => as_number(&value)
                .ok_or_else(|| here(Diagnostic::new(Code::ScriptReturn).fact("found", value.type_name()))),
            Err(error) => Err(here(fault::runtime(self.place.source(), &error).0)),
        }
    }
}
