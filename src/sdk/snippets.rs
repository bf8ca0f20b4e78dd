//! What users start from: `data/snippets.toml` as a static table.

use super::api::Release;

/// A piece of code to be filled in.
#[derive(Debug)]
pub struct Snippet {
    /// What the user types for it.
    pub label: &'static str,
    pub title: &'static str,
    /// The version that has everything in it.
    since: &'static str,
    /// With placeholders as in the language server protocol.
    pub body: &'static str,
}

impl Snippet {
    #[must_use]
    pub fn is_for(&self, release: Release) -> bool {
        self.since.parse().is_ok_and(|since| release.version().is_at_least(since))
    }

    /// Its code with each placeholder as it stands there at first.
    #[must_use]
    pub fn code(&self) -> String {
        let mut code = String::with_capacity(self.body.len());
        let mut rest = self.body;
        while let Some((before, placeholder)) = rest.split_once('$') {
            code.push_str(before);
            let is_braced = placeholder.starts_with('{');
            let end = if is_braced { placeholder.find('}') } else { Some(0) }.map_or(placeholder.len(), |end| end + 1);
            code.push_str(first_text(&placeholder[..end]));
            rest = &placeholder[end..];
        }
        code + rest
    }
}

/// `a` of `{1:a}` and of `{1|a,b|}`; nothing of `0`.
fn first_text(placeholder: &str) -> &str {
    let inside = placeholder.trim_start_matches('{').trim_end_matches('}');
    let text = inside.trim_start_matches(|character: char| character.is_ascii_digit());
    match text.strip_prefix('|') {
        Some(choices) => choices.split([',', '|']).next().unwrap_or(""),
        None => text.strip_prefix(':').unwrap_or(""),
    }
}

#[must_use]
pub fn all() -> &'static [Snippet] {
    SNIPPETS
}

#[must_use]
pub fn snippet(label: &str) -> Option<&'static Snippet> {
    SNIPPETS.iter().find(|snippet| snippet.label == label)
}

include!(concat!(env!("OUT_DIR"), "/snippets.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_give_way_to_their_first_text() {
        let snippet =
            Snippet { label: "a", title: "a", since: "17.0", body: "f(${1:a}, \"${2|b,c|}\", ${1:a}) { $0 }" };
        assert_eq!(snippet.code(), "f(a, \"b\", a) {  }");
        assert!(snippet.is_for(Release::newest()));
    }

    #[test]
    fn a_snippet_is_not_for_a_version_that_lacks_what_it_uses() {
        let old = Release::of("15.2".parse().expect("a version"));
        assert!(all().iter().all(|snippet| snippet.is_for(Release::newest()) && !snippet.is_for(old)));
    }
}
