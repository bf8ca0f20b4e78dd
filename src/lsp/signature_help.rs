//! The parameters of the SDK's method that the user is calling.

use tower_lsp::ls_types::{
    Documentation, ParameterInformation, ParameterLabel, Position, SignatureHelp, SignatureInformation,
};

use super::abilities::Abilities;
use super::markup::markup;
use super::view::View;
use crate::assist::{Call, HalfTyped};
use crate::sdk::api::{Form, Release};
use crate::sdk::describe;

pub const TRIGGERS: [&str; 2] = ["(", ","];

/// `None` outside of such a call; and in TypeScript, whose own server answers it by the same declarations.
pub fn signature_help(view: &View, position: Position) -> Option<SignatureHelp> {
    let source = &view.snapshot.source;
    if source.kind.is_typed() {
        return None;
    }
    let settings = view.settings().settings;
    let here = HalfTyped { source, offset: view.places().offset(position) };
    let call = here.call(&|source| view.index_of(source, &settings))?;
    let release = settings.release();
    let (forms, meant) = call.forms(release);
    let signature = |form: &Form| signature(&call, *form, release, &view.setup.client);
    Some(SignatureHelp {
        signatures: forms.iter().map(signature).collect(),
        active_signature: u32::try_from(meant).ok(),
        active_parameter: u32::try_from(call.argument).ok(),
    })
}

fn signature(call: &Call, form: Form, release: Release, client: &Abilities) -> SignatureInformation {
    let notes = describe::form_markdown(call.method, form, release);
    let label = format!("{}{form}", call.method.name());
    let parameters = parameters(call, form).map(|(text, start)| ParameterInformation {
        label: match client.takes_label_offsets {
            true => ParameterLabel::LabelOffsets([start, start + length(&text)]),
            false => ParameterLabel::Simple(text),
        },
        documentation: None,
    });
    SignatureInformation {
        parameters: Some(parameters.collect()),
        label,
        documentation: (!notes.is_empty())
            .then(|| Documentation::MarkupContent(markup(notes, &client.signature_format))),
        active_parameter: None,
    }
}

/// Each parameter as the label writes it, and where it begins there.
fn parameters(call: &Call, form: Form) -> impl Iterator<Item = (String, u32)> {
    let mut start = length(call.method.name()) + 1;
    form.params().map(move |param| {
        let text = param.to_string();
        let found = (text, start);
        start += length(&found.0) + 2;
        found
    })
}

/// In UTF-16 code units, as the protocol counts in labels.
fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(0)
}
