//! The language server: what `check` finds, told to an editor while somebody types.
//!
//! One thread reads, one answers, in the order in which things arrive; what was typed is checked as soon as nothing more has
//! arrived. What is right and what is wrong is decided in the library, by what `check` uses; here it is only put into the
//! words of the protocol.

mod address;
mod completion;
mod files;
mod hover;
mod keys;
mod known;
mod names;
mod navigation;
mod positions;
mod problems;
mod protocol;
mod remedies;
mod rename;
mod script_completion;
mod script_names;
mod script_outline;
mod server;
mod subject;
mod transport;
mod workspace;

use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{TryRecvError, sync_channel};
use std::thread;

use self::server::Server;
use self::transport::Frames;

pub use self::workspace::LspSettings;

/// How many messages are read ahead.
const MAX_AHEAD: usize = 4;

/// Speaks with an editor over standard input and output until one of them ends it; whether it was ended as agreed.
///
/// # Errors
/// What keeps an answer from being written.
pub fn run(settings: LspSettings) -> io::Result<bool> {
    let (sender, receiver) = sync_channel(MAX_AHEAD);
    // It waits for standard input, perhaps for ever, and ends with the process.
    thread::spawn(move || {
        let mut frames = Frames::new(io::stdin());
        while let Ok(Some(incoming)) = frames.next() {
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    let mut server = Server::new(io::stdout().lock(), settings);
    loop {
        let incoming = match receiver.try_recv() {
            Ok(incoming) => Some(incoming),
            Err(_) if server.is_waiting() => None,
            Err(TryRecvError::Empty) => receiver.recv().ok(),
            // The client is gone, and that is its right.
            Err(TryRecvError::Disconnected) => return Ok(true),
        };
        match incoming {
            None => server.check_next()?,
            Some(incoming) => {
                if let ControlFlow::Break(()) = server.take(incoming)? {
                    return Ok(server.is_closing());
                }
            }
        }
    }
}
