use super::{ExprId, ExprKind, StatementKind};

impl ExprKind {
    /// Calls `visit` with every expression that this one is directly made of. The bodies of functions and classes are none.
    pub fn each_child(&self, visit: &mut dyn FnMut(ExprId)) {
        match self {
            Self::Member { object, .. } => visit(*object),
            Self::Index { object, index } => [*object, *index].into_iter().for_each(visit),
            Self::Call { callee, arguments } | Self::New { callee, arguments } => {
                visit(*callee);
                arguments.iter().copied().for_each(visit);
            }
            Self::Object(properties) => {
                for property in properties {
                    property.computed.into_iter().for_each(&mut *visit);
                    visit(property.value);
                }
            }
            Self::Assign { target, value, .. } => {
                target.each_target(visit);
                target.each_default(visit);
                visit(*value);
            }
            Self::Update { target: part }
            | Self::Unary { operand: part, .. }
            | Self::Await(part)
            | Self::Spread(part) => visit(*part),
            Self::Binary { left, right, .. } | Self::Logical { left, right, .. } => {
                [*left, *right].into_iter().for_each(visit);
            }
            Self::Conditional { test, consequent, alternate } => {
                [*test, *consequent, *alternate].into_iter().for_each(visit);
            }
            Self::Template { holes: parts, .. } | Self::Array(parts) | Self::Sequence(parts) | Self::Opaque(parts) => {
                parts.iter().copied().for_each(visit)
            }
            Self::Undefined
            | Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Name(_)
            | Self::This
            | Self::Super
            | Self::Function(_)
            | Self::Class(_) => {}
        }
    }
}

impl StatementKind {
    /// Calls `visit` with every expression that stands directly in this statement, and not in a statement inside of it.
    pub fn each_expr(&self, visit: &mut dyn FnMut(ExprId)) {
        match self {
            Self::Expression(expr) | Self::Throw(expr) => visit(*expr),
            Self::Declare { declarations, .. } => {
                for declaration in declarations {
                    declaration.target.each_target(visit);
                    declaration.target.each_default(visit);
                    declaration.value.into_iter().for_each(&mut *visit);
                }
            }
            Self::If { test, .. } | Self::While { test, .. } | Self::DoWhile { test, .. } => visit(*test),
            Self::For { test, update, .. } => test.iter().chain(update).copied().for_each(visit),
            Self::ForEach { target, subject, .. } => {
                target.each_target(visit);
                target.each_default(visit);
                visit(*subject);
            }
            Self::Switch { subject, cases } => {
                visit(*subject);
                cases.iter().filter_map(|case| case.test).for_each(visit);
            }
            Self::Return(value) => value.iter().copied().for_each(visit),
            Self::Export(exported) => exported.iter().map(|exported| exported.value).for_each(visit),
            Self::Function(_)
            | Self::Class(_)
            | Self::Block(_)
            | Self::Try { .. }
            | Self::Break(_)
            | Self::Continue(_)
            | Self::Labeled { .. }
            | Self::Import { .. }
            | Self::Reexport { .. }
            | Self::Empty => {}
        }
    }
}
