//! The walls of the house: which room may use which, and where the types of a library may be named.

mod support;

use std::fs;
use std::path::Path;

use dwt_lint::rules::{RULES, find};
use support::{files_below, root};

/// The rooms in reading order; each may use those before it, and nothing after it.
const IN_ORDER: [&str; 16] = [
    "clock",
    "interrupt",
    "text",
    "report",
    "syntax",
    "facts",
    "sdk",
    "model",
    "flow",
    "program",
    "rules",
    "settings",
    "settle",
    "lint",
    "assist",
    "explain",
];

/// The rooms at the bottom: they use all of the above, and of each other only what is listed.
const FACES: [(&str, &[&str]); 3] = [("render", &[]), ("cli", &["render"]), ("lsp", &[])];

/// A library's name in code, and the rooms that may say it.
const LIBRARIES: [(&str, &[&str]); 6] = [
    ("tree_sitter", &["syntax", "facts"]),
    ("streaming_iterator", &["syntax", "facts"]),
    ("tower_lsp", &["lsp"]),
    ("ls_types", &["lsp"]),
    ("clap", &["cli"]),
    ("quick_xml", &["render"]),
];

/// One line of code below `src`, without its comment.
struct Line {
    place: String,
    room: String,
    is_mod_file: bool,
    code: String,
}

fn lines_of_code() -> Vec<Line> {
    let mut lines = Vec::new();
    for path in files_below("src").into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let inside = path.strip_prefix(root().join("src")).expect("below src").to_path_buf();
        let room = room_of(&inside);
        let text = fs::read_to_string(&path).expect("source code is UTF-8");
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            lines.push(Line {
                place: format!("src/{}:{}", inside.display(), number + 1),
                room: room.clone(),
                is_mod_file: inside.ends_with("mod.rs") || inside.components().count() == 1,
                code: code.to_owned(),
            });
        }
    }
    assert!(lines.len() > 500, "the source code was not found");
    lines
}

fn room_of(inside: &Path) -> String {
    let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn is_room(name: &str) -> bool {
    IN_ORDER.contains(&name) || FACES.iter().any(|(face, _)| *face == name)
}

fn may_use(room: &str, used: &str) -> bool {
    if room == used || !is_room(used) {
        return true;
    }
    if let Some((_, faces)) = FACES.iter().find(|(face, _)| *face == room) {
        return IN_ORDER.contains(&used) || faces.contains(&used);
    }
    let place = |name: &str| IN_ORDER.iter().position(|other| *other == name);
    match (place(room), place(used)) {
        (Some(own), Some(other)) => other < own,
        (Some(_), None) => false,
        (None, _) => true,
    }
}

#[test]
fn every_folder_is_a_room_of_the_table() {
    let unknown: Vec<_> = lines_of_code()
        .into_iter()
        .filter(|line| !is_room(&line.room) && line.room != "lib" && line.room != "main")
        .map(|line| line.room)
        .collect();
    assert!(unknown.is_empty(), "give these rooms a place in the reading order: {unknown:?}");
}

#[test]
fn the_page_names_every_test_and_nothing_that_is_not_there() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).expect("the page");
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let is_path = |name: &&&str| ["src/", "tests/", "queries/", "build/"].iter().any(|start| name.starts_with(start));
    let gone: Vec<_> = named.iter().filter(is_path).filter(|name| !root().join(name).exists()).collect();
    assert!(gone.is_empty(), "there is no {gone:?}");
    for test in fs::read_dir(root().join("tests")).expect("the tests").map(|entry| entry.expect("an entry").path()) {
        let name = test.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_test = test.extension().is_some_and(|end| end == "rs") || test.join("main.rs").is_file();
        let is_named = named.iter().any(|path| path.trim_end_matches('/').ends_with(&format!("tests/{name}")));
        assert!(!is_test || is_named, "tests/{name} is not on the page");
    }
}

#[test]
fn rooms_use_only_what_stands_above_them() {
    let mut wrong = Vec::new();
    for line in lines_of_code() {
        for used in rooms_named(&line) {
            if !may_use(&line.room, &used) {
                wrong.push(format!("{}: `{}` uses `{used}`", line.place, line.room));
            }
        }
    }
    assert!(wrong.is_empty(), "against the reading order:\n{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for line in lines_of_code() {
        for (library, rooms) in LIBRARIES {
            if has_word(&line.code, library) && !rooms.contains(&line.room.as_str()) {
                wrong.push(format!("{}: {library}", line.place));
            }
        }
    }
    assert!(wrong.is_empty(), "named outside of their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn only_main_exits() {
    let wrong: Vec<_> = lines_of_code()
        .into_iter()
        .filter(|line| line.room != "main" && line.code.contains("process::exit"))
        .map(|line| line.place)
        .collect();
    assert!(wrong.is_empty(), "these end the process: {wrong:?}");
}

#[test]
fn every_rule_has_its_page_and_its_place_in_the_list() {
    let files = files_below("src/rules");
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(path).expect("source code is UTF-8");
        if text.contains("static RULE: Rule") {
            let id = stem(path).replace('_', "-");
            let rule = find(&id).unwrap_or_else(|| panic!("{}: `{id}` is not in RULES", path.display()));
            let page = fs::read_to_string(path.with_extension("md"));
            assert_eq!(page.ok().as_deref(), Some(rule.page), "{id}: its page is the .md file beside it");
        }
    }
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let id = stem(path).replace('_', "-");
        assert!(find(&id).is_some(), "{}: there is no rule `{id}`", path.display());
    }
}

#[test]
fn the_list_of_rules_is_in_order_and_speaks_in_full() {
    assert!(RULES.is_sorted_by(|one, next| one.id < next.id), "RULES is sorted by id, each once");
    for rule in RULES {
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", rule.id);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}: one sentence, no full stop", rule.id);
        assert!(!rule.page.trim().is_empty(), "{}: an empty page", rule.id);
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The rooms that a line names as `crate::room`, `crate::{room, room}`, or from a room's own top as `super::room`.
fn rooms_named(line: &Line) -> Vec<String> {
    let mut named = paths_after(&line.code, "crate::");
    if line.is_mod_file {
        named.extend(paths_after(&line.code, "super::"));
    }
    if line.room == "main" {
        named.clear();
    }
    named.retain(|name| is_room(name));
    named
}

fn paths_after(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group.split(['{', '}', ',']).map(first_word)),
            None => names.push(first_word(rest)),
        }
    }
    names
}

fn first_word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(is_part) && !code[at + word.len()..].starts_with(is_part))
}

#[test]
fn the_reading_of_paths_is_right() {
    let line = |code: &str| Line { place: String::new(), room: "sdk".into(), is_mod_file: true, code: code.into() };
    assert_eq!(rooms_named(&line("use crate::lint::lint;")), ["lint"]);
    assert_eq!(rooms_named(&line("use crate::{text::Span, lsp};")), ["text", "lsp"]);
    assert_eq!(rooms_named(&line("pub(crate) use super::flow::States;")), ["flow"]);
    assert!(!may_use("facts", "sdk") && may_use("sdk", "facts") && may_use("cli", "render"));
    assert!(
        !may_use("lsp", "render") && !may_use("render", "cli") && !may_use("lint", "cli") && may_use("lsp", "lint")
    );
    assert!(has_word("use tree_sitter::Node;", "tree_sitter") && !has_word("tree_sitter_html::L", "tree_sitter"));
}
