use crate::text::Span;

use super::{ClassId, ExprId, Name, Pattern, TypeRef};

/// The index of a statement in [`super::Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId(pub(super) u32);

impl StatementId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The index of a function in [`super::Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FunctionId(pub(super) u32);

impl FunctionId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug)]
pub struct Statement {
    pub span: Span,
    pub kind: StatementKind,
}

#[derive(Clone, Debug)]
pub enum StatementKind {
    Expression(ExprId),
    Declare {
        kind: DeclarationKind,
        declarations: Box<[Declaration]>,
    },
    Function(FunctionId),
    Class(ClassId),
    Block(Box<[StatementId]>),
    If {
        test: ExprId,
        consequent: StatementId,
        alternate: Option<StatementId>,
    },
    For {
        init: Option<StatementId>,
        test: Option<ExprId>,
        update: Option<ExprId>,
        body: StatementId,
    },
    /// `for (… in …)` and `for (… of …)`.
    ForEach {
        /// `None` when the loop assigns to what is declared elsewhere.
        kind: Option<DeclarationKind>,
        target: Pattern,
        subject: ExprId,
        body: StatementId,
    },
    While {
        test: ExprId,
        body: StatementId,
    },
    DoWhile {
        body: StatementId,
        test: ExprId,
    },
    Switch {
        subject: ExprId,
        cases: Box<[Case]>,
    },
    Try {
        block: StatementId,
        parameter: Option<Pattern>,
        handler: Option<StatementId>,
        finalizer: Option<StatementId>,
    },
    Return(Option<ExprId>),
    Throw(ExprId),
    Break(Option<Name>),
    Continue(Option<Name>),
    Labeled {
        label: Name,
        body: StatementId,
    },
    Import {
        module: Box<str>,
        bindings: Box<[Binding]>,
    },
    /// What the module gives others. A declaration that is exported is a statement of its own, before this one.
    Export(Box<[Exported]>),
    /// `export { … } from` and, without names, `export * from`.
    Reexport {
        module: Box<str>,
        names: Option<Box<[Renamed]>>,
    },
    Empty,
}

#[derive(Clone, Debug)]
pub struct Declaration {
    pub target: Pattern,
    pub value: Option<ExprId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclarationKind {
    Var,
    Let,
    Const,
    /// `declare` in TypeScript: what is declared is elsewhere.
    Ambient,
}

#[derive(Clone, Debug)]
pub struct Case {
    /// `None` for `default`.
    pub test: Option<ExprId>,
    pub body: Box<[StatementId]>,
}

/// One name that an import statement binds.
#[derive(Clone, Debug)]
pub struct Binding {
    /// An expression of kind `Name`.
    pub local: ExprId,
    pub imported: ImportedName,
    /// `import type`: it is gone when the code runs.
    pub is_type: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportedName {
    Default,
    Namespace,
    Named(Name),
}

/// One name that a module gives others; `default` for the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    pub name: Name,
    pub value: ExprId,
}

/// A name of another module, and the one that it is passed on by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renamed {
    pub there: Name,
    pub here: Name,
}

#[derive(Clone, Debug)]
pub struct Function {
    pub span: Span,
    /// An expression of kind `Name`, for a function that has one.
    pub name: Option<ExprId>,
    pub parameters: Vec<Pattern>,
    pub body: Vec<StatementId>,
    pub kind: FunctionKind,
    pub is_async: bool,
    pub is_generator: bool,
    /// The type that it is declared to return.
    pub returns: Option<TypeRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    Plain,
    /// Has the `this` of the code around it.
    Arrow,
    Method,
}
