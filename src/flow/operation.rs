use rustc_hash::FxHashMap;

use crate::facts::{ExprId, FunctionId, Name};
use crate::model::InstanceId;
use crate::text::Span;

use super::scans::ScanEnd;
use super::state::State;
use super::symbols::Symbols;
use super::value::Value;

/// What running a file's code has shown.
#[derive(Debug, Default)]
pub struct Flow {
    /// Every call, write and read of an instance's member that some path reaches, in source order.
    pub operations: Vec<Operation>,
    /// How each function that is run from outside ends, and the top-level code.
    pub exits: Vec<Exit>,
    /// How the scans of all paths end.
    pub scan_ends: Vec<ScanEnd>,
    /// Calls that end an instance while it scans.
    pub releases: Vec<Release>,
    pub symbols: Symbols,
}

/// A call of the library that ends instances, on a path on which one of them still scans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Release {
    pub call: ExprId,
    pub instance: InstanceId,
    /// The call that started the scan.
    pub scan: Span,
}

/// A call, write or read of a member of an instance.
#[derive(Debug)]
pub struct Operation {
    /// The call, the assignment, or the member expression itself.
    pub expr: ExprId,
    /// The member expression.
    pub member: ExprId,
    pub name: Name,
    pub instance: InstanceId,
    pub kind: OperationKind,
    /// One for each path and each way into the function; never empty.
    pub samples: Vec<Sample>,
    /// Whether the samples are all there is: no bound was met.
    pub is_complete: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    Call,
    Write,
    Read,
}

/// An operation on one path.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Before the operation takes effect.
    pub state: State,
    /// The arguments of a call, or the one value of a write.
    pub values: Vec<Value>,
    /// Whether it runs when a scan of the instance has ended: in a callback, after an `await`, in a completion event.
    pub is_after_scan: bool,
    /// Which run came here.
    pub run: Run,
}

/// One start of code from outside: the top-level code, or a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run(pub(super) u32);

/// The end of a run.
#[derive(Debug)]
pub struct Exit {
    /// `None` for top-level code.
    pub function: Option<FunctionId>,
    /// At its end, and at the end of each callback in which it gets an instance.
    pub states: Vec<State>,
    pub run: Run,
    pub is_complete: bool,
}

/// The operations of a run, by their expressions.
pub(super) type Operations = FxHashMap<ExprId, Operation>;
