use crate::text::Span;

use super::Name;

/// The names that the template of a component declares, each for a part of it. Parts hold each other or are apart.
#[derive(Clone, Debug, Default)]
pub struct TemplateLocals(Vec<Local>);

#[derive(Clone, Debug)]
struct Local {
    name: Name,
    seen: Span,
    /// The place in the list of the closest one that is seen in all of it.
    around: Option<usize>,
}

impl TemplateLocals {
    #[must_use]
    pub fn new(mut names: Vec<(Name, Span)>) -> Self {
        names.sort_by_key(|(_, seen)| (seen.start, std::cmp::Reverse(seen.end)));
        let mut locals: Vec<Local> = Vec::with_capacity(names.len());
        for (name, seen) in names {
            let mut around = locals.len().checked_sub(1);
            while let Some(at) = around.filter(|&at| !locals[at].seen.contains(seen)) {
                around = locals[at].around;
            }
            locals.push(Local { name, seen, around });
        }
        Self(locals)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that are seen at a place.
    pub fn at(&self, place: Span) -> impl Iterator<Item = Name> {
        let last = self.0.partition_point(|local| local.seen.start <= place.start).checked_sub(1);
        let up = std::iter::successors(last, |&at| self.0[at].around);
        up.map(|at| &self.0[at]).filter(move |local| local.seen.contains(place)).map(|local| local.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Names;

    #[test]
    fn names_are_those_of_the_parts_around_a_place() {
        let mut names = Names::default();
        let mut local = |name: &str, start, end| (names.intern(name), Span::new(start, end));
        let all =
            vec![local("c", 40, 60), local("a", 0, 100), local("d", 42, 50), local("b", 10, 20), local("e", 40, 60)];
        let locals = TemplateLocals::new(all);
        let at = |start, end| {
            let mut found: Vec<&str> = locals.at(Span::new(start, end)).map(|name| names.text(name)).collect();
            found.sort_unstable();
            found.concat()
        };
        assert_eq!(
            [at(5, 6), at(10, 20), at(30, 31), at(44, 45), at(55, 58), at(90, 99)],
            ["a", "ab", "a", "acde", "ace", "a"]
        );
        assert_eq!(at(100, 120), "");
    }
}
