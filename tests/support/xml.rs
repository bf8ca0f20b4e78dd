//! What an XML report is made of.

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element of a document.
pub struct Element {
    /// Its name, behind those that it stands in: `testsuites/testsuite`.
    pub path: String,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("{} has no {name}", self.path)).1
    }
}

/// In order. The text must be well-formed.
pub fn elements(text: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(text);
    let (mut path, mut found) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("well-formed XML");
        if let Event::Start(element) | Event::Empty(element) = &event {
            path.push(element.name().as_ref().to_owned());
            let attributes = element.attributes().map(|it| {
                let it = it.expect("an attribute");
                (it.key.as_ref().to_owned(), it.value.into_owned())
            });
            found.push(Element { path: path.join("/"), attributes: attributes.collect() });
        }
        match event {
            Event::Empty(_) | Event::End(_) => drop(path.pop()),
            Event::Eof => return found,
            _ => {}
        }
    }
}
