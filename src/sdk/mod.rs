//! What is known of the SDK: lookups over the tables that the build script makes from `data/`.

pub mod api;
pub mod codes;
pub mod describe;
pub mod enums;
pub mod guide;
mod platform;
pub mod semantics;
pub mod values;
mod vendored;
mod version;

pub use platform::Platform;
pub use vendored::is_vendored;
pub use version::SdkVersion;
