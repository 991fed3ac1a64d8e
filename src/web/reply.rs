//! What answers are made of.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use jixiao::Diagnostics;
use tokio::sync::Semaphore;

use super::command::Pairs;
use super::served::Served;

/// The most that a request may bring, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// An answer of a kind.
pub(super) fn typed(kind: &'static str, text: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, kind)], text.into()).into_response()
}

/// A page.
pub(super) fn html(status: StatusCode, text: String) -> Response {
    (status, typed("text/html; charset=utf-8", text)).into_response()
}

/// Elsewhere, by a GET.
pub(super) fn see(address: &str, more: Option<(HeaderName, String)>) -> Response {
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

/// The pairs that a request brings.
pub(super) async fn body(request: Request) -> Result<Pairs, StatusCode> {
    let bytes = to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(Pairs::read(&bytes))
}

/// Computes an answer when it is its turn; what ends in a panic ends this answer only.
pub(super) async fn computed(
    served: Arc<Served>,
    compute: impl FnOnce(&Served) -> Result<Response, Diagnostics> + Send + 'static,
) -> Response {
    match in_turn(Arc::clone(&served.turn), move || compute(&served)).await {
        Some(Ok(answer)) => answer,
        Some(Err(_)) | None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Computes something when it is its turn, which lasts until that is done, even where nobody waits for it any more; nothing
/// where it ends in a panic.
pub(super) async fn in_turn<T: Send + 'static>(
    turn: Arc<Semaphore>,
    compute: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let turn = turn.acquire_owned().await.ok()?;
    let held = move || {
        let answer = compute();
        drop(turn);
        answer
    };
    tokio::task::spawn_blocking(held).await.ok()
}
