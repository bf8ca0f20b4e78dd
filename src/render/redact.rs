use std::borrow::Cow;
use std::ops::Range;

use crate::report::Fix;

/// Shorter runs of letters are names, not keys.
const SHORTEST_KEY: usize = 24;
const MARK: &str = "...[redacted]";

/// The text with every product key in it cut down to its first characters.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let keys = product_keys(text);
    if keys.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for key in keys {
        shown.push_str(&text[done..key.start]);
        shown.push_str(&redacted(&text[key.clone()]));
        done = key.end;
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// Whether a fix writes a key: it cannot be shown, and an edit with half of it would do harm.
pub(super) fn holds_key(fix: &Fix) -> bool {
    fix.edits.iter().any(|edit| !product_keys(&edit.text).is_empty())
}

/// What stands for a key: enough of it to tell its kind, and no more.
pub(super) fn redacted(key: &str) -> String {
    let kind = if key.starts_with("DLS") { 4 } else { 5 };
    format!("{}{MARK}", key.get(..kind).unwrap_or(""))
}

/// The byte ranges of everything that looks like a product key, in order.
pub(super) fn product_keys(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut keys = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b't', b'f', b'D', &bytes[at..]) {
        let start = at + found;
        at = start + 1;
        let is_inside_word = start > 0 && is_key_byte(bytes[start - 1]) && bytes[start - 1] != b'=';
        if is_inside_word || !opens_key(&bytes[start..]) {
            continue;
        }
        let length = bytes[start..].iter().take_while(|&&byte| is_key_byte(byte)).count();
        if length >= SHORTEST_KEY {
            keys.push(start..start + length);
        }
        at = start + length;
    }
    keys
}

/// `t0068…` (trial), `f0068…` (full), `DLS2…` (licence server).
fn opens_key(bytes: &[u8]) -> bool {
    match bytes {
        [b't' | b'f', b'0', digits @ ..] => digits.len() >= 3 && digits[..3].iter().all(u8::is_ascii_digit),
        [b'D', b'L', b'S', digit, ..] => digit.is_ascii_digit(),
        _ => false,
    }
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIAL: &str = "t0068MgAAAENENwNWc7+efmkY+t7se6XaPFkvZWtrLzzyGj=";
    const SERVER: &str = "DLS2eyJoYW5kc2hha2VDb2RlIjoiMTAwMDAwMDAwIn0=";

    #[test]
    fn keys_are_cut_wherever_they_stand() {
        let text = format!("a.ProductKey = \"{TRIAL};{SERVER}\"; // {TRIAL}");
        assert_eq!(redact(&text), "a.ProductKey = \"t0068...[redacted];DLS2...[redacted]\"; // t0068...[redacted]");
        assert_eq!(redact(&format!("?key={TRIAL}")), "?key=t0068...[redacted]");
    }

    #[test]
    fn what_is_no_key_stays() {
        for text in [
            "t0068 is short",
            "DLS2<your key>",
            "fetchAllTheThingsFromTheServerNow",
            "é t00",
            "xt0068aaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
