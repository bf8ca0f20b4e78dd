use rustc_hash::FxHashMap;

use crate::syntax::Role;
use crate::text::Span;

use super::{
    Class, Element, Expr, ExprId, ExprKind, Function, FunctionId, Names, Statement, StatementId, TemplateLocals,
    TypeRef,
};

/// The index of a class in [`Facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub(super) u32);

impl ClassId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All code of one file. Every id is an index into this store; every span is the host file's.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub names: Names,
    pub units: Vec<Unit>,
    /// What a server takes out of the page, in document order.
    pub islands: Vec<Span>,
    pub template_locals: TemplateLocals,
    /// Whether `$x` is what the store `x` holds, as in Svelte.
    pub(super) has_stores: bool,
    pub(super) exprs: Vec<Expr>,
    pub(super) statements: Vec<Statement>,
    pub(super) functions: Vec<Function>,
    pub(super) classes: Vec<Class>,
    /// The tags that use a component.
    pub elements: Vec<Element>,
    pub(super) annotations: FxHashMap<ExprId, TypeRef>,
    pub(super) call_types: FxHashMap<ExprId, TypeRef>,
}

/// The code of one region.
#[derive(Clone, Debug)]
pub struct Unit {
    pub role: Role,
    pub span: Span,
    pub body: Vec<StatementId>,
    /// The stretches that do not parse, in order: of their code nobody can be sure where it belongs.
    pub wrecks: Vec<Span>,
    /// Whether all besides was understood. What is absent from an unsure unit may still be there.
    pub is_confident: bool,
    pub is_module: bool,
}

impl Facts {
    #[must_use]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }

    #[must_use]
    pub fn kind(&self, id: ExprId) -> &ExprKind {
        &self.exprs[id.index()].kind
    }

    #[must_use]
    pub fn span(&self, id: ExprId) -> Span {
        self.exprs[id.index()].span
    }

    #[must_use]
    pub fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id.index()]
    }

    #[must_use]
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.index()]
    }

    #[must_use]
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.index()]
    }

    /// The first island that shares a byte with a span.
    #[must_use]
    pub fn island_at(&self, span: Span) -> Option<Span> {
        let next = self.islands.partition_point(|island| island.end <= span.start);
        self.islands.get(next).copied().filter(|island| island.start < span.end)
    }

    #[must_use]
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    pub fn exprs(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        self.exprs.iter().enumerate().map(|(index, expr)| (ExprId(to_u32(index)), expr))
    }

    pub fn functions(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        self.functions.iter().enumerate().map(|(index, function)| (FunctionId(to_u32(index)), function))
    }

    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        self.classes.iter().enumerate().map(|(index, class)| (ClassId(to_u32(index)), class))
    }

    pub fn statements(&self) -> impl Iterator<Item = (StatementId, &Statement)> {
        self.statements.iter().enumerate().map(|(index, statement)| (StatementId(to_u32(index)), statement))
    }

    /// The type that a declaration gives a variable or a parameter; `target` is the name that it declares.
    #[must_use]
    pub fn annotation(&self, target: ExprId) -> Option<&TypeRef> {
        self.annotations.get(&target)
    }

    /// The first type argument of a call: `WebTwain` of `useRef<WebTwain>(null)`.
    #[must_use]
    pub fn call_type(&self, call: ExprId) -> Option<&TypeRef> {
        self.call_types.get(&call)
    }

    /// Whether it is a component of a file of its own, with a template.
    #[must_use]
    pub fn is_component(&self) -> bool {
        !self.template_locals.is_empty()
    }

    #[must_use]
    pub fn is_confident(&self) -> bool {
        self.units.iter().all(|unit| unit.is_confident && unit.wrecks.is_empty())
    }

    pub(super) fn add_expr(&mut self, span: Span, kind: ExprKind) -> ExprId {
        self.exprs.push(Expr { span, kind });
        ExprId(to_u32(self.exprs.len() - 1))
    }

    pub(super) fn add_statement(&mut self, statement: Statement) -> StatementId {
        self.statements.push(statement);
        StatementId(to_u32(self.statements.len() - 1))
    }

    pub(super) fn add_function(&mut self, function: Function) -> FunctionId {
        self.functions.push(function);
        FunctionId(to_u32(self.functions.len() - 1))
    }

    pub(super) fn add_class(&mut self, class: Class) -> ClassId {
        self.classes.push(class);
        ClassId(to_u32(self.classes.len() - 1))
    }
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
