//! The remarks that the texts of several kinds of things share.

use crate::sdk::api::{Deprecation, Removal, Support};
use crate::sdk::{Platform, SdkVersion};

pub fn bullets(items: impl IntoIterator<Item = Option<String>>) -> String {
    items.into_iter().flatten().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// "label: a, b", or nothing without an item.
pub fn labelled(label: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<_> = items.collect();
    if items.is_empty() { None } else { Some(format!("{label}: {}", items.join(", "))) }
}

/// A rule's id, with a link unless the address is empty.
pub fn rule_link(id: &str, url: &str) -> String {
    if url.is_empty() { format!("`{id}`") } else { format!("[`{id}`]({url})") }
}

/// The rules that speak of a thing, each by id and address.
pub fn rules(found: &[(&str, String)]) -> Option<String> {
    labelled("Rules", found.iter().map(|(id, url)| rule_link(id, url)))
}

pub fn documentation(url: Option<String>) -> Option<String> {
    url.map(|url| format!("Documentation: {url}"))
}

pub fn paragraphs(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

pub fn code_block(lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("```ts\n{}\n```", lines.join("\n")) }
}

/// "Deprecated since 18.2: use `a` or `b`".
pub fn deprecated(found: &Deprecation) -> String {
    let since = found.since.map_or(String::new(), |since| format!(" since {since}"));
    let instead: Vec<String> = found.replacement.iter().map(|name| replacement(name)).collect();
    let instead = if instead.is_empty() { String::new() } else { format!(": use {}", instead.join(" or ")) };
    format!("Deprecated{since}{instead}")
}

pub fn removed(found: &Removal) -> String {
    let gone = if found.is_certain {
        format!("Removed in {}", found.version)
    } else {
        format!("No longer in the types since {}, where it may still work", found.version)
    };
    let instead = found.replacement.map_or(String::new(), |name| format!(": use {}", replacement(name)));
    format!("{gone}{instead}")
}

/// A name is marked as code, a phrase is not.
fn replacement(text: &str) -> String {
    if text.contains(' ') { text.to_owned() } else { format!("`{text}`") }
}

/// "Platforms: Windows (10.1), macOS (11.0), not on Linux", or nothing where the documentation says nothing.
pub fn platforms(support: impl Fn(Platform) -> Support) -> Option<String> {
    let (twain, ica) = (support(Platform::MacOsTwain), support(Platform::MacOsIca));
    let mac = if twain == ica {
        vec![("macOS", support(Platform::MacOs))]
    } else {
        vec![("macOS with a TWAIN driver", twain), ("macOS with an ICA driver", ica)]
    };
    let windows = std::iter::once(("Windows", support(Platform::Windows)));
    let linux = std::iter::once(("Linux", support(Platform::Linux)));
    labelled("Platforms", windows.chain(mac).chain(linux).filter_map(|(name, support)| on_platform(name, support)))
}

fn on_platform(name: &str, support: Support) -> Option<String> {
    match support {
        Support::Unknown => None,
        Support::Never => Some(format!("not on {name}")),
        Support::Since(SdkVersion { major: 0, .. }) => Some(name.to_owned()),
        Support::Since(version) => Some(format!("{name} ({version})")),
    }
}
