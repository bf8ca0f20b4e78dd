//! The lowering walk against `queries/ecma/facts.scm`: two ways to the same facts.

mod support;

use std::collections::HashSet;

use dwt_lint::facts::{ExprKind, Facts, StatementKind, lower};
use dwt_lint::syntax::{Document, Grammar, read};
use dwt_lint::text::{FileKind, Source, Span};
use support::sources_below;
use tree_sitter::{Query, QueryCursor, StreamingIterator};

const FACTS: &str = include_str!("../queries/ecma/facts.scm");

/// The closed vocabulary of the query.
const VOCABULARY: [&str; 9] = ["call", "new", "member", "write", "binding", "scope", "import", "await", "number"];

fn query(grammar: Grammar) -> Query {
    Query::new(&grammar.language(), FACTS).expect("the query fits the grammar")
}

#[test]
fn the_query_compiles_for_every_grammar_and_its_vocabulary_is_closed() {
    for grammar in [Grammar::JavaScript, Grammar::TypeScript, Grammar::Tsx] {
        let query = query(grammar);
        let names: HashSet<&str> = query.capture_names().iter().copied().collect();
        assert_eq!(names, HashSet::from(VOCABULARY), "{grammar:?}");
    }
}

/// What the query finds in a document that parsed, as names and places in the host.
fn queried(document: &Document<'_>) -> HashSet<(&'static str, Span)> {
    let mut found = HashSet::new();
    let confident = document.regions.iter().filter(|region| region.confident());
    for (region, part) in confident.flat_map(|region| region.parts.iter().map(move |part| (region, part))) {
        let query = query(part.grammar);
        let mut cursor = QueryCursor::new();
        let mut captures = cursor.captures(&query, part.tree.root_node(), region.code.text().as_bytes());
        while let Some((matched, index)) = captures.next() {
            let capture = &matched.captures()[*index];
            let name = query.capture_names()[capture.index as usize];
            let name = VOCABULARY.into_iter().find(|known| *known == name).expect("the vocabulary is closed");
            found.insert((name, region.code.host(capture.node.start_byte(), capture.node.end_byte())));
        }
    }
    found
}

/// The same of what lowering found.
fn lowered(facts: &Facts) -> HashSet<(&'static str, Span)> {
    let mut found = HashSet::new();
    for (_, expr) in facts.exprs() {
        let name = match expr.kind {
            ExprKind::Call { .. } => "call",
            ExprKind::New { .. } => "new",
            ExprKind::Member { .. } | ExprKind::Index { .. } => "member",
            ExprKind::Assign { .. } | ExprKind::Update { .. } => "write",
            ExprKind::Name(_) => "binding",
            ExprKind::Await(_) => "await",
            ExprKind::Number(_) => "number",
            _ => continue,
        };
        found.insert((name, expr.span));
    }
    found.extend(facts.functions().map(|(_, function)| ("scope", function.span)));
    for (_, statement) in facts.statements() {
        if matches!(statement.kind, StatementKind::Import { .. }) {
            found.insert(("import", statement.span));
        }
    }
    found
}

/// Code for the forms that the other samples happen not to have.
const FORMS: &str = "
import Dynamsoft, { WebTwain as Twain } from 'dwt';
import * as all from './all.js';
label: for (let i = 0, n = 5; i < n; i++) { if (i) continue label; else break; }
for (const [key, value] of pairs) while (key--) do { value.x += 1; } while (value['y'] ||= 2);
switch (a?.b?.[c](...d)) { case -1: f(); default: throw new Error(`${g(h)}`, { cause: 3 }); }
try { await import('./x.js'); } catch { (j, k)(); } finally { delete l.m; }
class N extends O(5) { #p = q.r; static { s(); } get t() { return this.#p; } async *u({ v = w(), ...x }, [y, , z]) { yield* y; } }
const object = { [computed()]: 1, method() { return 2; }, arrow: 0, 'quoted': () => ({ a: b.c }), ...rest() };
export default async function () { return (await e)?.f ?? typeof new.target; }
export const tagged = tag`x${h.i}y`, element = <A.B c={() => d(6)} {...e.f}>{g.h}</A.B>;
";

const TYPED_FORMS: &str = "
import type { A } from 'a'; import B = require('b'); import C = D.E.F; declare const g: A; declare module 'h';
enum I { J = 1, K = l(2) } namespace M { export const n = o(3); } abstract class P extends Q<A> implements A {
    constructor(private r: A, readonly s = t(4)) { super(<A>r, s!.u as A); } abstract v(): void; protected w?: A = x[y]; }
function* z<T extends A>(this: A, b: T, c?: number): T { yield b satisfies T; for (const d of e<A>(f)) { d.g += 5; } }
export default (await (h as any))?.i!.j;
";

#[test]
fn lowering_finds_all_that_the_query_finds() {
    let mut sources = sources_below("tests/silence");
    sources.extend(sources_below("examples"));
    let forms = Source::new("forms.js", FileKind::JavaScript, FORMS);
    assert!(read(&forms).regions.iter().all(|region| region.confident()), "the forms parse");
    let typed = Source::new("forms.ts", FileKind::TypeScript, TYPED_FORMS);
    assert!(read(&typed).regions.iter().all(|region| region.confident()), "the typed forms parse");
    sources.extend([forms, typed]);
    let mut compared = 0;
    for source in sources {
        let document = read(&source);
        let (queried, lowered) = (queried(&document), lowered(&lower(&document)));
        let missing: Vec<_> = queried.difference(&lowered).map(|(name, span)| (name, span.of(&source.text))).collect();
        assert!(missing.is_empty(), "{}: lowering missed {missing:#?}", source.path);
        compared += queried.len();
    }
    assert!(compared > 1_000, "only {compared} facts compared");
}
