//! The files of an evaluation: where they are found, how they are read, what they become.
//!
//! This is the only floor that touches the disk. A case is a folder with a `scheme.yaml`, a `report.yaml` and perhaps an
//! `accounts.yaml` and a `baseline.json`; rules are the `.rhai` files of a `scripts` folder beside or above it.

mod accounts;
#[cfg(feature = "arrow")]
mod arrow_stream;
mod batch;
mod batch_input;
#[cfg(feature = "arrow")]
mod batch_rows;
mod batch_tables;
mod bounds;
mod bundle;
mod case;
mod case_folder;
mod case_of_file;
mod check;
mod check_reports;
mod checked_folder;
mod confirm;
mod evaluation_problems;
mod experts;
mod files;
mod form;
mod form_fill;
mod guard;
mod guarded_at;
mod interruption;
mod new_case;
mod open_case;
#[cfg(feature = "parquet")]
mod parquet_file;
mod population;
mod report_inputs;
mod result;
#[cfg(feature = "arrow")]
mod row_feed;
mod rule_inputs;
mod rules;
mod sheet_places;
mod system;
mod table;
mod table_problem;
mod temporary;
mod texts;
mod whatif;
mod workspace;
mod writer;

pub use accounts::{ACCOUNTS_FILE, load_accounts, read_accounts_text};
pub use batch::{BatchRun, RenderedBlock, beside_peers};
pub use batch_input::{BatchInput, InputFormat};
pub use batch_tables::count_reports;
pub use bundle::{OpenScheme, SchemeRequest, open_scheme, write_bundle};
pub use case::{
    Case, CaseFiles, LoadedScheme, load_case, load_scheme, read_report_text, read_scheme_text, report_file, scheme_file,
};
pub use case_folder::{case_folder, cases_at, find_case_folders, no_cases};
pub use case_of_file::{case_of_file, is_case_file};
pub use check::{CheckRequest, CheckedCase, Checker};
pub use checked_folder::CheckedFolder;
pub use confirm::confirm_guesses;
pub use experts::read_experts;
pub use files::read;
pub use form::{FormCase, form_cases, layout_named, read_back};
pub use form_fill::{FormFilledIn, OpenForm, open_form};
pub use guard::{Changed, GuardState, Guarded, Recording, Scored, guard_cases, record_all, survey};
pub use guarded_at::{GuardedAt, find_guarded};
pub use new_case::{NewCase, write_new_case};
pub use open_case::{CaseRequest, OpenCase, ScriptFolders, open_case, problems_of_used};
pub use population::{OpenPopulation, PopulationRequest, open_population};
pub use result::read_result;
pub use rule_inputs::situations_below;
pub use rules::{find_scripts, load_rules, rules_for, write_new_rule};
pub use system::portable;
pub use table::{OpenTable, TableForm, is_table, layouts_for, open_found_table, open_table, tables_in};
pub use texts::OpenTexts;
pub use whatif::{OpenWhatIf, WhatIfRequest, open_whatif, save_variant};
pub use workspace::{ComparedWith, OpenWorkspace, VariantFault, VariantRow, WorkspaceRequest};
pub use writer::{FileChange, NewFile, write, write_all};
