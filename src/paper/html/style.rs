//! How a page looks on a screen and on paper.

use std::fmt::Write;

use super::super::text::clean;
use super::super::{PageLabel, PageSetup};

/// Everything but the page numbers.
const STYLE: &str = r#"
:root{color-scheme:light;--line:#808080}
*{box-sizing:border-box}
body{margin:1.5rem;background:#fff;color:#111;line-height:1.45;font-family:"仿宋","FangSong","STFangsong","宋体","SimSun","Songti SC","Noto Serif CJK SC","Noto Sans CJK SC",serif}
h1,h2{margin:0 0 .5rem;text-align:center;font-size:1.4rem;line-height:1.3;font-family:"黑体","SimHei","Heiti SC","Noto Sans CJK SC",sans-serif}
section{margin-bottom:2.5rem}
p{margin:.25rem 0;overflow-wrap:anywhere}
:root:not(:lang(zh)) :is(body,h1,h2,table){font-family:"Arial","Helvetica","Noto Sans CJK SC","宋体","SimSun",sans-serif}
nav a{color:#0b4a8f}
.wide{overflow-x:auto}
.wide:focus-visible{outline:2px solid #0b4a8f}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:.875rem;font-family:"宋体","SimSun","Songti SC","Noto Serif CJK SC","Noto Sans CJK SC",serif;font-variant-numeric:tabular-nums}
th,td{border:1px solid var(--line);padding:.2rem .35rem;vertical-align:middle;text-align:left;overflow-wrap:anywhere}
th{text-align:center;background:#e3e8ef;font-weight:700}
.centre{text-align:center}
.right{text-align:right}
.number{white-space:nowrap;overflow-wrap:normal}
.group>td{font-weight:700;background:#f3f5f8}
.total>td{font-weight:700;background:#e9edf2}
tr>td.wrong{background:#f8d7d4}
tr>td.attention{background:#fff0c2}
@media print{
body{margin:0}
header{display:none}
section{margin:0}
section+section{break-before:page}
h1,h2{break-after:avoid}
.wide{overflow:visible;padding:0 1px}
table{min-width:0!important;font-size:var(--print)}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{padding:1pt 2.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"#;

/// The style sheet, with page numbers at the foot of printed pages.
pub(super) fn style_sheet(page: PageSetup, label: &PageLabel) -> String {
    let [before, between, after] = [&label.before, &label.between, &label.after].map(|text| quoted(&clean(text)));
    let number = format!("{before} counter(page) {between} counter(pages) {after}");
    let orientation = if page.is_portrait { "portrait" } else { "landscape" };
    format!("{STYLE}@page{{size:A4 {orientation};margin:15mm 12mm;@bottom-center{{content:{number};font-size:9pt}}}}\n")
}

/// A text as a style sheet quotes it: all but letters and digits as codes, so that nothing can end it.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            quoted.push(character);
        } else {
            let _ = write!(quoted, "\\{:06x}", u32::from(character));
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::super::PaperMark;
    use super::super::super::layout::RowStyle;
    use super::super::super::tint::tint;
    use super::*;

    #[test]
    fn the_tints_are_those_of_the_other_writers() {
        for style in [RowStyle::Header, RowStyle::Group, RowStyle::Total] {
            assert!(STYLE.contains(&format!("background:#{:06x}", tint(style, PaperMark::None).unwrap())), "{style:?}");
        }
        for mark in [PaperMark::Wrong, PaperMark::Attention] {
            assert!(STYLE.contains(&format!("background:#{:06x}", tint(RowStyle::Body, mark).unwrap())), "{mark:?}");
        }
    }

    #[test]
    fn labels_cannot_leave_their_quotes() {
        assert_eq!(quoted("第 1"), "\"\\007b2c\\0000201\"");
        let label = PageLabel { before: "\"}</style><script>".to_owned(), ..PageLabel::default() };
        let style = style_sheet(PageSetup::default(), &label);
        assert!(!style.contains("</style>") && !style.contains("<script>"), "{style}");
    }
}
