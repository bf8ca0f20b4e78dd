//! Node kinds and fields of the ECMAScript grammars as enums, so that lowering compares numbers and not strings.

use std::sync::OnceLock;

use crate::syntax::Grammar;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($variant,)* Other }

        impl $name {
            pub const ALL: &[(Self, &str)] = &[$((Self::$variant, $text)),*];
        }
    };
}

vocabulary! {
    /// The named node kinds that lowering tells apart.
    Kind {
        Program = "program", Comment = "comment", HtmlComment = "html_comment", Error = "ERROR",
        ExpressionStatement = "expression_statement", VariableDeclaration = "variable_declaration",
        LexicalDeclaration = "lexical_declaration", UsingDeclaration = "using_declaration",
        VariableDeclarator = "variable_declarator", StatementBlock = "statement_block", IfStatement = "if_statement",
        ElseClause = "else_clause", ForStatement = "for_statement", ForInStatement = "for_in_statement",
        WhileStatement = "while_statement", DoStatement = "do_statement", SwitchStatement = "switch_statement",
        SwitchBody = "switch_body", SwitchCase = "switch_case", SwitchDefault = "switch_default",
        TryStatement = "try_statement", CatchClause = "catch_clause", FinallyClause = "finally_clause",
        ReturnStatement = "return_statement", ThrowStatement = "throw_statement", BreakStatement = "break_statement",
        ContinueStatement = "continue_statement", LabeledStatement = "labeled_statement",
        StatementIdentifier = "statement_identifier", EmptyStatement = "empty_statement", WithStatement = "with_statement",
        ImportStatement = "import_statement", ImportClause = "import_clause", NamedImports = "named_imports",
        NamespaceImport = "namespace_import", ImportSpecifier = "import_specifier", ExportStatement = "export_statement",
        ExportClause = "export_clause", ExportSpecifier = "export_specifier",
        FunctionDeclaration = "function_declaration", GeneratorFunctionDeclaration = "generator_function_declaration",
        FunctionExpression = "function_expression", GeneratorFunction = "generator_function",
        ArrowFunction = "arrow_function", MethodDefinition = "method_definition", FormalParameters = "formal_parameters",
        ClassDeclaration = "class_declaration", AbstractClassDeclaration = "abstract_class_declaration", Class = "class",
        ClassBody = "class_body", ClassHeritage = "class_heritage", ExtendsClause = "extends_clause",
        FieldDefinition = "field_definition", PublicFieldDefinition = "public_field_definition",
        ClassStaticBlock = "class_static_block", RequiredParameter = "required_parameter",
        OptionalParameter = "optional_parameter",
        Identifier = "identifier", ShorthandProperty = "shorthand_property_identifier",
        ShorthandPattern = "shorthand_property_identifier_pattern", PropertyIdentifier = "property_identifier",
        PrivateProperty = "private_property_identifier", This = "this", Super = "super", Undefined = "undefined",
        Null = "null", True = "true", False = "false", Number = "number", String = "string",
        TemplateString = "template_string", TemplateSubstitution = "template_substitution",
        StringFragment = "string_fragment", EscapeSequence = "escape_sequence",
        HtmlCharacterReference = "html_character_reference", MemberExpression = "member_expression",
        SubscriptExpression = "subscript_expression", CallExpression = "call_expression", NewExpression = "new_expression",
        Arguments = "arguments", Object = "object", Pair = "pair", SpreadElement = "spread_element",
        ComputedPropertyName = "computed_property_name", Array = "array", ObjectPattern = "object_pattern",
        ArrayPattern = "array_pattern", PairPattern = "pair_pattern", RestPattern = "rest_pattern",
        AssignmentPattern = "assignment_pattern", ObjectAssignmentPattern = "object_assignment_pattern",
        AssignmentExpression = "assignment_expression",
        AugmentedAssignment = "augmented_assignment_expression", UpdateExpression = "update_expression",
        UnaryExpression = "unary_expression", BinaryExpression = "binary_expression",
        TernaryExpression = "ternary_expression", SequenceExpression = "sequence_expression",
        AwaitExpression = "await_expression", ParenthesizedExpression = "parenthesized_expression",
        AsExpression = "as_expression", SatisfiesExpression = "satisfies_expression",
        NonNullExpression = "non_null_expression", TypeAnnotation = "type_annotation", TypeArguments = "type_arguments",
        TypeAssertion = "type_assertion", InstantiationExpression = "instantiation_expression",
        NestedIdentifier = "nested_identifier", EnumDeclaration = "enum_declaration", EnumAssignment = "enum_assignment",
        InternalModule = "internal_module", Module = "module", AmbientDeclaration = "ambient_declaration",
        ImportAlias = "import_alias", ImportRequireClause = "import_require_clause",
        ImplementsClause = "implements_clause", AccessibilityModifier = "accessibility_modifier",
        TypeIdentifier = "type_identifier", NestedTypeIdentifier = "nested_type_identifier",
        PredefinedType = "predefined_type", GenericType = "generic_type", ArrayType = "array_type",
        UnionType = "union_type", ParenthesizedType = "parenthesized_type", ReadonlyType = "readonly_type",
        JsxOpeningElement = "jsx_opening_element", JsxClosingElement = "jsx_closing_element",
        JsxSelfClosingElement = "jsx_self_closing_element", JsxAttribute = "jsx_attribute",
        JsxExpression = "jsx_expression", Regex = "regex",
    }
}

vocabulary! {
    /// The fields that lowering reads.
    Field {
        Alternative = "alternative", Arguments = "arguments", Argument = "argument", Alias = "alias", Body = "body",
        Condition = "condition", Consequence = "consequence", Constructor = "constructor", Declaration = "declaration",
        Finalizer = "finalizer", Function = "function", Handler = "handler", Increment = "increment", Index = "index",
        Initializer = "initializer", Key = "key", Kind = "kind", Label = "label", Left = "left", Member = "member",
        Name = "name", Object = "object", Operator = "operator", Parameter = "parameter", Parameters = "parameters",
        Pattern = "pattern", Property = "property", ReturnType = "return_type", Right = "right", Source = "source", Type = "type",
        TypeArguments = "type_arguments", Value = "value",
    }
}

/// The numbers of one grammar.
pub struct Vocabulary {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Vocabulary {
    pub fn of(grammar: Grammar) -> &'static Self {
        static TABLES: [OnceLock<Vocabulary>; 3] = [const { OnceLock::new() }; 3];
        let table = match grammar {
            Grammar::TypeScript => &TABLES[1],
            Grammar::Tsx => &TABLES[2],
            Grammar::JavaScript | Grammar::Html => &TABLES[0],
        };
        table.get_or_init(|| Self::build(&grammar.language()))
    }

    pub fn kind(&self, node: tree_sitter::Node<'_>) -> Kind {
        if node.is_error() {
            return Kind::Error;
        }
        self.kinds.get(node.kind_id() as usize).copied().unwrap_or(Kind::Other)
    }

    pub fn field(&self, id: Option<std::num::NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(id.get() as usize)).copied().unwrap_or(Field::Other)
    }

    fn build(language: &tree_sitter::Language) -> Self {
        let kind_of = |id: usize| {
            let id = u16::try_from(id).ok()?;
            let text = language.node_kind_for_id(id).filter(|_| language.node_kind_is_named(id))?;
            Kind::ALL.iter().find(|(_, name)| *name == text).map(|&(kind, _)| kind)
        };
        let field_of = |id: usize| {
            let text = language.field_name_for_id(u16::try_from(id).ok()?)?;
            Field::ALL.iter().find(|(_, name)| *name == text).map(|&(field, _)| field)
        };
        Self {
            kinds: (0..language.node_kind_count()).map(|id| kind_of(id).unwrap_or(Kind::Other)).collect(),
            fields: (0..=language.field_count()).map(|id| field_of(id).unwrap_or(Field::Other)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grammar upgrade that renames a kind must fail here, and not silently lower it to nothing.
    #[test]
    fn every_kind_and_field_exists_in_a_grammar() {
        let languages = [Grammar::JavaScript, Grammar::TypeScript, Grammar::Tsx].map(Grammar::language);
        for (_, name) in Kind::ALL {
            let is_known =
                *name == "ERROR" || languages.iter().any(|language| language.id_for_node_kind(name, true) != 0);
            assert!(is_known, "no grammar has a node `{name}`");
        }
        for (_, name) in Field::ALL {
            assert!(
                languages.iter().any(|language| language.field_id_for_name(name).is_some()),
                "no grammar has a field `{name}`"
            );
        }
    }
}
