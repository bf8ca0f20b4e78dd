//! What each expression may be: an instance, another value of the SDK, a path into the library, or none of them.
//!
//! Answers are found on demand and kept; a question that comes back to itself is answered with "nothing".

mod annotations;
mod calls;
mod holders;
mod objects;
mod shapes;
mod states;
mod values;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, ExprMap, Facts, FunctionId, Name, Pattern};
use crate::sdk::api::Receiver;
use crate::sdk::semantics::{self, Gives};

use super::Surroundings;
use super::binding::{BindingId, BindingKind};
use super::functions::Functions;
use super::instance::{InstanceId, Instances};
use super::outside::{Offer, Outside, Shape};
use super::owners::{OwnerId, Owners};
use super::scopes::Scopes;
use objects::Object;

/// Values that flow in circles could be asked for without end.
const QUESTIONS_PER_EXPR: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Type {
    /// `null`, `undefined`, or never given a value.
    Nothing,
    Unknown,
    /// Certainly no part of the SDK.
    Other,
    Instance(InstanceId),
    Promise(InstanceId),
    Object(Object),
    /// Something of another file that holds an instance, or gives one.
    Shape(Shape),
    /// A path into the library: `Dynamsoft.DWT`.
    Path(Box<str>),
    /// One of several instances, now this and now that.
    Several,
}

pub(super) struct Solved {
    pub instances: Instances,
    pub receivers: ExprMap<InstanceId>,
    /// Member expressions on anything of the SDK: its type, and the instance that it was reached through.
    pub objects: ExprMap<(Receiver, Option<InstanceId>)>,
    pub paths: FxHashMap<ExprId, Box<str>>,
    pub creations: FxHashMap<ExprId, (Gives, InstanceId)>,
    pub handed_out: FxHashMap<ExprId, InstanceId>,
    pub offer: Offer,
}

pub(super) fn solve(
    facts: &Facts,
    scopes: &Scopes,
    owners: &Owners,
    functions: &Functions,
    surroundings: &Surroundings<'_>,
) -> Solved {
    let named = semantics::INSTANCE_NAMES.iter().copied().chain(surroundings.instance_names.iter().map(String::as_str));
    let mut solver = Solver {
        facts,
        scopes,
        owners,
        functions,
        outside: surroundings.outside,
        instance_names: named.filter_map(|name| facts.names.find(name)).collect(),
        instances: Instances::default(),
        of_exprs: ExprMap::with_room(facts.expr_count()),
        answers: FxHashMap::default(),
        asked: FxHashMap::default(),
        comes_back_to: usize::MAX,
        questions_left: QUESTIONS_PER_EXPR * (facts.expr_count() + 100),
    };
    let mut found = Vec::new();
    let mut objects: ExprMap<(Receiver, Option<InstanceId>)> = ExprMap::default();
    let mut paths = FxHashMap::default();
    let mut creations: FxHashMap<ExprId, (Gives, InstanceId)> = FxHashMap::default();
    let mut handed_out: FxHashMap<ExprId, InstanceId> = FxHashMap::default();
    for (expr, it) in facts.exprs() {
        match &it.kind {
            ExprKind::Member { object, .. } => {
                if let Some(object) = solver.receiver(*object) {
                    objects.insert(expr, object);
                }
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
    let offer = surroundings.file.map_or_else(Offer::default, |file| solver.offer(file));
    let instances = solver.instances;
    let receivers = found.into_iter().map(|(expr, instance)| (expr, instances.representative(instance))).collect();
    for instance in creations.values_mut().map(|(_, instance)| instance).chain(handed_out.values_mut()) {
        *instance = instances.representative(*instance);
    }
    for through in objects.values_mut().filter_map(|(_, through)| through.as_mut()) {
        *through = instances.representative(*through);
    }
    Solved { instances, receivers, objects, paths, creations, handed_out, offer }
}

struct Solver<'a> {
    facts: &'a Facts,
    scopes: &'a Scopes,
    owners: &'a Owners,
    functions: &'a Functions,
    outside: &'a Outside,
    instance_names: FxHashSet<Name>,
    instances: Instances,
    /// To questions about expressions.
    of_exprs: ExprMap<Type>,
    /// To all others.
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
        if let Some(known) = self.answer(question) {
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
            self.keep(question, found.clone());
        }
        found
    }

    fn answer(&self, question: Question) -> Option<&Type> {
        match question {
            Question::Expr(expr) => self.of_exprs.get(expr),
            other => self.answers.get(&other),
        }
    }

    fn keep(&mut self, question: Question, answer: Type) {
        match question {
            Question::Expr(expr) => self.of_exprs.insert(expr, answer),
            other => {
                self.answers.insert(other, answer);
            }
        }
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
            (Type::Object(one), Type::Object(other)) if one.given == other.given => Type::Object(one),
            (Type::Instance(instance), Type::Unknown) | (Type::Unknown, Type::Instance(instance)) => {
                Type::Instance(instance)
            }
            (one, other) if one == other => one,
            (Type::Path(path), Type::Unknown) | (Type::Unknown, Type::Path(path)) => Type::Path(path),
            (Type::Shape(shape), Type::Unknown) | (Type::Unknown, Type::Shape(shape)) => Type::Shape(shape),
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            _ => Type::Other,
        }
    }
}
