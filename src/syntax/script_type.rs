/// What the browser makes of a `<script>` element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScriptType {
    Classic,
    Module,
    /// Data, a template, another language.
    Other,
}

impl ScriptType {
    /// By the values of the `type` and `language` attributes.
    pub(super) fn of(r#type: Option<&str>, language: Option<&str>) -> Self {
        match (r#type, language) {
            (Some(""), _) | (None, None | Some("")) => Self::Classic,
            (Some(given), _) => Self::of_mime(given.trim_ascii()),
            (None, Some(language)) => Self::of_mime(&format!("text/{language}")),
        }
    }

    fn of_mime(mime: &str) -> Self {
        match mime.to_ascii_lowercase().as_str() {
            "module" => Self::Module,
            "text/javascript"
            | "application/javascript"
            | "application/x-javascript"
            | "text/x-javascript"
            | "text/ecmascript"
            | "application/ecmascript"
            | "application/x-ecmascript"
            | "text/x-ecmascript"
            | "text/jscript"
            | "text/livescript" => Self::Classic,
            versioned if is_versioned_javascript(versioned) => Self::Classic,
            _ => Self::Other,
        }
    }
}

/// `text/javascript1.0` to `text/javascript1.5`.
fn is_versioned_javascript(mime: &str) -> bool {
    matches!(mime.strip_prefix("text/javascript1."), Some("0" | "1" | "2" | "3" | "4" | "5"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_browsers_run_is_code() {
        for (r#type, language, expected) in [
            (None, None, ScriptType::Classic),
            (Some(""), Some("vbscript"), ScriptType::Classic),
            (Some(" Text/JavaScript "), None, ScriptType::Classic),
            (None, Some("JavaScript1.2"), ScriptType::Classic),
            (None, Some("vbscript"), ScriptType::Other),
            (Some("module"), None, ScriptType::Module),
            (Some("application/json"), None, ScriptType::Other),
            (Some("text/x-handlebars"), None, ScriptType::Other),
            (Some("importmap"), None, ScriptType::Other),
        ] {
            assert_eq!(ScriptType::of(r#type, language), expected, "{type:?} {language:?}");
        }
    }
}
