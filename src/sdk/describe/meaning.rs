//! What a member of an instance does, in sentences.

use crate::sdk::api::{Form, Member, MemberKind, Release};
use crate::sdk::semantics::{self, BufferEffect, Completes, DEFAULT_HTTP_PORT, Gives, SourceEffect};

const INSTANCE: &str = "WebTwain";
/// The property that is [`DEFAULT_HTTP_PORT`] until it is assigned.
const PORT: &str = "HTTPPort";

/// Its description, then what follows from its part in the life of an instance; empty for a member of which nothing is said.
pub fn sentences(member: Member, release: Release) -> String {
    let path = format!("{}.{}", member.receiver().name(), member.name());
    let mut all: Vec<String> = member.description().map(str::to_owned).into_iter().collect();
    if semantics::creator(&path).is_some_and(|creator| creator.gives == Gives::Callback) {
        all.push("The callback receives the instance.".to_owned());
    }
    if member.receiver().name() == INSTANCE {
        if member.name() == PORT {
            all.push(format!("It is {DEFAULT_HTTP_PORT} until it is assigned."));
        }
        if let Some(meaning) = semantics::member(member.name()) {
            let forms: Vec<Form> = member.forms(release).collect();
            all.extend(effect(meaning).map(str::to_owned));
            all.extend(arguments(meaning, &forms));
            all.extend(completion(meaning, &forms).map(str::to_owned));
        }
    }
    all.join(" ")
}

fn effect(meaning: &semantics::Member) -> Option<&'static str> {
    (meaning.buffer == Some(BufferEffect::Shift)).then_some("Indices may mean other images afterwards.")
}

fn arguments(meaning: &semantics::Member, forms: &[Form]) -> impl Iterator<Item = String> {
    let is_by_ending = meaning.image_type.is_none() && !meaning.is_always_jpeg;
    let all = [
        (meaning.configuration, "is the device configuration"),
        (meaning.setup, "is the set-up of the scan"),
        (meaning.event, "is the name of an event"),
        (meaning.index, "is the index of an image, counted from 0"),
        (meaning.indices, "is an array of image indices, counted from 0"),
        (meaning.depth_argument, "is the bits per pixel afterwards"),
        (meaning.image_type, "is the image format"),
        (meaning.file_name.filter(|_| is_by_ending), "says the image format by its ending"),
        (meaning.host, "is a host name alone: port and scheme are those of `HTTPPort` and `IfSSL`"),
        (meaning.url, "is a whole address"),
    ];
    all.into_iter().filter_map(|(position, what)| Some(format!("{} {what}.", argument(forms, position?))))
}

/// By its name in the longest form, or by its place.
fn argument(forms: &[Form], position: usize) -> String {
    let longest = forms.iter().max_by_key(|form| form.params().len());
    match longest.and_then(|form| form.params().nth(position)) {
        Some(param) => format!("`{}`", param.name()),
        None => format!("Argument {}", position + 1),
    }
}

fn completion(meaning: &semantics::Member, forms: &[Form]) -> Option<&'static str> {
    if forms.iter().any(|form| form.kind() != MemberKind::Method) {
        return None;
    }
    match meaning.completes {
        // A scan goes on after the call that starts it.
        Completes::Sync if meaning.source == Some(SourceEffect::Acquire) => None,
        Completes::Sync if forms.iter().any(|form| may_end_later(*form)) => None,
        Completes::Sync => Some("It is done when the call returns."),
        Completes::Callbacks => Some("It is done when a callback is called, after the call returned."),
        Completes::Promise => Some("It is done when its promise settles."),
        Completes::Either => {
            Some("Without callbacks it is done when the call returns; with them, when one of them is called.")
        }
    }
}

fn may_end_later(form: Form) -> bool {
    form.type_text().starts_with("Promise") || form.params().any(|param| param.callback().is_some())
}
