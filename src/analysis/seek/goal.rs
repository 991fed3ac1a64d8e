//! [`Goal`]: what is to be reached.

use crate::diagnostic::{Code, Diagnostic, split_at};
use crate::evaluation::Total;
use crate::language::Bilingual;
use crate::location::Place;
use crate::messages::phrase;
use crate::notation::fold::fold;
use crate::notation::{Operator, PrintedText, PrintedValue};
use crate::numeric::Number;
use crate::scheme::Scheme;

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// That grade or a better one, by position from the best.
    Grade(usize),
    /// A worse grade than that one.
    BelowGrade(usize),
    /// A total of at least so many points.
    Total(Number),
    /// A total of fewer points.
    BelowTotal(Number),
    /// This total to the last digit.
    Exactly(Number),
}

/// A number of points, with their unit or without.
fn points(text: &str) -> Option<Number> {
    let folded = fold(text);
    Number::parse(folded.strip_suffix(&phrase("goal-word-points", &[]).zh).unwrap_or(&folded)).ok()
}

/// Points that are to be reached, or not to be reached, as a form prints them: `92`, `≥92`, `92分以上`, `<90`.
fn bound(text: &str) -> Option<Goal> {
    if let Some(points) = points(text) {
        return Some(Goal::Total(points));
    }
    let PrintedValue { operator: Some(operator), value: PrintedText::Number { number, unit, rest }, .. } =
        PrintedValue::parse(text)
    else {
        return None;
    };
    let is_points = rest.is_empty() && unit.is_none_or(|unit| unit == phrase("goal-word-points", &[]).zh);
    let number = Number::parse(&number.to_string()).ok().filter(|_| is_points)?;
    match operator {
        Operator::AtLeast => Some(Goal::Total(number)),
        Operator::LessThan => Some(Goal::BelowTotal(number)),
        Operator::MoreThan | Operator::AtMost | Operator::Equal => None,
    }
}

impl Goal {
    /// Reads `grade:优秀`, `below:优秀`, `total:95`, `below:90` or `exactly:96.89`; a grade alone, or a number alone, is at
    /// least to be reached.
    ///
    /// # Errors
    /// [`Code::BadGoal`] for any other form, and for numbers that are none; [`Code::UnknownGrade`].
    ///
    /// # Example: a grade is named as the scheme names it, in either language
    /// ```
    /// use jixiao::{Place, Source, analysis::seek::Goal};
    /// let scheme = jixiao::project::read_scheme_text(&Source::new("scheme.yaml", "scheme: s\ntitle: 试算\n\
    ///     full_score: 10\nrounding: { total: { places: 2, mode: half-up } }\n\
    ///     grades: [{ grade: 优秀, en: excellent, from: 9 }, { grade: 其他, from: 0 }]\nmetrics: { a: { unit: \"%\" } }\n\
    ///     dimensions:\n  - { id: d, name: 产出, weight: 10, indicators: [{ id: a, name: 甲, weight: 10, rule: done }] }\n")).unwrap();
    /// let read = |text| Goal::read(&Place::argument("--goal", text), &scheme);
    /// assert_eq!(read("grade:优秀").unwrap(), Goal::Grade(0));
    /// assert_eq!(read("below:excellent").unwrap(), Goal::BelowGrade(0));
    /// assert_eq!((read("优秀").unwrap(), read("9.5").unwrap()), (read("grade:优秀").unwrap(), read("total:9.5").unwrap()));
    /// assert_eq!((read("≥9.5分").unwrap(), read("低于：优秀").unwrap()), (read("9.5").unwrap(), read("below:优秀").unwrap()));
    /// assert!(read("grade:良好").is_err() && read("better").is_err());
    /// ```
    pub fn read(text: &Place, scheme: &Scheme) -> Result<Self, Diagnostic> {
        let bad = || Diagnostic::new(Code::BadGoal).fact("goal", text.text()).at(text.clone());
        let Some((kind, place)) = split_at(text, ':') else {
            return match (bound(text.text()), scheme.find_grade(text)) {
                (Some(goal), _) => Ok(goal),
                (_, Ok(position)) => Ok(Self::Grade(position)),
                // A word that is like a grade is a grade misspelt.
                (_, Err(problem)) if problem.get("nearest").is_some() => Err(problem),
                (_, Err(problem)) => {
                    Err(problem.get("known").map_or_else(bad, |known| bad().said("known", known.clone())))
                }
            };
        };
        let number = || points(place.text()).ok_or_else(bad);
        let is = |word: &str, words: Bilingual| [word, &words.zh, &words.en].contains(&kind.text());
        if is("grade", phrase("column-grade", &[])) {
            return scheme.find_grade(&place).map(Self::Grade);
        }
        if is("below", phrase("goal-word-below", &[])) {
            return match points(place.text()) {
                Some(total) => Ok(Self::BelowTotal(total)),
                None => scheme.find_grade(&place).map(Self::BelowGrade),
            };
        }
        if is("total", phrase("goal-word-total", &[])) {
            return number().map(Self::Total);
        }
        if is("exactly", phrase("goal-word-exactly", &[])) { number().map(Self::Exactly) } else { Err(bad()) }
    }

    /// Whether more points bring it nearer.
    #[must_use]
    pub fn is_upward(&self) -> bool {
        matches!(self, Self::Grade(_) | Self::Total(_))
    }

    /// Whether an evaluated total meets it; a grade counts as the engine gave it, vetoes included.
    #[must_use]
    pub fn is_met(&self, total: &Total, scheme: &Scheme) -> bool {
        let position = scheme.grades.iter().position(|grade| grade.name == total.grade);
        match self {
            Self::Grade(limit) => position.is_some_and(|position| position <= *limit),
            Self::BelowGrade(limit) => position.is_some_and(|position| position > *limit),
            Self::Total(_) | Self::BelowTotal(_) | Self::Exactly(_) => self.is_reached(total.points.number(), scheme),
        }
    }

    /// Whether a total would meet it if nothing else decided the grade.
    #[must_use]
    pub fn is_reached(&self, total: &Number, scheme: &Scheme) -> bool {
        match self {
            Self::Grade(limit) => scheme.grade_of(total) <= *limit,
            Self::BelowGrade(limit) => scheme.grade_of(total) > *limit,
            Self::Total(least) => total >= least,
            Self::BelowTotal(limit) => total < limit,
            Self::Exactly(wanted) => total == wanted,
        }
    }

    /// The goal in words.
    #[must_use]
    pub fn words(&self, scheme: &Scheme) -> Bilingual {
        let name = |position: usize| scheme.grades.get(position).map(|grade| grade.name.clone()).unwrap_or_default();
        match self {
            Self::Grade(position) => phrase("goal-grade", &[("grade", name(*position))]),
            Self::BelowGrade(position) => phrase("goal-below-grade", &[("grade", name(*position))]),
            Self::Total(least) => phrase("goal-total", &[("total", Bilingual::same(least.to_string()))]),
            Self::BelowTotal(limit) => phrase("goal-below-total", &[("total", Bilingual::same(limit.to_string()))]),
            Self::Exactly(total) => phrase("goal-exactly", &[("total", Bilingual::same(total.to_string()))]),
        }
    }
}
