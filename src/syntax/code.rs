use std::sync::Arc;

use super::cover::COVER;
use crate::text::Span;

/// The text that a region's tree speaks of, and the way from its offsets to the host's.
#[derive(Debug)]
pub struct Code<'s> {
    host: &'s str,
    text: Text,
}

#[derive(Debug)]
enum Text {
    /// The whole host file: offsets are the host's.
    Host,
    /// The same with its islands covered.
    Covered(Arc<str>),
    /// An attribute value without its entities.
    Decoded { text: String, host_start: usize, entities: Vec<Entity> },
}

/// A character reference such as `&quot;`, and what it stands for.
#[derive(Clone, Copy, Debug)]
struct Entity {
    start: usize,
    end: usize,
    host_start: usize,
    host_end: usize,
}

impl<'s> Code<'s> {
    /// Code that stands in the host as it is, but for the islands that are covered in `covered`.
    pub(super) fn verbatim(host: &'s str, covered: Option<Arc<str>>) -> Self {
        Self { host, text: covered.map_or(Text::Host, Text::Covered) }
    }

    /// Decodes the entities of an attribute value, which `readable` has at `span`; `None` when it has none.
    pub(super) fn decoded(host: &'s str, readable: &str, span: Span) -> Option<Self> {
        let value = span.of(readable);
        let host_start = span.start as usize;
        let mut text = String::new();
        let mut entities = Vec::new();
        let mut done = 0;
        for at in memchr::memchr_iter(b'&', value.as_bytes()) {
            let reference = reference(&value[at..]);
            let meaning = htmlize::unescape_attribute(reference);
            if meaning == reference || is_name_before_equals(&value[at..], reference) {
                continue;
            }
            text.push_str(&value[done..at]);
            done = at + reference.len();
            let start = text.len();
            text.push_str(&meaning);
            entities.push(Entity { start, end: text.len(), host_start: host_start + at, host_end: host_start + done });
        }
        if entities.is_empty() {
            return None;
        }
        text.push_str(&value[done..]);
        Some(Self { host, text: Text::Decoded { text, host_start, entities } })
    }

    /// Whether it stands in the host as it is.
    pub(super) fn is_host(&self) -> bool {
        matches!(self.text, Text::Host)
    }

    pub(super) fn is_verbatim(&self) -> bool {
        matches!(self.text, Text::Host | Text::Covered(_))
    }

    /// What the tree's byte offsets index into.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.text {
            Text::Host => self.host,
            Text::Covered(text) => text,
            Text::Decoded { text, .. } => text,
        }
    }

    /// The whole host file.
    #[must_use]
    pub fn host_text(&self) -> &'s str {
        self.host
    }

    /// What the host has at the bytes `start..end` of [`Code::text`], when an island is among them.
    #[must_use]
    pub fn island(&self, start: usize, end: usize) -> Option<&'s str> {
        let is_covered = !matches!(self.text, Text::Host) && self.text().get(start..end)?.contains(COVER);
        is_covered.then(|| self.host(start, end).of(self.host))
    }

    /// The span in the host of the bytes `start..end` of [`Code::text`]. What begins or ends inside an entity covers all of it.
    #[must_use]
    pub fn host(&self, start: usize, end: usize) -> Span {
        match &self.text {
            Text::Host | Text::Covered(_) => Span::new(start, end),
            Text::Decoded { host_start, entities, .. } => {
                let start = place(entities, *host_start, start, |entity| entity.host_start);
                let end = place(entities, *host_start, end, |entity| entity.host_end);
                Span::new(start, end.max(start))
            }
        }
    }
}

/// Where an offset of the decoded text stands in the host; inside an entity, where `edge` says.
fn place(entities: &[Entity], host_start: usize, at: usize, edge: fn(&Entity) -> usize) -> usize {
    let before = entities.partition_point(|entity| entity.start <= at);
    let Some(entity) = before.checked_sub(1).map(|last| &entities[last]) else {
        return host_start + at;
    };
    if at == entity.start {
        entity.host_start
    } else if at < entity.end {
        edge(entity)
    } else {
        entity.host_end + (at - entity.end)
    }
}

/// The longest text at the start (which is an `&`) that may be a character reference, its semicolon included.
fn reference(text: &str) -> &str {
    let name = &text[1..];
    let length = match name.strip_prefix('#') {
        Some(number) => {
            1 + match number.strip_prefix(['x', 'X']) {
                Some(digits) => 1 + run(digits, |byte| byte.is_ascii_hexdigit()),
                None => run(number, |byte| byte.is_ascii_digit()),
            }
        }
        None => run(name, |byte| byte.is_ascii_alphanumeric()),
    };
    let end = 1 + length;
    let semicolon = usize::from(text[end..].starts_with(';'));
    &text[..end + semicolon]
}

fn run(text: &str, belongs: fn(&u8) -> bool) -> usize {
    text.as_bytes().iter().take_while(|byte| belongs(byte)).count()
}

/// In an attribute `&lt=` is no entity: old addresses have `?a=1&lt=2`.
fn is_name_before_equals(text: &str, reference: &str) -> bool {
    !reference.ends_with(';') && !reference.starts_with("&#") && text[reference.len()..].starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(value: &str) -> Option<Code<'_>> {
        Code::decoded(value, value, Span::new(0, value.len()))
    }

    #[test]
    fn entities_are_decoded_as_browsers_do() {
        for (value, meaning) in [
            ("f(&quot;a&#39;)", "f(\"a')"),
            ("a &lt b &amp;&amp; c", "a < b && c"),
            ("&#x41;&#66x", "ABx"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(decoded(value).map(|code| code.text().to_owned()).as_deref(), Some(meaning));
        }
        for value in ["a && b", "x?a=1&lt=2", "&ltx", "&nosuch;", "&", "&#;", "é&😀"] {
            assert!(decoded(value).is_none(), "{value}");
        }
    }

    #[test]
    fn offsets_lead_back_to_the_host() {
        let host = "<a onclick='f(&quot;a&quot;);g()'>";
        let value = Span::new(12, host.len() - 2);
        let code = Code::decoded(host, host, value).expect("has entities");
        assert_eq!(code.text(), "f(\"a\");g()");
        let at = |start, end| code.host(start, end).of(host);
        assert_eq!(at(0, 10), value.of(host));
        assert_eq!(at(2, 5), "&quot;a&quot;");
        assert_eq!(at(2, 3), "&quot;");
        assert_eq!(at(3, 4), "a");
        assert_eq!(at(7, 10), "g()");
        assert!(code.host(5, 5).is_empty());
    }

    #[test]
    fn a_span_inside_an_entity_covers_it() {
        let host = "x&#128512;y";
        let code = Code::decoded(host, host, Span::new(0, host.len())).expect("has entities");
        assert_eq!(code.host(2, 3).of(host), "&#128512;");
    }
}
