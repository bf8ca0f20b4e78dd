use crate::facts::{ExprId, Facts, StatementId};

/// What an expression stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    Expr(ExprId),
    Statement(StatementId),
    /// The default value of a parameter, a field of a class.
    Other,
}

/// The parent of every expression of a file.
#[derive(Debug, Default)]
pub struct Parents {
    by_child: Vec<Parent>,
}

impl Parents {
    pub(super) fn of(facts: &Facts) -> Self {
        let mut by_child = vec![Parent::Other; facts.expr_count()];
        for (id, expr) in facts.exprs() {
            expr.kind.each_child(&mut |child| by_child[child.index()] = Parent::Expr(id));
        }
        for (id, statement) in facts.statements() {
            statement.kind.each_expr(&mut |child| by_child[child.index()] = Parent::Statement(id));
        }
        Self { by_child }
    }

    #[must_use]
    pub fn of_expr(&self, expr: ExprId) -> Parent {
        self.by_child.get(expr.index()).copied().unwrap_or(Parent::Other)
    }
}
