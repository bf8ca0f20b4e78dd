use crate::text::Span;

/// Where in a JSON text a cursor is, however much of the text is typed yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JsonPlace {
    /// The keys of the objects around it, outermost first; `None` for an array.
    pub path: Vec<Option<String>>,
    /// The key that a value is for; `None` in a place for keys, and in an array.
    pub key: Option<String>,
    /// Whether a key stands here, or may.
    pub is_key: bool,
    /// What is between the quotes of the string at the cursor; empty at the cursor where there is none.
    pub span: Span,
    /// Whether it is in quotes.
    pub is_quoted: bool,
}

impl JsonPlace {
    /// Reads the text up to the cursor, and the string that the cursor touches to its end. `None` in a comment.
    #[must_use]
    pub fn at(text: &str, offset: usize) -> Option<Self> {
        let mut reader = Reader { text, at: 0, frames: Vec::new() };
        while reader.at < offset {
            let start = reader.at;
            match text.as_bytes().get(start)? {
                b'"' => {
                    let (inside, end) = reader.string();
                    let is_closed = (inside.end as usize) < end;
                    if offset < end || (offset == end && !is_closed) {
                        return Some(reader.place(inside, true));
                    }
                    reader.met(inside.of(text));
                    reader.at = end;
                }
                b'/' => {
                    let (end, is_closed) = comment_end(text, start);
                    if offset < end || (offset == end && !is_closed) {
                        return None;
                    }
                    reader.at = end;
                }
                &byte => {
                    reader.punctuation(byte);
                    reader.at += 1;
                }
            }
        }
        Some(reader.place(Span::new(offset, offset), false))
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    frames: Vec<Frame>,
}

enum Frame {
    Array,
    Object {
        key: Option<String>,
        /// Behind the colon.
        has_colon: bool,
    },
}

impl Reader<'_> {
    /// What is inside of the string here, and where the string ends: at the latest with its line.
    fn string(&self) -> (Span, usize) {
        let inside = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = inside;
        loop {
            match bytes.get(at) {
                None | Some(b'\n' | b'\r') => return (Span::new(inside, at), at),
                Some(b'"') => return (Span::new(inside, at), at + 1),
                Some(b'\\') => at = (at + 2).min(bytes.len()),
                Some(_) => at += 1,
            }
        }
    }

    fn met(&mut self, string: &str) {
        if let Some(Frame::Object { key, has_colon: false }) = self.frames.last_mut() {
            *key = Some(string.to_owned());
        }
    }

    fn punctuation(&mut self, byte: u8) {
        match byte {
            b'{' => self.frames.push(Frame::Object { key: None, has_colon: false }),
            b'[' => self.frames.push(Frame::Array),
            b'}' | b']' => drop(self.frames.pop()),
            b':' => {
                if let Some(Frame::Object { has_colon, .. }) = self.frames.last_mut() {
                    *has_colon = true;
                }
            }
            b',' => {
                if let Some(frame @ Frame::Object { .. }) = self.frames.last_mut() {
                    *frame = Frame::Object { key: None, has_colon: false };
                }
            }
            _ => {}
        }
    }

    fn place(&self, span: Span, is_quoted: bool) -> JsonPlace {
        let around = self.frames.iter().take(self.frames.len().saturating_sub(1));
        let path = around.map(|frame| match frame {
            Frame::Object { key, .. } => key.clone(),
            Frame::Array => None,
        });
        let (key, is_key) = match self.frames.last() {
            Some(Frame::Object { key, has_colon: true }) => (key.clone(), false),
            Some(Frame::Object { .. }) => (None, true),
            _ => (None, false),
        };
        JsonPlace { path: path.collect(), key, is_key, span, is_quoted }
    }
}

/// Where a comment ends, and whether the cursor is out of it there.
fn comment_end(text: &str, start: usize) -> (usize, bool) {
    let rest = &text[start..];
    if rest.starts_with("//") {
        return (rest.find(['\n', '\r']).map_or(text.len(), |at| start + at), false);
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or((text.len(), false), |at| (start + at + 2, true));
    }
    (start + 1, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(marked: &str) -> Option<(JsonPlace, String)> {
        let offset = marked.find('§').expect("a cursor");
        let text = marked.replace('§', "");
        let place = JsonPlace::at(&text, offset)?;
        let there = place.span.of(&text).to_owned();
        Some((place, there))
    }

    #[test]
    fn the_way_to_the_cursor_is_known_in_whole_and_half_typed_texts() {
        let some = |text: &str| Some(text.to_owned());
        for (marked, path, key, is_key, text) in [
            ("{ \"ru§les\": {} }", vec![], None, true, "rules"),
            ("{ \"rules\": { \"a\": \"off\", \"jp§eg\": \"off\" } }", vec![some("rules")], None, true, "jpeg"),
            ("{ \"rules\": { \"§", vec![some("rules")], None, true, ""),
            ("{ \"rules\": { § ", vec![some("rules")], None, true, ""),
            ("{ \"rules\": { \"a\": \"§", vec![some("rules")], some("a"), false, ""),
            ("{ \"rules\": { \"a\": [\"of§f\"] } }", vec![some("rules"), some("a")], None, false, "off"),
            (
                "// {\n{ \"overrides\": [{ \"rules\": { \"§\n } }] }",
                vec![some("overrides"), None, some("rules")],
                None,
                true,
                "",
            ),
            ("{ \"preset\": § }", vec![], some("preset"), false, ""),
            ("{ \"a\\\"b\": 1, \"c§\": 2 }", vec![], None, true, "c"),
        ] {
            let (place, there) = place(marked).expect("no comment");
            assert_eq!((place.path, place.key, place.is_key, &*there), (path, key, is_key, text), "{marked}");
        }
        assert_eq!(place("{ /* \"§ */ }"), None);
        assert_eq!(place("{ // §"), None);
    }
}
