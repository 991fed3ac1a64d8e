//! Workbooks of Excel 2007 and later.

mod parts;
mod worksheet;

use std::collections::BTreeMap;

use self::parts::{Strings, Styles};
use super::calendar::DayCount;
use super::container::Container;
use super::draft::{Draft, SHEETS, too_large};
use super::file_kind::FileKind;
use super::markup::MarkupPiece;
use super::problem::{SizeMeasure, TableProblem};
use super::tables::Workbook;

/// The most relationships of a part.
const RELATIONSHIPS: usize = 10_000;

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its name.
    pub name: String,
    is_hidden: bool,
    /// By which the relationships name its part.
    id: String,
}

/// Where a relationship leads.
#[derive(Debug)]
struct SheetPart {
    kind: String,
    part: String,
}

/// Reads the sheets of a packed workbook.
pub(super) fn read_package(mut package: Container<'_>) -> Result<Workbook, TableProblem> {
    let workbook = workbook_part(&mut package)?;
    let parts = WorkbookParts::read(&mut package, &workbook)?;
    let (listed, count) = contents(&mut package, &workbook)?;
    let strings = match parts.of_kind("sharedStrings", &package) {
        Some(part) => Strings::read(&mut package, part)?,
        None => Strings::default(),
    };
    let styles = match parts.of_kind("styles", &package) {
        Some(part) => Styles::read(&mut package, part)?,
        None => Styles::default(),
    };
    let book = worksheet::Book { strings: &strings, styles: &styles, count };
    let mut draft = Draft::new(FileKind::Xlsx);
    for (sheet, part) in parts.with_sheets(listed) {
        let number = draft.begin(&sheet.name)?;
        if let Some(begun) = draft.sheet(number) {
            begun.is_hidden = sheet.is_hidden;
        }
        worksheet::read(&mut package, &part, &book, &mut draft, number)?;
    }
    draft.finish()
}

/// The parts of a workbook, as its relationships name them.
#[derive(Debug)]
pub(super) struct WorkbookParts {
    folder: String,
    targets: BTreeMap<String, SheetPart>,
}

impl WorkbookParts {
    /// Reads the relationships of the part that lists the sheets.
    pub(super) fn read(package: &mut Container<'_>, workbook: &str) -> Result<Self, TableProblem> {
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
        let targets = relationships(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
        Ok(Self { folder: folder.to_owned(), targets })
    }

    /// The part of that kind, if there is one.
    pub(super) fn of_kind(&self, kind: &str, package: &Container<'_>) -> Option<&str> {
        let target = self.targets.values().find(|target| target.kind == kind)?;
        package.has(&target.part).then_some(&target.part)
    }

    /// The sheets in their order, each with its part.
    pub(super) fn sheets(
        &self,
        package: &mut Container<'_>,
        workbook: &str,
    ) -> Result<Vec<(Listed, String)>, TableProblem> {
        let (listed, _) = contents(package, workbook)?;
        Ok(self.with_sheets(listed))
    }

    fn with_sheets(&self, listed: Vec<Listed>) -> Vec<(Listed, String)> {
        let with_part = |(index, sheet): (usize, Listed)| match self.targets.get(&sheet.id) {
            Some(target) if target.kind == "worksheet" => Some((sheet, target.part.clone())),
            // Charts and macros have sheets of their own.
            Some(_) => None,
            None => Some((sheet, format!("{}/worksheets/sheet{}.xml", self.folder, index + 1))),
        };
        listed.into_iter().enumerate().filter_map(with_part).collect()
    }
}

/// The part that lists the sheets: as the package names it, else where it is wont to be.
pub(super) fn workbook_part(package: &mut Container<'_>) -> Result<String, TableProblem> {
    let root = relationships(package, "_rels/.rels", "")?;
    let named = root.into_values().find(|target| target.kind == "officeDocument").map(|target| target.part);
    Ok(named.filter(|part| package.has(part)).unwrap_or_else(|| String::from("xl/workbook.xml")))
}

/// By id, where the relationships of a part lead; none if there is no such list.
fn relationships(
    package: &mut Container<'_>,
    part: &str,
    folder: &str,
) -> Result<BTreeMap<String, SheetPart>, TableProblem> {
    let mut targets = BTreeMap::new();
    if !package.has(part) {
        return Ok(targets);
    }
    let mut markup = package.markup(FileKind::Xlsx, part)?;
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag)
                if tag.name() == "Relationship" && tag.value("TargetMode").as_deref() != Some("External") =>
            {
                let kind = tag.value("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let part = resolved(folder, &tag.value("Target").unwrap_or_default());
                targets.insert(tag.value("Id").unwrap_or_default(), SheetPart { kind, part });
                if targets.len() > RELATIONSHIPS {
                    return Err(too_large(SizeMeasure::Parts, RELATIONSHIPS));
                }
            }
            MarkupPiece::End => return Ok(targets),
            _ => {}
        }
    }
}

/// The name of a part from what a list in this folder calls it.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}

/// The sheets in their order, and how days are counted.
fn contents(package: &mut Container<'_>, part: &str) -> Result<(Vec<Listed>, DayCount), TableProblem> {
    let mut listed = Vec::new();
    let mut count = DayCount::From1900;
    let mut markup = package.markup(FileKind::Xlsx, part)?;
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "workbookPr" if tag.is_true("date1904") => count = DayCount::From1904,
                "sheet" => listed.push(Listed {
                    name: tag.value("name").unwrap_or_default(),
                    is_hidden: matches!(tag.value("state").as_deref(), Some("hidden" | "veryHidden")),
                    id: tag.value("id").unwrap_or_default(),
                }),
                _ => {}
            },
            MarkupPiece::End => return Ok((listed, count)),
            _ => {}
        }
        if listed.len() > SHEETS {
            return Err(too_large(SizeMeasure::Sheets, SHEETS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn parts_are_named_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../xl/./styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
