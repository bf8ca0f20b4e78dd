use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Renderer, Style};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Padding, Snippet, normalize_untrusted_str};

use crate::lint::is_mendable;
use crate::report::{Finding, Fix, Safety, Severity};
use crate::rules;
use crate::text::{Encoding, LineIndex, Span};

use super::excerpt::Page;
use super::hint::{Gutter, hint};
use super::redact;
use super::redact::{holds_key, product_keys};
use super::run::{FileFindings, Run};

/// Wide enough that only the labels of a line can still need cutting.
const WIDTH: usize = 180;

/// What the reader's terminal can show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    /// ANSI styles.
    pub styles: bool,
    /// Hyperlinks by OSC 8.
    pub links: bool,
}

/// Code frames in the manner of rustc.
#[must_use]
pub fn pretty(run: &Run, abilities: Abilities) -> String {
    let (renderer, arrow) =
        if abilities.styles { (Renderer::styled(), DEFAULT_LINE_NUM_STYLE) } else { (Renderer::plain(), Style::new()) };
    let links = abilities.links;
    let look =
        Look { renderer: renderer.term_width(WIDTH).hyperlink(links), arrow, is_styled: abilities.styles, links };
    run.files.iter().flat_map(|file| frames(file, &look)).collect()
}

struct Look {
    renderer: Renderer,
    arrow: Style,
    is_styled: bool,
    links: bool,
}

fn frames(file: &FileFindings, look: &Look) -> Vec<String> {
    let text: &str = &file.source.text;
    let (lines, keys) = (LineIndex::new(text), product_keys(text));
    let page = Page { text, lines: &lines, keys: &keys };
    file.findings.iter().map(|finding| frame(finding, file, page, look) + "\n\n").collect()
}

fn frame(finding: &Finding, file: &FileFindings, page: Page<'_>, look: &Look) -> String {
    let related: Vec<Span> = finding.related.iter().map(|label| page.first_line_of(label.span)).collect();
    let spans: Vec<Span> = std::iter::once(finding.span).chain(related.iter().copied()).collect();
    let excerpt = page.excerpt(&spans);
    let related = related.iter().zip(&finding.related).map(|(&span, label)| {
        let place = visible(excerpt.place(span), &excerpt.text);
        AnnotationKind::Context.span(place).label(plain(&label.message))
    });
    let primary = AnnotationKind::Primary.span(visible(excerpt.place(finding.span), &excerpt.text));
    let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.first_line);
    let code = Group::with_level(level(finding.severity)).element(snippet.annotation(primary).annotations(related));
    let gutter = Gutter { width: excerpt.last_line().to_string().len(), is_styled: look.is_styled };
    let origin = origin(finding, &file.source.path, page, gutter.width, look.arrow);
    let frame = look.renderer.render(&[code.elements(notes(finding, look.links))]);
    let fixes = finding.fixes.iter().filter(|fix| !holds_key(fix)).map(|fix| help(fix, file, page, gutter, look));
    format!("{}\n{origin}\n{frame}{}", title(finding, look), fixes.collect::<String>())
}

fn title(finding: &Finding, look: &Look) -> String {
    let title = level(finding.severity).primary_title(plain(&finding.message)).id(finding.rule);
    let title = match rules::find(finding.rule) {
        Some(rule) => title.id_url(rule.url()),
        None => title,
    };
    look.renderer.render(&[Group::with_title(title)])
}

/// A fix: what it does, how to get it, and the lines that it changes.
fn help(fix: &Fix, file: &FileFindings, page: Page<'_>, gutter: Gutter, look: &Look) -> String {
    let how = match fix.safety {
        _ if !is_mendable(fix, &file.broken) => "by hand: the code around it does not parse",
        Safety::Safe => "--fix",
        Safety::Unsafe => "--fix --unsafe-fixes",
    };
    let title = Level::HELP.with_name("fix").secondary_title(format!("{} ({how})", plain(&fix.title)));
    format!("\n{}\n{}", look.renderer.render(&[Group::with_title(title)]), hint(fix, page, gutter))
}

/// The place in the columns of editors; the renderer would count its own.
fn origin(finding: &Finding, path: &str, page: Page<'_>, gutter: usize, arrow: Style) -> String {
    let place = page.lines.place(page.text, finding.span.start as usize, Encoding::Utf16);
    format!("{:gutter$}{arrow}-->{arrow:#} {}:{}:{}", "", plain(path), place.line + 1, place.column + 1)
}

/// A terminal with links has the page of the rule behind the rule's name.
fn notes(finding: &Finding, has_links: bool) -> Vec<Element<'static>> {
    let help = finding.help.as_deref().map(|help| Level::HELP.message(plain(help)));
    let codes = finding.codes.first().map(|first| {
        let codes: Vec<String> = finding.codes.iter().map(i32::to_string).collect();
        let note = format!("{} (dwt-lint explain {first})", codes.join(", "));
        Level::NOTE.with_name("codes").message(note)
    });
    let page =
        rules::find(finding.rule).filter(|_| !has_links).map(|rule| Level::NOTE.with_name("rule").message(rule.url()));
    let notes: Vec<Element<'static>> = [help, codes, page].into_iter().flatten().map(Element::from).collect();
    if notes.is_empty() { notes } else { std::iter::once(Padding.into()).chain(notes).collect() }
}

/// Without product keys, and without what would steer a terminal.
fn plain(text: &str) -> String {
    normalize_untrusted_str(&redact(text))
}

/// An empty place is shown as one character, where there is one on its line.
fn visible(place: Range<usize>, text: &str) -> Range<usize> {
    let next = text.get(place.start..).and_then(|rest| rest.chars().next());
    match next {
        Some(character) if place.is_empty() && character != '\n' => place.start..place.start + character.len_utf8(),
        _ => place,
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Edit, Label};

    fn shown(text: &str, finding: Finding) -> String {
        pretty(&run(text, vec![finding]), Abilities::default())
    }

    #[test]
    fn a_frame_tells_the_whole_story() {
        let text = "d.IfSSL = true;\nd.HTTPPort = 80;\n";
        let mut found = finding(16, 31);
        found.related = vec![Label { span: Span::new(0, 14), message: "IfSSL is set here".into() }];
        found.help = Some("use the TLS port".into());
        found.codes = vec![-2003, -2301];
        let expected = "\
error[some-rule]: this is wrong
 --> a.js:2:1
  |
1 | d.IfSSL = true;
  | -------------- IfSSL is set here
2 | d.HTTPPort = 80;
  | ^^^^^^^^^^^^^^^
  |
  = help: use the TLS port
  = codes: -2003, -2301 (dwt-lint explain -2003)

";
        assert_eq!(shown(text, found), expected);
    }

    #[test]
    fn a_fix_is_shown_as_the_lines_that_it_changes() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.into() };
        let mut found = finding(0, 3);
        let edits = vec![edit(27, 27, "\r\nmore();"), edit(0, 3, "good"), edit(10, 20, "")];
        found.fixes = vec![Fix { title: "Mend it".into(), safety: Safety::Unsafe, edits }];
        let frame = shown("bad();\n\n\n\nlonely();\nlast();\n", found);
        let expected = "\
fix: Mend it (--fix --unsafe-fixes)
  |
1 - bad();
1 + good();
...
5 - lonely();
6 | last();
6 + more();
  |
";
        assert!(frame.contains(expected), "{frame}");
    }

    #[test]
    fn what_a_fix_only_adds_is_shown_with_the_line_after_it() {
        let mut found = finding(8, 11);
        let edits = vec![Edit { span: Span::new(8, 8), text: "more();\n".into() }];
        found.fixes = vec![Fix { title: "Mend it".into(), safety: Safety::Safe, edits }];
        let frame = shown("good();\nbad();\n", found);
        assert!(frame.contains("fix: Mend it (--fix)\n  |\n2 + more();\n2 | bad();\n  |\n"), "{frame}");
    }

    #[test]
    fn a_fix_in_code_that_does_not_parse_is_for_people() {
        let mut found = finding(0, 3);
        let edits = vec![Edit { span: Span::new(0, 3), text: "good".into() }];
        found.fixes = vec![Fix { title: "Mend it".into(), safety: Safety::Safe, edits }];
        let mut run = run("bad( {", vec![found]);
        run.files[0].broken = vec![Span::new(0, 6)];
        let frame = pretty(&run, Abilities::default());
        assert!(frame.contains("fix: Mend it (by hand: the code around it does not parse)"), "{frame}");
    }

    #[test]
    fn a_terminal_with_links_has_the_page_behind_the_name() {
        let mut found = finding(0, 3);
        found.rule = rules::RULES[0].id;
        let run = run("bad", vec![found]);
        let linked = pretty(&run, Abilities { styles: false, links: true });
        let link = format!("\u{1b}]8;;{}\u{1b}\\", rules::RULES[0].url());
        assert!(linked.contains(&link) && !linked.contains("= rule: "), "{linked}");
        assert!(pretty(&run, Abilities::default()).contains(&format!("= rule: {}", rules::RULES[0].url())));
    }

    #[test]
    fn a_related_place_of_many_lines_is_shown_by_its_first() {
        let text = "d.Select(\n  ok,\n  no\n);\nbad();\n";
        let mut found = finding(24, 27);
        found.related = vec![Label { span: Span::new(0, 22), message: "selected here".into() }];
        let frame = shown(text, found);
        assert!(frame.contains("1 | d.Select(\n  | --------- selected here\n"), "{frame}");
    }

    #[test]
    fn columns_are_those_of_editors() {
        assert!(shown("\u{feff}bad", finding(3, 6)).contains("--> a.js:1:1\n"));
        let emoji = shown("\"😀😀\"; bad", finding(12, 15));
        assert!(emoji.contains("--> a.js:1:9\n"), "{emoji}");
        assert!(shown("a\r\t  bad", finding(5, 8)).contains("--> a.js:2:4\n"));
    }

    #[test]
    fn the_caret_stands_under_what_it_means() {
        let frame = shown("x = 1; bad()", finding(7, 10));
        let lines: Vec<&str> = frame.lines().collect();
        assert_eq!(lines[3].find("bad"), lines[4].find("^^^"), "{frame}");
    }

    #[test]
    fn places_that_are_hard_to_show_are_shown() {
        for (text, start, end) in [("", 0, 0), ("a", 1, 1), ("a\n", 2, 2), ("a\r\nb", 0, 4), ("a\0\u{1b}[31m", 1, 3)] {
            let frame = shown(text, finding(start, end));
            assert!(frame.contains("--> a.js:") && !frame.contains('\u{1b}'), "{frame}");
        }
        let minified = format!("{}bad{}", "x=1;".repeat(5000), "y=2;".repeat(5000));
        let frame = shown(&minified, finding(20_000, 20_003));
        assert!(frame.contains("bad") && frame.contains("a.js:1:20001\n"), "{frame}");
        assert!(frame.lines().all(|line| line.len() < 200), "{frame}");
    }

    #[test]
    fn user_text_cannot_style_the_terminal() {
        let mut found = finding(0, 1);
        found.message = "a \u{1b}[31m name".into();
        found.help = Some("\u{1b}]0;title".into());
        found.related = vec![Label { span: Span::new(0, 1), message: "\u{1b}[1m".into() }];
        assert!(!shown("a", found).contains('\u{1b}'));
    }

    proptest::proptest! {
        #[test]
        fn any_place_in_any_text_can_be_shown(
            text in "([ab\t\r\n\u{feff}é😀\u{301}\u{1b}]|t0068[A-Z]{30}|x{170}){0,12}", one in 0..400_usize, other in 0..400_usize
        ) {
            let mut found = finding(one.min(other), one.max(other));
            found.related = vec![Label { span: Span::new(other, other), message: "here".into() }];
            let edits = vec![Edit { span: found.span, text: "new\u{1b}\n".into() }, Edit { span: Span::new(400, 401), text: String::new() }];
            found.fixes = vec![Fix { title: "Mend".into(), safety: Safety::Safe, edits }];
            let run = run(&text, vec![found]);
            let frame = pretty(&run, Abilities::default());
            proptest::prop_assert!(frame.contains("--> a.js:") && !frame.contains('\u{1b}'), "{}", frame);
            proptest::prop_assert!(!crate::render::json(&run).is_empty() && !crate::render::concise(&run).is_empty());
        }
    }
}
