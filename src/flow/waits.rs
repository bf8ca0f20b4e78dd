//! `await`: the code goes on when a promise has settled.

use smallvec::smallvec;

use crate::facts::{ExprId, ExprKind};

use super::interpreter::Interpreter;
use super::paths::Forks;
use super::shared::Shared;
use super::state::State;
use super::value::Value;

impl Interpreter<'_> {
    pub(super) fn wait(&mut self, expr: ExprId, operand: ExprId, state: State) -> Forks {
        let own = match self.model.facts.kind(operand) {
            ExprKind::Call { callee, arguments } => {
                self.model.functions.target(*callee).map(|function| (function, arguments.clone()))
            }
            _ => None,
        };
        let values = match own {
            Some((function, arguments)) => self.call_own(operand, function, &arguments, state, true),
            None => self.eval(operand, state),
        };
        let mut forks = Forks::new();
        for (state, value) in values {
            match value {
                Value::Promise(id) => {
                    for state in self.settle(state, id) {
                        forks.extend(self.after_wait(expr, state));
                    }
                }
                value => {
                    let mut state = state;
                    state.turn += 1;
                    forks.push((state, value));
                }
            }
        }
        forks
    }

    /// While the code waits, everything else that is pending may run and finish.
    fn after_wait(&mut self, expr: ExprId, mut state: State) -> Forks {
        let unfinished: Vec<_> = state.pending.iter().filter_map(|chain| chain.completion.clone()).collect();
        if !unfinished.is_empty() {
            self.drain(std::slice::from_ref(&state), 1);
            state.pending = Shared::default();
            for completion in unfinished {
                self.complete(&mut state, &completion);
                state.instance_mut(completion.instance).images.blur();
            }
        }
        let value = self.result_of(expr, &mut state);
        smallvec![(state, value)]
    }
}
