//! `columns`: the tables of a population for engines of SQL.

use std::path::PathBuf;

use clap::ValueEnum;
use jixiao::Diagnostics;
use jixiao::format::{SqlEngine, TableLayout, population_tables};
use jixiao::project::{BatchRequest, open_batch};

use super::options::FolderArguments;
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct ColumnsArguments {
    #[arg(id = "batch-scheme", value_name = "FILE")]
    scheme: PathBuf,
    #[arg(id = "table-engine", long = "for", value_enum, value_name = "ENGINE")]
    engine: EngineArgument,
    #[arg(id = "table-layout", long = "layout", value_enum, value_name = "LAYOUT", default_value = "wide")]
    layout: LayoutArgument,
    #[command(flatten)]
    folders: FolderArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineArgument {
    #[value(alias = "hive")]
    Spark,
    Duckdb,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LayoutArgument {
    Wide,
    Long,
}

pub(super) fn run(request: &ColumnsArguments, output: &Output) -> Result<Status, Diagnostics> {
    let batch = output.warn(open_batch(&BatchRequest {
        scheme: request.scheme.clone(),
        scripts: request.folders.scripts.clone(),
        allow_outside: request.folders.allow_outside.clone(),
    })?);
    let engine = match request.engine {
        EngineArgument::Spark => SqlEngine::Spark,
        EngineArgument::Duckdb => SqlEngine::Duckdb,
    };
    let layout = match request.layout {
        LayoutArgument::Wide => TableLayout::Wide,
        LayoutArgument::Long => TableLayout::Long,
    };
    output.print(&population_tables(batch.program(), engine, layout, output.messages()));
    Ok(Status::Done)
}
