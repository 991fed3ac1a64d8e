//! `spark-wrapper`: the Python module by which Spark scores reports.

use jixiao::format::spark_wrapper;

use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct SparkWrapperArguments {}

pub(super) fn run(output: &Output) -> Status {
    output.print(&spark_wrapper(output.messages()));
    Status::Done
}
