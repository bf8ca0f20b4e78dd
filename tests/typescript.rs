//! What is kept of TypeScript: the values, and the types that annotations name.

mod support;

use dwt_lint::facts::{ExprKind, Facts, MemberValue, Pattern, StatementKind, TypeRef, lower};
use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source};
use support::lint_default;

fn facts(code: &str) -> Facts {
    let source = Source::new("scan.ts", FileKind::TypeScript, code);
    let document = read(&source);
    assert!(document.regions.iter().all(|region| region.confident()), "does not parse: {code}");
    lower(&document)
}

fn shown(facts: &Facts, of: &TypeRef) -> String {
    let inner = of.arguments.iter().map(|it| it.as_ref().map_or_else(|| "?".to_owned(), |it| shown(facts, it)));
    let inner: Vec<String> = inner.collect();
    let path = facts.names.text(of.path);
    if inner.is_empty() { path.to_owned() } else { format!("{path}<{}>", inner.join(", ")) }
}

/// Each name that has a type, with it, in source order.
fn annotations(facts: &Facts) -> Vec<String> {
    let typed = facts.exprs().filter_map(|(expr, it)| Some((it.span, expr, facts.annotation(expr)?)));
    let mut typed: Vec<_> = typed.collect();
    typed.sort_by_key(|(span, ..)| *span);
    let name = |expr| match facts.kind(expr) {
        ExprKind::Name(name) => facts.names.text(*name).to_owned(),
        other => format!("{other:?}"),
    };
    typed.into_iter().map(|(_, expr, of)| format!("{}: {}", name(expr), shown(facts, of))).collect()
}

#[test]
fn types_of_variables_and_parameters_are_kept() {
    for (code, expected) in [
        ("let d: WebTwain;", "d: WebTwain"),
        ("const d: Dynamsoft . WebTwain | null = null;", "d: Dynamsoft.WebTwain"),
        ("let d: undefined | (WebTwain) | null;", "d: WebTwain"),
        ("let d!: readonly WebTwain[];", "d: Array<WebTwain>"),
        ("let p: Promise<WebTwain>;", "p: Promise<WebTwain>"),
        ("let m: Map<string, { a: 1 }>;", "m: Map<string, ?>"),
        ("function f(d: WebTwain, n?: number, ...rest: any[]) {}", "d: WebTwain, n: number"),
        ("const f = (d: WebTwain = g()): void => {};", "d: WebTwain"),
        ("declare const scanner: WebTwain, x: any;", "scanner: WebTwain, x: any"),
        ("let a: A | B; let b: (x: A) => B; let c: { d: WebTwain }; let e: typeof f; let g: A & B;", ""),
    ] {
        assert_eq!(annotations(&facts(code)).join(", "), expected, "{code}");
    }
}

#[test]
fn types_of_fields_and_results_are_kept() {
    let facts = facts(
        "class A<T> extends B<T> implements C {
            private dwt?: WebTwain; static #key: string = 'x'; declare y: number; plain = 1; [index: string]: any;
            constructor(private readonly scanner: WebTwain, other: Other, public n = 1) { super(); }
            get current(): WebTwain | undefined { return this.dwt; }
            set current(value) { this.dwt = value; }
            abstract missing(): void;
            load(this: A<T>, id: string): Promise<void> { return g(this); }
        }",
    );
    let (_, class) = facts.classes().next().expect("a class");
    let shown_member = |member: &dwt_lint::facts::ClassMember| {
        let key = member.key.map_or("?", |key| facts.names.text(key));
        let function = match member.value {
            MemberValue::Method(function) => Some(("method", function)),
            MemberValue::Getter(function) => Some(("getter", function)),
            MemberValue::Setter(function) => Some(("setter", function)),
            MemberValue::Field(_) | MemberValue::StaticBlock(_) => None,
        };
        let (word, of, count) = match function {
            Some((word, id)) => (word, facts.function(id).returns.as_ref(), facts.function(id).parameters.len()),
            None => ("field", member.annotation.as_ref(), 0),
        };
        format!("{word} {key}/{count}: {}", of.map_or_else(|| "?".to_owned(), |of| shown(&facts, of)))
    };
    let members: Vec<String> = class.members.iter().map(shown_member).collect();
    assert_eq!(
        members,
        [
            "field dwt/0: WebTwain",
            "field #key/0: string",
            "field y/0: number",
            "field plain/0: ?",
            "method constructor/3: ?",
            "getter current/0: WebTwain",
            "setter current/1: ?",
            "method load/1: Promise<void>",
        ]
    );
    assert!(class.superclass.is_some_and(|base| matches!(facts.kind(base), ExprKind::Name(_))));
}

#[test]
fn a_parameter_that_is_a_field_is_stored_in_it() {
    let facts = facts("class A { constructor(private dwt: WebTwain, other: B, readonly n: number) { f(); } }");
    let (_, constructor) = facts.functions().next().expect("a function");
    assert_eq!(constructor.body.len(), 3);
    let stored = constructor.body.iter().filter_map(|&statement| match facts.statement(statement).kind {
        StatementKind::Expression(expr) => match facts.kind(expr) {
            ExprKind::Assign { target: Pattern::Target(target), .. } => match facts.kind(*target) {
                ExprKind::Member { property, .. } => Some(facts.names.text(*property)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    assert_eq!(stored.collect::<Vec<_>>(), ["dwt", "n"]);
}

#[test]
fn imports_of_types_are_told_apart() {
    let facts = facts(
        "import type { WebTwain } from 'dwt'; import Dynamsoft, { type Viewer, Lib as L } from 'dwt';
         import all = require('dwt'); import type Default from 'x'; import Twain = Dynamsoft.DWT;
         export type { WebTwain }; export = all;",
    );
    let mut bindings = Vec::new();
    for (_, statement) in facts.statements() {
        let StatementKind::Import { bindings: found, .. } = &statement.kind else { continue };
        for binding in found {
            let ExprKind::Name(name) = *facts.kind(binding.local) else { panic!("a local name") };
            bindings.push((facts.names.text(name), binding.is_type));
        }
    }
    let expected =
        [("WebTwain", true), ("Dynamsoft", false), ("Viewer", true), ("L", false), ("all", false), ("Default", true)];
    assert_eq!(bindings, expected);
    let exports = facts.statements().filter(|(_, it)| matches!(it.kind, StatementKind::Export(_)));
    assert_eq!(exports.count(), 1);
}

#[test]
fn enumerations_are_objects() {
    let facts = facts("export enum Port { Plain = 80, Next, Text = 'x', 'quoted' = 443, Last }");
    let object = facts.exprs().find_map(|(_, it)| match &it.kind {
        ExprKind::Object(properties) => Some(properties),
        _ => None,
    });
    let members: Vec<String> = object
        .expect("an object")
        .iter()
        .map(|it| format!("{} {:?}", facts.names.text(it.key.expect("a key")), facts.kind(it.value)))
        .collect();
    let expected =
        ["Plain Number(80.0)", "Next Number(81.0)", "Text String(\"x\")", "quoted Number(443.0)", "Last Number(444.0)"];
    assert_eq!(members, expected);
}

/// The rule and the text of each finding.
fn found(name: &str, code: &str) -> Vec<(String, String)> {
    let source = Source::new(name, FileKind::of_path(name).expect("a file of ours"), code);
    let findings = lint_default(&source).findings.into_iter();
    findings.map(|finding| (finding.rule.to_owned(), finding.span.of(code).to_owned())).collect()
}

const PITFALL: &str = "DWObject.IfSSL = true; DWObject.HTTPPort = 80;";

#[test]
fn a_pitfall_is_found_wherever_typescript_has_code() {
    let mismatch = [("http-port-ssl-mismatch".to_owned(), "DWObject.HTTPPort = 80".to_owned())];
    for (name, before, after) in [
        ("a.ts", "function f<T>(this: Window, x: T): void { ", " }"),
        ("a.ts", "namespace App { export function f() { ", " } }"),
        ("a.ts", "@Component({ selector: 'a' }) export class A { @Input() x: number; @Host() f(): void { ", " } }"),
        ("a.ts", "abstract class A { abstract g(): void; protected async f?(): Promise<void> { ", " } }"),
        ("a.ts", "export default class { get x(): number { ", " return 1; } }"),
        ("a.mts", "const f = <T,>(x: T): x is T => { ", " return true; };"),
        ("a.cts", "export = function () { ", " };"),
        ("a.tsx", "const A = () => <Button<string> onClick={(): void => { ", " }} />;"),
        ("a.tsx", "const A: React.FC<Props> = ({ x }: Props) => <><b onClick={() => { ", " }}>{x!.y}</b></>;"),
        ("a.jsx", "const a = <A b={<B c={() => { ", " }} />}>text, 'it''s' {}</A>;"),
    ] {
        assert_eq!(found(name, &format!("{before}{PITFALL}{after}")), mismatch, "{before}…{after}");
    }
}

#[test]
fn types_alone_are_no_code() {
    for code in [
        "interface A { DWObject: { IfSSL: true; HTTPPort: 80 } } type B = A['DWObject']; declare module 'x' { const DWObject: any; }",
        "declare var DWObject: any; declare function f(DWObject: any): void; function g(x: string): void; function g(x: any) {}",
    ] {
        assert_eq!(found("a.ts", code), []);
    }
}
