//! What a form printed and a drafted case keeps within a sentence of ours, taken out of it again.

use super::message::Message;
use crate::messages::in_both;

/// Stands for what is looked for.
const SOUGHT: &str = "\u{1}";

/// The second level that a note of a row holds (二级指标：数量指标).
#[must_use]
pub fn level2_of_note(note: &str) -> Option<String> {
    of_note(note, &Message::new("form-note-level2").with("name", SOUGHT))
}

/// The standard that a note of a row holds (评分标准：…).
#[must_use]
pub fn standard_of_note(note: &str) -> Option<String> {
    of_note(note, &Message::new("form-note-standard").with("text", SOUGHT))
}

/// The project that the title of a drafted scheme names beside organisation and year.
#[must_use]
pub fn project_of_title(title: &str, organisation: &str, year: Option<&str>) -> Option<String> {
    let id = if year.is_some() { "form-draft-title" } else { "form-draft-title-without-year" };
    let message = Message::new(id).with("organisation", organisation).with("year", year.unwrap_or_default());
    between(title, &message.with("project", SOUGHT)).map(str::to_owned)
}

/// The title of a scheme without the year and the words that every form has in its own title (2024年度…绩效自评).
#[must_use]
pub fn plain_title(title: &str, year: Option<&str>) -> String {
    let message = Message::new("form-draft-title").with("organisation", "").with("year", "").with("project", SOUGHT);
    let words = in_both(|messages| message.text(messages)).zh;
    let (of_year, end) = words.split_once(SOUGHT).unwrap_or_default();
    let year = year.map(|year| format!("{year}{of_year}")).unwrap_or_default();
    let plain = title.strip_suffix(end).unwrap_or(title);
    if year.is_empty() { plain.to_owned() } else { plain.replace(&year, "") }
}

/// What stands in a part of a note where the sentence has its hole. Parts are parted by semicolons; the last one of a
/// sentence may hold some itself.
fn of_note(note: &str, message: &Message) -> Option<String> {
    let begins = note.match_indices('；').map(|(at, sign)| at.saturating_add(sign.len()));
    let mut parts = std::iter::once(0).chain(begins).filter_map(|begin| note.get(begin..));
    let found = parts.find_map(|part| between(part, message))?;
    let is_last = message.id == "form-note-standard";
    let found = if is_last { found } else { found.split('；').next().unwrap_or(found) };
    Some(found.trim().to_owned())
}

/// What stands in a text where a sentence has its hole, in either language; colons may be of either width.
fn between<'t>(text: &'t str, message: &Message) -> Option<&'t str> {
    let both = in_both(|messages| message.text(messages));
    [both.zh, both.en].into_iter().find_map(|sentence| {
        let (before, behind) = sentence.split_once(SOUGHT)?;
        let half = before.replace('：', ":");
        let rest = text.strip_prefix(before).or_else(|| text.strip_prefix(half.as_str()))?;
        let found = rest.strip_suffix(behind)?.trim();
        (!found.is_empty()).then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_draft_wrote_is_found_again() {
        let note = "二级指标：数量指标；评分标准：每少 1 次扣 1 分；扣完为止";
        assert_eq!(level2_of_note(note).as_deref(), Some("数量指标"));
        assert_eq!(standard_of_note(note).as_deref(), Some("每少 1 次扣 1 分；扣完为止"));
        assert_eq!(level2_of_note("二级指标:质量指标").as_deref(), Some("质量指标"));
        assert_eq!(level2_of_note("数量指标"), None);
    }

    #[test]
    fn the_project_stands_between_year_and_end() {
        let project = |title: &str| project_of_title(title, "某局", Some("2024"));
        assert_eq!(project("某局2024年度道路保洁绩效自评").as_deref(), Some("道路保洁"));
        assert_eq!(project("某局2024年度绩效自评"), None);
        assert_eq!(project("别的标题"), None);
        assert_eq!(plain_title("某市2024年度海绵城市经费绩效自评", Some("2024")), "某市海绵城市经费");
        assert_eq!(plain_title("别的标题", None), "别的标题");
    }
}
