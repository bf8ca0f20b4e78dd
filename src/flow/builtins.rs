//! What is known of the functions that JavaScript and browsers bring along.

use std::sync::Arc;

use super::value::Value;

/// Methods that call their argument for each element, at once.
#[must_use]
pub fn is_iteration(method: &str) -> bool {
    matches!(
        method,
        "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex" | "reduce" | "flatMap" | "each"
    )
}

/// Functions that call their first argument in a later turn.
pub(super) fn is_timer(function: &str) -> bool {
    matches!(function, "setTimeout" | "setInterval" | "setImmediate" | "requestAnimationFrame" | "queueMicrotask")
}

/// Functions, and objects with functions, that change nothing of what they are given.
pub(super) fn only_reads(name: &str) -> bool {
    matches!(name, "console" | "JSON" | "alert") || is_conversion(name)
}

pub(super) fn is_conversion(function: &str) -> bool {
    matches!(function, "Number" | "parseInt" | "parseFloat" | "String" | "Boolean")
}

/// The page's element by a selector, whenever it is asked for.
pub(super) fn is_element_lookup(function: &str) -> bool {
    matches!(function, "$" | "jQuery")
}

/// Methods that give the same for the same, and change nothing: of strings, and what reads the page.
pub(super) fn is_pure_method(method: &str) -> bool {
    matches!(
        method,
        "indexOf"
            | "startsWith"
            | "endsWith"
            | "includes"
            | "toLowerCase"
            | "toUpperCase"
            | "trim"
            | "replace"
            | "substring"
            | "substr"
            | "slice"
            | "charAt"
            | "getElementById"
            | "querySelector"
            | "getAttribute"
            | "hasClass"
            | "is"
            | "prop"
            | "attr"
            | "val"
    )
}

/// What a method of a constant string gives.
pub(super) fn method_of_text(text: &str, method: &str, arguments: &[String]) -> Option<Value> {
    let argument = arguments.first().map_or("", String::as_str);
    let string = |text: &str| Some(Value::String(Arc::from(text)));
    match method {
        "indexOf" => Some(Value::Number(text.find(argument).map_or(-1.0, |at| at as f64))),
        "startsWith" => Some(Value::Bool(text.starts_with(argument))),
        "endsWith" => Some(Value::Bool(text.ends_with(argument))),
        "includes" => Some(Value::Bool(text.contains(argument))),
        "toLowerCase" => string(&text.to_lowercase()),
        "toUpperCase" => string(&text.to_uppercase()),
        "trim" => string(text.trim()),
        "replace" => string(&text.replacen(argument, arguments.get(1)?, 1)),
        "slice" | "substring" | "substr" => {
            let at = |index: usize| arguments.get(index).map(|argument| argument.parse::<i64>());
            let length = i64::try_from(text.len()).ok()?;
            let position = |at: i64| if at < 0 { length + at } else { at }.clamp(0, length) as usize;
            let start = position(at(0).unwrap_or(Ok(0)).ok()?);
            let end = position(at(1).unwrap_or(Ok(length)).ok()?);
            let is_plain = text.is_ascii() && start <= end && (method == "slice" || start == 0);
            if is_plain { string(&text[start..end]) } else { None }
        }
        _ => None,
    }
}

/// Functions of the browser and of common libraries that do not touch an instance.
pub(super) fn is_browser_function(name: &str) -> bool {
    matches!(
        name,
        "alert"
            | "confirm"
            | "prompt"
            | "setTimeout"
            | "setInterval"
            | "clearTimeout"
            | "clearInterval"
            | "fetch"
            | "$"
            | "jQuery"
            | "require"
            | "parseInt"
            | "parseFloat"
            | "isNaN"
            | "encodeURIComponent"
            | "decodeURIComponent"
            | "encodeURI"
            | "decodeURI"
            | "escape"
            | "unescape"
            | "requestAnimationFrame"
            | "queueMicrotask"
            | "structuredClone"
            | "Symbol"
            | "Array"
            | "Object"
            | "Date"
            | "Error"
            | "BigInt"
            | "eval"
            | "useState"
            | "useEffect"
            | "useRef"
            | "useCallback"
    )
}
