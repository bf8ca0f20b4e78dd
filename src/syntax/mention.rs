use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Stems that a file which uses the SDK holds: the namespace, the names that instances go by, the old class and
/// enumerations. Case-sensitive
/// and few, so that the search runs at the speed of reading.
const STEMS: [&str; 7] = ["ynamsoft", "WObj", "WTObj", "wObject", "ebTwain", "dwt", "numDWT_"];

/// Whether a text speaks of the SDK at all: what does not is never parsed.
#[must_use]
pub fn mentions_sdk(text: &str) -> bool {
    bytes_mention_sdk(text.as_bytes())
}

/// The same of bytes that need not be text.
#[must_use]
pub fn bytes_mention_sdk(bytes: &[u8]) -> bool {
    static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(STEMS).ok());
    match &*SEARCH {
        Some(search) => search.is_match(bytes),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_are_found_and_nothing_else() {
        for text in [
            "Dynamsoft.DWT.Load()",
            "DWObject.x",
            "dwtObject = 1; DWTObject",
            "new WebTwain",
            "dynamsoft.js",
            "DWObj.x",
            "dwt.x",
            "EnumDWT_ImageType.IT_PDF",
        ] {
            assert!(mentions_sdk(text), "{text}");
        }
        for text in ["", "const object = {}", "webtwain"] {
            assert!(!mentions_sdk(text), "{text}");
        }
    }
}
