use crate::facts::{ClassId, ExprId, FunctionId, ImportedName, Name};

/// The index of a binding in [`super::Scopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub(super) u32);

impl BindingId {
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A variable, function, class, parameter or import, or a global that is used without a declaration.
#[derive(Clone, Debug)]
pub struct Binding {
    pub name: Name,
    pub kind: BindingKind,
    /// The function that it belongs to; `None` at the top level.
    pub owner: Option<FunctionId>,
    pub writes: Vec<Write>,
    /// Whether a function inside of `owner` uses it.
    pub is_captured: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindingKind {
    Variable,
    Function(FunctionId),
    Class(ClassId),
    Parameter { function: FunctionId, index: usize },
    Import { module: Box<str>, imported: ImportedName },
    Caught,
    Undeclared,
}

/// What is stored in a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    Value(ExprId),
    /// A property of a destructured value.
    Property {
        of: ExprId,
        name: Name,
    },
    /// An item of a destructured list, from 0.
    Item {
        of: ExprId,
        index: usize,
    },
    /// A property of the object that a parameter, from 0, is given.
    ParameterProperty {
        function: FunctionId,
        index: usize,
        name: Name,
    },
    /// Something deeper in a destructured value, an update, the element of a loop.
    Unknown,
}

impl Binding {
    /// The one value that it ever has.
    #[must_use]
    pub fn only_value(&self) -> Option<ExprId> {
        match (&self.kind, self.writes.as_slice()) {
            (BindingKind::Variable | BindingKind::Undeclared, [Write::Value(value)]) => Some(*value),
            _ => None,
        }
    }
}

/// What `this` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum This {
    Global,
    /// The component of a file that sets it up, and exports none.
    Component,
    Class(ClassId),
    /// The object literal that holds the method.
    Object(ExprId),
    /// A plain function: whatever it is called on, or what it constructs.
    Function(FunctionId),
}
