/// Shorter files cost nothing to lint, and may be somebody's own.
const MIN_VENDORED_BYTES: usize = 10_000;
/// How much of a file is looked at.
const HEAD_BYTES: usize = 64 * 1024;

/// Whether a file is not the user's own: a part of the SDK, an installed package, or built code.
#[must_use]
pub fn is_vendored(path: &str, text: &str) -> bool {
    is_vendored_path(path) || (is_script(path) && text.len() >= MIN_VENDORED_BYTES && is_vendored_text(text))
}

/// Whether a file is the SDK's own in which a project sets what the library starts with.
#[must_use]
pub fn is_configuration(path: &str) -> bool {
    path.rsplit(['/', '\\']).next().is_some_and(|name| name.eq_ignore_ascii_case("dynamsoft.webtwain.config.js"))
}

fn is_vendored_path(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let mut folders: Vec<&str> = path.split(['/', '\\']).collect();
    let name = folders.pop().unwrap_or_default();
    folders.contains(&"node_modules")
        || is_vendored_name(name)
        || (["dynamsoft.", "dbr"].iter().any(|start| name.starts_with(start)) && is_in_resources(&folders))
}

fn is_vendored_name(name: &str) -> bool {
    let is_built = [".min.js", ".min.mjs", ".min.cjs", ".intellisense.js"].iter().any(|ending| name.ends_with(ending));
    let is_sdk = ["dynamsoft.webtwain.", "dynamsoft.common"].iter().any(|start| name.starts_with(start));
    is_built || (is_sdk && is_script(name))
}

/// The folder that the SDK's scripts load everything else from, under its usual names.
fn is_in_resources(folders: &[&str]) -> bool {
    ["resources", "dwt-resources", "dwtresources"].iter().any(|name| folders.contains(name))
}

fn is_script(path: &str) -> bool {
    [".js", ".mjs", ".cjs"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
}

fn is_vendored_text(text: &str) -> bool {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    has_sdk_banner(head) || head.lines().any(is_minified_line)
}

/// The comment that the SDK's own files begin with, in the wordings of its versions.
fn has_sdk_banner(head: &str) -> bool {
    const BANNER_BYTES: usize = 1_000;
    let start = &head.as_bytes()[..head.len().min(BANNER_BYTES)];
    let has = |words: &str| memchr::memmem::find(start, words.as_bytes()).is_some();
    has("Copyright") && has("Dynamsoft Corporation") && has("Product: Dynam") && has("Version:")
}

/// A very long line of code; a long string or table of numbers has hardly any calls in it.
fn is_minified_line(line: &str) -> bool {
    const MIN_LINE_BYTES: usize = 10_000;
    const MAX_BYTES_PER_CALL: usize = 200;
    line.len() >= MIN_LINE_BYTES && memchr::memchr_iter(b'(', line.as_bytes()).count() > line.len() / MAX_BYTES_PER_CALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_sdk_and_built_files_are_known_by_their_path() {
        for path in [
            "Resources/dynamsoft.webtwain.config.js",
            "js/dynamsoft.webtwain.min.js",
            "Scripts\\Dynamsoft.WebTwain.Initiate.js",
            "dynamsoft.webtwain.install.js",
            "a/dynamsoft.common.js",
            "dynamsoft.webtwain.intellisense.js",
            "node_modules/dwt/src/index.js",
            "lib/jquery.min.js",
            "public/dwt-resources/src/dynamsoft.viewer.js",
            "Resources/addon/dbrjs/dbr-8.6.1.worker.js",
        ] {
            assert!(is_vendored(path, ""), "{path}");
        }
        for path in
            ["src/scan.js", "resources/scan.js", "dynamsoft.service.js", "my_modules/a.js", "min.js", "dynamsoft.html"]
        {
            assert!(!is_vendored(path, "DWObject.AcquireImage();"), "{path}");
        }
    }

    #[test]
    fn renamed_copies_are_known_by_their_text() {
        let filler = "var a = f(1);\n".repeat(1_000);
        let banner =
            "/*!\n * Product: Dynamsoft Web Twain\n * Copyright 2023, Dynamsoft Corporation\n * Version: 18.0\n */\n";
        for before in ["", "\u{feff}", "// @Thu\n"] {
            assert!(is_vendored("dwt.js", &format!("{before}{banner}{filler}")));
        }
        assert!(is_vendored("dwt.js", &format!("/* a */\n{}", filler.replace('\n', ""))));
    }

    #[test]
    fn a_file_of_the_users_own_is_not() {
        let banner =
            "/*!\n * Product: Dynamsoft Web Twain\n * Copyright 2023, Dynamsoft Corporation\n * Version: 18.0\n */\n";
        let filler = "var a = f(1);\n".repeat(1_000);
        let image = format!("const logo = \"data:image/png;base64,{}\";\n{filler}", "iVBORw0KGgo".repeat(2_000));
        for text in [&format!("{banner}f();"), &filler, &image, &format!("{filler}{banner}")] {
            assert!(!is_vendored("scan.js", text));
        }
        let page = filler.replace('\n', "");
        assert!(!is_vendored("page.html", &page));
    }
}
