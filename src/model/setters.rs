use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Facts};

use super::binding::{BindingId, Write};
use super::scopes::Scopes;

/// Where the second of a destructured pair is called or passed on: `setValue` of `const [value, setValue] = f()`.
#[derive(Debug, Default)]
pub(super) struct Setters {
    /// By the call that gave the pair: each call, with the position of the setter among its arguments when it is one.
    uses: FxHashMap<ExprId, Vec<(ExprId, Option<usize>)>>,
}

impl Setters {
    pub fn of(facts: &Facts, scopes: &Scopes) -> Self {
        let pairs: FxHashMap<BindingId, ExprId> = scopes
            .bindings()
            .filter_map(|(id, binding)| match binding.writes[..] {
                [Write::Item { of, index: 1 }] => Some((id, of)),
                _ => None,
            })
            .collect();
        let mut setters = Self::default();
        if pairs.is_empty() {
            return setters;
        }
        let pair_of = |expr: ExprId| scopes.resolve(expr).and_then(|binding| pairs.get(&binding)).copied();
        for &(call, _) in &scopes.calls {
            let ExprKind::Call { callee, arguments } = facts.kind(call) else { continue };
            if let Some(pair) = pair_of(*callee) {
                setters.uses.entry(pair).or_default().push((call, None));
            }
            for (position, &argument) in arguments.iter().enumerate() {
                if let Some(pair) = pair_of(argument) {
                    setters.uses.entry(pair).or_default().push((call, Some(position)));
                }
            }
        }
        setters
    }

    pub fn uses(&self, pair: ExprId) -> &[(ExprId, Option<usize>)] {
        self.uses.get(&pair).map_or(&[], Vec::as_slice)
    }
}
