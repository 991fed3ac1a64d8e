//! The routes: the page, its moves with and without a script, and the entrance.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jixiao::analysis::whatif::TrialDepth;
use jixiao::format::view::page::entrance;

use super::answers::ShownState;
use super::assets;
use super::command::{PageStep, Pairs};
use super::guard::{guard, is_known};
use super::served::Served;
use super::state::TrialState;

/// The most that a request may bring, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// All routes, with the guard before them.
pub(super) fn router(served: Arc<Served>) -> Router {
    Router::new()
        .route("/", get(whole))
        .route("/move", get(moved))
        .route("/step", post(step))
        .route("/part", post(part))
        .route("/enter", post(enter))
        .route("/page.css", get(|| async { typed("text/css; charset=utf-8", assets::STYLE) }))
        .route("/page.js", get(|| async { typed("text/javascript; charset=utf-8", assets::SCRIPT) }))
        .route("/icon.svg", get(|| async { typed("image/svg+xml", assets::ICON) }))
        .layer(from_fn_with_state(Arc::clone(&served), guard))
        .with_state(served)
}

fn typed(kind: &'static str, text: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, kind)], text.into()).into_response()
}

fn html(status: StatusCode, text: String) -> Response {
    (status, typed("text/html; charset=utf-8", text)).into_response()
}

/// Elsewhere, by a GET.
fn see(address: &str, more: Option<(HeaderName, String)>) -> Response {
    let headers = [(LOCATION, address.to_owned())].into_iter().chain(more);
    let mut answer = StatusCode::SEE_OTHER.into_response();
    for (name, value) in headers {
        match value.parse() {
            Ok(value) => drop(answer.headers_mut().insert(name, value)),
            Err(_) => return StatusCode::BAD_REQUEST.into_response(),
        }
    }
    answer
}

/// The page, or the entrance for whoever has no cookie.
async fn whole(State(served): State<Arc<Served>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let state = TrialState::read(&query);
    if !is_known(&request, served.session()) {
        return html(StatusCode::FORBIDDEN, entrance(false, &query, served.messages(state.language)));
    }
    let from = row(&Pairs::read(query.as_bytes()), "from").map(|from| from.saturating_sub(1));
    computed(served, move |served| {
        let shown = ShownState::new(served, state, TrialState::default(), TrialDepth::AtRest)?.in_sight(from);
        Ok(html(status(&shown), shown.page(served)))
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
        PageStep { scheme: served.workspace().program().scheme(), messages }.take_form(&mut state, &pairs);
        let shown = ShownState::new(served, state, before, TrialDepth::Moving)?;
        Ok(match &shown.refused {
            None => see(&format!("/?{}", shown.query()), None),
            Some(_) => html(status(&shown), shown.page(served)),
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
            None => PageStep { scheme: served.workspace().program().scheme(), messages }.take(&mut state, &pairs),
        };
        let depth = if pairs.get("moving").is_some() { TrialDepth::Moving } else { TrialDepth::AtRest };
        let shown = ShownState::new(served, state, before, depth)?.in_sight(row(&pairs, "first"));
        Ok(typed("application/json", shown.parts(&name, served).to_string()))
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
        let shown = ShownState::new(served, state, TrialState::default(), TrialDepth::Moving)?;
        Ok(html(StatusCode::OK, shown.ranked(first, served)))
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

async fn body(request: Request) -> Result<Pairs, StatusCode> {
    let bytes = to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(Pairs::read(&bytes))
}

/// Computes an answer when it is its turn; what ends in a panic ends this answer only.
async fn computed(
    served: Arc<Served>,
    compute: impl FnOnce(&Served) -> Result<Response, jixiao::Diagnostics> + Send + 'static,
) -> Response {
    let Ok(turn) = served.turn.acquire().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let shared = Arc::clone(&served);
    let answer = tokio::task::spawn_blocking(move || compute(&shared)).await;
    drop(turn);
    match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) | Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
