//! The round trip of every host language: the same pitfalls are found, and at their exact places, wherever it has code.

mod support;

use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source};
use support::lint_default;

/// Three pitfalls: in two statements, and in an argument.
const PITFALLS: &str = "DWObject.IfSSL = true; DWObject.HTTPPort = 80; \
     f(Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GREY); DWObject.SelectSourceX();";

/// What is found in them: the rule, and the text that it is found at.
const FINDINGS: [(&str, &str); 3] = [
    ("http-port-ssl-mismatch", "DWObject.HTTPPort = 80"),
    ("unknown-enum-member", "TWPT_GREY"),
    ("unknown-member", "SelectSourceX"),
];

/// Where the pitfalls go in a host.
const HERE: &str = "¤";

fn source(name: &str, text: &str) -> Source {
    Source::new(name, FileKind::of_path(name).expect("a file that is linted"), text)
}

/// The rule and the place of each finding.
fn found(source: &Source) -> Vec<(String, usize, usize)> {
    let findings = lint_default(source).findings.into_iter();
    findings.map(|it| (it.rule.to_owned(), it.span.start as usize, it.span.end as usize)).collect()
}

/// Puts the pitfalls into a host, and looks for nothing but them there.
fn round_trip(name: &str, host: &str) {
    let at = host.find(HERE).expect("a place for the pitfalls");
    let source = source(name, &host.replace(HERE, PITFALLS));
    let expected: Vec<_> = FINDINGS
        .iter()
        .map(|(rule, text)| {
            let start = at + PITFALLS.find(text).expect("a part of the pitfalls");
            ((*rule).to_owned(), start, start + text.len())
        })
        .collect();
    assert_eq!(found(&source), expected, "{name}:\n{}", source.text);
    assert_eq!(found(&crate::source(name, &host.replace(HERE, ""))), [], "{name} without the pitfalls:\n{host}");
}

/// Whether all code of a host parses, whatever its islands are.
fn parses(name: &str, text: &str) -> bool {
    read(&source(name, text)).all_regions().all(|region| region.parses)
}

#[test]
fn scripts_of_every_kind_are_read() {
    for name in ["a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx"] {
        round_trip(name, "'é😀'; ¤");
    }
}

/// Islands as each language writes them: a value, and what begins, goes on with and ends a choice.
const LANGUAGES: [(&str, [&str; 4]); 16] = [
    ("a.php", ["<?= f(\"it's ?>\") ?>", "<?php if ($a == '}'): ?>", "<?php else: ?>", "<?php endif; ?>"]),
    ("a.phtml", ["<?php echo $x; ?>", "<?php if ($a) { ?>", "<?php } else { ?>", "<?php } ?>"]),
    ("a.blade.php", ["{{ env('KEY') }}", "@if ($step == 2)", "@else", "@endif"]),
    ("b.blade.php", ["{!! $x->f(\"'\") !!}", "@isset($a['b'])", "@else", "@endisset"]),
    ("a.aspx", ["<%= f(\"it's\") %>", "<% if (a) { %>", "<% } else { %>", "<% } %>"]),
    ("a.asp", ["<%=x%>", "<% If x = \"'\" Then %>", "<% Else %>", "<% End If %>"]),
    ("a.ascx", ["<%# Eval(\"x\") %>", "<% foreach (var x in y) { %>", "<% } else { %>", "<% } %>"]),
    ("a.cshtml", ["@Html.Raw(f(\"it's\", '\"'))", "@if (a) { <text>", "</text> } else { <text>", "</text> }"]),
    ("b.cshtml", ["@(a ? \"'\" : b[0])", "@foreach (var a in b) { <text>", "</text> } else { <text>", "</text> }"]),
    ("a.jsp", ["${x['it']}", "<% if (a) { %>", "<% } else { %>", "<% } %>"]),
    ("b.jsp", ["<c:out value=\"${x}\"/>", "<c:when test=\"${a > '1'}\">", "</c:when> <c:otherwise>", "</c:otherwise>"]),
    ("a.ejs", ["<%- f('it') -%>", "<% if (a) { -%>", "<% } else { %>", "<% } %>"]),
    ("a.html.erb", ["<%= f(\"it's\") %>", "<% if a %>", "<% else %>", "<% end -%>"]),
    ("a.hbs", ["{{{f \"it's\"}}}", "{{#if a}}", "{{else}}", "{{/if}}"]),
    ("a.html.twig", ["{{ {'a': {'b': \"it's\"}}|json }}", "{% if a == '1' %}", "{% else %}", "{% endif %}"]),
    ("a.liquid", ["{{ x | f: \"it's\" }}", "{%- unless a -%}", "{% else %}", "{% endunless %}"]),
];

/// Places of a script where pages put a value: `V` is the island.
const VALUES: [&str; 12] = [
    "var k = V;",
    "f(a, V, b);",
    "f(V);",
    "g('V', \"V\", `V`);",
    "var u = 'x/V' + V + \"V/y\";",
    "w = 320 * V;",
    "var o = { a: V, b: [V, 1] };",
    "if (V) { f(); }",
    "scan_V();",
    "V\nf();",
    "// V\n/* V */",
    "var t = function () { return V; };",
];

/// Places where they put a choice: `I` begins it, `E` is its other half, `F` ends it.
const CHOICES: [&str; 6] = [
    "I f(1); E g(2); F",
    "function s() { I return 1; E return 2; F }",
    "var c = I 1 E 2 F;",
    "f({ I a: 1, E a: 2, F b: 3 });",
    "var s = 'I a E b F';",
    "f([I 1, E 2, F 3]);",
];

#[test]
fn pitfalls_are_found_beside_values_of_the_server() {
    for (name, [value, ..]) in LANGUAGES {
        for place in VALUES {
            let code = place.replace('V', value);
            for host in [
                format!("<p>é</p>\r\n<script>\n{code}\n¤\n</script>"),
                format!("<script>function start() {{ ¤ }}\n{code}</script>"),
                format!(
                    "<p>{value}</p><a href='{value}' {value} title={value}>x</a>\n<script>¤\n{code}</script><b>{value}"
                ),
            ] {
                assert!(parses(name, &host.replace(HERE, PITFALLS)), "{name}: does not parse:\n{host}");
                round_trip(name, &host);
            }
        }
    }
}

#[test]
fn pitfalls_are_found_beside_and_inside_of_choices() {
    for (name, [_, begin, other, end]) in LANGUAGES {
        let choice =
            |text: &str| text.replace("I ", &format!("{begin} ")).replace("E ", &format!("{other} ")).replace('F', end);
        for place in CHOICES {
            let host = format!("<script>{}\n¤</script>", choice(place));
            assert!(parses(name, &host.replace(HERE, PITFALLS)), "{name}: does not parse:\n{host}");
            round_trip(name, &host);
        }
        round_trip(
            name,
            &format!("<table>{begin} <tr><td>1</td></tr> {other} <tr></tr> {end}</table><script>¤</script>"),
        );
        round_trip(name, &format!("<script>{}</script>", choice("f(); I ¤ E g(); F h();")));
        round_trip(name, &format!("<script>{}</script>", choice("f(); I g(); E ¤ F h();")));
    }
}

#[test]
fn what_only_one_choice_does_is_not_held_against_the_other() {
    for (name, [_, begin, other, end]) in LANGUAGES {
        let text = format!(
            "<script>{begin} DWObject.IfSSL = true; DWObject.HTTPPort = 443; {other} DWObject.IfSSL = false; \
             DWObject.HTTPPort = 80; {end}\n{begin} DWObject.SelectSource(); {end}</script>"
        );
        assert_eq!(found(&source(name, &text)), [], "{name}:\n{text}");
    }
}

#[test]
fn values_of_the_server_are_not_known() {
    for (name, [value, ..]) in LANGUAGES {
        for code in [
            "DWObject.IfSSL = true; DWObject.HTTPPort = V;",
            "DWObject.IfSSL = V; DWObject.HTTPPort = 80;",
            "Dynamsoft.DWT.ProductKey = 'V';",
            "DWObject.HTTPUpload('V/scan', [0], 1, 1, f, g);",
            "DWObject.V(); DWObject['V'] = 1; DWObject.xV = 2;",
            "DWObject.IfSSL = true; DWObject.HTTPPort = 80 + V;",
            "DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.V;",
        ] {
            let text = format!("<script>{}</script>", code.replace('V', value));
            assert_eq!(found(&source(name, &text)), [], "{name}:\n{text}");
        }
    }
}

#[test]
fn two_signs_of_razor_are_one_and_no_island() {
    for host in [
        "<p>a@@b.org</p><script>var mail = 'a@@b.org'; ¤</script>",
        "<script>/* @@x */ f(\"@@media\", `@@`); ¤</script>",
        "<b onclick=\"f('a@@b'); ¤\">@@c</b>",
    ] {
        assert!(parses("a.cshtml", &host.replace(HERE, PITFALLS)), "{host}");
        round_trip("a.cshtml", host);
    }
}

#[test]
fn handlers_are_read_beside_islands() {
    for (name, [value, begin, _, end]) in LANGUAGES {
        round_trip(name, &format!("<b id='{value}' {begin} hidden {end} onclick=\"f({value}); ¤\">x</b>"));
    }
}

#[test]
fn nothing_inside_of_an_island_is_linted() {
    for (name, island) in [
        ("a.php", "<?php echo '<script>DWObject.SelectSourceX()</script>'; ?>"),
        ("a.php", "<?php // it's <script>DWObject.SelectSourceX()</script>"),
        ("a.php", "<?php $a = <<<HTML\n<script>DWObject.SelectSourceX()</script> ?>\nHTML;"),
        ("a.aspx", "<script runat=\"server\">DWObject.SelectSourceX();</script>"),
        ("a.aspx", "<%-- <script>DWObject.SelectSourceX()</script> --%>"),
        ("a.cshtml", "@{ var DWObject = new Scanner(); DWObject.SelectSourceX(); }"),
        ("a.cshtml", "@* <script>DWObject.SelectSourceX()</script> *@"),
        ("a.ejs", "<script>var x = <%= DWObject.SelectSourceX() %>;</script>"),
        ("a.jsp", "<%! void f() { DWObject.SelectSourceX(); } %>"),
        ("a.html.erb", "<%# <script>DWObject.SelectSourceX()</script> %>"),
        ("a.hbs", "{{!-- <script>DWObject.SelectSourceX()</script> --}}"),
        ("a.twig", "{# <script>DWObject.SelectSourceX()</script> #}"),
        ("a.liquid", "{% comment %}<script>DWObject.SelectSourceX()</script>{% endcomment %}"),
        ("a.blade.php", "{{-- <script>DWObject.SelectSourceX()</script> --}}"),
    ] {
        assert_eq!(found(&source(name, island)), [], "{name}: {island}");
    }
}

#[test]
fn a_page_with_islands_is_not_sure_of_what_it_lacks() {
    let page = "<script>var a = 1;</script><p>V</p>";
    for (name, [value, ..]) in LANGUAGES {
        let is_sure = |text: &str| read(&source(name, text)).regions.iter().all(|region| region.confident());
        assert!(!is_sure(&page.replace('V', value)), "{name}");
        assert!(is_sure(page), "{name}");
    }
}

#[test]
fn pages_of_no_known_template_language_are_guessed_at() {
    round_trip("a.html", "<script>{% if a %}f('{{ it's }}');{% endif %} var x = {{ x }}; ¤</script>");
    round_trip("a.html", "<script>var x = <?php echo 'a' ?>; g(<%= y %>); ¤</script>");
    round_trip("a.html", "<script>if (a) {{ f(); ¤ }}</script>");
    let key = source("a.html", "<script>Dynamsoft.DWT.ProductKey = '{{ key }}'; DWObject.HTTPPort = 443;</script>");
    assert_eq!(found(&key), []);
}

#[test]
fn scripts_of_components_are_read() {
    for (name, host) in [
        ("a.vue", "<template><p>é</p></template>\r\n<script>\r\n¤\r\n</script>\r\n"),
        ("a.vue", "<script setup>\nimport a from 'a';\nconst b = 1;¤</script><template><p/></template>"),
        ("a.vue", "<script lang=\"ts\">let a: B = <C>d;¤</script><style lang=\"scss\">.a { b: c }</style>"),
        ("a.vue", "<script lang=\"tsx\">const a = <p/> as B;¤</script>"),
        ("a.vue", "<script>export default { methods: { send() { ¤ } } };</script>"),
        ("a.vue", "<template lang=\"pug\">p(@click=\"DWObject.SelectSourceX()\")</template><script>¤</script>"),
        ("a.svelte", "<p>é {x > 1 ? '}' : `<script>`}</p>\n<script>let a = { b: 1 };\n¤</script>"),
        ("a.svelte", "<script context=\"module\" lang='ts'>let a: B;¤</script><script>let c;</script>"),
        ("a.svelte", "<script>$: { ¤ }</script>{#if a < b}<p class:a on:click={() => {}}/>{/if}"),
        ("a.svelte", "<p on:click={() => { ¤ }}>x</p>"),
    ] {
        round_trip(name, host);
    }
}

/// Scripts that give a component the instance `unit`.
const VUE_SCRIPTS: [&str; 6] = [
    "<script setup>const unit = Dynamsoft.DWT.GetWebTwain('a');</script>",
    "<script setup>import { shallowRef } from 'vue'; const unit = shallowRef(null);\n\
     function start() { unit.value = Dynamsoft.DWT.GetWebTwain('a'); }</script>",
    "<script>export default { data() { return { unit: null }; }, mounted() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } };</script>",
    "<script lang='ts'>@Component export default class Page extends Vue { unit: WebTwain | null = null; }</script>",
    "<script>export default defineComponent({ setup() { const unit = ref(); const start = () => { unit.value = Dynamsoft.DWT.GetWebTwain('a'); }; return { unit }; } });</script>",
    "<script>let made = null;</script><script setup>made = Dynamsoft.DWT.GetWebTwain('a'); const unit = made;</script>",
];

const SVELTE_SCRIPTS: [&str; 3] = [
    "<script>let unit; function start() { unit = Dynamsoft.DWT.GetWebTwain('a'); }</script>",
    "<script context=\"module\">const made = Dynamsoft.DWT.GetWebTwain('a');</script><script>$: unit = made;</script>",
    "<script lang=\"ts\">let unit: WebTwain = $state(null);</script>",
];

/// A misspelt member of `unit` at every kind of place of a template.
const VUE_PLACES: [&str; 11] = [
    "<b @click=\"unit.SelectSourceX()\"/>",
    "<b v-on:click.once='unit.SelectSourceX(); done = true'/>",
    "<b @click=\"() => unit.SelectSourceX()\"/>",
    "<b @click=\"function () { unit.SelectSourceX(); }\"/>",
    "<b @click=\"f(&quot;é&quot;); unit.SelectSourceX()\"/>",
    "<b :class=\"{ a: unit.SelectSourceX(), b }\"/>",
    "<b v-bind:a=unit.SelectSourceX() v-else/>",
    "<b v-if=\"unit && unit.SelectSourceX()\"/>",
    "<b v-for=\"(a, i) in unit.SelectSourceX()\" :key=\"i\"/>",
    "<b>é {{ unit.SelectSourceX() | round }}</b>",
    "<A #b=\"{ c }\"><b @click=\"c.SelectSourceX(unit.SelectSourceX())\"/></A>",
];

const SVELTE_PLACES: [&str; 9] = [
    "<b on:click={() => unit.SelectSourceX()}>x</b>",
    "<b onclick={function () { unit.SelectSourceX(); }}/>",
    "<b title=\"é {unit.SelectSourceX()}\"/>",
    "<b {...unit.SelectSourceX()}/>",
    "<b>{unit.SelectSourceX() > 1 ? '}' : 2}</b>",
    "{#if a}{:else if unit.SelectSourceX()}{/if}",
    "{#each unit.SelectSourceX() as a, i (a.id)}{a}{/each}",
    "{#await unit.SelectSourceX() then a}{a}{/await}",
    "{#each a as b}{@const c = unit.SelectSourceX()}{@html c}{/each}",
];

#[test]
fn templates_see_what_their_scripts_declare() {
    let vue = VUE_PLACES.map(|place| format!("<template>\n<div>{place}</div></template>"));
    let svelte = SVELTE_PLACES.map(str::to_owned);
    for (name, scripts, places) in [("a.vue", &VUE_SCRIPTS[..], &vue[..]), ("a.svelte", &SVELTE_SCRIPTS, &svelte)] {
        for (script, place) in scripts.iter().flat_map(|script| places.iter().map(move |place| (script, place))) {
            for text in [format!("{script}\n{place}"), format!("{place}\r\n{script}")] {
                let at = text.find("unit.SelectSourceX").expect("the pitfall") + "unit.".len();
                let expected = ("unknown-member".to_owned(), at, at + "SelectSourceX".len());
                assert_eq!(found(&source(name, &text)), [expected], "{text}");
                assert!(parses(name, &text), "{name}: does not parse:\n{text}");
            }
        }
    }
}

#[test]
fn names_that_a_template_declares_are_not_those_of_the_script() {
    for (name, template) in [
        ("a.vue", "<template><b v-for=\"unit in list\" @click=\"unit.SelectSourceX()\"/></template>"),
        ("a.vue", "<template><A v-slot:a=\"{ unit }\">{{ unit.SelectSourceX() }}</A></template>"),
        ("a.vue", "<template><A #default=\"{ item: unit }\">{{ unit.SelectSourceX() }}</A></template>"),
        ("a.vue", "<template><b @click=\"(unit) => unit.SelectSourceX()\"/></template>"),
        ("a.vue", "<template><b>x</b></template><docs>{{ unit.SelectSourceX() }}</docs>"),
        ("a.vue", "<template><b><!-- {{ unit.SelectSourceX() }} --></b></template>"),
        ("a.svelte", "{#each list as { unit }}{unit.SelectSourceX()}{/each}"),
        ("a.svelte", "{#snippet a(unit)}{unit.SelectSourceX()}{/snippet}"),
        ("a.svelte", "<A let:unit>{unit.SelectSourceX()}</A><!-- {unit.SelectSourceX()} -->"),
    ] {
        let scripts = if name == "a.vue" { &VUE_SCRIPTS[..] } else { &SVELTE_SCRIPTS };
        for script in scripts {
            assert_eq!(found(&source(name, &format!("{script}{template}"))), [], "{script}{template}");
        }
    }
    let options = "<script>const unit = Dynamsoft.DWT.GetWebTwain('a'); export default {};</script>";
    let template = "<template>{{ unit.SelectSourceX() }}</template>";
    assert_eq!(found(&source("a.vue", &format!("{options}{template}"))), [], "what is not exposed is not seen");
}

#[test]
fn names_that_a_template_declares_are_seen_where_they_are_declared() {
    let vue = "<script setup>const unit = Dynamsoft.DWT.GetWebTwain('a');</script><template>";
    let svelte = "<script>const unit = Dynamsoft.DWT.GetWebTwain('a');</script>";
    for (name, page) in [
        (
            "a.vue",
            format!(
                "{vue}<b v-for=\"unit in list\">{{{{ unit.b() }}}}</b><i @click=\"unit.SelectSourceX()\"/></template>"
            ),
        ),
        (
            "a.vue",
            format!("{vue}<i @click=\"unit.SelectSourceX()\"/><A #b=\"{{ unit }}\">{{{{ unit.b() }}}}</A></template>"),
        ),
        ("a.vue", format!("{vue}<A #b=\"{{ unit: x }}\">{{{{ unit.SelectSourceX() }}}}</A></template>")),
        ("a.svelte", format!("{svelte}<A let:unit><b>{{unit.b()}}</b></A>{{unit.SelectSourceX()}}")),
        ("a.svelte", format!("{svelte}<A let:unit={{x}}>{{unit.SelectSourceX()}}</A>")),
        ("a.svelte", format!("{svelte}{{#each list as unit}}{{unit.b()}}{{/each}}{{unit.SelectSourceX()}}")),
        ("a.svelte", format!("{svelte}{{#if a}}{{@const unit = b}}{{unit.b()}}{{/if}}{{unit.SelectSourceX()}}")),
        ("a.svelte", format!("{svelte}{{#await p}}{{unit.SelectSourceX()}}{{:then unit}}{{unit.b()}}{{/await}}")),
    ] {
        let start = page.find("SelectSourceX").expect("the pitfall");
        let expected = ("unknown-member".to_owned(), start, start + "SelectSourceX".len());
        assert_eq!(found(&source(name, &page)), [expected], "{page}");
    }
}

#[test]
fn stores_of_svelte_are_what_they_hold() {
    let store = "<script>import { writable } from 'svelte/store'; const unit = writable(null);
        unit.set(Dynamsoft.DWT.GetWebTwain('a'));</script>";
    for use_ in
        ["<script>function go() { $unit.SelectSourceX(); }</script>", "<b on:click={() => $unit.SelectSourceX()}/>"]
    {
        let page = format!("{store}{use_}");
        assert_eq!(found(&source("a.svelte", &page)).len(), 1, "{page}");
    }
    let rune = "<script>let unit = $state(null); $state.SelectSourceX(); function go($unit) { $unit.SelectSourceX(); }</script>";
    assert_eq!(found(&source("a.svelte", rune)), []);
}

#[test]
fn fences_of_markdown_are_read() {
    for host in [
        "# é\r\n\r\n```js\r\n¤\r\n```\r\n",
        "~~~~ typescript {1,3} title=\"a\"\n```\nlet a: B;\n¤\n~~~~",
        "1. a\n\n   ```jsx\n   x = <p/>;\n   ¤\n   ```\n",
        "> - ```tsx\n>   ¤\n>   ```\n",
        "- a\n  > ```javascript\n  > f(`\n  > `);\n  > ¤\n  > ```\n",
        "```html\n<p onclick='f()'>é</p><script>¤</script>\n```\n",
        "> ```vue\n> <script setup>\n> ¤</script>\n> ```\n",
        "```svelte\n<script>¤</script>{#if a}{/if}\n```",
        "```php\n<?php if ($a): ?><script>var a = <?= $b ?>; ¤</script><?php endif; ?>\n```\n",
        "```cshtml\n@if (a) { <script>var a = @b; ¤</script> }\n```\n",
        "```js\n¤",
    ] {
        round_trip("a.md", host);
    }
}

#[test]
fn a_fence_is_a_program_of_its_own_and_an_excerpt() {
    for text in [
        "```js\nconst unit = Dynamsoft.DWT.GetWebTwain('a');\n```\n```js\nunit.SelectSourceX();\n```\n",
        "```js\nDWObject.IfSSL = true;\n```\n```js\nDWObject.HTTPPort = 80;\n```\n",
        "    DWObject.IfSSL = true; DWObject.HTTPPort = 80;\n",
        "`DWObject.IfSSL = true; DWObject.HTTPPort = 80`\n",
        "```text\nDWObject.IfSSL = true; DWObject.HTTPPort = 80;\n```\n",
        "<!-- dwt-lint-disable-file http-port-ssl-mismatch -->\n\n```js\nDWObject.IfSSL = true; DWObject.HTTPPort = 80;\n```\n",
    ] {
        assert_eq!(found(&source("a.md", text)), [], "{text}");
    }
    let key = "```js\nDynamsoft.DWT.ProductKey = 'YOUR-PRODUCT-KEY'; DWObject.HTTPPort = 443;\n```\n";
    assert_eq!(found(&source("a.md", key)), [], "the reader is to put in a key");
    let misspelt = source("a.md", "```js\nDynamsoft.DWT.EnumDWT_PixelType.TWPT_GREY;\n```\n");
    let findings = lint_default(&misspelt).findings;
    assert!(findings.len() == 1 && findings[0].fixes.is_empty(), "a text is not changed: {findings:?}");
    let excerpt = source("a.md", "```js\nDWObject.AcquireImage();\n```\n");
    assert!(read(&excerpt).all_regions().all(|region| !region.confident()) && read(&excerpt).excerpts.len() == 1);
}
