//! The page of a word, for editors that show one: what `dwt-lint explain` prints.

use serde::{Deserialize, Serialize};

use crate::explain;

/// What `dwtLint/explain` asks of: a rule, an error code, a topic of the error guide, or a name of the SDK.
#[derive(Deserialize)]
pub struct ExplainParams {
    what: String,
}

/// Its page as Markdown; of a word that means nothing, a sentence that says so.
#[derive(Serialize)]
pub struct Explanation {
    markdown: String,
}

pub fn explanation(params: &ExplainParams) -> Explanation {
    let markdown = explain::find(&params.what).map_or_else(|problem| problem, |subject| explain::page(&subject));
    Explanation { markdown }
}
