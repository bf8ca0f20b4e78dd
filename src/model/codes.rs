//! Numbers that stand where code writes an SDK error code.

use crate::facts::{
    BinaryOperator, DeclarationKind, ExprId, ExprKind, Facts, MemberValue, Name, Pattern, Property, StatementKind,
    UnaryOperator,
};
use crate::sdk::codes::{self, MatchKind};
use crate::text::Span;

use super::code_words::Topic;

/// A known error code in a place where error codes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeLiteral {
    /// The number with its minus sign, or the string with its quotes.
    pub span: Span,
    pub value: i64,
}

/// The error codes of a file: compared, switched over, named by a constant, listed, used as a key, or given to what
/// speaks of errors. Sorted by place.
#[must_use]
pub fn code_literals(facts: &Facts) -> Vec<CodeLiteral> {
    let mut finder = Finder { facts, found: Vec::new() };
    for (_, expr) in facts.exprs() {
        finder.expr(&expr.kind);
    }
    for (_, statement) in facts.statements() {
        finder.statement(&statement.kind);
    }
    for (_, class) in facts.classes() {
        for member in &class.members {
            if let (Some(key), MemberValue::Field(Some(value))) = (member.key, &member.value) {
                finder.named(key, *value);
            }
        }
    }
    let mut found = finder.found;
    found.sort_by_key(|literal| literal.span);
    found.dedup();
    found
}

/// What is compared with something that speaks of errors, also as a case of a `switch` over it; in no order.
#[must_use]
pub fn compared_with_codes(facts: &Facts) -> Vec<ExprId> {
    let finder = Finder { facts, found: Vec::new() };
    let is_error = |expr: ExprId| finder.topic(expr) == Topic::Errors;
    let mut compared = Vec::new();
    for (_, expr) in facts.exprs() {
        let ExprKind::Binary { operator, left, right } = expr.kind else { continue };
        if is_comparison(operator) {
            compared
                .extend([(left, right), (right, left)].into_iter().filter(|(of, _)| is_error(*of)).map(|(_, it)| it));
        }
    }
    for (_, statement) in facts.statements() {
        if let StatementKind::Switch { subject, cases } = &statement.kind
            && is_error(*subject)
        {
            compared.extend(cases.iter().filter_map(|case| case.test));
        }
    }
    compared
}

struct Finder<'f> {
    facts: &'f Facts,
    found: Vec<CodeLiteral>,
}

impl Finder<'_> {
    fn expr(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Binary { operator, left, right } if is_comparison(*operator) => {
                self.operand(*left, self.topic(*right));
                self.operand(*right, self.topic(*left));
            }
            ExprKind::Array(items) if self.is_list_of_codes(items) => {
                items.iter().for_each(|&item| self.operand(item, Topic::Other));
            }
            ExprKind::Object(properties) => self.object(properties),
            ExprKind::Assign { target: Pattern::Target(target), value, .. } => {
                if let Some(name) = self.name(*target) {
                    self.named(name, *value);
                }
            }
            ExprKind::Call { callee, arguments } | ExprKind::New { callee, arguments } => {
                let topic = self.name(*callee).map_or(Topic::Other, |name| self.topic_of(name));
                if matches!(topic, Topic::Errors | Topic::Codes) {
                    arguments.iter().for_each(|&argument| self.operand(argument, Topic::Codes));
                }
            }
            ExprKind::Index { index, .. } => self.operand(*index, Topic::Other),
            ExprKind::Member { property, property_span, .. } => self.key(*property, *property_span),
            _ => {}
        }
    }

    fn object(&mut self, properties: &[Property]) {
        let is_table = self.is_table_of_codes(properties);
        for property in properties {
            if let Some(computed) = property.computed {
                self.operand(computed, Topic::Other);
            }
            if let Some(key) = property.key {
                self.key(key, property.key_span);
                self.named(key, property.value);
            }
            if is_table {
                self.operand(property.value, Topic::Other);
            }
        }
    }

    fn statement(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Switch { subject, cases } => {
                let topic = self.topic(*subject);
                for test in cases.iter().filter_map(|case| case.test) {
                    self.operand(test, topic);
                }
            }
            StatementKind::Declare { kind, declarations } => {
                for declaration in declarations {
                    let (Pattern::Target(target), Some(value)) = (&declaration.target, declaration.value) else {
                        continue;
                    };
                    let Some(name) = self.name(*target) else { continue };
                    if *kind == DeclarationKind::Const {
                        self.operand(value, self.topic_of(name));
                    } else {
                        self.named(name, value);
                    }
                }
            }
            _ => {}
        }
    }

    fn operand(&mut self, expr: ExprId, topic: Topic) {
        if let Some(value) = self.number(expr).filter(|&value| is_code(value, topic)) {
            self.found.push(CodeLiteral { span: self.facts.span(expr), value });
        }
    }

    /// The value of a variable or property whose name speaks of errors or codes, or is written like a constant's.
    fn named(&mut self, name: Name, value: ExprId) {
        let text = self.facts.names.text(name);
        let topic = Topic::of(text);
        let is_constant = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
        if is_constant || matches!(topic, Topic::Errors | Topic::Codes) {
            self.operand(value, topic);
        }
    }

    /// A property key that is a quoted code.
    fn key(&mut self, key: Name, span: Span) {
        let text = self.facts.names.text(key);
        if let Some(value) = text.parse().ok().filter(|&value| is_code(value, Topic::Other)) {
            self.found.push(CodeLiteral { span, value });
        }
    }

    /// `[-2003, -2115]`, or `[-2003, "no network"]`: every number in it is a code.
    fn is_list_of_codes(&self, items: &[ExprId]) -> bool {
        items.iter().all(|&item| match self.number(item) {
            Some(value) => is_code(value, Topic::Other),
            None => self.topic(item) != Topic::Geometry,
        })
    }

    /// `{ cancelled: -2115, network: -2003 }`: nothing but codes.
    fn is_table_of_codes(&self, properties: &[Property]) -> bool {
        let is_code = |property: &Property| {
            let topic = property.key.map_or(Topic::Other, |key| self.topic_of(key));
            self.number(property.value).is_some_and(|value| is_code(value, topic))
        };
        properties.len() > 1 && properties.iter().all(is_code)
    }

    fn number(&self, expr: ExprId) -> Option<i64> {
        match self.facts.kind(expr) {
            ExprKind::Number(value) => integer(*value),
            ExprKind::Unary { operator: UnaryOperator::Minus, operand } => match self.facts.kind(*operand) {
                ExprKind::Number(value) => integer(-*value),
                _ => None,
            },
            ExprKind::String(text) => text.trim().parse().ok().filter(|&value: &i64| value < UNNAMED_BELOW),
            _ => None,
        }
    }

    /// What an expression is about, by its last name; the `code` of an error is about errors, and so is `String(error)`.
    fn topic(&self, expr: ExprId) -> Topic {
        let topic = |expr| self.name(expr).map_or(Topic::Other, |name| self.topic_of(name));
        match self.facts.kind(expr) {
            ExprKind::Member { object, .. } if topic(expr) == Topic::Codes && topic(*object) == Topic::Errors => {
                Topic::Errors
            }
            ExprKind::Call { callee, arguments } => match (topic(*callee), arguments.first()) {
                (Topic::Other, Some(&first)) => topic(first),
                (topic, _) => topic,
            },
            _ => topic(expr),
        }
    }

    fn topic_of(&self, name: Name) -> Topic {
        Topic::of(self.facts.names.text(name))
    }

    fn name(&self, expr: ExprId) -> Option<Name> {
        match self.facts.kind(expr) {
            ExprKind::Name(name) | ExprKind::Member { property: name, .. } => Some(*name),
            _ => None,
        }
    }
}

/// From here upwards, a number is a code only beside a word of errors.
const UNNAMED_BELOW: i64 = -999;

/// Whether a number beside a name of the topic is a code. The range at the end of the appendix holds every large
/// negative number, so that one needs a word.
fn is_code(value: i64, topic: Topic) -> bool {
    let Some(found) = codes::lookup(value) else { return false };
    match topic {
        Topic::Errors => true,
        Topic::Codes => value < UNNAMED_BELOW,
        Topic::Other => value < UNNAMED_BELOW && found.kind != MatchKind::Range,
        Topic::Geometry => false,
    }
}

fn is_comparison(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
    )
}

fn integer(value: f64) -> Option<i64> {
    let is_integer = value.fract() == 0.0 && value.abs() < 1e9;
    is_integer.then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::syntax;
    use crate::text::{FileKind, Source};

    /// The texts of the codes of a line of JavaScript.
    fn found(code: &str) -> Vec<String> {
        let source = Source::new("a.js", FileKind::JavaScript, &format!("DWObject.x();\n{code}"));
        let facts = facts::lower(&syntax::read(&source));
        code_literals(&facts).iter().map(|literal| literal.span.of(&source.text).to_owned()).collect()
    }

    #[test]
    fn comparisons_and_cases() {
        assert_eq!(found("if (x.code === -2003 || '-2115' != c) {}"), ["-2003", "'-2115'"]);
        assert_eq!(found("switch (errorCode) { case (- 2003): case 0: case '-2115': }"), ["- 2003", "0", "'-2115'"]);
        assert_eq!(
            found("err.code === 100; String(errorCode) == `-2003`; getErrorCode() < -4711"),
            ["100", "`-2003`", "-4711"]
        );
    }

    #[test]
    fn constants_and_fields() {
        assert_eq!(found("const busy = -2003; let BUSY = -2115; var lastCode = -2301;"), ["-2003", "-2115", "-2301"]);
        assert_eq!(found("class Codes { static BUSY = -2003; static busy = -2115; }"), ["-2003"]);
        assert_eq!(found("const POST_FAILED = -2003; self.errorCode = -2115;"), ["-2003", "-2115"]);
    }

    #[test]
    fn lists_and_tables() {
        assert_eq!(found("[-2003, OTHER].includes(c); new Set([-2115])"), ["-2003", "-2115"]);
        assert_eq!(found("new Map([[-2003, 'network'], [-2115, 'cancelled']])"), ["-2003", "-2115"]);
        assert_eq!(found("f({ network: -2003, cancelled: -2115 })"), ["-2003", "-2115"]);
        assert_eq!(
            found("f({ '-2003': a, [-2115]: b }); t['-2301'] = t[-2302]"),
            ["'-2003'", "-2115", "'-2301'", "-2302"]
        );
    }

    #[test]
    fn what_is_given_on_as_an_error() {
        assert_eq!(found("reject({ code: -2003, text: t }); throw new ScanError(-2115, t)"), ["-2003", "-2115"]);
        assert_eq!(found("showError(1000, -2301)"), ["-2301"]);
    }

    #[test]
    fn numbers_that_are_something_else() {
        for code in [
            "if (x < -2003 || box.left > -2003 || i === 100) {}",
            "const offsetTop = -2003, MIN_X = -2003, hidden = -9999;",
            "let timeout = -2003; move({ left: -2003, top: -2115 }); f(-2003); f({ timeout: -2003 })",
            "const list = [1, -2003]; scrollTo([-2003, box.top]); a - 2003; a * -2003;",
            "if (c === -12345) {}",
        ] {
            assert_eq!(found(code), [] as [&str; 0], "{code}");
        }
    }
}
