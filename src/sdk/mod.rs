//! What is known of the SDK: lookups over the tables that the build script makes from `data/`.

pub mod codes;
pub mod describe;
pub mod enums;
pub mod guide;
pub mod semantics;
mod vendored;
mod version;

pub use vendored::is_vendored;
pub use version::SdkVersion;
