//! A file's code by place. Each list is made when it is first asked for.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::facts::{ExprId, ExprKind, Facts, FunctionId, MemberValue, StatementId, StatementKind};
use crate::text::Span;

use super::nest::Nest;

pub struct Layout<'a> {
    facts: &'a Facts,
    units: OnceLock<Nest<usize>>,
    functions: OnceLock<Nest<FunctionId>>,
    fields: OnceLock<Nest<()>>,
    statements: OnceLock<Nest<StatementId>>,
    lists: OnceLock<Lists>,
    branches: OnceLock<Nest<()>>,
    /// Sorted by start.
    exprs: OnceLock<Vec<(u32, ExprId)>>,
}

/// Where statements stand.
#[derive(Default)]
struct Lists {
    /// Those that stand in a list, and not as the body of an `if` or a loop.
    listed: FxHashSet<StatementId>,
    /// Those with which a function or a script ends.
    last: FxHashSet<StatementId>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        Self {
            facts,
            units: OnceLock::new(),
            functions: OnceLock::new(),
            fields: OnceLock::new(),
            statements: OnceLock::new(),
            lists: OnceLock::new(),
            branches: OnceLock::new(),
            exprs: OnceLock::new(),
        }
    }

    /// By their places in the list of units.
    pub(super) fn units(&self) -> &Nest<usize> {
        self.units.get_or_init(|| Nest::of(self.facts.units.iter().enumerate().map(|(at, unit)| (unit.span, at))))
    }

    pub(super) fn functions(&self) -> &Nest<FunctionId> {
        self.functions.get_or_init(|| Nest::of(self.facts.functions().map(|(id, function)| (function.span, id))))
    }

    /// What the fields of classes hold.
    pub(super) fn fields(&self) -> &Nest<()> {
        self.fields.get_or_init(|| {
            let members = self.facts.classes().flat_map(|(_, class)| &class.members);
            Nest::of(members.filter_map(|member| match member.value {
                MemberValue::Field(Some(value)) => Some((self.facts.span(value), ())),
                _ => None,
            }))
        })
    }

    pub(super) fn statements(&self) -> &Nest<StatementId> {
        self.statements.get_or_init(|| Nest::of(self.facts.statements().map(|(id, statement)| (statement.span, id))))
    }

    /// Whether a statement stands in a list, and not as the body of an `if` or a loop.
    pub(super) fn is_listed(&self, statement: StatementId) -> bool {
        self.lists().listed.contains(&statement)
    }

    /// Whether a function or a script ends with a statement.
    pub(super) fn is_last(&self, statement: StatementId) -> bool {
        self.lists().last.contains(&statement)
    }

    fn lists(&self) -> &Lists {
        self.lists.get_or_init(|| Lists::of(self.facts))
    }

    /// Code that runs on a condition: branches, the bodies of loops, the second side of `&&`, and what comes after a statement
    /// that may leave the function early.
    pub(super) fn branches(&self) -> &Nest<()> {
        self.branches.get_or_init(|| Nest::of(branches(self.facts).into_iter().map(|span| (span, ()))))
    }

    /// The expressions that lie in a span, by where they start.
    pub(super) fn exprs_in(&self, span: Span) -> impl Iterator<Item = ExprId> {
        let exprs = self.exprs.get_or_init(|| {
            let mut exprs: Vec<_> = self.facts.exprs().map(|(id, expr)| (expr.span.start, id)).collect();
            exprs.sort_unstable();
            exprs
        });
        let from = exprs.partition_point(|(start, _)| *start < span.start);
        let started = exprs[from..].iter().take_while(move |(start, _)| *start < span.end);
        started.map(|(_, id)| *id).filter(move |&id| span.contains(self.facts.span(id)))
    }
}

impl Lists {
    fn of(facts: &Facts) -> Self {
        let mut lists = Self::default();
        let bodies = facts.functions().map(|(_, function)| &function.body);
        for body in facts.units.iter().map(|unit| &unit.body).chain(bodies) {
            lists.listed.extend(body);
            lists.last.extend(body.last());
        }
        for (_, statement) in facts.statements() {
            match &statement.kind {
                StatementKind::Block(body) => lists.listed.extend(body),
                StatementKind::Switch { cases, .. } => lists.listed.extend(cases.iter().flat_map(|case| &case.body)),
                _ => {}
            }
        }
        lists
    }
}

fn branches(facts: &Facts) -> Vec<Span> {
    let mut found = Vec::new();
    let span = |id: StatementId| facts.statement(id).span;
    for (_, statement) in facts.statements() {
        match &statement.kind {
            StatementKind::If { consequent, alternate, .. } => {
                found.push(span(*consequent));
                found.extend(alternate.map(span));
            }
            StatementKind::For { body, .. }
            | StatementKind::ForEach { body, .. }
            | StatementKind::While { body, .. } => {
                found.push(span(*body));
            }
            StatementKind::Switch { cases, .. } => {
                found.extend(cases.iter().flat_map(|case| &case.body).map(|&id| span(id)));
            }
            StatementKind::Try { handler, .. } => found.extend(handler.map(span)),
            _ => {}
        }
    }
    for (_, expr) in facts.exprs() {
        match expr.kind {
            ExprKind::Conditional { consequent, alternate, .. } => {
                found.extend([facts.span(consequent), facts.span(alternate)]);
            }
            ExprKind::Logical { right, .. } => found.push(facts.span(right)),
            _ => {}
        }
    }
    found.extend(facts.functions().filter_map(|(_, function)| after_exit(facts, &function.body)));
    found
}

/// What of a function's body comes after a statement that may leave it.
fn after_exit(facts: &Facts, body: &[StatementId]) -> Option<Span> {
    let exits = |id: &&StatementId| match &facts.statement(**id).kind {
        StatementKind::If { consequent, alternate, .. } => {
            [Some(*consequent), *alternate].into_iter().flatten().any(|branch| leaves(facts, branch))
        }
        _ => false,
    };
    let exit = facts.statement(*body.iter().find(exits)?).span;
    let end = facts.statement(*body.last()?).span.end;
    (exit.end < end).then(|| Span::new(exit.end as usize, end as usize))
}

fn leaves(facts: &Facts, branch: StatementId) -> bool {
    match &facts.statement(branch).kind {
        StatementKind::Return(_) | StatementKind::Throw(_) => true,
        StatementKind::Block(body) => body.last().is_some_and(|last| {
            matches!(facts.statement(*last).kind, StatementKind::Return(_) | StatementKind::Throw(_))
        }),
        _ => false,
    }
}
