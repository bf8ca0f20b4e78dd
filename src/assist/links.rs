//! What places of a text lead to.

use crate::rules::{self, Rule};
use crate::sdk::api;
use crate::text::Span;

use super::Index;
use super::slot::{Slot, Thing};

/// What a place leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A page of the web, and what it tells.
    Page { address: String, title: String },
    /// A script, by its address in the page.
    Script(Box<str>),
    /// A folder, by its address.
    Folder(Box<str>),
}

impl Index {
    /// Everything in the text that leads somewhere.
    #[must_use]
    pub fn links(&self, text: &str) -> Vec<(Span, Goal)> {
        let pages = self.slots().iter().filter_map(|&(span, slot)| Some((span, page(slot, text, span)?)));
        let scripts = self.anchors.scripts.iter().map(|(address, span)| (*span, Goal::Script(address.clone())));
        let folders = self.anchors.resources.iter().map(|span| (*span, Goal::Folder(span.of(text).into())));
        pages.chain(scripts).chain(folders).collect()
    }
}

fn page(slot: Slot, text: &str, span: Span) -> Option<Goal> {
    if !matches!(slot, Slot::Rule | Slot::Code { is_compared: true, .. }) {
        return None;
    }
    match slot.thing(text, span)? {
        Thing::Rule(rule) => Some(rule_page(rule)),
        Thing::Code(_) => {
            Some(Goal::Page { address: api::codes_page(), title: "The error codes of the SDK".to_owned() })
        }
        _ => None,
    }
}

/// The page of the rule with this name.
#[must_use]
pub fn page_of_rule(name: &str) -> Option<Goal> {
    rules::find(name).map(rule_page)
}

fn rule_page(rule: &Rule) -> Goal {
    Goal::Page { address: rule.url(), title: format!("About {}", rule.id) }
}
