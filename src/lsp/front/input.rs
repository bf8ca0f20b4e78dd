//! The way in. The library ends the session at the first message that it cannot read, and half an emoji in a document is
//! enough for that, so here each message is read once beforehand, mended where it can be, and left out where not.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tower_lsp::jsonrpc::{Request, Response};

use super::super::runtime;
use super::Lifecycle;

const PIPE: usize = 64 * 1024;
const LONGEST_HEADER: u64 = 4 * 1024;

/// Told of every message that was left out, in words for people.
pub type OnUnreadable = Arc<dyn Fn(String) + Send + Sync>;

/// The readable messages of `input`, as a stream of its own. Its end ends the session. Needs a runtime.
pub fn readable<R>(input: R, lifecycle: Arc<Lifecycle>, on_unreadable: OnUnreadable) -> DuplexStream
where
    R: AsyncRead + Unpin + Send + 'static,
{
    let (mut sink, stream) = tokio::io::duplex(PIPE);
    runtime::spawn(async move {
        let _end_or_broken_pipe = pump(BufReader::new(input), &mut sink, &on_unreadable).await;
        lifecycle.end();
    });
    stream
}

async fn pump<R>(mut input: R, sink: &mut DuplexStream, on_unreadable: &OnUnreadable) -> io::Result<()>
where
    R: AsyncBufRead + Unpin,
{
    while let Some(length) = read_header(&mut input).await? {
        let mut body = Vec::new();
        if (&mut input).take(length).read_to_end(&mut body).await? < usize::try_from(length).unwrap_or(usize::MAX) {
            break;
        }
        match mended(body) {
            Ok(body) => {
                sink.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
                sink.write_all(&body).await?;
            }
            Err(problem) => on_unreadable(problem),
        }
    }
    Ok(())
}

/// The length of the next message; `None` at the end of the input. What is no header is skipped.
async fn read_header<R: AsyncBufRead + Unpin>(input: &mut R) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if (&mut *input).take(LONGEST_HEADER).read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if let (true, Some(length)) = (line.is_empty(), length) {
            return Ok(Some(length));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
}

fn mended(body: Vec<u8>) -> Result<Vec<u8>, String> {
    let Err(problem) = check(&body) else {
        return Ok(body);
    };
    let mended = whole_characters(&String::from_utf8_lossy(&body)).into_bytes();
    match check(&mended) {
        Ok(()) => Ok(mended),
        Err(_) => Err(format!("left out a message that cannot be read: {problem}")),
    }
}

/// The bodies that the library reads.
fn check(body: &[u8]) -> serde_json::Result<()> {
    match serde_json::from_slice::<Request>(body) {
        Ok(_) => Ok(()),
        Err(problem) => serde_json::from_slice::<Response>(body).map(drop).map_err(|_| problem),
    }
}

/// Replaces escaped halves of characters (`\ud83d` without its `\ude00`), of which JavaScript's strings may be made, by
/// the replacement character, which is as long in UTF-16.
fn whole_characters(json: &str) -> String {
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        whole.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                whole.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or("");
                continue;
            }
            _ => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        let (kept, after) = escape.split_at(length);
        whole.push_str(kept);
        rest = after;
    }
    whole.push_str(rest);
    whole
}

/// The UTF-16 unit of the `\uXXXX` that the text starts with.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_become_replacement_characters() {
        for (json, whole) in [
            (r#"a\ud83d\ude00b"#, r#"a\ud83d\ude00b"#),
            (r#"a\ud83db"#, r#"a\ufffdb"#),
            (r#"\ude00\uD83D"#, r#"\ufffd\ufffd"#),
            (r#"\ud83d\ud83d\ude00"#, r#"\ufffd\ud83d\ude00"#),
            (r#"\\ud83d\n\""#, r#"\\ud83d\n\""#),
            ("\\é\\", "\\é\\"),
        ] {
            assert_eq!(whole_characters(json), whole);
        }
    }

    #[test]
    fn only_messages_of_the_protocol_pass() {
        let passes = |body: &[u8]| mended(body.to_vec()).is_ok();
        assert!(passes(br#"{"jsonrpc":"2.0","method":"exit"}"#));
        assert!(passes(br#"{"jsonrpc":"2.0","id":1,"result":null}"#));
        assert!(passes(br#"{"jsonrpc":"2.0","method":"m","params":{"text":"\ud83d"}}"#));
        assert!(passes(b"{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{\"text\":\"\xff\"}}"));
        for body in ["", "{", "[]", "{}", "null", r#"{"method":"m"}"#] {
            assert!(!passes(body.as_bytes()), "{body}");
        }
    }

    #[tokio::test]
    async fn headers_may_be_of_any_case_and_rubbish_between_messages_is_skipped() {
        let exit = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let length = exit.len();
        let input = format!(
            "rubbish\r\n\r\ncontent-length: {length}\r\nContent-Type: utf8\r\n\r\n{exit}Content-Length: 2\r\n\r\n[]\
             Content-Length: {length}\r\n\r\n{exit}Content-Length: 9\r\n\r\n{{"
        );
        let told = Arc::new(std::sync::Mutex::new(Vec::new()));
        let teller = told.clone();
        let on_unreadable: OnUnreadable = Arc::new(move |problem| teller.lock().expect("not poisoned").push(problem));
        let mut output = readable(io::Cursor::new(input), Arc::default(), on_unreadable);
        let mut passed = String::new();
        output.read_to_string(&mut passed).await.expect("a stream in memory");
        assert_eq!(passed, format!("Content-Length: {length}\r\n\r\n{exit}").repeat(2));
        assert_eq!(told.lock().expect("not poisoned").len(), 1);
    }
}
