//! The connections: so many at once, each with so much time for its requests.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How many connections there are at once.
const MAX_CONNECTIONS: usize = 32;
/// How long the beginning of a request may take.
const BEGINNING: Duration = Duration::from_secs(10);
/// How large the beginning of a request may be, in bytes.
const MAX_BEGINNING: usize = 32 * 1024;
/// How long to wait where the system gives no connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether the browser that has the cookie is at the other end.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownPeer(Arc<AtomicBool>);

impl KnownPeer {
    /// It is.
    pub fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A connection that is open.
struct OpenConnection {
    task: JoinHandle<()>,
    peer: KnownPeer,
}

/// Accepts connections for ever. One too many takes the place of the oldest that has shown no cookie, so that nobody can
/// keep the browser out by holding connections.
pub(super) async fn accept(listener: TcpListener, router: Router) {
    let mut open: VecDeque<OpenConnection> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // An answer is not held back until the browser has confirmed the one before; without it, it only comes later.
        let _ = stream.set_nodelay(true);
        open.retain(|connection| !connection.task.is_finished());
        if open.len() >= MAX_CONNECTIONS {
            let stranger = open.iter().position(|connection| !connection.peer.is_known()).unwrap_or_default();
            if let Some(oldest) = open.remove(stranger) {
                oldest.task.abort();
            }
        }
        let peer = KnownPeer::default();
        let router = router.clone().layer(Extension(peer.clone()));
        open.push_back(OpenConnection { task: tokio::spawn(attend(stream, router)), peer });
    }
}

async fn attend(stream: TcpStream, router: Router) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(BEGINNING).max_buf_size(MAX_BEGINNING);
    // What is wrong with a connection is of no interest to anybody but its other end.
    let _ = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).await;
}
