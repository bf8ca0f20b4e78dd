//! Product keys in code: where one is given, and what can be told from it without a look at what it licenses.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::facts::ExprId;
use crate::model::{Access, Constant};
use crate::sdk::values::{
    DEMO_ORGANIZATION, KEY_PLACEHOLDERS, KEY_STARTS, PRODUCT_KEYS, SERVER_KEY_START, SHORTEST_KEY, TRIAL_KEY_START,
};

use crate::text::FileKind;

use super::Context;

/// What a text in the place of a product key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// What a sample has in the place of a key.
    Placeholder,
    /// The key of the organization whose key everybody may try.
    Demo,
    /// It begins as keys for a limited time do.
    Trial,
    /// A key, or a text that something else replaces by one.
    Other,
}

/// The constant product keys that code gives to the SDK, each with its place. In a text that explains code they stand for
/// the reader's own.
pub fn given(context: &Context<'_>, access: &Access) -> Vec<(ExprId, Box<str>)> {
    if context.source.kind == FileKind::Markdown {
        return Vec::new();
    }
    let inputs = context.inputs(access).values.iter();
    let keys = inputs.filter(|input| PRODUCT_KEYS.contains(&&*input.path));
    let branches = keys.flat_map(|input| input.branches.iter().copied());
    let constants = branches.filter_map(|branch| match context.model.constant(branch)? {
        Constant::Text(text) if !text.trim().is_empty() => Some((branch, text)),
        _ => None,
    });
    constants.collect()
}

/// What a text is; of several keys, the first that is none or ends soon.
#[must_use]
pub fn kind(text: &str) -> KeyKind {
    let text = text.trim();
    if is_template(text) {
        return KeyKind::Other;
    }
    if is_placeholder(text) {
        return KeyKind::Placeholder;
    }
    let keys = || text.split(';').map(str::trim);
    if keys().any(is_demo) {
        KeyKind::Demo
    } else if keys().any(|key| key.starts_with(TRIAL_KEY_START)) {
        KeyKind::Trial
    } else {
        KeyKind::Other
    }
}

/// What a server or a build puts a key in the place of.
fn is_template(text: &str) -> bool {
    let marks = ["<%", "%>", "<?", "?>", "{{", "}}", "{%", "%}", "${"];
    let has_island = marks.iter().any(|mark| text.contains(mark));
    has_island || text.starts_with(['@', '$', '%', '#', '{', '_'])
}

fn is_placeholder(text: &str) -> bool {
    let words: String = text.to_lowercase().chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect();
    let is_short = text.len() < SHORTEST_KEY;
    let blank = if is_short { "xxx" } else { "xxxxxx" };
    let is_in_brackets = text.find('<').is_some_and(|at| text[at..].contains('>'));
    KEY_PLACEHOLDERS.iter().any(|known| words.contains(known))
        || ["***", "..."].iter().any(|filler| text.contains(filler))
        || text.chars().all(|character| character == '*')
        || is_in_brackets
        || words.contains(blank)
        || (is_short && !KEY_STARTS.iter().any(|start| text.starts_with(start)))
}

/// A key of the licence server says in JSON whose it is.
fn is_demo(key: &str) -> bool {
    let Some(encoded) = key.strip_prefix(SERVER_KEY_START) else { return false };
    let encoded = encoded.trim_start_matches(|digit: char| digit.is_ascii_digit()).trim_end_matches('=');
    let Ok(decoded) = STANDARD_NO_PAD.decode(encoded) else { return false };
    let Ok(content) = serde_json::from_slice::<serde_json::Value>(&decoded) else { return false };
    match &content["organizationID"] {
        serde_json::Value::String(organization) => organization == DEMO_ORGANIZATION,
        serde_json::Value::Number(organization) => organization.to_string() == DEMO_ORGANIZATION,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_keys() {
        for text in [
            "YOUR-PRODUCT-KEY",
            "your_license_key_goes_here",
            "****",
            "t0076******",
            "f00***;f00***",
            "<your key>",
            "DLS2<public demo key>",
            "t0068...",
            "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxx",
            "LICENSE-KEY",
        ] {
            assert_eq!(kind(text), KeyKind::Placeholder, "{text}");
        }
        for text in
            ["<%= key %>", "{{ key }}", "@Model.Key", "__DWT_KEY__", "#{DwtKey}#", "%DWT_KEY%", "${KEY}", ") }}"]
        {
            assert_eq!(kind(text), KeyKind::Other, "{text}");
        }
    }

    #[test]
    fn keys_for_a_limited_time_are_known_by_how_they_begin() {
        let trial = format!("t0076{}", "A1b+/".repeat(20));
        let full = format!("f0068{}", "A1b+/".repeat(20));
        assert_eq!(kind(&trial), KeyKind::Trial);
        assert_eq!(kind(&full), KeyKind::Other);
        assert_eq!(kind(&format!("{full};{trial}")), KeyKind::Trial);
    }

    #[test]
    fn keys_of_the_licence_server_say_whose_they_are() {
        let key = |json: &str| format!("DLS2{}", STANDARD_NO_PAD.encode(json));
        assert_eq!(kind(&key(r#"{"organizationID":"200001"}"#)), KeyKind::Demo);
        assert_eq!(kind(&format!("{}=", key(r#"{"handshakeCode":"a","organizationID":200001}"#))), KeyKind::Demo);
        assert_eq!(kind(&key(r#"{"organizationID":"100200300"}"#)), KeyKind::Other);
        assert_eq!(kind("DLS2eyJicm9rZW4iOiIyMDAwMDEi"), KeyKind::Other);
    }
}
