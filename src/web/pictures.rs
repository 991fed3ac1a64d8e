//! The pictures of the page as files.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jixiao::Diagnostics;
use jixiao::analysis::whatif::TrialDepth;
use jixiao::comparison::compare::Comparison;
use jixiao::format::sweep_svg;
use jixiao::format::view::page::comparison_picture;
use jixiao::project::ComparedWith;

use super::answers::ShownState;
use super::command::Pairs;
use super::reply::{computed, typed};
use super::served::Served;
use super::state::TrialState;

/// Which picture is meant.
#[derive(Clone, Copy)]
pub(super) enum Picture {
    /// The totals of one organisation on the ruler of grades.
    Ruler,
    /// How far each weight moves its total.
    Tornado,
    /// All organisations by rank.
    Everyone,
    /// The way from one total to another.
    Comparison,
}

/// The picture that the query of a request asks for; not found where there is nothing to draw.
pub(super) async fn picture(State(served): State<Arc<Served>>, request: Request, picture: Picture) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    computed(served, move |served| {
        let drawn = drawn(picture, &query, served);
        Ok(match drawn {
            Ok(Some(text)) => typed("image/svg+xml", text),
            Ok(None) => StatusCode::NOT_FOUND.into_response(),
            Err(_) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        })
    })
    .await
}

fn drawn(picture: Picture, query: &str, served: &Served) -> Result<Option<String>, Diagnostics> {
    let state = TrialState::read(query);
    let messages = served.messages(state.language);
    match picture {
        Picture::Tornado => {
            let (sweep, _) = served.workspace().sensitivity(&state.request(TrialDepth::Moving))?;
            Ok(Some(sweep_svg(&sweep, messages)))
        }
        Picture::Comparison => {
            let pairs = Pairs::read(query.as_bytes());
            let state = TrialState::read(pairs.get("state").unwrap_or_default());
            Ok(comparison_picture(&compared(&state, &pairs, served)?, served.messages(state.language)))
        }
        Picture::Ruler | Picture::Everyone => {
            let shown = ShownState::new(served, state, TrialState::default(), (TrialDepth::AtRest, None))?;
            Ok(if matches!(picture, Picture::Ruler) { shown.ruler(served) } else { Some(shown.everyone(served)) })
        }
    }
}

/// The comparison that a query asks for in a state.
pub(super) fn compared(state: &TrialState, pairs: &Pairs, served: &Served) -> Result<Comparison, Diagnostics> {
    let with = match pairs.get("with") {
        Some("before") => ComparedWith::Before,
        Some("case") => ComparedWith::Case,
        other => {
            let position = other.and_then(|position| position.parse::<usize>().ok()).unwrap_or_default();
            ComparedWith::Organisation(position.saturating_sub(1))
        }
    };
    served.workspace().compare(&state.request(TrialDepth::Moving), with)
}
