//! [`ResultColumns`]: the results of a population as columns, in the order and with the types that `columns` declares.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::{Decimal128Type, DecimalType};
use arrow_array::{ArrayRef, Decimal128Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Metadata, Schema, SchemaRef};

use super::batch::{BatchWriter, FAULT_PARTS};
use super::batch_points::{WrittenPoints, total_points};
use super::population_columns::{decimal_for, greatest_total};
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluation::Program;
use crate::numeric::{Number, Rounding};
use crate::population::{ScoredBlock, TraceDetail};

/// Under which name the schema says which scheme the results are of.
const SCHEME_KEY: &str = "jixiao.scheme";
/// The most digits of a decimal.
const MAX_DIGITS: u32 = 38;

/// The columns of results.
pub(super) struct ResultColumns {
    schema: SchemaRef,
    points: Vec<PointsKind>,
    total: PointsKind,
}

/// How points stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PointsKind {
    /// Digits in all, and decimals.
    Decimal(u8, i8),
    /// Where they are not rounded: some never end. With so many decimals at least.
    Text(u32),
}

impl ResultColumns {
    /// The columns of the results of a program.
    pub fn new(program: &Program, writer: &BatchWriter<'_>) -> Self {
        let scheme = program.scheme();
        let places = scheme.roundings.indicator.map(|Rounding { places, .. }| places);
        let points: Vec<PointsKind> = writer.rows.iter().map(|row| PointsKind::of(&row.weight, places)).collect();
        let total = PointsKind::of(&greatest_total(scheme), Some(scheme.roundings.total.places));
        let rows = writer.rows.iter().zip(&points);
        let of_rows: Fields = rows.map(|(row, kind)| Field::new(&row.id, kind.data_type(), true)).collect();
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let own = |name: &str| Field::new(name, DataType::Struct(of_rows.clone()), true);
        let faults = DataType::Struct(fault_fields());
        let mut fields = vec![
            text("organisation"),
            text("year"),
            Field::new("total", total.data_type(), true),
            text("grade"),
            own("points"),
            own("lost"),
            Field::new("errors", DataType::List(Arc::new(item(faults))), true),
        ];
        let trace = match writer.detail {
            TraceDetail::None => None,
            TraceDetail::Codes => Some("codes"),
            TraceDetail::Full(_) => Some("reasons"),
        };
        let words = DataType::Struct(word_fields(writer));
        fields.extend(trace.map(|trace| Field::new(trace, words, true)));
        let metadata: Metadata = [(SCHEME_KEY.to_owned(), scheme.id.clone())].into_iter().collect();
        Self { schema: Arc::new(Schema::new_with_metadata(fields, metadata)), points, total }
    }

    /// Names and types.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The results of a block.
    ///
    /// # Errors
    /// [`Code::PlanDiffers`] for points that their column does not hold: a fault of the program.
    pub fn rows(&self, writer: &BatchWriter<'_>, block: &ScoredBlock<'_>) -> Result<RecordBatch, Diagnostic> {
        self.built(writer, block).map_err(|error| Diagnostic::new(Code::PlanDiffers).fact("organisation", error))
    }

    fn built(&self, writer: &BatchWriter<'_>, block: &ScoredBlock<'_>) -> Result<RecordBatch, ArrowError> {
        let units = 0..block.len();
        let unit = |unit: usize| block.results.unit(unit);
        let own = |is_lost: bool| {
            let columns = writer.rows.iter().zip(&self.points).enumerate();
            let columns = columns.map(|(at, (row, kind))| {
                let whole = block.results.places(at).and_then(|places| {
                    let parts = block.results.points_by_columns(at).collect();
                    let below = match is_lost && !row.is_penalty {
                        true => Some(row.full(places)?),
                        false => None,
                    };
                    Some(WholeColumn { parts, places, below })
                });
                let points = |at_unit: usize| row.points(&unit(at_unit), at, is_lost);
                Ok((Arc::new(Field::new(&row.id, kind.data_type(), true)), kind.column(block, whole, &points)?))
            });
            let columns = columns.collect::<Result<Vec<_>, ArrowError>>()?;
            Ok::<ArrayRef, ArrowError>(Arc::new(StructArray::from(columns)))
        };
        let parts = block.results.totals_by_columns().collect();
        let totals = WholeColumn { parts, places: writer.total_places, below: None };
        let mut columns = vec![
            texts(units.clone().map(|unit| Some(block.organisation(unit)))),
            texts(units.clone().map(|unit| block.year(unit))),
            self.total.column(block, Some(totals), &|at| total_points(&unit(at)))?,
            texts(units.map(|at| unit(at).grade().map(|grade| writer.messages.pick(grade)))),
            own(false)?,
            own(true)?,
            errors(writer, block)?,
        ];
        if writer.detail != TraceDetail::None {
            columns.push(words(writer, block)?);
        }
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
    }
}

impl PointsKind {
    /// That of numbers up to `most`.
    fn of(most: &Number, places: Option<u32>) -> Self {
        let text = Self::Text(places.unwrap_or_default());
        let Some((digits, places)) = decimal_for(most, places).filter(|(digits, _)| *digits <= MAX_DIGITS) else {
            return text;
        };
        match (u8::try_from(digits), i8::try_from(places)) {
            (Ok(digits), Ok(places)) => Self::Decimal(digits, places),
            _ => text,
        }
    }

    fn data_type(self) -> DataType {
        match self {
            Self::Decimal(digits, places) => DataType::Decimal128(digits, places),
            Self::Text(_) => DataType::Utf8,
        }
    }

    /// The column of all units: `whole` as columns have it where they do, and `points` of each unit.
    fn column(
        self,
        block: &ScoredBlock<'_>,
        whole: Option<WholeColumn<'_>>,
        points: &dyn Fn(usize) -> Option<WrittenPoints>,
    ) -> Result<ArrayRef, ArrowError> {
        match self {
            Self::Decimal(digits, places) => {
                let misfit = || ArrowError::InvalidArgumentError(format!("DECIMAL({digits},{places})"));
                let scaled = |unit: usize| {
                    let scaled = |points: WrittenPoints| points.scaled(places.unsigned_abs().into());
                    points(unit).map(|points| scaled(points).ok_or_else(misfit)).transpose()
                };
                let whole = whole.and_then(|whole| whole.numbers(places.unsigned_abs().into()));
                let (column, ends) = match whole.filter(|(numbers, _)| numbers.len() == block.len()) {
                    None => ((0..block.len()).map(scaled).collect::<Result<Decimal128Array, ArrowError>>()?, None),
                    Some((mut numbers, ends)) => {
                        let mut nulls = NullBufferBuilder::new(numbers.len());
                        let mut next = 0_usize;
                        for unit in block.results.ordinary_units() {
                            nulls.append_n_non_nulls(unit.saturating_sub(next));
                            let number = scaled(unit)?;
                            nulls.append(number.is_some());
                            numbers.get_mut(unit).into_iter().for_each(|out| *out = number.unwrap_or_default());
                            next = unit.saturating_add(1);
                        }
                        nulls.append_n_non_nulls(numbers.len().saturating_sub(next));
                        let are_of_columns = block.results.ordinary_count() == 0;
                        (Decimal128Array::new(numbers.into(), nulls.finish()), are_of_columns.then_some(ends))
                    }
                };
                // Nothing stands in the place of what is empty but zero.
                let found = || {
                    let numbers = column.values().iter().copied();
                    numbers.fold([0_i128, 0], |[low, high], number| [low.min(number), high.max(number)])
                };
                for end in ends.unwrap_or_else(found) {
                    Decimal128Type::validate_decimal_precision(end, digits, places)?;
                }
                Ok(Arc::new(column.with_precision_and_scale(digits, places)?))
            }
            Self::Text(least) => {
                let text = |points: WrittenPoints| {
                    let mut text = String::new();
                    points.push(&mut text, least);
                    text
                };
                let written = (0..block.len()).map(|unit| points(unit).map(text));
                Ok(Arc::new(written.collect::<StringArray>()))
            }
        }
    }
}

/// What columns gave all units for a row or as totals.
struct WholeColumn<'r> {
    parts: Vec<&'r [i64]>,
    /// How many decimals the numbers have.
    places: u32,
    /// What is wanted is this less each number; none where the numbers are wanted.
    below: Option<i64>,
}

impl WholeColumn<'_> {
    /// The numbers with so many decimals, and both ends of them; none where that is fewer than they have.
    fn numbers(&self, places: u32) -> Option<(Vec<i128>, [i128; 2])> {
        let more = places.checked_sub(self.places)?;
        let factor = 10_i64.checked_pow(more)?;
        // INVARIANT: a product of two numbers of 64 bits and one more of them are not beyond 128.
        let (start, times) = match self.below {
            Some(full) => (i128::from(full).wrapping_mul(factor.into()), factor.wrapping_neg()),
            None => (0, factor),
        };
        let whole = |number: i64| start.wrapping_add(i128::from(times).wrapping_mul(number.into()));
        let of_all = |[low, high]: [i64; 2], number: &i64| [low.min(*number), high.max(*number)];
        let ends = self.parts.iter().map(|part| part.iter().fold([i64::MAX, i64::MIN], of_all));
        let ends = ends.reduce(|[low, high], [lower, higher]| [low.min(lower), high.max(higher)]).unwrap_or_default();
        let mut numbers = Vec::with_capacity(self.parts.iter().map(|part| part.len()).sum());
        self.parts.iter().for_each(|part| numbers.extend(part.iter().map(|number| whole(*number))));
        Some((numbers, ends.map(whole)))
    }
}

fn texts<'t>(cells: impl Iterator<Item = Option<&'t str>>) -> ArrayRef {
    Arc::new(cells.collect::<StringArray>())
}

/// What keeps the totals from the units of a block: a list for each.
fn errors(writer: &BatchWriter<'_>, block: &ScoredBlock<'_>) -> Result<ArrayRef, ArrowError> {
    let mut columns: [Vec<Option<String>>; FAULT_PARTS.len()] = Default::default();
    let mut counts = Vec::with_capacity(block.len());
    for unit in 0..block.len() {
        let faults = block.faults(unit);
        counts.push(faults.len());
        for fault in &faults {
            for (column, part) in columns.iter_mut().zip(writer.fault_parts(fault)) {
                column.push(part.map(std::borrow::Cow::into_owned));
            }
        }
    }
    let columns = columns.map(|column| Arc::new(StringArray::from(column)) as ArrayRef);
    let faults = StructArray::try_new(fault_fields(), columns.to_vec(), None)?;
    let kind = DataType::Struct(fault_fields());
    let lists = ListArray::try_new(Arc::new(item(kind)), OffsetBuffer::from_lengths(counts), Arc::new(faults), None)?;
    Ok(Arc::new(lists))
}

/// Why the rows of the units of a block have their points: a list of words for each row.
fn words(writer: &BatchWriter<'_>, block: &ScoredBlock<'_>) -> Result<ArrayRef, ArrowError> {
    let of_row = |row: usize| {
        let mut texts = StringBuilder::new();
        let counts =
            (0..block.len()).map(|unit| writer.words(block, row, unit).map(|word| texts.append_value(word)).count());
        let offsets = OffsetBuffer::from_lengths(counts.collect::<Vec<usize>>());
        let lists = ListArray::try_new(Arc::new(item(DataType::Utf8)), offsets, Arc::new(texts.finish()), None);
        lists.map(|lists| Arc::new(lists) as ArrayRef)
    };
    let columns = (0..writer.rows.len()).map(of_row).collect::<Result<Vec<_>, ArrowError>>()?;
    Ok(Arc::new(StructArray::try_new(word_fields(writer), columns, None)?))
}

fn fault_fields() -> Fields {
    FAULT_PARTS.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect()
}

fn word_fields(writer: &BatchWriter<'_>) -> Fields {
    let words = || DataType::List(Arc::new(item(DataType::Utf8)));
    writer.rows.iter().map(|row| Field::new(&row.id, words(), true)).collect()
}

fn item(kind: DataType) -> Field {
    Field::new("item", kind, true)
}
