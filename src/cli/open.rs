use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::sdk::is_vendored;
use crate::syntax::bytes_mention_sdk;
use crate::text::{DecodeError, FileKind, MAX_BYTES, Source, decode};

use super::inputs::{Input, Place};
use super::texts::Texts;

/// What reading an input gave.
#[derive(Debug)]
pub enum Opened {
    Text(Source),
    /// Named by the user, and nothing that can be linted.
    NotCode,
    /// No text, and nothing that has to do with the SDK.
    Foreign,
    /// Why it could not be read.
    Unreadable(String),
}

/// Reads and decodes an input, or takes the text that stands for it.
#[must_use]
pub fn open(input: &Input, texts: &Texts) -> Opened {
    let text = match (texts.of(&input.place), &input.place) {
        (Some(text), _) => Ok(text.to_string()),
        (None, Place::File(path)) => open_file(path),
        (None, Place::Stdin(_)) => open_stdin(),
    };
    let text = match text {
        Ok(text) => text,
        Err(_) if is_foreign(input) => return Opened::Foreign,
        Err(why) => return Opened::Unreadable(why),
    };
    let known = FileKind::of_path(&input.shown);
    let kind = if matches!(input.place, Place::Stdin(_)) { known.or(Some(kind_of_text(&text))) } else { known };
    match kind {
        Some(kind) => Opened::Text(Source::new(&input.shown, kind, &text)),
        None => Opened::NotCode,
    }
}

/// Whether a file that was found in a folder is by its text the SDK's own or built code.
#[must_use]
pub fn is_skipped(input: &Input, source: &Source) -> bool {
    !input.is_named && is_vendored(&input.shown, &source.text)
}

/// Whether a file that is no text is nothing to complain of: it was found in a folder, and its bytes do not speak of the SDK.
fn is_foreign(input: &Input) -> bool {
    let Place::File(path) = &input.place else { return false };
    let may_be_ours = |mut bytes: Vec<u8>| {
        let is_large = bytes.len() > MAX_BYTES;
        // In UTF-16 they stand between the letters of a name.
        bytes.retain(|&byte| byte != 0);
        is_large || bytes_mention_sdk(&bytes)
    };
    !input.is_named && File::open(path).and_then(read_at_most).is_ok_and(|bytes| !may_be_ours(bytes))
}

/// The text on standard input, to be read once.
///
/// # Errors
/// Why it cannot be read, for people.
pub fn open_stdin() -> Result<String, String> {
    decoded(read_at_most(io::stdin().lock()))
}

/// The text of a file.
///
/// # Errors
/// Why it cannot be read, for people.
pub fn open_file(path: &Path) -> Result<String, String> {
    decoded(File::open(path).and_then(read_at_most))
}

fn decoded(bytes: io::Result<Vec<u8>>) -> Result<String, String> {
    let bytes = bytes.map_err(|error| format!("cannot be read: {error}"))?;
    decode(bytes).map_err(|error: DecodeError| error.to_string())
}

/// Everything, or one byte more than can be linted: a device need not end.
fn read_at_most(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Markup begins with `<`, and no script does.
fn kind_of_text(text: &str) -> FileKind {
    let start = text.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    if start.starts_with('<') { FileKind::Html } else { FileKind::JavaScript }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_a_name_is_told_by_its_start() {
        assert_eq!(kind_of_text("\u{feff}\n <!doctype html>"), FileKind::Html);
        assert_eq!(kind_of_text("let a = 1 < 2;"), FileKind::JavaScript);
        assert_eq!(kind_of_text(""), FileKind::JavaScript);
    }
}
