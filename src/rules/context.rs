use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, ExprMap, FunctionId, Name, StatementId, StatementKind, Unit};
use crate::flow::{Flow, Operation, State, Unfinished, Value};
use crate::model::{Access, Model, Parent};
use crate::program::Program;
use crate::report::{Edit, Finding};
use crate::sdk::api::Release;
use crate::sdk::{Platform, SdkVersion, semantics};
use crate::text::{Source, Span, line_end};

use super::Options;
use super::asked::Asked;
use super::inputs::{Inputs, Overloads};
use super::layout::Layout;
use super::members::NameAnswers;

/// What a rule sees.
pub struct Context<'a> {
    pub source: &'a Source,
    pub model: &'a Model<'a>,
    pub flow: &'a Flow,
    pub program: Program<'a>,
    /// `None`: unknown.
    pub sdk_version: Option<SdkVersion>,
    /// What the application runs on; empty: unknown.
    pub platforms: &'a [Platform],
    /// By rule id.
    pub options: &'a FxHashMap<&'static str, Options>,
    pub layout: Layout<'a>,
    asked: OnceLock<Asked<'a>>,
    inputs: OnceLock<ExprMap<Box<Inputs<'a>>>>,
    no_inputs: Inputs<'a>,
    names: NameAnswers<'a>,
    accesses: OnceLock<FxHashMap<Name, Vec<&'a Access>>>,
    line_end: OnceLock<&'static str>,
    told: Mutex<FxHashSet<(&'static str, Span)>>,
}

impl<'a> Context<'a> {
    #[must_use]
    pub fn new(
        source: &'a Source,
        program: Program<'a>,
        sdk_version: Option<SdkVersion>,
        platforms: &'a [Platform],
        options: &'a FxHashMap<&'static str, Options>,
    ) -> Self {
        let (model, flow) = (program.model, program.flow);
        Self {
            source,
            model,
            flow,
            program,
            sdk_version,
            platforms,
            options,
            layout: Layout::new(model.facts),
            asked: OnceLock::new(),
            inputs: OnceLock::new(),
            no_inputs: Inputs::default(),
            names: NameAnswers::default(),
            accesses: OnceLock::new(),
            line_end: OnceLock::new(),
            told: Mutex::default(),
        }
    }

    /// The release of the SDK that the code is for; `None`: unknown.
    #[must_use]
    pub fn release(&self) -> Option<Release> {
        self.sdk_version.map(Release::of)
    }

    /// Whether the code is for a newer SDK than every release that is known, which may have more.
    #[must_use]
    pub fn is_beyond_catalogue(&self) -> bool {
        self.sdk_version.is_some_and(Release::is_newer_than_all)
    }

    /// Whether the code is for an older SDK than every release that is known, which may have had more.
    #[must_use]
    pub fn is_before_catalogue(&self) -> bool {
        let first = Release::all().next().map(Release::version);
        self.sdk_version.zip(first).is_some_and(|(version, first)| !version.is_at_least(first))
    }

    /// Whether a call may have been over when it returned: in versions of old, transfers were.
    #[must_use]
    pub fn may_end_at_once(&self, call: &Unfinished) -> bool {
        self.is_before_catalogue() && call.meaning.source.is_none()
    }

    /// What the file does not take for granted.
    #[must_use]
    pub fn asked(&self) -> &Asked<'a> {
        self.asked.get_or_init(|| Asked::of(self.model))
    }

    /// What the code gives to the SDK where it names a member.
    #[must_use]
    pub fn inputs(&self, access: &Access) -> &Inputs<'a> {
        let inputs = self.inputs.get_or_init(|| {
            let mut overloads = Overloads::default();
            let mut inputs = |access| Box::new(Inputs::of(self, access, &mut overloads));
            self.model.accesses().iter().map(|access| (access.expr, inputs(access))).collect()
        });
        inputs.get(access.expr).map_or(&self.no_inputs, |inputs| inputs)
    }

    /// Those that name a member so, on whatever object of the SDK, in source order.
    #[must_use]
    pub fn accesses_named(&self, member: &str) -> &[&'a Access] {
        let by_name = self.accesses.get_or_init(|| {
            let mut by_name: FxHashMap<Name, Vec<&Access>> = FxHashMap::default();
            self.model.accesses().iter().for_each(|access| by_name.entry(access.name).or_default().push(access));
            by_name
        });
        let name = self.model.facts.names.find(member);
        name.and_then(|name| by_name.get(&name)).map_or(&[], Vec::as_slice)
    }

    /// Of the call, write or read that is a whole expression: one, or one for each object that it may be on.
    #[must_use]
    pub fn operations_at(&self, span: Span) -> &'a [Operation] {
        let all = &self.flow.operations;
        let from = all.partition_point(|operation| self.span(operation.expr) < span);
        let count = all[from..].iter().take_while(|operation| self.span(operation.expr) == span).count();
        &all[from..from + count]
    }

    /// Those inside of a span, or the whole of it.
    pub fn operations_in(&self, span: Span) -> impl Iterator<Item = &'a Operation> {
        let all = &self.flow.operations;
        let from = all.partition_point(|operation| self.span(operation.expr).start < span.start);
        let started = all[from..].iter().take_while(move |operation| self.span(operation.expr).start < span.end);
        started.filter(move |operation| span.contains(self.span(operation.expr)))
    }

    /// Adds a finding unless the rule has told it: two calls may be given the same literal.
    pub fn tell(&self, findings: &mut Vec<Finding>, finding: Finding) {
        let is_new = self.told.lock().unwrap_or_else(PoisonError::into_inner).insert((finding.rule, finding.span));
        if is_new {
            findings.push(finding);
        }
    }

    /// What was found out about names, for the next that asks.
    pub(super) fn names(&self) -> &NameAnswers<'a> {
        &self.names
    }

    /// The user's own text.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.source.text)
    }

    #[must_use]
    pub fn span(&self, expr: ExprId) -> Span {
        self.model.facts.span(expr)
    }

    /// The instance as the user writes it in this operation: `DWObject`, `this.dwt`.
    #[must_use]
    pub fn receiver(&self, operation: &Operation) -> &'a str {
        match self.model.facts.kind(operation.member) {
            ExprKind::Member { object, .. } => self.text(self.span(*object)),
            _ => "",
        }
    }

    #[must_use]
    pub fn member_name(&self, operation: &Operation) -> &'a str {
        self.model.facts.names.text(operation.name)
    }

    /// The identifier of the member.
    #[must_use]
    pub fn member_span(&self, operation: &Operation) -> Span {
        match self.model.facts.kind(operation.member) {
            ExprKind::Member { property_span, .. } => *property_span,
            _ => self.span(operation.expr),
        }
    }

    #[must_use]
    pub fn meaning(&self, operation: &Operation) -> Option<&'static semantics::Member> {
        semantics::member(self.member_name(operation))
    }

    #[must_use]
    pub fn arguments(&self, operation: &Operation) -> &'a [ExprId] {
        match self.model.facts.kind(operation.expr) {
            ExprKind::Call { arguments, .. } => arguments,
            _ => &[],
        }
    }

    /// The value expression of a write.
    #[must_use]
    pub fn written(&self, write: ExprId) -> Option<ExprId> {
        match self.model.facts.kind(write) {
            ExprKind::Assign { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// Whether a value is true on a path; `None` when it may be either.
    #[must_use]
    pub fn truth(&self, value: &Value, state: &State) -> Option<bool> {
        match value {
            Value::Unknown(symbol) => state.assumed(*symbol),
            Value::Not(symbol) => state.assumed(*symbol).map(|truth| !truth),
            Value::Bool(value) => Some(*value),
            Value::Undefined | Value::Null => Some(false),
            Value::Number(value) => Some(*value != 0.0),
            Value::String(text) => Some(!text.is_empty()),
            _ => None,
        }
    }

    #[must_use]
    pub fn option(&self, rule: &str, key: &str) -> Option<&str> {
        self.options.get(rule)?.get(key)?.as_str()
    }

    /// Whether an expression is a statement of its own, so that nothing uses its value.
    #[must_use]
    pub fn is_statement(&self, expr: ExprId) -> bool {
        match self.model.parents.of_expr(expr) {
            Parent::Statement(statement) => {
                matches!(self.model.facts.statement(statement).kind, StatementKind::Expression(_))
            }
            _ => false,
        }
    }

    /// The statement that holds a span, when it stands in a list of statements: code may be put before and after it.
    #[must_use]
    pub fn statement_in_list(&self, span: Span) -> Option<StatementId> {
        let (_, innermost) = self.layout.statements().around(span).next()?;
        let statement = self.model.facts.statement(innermost);
        let is_arrow_value =
            matches!(statement.kind, StatementKind::Return(_)) && !self.text(statement.span).starts_with("return");
        (self.layout.is_listed(innermost) && !is_arrow_value).then_some(innermost)
    }

    /// The innermost function around a place.
    #[must_use]
    pub fn function_around(&self, span: Span) -> Option<FunctionId> {
        self.layout.functions().around(span).next().map(|(_, function)| function)
    }

    /// Whether nothing runs in the same function, or script, after the statement that holds a span.
    #[must_use]
    pub fn is_last(&self, span: Span) -> bool {
        self.statement_in_list(span).is_some_and(|statement| self.layout.is_last(statement))
    }

    /// Whether a place is in code that parses.
    #[must_use]
    pub fn parses_at(&self, place: Span) -> bool {
        let mut units = self.units_around(place);
        units.all(|unit| !unit.wrecks.iter().any(|wreck| wreck.contains(place)))
    }

    /// Whether the code around could be read as it is, so that what is not there is not there.
    #[must_use]
    pub fn is_confident_at(&self, place: Span) -> bool {
        self.units_around(place).any(|unit| unit.is_confident) && self.parses_at(place)
    }

    fn units_around(&self, place: Span) -> impl Iterator<Item = &'a Unit> {
        self.layout.units().around(place).map(|(_, at)| &self.model.facts.units[at])
    }

    /// The quotation mark for new texts: in an attribute, the one that does not end it.
    #[must_use]
    pub fn quote(&self, span: Span) -> char {
        let before = self.units_around(span).next().and_then(|unit| self.source.text.get(..unit.span.start as usize));
        if before.is_some_and(|before| before.ends_with('"')) { '\'' } else { '"' }
    }

    /// Puts a statement on a line of its own before the one that holds `span`, indented like it.
    #[must_use]
    pub fn insert_before(&self, span: Span, code: &str) -> Option<Edit> {
        let statement = self.statement_in_list(span)?;
        let span = self.model.facts.statement(statement).span;
        let (start, gap) = (span.start as usize, self.gap_before(span));
        Some(Edit { span: Span::new(start, start), text: format!("{code}{gap}") })
    }

    /// The same after it.
    #[must_use]
    pub fn insert_after(&self, span: Span, code: &str) -> Option<Edit> {
        let statement = self.model.facts.statement(self.statement_in_list(span)?).span;
        let gap = self.gap_before(statement);
        let semicolon = if self.text(statement).ends_with(';') { "" } else { ";" };
        let end = statement.end as usize;
        Some(Edit { span: Span::new(end, end), text: format!("{semicolon}{gap}{code}") })
    }

    /// The line end and indentation that part statements here; a space where several stand on one line.
    #[must_use]
    pub fn gap_before(&self, statement: Span) -> String {
        let (text, start) = (&self.source.text, statement.start as usize);
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indentation = before.get(line_start..).unwrap_or("").trim_start_matches('\u{feff}');
        if !indentation.chars().all(|c| c == ' ' || c == '\t') {
            return " ".to_owned();
        }
        let line_end = self.line_end.get_or_init(|| line_end(text));
        format!("{line_end}{indentation}")
    }

    /// The whole lines of a statement that stands alone on them; its own span otherwise.
    #[must_use]
    pub fn removal(&self, statement: Span) -> Edit {
        let text = &self.source.text;
        let line_start = text[..statement.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let mark = text[line_start..].chars().next().filter(|first| *first == '\u{feff}');
        let line_start = line_start + mark.map_or(0, char::len_utf8);
        let after = &text[statement.end as usize..];
        let line_end = after.find(['\n', '\r']).unwrap_or(after.len());
        let is_alone =
            text[line_start..statement.start as usize].trim().is_empty() && after[..line_end].trim().is_empty();
        if !is_alone {
            return Edit { span: statement, text: String::new() };
        }
        let terminator = if after[line_end..].starts_with("\r\n") { 2 } else { usize::from(line_end < after.len()) };
        let span = Span::new(line_start, statement.end as usize + line_end + terminator);
        Edit { span, text: String::new() }
    }
}
