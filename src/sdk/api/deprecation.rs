use super::release::Release;
use super::tables::{DEPRECATIONS, list, row, set};
use crate::sdk::SdkVersion;

/// That something should no longer be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// `None` where no version is named.
    pub since: Option<SdkVersion>,
    /// What to use instead: mostly names of members, by the path from the instance.
    pub replacement: Vec<&'static str>,
}

impl Deprecation {
    /// With a date it holds from then on, even if the note came later; without one, where the types say so.
    pub(super) fn read(number: u16, release: Release) -> Option<Self> {
        let row = row(DEPRECATIONS, number)?;
        let holds = match row.since {
            Some(since) => since <= release.version(),
            None => release.is_in(set(row.set)),
        };
        let replacement = || list(row.replacement).into_iter().flatten().collect();
        holds.then(|| Self { since: row.since, replacement: replacement() })
    }
}

/// That the types no longer have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The first version without it.
    pub version: SdkVersion,
    /// Whether it is gone. Otherwise it is merely no longer spoken of, and may still work.
    pub is_certain: bool,
    pub replacement: Option<&'static str>,
}
