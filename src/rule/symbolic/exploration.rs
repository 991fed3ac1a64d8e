//! [`explore`]: a computation run once per path, and the decision tree that comes out.

use super::path::{Atom, Condition, DecisionPath, FigureTerms};

/// How many paths a computation may have; what has more is left to plain numbers.
const MAX_PATHS: usize = 4_096;

/// What a computation comes to, by what it asks on the way.
#[derive(Clone, Debug)]
pub(crate) enum DecisionTree<T> {
    /// A condition, with what follows where it holds and where it does not.
    Choice(Condition, Box<(Self, Self)>),
    /// The end of a path.
    End(T),
}

/// A decision tree with the atoms of its polynomials.
#[derive(Clone, Debug)]
pub(crate) struct Explored<T> {
    pub tree: DecisionTree<T>,
    pub atoms: Vec<Atom>,
}

/// Runs a computation on figures of which these things are known, until every choice has been taken both ways; ends of
/// which `is_same` holds are told apart by nothing. `None` where there are too many paths.
pub(crate) fn explore<T>(
    figures: &[FigureTerms],
    run: impl Fn(&DecisionPath) -> T,
    is_same: impl Fn(&T, &T) -> bool,
) -> Option<Explored<T>> {
    let mut walk = Walk { figures, run, is_same, atoms: Vec::new(), runs: 0 };
    let tree = walk.tree(&mut Vec::new())?;
    Some(Explored { tree, atoms: walk.atoms })
}

struct Walk<'a, R, S> {
    figures: &'a [FigureTerms],
    run: R,
    is_same: S,
    atoms: Vec<Atom>,
    runs: usize,
}

impl<T, R: Fn(&DecisionPath) -> T, S: Fn(&T, &T) -> bool> Walk<'_, R, S> {
    /// The tree below the choices that are given. A run takes every later choice as `true`; each of them is then taken the
    /// other way, the last one first.
    fn tree(&mut self, given: &mut Vec<bool>) -> Option<DecisionTree<T>> {
        self.runs = self.runs.saturating_add(1);
        if self.runs > MAX_PATHS {
            return None;
        }
        let path = DecisionPath::new(self.figures.to_vec(), self.atoms.clone(), given.clone());
        let end = (self.run)(&path);
        let (taken, atoms) = path.taken();
        self.atoms = atoms;
        let mut tree = DecisionTree::End(end);
        let first = given.len();
        for (at, (condition, _)) in taken.into_iter().enumerate().skip(first).rev() {
            given.truncate(first);
            given.resize(at, true);
            given.push(false);
            let otherwise = self.tree(given)?;
            tree = self.joined(condition, tree, otherwise);
        }
        given.truncate(first);
        Some(tree)
    }

    fn joined(&self, condition: Condition, yes: DecisionTree<T>, no: DecisionTree<T>) -> DecisionTree<T> {
        match (&yes, &no) {
            (DecisionTree::End(one), DecisionTree::End(other)) if (self.is_same)(one, other) => yes,
            _ => DecisionTree::Choice(condition, Box::new((yes, no))),
        }
    }
}
