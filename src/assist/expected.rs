use crate::sdk::api::{self, Enumeration, Form, Member, Param, Receiver};
use crate::sdk::semantics;

/// What is wanted of a value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Expected {
    pub options: Option<Receiver>,
    pub enumeration: Option<Enumeration>,
    /// The id of an element of the page, or of an instance.
    pub is_container: bool,
}

impl Expected {
    pub fn of_param(param: Param) -> Option<Self> {
        let enumeration = only_enumeration(param.type_text());
        let is_container = semantics::is_container_key(param.name());
        let expected = Self { options: param.gives(), enumeration, is_container };
        expected.is_something().then_some(expected)
    }

    /// By the newest type that says something.
    pub fn of_property(member: Member) -> Option<Self> {
        let enumeration = member.all_forms().rev().find_map(enumeration_of);
        let options = member.all_forms().rev().find_map(Form::gives);
        let is_container = semantics::is_container_key(member.name());
        let expected = Self { options, enumeration, is_container };
        expected.is_something().then_some(expected)
    }

    fn is_something(&self) -> bool {
        self.options.is_some() || self.enumeration.is_some() || self.is_container
    }
}

/// The enumeration that a property is of.
pub(super) fn enumeration_of(form: Form) -> Option<Enumeration> {
    only_enumeration(form.type_text())
}

/// The one enumeration among the alternatives of a type such as `EnumDWT_PixelType | number`.
fn only_enumeration(type_text: &str) -> Option<Enumeration> {
    if type_text.contains("=>") {
        return None;
    }
    let names = type_text.split('|').map(|part| part.trim().trim_end_matches("[]"));
    let mut found = names.filter_map(|name| api::enumeration(name.rsplit('.').next().unwrap_or(name)));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
