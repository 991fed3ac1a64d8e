//! The tests of the library and of the command, a module per subject. What they read is in `tests/data`.

mod architecture;
mod audit;
mod canonical;
mod characters;
mod column_plans;
mod compare;
mod csv;
mod drawing;
mod evaluation_order;
mod exactness;
#[cfg(unix)]
mod files;
mod forms;
mod guard;
mod guests;
mod laws;
mod meaning_laws;
mod messages;
mod mutations;
mod plugins;
mod readme;
mod recheck;
mod records;
mod refusals;
mod renormalise;
mod round_trips;
mod rules;
mod seek;
mod shipped;
mod study_laws;
mod support;
mod sweep;
mod tables;
mod trace;
mod whatif;
