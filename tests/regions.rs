//! Where code is found in a file, and that its offsets are the file's.

use dwt_lint::syntax::{Document, Grammar, Region, Role, read};
use dwt_lint::text::{FileKind, Source};

fn page(text: &str) -> Source {
    Source::new("page.html", FileKind::Html, text)
}

fn script(text: &str) -> Source {
    Source::new("file.js", FileKind::JavaScript, text)
}

fn handler(attribute: &str) -> Role {
    Role::Handler { attribute: attribute.to_owned() }
}

/// Role and host text of each region.
fn regions(source: &Source) -> Vec<(Role, &str)> {
    let document = read(source);
    document.regions.iter().map(|region| (region.role.clone(), region.span.of(&source.text))).collect()
}

/// The host text of every node of a kind, in all regions.
fn nodes(source: &Source, kind: &str) -> Vec<String> {
    let document = read(source);
    let mut found = Vec::new();
    let parts = document.regions.iter().flat_map(|region| region.parts.iter().map(move |part| (region, part)));
    for (region, part) in parts {
        let mut cursor = part.tree.walk();
        'walk: loop {
            let node = cursor.node();
            if node.kind() == kind {
                found.push(region.code.host(node.start_byte(), node.end_byte()).of(&source.text).to_owned());
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    break 'walk;
                }
            }
        }
    }
    found
}

fn only<'d, 's>(document: &'d Document<'s>) -> &'d Region<'s> {
    assert_eq!(document.regions.len(), 1);
    &document.regions[0]
}

#[test]
fn a_script_file_is_one_region() {
    let source = script("\u{feff}const 😀a = 1;\r\nf('é');\r\n");
    assert_eq!(regions(&source), [(Role::File, &*source.text)]);
    assert_eq!(nodes(&source, "call_expression"), ["f('é')"]);
    let plain = script("\u{feff}let a = 1\r\nf(2)\r\n");
    assert!(only(&read(&plain)).confident());
    assert_eq!(nodes(&plain, "call_expression"), ["f(2)"]);
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let source = script("let a = 1\rf(a) // no\rg(a)\r");
    assert!(only(&read(&source)).confident());
    assert_eq!(nodes(&source, "call_expression"), ["f(a)", "g(a)"]);
    let inline = page("<p>\r<script>\r<!--\rf()\r//-->\r</script>\r<b onclick='g()\rh()'>");
    assert_eq!(nodes(&inline, "call_expression"), ["f()", "g()", "h()"]);
}

#[test]
fn scripts_of_a_page_keep_the_offsets_of_the_page() {
    let source = page(
        "\u{feff}<!DOCTYPE html>\r\n<p>😀</p>\r\n<script>\r\n  f('é');\r\n</script>\r\n<SCRIPT TYPE=Module>g()</SCRIPT>\n\
         <script type='text/javascript' defer>h()</script><script language=JavaScript>i()</script>",
    );
    assert_eq!(
        regions(&source),
        [
            (Role::ClassicScript, "\r\n  f('é');\r\n"),
            (Role::ModuleScript, "g()"),
            (Role::ClassicScript, "h()"),
            (Role::ClassicScript, "i()"),
        ]
    );
    assert_eq!(nodes(&source, "call_expression"), ["f('é')", "g()", "h()", "i()"]);
    assert!(
        read(&source).regions.iter().all(|region| region.confident() && region.parts[0].grammar == Grammar::JavaScript)
    );
}

#[test]
fn a_script_whose_tag_is_broken_is_read_once() {
    let source = page("<script<script>>f()</script>");
    assert_eq!(read(&source).regions.len(), 1);
}

#[test]
fn a_broken_script_does_not_swallow_the_next() {
    let source = page("<script>if (a) {</script><script>f()</script>");
    let document = read(&source);
    let confident: Vec<_> = document.regions.iter().map(|region| region.confident()).collect();
    assert_eq!(confident, [false, true]);
}

#[test]
fn what_is_not_javascript_is_left_alone() {
    let source = page(
        "<script type='application/json'>{\"a\": 1}</script><script type=importmap>{}</script>\
         <script type='text/x-handlebars'>{{x}}</script><script type=\"text/template\"><b onclick='f()'></b></script>\
         <script language=vbscript>x</script><style>a { b: c }</style><script> \n </script><script></script>\
         <!-- <script>f()</script> <b onclick='f()'> --><p>script f()</p><p data-on='f()'></p>",
    );
    assert_eq!(regions(&source), []);
    let comment = read(&source).html_comments[0];
    assert_eq!(comment.of(&source.text), "<!-- <script>f()</script> <b onclick='f()'> -->");
}

#[test]
fn sources_of_scripts_and_ids_of_elements_are_kept() {
    let source = page(
        "<script src='Resources/dynamsoft.webtwain.config.js'></script><script src=a.js>ignored()</script>\
         <script SRC=\"b.js?x=1&amp;y=2\"></script><script type=text/template src=c.js></script><img src=d.png>\
         <div id=\"dwtcontrolContainer\"></div><b ID=x></b>",
    );
    let document = read(&source);
    let texts = |list: &[(String, dwt_lint::text::Span)]| -> Vec<_> {
        list.iter().map(|(text, span)| (text.clone(), span.of(&source.text).to_owned())).collect()
    };
    let pair = |text: &str, host: &str| (text.to_owned(), host.to_owned());
    assert_eq!(
        texts(&document.script_sources),
        [
            pair("Resources/dynamsoft.webtwain.config.js", "Resources/dynamsoft.webtwain.config.js"),
            pair("a.js", "a.js"),
            pair("b.js?x=1&y=2", "b.js?x=1&amp;y=2"),
        ]
    );
    assert_eq!(texts(&document.element_ids), [pair("dwtcontrolContainer", "dwtcontrolContainer"), pair("x", "x")]);
    assert!(document.regions.is_empty());
}

#[test]
fn handlers_are_code_however_they_are_quoted() {
    let source = page(
        "<body onload=\"return f('x');\"><b onClick='g(\"y\")'></b><b ONCHANGE=h()></b><b onclick></b><b onclick=''></b>\
         <i ONCLICK=\"JavaScript: i()\"></i><a href=\"javascript:j()\">x</a><a href='page.html'>y</a>\
         <a HREF=' javascript:void(0)'></a>",
    );
    assert_eq!(
        regions(&source),
        [
            (handler("onload"), "return f('x');"),
            (handler("onclick"), "g(\"y\")"),
            (handler("onchange"), "h()"),
            (handler("onclick"), " i()"),
            (handler("href"), "j()"),
            (handler("href"), "void(0)"),
        ]
    );
    assert!(read(&source).regions.iter().all(|region| region.confident()));
}

#[test]
fn entities_in_handlers_are_decoded_and_spans_lead_back() {
    let source = page("<p>é😀</p><b onclick=\"f(&quot;a&quot;, b &lt; 1 &amp;&amp; c); g(&#39;é&#39;)\">");
    let document = read(&source);
    let region = only(&document);
    assert!(region.confident());
    assert_eq!(region.code.text(), "f(\"a\", b < 1 && c); g('é')");
    assert_eq!(nodes(&source, "string"), ["&quot;a&quot;", "&#39;é&#39;"]);
    assert_eq!(nodes(&source, "identifier"), ["f", "b", "c", "g"]);
    assert_eq!(nodes(&source, "<"), ["&lt;"]);
    assert_eq!(nodes(&source, "&&"), ["&amp;&amp;"]);
}

#[test]
fn an_entity_hidden_by_the_javascript_prefix_is_decoded_too() {
    let source = page("<a href=\"javascript:f(&#39;a&#39;)\">");
    assert_eq!(regions(&source), [(handler("href"), "f(&#39;a&#39;)")]);
    assert_eq!(nodes(&source, "string"), ["&#39;a&#39;"]);
}

#[test]
fn comment_lines_of_old_pages_are_legal() {
    let source = page("<script><!-- hide\nf()\n//-->\n</script><script>\n<!--\ng()\n-->\n</script>");
    assert!(read(&source).regions.iter().all(|region| region.confident()));
    assert_eq!(nodes(&source, "call_expression"), ["f()", "g()"]);
}

#[test]
fn an_unclosed_script_runs_to_the_end() {
    let source = page("<p>\n<script>\nf(1)\n");
    assert_eq!(regions(&source), [(Role::ClassicScript, "\nf(1)\n")]);
}

#[test]
fn scripts_of_broken_pages_are_found() {
    for text in [
        "<div <p class=><script>f(1)</script>",
        "<% if (a < b) { %><script>f(1)</script><% } %>",
        "</div></p><td><script>f(1)</script></table>",
        "a < b && c <script>f(1)</script>",
        "<script type=\"text/javascript\" <?= $x ?> >f(1)</script>",
        "<![if !IE]><script>f(1)</script><![endif]>",
        "<b onclick=a=b><script>f(1)</script>",
        "<p =x \"y\"><script>\n<!--\nf(1)\n//-->\n</script>",
    ] {
        let calls = nodes(&page(text), "call_expression");
        assert_eq!(calls, ["f(1)"], "{text}");
    }
}

#[test]
fn jsx_that_the_javascript_grammar_rejects_is_read_as_tsx() {
    let source = script("const a = <div class=\"x\" for=\"y\">{f(1)}</div>;\n");
    let document = read(&source);
    assert_eq!(only(&document).parts[0].grammar, Grammar::Tsx);
    assert!(only(&document).confident());
    assert_eq!(nodes(&source, "call_expression"), ["f(1)"]);
}

#[test]
fn what_no_grammar_reads_stays_javascript() {
    let source = script("f(1);\nif (\n");
    let document = read(&source);
    assert_eq!(only(&document).parts[0].grammar, Grammar::JavaScript);
    assert!(!only(&document).confident());
}

/// The text of each part of a script, and whether it is one of TSX.
fn parts(source: &Source) -> Vec<(&str, bool)> {
    let document = read(source);
    let parts = only(&document).parts.iter();
    parts.map(|part| (part.span.of(&source.text), part.grammar == Grammar::Tsx)).collect()
}

#[test]
fn a_broken_function_leaves_the_others_as_they_are() {
    let (before, after) = ("var a = 1;\n", "function c() {\n  g();\n}\n");
    for broken in ["function b() { if (x { }\n\n", "function b() { f(`a); }\n\n", "function b() {\n\n", "/* b\n\n"] {
        let text = [before, broken, after].concat();
        let source = script(&text);
        assert_eq!(parts(&source), [(before, false), (broken, false), (after, false)]);
        assert!(!only(&read(&source)).parses);
        let page = page(&format!("<script>\n  {}</script>", text.replace('\n', "\n  ")));
        assert_eq!(nodes(&page, "call_expression").last().map(String::as_str), Some("g()"), "{text}");
    }
}

#[test]
fn what_only_looks_cut_apart_is_read_as_a_whole() {
    for code in [
        "(function () {\nfunction a() {}\n\nfunction b( {}\n\nfunction c() {}\n})();",
        "function a( {}\n\nfunction b() {}\n\nfunction c( {}\n",
        "f(`\na;\n\nb\n`);\n\nfunction c() {}\n",
    ] {
        assert_eq!(parts(&script(code)), [(code, false)]);
    }
}

#[test]
fn a_stretch_with_types_is_read_as_typescript() {
    let source = script("function a() {}\n\nfunction b(x: number) {}\n\nfunction c() {}\n");
    let expected =
        [("function a() {}\n\n", false), ("function b(x: number) {}\n\n", true), ("function c() {}\n", false)];
    assert_eq!(parts(&source), expected);
    assert!(only(&read(&source)).confident());
}

#[test]
fn deep_nesting_is_survived() {
    for open in ["(", "[", "{", "<div>", "<script>", "${`", "!"] {
        let deep = open.repeat(200_000);
        for source in [script(&deep), page(&deep), page(&format!("<script>{deep}</script>"))] {
            let document = read(&source);
            assert!(document.regions.len() < 200_001, "{open}");
        }
    }
}

#[test]
fn many_lost_scripts_and_comments_are_survived() {
    for piece in ["<b <script>f(1)</script>", "<!-- <script> --><%", "<b onclick='(", "<script ", "<scripts>"] {
        let source = page(&piece.repeat(20_000));
        assert!(read(&source).regions.len() <= 20_000, "{piece}");
    }
}

#[test]
fn what_is_commented_out_on_an_unreadable_page_is_no_code() {
    let source = page(&format!("{}<script>g()</script>", "<!-- <script>f()</script> --><%".repeat(20_000)));
    assert_eq!(regions(&source), [(Role::ClassicScript, "g()")]);
}

#[test]
fn scripts_without_a_body_do_not_hide_a_lost_one() {
    let empty = "<script src='a.js'></script><SCRIPT></SCRIPT>".repeat(10);
    let source = page(&format!("<p =\"x\" <b>{empty}<script type='text/javascript' <?= $x ?> >f(1)</script>"));
    assert_eq!(nodes(&source, "call_expression"), ["f(1)"]);
    assert_eq!(read(&source).script_sources.len(), 10);
}

#[test]
fn every_name_that_is_taken_for_an_instance_is_looked_for() {
    assert!(dwt_lint::syntax::mentions_sdk(dwt_lint::settle::MARKER));
    for name in dwt_lint::sdk::semantics::INSTANCE_NAMES {
        assert!(dwt_lint::syntax::mentions_sdk(name), "{name}");
    }
}
