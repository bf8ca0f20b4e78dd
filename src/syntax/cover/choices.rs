//! Which islands belong together: `{% if x %}`, `{% else %}` and `{% endif %}`.

use crate::syntax::islands::{Branch, Island, IslandKind};

/// Islands that begin, go on with and end one choice, by their places in a list of islands.
#[derive(Debug)]
pub(super) struct Choice {
    pub members: Vec<usize>,
    /// Whether its end was found.
    pub is_whole: bool,
    /// Whether it is written as an `if`, and how many brackets were open where it began.
    pub written: Option<usize>,
}

/// The choices that an island has to do with.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub ends: Vec<usize>,
    pub goes_on: Option<usize>,
    pub begins: Vec<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Choices {
    pub choices: Vec<Choice>,
    /// One for each island.
    pub parts: Vec<Part>,
}

impl Choices {
    pub(super) fn of(islands: &[Island]) -> Self {
        let mut found = Self::default();
        let mut open: Vec<usize> = Vec::new();
        for (at, island) in islands.iter().enumerate() {
            let mut part = Part::default();
            if let IslandKind::Branch(branch) = island.kind {
                found.add(at, branch, &mut open, &mut part);
            }
            found.parts.push(part);
        }
        found
    }

    fn add(&mut self, at: usize, branch: Branch, open: &mut Vec<usize>, part: &mut Part) {
        if branch.link.is_some() {
            part.goes_on = open.last().copied();
            part.goes_on.into_iter().for_each(|choice| self.choices[choice].members.push(at));
            return;
        }
        for _ in 0..branch.closes {
            let Some(choice) = open.pop() else { break };
            self.choices[choice].members.push(at);
            self.choices[choice].is_whole = true;
            part.ends.push(choice);
        }
        for _ in 0..branch.opens {
            let choice = self.choices.len();
            self.choices.push(Choice { members: vec![at], is_whole: false, written: None });
            part.begins.push(choice);
            open.push(choice);
        }
    }
}

impl Part {
    /// Every choice that it is a part of.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.ends.iter().chain(&self.goes_on).chain(&self.begins).copied()
    }
}
