use super::receiver::{Receiver, receiver};
use super::support::{Support, earliest, support};
use super::tables::{EVENTS, EventRow, doc_address, list, optional_text, text};
use crate::sdk::{Platform, SdkVersion};
use crate::text::nearest;

/// An event that handlers are registered for by name, by the documentation: the types take any text.
#[derive(Clone, Copy)]
pub struct Event {
    row: &'static EventRow,
}

/// The event of this exact name that a method registers handlers for: `WebTwain.RegisterEvent`, `WebTwain.Viewer.on`.
#[must_use]
pub fn event(method: &str, name: &str) -> Option<Event> {
    events_of(method).find(|event| event.name() == name)
}

/// The events that a method registers handlers for; none for a method that registers none.
pub fn events_of(method: &str) -> impl Iterator<Item = Event> {
    events().filter(move |event| event.method() == method)
}

pub fn events() -> impl ExactSizeIterator<Item = Event> {
    EVENTS.iter().map(|row| Event { row })
}

/// The event names most like a misspelt one, best first.
#[must_use]
pub fn nearest_event(method: &str, name: &str) -> Vec<&'static str> {
    nearest(name, events_of(method).map(Event::name))
}

impl Event {
    #[must_use]
    pub fn name(self) -> &'static str {
        text(self.row.name)
    }

    /// The method that registers handlers for it: type and name.
    #[must_use]
    pub fn method(self) -> &'static str {
        text(self.row.target)
    }

    /// When it happens, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        optional_text(self.row.description).unwrap_or_default()
    }

    /// Where the official reference of today describes it.
    #[must_use]
    pub fn docs_url(self) -> Option<String> {
        doc_address(self.row.page)
    }

    /// What a handler is called with: each name, and the type where the documentation says it.
    pub fn params(self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let names = list(self.row.names).into_iter().flatten();
        let types = list(self.row.types).into_iter().flatten();
        names.zip(types.map(|text| (!text.is_empty()).then_some(text)))
    }

    /// The types of the SDK among [`Self::params`], each by its place.
    pub fn param_receivers(self) -> impl Iterator<Item = (usize, Receiver)> {
        self.params().enumerate().filter_map(|(at, (_, type_text))| Some((at, receiver(type_text?)?)))
    }

    /// Whether the documentation of today still has it.
    #[must_use]
    pub fn is_current(self) -> bool {
        self.row.current
    }

    /// The version that brought it, where the documentation says.
    #[must_use]
    pub fn since(self) -> Option<SdkVersion> {
        earliest(self.row.platforms)
    }

    #[must_use]
    pub fn support(self, platform: Platform) -> Support {
        support(self.row.platforms, platform)
    }
}
