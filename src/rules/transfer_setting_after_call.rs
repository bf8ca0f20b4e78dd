use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, Name};
use crate::flow::{Operation, OperationKind, Setting, State, is_iteration};
use crate::model::{FunctionUse, InstanceId, Usage};
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{TransferSettings, transfer_settings};
use crate::text::Span;

use super::enclosing::{function_at, scope_of};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "transfer-setting-after-call",
    category: Category::Network,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::Unsafe,
    codes: &[-2003, -2001, -2002, -2301, -2304, -2816],
    versions: "",
    summary: "A setting is made after the upload, download, save or load that it is meant for",
    options: &[],
    page: include_str!("transfer_setting_after_call.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let late = late_settings(context);
    let mut late: Vec<Late> = late.into_values().flatten().collect();
    if late.is_empty() {
        return;
    }
    late.sort_by_key(|late| context.span(late.setting));
    let taken = Taken::of(context);
    let is_mistake = |late: &&Late| {
        !taken.is_used(context, late)
            && !is_repeated(context, late)
            && !is_set_elsewhere(context, late)
            && !context.program.others_give(late.name)
    };
    findings.extend(late.iter().filter(is_mistake).filter_map(|late| report(context, late)));
}

/// A setting that comes after the transfer on every path to it.
struct Late {
    setting: ExprId,
    transfer: ExprId,
    instance: InstanceId,
    path: &'static str,
    name: &'static str,
    group: &'static TransferSettings,
}

/// By place; `None` for those that come in time on some path.
fn late_settings(context: &Context<'_>) -> FxHashMap<ExprId, Option<Late>> {
    let mut found: FxHashMap<ExprId, Option<Late>> = FxHashMap::default();
    let instances: FxHashSet<InstanceId> = context.flow.operations.iter().map(|operation| operation.instance).collect();
    let mut note = |instance: InstanceId, setting: &Setting| {
        let late = setting.after.and_then(|transfer| Late::new(instance, setting, transfer));
        match found.get_mut(&setting.at) {
            Some(known) if late.is_none() => *known = None,
            Some(_) => {}
            None => _ = found.insert(setting.at, late),
        }
    };
    for exit in context.flow.exits.iter().filter(|exit| exit.is_complete) {
        for state in &exit.states {
            instances.iter().for_each(|&id| settings(state, id).iter().for_each(|setting| note(id, setting)));
        }
    }
    found
}

fn settings(state: &State, instance: InstanceId) -> &[Setting] {
    state.instance(instance).map_or(&[], |known| &known.settings)
}

impl Late {
    fn new(instance: InstanceId, setting: &Setting, transfer: ExprId) -> Option<Self> {
        let (path, group) = transfer_settings(setting.path)?;
        let name = path.rsplit('.').next()?;
        Some(Self { setting: setting.at, transfer, instance, path, name, group })
    }
}

/// Whether both stand in a callback of `list.forEach(…)`, so that the next round finds the setting made.
fn is_repeated(context: &Context<'_>, late: &Late) -> bool {
    let model = context.model;
    let own = function_at(context, context.span(late.setting));
    let is_round = |how: &FunctionUse| {
        let FunctionUse::Argument { call, .. } = *how else { return false };
        let ExprKind::Call { callee, .. } = model.facts.kind(call) else { return false };
        matches!(model.facts.kind(*callee), ExprKind::Member { property, .. } if is_iteration(model.facts.names.text(*property)))
    };
    own.is_some_and(|own| {
        function_at(context, context.span(late.transfer)) == Some(own) && model.functions.uses(own).iter().any(is_round)
    })
}

/// Which calls find which settings made.
#[derive(Default)]
struct Taken {
    /// By the place of the setting, the names of the methods that are called after it.
    by: FxHashMap<(InstanceId, ExprId), FxHashSet<Name>>,
    /// Methods that may be called on paths that were not followed.
    unseen: FxHashSet<(InstanceId, Name)>,
}

impl Taken {
    fn of(context: &Context<'_>) -> Self {
        let mut taken = Self::default();
        for call in context.flow.operations.iter().filter(|operation| operation.kind == OperationKind::Call) {
            if !call.is_complete {
                taken.unseen.insert((call.instance, call.name));
            }
            for setting in call.samples.iter().flat_map(|sample| settings(&sample.state, call.instance)) {
                taken.by.entry((call.instance, setting.at)).or_default().insert(call.name);
            }
        }
        taken
    }

    /// Whether a later call finds the setting made: the next of a loop, one in a callback of the transfer.
    fn is_used(&self, context: &Context<'_>, late: &Late) -> bool {
        let takes = |name: Name| late.group.are_taken_by(context.model.facts.names.text(name));
        let is_found =
            || self.by.get(&(late.instance, late.setting)).is_some_and(|names| names.iter().any(|&name| takes(name)));
        let may_be_found = || self.unseen.iter().any(|&(instance, name)| instance == late.instance && takes(name));
        let in_callback = |call: &Operation| {
            call.kind == OperationKind::Call && call.instance == late.instance && call.expr != late.transfer
        };
        let mut inside = context.operations_in(context.span(late.transfer)).filter(|call| in_callback(call));
        is_found() || may_be_found() || inside.any(|call| takes(call.name))
    }
}

/// Whether another function sets the same: then the transfer may have been set up, and this is for the next one.
fn is_set_elsewhere(context: &Context<'_>, late: &Late) -> bool {
    let Some((on, name)) = late.path.rsplit_once('.') else { return false };
    let own = scope_of(context, context.span(late.setting));
    let others = context.accesses_named(name).iter().filter(|access| access.on.name() == on);
    let mut others = others.filter(|access| !matches!(access.usage, Usage::Read));
    others.any(|access| scope_of(context, context.span(access.expr)) != own)
}

fn report(context: &Context<'_>, late: &Late) -> Option<Finding> {
    let transfer = context.operations_at(context.span(late.transfer)).first()?;
    let (receiver, method) = (context.receiver(transfer), context.member_name(transfer));
    let place = context.span(late.setting);
    let setting = context.text(place).split(['=', '(']).next()?.trim_end();
    let message =
        format!("`{setting}` is set after `{receiver}.{method}()` has been called, which goes by what was set before");
    let mut finding = RULE.finding(first_line(context, place), message);
    finding.help = Some(format!("set it before `{receiver}.{method}()`"));
    finding
        .related
        .push(Label { span: context.member_span(transfer), message: "it comes too late for this call".to_owned() });
    finding.fixes.extend(hoist(context, late));
    Some(finding)
}

/// The setting without what it is set to, where that takes several lines.
fn first_line(context: &Context<'_>, place: Span) -> Span {
    let text = context.text(place);
    let end = text.find(['\n', '\r']).map_or(text.len(), |at| text[..at].trim_end().len());
    Span::new(place.start as usize, place.start as usize + end)
}

/// Moves the statement above the call, when both stand in one function.
fn hoist(context: &Context<'_>, late: &Late) -> Option<Fix> {
    let facts = context.model.facts;
    let (setting, transfer) = (context.span(late.setting), context.span(late.transfer));
    if !context.is_statement(late.setting) || scope_of(context, setting) != scope_of(context, transfer) {
        return None;
    }
    let statement = facts.statement(context.statement_in_list(setting)?).span;
    let call = facts.statement(context.statement_in_list(transfer)?).span;
    if call.end > statement.start {
        return None;
    }
    let code = context.text(statement);
    let semicolon = if code.ends_with(';') { "" } else { ";" };
    let insertion = context.insert_before(transfer, &format!("{code}{semicolon}"))?;
    let title = "Move it above the call".to_owned();
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![insertion, context.removal(statement)] })
}
