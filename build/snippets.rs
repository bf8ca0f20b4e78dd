//! `data/snippets.toml`: what users start from.

use std::path::Path;

use serde::Deserialize;

use super::emit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippets {
    snippet: Vec<Snippet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Snippet {
    label: String,
    title: String,
    since: String,
    body: String,
}

pub fn read(path: &Path) -> Result<Snippets, String> {
    toml::from_str(&emit::read(path)?.replace("\r\n", "\n")).map_err(|error| format!("{}: {error}", path.display()))
}

pub fn table(snippets: &Snippets) -> String {
    let row = |snippet: &Snippet| {
        let Snippet { label, title, since, body } = snippet;
        format!("Snippet {{ label: {label:?}, title: {title:?}, since: {since:?}, body: {:?} }}", body.trim_end())
    };
    emit::table("SNIPPETS", "Snippet", snippets.snippet.iter().map(row))
}
