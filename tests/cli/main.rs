//! The real binary: options, exit statuses, streams, and what becomes of input that is no text.

mod configuration;
mod findings;
mod inputs;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod verbs;

use support::folder::Folder;

/// The files that `check` would lint.
fn files_of(folder: &Folder, arguments: &str) -> Vec<String> {
    folder.run(&format!("check --show-files {arguments}")).stdout.lines().map(str::to_owned).collect()
}
