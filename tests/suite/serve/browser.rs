//! The page under a hand: in a real browser, by keys and by mouse. Without a browser these tests say so and pass; where
//! `CI` is set they fail.

use super::client::Server;
use super::devtools::{Browser, found};
use super::many;
use crate::support::{YUEYANG, folder};

const TOTAL: &str = "document.querySelector('#summary .big').textContent";
const RIGHT: u32 = 39;

/// A browser on the page of a case; none where there is no browser.
fn opened(arguments: &[&str], query: &str, name: &str) -> Option<(Server, Browser)> {
    let program = found()?;
    let server = Server::start(arguments);
    let mut browser = Browser::start(&program, name);
    browser.size(1440, 900);
    browser.open(&format!("http://127.0.0.1:{}/?{query}#{}", server.port, server.token));
    browser.until("!!document.querySelector('#summary .big') && document.documentElement.classList.contains('js')");
    // The page before it is forbidden until the token is entered.
    browser.complaints.clear();
    Some((server, browser))
}

fn field(id: &str) -> String {
    format!("document.querySelector('[data-put={id}]')")
}

fn slider(id: &str) -> String {
    format!("document.querySelector('[data-slide={id}]')")
}

/// Writes into the field of a row, as a hand does.
fn write(browser: &mut Browser, id: &str, text: &str) {
    browser.value(&format!("{0}.focus(), {0}.select()", field(id)));
    browser.write(text);
    browser.key("Enter", 13, 0);
}

#[test]
fn a_weight_is_written_undone_and_kept_in_the_address() {
    let Some((_server, mut browser)) = opened(&[YUEYANG], "", "written") else { return };
    assert_eq!(browser.text(TOTAL), "96.89");
    assert_eq!(browser.text("location.hash + location.search"), "", "no token in the address");
    write(&mut browser, "complaint-disposal", "15");
    browser.until(&format!("{TOTAL} !== '96.89' && location.search.includes('complaint-disposal%3D15')"));
    let after = browser.text(TOTAL);
    assert_eq!(browser.text("document.getElementById('undo').title"), "投诉处置率 15");
    write(&mut browser, "complaint-disposal", "１６");
    browser.until("location.search.includes('%EF%BC%91')");
    // A wrong number is told, and the page stays as it was.
    let before = browser.text(TOTAL);
    write(&mut browser, "cases-collected", "15,5");
    browser.until("document.getElementById('problem').textContent.includes('15,5')");
    assert_eq!(browser.text(TOTAL), before);
    // Back by the browser, by Ctrl+Z outside of a field, and forward again.
    browser.value("history.back()");
    browser.until(&format!("{TOTAL} === '{after}'"));
    browser.value("document.activeElement.blur()");
    browser.call("Page.reload", &serde_json::json!({}));
    browser.until(&format!("document.readyState === 'complete' && {TOTAL} === '{after}'"));
    browser.value("document.getElementById('reset').click()");
    browser.until(&format!("{TOTAL} === '96.89'"));
    browser.key("z", 90, 2);
    browser.until(&format!("{TOTAL} === '{after}'"));
    browser.key("y", 89, 2);
    browser.until(&format!("{TOTAL} === '96.89'"));
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn keys_are_enough() {
    let Some((_server, mut browser)) = opened(&[YUEYANG], "", "keys") else { return };
    browser.value(&format!("{}.focus()", slider("complaint-disposal")));
    browser.key("ArrowRight", RIGHT, 0);
    browser.until(&format!("{}.value === '10.50'", field("complaint-disposal")));
    browser.until("location.search.includes('complaint-disposal%3D10.5')");
    let spoken = browser.text(&format!("{}.getAttribute('aria-valuetext')", slider("complaint-disposal")));
    assert_eq!(spoken, "投诉处置率 10.50 分，原 10 分");
    browser.value(&format!("{}.focus()", slider("floods")));
    browser.key("l", 76, 0);
    browser.until("location.search.includes('lock=floods')");
    browser.until(&format!("{0}.readOnly && document.activeElement === {0}", field("floods")));
    browser.key("l", 76, 0);
    browser.until("!location.search.includes('lock=floods')");
    // The wheel over a field changes nothing.
    browser.value(&format!("{}.focus()", field("floods")));
    let before = browser.text("location.search");
    let wheel = serde_json::json!({ "type": "mouseWheel", "x": 300, "y": 400, "deltaX": 0, "deltaY": 120 });
    browser.call("Input.dispatchMouseEvent", &wheel);
    assert_eq!(browser.text("location.search"), before);
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// Presses the tab key until something that is meant has the focus.
fn tab_to(browser: &mut Browser, what: &str) {
    for _ in 0..80 {
        browser.key("Tab", 9, 0);
        if browser.value(&format!("document.activeElement.matches({what:?})")) == true {
            return;
        }
    }
    panic!("{what} has no stop of the tab key");
}

/// The whole task without a mouse: a weight is written, another locked, an organisation chosen, the reason of a row read, and
/// the change kept.
#[test]
fn the_whole_task_is_done_by_keys() {
    let case = many::varied("serve-by-keys", 5);
    let saved = folder("serve-by-keys-saved");
    let arguments = [case.to_str().unwrap(), "--save", saved.to_str().unwrap()];
    let Some((_server, mut browser)) = opened(&arguments, "unit=2", "by-keys") else { return };
    tab_to(&mut browser, "[data-put=complaint-disposal]");
    browser.write("15");
    browser.key("Enter", 13, 0);
    browser.until(
        "location.search.includes('complaint-disposal%3D15') && !document.querySelector('#summary').textContent.includes('正在')",
    );
    tab_to(&mut browser, "[data-slide=floods]");
    browser.key("l", 76, 0);
    browser.until("location.search.includes('lock=floods')");
    tab_to(&mut browser, ".ex summary");
    browser.key("Enter", 13, 0);
    browser.until("document.activeElement.parentElement.open === true");
    assert!(!browser.text("document.activeElement.parentElement.querySelector('dl').textContent").is_empty());
    tab_to(&mut browser, ".pop a");
    browser.key("ArrowDown", 40, 0);
    if browser.text("document.activeElement.dataset.unit") == "2" {
        browser.key("ArrowDown", 40, 0);
    }
    let unit = browser.text("document.activeElement.dataset.unit");
    browser.key("Enter", 13, 0);
    browser.until(&format!(
        "location.search.includes('unit={unit}') && document.querySelector('.pop .sel a').dataset.unit === '{unit}'"
    ));
    let address = browser.text("location.href");
    browser.open(&address);
    browser.until("document.readyState === 'complete' && document.documentElement.classList.contains('js')");
    tab_to(&mut browser, "#keep [name=name]");
    browser.write("keys");
    browser.key("Enter", 13, 0);
    browser.until("document.body?.textContent.includes('keys.yaml') === true");
    assert!(saved.join("keys.yaml").exists());
    assert_eq!(browser.complaints, Vec::<String>::new());
}

#[test]
fn a_slider_is_dragged_and_the_last_state_stays() {
    let Some((_server, mut browser)) = opened(&[YUEYANG], "", "dragged") else { return };
    browser.value(&format!("{}.scrollIntoView({{ block: 'center' }})", slider("complaint-disposal")));
    let place = format!(
        "(() => {{ const b = {}.getBoundingClientRect(); return [b.left, b.top, b.width, b.height].map(Math.round); }})()",
        slider("complaint-disposal")
    );
    let place: Vec<i64> = browser.value(&place).as_array().unwrap().iter().map(|side| side.as_i64().unwrap()).collect();
    let [left, top, width, height] = place[..] else { panic!("{place:?}") };
    let (from, to, y) = (left + 8 + (width - 16) / 3, left + 8 + (width - 16) / 2, top + height / 2);
    browser.value("window.seen = new Set(); new MutationObserver(() => seen.add(document.querySelector('#summary .big').textContent)).observe(document.getElementById('summary'), { childList: true, subtree: true })");
    browser.mouse("mousePressed", from, y);
    for step in 1..=10 {
        browser.mouse("mouseMoved", from + (to - from) * step / 10, y);
    }
    browser.mouse("mouseReleased", to, y);
    browser.until("/complaint-disposal%3D1[45]/.test(location.search)");
    assert!(browser.value("window.seen.size").as_u64().unwrap() >= 2, "painted while the hand moved");
    // One drag is one step back.
    browser.value("document.activeElement.blur()");
    browser.key("z", 90, 2);
    browser.until(&format!("{TOTAL} === '96.89'"));
}

/// The program is started again: the address that it was left at shows the same again.
#[test]
fn an_end_of_the_program_is_said() {
    let Some((server, mut browser)) = opened(&[YUEYANG], "", "ended") else { return };
    write(&mut browser, "complaint-disposal", "15");
    browser.until("location.search.includes('complaint-disposal%3D15')");
    let (after, query, port) = (browser.text(TOTAL), browser.text("location.search"), server.port.to_string());
    drop(server);
    write(&mut browser, "complaint-disposal", "16");
    browser.until("!document.getElementById('stopped').hidden");
    assert_eq!(browser.text(TOTAL), after);
    let again = Server::start(&[YUEYANG, "--port", &port]);
    browser.open(&format!("http://127.0.0.1:{}/{query}#{}", again.port, again.token));
    browser.until(&format!(
        "document.readyState === 'complete' && document.querySelector('#summary .big') && {TOTAL} === '{after}'"
    ));
}

/// Two answers in a row say that the program is busy: the step is asked for again until there is one, and the newest wins.
#[test]
fn what_is_refused_as_busy_is_asked_again() {
    let Some((_server, mut browser)) = opened(&[YUEYANG], "", "busy") else { return };
    browser.value(
        "{ const ask = fetch; window.asked = []; window.fetch = (to, how) => {
            if (to === '/step') asked.push(new URLSearchParams(how.body).get('text'));
            return to === '/step' && asked.length < 3 ? Promise.resolve(new Response('', { status: 503 })) : ask(to, how);
        }; 0 }",
    );
    write(&mut browser, "complaint-disposal", "15");
    browser.until("location.search.includes('complaint-disposal%3D15')");
    assert_eq!(browser.value("window.asked"), serde_json::json!(["15", "15", "15"]));
    assert_eq!(browser.value("document.getElementById('stopped').hidden"), true);
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// Two tabs have two states, each in its own address; neither moves the other.
#[test]
fn two_tabs_do_not_disturb_each_other() {
    let Some((server, mut browser)) = opened(&[YUEYANG], "", "tabs") else { return };
    write(&mut browser, "complaint-disposal", "15");
    browser.until("location.search.includes('complaint-disposal%3D15')");
    let after = browser.text(TOTAL);
    let first = browser.open_tab();
    browser.open(&format!("http://127.0.0.1:{}/", server.port));
    browser.until(&format!(
        "document.readyState === 'complete' && !!document.querySelector('#summary .big') && {TOTAL} === '96.89'"
    ));
    write(&mut browser, "floods", "7");
    browser.until("location.search.includes('floods%3D7')");
    assert_ne!(browser.text(TOTAL), after);
    browser.go_to_tab(&first);
    assert_eq!(browser.text(TOTAL), after);
    write(&mut browser, "complaint-disposal", "16");
    browser.until("location.search.includes('complaint-disposal%3D16') && !location.search.includes('floods')");
    // Back and forward, in this tab alone.
    browser.value("history.back()");
    browser.until(&format!("{TOTAL} === '{after}'"));
    browser.value("history.forward()");
    browser.until(&format!("location.search.includes('complaint-disposal%3D16') && {TOTAL} !== '{after}'"));
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// Totals are read out when the hand rests, and not at each of its steps.
#[test]
fn totals_are_said_once_at_rest() {
    let Some((_server, mut browser)) = opened(&[YUEYANG], "", "said") else { return };
    let moved = |kind: &str, mark: i64| {
        format!(
            "{{ const one = {}; one.value = {mark}; one.dispatchEvent(new Event('{kind}', {{ bubbles: true }})); 0 }}",
            slider("complaint-disposal")
        )
    };
    let live = "document.getElementById('summary').getAttribute('aria-live')";
    browser.value(&moved("input", 30));
    browser.until(&format!("{}.value === '15' && {live} === 'off'", field("complaint-disposal")));
    assert_eq!(browser.text("location.search"), "", "a hand that moves writes no history");
    browser.value(&moved("change", 30));
    browser.until(&format!("{live} === 'polite' && location.search.includes('complaint-disposal%3D15')"));
}

/// The view for paper of 30 organisations takes no more than three sheets.
#[test]
fn what_is_printed_is_short() {
    let case = many::varied("serve-printed", 30);
    let Some((server, mut browser)) = opened(&[case.to_str().unwrap()], "", "printed") else { return };
    browser.open(&format!("http://127.0.0.1:{}/print?set=complaint-disposal%3D15&unit=2", server.port));
    browser.until("document.readyState === 'complete' && location.pathname === '/print'");
    let sheets = browser.sheets();
    assert!((1..=3).contains(&sheets), "{sheets} sheets");
}

/// What a checker of accessibility would find, as far as it can be told by rules: names of controls, the order of headings,
/// contrast of letters, stops of the tab key, and a page that does not scroll sideways.
#[test]
fn the_page_is_for_everybody() {
    let case = many::laid("serve-everybody");
    let Some((server, mut browser)) = opened(&[case.to_str().unwrap()], "set=a%3D45&unit=2", "everybody") else {
        return;
    };
    for language in ["zh", "en"] {
        // The one in the middle is the first under a zoom of 200 percent.
        for (width, height) in [(1440, 900), (720, 450), (390, 844)] {
            browser.size(width, height);
            browser.open(&format!("http://127.0.0.1:{}/?set=a%3D45&unit=2&lang={language}", server.port));
            browser.until("document.readyState === 'complete' && !!document.querySelector('#robust table')");
            let found = browser.value(CHECKS);
            assert_eq!(found, serde_json::json!([]), "{language} {width}");
            browser.picture(&format!("page-{language}-{width}"));
        }
    }
    let elsewhere =
        "performance.getEntriesByType('resource').filter((one) => !one.name.startsWith(location.origin)).length";
    assert_eq!(browser.value(elsewhere), 0, "nothing is fetched from elsewhere");
    // On paper: the page itself, and the view that is made for it.
    browser.call("Emulation.setEmulatedMedia", &serde_json::json!({ "media": "print" }));
    for address in ["", "print"] {
        browser.open(&format!("http://127.0.0.1:{}/{address}?set=a%3D45&unit=2", server.port));
        browser.until("document.readyState === 'complete'");
        let found = browser.value(CHECKS);
        let found: Vec<_> =
            found.as_array().unwrap().iter().filter(|one| !one.as_str().unwrap().contains("sideways")).collect();
        assert!(found.is_empty(), "{address}: {found:?}");
    }
    assert_eq!(browser.complaints, Vec::<String>::new());
}

/// What the axe-core script finds that `JIXIAO_AXE` names; no part of the project, and nothing where it names none.
#[test]
fn axe_finds_nothing() {
    let Some(axe) = std::env::var_os("JIXIAO_AXE") else {
        println!("skipped: JIXIAO_AXE names no axe.min.js");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    let case = many::varied("serve-axe", 30);
    let Some((server, mut browser)) = opened(&[case.to_str().unwrap()], "", "axe") else { return };
    for language in ["zh", "en"] {
        for (width, height) in [(1440, 900), (390, 844)] {
            browser.size(width, height);
            let query = format!("set=complaint-disposal%3D15&lock=floods&unit=2&lang={language}");
            browser.open(&format!("http://127.0.0.1:{}/?{query}", server.port));
            browser.until(FOUND);
            browser.value(&format!("{axe}; 0"));
            let found = browser
                .value("axe.run().then((told) => told.violations.map((one) => one.id + ': ' + one.nodes[0].html))");
            assert_eq!(found, serde_json::json!([]), "{language} {width}");
        }
    }
}

/// Sixteen rows and thirty organisations are gone through in 60 stops of the tab key, with all that is found at rest.
#[test]
fn the_tab_key_has_few_stops() {
    let case = many::varied("serve-stops", 30);
    let query = "set=complaint-disposal%3D15&lock=floods&unit=2";
    let Some((_server, mut browser)) = opened(&[case.to_str().unwrap()], query, "stops") else { return };
    browser.until(FOUND);
    let stops = browser.value(STOPS).as_u64().unwrap();
    assert!((30..=60).contains(&stops), "{stops} stops");
}

/// Whether all that is looked for at rest was found.
const FOUND: &str = "['#back ol', '#swing table', '#robust table'].every((part) => !!document.querySelector(part))";

const STOPS: &str = "[...document.querySelectorAll('a[href],button,input,select,summary,[tabindex]')]\
    .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility()).length";

const CHECKS: &str = r"(() => {
  const found = [];
  const visible = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility());
  for (const one of visible.filter((one) => one.matches('input:not([type=hidden]),select,button,a,summary'))) {
    const name = one.getAttribute('aria-label') || one.textContent.trim() || [...(one.labels || [])].map((label) => label.textContent).join('');
    if (!name.trim()) found.push('no name: ' + one.outerHTML.slice(0, 120));
  }
  let level = 0;
  for (const heading of visible.filter((one) => /^H[1-6]$/.test(one.tagName))) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) found.push('skipped a level: ' + heading.textContent);
    level = own;
  }
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push('twice: ' + id);
  const named = (one) => one.getAttribute('aria-label') || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent;
  const marks = visible.filter((one) => one.matches('nav,section[aria-labelledby],[role=region]')).map(named);
  for (const name of marks) if (marks.indexOf(name) !== marks.lastIndexOf(name)) found.push('twice: ' + name);
  const light = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const seen = new Set();
  for (const one of visible.filter((one) => !one.disabled && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))) {
    const style = getComputedStyle(one);
    const isDrawn = one.closest('svg');
    if (isDrawn && one.tagName !== 'text') continue;
    const pair = [isDrawn ? style.fill : style.color, ground(one)];
    if (seen.has(pair.join())) continue;
    seen.add(pair.join());
    const [low, high] = pair.map(light).sort((left, right) => left - right);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) found.push(contrast.toFixed(2) + ' ' + pair + ': ' + one.outerHTML.slice(0, 80));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways: ' + document.documentElement.scrollWidth);
  return found;
})()";
