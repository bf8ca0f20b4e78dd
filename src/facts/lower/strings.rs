//! The values of number and string literals.

/// The value of a number literal in any base, with `_` separators; `None` for a BigInt.
pub fn number(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let lower = digits.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            return u64::from_str_radix(rest, radix).ok().map(|value| value as f64);
        }
    }
    let is_legacy_octal =
        lower.len() > 1 && lower.starts_with('0') && lower.bytes().all(|b| (b'0'..=b'7').contains(&b));
    if is_legacy_octal {
        return u64::from_str_radix(&lower, 8).ok().map(|value| value as f64);
    }
    lower.parse().ok()
}

/// The value of a quoted string literal.
pub fn unquote(literal: &str) -> String {
    let mut inner = literal.chars();
    let (first, last) = (inner.next(), inner.next_back());
    let body = match (first, last) {
        (Some(open @ ('"' | '\'')), Some(close)) if open == close => inner.as_str(),
        _ => literal,
    };
    unescape(body)
}

/// Resolves backslash escapes. A bad escape stands for itself.
pub fn unescape(body: &str) -> String {
    if !body.contains('\\') {
        return body.to_owned();
    }
    let mut value = String::with_capacity(body.len());
    let mut rest = body.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('r') => value.push('\r'),
            Some('b') => value.push('\u{8}'),
            Some('f') => value.push('\u{c}'),
            Some('v') => value.push('\u{b}'),
            Some('0') => value.push('\0'),
            Some('x') => push_code_point(&mut value, &mut rest, 2),
            Some('u') => push_unicode(&mut value, &mut rest),
            Some('\r') => {
                if rest.as_str().starts_with('\n') {
                    rest.next();
                }
            }
            Some('\n' | '\u{2028}' | '\u{2029}') | None => {}
            Some(other) => value.push(other),
        }
    }
    value
}

fn push_unicode(value: &mut String, rest: &mut std::str::Chars<'_>) {
    if !rest.as_str().starts_with('{') {
        push_code_point(value, rest, 4);
        return;
    }
    let Some(end) = rest.as_str().find('}') else { return };
    let digits = &rest.as_str()[1..end];
    value.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
    *rest = rest.as_str()[end + 1..].chars();
}

fn push_code_point(value: &mut String, rest: &mut std::str::Chars<'_>, digits: usize) {
    let Some(text) = rest.as_str().get(..digits) else { return };
    let Ok(code) = u32::from_str_radix(text, 16) else { return };
    value.extend(char::from_u32(code));
    *rest = rest.as_str()[digits..].chars();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_base() {
        let values = ["10", "0x1F", "1_000", "0b11", "0o17", "017", "09", "1e3", ".5", "5."].map(number);
        assert_eq!(values, [10.0, 31.0, 1000.0, 3.0, 15.0, 15.0, 9.0, 1000.0, 0.5, 5.0].map(Some));
        assert_eq!(number("10n"), None);
    }

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unquote(r#""C:\\a\x41\u0042\u{43}\q""#), "C:\\aABCq");
        assert_eq!(unquote("'a\\\r\nb'"), "ab");
        assert_eq!(unquote(r"'\u12'"), "12");
        assert_eq!(unquote("'é\\"), "'é");
    }
}
