use super::form::{Form, Param};

/// What is known of an argument before anything runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    Function,
    /// A literal, or another value that is no function.
    Value,
    /// `null` or `undefined`: as if it were not there.
    Nothing,
    Unknown,
}

impl Form {
    /// Whether a call with these arguments may mean this form of a method.
    #[must_use]
    pub fn fits(self, arguments: &[ArgumentKind]) -> bool {
        self.takes_count(arguments) && self.first_misfit(arguments).is_none()
    }

    /// Whether it takes so many arguments; those that say nothing at the end do not count.
    #[must_use]
    pub fn takes_count(self, arguments: &[ArgumentKind]) -> bool {
        let said = arguments.iter().rposition(|kind| *kind != ArgumentKind::Nothing).map_or(0, |last| last + 1);
        let (fewest, most) = self.arity();
        arguments.len() >= fewest && most.is_none_or(|most| said <= most)
    }

    /// The position of the first argument that is a function where none is taken, or the other way round.
    #[must_use]
    pub fn first_misfit(self, arguments: &[ArgumentKind]) -> Option<usize> {
        let mut pairs = self.params().zip(arguments).enumerate();
        pairs.find(|(_, (param, kind))| !param.takes(**kind)).map(|(at, _)| at)
    }
}

impl Param {
    /// Whether it may be given such an argument.
    #[must_use]
    pub fn takes(self, kind: ArgumentKind) -> bool {
        let is_open = matches!(self.type_text(), "any" | "object" | "unknown") || self.is_rest();
        match kind {
            ArgumentKind::Nothing | ArgumentKind::Unknown => true,
            _ if is_open => true,
            ArgumentKind::Function => self.takes_function(),
            ArgumentKind::Value => !self.takes_function() || self.type_text().contains('|'),
        }
    }

    /// Whether it is there for a function that is called back.
    #[must_use]
    pub fn takes_function(self) -> bool {
        self.callback().is_some() || self.type_text().contains("Function")
    }
}

#[cfg(test)]
mod tests {
    use crate::sdk::api::{Release, receiver};

    use super::ArgumentKind::{self, Function, Nothing, Unknown, Value};

    fn fitting(member: &str, arguments: &[ArgumentKind]) -> usize {
        let member = receiver("WebTwain").and_then(|on| on.member(member)).expect("a member");
        member.forms(Release::newest()).filter(|form| form.fits(arguments)).count()
    }

    #[test]
    fn overloads_are_told_apart_by_number_and_kind() {
        assert_eq!(fitting("LoadImageFromBase64Binary", &[Value, Function, Function]), 0);
        assert_eq!(fitting("LoadImageFromBase64Binary", &[Value, Value, Function, Function]), 1);
        assert_eq!(fitting("AcquireImage", &[Value, Function]), 1);
        assert_eq!(fitting("AcquireImage", &[Function, Function]), 1);
        assert!(fitting("AcquireImage", &[Unknown]) > 1);
        assert_eq!(fitting("AcquireImage", &[Value, Value, Function]), 0);
        assert!(fitting("AcquireImage", &[Unknown, Unknown, Unknown, Nothing]) > 0);
        assert_eq!(fitting("AcquireImage", &[Unknown, Unknown, Unknown, Unknown]), 0);
    }
}
