//! [`Indicator`]: one row, and what its rule is fed with.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::policy::MissingPolicy;
use super::target::{Direction, Target};
use crate::data::Data;
use crate::language::Bilingual;
use crate::location::{Path, Place, Places};
use crate::numeric::{Unit, Weight};

/// One scored row.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Full marks.
    pub weight: Weight,
    /// The unit of actual and target.
    pub unit: Unit,
    /// What had to be reached.
    pub target: Option<Target>,
    /// Whether a share as target is confirmed that looks as if it was written in another scale.
    pub target_as_written: bool,
    /// Where the target stands, or the row if it has none.
    pub target_place: Place,
    /// The rule's name.
    pub rule: String,
    /// Where the rule is named.
    pub rule_place: Place,
    /// The parameters as written.
    pub params: BTreeMap<String, Data>,
    /// The parameters whose points stay when the weight changes.
    pub fixed: Vec<String>,
    /// The weight that the points in the parameters are written for.
    pub points_weight: Weight,
    /// The weight that the points in a report are entered for, unless the report names another one: that of the file,
    /// also where the row is reweighted.
    pub entered_weight: Weight,
    /// The metrics or formulas that feed the rule, by the rule's input names.
    pub inputs: BTreeMap<String, InputSource>,
    /// What changes the points after the rule, in order.
    pub modifiers: Vec<ModifierUse>,
    /// Which way is better, where the scheme says so.
    pub direction: Option<Direction>,
    /// What the numbers of the row rest on (`published`, `reconstructed`, a clause), if stated.
    pub basis: Option<String>,
    /// The cells of a table that its guesses rest on.
    pub guessed: Vec<String>,
    /// Whether its weight was taken from the points that a form prints.
    pub weight_restored: bool,
    /// What a person should know of the row; a drafted one has the form's second level and standard there.
    pub note: Option<String>,
    /// What is done if this row's figures are missing, where it differs from the scheme's policy.
    pub missing: Option<MissingPolicy>,
    /// Where the row stands in the file, as a path, so that places below it can be looked up.
    pub path: Path,
    /// The places of the file the row stands in.
    pub places: Arc<Places>,
}

impl Indicator {
    /// Where the row's part at `keys` stands, or the nearest thing above it.
    #[must_use]
    pub fn place(&self, keys: &[&str]) -> Place {
        self.places.value(&keys.iter().fold(self.path.clone(), |path, key| path.key(key)))
    }

    /// Where an item of the list at `keys` stands, or the nearest thing above it.
    #[must_use]
    pub fn item_place(&self, keys: &[&str], item: usize) -> Place {
        self.places.value(&keys.iter().fold(self.path.clone(), |path, key| path.key(key)).item(item))
    }

    /// The id of the metric that belongs to it where none is named.
    #[must_use]
    pub fn own_metric(&self) -> String {
        metric_of(&self.id)
    }

    /// Whether it was drafted from a table, and nobody has confirmed yet what was guessed of it.
    pub(crate) fn is_guessed(&self) -> bool {
        self.basis.as_deref().map(str::trim) == Some("guessed")
    }

    /// Whether a table of points that are fixed makes up its full marks, so that no other weight fits it.
    pub(crate) fn is_held(&self) -> bool {
        let is_table = |data: &Data| {
            let Data::List(items) = data else { return false };
            items.iter().any(|item| matches!(item, Data::Map(entries) if entries.contains_key("points")))
        };
        self.fixed.iter().any(|name| self.params.get(name).is_some_and(is_table))
    }
}

/// The id of the metric that belongs to an indicator: its own, spelt so that formulas can name it.
pub(super) fn metric_of(indicator: &str) -> String {
    indicator.replace('-', "_")
}

/// Where an input of a rule comes from.
#[derive(Clone, Debug)]
pub enum InputSource {
    /// One metric or formula.
    One(String, Place),
    /// Several, in order.
    Many(Vec<(String, Place)>),
}

/// A script that changes points after the rule.
#[derive(Clone, Debug)]
pub struct ModifierUse {
    /// The script's name.
    pub rule: String,
    /// Where it is named.
    pub rule_place: Place,
    /// The parameters as written.
    pub params: BTreeMap<String, Data>,
    /// The metrics or formulas that feed it.
    pub inputs: BTreeMap<String, InputSource>,
    /// Where the modifier stands, as a path.
    pub path: Path,
}
