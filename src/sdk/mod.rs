//! What is known of the SDK: lookups over the tables that the build script makes from `data/`.

mod version;

pub use version::SdkVersion;
