//! Writes the list of the shipped rules, so that the binary holds every script of `scripts/`.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=scripts");
    let mut names: Vec<String> = fs::read_dir("scripts")?
        .filter_map(|entry| Some(entry.ok()?.path().file_name()?.to_str()?.strip_suffix(".rhai")?.to_owned()))
        .collect();
    names.sort();
    let mut list = "&[\n".to_owned();
    for name in names {
        let path = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/scripts/{name}.rhai\")");
        let _ = writeln!(list, "    (\"{name}\", include_str!({path})),");
    }
    list.push_str("]\n");
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("shipped_rules.rs"), list)
}
