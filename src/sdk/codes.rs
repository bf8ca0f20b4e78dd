//! The error codes of the SDK: `data/error-codes.json` as a static table.

use std::fmt;

/// One error code, or the range of all codes from one downwards.
#[derive(Debug)]
pub struct ErrorCode {
    /// The value of `ErrorCode`, or of a failure callback's `errorCode`: 0 or negative.
    pub code: i32,
    /// The positive number by which the licence server itself calls it.
    pub original: Option<i32>,
    /// Whether it stands for every code below, too, that has no entry of its own. One entry does: the appendix ends with
    /// `<= -3000`.
    pub and_below: bool,
    /// What the SDK says, word for word, earlier wordings first; empty for a code that is known by name or by use only.
    pub messages: &'static [Message],
    /// The members of the enums in the SDK's type declarations that have this value.
    pub names: &'static [&'static str],
    /// Every place that has the code.
    pub sources: &'static [Source],
    pub group: &'static Group,
    /// What happened, in our own words.
    pub cause: &'static str,
    /// What to check first, in our own words.
    pub fix: &'static str,
    /// The ids of the rules that prevent it, built or to come.
    pub rules: &'static [&'static str],
    /// The ids of the topics of the error guide that treat it; see [`super::guide`].
    pub guide: &'static [&'static str],
    /// Codes that say the same, so that a program that tests one may need to test them all.
    pub twins: &'static [i32],
}

/// A message of the SDK, word for word. Some hold templates (`${name}`), as the SDK's own lists do.
#[derive(Debug)]
pub struct Message {
    pub text: &'static str,
    /// The lists that have it in this wording.
    pub sources: &'static [Source],
}

/// What codes have in common.
#[derive(Debug)]
pub struct Group {
    pub id: &'static str,
    pub title: &'static str,
}

/// Where a code or a message is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The appendix of the API documentation, before its revision for 19.x.
    Appendix,
    /// A row of that appendix that is commented out.
    AppendixComment,
    /// The appendix up to 2022, rows that later editions dropped.
    Appendix2022,
    /// The appendix as of SDK 19.4.
    Appendix194,
    /// The error list of the Dynamsoft License Server.
    LicenceServer,
    /// The documentation of the local service's REST interface.
    RestDocs,
    /// The enums of the published type declarations: names, no messages.
    Types,
    /// Only seen compared with in the vendor's samples.
    Samples,
}

impl Source {
    /// For people, to stand after "from".
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Appendix => "the API appendix before 19.x",
            Self::AppendixComment => "the API appendix before 19.x (commented out)",
            Self::Appendix2022 => "the API appendix up to 2022",
            Self::Appendix194 => "the API appendix of 19.4",
            Self::LicenceServer => "the licence server's error list",
            Self::RestDocs => "the documentation of the REST interface",
            Self::Types => "the SDK's type declarations",
            Self::Samples => "official samples only",
        }
    }
}

impl ErrorCode {
    /// The messages of the newest list that has the code.
    pub fn current_messages(&self) -> impl Iterator<Item = &'static Message> {
        self.messages.iter().filter(|message| !self.is_earlier(message))
    }

    /// Wordings that the newest list has replaced.
    pub fn earlier_messages(&self) -> impl Iterator<Item = &'static Message> {
        self.messages.iter().filter(|message| self.is_earlier(message))
    }

    fn is_earlier(&self, message: &Message) -> bool {
        self.sources.contains(&Source::Appendix194) && !message.sources.contains(&Source::Appendix194)
    }
}

/// As in the lists: `-1001`, or `<= -3000` for the range.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if self.and_below { format!("<= {}", self.code) } else { self.code.to_string() };
        f.pad(&text)
    }
}

/// What a number in a program or a log means.
#[derive(Clone, Copy, Debug)]
pub struct CodeMatch {
    /// The number that was asked for.
    pub value: i64,
    pub code: &'static ErrorCode,
    pub kind: MatchKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    Exact,
    /// The number is the licence server's positive original of the code.
    Original,
    /// The code has no entry of its own and falls into the range at the end of the appendix.
    Range,
}

/// Every code, downwards from 0, as the published lists have them; the range `<= -3000` is one of them.
#[must_use]
pub fn all() -> &'static [ErrorCode] {
    CODES
}

/// Every group, in the order of their ids.
#[must_use]
pub fn groups() -> &'static [Group] {
    GROUPS
}

/// What the number means as an error code; `None` when it cannot be one. A code with an entry of its own wins over the
/// range that it falls into: the licence server's and the barcode reader's lie below -3000.
#[must_use]
pub fn lookup(value: i64) -> Option<CodeMatch> {
    let found = |code, kind| Some(CodeMatch { value, code, kind });
    if let Some(code) = by_code(value) {
        return found(code, MatchKind::Exact);
    }
    if let Some(code) = by_original(value) {
        return found(code, MatchKind::Original);
    }
    let range = CODES.iter().find(|code| code.and_below)?;
    if value < i64::from(range.code) { found(range, MatchKind::Range) } else { None }
}

fn by_code(value: i64) -> Option<&'static ErrorCode> {
    let at = CODES.binary_search_by(|code| value.cmp(&i64::from(code.code))).ok()?;
    CODES.get(at)
}

fn by_original(value: i64) -> Option<&'static ErrorCode> {
    CODES.iter().find(|code| code.original.is_some_and(|original| i64::from(original) == value))
}

/// The codes that a mistyped number may stand for, best first, at most three: the same digits without the minus sign, one
/// digit wrong or two swapped, or a neighbour.
#[must_use]
pub fn nearest(value: i64) -> Vec<&'static ErrorCode> {
    const NEIGHBOUR: u64 = 3;
    let digits = value.unsigned_abs().to_string();
    let mut scored: Vec<_> = CODES
        .iter()
        .filter(|code| code.code != 0 && !code.and_below)
        .map(|code| {
            let magnitude = code.code.unsigned_abs();
            let slips = strsim::damerau_levenshtein(&digits, &magnitude.to_string());
            let distance = u64::from(magnitude).abs_diff(value.unsigned_abs());
            (slips, distance, code)
        })
        .filter(|&(slips, distance, _)| slips <= 1 || distance <= NEIGHBOUR)
        .collect();
    scored.sort_by_key(|&(slips, distance, _)| (slips, distance));
    scored.into_iter().map(|(_, _, code)| code).take(3).collect()
}

include!(concat!(env!("OUT_DIR"), "/error_codes.rs"));
