//! The results of a population in the format that was asked for: as text, or as batches of Arrow.

use std::borrow::Cow;

use super::batch::{BatchFormat, BatchWriter};
#[cfg(feature = "arrow")]
use super::batch_columns::ResultColumns;
#[cfg(feature = "arrow")]
use super::batch_encoder::RowEncoder;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::Program;
use crate::messages::Messages;
use crate::population::{ScoredBlock, TraceDetail};

/// The results of a block, ready to be written.
#[derive(Clone, Debug)]
pub enum BlockContent {
    /// Lines of text.
    Text(String),
    /// Lines in columns.
    #[cfg(feature = "arrow")]
    Rows(arrow_array::RecordBatch),
}

/// Makes the content of each block.
pub struct BatchResults<'m> {
    text: BatchWriter<'m>,
    #[cfg(feature = "arrow")]
    columns: Option<ResultColumns>,
    #[cfg(feature = "arrow")]
    format: BatchFormat,
}

/// Makes bytes of the content of all blocks, one after the other.
pub struct BatchEncoder {
    header: String,
    #[cfg(feature = "arrow")]
    rows: Option<RowEncoder>,
}

impl<'m> BatchResults<'m> {
    /// The results of a program.
    ///
    /// # Errors
    /// [`Code::FeatureMissing`] for a format that this build does not write.
    pub fn new(
        program: &Program,
        format: BatchFormat,
        detail: TraceDetail,
        messages: &'m Messages,
    ) -> Result<Self, Diagnostic> {
        let missing = match format {
            BatchFormat::Parquet if cfg!(not(feature = "parquet")) => Some("parquet"),
            BatchFormat::Arrow | BatchFormat::ArrowFile if cfg!(not(feature = "arrow")) => Some("arrow"),
            _ => None,
        };
        if let Some(missing) = missing {
            return Err(Diagnostic::new(Code::FeatureMissing).fact("format", missing));
        }
        let text = BatchWriter::new(program, format, detail, messages);
        Ok(Self {
            #[cfg(feature = "arrow")]
            columns: (!format.is_text()).then(|| ResultColumns::new(program, &text)),
            text,
            #[cfg(feature = "arrow")]
            format,
        })
    }

    /// The content of a block.
    ///
    /// # Errors
    /// [`Code::PlanDiffers`] for points that the columns of the scheme do not hold: a fault of the
    /// program.
    pub fn content(&self, block: &ScoredBlock<'_>) -> Result<BlockContent, Diagnostic> {
        #[cfg(feature = "arrow")]
        if let Some(columns) = &self.columns {
            return columns.rows(&self.text, block).map(BlockContent::Rows);
        }
        Ok(BlockContent::Text(self.text.lines(block)))
    }

    /// What makes bytes of the content.
    ///
    /// # Errors
    /// Those of the format.
    pub fn encoder(&self) -> Result<BatchEncoder, Diagnostic> {
        #[cfg(feature = "arrow")]
        let rows = self.columns.as_ref().map(|columns| RowEncoder::new(columns.schema(), self.format)).transpose()?;
        Ok(BatchEncoder {
            header: self.text.header(),
            #[cfg(feature = "arrow")]
            rows,
        })
    }
}

impl BatchEncoder {
    /// What stands before all blocks.
    pub fn begin(&mut self) -> Vec<u8> {
        #[cfg(feature = "arrow")]
        if let Some(rows) = &mut self.rows {
            return rows.take();
        }
        std::mem::take(&mut self.header).into_bytes()
    }

    /// The bytes of a block.
    ///
    /// # Errors
    /// Those of the format.
    pub fn encode(&mut self, content: BlockContent) -> Result<Cow<'_, [u8]>, Diagnostic> {
        match content {
            BlockContent::Text(text) => Ok(Cow::Owned(text.into_bytes())),
            #[cfg(feature = "arrow")]
            BlockContent::Rows(batch) => {
                let bytes = self.rows.as_mut().map(|rows| rows.encode(&batch)).transpose()?;
                Ok(Cow::Borrowed(bytes.unwrap_or_default()))
            }
        }
    }

    /// What stands behind all blocks.
    ///
    /// # Errors
    /// Those of the format.
    pub fn finish(self) -> Result<Vec<u8>, Diagnostic> {
        #[cfg(feature = "arrow")]
        if let Some(rows) = self.rows {
            return rows.finish();
        }
        Ok(Vec::new())
    }
}
