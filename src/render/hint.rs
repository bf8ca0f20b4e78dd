use annotate_snippets::normalize_untrusted_str;
use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use anstyle::AnsiColor;
use similar::{ChangeTag, DiffOp, TextDiff};

use crate::report::{Edit, Fix};
use crate::text::Span;

use super::excerpt::{Excerpt, Page};

/// The column of line numbers.
#[derive(Clone, Copy)]
pub(super) struct Gutter {
    /// In characters.
    pub width: usize,
    pub is_styled: bool,
}

/// The lines that a fix takes away, by their numbers before it, and those that it adds, by their numbers after it.
pub(super) fn hint(fix: &Fix, page: Page<'_>, gutter: Gutter) -> String {
    let spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
    let excerpt = page.excerpt(&spans);
    let after = mended(fix, &excerpt);
    let diff = TextDiff::from_lines(excerpt.text.as_str(), &after);
    let lines = |hunk: &Vec<DiffOp>| -> String {
        let changes = what_matters(hunk).iter().flat_map(|part| diff.iter_changes(part));
        let lines = changes.map(|change| {
            let at = change.old_index().or(change.new_index()).unwrap_or_default();
            gutter.line(excerpt.first_line + at, change.tag(), change.value())
        });
        lines.collect()
    };
    let hunks: Vec<String> = diff.grouped_ops(1).iter().map(lines).collect();
    format!("{0}\n{1}{0}", gutter.edge(), hunks.join(&gutter.gap()))
}

/// The excerpt after the fix. Its lines end as those of an excerpt do.
fn mended(fix: &Fix, excerpt: &Excerpt) -> String {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (mut text, mut done) = (String::new(), 0);
    for edit in edits {
        // Two places in a redacted key are one.
        let place = excerpt.place(edit.span);
        text.push_str(excerpt.text.get(done..place.start).unwrap_or_default());
        text.push_str(&edit.text.replace("\r\n", "\n"));
        done = done.max(place.end);
    }
    text + &excerpt.text[done..]
}

/// Without the lines around that stay as they are, but for the one before which something is only put.
fn what_matters(hunk: &[DiffOp]) -> &[DiffOp] {
    let stays = |part: &DiffOp| matches!(part, DiffOp::Equal { .. });
    let start = hunk.iter().position(|part| !stays(part)).unwrap_or(0);
    let end = hunk.iter().rposition(|part| !stays(part)).map_or(hunk.len(), |last| last + 1);
    let only_adds = hunk[start..end].iter().all(|part| matches!(part, DiffOp::Insert { .. }));
    if only_adds { &hunk[start..] } else { &hunk[start..end] }
}

impl Gutter {
    fn line(self, number: usize, tag: ChangeTag, text: &str) -> String {
        let text = normalize_untrusted_str(text.trim_end_matches('\n'));
        let number = self.in_style(DEFAULT_LINE_NUM_STYLE, &format!("{number:width$}", width = self.width));
        let line = match tag {
            ChangeTag::Equal => self.in_style(DEFAULT_LINE_NUM_STYLE, "|") + " " + &text,
            ChangeTag::Delete => self.in_style(AnsiColor::Red.on_default(), &format!("- {text}")),
            ChangeTag::Insert => self.in_style(AnsiColor::Green.on_default(), &format!("+ {text}")),
        };
        format!("{number} {line}\n")
    }

    fn edge(self) -> String {
        self.in_style(DEFAULT_LINE_NUM_STYLE, &format!("{:width$} |", "", width = self.width))
    }

    fn gap(self) -> String {
        self.in_style(DEFAULT_LINE_NUM_STYLE, "...") + "\n"
    }

    fn in_style(self, style: Style, text: &str) -> String {
        if self.is_styled { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
