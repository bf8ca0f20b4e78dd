//! What a file gives the others that it runs with, and what it sees of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// As much of a value as other files need to know where in it the SDK is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    Instance(SharedInstance),
    /// A promise of one.
    Promise(SharedInstance),
    /// A path into the library: `Dynamsoft.DWT`.
    Path(Box<str>),
    /// A function, by what a call of it gives.
    Function(Box<Self>),
    Object(Shapes),
    /// A class, by what it constructs.
    Class(Shapes),
}

/// The members of an object that have to do with the SDK.
pub type Shapes = Arc<BTreeMap<Box<str>, Shape>>;

/// An instance that one file gives to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedInstance {
    /// The file that gives it, and which of its instances it is.
    pub key: Box<str>,
    /// The container or id that it was created for.
    pub container: Option<Box<str>>,
    /// Whether it is an instance for certain, and not only called like one.
    pub is_known: bool,
}

/// What a file gives others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// By the name that a module exports it under; `default` for the default.
    pub exports: BTreeMap<Box<str>, Shape>,
    /// What the scripts of a page share, by the name of the global.
    pub globals: BTreeMap<Box<str>, Shape>,
    /// What its calls give to functions of other files.
    pub passed: Vec<Passed>,
}

/// An argument for a function of another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The module as the import names it; `None` for a global function.
    pub module: Option<Box<str>>,
    pub function: Box<str>,
    /// The position of the argument, from 0.
    pub index: usize,
    pub shape: Shape,
}

/// What a file sees of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// The exports of each module of the program that it imports, by the module as the import names it.
    pub modules: FxHashMap<Box<str>, Shapes>,
    pub globals: BTreeMap<Box<str>, Shape>,
    /// What other files give to its functions, by the name that they know the function by, and the position from 0.
    pub given: FxHashMap<Box<str>, Vec<(usize, Shape)>>,
}

impl Offer {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.exports.is_empty() && self.globals.is_empty() && self.passed.is_empty()
    }
}

impl Outside {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.modules.is_empty() && self.globals.is_empty() && self.given.is_empty()
    }
}
