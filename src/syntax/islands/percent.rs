//! `<% … %>`: ASP and ASP.NET, EJS, ERB, JSP.

use crate::text::Span;

use super::branches::{of_basic, of_braces, of_ruby};
use super::{Branch, Island, IslandKind, end_of, find_from};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Asp,
    Ejs,
    Erb,
    Jsp,
}

pub(super) fn find(text: &str, dialect: Dialect) -> Vec<Island> {
    let mut islands = Vec::new();
    let mut at = 0;
    while let Some(start) = find_from(text, at, "<%") {
        let island = island_at(text, start, dialect);
        at = island.span.end as usize;
        islands.push(island);
    }
    islands
}

/// The island whose `<%` stands at `start`.
pub(super) fn island_at(text: &str, start: usize, dialect: Dialect) -> Island {
    let inside = start + "<%".len();
    if text[inside..].starts_with("--") && matches!(dialect, Dialect::Asp | Dialect::Jsp) {
        return Island { span: Span::new(start, end_of(text, inside, "--%>")), kind: IslandKind::Comment };
    }
    let end = end_of(text, inside, "%>");
    let code = text[inside..end].trim_end_matches("%>");
    Island { span: Span::new(start, end), kind: kind_of(code, dialect) }
}

fn kind_of(code: &str, dialect: Dialect) -> IslandKind {
    let mut rest = code.chars();
    let sign = rest.next();
    match (sign, dialect) {
        (Some('#'), Dialect::Ejs | Dialect::Erb) => IslandKind::Comment,
        (Some('@' | '!'), _) => IslandKind::Statement,
        (Some('-'), Dialect::Ejs) => IslandKind::Value,
        (Some('=' | ':' | '#' | '$'), _) => match branch(rest.as_str(), dialect) {
            // `<%= form_for x do |f| %>`
            opened if opened.opens > 0 && dialect == Dialect::Erb => IslandKind::Branch(opened),
            _ => IslandKind::Value,
        },
        _ => IslandKind::of_branch(branch(code.trim_matches(['-', '_']), dialect), IslandKind::Statement),
    }
}

fn branch(code: &str, dialect: Dialect) -> Branch {
    match dialect {
        Dialect::Erb => of_ruby(code),
        Dialect::Asp if !code.contains(['{', '}']) => of_basic(code),
        _ => of_braces(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, dialect: Dialect) -> Vec<(&str, IslandKind)> {
        find(text, dialect).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn islands_of_every_sign_are_told_apart() {
        use IslandKind::{Comment, Statement, Value};
        for (text, dialect, kind) in [
            ("<%= x %>", Dialect::Asp, Value),
            ("<%: x %>", Dialect::Asp, Value),
            ("<%# Eval(\"x\") %>", Dialect::Asp, Value),
            ("<%@ Page Language=\"C#\" %>", Dialect::Asp, Statement),
            ("<%-- <%= x %> --%>", Dialect::Asp, Comment),
            ("<% If x Then %>", Dialect::Asp, IslandKind::OPEN),
            ("<% } else { %>", Dialect::Asp, IslandKind::ELSE),
            ("<%# x %>", Dialect::Ejs, Comment),
            ("<%- x -%>", Dialect::Ejs, Value),
            ("<%_ if (x) { _%>", Dialect::Ejs, IslandKind::OPEN),
            ("<%- if x -%>", Dialect::Erb, IslandKind::OPEN),
            ("<%= f do |x| %>", Dialect::Erb, IslandKind::OPEN),
            ("<% end %>", Dialect::Erb, IslandKind::CLOSE),
            ("<%! int x; %>", Dialect::Jsp, Statement),
            ("<% if (x) {", Dialect::Jsp, IslandKind::OPEN),
        ] {
            assert_eq!(found(&format!("a {text}"), dialect), [(text, kind)], "{text}");
        }
        assert_eq!(found("a <b> % %>", Dialect::Ejs), []);
    }
}
