//! [`ReadyKernel`]: a kernel with what is proved of it; [`KnownKernels`]: those of a row, kept from one run to the next.

use std::sync::{Arc, PoisonError, RwLock};

use super::bounds::StepBounds;
use super::kernel::Kernel;
use super::trees::RowCode;

/// For how many scales of its columns a row keeps kernels.
const MOST: usize = 16;

/// A kernel with what is proved of it for whole columns.
#[derive(Debug)]
pub(super) struct ReadyKernel {
    pub kernel: Arc<Kernel>,
    /// None where a number of the columns is too large.
    pub bounds: Option<StepBounds>,
}

/// The kernels of a row that reads no words, each for the scales that the columns of a run had.
#[derive(Debug, Default)]
pub(super) struct KnownKernels(RwLock<Vec<KnownKernel>>);

/// A kernel for columns in which a number stands so many times as large.
#[derive(Clone, Debug)]
pub(super) struct KnownKernel {
    pub scales: Vec<i128>,
    pub kernel: Arc<Kernel>,
    /// The codes of the ends, by the numbers that the kernel has for them.
    pub codes: Vec<RowCode>,
}

impl KnownKernels {
    /// The one for columns of these scales.
    pub fn get(&self, scales: &[i128]) -> Option<KnownKernel> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.scales == scales).cloned()
    }

    /// Keeps one, as long as they are few.
    pub fn keep(&self, kernel: KnownKernel) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST && known.iter().all(|other| other.scales != kernel.scales) {
            known.push(kernel);
        }
    }
}
