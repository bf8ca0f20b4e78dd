use crate::rules::{self, Rule};
use crate::sdk::api::{self, EnumMember, Enumeration, Event, Member, Receiver};
use crate::sdk::codes::{self, CodeMatch};
use crate::sdk::snippets::Snippet;
use crate::text::Span;

/// What may stand at a place of the code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slot {
    /// The name of a member of an object of the SDK.
    Member(Receiver),
    /// A key of an object of options.
    OptionKey(Receiver),
    /// The name of an enumeration.
    Enumeration,
    /// The name of a member of it.
    EnumMember(Enumeration),
    /// A value where one of the enumeration is wanted; the number that stands there, if one does.
    EnumValue { of: Enumeration, value: Option<i64> },
    /// The name of an event, by the method that registers handlers for it.
    Event { method: &'static str },
    /// An error code of the SDK; the number that stands there, if one does.
    Code { value: Option<i64>, is_compared: bool },
    /// The name of a rule in a suppression comment.
    Rule,
    /// The id of an element of the page, or of an instance.
    Container,
    /// A statement that is nothing but a name, as any is when it is begun.
    Statement,
}

/// What stands there.
#[derive(Clone, Copy, Debug)]
pub enum Thing<'a> {
    Member(Member),
    Enumeration(Enumeration),
    EnumMember(Enumeration, EnumMember),
    Event(Event),
    Code(CodeMatch),
    Rule(&'static Rule),
    Container(&'a str),
    Snippet(&'static Snippet),
}

impl Slot {
    /// Whether the SDK's type declarations say what may stand there, so that TypeScript's server offers it.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        matches!(self, Self::Member(_) | Self::OptionKey(_) | Self::Enumeration | Self::EnumMember(_))
    }

    /// What the text of the slot names; `None` for what is not known.
    #[must_use]
    pub fn thing<'a>(&self, text: &'a str, span: Span) -> Option<Thing<'a>> {
        let name = span.of(text);
        match *self {
            Self::Member(on) | Self::OptionKey(on) => match on.member(name) {
                Some(member) => Some(Thing::Member(member)),
                None => api::enumeration(name).map(Thing::Enumeration),
            },
            Self::Enumeration => api::enumeration(name).map(Thing::Enumeration),
            Self::EnumMember(of) => of.member(name).map(|member| Thing::EnumMember(of, member)),
            Self::EnumValue { of, value } => value_of(of, value?).map(|member| Thing::EnumMember(of, member)),
            Self::Event { method } => api::event(method, name).map(Thing::Event),
            Self::Code { value, .. } => codes::lookup(value?).map(Thing::Code),
            Self::Rule => rules::find(name).map(Thing::Rule),
            Self::Statement => None,
            Self::Container => (!name.is_empty()).then_some(Thing::Container(name)),
        }
    }
}

/// The member of an enumeration with this value, the newest where several have it.
fn value_of(of: Enumeration, value: i64) -> Option<EnumMember> {
    let has_it = |member: &EnumMember| member.newest_value() == api::Value::Number(value);
    of.members().filter(has_it).max_by_key(|member| member.last_release().version())
}

/// The span between quotes, which in an attribute may be written as entities.
pub(super) fn unquoted(text: &str, span: Span) -> Span {
    const QUOTES: [&str; 7] = ["\"", "'", "`", "&quot;", "&apos;", "&#39;", "&#34;"];
    let whole = span.of(text);
    let Some(quote) = QUOTES.into_iter().find(|quote| whole.starts_with(quote)) else { return span };
    let start = span.start as usize + quote.len();
    let is_closed = whole.len() >= 2 * quote.len() && whole.ends_with(quote);
    Span::new(start, if is_closed { span.end as usize - quote.len() } else { span.end as usize })
}
