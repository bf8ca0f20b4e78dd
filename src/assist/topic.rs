use std::fmt;

use super::Thing;
use crate::rules;
use crate::sdk::{api, codes, snippets};

/// What is told of a thing, by name: to be asked for later, when the text may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Type and name.
    Member(&'static str, &'static str),
    Enumeration(&'static str),
    EnumMember(&'static str, &'static str),
    /// The method that registers handlers, and the name.
    Event(&'static str, &'static str),
    Code(i64),
    Rule(&'static str),
    Snippet(&'static str),
}

impl Topic {
    /// Reads what was written by [`fmt::Display`].
    #[must_use]
    pub fn thing(written: &str) -> Option<Thing<'static>> {
        let mut words = written.split(' ');
        let (kind, of) = (words.next()?, words.next()?);
        match kind {
            "member" => api::receiver(of)?.member(words.next()?).map(Thing::Member),
            "enumeration" => api::enumeration(of).map(Thing::Enumeration),
            "enum-member" => {
                let of = api::enumeration(of)?;
                of.member(words.next()?).map(|member| Thing::EnumMember(of, member))
            }
            "event" => api::event(of, words.next()?).map(Thing::Event),
            "code" => codes::lookup(of.parse().ok()?).map(Thing::Code),
            "snippet" => snippets::snippet(of).map(Thing::Snippet),
            "rule" => rules::find(of).map(Thing::Rule),
            _ => None,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(on, name) => write!(f, "member {on} {name}"),
            Self::Enumeration(name) => write!(f, "enumeration {name}"),
            Self::EnumMember(of, name) => write!(f, "enum-member {of} {name}"),
            Self::Event(method, name) => write!(f, "event {method} {name}"),
            Self::Code(value) => write!(f, "code {value}"),
            Self::Snippet(label) => write!(f, "snippet {label}"),
            Self::Rule(id) => write!(f, "rule {id}"),
        }
    }
}
