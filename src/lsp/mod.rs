//! The language server: the one room that knows the protocol.
//!
//! A message passes the `front`, reaches a handler in `server`, changes the `session`; a `worker` lints and publishes.
//! What they run on is the `runtime`.

mod abilities;
mod capabilities;
mod changes;
mod code_actions;
mod companies;
mod completion;
mod config;
mod config_checks;
mod config_help;
mod config_problems;
mod convert;
mod diagnostics;
mod document_links;
mod documentation;
mod documents;
mod edits;
mod explanation;
mod file_events;
mod front;
mod hover;
mod idle;
mod inlay_hints;
mod log;
mod markup;
mod navigation;
mod options;
mod programs;
mod pull;
mod runtime;
mod server;
mod session;
mod signature_help;
mod symbols;
mod view;
mod worker;
mod workspace;
mod workspace_reports;

use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server as Transport};

use front::{Front, Lifecycle, OnPanic, OnUnreadable, Outgoing, Uris};
use server::Server;
use session::Session;

#[cfg(target_family = "wasm")]
pub use runtime::Turns;
#[cfg(not(target_family = "wasm"))]
pub use runtime::run;

/// Handlers only touch state or wait for work that is done elsewhere, so many may be under way.
const REQUESTS_AT_ONCE: usize = 64;

async fn serve<I, O>(input: I, output: O, lifecycle: Arc<Lifecycle>)
where
    I: AsyncRead + Unpin + Send + 'static,
    O: AsyncWrite + Send + 'static,
{
    let uris = Arc::new(Uris::default());
    let service = LspService::build(|client| Server::new(Session::new(client)));
    let service = service.custom_method("$/setTrace", Server::set_trace);
    let service = service.custom_method("dwtLint/explain", Server::explain);
    let (service, socket) = service.custom_method("dwtLint/idleReason", Server::idle_reason).finish();
    let session = service.inner().session().clone();
    let front = Front::new(service, lifecycle.clone(), uris.clone(), told_of_panics(session.clone()));
    let input = front::readable(input, lifecycle, told_of_messages_left_out(session));
    let socket = Outgoing { inner: socket, uris };
    Transport::new(input, output, socket).concurrency_level(REQUESTS_AT_ONCE).serve(front).await;
}

fn told_of_panics(session: Arc<Session>) -> OnPanic {
    Arc::new(move |method, panic| session.log.error(format!("{method} failed, a defect of dwt-lint: {panic}")))
}

fn told_of_messages_left_out(session: Arc<Session>) -> OnUnreadable {
    Arc::new(move |problem| session.log.warning(problem))
}
