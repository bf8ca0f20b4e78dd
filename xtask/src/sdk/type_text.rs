//! Types as the SDK's declarations write them: their text, and what of ours is in them.

use oxc_ast::ast::{FormalParameters, TSType, TSTypeLiteral, TSTypeName};
use oxc_span::GetSpan;

/// The text on one line, without comments and without the given namespaces in front of enumerations.
pub fn clean(text: &str, namespaces: &[&str]) -> String {
    let text = without_comments(text);
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (loose, tight) in [("( ", "("), (" )", ")"), (" ,", ","), (", }", " }"), ("; }", " }")] {
        text = text.replace(loose, tight);
    }
    for namespace in namespaces {
        text = text.replace(&format!("{namespace}.Enum"), "Enum");
    }
    text
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/*").into_iter().chain(rest.find("//")).min() {
        kept.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("/*") { "*/" } else { "\n" };
        rest = rest[at..].split_once(end).map_or("", |(_, after)| after);
        kept.push(' ');
    }
    kept.push_str(rest);
    kept
}

/// The object type that a type is, or is an array of, when it has members to name.
pub fn literal_in<'b, 'a>(given: &'b TSType<'a>) -> Option<&'b TSTypeLiteral<'a>> {
    match given {
        TSType::TSTypeLiteral(literal) => (!literal.members.is_empty()).then_some(literal),
        TSType::TSParenthesizedType(inner) => literal_in(&inner.type_annotation),
        TSType::TSArrayType(array) => literal_in(&array.element_type),
        TSType::TSUnionType(union) => union.types.iter().find_map(literal_in),
        TSType::TSTypeReference(reference) if is_wrapper(&reference.type_name) => {
            reference.type_arguments.as_ref().and_then(|arguments| arguments.params.iter().find_map(literal_in))
        }
        _ => None,
    }
}

/// The type of ours that a type is, promises, or is an array of.
pub fn type_given(given: &TSType, resolve: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match given {
        TSType::TSTypeReference(reference) => {
            if is_wrapper(&reference.type_name) {
                let arguments = reference.type_arguments.as_ref()?;
                return arguments.params.iter().find_map(|inner| type_given(inner, resolve));
            }
            resolve(&last_name(&reference.type_name)?)
        }
        TSType::TSParenthesizedType(inner) => type_given(&inner.type_annotation, resolve),
        TSType::TSArrayType(array) => type_given(&array.element_type, resolve),
        TSType::TSUnionType(union) => union.types.iter().find_map(|inner| type_given(inner, resolve)),
        TSType::TSIntersectionType(both) => both.types.iter().find_map(|inner| type_given(inner, resolve)),
        _ => None,
    }
}

fn is_wrapper(name: &TSTypeName) -> bool {
    last_name(name).is_some_and(|name| name == "Promise" || name == "Array")
}

fn last_name(name: &TSTypeName) -> Option<String> {
    match name {
        TSTypeName::IdentifierReference(name) => Some(name.name.to_string()),
        TSTypeName::QualifiedName(name) => Some(name.right.name.to_string()),
        TSTypeName::ThisExpression(_) => None,
    }
}

/// For a function type, the names of what it is called with.
pub fn callback_params(given: &TSType, source: &str) -> Option<Vec<String>> {
    match given {
        TSType::TSFunctionType(function) => Some(param_names(&function.params, source)),
        TSType::TSParenthesizedType(inner) => callback_params(&inner.type_annotation, source),
        TSType::TSUnionType(union) => {
            let is_absence = |part: &&TSType| {
                !matches!(part, TSType::TSNullKeyword(_) | TSType::TSUndefinedKeyword(_) | TSType::TSVoidKeyword(_))
            };
            let mut present = union.types.iter().filter(is_absence);
            let only = present.next()?;
            if present.next().is_some() { None } else { callback_params(only, source) }
        }
        _ => None,
    }
}

fn param_names(params: &FormalParameters, source: &str) -> Vec<String> {
    let text = |span: oxc_span::Span| source.get(span.start as usize..span.end as usize).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for param in &params.items {
        let mark = if param.optional { "?" } else { "" };
        names.push(format!("{}{mark}", clean(text(param.pattern.span()), &[])));
    }
    if let Some(rest) = &params.rest {
        names.push(format!("...{}", clean(text(rest.rest.argument.span()), &[])));
    }
    names
}
