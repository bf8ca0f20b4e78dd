//! Plausible JavaScript and pages that have nothing to do with the SDK.

use super::random::Random;

const NOUNS: &[&str] = &[
    "account", "basket", "button", "cache", "chart", "client", "column", "cursor", "customer", "date", "dialog",
    "entry", "event", "field", "filter", "folder", "frame", "graph", "handler", "header", "image", "index", "invoice",
    "item", "label", "layer", "list", "locale", "menu", "message", "model", "node", "order", "page", "panel", "parser",
    "point", "price", "queue", "range", "record", "region", "report", "request", "result", "route", "row", "scale",
    "schema", "session", "setting", "shape", "state", "stream", "style", "table", "task", "theme", "timer", "token",
    "tree", "user", "value", "vector", "view", "widget", "window",
];

const VERBS: &[&str] = &[
    "add", "apply", "build", "clear", "compare", "compute", "convert", "copy", "create", "draw", "emit", "find",
    "format", "get", "group", "handle", "init", "insert", "is", "load", "map", "merge", "move", "notify", "parse",
    "push", "read", "reduce", "remove", "render", "reset", "resolve", "save", "select", "send", "set", "sort", "split",
    "toggle", "update", "validate", "wrap", "write",
];

const REMARKS: &[&str] = &[
    "keeps the order in which they were added",
    "empty when there is nothing to show",
    "the caller has checked this already",
    "see the notes on rounding",
    "browsers disagree here",
    "once a frame is enough",
];

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn function_name(random: &mut Random) -> String {
    format!("{}{}", random.pick(VERBS), capitalised(random.pick(NOUNS)))
}

/// A module of about `bytes` bytes.
pub fn module(random: &mut Random, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 2_000);
    for _ in 0..random.below(6) {
        let noun = random.pick(NOUNS);
        text.push_str(&format!("import {{ {} }} from \"./{noun}.js\";\n", function_name(random)));
    }
    text.push('\n');
    while text.len() < bytes {
        match random.below(5) {
            0 => class(random, &mut text),
            1 => table(random, &mut text),
            _ => function(random, &mut text, "export function ", 0),
        }
    }
    text
}

/// A page with a little script of its own.
pub fn page(random: &mut Random, bytes: usize) -> String {
    let mut text =
        String::from("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>Page</title></head>\n<body>\n");
    while text.len() < bytes * 3 / 4 {
        let (noun, other) = (random.pick(NOUNS), random.pick(NOUNS));
        let call = function_name(random);
        text.push_str(&format!(
            "  <section class=\"{noun}\">\n    <h2>{}</h2>\n    <p>The {noun} of this {other}: {}.</p>\n    <button onclick=\"{call}(this)\">{other}</button>\n  </section>\n",
            capitalised(noun),
            random.pick(REMARKS)
        ));
    }
    text.push_str("  <script>\n");
    while text.len() < bytes {
        function(random, &mut text, "function ", 1);
    }
    text.push_str("  </script>\n</body>\n</html>\n");
    text
}

fn function(random: &mut Random, text: &mut String, keyword: &str, depth: usize) {
    let name = function_name(random);
    let (one, other) = (random.pick(NOUNS), random.pick(NOUNS));
    let pad = "  ".repeat(depth);
    text.push_str(&format!("{pad}// {}\n{pad}{keyword}{name}({one}, options = {{}}) {{\n", random.pick(REMARKS)));
    for _ in 0..3 + random.below(8) {
        statement(random, text, one, other, &"  ".repeat(depth + 1));
    }
    text.push_str(&format!("{pad}  return {one};\n{pad}}}\n\n"));
}

fn statement(random: &mut Random, text: &mut String, one: &str, other: &str, pad: &str) {
    let (call, noun, number) = (function_name(random), random.pick(NOUNS), random.below(1000));
    let line = match random.below(7) {
        0 => format!(
            "if ({one}.{noun} > {number}) {{\n{pad}  throw new RangeError(`{noun} ${{{one}.{noun}}} of {other}`);\n{pad}}}"
        ),
        1 => format!("const {noun}{number} = {one}.map((each) => each.{other} * {number} + {one}.length);"),
        2 => format!(
            "for (let i = 0; i < {one}.length; i++) {{\n{pad}  {call}({one}[i], \"{noun}\", {{ {other}: i % {number}, deep: true }});\n{pad}}}"
        ),
        3 => format!(
            "document.querySelector(\"#{noun}-{number}\").addEventListener(\"click\", () => {call}({one}, options));"
        ),
        4 => format!("options.{noun} = options.{noun} ?? (options.{other} === \"{one}\" ? {number} : null);"),
        5 => format!("{call}({one}).then((result) => console.log(\"{noun}\", result.{other}, {number}));"),
        _ => format!("{one}.{noun} = {call}({one}.{other} || [{number}, {number}, {number}]);"),
    };
    text.push_str(pad);
    text.push_str(&line);
    text.push('\n');
}

fn class(random: &mut Random, text: &mut String) {
    let name = capitalised(random.pick(NOUNS));
    let noun = random.pick(NOUNS);
    text.push_str(&format!("export class {name} {{\n  constructor({noun}) {{\n    this.{noun} = {noun};\n  }}\n\n"));
    for _ in 0..2 + random.below(4) {
        function(random, text, "", 1);
    }
    text.push_str("}\n\n");
}

fn table(random: &mut Random, text: &mut String) {
    text.push_str(&format!("const {}{} = {{\n", random.pick(NOUNS), random.below(1000)));
    for _ in 0..4 + random.below(12) {
        let (key, value) = (random.pick(NOUNS), random.pick(REMARKS));
        text.push_str(&format!("  {key}{}: [\"{value}\", {}],\n", random.below(100), random.below(10_000)));
    }
    text.push_str("};\n\n");
}
