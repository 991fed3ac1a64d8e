//! Reports of a population: their records as columns, scored block by block.
//!
//! A text is read by a [`RecordFormat`] and scored by a [`Batch`]. What is no plain value, and all that is wrong, goes to the
//! ordinary evaluation of the report that the record is, so that nothing is accepted here that is refused elsewhere.

#[cfg(feature = "arrow")]
mod arrow_cells;
#[cfg(feature = "arrow")]
mod arrow_columns;
#[cfg(feature = "arrow")]
mod arrow_records;
mod batch;
mod batch_counts;
mod column_texts;
mod compared;
mod grade_edges;
mod json_scanner;
mod known_units;
mod line_ends;
mod named_units;
mod ndjson;
mod record_block;
mod record_columns;
mod record_fields;
mod record_format;
mod record_source;
mod report_record;
mod scored_block;
mod table_records;
mod total_counts;
mod unit_head;

#[cfg(feature = "arrow")]
pub use arrow_columns::ArrowColumns;
pub use batch::Batch;
pub use batch_counts::BatchCounts;
pub use named_units::NamedUnits;
pub use record_format::RecordFormat;
pub(crate) use report_record::{ReportRecord, report_records};
pub use scored_block::{RecordFault, ScoredBlock, TraceDetail};
pub use table_records::TableColumns;
pub use total_counts::{RankedTotal, TotalCounts};
