//! What one folder says of the SDK's version.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::sdk::{SdkVersion, banner_version};

use super::lock::{self, LOCKS};
use super::package::{Asked, PACKAGE, asked};
use super::{FoundVersion, Origin};

/// Where the SDK's scripts usually are, seen from the pages that load them; frameworks serve what is in `public`.
const SCRIPT_FOLDERS: [&str; 6] =
    ["", "Resources", "resources", "dwt-resources", "public/Resources", "public/dwt-resources"];
/// The configuration comes last: it is often kept when the SDK is updated.
const SCRIPTS: [&str; 3] =
    ["dynamsoft.webtwain.min.js", "dynamsoft.webtwain.initiate.js", "dynamsoft.webtwain.config.js"];

const LARGEST_LOCK: u64 = 64 * 1024 * 1024;
const LARGEST_PACKAGE: u64 = 1024 * 1024;
/// The banner of a script fits in.
const SCRIPT_HEAD: u64 = 4 * 1024;

/// What a folder says. A file that cannot be read says nothing.
#[derive(Debug)]
pub(super) struct Evidence {
    sdk: Package,
    types: Package,
    /// By the banner of a script of the SDK.
    script: Option<FoundVersion>,
    /// It is the root of a repository: what lies above it is another project.
    pub is_root: bool,
}

/// One of the packages that tell the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageKind {
    Sdk,
    /// The types of the versions before 17, which most loaded from elsewhere.
    Types,
}

/// What a folder says of one package.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// The first lock file that knows it, and its versions there: another part of the project may have another one.
    locked: Option<(PathBuf, Vec<SdkVersion>)>,
    asked: Option<Asked>,
}

/// What a folder says by itself.
#[derive(Debug)]
pub(super) enum Statement {
    Version(FoundVersion),
    /// It asks for a package, and has no lock file that knows it.
    Asks(PackageKind, Asked),
}

impl PackageKind {
    fn name(self) -> &'static str {
        match self {
            Self::Sdk => "dwt",
            Self::Types => "@types/dwt",
        }
    }

    /// The version of the SDK that a version of the package is for: types have patches of their own.
    fn sdk_version(self, version: SdkVersion) -> SdkVersion {
        match self {
            Self::Sdk => version,
            Self::Types => SdkVersion::new(version.major, version.minor),
        }
    }
}

impl Evidence {
    pub fn of(folder: &Path) -> Self {
        let [mut sdk, mut types] = [Package::default(), Package::default()];
        let package_file = folder.join(PACKAGE);
        if let Some(text) = text_of(&package_file, LARGEST_PACKAGE) {
            sdk.asked = asked(&package_file, &text, PackageKind::Sdk.name());
            types.asked = asked(&package_file, &text, PackageKind::Types.name());
        }
        for (name, search) in LOCKS {
            let file = folder.join(name);
            let Some(text) = text_of(&file, LARGEST_LOCK) else { continue };
            for (package, kind) in [(&mut sdk, PackageKind::Sdk), (&mut types, PackageKind::Types)] {
                let versions = lock::versions(search, &text, kind.name());
                if package.locked.is_none() && !versions.is_empty() {
                    package.locked = Some((file.clone(), versions));
                }
            }
        }
        let script = scripts(folder).find_map(|file| script_version(&file));
        Self { sdk, types, script, is_root: folder.join(".git").exists() }
    }

    pub fn statement(&self) -> Option<Statement> {
        let script = || self.script.clone().map(Statement::Version);
        match self.package_statement(PackageKind::Sdk) {
            Some(Statement::Asks(kind, asked)) if asked.minimum().is_none() => {
                script().or(Some(Statement::Asks(kind, asked)))
            }
            Some(statement) => Some(statement),
            None => script().or_else(|| self.package_statement(PackageKind::Types)),
        }
    }

    fn package_statement(&self, kind: PackageKind) -> Option<Statement> {
        let asked = self.package(kind).asked.as_ref();
        let locked = self.locked(kind, asked).map(Statement::Version);
        locked.or_else(|| Some(Statement::Asks(kind, asked?.clone())))
    }

    fn package(&self, kind: PackageKind) -> &Package {
        match kind {
            PackageKind::Sdk => &self.sdk,
            PackageKind::Types => &self.types,
        }
    }

    /// The version that the lock file has, when there is but one that fits what is asked for.
    pub fn locked(&self, kind: PackageKind, asked: Option<&Asked>) -> Option<FoundVersion> {
        let (file, versions) = self.package(kind).locked.as_ref()?;
        let mut fitting = versions.iter().filter(|&&version| asked.is_none_or(|asked| asked.allows(version)));
        let version = kind.sdk_version(*fitting.next()?);
        let is_only = fitting.next().is_none();
        is_only.then(|| FoundVersion { version, origin: Origin::File(file.clone()) })
    }
}

/// The lowest version that was asked for.
pub(super) fn lowest(kind: PackageKind, asked: &Asked) -> Option<FoundVersion> {
    let version = kind.sdk_version(asked.minimum()?);
    Some(FoundVersion { version, origin: Origin::File(asked.file.clone()) })
}

/// The version in the banner of a script of the SDK.
pub(super) fn script_version(file: &Path) -> Option<FoundVersion> {
    let mut head = Vec::new();
    File::open(file).ok()?.take(SCRIPT_HEAD).read_to_end(&mut head).ok()?;
    let version = banner_version(&String::from_utf8_lossy(&head))?;
    Some(FoundVersion { version, origin: Origin::File(file.to_owned()) })
}

fn scripts(folder: &Path) -> impl Iterator<Item = PathBuf> {
    SCRIPTS.iter().flat_map(move |script| SCRIPT_FOLDERS.map(|below| folder.join(below).join(script)))
}

fn text_of(file: &Path, largest: u64) -> Option<String> {
    let mut text = String::new();
    let length = File::open(file).ok()?.take(largest + 1).read_to_string(&mut text).ok()?;
    (length as u64 <= largest).then_some(text)
}

/// When each file that may say something was written, and how long it is.
pub(super) type Stamps = Vec<Option<(SystemTime, u64)>>;

pub(super) fn stamps(folder: &Path) -> Stamps {
    let named = LOCKS.iter().map(|(name, _)| *name).chain([PACKAGE]).map(|name| folder.join(name));
    let stamp = |file: PathBuf| {
        let metadata = file.metadata().ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    named.chain(scripts(folder)).map(stamp).collect()
}
