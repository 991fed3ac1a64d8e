//! The files of a what-if: a scheme, an overlay, the reports of one unit or of many; and the variant that is kept.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::bounds::Bounds;
use super::case::{Read, folder_of, merged};
use super::case_folder::cases_at;
use super::files;
use super::open_case::problems_of_used;
use super::population::{PopulationReport, common_scheme, population_report, reports_meant, state_peers, told_twice};
use super::report_inputs::ReportInput;
use super::rules::rules_for;
use super::system::portable;
use super::writer;
use crate::analysis::whatif::{AskedNumber, ChangeTexts, Subject, Variant};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::document;
use crate::evaluation::{Overlay, Program};
use crate::literal::RawScalar;
use crate::location::{Path as Field, Place, Places, Source};
use crate::messages::value_form;
use crate::notation::{PrintedText, PrintedValue};
use crate::numeric::{Number, Unit};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::scheme::{Scheme, SchemeDraft};

/// Which reports are meant, which scheme, and what changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIfRequest {
    /// Case folders, or folders above them.
    pub cases: Vec<PathBuf>,
    /// Another scheme file for all of them.
    pub scheme: Option<PathBuf>,
    /// A folder of report files that are all for the scheme of the one case.
    pub reports: Option<PathBuf>,
    /// Another folder of rule scripts.
    pub scripts: Option<PathBuf>,
    /// Another folder that schemes may extend from.
    pub allow_outside: Option<PathBuf>,
    /// A variant that says what changes; the scheme it extends is the one before.
    pub overlay: Option<PathBuf>,
    /// What changes beyond the overlay.
    pub change: ChangeTexts,
}

/// A what-if opened for work.
#[derive(Clone, Debug)]
pub struct OpenWhatIf {
    /// The scheme before.
    pub before: Scheme,
    /// The scheme after.
    pub variant: Variant,
    /// The rules.
    pub rules: RuleSet,
    /// The units, in the order of their files.
    pub subjects: Vec<Subject>,
    /// The reports among many that could not be read, each with its file and why.
    pub refused: Vec<(String, Diagnostics)>,
    /// The file of the scheme before.
    pub scheme_file: PathBuf,
    /// That file and all that it extends, wherever it was named from.
    chain: Vec<PathBuf>,
}

impl OpenWhatIf {
    /// The programs before and after; where only weights differ, the second is laid over the first.
    ///
    /// # Errors
    /// Those of [`Program::compile`] and [`Program::overlaid`].
    pub fn programs(&self) -> Result<(Program, Program), Diagnostics> {
        let before = Program::compile(self.before.clone(), self.rules.clone())?;
        let after = match self.variant.is_rebuilt {
            true => Program::compile(self.variant.scheme.clone(), self.rules.clone())?,
            false => before.overlaid(&Overlay::new().weights(self.variant.weights.weights()))?,
        };
        Ok((before, after))
    }
}

/// Opens a what-if: the scheme before and after, the rules, and the reports checked against both.
///
/// Without `reports`, every folder that holds a `report.yaml` is a unit, and so is every such folder with a scheme below
/// one that does not. All units must be scored by one scheme, or ranks would compare what cannot be compared.
///
/// # Errors
/// All that keeps the units from being scored before or after, unless it is the report of one among many;
/// [`Code::SchemesDiffer`]; [`Code::SameScheme`]; those of [`Variant::new`].
pub fn open_whatif(request: &WhatIfRequest) -> Result<Warned<OpenWhatIf>, Diagnostics> {
    if let Some(missing) = request.cases.iter().find(|folder| !folder.exists()) {
        let written = missing.display().to_string();
        let problem = Diagnostic::new(Code::FileNotFound).fact("path", &written);
        // A change without its option.
        return Err(if written.contains('=') { problem.fact("change", written) } else { problem }.into());
    }
    if request.reports.is_some() && request.cases.len() != 1 {
        let problem = Diagnostic::new(Code::ChangeForm).fact("text", "--reports");
        return Err(problem.said("form", value_form("CASE --reports FOLDER")).into());
    }
    let folders = folders(request)?;
    let overlay = request.overlay.as_deref().map(read_overlay).transpose()?;
    let files = request.scheme.iter().chain(&request.overlay).map(|file| folder_of(file));
    let near = files.chain(request.cases.iter().chain(&folders).map(PathBuf::as_path));
    let bounds = Bounds::around(near, request.allow_outside.as_deref());
    let mut read = Read::within(bounds.clone());
    let (scheme_file, base) = match &overlay {
        Some(overlay) => overlay.read_base(&mut read)?,
        None => common_scheme(request.scheme.as_deref(), &folders, &bounds, &mut read)?,
    };
    let Warned { value: mut before, mut warnings } = Scheme::check(base.0.clone(), base.1.clone())?;
    before.extended = read.ids.split_off(1.min(read.ids.len()));
    if let Some(overlay) = &overlay {
        overlay.check_id(&before)?;
    }
    let overlay = overlay.map(|overlay| (overlay.draft, overlay.places));
    let start = request.cases.first().map_or(Path::new("."), PathBuf::as_path);
    let Warned { value: rules, warnings: problems } = rules_for(request.scripts.as_deref(), start)?;
    let variant = Variant::new(&before, base, overlay, &request.change, &rules)?;
    warnings.extend(variant.warnings.clone());
    let reports = reports_meant(request.reports.as_deref(), &folders)?.inputs(&before)?;
    let mut used = problems_of_used(&before, problems.clone());
    used.extend(problems_of_used(&variant.scheme, problems));
    used.into_result()?;
    let is_collected = request.reports.is_some();
    let read_one = |input: &ReportInput| population_report(input, &before, is_collected);
    let mut outcomes: Vec<_> = reports.par_iter().map(read_one).collect();
    let is_alone = reports.len() == 1 && !is_collected;
    if before.compares_peers() && !is_alone {
        let mut read: Vec<_> = outcomes.iter_mut().flatten().map(|read| &mut read.value.report).collect();
        state_peers(&Program::compile(before.clone(), rules.clone())?, &mut read, |report| report)?;
    }
    let outcomes = outcomes.into_par_iter().map(|read| subject(read?, &before, &variant));
    let outcomes: Vec<_> = outcomes.collect();
    let (mut subjects, mut refused) = (Vec::with_capacity(outcomes.len()), Vec::new());
    for (input, outcome) in reports.iter().zip(outcomes) {
        match outcome {
            Ok(read) => subjects.push(read.note_in(&mut warnings)),
            Err(problems) if is_alone => return Err(problems),
            Err(problems) => refused.push((input.name(), problems)),
        }
    }
    warnings.extend(told_twice(subjects.iter().map(|subject| &subject.before)));
    let value = OpenWhatIf { before, variant, rules, subjects, refused, scheme_file, chain: read.paths };
    Ok(Warned { value, warnings })
}

/// The folders of the units; with a folder of reports, those that are named.
fn folders(request: &WhatIfRequest) -> Result<Vec<PathBuf>, Diagnostics> {
    if request.reports.is_some() {
        return Ok(request.cases.clone());
    }
    let (mut found, mut problems) = (Vec::new(), Diagnostics::new());
    for path in &request.cases {
        match cases_at(path) {
            Ok(cases) => found.extend(cases),
            Err(problem) => problems.push(problem),
        }
    }
    problems.into_result().map(|()| found)
}

/// An overlay as read.
struct OverlayFile {
    draft: SchemeDraft,
    places: Places,
    file: PathBuf,
    base: String,
}

impl OverlayFile {
    /// Refuses a variant that is called as its base: results would not say which of the two they are of.
    fn check_id(&self, base: &Scheme) -> Result<(), Diagnostic> {
        if self.draft.scheme != base.id && !base.extended.contains(&self.draft.scheme) {
            return Ok(());
        }
        let place = self.places.value(&Field::top().key("scheme"));
        Err(Diagnostic::new(Code::SameScheme).fact("scheme", &self.draft.scheme).at(place))
    }

    /// The file of the scheme before, and what it says.
    fn read_base(&self, read: &mut Read) -> Result<(PathBuf, (SchemeDraft, Places)), Diagnostics> {
        let place = self.places.value(&Field::top().key("extends"));
        let file = read.base(&self.file, &self.base, &place)?;
        let base = merged(&file, read).map_err(|problems| {
            let placed = problems.into_iter().map(|problem| match problem.place {
                None => problem.at(place.clone()),
                Some(_) => problem,
            });
            placed.collect::<Diagnostics>()
        })?;
        Ok((file, base))
    }
}

fn read_overlay(path: &Path) -> Result<OverlayFile, Diagnostics> {
    let source = files::read(path)?;
    let (draft, places) = document::read::<SchemeDraft>(&source)?;
    let Some(base) = &draft.extends else {
        let place = places.key(&Field::top().key("scheme"));
        return Err(Diagnostic::new(Code::MissingField).fact("field", "extends").at(place).into());
    };
    let base = base.clone();
    Ok(OverlayFile { draft, places, file: path.to_owned(), base })
}

/// A report that was checked against the scheme before, and where it can differ against the one after.
fn subject(read: Warned<PopulationReport>, before: &Scheme, variant: &Variant) -> Result<Warned<Subject>, Diagnostics> {
    let Warned { value: read, mut warnings } = read;
    Ok(Warned { value: read_after(read, before, variant)?.note_in(&mut warnings), warnings })
}

/// The unit of a report, read again for the scheme after where that can differ, with the figures that are asked for.
pub(super) fn read_after(
    read: PopulationReport,
    before: &Scheme,
    variant: &Variant,
) -> Result<Warned<Subject>, Diagnostics> {
    let mut warnings = Diagnostics::new();
    let change = &variant.asked;
    let after = if variant.is_rebuilt || !change.metrics.is_empty() {
        let (mut draft, mut places) = read.written(before)?;
        for (name, amount) in &change.metrics {
            let written = change.places.value("metric", name);
            let entry = draft.metrics.entry(name.clone()).or_default();
            let figure = changed(amount, entry.value.as_ref(), name, &draft.unit, written.as_ref())?;
            let place = written.unwrap_or_else(|| Place::start_of(&Source::new("whatif", &figure)));
            let declared = before.metrics.get(name).map(|metric| &metric.unit).filter(|unit| !unit.is_plain());
            let figure = match declared.and_then(|declared| with_unit(&figure, declared)) {
                Some((number, unit)) => {
                    entry.unit = Some(unit);
                    places.note_value(Field::top().key("metrics").key(name).key("unit"), place.clone());
                    number
                }
                None => figure,
            };
            (entry.value, entry.missing, entry.not_applicable) = (Some(RawScalar(figure)), None, None);
            places.note_value(Field::top().key("metrics").key(name).key("value"), place);
        }
        let mut after = Report::check(draft, &places, &variant.scheme)?.note_in(&mut warnings);
        after.hold_peers(&read.report, before, &variant.scheme);
        Some(after)
    } else {
        None
    };
    let PopulationReport { report, file, .. } = read;
    Ok(Warned { value: Subject { file, before: report, after }, warnings })
}

/// The number and the unit of a figure that is asked for with a unit behind it; a multiple alone counts what the metric
/// counts.
fn with_unit(figure: &str, declared: &Unit) -> Option<(String, String)> {
    if Number::parse(figure).is_ok() {
        return None;
    }
    let PrintedValue { operator: None, value: PrintedText::Number { number, unit: Some(unit), rest }, .. } =
        PrintedValue::parse(figure)
    else {
        return None;
    };
    let whole = format!("{unit}{}", declared.base().name());
    // One that does not fit is told where the report is checked.
    let unit = if Unit::parse(&whole).is_like(declared) { whole } else { unit };
    rest.is_empty().then(|| (number.to_string(), unit))
}

/// The figure that is asked for, which may rest on the one that is reported.
fn changed(
    amount: &AskedNumber,
    reported: Option<&RawScalar>,
    name: &str,
    organisation: &str,
    written: Option<&Place>,
) -> Result<String, Diagnostic> {
    let base = reported.and_then(|RawScalar(text)| Number::parse(text).ok());
    if let (true, None) = (amount.is_relative(), &base) {
        let problem = Diagnostic::new(Code::NoBaseValue).fact("name", name).fact("change", amount);
        return Err(problem.unit(organisation).at(written.cloned()));
    }
    let figure = amount.of(&base.unwrap_or_else(Number::zero));
    figure.map_err(|error| Diagnostic::from(error).unit(organisation).at(written.cloned()))
}

/// Keeps the variant in a file: what differs from the scheme before, and what was asked of the weights. It takes the
/// place of another variant only.
///
/// # Errors
/// [`Code::AlreadyExists`] where something else stands, or a scheme that the variant rests on; those of
/// [`write_all`](super::write_all).
pub fn save_variant(opened: &OpenWhatIf, path: &Path) -> Result<(), Diagnostics> {
    if dunce::canonicalize(path).is_ok_and(|path| opened.chain.contains(&path)) {
        return Err(Diagnostic::new(Code::AlreadyExists).fact("path", path.display()).into());
    }
    writer::write(path, variant_text(&opened.variant, &opened.scheme_file, path)?, is_saved_variant)?;
    Ok(())
}

/// The text of a variant that is to lie at `path` and extends the scheme of `scheme_file`.
pub(super) fn variant_text(variant: &Variant, scheme_file: &Path, path: &Path) -> Result<String, Diagnostic> {
    let mut draft = variant.draft.clone();
    draft.extends = Some(way_between(path, scheme_file));
    let mut tree = serde_json::to_value(&draft)
        .map_err(|error| Diagnostic::new(Code::FileUnwritable).fact("path", path.display()).fact("detail", error))?;
    if let Some(changes) = tree.get_mut("changes").and_then(serde_json::Value::as_object_mut) {
        let mut in_order = serde_json::Map::new();
        for id in variant.order() {
            in_order.extend(changes.remove(&id).map(|change| (id, change)));
        }
        in_order.append(changes);
        *changes = in_order;
    }
    Ok(document::to_yaml(&tree))
}

/// Whether a text is a variant as [`save_variant`] writes it: no scheme of a case, and without a person's comments.
pub(super) fn is_saved_variant(source: &Source) -> bool {
    let is_variant =
        |source: &Arc<Source>| document::read::<SchemeDraft>(source).is_ok_and(|(draft, _)| draft.extends.is_some());
    let has_comment = || source.text().lines().any(|line| line.trim_start().starts_with('#'));
    let is_scheme = || Path::new(source.name()).file_name().is_some_and(|name| name == "scheme.yaml");
    !is_scheme() && !has_comment() && is_variant(&Source::new(source.name(), source.text()))
}

/// How the folder of `from` names `to`: relative where both lie in one folder below the root.
fn way_between(from: &Path, to: &Path) -> String {
    let folder = from.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let (Ok(folder), Ok(target)) = (dunce::canonicalize(folder), dunce::canonicalize(to)) else {
        return to.display().to_string();
    };
    let (here, there): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), target.components().collect());
    let shared = here.iter().zip(&there).take_while(|(left, right)| left == right).count();
    let is_folder = |part: &&Component<'_>| matches!(part, Component::Normal(_));
    if here.iter().take(shared).filter(is_folder).count() == 0 {
        return target.display().to_string(); // nothing in common but the root
    }
    let up = here.iter().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(there.iter().skip(shared).copied()).collect();
    portable(&way)
}
