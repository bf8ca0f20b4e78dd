use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;

/// The most lines that one session writes into the editor's log.
const MOST: usize = 50;

/// The editor's log, for real problems only: each is said once, and not without end.
pub struct Log {
    client: Client,
    said: Mutex<HashSet<String>>,
}

impl Log {
    pub fn new(client: Client) -> Self {
        Self { client, said: Mutex::default() }
    }

    pub fn error(&self, message: String) {
        self.say(MessageType::ERROR, message);
    }

    pub fn warning(&self, message: String) {
        self.say(MessageType::WARNING, message);
    }

    /// Needs the server's runtime: what is said goes out from a task of its own, whether or not the client listens.
    fn say(&self, kind: MessageType, message: String) {
        let is_new = {
            let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
            said.len() < MOST && said.insert(message.clone())
        };
        if is_new {
            let client = self.client.clone();
            tokio::spawn(async move { client.log_message(kind, message).await });
        }
    }
}
