//! The paths through the body of a loop: what each has removed, and how far it has moved the counter.

use crate::facts::{Case, ExprId, ExprKind, StatementId, StatementKind};

use super::Context;
use super::image_loop::ImageLoop;

/// Paths that are kept apart; beyond, nothing is concluded.
const MAX_PATHS: usize = 64;
const MAX_DEPTH: usize = 64;

/// A path through the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// The first call that takes the counted image out of the buffer.
    pub removed: Option<ExprId>,
    /// By how much the counter has moved.
    pub moved: i32,
}

const START: Path = Path { removed: None, moved: 0 };

pub(super) struct Paths<'w, 'a> {
    pub context: &'w Context<'a>,
    pub it: &'w ImageLoop,
    pub is_removal: &'w dyn Fn(ExprId) -> bool,
}

/// Where paths are at the end of a statement.
#[derive(Default)]
struct Ends {
    normal: Vec<Path>,
    /// They go on with the next round.
    continued: Vec<Path>,
    /// They leave the innermost `switch` or loop.
    broke: Vec<Path>,
}

impl Paths<'_, '_> {
    /// The paths that come to the next round; `None` when they are too many, or not understood.
    pub fn to_next_round(&self) -> Option<Vec<Path>> {
        let mut ends = self.statement(self.it.body, vec![START], MAX_DEPTH)?;
        let mut paths = ends.normal;
        paths.append(&mut ends.continued);
        match self.it.update {
            Some(update) => self.expr(update, paths),
            None => Some(paths),
        }
    }

    fn list(&self, statements: &[StatementId], paths: Vec<Path>, depth: usize) -> Option<Ends> {
        let mut ends = Ends { normal: paths, ..Ends::default() };
        for &statement in statements {
            let next = self.statement(statement, std::mem::take(&mut ends.normal), depth)?;
            ends.normal = next.normal;
            ends.continued.extend(next.continued);
            ends.broke.extend(next.broke);
        }
        Some(ends)
    }

    fn statement(&self, id: StatementId, paths: Vec<Path>, depth: usize) -> Option<Ends> {
        let depth = depth.checked_sub(1)?;
        if paths.is_empty() {
            return Some(Ends::default());
        }
        let kind = &self.context.model.facts.statement(id).kind;
        let normal = |paths: Vec<Path>| Some(Ends { normal: paths, ..Ends::default() });
        match kind {
            StatementKind::Block(body) => self.list(body, paths, depth),
            StatementKind::If { test, consequent, alternate } => {
                let paths = self.expr(*test, paths)?;
                let mut ends = self.statement(*consequent, paths.clone(), depth)?;
                match alternate {
                    Some(alternate) => ends.add(self.statement(*alternate, paths, depth)?),
                    None => ends.normal.extend(paths),
                }
                ends.bounded()
            }
            StatementKind::Switch { subject, cases } => self.switch(*subject, cases, paths, depth),
            StatementKind::For { body, .. }
            | StatementKind::ForEach { body, .. }
            | StatementKind::While { body, .. }
            | StatementKind::DoWhile { body, .. } => {
                let inner = self.statement(*body, paths.clone(), depth)?;
                let mut after = paths;
                after.extend(inner.normal.into_iter().chain(inner.continued).chain(inner.broke));
                Ends { normal: after, ..Ends::default() }.bounded()
            }
            StatementKind::Try { block, handler, finalizer, .. } => {
                let mut ends = self.statement(*block, paths.clone(), depth)?;
                if let Some(handler) = handler {
                    ends.add(self.statement(*handler, paths, depth)?);
                }
                match finalizer {
                    Some(finalizer) => self.finally(*finalizer, ends, depth),
                    None => ends.bounded(),
                }
            }
            StatementKind::Return(_) | StatementKind::Throw(_) => Some(Ends::default()),
            StatementKind::Break(None) => Some(Ends { broke: paths, ..Ends::default() }),
            StatementKind::Continue(None) => Some(Ends { continued: paths, ..Ends::default() }),
            StatementKind::Break(Some(_)) | StatementKind::Continue(Some(_)) => None,
            StatementKind::Labeled { body, .. } => self.statement(*body, paths, depth),
            other => {
                let mut exprs = Vec::new();
                other.each_expr(&mut |expr| exprs.push(expr));
                let mut paths = paths;
                for expr in exprs {
                    paths = self.expr(expr, paths)?;
                }
                normal(paths)
            }
        }
    }

    /// What runs however a `try` ends.
    fn finally(&self, finalizer: StatementId, ends: Ends, depth: usize) -> Option<Ends> {
        let mut whole = self.statement(finalizer, ends.normal, depth)?;
        let continued = self.statement(finalizer, ends.continued, depth)?;
        let broke = self.statement(finalizer, ends.broke, depth)?;
        whole.continued.extend(continued.normal);
        whole.broke.extend(broke.normal);
        whole.bounded()
    }

    fn switch(&self, subject: ExprId, cases: &[Case], paths: Vec<Path>, depth: usize) -> Option<Ends> {
        let paths = self.expr(subject, paths)?;
        let mut whole = Ends::default();
        let mut falling = Vec::new();
        for case in cases {
            falling.extend(paths.iter().copied());
            let mut ends = self.list(&case.body, std::mem::take(&mut falling), depth)?;
            whole.normal.append(&mut ends.broke);
            whole.continued.append(&mut ends.continued);
            falling = ends.normal;
        }
        whole.normal.extend(falling);
        if cases.iter().all(|case| case.test.is_some()) {
            whole.normal.extend(paths);
        }
        whole.bounded()
    }

    /// What an expression does; the bodies of functions in it run some other time.
    fn expr(&self, expr: ExprId, paths: Vec<Path>) -> Option<Vec<Path>> {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.expr_at(expr, paths))
    }

    fn expr_at(&self, expr: ExprId, mut paths: Vec<Path>) -> Option<Vec<Path>> {
        let facts = self.context.model.facts;
        match facts.kind(expr) {
            ExprKind::Logical { left, right, .. } => {
                paths = self.expr(*left, paths)?;
                let taken = self.expr(*right, paths.clone())?;
                return bounded(paths.into_iter().chain(taken).collect());
            }
            ExprKind::Conditional { test, consequent, alternate } => {
                paths = self.expr(*test, paths)?;
                let mut ends = self.expr(*consequent, paths.clone())?;
                ends.extend(self.expr(*alternate, paths)?);
                return bounded(ends);
            }
            kind => {
                let mut children = Vec::new();
                kind.each_child(&mut |child| children.push(child));
                for child in children {
                    paths = self.expr(child, paths)?;
                }
            }
        }
        if let Some(change) = self.it.change(self.context, expr) {
            let by = change?;
            paths.iter_mut().for_each(|path| path.moved = (path.moved + by).clamp(-8, 8));
        }
        if (self.is_removal)(expr) {
            paths.iter_mut().for_each(|path| path.removed = path.removed.or(Some(expr)));
        }
        bounded(paths)
    }
}

impl Ends {
    fn add(&mut self, other: Self) {
        self.normal.extend(other.normal);
        self.continued.extend(other.continued);
        self.broke.extend(other.broke);
    }

    fn bounded(self) -> Option<Self> {
        Some(Self { normal: bounded(self.normal)?, continued: bounded(self.continued)?, broke: bounded(self.broke)? })
    }
}

/// Paths that agree are one.
fn bounded(paths: Vec<Path>) -> Option<Vec<Path>> {
    let mut kept: Vec<Path> = Vec::with_capacity(paths.len());
    for path in paths {
        if !kept.contains(&path) {
            kept.push(path);
        }
    }
    (kept.len() <= MAX_PATHS).then_some(kept)
}
