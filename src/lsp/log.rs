use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use tower_lsp::Client;
use tower_lsp::ls_types::notification::LogTrace;
use tower_lsp::ls_types::{LogTraceParams, MessageType, TraceValue};

use super::runtime;

/// The most lines that one session writes into the editor's log.
const MOST: usize = 50;

/// The editor's log, for real problems only: each is said once, and not without end.
pub struct Log {
    client: Client,
    said: Mutex<HashSet<String>>,
    trace: Mutex<TraceValue>,
}

impl Log {
    pub fn new(client: Client) -> Self {
        Self { client, said: Mutex::default(), trace: Mutex::default() }
    }

    pub fn error(&self, message: String) {
        self.say(MessageType::ERROR, message);
    }

    pub fn warning(&self, message: String) {
        self.say(MessageType::WARNING, message);
    }

    /// How much the user wants to see of what the server does.
    pub fn set_trace(&self, value: TraceValue) {
        *self.trace.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }

    /// Tells of something that was done, in few words and in more, to a user who wants to see it.
    pub fn trace(&self, told: impl FnOnce() -> (String, String)) {
        let value = *self.trace.lock().unwrap_or_else(PoisonError::into_inner);
        if value == TraceValue::Off {
            return;
        }
        let (message, more) = told();
        let verbose = (value == TraceValue::Verbose).then_some(more);
        let client = self.client.clone();
        runtime::spawn(async move { client.send_notification::<LogTrace>(LogTraceParams { message, verbose }).await });
    }

    /// Needs the server's runtime: what is said goes out from a task of its own, whether or not the client listens.
    fn say(&self, kind: MessageType, message: String) {
        let is_new = {
            let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            said.len() < MOST && said.insert(message.clone())
        };
        if is_new {
            let client = self.client.clone();
            runtime::spawn(async move { client.log_message(kind, message).await });
        }
    }
}
