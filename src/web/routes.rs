//! The routes: the page, its moves with and without a script, and the entrance.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jixiao::Diagnostics;
use jixiao::analysis::whatif::TrialDepth;
use jixiao::format::view::page::{
    KeptVariant, SearchedParts, comparison_page, entrance, robustness, sensitivity, way_back,
};
use jixiao::format::view::{self, VIEW_STYLE, document};
use maud::Markup;

use super::answers::ShownState;
use super::assets;
use super::command::{PageStep, Pairs};
use super::guard::{guard, is_known};
use super::pictures::{Picture, compared, picture};
use super::reply::{body, computed, html, in_turn, see, typed};
use super::served::Served;
use super::state::TrialState;

/// What a workbook is called on the wire.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// All routes, with the guard before them.
pub(super) fn router(served: Arc<Served>) -> Router {
    Router::new()
        .route("/", get(whole))
        .route("/move", get(moved))
        .route("/step", post(step))
        .route("/part", post(part))
        .route("/back", post(|State(served), request| searched(served, request, ways)))
        .route("/swing", post(|State(served), request| searched(served, request, swing)))
        .route("/robust", post(|State(served), request| searched(served, request, robust)))
        .route("/print", get(print))
        .route("/table.xlsx", get(table))
        .route("/compare", get(compare))
        .route("/ruler.svg", get(|served, request| picture(served, request, Picture::Ruler)))
        .route("/tornado.svg", get(|served, request| picture(served, request, Picture::Tornado)))
        .route("/everyone.svg", get(|served, request| picture(served, request, Picture::Everyone)))
        .route("/compare.svg", get(|served, request| picture(served, request, Picture::Comparison)))
        .route("/keep", post(keep))
        .route("/enter", post(enter))
        .route("/print.css", get(|| async { typed("text/css; charset=utf-8", VIEW_STYLE) }))
        .route("/page.css", get(|| async { typed("text/css; charset=utf-8", assets::STYLE) }))
        .route("/page.js", get(|| async { typed("text/javascript; charset=utf-8", assets::SCRIPT) }))
        .route("/icon.svg", get(|| async { typed("image/svg+xml", assets::ICON) }))
        .layer(from_fn_with_state(Arc::clone(&served), guard))
        .with_state(served)
}

/// The page, or the entrance for whoever has no cookie.
async fn whole(State(served): State<Arc<Served>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let state = TrialState::read(&query);
    if !is_known(&request, served.session()) {
        return html(StatusCode::FORBIDDEN, entrance(false, &query, served.messages(state.language)));
    }
    let pairs = Pairs::read(query.as_bytes());
    let from = row(&pairs, "from").map(|from| from.saturating_sub(1));
    computed(served, move |served| {
        let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::AtRest, from))?;
        // Each of them takes long: one is looked for at a time.
        let asked = |part: &str, search: Search| {
            (pairs.get("searched") == Some(part)).then(|| search(&shown.state, served)).transpose()
        };
        let searched = SearchedParts {
            back: asked("back", ways)?,
            swing: asked("swing", swing)?,
            robust: asked("robust", robust)?,
        };
        Ok(html(status(&shown), shown.page(&searched, served)))
    })
    .await
}

/// A row of the table of all organisations that a request names.
fn row(pairs: &Pairs, name: &str) -> Option<usize> {
    pairs.get(name)?.parse().ok()
}

fn status(shown: &ShownState) -> StatusCode {
    if shown.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// A move without a script: on to the address of the state that it comes to.
async fn moved(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pairs = Pairs::read(request.uri().query().unwrap_or_default().as_bytes());
    computed(served, move |served| {
        let before = TrialState::read(pairs.get("state").unwrap_or_default());
        let mut state = before.clone();
        let messages = served.messages(state.language);
        PageStep { scheme: served.workspace().program().scheme(), messages, figures: &[] }
            .take_form(&mut state, &pairs);
        let shown = ShownState::new(served, state, before, (TrialDepth::Moving, None))?;
        Ok(match &shown.refused {
            None => see(&format!("/?{}", shown.query()), None),
            Some(_) => html(status(&shown), shown.page(&SearchedParts::default(), served)),
        })
    })
    .await
}

/// A step of the script: what of the page is new.
async fn step(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pairs = match body(request).await {
        Ok(pairs) => pairs,
        Err(status) => return status.into_response(),
    };
    computed(served, move |served| {
        let before = TrialState::read(pairs.get("state").unwrap_or_default());
        let mut state = before.clone();
        let messages = served.messages(state.language);
        let name = match pairs.get("go") {
            Some(other) => {
                state = TrialState::read(other);
                String::new()
            }
            None => PageStep {
                scheme: served.workspace().program().scheme(),
                messages,
                figures: &served.workspace().figures(before.unit),
            }
            .take(&mut state, &pairs),
        };
        let depth = if pairs.get("moving").is_some() { TrialDepth::Moving } else { TrialDepth::AtRest };
        // What nobody sees waits until the hand rests.
        let away = pairs.get("away").filter(|_| depth == TrialDepth::Moving).unwrap_or_default();
        let away: Vec<&str> = away.split(',').collect();
        let shown = ShownState::new(served, state, before, (depth, row(&pairs, "first")))?;
        Ok(typed("application/json", shown.parts(&name, &away, served).to_string()))
    })
    .await
}

/// A part of the table of all organisations.
async fn part(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pairs = match body(request).await {
        Ok(pairs) => pairs,
        Err(status) => return status.into_response(),
    };
    computed(served, move |served| {
        let state = TrialState::read(pairs.get("state").unwrap_or_default());
        let first = row(&pairs, "first").unwrap_or_default();
        let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::Moving, Some(first)))?;
        Ok(html(StatusCode::OK, shown.ranked(first, served)))
    })
    .await
}

/// What takes long, one at a time: ways back to the total that was or up to the next grade, how far the weights move it, and
/// how many other weights leave the grade.
async fn searched(served: Arc<Served>, request: Request, search: Search) -> Response {
    let pairs = match body(request).await {
        Ok(pairs) => pairs,
        Err(status) => return status.into_response(),
    };
    let turn = Arc::clone(&served.search);
    let found = in_turn(turn, move || search(&TrialState::read(pairs.get("state").unwrap_or_default()), &served));
    match found.await {
        Some(Ok(found)) => html(StatusCode::OK, found.into_string()),
        _ => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

type Search = fn(&TrialState, &Served) -> Result<Markup, Diagnostics>;

fn ways(state: &TrialState, served: &Served) -> Result<Markup, Diagnostics> {
    let found = served.workspace().way_back(&state.request(TrialDepth::Moving))?;
    Ok(way_back(found.as_ref(), served.messages(state.language)))
}

fn swing(state: &TrialState, served: &Served) -> Result<Markup, Diagnostics> {
    let messages = served.messages(state.language);
    Ok(match served.workspace().sensitivity(&state.request(TrialDepth::Moving)) {
        Ok((sweep, evaluation)) => {
            let query = state.to_query(served.workspace().baseline());
            sensitivity(&sweep, &evaluation, &query, messages)
        }
        Err(found) => view::problems(&found, messages),
    })
}

fn robust(state: &TrialState, served: &Served) -> Result<Markup, Diagnostics> {
    let messages = served.messages(state.language);
    Ok(match served.workspace().robustness(&state.request(TrialDepth::Moving)) {
        Ok(study) => robustness(&study, messages),
        Err(found) => view::problems(&found, messages),
    })
}

/// The view for paper.
async fn print(State(served): State<Arc<Served>>, request: Request) -> Response {
    let state = TrialState::read(request.uri().query().unwrap_or_default());
    computed(served, move |served| {
        let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::AtRest, None))?;
        Ok(html(status(&shown), shown.print(served)))
    })
    .await
}

/// The tables as a workbook.
async fn table(State(served): State<Arc<Served>>, request: Request) -> Response {
    let state = TrialState::read(request.uri().query().unwrap_or_default());
    computed(served, move |served| {
        let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::AtRest, None))?;
        Ok(typed(WORKBOOK, shown.workbook(served)?))
    })
    .await
}

/// Why the organisation has another total than what it is compared with.
async fn compare(State(served): State<Arc<Served>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    computed(served, move |served| {
        let pairs = Pairs::read(query.as_bytes());
        let state = TrialState::read(pairs.get("state").unwrap_or_default());
        let messages = served.messages(state.language);
        match compared(&state, &pairs, served) {
            Ok(comparison) => {
                let picture = format!("/compare.svg?{query}");
                Ok(html(StatusCode::OK, comparison_page(&comparison, &picture, messages)))
            }
            Err(problems) => {
                Ok(html(StatusCode::UNPROCESSABLE_ENTITY, document("", &view::problems(&problems, messages), messages)))
            }
        }
    })
    .await
}

/// The change is kept as a file, if files may be written at all.
async fn keep(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pairs = match body(request).await {
        Ok(pairs) => pairs,
        Err(status) => return status.into_response(),
    };
    computed(served, move |served| {
        let Some(folder) = served.save() else { return Ok(StatusCode::FORBIDDEN.into_response()) };
        let state = TrialState::read(pairs.get("state").unwrap_or_default());
        let name = pairs.get("name").unwrap_or_default().trim();
        let own = pairs.get("known").filter(|known| !known.is_empty() && pairs.get("known-name") == Some(name));
        let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::AtRest, None))?;
        let shown = shown.keep(folder, name, pairs.get("replace").or(own), served);
        let status = match shown.kept() {
            KeptVariant::Kept { .. } | KeptVariant::Not => StatusCode::OK,
            KeptVariant::Changed { .. } => StatusCode::PRECONDITION_FAILED,
            KeptVariant::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Ok(html(status, shown.page(&SearchedParts::default(), served)))
    })
    .await
}

/// The token is exchanged for the cookie.
async fn enter(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pairs = match body(request).await {
        Ok(pairs) => pairs,
        Err(status) => return status.into_response(),
    };
    let to = pairs.get("to").unwrap_or_default();
    match served.session().enter(pairs.get("token").unwrap_or_default().trim()) {
        Some(cookie) => see(&format!("/?{to}"), Some((SET_COOKIE, cookie))),
        None => {
            let language = TrialState::read(to).language;
            html(StatusCode::FORBIDDEN, entrance(true, to, served.messages(language)))
        }
    }
}
