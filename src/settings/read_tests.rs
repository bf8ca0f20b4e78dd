use super::*;
use crate::rules::Category;
use crate::sdk::SdkVersion;
use crate::settings::{Discovery, Level, Platform, closest};
use crate::{report::Severity, settings::Settings};

fn config(text: &str) -> Config {
    parse(Path::new("/app/dwt-lint.json"), text).expect("a configuration")
}

fn settings(text: &str, file: &str) -> Settings {
    config(text).for_file(&Path::new("/app").join(file))
}

fn complaint(text: &str) -> String {
    parse(Path::new("/app/dwt-lint.json"), text).expect_err("a mistake").to_string()
}

#[test]
fn every_key_is_read() {
    let settings = settings(
        "\u{feff}{ // all of them
            \"$schema\": \"x\", \"preset\": \"strict\", \"sdkVersion\": \"18.4\", \"platforms\": [\"windows\", \"macos-ica\"],
            \"instanceNames\": [\"scanner\"], \"include\": [\"*.js\"], \"exclude\": [], \"overrides\": [],
            \"rules\": { \"network\": \"info\", \"style\": [\"off\"], },
        }",
        "a.js",
    );
    assert!(settings.levels.strict);
    assert_eq!(settings.sdk_version, Some(SdkVersion::new(18, 4)));
    assert_eq!(settings.platforms, [Platform::Windows, Platform::MacOsIca]);
    assert_eq!(settings.instance_names, ["scanner"]);
    assert_eq!(settings.levels.categories.get(&Category::Network), Some(&Level::At(Severity::Info)));
    assert_eq!(settings.levels.categories.get(&Category::Style), Some(&Level::Off));
}

#[test]
fn overrides_hold_for_their_files_and_the_last_wins() {
    let text = r#"{ "sdkVersion": "17.0", "overrides": [
        { "files": ["legacy"], "sdkVersion": "12.1" }, { "files": ["legacy/new/*.js"], "sdkVersion": "19.3" }
    ] }"#;
    let version = |file| settings(text, file).sdk_version;
    assert_eq!(version("a.js"), Some(SdkVersion::new(17, 0)));
    assert_eq!(version("legacy/a.js"), Some(SdkVersion::new(12, 1)));
    assert_eq!(version("legacy/new/a.js"), Some(SdkVersion::new(19, 3)));
}

#[test]
fn files_are_included_and_excluded() {
    let config = config(r#"{ "include": ["src", "*.html"], "exclude": ["src/gen"] }"#);
    let includes = |file: &str| config.includes(&Path::new("/app").join(file));
    assert!(includes("src/a.js") && includes("pages/b.html"));
    assert!(!includes("src/gen/a.js") && !includes("lib/a.js"));
}

#[test]
fn mistakes_are_named_with_their_place_and_the_nearest_name() {
    for (text, expected) in [
        ("{\n  \"rulez\": {}\n}", "/app/dwt-lint.json:2:3: unknown key `rulez`; did you mean `rules`?"),
        ("{ \"preset\": \"strickt\" }", ":1:13: unknown preset `strickt`; did you mean `strict`?"),
        (
            "{ \"rules\": { \"netwrok\": \"off\" } }",
            ":1:14: unknown rule or category `netwrok`; did you mean `network`?",
        ),
        ("{ \"rules\": { \"network\": \"warn\" } }", ":1:25: unknown severity `warn`; did you mean `warning`?"),
        ("{ \"rules\": { \"network\": 1 } }", "a rule must be a severity or"),
        ("{ \"rules\": { \"network\": [\"error\", {}] } }", "options belong to a rule"),
        (
            "{ \"rules\": { \"disable-source-after-acquire-order\": [\"error\", { \"ordr\": \"x\" }] } }",
            ":1:64: unknown option `ordr`; did you mean `order`? (known: order)",
        ),
        (
            "{ \"rules\": { \"disable-source-after-acquire-order\": [\"error\", { \"order\": \"before-aquire\" }] } }",
            ":1:73: unknown value of `order`: `before-aquire`; did you mean `before-acquire`?",
        ),
        (
            "{ \"rules\": { \"jpeg-of-bw-image\": [\"error\", { \"order\": \"x\" }] } }",
            "unknown option `order`: `jpeg-of-bw-image` has no options",
        ),
        ("{ \"sdkVersion\": 19.3 }", "`sdkVersion` must be a string, not a number"),
        ("{ \"sdkVersion\": \"new\" }", "`new` is not an SDK version"),
        ("{ \"platforms\": [\"mac\"] }", "unknown platform `mac`; did you mean `macos`"),
        ("{ \"instanceNames\": [\"a b\"] }", ":1:21: `a b` is not the name"),
        ("{ \"overrides\": [{}] }", "an override needs `files`"),
        ("{ \"overrides\": [{ \"files\": [\"a\"], \"exclude\": [] }] }", "unknown key `exclude`"),
        ("{ \"include\": [\"a\", \"[\"] }", ":1:20: not a pattern of files"),
        ("{ \"preset\": \"strict\", \"preset\": \"strict\" }", "`preset` is set twice"),
        ("{ \"é😀\": 1, \"x\": 2 }", ":1:13: unknown key `x`"),
        ("\u{feff}{ x }", ":1:3: not valid JSON"),
        ("{ 'a': 1 }", "not valid JSON"),
        ("[]", "the configuration must be an object, not an array"),
        ("// nothing", "the file is empty"),
        ("{ \"extends\": \"gone.json\" }", ":1:14: no such file: `gone.json`"),
    ] {
        let complaint = complaint(text);
        assert!(complaint.contains(expected), "{text}\n{complaint}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    assert_eq!(complaint("{ \"a\": 1,\n \"b\": 2 }").lines().count(), 2);
}

#[test]
fn a_deep_document_is_refused_not_followed() {
    assert!(complaint(&"[".repeat(100_000)).contains("not valid JSON"));
}

#[test]
fn a_base_stands_below_and_its_globs_are_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir_all(root.join("app")).expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(root.join(name), text).expect("written");
    write("base.json", r#"{ "sdkVersion": "17.0", "preset": "strict", "exclude": ["app/old"] }"#);
    write("app/dwt-lint.json", r#"{ "extends": "../base.json", "sdkVersion": "18.0" }"#);
    write("loop.json", r#"{ "extends": ["./loop.json"] }"#);
    let config = load(&root.join("app/dwt-lint.json")).expect("a configuration");
    let settings = config.for_file(&root.join("app/a.js"));
    assert_eq!((settings.sdk_version, settings.levels.strict), (Some(SdkVersion::new(18, 0)), true));
    assert!(!config.includes(&root.join("app/old/a.js")) && config.includes(&root.join("app/a.js")));
    assert!(load(&root.join("loop.json")).expect_err("a loop").to_string().contains("extends this file in turn"));
}

#[test]
fn the_closest_configuration_wins() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    std::fs::create_dir_all(root.join("a/b/c")).expect("folders");
    let write = |name: &str, text: &str| std::fs::write(root.join(name), text).expect("written");
    write("dwt-lint.jsonc", "{}");
    write("a/package.json", r#"{ "devDependencies": { "dwt-lint": "1" } }"#);
    assert_eq!(closest(&root.join("a/b/c")), Some(root.join("dwt-lint.jsonc")));
    write("a/b/package.json", r#"{ "dwt-lint": { "sdkVersion": "16.1" } }"#);
    assert_eq!(closest(&root.join("a/b/c")), Some(root.join("a/b/package.json")));
    let config = Discovery::default().of_folder(&root.join("a/b/c")).expect("usable").expect("a configuration");
    assert_eq!(config.for_file(&root.join("a/b/x.js")).sdk_version, Some(SdkVersion::new(16, 1)));
}
