//! An editor: speaks the language server protocol with the real binary over pipes.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Nothing takes this long unless it hangs.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    /// Received while something else was waited for.
    waiting: VecDeque<Value>,
    asked: i64,
    /// What `workspace/configuration` is answered with.
    pub settings: Value,
}

impl Client {
    pub fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_dwt-lint"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let input = server.stdin.take();
        let stdout = server.stdout.take().expect("piped");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read_message(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { server, input, output, waiting: VecDeque::new(), asked: 0, settings: Value::Null }
    }

    /// A server past its handshake, with the result of `initialize`.
    pub fn initialized(params: Value) -> (Self, Value) {
        let mut client = Self::start();
        let result = client.initialize(params);
        (client, result)
    }

    pub fn initialize(&mut self, mut params: Value) -> Value {
        if params.get("capabilities").is_none() {
            params["capabilities"] = json!({});
        }
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        answer["result"].clone()
    }

    pub fn send_text(&mut self, body: &str) {
        let input = self.input.as_mut().expect("the input is open");
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }

    fn send(&mut self, message: &Value) {
        self.send_text(&message.to_string());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer: with `result` or `error`.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer_to(id)
    }

    /// Sends a request, and gives its number.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
        self.asked
    }

    pub fn answer_to(&mut self, id: i64) -> Value {
        self.wait_for(&format!("the answer to {id}"), |message| message["id"] == id && message["method"].is_null())
    }

    /// Whether a request was answered by now. Another is answered first, so that it is known.
    pub fn is_answered(&mut self, id: i64) -> bool {
        self.request("no/such/method", Value::Null);
        self.waiting.iter().any(|message| message["id"] == id && message["method"].is_null())
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: i32, edits: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": edits }));
    }

    pub fn save(&mut self, uri: &str) {
        self.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    }

    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    pub fn hover(&mut self, uri: &str, line: usize, character: usize) -> Value {
        let position = json!({ "line": line, "character": character });
        self.request("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": position }))["result"]
            .clone()
    }

    /// The parameters of the next diagnostics for the document.
    pub fn diagnostics(&mut self, uri: &str) -> Value {
        let is_for = |message: &Value| is_publish(message) && message["params"]["uri"] == uri;
        self.wait_for(&format!("diagnostics of {uri}"), is_for)["params"].clone()
    }

    /// The diagnostics for a version of the document; what came for earlier ones must be in order.
    pub fn diagnostics_of(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let mut last = i64::MIN;
        loop {
            let params = self.diagnostics(uri);
            let published = params["version"].as_i64().expect("published with a version");
            assert!(published >= last, "version {published} after {last}");
            last = published;
            if published == version {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// All that has been published by now and not been looked at: a request is answered first, so that it is all.
    pub fn published_so_far(&mut self) -> Vec<Value> {
        self.request("no/such/method", Value::Null);
        self.waiting.iter().filter(|message| is_publish(message)).cloned().collect()
    }

    pub fn wait_for(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&is_it) {
            return self.waiting.remove(at).expect("it is there");
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("no {what}; received: {:#?}", self.waiting),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what}: {:#?}", self.waiting),
            };
            self.answer(&message);
            if is_it(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Answers what the server asks of its client.
    fn answer(&mut self, message: &Value) {
        let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) else {
            return;
        };
        let result = match method {
            "workspace/configuration" => {
                let items = message["params"]["items"].as_array().map_or(0, Vec::len);
                Value::Array(vec![self.settings.clone(); items])
            }
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
    }

    pub fn shut_down(&mut self) {
        let answer = self.request("shutdown", Value::Null);
        assert_eq!(answer["error"], Value::Null, "{answer}");
    }

    pub fn exit(mut self) -> Option<i32> {
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    #[cfg(target_os = "linux")]
    pub fn process(&self) -> u32 {
        self.server.id()
    }

    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// Waits for the server to end. Its input stays as it is.
    pub fn exit_code(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.server.try_wait().expect("the server can be waited for") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ended_before = self.server.kill();
        let _reaped = self.server.wait();
    }
}

fn is_publish(message: &Value) -> bool {
    message["method"] == "textDocument/publishDiagnostics"
}

fn read_message(stdout: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().ok()?;
                }
            }
        }
    }
    let mut body = vec![0; length];
    stdout.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
