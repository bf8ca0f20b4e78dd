use std::fmt;
use std::str::FromStr;

/// A version of the SDK such as 19.3 or 18.4.1. Missing parts are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SdkVersion {
    pub major: u16,
    pub minor: u16,
    pub patch: u16,
}

impl SdkVersion {
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor, patch: 0 }
    }
}

impl FromStr for SdkVersion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || format!("`{text}` is not an SDK version: write it like 19.3 or 18.4.1");
        let mut parts = [0; 3];
        let mut given = text.split('.');
        for part in &mut parts {
            let Some(digits) = given.next() else { break };
            *part = digits.parse().map_err(|_| bad())?;
        }
        if text.is_empty() || given.next().is_some() {
            return Err(bad());
        }
        Ok(Self { major: parts[0], minor: parts[1], patch: parts[2] })
    }
}

impl fmt::Display for SdkVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        if self.patch != 0 {
            write!(f, ".{}", self.patch)?;
        }
        Ok(())
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
        for bad in ["", "x", "1.2.3.4", "18.", "-1"] {
            assert!(version(bad).is_err(), "{bad}");
        }
    }
}
