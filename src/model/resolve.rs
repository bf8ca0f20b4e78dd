//! One walk that declares and resolves every name.

use rustc_hash::FxHashMap;

use crate::facts::{
    AssignOperator, DeclarationKind, ExprId, ExprKind, Facts, FunctionId, FunctionKind, MemberValue, Name, Pattern,
    StatementId, StatementKind, Unit,
};
use crate::syntax::Role;

use super::binding::{Binding, BindingId, BindingKind, This};
use super::components;
use super::scopes::{Scopes, id_of};
use super::setters::Setters;

/// The bindings of a file, and what each name means.
pub(super) fn scopes_of(facts: &Facts) -> Scopes {
    let mut resolver = Resolver {
        facts,
        scopes: Scopes::default(),
        chain: vec![Scope::default()],
        function: None,
        this: This::Global,
        component: components::exported(facts),
        is_in_template: false,
        names: WellKnown::of(facts),
    };
    for unit in facts.units.iter().filter(|unit| is_shared(unit)) {
        resolver.hoist(&unit.body);
        resolver.declare_block(&unit.body);
    }
    for unit in &facts.units {
        match unit.role {
            Role::Template => resolver.template_unit(unit),
            _ if is_shared(unit) => resolver.statements(&unit.body),
            _ => resolver.in_block(|this| {
                this.hoist(&unit.body);
                this.declare_block(&unit.body);
                this.statements(&unit.body);
            }),
        }
    }
    let mut scopes = resolver.scopes;
    scopes.setters = Setters::of(facts, &scopes);
    scopes
}

/// Whether what a unit declares is seen by others: by those of its page, or of its component.
fn is_shared(unit: &Unit) -> bool {
    match unit.role {
        Role::ComponentScript { .. } => true,
        Role::ModuleScript | Role::Handler { .. } | Role::Template => false,
        Role::File | Role::ClassicScript => !unit.is_module,
    }
}

#[derive(Default)]
struct Scope {
    names: FxHashMap<Name, BindingId>,
    function: Option<FunctionId>,
}

/// Names with a meaning of their own.
struct WellKnown {
    windows: Vec<Name>,
}

impl WellKnown {
    fn of(facts: &Facts) -> Self {
        Self { windows: ["window", "globalThis", "self"].iter().filter_map(|text| facts.names.find(text)).collect() }
    }
}

pub(super) struct Resolver<'f> {
    pub(super) facts: &'f Facts,
    pub(super) scopes: Scopes,
    chain: Vec<Scope>,
    function: Option<FunctionId>,
    this: This,
    /// What the template of a component runs on.
    component: This,
    is_in_template: bool,
    names: WellKnown,
}

impl Resolver<'_> {
    /// Runs on the component, and sees names of its own.
    fn template_unit(&mut self, unit: &Unit) {
        let facts = self.facts;
        let outer = std::mem::replace(&mut self.this, self.component);
        self.is_in_template = true;
        self.in_block(|this| {
            for local in facts.template_locals.at(unit.span) {
                this.add(local, BindingKind::Caught);
            }
            this.statements(&unit.body);
        });
        self.is_in_template = false;
        self.this = outer;
    }

    fn add(&mut self, name: Name, kind: BindingKind) -> BindingId {
        let owner = self.function;
        let scope = self.chain.last_mut().map(|scope| &mut scope.names);
        if let Some(&known) = scope.as_ref().and_then(|names| names.get(&name)) {
            if let BindingKind::Function(_) = kind {
                self.scopes.bindings[known.index()].kind = kind;
            }
            return known;
        }
        let id = id_of(self.scopes.bindings.len());
        if let Some(names) = scope {
            names.insert(name, id);
        }
        self.scopes.bindings.push(Binding { name, kind, owner, writes: Vec::new(), is_captured: false });
        id
    }

    pub(super) fn declare_targets(&mut self, pattern: &Pattern, kind: &BindingKind) {
        let mut names = Vec::new();
        pattern.each_target(&mut |target| {
            if let ExprKind::Name(name) = self.facts.kind(target) {
                names.push(*name);
            }
        });
        for name in names {
            self.add(name, kind.clone());
        }
    }

    pub(super) fn declare_named(&mut self, name: ExprId, kind: BindingKind) {
        if let ExprKind::Name(text) = self.facts.kind(name) {
            let id = self.add(*text, kind);
            self.scopes.resolved.insert(name, id);
        }
    }

    fn in_block(&mut self, visit: impl FnOnce(&mut Self)) {
        let function = self.function;
        self.chain.push(Scope { names: FxHashMap::default(), function });
        visit(self);
        self.chain.pop();
    }

    fn lookup(&mut self, name: Name) -> BindingId {
        let found = self.chain.iter().rev().find_map(|scope| scope.names.get(&name).map(|&id| (id, scope.function)));
        if let Some((id, _)) = found {
            let binding = &mut self.scopes.bindings[id.index()];
            binding.is_captured |= binding.owner != self.function;
            return id;
        }
        let id = id_of(self.scopes.bindings.len());
        self.scopes.bindings.push(Binding {
            name,
            kind: BindingKind::Undeclared,
            owner: None,
            writes: Vec::new(),
            is_captured: true,
        });
        self.chain[0].names.insert(name, id);
        id
    }

    /// Resolves a name or `window.name`; other expressions have no binding.
    pub(super) fn target(&mut self, expr: ExprId) -> Option<BindingId> {
        let name = match self.facts.kind(expr) {
            ExprKind::Name(name) => *name,
            ExprKind::Member { object, property, .. } if self.is_window(*object) => *property,
            _ => return None,
        };
        let id = self.lookup(name);
        self.scopes.resolved.insert(expr, id);
        if self.facts.annotation(expr).is_some() {
            self.scopes.annotated.insert(id, expr);
        }
        Some(id)
    }

    /// The function of `function () { ... }.bind(this)`, and of `call` and `apply` alike: it has the `this` of the code around it.
    fn run_on_this(&self, callee: ExprId, arguments: &[ExprId]) -> Option<FunctionId> {
        let ExprKind::Member { object, property, .. } = self.facts.kind(callee) else { return None };
        let ExprKind::Function(function) = self.facts.kind(*object) else { return None };
        let runs = matches!(self.facts.names.text(*property), "bind" | "call" | "apply");
        let is_this = arguments.first().is_some_and(|&first| matches!(self.facts.kind(first), ExprKind::This));
        (runs && is_this).then_some(*function)
    }

    /// What `this` is in a method that is stored in `Page.prototype.method`.
    fn prototype_of(&mut self, target: &Pattern) -> Option<This> {
        let Pattern::Target(target) = target else { return None };
        let ExprKind::Member { object, .. } = self.facts.kind(*target) else { return None };
        let ExprKind::Member { object, property, .. } = self.facts.kind(*object) else { return None };
        let constructor = self.target(*object).filter(|_| self.facts.names.text(*property) == "prototype")?;
        match self.scopes.bindings[constructor.index()].kind {
            BindingKind::Function(function) => Some(This::Function(function)),
            BindingKind::Class(class) => Some(This::Class(class)),
            _ => None,
        }
    }

    fn is_window(&self, expr: ExprId) -> bool {
        match self.facts.kind(expr) {
            ExprKind::Name(name) => {
                let declares = |scope: &Scope| {
                    let binding = scope.names.get(name).map(|id| &self.scopes.bindings[id.index()]);
                    binding.is_some_and(|binding| binding.kind != BindingKind::Undeclared)
                };
                self.names.windows.contains(name) && !self.chain.iter().any(declares)
            }
            ExprKind::This => self.this == This::Global && self.function.is_none(),
            _ => false,
        }
    }

    fn statements(&mut self, body: &[StatementId]) {
        for &statement in body {
            self.statement(statement);
        }
    }

    fn statement(&mut self, id: StatementId) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.statement_at(id));
    }

    fn statement_at(&mut self, id: StatementId) {
        let facts = self.facts;
        match &facts.statement(id).kind {
            StatementKind::Expression(expr) => self.discarded(*expr),
            StatementKind::Throw(expr) => self.value(*expr),
            StatementKind::Declare { declarations, .. } => declarations.iter().for_each(|it| self.declaration(it)),
            StatementKind::Function(function) => self.function(*function, None),
            StatementKind::Class(class) => self.class(*class),
            StatementKind::Block(body) => self.in_block(|this| {
                this.declare_block(body);
                this.statements(body);
            }),
            StatementKind::If { test, consequent, alternate } => {
                self.value(*test);
                self.statement(*consequent);
                alternate.iter().for_each(|&alternate| self.statement(alternate));
            }
            StatementKind::For { init, test, update, body } => self.in_block(|this| {
                if let Some(init) = init {
                    this.declare_block(&[*init]);
                    this.statement(*init);
                }
                test.iter().for_each(|&test| this.value(test));
                update.iter().for_each(|&update| this.discarded(update));
                this.statement(*body);
            }),
            StatementKind::ForEach { kind, target, subject, body } => self.in_block(|this| {
                this.value(*subject);
                if matches!(kind, Some(DeclarationKind::Let | DeclarationKind::Const)) {
                    this.declare_targets(target, &BindingKind::Variable);
                }
                this.assign(target, None);
                this.statement(*body);
            }),
            StatementKind::While { test, body } | StatementKind::DoWhile { body, test } => {
                self.value(*test);
                self.statement(*body);
            }
            StatementKind::Switch { subject, cases } => {
                self.value(*subject);
                self.in_block(|this| {
                    cases.iter().for_each(|case| this.declare_block(&case.body));
                    for case in cases {
                        case.test.iter().for_each(|&test| this.value(test));
                        this.statements(&case.body);
                    }
                });
            }
            StatementKind::Try { block, parameter, handler, finalizer } => {
                self.statement(*block);
                if let Some(handler) = handler {
                    self.in_block(|this| {
                        if let Some(parameter) = parameter {
                            this.declare_targets(parameter, &BindingKind::Caught);
                            this.assign(parameter, None);
                        }
                        this.statement(*handler);
                    });
                }
                finalizer.iter().for_each(|&finalizer| self.statement(finalizer));
            }
            StatementKind::Return(value) => {
                if let Some(value) = value {
                    self.value(*value);
                    if let Some(function) = self.function {
                        self.scopes.returns.entry(function).or_default().push(*value);
                    }
                }
            }
            StatementKind::Labeled { body, .. } => self.statement(*body),
            StatementKind::Export(exported) => {
                for exported in exported {
                    self.value(exported.value);
                    self.scopes.exports.push(*exported);
                }
            }
            StatementKind::Import { .. }
            | StatementKind::Reexport { .. }
            | StatementKind::Break(_)
            | StatementKind::Continue(_)
            | StatementKind::Empty => {}
        }
    }

    fn function(&mut self, id: FunctionId, own_this: Option<This>) {
        let facts = self.facts;
        let function = facts.function(id);
        let outer = (self.function, self.this);
        self.function = Some(id);
        self.this = match (function.kind, own_this) {
            (FunctionKind::Arrow, _) => self.this,
            (_, Some(this)) => this,
            // A name is a member of the component wherever it stands in a template.
            (_, None) if self.is_in_template => self.this,
            (_, None) => This::Function(id),
        };
        self.in_block(|this| {
            if let Some(name) = function.name {
                let is_expression = this.scopes.resolve(name).is_none();
                if is_expression {
                    this.declare_named(name, BindingKind::Function(id));
                }
            }
            for (index, parameter) in function.parameters.iter().enumerate() {
                this.parameter(id, index, parameter);
            }
            this.hoist(&function.body);
            this.declare_block(&function.body);
            this.statements(&function.body);
        });
        (self.function, self.this) = outer;
    }

    fn class(&mut self, id: crate::facts::ClassId) {
        let facts = self.facts;
        let class = facts.class(id);
        class.superclass.iter().for_each(|&superclass| self.value(superclass));
        let outer = self.this;
        for member in &class.members {
            match member.value {
                MemberValue::Method(function)
                | MemberValue::Getter(function)
                | MemberValue::Setter(function)
                | MemberValue::StaticBlock(function) => {
                    self.function(function, Some(This::Class(id)));
                }
                MemberValue::Field(Some(value)) => {
                    self.this = This::Class(id);
                    self.value(value);
                    self.this = outer;
                }
                MemberValue::Field(None) => {}
            }
        }
    }

    /// An expression whose value is not used: its call does not make a function escape.
    fn discarded(&mut self, expr: ExprId) {
        self.value(expr);
    }

    fn values(&mut self, exprs: &[ExprId]) {
        exprs.iter().for_each(|&expr| self.value(expr));
    }

    pub(super) fn value(&mut self, expr: ExprId) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.value_at(expr, true));
    }

    fn value_at(&mut self, expr: ExprId, escapes: bool) {
        let facts = self.facts;
        match facts.kind(expr) {
            ExprKind::Name(_) => {
                self.target(expr);
                if escapes {
                    self.scopes.escapes.push(expr);
                }
            }
            ExprKind::This => {
                self.scopes.this.insert(expr, self.this);
            }
            ExprKind::Member { object, .. } => {
                self.target(expr);
                self.value(*object);
                if escapes {
                    self.scopes.escapes.push(expr);
                }
            }
            ExprKind::Index { object, index } => self.values(&[*object, *index]),
            ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments } => {
                self.scopes.calls.push((expr, self.function));
                match self.run_on_this(*callee, arguments) {
                    Some(function) => self.function(function, Some(self.this)),
                    None => self.value_at(*callee, false),
                }
                self.values(arguments);
            }
            ExprKind::Function(function) => self.function(*function, None),
            ExprKind::Class(class) => self.class(*class),
            ExprKind::Object(properties) => {
                for property in properties {
                    property.computed.iter().for_each(|&computed| self.value(computed));
                    match facts.kind(property.value) {
                        ExprKind::Function(function) => self.function(*function, Some(This::Object(expr))),
                        _ => self.value(property.value),
                    }
                }
            }
            ExprKind::Assign { target, operator, value } => {
                match (facts.kind(*value), self.prototype_of(target)) {
                    (ExprKind::Function(method), Some(this)) => self.function(*method, Some(this)),
                    _ => self.value(*value),
                }
                match (operator, target) {
                    (AssignOperator::Arithmetic, _) => self.assign(target, None),
                    _ => self.assign(target, Some(*value)),
                }
            }
            ExprKind::Update { target } => self.store(*target, None),
            ExprKind::Unary { operand, .. } | ExprKind::Await(operand) | ExprKind::Spread(operand) => {
                self.value(*operand)
            }
            ExprKind::Binary { left, right, .. } | ExprKind::Logical { left, right, .. } => {
                self.values(&[*left, *right])
            }
            ExprKind::Conditional { test, consequent, alternate } => self.values(&[*test, *consequent, *alternate]),
            ExprKind::Template { holes: parts, .. }
            | ExprKind::Sequence(parts)
            | ExprKind::Array(parts)
            | ExprKind::Opaque(parts) => self.values(parts),
            ExprKind::Undefined
            | ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Super => {}
        }
    }
}
