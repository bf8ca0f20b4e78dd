//! What stands between the wire and the handlers: one tower layer that repairs URIs, fences panics and follows the
//! session's life, with a filter before it, so that no message and no defect of ours can wedge or end the server.

mod input;
mod lenient;
mod lifecycle;
mod panics;
mod parent;
mod uris;

use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use serde_json::Value;
use tokio::sync::oneshot;
use tower::Service;
use tower_lsp::Loopback;
use tower_lsp::jsonrpc::{Error, Request, Response};

pub use input::{OnUnreadable, readable};
pub use lifecycle::Lifecycle;
pub use panics::{Panic, catch, record_places};
pub use uris::Uris;

/// Told of every panic that the fence stopped, with the method that was being handled.
pub type OnPanic = Arc<dyn Fn(&str, &Panic) + Send + Sync>;

/// The layer itself, around the service that does the work.
pub struct Front<S> {
    inner: S,
    lifecycle: Arc<Lifecycle>,
    uris: Arc<Uris>,
    on_panic: OnPanic,
    /// Closed while `initialize` or `shutdown` is answered: what a hasty client has sent after it must wait.
    gate: Option<oneshot::Receiver<()>>,
}

impl<S> Front<S> {
    pub fn new(inner: S, lifecycle: Arc<Lifecycle>, uris: Arc<Uris>, on_panic: OnPanic) -> Self {
        Self { inner, lifecycle, uris, on_panic, gate: None }
    }

    fn follow(&self, method: &str, params: Option<&Value>) {
        match method {
            "initialize" => {
                let parent = params.and_then(|params| params.get("processId")).and_then(Value::as_i64);
                if let Some(parent) = parent {
                    let lifecycle = self.lifecycle.clone();
                    parent::on_death(parent, move || lifecycle.end());
                }
            }
            "shutdown" => self.lifecycle.shut_down(),
            "exit" => self.lifecycle.end(),
            _ => {}
        }
    }

    fn close_gate(&mut self, method: &str) -> Option<oneshot::Sender<()>> {
        if !matches!(method, "initialize" | "shutdown") {
            return None;
        }
        let (open, gate) = oneshot::channel();
        self.gate = Some(gate);
        Some(open)
    }
}

impl<S> Service<Request> for Front<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        if let Some(gate) = &mut self.gate {
            let _opened_or_dropped = ready!(gate.poll_unpin(cx));
            self.gate = None;
        }
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        self.follow(request.method(), request.params());
        let open_gate = self.close_gate(request.method());
        let request = self.uris.repair_request(lenient::lenient(request));
        let method = request.method().to_owned();
        let id = request.id().cloned();
        let (uris, on_panic) = (self.uris.clone(), self.on_panic.clone());
        let called = catch(|| self.inner.call(request));
        async move {
            let answered = match called {
                Ok(answer) => panics::catch_future(answer).await,
                Err(panic) => Err(panic),
            };
            drop(open_gate);
            match answered {
                Ok(answer) => answer.map(|response| response.map(|response| uris.restore_response(response))),
                Err(panic) => {
                    on_panic(&method, &panic);
                    Ok(id.map(|id| Response::from_error(id, internal_error(&method))))
                }
            }
        }
        .boxed()
    }
}

fn internal_error(method: &str) -> Error {
    let mut error = Error::internal_error();
    error.message = format!("dwt-lint failed in {method}; this is a defect of dwt-lint, its log has the place").into();
    error
}

/// The way out to the client, with URIs in the client's own spelling.
pub struct Outgoing<L> {
    pub inner: L,
    pub uris: Arc<Uris>,
}

impl<L> Loopback for Outgoing<L>
where
    L: Loopback,
    L::RequestStream: Send + 'static,
{
    type RequestStream = BoxStream<'static, Request>;
    type ResponseSink = L::ResponseSink;

    fn split(self) -> (Self::RequestStream, Self::ResponseSink) {
        let Self { inner, uris } = self;
        let (requests, responses) = inner.split();
        (requests.map(move |request| uris.restore_request(request)).boxed(), responses)
    }
}

#[cfg(test)]
mod tests;
