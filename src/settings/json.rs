use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::path::Path;

use crate::text::{self, Encoding, LineIndex, Span};

use super::error::{ConfigPlace, ConfigProblem};

/// Comments and trailing commas are welcome, the rest of JSON5 is not.
pub(super) fn syntax() -> ParseOptions {
    ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// The text of a configuration file, and what was found wrong in it so far.
pub(super) struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    lines: LineIndex,
    pub problems: Vec<ConfigProblem>,
}

impl<'a> Reader<'a> {
    pub fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text, lines: LineIndex::new(text), problems: Vec::new() }
    }

    pub fn path(&self) -> &'a Path {
        self.path
    }

    pub fn parse(&mut self) -> Option<Value<'a>> {
        match parse_to_ast(self.without_mark(), &CollectOptions::default(), &syntax()) {
            Ok(parsed) => {
                if parsed.value.is_none() {
                    self.problem(Range { start: 0, end: 0 }, "the file is empty: `{}` sets nothing".into());
                }
                parsed.value
            }
            Err(error) => {
                self.problem(error.range(), format!("not valid JSON: {}", lowered(&error.kind().to_string())));
                None
            }
        }
    }

    /// The parser knows of no byte order mark; all its ranges count from behind it.
    fn without_mark(&self) -> &'a str {
        self.text.strip_prefix('\u{feff}').unwrap_or(self.text)
    }

    pub fn problem(&mut self, range: Range, message: String) {
        let mark = self.text.len() - self.without_mark().len();
        let span = Span::new(mark + range.start, mark + range.end);
        let place = self.lines.place(self.text, span.start as usize, Encoding::Utf16);
        let place = ConfigPlace { span, line: place.line + 1, column: place.column + 1 };
        self.problems.push(ConfigProblem { path: self.path.to_owned(), place: Some(place), message });
    }

    /// A name that is none of those that there are.
    pub fn unknown(&mut self, range: Range, what: &str, name: &str, known: &[&'static str]) {
        let guess = text::did_you_mean(&text::nearest(name, known.iter().copied()));
        let list = known.join(", ");
        self.problem(range, format!("unknown {what} `{name}`{guess} (known: {list})"));
    }

    pub fn object<'v>(&mut self, value: &'v Value<'a>, what: &str) -> Option<&'v Object<'a>> {
        let Value::Object(object) = value else {
            self.wrong_kind(value, what, "an object");
            return None;
        };
        for (index, property) in object.properties.iter().enumerate() {
            let name = property.name.as_str();
            if object.properties[..index].iter().any(|earlier| earlier.name.as_str() == name) {
                self.problem(property.name.range(), format!("`{name}` is set twice"));
            }
        }
        Some(object)
    }

    pub fn string<'v>(&mut self, value: &'v Value<'a>, what: &str) -> Option<&'v str> {
        if let Value::StringLit(string) = value {
            return Some(&string.value);
        }
        self.wrong_kind(value, what, "a string");
        None
    }

    /// The strings of an array, each with its place.
    pub fn strings<'v>(&mut self, value: &'v Value<'a>, what: &str) -> Option<Vec<(&'v str, Range)>> {
        let Value::Array(array) = value else {
            self.wrong_kind(value, what, "an array of strings");
            return None;
        };
        let each = format!("each of {what}");
        let strings = array.elements.iter().filter_map(|element| Some((self.string(element, &each)?, element.range())));
        Some(strings.collect())
    }

    pub fn wrong_kind(&mut self, value: &Value<'a>, what: &str, wanted: &str) {
        self.problem(value.range(), format!("{what} must be {wanted}, not {}", kind_of(value)));
    }
}

fn kind_of(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a string",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "a boolean",
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::NullKeyword(_) => "null",
    }
}

fn lowered(message: &str) -> String {
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
