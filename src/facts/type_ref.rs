use super::Name;

/// A type as an annotation names it: `WebTwain`, `Dynamsoft.WebTwain`, `Promise<WebTwain>`. A type that is not named so
/// (a function, an object, several types but for `null` and `undefined`) is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The whole path, as it is written: `Dynamsoft.WebTwain`, `string`; `Array` for `T[]`.
    pub path: Name,
    pub arguments: Box<[Option<TypeRef>]>,
}
