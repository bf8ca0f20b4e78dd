//! What each expression may be: an instance, a path into the library, or neither.
//!
//! Answers are found on demand and kept; a question that comes back to itself is answered with "nothing".

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, Facts, FunctionId, ImportedName, Name, Pattern};
use crate::sdk::semantics::{self, Gives};

use super::binding::{BindingId, BindingKind, Write};
use super::functions::{FunctionUse, Functions};
use super::instance::{Instance, InstanceId, Instances, Origin};
use super::owners::{OwnerId, Owners};
use super::scopes::Scopes;

/// Values that flow in circles could be asked for without end.
const QUESTIONS_PER_EXPR: usize = 20;

/// The npm package of the SDK.
const PACKAGE: &str = "dwt";

#[derive(Clone, Debug, PartialEq, Eq)]
enum Type {
    /// `null`, `undefined`, or never given a value.
    Nothing,
    Unknown,
    /// Certainly no part of the SDK.
    Other,
    Instance(InstanceId),
    Promise(InstanceId),
    /// A path into the library: `Dynamsoft.DWT`.
    Path(Box<str>),
    /// One of several instances, now this and now that.
    Several,
}

pub(super) struct Solved {
    pub instances: Instances,
    pub receivers: FxHashMap<ExprId, InstanceId>,
    pub paths: FxHashMap<ExprId, Box<str>>,
    pub creations: FxHashMap<ExprId, (Gives, InstanceId)>,
    pub handed_out: FxHashMap<ExprId, InstanceId>,
}

pub(super) fn solve(
    facts: &Facts,
    scopes: &Scopes,
    owners: &Owners,
    functions: &Functions,
    instance_names: &[String],
) -> Solved {
    let named = semantics::INSTANCE_NAMES.iter().copied().chain(instance_names.iter().map(String::as_str));
    let mut solver = Solver {
        facts,
        scopes,
        owners,
        functions,
        instance_names: named.filter_map(|name| facts.names.find(name)).collect(),
        instances: Instances::default(),
        answers: FxHashMap::default(),
        asked: FxHashMap::default(),
        comes_back_to: usize::MAX,
        questions_left: QUESTIONS_PER_EXPR * (facts.expr_count() + 100),
    };
    let mut found = Vec::new();
    let mut paths = FxHashMap::default();
    let mut creations: FxHashMap<ExprId, (Gives, InstanceId)> = FxHashMap::default();
    let mut handed_out: FxHashMap<ExprId, InstanceId> = FxHashMap::default();
    for (expr, it) in facts.exprs() {
        match &it.kind {
            ExprKind::Member { object, .. } => {
                if let Type::Instance(instance) = solver.expr(*object) {
                    found.push((expr, instance));
                } else if let Type::Path(path) = solver.expr(expr) {
                    paths.insert(expr, path);
                }
            }
            ExprKind::Name(_) => {
                if let Type::Path(path) = solver.expr(expr) {
                    paths.insert(expr, path);
                }
            }
            ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments } => {
                if let Some(gives) = solver.creator(*callee) {
                    creations.insert(expr, (gives, solver.created(expr, arguments)));
                } else if solver.is_out_of_sight(*callee) {
                    let given = arguments.iter().find_map(|&argument| solver.instance(argument));
                    handed_out.extend(given.map(|instance| (expr, instance)));
                }
            }
            ExprKind::Assign { target: Pattern::Target(target), .. } => {
                if let ExprKind::Index { object, .. } = facts.kind(*target) {
                    handed_out.extend(solver.instance(*object).map(|instance| (*target, instance)));
                }
            }
            _ => {}
        }
    }
    let instances = solver.instances;
    let receivers = found.into_iter().map(|(expr, instance)| (expr, instances.representative(instance))).collect();
    for instance in creations.values_mut().map(|(_, instance)| instance).chain(handed_out.values_mut()) {
        *instance = instances.representative(*instance);
    }
    Solved { instances, receivers, paths, creations, handed_out }
}

struct Solver<'a> {
    facts: &'a Facts,
    scopes: &'a Scopes,
    owners: &'a Owners,
    functions: &'a Functions,
    instance_names: FxHashSet<Name>,
    instances: Instances,
    answers: FxHashMap<Question, Type>,
    /// Questions that are being answered, with their depths.
    asked: FxHashMap<Question, usize>,
    /// The outermost open question that one since has come back to.
    comes_back_to: usize,
    /// Questions that may still be asked; beyond, the answer is "unknown".
    questions_left: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Expr(ExprId),
    Binding(BindingId),
    Property(OwnerId, Name),
    Result(FunctionId),
}

impl Solver<'_> {
    /// Answers a question once. An answer is kept unless it waits for a question further out, which may yet change it.
    fn ask(&mut self, question: Question, answer: impl FnOnce(&mut Self) -> Type) -> Type {
        if let Some(known) = self.answers.get(&question) {
            return known.clone();
        }
        if let Some(&depth) = self.asked.get(&question) {
            self.comes_back_to = self.comes_back_to.min(depth);
            return Type::Nothing;
        }
        if self.questions_left == 0 {
            return Type::Unknown;
        }
        self.questions_left -= 1;
        let depth = self.asked.len();
        self.asked.insert(question, depth);
        let found = stacker::maybe_grow(64 * 1024, 1024 * 1024, || answer(self));
        self.asked.remove(&question);
        if self.comes_back_to >= depth {
            self.comes_back_to = usize::MAX;
            self.answers.insert(question, found.clone());
        }
        found
    }

    fn expr(&mut self, expr: ExprId) -> Type {
        self.ask(Question::Expr(expr), |this| this.expr_at(expr))
    }

    fn instance(&mut self, expr: ExprId) -> Option<InstanceId> {
        match self.expr(expr) {
            Type::Instance(instance) => Some(instance),
            _ => None,
        }
    }

    /// Whether a call runs code that is neither the file's own nor the SDK's, and not known to leave its arguments alone.
    fn is_out_of_sight(&mut self, callee: ExprId) -> bool {
        let mut root = callee;
        while let ExprKind::Member { object, .. } = self.facts.kind(root) {
            if self.instance(*object).is_some() {
                return false;
            }
            root = *object;
        }
        let Some(binding) = self.scopes.resolve(root) else { return false };
        let binding = self.scopes.binding(binding);
        let is_foreign = matches!(binding.kind, BindingKind::Undeclared | BindingKind::Import { .. });
        let is_harmless = matches!(self.facts.names.text(binding.name), "console" | "alert" | "Boolean");
        is_foreign
            && !is_harmless
            && !matches!(self.expr(root), Type::Path(_))
            && self.functions.target(callee).is_none()
    }

    fn expr_at(&mut self, expr: ExprId) -> Type {
        if let Some(binding) = self.scopes.resolve(expr) {
            return self.binding(binding);
        }
        match self.facts.kind(expr) {
            ExprKind::Null | ExprKind::Undefined => Type::Nothing,
            ExprKind::Member { object, property, .. } => self.member(*object, *property),
            ExprKind::Call { callee, arguments } => self.call(expr, *callee, arguments),
            ExprKind::New { callee, arguments } => self.new_object(expr, *callee, arguments),
            ExprKind::Await(inner) => match self.expr(*inner) {
                Type::Promise(instance) => Type::Instance(instance),
                other => other,
            },
            ExprKind::Assign { value, .. } => self.expr(*value),
            ExprKind::Logical { left, right, .. } => {
                let (left, right) = (self.expr(*left), self.expr(*right));
                self.join(left, right)
            }
            ExprKind::Conditional { consequent, alternate, .. } => {
                let (one, other) = (self.expr(*consequent), self.expr(*alternate));
                self.join(one, other)
            }
            ExprKind::Sequence(parts) => parts.last().map_or(Type::Nothing, |&last| self.expr(last)),
            ExprKind::This | ExprKind::Super | ExprKind::Index { .. } | ExprKind::Opaque(_) | ExprKind::Spread(_) => {
                Type::Unknown
            }
            ExprKind::Name(_)
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Template { .. }
            | ExprKind::Function(_)
            | ExprKind::Class(_)
            | ExprKind::Object(_)
            | ExprKind::Array(_)
            | ExprKind::Update { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. } => Type::Other,
        }
    }

    fn binding(&mut self, id: BindingId) -> Type {
        self.ask(Question::Binding(id), |this| {
            let found = this.binding_at(id);
            this.or_named(found, this.scopes.binding(id).name, Origin::Binding(id))
        })
    }

    fn binding_at(&mut self, id: BindingId) -> Type {
        let binding = self.scopes.binding(id);
        let mut found = match &binding.kind {
            BindingKind::Import { module, imported } => self.import(module, *imported),
            BindingKind::Parameter { function, index } => self.parameter(*function, *index),
            BindingKind::Undeclared => library_global(self.facts.names.text(binding.name)),
            BindingKind::Variable => Type::Nothing,
            BindingKind::Function(_) | BindingKind::Class(_) => Type::Other,
            BindingKind::Caught => Type::Unknown,
        };
        for write in &binding.writes {
            let value = match write {
                Write::Value(value) => self.expr(*value),
                Write::Unknown => Type::Unknown,
            };
            found = self.join(found, value);
        }
        found
    }

    /// A value that is not known, under a name that code commonly gives an instance.
    fn or_named(&mut self, found: Type, name: Name, origin: Origin) -> Type {
        if matches!(found, Type::Nothing | Type::Unknown | Type::Several) && self.instance_names.contains(&name) {
            return Type::Instance(self.instances.intern(origin, Instance::default()));
        }
        found
    }

    fn import(&self, module: &str, imported: ImportedName) -> Type {
        let is_sdk = module == PACKAGE || module.strip_prefix(PACKAGE).is_some_and(|rest| rest.starts_with('/'));
        if !is_sdk {
            return Type::Unknown;
        }
        match imported {
            ImportedName::Default | ImportedName::Namespace => Type::Path("Dynamsoft".into()),
            ImportedName::Named(name) => Type::Path(self.facts.names.text(name).into()),
        }
    }

    fn member(&mut self, object: ExprId, property: Name) -> Type {
        match self.expr(object) {
            Type::Path(path) => {
                let text = self.facts.names.text(property);
                Type::Path(if text == "default" { path } else { format!("{path}.{text}").into() })
            }
            Type::Instance(_) => Type::Unknown,
            _ => match self.owners.owner(self.facts, self.scopes, object) {
                Some(owner) => self.property(owner, property),
                None => Type::Unknown,
            },
        }
    }

    fn property(&mut self, owner: OwnerId, property: Name) -> Type {
        self.ask(Question::Property(owner, property), |this| {
            let owners = this.owners;
            let values = owners.values(owner, property);
            let mut found = if values.is_empty() { Type::Unknown } else { Type::Nothing };
            for value in values {
                let value = value.map_or(Type::Unknown, |value| this.expr(value));
                found = this.join(found, value);
            }
            this.or_named(found, property, Origin::Property(owner, property))
        })
    }

    fn creator(&mut self, callee: ExprId) -> Option<Gives> {
        match self.expr(callee) {
            Type::Path(path) => semantics::creator(&path).map(|creator| creator.gives),
            _ => None,
        }
    }

    fn call(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId]) -> Type {
        match self.creator(callee) {
            Some(Gives::Result) => return Type::Instance(self.created(call, arguments)),
            Some(Gives::Promise) => return Type::Promise(self.created(call, arguments)),
            Some(Gives::Callback | Gives::New) | None => {}
        }
        if self.is_required_package(callee, arguments) {
            return Type::Path("Dynamsoft".into());
        }
        if let ExprKind::Member { object, property, .. } = self.facts.kind(callee)
            && self.facts.names.text(*property) == "getInstance"
            && let Type::Instance(instance) = self.expr(*object)
        {
            return Type::Instance(instance);
        }
        match self.functions.target(callee) {
            Some(function) => self.result(function),
            None => Type::Unknown,
        }
    }

    fn is_required_package(&self, callee: ExprId, arguments: &[ExprId]) -> bool {
        let is_require =
            matches!(self.facts.kind(callee), ExprKind::Name(name) if self.facts.names.text(*name) == "require");
        let is_package =
            |&argument: &ExprId| matches!(self.facts.kind(argument), ExprKind::String(text) if &**text == PACKAGE);
        is_require && arguments.first().is_some_and(is_package)
    }

    /// What a call of one of the file's own functions gives.
    fn result(&mut self, function: FunctionId) -> Type {
        self.ask(Question::Result(function), |this| {
            let scopes = this.scopes;
            let mut found = Type::Nothing;
            for &value in scopes.returns.get(&function).map_or(&[][..], Vec::as_slice) {
                let value = this.expr(value);
                found = this.join(found, value);
            }
            match found {
                Type::Instance(instance) if this.facts.function(function).is_async => Type::Promise(instance),
                found => found,
            }
        })
    }

    fn new_object(&mut self, call: ExprId, callee: ExprId, arguments: &[ExprId]) -> Type {
        if self.creator(callee) == Some(Gives::New) {
            return Type::Instance(self.created(call, arguments));
        }
        let is_promise =
            matches!(self.facts.kind(callee), ExprKind::Name(name) if self.facts.names.text(*name) == "Promise");
        let executor = arguments.first().and_then(|&executor| self.functions.target(executor));
        match executor.filter(|_| is_promise).and_then(|executor| self.resolved_with(executor)) {
            Some(instance) => Type::Promise(instance),
            None if self.is_own_class(callee) => Type::Other,
            None => Type::Unknown,
        }
    }

    /// A class of the file that stands on no other may be a stand-in, but is not the SDK's.
    fn is_own_class(&self, callee: ExprId) -> bool {
        let binding = self.scopes.resolve(callee).map(|binding| &self.scopes.binding(binding).kind);
        match binding {
            Some(BindingKind::Class(class)) => self.facts.class(*class).superclass.is_none(),
            Some(BindingKind::Function(function)) => !self.scopes.returns.contains_key(function),
            _ => false,
        }
    }

    /// The instance that a promise's executor resolves with: through `resolve(instance)`, or `resolve` as a creator's callback.
    fn resolved_with(&mut self, executor: FunctionId) -> Option<InstanceId> {
        let Some(Pattern::Target(resolve)) = self.facts.function(executor).parameters.first() else { return None };
        let resolve = self.scopes.resolve(*resolve)?;
        for at in 0..self.scopes.calls.len() {
            let call = self.scopes.calls[at].0;
            let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { continue };
            let found = if self.scopes.resolve(*callee) == Some(resolve) {
                arguments.first().map_or(Type::Nothing, |&value| self.expr(value))
            } else if arguments.iter().any(|&argument| self.scopes.resolve(argument) == Some(resolve))
                && self.creator(*callee) == Some(Gives::Callback)
            {
                Type::Instance(self.created(call, arguments))
            } else {
                continue;
            };
            if let Type::Instance(instance) = found {
                return Some(instance);
            }
        }
        None
    }

    /// The instance that a creating call gives. Calls for the same container give the same one.
    fn created(&mut self, call: ExprId, arguments: &[ExprId]) -> InstanceId {
        // Asked for without a name, it is the page's first one each time.
        let container = arguments.first().map_or(Some("".into()), |&first| self.container(first));
        let name = container.clone().filter(|name| !name.is_empty());
        let origin = container.map_or(Origin::Call(call), Origin::Container);
        self.instances.intern(origin, Instance { is_known: true, is_created_here: true, container: name })
    }

    /// The id that a creating call names: its first argument, or the `WebTwainId` of its configuration.
    fn container(&self, argument: ExprId) -> Option<Box<str>> {
        let id = match self.facts.kind(argument) {
            ExprKind::Object(properties) => {
                let is_id = |name: Name| matches!(self.facts.names.text(name), "WebTwainId" | "ContainerId");
                properties.iter().find(|property| property.key.is_some_and(is_id))?.value
            }
            _ => argument,
        };
        self.scopes.constant_text(self.facts, id).map(Box::from)
    }

    /// What a parameter is given: by the SDK that calls the function back, by a promise, or by the file's own calls.
    fn parameter(&mut self, function: FunctionId, index: usize) -> Type {
        let mut found = Type::Nothing;
        for how in self.functions.uses(function).to_vec() {
            let given = match how {
                FunctionUse::Called(call) => self.argument(call, index),
                FunctionUse::Argument { call, index: position } if index == 0 => self.called_back(call, position),
                FunctionUse::Argument { .. } | FunctionUse::Escapes => Type::Unknown,
            };
            found = self.join(found, given);
        }
        if found == Type::Nothing { Type::Unknown } else { found }
    }

    fn argument(&mut self, call: ExprId, index: usize) -> Type {
        match self.facts.kind(call) {
            ExprKind::Call { arguments, .. } | ExprKind::New { arguments, .. } => {
                arguments.get(index).map_or(Type::Nothing, |&argument| self.expr(argument))
            }
            _ => Type::Unknown,
        }
    }

    /// The first parameter of a function that is passed to `call` as the argument at `position`.
    fn called_back(&mut self, call: ExprId, position: usize) -> Type {
        let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { return Type::Unknown };
        if self.creator(*callee) == Some(Gives::Callback) {
            let is_success = !arguments[..position].iter().any(|&earlier| self.functions.target(earlier).is_some());
            return if is_success { Type::Instance(self.created(call, arguments)) } else { Type::Other };
        }
        if let ExprKind::Member { object, property, .. } = self.facts.kind(*callee)
            && position == 0
            && self.facts.names.text(*property) == "then"
            && let Type::Promise(instance) = self.expr(*object)
        {
            return Type::Instance(instance);
        }
        Type::Unknown
    }

    fn join(&mut self, one: Type, other: Type) -> Type {
        match (one, other) {
            (Type::Nothing, it) | (it, Type::Nothing) => it,
            (Type::Instance(one), Type::Instance(other)) => {
                self.instances.unite(one, other).map_or(Type::Several, Type::Instance)
            }
            (Type::Promise(one), Type::Promise(other)) => {
                self.instances.unite(one, other).map_or(Type::Several, Type::Promise)
            }
            (Type::Several, _) | (_, Type::Several) => Type::Several,
            (Type::Instance(instance), Type::Unknown) | (Type::Unknown, Type::Instance(instance)) => {
                Type::Instance(instance)
            }
            (one, other) if one == other => one,
            (Type::Path(path), Type::Unknown) | (Type::Unknown, Type::Path(path)) => Type::Path(path),
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            _ => Type::Other,
        }
    }
}

/// What the library's own script declares.
fn library_global(name: &str) -> Type {
    if name == "Dynamsoft" || name.starts_with("EnumDWT_") { Type::Path(name.into()) } else { Type::Nothing }
}
