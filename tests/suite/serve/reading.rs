//! What the page says from beginning to end, to whoever reads it and to whoever hears it.

use super::client::Server;

/// The words between the marks of a page, a line for each, and the names that are only heard in brackets.
fn read(page: &str) -> String {
    let (_, body) = page.split_once("<body").unwrap();
    let mut lines = Vec::new();
    for part in body.split('<').skip(1) {
        let (mark, words) = part.split_once('>').unwrap();
        for name in ["aria-label=\"", "aria-valuetext=\""] {
            let heard = mark.split_once(name).map(|(_, rest)| rest.split('"').next().unwrap());
            lines.extend(heard.filter(|heard| !heard.is_empty()).map(|heard| format!("[{heard}]")));
        }
        let is_heading = mark.len() == 2 && mark.starts_with('h') || mark.starts_with("h2 ");
        let words = words.trim();
        if !words.is_empty() {
            lines.push(if is_heading { format!("# {words}") } else { words.to_owned() });
        }
    }
    lines.join("\n")
}

#[test]
fn the_page_reads_as_it_did() {
    let case = super::many::laid("serve-read");
    let server = Server::entered(&[case.to_str().unwrap()]);
    for language in ["zh", "en"] {
        let page = server.get(&format!("/?set=a%3D45&unit=2&searched=robust&lang={language}")).body;
        let read = read(&page).replace(case.to_str().unwrap(), "CASE").replace(env!("CARGO_PKG_VERSION"), "VERSION");
        insta::assert_snapshot!(format!("page-{language}"), read);
    }
}
