use crate::facts::{ExprId, ExprKind, FunctionId, Pattern};
use crate::model::BindingId;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::api::{ArgumentKind, Form};
use crate::text::Span;

use super::calls::SdkCall;
use super::variables::places_of;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "promise-wrapper-never-settles",
    category: Category::Async,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2361, -2362, -2372],
    versions: "",
    summary: "A promise made around a call with callbacks is neither kept nor broken on one of the two ways that the call can end",
    options: &[],
    page: include_str!("promise_wrapper_never_settles.md"),
    check: Check::Program(check),
};

/// How deep functions that call functions are followed.
const MAX_DEPTH: usize = 4;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let facts = context.model.facts;
    for (promise, expr) in facts.exprs() {
        let ExprKind::New { callee, arguments } = &expr.kind else { continue };
        let is_promise = matches!(facts.kind(*callee), ExprKind::Name(name) if facts.names.text(*name) == "Promise");
        let executor = arguments.first().and_then(|&argument| context.model.functions.target(argument));
        if let Some(executor) = executor.filter(|_| is_promise) {
            Wrapper::of(context, promise, executor).check(findings);
        }
    }
}

/// A `new Promise(…)` with a function that settles it.
struct Wrapper<'c, 'a> {
    context: &'c Context<'a>,
    promise: ExprId,
    executor: FunctionId,
    /// Where the code names one of the two functions that settle the promise.
    mentions: Vec<Span>,
}

/// The two ways in which a call can end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Success,
    Failure,
}

/// Why a promise may stay open, by one overload.
struct Verdict {
    way: Way,
    /// Of the callback that does not settle it.
    position: usize,
    form: Form,
}

impl<'c, 'a> Wrapper<'c, 'a> {
    fn of(context: &'c Context<'a>, promise: ExprId, executor: FunctionId) -> Self {
        let (facts, scopes) = (context.model.facts, &context.model.scopes);
        let parameters = facts.function(executor).parameters.iter().take(2);
        let settlers: Vec<BindingId> = parameters.filter_map(|it| scopes.resolve(name_of(it)?)).collect();
        let body = facts.function(executor).span;
        let declared: Vec<ExprId> = facts.function(executor).parameters.iter().filter_map(name_of).collect();
        let places = settlers.iter().flat_map(|&settler| places_of(context, settler));
        let places = places.filter(|place| !declared.contains(place)).map(|place| context.span(place));
        Self { context, promise, executor, mentions: places.filter(|place| body.contains(*place)).collect() }
    }

    fn check(&self, findings: &mut Vec<Finding>) {
        let body = self.context.model.facts.function(self.executor).span;
        if self.mentions.is_empty() || self.is_settled_by_timer(body) {
            return;
        }
        for expr in self.context.layout.exprs_in(body) {
            if let Some(access) = self.context.model.access(expr)
                && let Some(call) = SdkCall::of(self.context, access)
                && self.is_own(&call)
            {
                findings.extend(self.judge(&call));
            }
        }
    }

    /// Whether the call belongs to this promise, and not to one that is made inside.
    fn is_own(&self, call: &SdkCall<'_>) -> bool {
        let facts = self.context.model.facts;
        let span = self.context.span(call.call);
        let mut inside = self.context.layout.exprs_in(self.context.span(self.promise)).filter(|id| *id != self.promise);
        !inside.any(|id| matches!(facts.kind(id), ExprKind::New { .. }) && facts.span(id).contains(span))
    }

    /// What is wrong by every overload that fits.
    fn judge(&self, call: &SdkCall<'_>) -> Option<Finding> {
        let kinds = self.kinds(call);
        let fitting = call.forms.iter().filter(|form| form.fits(&kinds));
        let verdicts: Option<Vec<Verdict>> = fitting.map(|form| self.verdict(call, &kinds, *form)).collect();
        verdicts?.into_iter().next().map(|verdict| self.report(call, &verdict))
    }

    /// What the arguments are: those that settle the promise are functions.
    fn kinds(&self, call: &SdkCall<'_>) -> Vec<ArgumentKind> {
        let kind = |(&argument, &kind): (&ExprId, &ArgumentKind)| {
            if self.mentions.contains(&self.context.span(argument)) { ArgumentKind::Function } else { kind }
        };
        call.arguments.iter().zip(&call.kinds).map(kind).collect()
    }

    fn verdict(&self, call: &SdkCall<'_>, kinds: &[ArgumentKind], form: Form) -> Option<Verdict> {
        let callbacks = form.params().enumerate().filter(|(_, param)| param.callback().is_some());
        let mut positions = callbacks.map(|(at, _)| at);
        let (success, failure) = (positions.next()?, positions.next()?);
        let is_given = |at: usize| kinds.get(at).is_some_and(|kind| *kind != ArgumentKind::Nothing);
        if !is_given(success) && !is_given(failure) {
            return None;
        }
        if !self.is_settled(call, kinds, failure) {
            return Some(Verdict { way: Way::Failure, position: failure, form });
        }
        let may_settle_elsewhere = || {
            let span = self.context.span(call.call);
            self.mentions.iter().any(|mention| !span.contains(*mention))
        };
        let is_open = !self.is_settled(call, kinds, success) && !may_settle_elsewhere();
        is_open.then_some(Verdict { way: Way::Success, position: success, form })
    }

    /// Whether what is given for an outcome settles the promise, as far as it is seen.
    fn is_settled(&self, call: &SdkCall<'_>, kinds: &[ArgumentKind], position: usize) -> bool {
        let Some(&callback) = call.arguments.get(position) else { return false };
        match kinds.get(position) {
            Some(ArgumentKind::Function) => self.settles(callback, MAX_DEPTH),
            Some(ArgumentKind::Unknown) => !self.only_tells(callback),
            _ => false,
        }
    }

    /// `console.error`, `alert`: the user hears of it, and nobody else.
    fn only_tells(&self, callback: ExprId) -> bool {
        let facts = self.context.model.facts;
        let root = match facts.kind(callback) {
            ExprKind::Member { object, .. } => *object,
            _ => callback,
        };
        matches!(facts.kind(root), ExprKind::Name(name) if matches!(facts.names.text(*name), "console" | "alert"))
    }

    fn settles(&self, function: ExprId, depth: usize) -> bool {
        let model = self.context.model;
        let Some(target) = model.functions.target(function) else { return true };
        let span = model.facts.function(target).span;
        if self.is_mentioned_in(span) {
            return true;
        }
        let inside = self.context.layout.exprs_in(span).filter(|_| depth > 0);
        let mut callees = inside.filter_map(|call| match model.facts.kind(call) {
            ExprKind::Call { callee, .. } => Some(*callee),
            _ => None,
        });
        callees.any(|callee| model.functions.target(callee).is_some() && self.settles(callee, depth - 1))
    }

    fn is_mentioned_in(&self, span: Span) -> bool {
        self.mentions.iter().any(|mention| span.contains(*mention))
    }

    /// `setTimeout(() => reject(…))`: it ends at some time, whatever the call does.
    fn is_settled_by_timer(&self, body: Span) -> bool {
        let facts = self.context.model.facts;
        self.context.layout.exprs_in(body).any(|call| {
            let ExprKind::Call { callee, .. } = facts.kind(call) else { return false };
            let name = match facts.kind(*callee) {
                ExprKind::Name(name) => *name,
                ExprKind::Member { property, .. } => *property,
                _ => return false,
            };
            let span = self.context.span(call);
            matches!(facts.names.text(name), "setTimeout" | "setInterval") && self.is_mentioned_in(span)
        })
    }

    fn report(&self, call: &SdkCall<'_>, verdict: &Verdict) -> Finding {
        let (context, way, position) = (self.context, verdict.way, verdict.position);
        let method = call.method.name();
        let (ends, is_missing) = match way {
            Way::Success => ("succeeds", call.arguments.len() <= position),
            Way::Failure => ("fails", call.arguments.len() <= position),
        };
        let because = if is_missing { "there is no callback for it" } else { "the callback does not settle it" };
        let message =
            format!("this promise stays open for ever when `{method}()` {ends}: {because}, and `await` never returns");
        let mut finding = RULE.finding(call.access.name_span, message);
        finding.help = Some(match way {
            Way::Success => "call `resolve` in the success callback".to_owned(),
            Way::Failure => "call `reject` in the failure callback".to_owned(),
        });
        let promise = context.span(self.promise);
        let name_end = match context.model.facts.kind(self.promise) {
            ExprKind::New { callee, .. } => context.span(*callee).end,
            _ => promise.end,
        };
        let start = Span::new(promise.start as usize, name_end as usize);
        finding.related = vec![Label { span: start, message: "the promise is made here".to_owned() }];
        if way == Way::Failure && is_missing {
            finding.fixes.extend(self.reject_on_failure(call, verdict));
        }
        finding
    }

    /// Adds a failure callback that breaks the promise.
    fn reject_on_failure(&self, call: &SdkCall<'_>, verdict: &Verdict) -> Option<Fix> {
        let (context, position) = (self.context, verdict.position);
        if call.arguments.len() != position {
            return None;
        }
        let parameters: Vec<&str> = verdict.form.params().nth(position)?.callback()?.collect();
        let text = parameters.iter().find(|name| name.ends_with("errorString"))?;
        let reject = self.reject_name()?;
        let last = context.span(*call.arguments.last()?).end as usize;
        let callback = format!(", ({}) => {}(new Error({text}))", parameters.join(", "), reject.name);
        let mut edits = reject.declared;
        edits.push(Edit { span: Span::new(last, last), text: callback });
        let title = "Reject the promise on failure".to_owned();
        Some(Fix { title, safety: Safety::Unsafe, edits })
    }

    fn reject_name(&self) -> Option<Reject> {
        let facts = self.context.model.facts;
        let function = facts.function(self.executor);
        if let Some(second) = function.parameters.get(1) {
            let name = self.context.text(self.context.span(name_of(second)?)).to_owned();
            return Some(Reject { name, declared: Vec::new() });
        }
        let first = self.context.span(name_of(function.parameters.first()?)?);
        let name = "reject".to_owned();
        let (start, end) = (first.start as usize, first.end as usize);
        // `resolve => …` has no brackets yet.
        let declared = if start == function.span.start as usize {
            let insert = |at: usize, text: &str| Edit { span: Span::new(at, at), text: text.to_owned() };
            vec![insert(start, "("), insert(end, ", reject)")]
        } else {
            vec![Edit { span: Span::new(end, end), text: ", reject".to_owned() }]
        };
        Some(Reject { name, declared })
    }
}

/// The function that breaks the promise, and what declares it where it is not declared yet.
struct Reject {
    name: String,
    declared: Vec<Edit>,
}

fn name_of(parameter: &Pattern) -> Option<ExprId> {
    match parameter {
        Pattern::Target(target) => Some(*target),
        _ => None,
    }
}
