use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, Hover, HoverParams, InitializeParams, InitializeResult,
};
use tower_lsp::{LanguageServer, LspService, Server};

use super::*;

/// Nothing in these tests takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server with every bad habit.
struct Naughty {
    opened: Arc<Mutex<Vec<String>>>,
}

impl LanguageServer for Naughty {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        tokio::task::yield_now().await;
        Ok(InitializeResult::default())
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        panic!("hovered too hard")
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.opened.lock().expect("not poisoned").push(params.text_document.uri.as_str().to_owned());
        assert!(!params.text_document.text.contains("poison"), "poisoned");
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        std::future::pending::<()>().await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

/// A client of a server behind a front, over a pipe.
struct Wire {
    input: DuplexStream,
    output: DuplexStream,
    lifecycle: Arc<Lifecycle>,
    serving: JoinHandle<()>,
    opened: Arc<Mutex<Vec<String>>>,
    panics: Arc<Mutex<Vec<String>>>,
    asked: u32,
}

impl Wire {
    fn new() -> Self {
        record_places();
        let (opened, panics) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (lifecycle, uris) = (Arc::new(Lifecycle::default()), Arc::new(Uris::default()));
        let (service, socket) = LspService::new(|_| Naughty { opened: opened.clone() });
        let told = panics.clone();
        let on_panic: OnPanic = Arc::new(move |method, panic| {
            told.lock().expect("not poisoned").push(format!("{method}: {panic}"));
        });
        let front = Front::new(service, lifecycle.clone(), uris.clone(), on_panic);
        let (input, server_input) = tokio::io::duplex(1 << 16);
        let (server_output, output) = tokio::io::duplex(1 << 16);
        let server_input = readable(server_input, lifecycle.clone(), Arc::new(|_| ()));
        let server = Server::new(server_input, server_output, Outgoing { inner: socket, uris });
        let serving = tokio::spawn(server.serve(front));
        Self { input, output, lifecycle, serving, opened, panics, asked: 0 }
    }

    async fn send(&mut self, message: Value) {
        let body = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.input.write_all(frame.as_bytes()).await.expect("the server reads");
    }

    async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "javascript", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// The next message of the server.
    async fn receive(&mut self) -> Value {
        let mut header = String::new();
        while !header.ends_with("\r\n\r\n") {
            header.push(char::from(self.output.read_u8().await.expect("the server answers")));
        }
        let length = header.trim().rsplit(' ').next().and_then(|length| length.parse().ok()).expect("a length");
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).await.expect("a whole message");
        serde_json::from_slice(&body).expect("JSON")
    }

    async fn request(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params })).await;
        tokio::time::timeout(PATIENCE, self.receive()).await.expect("an answer")
    }

    async fn initialize(&mut self) {
        let answer = self.request("initialize", json!({ "capabilities": {} })).await;
        assert!(answer.get("result").is_some(), "{answer}");
    }

    async fn shut_down(&mut self) {
        self.send(json!({ "jsonrpc": "2.0", "id": "shutdown", "method": "shutdown" })).await;
        let answer = tokio::time::timeout(PATIENCE, self.receive()).await.expect("an answer");
        assert_eq!(answer["result"], Value::Null);
    }

    async fn ends(self) -> ExitCode {
        tokio::time::timeout(PATIENCE, self.lifecycle.attend(self.serving)).await.expect("the server ends");
        self.lifecycle.exit_code()
    }
}

fn hover_params() -> Value {
    json!({ "textDocument": { "uri": "file:///a.js" }, "position": { "line": 0, "character": 0 } })
}

#[tokio::test]
async fn a_panic_costs_one_request() {
    let mut wire = Wire::new();
    wire.initialize().await;
    for _ in 0..2 {
        let answer = wire.request("textDocument/hover", hover_params()).await;
        assert_eq!(answer["error"]["code"], -32603, "{answer}");
    }
    let panics = wire.panics.lock().expect("not poisoned").clone();
    assert_eq!(panics.len(), 2);
    assert!(panics[0].starts_with("textDocument/hover: hovered too hard (at "), "{panics:?}");
    assert!(panics[0].contains("tests.rs:"), "the place: {panics:?}");
}

#[tokio::test]
async fn a_panic_in_a_notification_is_told_and_survived() {
    let mut wire = Wire::new();
    wire.initialize().await;
    wire.open("file:///a.js", "poison").await;
    wire.shut_down().await;
    let panics = wire.panics.lock().expect("not poisoned").clone();
    assert!(panics.len() == 1 && panics[0].starts_with("textDocument/didOpen: poisoned"), "{panics:?}");
}

#[tokio::test]
async fn uris_in_the_spelling_of_file_names_arrive() {
    let mut wire = Wire::new();
    wire.initialize().await;
    for uri in ["file:///a/[id].js", "file:///a b.html", "file:///a/é.js", "file:///100%.js"] {
        wire.open(uri, "").await;
    }
    wire.shut_down().await;
    let expected = ["file:///a/%5Bid%5D.js", "file:///a%20b.html", "file:///a/%C3%A9.js", "file:///100%25.js"];
    assert_eq!(*wire.opened.lock().expect("not poisoned"), expected);
}

#[tokio::test]
async fn messages_of_a_client_that_does_not_wait_for_initialize_are_kept() {
    let mut wire = Wire::new();
    wire.send(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } })).await;
    wire.open("file:///a.js", "").await;
    let answer = tokio::time::timeout(PATIENCE, wire.receive()).await.expect("an answer");
    assert!(answer.get("result").is_some(), "{answer}");
    wire.shut_down().await;
    assert_eq!(wire.opened.lock().expect("not poisoned").len(), 1);
}

#[tokio::test]
async fn exit_ends_a_server_with_a_stuck_handler() {
    let mut wire = Wire::new();
    wire.initialize().await;
    wire.notify("textDocument/didSave", json!({ "textDocument": { "uri": "file:///a.js" } })).await;
    wire.shut_down().await;
    wire.notify("exit", Value::Null).await;
    assert_eq!(wire.ends().await, ExitCode::SUCCESS);
}

#[tokio::test]
async fn exit_without_shutdown_is_a_failure() {
    let mut wire = Wire::new();
    wire.initialize().await;
    wire.notify("exit", Value::Null).await;
    assert_eq!(wire.ends().await, ExitCode::FAILURE);
}

#[tokio::test]
async fn the_end_of_the_input_ends_a_server_with_a_stuck_handler() {
    let mut wire = Wire::new();
    wire.initialize().await;
    wire.notify("textDocument/didSave", json!({ "textDocument": { "uri": "file:///a.js" } })).await;
    let (closed, _) = tokio::io::duplex(1);
    drop(std::mem::replace(&mut wire.input, closed));
    assert_eq!(wire.ends().await, ExitCode::FAILURE);
}
