//! The tree of weights: for each row a lock, a slider, a field for the number and what it gained or lost.

use maud::{Markup, html};

use super::shown::TrialPage;
use super::summary::{indent, tone};
use crate::analysis::whatif::{Variant, WeightScale};
use crate::format::weight_notes::step_grades_text;
use crate::messages::Messages;
use crate::numeric::{Number, Weight};
use crate::scheme::{Dimension, Indicator, RowWeight, WeightGrid, WeightMode, WeightRole};

/// How many colours there are for groups of rows.
const COLOURS: usize = 6;

/// What a row or a group of rows shows when it has moved.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct WeightValue {
    /// The id of the row or dimension.
    pub id: String,
    /// What it is worth.
    pub text: String,
    /// The mark of its slider.
    pub mark: i64,
    /// After less before.
    pub difference: String,
    /// What a slider says of itself to whoever does not see it.
    pub spoken: String,
    /// Whether it was asked for (`set`), is locked (`locked`) or follows (`free`, `kept`).
    pub role: &'static str,
}

/// All rows and dimensions as the trial leaves them.
#[must_use]
pub fn weight_values(page: &TrialPage<'_>, messages: &Messages) -> Vec<WeightValue> {
    let tree = WeightTree::new(page, messages);
    let (before, after) = (page.answer.trial.before.scheme(), page.answer.trial.after.scheme());
    let dimensions = after.all_dimensions().into_iter().filter_map(|dimension| {
        let old = &before.dimension(&dimension.id)?.weight;
        let role = if tree.is_set(&dimension.id) { "set" } else { "free" };
        Some(tree.value(&dimension.id, messages.pick(&dimension.name), (old, &dimension.weight), role))
    });
    let rows = page.answer.trial.weights.rows.iter().filter_map(|row| {
        let indicator = after.indicators().into_iter().find(|known| known.id == row.id)?;
        Some(tree.value(&row.id, messages.pick(&indicator.name), (&row.before, &row.after), tree.role(row)))
    });
    dimensions.chain(rows).collect()
}

struct WeightTree<'t> {
    page: &'t TrialPage<'t>,
    messages: &'t Messages,
    scale: Option<WeightScale>,
    /// How many decimals the step has.
    places: u32,
}

impl<'t> WeightTree<'t> {
    fn new(page: &'t TrialPage<'t>, messages: &'t Messages) -> Self {
        let trial = &page.answer.trial;
        let scale = WeightScale::new(trial.before.scheme(), &trial.request.grid).ok();
        let places = trial.weights.grid.as_ref().and_then(|grid| grid.number().decimals()).unwrap_or_default();
        Self { page, messages, scale, places }
    }

    fn is_set(&self, id: &str) -> bool {
        self.page.answer.trial.request.set.contains_key(id)
    }

    /// A number with the decimals of the step, where it is not whole.
    fn shown(&self, number: &Number) -> String {
        let is_short = number.decimals().is_some_and(|decimals| decimals <= self.places);
        if number.is_whole() || !is_short { number.to_string() } else { number.to_padded(self.places) }
    }

    fn signed(&self, number: &Number) -> String {
        let sign = if number.is_negative() { "-" } else { "+" };
        format!("{sign}{}", self.shown(&number.absolute()))
    }

    /// A row that is locked by hand, and one that is set, whatever else holds it.
    fn role(&self, row: &RowWeight) -> &'static str {
        match row.role {
            _ if self.is_set(&row.id) => "set",
            WeightRole::Locked => "locked",
            WeightRole::Set | WeightRole::Free => "free",
            WeightRole::Kept => "kept",
        }
    }

    fn value(&self, id: &str, name: &str, (old, new): (&Weight, &Weight), role: &'static str) -> WeightValue {
        let difference = new.number().subtract(old.number()).ok();
        let facts = [("row", name), ("weight", &self.shown(new.number())), ("before", &old.to_string())];
        WeightValue {
            id: id.to_owned(),
            text: self.shown(new.number()),
            mark: self.scale.as_ref().map_or(0, |scale| scale.mark_of(new.number())),
            difference: difference
                .filter(|number| !number.is_zero())
                .map_or_else(String::new, |number| self.signed(&number)),
            spoken: self.messages.say("page-slider", &facts),
            role,
        }
    }
}

/// The section with the whole tree in a form that works without a script.
pub(super) fn weights(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let say = |id: &str| messages.say(id, &[]);
    let scheme = page.answer.trial.after.scheme();
    html! {
        section.weights aria-labelledby="weights-title" {
            h2 id="weights-title" { (say("column-weight")) }
            form id="form" action="/move" method="get" autocomplete="off" {
                input type="hidden" name="state" value=(page.state);
                (modes(page, messages))
                div id="note" { (note(page, messages)) }
                table.wt {
                    thead { tr {
                        th scope="col" { (say("page-lock")) }
                        th scope="col" { (say("column-indicator")) }
                        th.sl scope="col" { span.vh { (say("page-slider-column")) } }
                        th.n scope="col" { (say("page-was")) }
                        th.n scope="col" { (say("view-after")) }
                        th.n scope="col" { (say("page-difference")) }
                    } }
                    @for (at, dimension) in scheme.dimensions.iter().enumerate() {
                        (group(dimension, at, 0, page, messages))
                    }
                    tfoot { tr {
                        th colspan="4" scope="row" { (say("page-sum-row")) }
                        td.n { b { (scheme.full_score) } }
                        td {}
                    } }
                }
                (bounds(page, messages))
                p { button.primary.no-script type="submit" { (say("page-apply")) } }
            }
        }
    }
}

fn group(dimension: &Dimension, colour: usize, depth: usize, page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let tree = WeightTree::new(page, messages);
    let before = page.answer.trial.before.scheme().dimension(&dimension.id);
    let old = before.map_or_else(|| dimension.weight.clone(), |before| before.weight.clone());
    let role = if tree.is_set(&dimension.id) { "set" } else { "free" };
    let name = messages.pick(&dimension.name);
    let value = tree.value(&dimension.id, name, (&old, &dimension.weight), role);
    html! {
        tbody class={ "c" (colour % COLOURS) } {
            tr.dim data-id=(dimension.id) data-role=(role) {
                th class=[indent(depth)] colspan="3" scope="rowgroup" { (name) (release(&value, messages)) }
                td.n { (old) }
                td.n { (field(&value, name, false, messages)) }
                td class={ "n " (tone(&value.difference)) } { (value.difference) }
            }
            @for row in &dimension.indicators { (weight_row(row, depth, &tree)) }
        }
        @for below in &dimension.dimensions { (group(below, colour, depth.saturating_add(1), page, messages)) }
    }
}

fn weight_row(row: &Indicator, depth: usize, tree: &WeightTree<'_>) -> Markup {
    let (page, messages) = (tree.page, tree.messages);
    let trial = &page.answer.trial;
    let Some(weight) = trial.weights.rows.iter().find(|weight| weight.id == row.id) else { return html! {} };
    let name = messages.pick(&row.name);
    let value = tree.value(&row.id, name, (&weight.before, &weight.after), tree.role(weight));
    let is_locked = trial.request.locked.contains(&row.id);
    let bounds = trial.request.bounds.get(&row.id);
    html! {
        tr.w data-id=(row.id) data-role=(value.role) {
            td.lk {
                input type="checkbox" name="lock" value=(row.id) checked[is_locked] disabled[value.role == "set"]
                    aria-label=(messages.say("page-lock-row", &[("row", name)]));
            }
            th class=[indent(depth)] scope="row" {
                (name) (release(&value, messages))
                @if let Some((low, high)) = bounds {
                    small { (messages.say("page-bounded", &[("low", &low.to_string()), ("high", &high.to_string())])) }
                }
            }
            td.sl { @if let Some(scale) = &tree.scale { (slider((&value, name), scale, weight, bounds, is_locked)) } }
            td.n { (weight.before) }
            td.n { (field(&value, name, is_locked, messages)) }
            td class={ "n " (tone(&value.difference)) } { (value.difference) }
        }
    }
}

/// The slider with a mark where it was, and a band where it may go.
fn slider(
    (value, name): (&WeightValue, &str),
    scale: &WeightScale,
    weight: &RowWeight,
    bounds: Option<&(Weight, Weight)>,
    is_locked: bool,
) -> Markup {
    let at = |weight: &Weight| scale.thousandths(weight.number());
    html! {
        span.track {
            svg viewBox="0 0 1000 22" preserveAspectRatio="none" aria-hidden="true" {
                @if let Some((low, high)) = bounds {
                    rect.band x=(at(low)) y="17" width=(at(high) - at(low)) height="4" {}
                }
                rect.was x=(at(&weight.before)) y="3" width="6" height="16" {}
            }
            input type="range" min="0" max=(scale.steps()) value=(value.mark) data-slide=(value.id)
                aria-label=(name) aria-valuetext=(value.spoken) disabled[is_locked];
        }
    }
}

fn field(value: &WeightValue, name: &str, is_locked: bool, messages: &Messages) -> Markup {
    html! {
        input type="hidden" name={ "was." (value.id) } value=(value.text);
        input.num type="text" inputmode="decimal" name={ "w." (value.id) } value=(value.text) data-put=(value.id)
            readonly[is_locked] aria-label=(messages.say("page-field", &[("row", name)]));
    }
}

/// The way back for what was asked for.
fn release(value: &WeightValue, messages: &Messages) -> Markup {
    html! {
        button.release type="submit" name="release" value=(value.id) hidden[value.role != "set"] {
            (messages.say("page-release", &[]))
        }
    }
}

/// Who makes room, the step, and who takes what it leaves over.
fn modes(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let trial = &page.answer.trial;
    let scheme = trial.before.scheme();
    let mode = trial.request.mode.to_string();
    let plain = ["proportional", "equal-shift", "policy", "as-entered"];
    let plain = plain.into_iter().filter(|mode| *mode != "policy" || !scheme.reallocation.is_empty());
    let step = match &trial.request.grid {
        WeightGrid::Step(step) => step.to_string(),
        WeightGrid::Scheme | WeightGrid::Exact => String::new(),
    };
    let usual = trial.weights.grid.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    html! {
        div.modes {
            label { (messages.say("page-mode", &[])) " "
                select name="mode" data-choose="mode" {
                    @for known in plain {
                        option value=(known) selected[mode == known] { (messages.say(&format!("whatif-mode-{known}"), &[])) }
                    }
                    @for row in scheme.indicators() {
                        @let known = WeightMode::Transfer(row.id.clone()).to_string();
                        option value=(known) selected[mode == known] {
                            (messages.say("whatif-mode-transfer", &[("row", messages.pick(&row.name))]))
                        }
                    }
                }
            }
            label { (messages.say("page-step", &[])) " "
                input.num type="text" inputmode="decimal" name="step" value=(step) placeholder=(usual) data-choose="step";
            }
            label { (messages.say("page-rest", &[])) " "
                select name="rest" data-choose="rest" {
                    option value="" selected[trial.request.rest.is_none()] { (messages.say("page-rest-heaviest", &[])) }
                    @for row in scheme.indicators() {
                        option value=(row.id) selected[trial.request.rest.as_ref() == Some(&row.id)] { (messages.pick(&row.name)) }
                    }
                }
            }
        }
    }
}

/// The least and the most that a row may be worth.
fn bounds(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let scheme = page.answer.trial.before.scheme();
    html! {
        details.bounds {
            summary { (messages.say("page-bounds", &[])) }
            div.modes {
                select name="bound" aria-label=(messages.say("column-indicator", &[])) {
                    option value="" { (messages.say("page-choose-row", &[])) }
                    @for row in scheme.indicators() { option value=(row.id) { (messages.pick(&row.name)) } }
                }
                input.num type="text" inputmode="decimal" name="low" aria-label=(messages.say("page-low", &[]));
                "–"
                input.num type="text" inputmode="decimal" name="high" aria-label=(messages.say("page-high", &[]));
                button type="submit" name="bounded" value="1" { (messages.say("page-bound", &[])) }
            }
            p.mut { (messages.say("page-bounds-empty", &[])) }
        }
    }
}

/// What was asked and what followed, and whose grade the step decides.
pub(super) fn note(page: &TrialPage<'_>, messages: &Messages) -> Markup {
    let Some(variant) = &page.answer.trial.variant else { return html! {} };
    let scheme = &variant.scheme;
    let name = |id: &String| {
        let row = scheme.indicators().into_iter().find(|row| row.id == *id);
        row.map_or_else(|| id.clone(), |row| messages.pick(&row.name).to_owned())
    };
    let grid = variant.weights.grid.as_ref().map_or_else(String::new, ToString::to_string);
    let said = |id: &str, residual: &Number, row: &String| {
        messages.say(id, &[("step", &grid), ("residual", &residual.to_string()), ("row", &name(row))])
    };
    let residual = variant.weights.residual.number();
    let line = match (&variant.weights.rest, variant.weights.apart()) {
        (Some(rest), _) if !residual.is_zero() => said("page-residual", residual, rest),
        (_, Some((row, by))) => said("page-apart", &by, &row.id),
        (_, None) => messages.say("page-no-residual", &[("step", &grid)]),
    };
    let other = other_lines(variant, messages);
    let steps = step_grades_text(&page.answer.step_grades, messages);
    html! {
        div.note { p { (line) } @for line in &other { p { (line) } } }
        @if !steps.is_empty() { div.note.warn { @for line in steps.lines() { p { (line.trim()) } } } }
    }
}

/// What is asked besides weights: figures, and lower bounds of grades.
fn other_lines(variant: &Variant, messages: &Messages) -> Vec<String> {
    let comma = messages.say("list-comma", &[]);
    let grades = variant.asked.grades.iter();
    let grades = grades.map(|(at, from)| format!("{} {from}", messages.pick(&variant.scheme.grade_name(*at))));
    let figures = variant.asked.metrics.iter().map(|(id, amount)| {
        let name = variant.scheme.metrics.get(id).map_or(id.as_str(), |metric| messages.pick(&metric.name));
        format!("{name} {amount}")
    });
    let lines = [("whatif-grades", grades.collect::<Vec<_>>()), ("whatif-metrics", figures.collect())];
    let filled = lines.into_iter().filter(|(_, parts)| !parts.is_empty());
    filled.map(|(id, parts)| messages.say(id, &[("rows", &parts.join(&comma))])).collect()
}
