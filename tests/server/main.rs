//! The language server as an editor meets it: the real binary, over standard input and output.

mod client;
mod code_actions;
mod completion;
mod hover;
mod inlay_hints;
mod life;
mod programs;
mod session;
mod settings;
mod signature_help;

use serde_json::Value;

const URI: &str = "file:///project/scan.js";

/// A line with a finding at `no-such-rule`, wherever it stands.
const BAD: &str = "DWObject.AcquireImage(); // dwt-lint-disable-line no-such-rule -- a test";

/// The rules of diagnostics, in order.
fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect()
}
