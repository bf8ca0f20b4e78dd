//! A page whose islands are covered: the same text, byte for byte as long, in which code and markup can be read.
//!
//! An island that gives a value becomes a name that nobody can write; one that leaves something out becomes an `if`, where a
//! statement may stand; the others become blanks.

mod choices;
mod code;

use std::sync::Arc;

use crate::text::Span;

use super::islands::{Island, IslandKind};

/// What names that stand for islands are made of. Grammars take it for a letter; no keyboard writes it.
pub const COVER: char = '\u{7f}';

const MARK: u8 = 0x7f;

pub(super) struct Cover<'a> {
    host: &'a str,
    islands: &'a [Island],
    bytes: Vec<u8>,
}

impl<'a> Cover<'a> {
    /// Covers the islands so that the markup around them can be read.
    pub(super) fn new(host: &'a str, islands: &'a [Island]) -> Self {
        let mut cover = Self { host, islands, bytes: host.as_bytes().to_vec() };
        for island in islands {
            match island.kind {
                IslandKind::Value => cover.mark(island.span),
                IslandKind::Branch(_) | IslandKind::Statement | IslandKind::Comment => cover.blank(island.span),
            }
        }
        cover
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &str {
        // Islands begin and end between characters, and what covers them is ASCII.
        std::str::from_utf8(&self.bytes).unwrap_or(self.host)
    }

    pub(super) fn finish(self) -> Arc<str> {
        self.text().into()
    }

    fn mark(&mut self, span: Span) {
        self.bytes[span.range()].fill(MARK);
    }

    /// Line ends stay.
    pub(super) fn blank(&mut self, span: Span) {
        for byte in &mut self.bytes[span.range()] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    /// Writes `before`, a name, and `after`, all together as long as the span; false when there is no room.
    fn write(&mut self, span: Span, before: &str, after: &str) -> bool {
        let has_room = before.len() + after.len() < span.len();
        if has_room {
            self.mark(span);
            let (start, end) = (span.start as usize, span.end as usize);
            self.bytes[start..start + before.len()].copy_from_slice(before.as_bytes());
            self.bytes[end - after.len()..end].copy_from_slice(after.as_bytes());
        }
        has_room
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::islands::find;
    use crate::text::Template;

    /// Code as it is read, with names that stand for islands as underscores.
    fn covered(template: Template, code: &str) -> String {
        let islands = find(template, code);
        let mut cover = Cover::new(code, &islands);
        cover.cover_code(Span::new(0, code.len()));
        assert_eq!(cover.text().len(), code.len());
        cover.text().replace(COVER, "_")
    }

    #[test]
    fn values_become_names() {
        for (code, expected) in [
            ("var k = <?= $x ?>;", "var k = _;"),
            ("f(a, <?= $x ?>, b)", "f(a, _, b)"),
            ("x = 320 * <?= $x ?>;", "x = 320 * _;"),
            ("return <?= $x ?>", "return _"),
            ("x = '<?= f(\"it's\") ?>' + 1;", "x = '_' + 1;"),
            ("x = `a${<?= $x ?>}b`", "x = `a${_}b`"),
            ("x = /<?= $x ?>/.test(y)", "x = /_/.test(y)"),
            ("scan_<?= $x ?>(1)", "scan_ _(1)"),
            ("o = { <?= $x ?>: 1, a: <?= $x ?> }", "o = { _: 1, a: _ }"),
            ("a.<?= $x ?>();", "a._();"),
            ("var x = <?php f(); ?>;", "var x = _;"),
            ("// it's <?= $x ?>\nf()", "// it's _\nf()"),
            ("if (<?= $x ?>) { f(); }", "if (_) { f(); }"),
            ("var x = a ? <?= $x ?> : 1;", "var x = a ? _ : 1;"),
            ("x = y\n  <?= $x ?>", "x = y\n  _;"),
        ] {
            assert_eq!(shape(&covered(Template::Php, code)), shape(expected), "{code}");
        }
    }

    #[test]
    fn what_is_no_value_leaves_nothing_behind() {
        for (code, expected) in [
            ("<?php $a = 1; ?>\nf();", "                \nf();"),
            ("<?= $a ?>\nf();", "_;\nf();"),
            ("<?= $a ?> f();", "          f();"),
            ("<?= $a ?>;f();", "_;f();"),
            ("<?= $a ?>.f();", "_.f();"),
            ("f(<?php g() ?>);", "f(..._);"),
            ("f([<?php g() ?> 1]);", "f([..._, 1]);"),
            ("f(1<?= $a ?>)", "f(1,..._)"),
            ("{ x = 1 <?= $a ?>; }", "{ x = 1 +_; }"),
        ] {
            assert_eq!(shape(&covered(Template::Php, code)), shape(expected), "{code}");
        }
    }

    #[test]
    fn choices_between_statements_become_conditions() {
        for (template, code, expected) in [
            (Template::Blade, "@if ($step == 2) f(); @else g(); @endif h();", "if(_){ f(); }else{ g(); }      h();"),
            (
                Template::Php,
                "<?php if ($a): ?>\nf()\n<?php elseif ($b): ?>g()<?php endif; ?>",
                "if(_){\nf()\n}else if(_){g()}               ",
            ),
            (
                Template::Jinja,
                "f();{% for x in y %}{% if x %}g(){% endif %}{% endfor %}",
                "f();if(_){if(_){g()}          }           ",
            ),
            (
                Template::Ejs,
                "f(function () { <% if (x) { %> g(); <% } %> });",
                "f(function () { if(_){ g(); }       });",
            ),
            (Template::Asp, "<% If x Then %>f()<% End If %>", "if(_){f()}           "),
        ] {
            assert_eq!(shape(&covered(template, code)), shape(expected), "{code}");
        }
    }

    #[test]
    fn choices_between_values_are_one_value() {
        for (code, expected) in [
            ("x = {% if a %}1{% else %}2{% endif %};", "x = _ ;"),
            ("f(a{% if b %}, c{% endif %});", "f(a,..._);"),
            ("f([{% for x in y %} '{{ x }}', {% endfor %}]);", "f([..._]);"),
            ("o = { {% if a %}b: 1,{% endif %} c: 2 };", "o = { ..._, c: 2 };"),
            ("x = 80{% if a %}+ 1{% endif %};", "x = 80+_;"),
            ("x = 'a{% if b %}c{% endif %}d';", "x = 'a_c_d';"),
        ] {
            assert_eq!(shape(&covered(Template::Jinja, code)), shape(expected), "{code}");
        }
    }

    /// With one underscore for any number of them.
    fn shape(text: &str) -> String {
        let mut shape = String::new();
        text.chars().filter(|&c| c != ' ').for_each(|c| {
            if c != '_' || !shape.ends_with('_') {
                shape.push(c);
            }
        });
        shape
    }

    #[test]
    fn a_choice_that_crosses_brackets_is_none() {
        let code = "{% if a %} if (x) { {% endif %} f(); {% if a %} } {% endif %}";
        assert_eq!(covered(Template::Jinja, code).split_whitespace().collect::<String>(), "if(x){f();}");
        let open = "{% endif %} f(); {% if a %} g();";
        assert_eq!(covered(Template::Jinja, open).split_whitespace().collect::<String>(), "f();g();");
    }
}
