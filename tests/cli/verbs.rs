use serde_json::{Value, json};

use crate::support::folder::Folder;

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
        ("codes - -", "in files and folders, not standard input"),
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
    let port: &[&str] = &["**WebTwain.HTTPPort** - property", "HTTPPort: number", "80", "`ssl-without-port`", "Linux"];
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
    let call = "        may come from: src/a.js:2:19: WebTwain.HTTPPort";
    assert_eq!(text.matches(call).count(), 2, "with each of the two codes: {text}");
    let json = folder.run("codes scan.log src --format json").json();
    assert_eq!(
        json[1]["codes"][0]["calls"][1],
        json!({ "path": "src/a.js", "line": 2, "column": 19, "member": "WebTwain.HTTPPort" })
    );
    let rules = |line: usize| json[line]["codes"][0]["places"].as_array().map(Vec::len);
    assert_eq!((rules(0), rules(1), rules(2)), (Some(1), Some(1), Some(0)), "{json}");
    assert_eq!(json[0]["codes"][0]["places"][0]["rule"], "http-port-ssl-mismatch");
    assert_eq!(folder.run("codes scan.log --format json").json()[0]["codes"][0]["places"], Value::Null);
    let gone = folder.run("codes scan.log gone.js");
    assert!(gone.status == 2 && gone.stdout.contains("-2003"), "{}", gone.stdout);
    assert!(gone.stderr.contains("error: gone.js: no such file or folder"), "{}", gone.stderr);
}

#[test]
fn calls_that_can_raise_a_code_are_named_in_files_that_run_together() {
    let page = "<script src=\"z.js\"></script><script>DWObject.OpenSource(); f(DWObject.HTTPPort);</script>";
    let scan = "var DWObject = Dynamsoft.DWT.GetWebTwain('c');\n".to_owned() + &"DWObject.AcquireImage();\n".repeat(30);
    let folder = Folder::with(&[("scan.log", "busy: -1006\nwrong: -1002\n"), ("page.html", page), ("z.js", &scan)]);
    let text = folder.run("codes scan.log .").stdout;
    assert!(text.contains("may come from: page.html:1:46: WebTwain.OpenSource\n"), "{text}");
    assert!(!text.contains("WebTwain.HTTPPort"), "what is only read raises nothing: {text}");
    assert!(text.contains("and from 11 more places: see --format json"), "{text}");
    let json = folder.run("codes scan.log . --format json").json();
    assert_eq!(json[0]["codes"][0]["calls"].as_array().map(Vec::len), Some(31), "{json}");
}

#[test]
fn calls_are_looked_for_in_code_of_any_depth() {
    let deep = format!("{}DWObject.AcquireImage();{}", "if (a) {".repeat(2000), "}".repeat(2000));
    let folder = Folder::with(&[("scan.log", "busy: -1006\n"), ("a.js", &deep)]);
    assert_eq!(folder.run("codes scan.log a.js").status, 0);
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
