//! From what a file says to [`Accounts`], with all problems found in one run.

mod identities;

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{AccountsDraft, FigureDraft, LineDraft, TableDraft};
use super::{AccountFigure, AccountLine, Accounts, Column, FigureContent, Table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Warned};
use crate::language::Bilingual;
use crate::literal::{DecimalLiteral, PrintedDecimal};
use crate::location::{Path, Place, Places};
use crate::messages::number_error;
use crate::notation::is_id;
use crate::numeric::{Number, NumberError, Unit};
use crate::scheme::Scheme;

/// The most decimals that an amount may be declared to have.
const MOST_PLACES: i64 = 6;
/// The prefix of reported metrics among the names of figures.
const REPORTED: &str = "report";
/// The line of totals among the names of cells.
const TOTAL: &str = "total";

/// What all parts of the check share.
struct AccountsCheck<'a> {
    places: &'a Places,
    scheme: &'a Scheme,
    money: Option<Unit>,
    figures: BTreeMap<String, AccountFigure>,
    /// Names of figures and classes that were refused: what refers to them is not told again.
    refused: BTreeSet<String>,
    found: Diagnostics,
}

/// What a cell of a table inherits.
struct Around<'a> {
    table: &'a str,
    name: Bilingual,
    known_places: u32,
    source: Option<String>,
}

impl Accounts {
    /// Checks what a file says; identities may name the reported metrics of `scheme`. All problems are reported together.
    ///
    /// # Errors
    /// The problems, warnings included, if one of them refuses the accounts.
    pub fn check(draft: AccountsDraft, places: &Places, scheme: &Scheme) -> Result<Warned<Self>, Diagnostics> {
        let top = Path::top();
        let money = draft.money.as_deref().map(Unit::parse);
        let mut check = AccountsCheck {
            places,
            scheme,
            money,
            figures: BTreeMap::new(),
            refused: BTreeSet::new(),
            found: Diagnostics::new(),
        };
        let known_places = check.known_places(draft.places.as_ref(), &top, 0);
        for (id, figure) in draft.figures.unwrap_or_default() {
            check.figure(&id, figure, known_places, draft.source.as_deref());
        }
        let mut tables = Vec::new();
        for (id, table) in draft.tables.unwrap_or_default() {
            tables.push(check.table(id, table, known_places, draft.source.as_deref()));
        }
        check.computed();
        let identities = check.identities(draft.identities.unwrap_or_default());
        let accounts = Self {
            unit: draft.unit,
            year: draft.year.map(|year| year.0),
            figures: check.figures,
            tables,
            identities,
            place: places.key(&top.key("unit")),
        };
        check.found.accept(accounts)
    }
}

impl AccountsCheck<'_> {
    fn known_places(&mut self, declared: Option<&DecimalLiteral>, path: &Path, otherwise: u32) -> u32 {
        let Some(DecimalLiteral(number)) = declared else { return otherwise };
        match number.to_i64().filter(|places| (0..=MOST_PLACES).contains(places)).and_then(|it| u32::try_from(it).ok())
        {
            Some(places) => places,
            None => {
                let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path.key("places")));
                self.found.push(problem.fact("value", number).fact("bounds", format!("0~{MOST_PLACES}")));
                otherwise
            }
        }
    }

    fn id(&mut self, id: &str, place: Place) {
        if !is_id(id, true) || id == REPORTED {
            self.found.push(Diagnostic::new(Code::BadId).at(place).fact("id", id));
        }
    }

    fn figure(&mut self, id: &str, draft: FigureDraft, known_places: u32, source: Option<&str>) {
        let path = Path::top().key("figures").key(id);
        self.id(id, self.places.key(&path));
        let is_money = draft.unit.is_none();
        let unit = match draft.unit.as_deref() {
            Some(unit) => Unit::parse(unit),
            None => self.money(&path),
        };
        let known_places = self.known_places(draft.places.as_ref(), &path, if is_money { known_places } else { 0 });
        let signed = |sign: bool| move |id: String| (sign, id);
        let content = match (draft.value, draft.sum, draft.difference) {
            (Some(value), None, None) => self.printed(&value, &unit, known_places, draft.within.as_ref(), &path),
            (None, Some(parts), None) if !parts.is_empty() => {
                Some(FigureContent::Computed(parts.into_iter().map(signed(true)).collect()))
            }
            (None, None, Some(parts)) if parts.len() >= 2 => {
                let signs = std::iter::once(true).chain(std::iter::repeat(false));
                Some(FigureContent::Computed(signs.zip(parts).collect()))
            }
            _ => {
                self.found.push(Diagnostic::new(Code::FigureForm).at(self.places.key(&path)).fact("figure", id));
                None
            }
        };
        let place = if self.places.has(&path.key("value")) {
            self.places.value(&path.key("value"))
        } else {
            self.places.key(&path)
        };
        let name = Bilingual::new(draft.name, draft.en.as_deref());
        let source = draft.source.or_else(|| source.map(str::to_owned));
        match content {
            Some(content) => {
                drop(self.figures.insert(id.to_owned(), AccountFigure { name, unit, content, source, place }))
            }
            None => drop(self.refused.insert(id.to_owned())),
        }
    }

    fn printed(
        &mut self,
        value: &PrintedDecimal,
        unit: &Unit,
        known_places: u32,
        within: Option<&DecimalLiteral>,
        path: &Path,
    ) -> Option<FigureContent> {
        let places = value.places.max(known_places);
        let within = match within {
            Some(DecimalLiteral(within)) if within.is_negative() => {
                let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(&path.key("within")));
                self.found.push(problem.fact("value", within).fact("bounds", "≥ 0"));
                return None;
            }
            Some(DecimalLiteral(within)) => within.clone(),
            None => self.known(half_unit(&value.number, places, unit), path)?,
        };
        Some(FigureContent::Printed { number: value.number.clone(), places, within })
    }

    /// Tells of a number that is too large to compute with.
    fn known(&mut self, number: Result<Number, NumberError>, path: &Path) -> Option<Number> {
        number
            .map_err(|error| {
                let problem = Diagnostic::new(Code::NumberRange).at(self.places.value(path));
                self.found.push(problem.said("value", number_error(error)).fact("bounds", "28"));
            })
            .ok()
    }

    fn table(&mut self, id: String, draft: TableDraft, known_places: u32, source: Option<&str>) -> Table {
        let path = Path::top().key("tables").key(&id);
        self.id(&id, self.places.key(&path));
        let name = Bilingual::new(draft.name, draft.en.as_deref());
        let known_places = self.known_places(draft.places.as_ref(), &path, known_places);
        let source = draft.source.or_else(|| source.map(str::to_owned));
        let around = Around { table: &id, name: name.clone(), known_places, source };
        let total = draft.total.map(|line| self.line(TOTAL.to_owned(), line, &around, &path.key(TOTAL)));
        let mut classes = Vec::new();
        for (position, line) in draft.classes.unwrap_or_default().into_iter().enumerate() {
            let path = path.key("classes").item(position);
            match line.id.clone() {
                Some(id) => classes.push(self.line(id, line, &around, &path)),
                None => {
                    self.missing(&path, "id");
                    self.refused.insert(around.table.to_owned());
                }
            }
        }
        let mut rows = Vec::new();
        for (position, line) in draft.rows.unwrap_or_default().into_iter().enumerate() {
            let id = line.id.clone().unwrap_or_else(|| position.saturating_add(1).to_string());
            rows.push(self.line(id, line, &around, &path.key("rows").item(position)));
        }
        let table = Table { id, name, total, classes, rows };
        self.classes(&table, &path);
        self.names(&table);
        table
    }

    /// The unit of amounts that state none.
    fn money(&mut self, path: &Path) -> Unit {
        if self.money.is_none() {
            let problem = Diagnostic::new(Code::MissingField).at(self.places.value(path)).fact("field", "money");
            self.found.push(problem);
            // Told once is enough.
            self.money = Some(Unit::parse(""));
        }
        self.money.clone().unwrap_or_else(|| Unit::parse(""))
    }

    fn missing(&mut self, path: &Path, field: &str) {
        self.found.push(Diagnostic::new(Code::MissingField).at(self.places.value(path)).fact("field", field));
    }

    fn line(&mut self, id: String, draft: LineDraft, around: &Around<'_>, path: &Path) -> AccountLine {
        if draft.id.is_some() {
            self.id(&id, self.places.value(&path.key("id")));
        }
        let name = match (draft.name, id == TOTAL) {
            (Some(name), _) => Bilingual::new(name, draft.en.as_deref()),
            (None, true) => around.name.clone(),
            (None, false) => {
                self.missing(path, "name");
                Bilingual::default()
            }
        };
        let source = draft.source.or_else(|| around.source.clone());
        let written = [
            (Column::Before, draft.before),
            (Column::Budget, draft.budget),
            (Column::Actual, draft.actual),
            (Column::Rate, draft.rate),
            (Column::Share, draft.share),
            (Column::Growth, draft.growth),
        ];
        let mut cells = BTreeMap::new();
        for (column, printed) in written {
            let Some(printed) = printed else { continue };
            let path = path.key(column.key());
            let unit = if column.is_amount() { self.money(&path) } else { Unit::parse("%") };
            let known_places = if column.is_amount() { around.known_places } else { 0 };
            let key = format!("{}.{id}.{}", around.table, column.key());
            let Some(content) = self.printed(&printed, &unit, known_places, None, &path) else {
                self.refused.insert(key);
                continue;
            };
            let place = self.places.value(&path);
            let figure =
                AccountFigure { name: name.clone(), unit, content, source: source.clone(), place: place.clone() };
            match self.figures.insert(key.clone(), figure) {
                Some(first) => {
                    let problem = Diagnostic::new(Code::DuplicateId).at(place).fact("id", &id);
                    self.found.push(problem.related(first.place, "first-here"));
                }
                None => drop(cells.insert(column, key)),
            }
        }
        let place = self.places.value(path);
        AccountLine { id, name, class: draft.class, cells, place }
    }

    /// Every row of a table with classes belongs to one of them.
    fn classes(&mut self, table: &Table, path: &Path) {
        let known: Vec<&str> = table.classes.iter().map(|class| class.id.as_str()).collect();
        let is_whole = !self.refused.contains(&table.id);
        for (position, row) in table.rows.iter().enumerate() {
            let path = path.key("rows").item(position);
            match &row.class {
                Some(class) if is_whole && !known.contains(&class.as_str()) => {
                    let problem = Diagnostic::new(Code::UnknownFigure).at(self.places.value(&path.key("class")));
                    self.found.push(problem.fact("figure", class).suggest(class, known.iter().copied()));
                }
                None if !known.is_empty() => self.missing(&path, "class"),
                _ => {}
            }
        }
    }

    /// Rows of one name cannot be told apart in results.
    fn names(&mut self, table: &Table) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for line in &table.rows {
            if let Some(first) = seen.insert(&line.name.zh, &line.place) {
                let problem = Diagnostic::new(Code::DuplicateName).at(line.place.clone()).fact("name", &line.name);
                self.found.push(problem.related(first.clone(), "first-here"));
            }
        }
    }
}

/// Half a unit of the last printed place; nothing for whole numbers of things that are counted.
fn half_unit(number: &Number, places: u32, unit: &Unit) -> Result<Number, NumberError> {
    if number.is_whole() && places == 0 && unit.is_count() {
        return Ok(Number::zero());
    }
    Number::last_place(places)?.divide(&Number::from(2))
}

impl FigureContent {
    /// What a reported figure is known to be: the number, to half a unit of the last decimal it is written with.
    ///
    /// # Errors
    /// A text that is not a plain number.
    pub fn of_text(text: &str, unit: &Unit) -> Result<Self, NumberError> {
        let PrintedDecimal { number, places } = PrintedDecimal::parse(text)?;
        let within = half_unit(&number, places, unit)?;
        Ok(Self::Printed { number, places, within })
    }
}
