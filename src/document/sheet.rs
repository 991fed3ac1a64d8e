//! A table as somebody wrote it: cells with their exact digits, what their format means, merges, and what is hidden.

mod lines;

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

pub use lines::Lines;

/// A place in a sheet; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// From the top.
    pub row: u32,
    /// From the left.
    pub column: u32,
}

impl CellPlace {
    /// The cell in this row and column, both from 0.
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

/// As a spreadsheet names it: `G15`.
impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut left = u64::from(self.column) + 1;
        while left > 0 {
            left -= 1;
            letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
            left /= 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), u64::from(self.row) + 1)
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// Fifteen significant digits at most, as they were typed; 97.75 % is 0.9775 with a format that says percent.
    Number(Decimal),
    /// Text, line breaks and spaces kept.
    Text(String),
    /// A calendar day, and how much of it the format shows.
    Date {
        /// Gregorian.
        year: i32,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// What a person sees of it.
        shown: DateParts,
    },
    /// Yes or no.
    Logical(bool),
    /// `#REF!` and its kind.
    Error(String),
    /// A formula whose result the file does not hold.
    NoResult,
}

/// What a format shows of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateParts {
    /// Year, month and day (a time of day is dropped).
    Day,
    /// Year and month.
    Month,
    /// The year alone.
    Year,
}

/// What a number format says of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberFormat {
    /// By which power of ten the shown number is the stored one multiplied: 2 for percent, −4 for 万 formats, 0 where the
    /// sign is no more than text (`0.0"%"`, and ‰, by which no spreadsheet multiplies).
    pub shift: i8,
    /// The sign after it, if there is one.
    pub sign: Option<ShareSign>,
    /// Decimal places shown; `None` for General, which shows what there is.
    pub places: Option<u8>,
}

/// The sign of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareSign {
    /// %
    Percent,
    /// ‰
    PerMille,
}

/// One cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it holds.
    pub value: CellValue,
    /// What its format says of a number.
    pub format: NumberFormat,
    /// What the format writes after a number besides its sign: `万元` of `0!.0,"万元"`, `分` of `0"分"`.
    pub suffix: Option<String>,
    /// The formula behind the value, without the leading `=`; empty where the file holds it in a form that is not read.
    pub formula: Option<String>,
}

impl Cell {
    /// A cell of this value in the General format, without a formula.
    pub fn new(value: CellValue) -> Self {
        Self { value, format: NumberFormat::default(), suffix: None, formula: None }
    }

    /// The exact value in the words of its format: `97.75%` of 0.9775 under `0%`, `11.7144万元` of 117144 under
    /// `0!.0,"万元"`, `2022-12` of a day of which year and month are shown; without zeros at the end and without
    /// separators of thousands. Nothing for a formula without a result.
    pub fn written(&self) -> String {
        self.text_of(|number| number.normalize())
    }

    /// As a person sees it: like `written`, a number rounded half up, away from zero, to the places of its format.
    pub fn shown(&self) -> String {
        self.text_of(|number| match self.format.places {
            Some(places) => half_up(number, places),
            None => number.normalize(),
        })
    }

    fn text_of(&self, digits: impl Fn(Decimal) -> Decimal) -> String {
        match &self.value {
            CellValue::Number(number) => {
                let Some(number) = shifted(*number, self.format.shift) else { return number.normalize().to_string() };
                let sign = self.format.sign.map_or("", ShareSign::text);
                format!("{}{sign}{}", digits(number), self.suffix.as_deref().unwrap_or_default())
            }
            CellValue::Text(text) | CellValue::Error(text) => text.clone(),
            CellValue::Date { year, month, day, shown } => match shown {
                DateParts::Day => format!("{year:04}-{month:02}-{day:02}"),
                DateParts::Month => format!("{year:04}-{month:02}"),
                DateParts::Year => format!("{year:04}"),
            },
            CellValue::Logical(answer) => String::from(if *answer { "TRUE" } else { "FALSE" }),
            CellValue::NoResult => String::new(),
        }
    }
}

impl ShareSign {
    /// `%` or `‰`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::PerMille => "‰",
        }
    }
}

/// The number times this power of ten; `None` beyond what a decimal holds.
fn shifted(number: Decimal, shift: i8) -> Option<Decimal> {
    let power = Decimal::from(10_u64.checked_pow(u32::from(shift.unsigned_abs()))?);
    if shift < 0 { number.checked_div(power) } else { number.checked_mul(power) }
}

/// Rounded half away from zero to exactly that many places; zeros are added where there are fewer, as far as 28 digits go.
fn half_up(number: Decimal, places: u8) -> Decimal {
    let dropped = number.scale().saturating_sub(u32::from(places));
    let mut rounded = match 10_i128.checked_pow(dropped) {
        Some(unit) if dropped > 0 => {
            let mantissa = number.mantissa();
            let whole = (mantissa.abs() + unit / 2) / unit * mantissa.signum();
            Decimal::try_from_i128_with_scale(whole, u32::from(places)).unwrap_or(number)
        }
        _ => number,
    };
    rounded.rescale(u32::from(places));
    rounded
}

/// A block of cells shown as one; both corners belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Upper left, where the value stands.
    pub first: CellPlace,
    /// Lower right.
    pub last: CellPlace,
}

impl Merge {
    /// Does this cell belong to it?
    pub fn holds(&self, place: CellPlace) -> bool {
        (self.first.row..=self.last.row).contains(&place.row)
            && (self.first.column..=self.last.column).contains(&place.column)
    }
}

/// One table of a file: a sheet, a table of a Word file or page, a text with separators.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// As the file names it; 表1, 表2 … where it names none.
    pub name: String,
    /// The paragraphs just before it in a Word file or page, title and year among them; nothing elsewhere.
    pub heading: Vec<String>,
    /// Hidden as a whole.
    pub is_hidden: bool,
    /// All that are not empty.
    pub cells: BTreeMap<CellPlace, Cell>,
    /// In the order of the file; they may overlap.
    pub merges: Vec<Merge>,
    /// From 0, also where nothing stands in them.
    pub hidden_rows: Lines,
    /// From 0, also where nothing stands in them.
    pub hidden_columns: Lines,
}

impl Sheet {
    /// An empty sheet of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// What stands in exactly this cell, also under a merge.
    pub fn cell(&self, place: CellPlace) -> Option<&Cell> {
        self.cells.get(&place)
    }
}
