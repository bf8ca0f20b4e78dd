use super::tables::{PLATFORMS, row};
use crate::sdk::{Platform, SdkVersion};

/// Since when something works on a platform, by the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// The documentation says nothing.
    Unknown,
    Never,
    /// Zero for every version.
    Since(SdkVersion),
}

/// The columns of the table, in their order.
#[derive(Clone, Copy)]
enum Column {
    Windows,
    WindowsWia,
    MacOs,
    MacOsTwain,
    MacOsIca,
    MacOsEscl,
    Linux,
}

/// What a row of the table says of a platform. A platform with several scanner interfaces has what one of them has.
pub(super) fn support(number: u16, platform: Platform) -> Support {
    let Some(columns) = row(PLATFORMS, number) else { return Support::Unknown };
    let of = |column: Column| columns[column as usize];
    let either = |first: Column, second: Column| match of(first) {
        Support::Unknown => of(second),
        known => known,
    };
    match platform {
        Platform::Windows => best(&[of(Column::Windows), of(Column::WindowsWia)]),
        Platform::MacOs => best(&[Column::MacOs, Column::MacOsTwain, Column::MacOsIca, Column::MacOsEscl].map(of)),
        Platform::MacOsTwain => either(Column::MacOsTwain, Column::MacOs),
        Platform::MacOsIca => either(Column::MacOsIca, Column::MacOs),
        Platform::Linux => of(Column::Linux),
    }
}

fn best(all: &[Support]) -> Support {
    let since = all.iter().filter_map(|support| match support {
        Support::Since(version) => Some(*version),
        Support::Never | Support::Unknown => None,
    });
    match since.min() {
        Some(version) => Support::Since(version),
        None if all.contains(&Support::Never) => Support::Never,
        None => Support::Unknown,
    }
}

/// The earliest version on any platform.
pub(super) fn earliest(number: u16) -> Option<SdkVersion> {
    match best(row(PLATFORMS, number)?) {
        Support::Since(version) => Some(version),
        Support::Never | Support::Unknown => None,
    }
}
