//! The language server: the one room that knows the protocol.
//!
//! A message passes the `front`, reaches a handler in `server`, changes the `session`; a `worker` lints and publishes.

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
mod crew;
mod diagnostics;
mod document_links;
mod documentation;
mod documents;
mod edits;
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
mod server;
mod session;
mod signature_help;
mod symbols;
mod view;
mod worker;
mod workspace;
mod workspace_reports;

use std::process::ExitCode;
use std::sync::Arc;

use tower_lsp::{LspService, Server as Transport};

use front::{Front, Lifecycle, OnPanic, OnUnreadable, Outgoing, Uris};
use server::Server;
use session::Session;

/// What parses user code recurses to a bounded depth that needs more than a thread has by default.
const STACK: usize = 16 * 1024 * 1024;
/// Handlers only touch state or wait for a thread of their own, so many may be under way.
const REQUESTS_AT_ONCE: usize = 64;

/// Serves one editor on standard input and output until it says `exit`, closes the input or dies.
#[must_use]
pub fn run() -> ExitCode {
    front::record_places();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_stack_size(STACK).enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("dwt-lint: the language server cannot start its threads: {error}");
            return ExitCode::from(2);
        }
    };
    // Fails only when it was done before.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(crew::cores()).stack_size(STACK).build_global();
    let lifecycle = Arc::new(Lifecycle::default());
    let serving = runtime.spawn(serve(lifecycle.clone()));
    runtime.block_on(lifecycle.attend(serving));
    runtime.shutdown_background();
    lifecycle.exit_code()
}

async fn serve(lifecycle: Arc<Lifecycle>) {
    let uris = Arc::new(Uris::default());
    let service = LspService::build(|client| Server::new(Session::new(client)));
    let service = service.custom_method("$/setTrace", Server::set_trace);
    let (service, socket) = service.custom_method("dwtLint/idleReason", Server::idle_reason).finish();
    let session = service.inner().session().clone();
    let front = Front::new(service, lifecycle.clone(), uris.clone(), told_of_panics(session.clone()));
    let input = front::readable(tokio::io::stdin(), lifecycle, told_of_messages_left_out(session));
    let socket = Outgoing { inner: socket, uris };
    Transport::new(input, tokio::io::stdout(), socket).concurrency_level(REQUESTS_AT_ONCE).serve(front).await;
}

fn told_of_panics(session: Arc<Session>) -> OnPanic {
    Arc::new(move |method, panic| session.log.error(format!("{method} failed, a defect of dwt-lint: {panic}")))
}

fn told_of_messages_left_out(session: Arc<Session>) -> OnUnreadable {
    Arc::new(move |problem| session.log.warning(problem))
}
