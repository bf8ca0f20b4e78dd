use crate::facts::ExprId;
use crate::model::{Access, Constant};
use crate::report::{Finding, Severity};
use crate::sdk::semantics::{CREATES, LIBRARY, LICENCE_KEY, LICENCE_SETTINGS, LOAD};
use crate::sdk::values::PRODUCT_KEYS;
use crate::text::FileKind;

use super::inputs;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "product-key-missing",
    category: Category::Licensing,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::None,
    codes: &[-2325, -2370, -2396],
    versions: "",
    summary: "The library is started with an empty product key, or with none at all",
    options: &[],
    page: include_str!("product_key_missing.md"),
    check: Check::Program(check),
};

const HELP: &str =
    "set a key of your own before the library starts, best from the configuration of the server or the build";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // In a document, the reader is to put a key in.
    if context.source.kind == FileKind::Markdown {
        return;
    }
    let accesses = context.model.accesses().iter();
    let empty: Vec<ExprId> = accesses.filter_map(|access| empty_key(context, access)).collect();
    if !empty.is_empty() {
        if !is_set_besides(context, &empty) {
            findings.extend(empty.into_iter().map(|key| report_empty(context, key)));
        }
    } else if is_absent(context) {
        findings.extend(first_start(context).map(|start| report_absent(context, start)));
    }
}

/// The value of a key that is always empty.
fn empty_key(context: &Context<'_>, access: &Access) -> Option<ExprId> {
    let inputs = context.inputs(access).values.iter();
    let mut keys = inputs.filter(|input| PRODUCT_KEYS.contains(&&*input.path));
    let is_empty = |value: ExprId| match context.model.constant(value) {
        Some(Constant::Text(text)) => text.trim().is_empty(),
        Some(Constant::Null | Constant::Undefined) => true,
        _ => false,
    };
    let is_filled_in = |value: ExprId| context.model.facts.island_at(context.span(value)).is_some();
    keys.find(|input| is_empty(input.value) && !is_filled_in(input.value)).map(|input| input.value)
}

/// Whether something else may stand for a licence.
fn is_set_besides(context: &Context<'_>, empty: &[ExprId]) -> bool {
    let others = LICENCE_SETTINGS.iter().filter(|name| **name != LICENCE_KEY);
    let is_mentioned = |name: &&&str| context.model.facts.names.find(name).is_some();
    context.program.assigns_other_than(LICENCE_KEY, |value| empty.contains(&value))
        || others.clone().any(|name| is_mentioned(&name))
}

fn is_absent(context: &Context<'_>) -> bool {
    let program = &context.program;
    program.brings_library()
        && !program.brings_configuration()
        && !program.mentions_licence()
        && program.is_understood()
        && program.has_all_files()
        && program.has_entry()
}

/// The first call in the file that starts the library.
fn first_start<'a>(context: &Context<'a>) -> Option<&'a Access> {
    let model = context.model;
    let starts = |access: &&Access| {
        let name = model.facts.names.text(access.name);
        access.call().is_some() && access.on.name() == LIBRARY && (name == LOAD || CREATES.contains(&name))
    };
    // Settings of the library that come from elsewhere may have a key among them.
    model.accesses().iter().find(starts).filter(|start| !context.asked().is_extended(model.facts, start.object))
}

fn report_empty(context: &Context<'_>, key: ExprId) -> Finding {
    let message = "the product key is empty: the SDK finds no licence, and nothing scans (-2325)".to_owned();
    let mut finding = RULE.finding(context.span(key), message);
    if context.program.starts_library() {
        finding.severity = Severity::Error;
    }
    finding.help = Some(HELP.to_owned());
    finding.related.extend(inputs::definition(context, key));
    finding
}

fn report_absent(context: &Context<'_>, start: &Access) -> Finding {
    let call = context.text(context.span(start.expr));
    let message = format!(
        "`{call}` starts the library, but nothing sets its product key: as a package or from a network it comes without one (-2325)"
    );
    let mut finding = RULE.finding(start.name_span, message);
    finding.help = Some(HELP.to_owned());
    finding
}
