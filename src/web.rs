//! The page on which weights are tried, served to the browser of this computer alone.
//!
//! Every answer is that of [`OpenWorkspace::answer`], every sentence and every drawing comes from the library's views; here are
//! only routes, the state in the address, and the guard in front of them: loopback, exact hosts and origins, a token that is
//! exchanged once for a cookie, and limits on everything that comes in.

mod answers;
mod assets;
mod command;
mod connections;
mod guard;
mod pictures;
mod reply;
mod routes;
mod served;
mod session;
mod state;

use std::future::{Future, poll_fn};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use jixiao::Language;
use jixiao::project::OpenWorkspace;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use self::routes::router;
use self::served::Served;
use self::session::Session;

/// How long running answers are waited for at the end.
const FAREWELL: Duration = Duration::from_secs(1);

/// What is served, and where.
pub(crate) struct ServeSettings {
    /// Scheme, rules and reports.
    pub workspace: OpenWorkspace,
    /// The language of an address that names none.
    pub language: Language,
    /// The folder in which variants may be kept; none where nothing is written.
    pub save: Option<PathBuf>,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// Serves until somebody stops it; `ready` is told the address with the token, once, and whether another port was taken
/// because the one that was asked for is not free.
///
/// # Errors
/// A system without a free port, or without random numbers.
pub(crate) fn serve(settings: ServeSettings, ready: impl FnOnce(&str, bool)) -> io::Result<()> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(async {
        let bind = |port: u16| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        let asked = bind(settings.port).await;
        let is_elsewhere = asked.is_err();
        let listener = match asked {
            Ok(listener) => listener,
            Err(_) => bind(0).await?,
        };
        let port = listener.local_addr()?.port();
        let session = Session::new(port)?;
        let mut stopped = pin!(tokio::signal::ctrl_c());
        // It listens from its first poll on, which must come before anybody knows that there is something to stop.
        if let Poll::Ready(ended) = poll_fn(|context| Poll::Ready(stopped.as_mut().poll(context))).await {
            return ended;
        }
        ready(&format!("http://127.0.0.1:{port}/#{}", session.token()), is_elsewhere);
        let router = router(Arc::new(Served::new(settings.workspace, settings.language, settings.save, session)));
        tokio::spawn(connections::accept(listener, router));
        stopped.await
    });
    runtime.shutdown_timeout(FAREWELL);
    outcome
}
