//! The parts that belong to the whole workbook: which styles show percent, and the request to work everything out again.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::container::Container;
use super::super::file_kind::FileKind;
use super::super::markup::MarkupPiece;
use super::super::problem::TableProblem;
use super::super::xlsx::WorkbookParts;

/// The number formats of percent that every workbook has.
const PERCENT: [&str; 2] = ["9", "10"];

/// The most styles that are looked at.
const MAX_STYLES: usize = 100_000;

/// The styles of cells, as cells name them, that show a number in percent.
pub(super) fn percent_styles(
    package: &mut Container<'_>,
    parts: &WorkbookParts,
) -> Result<BTreeSet<String>, TableProblem> {
    let mut found = BTreeSet::new();
    let Some(part) = parts.of_kind("styles", package) else { return Ok(found) };
    let mut formats: BTreeSet<String> = PERCENT.into_iter().map(str::to_owned).collect();
    let mut markup = package.markup(FileKind::Xlsx, part)?;
    let (mut is_in_cells, mut count) = (false, 0_usize);
    loop {
        match markup.next()? {
            MarkupPiece::Open(tag) => match tag.name() {
                "numFmt" if tag.value("formatCode").is_some_and(|code| is_percent(&code)) => {
                    formats.extend(tag.value("numFmtId"));
                }
                "cellXfs" => is_in_cells = true,
                "xf" if is_in_cells && count < MAX_STYLES => {
                    if tag.value("numFmtId").is_some_and(|format| formats.contains(&format)) {
                        found.insert(count.to_string());
                    }
                    count = count.saturating_add(1);
                }
                _ => {}
            },
            MarkupPiece::Close if markup.closed() == "cellXfs" => is_in_cells = false,
            MarkupPiece::End => return Ok(found),
            _ => {}
        }
    }
}

/// Whether a format has a sign of percent that is no text.
fn is_percent(code: &str) -> bool {
    let mut is_quoted = false;
    let mut is_escaped = false;
    code.chars().any(|sign| {
        let is_plain = !is_quoted && !is_escaped;
        is_escaped = is_plain && sign == '\\';
        is_quoted ^= sign == '"' && (is_plain || is_quoted);
        is_plain && sign == '%'
    })
}

/// The part that lists the sheets, with the request that everything is worked out when it is opened.
pub(super) fn asking_for_results(text: &str) -> Option<String> {
    const ASKING: &str = " fullCalcOnLoad=\"1\"";
    let mut reader = Reader::from_str(text);
    // Where the request may stand: behind these elements, whichever comes last.
    let before: [&str; 4] = ["sheets", "functionGroups", "externalReferences", "definedNames"];
    let mut behind = None;
    loop {
        let begin = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "calcPr" => {
                let element = text.get(begin..end)?;
                let asked = with_attribute(element, &tag, ASKING)?;
                return Some(format!("{}{asked}{}", text.get(..begin)?, text.get(end..)?));
            }
            Event::Empty(tag) if before.contains(&tag.local_name().as_ref()) => {
                behind = Some((end, prefix(tag.name().as_ref())));
            }
            Event::End(tag) if before.contains(&tag.local_name().as_ref()) => {
                behind = Some((end, prefix(tag.name().as_ref())));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let (at, prefix) = behind?;
    Some(format!("{}<{prefix}calcPr{ASKING}/>{}", text.get(..at)?, text.get(at..)?))
}

fn prefix(name: &str) -> String {
    name.split_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"))
}

/// An element with an attribute, which takes the place of one of that name.
fn with_attribute(element: &str, tag: &BytesStart<'_>, attribute: &str) -> Option<String> {
    let name = attribute.trim().split('=').next()?;
    let known = tag.attributes().flatten().any(|known| known.key.as_ref() == name);
    let element = match known {
        false => element.to_owned(),
        true => {
            let begin = element.find(&format!(" {name}="))?;
            let value = element.get(begin..)?.find(['"', '\''])?.checked_add(begin)?;
            let quote = element.get(value..)?.chars().next()?;
            let end = element.get(value.checked_add(1)?..)?.find(quote)?.checked_add(value)?.checked_add(2)?;
            format!("{}{}", element.get(..begin)?, element.get(end..)?)
        }
    };
    let end = element.trim_end_matches('>').trim_end_matches('/').trim_end().len();
    Some(format!("{}{attribute}{}", element.get(..end)?, element.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_stands_where_the_format_has_it() {
        let asked = |text: &str| asking_for_results(text).unwrap();
        assert_eq!(
            asked("<workbook><sheets><sheet/></sheets><calcPr calcId=\"1\"/></workbook>"),
            "<workbook><sheets><sheet/></sheets><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></workbook>"
        );
        assert_eq!(
            asked("<x:workbook><x:sheets></x:sheets><x:definedNames/><x:extLst/></x:workbook>"),
            "<x:workbook><x:sheets></x:sheets><x:definedNames/><x:calcPr fullCalcOnLoad=\"1\"/><x:extLst/></x:workbook>"
        );
        assert_eq!(
            asked("<workbook><sheets/><calcPr fullCalcOnLoad=\"0\" calcId=\"1\"></calcPr></workbook>"),
            "<workbook><sheets/><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"></calcPr></workbook>"
        );
    }

    #[test]
    fn a_sign_of_percent_in_a_text_is_none() {
        assert_eq!(["0.00%", "0\"%\"", "0\\%", "\"a\"0%"].map(is_percent), [true, false, false, true]);
    }
}
