//! `data/guide/*.md`: the topics of the error guide.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::emit;
use super::error_codes::ErrorCodes;

const FENCE: &str = "+++\n";

/// Every topic has these, in this order.
const HEADINGS: [&str; 4] = ["## Symptom\n", "## Cause\n", "## Fix\n", "## What code can show\n"];

pub struct Topic {
    /// The name of the file.
    id: String,
    front: FrontMatter,
    /// The text under each of [`HEADINGS`].
    sections: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    codes: Vec<i32>,
    rules: Vec<String>,
}

/// The topics, sorted by id.
pub fn read(folder: &Path) -> Result<Vec<Topic>, String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths.iter().map(|path| read_topic(path).map_err(|problem| format!("{}: {problem}", path.display()))).collect()
}

fn read_topic(path: &Path) -> Result<Topic, String> {
    let text = emit::read(path)?.replace("\r\n", "\n");
    let id = path.file_stem().and_then(|name| name.to_str()).ok_or("its name is not UTF-8")?.to_owned();
    let (front, body) = text
        .strip_prefix(FENCE)
        .and_then(|rest| rest.split_once(FENCE))
        .ok_or("it must begin with front matter between two lines `+++`")?;
    let front = toml::from_str(front).map_err(|error| error.to_string())?;
    Ok(Topic { id, front, sections: sections(body)? })
}

fn sections(body: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = body.trim_start();
    for (at, heading) in HEADINGS.iter().enumerate() {
        rest = rest
            .strip_prefix(heading)
            .ok_or_else(|| format!("expected `{}` as section {} of {}", heading.trim(), at + 1, HEADINGS.len()))?;
        let end = HEADINGS.get(at + 1).map_or(Some(rest.len()), |next| rest.find(next));
        let end = end.ok_or_else(|| format!("no section `{}`", HEADINGS[at + 1].trim()))?;
        found.push(rest[..end].trim().to_owned());
        rest = &rest[end..];
    }
    match found.iter().position(String::is_empty) {
        Some(at) => Err(format!("the section `{}` is empty", HEADINGS[at].trim())),
        None => Ok(found),
    }
}

/// Whether codes and topics name each other, both ways.
pub fn check_links(topics: &[Topic], data: &ErrorCodes) -> Result<(), String> {
    for code in &data.codes {
        for id in &code.guide {
            let topic = topics.iter().find(|topic| topic.id == *id);
            let topic = topic.ok_or_else(|| format!("error code {}: there is no guide topic `{id}`", code.code))?;
            if !topic.front.codes.contains(&code.code) {
                return Err(format!("guide topic `{id}` does not name error code {}, which names it", code.code));
            }
        }
    }
    for topic in topics {
        for &number in &topic.front.codes {
            let is_mutual = data.codes.iter().any(|code| code.code == number && code.guide.contains(&topic.id));
            if !is_mutual {
                return Err(format!("guide topic `{}` names error code {number}, which does not name it", topic.id));
            }
        }
    }
    Ok(())
}

pub fn table(topics: &[Topic]) -> String {
    emit::table("TOPICS", "Topic", topics.iter().map(row))
}

fn row(topic: &Topic) -> String {
    format!(
        "Topic {{ id: {:?}, title: {:?}, codes: {}, rules: {}, symptom: {:?}, cause: {:?}, fix: {:?}, in_code: {:?} }}",
        topic.id,
        topic.front.title,
        emit::slice(&topic.front.codes),
        emit::slice(&topic.front.rules),
        topic.sections[0],
        topic.sections[1],
        topic.sections[2],
        topic.sections[3],
    )
}
