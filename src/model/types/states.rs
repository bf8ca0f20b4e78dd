//! State that a hook of React keeps: `const [scanner, setScanner] = useState(null)`.

use crate::facts::{ExprId, ExprKind};
use crate::sdk::semantics::Gives;

use super::super::instance::Origin;
use super::{Solver, Type};

impl Solver<'_> {
    pub(super) fn is_state_hook(&self, callee: ExprId) -> bool {
        let name = match self.facts.kind(callee) {
            ExprKind::Name(name) | ExprKind::Member { property: name, .. } => *name,
            _ => return false,
        };
        self.facts.names.text(name) == "useState"
    }

    /// The first value of the state, and whatever its setter is called with, by the file or by the SDK.
    pub(super) fn kept_state(&mut self, hook: ExprId, arguments: &[ExprId]) -> Type {
        let first = arguments.first().map_or(Type::Nothing, |&first| self.expr(first));
        let declared = self.facts.call_type(hook).and_then(|of| self.annotated(of, Origin::Call(hook)));
        let mut found = self.declared(declared, first);
        let scopes = self.scopes;
        for &(call, position) in scopes.setter_uses(hook) {
            let value = match position {
                None => self.set_by(call),
                Some(position) => self.set_back_by(call, position),
            };
            found = self.join(found, value);
        }
        found
    }

    /// A function would compute the new state from the old one.
    fn set_by(&mut self, call: ExprId) -> Type {
        match self.facts.kind(call) {
            ExprKind::Call { arguments, .. } => match arguments.first() {
                Some(&value) if self.functions.target(value).is_none() => self.expr(value),
                _ => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    /// The setter is the callback of a call.
    fn set_back_by(&mut self, call: ExprId, position: usize) -> Type {
        match self.facts.kind(call) {
            // The last of the two is called when it fails.
            ExprKind::Call { callee, arguments }
                if self.creator(*callee) == Some(Gives::Callback)
                    && position > 1
                    && position + 2 != arguments.len() =>
            {
                Type::Unknown
            }
            _ => self.called_back(call, position, 0),
        }
    }
}
