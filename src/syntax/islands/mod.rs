//! The islands in a server's page: what belongs to the template language, and not to the page that the browser gets.
//!
//! One file a family of languages finds them in the text alone, wherever they stand; what takes their place is decided in
//! [`super::cover`] by what stands around them.

mod blade;
mod braces;
mod branches;
mod percent;
mod php;
mod razor;
mod tags;

pub(super) use branches::end_of_string;

use crate::text::{Span, Template};

/// A piece of a page that the server takes out and puts something else in place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Island {
    pub span: Span,
    pub kind: IslandKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IslandKind {
    /// Puts a value in its place: `<?= $x ?>`, `{{ x }}`.
    Value,
    /// Begins or ends what the server may leave out or repeat: `{% if x %}`, `<% } else { %>`, `@endif`.
    Branch(Branch),
    /// Anything else; it may print something or nothing.
    Statement,
    /// Nothing comes of it.
    Comment,
}

/// How many parts an island ends, and how many it begins then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Branch {
    pub closes: usize,
    pub opens: usize,
    /// Whether the part that it begins is another choice than the one that it ends.
    pub link: Option<Link>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    Else,
    ElseIf,
}

impl IslandKind {
    const OPEN: Self = Self::Branch(Branch { closes: 0, opens: 1, link: None });
    const CLOSE: Self = Self::Branch(Branch { closes: 1, opens: 0, link: None });
    const ELSE: Self = Self::Branch(Branch { closes: 1, opens: 1, link: Some(Link::Else) });
    const ELSE_IF: Self = Self::Branch(Branch { closes: 1, opens: 1, link: Some(Link::ElseIf) });

    /// What code that begins and ends parts so does; `otherwise` when it does neither.
    fn of_branch(branch: Branch, otherwise: Self) -> Self {
        if branch == Branch::default() { otherwise } else { Self::Branch(branch) }
    }
}

/// The islands of a page in a template language, in order of place; none overlaps another.
pub(super) fn find(template: Template, text: &str) -> Vec<Island> {
    match template {
        Template::Php => php::find(text),
        Template::Blade => blade::find(text),
        Template::Razor => razor::find(text),
        Template::Asp => percent::find(text, percent::Dialect::Asp),
        Template::Ejs => percent::find(text, percent::Dialect::Ejs),
        Template::Erb => percent::find(text, percent::Dialect::Erb),
        Template::Jsp => tags::find(text),
        Template::Handlebars => braces::find(text, braces::Dialect::Handlebars),
        Template::Jinja => braces::find(text, braces::Dialect::Jinja),
        Template::Liquid => braces::find(text, braces::Dialect::Liquid),
    }
}

/// What looks like islands in a page whose name says nothing of a template language: `{{ x }}`, `{% x %}`, `<% x %>`,
/// `<?php x ?>`. It may be code or text all the same.
pub(super) fn guess(text: &str) -> Vec<Island> {
    let has = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    let mut found = Vec::new();
    if has("{{") || has("{%") {
        // With a semicolon it is code in two pairs of braces.
        let islands = braces::find(text, braces::Dialect::Jinja).into_iter();
        found.extend(islands.filter(|island| !island.span.of(text).contains(';')));
    }
    if has("<%") {
        found.extend(percent::find(text, percent::Dialect::Asp));
    }
    if has("<?php") || has("<?=") {
        found.extend(php::find(text));
    }
    found.retain(|island| ["}}", "%}", "#}", "%>", "?>"].iter().any(|close| island.span.of(text).ends_with(close)));
    found.sort_by_key(|island| island.span);
    let mut end = 0;
    found.retain(|island| {
        let is_free = island.span.start >= end;
        end = end.max(island.span.end);
        is_free
    });
    found
}

/// Where `sign` begins at or after `from`.
fn find_from(text: &str, from: usize, sign: &str) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    memchr::memmem::find(rest, sign.as_bytes()).map(|at| from + at)
}

/// Looks for signs, and remembers which do not come any more: a text can hold any number of islands that never end.
struct Signs<'t> {
    text: &'t str,
    missing: Vec<&'static str>,
}

impl<'t> Signs<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, missing: Vec::new() }
    }

    /// Behind the next `sign` at or after `from`, which never is before an earlier one.
    fn end_of(&mut self, from: usize, sign: &'static str) -> Option<usize> {
        if self.missing.contains(&sign) {
            return None;
        }
        let found = find_from(self.text, from, sign);
        if found.is_none() {
            self.missing.push(sign);
        }
        found.map(|at| at + sign.len())
    }
}

/// The end of an island that `close` ends; the end of the text, where it is missing.
fn end_of(text: &str, from: usize, close: &str) -> usize {
    find_from(text, from, close).map_or(text.len(), |at| at + close.len())
}

/// The word that a text begins with, behind blanks and signs such as `-`.
fn first_word(code: &str) -> &str {
    let code = code.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '~' | '+'));
    let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
    &code[..end]
}

/// So many brackets of a page may never be closed; each try reads the rest of the page.
const MAX_OPEN_GROUPS: usize = 50;

/// Finds the ends of brackets.
#[derive(Default)]
struct Groups {
    failures: usize,
}

impl Groups {
    /// Behind the bracket that closes the one at `start`.
    fn end(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        if self.failures > MAX_OPEN_GROUPS {
            return None;
        }
        let end = end_of_group(bytes, start);
        self.failures += usize::from(end.is_none());
        end
    }
}

/// Behind the bracket that closes the one at `start`. Brackets in strings do not count.
fn end_of_group(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 1 => return Some(at),
            b')' | b']' | b'}' => depth -= 1,
            b'\'' | b'"' => at = branches::end_of_string(bytes, at - 1, byte),
            _ => {}
        }
    }
    None
}
