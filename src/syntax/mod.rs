//! Where code lives in a host file, and its syntax trees.
//!
//! Each piece of code is parsed by included range over the host text, so that offsets are the host's; only attribute
//! values with entities have a text of their own, and [`Code`] knows the way back.

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod allocator;
mod chunks;
mod code;
mod comment_place;
mod component;
mod cover;
mod document;
mod grammar;
mod html;
mod islands;
mod markdown;
mod memory;
mod mention;
mod page;
mod parse;
mod piece;
mod place;
mod recover;
mod region;
mod script_type;

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub use allocator::allocate_by_jemalloc;
pub use code::Code;
pub use comment_place::{CommentPlace, comment_place};
pub use cover::COVER;
pub use document::{Document, TemplateElement, TemplateScope, read, script_sources};
pub use grammar::Grammar;
pub use memory::{Memory, read_again};
pub use mention::{bytes_mention_sdk, mentions_sdk};
pub use parse::Parsed;
pub use region::{Region, Role};
