use crate::flow::Operation;
use crate::model::Access;
use crate::report::{Finding, Severity};

use super::Context;

/// The home of the project on the web.
pub const SITE: &str = "https://dwt-lint.github.io";

/// A rule as data, beside the function that finds its pitfall.
pub struct Rule {
    /// Kebab-case, stable for ever.
    pub id: &'static str,
    pub category: Category,
    /// The severity that most of its findings have; a finding may be milder.
    pub severity: Severity,
    /// Whether the `recommended` preset has it.
    pub recommended: bool,
    pub confidence: Confidence,
    pub fix: FixKind,
    /// The SDK error codes that it prevents.
    pub codes: &'static [i32],
    /// The SDK versions that it speaks of, for people; empty: all of them.
    pub versions: &'static str,
    /// One sentence, no full stop.
    pub summary: &'static str,
    /// What can be set besides the severity.
    pub options: &'static [RuleOption],
    /// The whole page, Markdown.
    pub page: &'static str,
    pub check: Check,
}

/// What a rule looks at.
pub enum Check {
    /// Each operation of an instance, with the states that reach it.
    Operation(fn(&Context<'_>, &Operation, &mut Vec<Finding>)),
    /// Each place where code names a member of an object of the SDK.
    Access(fn(&Context<'_>, &Access, &mut Vec<Finding>)),
    /// The whole program.
    Program(fn(&Context<'_>, &mut Vec<Finding>)),
    /// What suppression comments say; found by `settle`.
    Suppressions,
}

/// Something that can be set for one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleOption {
    /// The key in the object of `["warning", { … }]`.
    pub name: &'static str,
    /// What it may be; the first is the default.
    pub values: &'static [&'static str],
    /// One sentence, no full stop.
    pub summary: &'static str,
}

/// The settings of one rule beyond its severity: the object of `["warning", { … }]`.
pub type Options = serde_json::Map<String, serde_json::Value>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    Lifecycle,
    ImageFormat,
    Network,
    Licensing,
    ApiUsage,
    Async,
    Deprecated,
    Platform,
    Security,
    Style,
    /// What is wrong with the suppression comments themselves.
    Suppression,
}

impl Category {
    pub const ALL: [Self; 11] = [
        Self::Lifecycle,
        Self::ImageFormat,
        Self::Network,
        Self::Licensing,
        Self::ApiUsage,
        Self::Async,
        Self::Deprecated,
        Self::Platform,
        Self::Security,
        Self::Style,
        Self::Suppression,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lifecycle => "lifecycle",
            Self::ImageFormat => "image-format",
            Self::Network => "network",
            Self::Licensing => "licensing",
            Self::ApiUsage => "api-usage",
            Self::Async => "async",
            Self::Deprecated => "deprecated",
            Self::Platform => "platform",
            Self::Security => "security",
            Self::Style => "style",
            Self::Suppression => "suppression",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// How sure a finding is, apart from how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl Confidence {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The best fix that a rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixKind {
    None,
    Safe,
    Unsafe,
}

impl FixKind {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

impl Rule {
    /// Where the page stands on the web.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{SITE}/rules/{}", self.id)
    }

    /// A finding of this rule with its default severity and codes; the caller adds the rest.
    #[must_use]
    pub fn finding(&self, span: crate::text::Span, message: String) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            span,
            message,
            help: None,
            codes: self.codes.to_vec(),
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}
