use super::*;

/// The versions of a package by the lock file of that name.
fn found(lock: &str, text: &str, package: &str) -> String {
    let (_, search) = LOCKS.iter().find(|(name, _)| *name == lock).expect("a lock file");
    versions(*search, text, package).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn npm_of_every_version() {
    for (text, expected) in [
        (
            r#"{ "lockfileVersion": 1, "dependencies": { "dwt": { "version": "17.2.5", "requires": { "a": "1.0.0" } } } }"#,
            "17.2.5",
        ),
        (
            r#"{ "lockfileVersion": 2, "packages": { "": { "dependencies": { "dwt": "^18.4.1" } },
                "node_modules/dwt": { "version": "18.4.2", "resolved": "https://registry.npmjs.org/dwt/-/dwt-18.4.2.tgz" } },
                "dependencies": { "dwt": { "version": "18.4.2" } } }"#,
            "18.4.2",
        ),
        (
            r#"{ "lockfileVersion": 3, "packages": { "packages/old/node_modules/dwt": { "version": "17.0.2" },
                "node_modules/dwt": { "version": "19.3.0", "license": "SEE LICENSE" } } }"#,
            "17.0.2 19.3.0",
        ),
        (r#"{ "packages": { "node_modules/dwt": { "resolved": "vendor/dwt", "link": true } } }"#, ""),
        (r#"{ "packages": { "node_modules/dwt": { "name": "@fork/dwt", "version": "1.0.0" } } }"#, ""),
        (r#"{ "packages": { "node_modules/dwt-helper": { "version": "1.0.0" } }, "name": "dwt" }"#, ""),
        (r#"{ "packages": { "node_modules/dwt": { "version": "18.4.2""#, ""),
        (r#"{ "packages": { "node_modules/dwt": { "version": 18 } } }"#, ""),
        (r#"{ "dependencies": { "dwt": { "version": "git+ssh://git@example.com/dwt.git#abc" } } }"#, ""),
    ] {
        assert_eq!(found("package-lock.json", text, "dwt"), expected, "{text}");
    }
    let types = r#"{ "packages": { "node_modules/@types/dwt": { "version": "15.0.1" }, "node_modules/dwt": { "version": "17.0.2" } } }"#;
    assert_eq!(found("npm-shrinkwrap.json", types, "@types/dwt"), "15.0.1");
    assert_eq!(found("npm-shrinkwrap.json", types, "dwt"), "17.0.2");
}

#[test]
fn pnpm_of_every_version() {
    for (text, expected) in [
        (
            "lockfileVersion: 5.4\n\nspecifiers:\n  dwt: ^18.4.1\n\ndependencies:\n  dwt: 18.4.2\n\npackages:\n\n  \
             /dwt/18.4.2:\n    resolution: {integrity: sha512-x}\n    dev: false\n",
            "18.4.2",
        ),
        (
            "lockfileVersion: '6.0'\n\ndependencies:\n  dwt:\n    specifier: ^18.4.1\n    version: 18.4.2\n\npackages:\n\n  \
             /dwt@18.4.2:\n    resolution: {integrity: sha512-x}\n\n  /dwt@17.0.2(react@18.0.0):\n    dev: false\n",
            "17.0.2 18.4.2",
        ),
        (
            "lockfileVersion: '9.0'\r\n\r\nimporters:\r\n\r\n  .:\r\n    dependencies:\r\n      dwt:\r\n        specifier: ^19.0.0\r\n        \
             version: 19.3.3\r\n\r\npackages:\r\n\r\n  dwt@19.3.3:\r\n    resolution: {integrity: x}\r\n\r\nsnapshots:\r\n\r\n  dwt@19.3.3: {}\r\n",
            "19.3.3",
        ),
        ("packages:\n  /a/1.0.0:\n    dependencies:\n      dwt: 16.2.4\n", ""),
        ("packages:\n  dwt@file:../dwt:\n    resolution: {directory: ../dwt}\n  dwt-x@1.0.0:\n", ""),
    ] {
        assert_eq!(found("pnpm-lock.yaml", text, "dwt"), expected, "{text}");
    }
    let types = "packages:\n\n  '@types/dwt@16.1.7':\n    resolution: {}\n\n  /@types/dwt/15.0.1:\n    dev: true\n";
    assert_eq!(found("pnpm-lock.yaml", types, "@types/dwt"), "15.0.1 16.1.7");
    assert_eq!(found("pnpm-lock.yaml", types, "dwt"), "");
}

#[test]
fn yarn_of_every_version() {
    for (text, expected) in [
        (
            "# yarn lockfile v1\n\n\ndwt@^18.4.1, dwt@^18.4.2:\n  version \"18.4.2\"\n  resolved \"https://x/dwt-18.4.2.tgz#1\"\n\n\
             dwt-helper@1:\n  version \"1.0.0\"\n",
            "18.4.2",
        ),
        (
            "__metadata:\n  version: 8\n\n\"dwt@npm:^19.0.0, dwt@npm:^19.2.0\":\n  version: 19.3.3\n  resolution: \"dwt@npm:19.3.3\"\n\n\
             \"dwt@npm:latest\":\n  version: 19.3.2\n",
            "19.3.2 19.3.3",
        ),
        ("\"dwt@workspace:packages/dwt\":\n  version: 0.0.0-use.local\n", ""),
        ("\"dwt@npm:@fork/dwt@^1.0.0\":\n  version: 1.0.0\n", ""),
        ("\"dwt@https://example.com/dwt.git\":\n  version \"18.0.0\"\n", ""),
        ("a@1:\n  version \"1.0.0\"\n  dependencies:\n    dwt \"^18.0.0\"\n", ""),
    ] {
        assert_eq!(found("yarn.lock", text, "dwt"), expected, "{text}");
    }
    let types = "\"@types/dwt@^16.1.1\":\r\n  version \"16.1.7\"\r\n";
    assert_eq!(found("yarn.lock", types, "@types/dwt"), "16.1.7");
}

#[test]
fn bun_as_text() {
    let text = r#"{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "dwt": "^18.4.1" } } },
        "packages": { "dwt": ["dwt@18.4.2", "", {}, "sha512-x"], "old/dwt": ["dwt@17.0.2", "", {}, "sha512-y"], } }"#;
    assert_eq!(found("bun.lock", text, "dwt"), "17.0.2 18.4.2");
}

#[test]
fn no_text_stops_the_search() {
    let deep = format!("{}\"dwt\":{{", "{\"dwt\":".repeat(20_000));
    let wide = format!("{{\"dwt\":{{{}}}}}", "\"dwt\":{\"version\":\"é\"},".repeat(20_000));
    for text in [&deep, &wide, "dwt@", "\"dwt\":", "  /dwt/", "[\"dwt@", "dwt@é:\n version \"", "\"dwt\"\u{2028}"] {
        for (name, _) in LOCKS {
            assert_eq!(found(name, text, "dwt"), "", "{name}");
        }
    }
}
