//! `data/error-codes.json`: the error codes of the SDK.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use super::emit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorCodes {
    groups: Vec<Group>,
    /// Sorted downwards from 0, as the published lists are.
    pub codes: Vec<ErrorCode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ErrorCode {
    pub code: i32,
    original: Option<i32>,
    #[serde(default)]
    and_below: bool,
    messages: Vec<Message>,
    #[serde(default)]
    names: Vec<String>,
    sources: Vec<Source>,
    group: String,
    cause: String,
    fix: String,
    rules: Vec<String>,
    pub guide: Vec<String>,
    #[serde(default)]
    twins: Vec<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    text: String,
    sources: Vec<Source>,
}

/// The variants of `sdk::codes::Source`, by their ids in the data.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
enum Source {
    Appendix,
    AppendixComment,
    #[serde(rename = "appendix-2022")]
    Appendix2022,
    #[serde(rename = "appendix-19.4")]
    Appendix194,
    LicenceServer,
    RestDocs,
    Types,
    Samples,
}

pub fn read(path: &Path) -> Result<ErrorCodes, String> {
    let data: ErrorCodes =
        serde_json::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))?;
    check_order(&data).map_err(|problem| format!("{}: {problem}", path.display()))?;
    let known: HashSet<i32> = data.codes.iter().map(|code| code.code).collect();
    for code in &data.codes {
        check(code, &data.groups, &known)
            .map_err(|problem| format!("{}: code {}: {problem}", path.display(), code.code))?;
    }
    Ok(data)
}

fn check_order(data: &ErrorCodes) -> Result<(), String> {
    for pair in data.codes.windows(2) {
        if pair[0].code <= pair[1].code {
            return Err(format!(
                "{} stands before {}: sort the codes downwards, each once",
                pair[0].code, pair[1].code
            ));
        }
    }
    match data.codes.iter().filter(|code| code.and_below).count() {
        1 => Ok(()),
        count => Err(format!("{count} codes have `andBelow`: exactly one must")),
    }
}

fn check(code: &ErrorCode, groups: &[Group], known: &HashSet<i32>) -> Result<(), String> {
    if code.sources.is_empty() {
        return Err("it has no source".to_owned());
    }
    if code.cause.is_empty() || code.fix.is_empty() {
        return Err("`cause` and `fix` must not be empty".to_owned());
    }
    if !groups.iter().any(|group| group.id == code.group) {
        return Err(format!("there is no group `{}`", code.group));
    }
    for message in &code.messages {
        if message.text.trim() != message.text || message.text.is_empty() {
            return Err(format!("the message `{}` is empty or padded", message.text));
        }
        if message.sources.is_empty() || !message.sources.iter().all(|source| code.sources.contains(source)) {
            return Err(format!("the sources of `{}` must be some of the code's", message.text));
        }
    }
    match code.twins.iter().find(|&&twin| twin == code.code || !known.contains(&twin)) {
        Some(twin) => Err(format!("{twin} cannot be its twin")),
        None => Ok(()),
    }
}

pub fn table(data: &ErrorCodes) -> String {
    let groups = data.groups.iter().map(|group| format!("Group {{ id: {:?}, title: {:?} }}", group.id, group.title));
    let codes = data.codes.iter().map(|code| row(code, &data.groups));
    emit::table("GROUPS", "Group", groups) + &emit::table("CODES", "ErrorCode", codes)
}

fn row(code: &ErrorCode, groups: &[Group]) -> String {
    let messages: Vec<_> = code
        .messages
        .iter()
        .map(|message| format!("Message {{ text: {:?}, sources: {} }}", message.text, sources(&message.sources)))
        .collect();
    let group = groups.iter().position(|group| group.id == code.group).unwrap_or_default();
    format!(
        "ErrorCode {{ code: {}, original: {:?}, and_below: {}, messages: &[{}], names: {}, sources: {}, \
         group: &GROUPS[{group}], cause: {:?}, fix: {:?}, rules: {}, guide: {}, twins: {} }}",
        code.code,
        code.original,
        code.and_below,
        messages.join(", "),
        emit::slice(&code.names),
        sources(&code.sources),
        code.cause,
        code.fix,
        emit::slice(&code.rules),
        emit::slice(&code.guide),
        emit::slice(&code.twins),
    )
}

fn sources(sources: &[Source]) -> String {
    let variants: Vec<_> = sources.iter().map(|source| format!("Source::{source:?}")).collect();
    format!("&[{}]", variants.join(", "))
}
