//! The tasks of the maintainers: `cargo xtask`.

mod sdk;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask sdk VERSION   reads the published types of one SDK version into data/api.json
cargo xtask sdk --all     rebuilds data/api.json from all published versions
cargo xtask sdk --check   says whether data/api.json is what --all would write";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["sdk", "--all"] => sdk::rebuild(),
        ["sdk", "--check"] => sdk::check(),
        ["sdk", version] if !version.starts_with('-') => sdk::add(version),
        _ => Err(format!("usage:\n{USAGE}")),
    };
    match result {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
