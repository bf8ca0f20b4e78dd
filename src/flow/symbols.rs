use rustc_hash::FxHashMap;

use crate::facts::{ExprId, Name};
use crate::model::{BindingId, InstanceId, This};

use super::images::ImageIndex;

/// A value that is not known, but known to be the same wherever the same symbol stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// What an unknown value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// What a binding holds that is never seen to be assigned.
    Binding(BindingId),
    /// `this`, by what it stands for.
    This(This),
    /// The result of an expression.
    Result(ExprId),
    /// A global and its properties: `location.port`.
    Global(Box<str>),
    Member(Symbol, Name),
    /// Whether a symbol equals a constant, as code writes it.
    Equal(Symbol, Box<str>),
    /// Whether each of several symbols is true, or false.
    All(Box<[(Symbol, bool)]>),
    /// A pure function of a symbol: `indexOf`, with its arguments as text.
    Derived(Symbol, Box<str>, Box<[String]>),
    /// The bit depth of an image.
    BitDepth(InstanceId, ImageIndex),
    /// A property of an instance that the code did not set.
    Property(InstanceId, Name),
    /// The index of the last image: `HowManyImagesInBuffer - 1`.
    LastImage(InstanceId),
}

/// The symbols of one file.
#[derive(Debug, Default)]
pub struct Symbols {
    by_meaning: FxHashMap<Meaning, Symbol>,
    meanings: Vec<Meaning>,
}

impl Symbols {
    pub fn intern(&mut self, meaning: Meaning) -> Symbol {
        if let Some(&symbol) = self.by_meaning.get(&meaning) {
            return symbol;
        }
        let symbol = Symbol(u32::try_from(self.meanings.len()).unwrap_or(u32::MAX));
        self.meanings.push(meaning.clone());
        self.by_meaning.insert(meaning, symbol);
        symbol
    }

    #[must_use]
    pub fn meaning(&self, symbol: Symbol) -> &Meaning {
        &self.meanings[symbol.0 as usize]
    }

    /// The symbol of a global such as `location.port`, when the code mentions it.
    #[must_use]
    pub fn global(&self, path: &str) -> Option<Symbol> {
        self.by_meaning.get(&Meaning::Global(path.into())).copied()
    }
}
