use super::receiver::{Receiver, receiver};

/// A value of a type of the SDK, as the declarations speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub receiver: Receiver,
    pub shape: Shape,
}

/// How many values there are, and whether they are there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    One,
    Many,
    Promise,
    PromiseOfMany,
}

impl Given {
    /// `None` for a type that may as well be something else: `ScanSetup | string`.
    pub(super) fn of(receiver: Receiver, type_text: &str) -> Option<Self> {
        let promised = type_text.strip_prefix("Promise<").and_then(|rest| rest.strip_suffix('>'));
        let mut alternatives = alternatives(promised.unwrap_or(type_text));
        let only = alternatives.next()?;
        if alternatives.next().is_some() {
            return None;
        }
        let is_many = only.ends_with("[]") || only.starts_with("Array<");
        let shape = match (promised.is_some(), is_many) {
            (false, false) => Shape::One,
            (false, true) => Shape::Many,
            (true, false) => Shape::Promise,
            (true, true) => Shape::PromiseOfMany,
        };
        Some(Self { receiver, shape })
    }

    /// What the function of a type such as `(result: Base64Result, type: number) => void` is called with, at a position from 0.
    pub(super) fn in_call(function_type: &str, position: usize) -> Option<Self> {
        let params = parameters(function_type)?;
        let (_, type_text) = split_outside(params, ',').nth(position)?.split_once(':')?;
        let type_text = type_text.trim();
        let name = type_text.trim_end_matches("[]").trim();
        Self::of(receiver(name)?, type_text)
    }
}

/// The names of what a function of such a type is called with; `None` for a type that is no function's, or takes any number.
pub(super) fn parameter_names(function_type: &'static str) -> Option<Vec<&'static str>> {
    let params = split_outside(parameters(function_type)?, ',').map(str::trim).filter(|param| !param.is_empty());
    let names = params.map(|param| param.split_once(':').map(|(name, _)| name.trim_end_matches('?')));
    names.collect::<Option<Vec<_>>>().filter(|names| !names.iter().any(|name| name.starts_with(['.', '('])))
}

/// The members of a union but those that stand for nothing.
fn alternatives(type_text: &str) -> impl Iterator<Item = &str> {
    split_outside(type_text, '|').map(str::trim).filter(|part| !matches!(*part, "null" | "undefined" | ""))
}

/// The text between the first parentheses.
fn parameters(function_type: &str) -> Option<&str> {
    let inner = function_type.trim_start().strip_prefix('(')?;
    let mut depth = 0usize;
    for (at, character) in inner.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return inner.get(..at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Splits at a character where it stands in no bracket.
fn split_outside(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    text.split(move |character| {
        match character {
            '(' | '<' | '{' | '[' => depth += 1,
            ')' | '>' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == separator && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_is_read_from_the_type() {
        let device = receiver("Device").expect("a type");
        for (text, shape) in [
            ("Device", Some(Shape::One)),
            ("Device | null", Some(Shape::One)),
            ("Device[]", Some(Shape::Many)),
            ("Array<Device> | undefined", Some(Shape::Many)),
            ("Promise<Device>", Some(Shape::Promise)),
            ("Promise<Device[]>", Some(Shape::PromiseOfMany)),
            ("string | Device", None),
            ("Promise<string[] | Device[]>", None),
        ] {
            assert_eq!(Given::of(device, text).map(|given| given.shape), shape, "{text}");
        }
    }

    #[test]
    fn parameters_of_callbacks_are_found_by_place() {
        let text = "(done: (code: number) => void, result: Base64Result, all?: Device[],) => void";
        let at = |position| Given::in_call(text, position).map(|given| (given.receiver.name(), given.shape));
        assert_eq!(at(0), None);
        assert_eq!(at(1), Some(("Base64Result", Shape::One)));
        assert_eq!(at(2), Some(("Device", Shape::Many)));
        assert_eq!(at(3), None);
        assert_eq!(Given::in_call("any", 0), None);
    }

    #[test]
    fn parameters_of_handlers_have_names() {
        let text = "(job: Job, errorCode?: number,) => void";
        assert_eq!(parameter_names(text), Some(vec!["job", "errorCode"]));
        assert_eq!(parameter_names("() => void"), Some(vec![]));
        for other in ["boolean", "(...arg: any[]) => void", "((status: Status) => void) | undefined"] {
            assert_eq!(parameter_names(other), None, "{other}");
        }
    }
}
