//! Turns the tables of `data/` into static Rust tables in `OUT_DIR`, so that nothing is parsed at start-up.
//!
//! One module a table: it reads its file, checks it and returns Rust source. To add a table, write its module, name it
//! in [`write_tables`], and `include!` the result in `src/sdk/`.

#[path = "build/api/mod.rs"]
mod api;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/error_codes.rs"]
mod error_codes;
#[path = "build/guide.rs"]
mod guide;
#[path = "build/semantics.rs"]
mod semantics;
#[path = "build/snippets.rs"]
mod snippets;
#[path = "build/values.rs"]
mod values;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    match write_tables(Path::new("data"), &out_dir()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("cargo::error={}", problem.replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}

/// Cargo always sets it for a build script.
fn out_dir() -> PathBuf {
    std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default()
}

fn write_tables(data: &Path, out: &Path) -> Result<(), String> {
    let codes = error_codes::read(&data.join("error-codes.json"))?;
    let topics = guide::read(&data.join("guide"))?;
    guide::check_links(&topics, &codes)?;
    let semantics = semantics::read(&data.join("semantics.toml"))?;
    let values = values::read(&data.join("values.toml"))?;
    let snippets = snippets::read(&data.join("snippets.toml"))?;
    let api = api::read(&data.join("api.json"))?;
    emit::write(&out.join("semantics.rs"), &semantics::table(&semantics)?)?;
    emit::write(&out.join("values.rs"), &values::table(&values))?;
    emit::write(&out.join("snippets.rs"), &snippets::table(&snippets))?;
    emit::write(&out.join("api.rs"), &api::tables(&api, data)?)?;
    emit::write(&out.join("error_codes.rs"), &error_codes::table(&codes))?;
    emit::write(&out.join("guide.rs"), &guide::table(&topics))
}
