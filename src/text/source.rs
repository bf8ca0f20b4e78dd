use std::sync::Arc;

/// What a file's name, or the editor's language id, says of its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `.js .mjs .cjs .jsx`
    JavaScript,
    /// `.html .htm .xhtml`
    Html,
}

impl FileKind {
    /// By the ending of a file name, in any case; `None` for what is not linted.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::JavaScript),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// By the language id that an editor gives for a document.
    #[must_use]
    pub fn of_language_id(id: &str) -> Option<Self> {
        match id {
            "javascript" | "javascriptreact" => Some(Self::JavaScript),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

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
