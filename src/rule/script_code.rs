//! [`ScriptCode`]: a script that is compiled, and the places of what it compiles to.

use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, Expr, Position, Stmt};

use super::insertion::{Insertions, Shifts};
use super::syntax_fault::syntax;
use super::tokens::{self, Lexed};
use super::{allowed, wrapping};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Place, Source};
use crate::messages::phrase;

/// A compiled script.
#[derive(Clone, Debug)]
pub(super) struct ScriptCode {
    pub ast: AST,
    pub source: Arc<Source>,
    /// What its text is cut into.
    pub tokens: Arc<[Lexed]>,
    shifts: Arc<Shifts>,
}

impl ScriptCode {
    /// Compiles a script.
    ///
    /// # Errors
    /// What is not Rhai, and what guests may not write.
    pub fn compile(engine: &Engine, source: &Arc<Source>) -> Result<Self, Vec<Diagnostic>> {
        let tokens: Arc<[Lexed]> = tokens::cut(engine, source).into();
        let code = Self::put_together(engine, source, &tokens, wrapping::wrap(&tokens)).map_err(|problem| {
            // What was put in is not what is wrong, unless nothing else is.
            match engine.compile(source.text()) {
                Err(error) => vec![syntax(engine, source, &error)],
                Ok(_) => Some(allowed::check(&tokens)).filter(|own| !own.is_empty()).unwrap_or_else(|| vec![problem]),
            }
        })?;
        let problems = code.problems();
        if problems.is_empty() { Ok(code) } else { Err(problems) }
    }

    /// The same script, which remembers the statement that began last; and where each statement begins.
    pub fn marked(&self, engine: &Engine) -> Option<(Self, Vec<Place>)> {
        let (insertions, marks) = wrapping::wrap_marked(&self.tokens);
        Some((Self::put_together(engine, &self.source, &self.tokens, insertions).ok()?, marks))
    }

    fn put_together(
        engine: &Engine,
        source: &Arc<Source>,
        tokens: &Arc<[Lexed]>,
        insertions: Insertions,
    ) -> Result<Self, Diagnostic> {
        let (text, shifts) = insertions.apply(source.text());
        let ast = engine.compile(text).map_err(|error| syntax(engine, source, &error))?;
        Ok(Self { ast, source: Arc::clone(source), tokens: Arc::clone(tokens), shifts: Arc::new(shifts) })
    }

    /// The place of a position in the compiled text; the beginning of the script where it has no line.
    pub fn place(&self, position: Position) -> Place {
        match self.shifts.origin(position) {
            Some((line, column)) => Place::at(&self.source, line, column),
            None => Place::start_of(&self.source),
        }
    }

    /// The line and column of a line and column in the compiled text.
    pub fn origin(&self, (line, column): (usize, usize)) -> (usize, usize) {
        let narrow = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.shifts.origin(Position::new(narrow(line), narrow(column))).unwrap_or((line, column))
    }

    /// What guests may not write.
    fn problems(&self) -> Vec<Diagnostic> {
        let mut problems = allowed::check(&self.tokens);
        let outside = self.ast.statements().iter().find(|statement| !matches!(statement, Stmt::Noop(_)));
        if let Some(outside) = outside {
            let problem = Diagnostic::new(Code::ScriptForbidden).said("detail", phrase("script-outside", &[]));
            problems.push(problem.at(self.place(outside.position())));
        }
        // What a script is given is shared with every other call; none may change it.
        self.ast.walk(&mut |nodes| {
            if let Some(ASTNode::Stmt(Stmt::Assignment(assignment))) = nodes.last()
                && !matches!(assignment.1.lhs, Expr::Variable(..))
            {
                let problem = Diagnostic::new(Code::ScriptForbidden).fact("detail", "a.b = c, a[b] = c");
                problems.push(problem.at(self.place(assignment.1.lhs.position())));
            }
            true
        });
        problems
    }
}
