//! Text and positions: byte spans, line tables, decoding, and the source file that every later stage reads.

mod boundary;
mod decode;
mod file_kind;
mod line_end;
mod line_index;
mod nearest;
mod source;
mod span;

pub use boundary::char_boundary;
pub use decode::{DecodeError, MAX_BYTES, decode};
pub use file_kind::{FileKind, Template};
pub use line_end::line_end;
pub use line_index::{Encoding, LineColumn, LineIndex};
pub use nearest::{certain, did_you_mean, nearest};
pub use source::Source;
pub use span::Span;
