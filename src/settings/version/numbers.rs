//! Version numbers as package managers write them.

use nodejs_semver::{Range, Version};

use crate::sdk::SdkVersion;

/// A published version, without what its author tagged it with: `18.5.0-patch-20240517` is 18.5.0.
pub(super) fn published(text: &str) -> Option<SdkVersion> {
    let numbers = text.split(['-', '+']).next().unwrap_or_default();
    numbers.parse().ok().filter(is_real)
}

/// Package managers give a package that they know no version of the version 0.0.0.
fn is_real(version: &SdkVersion) -> bool {
    version.major > 0
}

/// The versions that a `package.json` allows.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    range: Range,
    pub minimum: SdkVersion,
}

impl Allowed {
    /// `None` for what is no range of versions, such as a tag, a folder or an address, and for one without a minimum.
    pub fn read(text: &str) -> Option<Self> {
        const LONGEST: usize = 100;
        let is_range = |text: &str| text.len() <= LONGEST && !text.contains([':', '/']);
        let range = Range::parse(Some(text).filter(|text| is_range(text))?).ok()?;
        let minimum = sdk_version(&range.min_version()?).filter(is_real)?;
        Some(Self { range, minimum })
    }

    pub fn allows(&self, version: SdkVersion) -> bool {
        let patch = version.patch.unwrap_or_default();
        self.range.satisfies(&Version::from((version.major.into(), version.minor.into(), u64::from(patch))))
    }
}

fn sdk_version(version: &Version) -> Option<SdkVersion> {
    let number = |number: u64| u16::try_from(number).ok();
    let (major, minor) = (number(version.major())?, number(version.minor())?);
    Some(SdkVersion { major, minor, patch: Some(number(version.patch())?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_gives_its_minimum() {
        for (range, minimum) in [
            ("18.4.2", "18.4.2"),
            ("^18.4.2", "18.4.2"),
            ("~18.4", "18.4.0"),
            ("18.x", "18.0.0"),
            ("=v17.2.5", "17.2.5"),
            (">=17.2 <19", "17.2.0"),
            (">17.2.5", "17.2.6"),
            ("17.1.7 - 18.4.2", "17.1.7"),
            ("19 || ^17.3.0", "17.3.0"),
            ("18.5.0-patch-20240517", "18.5.0"),
        ] {
            let allowed = Allowed::read(range).unwrap_or_else(|| panic!("{range}"));
            assert_eq!(allowed.minimum.to_string(), minimum, "{range}");
        }
    }

    #[test]
    fn what_has_no_minimum_says_nothing() {
        for text in [
            "",
            "*",
            "x",
            "latest",
            "next",
            "<19",
            "workspace:*",
            "workspace:^18.0.0",
            "catalog:",
            "file:../dwt-18.4.2",
            "../dwt",
            "link:./dwt",
            "git+ssh://git@example.com/dwt.git#18.4.2",
            "owner/dwt#18.4.2",
            "https://example.com/dwt-18.4.2.tgz",
            "99999999.0.0",
            "18.4.2.1.1.1 ^^ ((",
        ] {
            assert!(Allowed::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn tags_are_no_part_of_a_published_version() {
        assert_eq!(published("18.5.0-patch-20240517").map(|version| version.to_string()), Some("18.5.0".to_owned()));
        assert_eq!((published("0.0.0-use.local"), published("link:../dwt"), published("")), (None, None, None));
    }
}
