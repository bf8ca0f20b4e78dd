use crate::text::Span;

use super::Severity;

/// One pitfall at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The kebab-case id of the rule.
    pub rule: &'static str,
    pub severity: Severity,
    /// The smallest range that shows it.
    pub span: Span,
    /// What is wrong, in the user's own names and values, and why it will hurt.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The SDK error codes that the user would see.
    pub codes: Vec<i32>,
    /// The rest of the story, in order.
    pub related: Vec<Label>,
    pub fixes: Vec<Fix>,
    pub tag: Option<Tag>,
}

/// How an editor may show the code of a finding, besides its severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Struck through: it should no longer be used.
    Deprecated,
}

/// A related place in the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// Edits that mend a finding, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub safety: Safety,
    /// Sorted, not overlapping.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Equal meaning, or the only possible repair of code that certainly fails.
    Safe,
    /// Offered, and applied on demand only.
    Unsafe,
}

impl Safety {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Replaces a span by a text; an insertion when the span is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}
