//! Reading data files and writing Rust source: what every table needs.

use std::fmt::{Debug, Write as _};
use std::path::Path;

/// The text of a data file, and the word to Cargo that the tables depend on it.
pub fn read(path: &Path) -> Result<String, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn write(path: &Path, source: &str) -> Result<(), String> {
    std::fs::write(path, source).map_err(|error| format!("{}: {error}", path.display()))
}

/// A Rust slice of literals; the `Debug` form of numbers, strings and unit variants is their literal.
pub fn slice<T: Debug>(items: &[T]) -> String {
    format!("&{items:?}")
}

/// `static NAME: &[TYPE] = &[…];` with one item a line.
pub fn table(name: &str, item_type: &str, items: impl IntoIterator<Item = String>) -> String {
    let mut source = format!("pub static {name}: &[{item_type}] = &[\n");
    for item in items {
        let _ = writeln!(source, "    {item},");
    }
    source.push_str("];\n");
    source
}
