use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::{Value, json};

use crate::render::redact;
use crate::rules;
use crate::sdk::codes::{self, CodeMatch, ErrorCode};

use super::Failure;
use super::args::ListFormat;
use super::log_codes::codes_in;
use super::terminal::Terminal;

/// Lists every error code, or finds them in a log.
///
/// # Errors
/// When the log cannot be read, or the output not be written.
pub fn run(format: ListFormat, log: Option<&Path>, terminal: &Terminal) -> Result<u8, Failure> {
    let Some(log) = log else {
        terminal.print(&list(format))?;
        return Ok(0);
    };
    let unreadable = |error: io::Error| format!("{}: cannot be read: {error}", log.display());
    let reader: Box<dyn BufRead> = if log.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(log).map_err(unreadable)?))
    };
    let mut found = Vec::new();
    for (index, line) in reader.split(b'\n').enumerate() {
        let line = line.map_err(unreadable)?;
        if index == 0 && (line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff])) {
            return Err(format!("{}: encoded as UTF-16: save the log as UTF-8", log.display()));
        }
        let Some(line) = LogLine::read(index + 1, &line) else { continue };
        match format {
            // At once: the log may be one that still grows.
            ListFormat::Text if !terminal.print_more(&line.text())? => return Ok(0),
            ListFormat::Text => {}
            ListFormat::Json => found.push(line.json()),
        }
    }
    if format == ListFormat::Json {
        terminal.print(&format!("{:#}\n", Value::Array(found)))?;
    }
    Ok(0)
}

fn list(format: ListFormat) -> String {
    match format {
        ListFormat::Text => codes::all().iter().map(|code| format!("{code:>8}  {}\n", meaning(code))).collect(),
        ListFormat::Json => format!("{:#}\n", codes::all().iter().map(object).collect::<Value>()),
    }
}

/// A line of a log that holds codes.
struct LogLine {
    /// From 1.
    number: usize,
    text: String,
    codes: Vec<CodeMatch>,
}

impl LogLine {
    fn read(number: usize, bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let codes = codes_in(&text);
        let shown =
            redact(text.trim_end()).chars().filter(|&character| !character.is_control() || character == '\t').collect();
        (!codes.is_empty()).then_some(Self { number, text: shown, codes })
    }

    fn text(&self) -> String {
        let mut out = format!("{}: {}\n", self.number, self.text);
        for found in &self.codes {
            let code = found.code;
            out.push_str(&format!("    {}: {}\n", found.value, meaning(code)));
            out.push_str(&format!("        cause: {}\n        check first: {}\n", code.cause, code.fix));
            let rules = known_rules(code);
            if !rules.is_empty() {
                out.push_str(&format!("        prevented by: {}\n", rules.join(", ")));
            }
        }
        out
    }

    fn json(&self) -> Value {
        let codes: Value = self.codes.iter().map(met_object).collect();
        json!({ "line": self.number, "text": self.text, "codes": codes })
    }
}

/// A code as data, with the number that was met: not always the code's own.
pub fn met_object(found: &CodeMatch) -> Value {
    let mut object = object(found.code);
    object["value"] = found.value.into();
    object
}

/// The SDK's message, or what the code is about where no message is known.
fn meaning(code: &ErrorCode) -> String {
    let messages: Vec<&str> = code.current_messages().map(|message| message.text).collect();
    if messages.is_empty() { code.cause.to_owned() } else { messages.join(" / ") }
}

/// The rules of this version that prevent the code.
fn known_rules(code: &ErrorCode) -> Vec<&'static str> {
    code.rules.iter().filter_map(|id| rules::find(id)).map(|rule| rule.id).collect()
}

fn object(code: &ErrorCode) -> Value {
    json!({
        "code": code.code,
        "andBelow": code.and_below,
        "original": code.original,
        "names": code.names,
        "messages": code.current_messages().map(|message| message.text).collect::<Vec<_>>(),
        "earlierMessages": code.earlier_messages().map(|message| message.text).collect::<Vec<_>>(),
        "group": code.group.title,
        "cause": code.cause,
        "fix": code.fix,
        "rules": known_rules(code),
        "guide": code.guide,
        "twins": code.twins,
        "sources": code.sources.iter().map(|source| source.title()).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_log_is_explained_without_its_key() {
        let key = "t0068MgAAAENENwNWc7efmkYt7se6XaPFkvZWtrLzzyGj";
        let line = LogLine::read(7, format!("\u{1b}[31mupload of {key} failed: -2003\r").as_bytes()).expect("a code");
        let text = line.text();
        assert!(text.starts_with("7: [31mupload of t0068...[redacted] failed: -2003\n    -2003: "), "{text}");
        assert!(text.contains("check first: "), "{text}");
        assert_eq!(line.json()["codes"][0]["value"], -2003);
    }

    #[test]
    fn bytes_that_are_no_text_do_not_stop_the_log() {
        assert!(LogLine::read(1, b"\xff\xfe -1073 \xff").is_some());
        assert!(LogLine::read(1, b"nothing here").is_none());
    }
}
