//! A member that is to be replaced by another one.

use crate::model::{Access, Usage};
use crate::report::{Edit, Fix, Safety};
use crate::sdk::api::{Form, Member, MemberKind, Receiver, Release};

use super::Context;
use super::members::latest;
use super::spelling::unquoted;

/// "use `a`, `b`", or nothing.
pub(super) fn advice(replacement: &[&str]) -> Option<String> {
    let quote = |name: &&str| if name.contains(['(', '/']) { (*name).to_owned() } else { format!("`{name}`") };
    let quoted: Vec<String> = replacement.iter().map(quote).collect();
    (!quoted.is_empty()).then(|| format!("use {}", quoted.join(", ")))
}

/// The fix for a member that merely has a new name, by the path from the old one's object.
pub(super) fn rename(context: &Context<'_>, access: &Access, replacement: &[&'static str]) -> Option<Fix> {
    let &[path] = replacement else { return None };
    let path = from(access.on, path);
    let release = latest(context);
    let (old, new) = (access.member?, member_at(access.on, path)?);
    let span = unquoted(context, access.name_span);
    let is_quoted = span != access.name_span;
    let is_lost = matches!(access.usage, Usage::Write { .. }) && new.forms(release).any(|form| form.is_readonly());
    if is_lost || is_quoted && path.contains('.') || !is_alike(old, new, release) {
        return None;
    }
    let edits = vec![Edit { span, text: path.to_owned() }];
    Some(Fix { title: format!("Replace by `{path}`"), safety: Safety::Safe, edits })
}

/// `Viewer.zoom`, from the viewer, is `zoom`.
fn from(on: Receiver, path: &'static str) -> &'static str {
    let last = on.name().rsplit('.').next().unwrap_or("");
    path.strip_prefix(last).and_then(|rest| rest.strip_prefix('.')).unwrap_or(path)
}

fn member_at(on: Receiver, path: &str) -> Option<Member> {
    let Some((start, name)) = path.rsplit_once('.') else { return on.member(path) };
    let on = start.split('.').try_fold(on, |on, part| on.member(part)?.all_forms().find_map(Form::gives))?;
    on.member(name)
}

/// Whether code that uses the old one is right when it has the name of the new one.
fn is_alike(old: Member, new: Member, release: Release) -> bool {
    let (old_form, new_form) = (old.all_forms().next_back(), new.forms(release).next_back());
    let (Some(old_form), Some(new_form)) = (old_form, new_form) else { return false };
    match (old_form.kind(), new_form.kind()) {
        (MemberKind::Method, MemberKind::Method) => {
            let types = |form: Form| form.params().map(|param| param.type_text()).collect::<Vec<_>>();
            types(old_form) == types(new_form) && old_form.type_text() == new_form.type_text()
        }
        (MemberKind::Property, MemberKind::Property) => old_form.type_text() == new_form.type_text(),
        _ => false,
    }
}
