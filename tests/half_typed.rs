//! While a part of a file is being typed, what is said of the rest stays, and code that fell out of its function is left alone.

mod support;

use support::{javascript, lint_default};

const READY: &str = "let d;
Dynamsoft.DWT.RegisterEvent('OnWebTwainReady', () => { d = Dynamsoft.DWT.GetWebTwain('c'); });
";

const BROKEN: [&str; 4] = ["function b() { if (x { }", "function b() { f(`a); }", "function b() {", "b."];

/// The rules that have something to say.
fn rules(text: &str) -> Vec<&'static str> {
    lint_default(&javascript(text)).findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn what_is_wrong_elsewhere_is_still_said() {
    let rest = "function c() {\n  d.Rotate();\n}\n";
    for broken in BROKEN {
        let text = format!("{READY}\n{broken}\n\n{rest}");
        assert_eq!(rules(&text), ["wrong-argument-count"], "{text}");
    }
}

#[test]
fn code_that_fell_out_of_its_function_does_not_run_at_once() {
    for broken in ["function scan( {", "function scan() {\n  if (x { }\n  }", "function scan() {\n`"] {
        let text = format!("{READY}\n{broken}\n  d.RegisterEvent('OnPostAllTransfers', () => {{}});\n}}\n");
        assert_eq!(rules(&text), [""; 0], "{text}");
    }
}
