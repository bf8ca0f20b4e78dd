//! What takes the place of an island in code, by what stands around it.

use crate::text::Span;

use super::choices::Choices;
use super::{COVER, Cover, MARK};
use crate::syntax::islands::{Branch, Island, IslandKind, Link};
use crate::syntax::place::{Glance, Place};

/// Nobody writes a longer one; islands may follow each other without end.
const MAX_WORD: usize = 256;

impl Cover<'_> {
    /// Covers the islands in a piece of code.
    pub(in crate::syntax) fn cover_code(&mut self, span: Span) {
        let first = self.islands.partition_point(|island| island.span.start < span.start);
        let end = self.islands.partition_point(|island| island.span.end <= span.end);
        let islands = self.islands.get(first..end).unwrap_or_default();
        if islands.is_empty() {
            return;
        }
        let choices = Choices::of(islands);
        let glance = Glance::new(self.host, span.start as usize);
        let written = vec![None; islands.len()];
        let mut writer = Writer { cover: self, islands, choices, glance, end: span.end, written };
        for (at, island) in islands.iter().enumerate() {
            if island.span.start as usize >= writer.glance.at() {
                writer.island(at);
            }
        }
    }
}

struct Writer<'c, 'a, 't> {
    cover: &'c mut Cover<'a>,
    islands: &'t [Island],
    choices: Choices,
    glance: Glance<'t>,
    end: u32,
    /// Where a part of a choice was written.
    written: Vec<Option<Span>>,
}

impl Writer<'_, '_, '_> {
    fn island(&mut self, at: usize) {
        let Island { span, kind } = self.islands[at];
        self.glance.go_to(span.start as usize);
        let place = self.glance.place();
        match kind {
            _ if place == Place::Literal => self.name(span),
            IslandKind::Comment => self.nothing(span),
            IslandKind::Value => self.value(span, place),
            IslandKind::Branch(branch) => self.branch(at, branch, place),
            IslandKind::Statement => match place {
                Place::Value => self.name(span),
                Place::Item => self.items(span),
                _ => self.nothing(span),
            },
        }
    }

    fn nothing(&mut self, span: Span) {
        self.cover.blank(span);
        let place = self.glance.place();
        self.glance.jump(span.end as usize, place);
    }

    fn name(&mut self, span: Span) {
        self.cover.mark(span);
        self.glance.jump(span.end as usize, Place::AfterValue);
    }

    fn value(&mut self, span: Span, place: Place) {
        match place {
            _ if self.is_part_of_a_word(span) => self.name(span),
            Place::AfterValue => self.more(span),
            Place::Statement => self.statement(span),
            _ => self.name(span),
        }
    }

    /// Whether a word goes on into the island without a blank: `scan_<%= id %>`.
    fn is_part_of_a_word(&self, span: Span) -> bool {
        let is_part =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'$' | MARK) || **byte >= 0x80;
        let before = self.cover.bytes[..span.start as usize].iter().rev().take(MAX_WORD);
        let first = before.take_while(is_part).last();
        first.is_some_and(|byte| !byte.is_ascii_digit())
    }

    /// Something more behind a value: what the value is with it, is not known.
    fn more(&mut self, span: Span) {
        let is_written = self.glance.is_among_items() && self.cover.write(span, ",...", "");
        if !is_written && !self.cover.write(span, "+", "") {
            self.cover.blank(span);
        }
        self.glance.jump(span.end as usize, Place::AfterValue);
    }

    /// A value where a statement may stand: one of its own when nothing of a statement follows it on the line.
    fn statement(&mut self, span: Span) {
        let rest = &self.cover.host.as_bytes()[span.end as usize..self.end as usize];
        let next = rest.iter().find(|byte| !matches!(byte, b' ' | b'\t')).copied();
        let following = self.islands.partition_point(|island| island.span.start < span.end);
        let is_joined = self.islands.get(following).is_some_and(|island| island.span.start == span.end);
        match next {
            _ if is_joined || rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') => {
                self.name(span);
            }
            None | Some(b'\n' | b'\r' | b'}') => {
                self.cover.write(span, "", ";");
                self.glance.jump(span.end as usize, Place::Statement);
            }
            Some(b'.' | b',' | b'(' | b'[' | b'=' | b';' | b':' | b'+' | b'-' | b'*' | b'?' | b'&' | b'|') => {
                self.name(span)
            }
            _ => self.nothing(span),
        }
    }

    /// Any number of arguments, items or properties.
    fn items(&mut self, span: Span) {
        let rest = &self.cover.host.as_bytes()[span.end as usize..self.end as usize];
        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_last = next.is_none_or(|byte| matches!(byte, b',' | b')' | b']' | b'}'));
        let place = if is_last { Place::AfterValue } else { Place::Item };
        if self.cover.write(span, "...", if is_last { "" } else { "," }) {
            self.glance.jump(span.end as usize, place);
        } else {
            self.nothing(span);
        }
    }

    fn branch(&mut self, at: usize, branch: Branch, place: Place) {
        let begins = self.choices.parts[at].begins.first().copied().filter(|_| branch.closes == 0);
        match begins {
            Some(choice) if place != Place::Statement => self.whole(at, choice, place),
            _ => self.part(at, branch),
        }
    }

    /// A choice between values: all of it is one value that is not known.
    fn whole(&mut self, at: usize, choice: usize, place: Place) {
        let choice = &self.choices.choices[choice];
        let last = choice.members.last().filter(|_| choice.is_whole).map_or(at, |&last| last);
        let span = self.islands[at].span.cover(self.islands[last].span);
        match place {
            Place::Item => self.items(span),
            Place::AfterValue => self.more(span),
            _ => self.name(span),
        }
    }

    /// A choice between statements: an `if`, of whose condition nothing is known but what it is called.
    fn part(&mut self, at: usize, branch: Branch) {
        let span = self.islands[at].span;
        if self.is_written_as_code(at) && self.write_part(at, branch) {
            self.glance.jump(span.end as usize, Place::Statement);
            return;
        }
        let choices: Vec<usize> = self.choices.parts[at].all().collect();
        choices.into_iter().for_each(|choice| self.take_back(choice));
        self.nothing(span);
    }

    /// Whether the choices that the island has to do with are, and begin and end between the same brackets.
    fn is_written_as_code(&mut self, at: usize) -> bool {
        let depth = self.glance.depth();
        let place = self.glance.place();
        let is_between = place == Place::Statement || (place == Place::AfterValue && self.glance.is_in_block());
        let part = self.choices.parts[at].clone();
        let mut before = part.ends.iter().chain(&part.goes_on);
        let fits = is_between
            && part.all().next().is_some()
            && before.all(|&choice| self.choices.choices[choice].written == Some(depth))
            && part.begins.iter().all(|&choice| self.choices.choices[choice].is_whole);
        if fits {
            part.begins.iter().for_each(|&choice| self.choices.choices[choice].written = Some(depth));
        }
        fits
    }

    fn write_part(&mut self, at: usize, branch: Branch) -> bool {
        let span = self.islands[at].span;
        let written = [span, self.with_blanks(span)].into_iter().find(|&span| self.write_branch(span, branch));
        self.written[at] = written;
        written.is_some()
    }

    fn write_branch(&mut self, span: Span, branch: Branch) -> bool {
        let opening = |count: usize| "if(0){".repeat(count.saturating_sub(1));
        match branch {
            Branch { link: Some(Link::Else), .. } => self.cover.write_ended(span, "}else{"),
            Branch { link: Some(Link::ElseIf), .. } => self.cover.write(span, "}else if(", "){"),
            Branch { closes, opens: 0, .. } => self.cover.write_ended(span, &"}".repeat(closes)),
            Branch { closes, opens, .. } => {
                let before = format!("{}{}if(", "}".repeat(closes), opening(opens).replace('0', &COVER.to_string()));
                self.cover.write(span, &before, "){")
            }
        }
    }

    /// With a blank on either side: `@else` is shorter than what is written for it.
    fn with_blanks(&self, span: Span) -> Span {
        let is_blank = |bytes: &[u8], at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
        let (start, end) = (span.start as usize, span.end as usize);
        let before = usize::from(start > 0 && is_blank(&self.cover.bytes, start - 1));
        let after = usize::from(end < self.end as usize && is_blank(self.cover.host.as_bytes(), end));
        Span::new(start - before, end + after)
    }

    /// A choice that is no `if` after all: what was written for it goes.
    fn take_back(&mut self, choice: usize) {
        let mut queue = vec![choice];
        while let Some(choice) = queue.pop() {
            let Some(_) = self.choices.choices[choice].written.take() else { continue };
            for member in self.choices.choices[choice].members.clone() {
                self.written[member].take().into_iter().for_each(|span| self.cover.blank(span));
                queue.extend(self.choices.parts[member].all());
            }
        }
    }
}

impl Cover<'_> {
    /// Writes a text, and blanks behind it; false when there is no room.
    fn write_ended(&mut self, span: Span, text: &str) -> bool {
        let has_room = text.len() <= span.len();
        if has_room {
            self.blank(span);
            let start = span.start as usize;
            self.bytes[start..start + text.len()].copy_from_slice(text.as_bytes());
        }
        has_room
    }
}
