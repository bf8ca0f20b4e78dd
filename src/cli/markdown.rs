use anstyle::{AnsiColor, Style};

/// Markdown for a terminal: as it was written, with headings, code and emphasis in styles instead of marks when `styled`.
#[must_use]
pub fn for_terminal(markdown: &str, styled: bool) -> String {
    if !styled {
        return format!("{}\n", markdown.trim_end());
    }
    let code = AnsiColor::Cyan.on_default();
    let mut is_code = false;
    let mut out = String::new();
    for line in markdown.trim_end().lines() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            is_code = !is_code;
            // What stands behind the language says what the code shows.
            let note = info.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
            if !note.is_empty() {
                out.push_str(&format!("    {}\n", wrapped(&format!("({note})"), Style::new().dimmed())));
            }
        } else if is_code {
            out.push_str(&format!("    {code}{line}{code:#}\n"));
        } else if let Some(heading) = heading(line) {
            out.push_str(&format!("{}\n", wrapped(heading, Style::new().bold().underline())));
        } else {
            out.push_str(&format!("{}\n", inline(line)));
        }
    }
    out
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    if text.len() < line.len() { text.strip_prefix(' ') } else { None }
}

/// `**bold**` and `` `code` `` of one line.
fn inline(line: &str) -> String {
    let code = AnsiColor::Cyan.on_default();
    let pieces = line.split('`').enumerate();
    let is_balanced = line.matches('`').count().is_multiple_of(2);
    if !is_balanced {
        return line.to_owned();
    }
    pieces.map(|(index, piece)| if index % 2 == 1 { wrapped(piece, code) } else { bold(piece) }).collect()
}

fn bold(text: &str) -> String {
    if !text.matches("**").count().is_multiple_of(2) {
        return text.to_owned();
    }
    let pieces = text.split("**").enumerate();
    pieces
        .map(|(index, piece)| if index % 2 == 1 { wrapped(piece, Style::new().bold()) } else { piece.to_owned() })
        .collect()
}

fn wrapped(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_output_is_the_markdown_itself() {
        assert_eq!(for_terminal("# A\n\n`b` **c**\n\n", false), "# A\n\n`b` **c**\n");
    }

    #[test]
    fn a_terminal_sees_styles_instead_of_marks() {
        let shown = for_terminal("# A\n\n`b` **c** * `d\n```js fixed\n**x**\n```", true);
        let plain = anstream::adapter::strip_str(&shown).to_string();
        assert_eq!(plain, "A\n\n`b` **c** * `d\n    (fixed)\n    **x**\n");
        let shown = for_terminal("`b` **c**", true);
        assert_eq!(anstream::adapter::strip_str(&shown).to_string(), "b c\n");
    }
}
