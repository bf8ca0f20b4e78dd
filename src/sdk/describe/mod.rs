//! What is known of a thing of the SDK as a short Markdown text, for hovers and for `explain`.

mod code;
mod enumeration;
mod event;
mod meaning;
mod member;
mod notes;

pub use code::code_markdown;
pub use enumeration::{enum_member_markdown, enumeration_markdown, enumeration_paths};
pub use event::event_markdown;
pub use member::{form_markdown, member_headline, member_markdown, signature};
