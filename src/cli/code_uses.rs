//! Where the user's code uses what can raise an error code of the SDK, whether it is used well or not.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::lint::{Member, Together, Use, fenced, may_concern, read};
use crate::sdk::codes::ErrorCode;
use crate::sdk::semantics;
use crate::text::{Encoding, LineIndex, Source};

use super::check::Job;
use super::configure::settings;
use super::disk::Disk;
use super::inputs::Input;
use super::open::{Opened, is_skipped, open};
use super::texts::Texts;

/// The uses of the SDK in some files.
pub struct CodeUses {
    /// Sorted as the inputs are.
    files: Vec<(Source, Vec<Use>)>,
}

/// A use that can raise a code; line and column count from 1, the column in UTF-16 code units.
struct Place<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    member: &'a str,
}

impl CodeUses {
    /// Of all inputs of a run, in the light of each other. What cannot be read has none.
    pub fn of(job: &Job<'_>) -> Self {
        let texts = Texts::default();
        let members: Vec<Member> =
            job.inputs.inputs.par_iter().filter_map(|input| member(input, job, &texts)).collect();
        let own = members.len();
        let together = Together::of(members, &Disk::new(job.folder, &texts), &|_, _| None);
        let uses = |at: usize| (together.members[at].read.source.clone(), together.uses(at));
        Self { files: (0..own).into_par_iter().map(uses).collect() }
    }

    /// A line each: `src/a.js:3:5: WebTwain.HTTPUpload`.
    pub fn lines(&self, code: &ErrorCode) -> Vec<String> {
        self.places(code).map(|it| format!("{}:{}:{}: {}", it.path, it.line, it.column, it.member)).collect()
    }

    pub fn objects(&self, code: &ErrorCode) -> Value {
        let object =
            |it: Place<'_>| json!({ "path": it.path, "line": it.line, "column": it.column, "member": it.member });
        self.places(code).map(object).collect()
    }

    fn places<'a>(&'a self, code: &'a ErrorCode) -> impl Iterator<Item = Place<'a>> {
        self.files.iter().flat_map(|(source, uses)| {
            let lines = LineIndex::new(&source.text);
            let raising = uses.iter().filter(|used| semantics::can_raise(&used.path, code.group.id));
            raising.map(move |used| {
                let place = lines.place(&source.text, used.span.start as usize, Encoding::Utf16);
                Place { path: &source.path, line: place.line + 1, column: place.column + 1, member: &used.path }
            })
        })
    }
}

fn member(input: &Input, job: &Job<'_>, texts: &Texts) -> Option<Member> {
    let Opened::Text(source) = open(input, texts) else { return None };
    let settings = settings(input.config.as_deref(), input.place.path(), job.args);
    if !may_concern(&source.text, &settings) || is_skipped(input, &source) {
        return None;
    }
    let read = fenced(|| read(&source)).ok()?;
    Some(Member { path: input.place.path()?.to_owned(), read: read.into(), settings })
}
