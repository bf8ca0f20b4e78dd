//! The topics of the error guide: `data/guide/` as a static table. They follow the topics of the SDK's own guide to errors, in
//! our own words and with its errors mended.

/// One page of the error guide. The sections are Markdown, without their headings.
#[derive(Debug)]
pub struct Topic {
    /// Kebab-case; the name of its file.
    pub id: &'static str,
    pub title: &'static str,
    /// The error codes that it treats; they name it, too.
    pub codes: &'static [i32],
    /// The ids of the rules that find what it speaks of, built or to come.
    pub rules: &'static [&'static str],
    /// What the user sees.
    pub symptom: &'static str,
    pub cause: &'static str,
    pub fix: &'static str,
    /// What a linter can know of it, and what not.
    pub in_code: &'static str,
}

/// Every topic, sorted by id.
#[must_use]
pub fn all() -> &'static [Topic] {
    TOPICS
}

#[must_use]
pub fn topic(id: &str) -> Option<&'static Topic> {
    let at = TOPICS.binary_search_by(|topic| topic.id.cmp(id)).ok()?;
    TOPICS.get(at)
}

include!(concat!(env!("OUT_DIR"), "/guide.rs"));
