use std::sync::Arc;

use super::FileKind;

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Source {
    /// As shown to the user: relative to the working directory where it can be, with `/`.
    pub path: Arc<str>,
    pub kind: FileKind,
    pub text: Arc<str>,
}

impl Source {
    #[must_use]
    pub fn new(path: &str, kind: FileKind, text: &str) -> Self {
        Self { path: path.into(), kind, text: text.into() }
    }
}
