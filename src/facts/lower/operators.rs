use tree_sitter::Node;

use super::{Field, Kind, Lowering};
use crate::facts::{AssignOperator, BinaryOperator, ExprId, ExprKind, LogicalOperator, Pattern, UnaryOperator};

impl<'t> Lowering<'_, 't> {
    pub(super) fn augmented_assignment(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let target = self.field_expr(list, Field::Left);
        let value = self.field_expr(list, Field::Right);
        let operator = match self.in_field(list, Field::Operator).map(|token| token.node.kind()) {
            Some("||=") => AssignOperator::Logical(LogicalOperator::Or),
            Some("&&=") => AssignOperator::Logical(LogicalOperator::And),
            Some("??=") => AssignOperator::Logical(LogicalOperator::Coalesce),
            _ => AssignOperator::Arithmetic,
        };
        self.release(list);
        let (Some(target), Some(value)) = (target, value) else {
            return self.opaque(node, target.into_iter().chain(value).collect());
        };
        self.leaf(node, ExprKind::Assign { target: Pattern::Target(target), operator, value })
    }

    pub(super) fn update(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let target = self.field_expr(list, Field::Argument);
        self.release(list);
        match target {
            Some(target) => self.leaf(node, ExprKind::Update { target }),
            None => self.opaque(node, Vec::new()),
        }
    }

    pub(super) fn unary(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let operand = self.field_expr(list, Field::Argument);
        let operator = match self.in_field(list, Field::Operator).map(|token| token.node.kind()) {
            Some("!") => UnaryOperator::Not,
            Some("-") => UnaryOperator::Minus,
            Some("+") => UnaryOperator::Plus,
            Some("typeof") => UnaryOperator::Typeof,
            Some("void") => UnaryOperator::Void,
            _ => UnaryOperator::Other,
        };
        self.release(list);
        match operand {
            Some(operand) => self.leaf(node, ExprKind::Unary { operator, operand }),
            None => self.opaque(node, Vec::new()),
        }
    }

    /// `a + b + c + …` nests to the left, hundreds deep where code builds HTML: a loop, not recursion.
    pub(super) fn binary_chain(&mut self, node: Node<'t>) -> ExprId {
        let mut steps = Vec::new();
        let mut current = node;
        let mut result = loop {
            let list = self.children_of(current);
            let left = self.in_field(list, Field::Left);
            let right = self.in_field(list, Field::Right);
            let operator = self.in_field(list, Field::Operator).map_or("", |token| token.node.kind());
            self.release(list);
            let (Some(left), Some(right)) = (left, right) else {
                break self.opaque(current, Vec::new());
            };
            steps.push((current, operator, right));
            if left.kind != Kind::BinaryExpression {
                break self.expr(left.kind, left.node);
            }
            current = left.node;
        };
        for (whole, operator, right) in steps.into_iter().rev() {
            let right = self.expr(right.kind, right.node);
            let span = self.span(whole);
            let kind = combined(operator, result, right);
            result = self.facts.add_expr(span, kind);
        }
        result
    }

    pub(super) fn conditional(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let test = self.field_expr(list, Field::Condition);
        let consequent = self.field_expr(list, Field::Consequence);
        let alternate = self.field_expr(list, Field::Alternative);
        self.release(list);
        match (test, consequent, alternate) {
            (Some(test), Some(consequent), Some(alternate)) => {
                self.leaf(node, ExprKind::Conditional { test, consequent, alternate })
            }
            _ => self.opaque(node, test.into_iter().chain(consequent).chain(alternate).collect()),
        }
    }
}

fn combined(operator: &str, left: ExprId, right: ExprId) -> ExprKind {
    let logical = match operator {
        "&&" => Some(LogicalOperator::And),
        "||" => Some(LogicalOperator::Or),
        "??" => Some(LogicalOperator::Coalesce),
        _ => None,
    };
    if let Some(operator) = logical {
        return ExprKind::Logical { operator, left, right };
    }
    let operator = match operator {
        "==" | "===" => BinaryOperator::Equal,
        "!=" | "!==" => BinaryOperator::NotEqual,
        "<" => BinaryOperator::Less,
        "<=" => BinaryOperator::LessEqual,
        ">" => BinaryOperator::Greater,
        ">=" => BinaryOperator::GreaterEqual,
        "+" => BinaryOperator::Add,
        "-" => BinaryOperator::Subtract,
        "*" => BinaryOperator::Multiply,
        _ => BinaryOperator::Other,
    };
    ExprKind::Binary { operator, left, right }
}
