//! Spans that lie in one another, by place.

use crate::text::Span;

/// Finds what is around a place in as many steps as it is deep. Of spans that cross, which code that does not parse may
/// have, each still holds its own.
pub(super) struct Nest<T>(Vec<Item<T>>);

struct Item<T> {
    span: Span,
    value: T,
    /// The place in the list of the one around.
    outer: Option<usize>,
}

impl<T: Copy> Nest<T> {
    /// Of equal spans, the later ones lie in the earlier ones.
    pub fn of(spans: impl IntoIterator<Item = (Span, T)>) -> Self {
        let mut items: Vec<Item<T>> =
            spans.into_iter().map(|(span, value)| Item { span, value, outer: None }).collect();
        items.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        let mut around: Vec<usize> = Vec::new();
        for at in 0..items.len() {
            while around.last().is_some_and(|&outer| items[outer].span.end <= items[at].span.start) {
                around.pop();
            }
            items[at].outer = around.last().copied();
            around.push(at);
        }
        Self(items)
    }

    /// Those that hold a span, the innermost first.
    pub fn around(&self, span: Span) -> impl Iterator<Item = (Span, T)> {
        let started = self.0.partition_point(|item| item.span.start <= span.start);
        let outwards = std::iter::successors(started.checked_sub(1), |&at| self.0[at].outer);
        outwards.map(|at| (self.0[at].span, self.0[at].value)).filter(move |(around, _)| around.contains(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(spans: &[(usize, usize)], (start, end): (usize, usize)) -> Vec<usize> {
        let named = spans.iter().enumerate().map(|(at, &(start, end))| (Span::new(start, end), at));
        Nest::of(named).around(Span::new(start, end)).map(|(_, at)| at).collect()
    }

    #[test]
    fn what_is_around_a_place_comes_from_the_inside() {
        let spans = [(0, 100), (10, 40), (12, 15), (12, 30), (50, 60), (12, 30)];
        assert_eq!(around(&spans, (13, 14)), [2, 5, 3, 1, 0]);
        assert_eq!(around(&spans, (20, 21)), [5, 3, 1, 0]);
        assert_eq!(around(&spans, (45, 46)), [0]);
        assert_eq!(around(&spans, (35, 55)), [0]);
        assert_eq!(around(&spans, (100, 101)), Vec::<usize>::new());
    }

    #[test]
    fn spans_that_cross_are_all_found() {
        let spans = [(0, 10), (5, 15), (6, 8), (11, 12)];
        assert_eq!(around(&spans, (7, 8)), [2, 1, 0]);
        assert_eq!(around(&spans, (9, 10)), [1, 0]);
        assert_eq!(around(&spans, (11, 12)), [3, 1]);
    }
}
