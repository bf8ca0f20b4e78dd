use crate::sdk::codes::{self, CodeMatch, MatchKind};

/// The error codes in a line of a log, each once, in order: negative numbers of the known set that are no part of a date,
/// a time zone, an identifier or a decimal. A number of the open range at the end of the list counts only in a line that
/// speaks of an error.
pub fn codes_in(line: &str) -> Vec<CodeMatch> {
    let line = &line.replace('\u{2212}', "-");
    let mut found: Vec<CodeMatch> = Vec::new();
    for at in memchr::memchr_iter(b'-', line.as_bytes()) {
        let Some(value) = number_at(line, at) else { continue };
        let Some(code) = codes::lookup(value) else { continue };
        let is_code = code.kind == MatchKind::Exact || (code.kind == MatchKind::Range && speaks_of_error(line));
        if is_code && found.iter().all(|other| other.value != value) {
            found.push(code);
        }
    }
    found
}

/// The negative whole number that begins at the minus sign, when it stands by itself.
fn number_at(line: &str, at: usize) -> Option<i64> {
    let (before, from_sign) = line.split_at(at);
    let digits = from_sign[1..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = from_sign.split_at(1 + digits);
    let is_plain = digits > 0 && !number.starts_with("-0");
    let is_alone = is_plain && !continues_word(before) && !goes_on(after);
    if is_alone && !is_time_zone(before, digits) { number.parse().ok() } else { None }
}

fn continues_word(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_some_and(|last| last.is_alphanumeric() || matches!(last, '_' | '-' | '.' | '/' | '$' | '%'))
}

fn goes_on(after: &str) -> bool {
    let mut rest = after.chars();
    let (first, second) = (rest.next(), rest.next());
    let is_digit_next = second.is_some_and(|second| second.is_ascii_digit());
    match first {
        Some('.' | '-' | ':' | '/') => is_digit_next,
        Some(first) => first.is_alphanumeric() || matches!(first, '_' | '%'),
        None => false,
    }
}

/// As in `10:30:00 -1000` and `GMT -1000`.
fn is_time_zone(before: &str, digits: usize) -> bool {
    const OFFSET_DIGITS: usize = 4;
    if digits != OFFSET_DIGITS || !before.ends_with(' ') {
        return false;
    }
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    let clock = word.split(['.', ',']).next().unwrap_or("");
    let parts: Vec<&str> = clock.rsplit(':').collect();
    let is_clock = parts.len() >= 2
        && parts[0].len() == 2
        && parts[0].bytes().all(|byte| byte.is_ascii_digit())
        && parts[1].ends_with(|last: char| last.is_ascii_digit());
    is_clock || matches!(word, "GMT" | "UTC")
}

fn speaks_of_error(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    ["error", "code", "fail"].iter().any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str) -> Vec<i64> {
        codes_in(line).iter().map(|found| found.value).collect()
    }

    #[test]
    fn codes_are_found_where_they_stand_by_themselves() {
        for line in [
            "-1073",
            "ErrorCode: -1073",
            "code=-1073;",
            "[-1073]",
            "(\"-1073\")",
            "failed with -1073.",
            "-1073, see below",
            "{\"errorCode\":-1073,\"x\":1}",
            "error \u{2212}1073",
            "-1073 and -1073",
        ] {
            assert_eq!(values(line), [-1073], "{line}");
        }
        assert_eq!(values("first -2003 then -1001"), [-2003, -1001]);
        assert_eq!(values("[-2003,-1001]"), [-2003, -1001]);
    }

    #[test]
    fn numbers_that_are_something_else_are_left_alone() {
        for line in [
            "2026-1073-10",
            "id-1073",
            "x_-1073",
            "-1073.5",
            "1.-1073",
            "--1073",
            "-1073px",
            "-01073",
            "3-1073",
            "/tmp/-1073",
            "-1073%",
            "-1073-1074",
            "-10735555555555555555555555",
            "-",
            "-999",
            "12/Nov/2026:10:55:36 -1001 GET /",
            "10:55:36.123 -1001 started",
            "GMT -1001",
        ] {
            assert_eq!(values(line), [0_i64; 0], "{line}");
        }
    }

    #[test]
    fn the_open_range_needs_a_word_of_error() {
        assert_eq!(values("error -3500"), [-3500]);
        assert!(values("offset -3500").is_empty());
    }
}
