mod data;
mod interface;

use crate::explain;

use super::Failure;
use super::args::ListFormat;
use super::markdown::for_terminal;
use super::terminal::Terminal;

/// Explains a rule, an error code, a topic of the error guide, or something that the SDK declares.
///
/// # Errors
/// When nothing has that name, with the nearest ones.
pub fn run(what: &str, format: ListFormat, terminal: &Terminal) -> Result<u8, Failure> {
    let subject = explain::find(what)?;
    let text = match format {
        ListFormat::Text => for_terminal(&explain::page(&subject), terminal.is_styled()),
        ListFormat::Json => format!("{:#}\n", data::objects(&subject)),
    };
    terminal.print(&text)?;
    Ok(0)
}
