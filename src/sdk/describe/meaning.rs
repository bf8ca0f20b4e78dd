//! What a member of an instance does, in sentences.

use crate::sdk::api::{Form, Member, MemberKind, Release};
use crate::sdk::semantics::{self, BufferEffect, Completes, DEFAULT_HTTP_PORT, Exports, Gives, Role, SourceEffect};

const INSTANCE: &str = "WebTwain";
/// The property that is [`DEFAULT_HTTP_PORT`] until it is assigned.
const PORT: &str = "HTTPPort";

/// Empty for a member of which nothing is said.
pub fn sentences(member: Member, release: Release) -> String {
    let path = format!("{}.{}", member.receiver().name(), member.name());
    let mut all: Vec<String> =
        semantics::creator(&path).map(|creator| creation(creator.gives).to_owned()).into_iter().collect();
    if member.receiver().name() == INSTANCE {
        all.extend(semantics::role(member.name()).map(|role| part_in_state(role).to_owned()));
        if member.name() == PORT {
            all.push(format!("It is {DEFAULT_HTTP_PORT} until it is assigned."));
        }
        if let Some(meaning) = semantics::member(member.name()) {
            let forms: Vec<Form> = member.forms(release).collect();
            all.extend(effects(meaning).map(str::to_owned));
            all.extend(arguments(meaning, &forms));
            all.extend(completion(meaning, &forms).map(str::to_owned));
        }
    }
    all.join(" ")
}

fn creation(gives: Gives) -> &'static str {
    match gives {
        Gives::Result => "Returns an instance.",
        Gives::Callback => "Hands an instance to the callback.",
        Gives::Promise => "Gives an instance by a promise.",
        Gives::New => "Makes an instance.",
    }
}

fn part_in_state(role: Role) -> &'static str {
    match role {
        Role::CurrentImage => "The index of the image that is shown, counted from 0.",
        Role::ImageCount => "How many images the buffer holds.",
        Role::DisableAfterAcquire => "Whether the source is disabled when a scan has ended.",
        Role::PixelType => "How pages are scanned: black and white, gray or colour.",
        Role::BitDepth => "The bits per pixel that pages are scanned with.",
    }
}

fn effects(meaning: &semantics::Member) -> impl Iterator<Item = &'static str> {
    let source = meaning.source.map(|effect| match effect {
        SourceEffect::OpenManager => "Opens the source manager.",
        SourceEffect::Select => "Selects the source.",
        SourceEffect::Open => "Opens the source.",
        SourceEffect::Acquire => "Starts a scan.",
        SourceEffect::Disable => "Disables the source.",
        SourceEffect::Close => "Closes the source.",
        SourceEffect::CloseManager => "Closes the source manager.",
    });
    let buffer = meaning.buffer.map(|effect| match effect {
        BufferEffect::Empty => "Removes all images from the buffer.",
        BufferEffect::Shift => "Indices may mean other images afterwards.",
        BufferEffect::Load => "Appends images to the buffer.",
    });
    let exports = meaning.exports.map(|purpose| match purpose {
        Exports::File => "Saves images to a file.",
        Exports::Upload => "Uploads images.",
        Exports::Data => "Makes data of images.",
    });
    let depth = match meaning.sets_depth {
        Some(1) => Some("The image is black and white afterwards."),
        Some(8) => Some("The image is gray afterwards."),
        Some(24) => Some("The image is in colour afterwards."),
        _ => None,
    };
    let jpeg = meaning.is_always_jpeg.then_some("The format is always JPEG.");
    let tells = meaning.tells_depth.then_some("Returns the bits per pixel of an image.");
    [source, buffer, exports, jpeg, depth, tells].into_iter().flatten()
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
