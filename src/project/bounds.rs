//! How far the `extends` of a scheme may lead: a file that somebody submits must not read whatever it names.

use std::path::{Path, PathBuf};

use super::rules::holder_of_scripts;

/// The folders that hold what may be extended.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds(Vec<PathBuf>);

impl Bounds {
    /// For each of these folders the one that holds the `scripts` that serve it, or else the folder itself and its parent;
    /// and what else is `allowed`. The root of the disk is never meant, unless it is allowed.
    pub fn around<'f>(folders: impl IntoIterator<Item = &'f Path>, allowed: Option<&Path>) -> Self {
        let mut bounds: Vec<PathBuf> =
            allowed.and_then(|folder| dunce::canonicalize(folder).ok()).into_iter().collect();
        for folder in folders {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let Ok(folder) = dunce::canonicalize(folder) else { continue };
            let near = match holder_of_scripts(&folder) {
                Some(holder) => vec![holder],
                None => folder.ancestors().take(2).collect(),
            };
            bounds.extend(near.into_iter().filter(|folder| folder.parent().is_some()).map(Path::to_owned));
        }
        Self(bounds)
    }

    /// Whether they hold a file, whose links are followed already.
    pub fn hold(&self, file: &Path) -> bool {
        self.0.iter().any(|folder| file.starts_with(folder))
    }
}
