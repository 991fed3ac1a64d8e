//! [`GuardedAt`]: where a case that is guarded lies, and its baseline.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::batch_tables::listed_reports;
use super::case::reports_within;
use super::case_folder::{find_folders, is_case};
use super::files::list;

/// The name of a baseline, beside scheme and report.
const BASELINE: &str = "baseline.json";
/// The folder of the baselines of many reports, beside the folder of the reports.
const BASELINES_FOLDER: &str = "baselines";

/// Where a case that is guarded lies, or its baseline: a folder with scheme and report, or one of many reports beside a
/// scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardedAt {
    /// The folder of the scheme.
    pub folder: PathBuf,
    /// The report, where the folder holds those of many organisations.
    pub report: Option<PathBuf>,
}

impl GuardedAt {
    /// The case of a folder.
    #[must_use]
    pub fn folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), report: None }
    }

    /// What it is called: the folder, or the file of the report.
    #[must_use]
    pub fn name(&self) -> String {
        let path = self.report.as_ref().unwrap_or(&self.folder);
        let short = path.strip_prefix(".").ok().filter(|short| !short.as_os_str().is_empty());
        short.unwrap_or(path).display().to_string()
    }

    /// The file of its baseline.
    #[must_use]
    pub fn baseline(&self) -> PathBuf {
        match self.report.as_ref().and_then(|report| report.file_name()) {
            Some(report) => {
                let mut name = report.to_owned();
                name.push(".json");
                self.folder.join(BASELINES_FOLDER).join(name)
            }
            None => self.folder.join(BASELINE),
        }
    }
}

/// The cases at and below `folder` (a scheme with a report, or with a folder of reports) and the baselines whose case is
/// gone, in the order of their names.
#[must_use]
pub fn find_guarded(folder: &Path) -> Vec<GuardedAt> {
    let is_case_or_baseline = |folder: &Path| is_case(folder) || folder.join(BASELINE).exists();
    let folders = find_folders(folder, &|folder| is_case_or_baseline(folder) || reports_within(folder).is_some());
    let cases = folders.iter().flat_map(|folder| {
        let reports = reports_of(folder);
        if reports.is_empty() {
            return is_case_or_baseline(folder).then(|| GuardedAt::folder(folder)).into_iter().collect();
        }
        let at = |report| GuardedAt { folder: folder.clone(), report: Some(report) };
        reports.into_iter().map(at).collect::<Vec<_>>()
    });
    cases.collect()
}

/// The reports beside a scheme, and those of which only the baseline is left.
fn reports_of(folder: &Path) -> BTreeSet<PathBuf> {
    let Some(reports) = reports_within(folder) else { return BTreeSet::new() };
    let recorded = list(&folder.join(BASELINES_FOLDER), &["json"]).unwrap_or_default();
    let recorded = recorded.iter().filter_map(|file| file.file_stem()).map(|name| reports.join(name));
    listed_reports(&reports).unwrap_or_default().into_iter().chain(recorded).collect()
}
