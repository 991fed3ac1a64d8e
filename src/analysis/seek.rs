//! Seek: the smallest change of weights or figures that reaches a goal, with the proof that it is the smallest.
//!
//! A search works on tables of row points and only advises; every answer is a [`Certificate`] whose total and grade come
//! from the ordinary engine, scoring the changed scheme or report as a whole. Where the two disagree there is no answer
//! but the problem `certificate-disagrees`. Where no permitted change reaches the goal, the best that can be reached is
//! evaluated in the same way and the limits that stand in the way are named.

mod bound;
mod context;
mod figures;
mod goal;
mod limit;
mod local;
mod measure;
mod packing;
mod published;
mod record;
mod result;
mod table;
mod too_large;
mod way_back;
mod weight_search;
mod weights;

pub use figures::{FigureSearch, seek_figures};
pub use goal::Goal;
pub use limit::{FoundTotal, Limit, LimitKind};
pub use measure::{Measure, MeasureKind, Norm};
pub use published::{Published, PublishedSearch, Weighting, seek_published};
pub use record::{
    AnswerRecord, ChangeRecord, LimitName, LimitRecord, OutOfReach, PublishedRecord, SeekRecord, SeekStanding,
    SoughtRow, TriedRow,
};
pub use result::{Certificate, FoundChange, Proof, SearchAnswer, SearchResult, Unreachable};
pub use way_back::WayBack;
pub use weight_search::WeightSearch;
pub use weights::seek_weights;
