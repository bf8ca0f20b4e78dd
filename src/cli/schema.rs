use crate::settings::schema;

use super::Failure;
use super::terminal::Terminal;

/// Prints the JSON Schema of the configuration.
///
/// # Errors
/// When the output cannot be written.
pub fn run(terminal: &Terminal) -> Result<u8, Failure> {
    terminal.print(&format!("{:#}\n", schema()))?;
    Ok(0)
}
