use tree_sitter::Language;

/// A language that is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    JavaScript,
    /// Also the second try for JavaScript that does not parse.
    Tsx,
    TypeScript,
    Html,
}

impl Grammar {
    pub const ALL: [Self; 4] = [Self::JavaScript, Self::Tsx, Self::TypeScript, Self::Html];

    #[must_use]
    pub fn language(self) -> Language {
        match self {
            Self::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Self::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::Html => tree_sitter_html::LANGUAGE.into(),
        }
    }
}
