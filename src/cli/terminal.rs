use std::io::{self, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use crate::render::Abilities;

use super::Failure;
use super::args::When;
use super::environment::is_set;

/// Standard output and standard error, with colours where they are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    color: When,
    /// Reports go to standard error, because standard output holds something else.
    is_aside: bool,
}

impl Terminal {
    #[must_use]
    pub fn new(color: When) -> Self {
        Self { color, is_aside: false }
    }

    /// The same terminal, with all reports on standard error.
    #[must_use]
    pub fn aside(self) -> Self {
        Self { is_aside: true, ..self }
    }

    /// Whether reports may have ANSI styles.
    #[must_use]
    pub fn is_styled(self) -> bool {
        let choice = if self.is_aside { self.choice(&io::stderr()) } else { self.choice(&io::stdout()) };
        choice != ColorChoice::Never
    }

    /// Whether somebody may sit before standard error, who wants to know how far a run has come.
    #[must_use]
    pub fn is_watched(self) -> bool {
        io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
    }

    /// What the stream of reports can show. Links have a switch of their own: some terminals break on them.
    #[must_use]
    pub fn abilities(self, links: When) -> Abilities {
        let links = match links {
            When::Always => true,
            When::Never => false,
            When::Auto if self.is_aside => supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
            When::Auto => supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        };
        Abilities { styles: self.is_styled(), links }
    }

    fn choice(self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
            When::Auto if is_set("FORCE_COLOR") && !is_set("NO_COLOR") => ColorChoice::Always,
            When::Auto => AutoStream::choice(stream),
        }
    }

    /// Writes to standard output. A reader that has seen enough and closed it is no failure.
    ///
    /// # Errors
    /// When the output cannot be written, as on a full disk.
    pub fn print(self, text: &str) -> Result<(), Failure> {
        self.print_more(text).map(|_| ())
    }

    /// The same, for text that was made for the abilities. Links pass even where styles are taken out.
    ///
    /// # Errors
    /// When the output cannot be written, as on a full disk.
    pub fn print_for(self, abilities: Abilities, text: &str) -> Result<(), Failure> {
        let color = if abilities.links { When::Always } else { self.color };
        Self { color, ..self }.print(text)
    }

    /// The same, for output that comes bit by bit: false when nobody reads it any more.
    ///
    /// # Errors
    /// When the output cannot be written, as on a full disk.
    pub fn print_more(self, text: &str) -> Result<bool, Failure> {
        if self.is_aside {
            self.write_error(text);
            return Ok(true);
        }
        let stdout = io::stdout().lock();
        let choice = self.choice(&stdout);
        let mut stream = AutoStream::new(stdout, choice);
        match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            Err(error) => Err(format!("standard output cannot be written: {error}")),
        }
    }

    /// Writes text of the user's to standard output, to the byte.
    ///
    /// # Errors
    /// When the output cannot be written, as on a full disk.
    pub fn print_as_is(self, text: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
        written.map_err(|error| format!("standard output cannot be written: {error}"))
    }

    /// Says on standard error that something failed.
    pub fn complain(self, message: &str) {
        self.say("error", AnsiColor::BrightRed.on_default().bold(), message);
    }

    /// Says on standard error what is worth knowing.
    pub fn note(self, message: &str) {
        self.say("note", Style::new().bold(), message);
    }

    /// Writes a line to standard error, without a word before it.
    pub fn remark(self, message: &str) {
        self.write_error(&format!("{message}\n"));
    }

    fn say(self, word: &str, style: Style, message: &str) {
        self.write_error(&format!("{style}{word}{style:#}: {}\n", printable(message)));
    }

    fn write_error(self, line: &str) {
        let stderr = io::stderr().lock();
        let choice = self.choice(&stderr);
        // There is nowhere left to say that standard error is gone.
        let _ = AutoStream::new(stderr, choice).write_all(line.as_bytes());
    }
}

/// File names may hold anything; what would steer the terminal is left out.
fn printable(message: &str) -> String {
    message.chars().filter(|character| !character.is_control()).collect()
}
