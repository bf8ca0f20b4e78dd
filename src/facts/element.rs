use super::{ExprId, Name};

/// A tag of JSX, or of a template of Vue, that uses a component.
#[derive(Clone, Debug)]
pub struct Element {
    /// The name of the component, or a member of what holds it.
    pub component: ExprId,
    /// The attributes that are given a value.
    pub properties: Box<[(Name, ExprId)]>,
}

impl Element {
    /// The value of an attribute.
    #[must_use]
    pub fn property(&self, name: Name) -> Option<ExprId> {
        self.properties.iter().find(|(known, _)| *known == name).map(|&(_, value)| value)
    }
}
