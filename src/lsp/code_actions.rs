//! What the editor offers to do about findings: mend them, silence them, read about them.

use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionTriggerKind,
    Diagnostic, NumberOrString, WorkspaceEdit,
};

use super::diagnostics::SOURCE;
use super::documentation;
use super::edits::workspace_edit;
use super::view::View;
use crate::report::{Edit, Finding, Fix, Report, Safety, edits_of};
use crate::rules::{self, Category, Rule};
use crate::text::Span;

/// The safe fixes of the whole file at once: what an editor may run when it saves.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.dwt-lint");

/// Safe fixes come first, then the others, then what concerns more than one finding, silence and documentation.
pub fn code_actions(view: &View, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    if !view.setup.client.takes_code_actions {
        return Vec::new();
    }
    let report = view.report();
    let span = view.places().span(params.range);
    let offer = Offer { view, report: &report, context: &params.context };
    let here: Vec<&Finding> = report.findings.iter().filter(|finding| touch(finding.span, span)).collect();
    let mut actions = Vec::new();
    if offer.is_wanted(&CodeActionKind::QUICKFIX) {
        actions.extend(offer.fixes(&here));
        actions.extend(offer.about_rules(&here));
    }
    if offer.wants_fix_all(!here.is_empty()) {
        actions.extend(offer.fix_all());
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

struct Offer<'a> {
    view: &'a View,
    report: &'a Report,
    context: &'a CodeActionContext,
}

impl Offer<'_> {
    /// Whether the client asks for the kind, or for one above it.
    fn is_wanted(&self, kind: &CodeActionKind) -> bool {
        self.context.only.as_ref().is_none_or(|only| only.iter().any(|wanted| is_within(kind, wanted)))
    }

    /// Asked for by its kind; or by a user who wants to know all that can be done at a finding.
    fn wants_fix_all(&self, is_at_finding: bool) -> bool {
        let is_automatic = self.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
        self.is_wanted(&FIX_ALL) && (self.context.only.is_some() || (is_at_finding && !is_automatic))
    }

    fn fixes(&self, here: &[&Finding]) -> Vec<CodeAction> {
        let all = here.iter().flat_map(|finding| finding.fixes.iter().map(move |fix| (*finding, fix)));
        let mut all: Vec<(&Finding, &Fix)> = all.collect();
        all.sort_by_key(|(_, fix)| fix.safety);
        all.into_iter().map(|(finding, fix)| self.fix(finding, fix)).collect()
    }

    fn fix(&self, finding: &Finding, fix: &Fix) -> CodeAction {
        let is_safe = fix.safety == Safety::Safe;
        let title = if is_safe { fix.title.clone() } else { format!("{} (look it over)", fix.title) };
        CodeAction { is_preferred: is_safe.then_some(true), ..self.quick_fix(title, finding, &fix.edits) }
    }

    /// Once for each rule, whatever the number of its findings.
    fn about_rules(&self, here: &[&Finding]) -> Vec<CodeAction> {
        let mut first_of_rule: Vec<&Finding> = Vec::new();
        for finding in here {
            if first_of_rule.iter().all(|known| known.rule != finding.rule) {
                first_of_rule.push(finding);
            }
        }
        let mut actions: Vec<CodeAction> =
            first_of_rule.iter().filter_map(|finding| self.fix_all_of(finding.rule)).collect();
        actions.extend(self.silence(&first_of_rule));
        let rules = first_of_rule.iter().filter_map(|finding| Some((*finding, rules::find(finding.rule)?)));
        if self.view.setup.client.shows_pages {
            actions.extend(rules.map(|(finding, rule)| self.documentation(finding, rule)));
        }
        actions
    }

    /// Every finding of the rule that has a safe fix, when there are several.
    fn fix_all_of(&self, rule: &str) -> Option<CodeAction> {
        let fixes: Vec<&Fix> =
            self.report.findings.iter().filter(|finding| finding.rule == rule).filter_map(safe_fix).collect();
        (fixes.len() > 1).then(|| CodeAction {
            title: format!("Fix all {} of {rule} in this file", fixes.len()),
            kind: Some(CodeActionKind::QUICKFIX),
            edit: Some(workspace_edit(self.view, edits_of(fixes))),
            ..CodeAction::default()
        })
    }

    fn silence(&self, findings: &[&Finding]) -> Vec<CodeAction> {
        let can_be_silenced =
            |finding: &&&Finding| rules::find(finding.rule).is_some_and(|rule| rule.category != Category::Suppression);
        let findings: Vec<&Finding> = findings.iter().filter(can_be_silenced).copied().collect();
        if findings.is_empty() {
            return Vec::new();
        }
        let silencer = self.view.snapshot.silencer();
        let action = |finding: &Finding, place: &str, edit: Edit| {
            self.quick_fix(format!("Suppress {} {place}", finding.rule), finding, &[edit])
        };
        let in_line = findings
            .iter()
            .filter_map(|finding| Some(action(finding, "for this line", silencer.silence_line(finding)?)));
        let in_file = findings
            .iter()
            .filter_map(|finding| Some(action(finding, "in this file", silencer.silence_file(finding.rule)?)));
        in_line.chain(in_file).collect()
    }

    fn documentation(&self, finding: &Finding, rule: &Rule) -> CodeAction {
        let command = documentation::command(rule);
        let title = command.title.clone();
        CodeAction { edit: None, command: Some(command), ..self.quick_fix(title, finding, &[]) }
    }

    fn fix_all(&self) -> Option<CodeAction> {
        let edits = edits_of(self.report.findings.iter().filter_map(safe_fix));
        (!edits.is_empty()).then(|| CodeAction {
            title: "Fix all that dwt-lint can fix safely".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(workspace_edit(self.view, edits)),
            ..CodeAction::default()
        })
    }

    fn quick_fix(&self, title: String, finding: &Finding, edits: &[Edit]) -> CodeAction {
        let edit: WorkspaceEdit = workspace_edit(self.view, edits);
        CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: self.diagnostic_of(finding).map(|diagnostic| vec![diagnostic]),
            edit: Some(edit),
            ..CodeAction::default()
        }
    }

    /// The client's own copy, by which it knows what the action is for.
    fn diagnostic_of(&self, finding: &Finding) -> Option<Diagnostic> {
        let range = self.view.places().range(finding.span);
        let is_it = |diagnostic: &&Diagnostic| {
            let is_of_rule = matches!(&diagnostic.code, Some(NumberOrString::String(code)) if code == finding.rule);
            is_of_rule && diagnostic.range == range && diagnostic.source.as_deref() == Some(SOURCE)
        };
        self.context.diagnostics.iter().find(is_it).cloned()
    }
}

fn safe_fix(finding: &Finding) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| fix.safety == Safety::Safe)
}

/// `source.fixAll.dwt-lint` is within `source.fixAll` and `source`.
fn is_within(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let wanted = wanted.as_str();
    let rest = kind.as_str().strip_prefix(wanted);
    wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
