use super::*;

#[test]
fn the_table_shows_numbers_with_their_places() {
    let page = write_html(&scored()).unwrap();
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"));
    assert!(page.contains("<h1 id=\"sheet-1-heading\">复核底稿</h1>"));
    assert!(
        page.contains("<td class=\"right number wrong\">× 4.93</td><td class=\"right number\">4.94</td>"),
        "{page}"
    );
    assert!(page.contains("<tr class=\"total\"><td class=\"centre\" colspan=\"5\">合计</td>"), "{page}");
    assert!(page.contains("<td class=\"centre\" rowspan=\"2\">产出</td>"), "{page}");
    assert!(page.contains("<th scope=\"colgroup\" colspan=\"2\">得分</th>"), "{page}");
}

#[test]
fn several_sheets_have_a_list() {
    let mut paper = scored();
    paper.sheets.push(paper.sheets[0].clone());
    let page = write_html(&paper).unwrap();
    assert!(page.contains("<h1>底稿</h1><nav><ol><li><a href=\"#sheet-1\">复核/底稿</a></li>"), "{page}");
    assert!(page.contains("<section id=\"sheet-2\">"));
}

#[test]
fn nothing_comes_from_elsewhere_and_nothing_runs() {
    for text in HOSTILE {
        let page = write_html(&hostile_everywhere(text)).unwrap();
        for forbidden in ["<script", " src=", "url(", "@import", "<link", "<iframe", "</style></td>"] {
            assert!(!page.contains(forbidden), "{text:?}: {forbidden}");
        }
        assert_eq!(page.matches("</style>").count(), 1, "{text:?}");
        assert!(!page.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{text:?}");
    }
    assert!(write_html(&texts(["a<b>&\"c\""])).unwrap().contains("a&lt;b&gt;&amp;&quot;c&quot;"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(write_html(&scored()).unwrap(), write_html(&scored()).unwrap());
}
