use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

pub(super) type XmlWriter = Writer<Vec<u8>>;

/// A document with what `write` puts into it. Writing to memory cannot fail.
pub(super) fn document(write: impl FnOnce(&mut XmlWriter) -> io::Result<()>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written =
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut writer));
    let text = written.ok().and_then(|()| String::from_utf8(writer.into_inner()).ok());
    text.unwrap_or_default() + "\n"
}
