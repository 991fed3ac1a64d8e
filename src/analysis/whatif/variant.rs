//! The variant of a scheme that a change comes to: checked like any scheme, with weights that add up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, ChangeTexts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::literal::{DateText, DecimalLiteral};
use crate::location::{Path, Place, Places, Source};
use crate::messages::{listed, value_form};
use crate::numeric::{Number, Weight};
use crate::rule::RuleSet;
use crate::scheme::{
    ChangeDraft, Dimension, Renormalised, Scheme, SchemeDraft, Target, TargetDraft, WeightGrid, WeightMode,
    WeightRequest, WhatIfDraft, extend,
};

/// The name that problems of a change on the command line are shown under.
const COMMAND_LINE: &str = "whatif";

/// A scheme after a change.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The scheme.
    pub scheme: Scheme,
    /// What was asked besides the overlay.
    pub asked: Change,
    /// What was asked of the weights.
    pub request: WeightRequest,
    /// How its weights came about.
    pub weights: Renormalised,
    /// Whether more than weights differs, so that reports are checked against it anew.
    pub is_rebuilt: bool,
    /// The file that says so, but for what it extends.
    pub draft: SchemeDraft,
    /// Remarks on it.
    pub warnings: Diagnostics,
}

impl Variant {
    /// What `overlay` and the change that `texts` ask for make of a scheme.
    ///
    /// The overlay is a variant of the scheme whose weights need not add up yet: those of rows are taken as asked for
    /// and the others follow by the mode (without a block `whatif` the mode is `as-entered`: the file is a variant like
    /// any other). Weights that the file records as consequences must come out again. Targets, rules and all else that
    /// either changes goes the way of every variant, [`extend`] and [`Scheme::check`]; nothing unchecked can arise.
    ///
    /// # Errors
    /// [`Code::NothingChanged`]; those of [`Change::read`]; all that the variant would be refused for; those of [`Scheme::renormalised`];
    /// [`Code::OverlayDiffers`]; [`Code::TargetValue`] for a text that cannot take the place of a target.
    pub fn new(
        scheme: &Scheme,
        base: (SchemeDraft, Places),
        overlay: Option<(SchemeDraft, Places)>,
        texts: &ChangeTexts,
        rules: &RuleSet,
    ) -> Result<Self, Diagnostics> {
        if texts.is_empty() && overlay.is_none() {
            return Err(Diagnostic::new(Code::NothingChanged).into());
        }
        let is_overlay = overlay.is_some();
        let (mut draft, places) = match overlay {
            Some((draft, places)) => (draft, Some(places)),
            None => (named(scheme), None),
        };
        let entered = Entered::take(&mut draft, scheme, places.clone());
        let mut whole = base;
        if let Some(places) = places {
            whole = extend(whole, (draft.clone(), places))?;
        }
        let Warned { value: mut rebuilt, mut warnings } = Scheme::check(whole.0.clone(), whole.1.clone())?;
        let change = &Change::read(texts, &rebuilt, rules)?;
        let own = own_changes(&rebuilt, change)?;
        let is_regraded = !change.grades.is_empty();
        if !own.is_empty() || is_regraded {
            let id = draft.scheme.clone();
            let mut layer = SchemeDraft { scheme: id, changes: Some(own.clone()), ..SchemeDraft::default() };
            if is_regraded {
                layer.grades.clone_from(&whole.0.grades);
                for (at, grade) in layer.grades.iter_mut().flatten().enumerate() {
                    grade.below = None; // it only repeats the bound of the next better one
                    grade.from = change.grades.get(&at).map_or(grade.from.clone(), |from| DecimalLiteral(from.clone()));
                }
                draft.grades.clone_from(&layer.grades);
            }
            whole = extend(whole, (layer, argument_places(&own, change)))?;
            Warned { value: rebuilt, warnings } = Scheme::check(whole.0, whole.1)?;
        }
        let is_rebuilt = is_overlay || !own.is_empty() || is_regraded;
        for (id, own) in own {
            let entry = draft.changes.get_or_insert_default().entry(id).or_default();
            entry.target = own.target.or(entry.target.take());
            entry.rule = own.rule.or(entry.rule.take());
            entry.weight = own.weight.or(entry.weight.take());
        }
        let weighed = Self::weighed(scheme, &rebuilt, (entered, draft), change)?;
        warnings.extend(weighed.warnings.clone());
        Ok(Self { is_rebuilt, warnings, ..weighed })
    }

    /// What a change that `texts` ask for makes of a scheme that was checked: as [`Variant::new`] without an overlay. Where only
    /// weights and figures change, nothing is checked again.
    ///
    /// # Errors
    /// Those of [`Variant::new`].
    pub fn of_checked(
        scheme: &Scheme,
        base: &(SchemeDraft, Places),
        texts: &ChangeTexts,
        rules: &RuleSet,
    ) -> Result<Self, Diagnostics> {
        if texts.is_empty() {
            return Err(Diagnostic::new(Code::NothingChanged).into());
        }
        let change = Change::read(texts, scheme, rules)?;
        if !own_changes(scheme, &change)?.is_empty() || !change.grades.is_empty() {
            return Self::new(scheme, base.clone(), None, texts, rules);
        }
        let entered = Entered { weights: BTreeMap::new(), block: None, places: None };
        Self::weighed(scheme, scheme, (entered, named(scheme)), &change)
    }

    /// The variant with the weights that a change comes to; `rebuilt` is the scheme with all other changes.
    fn weighed(
        scheme: &Scheme,
        rebuilt: &Scheme,
        (entered, mut draft): (Entered, SchemeDraft),
        change: &Change,
    ) -> Result<Self, Diagnostics> {
        let request = entered.request(rebuilt, change)?;
        let weights = rebuilt.renormalised(&request)?;
        let mut after = rebuilt.reweighted(&weights.weights())?;
        after.id.clone_from(&draft.scheme);
        after.extended = std::iter::once(&scheme.id).chain(&scheme.extended).cloned().collect();
        let before = scheme.scored_rows().into_iter().map(|row| (row.id.clone(), row.weight.clone())).collect();
        after.extended_weights = std::iter::once(before).chain(scheme.extended_weights.iter().cloned()).collect();
        if change.weights.is_empty() && change.mode.is_none() {
            entered.compare(&after)?;
        }
        entered.record(&mut draft, scheme, &after, &request);
        let asked = change.clone();
        let warnings = rebuilt.peers_held(asked.metrics.keys()).into_iter().collect();
        Ok(Self { scheme: after, asked, request, weights, is_rebuilt: false, draft, warnings })
    }
}

impl Variant {
    /// The ids that a change can name, in the order of the scheme: each dimension before what it holds.
    #[must_use]
    pub fn order(&self) -> Vec<String> {
        let extras = self.scheme.bonuses.iter().chain(&self.scheme.penalties).map(|row| row.id.clone());
        all_weights(&self.scheme).into_iter().map(|(id, _)| id).chain(extras).collect()
    }
}

/// A variant of a scheme that changes nothing yet.
fn named(scheme: &Scheme) -> SchemeDraft {
    SchemeDraft { scheme: format!("{}-whatif", scheme.id), ..SchemeDraft::default() }
}

/// What an overlay says of the weights of the tree.
struct Entered {
    weights: BTreeMap<String, DecimalLiteral>,
    block: Option<WhatIfDraft>,
    /// Where the overlay says what it says; none where there is no overlay.
    places: Option<Places>,
}

impl Entered {
    /// Takes the weights of the tree out of a draft, and its block `whatif`; those of bonuses and penalties stay.
    fn take(draft: &mut SchemeDraft, scheme: &Scheme, places: Option<Places>) -> Self {
        let own = draft.bonuses.iter().chain(&draft.penalties).flatten().map(|row| row.id.clone());
        let extras: BTreeSet<String> =
            scheme.bonuses.iter().chain(&scheme.penalties).map(|row| row.id.clone()).chain(own).collect();
        let mut weights = BTreeMap::new();
        for (id, change) in draft.changes.iter_mut().flatten().filter(|(id, _)| !extras.contains(*id)) {
            weights.extend(change.weight.take().map(|weight| (id.clone(), weight)));
        }
        Self { weights, block: draft.whatif.take(), places }
    }

    /// The overlay's request with what the command line adds or puts in its place.
    fn request(&self, scheme: &Scheme, change: &Change) -> Result<WeightRequest, Diagnostics> {
        let mut found = Diagnostics::new();
        let block = self.block.clone().unwrap_or_default();
        let mut weight = |id: &str, DecimalLiteral(number): &DecimalLiteral| {
            let weight = Weight::new(number.clone());
            if weight.is_none() {
                found.push(
                    Diagnostic::new(Code::NumberRange).fact("value", number).fact("bounds", "≥ 0").fact("id", id),
                );
            }
            weight
        };
        let mut set = BTreeMap::new();
        let mut unmet = Vec::new();
        match &block.set {
            Some(asked) => {
                for id in asked {
                    match self.weights.get(id) {
                        Some(written) => set.extend(weight(id, written).map(|weight| (id.clone(), weight))),
                        None => unmet
                            .push(Diagnostic::new(Code::MissingField).fact("field", format!("changes.{id}.weight"))),
                    }
                }
            }
            None => {
                let rows = scheme.indicators();
                let written = rows.iter().filter_map(|row| Some((&row.id, self.weights.get(&row.id)?)));
                set.extend(written.filter_map(|(id, written)| Some((id.clone(), weight(id, written)?))));
            }
        }
        let mut bounds = BTreeMap::new();
        for (id, ends) in block.bounds.iter().flatten() {
            match ends.as_slice() {
                [low, high] => bounds.extend(weight(id, low).zip(weight(id, high)).map(|ends| (id.clone(), ends))),
                _ => unmet.push(
                    Diagnostic::new(Code::ChangeForm).fact("text", id).said("form", value_form("ID: [LOW, HIGH]")),
                ),
            }
        }
        let grid = block.grid.as_ref().and_then(|grid| weight("grid", grid));
        found.extend(unmet);
        let as_it_is = self.places.is_some() && self.block.is_none();
        let mode = match (&change.mode, block.mode) {
            (Some(mode), _) => mode.clone(),
            (None, Some(text)) => text.parse().map_err(|problem: Diagnostic| Diagnostics::from(problem))?,
            (None, None) if as_it_is => WeightMode::AsEntered,
            (None, None) => WeightMode::default(),
        };
        let extras: Vec<&String> = scheme.bonuses.iter().chain(&scheme.penalties).map(|row| &row.id).collect();
        let weighted = change.weights.iter().filter(|(id, _)| !extras.contains(id));
        set.extend(weighted.map(|(id, weight)| (id.clone(), weight.clone())));
        bounds.extend(change.bounds.clone());
        let locked = block.lock.into_iter().flatten().chain(change.locked.iter().cloned()).collect();
        let grid = change.grid.clone().or(grid).map_or(WeightGrid::Scheme, WeightGrid::Step);
        let places = change.places.clone();
        let rest = change.rest.clone().or(block.rest);
        found.into_result().map(|()| WeightRequest { set, mode, locked, bounds, grid, rest, places })
    }

    /// Refuses weights of the overlay that do not come out: a file that says other weights than it leads to would be
    /// scored by some and read by others.
    fn compare(&self, after: &Scheme) -> Result<(), Diagnostics> {
        let weights = all_weights(after);
        let mut found = Diagnostics::new();
        for (id, DecimalLiteral(written)) in &self.weights {
            if let Some((_, weight)) = weights.iter().find(|(known, weight)| known == id && weight.number() != written)
            {
                let problem = Diagnostic::new(Code::OverlayDiffers).fact("id", id).fact("written", written);
                let path = Path::top().key("changes").key(id).key("weight");
                let problem = problem.fact("weight", weight).at(self.places.as_ref().map(|places| places.value(&path)));
                // A dimension is worth what its rows are worth, unless it is said to be what was asked for.
                let rows = after.dimension(id).map(|dimension| listed(dimension.rows().iter().map(|row| &row.name)));
                found.push(rows.into_iter().fold(problem, |problem, rows| problem.said("rows", rows)));
            }
        }
        found.into_result()
    }

    /// Writes the weights that differ, and what was asked of them, into the draft.
    fn record(&self, draft: &mut SchemeDraft, before: &Scheme, after: &Scheme, request: &WeightRequest) {
        let old: BTreeMap<String, Weight> = all_weights(before).into_iter().collect();
        for (id, weight) in all_weights(after) {
            if old.get(&id) != Some(&weight) || self.weights.contains_key(&id) {
                let entry = draft.changes.get_or_insert_default().entry(id).or_default();
                entry.weight = Some(DecimalLiteral(weight.number().clone()));
            }
        }
        let list = |ids: Vec<String>| (!ids.is_empty()).then_some(ids);
        let is_asked = !(request.set.is_empty() && request.locked.is_empty() && request.bounds.is_empty());
        draft.whatif = (is_asked && request.mode != WeightMode::AsEntered).then(|| {
            let written = |weight: &Weight| DecimalLiteral(weight.number().clone());
            let all = all_weights(after).into_iter().map(|(id, _)| id);
            let in_order = all.filter(|id| request.set.contains_key(id));
            let bounds = request.bounds.iter().map(|(id, (low, high))| (id.clone(), vec![written(low), written(high)]));
            WhatIfDraft {
                mode: Some(request.mode.to_string()),
                set: Some(in_order.collect()),
                lock: list(request.locked.iter().cloned().collect()),
                bounds: Some(bounds.collect()).filter(|bounds: &BTreeMap<_, _>| !bounds.is_empty()),
                grid: match &request.grid {
                    WeightGrid::Step(step) => Some(written(step)),
                    WeightGrid::Scheme | WeightGrid::Exact => None,
                },
                rest: request.rest.clone(),
            }
        });
    }
}

/// The weights of all dimensions and rows of the tree, in order.
fn all_weights(scheme: &Scheme) -> Vec<(String, Weight)> {
    fn collect(dimension: &Dimension, all: &mut Vec<(String, Weight)>) {
        all.push((dimension.id.clone(), dimension.weight.clone()));
        all.extend(dimension.indicators.iter().map(|row| (row.id.clone(), row.weight.clone())));
        dimension.dimensions.iter().for_each(|child| collect(child, all));
    }
    let mut all = Vec::new();
    scheme.dimensions.iter().for_each(|dimension| collect(dimension, &mut all));
    all
}

/// What the command line changes besides the weights of the tree: targets, rules, weights of bonuses and penalties.
fn own_changes(scheme: &Scheme, change: &Change) -> Result<BTreeMap<String, ChangeDraft>, Diagnostics> {
    let rows = scheme.scored_rows();
    let mut own: BTreeMap<String, ChangeDraft> = BTreeMap::new();
    let mut found = Diagnostics::new();
    for (id, text) in &change.targets {
        let Some(row) = rows.iter().find(|row| row.id == *id) else { continue };
        match retargeted(id, row.target.as_ref(), text) {
            Ok(target) => own.entry(id.clone()).or_default().target = Some(target),
            Err(problem) => found.push(problem.at(change.places.value("target", id))),
        }
    }
    for (id, rule) in &change.rules {
        own.entry(id.clone()).or_default().rule = Some(rule.clone());
    }
    let extras = scheme.bonuses.iter().chain(&scheme.penalties);
    for (row, weight) in extras.filter_map(|row| Some((row, change.weights.get(&row.id)?))) {
        own.entry(row.id.clone()).or_default().weight = Some(DecimalLiteral(weight.number().clone()));
    }
    found.into_result().map(|()| own)
}

/// A target of the same form with another value, in the unit of the row.
fn retargeted(id: &str, target: Option<&Target>, text: &str) -> Result<TargetDraft, Diagnostic> {
    let refused = || Diagnostic::new(Code::TargetValue).fact("id", id).fact("value", text);
    let number = || Number::parse(text).map(DecimalLiteral).map(Some).map_err(|_| refused());
    let mut draft = TargetDraft::default();
    match target {
        Some(Target::AtLeast(_)) => draft.at_least = number()?,
        Some(Target::MoreThan(_)) => draft.more_than = number()?,
        Some(Target::AtMost(_)) => draft.at_most = number()?,
        Some(Target::LessThan(_)) => draft.less_than = number()?,
        Some(Target::Equal(_)) => draft.equal = number()?,
        Some(Target::Between(..)) => {
            let (low, high) = text.split_once("..").ok_or_else(refused)?;
            let end = |text: &str| Number::parse(text.trim()).map(DecimalLiteral).map_err(|_| refused());
            draft.between = Some(vec![end(low)?, end(high)?]);
        }
        Some(Target::By(_)) => {
            draft.by = Some(crate::day::Day::parse(text).map(|_| DateText(text.to_owned())).ok_or_else(refused)?);
        }
        Some(Target::Statement(_)) | None => return Err(refused()),
    }
    Ok(draft)
}

/// Where the parts of changes stand on the command line.
fn argument_places(changes: &BTreeMap<String, ChangeDraft>, change: &Change) -> Places {
    let grades = change.grades.keys().filter_map(|at| change.places.value("grade", &at.to_string()));
    let rows = changes
        .keys()
        .filter_map(|id| ["target", "rule", "set"].into_iter().find_map(|part| change.places.value(part, id)));
    // What has no place of its own, a grade that another was moved beyond say, follows from what was asked.
    let asked = grades.chain(rows).next();
    let nowhere = asked.unwrap_or_else(|| Place::start_of(&Source::new(COMMAND_LINE, "")));
    let mut places = Places::new(nowhere.clone());
    let path = Path::top().key("changes");
    for id in changes.keys() {
        for (field, part) in [("target", "target"), ("rule", "rule"), ("weight", "set")] {
            let written = change.places.key(&[part], id).zip(change.places.value(part, id));
            if let Some((key, value)) = written {
                places.note_key(path.key(id), key);
                places.note_value(path.key(id).key(field), value);
            }
        }
    }
    for at in change.grades.keys() {
        let path = Path::top().key("grades").item(*at).key("from");
        places.note_value(path, change.places.value("grade", &at.to_string()).unwrap_or_else(|| nowhere.clone()));
    }
    places
}
