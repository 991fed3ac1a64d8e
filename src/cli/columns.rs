//! `columns`: the tables of a population for engines of SQL.

use clap::ValueEnum;
use jixiao::Diagnostics;
use jixiao::format::{SqlEngine, TableLayout, population_tables};
use jixiao::project::{OpenScheme, open_scheme};

use super::options::SchemeArguments;
use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct ColumnsArguments {
    #[command(flatten)]
    scheme: SchemeArguments,
    #[arg(id = "table-engine", long = "for", value_enum, value_name = "ENGINE")]
    engine: EngineArgument,
    #[arg(id = "table-layout", long = "layout", value_enum, value_name = "LAYOUT", default_value = "wide")]
    layout: LayoutArgument,
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
    let OpenScheme { program, .. } = output.warn(open_scheme(&request.scheme.request())?);
    let engine = match request.engine {
        EngineArgument::Spark => SqlEngine::Spark,
        EngineArgument::Duckdb => SqlEngine::Duckdb,
    };
    let layout = match request.layout {
        LayoutArgument::Wide => TableLayout::Wide,
        LayoutArgument::Long => TableLayout::Long,
    };
    output.print(&population_tables(&program, engine, layout, output.messages()));
    Ok(Status::Done)
}
