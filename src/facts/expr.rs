use crate::text::Span;

use super::{ClassId, FunctionId, Name, TypeRef};

/// The index of an expression in [`super::Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub(super) u32);

impl ExprId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

/// An expression. Parentheses, type assertions and non-null marks are gone.
#[derive(Clone, Debug)]
pub enum ExprKind {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(Box<str>),
    /// The texts between the holes are one more than the holes.
    Template {
        texts: Box<[Box<str>]>,
        holes: Box<[ExprId]>,
    },
    Name(Name),
    This,
    Super,
    Member {
        object: ExprId,
        property: Name,
        property_span: Span,
    },
    /// `object[index]` where the index is no constant string.
    Index {
        object: ExprId,
        index: ExprId,
    },
    Call {
        callee: ExprId,
        arguments: Box<[ExprId]>,
    },
    New {
        callee: ExprId,
        arguments: Box<[ExprId]>,
    },
    Function(FunctionId),
    Class(ClassId),
    Object(Box<[Property]>),
    Array(Box<[ExprId]>),
    Assign {
        target: Pattern,
        operator: AssignOperator,
        value: ExprId,
    },
    /// `++x` or `x--`
    Update {
        target: ExprId,
    },
    Unary {
        operator: UnaryOperator,
        operand: ExprId,
    },
    Binary {
        operator: BinaryOperator,
        left: ExprId,
        right: ExprId,
    },
    Logical {
        operator: LogicalOperator,
        left: ExprId,
        right: ExprId,
    },
    Conditional {
        test: ExprId,
        consequent: ExprId,
        alternate: ExprId,
    },
    Sequence(Box<[ExprId]>),
    Await(ExprId),
    Spread(ExprId),
    /// Evaluates its parts, in order, to a value that is not known: JSX, tagged templates, `yield`, broken code.
    Opaque(Box<[ExprId]>),
}

#[derive(Clone, Debug)]
pub struct Property {
    /// `None` for a computed key or a spread.
    pub key: Option<Name>,
    /// The expression of a computed key.
    pub computed: Option<ExprId>,
    pub key_span: Span,
    pub value: ExprId,
}

/// What is assigned to: a name, a member, or a destructuring of them.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// An expression of kind `Name`, `Member` or `Index`.
    Target(ExprId),
    Object(Box<[(Option<Name>, Pattern)]>),
    Array(Box<[Option<Pattern>]>),
    Default(Box<Pattern>, ExprId),
    Rest(Box<Pattern>),
}

impl Pattern {
    /// Calls `visit` with every expression that the pattern assigns to.
    pub fn each_target(&self, visit: &mut dyn FnMut(ExprId)) {
        match self {
            Self::Target(target) => visit(*target),
            Self::Object(parts) => parts.iter().for_each(|(_, part)| part.each_target(visit)),
            Self::Array(parts) => parts.iter().flatten().for_each(|part| part.each_target(visit)),
            Self::Default(inner, _) | Self::Rest(inner) => inner.each_target(visit),
        }
    }

    /// Calls `visit` with every default value in the pattern.
    pub fn each_default(&self, visit: &mut dyn FnMut(ExprId)) {
        match self {
            Self::Target(_) => {}
            Self::Object(parts) => parts.iter().for_each(|(_, part)| part.each_default(visit)),
            Self::Array(parts) => parts.iter().flatten().for_each(|part| part.each_default(visit)),
            Self::Default(inner, value) => {
                visit(*value);
                inner.each_default(visit);
            }
            Self::Rest(inner) => inner.each_default(visit),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Class {
    pub name: Option<ExprId>,
    pub superclass: Option<ExprId>,
    pub members: Vec<ClassMember>,
}

#[derive(Clone, Debug)]
pub struct ClassMember {
    /// `None` for a computed key. A private one begins with `#`.
    pub key: Option<Name>,
    pub is_static: bool,
    /// The type that a field is declared to have.
    pub annotation: Option<TypeRef>,
    pub value: MemberValue,
}

#[derive(Clone, Debug)]
pub enum MemberValue {
    Method(FunctionId),
    Getter(FunctionId),
    Setter(FunctionId),
    Field(Option<ExprId>),
    StaticBlock(FunctionId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOperator {
    /// `=`
    Plain,
    /// `||=`, `&&=`, `??=`
    Logical(LogicalOperator),
    /// `+=` and the like.
    Arithmetic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    Not,
    Minus,
    Plus,
    Typeof,
    Void,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `==` and `===`
    Equal,
    /// `!=` and `!==`
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalOperator {
    And,
    Or,
    Coalesce,
}

impl ExprKind {
    /// The literal `true`.
    #[must_use]
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }
}
