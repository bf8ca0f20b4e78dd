//! What is written into the text beside numbers: what they stand for.

use crate::sdk::codes::{self, CodeMatch};
use crate::text::Span;

use super::{Index, Slot, Thing};

/// The kinds of hints, and which are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintKinds {
    /// Messages of error codes that something is compared with.
    pub codes: bool,
    /// Names of members of enumerations.
    pub enums: bool,
}

/// A word behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where the number ends.
    pub offset: usize,
    pub text: String,
}

/// Longer messages are cut.
const LONGEST: usize = 60;

impl Index {
    /// The hints of the numbers in a part of the text.
    #[must_use]
    pub fn hints(&self, text: &str, part: Span, kinds: HintKinds) -> Vec<Hint> {
        let slots = self.slots_in(part).iter();
        let hint = |&(span, slot): &(Span, Slot)| {
            let text = hint(slot, text, span, kinds)?;
            Some(Hint { offset: span.end as usize, text })
        };
        slots.filter_map(hint).collect()
    }
}

fn hint(slot: Slot, text: &str, span: Span, kinds: HintKinds) -> Option<String> {
    match slot {
        Slot::Code { value: Some(value), is_compared: true } if kinds.codes => Some(message(&codes::lookup(value)?)),
        Slot::EnumValue { .. } if kinds.enums => match slot.thing(text, span)? {
            Thing::EnumMember(_, member) => Some(member.name().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// What the SDK says, or what happened where it says nothing, in few words.
fn message(found: &CodeMatch) -> String {
    let whole = found.code.current_messages().next().map_or(found.code.cause, |message| message.text);
    let sentence = whole.split(". ").next().unwrap_or(whole).trim_end_matches('.');
    match sentence.char_indices().nth(LONGEST) {
        None => sentence.to_owned(),
        Some((end, _)) => {
            let cut = &sentence[..end];
            let words = cut.rfind(' ').map_or(cut, |space| &cut[..space]);
            format!("{words}…")
        }
    }
}
