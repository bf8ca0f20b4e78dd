use std::cmp::Reverse;

use super::anchors::Anchors;
use super::finder::Finder;
use super::landmarks::{Landmark, landmarks as landmarks_of};
use super::slot::{Slot, Thing};
use crate::facts::{self, Facts};
use crate::model::{Model, Outside, Surroundings};
use crate::sdk::api::{ArgumentKind, Member};
use crate::settle::{self, MARKER};
use crate::syntax::{self, Document, Memory};
use crate::text::{Source, Span};

/// What a text holds for an editor's questions, found once for each version of it. Much smaller than what it is found with.
#[derive(Debug, Default)]
pub struct Index {
    /// Sorted by place; no two hold the same character.
    slots: Vec<(Span, Slot)>,
    /// Sorted by start, outer ones first.
    pub(super) calls: Vec<CallSite>,
    /// Sorted by start, outer ones first.
    pub(super) option_objects: Vec<OptionObject>,
    /// In order of place.
    pub(super) pieces: Vec<Piece>,
    /// The `id` of every element of the page.
    pub element_ids: Vec<(String, Span)>,
    pub(super) anchors: Anchors,
    /// The outline, in order of place.
    pub landmarks: Vec<Landmark>,
}

/// A piece of code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    /// Whether it is free of syntax errors.
    pub is_whole: bool,
}

/// An object literal that holds options.
#[derive(Debug)]
pub(super) struct OptionObject {
    pub span: Span,
    pub keys: Box<[Span]>,
}

/// A call of a method of the SDK.
#[derive(Debug)]
pub(super) struct CallSite {
    pub span: Span,
    /// Where the name of the method ends.
    pub name_end: usize,
    pub method: Member,
    pub arguments: Box<[(Span, ArgumentKind)]>,
}

impl Index {
    /// Whether there is anything in a text to ask for.
    #[must_use]
    pub fn may_hold(source: &Source, instance_names: &[String]) -> bool {
        let text = &*source.text;
        let names_instance = || instance_names.iter().any(|name| text.contains(name.as_str()));
        syntax::mentions_sdk(text) || text.contains(MARKER) || names_instance()
    }

    /// `instance_names`: names taken for an instance besides the built-in ones; `outside`: what it sees of other files.
    #[must_use]
    pub fn of(source: &Source, instance_names: &[String], outside: &Outside) -> Self {
        if !Self::may_hold(source, instance_names) {
            return Self::default();
        }
        Self::of_any(source, instance_names, outside)
    }

    /// The same of the next version of a text that was read before with this memory.
    #[must_use]
    pub fn again(source: &Source, instance_names: &[String], outside: &Outside, memory: &mut Memory) -> Self {
        if !Self::may_hold(source, instance_names) {
            return Self::default();
        }
        Self::of_document(source, syntax::read_again(source, memory), instance_names, outside)
    }

    /// The same of a text whose code was lowered already: `programs` are the document's.
    #[must_use]
    pub fn of_programs(
        source: &Source,
        document: &Document<'_>,
        programs: &[Facts],
        instance_names: &[String],
        outside: &Outside,
    ) -> Self {
        let mut index = Self::of_syntax(source, document);
        index.add(source, programs, instance_names, outside);
        index
    }

    /// The same of a text that may have nothing to do with the SDK, but with one that has.
    #[must_use]
    pub fn of_any(source: &Source, instance_names: &[String], outside: &Outside) -> Self {
        Self::of_document(source, syntax::read(source), instance_names, outside)
    }

    fn of_document(source: &Source, document: Document<'_>, instance_names: &[String], outside: &Outside) -> Self {
        let mut index = Self::of_syntax(source, &document);
        let programs = facts::programs(&document);
        drop(document);
        index.add(source, &programs, instance_names, outside);
        index
    }

    /// What is found without understanding the code.
    fn of_syntax(source: &Source, document: &Document<'_>) -> Self {
        let pieces = document.all_regions().map(|region| Piece { span: region.span, is_whole: region.confident() });
        Self {
            slots: rule_names(document, &source.text),
            pieces: pieces.collect(),
            element_ids: document.element_ids.clone(),
            anchors: Anchors::of(document),
            ..Self::default()
        }
    }

    /// Adds what the code holds.
    fn add(&mut self, source: &Source, programs: &[Facts], instance_names: &[String], outside: &Outside) {
        for facts in programs {
            let model = Model::of(facts, &Surroundings { instance_names, outside, file: None });
            let mut finder = Finder::of(&model, &source.text);
            finder.run();
            self.slots.append(&mut finder.slots);
            self.calls.append(&mut finder.calls);
            self.option_objects.append(&mut finder.option_objects);
            self.anchors.handlers.append(&mut finder.handlers);
            self.anchors.resources.append(&mut finder.resources);
            self.anchors.add(&model);
            self.landmarks.extend(landmarks_of(&model));
        }
        self.slots.sort_by_key(|(span, _)| *span);
        self.slots.dedup_by_key(|(span, _)| *span);
        self.calls.sort_by_key(|call| (call.span.start, Reverse(call.span.end)));
        self.option_objects.sort_by_key(|object| (object.span.start, Reverse(object.span.end)));
    }

    pub fn slots(&self) -> &[(Span, Slot)] {
        &self.slots
    }

    /// Those that stand in a part of the text.
    pub fn slots_in(&self, part: Span) -> &[(Span, Slot)] {
        let from = self.slots.partition_point(|(span, _)| span.end < part.start);
        let to = self.slots.partition_point(|(span, _)| span.start <= part.end);
        self.slots.get(from..to).unwrap_or_default()
    }

    /// The slot that an editor's cursor touches; of two, the one that begins there.
    #[must_use]
    pub fn slot_at(&self, offset: usize) -> Option<(Span, Slot)> {
        let before = self.slots.partition_point(|(span, _)| span.start as usize <= offset);
        let near = self.slots[..before].iter().rev().take(2);
        near.copied().find(|(span, _)| span.touches(offset))
    }

    /// The piece of code that the offset is in.
    pub(super) fn piece_at(&self, offset: usize) -> Option<Piece> {
        self.pieces.iter().rev().copied().find(|piece| piece.span.touches(offset))
    }

    /// The keys of the innermost object of options around the offset.
    pub(super) fn option_keys_at(&self, offset: usize) -> &[Span] {
        let before = self.option_objects.partition_point(|object| (object.span.start as usize) < offset);
        let around = self.option_objects[..before].iter().rev().find(|object| object.span.touches(offset));
        around.map_or(&[], |object| &object.keys)
    }

    /// What stands there, and its exact place.
    #[must_use]
    pub fn thing_at<'a>(&self, text: &'a str, offset: usize) -> Option<(Span, Thing<'a>)> {
        let before = self.slots.partition_point(|(span, _)| span.start as usize <= offset);
        let near = self.slots[..before].iter().rev().take(2).filter(|(span, _)| span.touches(offset));
        near.copied().find_map(|(span, slot)| Some((span, slot.thing(text, span)?)))
    }

    /// The innermost call of the SDK whose arguments the offset is among.
    pub(super) fn call_at(&self, text: &str, offset: usize) -> Option<&CallSite> {
        /// Calls that began so many calls before are over.
        const NEARBY: usize = 200;
        let before = self.calls.partition_point(|call| (call.span.start as usize) < offset);
        self.calls[..before].iter().rev().take(NEARBY).find(|call| call.holds(text, offset))
    }
}

fn rule_names(document: &Document<'_>, text: &str) -> Vec<(Span, Slot)> {
    let suppressions = settle::parse(text, &document.comments_with(MARKER));
    let names = suppressions.into_iter().flat_map(|suppression| suppression.rules);
    names.map(|name| (name.span, Slot::Rule)).collect()
}
