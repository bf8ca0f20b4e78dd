//! Which parts of a page the code in islands begins and ends, by the language of that code.

use super::{Branch, Link};

/// In languages with braces: PHP, C#, Java, JavaScript.
pub(super) fn of_braces(code: &str) -> Branch {
    let bytes = code.as_bytes();
    let mut branch = Branch::default();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => at = end_of_string(bytes, at, quote),
            b'/' if bytes.get(at + 1) == Some(&b'/') => at = end_of_line(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = memchr::memmem::find(&bytes[at..], b"*/").map_or(bytes.len(), |end| at + end + 2);
            }
            b'{' => {
                branch.opens += 1;
                at += 1;
            }
            b'}' => {
                if branch.opens > 0 {
                    branch.opens -= 1;
                } else {
                    branch.closes += 1;
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    if branch.closes == 1 && branch.opens == 1 {
        branch.link = link(code);
    }
    branch
}

/// `} else {`, `} else if (x) {`
fn link(code: &str) -> Option<Link> {
    let rest = code.split_once('}')?.1.trim_start();
    let rest = rest.strip_prefix("else")?;
    let is_plain = rest.trim_start().starts_with('{') || rest.trim_start().starts_with("//");
    Some(if is_plain { Link::Else } else { Link::ElseIf })
}

/// Behind a string that begins at `at`; a quote that is never closed is none.
pub(in crate::syntax) fn end_of_string(bytes: &[u8], at: usize, quote: u8) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            byte if byte == quote => return end + 1,
            _ => end += 1,
        }
    }
    at + 1
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end)
}

/// In the other notation of PHP: `if ($x):`, `else:`, `endif;`.
pub(super) fn of_php(code: &str) -> Branch {
    let mut branch = of_braces(code);
    if branch != Branch::default() {
        return branch;
    }
    for statement in code.split(';') {
        let (word, statement) = (super::first_word(statement).to_ascii_lowercase(), statement.trim_end());
        let is_open_ended = statement.ends_with(':');
        match word.as_str() {
            "if" | "foreach" | "for" | "while" | "switch" if is_open_ended => branch.opens += 1,
            "else" if is_open_ended => return Branch { closes: 1, opens: 1, link: Some(Link::Else) },
            "elseif" if is_open_ended => return Branch { closes: 1, opens: 1, link: Some(Link::ElseIf) },
            "endif" | "endforeach" | "endfor" | "endwhile" | "endswitch" => {
                if branch.opens > 0 {
                    branch.opens -= 1;
                } else {
                    branch.closes += 1;
                }
            }
            _ => {}
        }
    }
    branch
}

/// In Ruby: `if x`, `list.each do |item|`, `else`, `end`.
pub(super) fn of_ruby(code: &str) -> Branch {
    let braces = of_braces(code);
    if braces != Branch::default() {
        return braces;
    }
    let code = code.trim();
    let is_block = code.ends_with(" do") || (code.ends_with('|') && code.contains(" do |"));
    let branch = |closes, opens, link| Branch { closes, opens, link };
    match super::first_word(code) {
        "if" | "unless" | "case" | "while" | "until" | "for" | "begin" => branch(0, 1, None),
        "else" => branch(1, 1, Some(Link::Else)),
        "elsif" | "when" | "in" => branch(1, 1, Some(Link::ElseIf)),
        "rescue" | "ensure" => branch(1, 1, None),
        "end" => branch(1, 0, None),
        _ if is_block => branch(0, 1, None),
        _ => Branch::default(),
    }
}

/// In Visual Basic: `If x Then`, `For Each x In y`, `Else`, `End If`, `Next`. It knows no braces.
pub(super) fn of_basic(code: &str) -> Branch {
    let mut branch = Branch::default();
    for line in code.lines() {
        let line = line.trim().to_ascii_lowercase();
        let next = of_basic_line(&line);
        if next.link.is_some() {
            return next;
        }
        let again = branch.opens.min(next.closes);
        branch.opens = branch.opens - again + next.opens;
        branch.closes += next.closes - again;
    }
    branch
}

fn of_basic_line(line: &str) -> Branch {
    let word = super::first_word(line);
    let rest = line.get(word.len()..).unwrap_or("");
    let branch = |closes, opens, link| Branch { closes, opens, link };
    let is_statement = !rest.trim_start().starts_with(['(', '=', '.']) || word == "if";
    match word {
        "if" if line.ends_with("then") => branch(0, 1, None),
        "elseif" | "case" => branch(1, 1, Some(Link::ElseIf)),
        "else" => branch(1, 1, Some(Link::Else)),
        "for" | "do" | "while" | "select" if is_statement => branch(0, 1, None),
        "next" | "loop" | "wend" => branch(1, 0, None),
        "end" if !rest.trim().is_empty() => branch(1, 0, None),
        _ => Branch::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(branch: Branch) -> (usize, usize, Option<Link>) {
        (branch.closes, branch.opens, branch.link)
    }

    #[test]
    fn braces_are_counted_outside_of_strings_and_comments() {
        for (code, expected) in [
            ("if (x) {", (0, 1, None)),
            ("}", (1, 0, None)),
            (" } else { ", (1, 1, Some(Link::Else))),
            ("} else if (x) {", (1, 1, Some(Link::ElseIf))),
            ("}elseif (x) {", (1, 1, Some(Link::ElseIf))),
            ("} foreach (x) {", (1, 1, None)),
            ("if (a) { f(\"}\"); } // {", (0, 0, None)),
            ("}}", (2, 0, None)),
            ("f('it\\'s {', /* } */ x)", (0, 0, None)),
            ("it's {", (0, 1, None)),
        ] {
            assert_eq!(shown(of_braces(code)), expected, "{code}");
        }
    }

    #[test]
    fn words_begin_and_end_parts_too() {
        for (code, expected) in [
            ("if ($x):", (0, 1, None)),
            ("endif; endforeach;", (2, 0, None)),
            ("elseif ($x) :", (1, 1, Some(Link::ElseIf))),
            ("else:", (1, 1, Some(Link::Else))),
            ("$x = 1; foreach ($y as $z):", (0, 1, None)),
            ("$x = $y ? 1 : 2;", (0, 0, None)),
        ] {
            assert_eq!(shown(of_php(code)), expected, "{code}");
        }
        for (code, expected) in [
            (" if x ", (0, 1, None)),
            ("items.each do |item|", (0, 1, None)),
            ("elsif y", (1, 1, Some(Link::ElseIf))),
            ("end", (1, 0, None)),
            ("x = 1", (0, 0, None)),
        ] {
            assert_eq!(shown(of_ruby(code)), expected, "{code}");
        }
        for (code, expected) in [
            ("If x = 1 Then", (0, 1, None)),
            ("If x Then y = 1", (0, 0, None)),
            ("x = 1\nFor Each i In j", (0, 1, None)),
            ("Else", (1, 1, Some(Link::Else))),
            ("End If", (1, 0, None)),
            ("End If\nNext", (2, 0, None)),
            ("While Not rs.EOF", (0, 1, None)),
            ("while (x) ", (0, 0, None)),
            ("Response.End", (0, 0, None)),
        ] {
            assert_eq!(shown(of_basic(code)), expected, "{code}");
        }
    }
}
