//! `schema`: the JSON Schema by which editors complete and check the files, and by which programs read the answers.

use std::path::Path;

use clap::ValueEnum;
use jixiao::analysis::ranking::RankingRecord;
use jixiao::analysis::robust::RobustRecord;
use jixiao::analysis::seek::{PublishedRecord, SeekRecord};
use jixiao::analysis::sweep::SweepRecord;
use jixiao::analysis::whatif::{PopulationRecord, WhatIfRecord};
use jixiao::comparison::compare::CompareRecord;
use jixiao::comparison::guard::GuardRecord;
use jixiao::format::file_schema;
use jixiao::project::rules_for;
use jixiao::record::{
    BaselineRecord, BatchReceiptRecord, BundleRecord, CheckRecord, EvaluationRecord, RuleTestsRecord, record_schema,
};
use jixiao::review::audit::AuditRecord;
use jixiao::review::recheck::RecheckRecord;
use jixiao::{Diagnostics, accounts_schema, report_schema, scheme_schema};

use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct SchemaArguments {
    #[arg(id = "schema-name", value_name = "NAME")]
    pub name: SchemaName,
}

/// What a schema describes: a file, or what a command writes as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaName {
    Scheme,
    Report,
    Accounts,
    Baseline,
    Bundle,
    Result, // of `score`
    Recheck,
    Audit,
    Guard,
    Whatif,
    Population, // of `whatif` for many
    Ranking,    // of `score` for many
    Seek,
    Published, // of `seek` for a published total
    Sweep,
    Robust,
    Compare,
    Check,
    RuleTests, // of `rules test`
    Receipt,   // of `batch`
}

pub(super) fn run(request: &SchemaArguments, output: &Output) -> Result<Status, Diagnostics> {
    // Scripts that are no rules are told by whoever uses them.
    let rules = rules_for(None, Path::new("."))?.value;
    let of_files = |schema| file_schema(schema, output.messages(), &rules);
    let schema = match request.name {
        SchemaName::Scheme => of_files(scheme_schema()),
        SchemaName::Report => of_files(report_schema()),
        SchemaName::Accounts => of_files(accounts_schema()),
        SchemaName::Baseline => schemars::schema_for!(BaselineRecord).into(),
        SchemaName::Bundle => schemars::schema_for!(BundleRecord).into(),
        SchemaName::Receipt => record_schema::<BatchReceiptRecord>(),
        SchemaName::Result => record_schema::<EvaluationRecord>(),
        SchemaName::Recheck => record_schema::<RecheckRecord>(),
        SchemaName::Audit => record_schema::<AuditRecord>(),
        SchemaName::Guard => record_schema::<GuardRecord>(),
        SchemaName::Whatif => record_schema::<WhatIfRecord>(),
        SchemaName::Population => record_schema::<PopulationRecord>(),
        SchemaName::Ranking => record_schema::<RankingRecord>(),
        SchemaName::Seek => record_schema::<SeekRecord>(),
        SchemaName::Published => record_schema::<PublishedRecord>(),
        SchemaName::Sweep => record_schema::<SweepRecord>(),
        SchemaName::Robust => record_schema::<RobustRecord>(),
        SchemaName::Compare => record_schema::<CompareRecord>(),
        SchemaName::Check => record_schema::<CheckRecord>(),
        SchemaName::RuleTests => record_schema::<RuleTestsRecord>(),
    };
    output.print(&format!("{schema:#}\n"));
    Ok(Status::Done)
}
