//! What is known of the SDK: lookups over the tables that the build script makes from `data/`.

pub mod api;
mod banner;
pub mod codes;
pub mod describe;
pub mod enums;
pub mod guide;
mod platform;
pub mod semantics;
pub mod snippets;
pub mod values;
mod vendored;
mod version;

pub use banner::banner_version;
pub use platform::Platform;
pub use vendored::{is_configuration, is_vendored};
pub use version::SdkVersion;
