//! What is known of the functions that JavaScript and browsers bring along.

/// Methods that call their argument for each element, at once.
pub(super) fn is_iteration(method: &str) -> bool {
    matches!(
        method,
        "forEach" | "map" | "filter" | "some" | "every" | "find" | "findIndex" | "reduce" | "flatMap" | "each"
    )
}

pub(super) fn is_conversion(function: &str) -> bool {
    matches!(function, "Number" | "parseInt" | "parseFloat" | "String" | "Boolean")
}

/// Methods that give the same for the same, and change nothing.
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
    )
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
