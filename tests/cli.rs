//! The real binary: options, exit statuses, streams, and what becomes of input that is no text.

mod support;

use std::fs;
use std::process::Stdio;

use serde_json::Value;
use support::folder::Folder;

/// The files that `check` would lint.
fn files_of(folder: &Folder, arguments: &str) -> Vec<String> {
    folder.run(&format!("check --show-files {arguments}")).stdout.lines().map(str::to_owned).collect()
}

mod verbs {
    use super::*;

    #[test]
    fn help_and_version_are_no_failure() {
        let folder = Folder::new();
        let version = folder.run("--version");
        assert_eq!((version.status, version.stdout), (0, format!("dwt-lint {}\n", env!("CARGO_PKG_VERSION"))));
        let help = folder.run("--help");
        assert_eq!(help.status, 0);
        for verb in ["check", "explain", "rules", "codes", "lsp"] {
            assert!(help.stdout.contains(verb), "{}", help.stdout);
        }
    }

    #[test]
    fn bad_usage_is_exit_2_and_prints_nothing_to_standard_output() {
        let folder = Folder::with(&[("a.js", "")]);
        for (arguments, complaint) in [
            ("", "Usage"),
            ("check --no-such-option", "unexpected argument"),
            ("check --format html", "[possible values: pretty, concise, json, jsonl, sarif,"),
            ("check --output sarif", "write FORMAT=FILE"),
            ("check --output html=a.html", "no such format: `html` [possible values: pretty, concise,"),
            ("check --output json=-", "use `--format json`"),
            ("check --only netwrok", "did you mean `network`?"),
            ("check --skip no-such-rule", "no such rule or category"),
            ("check --sdk-version new", "`new` is not an SDK version"),
            ("check --platforms windows,mac", "[possible values: windows, macos, macos-twain, macos-ica, linux]"),
            ("check --threads 0", "0 is not in"),
            ("check --fail-on hint", "[possible values: error, warning, info, never]"),
            ("check --config a.json --no-config", "cannot be used with"),
            ("check --stdin-filename a.js", "give `-` as the path"),
            ("check --statistics --format jsonl", "it has no other format"),
            ("check --show-config .", "name it"),
            ("chekc", "did you mean `dwt-lint check`?"),
            ("rules --format yaml", "[possible values: text, json]"),
        ] {
            let output = folder.run(arguments);
            assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{arguments}");
            assert!(output.stderr.contains(complaint), "{arguments}: {}", output.stderr);
        }
    }

    #[test]
    fn a_path_without_a_verb_is_checked() {
        let folder = Folder::with(&[("src/a.js", "DWObject.x")]);
        let output = folder.run("--format json src");
        assert_eq!((output.status, &output.json()["summary"]["files"]), (0, &Value::from(1)));
    }

    #[test]
    fn codes_are_explained_and_mistakes_get_a_guess() {
        let folder = Folder::new();
        let output = folder.run("explain -1073");
        assert_eq!((output.status, output.stderr.as_str()), (0, ""));
        assert!(output.stdout.contains("-1073") && output.stdout.contains("JPEG"), "{}", output.stdout);
        assert!(folder.run("explain -- -2003").stdout.contains("-2003"));
        for (what, guess) in [("1073", "`-1073`"), ("-1074", "`-1073`"), ("nothing-like-it", "nothing is known")] {
            let output = folder.run(&format!("explain {what}"));
            assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{what}");
            assert!(output.stderr.contains(guess), "{}", output.stderr);
        }
    }

    /// Each name, and what its page says.
    fn assert_explained(cases: &[(&str, &[&str])]) {
        let folder = Folder::new();
        for (what, parts) in cases {
            let output = folder.run(&format!("explain {what}"));
            assert_eq!((output.status, output.stderr.as_str()), (0, ""), "{what}");
            for part in *parts {
                assert!(output.stdout.contains(part), "{what}: `{part}` is not in\n{}", output.stdout);
            }
        }
    }

    #[test]
    fn members_are_explained() {
        let port: &[&str] =
            &["**WebTwain.HTTPPort** - property", "HTTPPort: number", "80", "`ssl-without-port`", "Linux"];
        assert_explained(&[
            ("HTTPPort", port),
            ("WebTwain.HTTPPort", port),
            ("DWObject.HTTPPort", port),
            ("Dynamsoft.DWT.Load", &["**Dynamsoft.DWT.Load** - method", "Load(): Promise<void>", "Since 10.2"]),
            ("SaveAsJPEG", &["// Deprecated since 18.5: use another form", "as a JPEG file", "`jpeg-of-bw-image`"]),
            ("OpenSource", &["before the scan. It is done when the call returns.", "WebTwain_Acquire.html#opensource"]),
            ("OpenSourceAsync", &["when its promise settles"]),
            ("AcquireImage", &["come into the buffer. `deviceConfiguration` is the device configuration."]),
            ("HTTPUploadThroughPost", &["`host` is a host name alone", "when a callback is called"]),
            ("Dynamsoft.DWT.GetWebTwainEx", &["Returns the instance with", "Deprecated since 18.2"]),
            ("exceptition", &["Removed in 18.5.0: use `exception`"]),
            ("WebTwain.Addon.Webcam.SelectSource", &["Windows (10.2), not on macOS, not on Linux"]),
        ]);
    }

    #[test]
    fn what_is_explained_is_also_data() {
        let output = Folder::new().run("explain --format json DWObject.AcquireImage");
        assert_eq!((output.status, output.stderr.as_str()), (0, ""));
        let found = &output.json()[0];
        assert_eq!((&found["kind"], &found["name"]), (&"method".into(), &"WebTwain.AcquireImage".into()));
        let unknown = Folder::new().run("explain --format json HTTPport");
        assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
    }

    #[test]
    fn rules_about_comments_speak_of_no_member() {
        let page = Folder::new().run("explain HTTPPort").stdout;
        assert!(!page.contains("suppression"), "{page}");
    }

    #[test]
    fn of_members_with_one_name_that_of_the_instance_comes_first() {
        let page = Folder::new().run("explain PixelType").stdout;
        let own = page.find("**WebTwain.PixelType** - property").expect("the instance's");
        let option = page.find("**DeviceConfiguration.PixelType** - option").expect("the option");
        assert!(own < option, "{page}");
        let many = Folder::new().run("explain visibility").stdout;
        assert!(many.contains("- **CropViewer.visibility** - option"), "{many}");
    }

    #[test]
    fn enumerations_and_their_members_are_explained() {
        let pixel_type: &[&str] = &[
            "**EnumDWT_PixelType** - enumeration",
            "`Dynamsoft.DWT.EnumDWT_PixelType`",
            "(up to 16.2.4)",
            "`TWPT_RGB` = 2",
        ];
        let black_and_white: &[&str] =
            &["**EnumDWT_PixelType.TWPT_BW** = 0", "`Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW`", "`jpeg-of-bw-image`"];
        assert_explained(&[
            ("EnumDWT_PixelType", pixel_type),
            ("Dynamsoft.DWT.EnumDWT_PixelType", pixel_type),
            ("TWPT_BW", black_and_white),
            ("EnumDWT_PixelType.TWPT_BW", black_and_white),
            ("Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW", black_and_white),
            ("WIATWAINSCANNER", &["= 2048", "32 (up to 18.1.1)", "Deprecated since 18.2: use `WIASCANNER`"]),
        ]);
    }

    #[test]
    fn events_are_explained() {
        assert_explained(&[
            (
                "OnPostTransfer",
                &["event of `WebTwain.RegisterEvent`", "WebTwain.RegisterEvent(\"OnPostTransfer\", ", "Since 10.0"],
            ),
            (
                "WebTwain.OnPostAllTransfers",
                &["The last page of a scan is transferred.", "`disable-source-after-acquire-order`"],
            ),
            ("click", &["WebTwain.Viewer.on(\"click\", (dwtEvent: ViewerEvent,", "ThumbnailViewer.on(\"click\""]),
            ("OnWebTwainReady", &["**Dynamsoft.DWT.OnWebTwainReady**", "event of `Dynamsoft.DWT.RegisterEvent`"]),
        ]);
    }

    #[test]
    fn unknown_names_get_the_nearest_of_every_kind() {
        let folder = Folder::new();
        for (what, guess) in [
            ("HTTPport", "did you mean `HTTPPort`"),
            ("WebTwain.HTTPort", "did you mean `WebTwain.HTTPPort`"),
            ("WebTwian.HTTPPort", "did you mean `WebTwain.HTTPPort`?"),
            ("Dynamsoft.DWT.HTTPPort", "did you mean `WebTwain.HTTPPort`?"),
            ("EnumDWT_PixelTyp", "did you mean `EnumDWT_PixelType`"),
            ("EnumDWT_PixelType.TWPT_GREY", "did you mean `EnumDWT_PixelType.TWPT_GRAY`"),
            ("OnPreTransfr", "did you mean `OnPreTransfer`"),
            ("ssl-without-prt", "did you mean `ssl-without-port`?"),
            ("sequence-eror", "did you mean `sequence-error`"),
        ] {
            let output = folder.run(&format!("explain {what}"));
            assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{what}");
            assert!(output.stderr.contains(guess), "{what}: {}", output.stderr);
        }
    }

    #[test]
    fn rules_are_listed() {
        let output = Folder::new().run("rules --format json");
        assert_eq!(output.status, 0);
        let rules = output.json();
        let listed: Vec<&str> = rules.as_array().expect("an array").iter().filter_map(|r| r["id"].as_str()).collect();
        let ids: Vec<&str> = dwt_lint::rules::RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(listed, ids);
        assert_eq!(Folder::new().run("rules").stdout.lines().count(), ids.len());
    }

    #[test]
    fn codes_are_listed_and_found_in_a_log() {
        let folder = Folder::with(&[("scan.log", "start\nupload failed: -2003\n2026-11-20 -1e5\n")]);
        let listed = folder.run("codes --format json").json();
        assert_eq!(listed.as_array().map(Vec::len), Some(dwt_lint::sdk::codes::all().len()));
        let text = folder.run("codes scan.log");
        assert_eq!(text.status, 0);
        assert!(text.stdout.starts_with("2: upload failed: -2003\n    -2003: "), "{}", text.stdout);
        let json = folder.run_with("codes --format json -", b"\xff\r\nerror -1073\r\n").json();
        assert_eq!((&json[0]["line"], &json[0]["codes"][0]["value"]), (&Value::from(2), &Value::from(-1073)));
        assert_eq!(json[0]["text"], "error -1073");
        let gone = folder.run("codes gone.log");
        assert_eq!((gone.status, gone.stdout.as_str()), (2, ""));
    }

    #[test]
    fn a_code_of_a_log_leads_to_the_places_that_can_raise_it() {
        let code = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.IfSSL = true; d.HTTPPort = 80;\nd.AcquireImag();\n";
        let folder = Folder::with(&[("scan.log", "failed: -2003\nagain: -2003\nand -1033\n"), ("src/a.js", code)]);
        let text = folder.run("codes scan.log src").stdout;
        let place = "        in your code: src/a.js:2:17: error http-port-ssl-mismatch HTTPPort is 80";
        assert_eq!(text.matches(place).count(), 1, "with the first line that has the code: {text}");
        assert_eq!(text.matches("in your code").count(), 1, "{text}");
        let json = folder.run("codes scan.log src --format json").json();
        let rules = |line: usize| json[line]["codes"][0]["places"].as_array().map(Vec::len);
        assert_eq!((rules(0), rules(1), rules(2)), (Some(1), Some(1), Some(0)), "{json}");
        assert_eq!(json[0]["codes"][0]["places"][0]["rule"], "http-port-ssl-mismatch");
        assert_eq!(folder.run("codes scan.log --format json").json()[0]["codes"][0]["places"], Value::Null);
        let gone = folder.run("codes scan.log gone.js");
        assert!(gone.status == 2 && gone.stdout.contains("-2003"), "{}", gone.stdout);
        assert!(gone.stderr.contains("error: gone.js: no such file or folder"), "{}", gone.stderr);
    }

    #[test]
    fn every_shell_gets_completions() {
        for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
            let output = Folder::new().run(&format!("completions {shell}"));
            assert_eq!((output.status, output.stderr.as_str()), (0, ""), "{shell}");
            for word in ["check", "explain", "changed-since", "baseline"] {
                assert!(output.stdout.contains(word), "{shell}: {word}");
            }
        }
        assert_eq!(Folder::new().run("completions tcsh").status, 2);
    }

    #[test]
    fn the_manual_has_a_page_of_the_program_and_of_each_verb() {
        let folder = Folder::new();
        let page = folder.run("man").stdout;
        assert!(page.contains(".TH dwt-lint 1") && page.contains("dwt\\-lint\\-check(1)"), "{page}");
        let check = folder.run("man check").stdout;
        assert!(check.contains(".TH dwt-lint-check 1") && check.contains("\\-\\-baseline"), "{check}");
        let unknown = folder.run("man chekc");
        assert!(unknown.status == 2 && unknown.stderr.contains("did you mean `check`?"), "{}", unknown.stderr);
    }
}

mod inputs {
    use super::*;

    #[test]
    fn folders_are_walked_as_their_ignore_files_say() {
        let folder = Folder::with(&[
            ("b.js", ""),
            ("a/c.HTML", ""),
            ("a/d.mjs", ""),
            ("a/e.txt", ""),
            (".hidden/f.js", ""),
            (".gitignore", "out\n*.gen.js"),
            ("out/g.js", ""),
            ("h.gen.js", ""),
            ("node_modules/m/i.js", ""),
            ("lib/j.min.js", ""),
            ("Resources/dynamsoft.webtwain.config.js", ""),
        ]);
        assert_eq!(files_of(&folder, ""), [".hidden/f.js", "a/c.HTML", "a/d.mjs", "b.js"]);
        assert_eq!(files_of(&folder, "--no-ignore a out h.gen.js"), ["a/c.HTML", "a/d.mjs", "h.gen.js", "out/g.js"]);
        assert_eq!(
            files_of(&folder, "--no-ignore ."),
            [".hidden/f.js", "a/c.HTML", "a/d.mjs", "b.js", "h.gen.js", "out/g.js"]
        );
        assert_eq!(
            files_of(&folder, "out/g.js lib/j.min.js node_modules/m/i.js"),
            ["lib/j.min.js", "node_modules/m/i.js", "out/g.js"]
        );
        assert_eq!(files_of(&folder, "./b.js b.js a/../b.js"), ["b.js"]);
        assert!(folder.run("check").stderr.contains("skipped 2 files"), "said on standard error");
    }

    #[test]
    fn named_files_may_be_held_to_what_folders_leave_out() {
        let folder = Folder::with(&[
            (".gitignore", "out/\n*.gen.js\n"),
            ("dwt-lint.json", r#"{ "exclude": ["old"] }"#),
            ("a.js", "DWObject.x"),
            ("sub/b.js", ""),
            ("sub/h.gen.js", ""),
            ("old/c.js", ""),
            ("out/g.js", ""),
            ("lib/j.min.js", ""),
            ("node_modules/m/i.js", ""),
        ]);
        let named = "a.js sub/b.js sub/h.gen.js old/c.js out/g.js lib/j.min.js node_modules/m/i.js";
        assert_eq!(files_of(&folder, named).len(), 7);
        assert_eq!(files_of(&folder, &format!("--force-exclude {named}")), ["a.js", "sub/b.js"]);
        assert_eq!(files_of(&folder, "--force-exclude --no-ignore out/g.js old/c.js"), ["out/g.js"]);
        let note = folder.run(&format!("check --force-exclude {named}")).stderr;
        assert!(note.contains("skipped 5 files: excluded or ignored (--force-exclude)"), "{note}");
        let stdin = |name: &str, options: &str| {
            folder.run_with(&format!("check - --force-exclude --stdin-filename {name} {options}"), b"DWObject.x;\r\n")
        };
        assert_eq!(stdin("old/new.js", "--format json").json()["summary"]["files"], 0);
        assert_eq!(stdin("sub/new.js", "--format json").json()["summary"]["files"], 1);
        let passed_on = stdin("old/new.js", "--fix");
        assert_eq!((passed_on.status, passed_on.stdout.as_str()), (0, "DWObject.x;\r\n"));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_is_exit_2() {
        let folder = Folder::with(&[("good.js", "DWObject.x"), ("sub/also.js", "")]);
        folder.write("latin.js", b"caf\xe9");
        folder.write("utf16.html", b"\xff\xfea\0");
        folder.write("broken.bin", b"\x7fELF\0");
        let output = folder.run("check . broken.bin gone.js --format json");
        assert_eq!(output.status, 2);
        let json = output.json();
        assert_eq!(json["summary"]["files"], 2);
        let problems: Vec<(&str, &str)> = json["problems"]
            .as_array()
            .expect("an array")
            .iter()
            .filter_map(|problem| Some((problem["path"].as_str()?, problem["message"].as_str()?)))
            .collect();
        let paths: Vec<&str> = problems.iter().map(|&(path, _)| path).collect();
        assert_eq!(paths, ["broken.bin", "gone.js", "latin.js", "utf16.html"]);
        for ((path, message), start) in problems.into_iter().zip([
            "a binary file",
            "no such file or folder",
            "not valid UTF-8 (byte 3)",
            "encoded as UTF-16",
        ]) {
            assert!(message.starts_with(start), "{path}: {message}");
            assert!(output.stderr.contains(&format!("error: {path}: {message}")), "{}", output.stderr);
        }
    }

    #[test]
    fn a_named_file_that_is_no_code_is_skipped_aloud() {
        let folder = Folder::with(&[("notes.txt", "DWObject"), ("a.js", "")]);
        let output = folder.run("check notes.txt a.js");
        assert_eq!((output.status, output.stdout.as_str()), (0, ""));
        assert!(output.stderr.contains("notes.txt: skipped"), "{}", output.stderr);
    }

    #[test]
    fn standard_input_is_a_file_of_any_name() {
        let folder = Folder::with(&[("legacy/dwt-lint.json", "{ \"sdkVersion\": \"16.1\" }")]);
        let output = folder.run_with("check - --format json", b"<script>DWObject.x</script>");
        assert_eq!((output.status, &output.json()["summary"]["files"]), (0, &Value::from(1)));
        let broken = folder.run_with("check - --stdin-filename not/there.js --format json", b"a\xff");
        assert_eq!((broken.status, &broken.json()["problems"][0]["path"]), (2, &Value::from("not/there.js")));
        let config = folder.run("check - --stdin-filename legacy/new.js --show-config").json();
        assert_eq!((&config["sdkVersion"], &config["config"]), (&"16.1".into(), &"legacy/dwt-lint.json".into()));
    }

    #[test]
    fn an_empty_folder_is_no_failure_but_said() {
        let output = Folder::new().run("check --format concise");
        assert_eq!((output.status, output.stdout.as_str()), (0, ""));
        assert!(output.stderr.contains("no JavaScript or HTML"), "{}", output.stderr);
    }

    #[test]
    fn deep_nesting_does_not_stop_the_run() {
        let folder = Folder::new();
        for (name, open) in [("a.js", "("), ("b.js", "[{a:"), ("c.html", "<div>"), ("d.js", "f(function(){")] {
            folder.write(name, format!("DWObject.x;{}", open.repeat(20_000)).as_bytes());
        }
        let output = folder.run("check --format json a.js b.js c.html d.js");
        assert_eq!((output.status, &output.json()["summary"]["files"]), (0, &Value::from(4)), "{}", output.stderr);
    }

    #[test]
    #[cfg(unix)]
    fn odd_file_names_are_shown_without_steering_the_terminal() {
        let folder = Folder::with(&[("a\u{1b}[31m é 😀.js", "\0")]);
        let output = folder.run("check");
        assert_eq!(output.status, 2);
        assert!(output.stderr.contains("é 😀.js") && !output.stderr.contains('\u{1b}'), "{}", output.stderr);
    }
}

mod configuration {
    use super::*;

    #[test]
    fn the_closest_file_wins_and_the_command_line_above_it() {
        let folder = Folder::with(&[
            ("package.json", "{ \"dwt-lint\": { \"sdkVersion\": \"17.2\", \"preset\": \"strict\" } }"),
            ("old/dwt-lint.jsonc", "{ \"sdkVersion\": \"12.3\", /* ours */ }"),
            ("a.js", ""),
            ("old/b.js", ""),
            ("other.json", "{ \"platforms\": [\"linux\"] }"),
        ]);
        let config = |arguments: &str| folder.run(&format!("check --show-config {arguments}")).json();
        assert_eq!((&config("a.js")["sdkVersion"], &config("a.js")["preset"]), (&"17.2".into(), &"strict".into()));
        assert_eq!(config("old/b.js")["sdkVersion"], "12.3");
        assert_eq!(config("old/b.js --sdk-version 19.3 --preset strict")["sdkVersion"], "19.3");
        assert_eq!(config("a.js --no-config")["config"], Value::Null);
        assert_eq!(config("a.js --config other.json")["platforms"], serde_json::json!(["linux"]));
    }

    #[test]
    fn the_command_line_names_the_platforms() {
        let folder = Folder::with(&[("dwt-lint.json", "{ \"platforms\": [\"linux\"] }"), ("a.js", "")]);
        let platforms =
            |arguments: &str| folder.run(&format!("check --show-config a.js {arguments}")).json()["platforms"].clone();
        assert_eq!(platforms(""), serde_json::json!(["linux"]));
        assert_eq!(platforms("--platforms windows,macos-ica"), serde_json::json!(["windows", "macos-ica"]));
    }

    #[test]
    fn the_version_and_what_says_so_are_shown() {
        let lock = r#"{ "packages": { "node_modules/dwt": { "version": "18.4.2" } } }"#;
        let page = "<script src='https://unpkg.com/dwt@19.3.1/dist/dynamsoft.webtwain.min.js'></script>";
        let folder = Folder::with(&[
            ("app/package-lock.json", lock),
            ("app/src/a.js", ""),
            ("app/page.html", page),
            ("app/set/dwt-lint.json", "{ \"sdkVersion\": \"16.1\" }"),
            ("app/set/b.js", ""),
            ("c.js", ""),
            (".git/HEAD", ""),
        ]);
        for (arguments, version, from) in [
            ("app/src/a.js", Some("18.4.2"), Some("app/package-lock.json")),
            ("app/page.html", Some("19.3.1"), Some("https://unpkg.com/dwt@19.3.1/dist/dynamsoft.webtwain.min.js")),
            ("app/set/b.js", Some("16.1"), Some("app/set/dwt-lint.json")),
            ("app/set/b.js --sdk-version 17", Some("17.0"), Some("--sdk-version")),
            ("app/set/b.js --no-config", Some("18.4.2"), Some("app/package-lock.json")),
            ("- --stdin-filename app/src/not/there.js", Some("18.4.2"), Some("app/package-lock.json")),
            ("c.js", None, None),
        ] {
            let output = folder.run(&format!("check --show-config {arguments}"));
            let config = output.json();
            assert_eq!(
                (config["sdkVersion"].as_str(), config["sdkVersionFrom"].as_str()),
                (version, from),
                "{arguments}"
            );
            let says_how_to_set = output.stderr.contains("set `sdkVersion` in dwt-lint.json, or give --sdk-version");
            assert_eq!(says_how_to_set, version.is_none(), "{arguments}: {}", output.stderr);
        }
    }

    #[test]
    fn what_is_found_depends_on_the_version_that_the_project_uses() {
        let code = "DWObject.ConvertToBW(0); DWObject.SaveAsJPEG('a.jpg', 0);";
        let code = format!("const DWObject = Dynamsoft.DWT.GetWebTwain('a'); {code}");
        let folder = Folder::with(&[("old/a.js", &code), ("new/a.js", &code)]);
        folder.write("old/package.json", b"{ \"dependencies\": { \"dwt\": \"^17.2.1\" } }");
        folder.write("new/yarn.lock", b"dwt@^19.0.0:\n  version \"19.3.3\"\n");
        let found = folder.run("check --format json --only jpeg-of-bw-image").json();
        let severities: Vec<_> =
            found["diagnostics"].as_array().expect("a list").iter().map(|found| &found["severity"]).collect();
        assert_eq!(severities, ["info", "error"], "{found}");
    }

    #[test]
    fn a_mistake_is_exit_2_with_its_place() {
        let folder = Folder::with(&[("sub/dwt-lint.json", "{\n  \"rulez\": {}\n}"), ("sub/a.js", ""), ("b.js", "")]);
        let output = folder.run("check --format json");
        assert_eq!((output.status, output.stdout.as_str()), (2, ""));
        let expected = "error: sub/dwt-lint.json:2:3: unknown key `rulez`; did you mean `rules`?";
        assert!(output.stderr.contains(expected), "{}", output.stderr);
        assert_eq!(folder.run("check b.js").status, 0);
        assert_eq!(folder.run("check --no-config").status, 0);
        let gone = folder.run("check --config gone.json");
        assert!(gone.status == 2 && gone.stderr.contains("gone.json: cannot be read"), "{}", gone.stderr);
    }

    #[test]
    fn folders_are_walked_as_the_configuration_says() {
        let text = "{ \"include\": [\"src\"], \"exclude\": [\"*.gen.js\"] }";
        let folder = Folder::with(&[("dwt-lint.json", text), ("src/a.js", ""), ("src/b.gen.js", ""), ("lib/c.js", "")]);
        assert_eq!(files_of(&folder, ""), ["src/a.js"]);
        assert_eq!(files_of(&folder, "src/b.gen.js"), ["src/b.gen.js"]);
    }
}

mod streams {
    use super::*;

    #[test]
    fn colours_come_when_asked_for_only() {
        let folder = Folder::new();
        let is_coloured = |arguments: &str, variables: &[(&str, &str)]| {
            let output = folder.command(arguments).envs(variables.iter().copied()).output().expect("run");
            output.stderr.contains(&0x1b)
        };
        assert!(!is_coloured("check gone.js", &[]));
        assert!(is_coloured("check gone.js --color always", &[]));
        assert!(is_coloured("check gone.js", &[("FORCE_COLOR", "1")]));
        assert!(!is_coloured("check gone.js", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
        assert!(!is_coloured("--color never check gone.js", &[("FORCE_COLOR", "1")]));
    }

    #[test]
    fn what_took_how_long_is_said_aside() {
        let folder = Folder::with(&[("a.js", "DWObject.x"), ("b.js", "")]);
        let plain = folder.run("check --format json");
        let timed = folder.run("check --format json --timing");
        assert_eq!((timed.status, &timed.stdout), (plain.status, &plain.stdout));
        let lines: Vec<&str> = timed.stderr.lines().collect();
        assert!(lines[0].starts_with("Took ") && lines[0].contains("finding files"), "{lines:?}");
        assert!(lines.len() == 3 && lines[1..].iter().all(|line| line.contains(" ms  ")), "{lines:?}");
    }

    #[test]
    fn quiet_says_nothing_but_what_failed() {
        let folder = Folder::with(&[("a.js", ""), ("notes.txt", ""), ("b.min.js", "")]);
        let output = folder.run("check --quiet . notes.txt");
        assert_eq!((output.status, output.stdout.as_str(), output.stderr.as_str()), (0, "", ""));
        assert!(folder.run("check --quiet gone.js").stderr.contains("gone.js"));
    }

    #[test]
    #[cfg(unix)]
    fn a_reader_that_has_seen_enough_is_no_failure() {
        let folder = Folder::new();
        for arguments in ["codes --format json", "explain -2003", "check --format json", "rules"] {
            let mut child =
                folder.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("run");
            drop(child.stdout.take());
            let output = child.wait_with_output().expect("ended");
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{arguments}: {stderr}");
            assert!(!stderr.contains("panicked"), "{arguments}: {stderr}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn output_that_cannot_be_written_is_a_failure() {
        let full = fs::File::create("/dev/full").expect("the full device");
        let output = Folder::new().command("codes").stdout(full).output().expect("run");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("standard output cannot be written"));
    }
}

mod findings {
    use super::*;

    /// A warning, whatever other rules there are: nothing has this name.
    const BAD: &str = "DWObject.x; // dwt-lint-disable-line no-such-rule\n";

    #[test]
    fn each_format_shows_a_finding_in_the_columns_of_editors() {
        let folder =
            Folder::with(&[("src/a.js", "\u{feff}let a;\r\n/*😀*/ // dwt-lint-disable-line no-such-rule -- why\r\n")]);
        let pretty = folder.run("check");
        assert_eq!(pretty.status, 1);
        assert!(pretty.stdout.starts_with("warning[unknown-suppression]: `no-such-rule`"), "{}", pretty.stdout);
        assert!(pretty.stdout.contains("\n --> src/a.js:2:33\n"), "{}", pretty.stdout);
        assert!(pretty.stdout.contains("^^^^^^^^^^^^"), "{}", pretty.stdout);
        assert!(pretty.stderr.contains("Found 1 warning in 1 file. Exit status 1"), "{}", pretty.stderr);

        let concise = folder.run("check --format concise").stdout;
        assert!(concise.starts_with("src/a.js:2:33: warning unknown-suppression `no-such-rule`"), "{concise}");
        assert_eq!(concise.lines().count(), 1);

        let json = folder.run("check --format json");
        let value = json.json();
        let found = &value["diagnostics"][0];
        let start = serde_json::json!({ "line": 2, "column": 33, "offset": 45 });
        let end = serde_json::json!({ "line": 2, "column": 45, "offset": 57 });
        assert_eq!(found["range"], serde_json::json!({ "start": start, "end": end }));
        for (key, expected) in [
            ("rule", "unknown-suppression"),
            ("category", "suppression"),
            ("severity", "warning"),
            ("path", "src/a.js"),
        ] {
            assert_eq!(found[key], expected);
        }
        assert!(found["url"].as_str().is_some_and(|url| url.ends_with("/unknown-suppression")), "{found}");
        assert_eq!((json.status, &value["version"], &value["summary"]["warnings"]), (1, &1.into(), &1.into()));

        let jsonl: Value = serde_json::from_str(&folder.run("check --format jsonl").stdout).expect("one object");
        assert_eq!(&jsonl, found);
    }

    #[test]
    fn the_exit_status_is_what_was_asked_for() {
        let folder = Folder::with(&[("a.js", BAD), ("b.js", BAD)]);
        for (options, status) in [
            ("", 1),
            ("--fail-on error", 0),
            ("--fail-on never", 0),
            ("--fail-on info", 1),
            ("--max-warnings 2", 0),
            ("--max-warnings 1", 1),
            ("--min-severity error", 1),
            ("--min-severity error --fail-on error", 0),
            ("--only network", 0),
            ("--only suppression", 1),
            ("--only unknown-suppression", 1),
            ("--skip suppression", 0),
            ("gone.js .", 2),
        ] {
            assert_eq!(folder.run(&format!("check {options}")).status, status, "{options}");
        }
        let hidden = folder.run("check --min-severity error");
        assert_eq!(hidden.stdout, "");
        assert!(hidden.stderr.contains("2 not shown (--min-severity)"), "{}", hidden.stderr);
        assert_eq!(folder.run("check --statistics").stdout, "2  unknown-suppression\n");
    }

    #[test]
    fn a_rule_that_is_off_by_default_runs_when_it_is_named() {
        let off = dwt_lint::rules::RULES.iter().find(|rule| rule.id == "sync-overload").expect("a rule");
        assert!(!off.recommended);
        let code = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.SelectSource();\n";
        let folder =
            Folder::with(&[("dwt-lint.json", "{ \"rules\": { \"sync-overload\": \"off\" } }"), ("a.js", code)]);
        let rules = |options: &str| -> Vec<Value> {
            let json = folder.run(&format!("check --min-severity hint --format json {options}")).json();
            json["diagnostics"].as_array().expect("an array").iter().map(|found| found["rule"].clone()).collect()
        };
        assert_eq!(rules("--no-config"), [Value::Null; 0]);
        assert_eq!(rules("--no-config --only sync-overload"), ["sync-overload"]);
        assert_eq!(rules("--only sync-overload"), ["sync-overload"], "the command line stands above the configuration");
        assert_eq!(rules("--only sync-overload --skip sync-overload"), [Value::Null; 0]);
        assert!(rules("--no-config --preset strict").contains(&"sync-overload".into()));
    }

    #[test]
    fn the_configuration_sets_severities() {
        let configured = "{ \"rules\": { \"suppression\": \"error\" },
            \"overrides\": [{ \"files\": [\"old\"], \"rules\": { \"unknown-suppression\": \"off\" } }] }";
        let folder = Folder::with(&[("dwt-lint.json", configured), ("a.js", BAD), ("old/b.js", BAD)]);
        let output = folder.run("check --format concise");
        assert!(output.stdout.starts_with("a.js:1:") && output.stdout.contains(" error unknown"), "{}", output.stdout);
        assert_eq!(output.stdout.lines().count(), 1);
        let strict = folder.run("check --format concise --no-config");
        assert_eq!(strict.stdout.matches(" warning ").count(), 2);
    }

    #[test]
    fn standard_input_and_files_are_linted_alike() {
        let folder = Folder::with(&[("a.js", BAD)]);
        let file = folder.run("check a.js --format json");
        let input = folder.run_with("check - --stdin-filename a.js --format json", BAD.as_bytes());
        assert_eq!((file.status, file.stdout), (input.status, input.stdout));
        let page = folder.run_with("check - --format concise", format!("<script>\n{BAD}</script>").as_bytes());
        assert!(page.stdout.starts_with("<stdin>:2:"), "{}", page.stdout);
    }

    #[test]
    fn findings_are_sorted_by_place() {
        let folder = Folder::new();
        for index in 0..60 {
            folder.write(&format!("d{}/f{index}.js", index % 7), BAD.repeat(1 + index % 3).as_bytes());
        }
        folder.write("d3/latin.js", b"\xe9");
        let json = folder.run("check --format json").json();
        let places: Vec<(String, u64)> = json["diagnostics"]
            .as_array()
            .expect("an array")
            .iter()
            .map(|found| {
                (
                    found["path"].as_str().unwrap_or("").to_owned(),
                    found["range"]["start"]["offset"].as_u64().unwrap_or(0),
                )
            })
            .collect();
        assert_eq!(places.len(), 120);
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn fingerprints_survive_moves_and_are_unique() {
        let fingerprints = |text: &str| -> Vec<Value> {
            let folder = Folder::with(&[("a.js", text)]);
            let json = folder.run("check --format json").json();
            json["diagnostics"].as_array().expect("an array").iter().map(|found| found["fingerprint"].clone()).collect()
        };
        let before = fingerprints(&BAD.repeat(2));
        assert!(before.len() == 2 && before[0] != before[1], "{before:?}");
        assert_eq!(before, fingerprints(&format!("// new\n\n  {BAD}\n  {BAD}")));
    }
}
