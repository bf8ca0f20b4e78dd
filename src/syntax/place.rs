//! What stands before a place in a script, as a glance along its signs tells: enough to say what may stand there.

/// What may stand at a place in a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a string, a template, a regular expression or a comment.
    Literal,
    /// A value: behind `=`, an operator, `return`.
    Value,
    /// An argument, an item of a list, a property of an object.
    Item,
    /// Not another value: one has just ended.
    AfterValue,
    Statement,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Literal {
    Quoted(u8),
    Template,
    Regex { in_class: bool },
    LineComment,
    BlockComment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bracket {
    /// `{` of a block or a function.
    Block,
    /// `{` of an object, `(` of a call, `[` of a list.
    Items,
    /// Parentheses; whether a statement follows them: `if (x)`.
    Group { is_head: bool },
    /// `${` in a template.
    Hole,
}

/// Goes along a script, and jumps over the islands in it.
pub(super) struct Glance<'t> {
    bytes: &'t [u8],
    at: usize,
    place: Place,
    literal: Option<Literal>,
    brackets: Vec<Bracket>,
    /// Whether a line has ended since the last sign.
    is_new_line: bool,
    /// The keyword before which the last parenthesis would be the head of a statement.
    is_head_next: bool,
    /// How many `?` of conditions wait for their `:`.
    conditions: usize,
}

impl<'t> Glance<'t> {
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: start,
            place: Place::Statement,
            literal: None,
            brackets: Vec::new(),
            is_new_line: true,
            is_head_next: false,
            conditions: 0,
        }
    }

    /// How far it has come.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// How many brackets are open.
    pub(super) fn depth(&self) -> usize {
        self.brackets.len()
    }

    /// What may stand here.
    pub(super) fn place(&self) -> Place {
        match self.place {
            _ if self.literal.is_some() => Place::Literal,
            Place::AfterValue if self.is_new_line && self.is_in_block() => Place::Statement,
            place => place,
        }
    }

    pub(super) fn is_in_block(&self) -> bool {
        matches!(self.brackets.last(), None | Some(Bracket::Block))
    }

    pub(super) fn is_among_items(&self) -> bool {
        matches!(self.brackets.last(), Some(Bracket::Items))
    }

    /// Jumps over an island. `place` is what may stand behind what it becomes.
    pub(super) fn jump(&mut self, to: usize, place: Place) {
        self.at = to;
        if self.literal.is_none() {
            self.place = place;
            self.is_new_line = false;
        }
    }

    /// Goes on to `to`.
    pub(super) fn go_to(&mut self, to: usize) {
        while self.at < to {
            match self.literal {
                Some(literal) => self.in_literal(literal),
                None => self.sign(to),
            }
        }
        self.at = to;
    }

    fn in_literal(&mut self, literal: Literal) {
        let byte = self.bytes[self.at];
        self.at += 1;
        let next = self.bytes.get(self.at).copied();
        let is_line_end = matches!(byte, b'\n' | b'\r');
        match literal {
            Literal::Quoted(_) | Literal::Template | Literal::Regex { .. } if byte == b'\\' => self.at += 1,
            Literal::Quoted(quote) if byte == quote || is_line_end => self.end_literal(),
            Literal::Template if byte == b'`' => self.end_literal(),
            Literal::Template if byte == b'$' && next == Some(b'{') => {
                self.at += 1;
                self.literal = None;
                self.open(Bracket::Hole, Place::Value);
            }
            Literal::Regex { in_class } => match byte {
                b'[' => self.literal = Some(Literal::Regex { in_class: true }),
                b']' => self.literal = Some(Literal::Regex { in_class: false }),
                b'/' if !in_class => self.end_literal(),
                _ if is_line_end => self.end_literal(),
                _ => {}
            },
            Literal::LineComment if is_line_end => {
                self.literal = None;
                self.is_new_line = true;
            }
            Literal::BlockComment if byte == b'*' && next == Some(b'/') => {
                self.at += 1;
                self.literal = None;
            }
            _ => {}
        }
    }

    fn end_literal(&mut self) {
        self.literal = None;
        self.value_ended();
    }

    fn value_ended(&mut self) {
        self.place = Place::AfterValue;
        self.is_new_line = false;
    }

    fn begin_literal(&mut self, literal: Literal, length: usize) {
        self.literal = Some(literal);
        self.at += length;
    }

    fn open(&mut self, bracket: Bracket, place: Place) {
        self.brackets.push(bracket);
        self.place = place;
        self.is_new_line = false;
    }

    fn expects_value(&self) -> bool {
        self.place() != Place::AfterValue
    }

    /// The next sign outside of literals; a word is cut off at `to`.
    fn sign(&mut self, to: usize) {
        let rest = &self.bytes[self.at..];
        match rest[0] {
            b'\n' | b'\r' => {
                self.is_new_line = true;
                self.at += 1;
            }
            b' ' | b'\t' => self.at += 1,
            quote @ (b'"' | b'\'') => self.begin_literal(Literal::Quoted(quote), 1),
            b'`' => self.begin_literal(Literal::Template, 1),
            b'/' if rest.starts_with(b"//") => self.begin_literal(Literal::LineComment, 2),
            b'/' if rest.starts_with(b"/*") => self.begin_literal(Literal::BlockComment, 2),
            b'/' if self.expects_value() => self.begin_literal(Literal::Regex { in_class: false }, 1),
            b'<' if rest.starts_with(b"<!--") => self.begin_literal(Literal::LineComment, 4),
            b'(' | b'[' | b'{' => self.open_sign(rest[0]),
            b')' | b']' | b'}' => self.close_sign(),
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80 => self.word(to),
            byte => self.operator(byte),
        }
    }

    fn open_sign(&mut self, byte: u8) {
        let is_value = self.expects_value();
        let (bracket, place) = match byte {
            b'(' if is_value || self.is_head_next => (Bracket::Group { is_head: self.is_head_next }, Place::Value),
            b'(' => (Bracket::Items, Place::Item),
            b'[' if is_value => (Bracket::Items, Place::Item),
            b'[' => (Bracket::Group { is_head: false }, Place::Value),
            _ if matches!(self.place(), Place::Value | Place::Item) => (Bracket::Items, Place::Item),
            _ => (Bracket::Block, Place::Statement),
        };
        self.is_head_next = false;
        self.at += 1;
        self.open(bracket, place);
    }

    fn close_sign(&mut self) {
        self.at += 1;
        match self.brackets.pop() {
            Some(Bracket::Hole) => self.literal = Some(Literal::Template),
            Some(Bracket::Block | Bracket::Group { is_head: true }) | None => {
                self.place = Place::Statement;
                self.is_new_line = false;
            }
            Some(_) => self.value_ended(),
        }
    }

    fn operator(&mut self, byte: u8) {
        let rest = &self.bytes[self.at..];
        let is_step = rest.starts_with(b"++") || rest.starts_with(b"--");
        self.at += if is_step { 2 } else { 1 };
        let is_after_value = self.place == Place::AfterValue;
        self.place = match byte {
            _ if is_step && is_after_value => Place::AfterValue,
            b';' if self.is_in_block() => Place::Statement,
            b',' if self.is_among_items() => Place::Item,
            b':' if self.is_in_block() && self.conditions == 0 => Place::Statement,
            // The body of an arrow function is a block.
            b'>' if self.at > 1 && self.bytes[self.at - 2] == b'=' && self.bytes.get(self.at).is_some() => self.arrow(),
            _ => Place::Value,
        };
        match byte {
            b'?' => self.conditions += 1,
            b':' => self.conditions = self.conditions.saturating_sub(1),
            b';' => self.conditions = 0,
            _ => {}
        }
        self.is_new_line = false;
    }

    /// Behind `=>`: a block, or a value.
    fn arrow(&self) -> Place {
        let next = self.bytes[self.at..].iter().find(|byte| !byte.is_ascii_whitespace());
        if next == Some(&b'{') { Place::AfterValue } else { Place::Value }
    }

    fn word(&mut self, to: usize) {
        let start = self.at;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(*byte, b'_' | b'$') || *byte >= 0x80;
        let length = self.bytes[start..to].iter().take_while(|byte| is_part(byte)).count();
        self.at += length.max(1);
        let is_property = start > 0 && self.bytes[start - 1] == b'.';
        let word = &self.bytes[start..self.at];
        self.is_head_next = !is_property && matches!(word, b"if" | b"while" | b"for" | b"with");
        self.place = match word {
            _ if is_property => Place::AfterValue,
            b"else" | b"do" | b"try" | b"finally" => Place::Statement,
            b"return" | b"typeof" | b"instanceof" | b"in" | b"of" | b"new" | b"delete" | b"void" | b"throw"
            | b"case" | b"yield" | b"await" | b"var" | b"let" | b"const" | b"function" | b"class" | b"extends" => {
                Place::Value
            }
            _ => Place::AfterValue,
        };
        self.is_new_line = false;
    }
}
