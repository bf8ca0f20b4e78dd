/// What is open at a place of a program, as far as that can be told from its characters.
#[derive(Default)]
pub(super) struct Open {
    /// The string that the place is in.
    pub quote: Option<char>,
    brackets: Vec<char>,
    comment: Option<Comment>,
    /// The character before, where it can be one half of a token.
    before: Option<char>,
}

enum Comment {
    Line,
    Block,
}

impl Open {
    /// Reads on.
    pub fn read(&mut self, code: &str) {
        for character in code.chars() {
            let before = self.before.replace(character);
            match (&self.comment, self.quote) {
                (Some(comment), _) => {
                    let is_end = match comment {
                        Comment::Line => matches!(character, '\n' | '\r'),
                        Comment::Block => (before, character) == (Some('*'), '/'),
                    };
                    self.comment = self.comment.take().filter(|_| !is_end);
                }
                (None, Some(quote)) => self.read_in_string(character, before, quote),
                (None, None) => self.read_outside(character, before),
            }
        }
    }

    fn read_in_string(&mut self, character: char, before: Option<char>, quote: char) {
        let is_escaped = before == Some('\\');
        let is_end = character == quote || (quote != '`' && matches!(character, '\n' | '\r'));
        if is_escaped {
            self.before = None;
        } else if is_end {
            self.quote = None;
        }
    }

    fn read_outside(&mut self, character: char, before: Option<char>) {
        match character {
            '/' if before == Some('/') => self.comment = Some(Comment::Line),
            '*' if before == Some('/') => self.comment = Some(Comment::Block),
            '"' | '\'' | '`' => self.quote = Some(character),
            '(' => self.brackets.push(')'),
            '[' => self.brackets.push(']'),
            '{' => self.brackets.push('}'),
            ')' | ']' | '}' if self.brackets.last() == Some(&character) => {
                self.brackets.pop();
            }
            _ => {}
        }
    }

    /// The brackets that close what is open.
    pub fn closing(&self) -> String {
        self.brackets.iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(code: &str) -> (Option<char>, String) {
        let mut open = Open::default();
        open.read(code);
        (open.quote, open.closing())
    }

    #[test]
    fn brackets_and_strings_are_told_from_text() {
        for (code, quote, closing) in [
            ("f({ a: [", None, "]})"),
            ("f({ a: [1] }", None, ")"),
            ("f('(", Some('\''), ")"),
            ("f('\\'(", Some('\''), ")"),
            ("f('\\\\', (", None, "))"),
            ("f('(\ng(", None, "))"),
            ("f(`(\n", Some('`'), ")"),
            ("f( // (don't\n", None, ")"),
            ("f( /* ( ' */ [", None, "])"),
            ("f)", None, ""),
        ] {
            assert_eq!(open(code), (quote, closing.to_owned()), "{code}");
        }
    }
}
