use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::{Algorithm, TextDiff};

use super::redact;

/// Beyond this, a longer diff than needed will do.
const DEADLINE: Duration = Duration::from_secs(1);

/// What changes in a file, as a patch that `git apply` takes; empty when nothing does. A line that holds a product key is
/// shown without it, and its part of the patch cannot be applied.
#[must_use]
pub fn diff(path: &str, before: &str, after: &str, styled: bool) -> String {
    let (old, new) = (lines(before), lines(after));
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(DEADLINE)
        .newline_terminated(true)
        .diff_slices(&old, &new);
    let patch = diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    let patch = redact(&patch);
    if styled { in_colours(&patch) } else { patch.into_owned() }
}

/// As every tool for patches counts them; a `\r` belongs to its line.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn in_colours(patch: &str) -> String {
    let mut shown = String::new();
    for line in patch.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let text = line.trim_end_matches('\n');
        let _ = writeln!(shown, "{style}{text}{style:#}");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_says_what_changes() {
        let patch = diff("src/a.js", "one\ntwo\r\nthree", "one\nzwei\r\nthree", false);
        let expected = "--- a/src/a.js\n+++ b/src/a.js\n@@ -1,3 +1,3 @@\n one\n-two\r\n+zwei\r\n three\n\\ No newline at end of file\n";
        assert_eq!(patch, expected);
        assert_eq!(diff("a.js", "same\n", "same\n", false), "");
    }

    #[test]
    fn no_key_comes_out() {
        let key = "t0068MgAAAENENwNWc7efmkYt7se6XaPFkvZWtrLzzyGj";
        let patch = diff("a.js", &format!("key = '{key}'\nold\n"), &format!("key = '{key}'\nnew\n"), false);
        assert!(patch.contains("+new") && !patch.contains("MgAAAE"), "{patch}");
    }

    #[test]
    fn colours_change_nothing_else() {
        let (old, new) = ("a\nb\nc\n", "a\nB\nc");
        let coloured = diff("a.js", old, new, true);
        let plain = coloured
            .replace("\u{1b}[32m", "")
            .replace("\u{1b}[31m", "")
            .replace("\u{1b}[36m", "")
            .replace("\u{1b}[0m", "");
        assert!(coloured.contains("\u{1b}[32m+B"), "{coloured}");
        assert_eq!(plain, diff("a.js", old, new, false));
    }
}
