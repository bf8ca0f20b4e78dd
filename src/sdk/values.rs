//! Which values the SDK takes beyond their types, from `data/values.toml`.
//!
//! A place that takes a value is called by its path: a property or an option key `WebTwain.JPEGQuality`, an argument of
//! a method by its position from 0 `WebTwain.SetUploadSegment(1)`.

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The numbers that places take.
#[derive(Debug)]
pub struct Range {
    pub of: &'static [&'static str],
    /// The error codes that the SDK answers with.
    pub codes: &'static [i32],
    /// The ends of the range, which belong to it.
    pub least: Option<f64>,
    pub most: Option<f64>,
    /// Values out of the range that are right all the same.
    pub besides: &'static [f64],
    /// The values, where they are no range.
    pub only: &'static [f64],
    /// Whether the documentation only describes it and does not insist on it.
    pub is_typical: bool,
}

impl Range {
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        if !self.only.is_empty() {
            return self.only.contains(&number);
        }
        let is_within = self.least.is_none_or(|least| number >= least) && self.most.is_none_or(|most| number <= most);
        is_within || self.besides.contains(&number)
    }
}

/// The range of the numbers that a place takes.
#[must_use]
pub fn range(place: &str) -> Option<&'static Range> {
    RANGES.iter().find(|range| range.of.contains(&place))
}

/// The lowest version of PDF that has a compression.
#[must_use]
pub fn pdf_version_needed(enumeration: &str, member: &str) -> Option<&'static str> {
    let is_it = |path: &str| path.split_once('.') == Some((enumeration, member));
    PDF_VERSION_NEEDED.iter().find(|(path, _)| is_it(path)).map(|(_, version)| *version)
}

/// Whether browsers keep a header to themselves.
#[must_use]
pub fn is_protected_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PROTECTED_HEADERS.contains(&name.as_str()) || PROTECTED_HEADER_STARTS.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sdk::SdkVersion;
    use crate::sdk::api::{Member, MemberKind, enumeration, receiver};

    fn member(path: &str) -> Option<Member> {
        let (on, name) = path.rsplit_once('.')?;
        receiver(on)?.member(name)
    }

    /// Whether a property, an option key or an argument has this path.
    fn is_place(path: &str) -> bool {
        if let Some(found) = member(path) {
            return found.all_forms().all(|form| form.kind() != MemberKind::Method);
        }
        let argument = path.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let Some((method, position)) = argument else { return false };
        let position: usize = position.parse().expect("a position");
        member(method).is_some_and(|method| method.all_forms().any(|form| form.params().nth(position).is_some()))
    }

    #[test]
    fn the_places_are_there() {
        let ranges = RANGES.iter().flat_map(|range| range.of);
        let places = ranges.chain(PASSWORDS).chain(HEADER_NAMES).chain(HEADER_KEYED);
        for place in places.chain(PRODUCT_KEYS).chain(ERROR_CODE_PROPERTIES) {
            assert!(is_place(place), "{place}");
        }
        for types in PDF_SETTINGS.iter().chain(PDF_SETTINGS_WITH_NUMBER) {
            assert!(receiver(types).is_some(), "{types}");
        }
        for method in ONE_HANDLER_METHODS {
            assert!(member(method).is_some(), "{method}");
        }
    }

    #[test]
    fn the_enumerations_are_there() {
        for name in FLAG_ENUMERATIONS.iter().chain(OPEN_ENUMERATIONS) {
            assert!(enumeration(name).is_some(), "{name}");
        }
        for path in PDF_COMPRESSIONS_WITH_QUALITY.iter().chain(PDF_VERSION_NEEDED.iter().map(|(path, _)| path)) {
            let (name, member) = path.split_once('.').expect("a path");
            assert!(enumeration(name).is_some_and(|known| known.member(member).is_some()), "{path}");
        }
    }

    #[test]
    fn the_versions_are_versions() {
        for (_, version) in PDF_ARCHIVAL {
            assert!(version.parse::<SdkVersion>().is_ok(), "{version}");
        }
        assert!(PDF_VERSION_NEEDED.iter().all(|(_, version)| PDF_VERSIONS.contains(version)));
    }

    #[test]
    fn ranges_hold_their_ends_and_what_stands_besides() {
        let transfers = range("WebTwain.XferCount").expect("a range");
        assert!([-1.0, 1.0, 32767.0].iter().all(|&number| transfers.contains(number)));
        assert!(![-2.0, 0.0, 32768.0].iter().any(|&number| transfers.contains(number)));
        let depths = range("WebTwain.ChangeBitDepth(1)").expect("a range");
        assert!(depths.contains(24.0) && !depths.contains(16.0));
        assert!(range("WebTwain.ChangeBitDepth(0)").is_none());
    }

    #[test]
    fn protected_headers_are_known_in_any_case() {
        assert!(is_protected_header("Cookie") && is_protected_header("SEC-fetch-mode"));
        assert!(!is_protected_header("X-Tenant-Id") && !is_protected_header("second"));
    }
}
