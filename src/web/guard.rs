//! What comes in front of every route: whose request it is, and what every answer says to the browser.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::connections::KnownPeer;
use super::served::Served;
use super::session::Session;

/// How long an answer may take, with all that is still to be read for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an answer may take that is searched for.
const SEARCH_PATIENCE: Duration = Duration::from_secs(60);
/// What is searched for.
const SEARCHES: [&str; 4] = ["/back", "/swing", "/robust", "/tornado.svg"];
/// The longest address, in bytes.
const MAX_ADDRESS: usize = 16 * 1024;
/// What the browser may do with the page: load its own style and script, and send its own forms.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The site that a request comes from, as browsers say.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What may be asked for without the cookie.
const OPEN: [(Method, &str); 5] = [
    (Method::GET, "/"),
    (Method::GET, "/page.css"),
    (Method::GET, "/page.js"),
    (Method::GET, "/icon.svg"),
    (Method::POST, "/enter"),
];

/// Refuses what is not from a page of this server, and gives every answer its headers.
pub(super) async fn guard(State(served): State<Arc<Served>>, request: Request, next: Next) -> Response {
    let answer = match refusal(&request, served.session()) {
        Some(status) => status.into_response(),
        None => {
            if let Some(peer) = request.extensions().get::<KnownPeer>().filter(|_| is_known(&request, served.session()))
            {
                peer.note();
            }
            let uri = request.uri();
            let is_search = SEARCHES.contains(&uri.path())
                || (uri.path() == "/" && uri.query().is_some_and(|query| query.contains("searched=")));
            let patience = if is_search { SEARCH_PATIENCE } else { PATIENCE };
            let answer = tokio::time::timeout(patience, next.run(request)).await;
            answer.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
    };
    with_headers(answer)
}

fn refusal(request: &Request, session: &Session) -> Option<StatusCode> {
    let (uri, headers) = (request.uri(), request.headers());
    if uri.scheme().is_some()
        || uri.authority().is_some()
        || !only(headers, &HOST).is_some_and(|host| session.is_host(host))
    {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    if uri.path_and_query().is_some_and(|address| address.as_str().len() > MAX_ADDRESS) {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let is_own =
        !headers.contains_key(ORIGIN) || only(headers, &ORIGIN).is_some_and(|origin| session.is_origin(origin));
    let is_here = !headers.contains_key(SITE) || matches!(only(headers, &SITE), Some("same-origin" | "none"));
    if !is_own || !is_here {
        return Some(StatusCode::FORBIDDEN);
    }
    let is_open = OPEN.iter().any(|(method, path)| request.method() == method && uri.path() == *path);
    (!is_open && !is_known(request, session)).then_some(StatusCode::FORBIDDEN)
}

/// Whether a request comes with the cookie.
pub(super) fn is_known(request: &Request, session: &Session) -> bool {
    let mut cookies = request.headers().get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    cookies.any(|cookies| session.is_known(cookies))
}

/// The value of a header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut all = headers.get_all(name).iter();
    all.next().filter(|_| all.next().is_none()).and_then(|value| value.to_str().ok())
}

fn with_headers(mut answer: Response) -> Response {
    let same_origin = HeaderValue::from_static("same-origin");
    let headers = [
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        // `no-referrer` would make the origin of our own forms `null`.
        (REFERRER_POLICY, same_origin.clone()),
        (HeaderName::from_static("cross-origin-resource-policy"), same_origin.clone()),
        (HeaderName::from_static("cross-origin-opener-policy"), same_origin),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    answer.headers_mut().extend(headers);
    answer
}
