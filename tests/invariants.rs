//! What holds for any text, whole or broken: no panic, places inside the text and on character boundaries, fixes that
//! can be applied, the same answer twice, and an answer that does not hang on line ends or on the host file.
//!
//! Set `INVARIANTS=full` to try every prefix and many more mutations.

mod support;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dwt_lint::interrupt::unless;
use dwt_lint::lint::{lint, may_concern};
use dwt_lint::report::{Edit, Finding, Report, apply};
use dwt_lint::settings::Settings;
use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source, Span};
use rayon::prelude::*;
use support::{javascript, lint_default, rule_examples, sources_below};

/// All code that the repository has to lint: the quiet samples, the examples, the blocks of the rule pages.
fn all_sources() -> Vec<Source> {
    let mut sources = sources_below("tests/silence");
    sources.extend(sources_below("examples"));
    sources.extend(rule_examples());
    assert!(sources.len() > 30);
    sources
}

fn is_full() -> bool {
    std::env::var("INVARIANTS").is_ok_and(|value| value == "full")
}

#[test]
fn every_report_on_whole_files_is_sound() {
    all_sources().par_iter().for_each(|source| {
        check(source, "whole file");
        assert_eq!(lint_default(source), lint_default(source), "{}: two answers", source.path);
    });
}

#[test]
fn linting_can_be_given_up_anywhere_and_leaves_no_trace() {
    all_sources().par_iter().for_each(|source| {
        let whole = lint_default(source);
        for after in [0, 1, 3, 10, 30] {
            let checkpoints = AtomicU32::new(0);
            let is_unwanted = move || checkpoints.fetch_add(1, Ordering::Relaxed) == after;
            let report = unless(is_unwanted, || lint_default(source));
            assert!(report.is_none_or(|report| report == whole), "{}: half an answer", source.path);
            assert_eq!(lint_default(source), whole, "{}: given up after {after} checkpoints", source.path);
        }
        let is_linted = may_concern(&source.text, &Settings::default());
        assert_eq!(unless(|| true, || lint_default(source)).is_none(), is_linted, "{}: not given up", source.path);
    });
}

#[test]
fn a_long_file_is_linted_alike_on_one_thread_and_on_several() {
    let function = |number| {
        format!(
            "function fax{number}() {{ DWObject.ConvertToBW(0); DWObject.SaveAsJPEG(\"{number}.jpg\", 0); DWObject.SelectSource(); DWObject.OpenSource(); DWObject.IfDisableSourceAfterAcquire = true; DWObject.AcquireImage(); }}\n"
        )
    };
    let source = javascript(&(0..1_000).map(function).collect::<String>());
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20).build();
        pool.expect("threads").install(|| lint_default(&source))
    };
    let report = on(1);
    let rules: BTreeSet<_> = report.findings.iter().map(|finding| finding.rule).collect();
    assert!(rules.len() >= 2, "only {rules:?}");
    assert_eq!(on(4), report);
    let all = Arc::new(AtomicU32::new(0));
    let counted = all.clone();
    let never = move || counted.fetch_add(1, Ordering::Relaxed) == u32::MAX;
    assert_eq!(unless(never, || lint_default(&source)), Some(report));
    // The last ones are those between the rules.
    let (last, checkpoints) = (all.load(Ordering::Relaxed) - 5, AtomicU32::new(0));
    let is_late = move || checkpoints.fetch_add(1, Ordering::Relaxed) >= last;
    assert_eq!(unless(is_late, || lint_default(&source)), None, "not given up in the rules");
}

#[test]
fn every_prefix_is_linted_soundly() {
    let prefixes_a_file = if is_full() { usize::MAX } else { 70 };
    all_sources().par_iter().enumerate().for_each(|(number, source)| {
        let ends: Vec<_> = source.text.char_indices().map(|(at, _)| at).collect();
        let step = (ends.len() / prefixes_a_file).max(1);
        for &end in ends.iter().skip(number % step).step_by(step) {
            check(&with_text(source, &source.text[..end]), "prefix");
        }
    });
}

#[test]
fn random_cuts_and_mutations_are_linted_soundly() {
    let mutations_a_file = if is_full() { 2_000 } else { 70 };
    let sources = all_sources();
    sources.par_iter().enumerate().for_each(|(number, source)| {
        let mut random = Random::new(number as u64 + 1);
        for _ in 0..mutations_a_file {
            let other = &sources[random.below(sources.len())];
            let mutated = mutate(&source.text, &other.text, &mut random);
            check(&with_text(source, &mutated), "mutation");
        }
    });
}

#[test]
fn random_words_are_linted_soundly() {
    let texts = if is_full() { 20_000 } else { 1_000 };
    (0..texts).into_par_iter().for_each(|seed| {
        let mut random = Random::new(seed + 1);
        let words: String = (0..random.below(80)).map(|_| WORDS[random.below(WORDS.len())]).collect();
        check(&javascript(&words), "words");
        check(&Source::new("words.html", FileKind::Html, &format!("<script>{words}")), "words in a page");
        check(&Source::new("words.html", FileKind::Html, &format!("<p onclick=\"{words}")), "words in a handler");
    });
}

const WORDS: &[&str] = &[
    "DWObject",
    ".",
    "IfSSL",
    "HTTPPort",
    " = ",
    "true",
    "443",
    "80",
    ";\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "SaveAsJPEG",
    "SelectSource",
    "AcquireImage",
    "OpenSource",
    "CloseSource",
    "ConvertToBW",
    "GetImageBitDepth",
    "function f(",
    "=> ",
    "await ",
    "async ",
    "if (",
    "else ",
    "for (",
    "while (",
    "try {",
    "finally {",
    "switch (x) {",
    "case 1:",
    "break;",
    "return ",
    "?",
    ":",
    "===",
    "&&",
    ",",
    "'",
    "\"",
    "`",
    "${",
    "/*",
    "*/",
    "//",
    "\n",
    "\r",
    "é",
    "😀",
    "\u{feff}",
    "&quot;",
    "</script>",
    "<script>",
    "class A {",
    "constructor(",
    "this.",
    "new ",
    "...",
    "f",
    "0",
    "-",
    "1",
    "x",
    "IfDisableSourceAfterAcquire",
    "Dynamsoft.DWT.GetWebTwain('a')",
    "// dwt-lint-disable-line ",
    "/* dwt-lint-disable */",
    "var ",
    "let ",
    "const ",
    "import ",
    "\\",
];

#[test]
fn deep_nesting_and_long_chains_are_no_danger() {
    let depth = 10_000;
    let nested = |open: &str, inside: &str, close: &str| {
        format!("{}DWObject.IfSSL = true;{inside}{}", open.repeat(depth), close.repeat(depth))
    };
    let texts = [
        nested("(", "", ")"),
        nested("[", "", "]"),
        nested("{", "", "}"),
        nested("if (DWObject) {", "", "}"),
        nested("function f() {", "", "} f();"),
        nested("DWObject.AcquireImage(function () {", "", "});"),
        nested("DWObject.OpenSourceAsync().then(() => {", "", "})"),
        nested("async () => { await ", "", "}"),
        nested("try {", "", "} finally { DWObject.CloseSource(); }"),
        nested("while (x) {", "", "}"),
        nested("switch (x) { case 1:", "", "}"),
        format!("DWObject.HTTPPort = {} 80;", "x ? 1 : ".repeat(depth)),
        format!("DWObject.HTTPPort = {} 80;", "1 + ".repeat(depth)),
        format!("DWObject.IfSSL = {}x;", "!".repeat(depth)),
        format!("DWObject{};", ".x".repeat(depth)),
        format!("DWObject{};", "()".repeat(depth)),
        format!("{} DWObject.IfSSL = true;", "a = ".repeat(depth)),
        format!("DWObject.IfSSL = `{}x{}`;", "${`".repeat(depth), "`}".repeat(depth)),
        "if (x) DWObject.IfSSL = y; else DWObject.HTTPPort = z;\n".repeat(depth),
    ];
    texts.par_iter().for_each(|text| {
        check(&javascript(text), "nesting");
        check(&Source::new("page.html", FileKind::Html, &format!("<script>{text}</script>")), "nesting in a page");
    });
    let elements = "<div onclick='DWObject.OpenSource()'>".repeat(depth);
    check(&Source::new("page.html", FileKind::Html, &elements), "nested elements");
}

/// A file of every host: what opens and closes a level of nesting in it, and a piece that can be repeated.
const HOSTS: [(&str, &str, &str, &str); 17] = [
    ("a.html", "<div onclick='DWObject.x()'>", "</div>", "<b onclick='DWObject.x()'>é</b>"),
    (
        "a.vue",
        "<template><A v-for='a in b' #c='{d}'>{{ DWObject.x(a) }}",
        "</A></template>",
        "<b @click='DWObject.x()'>{{",
    ),
    ("b.vue", "<template><b :a='{{{{DWObject", "}}}}'>", "{{ DWObject.x }} <b v-for='a in DWObject'/>"),
    ("a.svelte", "{#if DWObject.x}{{", "}}{/if}", "<b on:click={() => DWObject.x()}>{@const a = {"),
    ("b.svelte", "{`${DWObject}'", "'}", "{\"'`"),
    ("a.md", "> - ", "\n", "`DWObject` ```js <!-- [a](b) "),
    ("b.md", "```html\n<b onclick='DWObject.x()'>\n", "```\n", "> ```js\n> DWObject.x()\n"),
    ("a.php", "<?php if ($a) { ?><script>DWObject.x();", "</script><?php } ?>", "<?= $a ?>DWObject"),
    ("a.blade.php", "@if ($a) <script>DWObject.x();", "</script>@endif", "{{ $a }}@if(DWObject"),
    ("a.aspx", "<% if (a) { %><script>DWObject.x();", "</script><% } %>", "<%= a %><%-- DWObject"),
    ("a.cshtml", "@if (a) { <text>DWObject", "</text> }", "@a.b(c)[d] @* @@ DWObject"),
    ("a.jsp", "<c:if test='${a}'>DWObject", "</c:if>", "${a}<c:out value='DWObject"),
    ("a.ejs", "<% if (a) { %><script>DWObject.x();", "<% } %>", "<%- a %>DWObject"),
    ("a.html.erb", "<% if a %><script>DWObject.x();", "<% end %>", "<%= a %>DWObject"),
    ("a.hbs", "{{#if a}}<script>DWObject.x();", "{{/if}}", "{{a}}{{!-- DWObject"),
    ("a.twig", "{% if a %}<script>DWObject.x();", "{% endif %}", "{{ a }}{# DWObject"),
    ("a.liquid", "{% unless a %}<script>DWObject.x();", "{% endunless %}", "{{ a }}{% comment %}DWObject"),
];

#[test]
fn nesting_and_long_lines_are_no_danger_in_any_host() {
    const DEPTH: usize = 2_000;
    const LINE_BYTES: usize = 2 * 1024 * 1024;
    HOSTS.par_iter().for_each(|(name, open, close, piece)| {
        let kind = FileKind::of_path(name).expect("a host");
        let nested = format!("{}{}", open.repeat(DEPTH), close.repeat(DEPTH));
        for text in [nested, open.repeat(DEPTH), piece.repeat(LINE_BYTES / piece.len())] {
            check(&Source::new(name, kind, &text), "nesting in a host");
        }
    });
}

#[test]
fn line_ends_and_a_byte_order_mark_change_no_finding() {
    for source in sources_below("examples") {
        let whole = lint_default(&source);
        for line_end in ["\r\n", "\r"] {
            let other = with_text(&source, &source.text.replace('\n', line_end));
            assert_eq!(names(&lint_default(&other)), names(&whole), "{} with {line_end:?}", source.path);
        }
        let marked = with_text(&source, &format!("\u{feff}{}", source.text));
        let moved = moved_by(&whole.findings, '\u{feff}'.len_utf8());
        assert_eq!(places(&lint_default(&marked).findings), moved, "{} with a byte order mark", source.path);
    }
}

#[test]
fn a_script_says_the_same_alone_and_in_a_page() {
    for source in sources_below("examples").iter().filter(|source| source.kind == FileKind::JavaScript) {
        let alone = lint_default(source);
        let head = "<!DOCTYPE html>\n<script>\n";
        let page = Source::new("page.html", FileKind::Html, &format!("{head}{}\n</script>\n", source.text));
        assert_eq!(places(&lint_default(&page).findings), moved_by(&alone.findings, head.len()), "{}", source.path);
    }
}

fn names(report: &Report) -> Vec<(&str, String)> {
    report.findings.iter().map(|finding| (finding.rule, finding.message.clone())).collect()
}

fn places(findings: &[Finding]) -> Vec<(&str, usize, usize)> {
    moved_by(findings, 0)
}

fn moved_by(findings: &[Finding], bytes: usize) -> Vec<(&str, usize, usize)> {
    findings
        .iter()
        .map(|finding| (finding.rule, finding.span.start as usize + bytes, finding.span.end as usize + bytes))
        .collect()
}

fn with_text(source: &Source, text: &str) -> Source {
    Source::new(&source.path, source.kind, text)
}

/// Lints the text and checks the report; a failure leaves the text in a file and names it.
fn check(source: &Source, what: &str) {
    let outcome = catch_unwind(AssertUnwindSafe(|| check_report(source)));
    if outcome.is_err() {
        let name = format!("{}-{}", what.replace(' ', "-"), source.path.replace(['/', '\\'], "-"));
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&kept, &*source.text).expect("the target folder can be written to");
        panic!(
            "{what} of {}: the report is not sound, or there is none; the text is in {}",
            source.path,
            kept.display()
        );
    }
}

fn check_report(source: &Source) {
    for region in read(source).all_regions() {
        check_span(source, "a region", region.span);
    }
    let report = lint(source, &Settings::default());
    let order: Vec<_> = report.findings.iter().map(|finding| (finding.span.start, finding.rule)).collect();
    assert!(order.is_sorted(), "not in order: {order:?}");
    for finding in &report.findings {
        assert!(!finding.message.is_empty());
        assert!(!finding.span.is_empty(), "{}: an empty place", finding.rule);
        check_span(source, finding.rule, finding.span);
        for label in &finding.related {
            check_span(source, finding.rule, label.span);
        }
        for fix in &finding.fixes {
            check_edits(source, finding.rule, &fix.edits);
            assert_ne!(apply(&source.text, [fix]), *source.text, "{}: a fix that changes nothing", finding.rule);
        }
    }
    let _fixed = apply(&source.text, report.findings.iter().flat_map(|finding| &finding.fixes));
}

fn check_span(source: &Source, rule: &str, span: Span) {
    let text: &str = &source.text;
    assert!(text.get(span.range()).is_some(), "{rule}: {span:?} is outside of the text or splits a character");
}

fn check_edits(source: &Source, rule: &str, edits: &[Edit]) {
    assert!(!edits.is_empty(), "{rule}: a fix without edits");
    for edit in edits {
        check_span(source, rule, edit.span);
    }
    assert!(edits.is_sorted_by(|one, next| one.span.end <= next.span.start), "{rule}: edits overlap: {edits:?}");
}

/// A small generator, so that a failing run fails again.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn piece(&mut self, text: &str) -> (usize, usize) {
        let (one, other) = (self.boundary(text), self.boundary(text));
        (one.min(other), one.max(other))
    }
}

fn mutate(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        match random.below(5) {
            0 => {
                let (start, end) = random.piece(&text);
                text.replace_range(start..end, "");
            }
            1 => {
                let (start, end) = random.piece(&text);
                let piece = text[start..end].to_owned();
                let at = random.boundary(&text);
                text.insert_str(at, &piece);
            }
            2 => {
                let (start, end) = random.piece(other);
                let at = random.boundary(&text);
                text.insert_str(at, &other[start..end]);
            }
            3 => {
                let at = random.boundary(&text);
                text.insert_str(at, WORDS[random.below(WORDS.len())]);
            }
            _ => {
                let at = random.boundary(&text);
                let width = text[at..].chars().next().map_or(0, char::len_utf8);
                text.replace_range(at..at + width, "");
            }
        }
    }
    text
}
