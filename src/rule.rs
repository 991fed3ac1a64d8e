//! Rules: what turns actual, target, weight and parameters into points.
//!
//! A rule is a Rhai script that carries its own documentation, parameter schema, examples and sentences. It receives
//! plain quantities and knows nothing of schemes; scripts are guests with limits (`host`), exact operators
//! (`operators`) and a short list of functions (`api`).

mod affine;
mod allowed;
mod api;
mod argument;
mod arithmetic;
mod award_tree;
mod award_trees;
mod call;
mod calls;
mod card_reader;
mod counted_in;
mod counted_number;
mod declaration;
mod declaration_lines;
mod example;
mod example_line;
mod fact;
mod fault;
mod fault_words;
mod flag_facts;
mod formula;
mod formula_unit;
mod functions;
mod header;
mod host;
mod input_order;
mod insertion;
mod kind;
mod large_map;
mod list;
mod literal_tokens;
mod metadata;
mod mutant;
mod name_check;
mod open_input;
mod open_sentence;
mod operators;
mod parameter;
mod quantity;
mod recorder;
mod row_terms;
mod rule_set;
mod script;
mod script_call;
mod script_code;
mod sentence;
mod share;
mod shipped;
mod symbolic;
mod syntax_fault;
mod syntax_words;
mod table;
mod target_forms;
mod texts;
mod tokens;
mod trouble;
mod value;
mod whole;
mod work;
mod wrapping;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::language::Bilingual;
use crate::numeric::Number;

pub(crate) use affine::{Affine, WeightInterval};
pub use api::NAMES as SCRIPT_FUNCTIONS;
pub(crate) use award_trees::AwardTrees;
pub use call::CASE_PARTS as SCRIPT_CASE_PARTS;
pub(crate) use call::{Arguments, Call, GAP_UNIT};
pub use counted_in::CountedIn;
pub(crate) use counted_number::handed;
pub use declaration::{
    Declarations, DeclaredAlternative, ExecutionInputs, Family, JudgementInputs, LevelInput, WrittenParameters,
};
pub use example::{Example, ExampleOutcome};
pub(crate) use fact::Fact;
pub(crate) use flag_facts::flag_facts;
pub use formula::Formula;
pub(crate) use formula_unit::FormulaUnits;
pub use functions::FUNCTIONS;
pub use header::{Equivalent, Invariant, Property, WORDS as SCRIPT_HEADER_WORDS};
pub(crate) use host::Hosted;
pub use metadata::{InputCard, Kind, ParameterCard, ParameterKind, RuleDirection, RuleMetadata};
pub(crate) use mutant::step_of;
pub use mutant::{Mutant, MutantKind};
pub(crate) use open_input::OpenInput;
pub(crate) use open_sentence::{OpenCall, OpenNumber, OpenSentence, SentencePart};
pub use parameter::check_parameters;
pub(crate) use quantity::{Answer, Quantity, QuantityError};
pub use recorder::Observation;
pub(crate) use recorder::Recorder;
pub use row_terms::RowTerms;
pub use rule_set::RuleSet;
pub use script::ScriptRule;
pub(crate) use sentence::{Facts, counted};
pub(crate) use share::improbable;
pub use shipped::{RuleOrigin, shipped_script};
pub(crate) use symbolic::{
    Atom, Cut, DecisionPath, DecisionTree, Explored, Extent, FigureTerms, Orders, PathCondition, Polynomial, Symbol,
    explore,
};
pub(crate) use table::describe as describe_band;
pub use target_forms::{RowSetting, TargetForm, TargetForms};
pub use value::Value;

/// Everything a rule is given of one row.
#[derive(Clone, Debug)]
pub struct RuleCase {
    /// Full marks.
    pub weight: Number,
    /// What had to be reached: a number, a day, a text, or a mapping of `low` and `high`; missing where there is none.
    pub target: Value,
    /// The form of the target, and whether the row is a penalty.
    pub setting: RowSetting,
    /// The inputs by name.
    pub inputs: BTreeMap<String, Value>,
    /// The checked parameters by name.
    pub params: BTreeMap<String, Value>,
    /// The points so far, for modifiers.
    pub before: Option<Number>,
}

/// What a script awards: points and the names of its sentences, which are filled when somebody asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Award<Q = Number> {
    /// The unrounded points, within 0 and the weight.
    pub points: Q,
    /// The name of the sentence that explains them.
    pub branch: String,
    /// The names of the remarks.
    pub notes: Vec<String>,
    /// What fills the sentences besides the case.
    pub facts: Vec<(String, Fact<Q>)>,
}

/// Why a rule gives no points.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// The row does not apply, for this reason.
    NotApplicable(Bilingual),
    /// The rule refuses or stops, and why.
    Failed(Diagnostic),
    /// The points are not linear in the weight, and where; symbols only.
    Opaque(Diagnostic),
}

/// What a script answers, by the names it uses instead of the sentences behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallResult {
    /// Points.
    Scored {
        /// The unrounded points, within 0 and the weight.
        points: Number,
        /// The name of the sentence that explains them.
        branch: String,
        /// The names of the remarks.
        notes: Vec<String>,
        /// What fills the sentences besides the case.
        facts: BTreeMap<String, Value>,
    },
    /// The row does not apply, under this name.
    NotApplicable(String),
    /// The rule refuses the case, under this name.
    Refused(String),
}

impl CallResult {
    /// The points, if it came to points.
    #[must_use]
    pub fn points(&self) -> Option<&Number> {
        match self {
            Self::Scored { points, .. } => Some(points),
            Self::NotApplicable(_) | Self::Refused(_) => None,
        }
    }

    /// The names of all sentences that the answer uses.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (name, notes) = match self {
            Self::Scored { branch, notes, .. } => (branch, notes.as_slice()),
            Self::NotApplicable(name) | Self::Refused(name) => (name, [].as_slice()),
        };
        std::iter::once(name).chain(notes).map(String::as_str)
    }
}
