//! Symbolic figures: a script, a row and a total run on them once per path, which gives the whole decision tree.
//!
//! A [`Symbol`] records the expression it stands for; a [`DecisionPath`] answers its comparisons, from what is known on the
//! path or by a choice; [`explore`] runs a computation until every choice has been taken both ways.

mod exploration;
mod extent;
mod path;
mod polynomial;
mod symbol;

pub(crate) use exploration::{DecisionTree, Explored, explore};
pub(crate) use extent::Extent;
pub(crate) use path::{Atom, Cut, DecisionPath, FigureTerms, Orders, PathCondition};
pub(crate) use polynomial::Polynomial;
pub(crate) use symbol::Symbol;
