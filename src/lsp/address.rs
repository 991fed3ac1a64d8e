//! The addresses by which editors name files: `file:///home/%E6%A1%88%E4%BE%8B/scheme.yaml`.

use std::path::{Path, PathBuf};

use jixiao::project::portable;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands before the path of a file.
const FILE: &str = "file://";

/// What is written as it is in the path of an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The file of an address. A text without a file (`untitled:1`) gets a path that no file has.
pub(super) fn path_of(address: &str) -> PathBuf {
    let Some(path) = address.strip_prefix(FILE) else { return PathBuf::from(address) };
    let path = path.strip_prefix("localhost").unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8_lossy();
    // `/C:/案例` is a path of Windows.
    let is_drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
    PathBuf::from(if is_drive { path.trim_start_matches('/') } else { &path })
}

/// The address of a file.
pub(super) fn address_of(path: &Path) -> String {
    let path = portable(path);
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("{FILE}{root}{}", utf8_percent_encode(&path, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file() {
        let file = Path::new("/案例/a b%20/scheme.yaml");
        let address = address_of(file);
        assert_eq!(address, "file:///%E6%A1%88%E4%BE%8B/a%20b%2520/scheme.yaml");
        assert_eq!(path_of(&address), file);
        assert_eq!(path_of("file:///c%3A/案例"), Path::new("c:/案例"));
        assert_eq!(path_of("untitled:Untitled-1"), Path::new("untitled:Untitled-1"));
    }
}
