//! An office's own form, filled in place.

use std::path::Path;

use super::files::read_bytes;
use super::form::FormCase;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::workbook::{PatchProblem, patch_xlsx, read_workbook};
use crate::form::{FillPlan, FilledForm, FormReading, Layout, LayoutSet, plan_fill, read_forms};
use crate::language::Bilingual;
use crate::messages::phrase;

/// The largest file that is filled in, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// An office's own form, read to be filled in.
#[derive(Debug)]
pub struct OpenForm {
    file: String,
    bytes: Vec<u8>,
    sheets: Vec<crate::document::sheet::Sheet>,
    reading: FormReading,
    layout: Layout,
}

/// A form that is filled in.
#[derive(Debug)]
pub struct FormFilledIn {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many cells were written.
    pub cells: usize,
    /// What was left as it was.
    pub plan: FillPlan,
}

/// Reads the form that a case is filled into: the only one of the file, or the one of that organisation.
///
/// # Errors
/// A file that cannot be read; [`Code::FormNotFilled`] for one that is no .xlsx, or in which no form or no single one is
/// meant.
pub fn open_form(path: &Path, layouts: &LayoutSet, cases: &[FormCase]) -> Result<OpenForm, Diagnostics> {
    let file = path.display().to_string();
    let refused = |detail: Bilingual| Diagnostic::new(Code::FormNotFilled).fact("path", &file).said("detail", detail);
    let [case] = cases else { return Err(refused(phrase("form-fill-cases", &[])).into()) };
    let bytes = read_bytes(path, MOST_BYTES)?;
    let workbook = read_workbook(&file, &bytes).map_err(|problem| super::table_problem::diagnostic(&file, &problem))?;
    // A form without rows, or of plain figures, has nothing to be filled in.
    let mut forms = read_forms(&file, &workbook.sheets, layouts).forms;
    forms.retain(|form| !form.rows.is_empty());
    if forms.len() > 1 {
        let is_own = |form: &FormReading| form.organisation().is_some_and(|own| own.line() == case.report.organisation);
        forms.retain(is_own);
    }
    let reading = match <[FormReading; 1]>::try_from(forms) {
        Ok([reading]) => reading,
        Err(forms) if forms.is_empty() => return Err(refused(phrase("form-fill-no-form", &[])).into()),
        Err(_) => return Err(refused(phrase("form-fill-several", &[])).into()),
    };
    let unknown = || Diagnostic::new(Code::UnknownLayout).fact("layout", &reading.layout);
    let layout = layouts.get(&reading.layout).ok_or_else(unknown)?.clone();
    Ok(OpenForm { file, bytes, sheets: workbook.sheets, reading, layout })
}

impl OpenForm {
    /// The layout by which it was read.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Fills it in; what stands there is left as it is unless `is_replacing`.
    ///
    /// # Errors
    /// [`Code::FormNotFilled`] for a file that is no .xlsx or cannot be taken apart.
    pub fn fill(&self, form: &FilledForm, is_replacing: bool) -> Result<FormFilledIn, Diagnostics> {
        let refused =
            |detail: Bilingual| Diagnostic::new(Code::FormNotFilled).fact("path", &self.file).said("detail", detail);
        let sheet = self.sheets.iter().find(|sheet| sheet.name == self.reading.sheet);
        let sheet = sheet.ok_or_else(|| refused(phrase("form-fill-no-form", &[])))?;
        let plan = plan_fill(&self.reading, sheet, form, is_replacing);
        let bytes = patch_xlsx(&self.bytes, &plan.patches).map_err(|problem| match problem {
            PatchProblem::Unread(problem) => super::table_problem::diagnostic(&self.file, &problem),
            PatchProblem::NoXlsx => refused(phrase("form-fill-no-xlsx", &[])),
            PatchProblem::NoSheet { name } => {
                refused(phrase("form-fill-no-sheet", &[("sheet", Bilingual::same(name))]))
            }
            PatchProblem::Formula { place, .. } => {
                refused(phrase("form-fill-in-formula", &[("cell", Bilingual::same(place.to_string()))]))
            }
            PatchProblem::Part { part } => refused(phrase("form-fill-part", &[("part", Bilingual::same(part))])),
        })?;
        Ok(FormFilledIn { bytes, cells: plan.patches.len(), plan })
    }
}
