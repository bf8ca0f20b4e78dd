use std::fmt;
use std::str::FromStr;

/// A version of the SDK such as 18.4.1. One without a patch number, such as 19.3, is in a program the newest patch of it,
/// for that is what an installer makes of it; as the version that brought something it is the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SdkVersion {
    pub major: u16,
    pub minor: u16,
    /// `None` sorts before every patch.
    pub patch: Option<u16>,
}

impl SdkVersion {
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor, patch: None }
    }

    /// Whether a program with this version has what came with `since`.
    #[must_use]
    pub fn is_at_least(self, since: Self) -> bool {
        let is_newest_patch = self.patch.is_none() && (self.major, self.minor) == (since.major, since.minor);
        is_newest_patch || self >= since
    }
}

impl FromStr for SdkVersion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || format!("`{text}` is not an SDK version: write it like 19.3 or 18.4.1");
        // A number may have a sign for the parser, and none here.
        if text.contains('+') {
            return Err(bad());
        }
        let parts: Vec<u16> = text.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| bad())?;
        match *parts.as_slice() {
            [major] => Ok(Self::new(major, 0)),
            [major, minor] => Ok(Self::new(major, minor)),
            [major, minor, patch] => Ok(Self { major, minor, patch: Some(patch) }),
            _ => Err(bad()),
        }
    }
}

impl fmt::Display for SdkVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        self.patch.map_or(Ok(()), |patch| write!(f, ".{patch}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_ordered() {
        let version = |text: &str| text.parse::<SdkVersion>();
        assert!(version("18.4") < version("18.4.1") && version("9.2") < version("18.4"));
        assert_eq!(version("19").map(|v| v.to_string()), Ok("19.0".to_owned()));
        assert_eq!(version("19.3.0").map(|v| v.to_string()), Ok("19.3.0".to_owned()));
        for bad in ["", "x", "1.2.3.4", "18.", "-1", "+1.0", "1.99999"] {
            assert!(version(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_version_without_a_patch_has_every_patch() {
        for (program, since, has) in [
            ("19.3", "19.3.2", true),
            ("19.3", "19.3", true),
            ("19.3.0", "19.3", true),
            ("19.3.0", "19.3.2", false),
            ("19.2", "19.3", false),
            ("19.4", "19.3.2", true),
        ] {
            let [program, since] = [program, since].map(|text| text.parse::<SdkVersion>().expect("a version"));
            assert_eq!(program.is_at_least(since), has, "{program} {since}");
        }
    }
}
