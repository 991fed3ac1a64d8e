//! [`explore`]: a computation run once per path, and the decision tree that comes out.

use super::path::{Atom, DecisionPath, FigureTerms, PathCondition};

/// How many paths a computation may have; what has more is left to plain numbers.
const MAX_PATHS: usize = 4_096;

/// What a computation comes to, by what it asks on the way.
#[derive(Clone, Debug)]
pub(crate) enum DecisionTree<T> {
    /// A condition, with what follows where it holds and where it does not.
    Choice(PathCondition, Box<(Self, Self)>),
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
    let mut walk = PathWalk { figures, run, is_same, atoms: Vec::new(), runs: 0 };
    let tree = walk.tree(&mut Vec::new())?;
    Some(Explored { tree, atoms: walk.atoms })
}

struct PathWalk<'a, R, S> {
    figures: &'a [FigureTerms],
    run: R,
    is_same: S,
    atoms: Vec<Atom>,
    runs: usize,
}

impl<T, R: Fn(&DecisionPath) -> T, S: Fn(&T, &T) -> bool> PathWalk<'_, R, S> {
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

    fn joined(&self, condition: PathCondition, yes: DecisionTree<T>, no: DecisionTree<T>) -> DecisionTree<T> {
        match (&yes, &no) {
            (DecisionTree::End(one), DecisionTree::End(other)) if (self.is_same)(one, other) => yes,
            _ => DecisionTree::Choice(condition, Box::new((yes, no))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::super::super::quantity::{Answer, Quantity};
    use super::super::Symbol;
    use super::*;
    use crate::numeric::{Mode, Number, Rounding};

    fn choices<T>(tree: &DecisionTree<T>) -> usize {
        match tree {
            DecisionTree::End(_) => 0,
            DecisionTree::Choice(_, both) => 1 + choices(&both.0) + choices(&both.1),
        }
    }

    /// Full marks for a ÷ t of 1 or more, else that share of 5 rounded to two places; whether that lies outside 0 and 5.
    fn rate(path: &DecisionPath) -> Answer<bool> {
        let (a, t) = (Symbol::figure(0, path), Symbol::figure(1, path));
        let (zero, five) = (Symbol::zero(), Symbol::exactly(Number::from(5)));
        let rate = a.divided_by(&t)?;
        if rate.compare(&zero, &[Ordering::Less])? {
            return Ok(false);
        }
        if rate.compare(&Symbol::exactly(Number::from(1)), &[Ordering::Greater, Ordering::Equal])? {
            return Ok(false);
        }
        let points = five.times(&rate)?.rounded(Rounding { places: 2, mode: Mode::HalfUp })?;
        Ok(points.is_outside(&five)? || rate.times(&five)?.is_outside(&five)?)
    }

    #[test]
    fn what_follows_from_choices_is_not_asked() {
        let figures = vec![FigureTerms::default(); 2];
        let explored = explore(&figures, rate, |_, _| false).unwrap();
        // Whether t is 0, above 0, and for both signs whether a ÷ t is below 0 and reaches 1.
        assert_eq!(choices(&explored.tree), 6);
        fn ends(tree: &DecisionTree<Answer<bool>>) -> Vec<&Answer<bool>> {
            match tree {
                DecisionTree::End(end) => vec![end],
                DecisionTree::Choice(_, both) => [ends(&both.0), ends(&both.1)].concat(),
            }
        }
        let ends = ends(&explored.tree);
        assert_eq!((ends.len(), ends.iter().filter(|end| end.is_err()).count()), (7, 1));
        assert!(!ends.contains(&&Ok(true)), "no rounded share of less than all is more than all");
    }

    #[test]
    fn a_computation_of_too_many_paths_is_given_up() {
        let figures = vec![FigureTerms::default(); 13];
        assert!(explore(&figures, |path| positive(path, 13), |_, _| false).is_none());
        let fewer = explore(&figures[..6], |path| positive(path, 6), |_, _| false).unwrap();
        assert_eq!(choices(&fewer.tree), 63);
    }

    /// How many of so many figures are above 0.
    fn positive(path: &DecisionPath, figures: usize) -> usize {
        let is_positive = |at: usize| Symbol::figure(at, path).compare(&Symbol::zero(), &[Ordering::Greater]);
        (0..figures).filter(|at| is_positive(*at) == Ok(true)).count()
    }
}
