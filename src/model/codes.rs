//! Numbers that stand where code writes an SDK error code.

use crate::facts::{
    BinaryOperator, DeclarationKind, ExprId, ExprKind, Facts, Name, Pattern, StatementKind, UnaryOperator,
};
use crate::sdk::codes;
use crate::text::Span;

/// A known error code in a place where error codes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeLiteral {
    /// The number with its minus sign, or the string with its quotes.
    pub span: Span,
    pub value: i64,
}

/// The error codes of a file: compared, switched over, named by a constant, listed, or used as a key.
#[must_use]
pub fn code_literals(facts: &Facts) -> Vec<CodeLiteral> {
    let mut finder = Finder { facts, found: Vec::new() };
    for (_, expr) in facts.exprs() {
        finder.expr(&expr.kind);
    }
    for (_, statement) in facts.statements() {
        finder.statement(&statement.kind);
    }
    let mut found = finder.found;
    found.sort_by_key(|literal| literal.span);
    found.dedup();
    found
}

struct Finder<'f> {
    facts: &'f Facts,
    found: Vec<CodeLiteral>,
}

impl Finder<'_> {
    fn expr(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Binary { operator, left, right } if is_comparison(*operator) => {
                self.operand(*left, self.speaks_of_errors(*right));
                self.operand(*right, self.speaks_of_errors(*left));
            }
            ExprKind::Array(items) if items.iter().all(|&item| self.number(item).is_some()) => {
                items.iter().for_each(|&item| self.operand(item, false));
            }
            ExprKind::Object(properties) => {
                for property in properties {
                    if let Some(computed) = property.computed {
                        self.operand(computed, false);
                    }
                    if let Some(key) = property.key {
                        self.key(key, property.key_span);
                        self.named(key, property.value);
                    }
                }
            }
            ExprKind::Assign { target: Pattern::Target(target), value, .. } => {
                if let ExprKind::Name(name) | ExprKind::Member { property: name, .. } = self.facts.kind(*target) {
                    self.named(*name, *value);
                }
            }
            ExprKind::Index { index, .. } => self.operand(*index, false),
            ExprKind::Member { property, property_span, .. } => self.key(*property, *property_span),
            _ => {}
        }
    }

    fn statement(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Switch { subject, cases } => {
                let is_error = self.speaks_of_errors(*subject);
                for test in cases.iter().filter_map(|case| case.test) {
                    self.operand(test, is_error);
                }
            }
            StatementKind::Declare { kind, declarations } => {
                for declaration in declarations {
                    let (Pattern::Target(target), Some(value)) = (&declaration.target, declaration.value) else {
                        continue;
                    };
                    let ExprKind::Name(name) = self.facts.kind(*target) else { continue };
                    if *kind == DeclarationKind::Const && !is_geometry(self.facts.names.text(*name)) {
                        self.operand(value, is_error_word(self.facts.names.text(*name)));
                    } else {
                        self.named(*name, value);
                    }
                }
            }
            _ => {}
        }
    }

    /// A number in a place for codes. Only beside a word of errors may it be 0 or positive.
    fn operand(&mut self, expr: ExprId, is_error: bool) {
        let Some(value) = self.number(expr) else { return };
        let is_plausible = value < -999 || is_error;
        if is_plausible && codes::lookup(value).is_some() {
            self.found.push(CodeLiteral { span: self.facts.span(expr), value });
        }
    }

    /// The value of a variable or property whose name speaks of errors, or is written like a constant's.
    fn named(&mut self, name: Name, value: ExprId) {
        let text = self.facts.names.text(name);
        let is_constant = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
        if is_error_word(text) || (is_constant && !is_geometry(text)) {
            self.operand(value, is_error_word(text));
        }
    }

    /// A property key that is a quoted code.
    fn key(&mut self, key: Name, span: Span) {
        let text = self.facts.names.text(key);
        if let Some(value) = text.parse().ok().filter(|&value: &i64| value < -999)
            && codes::lookup(value).is_some()
        {
            self.found.push(CodeLiteral { span, value });
        }
    }

    fn number(&self, expr: ExprId) -> Option<i64> {
        match self.facts.kind(expr) {
            ExprKind::Number(value) => integer(*value),
            ExprKind::Unary { operator: UnaryOperator::Minus, operand } => match self.facts.kind(*operand) {
                ExprKind::Number(value) => integer(-*value),
                _ => None,
            },
            ExprKind::String(text) => text.trim().parse().ok().filter(|&value: &i64| value < -999),
            _ => None,
        }
    }

    fn speaks_of_errors(&self, expr: ExprId) -> bool {
        match self.facts.kind(expr) {
            ExprKind::Name(name) | ExprKind::Member { property: name, .. } => {
                is_error_word(self.facts.names.text(*name))
            }
            _ => false,
        }
    }
}

fn is_comparison(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
    )
}

fn integer(value: f64) -> Option<i64> {
    let is_integer = value.fract() == 0.0 && value.abs() < 1e9;
    is_integer.then_some(value as i64)
}

/// `errorCode`, `ErrorCode`, `errCode`, `err`, `ERR_BUSY`.
fn is_error_word(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("error") || lower.contains("errcode") || lower == "err" || lower.starts_with("err_")
}

/// Names of places and sizes, where a negative number is a coordinate.
fn is_geometry(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let words = ["offset", "left", "top", "right", "bottom", "margin", "width", "height", "index", "pos", "delta"];
    words.iter().any(|word| lower.contains(word)) || matches!(lower.as_str(), "x" | "y" | "z")
}
