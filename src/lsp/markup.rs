use tower_lsp::ls_types::{MarkupContent, MarkupKind};

/// Our Markdown as the client can show it.
pub fn markup(markdown: String, format: &MarkupKind) -> MarkupContent {
    let value = match format {
        MarkupKind::Markdown => markdown,
        MarkupKind::PlainText => plain_text(&markdown),
    };
    MarkupContent { kind: format.clone(), value }
}

/// Undoes the few marks that our own texts have: bold, italic and code, quotes, hard line breaks, links.
fn plain_text(markdown: &str) -> String {
    let is_fence = |line: &&str| line.starts_with("```");
    let lines = markdown.lines().filter(|line| !is_fence(line)).map(|line| plain_line(line.trim_end()));
    lines.collect::<Vec<_>>().join("\n")
}

fn plain_line(line: &str) -> String {
    let line = line.strip_prefix("> ").unwrap_or(line).trim_start_matches('#').trim_start();
    let line = line.replace("**", "").replace('`', "").replace("_(", "(").replace(")_", ")");
    plain_links(&line)
}

/// `[text](address)` becomes `text (address)`.
fn plain_links(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((text, address, after)) = rest.find('[').and_then(|at| link(&rest[at..])) {
        let before = &rest[..rest.find('[').unwrap_or(0)];
        plain.push_str(&format!("{before}{text} ({address})"));
        rest = after;
    }
    plain + rest
}

fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    Some((label, address, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_no_marks() {
        let markdown = "**-2003** - Network\n\n> **The (real) message.**  \n> **Old** _(earlier wording)_\n\n- Prevented by: [`a-b`](https://x.y/a-b), `c`, [d](e)";
        let plain = "-2003 - Network\n\nThe (real) message.\nOld (earlier wording)\n\n- Prevented by: a-b (https://x.y/a-b), c, d (e)";
        assert_eq!(markup(markdown.to_owned(), &MarkupKind::PlainText).value, plain);
        assert_eq!(plain_text("a\n\n```ts\nf(): void\n```\n\nb"), "a\n\nf(): void\n\nb");
        assert_eq!(markup(markdown.to_owned(), &MarkupKind::Markdown).value, markdown);
    }
}
