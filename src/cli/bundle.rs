//! `bundle`: a scheme, what it extends and the scripts that it uses as one file.

use std::path::PathBuf;

use jixiao::Diagnostics;
use jixiao::project::{OpenScheme, open_scheme, write_bundle};

use super::options::SchemeArguments;
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct BundleArguments {
    #[command(flatten)]
    scheme: SchemeArguments,
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(request: &BundleArguments, output: &Output) -> Result<Status, Diagnostics> {
    let OpenScheme { bundle, .. } = output.warn(open_scheme(&request.scheme.request())?);
    let Some(path) = &request.output else {
        output.print(&bundle.text());
        return Ok(Status::Done);
    };
    write_bundle(path, &bundle)?;
    output.remark(&output.messages().say("recheck-written", &[("path", &path.display().to_string())]));
    output.print(&format!("{}\n", bundle.sha256));
    Ok(Status::Done)
}
