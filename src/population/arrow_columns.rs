//! [`ArrowColumns`]: what the columns of Arrow hold, by the names and types of their schema.

use arrow_schema::{DataType, Field, Fields, Schema};

use super::arrow_cells::ArrowKind;
use super::record_columns::{RecordColumn, RecordColumns, form_problem, unknown_column};
use super::record_fields::{MetricField, RecordHead};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::language::Bilingual;
use crate::messages::phrase;
use crate::scheme::Scheme;

/// The names of a column that holds all metrics.
const NESTS: [&str; 2] = ["metrics", "m"];

/// What the columns of a schema hold.
#[derive(Clone, Debug)]
pub struct ArrowColumns {
    pub(super) leaves: Vec<ArrowLeaf>,
    pub(super) lists: Vec<ArrowList>,
    /// Which of the leaves are the organisations.
    pub(super) organisation: usize,
    /// Whether lines of an organisation that follow each other are one record.
    pub(super) is_long: bool,
}

/// A column with one cell for each line.
#[derive(Clone, Debug)]
pub(super) struct ArrowLeaf {
    /// Where it stands: the position of a column, and of a field in each structure below it.
    pub path: Vec<usize>,
    pub column: RecordColumn,
    /// Whether it is no metric but a field of one, of which nothing need be said where it is empty.
    pub is_field: bool,
}

/// A column with a list of metrics for each line.
#[derive(Clone, Debug)]
pub(super) struct ArrowList {
    pub at: usize,
    /// What the fields of an item hold, and where each stands in it.
    pub fields: Vec<(Vec<usize>, ItemField)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemField {
    Metric,
    Said(MetricField),
}

/// The columns of a schema, as they are found.
struct FoundColumns<'s> {
    scheme: &'s Scheme,
    leaves: Vec<(Vec<usize>, String, ArrowKind, DataType)>,
    lists: Vec<ArrowList>,
    problems: Diagnostics,
}

impl ArrowColumns {
    /// The columns of a schema: wide or long as those of a table, in a structure, or in a list or map of metrics.
    ///
    /// # Errors
    /// [`Code::PopulationForm`](crate::Code::PopulationForm) for a column of binary floats, which hold no exact figures,
    /// one of another type that is not read, and a code that is a number; those of
    /// [`TableColumns::of`](super::TableColumns::of).
    pub fn of(schema: &Schema, scheme: &Scheme) -> Result<Self, Diagnostics> {
        let mut found = FoundColumns { scheme, leaves: Vec::new(), lists: Vec::new(), problems: Diagnostics::new() };
        for (at, field) in schema.fields().iter().enumerate() {
            found.add(at, field);
        }
        let FoundColumns { leaves, lists, mut problems, .. } = found;
        let names: Vec<String> = leaves.iter().map(|(_, name, ..)| name.clone()).collect();
        let records = match RecordColumns::of(&names, scheme) {
            Ok(records) => records,
            Err(others) => {
                problems.extend(others);
                return Err(problems);
            }
        };
        let mut columns = Self { leaves: Vec::new(), lists, organisation: 0, is_long: records.is_long };
        for ((path, name, kind, written), column) in leaves.into_iter().zip(records.columns) {
            if !is_fit(&column, kind) {
                problems.push(type_problem(TypeFault::Code, &name, &written));
            }
            if column == RecordColumn::Head(RecordHead::Organisation) {
                columns.organisation = columns.leaves.len();
            }
            let is_field = matches!(&column, RecordColumn::Named(name) if !scheme.metrics.contains_key(name));
            columns.leaves.push(ArrowLeaf { path, column, is_field });
        }
        problems.into_result().map(|()| columns)
    }
}

impl FoundColumns<'_> {
    fn add(&mut self, at: usize, field: &Field) {
        let name = field.name().as_str();
        let is_nest = NESTS.contains(&name) && !self.scheme.metrics.contains_key(name);
        match field.data_type() {
            DataType::Struct(fields) if is_nest => {
                for (below, field) in fields.iter().enumerate() {
                    match field.data_type() {
                        DataType::Struct(fields) => self.fields(&[at, below], field.name(), fields),
                        _ => self.leaf(vec![at, below], field.name().clone(), field),
                    }
                }
            }
            DataType::Struct(fields) => self.fields(&[at], name, fields),
            DataType::List(item) | DataType::LargeList(item) if is_nest => match item.data_type() {
                DataType::Struct(fields) => self.list(at, name, fields, false),
                _ => self.problems.push(type_problem(TypeFault::Type, name, field.data_type())),
            },
            DataType::Map(entries, _) if is_nest => match entries.data_type() {
                DataType::Struct(fields) => self.list(at, name, fields, true),
                _ => self.problems.push(type_problem(TypeFault::Type, name, field.data_type())),
            },
            _ => self.leaf(vec![at], name.to_owned(), field),
        }
    }

    /// What a structure says of one metric.
    fn fields(&mut self, path: &[usize], metric: &str, fields: &Fields) {
        for (below, field) in fields.iter().enumerate() {
            let path = path.iter().copied().chain([below]).collect();
            let name = match field.name().as_str() {
                "value" => metric.to_owned(),
                said => format!("{metric}.{said}"),
            };
            self.leaf(path, name, field);
        }
    }

    fn leaf(&mut self, path: Vec<usize>, name: String, field: &Field) {
        let kind = ArrowKind::of(field.data_type());
        self.check(&name, kind, field);
        self.leaves.push((path, name, kind, field.data_type().clone()));
    }

    /// A list whose items say each something of one metric: its name, and a value or a structure of fields.
    fn list(&mut self, at: usize, name: &str, item: &Fields, is_map: bool) {
        let mut fields = Vec::new();
        for (below, field) in item.iter().enumerate() {
            match (is_map, below, field.data_type()) {
                (true, 0, _) => fields.push((vec![below], ItemField::Metric)),
                (true, _, DataType::Struct(said)) => {
                    for (inner, field) in said.iter().enumerate() {
                        self.item_field(name, field, vec![below, inner], &mut fields);
                    }
                    continue;
                }
                (true, ..) => fields.push((vec![below], ItemField::Said(MetricField::Value))),
                (false, ..) => {
                    self.item_field(name, field, vec![below], &mut fields);
                    continue;
                }
            }
            self.check(&format!("{name}.{}", field.name()), ArrowKind::of(field.data_type()), field);
        }
        match fields.iter().any(|(_, field)| *field == ItemField::Metric) {
            true => self.lists.push(ArrowList { at, fields }),
            false => self.problems.push(unknown_column(name)),
        }
    }

    fn item_field(&mut self, list: &str, field: &Field, path: Vec<usize>, fields: &mut Vec<(Vec<usize>, ItemField)>) {
        let name = format!("{list}.{}", field.name());
        let said = match field.name().as_str() {
            "note" | "evidence" => return,
            "metric" => ItemField::Metric,
            // A figure that does not fit a decimal stands beside it as text.
            "number" | "text" => ItemField::Said(MetricField::Value),
            said => match MetricField::named(said) {
                Some(said) => ItemField::Said(said),
                None => return self.problems.push(unknown_column(&name)),
            },
        };
        let kind = ArrowKind::of(field.data_type());
        self.check(&name, kind, field);
        if said == ItemField::Metric && !matches!(kind, ArrowKind::Text | ArrowKind::Float | ArrowKind::Other) {
            self.problems.push(type_problem(TypeFault::Code, &name, field.data_type()));
        }
        fields.push((path, said));
    }

    fn check(&mut self, name: &str, kind: ArrowKind, field: &Field) {
        match kind {
            ArrowKind::Float => self.problems.push(type_problem(TypeFault::Float, name, field.data_type())),
            ArrowKind::Other => self.problems.push(type_problem(TypeFault::Type, name, field.data_type())),
            ArrowKind::Empty | ArrowKind::Text | ArrowKind::Whole | ArrowKind::Plain => {}
        }
    }
}

/// Whether a column can hold what it is to hold: a code that is a number has lost its zeros already. What is refused for
/// its type alone is fit.
fn is_fit(column: &RecordColumn, kind: ArrowKind) -> bool {
    match column {
        RecordColumn::Head(RecordHead::Organisation) => {
            !matches!(kind, ArrowKind::Empty | ArrowKind::Whole | ArrowKind::Plain)
        }
        RecordColumn::Head(RecordHead::Scheme) | RecordColumn::Metric => {
            !matches!(kind, ArrowKind::Whole | ArrowKind::Plain)
        }
        RecordColumn::Head(RecordHead::Year) => kind != ArrowKind::Plain,
        RecordColumn::Head(RecordHead::Claimed) | RecordColumn::Named(_) | RecordColumn::Field(_) => true,
    }
}

/// Why a type does not do for a column.
enum TypeFault {
    Float,
    Code,
    Type,
}

/// The problem of a column with its type.
fn type_problem(fault: TypeFault, column: &str, kind: &DataType) -> Diagnostic {
    let (column, kind) = (Bilingual::same(column), Bilingual::same(kind.to_string()));
    form_problem(match fault {
        TypeFault::Float => phrase("column-float", &[("column", column), ("type", kind)]),
        TypeFault::Code => phrase("column-code", &[("column", column), ("type", kind)]),
        TypeFault::Type => phrase("column-type", &[("column", column), ("type", kind)]),
    })
}
