use super::*;
use crate::sdk::SdkVersion;
use crate::text::FileKind;

/// A project on disk: files by name, with their text.
struct Project(tempfile::TempDir);

const PACKAGE_18: &str = r#"{ "dependencies": { "dwt": "^18.0.0" } }"#;

impl Project {
    fn with(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        // What lies above a repository is another project.
        std::fs::create_dir(project.path(".git")).expect("a folder");
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    /// `18.4.2 (package-lock.json)`, or nothing.
    fn find(&self, versions: &ProjectVersions, file: &str, text: &str) -> String {
        let kind = FileKind::of_path(file).expect("a file to lint");
        let found = versions.of_file(&Source::new(file, kind, text), Some(&self.path(file)));
        found.map_or_else(String::new, |found| match found.origin {
            Origin::File(file) => {
                let file = file.strip_prefix(self.0.path()).expect("a file of the project").to_path_buf();
                format!("{} ({})", found.version, file.to_string_lossy().replace('\\', "/"))
            }
            Origin::Address(address) => format!("{} ({address})", found.version),
        })
    }

    fn version_of(&self, file: &str) -> String {
        self.find(&ProjectVersions::of_a_run(), file, "")
    }
}

fn npm_lock(version: &str) -> String {
    format!(r#"{{ "packages": {{ "node_modules/dwt": {{ "version": "{version}" }} }} }}"#)
}

fn banner(version: &str) -> String {
    format!(
        "/*!\n* Product: Dynamic Web TWAIN\n* Copyright 2024, Dynamsoft Corporation\n* Version: {version}\n*/\nf();"
    )
}

#[test]
fn a_lock_file_stands_above_the_package_and_that_above_a_script() {
    let lock = npm_lock("18.4.2");
    let script = banner("18.5.1");
    let all = [
        ("Resources/dynamsoft.webtwain.min.js", script.as_str()),
        ("package.json", PACKAGE_18),
        ("package-lock.json", &lock),
    ];
    for (known, expected) in [
        (0, ""),
        (1, "18.5.1 (Resources/dynamsoft.webtwain.min.js)"),
        (2, "18.0.0 (package.json)"),
        (3, "18.4.2 (package-lock.json)"),
    ] {
        assert_eq!(Project::with(&all[..known]).version_of("src/scan.js"), expected);
    }
}

#[test]
fn the_closest_folder_wins() {
    let (root, near) = (npm_lock("19.3.3"), npm_lock("17.2.5"));
    let old = r#"{ "devDependencies": { "dwt": "16.2.4" } }"#;
    let project = Project::with(&[
        ("package-lock.json", &root),
        ("packages/near/package-lock.json", &near),
        ("packages/asks/package.json", old),
        ("packages/page/dynamsoft.webtwain.initiate.js", &banner("15.0")),
        ("packages/none/package.json", "{}"),
    ]);
    for (file, expected) in [
        ("scan.js", "19.3.3 (package-lock.json)"),
        ("packages/near/src/scan.js", "17.2.5 (packages/near/package-lock.json)"),
        ("packages/asks/scan.js", "16.2.4 (packages/asks/package.json)"),
        ("packages/page/js/scan.js", "15.0 (packages/page/dynamsoft.webtwain.initiate.js)"),
        ("packages/none/scan.js", "19.3.3 (package-lock.json)"),
    ] {
        assert_eq!(project.version_of(file), expected, "{file}");
    }
}

#[test]
fn what_a_framework_serves_tells_the_version_to_its_templates() {
    for script in ["public/Resources/dynamsoft.webtwain.min.js", "public/dwt-resources/dynamsoft.webtwain.config.js"] {
        let project = Project::with(&[(script, &banner("17.2.1"))]);
        assert_eq!(project.version_of("resources/views/scan.blade.php"), format!("17.2.1 ({script})"));
    }
}

#[test]
fn the_lock_file_of_a_workspace_answers_what_its_packages_ask() {
    let lock = r#"{ "packages": { "node_modules/dwt": { "version": "19.3.3" },
        "packages/old/node_modules/dwt": { "version": "17.2.5" }, "packages/older/node_modules/dwt": { "version": "17.0.2" } } }"#;
    let asks = |range: &str| format!(r#"{{ "dependencies": {{ "dwt": "{range}" }} }}"#);
    let packages = [
        ("old", "~17.2.1", "17.2.5 (package-lock.json)"),
        ("new", ">=19", "19.3.3 (package-lock.json)"),
        ("unlocked", "^18.4.1", "18.4.1 (packages/unlocked/package.json)"),
        ("unclear", "^17.0.0", "17.0.0 (packages/unclear/package.json)"),
        ("any", "latest", ""),
    ];
    let project = Project::with(&[("package-lock.json", lock)]);
    for (name, range, _) in packages {
        project.write(&format!("packages/{name}/package.json"), &asks(range));
    }
    for (name, range, expected) in packages {
        assert_eq!(project.version_of(&format!("packages/{name}/scan.js")), expected, "{range}");
    }
    assert_eq!(project.version_of("scan.js"), "", "three versions, and nobody asks");
}

#[test]
fn a_tag_is_unknown_unless_a_lock_file_or_a_script_tells() {
    let latest = r#"{ "dependencies": { "dwt": "latest" } }"#;
    let project =
        Project::with(&[("app/package.json", latest), ("Resources/dynamsoft.webtwain.min.js", &banner("18.0"))]);
    assert_eq!(project.version_of("app/scan.js"), "");
    project.write("yarn.lock", "dwt@latest:\n  version \"19.2.0\"\n");
    assert_eq!(project.version_of("app/scan.js"), "19.2.0 (yarn.lock)");
    project.write("app/dwt-resources/dynamsoft.webtwain.min.js", &banner("19.0"));
    assert_eq!(project.version_of("app/scan.js"), "19.0 (app/dwt-resources/dynamsoft.webtwain.min.js)");
}

#[test]
fn types_tell_the_minor_version_where_nothing_else_does() {
    let types = r#"{ "devDependencies": { "@types/dwt": "^15.0.1" } }"#;
    let project = Project::with(&[("package.json", types)]);
    assert_eq!(project.version_of("scan.js"), "15.0 (package.json)");
    project.write("pnpm-lock.yaml", "packages:\n\n  /@types/dwt/15.2.3:\n    dev: true\n");
    assert_eq!(project.version_of("scan.js"), "15.2 (pnpm-lock.yaml)");
    project.write("dynamsoft.webtwain.config.js", &banner("16.1"));
    assert_eq!(project.version_of("scan.js"), "16.1 (dynamsoft.webtwain.config.js)");
}

#[test]
fn the_scripts_of_a_page_decide_for_it() {
    let project = Project::with(&[
        ("package-lock.json", &npm_lock("19.3.3")),
        ("lib/dynamsoft.webtwain.initiate.js", &banner("16.2")),
        ("lib/dynamsoft.webtwain.config.js", &banner("14.1")),
    ]);
    let (unpkg, local) = ("https://unpkg.com/dwt@18.4.2/dist/dynamsoft.webtwain.min.js", "../lib/dynamsoft.webtwain.");
    for (page, expected) in [
        (format!("<script src='{unpkg}'></script>"), format!("18.4.2 ({unpkg})")),
        (format!("<!-- <script src='{unpkg}'></script> -->"), "19.3.3 (package-lock.json)".to_owned()),
        (format!("<script src='{unpkg}' type='text/x'></script>"), "19.3.3 (package-lock.json)".to_owned()),
        (
            format!("<script src='{unpkg}'></script><script src='//x/npm/dwt@17.0.2/a.js'></script>"),
            "19.3.3 (package-lock.json)".to_owned(),
        ),
        (
            format!("<script src='{local}config.js'></script><script src='{local}initiate.js?v=2'></script>"),
            "16.2 (lib/dynamsoft.webtwain.initiate.js)".to_owned(),
        ),
        ("<script src='/gone/dynamsoft.webtwain.min.js'></script>".to_owned(), "19.3.3 (package-lock.json)".to_owned()),
    ] {
        assert_eq!(project.find(&ProjectVersions::of_a_run(), "pages/a.html", &page), expected, "{page}");
    }
    let nowhere = Source::new("Untitled-1", FileKind::Html, &format!("<script src='{unpkg}'></script>"));
    let found = ProjectVersions::of_a_run().of_file(&nowhere, None).expect("a version");
    assert_eq!(found.version.to_string(), "18.4.2");
}

#[test]
fn broken_files_say_nothing() {
    let project = Project::with(&[
        ("package.json", "{ \"dependencies\": { \"dwt\": \"18.4.2\" "),
        ("package-lock.json", "{ \"node_modules/dwt\": { \"version\": "),
        ("pnpm-lock.yaml", "\u{0}  /dwt/"),
        ("dynamsoft.webtwain.min.js", "/*! Product: Dynamic Web TWAIN"),
        ("yarn.lock/a-folder", ""),
    ]);
    std::fs::write(project.path("bun.lock"), b"[\"dwt@18.4.2\" \xff").expect("written");
    assert_eq!(project.version_of("scan.js"), "");
}

#[test]
fn what_lies_above_the_repository_is_another_project() {
    let project = Project::with(&[("package.json", PACKAGE_18), ("inner/.git", "gitdir: elsewhere")]);
    assert_eq!(project.version_of("inner/scan.js"), "");
}

#[test]
fn a_session_sees_changes_and_a_run_does_not() {
    let project = Project::with(&[("package.json", PACKAGE_18)]);
    let (run, session) = (ProjectVersions::of_a_run(), ProjectVersions::of_a_session());
    let find = |versions: &ProjectVersions| project.find(versions, "scan.js", "");
    assert_eq!((find(&run), find(&session)), ("18.0.0 (package.json)".into(), "18.0.0 (package.json)".into()));
    project.write("package-lock.json", &npm_lock("18.4.2"));
    assert_eq!((find(&run), find(&session)), ("18.0.0 (package.json)".into(), "18.0.0 (package.json)".into()));
    session.distrust();
    assert_eq!((find(&run), find(&session)), ("18.0.0 (package.json)".into(), "18.4.2 (package-lock.json)".into()));
}

#[test]
fn changes_are_seen_without_being_told() {
    let project = Project::with(&[("package.json", PACKAGE_18)]);
    let versions = ProjectVersions { trust: Duration::ZERO, ..ProjectVersions::of_a_session() };
    assert_eq!(project.find(&versions, "scan.js", ""), "18.0.0 (package.json)");
    project.write("package.json", r#"{ "dependencies": { "dwt": "~17.2.5" } }"#);
    assert_eq!(project.find(&versions, "scan.js", ""), "17.2.5 (package.json)");
    std::fs::remove_file(project.path("package.json")).expect("it was there");
    assert_eq!(project.find(&versions, "scan.js", ""), "");
}

#[test]
fn what_the_user_has_set_stands() {
    let project = Project::with(&[("package.json", PACKAGE_18)]);
    let source = Source::new("scan.js", FileKind::JavaScript, "");
    for set in [None, Some(SdkVersion::new(16, 1))] {
        let mut settings = Settings { sdk_version: set, ..Settings::default() };
        ProjectVersions::of_a_run().complete(&mut settings, &source, Some(&project.path("scan.js")));
        let expected = set.map_or("18.0.0".to_owned(), |set| set.to_string());
        assert_eq!(settings.sdk_version.map(|version| version.to_string()), Some(expected));
    }
}
