//! What the page of a rule shows in JavaScript is found in every other host, at the same place of the code.

mod support;

use dwt_lint::lint::lint;
use dwt_lint::report::Finding;
use dwt_lint::rules::RULES;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source};
use support::rule_examples;

/// A host by the ending of its files, and what stands around the code in it.
struct Host {
    ending: &'static str,
    before: &'static str,
    after: &'static str,
    /// Whether its script is the program's start, and not a component that others put up.
    is_start: bool,
}

const HOSTS: [Host; 6] = [
    Host { ending: "ts", before: "", after: "", is_start: true },
    Host { ending: "html", before: "<!DOCTYPE html>\n<script>\n", after: "</script>\n", is_start: true },
    Host { ending: "php", before: "<?php $a = 1; ?>\n<script>\n", after: "</script>\n<?= $a ?>\n", is_start: true },
    Host {
        ending: "cshtml",
        before: "@model Page\n<script>\n",
        after: "</script>\n<p>@Model.Name</p>\n",
        is_start: true,
    },
    Host { ending: "vue", before: "<template><p/></template>\n<script>\n", after: "</script>\n", is_start: false },
    Host { ending: "svelte", before: "<script>\n", after: "</script>\n<p>text</p>\n", is_start: false },
];

/// Rules about where a program starts and what it lacks as a whole, which other files may have.
const ABOUT_THE_START: [&str; 3] = ["get-webtwain-before-ready", "instance-used-before-ready", "product-key-missing"];

#[test]
fn the_pitfalls_of_every_page_are_found_in_every_host() {
    let examples: Vec<Source> =
        rule_examples().into_iter().filter(|example| example.kind == FileKind::JavaScript).collect();
    let settings = every_rule();
    let (mut compared, mut problems) = (0, Vec::new());
    for example in &examples {
        let alone = lint(example, &settings).findings;
        for host in HOSTS {
            let Some(source) = put_into(&host, example) else { continue };
            let hosted = lint(&source, &settings).findings;
            let (expected, found) = (told(&alone, &host, host.before.len()), told(&hosted, &host, 0));
            compared += expected.len();
            if expected != found {
                problems.push(format!("{} as {}: expected {expected:?}, found {found:?}", example.path, host.ending));
            }
        }
    }
    assert!(compared > 1_500, "only {compared} findings compared");
    assert!(problems.is_empty(), "{} differ:\n{}", problems.len(), problems.join("\n"));
}

/// `None` where the code does not parse there, or would end the script early.
fn put_into(host: &Host, example: &Source) -> Option<Source> {
    if example.text.contains("</")
        || example.text.contains("<?")
        || (host.ending == "cshtml" && example.text.contains('@'))
    {
        return None;
    }
    let name = format!("{}.{}", example.path, host.ending);
    let text = format!("{}{}{}", host.before, example.text, host.after);
    let source = Source::new(&name, FileKind::of_path(&name)?, &text);
    let parses = read(&source).all_regions().all(|region| region.confident());
    parses.then_some(source)
}

fn told(findings: &[Finding], host: &Host, moved_by: usize) -> Vec<(&'static str, usize, usize)> {
    let counts = |finding: &&Finding| host.is_start || !ABOUT_THE_START.contains(&finding.rule);
    let place = |finding: &Finding| {
        (finding.rule, finding.span.start as usize + moved_by, finding.span.end as usize + moved_by)
    };
    findings.iter().filter(counts).map(place).collect()
}

fn every_rule() -> Settings {
    let mut settings = Settings::default();
    for rule in RULES.iter().filter(|rule| !rule.recommended) {
        settings.levels.rules.insert(rule.id, Level::Default);
    }
    settings
}
