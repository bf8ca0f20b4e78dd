//! Names in the template of a component. Vue resolves them to what its script declares, and to members of the component;
//! what a reference holds is meant by its name alone.

use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::Node;

use super::Lowering;
use crate::facts::{Element, ExprId, ExprKind, Facts, Name, Pattern, Statement, StatementKind, TemplateLocals, Unit};
use crate::syntax::{Role, TemplateElement, TemplateScope};
use crate::text::Span;

/// Functions that give an object whose `value` is meant where a template names it.
const REFERENCES: [&str; 5] = ["ref", "shallowRef", "computed", "customRef", "toRef"];

/// Functions of Svelte itself.
const RUNES: [&str; 7] = ["state", "derived", "props", "effect", "bindable", "inspect", "host"];

/// What the names in a template stand for.
#[derive(Debug, Default)]
pub struct TemplateNames {
    /// Those of the script.
    seen: FxHashSet<Name>,
    /// Those of them that are references.
    references: FxHashSet<Name>,
    sees_members: bool,
}

impl TemplateNames {
    /// By the scripts, which are lowered already.
    pub fn of(facts: &mut Facts, scope: &TemplateScope) -> Self {
        let event = [("$event".to_owned(), Span { start: 0, end: u32::MAX })];
        let locals = scope.locals.iter().chain(&event);
        let locals = locals.map(|(local, seen)| (facts.names.intern(local), *seen)).collect();
        facts.template_locals = TemplateLocals::new(locals);
        let mut names = Self { sees_members: scope.sees_members, ..Self::default() };
        let scripts = facts.units.iter().filter(|unit| matches!(unit.role, Role::ComponentScript { .. }));
        let is_seen = scripts.clone().any(|unit| unit.role == Role::ComponentScript { is_seen: true });
        for &statement in scripts.filter(|_| is_seen).flat_map(|unit| &unit.body) {
            names.add(facts, &facts.statement(statement).kind);
        }
        names
    }

    fn add(&mut self, facts: &Facts, statement: &StatementKind) {
        let mut declared: Vec<ExprId> = Vec::new();
        match statement {
            StatementKind::Declare { declarations, .. } => {
                for declaration in declarations {
                    declaration.target.each_target(&mut |target| declared.push(target));
                    if let Pattern::Target(target) = declaration.target
                        && declaration.value.is_some_and(|value| gives_reference(facts, value))
                    {
                        self.references.extend(name_of(facts, target));
                    }
                }
            }
            StatementKind::Function(function) => declared.extend(facts.function(*function).name),
            StatementKind::Class(class) => declared.extend(facts.class(*class).name),
            StatementKind::Import { bindings, .. } => declared.extend(bindings.iter().map(|binding| binding.local)),
            _ => {}
        }
        self.seen.extend(declared.into_iter().filter_map(|name| name_of(facts, name)));
    }
}

/// Adds the tags of a template that give components values. Its expressions are lowered already.
pub fn add_elements(facts: &mut Facts, elements: &[TemplateElement]) {
    let values: FxHashMap<u32, ExprId> = template_expressions(facts).collect();
    for element in elements {
        let mut properties = Vec::new();
        for (name, place) in &element.properties {
            let name = facts.names.intern(name);
            properties.extend(values.get(&place.start).map(|&value| (name, value)));
        }
        let name = facts.names.intern(&element.component);
        let component = facts.add_expr(element.name, ExprKind::Name(name));
        let statement = Statement { kind: StatementKind::Expression(component), span: element.name };
        let body = vec![facts.add_statement(statement)];
        let (role, span) = (Role::Template, element.name);
        facts.units.push(Unit { role, span, body, wrecks: Vec::new(), is_confident: true, is_module: true });
        facts.elements.push(Element { component, properties: properties.into() });
    }
}

/// By where they start.
fn template_expressions(facts: &Facts) -> impl Iterator<Item = (u32, ExprId)> {
    let units = facts.units.iter().filter(|unit| unit.role == Role::Template);
    units.filter_map(|unit| match unit.body.as_slice() {
        [only] => match facts.statement(*only).kind {
            StatementKind::Expression(value) => Some((unit.span.start, value)),
            _ => None,
        },
        _ => None,
    })
}

fn name_of(facts: &Facts, expr: ExprId) -> Option<Name> {
    match facts.kind(expr) {
        ExprKind::Name(name) => Some(*name),
        _ => None,
    }
}

fn gives_reference(facts: &Facts, value: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = facts.kind(value) else { return false };
    name_of(facts, *callee).is_some_and(|name| REFERENCES.contains(&facts.names.text(name)))
}

impl<'t> Lowering<'_, 't> {
    /// A name where it is used.
    pub(super) fn identifier(&mut self, node: Node<'t>) -> ExprId {
        let Some(names) = self.template.filter(|names| names.sees_members) else {
            return self.store(node).unwrap_or_else(|| self.name_expr(node));
        };
        let name = self.name(node);
        let span = self.span(node);
        if self.own_names.contains(&name) {
            return self.facts.add_expr(span, ExprKind::Name(name));
        }
        let (object, property) = if names.references.contains(&name) {
            (ExprKind::Name(name), self.facts.names.intern("value"))
        } else if names.seen.contains(&name) {
            return self.facts.add_expr(span, ExprKind::Name(name));
        } else {
            (ExprKind::This, name)
        };
        let object = self.facts.add_expr(span, object);
        self.facts.add_expr(span, ExprKind::Member { object, property, property_span: span })
    }

    /// What a store of Svelte holds, by the name of the store with a `$` before it.
    fn store(&mut self, node: Node<'t>) -> Option<ExprId> {
        let name = self.text(node).strip_prefix('$').filter(|_| self.facts.has_stores)?.to_owned();
        if !name.starts_with(char::is_alphabetic) || RUNES.contains(&&*name) {
            return None;
        }
        let name = self.facts.names.intern(&name);
        let property = self.facts.names.intern("value");
        let span = self.span(node);
        let object = self.facts.add_expr(span, ExprKind::Name(name));
        Some(self.facts.add_expr(span, ExprKind::Member { object, property, property_span: span }))
    }

    /// The names that the functions in an expression declare.
    pub(super) fn find_own_names(&mut self, root: Node<'t>) {
        const DECLARING: [&str; 3] = ["parameters", "parameter", "name"];
        let mut queue = vec![(root, false)];
        while let Some((node, is_declared)) = queue.pop() {
            if is_declared && matches!(node.kind(), "identifier" | "shorthand_property_identifier_pattern") {
                let name = self.name(node);
                self.own_names.insert(name);
            }
            let mut cursor = node.walk();
            if !cursor.goto_first_child() {
                continue;
            }
            loop {
                let declares = cursor.field_name().is_some_and(|field| DECLARING.contains(&field));
                queue.push((cursor.node(), is_declared || declares));
                if !cursor.goto_next_sibling() {
                    break;
                }
            }
        }
    }
}
