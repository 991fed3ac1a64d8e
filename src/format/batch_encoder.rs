//! [`RowEncoder`]: batches of Arrow as the bytes of a stream, of a file, or of Parquet.

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{Schema, SchemaRef};

use super::batch::BatchFormat;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;

/// How many lines are held back at most before Parquet writes them.
#[cfg(feature = "parquet")]
const ROW_GROUP: usize = 1 << 16;

/// Makes the bytes of batches; what was made waits to be taken.
pub(super) enum RowEncoder {
    Stream(StreamWriter<Vec<u8>>),
    File(FileWriter<Vec<u8>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::arrow::ArrowWriter<Vec<u8>>>),
}

impl RowEncoder {
    /// An encoder for batches of a schema.
    pub fn new(schema: &SchemaRef, format: BatchFormat) -> Result<Self, Diagnostic> {
        let schema: &Schema = schema;
        Ok(match format {
            #[cfg(feature = "parquet")]
            BatchFormat::Parquet => {
                let properties = parquet::file::properties::WriterProperties::builder()
                    .set_compression(parquet::basic::Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(ROW_GROUP))
                    .build();
                let schema = std::sync::Arc::new(schema.clone());
                let writer = parquet::arrow::ArrowWriter::try_new(Vec::new(), schema, Some(properties));
                Self::Parquet(Box::new(writer.map_err(unwritable)?))
            }
            BatchFormat::ArrowFile => Self::File(FileWriter::try_new(Vec::new(), schema).map_err(unwritable)?),
            _ => Self::Stream(StreamWriter::try_new(Vec::new(), schema).map_err(unwritable)?),
        })
    }

    /// What was made since.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.made())
    }

    /// Where what is made waits.
    fn made(&mut self) -> &mut Vec<u8> {
        match self {
            Self::Stream(writer) => writer.get_mut(),
            Self::File(writer) => writer.get_mut(),
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.inner_mut(),
        }
    }

    /// The bytes of a batch, and what was held back before; they are gone with the next.
    pub fn encode(&mut self, batch: &RecordBatch) -> Result<&[u8], Diagnostic> {
        self.made().clear();
        match self {
            Self::Stream(writer) => writer.write(batch).map_err(unwritable)?,
            Self::File(writer) => writer.write(batch).map_err(unwritable)?,
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => writer.write(batch).map_err(unwritable)?,
        }
        Ok(self.made())
    }

    /// What stands behind all batches.
    pub fn finish(mut self) -> Result<Vec<u8>, Diagnostic> {
        self.made().clear();
        match &mut self {
            Self::Stream(writer) => writer.finish().map_err(unwritable)?,
            Self::File(writer) => writer.finish().map_err(unwritable)?,
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => drop(writer.finish().map_err(unwritable)?),
        }
        Ok(self.take())
    }
}

/// The problem of what cannot be encoded.
fn unwritable(error: impl std::fmt::Display) -> Diagnostic {
    let path = crate::messages::phrase("standard-output", &[]);
    Diagnostic::new(Code::FileUnwritable).said("path", path).said("detail", Bilingual::same(error.to_string()))
}
