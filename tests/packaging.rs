//! What is shipped beside the binary agrees with it. `tests/packaging/` has the tests that need more than Cargo.

mod support;

use std::fs;
use std::process::{Command, Stdio};

use dwt_lint::text::FileKind;
use serde_json::Value;
use support::folder::{Folder, binary, run};
use support::root;

const WRONG: &str = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n";

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_hooks_take_exactly_the_files_that_are_linted() {
    let hooks = text(".pre-commit-hooks.yaml");
    let (_, pattern) = hooks.split_once("files: &files '(?i)\\.(").expect("a pattern");
    let (endings, _) = pattern.split_once(")$'").expect("its end");
    let endings: Vec<String> = endings.split('|').map(|ending| ending.replace('\\', "")).collect();
    for ending in &endings {
        assert!(FileKind::of_path(&format!("a.{ending}")).is_some(), "{ending} is not linted");
    }
    for known in FileKind::endings() {
        assert!(endings.iter().any(|ending| ending == known), "{known} is missing in .pre-commit-hooks.yaml");
    }
}

#[test]
fn the_versions_that_are_written_down_are_this_one() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(text("action.yml").contains(&format!("default: \"{version}\"")), "action.yml");
    let pages = text("docs/ci.md");
    let named = pages.split("dwt-lint@").skip(1).map(|rest| rest.trim_start_matches('v'));
    let wrong: Vec<&str> = named.filter(|rest| !rest.starts_with(version)).filter_map(|it| it.lines().next()).collect();
    assert_eq!(wrong, [""; 0], "docs/ci.md");
}

#[test]
fn every_option_that_the_page_on_ci_names_exists() {
    let help = run(binary().args(["check", "--help"]), b"").stdout;
    let page = text("docs/ci.md");
    let words = page.split(|character: char| !(character.is_ascii_alphanumeric() || character == '-'));
    let foreign = ["--yes", "--no-install", "--rm", "--network", "--user", "--path"];
    let options: Vec<&str> = words.filter(|word| word.starts_with("--") && word.len() > 3).collect();
    assert!(options.len() > 20, "{options:?}");
    for option in options.into_iter().filter(|option| !foreign.contains(option)) {
        assert!(help.contains(option), "docs/ci.md speaks of {option}");
    }
}

#[test]
#[cfg(unix)]
fn the_action_passes_its_inputs_on_and_ends_as_the_run_ends() {
    let folder = Folder::with(&[("my src/bad.js", WRONG), ("src/bad.js", WRONG), ("good.js", "let a;\n")]);
    let program = binary().get_program().to_owned();
    let action = |variables: &[(&str, &str)]| {
        let mut command = Command::new("bash");
        command.arg(root().join("packaging/action.sh")).current_dir(folder.path());
        command.env("DWT_LINT_COMMAND", &program).env("GITHUB_OUTPUT", folder.path().join("output"));
        command.env_remove("GITHUB_ACTIONS").env_remove("CLAUDECODE").env_remove("AI_AGENT");
        run(command.envs(variables.iter().copied()), b"")
    };
    let found = action(&[("DWT_LINT_PATHS", "src good.js"), ("DWT_LINT_OPTIONS", "--format concise --quiet")]);
    assert_eq!(found.status, 1, "{}", found.stderr);
    assert!(found.stdout.starts_with("src/bad.js:2:3: ") && found.stdout.lines().count() == 1, "{}", found.stdout);
    assert_eq!(action(&[("DWT_LINT_OPTIONS", "--fail-on never")]).status, 0);
    assert_eq!(action(&[("DWT_LINT_PATHS", "gone.js")]).status, 2);
    assert_eq!(folder.read("output"), "exit-status=1\nexit-status=0\nexit-status=2\n");
    let hostile = action(&[("DWT_LINT_PATHS", "$(touch pwned) `touch pwned` ; touch pwned")]);
    assert!(hostile.status == 2 && !folder.path().join("pwned").exists(), "{}", hostile.stderr);
    action(&[("DWT_LINT_SARIF", "a b.sarif")]);
    assert!(folder.read("a b.sarif").contains("\"2.1.0\""));
}

/// Whether there is a Node.js to run the launcher of the npm package with.
fn has_node() -> bool {
    let version = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    let has_node = version.is_ok_and(|status| status.success());
    if !has_node {
        println!("skipped: there is no Node.js");
    }
    has_node
}

#[test]
fn the_launcher_of_the_npm_package_ends_as_the_binary_ends() {
    if !has_node() {
        return;
    }
    let folder = Folder::with(&[("bad.js", WRONG), ("good.js", "let a;\n")]);
    let launch = |binary: &str, arguments: &str| {
        let mut command = Command::new("node");
        command.arg(root().join("npm/dwt-lint/bin/dwt-lint.js")).args(arguments.split_whitespace());
        command.current_dir(folder.path()).env("DWT_LINT_BINARY", binary);
        run(&mut command, b"")
    };
    let path = env!("CARGO_BIN_EXE_dwt-lint");
    for (arguments, status) in [("check good.js", 0), ("check bad.js --format concise", 1), ("check gone.js", 2)] {
        assert_eq!(launch(path, arguments).status, status, "{arguments}");
    }
    assert!(launch(path, "check bad.js --format concise").stdout.starts_with("bad.js:2:3: "));
    let missing = launch("/not/there", "check");
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("error: /not/there cannot be started"), "{}", missing.stderr);
    let none = launch("", "check");
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("is not installed: install dwt-lint anew"), "{}", none.stderr);
}

/// The endings that the template for JetBrains takes, each with the language that the server is told.
fn jetbrains_files() -> Vec<(String, String)> {
    let template: Value = serde_json::from_str(&text("editors/jetbrains/dwt-lint/template.json")).expect("JSON");
    let mappings = template["fileTypeMappings"].as_array().expect("mappings");
    let files = mappings.iter().flat_map(|mapping| {
        let patterns = mapping["fileType"]["patterns"].as_array().expect("patterns");
        patterns.iter().map(|pattern| (pattern.as_str().unwrap_or_default(), mapping["languageId"].as_str()))
    });
    files
        .map(|(pattern, id)| (pattern.trim_start_matches("*.").to_owned(), id.unwrap_or_default().to_owned()))
        .collect()
}

#[test]
fn the_template_for_jetbrains_takes_exactly_the_files_that_are_linted() {
    let files = jetbrains_files();
    for (ending, id) in &files {
        let kind = FileKind::of_path(&format!("a.{ending}"));
        assert!(kind.is_some(), "{ending} is not linted");
        assert!(FileKind::of_language_id(id).is_some(), "{id} is no language");
    }
    for known in FileKind::endings() {
        let is_taken = files.iter().any(|(ending, _)| known == ending || known.ends_with(&format!(".{ending}")));
        assert!(is_taken, "{known} is missing in the template");
    }
}

#[test]
fn the_settings_for_editors_can_be_pasted() {
    for editor in ["sublime", "kate", "jetbrains", "zed"] {
        let page = text(&format!("editors/{editor}/README.md"));
        let blocks: Vec<&str> =
            page.split("```json\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
        assert!(!blocks.is_empty(), "{editor}");
        for block in blocks {
            serde_json::from_str::<Value>(block).unwrap_or_else(|error| panic!("{editor}: {error}"));
        }
    }
}

#[test]
fn the_extension_for_vs_code_is_of_this_version_and_its_page_has_every_setting() {
    let manifest: Value = serde_json::from_str(&text("editors/vscode/package.json")).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let settings = manifest["contributes"]["configuration"]["properties"].as_object().expect("settings");
    let page = text("editors/vscode/README.md");
    assert!(settings.len() <= 12, "{}", settings.len());
    for (name, setting) in settings {
        assert!(page.contains(&format!("| `{name}` |")), "{name} is not on the page");
        assert!(setting["markdownDescription"].is_string(), "{name} is not described");
    }
}

#[test]
fn the_extension_for_vs_code_starts_with_languages_that_are_linted_and_no_others() {
    let manifest: Value = serde_json::from_str(&text("editors/vscode/package.json")).expect("JSON");
    let selector = text("editors/vscode/src/documents.ts");
    for event in manifest["activationEvents"].as_array().expect("events") {
        let language = event.as_str().and_then(|event| event.strip_prefix("onLanguage:")).expect("a language");
        assert!(FileKind::of_language_id(language).is_some(), "{language} is not linted");
        assert!(selector.contains(&format!("\"{language}\"")), "{language} is not given to the server");
    }
}
