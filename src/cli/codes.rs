use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::render::redact;
use crate::rules;
use crate::sdk::codes::{self, CodeMatch, ErrorCode};

use super::args::ListFormat;
use super::code_places::CodePlaces;
use super::log_codes::codes_in;
use super::terminal::Terminal;
use super::{FAILED, Failure};

/// Lists every error code, or finds them in a log, with the places in `code` that can raise them.
///
/// # Errors
/// When the log cannot be read, a configuration not be used, or the output not be written.
pub fn run(format: ListFormat, log: Option<&Path>, code: &[PathBuf], terminal: &Terminal) -> Result<u8, Failure> {
    let Some(log) = log else {
        terminal.print(&list(format))?;
        return Ok(0);
    };
    if code.iter().any(|path| path.as_os_str() == "-") {
        return Err("the code that can raise the codes of a log is in files and folders, not standard input".to_owned());
    }
    let reader = open(log)?;
    let places = (!code.is_empty()).then(|| CodePlaces::in_paths(code, terminal)).transpose()?;
    match format {
        ListFormat::Text => print_text(log, reader, places.as_ref(), terminal)?,
        ListFormat::Json => print_json(log, reader, places.as_ref(), terminal)?,
    }
    let problems = places.map(|places| places.problems()).unwrap_or_default();
    problems.iter().for_each(|problem| terminal.complain(problem));
    Ok(if problems.is_empty() { 0 } else { FAILED })
}

fn open(log: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if log.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(log).map_err(|error| unreadable(log, &error))?)))
}

fn unreadable(log: &Path, error: &io::Error) -> Failure {
    format!("{}: cannot be read: {error}", log.display())
}

/// The lines of the log that hold codes.
fn lines_of(log: &Path, reader: Box<dyn BufRead>) -> impl Iterator<Item = Result<LogLine, Failure>> {
    let lines = reader.split(b'\n').enumerate().map(move |(index, line)| {
        let line = line.map_err(|error| unreadable(log, &error))?;
        if index == 0 && (line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff])) {
            return Err(format!("{}: encoded as UTF-16: save the log as UTF-8", log.display()));
        }
        Ok(LogLine::read(index + 1, &line))
    });
    lines.filter_map(Result::transpose)
}

/// Line by line: the log may be one that still grows. The places of a code come with the first line that holds it.
fn print_text(
    log: &Path,
    reader: Box<dyn BufRead>,
    places: Option<&CodePlaces>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut met = HashSet::new();
    for line in lines_of(log, reader) {
        let mut places_of =
            |code: &ErrorCode| places.filter(|_| met.insert(code.code)).map(|places| told(places, code));
        if !terminal.print_more(&line?.text(&mut places_of))? {
            break;
        }
    }
    Ok(())
}

/// More calls than these are not read, but searched: JSON has them all.
const MAX_CALLS_TOLD: usize = 20;

/// The findings first: they are what to mend.
fn told(places: &CodePlaces, code: &ErrorCode) -> Vec<String> {
    let findings = places.lines(code.code).into_iter().map(|line| format!("in your code: {line}"));
    let calls = places.uses().lines(code);
    let more = calls.len().saturating_sub(MAX_CALLS_TOLD);
    let calls = calls.into_iter().take(MAX_CALLS_TOLD).map(|line| format!("may come from: {line}"));
    findings.chain(calls).chain((more > 0).then(|| format!("and from {more} more places: see --format json"))).collect()
}

fn print_json(
    log: &Path,
    reader: Box<dyn BufRead>,
    places: Option<&CodePlaces>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let lines = lines_of(log, reader).map(|line| Ok(line?.json(places)));
    let lines: Vec<Value> = lines.collect::<Result<_, Failure>>()?;
    terminal.print(&format!("{:#}\n", Value::Array(lines)))
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

    /// With the places in the user's code that can raise a code, where they are to be told.
    fn text(&self, places_of: &mut dyn FnMut(&ErrorCode) -> Option<Vec<String>>) -> String {
        let mut out = format!("{}: {}\n", self.number, self.text);
        for found in &self.codes {
            let code = found.code;
            out.push_str(&format!("    {}: {}\n", found.value, meaning(code)));
            out.push_str(&format!("        cause: {}\n        check first: {}\n", code.cause, code.fix));
            let rules = known_rules(code);
            if !rules.is_empty() {
                out.push_str(&format!("        prevented by: {}\n", rules.join(", ")));
            }
            for place in places_of(code).unwrap_or_default() {
                out.push_str(&format!("        {place}\n"));
            }
        }
        out
    }

    fn json(&self, places: Option<&CodePlaces>) -> Value {
        let codes = self.codes.iter().map(|found| {
            let mut object = met_object(found);
            if let Some(places) = places {
                object["places"] = places.objects(found.code.code);
                object["calls"] = places.uses().objects(found.code);
            }
            object
        });
        let codes: Value = codes.collect();
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
        let text = line.text(&mut |_| None);
        assert!(text.starts_with("7: [31mupload of t0068...[redacted] failed: -2003\n    -2003: "), "{text}");
        assert!(text.contains("check first: "), "{text}");
        assert_eq!(line.json(None)["codes"][0]["value"], -2003);
    }

    #[test]
    fn bytes_that_are_no_text_do_not_stop_the_log() {
        assert!(LogLine::read(1, b"\xff\xfe -1073 \xff").is_some());
        assert!(LogLine::read(1, b"nothing here").is_none());
    }
}
