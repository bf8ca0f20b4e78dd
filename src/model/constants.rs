//! What an expression always is, whatever runs.

use smallvec::{SmallVec, smallvec};

use crate::facts::{BinaryOperator, ExprId, ExprKind, UnaryOperator};
use crate::sdk::api::{self, EnumMember, Enumeration, Value};

use super::Model;

/// Constants made of constants are followed this far.
const MAX_DEPTH: usize = 8;

#[derive(Clone, Debug)]
pub enum Constant {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    EnumMember(Enumeration, EnumMember),
}

impl Constant {
    /// As a number, where it is one or a member of an enumeration that has one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::EnumMember(_, member) => match member.newest_value() {
                Value::Number(number) => Some(number as f64),
                Value::Text(_) => None,
            },
            _ => None,
        }
    }
}

impl Model<'_> {
    /// The one value that an expression always has.
    #[must_use]
    pub fn constant(&self, expr: ExprId) -> Option<Constant> {
        self.constant_at(expr, MAX_DEPTH)
    }

    /// The expressions that an expression may give the value of: the branches of `a ? b : c`, of `a || b` and `a ?? b`.
    #[must_use]
    pub fn alternatives(&self, expr: ExprId) -> SmallVec<[ExprId; 2]> {
        let mut found = SmallVec::new();
        let mut queue: SmallVec<[(ExprId, usize); 4]> = smallvec![(expr, MAX_DEPTH)];
        while let Some((expr, depth)) = queue.pop() {
            match self.facts.kind(expr) {
                ExprKind::Conditional { consequent: one, alternate: other, .. }
                | ExprKind::Logical { left: one, right: other, .. }
                    if depth > 0 =>
                {
                    queue.extend([(*other, depth - 1), (*one, depth - 1)]);
                }
                _ => found.push(expr),
            }
        }
        found
    }

    fn constant_at(&self, expr: ExprId, depth: usize) -> Option<Constant> {
        let depth = depth.checked_sub(1)?;
        if let Some(path) = self.path(expr) {
            return enum_member(path);
        }
        match self.facts.kind(expr) {
            ExprKind::Undefined => Some(Constant::Undefined),
            ExprKind::Null => Some(Constant::Null),
            ExprKind::Bool(value) => Some(Constant::Bool(*value)),
            ExprKind::Number(value) => Some(Constant::Number(*value)),
            ExprKind::String(text) => Some(Constant::Text(text.clone())),
            ExprKind::Template { texts, holes } => {
                let mut whole = texts.first()?.to_string();
                for (hole, text) in holes.iter().zip(texts.iter().skip(1)) {
                    whole.push_str(&as_text(&self.constant_at(*hole, depth)?)?);
                    whole.push_str(text);
                }
                Some(Constant::Text(whole.into()))
            }
            ExprKind::Unary { operator, operand } => {
                let operand = self.constant_at(*operand, depth)?;
                match operator {
                    UnaryOperator::Minus => Some(Constant::Number(-operand.as_number()?)),
                    UnaryOperator::Plus => Some(Constant::Number(operand.as_number()?)),
                    UnaryOperator::Void => Some(Constant::Undefined),
                    _ => None,
                }
            }
            ExprKind::Binary { operator, left, right } => {
                computed(*operator, &self.constant_at(*left, depth)?, &self.constant_at(*right, depth)?)
            }
            _ => self.constant_at(self.scopes.binding(self.scopes.resolve(expr)?).only_value()?, depth),
        }
    }
}

fn computed(operator: BinaryOperator, left: &Constant, right: &Constant) -> Option<Constant> {
    if let (Some(left), Some(right)) = (left.as_number(), right.as_number()) {
        return match operator {
            BinaryOperator::Add => Some(Constant::Number(left + right)),
            BinaryOperator::Subtract => Some(Constant::Number(left - right)),
            BinaryOperator::Multiply => Some(Constant::Number(left * right)),
            _ => None,
        };
    }
    match operator {
        BinaryOperator::Add => Some(Constant::Text((as_text(left)? + &as_text(right)?).into())),
        _ => None,
    }
}

fn as_text(constant: &Constant) -> Option<String> {
    match constant {
        Constant::Text(text) => Some(text.to_string()),
        Constant::Number(number) => Some(number.to_string()),
        Constant::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// `Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW`, whatever the namespace.
fn enum_member(path: &str) -> Option<Constant> {
    let mut parts = path.rsplit('.');
    let (member, name) = (parts.next()?, parts.next()?);
    let enumeration = api::enumeration(name)?;
    Some(Constant::EnumMember(enumeration, enumeration.member(member)?))
}
