use super::meaning;
use super::notes::{bullets, code_block, deprecated, documentation, paragraphs, platforms, removed, rules};
use crate::sdk::api::{Deprecation, Form, Member, MemberKind, Release};

/// Signatures, what it does, since when and where it is there, and the rules that speak of it (each by id and address,
/// empty for no link). A release without the member is answered from the newest one that has it.
#[must_use]
pub fn member_markdown(member: Member, release: Release, rule_links: &[(&str, String)]) -> String {
    let shown = if member.is_in(release) { release } else { member.last_release() };
    let notes = [
        since(member),
        member.deprecation(release).as_ref().map(deprecated),
        member.removal().as_ref().map(removed),
        platforms(|platform| member.support(platform)),
        rules(rule_links),
        documentation(member.docs_url()),
    ];
    paragraphs([
        member_headline(member, release),
        code_block(&signatures(member, shown)),
        meaning::sentences(member, shown),
        bullets(notes),
    ])
}

/// What one form of a method does, for a place that shows the form itself.
#[must_use]
pub fn form_markdown(member: Member, form: Form, release: Release) -> String {
    let deprecation = form.deprecation(release).map(|found| form_deprecated(member, &found));
    paragraphs([meaning::sentences(member, release), bullets([deprecation])])
}

/// "**WebTwain.HTTPPort** - property".
#[must_use]
pub fn member_headline(member: Member, release: Release) -> String {
    let kind = match member.kind(release).or_else(|| member.kind(member.last_release())) {
        Some(MemberKind::Method) => "method",
        _ if member.receiver().is_options() => "option",
        _ => "property",
    };
    format!("**{}.{}** - {kind}", member.receiver().name(), member.name())
}

fn signatures(member: Member, release: Release) -> Vec<String> {
    let is_all_deprecated = member.deprecation(release).is_some();
    let note = |form: Form| {
        let found = form.deprecation(release).filter(|_| !is_all_deprecated)?;
        Some(format!("  // {}", form_deprecated(member, &found)))
    };
    member.forms(release).map(|form| format!("{}{}", signature(member, form), note(form).unwrap_or_default())).collect()
}

/// Mostly another form of the same member is to be used.
fn form_deprecated(member: Member, found: &Deprecation) -> String {
    if found.replacement == [member.name()] {
        let without_replacement = Deprecation { since: found.since, replacement: Vec::new() };
        return format!("{}: use another form", deprecated(&without_replacement));
    }
    deprecated(found).replace('`', "")
}

/// As the declarations write it: `OpenSource(): boolean`, `readonly ErrorCode: number`.
#[must_use]
pub fn signature(member: Member, form: Form) -> String {
    let before = if form.is_readonly() { "readonly " } else { "" };
    let after = if form.is_optional() { "?" } else { "" };
    format!("{before}{}{after}{form}", member.name())
}

fn since(member: Member) -> Option<String> {
    match member.documented_since() {
        Some(version) if version.major == 0 => Some("In every version".to_owned()),
        Some(_) => Some(format!("Since {}", member.since())),
        None if Some(member.first_release()) == Release::all().next() => None,
        None => Some(format!("In the types since {}", member.first_release())),
    }
}
