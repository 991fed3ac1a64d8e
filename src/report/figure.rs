//! [`Figure`]: a value as written, and what a copied one says in the notation of print.

use rust_decimal::Decimal;

use crate::day::Day;
use crate::notation::{Operator, PrintedText, PrintedValue};
use crate::numeric::{Number, Unit};

/// A value as written, parsed once; the rule's input says whether it is a number, a word, a date or yes/no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    text: String,
    number: Option<Number>,
    unit: Option<Unit>,
    as_written: bool,
    /// What a copied value says in the notation of print, where that is not how a report writes it.
    print: Option<Copied>,
}

/// What a value that was copied from a printed table says in the notation of print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Copied {
    /// A number: 100%, 3,200, 25TB, ＝0次.
    Number,
    /// A bound, as ≥360, 95%以上: how it bounds, and the number, which is no measured one.
    Bound(Operator, Number),
    /// From the first number to the second.
    Range(Number, Number),
    /// A day: 2021年12月31日; of a printed month its last day.
    Day(Day),
}

impl Figure {
    /// A value of this text in the unit stated; `as_written` where the organisation confirms that a percentage below 1 is
    /// meant as it stands.
    #[must_use]
    pub fn new(text: impl Into<String>, unit: Option<Unit>, as_written: bool) -> Self {
        let text = text.into();
        let number = Number::parse(&text).ok();
        Self { text, number, unit, as_written, print: None }
    }

    /// A number that was worked out, in this unit; exact also where its text does not end.
    pub(crate) fn computed(number: Number, unit: Option<Unit>) -> Self {
        Self { text: number.to_string(), number: Some(number), unit, as_written: false, print: None }
    }

    /// A value copied from a printed table: what stands in the notation of print is read as what it says. A unit printed
    /// behind a number is the figure's, where none is stated; `year` is that of the table, for days without one. `is_bare` where the metric
    /// counts nothing that has a name: what is printed behind the number is left aside then.
    #[must_use]
    pub fn copied(
        text: impl Into<String>,
        unit: Option<Unit>,
        as_written: bool,
        year: Option<i32>,
        is_bare: bool,
    ) -> Self {
        let figure = Self::new(text, unit, as_written);
        if figure.number.is_some() || Day::parse(&figure.text).is_some() {
            return figure;
        }
        let PrintedValue { operator, value, .. } = PrintedValue::parse(&figure.text);
        let number = |number: &Decimal| Number::parse(&number.to_string()).ok();
        let (number, printed, print) = match &value {
            PrintedText::Number { number: printed, unit, rest } if rest.is_empty() => match (operator, number(printed))
            {
                (None | Some(Operator::Equal), Some(number)) => (Some(number), unit.as_deref(), Some(Copied::Number)),
                (Some(operator), Some(number)) => (None, unit.as_deref(), Some(Copied::Bound(operator, number))),
                (_, None) => (None, None, None),
            },
            PrintedText::Range { low, high, unit } if operator.is_none() => {
                let ends = number(low).zip(number(high));
                (None, unit.as_deref(), ends.map(|(low, high)| Copied::Range(low, high)))
            }
            PrintedText::Day(day) => {
                let day = day.last_day(year).and_then(|day| Day::parse(&day));
                (None, None, day.map(Copied::Day))
            }
            _ => (None, None, None),
        };
        let unit = figure.unit.clone().or_else(|| printed.filter(|_| !is_bare).map(Unit::parse));
        Self { number, unit, print, ..figure }
    }

    /// What a copied value says in the notation of print; none where it is written as a report writes it, or in words.
    #[must_use]
    pub fn print(&self) -> Option<&Copied> {
        self.print.as_ref()
    }

    /// The day, where it is one.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match &self.print {
            Some(Copied::Day(day)) => Some(*day),
            _ => Day::parse(&self.text),
        }
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number, in the unit stated; `None` where the text is none.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        self.number.as_ref()
    }

    /// The unit stated.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        self.unit.as_ref()
    }

    /// Whether a percentage below 1 is confirmed as meant.
    #[must_use]
    pub fn is_as_written(&self) -> bool {
        self.as_written
    }
}
