//! `schema`: the JSON Schema by which editors complete and check the files.

use jixiao::record::BaselineRecord;
use jixiao::{accounts_schema, report_schema, scheme_schema};

use super::Status;
use super::arguments::{SchemaArguments, SchemaFile};
use super::output::Output;

pub(super) fn run(request: &SchemaArguments, output: &Output) -> Status {
    let schema = match request.file {
        SchemaFile::Scheme => scheme_schema(),
        SchemaFile::Report => report_schema(),
        SchemaFile::Accounts => accounts_schema(),
        SchemaFile::Baseline => schemars::schema_for!(BaselineRecord).into(),
    };
    output.print(&format!("{schema:#}\n"));
    Status::Done
}
