//! The values that code gives to the SDK: to a property, as an argument, under a key of an object of options.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::facts::{ExprId, ExprKind, Name, Property};
use crate::model::{Access, BindingId, Usage};
use crate::report::Label;
use crate::sdk::api::{ArgumentKind, Enumeration, Form, Member, MemberKind, Param, Receiver};

use super::Context;
use super::variables::is_key_written;

/// Literals in literals, and variables that hold one, are followed this far.
const MAX_DEPTH: usize = 8;

/// A value that code gives to the SDK.
pub struct Input {
    pub value: ExprId,
    /// What it may be: the branches of `a ? b : c` and the like.
    pub branches: SmallVec<[ExprId; 2]>,
    pub slot: Slot,
    /// The slot as `sdk::values` calls it.
    pub path: Arc<str>,
}

impl Input {
    fn new(context: &Context<'_>, value: ExprId, slot: Slot) -> Self {
        Self { value, branches: context.model.alternatives(value), path: slot.path().into(), slot }
    }
}

/// What takes a value.
#[derive(Clone)]
pub enum Slot {
    Property(Member),
    Key(Member),
    /// By its position from 0, as every overload that the call may mean declares it.
    Argument {
        method: Member,
        position: usize,
        params: Arc<[Param]>,
    },
}

/// What the overloads that a call may mean take in one position.
struct Taken {
    slot: Slot,
    path: Arc<str>,
    /// The options that are in an object that it is given.
    options: Option<Receiver>,
}

/// What calls take, found out once for all that name the same method and are given the like.
#[derive(Default)]
pub(super) struct Overloads(FxHashMap<(&'static str, &'static str, Kinds), Box<[Taken]>>);

type Kinds = SmallVec<[ArgumentKind; 8]>;

impl Overloads {
    /// By position. The overloads of every release count: the types of the older ones say less.
    fn taken(&mut self, method: Member, kinds: Kinds) -> &[Taken] {
        let key = (method.receiver().name(), method.name(), kinds);
        self.0.entry(key).or_insert_with_key(|(_, _, kinds)| {
            let fits = |form: &Form| form.kind() == MemberKind::Method && form.fits(kinds);
            let forms: Vec<Form> = method.all_forms().rev().filter(fits).collect();
            (0..kinds.len()).map(|position| Taken::of(method, &forms, position)).collect()
        })
    }
}

impl Taken {
    fn of(method: Member, forms: &[Form], position: usize) -> Self {
        let params: Arc<[Param]> = forms.iter().filter_map(|form| form.params().nth(position)).collect();
        let options = params.iter().filter(|param| !param.takes_function()).find_map(|param| param.gives());
        let slot = Slot::Argument { method, position, params };
        Self { path: slot.path().into(), slot, options }
    }
}

/// An object literal that holds options of a type.
pub struct OptionLiteral<'a> {
    pub of: Receiver,
    pub(super) properties: &'a [Property],
    /// The variable that it came through.
    pub(super) variable: Option<BindingId>,
}

/// Everything that a place in the code gives to the SDK.
#[derive(Default)]
pub struct Inputs<'a> {
    pub values: Vec<Input>,
    pub options: Vec<OptionLiteral<'a>>,
}

impl<'a> Inputs<'a> {
    pub(super) fn of(context: &Context<'a>, access: &Access, overloads: &mut Overloads) -> Self {
        let mut inputs = Self::default();
        let Some(member) = access.member else { return inputs };
        match access.usage {
            Usage::Write { value: Some(value), .. } => {
                let forms = member.all_forms().rev();
                inputs.options(context, forms.filter_map(Form::gives).next(), value, 0);
                inputs.values.push(Input::new(context, value, Slot::Property(member)));
            }
            Usage::Call(call) => inputs.arguments(context, member, call, overloads),
            _ => {}
        }
        inputs
    }

    fn arguments(&mut self, context: &Context<'a>, method: Member, call: ExprId, overloads: &mut Overloads) {
        let facts = context.model.facts;
        let ExprKind::Call { arguments, .. } = facts.kind(call) else { return };
        if arguments.iter().any(|&argument| matches!(facts.kind(argument), ExprKind::Spread(_))) {
            return;
        }
        let kinds = arguments.iter().map(|&argument| context.model.functions.argument_kind(facts, argument)).collect();
        for (taken, &value) in overloads.taken(method, kinds).iter().zip(arguments) {
            self.options(context, taken.options, value, 0);
            let (slot, path) = (taken.slot.clone(), taken.path.clone());
            self.values.push(Input { value, branches: context.model.alternatives(value), slot, path });
        }
    }

    fn options(&mut self, context: &Context<'a>, of: Option<Receiver>, value: ExprId, depth: usize) {
        let Some(of) = of.filter(|_| depth < MAX_DEPTH) else { return };
        for value in context.model.alternatives(value) {
            let (value, variable) = literal(context, value);
            match context.model.facts.kind(value) {
                ExprKind::Object(properties) => {
                    self.literal(context, OptionLiteral { of, properties, variable }, depth)
                }
                ExprKind::Array(items) => {
                    items.iter().for_each(|&item| self.options(context, Some(of), item, depth + 1))
                }
                _ => {}
            }
        }
    }

    fn literal(&mut self, context: &Context<'a>, options: OptionLiteral<'a>, depth: usize) {
        for (name, value) in options.entries(context) {
            let Some(key) = options.of.member(context.model.facts.names.text(name)) else { continue };
            self.options(context, key.all_forms().rev().find_map(Form::gives), value, depth + 1);
            self.values.push(Input::new(context, value, Slot::Key(key)));
        }
        self.options.push(options);
    }
}

/// The literal that a variable always holds, and the variable.
fn literal(context: &Context<'_>, value: ExprId) -> (ExprId, Option<BindingId>) {
    let scopes = &context.model.scopes;
    let (mut value, mut variable) = (value, None);
    for _ in 0..MAX_DEPTH {
        let Some(binding) = scopes.resolve(value) else { break };
        let Some(held) = scopes.binding(binding).only_value() else { break };
        (value, variable) = (held, Some(binding));
    }
    (value, variable)
}

impl OptionLiteral<'_> {
    /// What is under each key that the literal has the last word on: no later spread, and no later write, replaces it.
    pub fn entries<'s>(&'s self, context: &'s Context<'_>) -> impl Iterator<Item = (Name, ExprId)> + 's {
        let after_spread = self.properties.iter().rposition(|property| property.key.is_none()).map_or(0, |at| at + 1);
        let certain = self.properties.get(after_spread..).unwrap_or_default().iter();
        certain.filter_map(move |property| {
            let name = property.key.filter(|&name| !self.is_written_later(context, name))?;
            Some((name, property.value))
        })
    }

    /// What is under a key.
    #[must_use]
    pub fn get(&self, context: &Context<'_>, key: &str) -> Option<ExprId> {
        let name = context.model.facts.names.find(key)?;
        self.entries(context).filter(|(known, _)| *known == name).last().map(|(_, value)| value)
    }

    fn is_written_later(&self, context: &Context<'_>, name: Name) -> bool {
        self.variable.is_some_and(|variable| is_key_written(context, variable, name))
    }
}

impl Slot {
    fn path(&self) -> String {
        match self {
            Self::Property(member) | Self::Key(member) => [member.receiver().name(), ".", member.name()].concat(),
            Self::Argument { method, position, .. } => {
                [method.receiver().name(), ".", method.name(), "(", &position.to_string(), ")"].concat()
            }
        }
    }

    /// For people, at the start of a sentence or in it: `PixelType`, or argument 2 of `LoadImageEx`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Property(member) | Self::Key(member) => format!("`{}`", member.name()),
            Self::Argument { method, position, .. } => format!("argument {} of `{}`", position + 1, method.name()),
        }
    }

    /// The method of an argument, or else the property or key.
    #[must_use]
    pub fn of(&self) -> String {
        match self {
            Self::Property(member) | Self::Key(member) => format!("`{}`", member.name()),
            Self::Argument { method, .. } => format!("`{}`", method.name()),
        }
    }

    /// What it is declared as, in whatever release.
    #[must_use]
    pub fn types(&self) -> Vec<&'static str> {
        match self {
            Self::Property(member) | Self::Key(member) => member.all_forms().map(Form::type_text).collect(),
            Self::Argument { params, .. } => params.iter().map(|param| param.type_text()).collect(),
        }
    }

    /// What a property or key is declared as in the release in use, or in the newest one that has it.
    #[must_use]
    pub fn type_now(&self, context: &Context<'_>) -> Option<&'static str> {
        let (Self::Property(member) | Self::Key(member)) = self else { return None };
        let release = context.release().filter(|release| member.is_in(*release)).unwrap_or(member.last_release());
        member.forms(release).next().map(Form::type_text)
    }

    /// The enumerations that its values are of; none when it may as well take something else.
    #[must_use]
    pub fn enumerations(&self) -> Vec<Enumeration> {
        let mut found: Vec<Enumeration> = Vec::new();
        let mut add = |enumerations: &[Enumeration], is_enough: bool| {
            let new: Vec<Enumeration> = enumerations.iter().copied().filter(|one| !found.contains(one)).collect();
            found.extend(new);
            is_enough
        };
        let is_enough = match self {
            Self::Property(member) | Self::Key(member) => {
                member.all_forms().all(|form| add(form.enumerations(), form.is_enum_or_plain()))
            }
            Self::Argument { params, .. } => {
                params.iter().all(|param| add(param.enumerations(), param.is_enum_or_plain()))
            }
        };
        if is_enough { found } else { Vec::new() }
    }
}

/// Where a variable got its one value.
#[must_use]
pub fn definition(context: &Context<'_>, value: ExprId) -> Option<Label> {
    let scopes = &context.model.scopes;
    let held = scopes.binding(scopes.resolve(value)?).only_value()?;
    Some(Label { span: context.span(held), message: "the value is set here".to_owned() })
}
