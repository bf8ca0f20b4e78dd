//! The systems that the SDK runs on.

/// A system that the scanning application's users have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Platform {
    Windows,
    /// Every scanner interface of macOS.
    MacOs,
    MacOsTwain,
    MacOsIca,
    Linux,
}

impl Platform {
    pub const ALL: [Self; 5] = [Self::Windows, Self::MacOs, Self::MacOsTwain, Self::MacOsIca, Self::Linux];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macos",
            Self::MacOsTwain => "macos-twain",
            Self::MacOsIca => "macos-ica",
            Self::Linux => "linux",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.name() == name)
    }
}
