//! The language server as an editor meets it: the real binary, over standard input and output.

mod client;
mod code_actions;
mod completion;
mod hover;
mod inlay_hints;
mod life;
mod navigation;
mod programs;
mod pull;
mod session;
mod settings;
mod signature_help;
mod soak;

use serde_json::Value;

const URI: &str = "file:///project/scan.js";

/// A line with a finding at `no-such-rule`, wherever it stands.
const BAD: &str = "DWObject.SelectSource(); // dwt-lint-disable-line no-such-rule -- a test";

/// A folder with files, and the address of one.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, impl Fn(&str) -> String + use<>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file in it");
    }
    let root = folder.path().display().to_string();
    (folder, move |name: &str| format!("file://{root}/{name}"))
}

/// The rules of diagnostics, in order.
fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect()
}
