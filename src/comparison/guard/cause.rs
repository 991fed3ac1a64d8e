//! The same change in many cases is one cause.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::change::SettingChange;
use super::comparison::{CaseComparison, Share};
use super::setting::Aspect;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::numeric::Number;

/// How much a change of rules means for those who compare scores.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Level {
    /// No change of rules: other figures were reported.
    Data,
    /// Wording.
    Patch,
    /// Grades, policies, rounding.
    Minor,
    /// Scores from before and after are not comparable.
    Major,
}

/// What the level rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Decided {
    /// What kind of setting was changed.
    Structure,
    /// What it did to the points of the recorded cases.
    Rescoring,
}

/// What guard found below a folder.
#[derive(Clone, Debug, Default)]
pub struct Survey<'c> {
    /// How many cases are as they were recorded.
    pub same: usize,
    /// Cases without a baseline.
    pub new: Vec<String>,
    /// Baselines without a case.
    pub gone: Vec<String>,
    /// Cases or baselines that cannot be read.
    pub refused: Vec<String>,
    /// Cases that differ from their baseline.
    pub changed: Vec<(String, &'c CaseComparison)>,
    /// The errors for which a new case, or one that differs, lacks the points of a row or its total, and what a policy gave
    /// nothing for; cases without any are not in it.
    pub unscored: Vec<(String, &'c Diagnostics)>,
}

impl<'c> Survey<'c> {
    /// How many cases and baselines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        [self.same, self.new.len(), self.gone.len(), self.refused.len(), self.changed.len()].into_iter().sum()
    }

    /// How many cases come to other results, and not to other settings alone.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.changed.iter().filter(|(_, comparison)| comparison.is_moved()).count()
    }

    /// The cases that come to other results: in their order, or, where they are more than `most`, those first whose grade
    /// differs, and of those and of the others the ones whose total moves farthest.
    #[must_use]
    pub fn moved_cases(&self, most: usize) -> Vec<(&str, &'c CaseComparison)> {
        let cases = self.changed.iter().filter(|(_, comparison)| comparison.is_moved());
        let mut cases: Vec<_> = cases.map(|(name, comparison)| (name.as_str(), *comparison)).collect();
        if cases.len() > most {
            cases.sort_by_cached_key(|(_, comparison)| {
                std::cmp::Reverse((comparison.moves_grade(), comparison.distance()))
            });
        }
        cases
    }

    /// Whether every case is as it was recorded.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.count() == self.same
    }

    /// Whether no case comes to another result, or could: all are as they were recorded, but for what people read in
    /// scripts and schemes.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let is_wording = |comparison: &CaseComparison| {
            !comparison.is_moved() && comparison.shares.iter().all(|share| share.change.is_wording && !share.is_felt())
        };
        let told = self.changed.iter().filter(|(_, comparison)| is_wording(comparison)).count();
        self.count() == self.same.saturating_add(told)
    }

    /// The errors for which a row or the total that a change moved has no result.
    #[must_use]
    pub fn problems(&self, effect: &Effect<'c>) -> Vec<&'c Diagnostic> {
        let folder = self.changed.get(effect.case).map(|(folder, _)| folder);
        let own = self.unscored.iter().find(|(named, _)| Some(named) == folder);
        let problems = own.into_iter().flat_map(|(_, problems)| problems.iter());
        let is_row = |name: &Bilingual| effect.comparison.rows.iter().any(|row| row.name == *name);
        let is_moved = |name: &Bilingual| effect.share.rows.iter().any(|row| row.name == *name);
        // What is no row that differs decides the total alone: a veto, a ceiling.
        let is_of_total = effect.comparison.after.is_none() && effect.comparison.before.is_some() && effect.is_felt();
        let is_own = |problem: &&Diagnostic| match &problem.row {
            Some(name) if is_row(name) => is_moved(name),
            _ => is_of_total,
        };
        problems.filter(is_own).collect()
    }

    /// The causes of all differences: those that mean most first, and of those the ones that move most rows.
    #[must_use]
    pub fn causes(&self) -> Vec<Cause<'c>> {
        causes(self.changed.iter().enumerate().map(|(at, (_, comparison))| (at, *comparison)))
    }
}

/// One change with what it did in every case that has it.
#[derive(Clone, Debug)]
pub struct Cause<'c> {
    /// The name by which it is accepted.
    pub id: String,
    /// The change.
    pub change: &'c SettingChange,
    /// What it means.
    pub level: Level,
    /// What that rests on.
    pub decided: Decided,
    /// What it did, case by case.
    pub effects: Vec<Effect<'c>>,
}

/// What a change did in one case.
#[derive(Clone, Copy, Debug)]
pub struct Effect<'c> {
    /// The position of the case among those that differ.
    pub case: usize,
    /// The whole comparison of the case.
    pub comparison: &'c CaseComparison,
    /// The part of this change in it.
    pub share: &'c Share,
}

impl Effect<'_> {
    /// Whether the change did anything here.
    #[must_use]
    pub fn is_felt(&self) -> bool {
        self.share.is_felt()
    }
}

impl Cause<'_> {
    /// How many rows it moved, of how many that it could have moved.
    #[must_use]
    pub fn rows(&self) -> (usize, usize) {
        let sum = |count: fn(&Share) -> usize| self.effects.iter().map(|effect| count(effect.share)).sum();
        (sum(|share| share.rows.len()), sum(|share| share.tried))
    }

    /// How many cases it moved.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.effects.iter().filter(|effect| effect.is_felt()).count()
    }

    /// The smallest and the largest part it has in the points of a row; none where it moved no points.
    #[must_use]
    pub fn points(&self) -> Option<(&Number, &Number)> {
        let rows = self.effects.iter().flat_map(|effect| &effect.share.rows);
        let moved: Vec<&Number> =
            rows.filter(|row| !row.points.is_zero() && !row.is_unscored()).map(|row| &row.points).collect();
        Some((moved.iter().min()?, moved.iter().max()?))
    }

    /// How many grades it moved.
    #[must_use]
    pub fn grades(&self) -> usize {
        self.effects.iter().filter(|effect| effect.share.moves_grade).count()
    }
}

fn causes<'c>(comparisons: impl IntoIterator<Item = (usize, &'c CaseComparison)>) -> Vec<Cause<'c>> {
    let mut by_id: BTreeMap<String, Vec<Effect<'c>>> = BTreeMap::new();
    for (case, comparison) in comparisons {
        for share in &comparison.shares {
            by_id.entry(share.change.id()).or_default().push(Effect { case, comparison, share });
        }
    }
    let mut causes: Vec<Cause<'c>> = by_id
        .into_iter()
        .filter_map(|(id, effects)| {
            let change = &effects.first()?.share.change;
            let (level, decided) = level(change, &effects);
            Some(Cause { id, change, level, decided, effects })
        })
        .collect();
    causes.sort_by_key(|cause| (std::cmp::Reverse((cause.level, cause.rows().0)), cause.id.clone()));
    causes
}

/// Which part of the settings a change lies in says how much it means, but for a script, which can be anything: there
/// the points of the recorded cases say it.
fn level(change: &SettingChange, effects: &[Effect<'_>]) -> (Level, Decided) {
    let seen = seen(effects);
    let structure = change.keys.iter().map(|key| by_aspect(key.aspect)).max().unwrap_or(Level::Data);
    match change.aspect() {
        Aspect::Script if change.is_wording && seen == Level::Patch => (Level::Patch, Decided::Structure),
        Aspect::Script | Aspect::Engine => (seen, Decided::Rescoring),
        _ if structure == Level::Patch && seen > Level::Patch => (seen, Decided::Rescoring),
        _ => (structure, Decided::Structure),
    }
}

fn by_aspect(aspect: Aspect) -> Level {
    match aspect {
        Aspect::Report => Level::Data,
        Aspect::Wording => Level::Patch,
        Aspect::Rounding | Aspect::Grades | Aspect::Policy | Aspect::Vetoes | Aspect::Caps => Level::Minor,
        _ => Level::Major,
    }
}

fn seen(effects: &[Effect<'_>]) -> Level {
    if effects.iter().any(|effect| !effect.share.rows.is_empty()) {
        Level::Major
    } else if effects.iter().any(Effect::is_felt) {
        Level::Minor
    } else {
        Level::Patch
    }
}
